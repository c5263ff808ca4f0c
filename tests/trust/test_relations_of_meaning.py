"""G37, of what is meant: other members of an axis, rates at their ends, straight lines; each found in the model itself.

Where a relation applies to nothing in a model, ``NOT`` says why. Each is shown to fail when a formula is spoilt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
import pytest

from semdsl.pipeline import Checked
from semdsl.requests import public_names
from semdsl.runtime.program import Stopped
from semdsl.semantics.model import Arithmetic, Case, Constant, Model
from semdsl.simultaneous.solve import solve
from semdsl.units.algebra import RATIO, TRUTH
from tests.support.compare import compiled
from tests.trust.faults import dependents, reads_of
from tests.trust.moving import labelled, reindexed, that_count_nobody, that_look_back, with_nobody
from tests.trust.rates import (
    four_weights,
    has_figures,
    is_figure,
    rates,
    straight,
    weighted,
    with_rate,
    without_factor,
    without_survivors,
)
from tests.trust.zoo import NAMES, valuation

LARGE = ("sem",)  # in the long run
MODELS = [pytest.param(name, marks=[pytest.mark.long] if name in LARGE else []) for name in NAMES]
NEARLY = 1e-10
NO_NAMES = "it has no axis of names"
NOT = {
    ("members in another order", "pension"): NO_NAMES,
    ("members in another order", "population_methods"): NO_NAMES,
    ("members in another order", "term_life"): NO_NAMES,
    ("a member without people", "pension"): NO_NAMES,
    ("a member without people", "population_methods"): NO_NAMES,
    ("a member without people", "term_life"): NO_NAMES,
    ("a shorter term", "premium_based_systems_1992"): "it is about a single year",
    ("a rate of nothing", "premium_based_systems_1992"): "no rate stands beside a 1 in it",
    ("a chance of one", "premium_based_systems_1992"): "no chance is taken from 1 in it",
    ("a chance of one", "sem"): "no chance is taken from 1 in it: its population is calibrated as a whole",
}
Results = dict[str, np.ndarray]
Spoil = Callable[[Checked], Checked]


def as_it_is(own: Checked) -> Checked:
    return own


def results(own: Checked, wanted: Collection[str] | None = None) -> Results:
    """What can be computed of *wanted*, or of all names; what rests on an operation without a value is left out."""
    left = [name for name in public_names(own.model) if wanted is None or name in wanted]
    needing = dependents(reads_of(own.computed))
    while True:
        found = compiled(own.computed, own.tables, wanted=left)
        if not isinstance(found, Stopped):
            break
        left = [name for name in left if name not in needing[found.name]]
    shapes = {name: [len(own.model.axes[axis]) for axis in own.model.quantities[name].axes] for name in left}
    return {name: np.array(found[name]).reshape(shapes[name]) for name in left}


def near(found: Results, expected: Results, names: Collection[str] | None = None) -> int:
    """The values of *names*, by default of all, are as expected but for rounding; how many there are."""
    assert names is not None or set(found) == set(expected)
    compared = set(expected) if names is None else names
    for name in compared:
        size = np.nanmax(np.abs(expected[name]), initial=0.0)
        np.testing.assert_allclose(
            found[name], expected[name], rtol=NEARLY, atol=NEARLY * size, err_msg=name, equal_nan=True
        )
    return sum(expected[name].size for name in compared)


# ── The relations: each gives how many values it compared, in how many ways ───────────────────────


def in_another_order(own: Checked, spoil: Spoil) -> list[int]:
    """The members of an axis of names from the last to the first: so are the results, and their sums are the same."""
    plain, found = results(own), []
    for axis in labelled(own.model):
        backwards = range(len(own.model.axes[axis]))[::-1]
        moved = results(spoil(reindexed(own, axis, backwards)))
        expected = {name: _taken(plain[name], own.model, name, axis, backwards) for name in plain}
        found.append(near(moved, expected))
    return found


def _taken(array: np.ndarray, model: Model, name: str, axis: str, at: Collection[int]) -> np.ndarray:
    axes = model.quantities[name].axes
    return array.take(list(at), axis=axes.index(axis)) if axis in axes else array


def with_a_member_without_people(own: Checked, spoil: Spoil) -> list[int]:
    """One more member, with zero in every figure: sums over the axis, and all other members, are what they were."""
    plain, found = results(own), []
    for axis in labelled(own.model):
        size = len(own.model.axes[axis])
        changed = spoil(with_nobody(own, axis))
        more = results(changed)
        along = {name for name in more if axis in own.model.quantities[name].axes}
        zero = {name for name in along if not np.any(_taken(more[name], own.model, name, axis, [size]))}
        names = set(more) & set(plain) & that_count_nobody(changed.computed, axis, zero)
        kept = {name: _taken(more[name], own.model, name, axis, range(size)) for name in names}
        assert names - along, f"nothing but what varies by {axis} is compared"
        found.append(near(kept, plain, names))
    return found


def with_a_shorter_term(own: Checked, spoil: Spoil) -> list[int]:
    """An axis of numbers cut after its first member, its second, and its half: what does not look ahead is the same."""
    plain, found = results(own), []
    for axis, own_axis in own.model.axes.items():
        if not own_axis.ordered or own_axis.parent is not None:
            continue
        for members in (1, 2, len(own_axis) // 2):
            names = that_look_back(own.computed, axis, members) & set(plain)
            assert any(axis in own.model.quantities[name].axes for name in names), axis
            kept = {name: _taken(plain[name], own.model, name, axis, range(members)) for name in names}
            cut = results(spoil(reindexed(own, axis, range(members))), names)
            found.append(near(cut, kept))
    return found


def with_a_rate_of_nothing(own: Checked, spoil: Spoil) -> list[int]:
    """A rate of 0 is no rate: a present value is a plain sum, what grows stays, who cannot die is there."""
    found = []
    for name in dict.fromkeys([*rates(own.model, "+"), *rates(own.model, "-")]):
        zero = with_rate(own, name, 0.0)
        found.append(near(results(spoil(zero)), results(without_factor(zero, name))))
    return found


def with_a_chance_of_one(own: Checked, spoil: Spoil) -> list[int]:
    """Who is certain to die, or to leave, is not there afterwards."""
    found = []
    for name in rates(own.model, "-"):
        one = with_rate(own, name, 1.0)
        found.append(near(results(spoil(one)), results(without_survivors(one, name))))
    return found


def with_figures_added(own: Checked, spoil: Spoil) -> list[int]:
    """What is a straight line in the figures of a unit, by its formulas: for sums of figures, the sums of results."""
    found = []
    given = {
        name: one for name, one in own.computed.quantities.items() if has_figures(one) and one.unit != RATIO
    }
    for unit in {one.unit: None for one in given.values()}:
        moved = {name for name, one in given.items() if one.unit == unit}
        only = {name for name in moved if all(map(is_figure, given[name].cases))}
        names = (straight(own.computed, moved) & set(public_names(own.model))) - only
        if names:
            models = [weighted(own, moved, weights) for weights in four_weights(moved)]
            models[-1] = spoil(models[-1])
            first, second, third, fourth = (results(one, names) for one in models)
            found.append(near(_sum(first, second), _sum(third, fourth)))
    return found


def _sum(one: Results, other: Results) -> Results:
    assert set(one) == set(other)
    return {name: one[name] + other[name] for name in one}


RELATIONS: dict[str, Callable[[Checked, Spoil], list[int]]] = {
    "members in another order": in_another_order,
    "a member without people": with_a_member_without_people,
    "a shorter term": with_a_shorter_term,
    "a rate of nothing": with_a_rate_of_nothing,
    "a chance of one": with_a_chance_of_one,
    "figures added": with_figures_added,
}


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("name", MODELS)
def test_a_relation_holds(name: str, relation: str, count: Callable[..., None]) -> None:
    found = RELATIONS[relation](valuation(name), as_it_is)
    assert bool(found) != ((relation, name) in NOT), (relation, name)
    assert all(found)
    count(relations=len(found), values=sum(found))


def spoilt(own: Checked) -> Checked:
    """*own* where a millionth is added to whatever a formula makes of other quantities."""

    def more(case: Case) -> Case:
        if is_figure(case) or case.formula.unit == TRUTH:
            return case
        formula = case.formula
        factor = Constant(value=1.000001, axes=(), unit=RATIO, span=case.span)
        product = Arithmetic(
            op="*", left=factor, right=formula, axes=formula.axes, unit=formula.unit, span=formula.span
        )
        return replace(case, formula=product)

    quantities = {
        name: one if " " in name else replace(one, cases=tuple(map(more, one.cases)))
        for name, one in own.model.quantities.items()
    }
    model = replace(own.model, quantities=quantities)
    return replace(own, model=model, solved=solve(model).value)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_is_broken_by_a_spoilt_formula(relation: str, count: Callable[..., None]) -> None:
    name = next(name for name in reversed(NAMES) if (relation, name) not in NOT and name not in LARGE)
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        RELATIONS[relation](valuation(name), spoilt)
    count(kinds=1)


def test_what_does_not_apply_is_known() -> None:
    assert {relation for relation, _ in NOT} <= set(RELATIONS)
    assert {name for _, name in NOT} <= set(NAMES)
