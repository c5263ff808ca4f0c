"""G37: what must not change a result does not, in every model, and what must change it does so by just as much.

A relation applies to every model; where one does not, the table ``NOT`` says why.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from semdsl.diagnostics.text import render
from semdsl.pipeline import Checked, check_file
from semdsl.requests import public_names
from semdsl.running import compute
from semdsl.semantics.model import Apply
from semdsl.semantics.rewrite import parts
from semdsl.units.algebra import RATIO
from tests.trust import relations
from tests.trust.faults import dependents, reads_of
from tests.trust.gate import Gate
from tests.trust.relations import (
    FACTOR,
    LATER,
    WRITTEN,
    base_units,
    files_of,
    power_of,
    rewritten,
    scaled,
    set_to_itself,
)
from tests.trust.zoo import MODELS, NAMES, valuation

GATE = Gate(
    "G37",
    "Relations that hold for any model: scales, names, orders, layouts, parts, years, members, rates, straight lines",
    "{relations} relations of {kinds} kinds on {models} models, {values} values: 0 breaks, most to the last bit",
    {"relations": 150, "kinds": 20, "models": 5},
    ("trust/test_relations_of_meaning.py",),
)

LARGE = ("sem",)  # in the long run
SMALL = tuple(name for name in NAMES if name not in LARGE)
NOT = {
    ("rows of files in another order", "population_methods"): "it reads no file",
    ("rows of files in another order", "term_life"): "it reads no file",
    ("columns of files in another order", "population_methods"): "it reads no file",
    ("columns of files in another order", "term_life"): "it reads no file",
    ("another name of the currency", "population_methods"): "there is no money in it",
    ("all years later", "term_life"): "there are no years in it",
    ("all years later", "premium_based_systems_1992"): "there are no years in it",
    ("other names of members", "pension"): "it has no axis of names",
    ("other names of members", "population_methods"): "it has no axis of names",
    ("other names of members", "term_life"): "it has no axis of names",
    (
        "formulas written in a longer way",
        "institute_as_employer",
    ): "what is in a loop is to be linear as it is written",
}
MEANT = {
    "figures set to what they are": set_to_itself,
    "formulas written in a longer way": rewritten,
}
WRITTEN_AS_IT_IS = dict(WRITTEN)
Results = dict[str, np.ndarray]


def results(own: Checked) -> Results:
    """Every quantity with a name."""
    names = public_names(own.model)
    computed = compute(own.model, own, names)
    assert computed.value is not None, [render(one) for one in computed.diagnostics]
    return {name: np.asarray(computed.value[name]) for name in names}


@cache
def plain(name: str) -> Results:
    return results(valuation(name))


def of_loops(own: Checked) -> set[str]:
    """What rests on the solution of a loop: its terms are added in the order of the declarations."""
    needing = dependents(reads_of(own.model))
    return {name for loop in own.solved.loops for member in loop.members for name in needing[member]}


def same(
    found: Results,
    expected: Results,
    *,
    names: dict[str, str] | None = None,
    rounded: Collection[str] = (),
) -> int:
    """Every expected value is there, to the last bit but for the sign of a zero; how many there are.

    Those in *rounded* may differ in their last digits.
    """
    values = 0
    for name, array in expected.items():
        other = found[(names or {}).get(name, name)]
        if name in rounded:
            np.testing.assert_allclose(other, array, rtol=1e-14, atol=0, err_msg=name)
        else:
            np.testing.assert_array_equal(other, array, err_msg=name)
        values += array.size
    return values


def written(name: str, relation: str, folder: Path, count) -> None:
    files = WRITTEN[relation](files_of(MODELS))
    assert files is not None
    if (relation, name) not in NOT:
        assert any(files.get(own) != text for own, text in files_of(MODELS).items())
    relations.write(files, folder)
    outcome = check_file(folder / f"{name}.sem")
    assert outcome.value is not None, "\n".join(render(one) for one in outcome.diagnostics if one.is_error)
    found = results(outcome.value)
    if relation == "other names of quantities":
        new = {own: f"z_{own}" for own in plain(name) if f"z_{own}" in found}
        assert new
        count(relations=1, values=same(found, plain(name), names=new))
    else:
        expected = years_moved(name) if relation == "all years later" else plain(name)
        count(relations=1, values=same(found, expected, rounded=of_loops(valuation(name))))


def years_moved(name: str) -> Results:
    """What the model gives, where a number without a unit that is one of its years is as many years later."""
    own = valuation(name).model
    times = [axis.coordinates for axis in own.axes.values() if axis.form == "time" and axis.coordinates]
    known = [year for time in times for year in time]
    return {
        quantity: array + LATER * np.isin(array, known) if own.quantities[quantity].unit == RATIO else array
        for quantity, array in plain(name).items()
    }


@pytest.mark.parametrize("relation", WRITTEN)
@pytest.mark.parametrize("name", SMALL)
def test_what_is_written_otherwise_means_the_same(name: str, relation: str, tmp_path: Path, count) -> None:
    written(name, relation, tmp_path, count)
    count(models=relation == next(iter(WRITTEN)))


@pytest.mark.long
@pytest.mark.parametrize("relation", WRITTEN)
@pytest.mark.parametrize("name", LARGE)
def test_the_largest_model_written_otherwise(name: str, relation: str, tmp_path: Path, count) -> None:
    written(name, relation, tmp_path, count)
    count(models=relation == next(iter(WRITTEN)))


@pytest.mark.parametrize("relation", MEANT)
@pytest.mark.parametrize("name", SMALL)
def test_what_is_meant_otherwise_comes_to_the_same(name: str, relation: str, count) -> None:
    if (relation, name) in NOT:
        pytest.skip(NOT[relation, name])
    values = same(results(MEANT[relation](valuation(name))), plain(name))
    count(relations=1, values=values)


@pytest.mark.long
@pytest.mark.parametrize("relation", MEANT)
@pytest.mark.parametrize("name", LARGE)
def test_the_largest_model_meant_otherwise(name: str, relation: str, count) -> None:
    count(relations=1, values=same(results(MEANT[relation](valuation(name))), plain(name)))


def rounding(own: Checked) -> set[str]:
    """What rests on a rounding, which is to whole pesos and not to quarters: for it the scale means something."""
    needing = dependents(reads_of(own.model))
    return {
        name
        for one in own.model.quantities.values()
        for case in one.cases
        if any(isinstance(part, Apply) and part.function == "round" for part in parts(case.formula))
        for name in needing[one.name]
    }


def scale(name: str, count) -> None:
    """A quarter of a peso, of a person, of a visit: four times as many, in all that is counted in it, and no other."""
    own = valuation(name)
    rounded = rounding(own)
    assert len(rounded) < len(plain(name)) / 2
    for base in base_units(own.model):
        found = results(scaled(own, base))
        for quantity, array in plain(name).items():
            if quantity in rounded:
                continue
            factor = FACTOR ** float(power_of(own.model.quantities[quantity].unit, base))
            np.testing.assert_allclose(
                found[quantity], factor * array, rtol=1e-10, atol=0, err_msg=f"{base}: {quantity}"
            )
            count(values=array.size)
        count(relations=1)


@pytest.mark.parametrize("name", SMALL)
def test_a_smaller_unit_makes_larger_numbers(name: str, count) -> None:
    scale(name, count)


@pytest.mark.long
@pytest.mark.parametrize("name", LARGE)
def test_a_smaller_unit_makes_larger_numbers_in_the_largest_model(name: str, count) -> None:
    scale(name, count)


@pytest.mark.parametrize("name", SMALL)
def test_a_quantity_alone_is_what_it_is_among_others(name: str, count) -> None:
    own = valuation(name)
    names = list(plain(name))
    for quantity in names[:: max(1, len(names) // 12)]:
        computed = compute(own.model, own, [quantity])
        assert computed.value is not None
        np.testing.assert_array_equal(computed.value[quantity], plain(name)[quantity])
    count(relations=1)


ALWAYS = ("a smaller unit", "a quantity alone")


def test_what_does_not_apply_is_known(count) -> None:
    assert {relation for relation, _ in NOT} <= {*WRITTEN, *MEANT}
    assert {name for _, name in NOT} <= set(NAMES)
    assert all(any((relation, name) not in NOT for name in NAMES) for relation in (*WRITTEN, *MEANT))
    count(kinds=len((*WRITTEN, *MEANT, *ALWAYS)))


@pytest.mark.parametrize(
    ("relation", "name", "right", "wrong"),
    [
        ("all years later", "population_methods", "^(year - 2046)", "^(year - 2047)"),
        ("other names of members", "premium_based_systems_1992", "beds[z_IMSS]", "beds[z_SDN]"),
    ],
)
def test_a_relation_is_broken_by_a_spoilt_text(
    relation: str, name: str, right: str, wrong: str, tmp_path: Path, monkeypatch, count
) -> None:
    def spoilt(files: relations.Files) -> relations.Files:
        changed = WRITTEN_AS_IT_IS[relation](files)
        assert changed is not None
        assert right in changed[f"{name}.sem"]
        return {**changed, f"{name}.sem": changed[f"{name}.sem"].replace(right, wrong)}

    monkeypatch.setitem(WRITTEN, relation, spoilt)
    with pytest.raises(AssertionError, match="Arrays are not equal"):
        written(name, relation, tmp_path, count)
