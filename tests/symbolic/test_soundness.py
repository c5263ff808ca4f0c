"""What is proved is true: for formulas made at random, and wrong in small ways, at values chosen at random."""

from __future__ import annotations

import random
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from semdsl import pipeline
from semdsl.interpret.problem import Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.semantics.model import Identity, Model
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import Meter
from semdsl.symbolic.proof import Proved, prove

MODEL = (
    "model m\ntime year = 1..4\naxis age = 0 to 2\naxis half of year = early: 1..2, late: 3..4\n"
    + "".join(
        f'parameter {name} : ratio = 1\n    source "s"\n'
        for name in ("a", "b", "x[year]", "y[year]", "u[year, age]", "t[year, age]", "w[age]")
    )
    + "variable v[year] : ratio\n    = x for 1\n    = v[year-1] * (1 + a) + y otherwise\n"
    "variable v2[year] : ratio\n    = x + b for 1\n    = v2[year-1] * (1 + a) + y otherwise\n"
    "variable z[year] : ratio\n    = y for first of half\n    = x + z[year-1] otherwise\n"
)
NAMES = ["a", "b", "x", "y", "v", "z", "x[1]", "y[4]", "v[3]", "1", "2", "year", "sum(u over age)"]
WAYS = [
    ("({0} + {1})", "({1} + {0})", "({0} - {1})"),
    ("({0} * {1})", "({1} * {0})", "({0} * {1} + 1)"),
    ("({0} - {1})", "(-({1} - {0}))", "({1} - {0})"),
    ("({0} / ({1}))", "({0} * ({1})^-1)", "({1} / ({0}))"),
    ("({0} * ({0} + {1}))", "({0}^2 + {1} * {0})", "({0}^2 + {1})"),
    ("sum(u * {0} over age)", "{0} * sum(u over age)", "sum(u * w * {0} over age)"),
    ("(sum(x + {0} - {0} over year))", "sum(x over year)", "(sum(x over year) + {0})"),
    ("sum(x * sum(u over age) over year)", "sum(x * u over age, year)", "sum(x over year) * sum(u over age)"),
    ("sum(u * sum(w over age) over age)", "sum(w over age) * sum(u over age)", "sum(u * w over age)"),
    (
        "sum(sum(x * y over year by half) over half)",
        "sum(y * x over year)",
        "sum(x over year) * sum(y over year)",
    ),
    ("cumulative sum(x over year)", "sum(x over year)", "x"),
    (
        "(if {0} > {1} then {0} else {1})",
        "(if {1} < {0} then {0} else {1})",
        "(if {0} < {1} then {0} else {1})",
    ),
    (
        "(if year >= 3 then {0} else {1})",
        "(if not year < 3 then {0} else {1})",
        "(if year > 3 then {0} else {1})",
    ),
    ("(({0})^0.5 * ({0})^0.5)", "{0}", "(({0})^2)^0.5"),
    ("((1 + a)^(year - 1) * {0})", "((1 + a)^year * {0} / (1 + a))", "((1 + a)^(year + 1) * {0})"),
    ("max({0}, {1})", "max({0}, {1} + 0)", "min({0}, {1})"),
]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two formulas: the same but for some rewriting, right or wrong."""
    first = second = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(1, 3))):
        own, right, wrong = draw(st.sampled_from(WAYS))
        other = draw(st.sampled_from(NAMES))
        left, *others = (first, other) if draw(st.booleans()) else (other, first)
        turned = (second, other) if left == first else (other, second)
        first, second = (
            own.format(left, *others),
            draw(st.sampled_from([own, right, right, wrong])).format(*turned),
        )
    return first, second


def values(model: Model, seed: int) -> Interpreter:
    """The model with other values for all that may have any."""
    chosen = random.Random(seed)
    drawn: dict[object, float] = {}

    def known(name: str, cell: tuple[int, ...]) -> float | None:
        if model.quantities[name].kind != "parameter":
            return None
        return drawn.setdefault((name, cell), chosen.choice([1, 2, 3, 5, 0.5, 0.25, 7, 1.5]))

    return Interpreter(model, {}, known)


def differs(identity: Identity, model: Model, seed: int) -> bool:
    own = values(model, seed)
    sizes = [range(len(model.axes[axis])) for axis in identity.axes]
    for cell in product(*sizes):
        try:
            left, right = (own.value(side, cell) for side in (identity.left, identity.right))
        except Stop:
            continue
        if abs(left - right) > 1e-6 * max(1.0, abs(left), abs(right)):
            return True
    return False


@settings(max_examples=250)
@given(pairs())
def test_what_is_proved_holds_for_values_chosen_at_random(pair: tuple[str, str]) -> None:
    """No search for a counter-example comes before the proof here."""
    outcome = pipeline.check_text(f"{MODEL}identity own : {pair[0]} = {pair[1]}\n")
    if outcome.value is None:
        return
    model = outcome.value.model
    (identity,) = model.identities
    answer = prove(identity, model, Givens(model, "", (identity.left, identity.right)), Meter())
    if isinstance(answer, Proved):
        assert not any(differs(identity, model, seed) for seed in range(3)), pair


def test_many_were_proved() -> None:
    """The property above says nothing if nothing is proved."""
    found = [way for way in WAYS if _is_proved(way[0].format("x", "y"), way[1].format("x", "y"))]
    assert len(found) >= len(WAYS) - 1
    wrong = [way for way in WAYS if _is_proved(way[0].format("x", "y"), way[2].format("x", "y"))]
    assert wrong == []


def _is_proved(left: str, right: str) -> bool:
    outcome = pipeline.check_text(f"{MODEL}identity own : {left} = {right}\n")
    assert outcome.value is not None, outcome.diagnostics
    model = outcome.value.model
    (identity,) = model.identities
    return isinstance(
        prove(identity, model, Givens(model, "", (identity.left, identity.right)), Meter()), Proved
    )


INNER = "sum(sum(t * sum(u over age) over year) over age)"


def test_a_running_member_is_not_taken_for_one_further_in() -> None:
    """The sum further in runs over all ages for each age outside; both depend on the year between them."""
    same = "sum(sum(t over age) * sum(u over age) over year)"
    assert _is_proved(INNER, same)
    assert not _is_proved(INNER, "sum(t * u over age, year)")
    assert not _is_proved(INNER, "3 * sum(t * u over age, year)")


def test_a_wrong_start_is_no_induction() -> None:
    """Both sides grow alike, and the first year differs: without a start nothing is proved of the others."""
    assert _is_proved("v[4] - v[3] * (1 + a)", "y[4]")
    assert not _is_proved("v", "v2")
    assert _is_proved("v + b * (1 + a)^(year - 1)", "v2")
