"""G23: what has no value does not become one further on.

Arrays let a missing or infinite number vanish in a comparison, a minimum, a quotient, a mean: each of these ways is
written here as a model, and stops at the cell where the value is lost. What a program of arrays rests on besides, that
the processor says when an operation has no result, is tried for each operation at each place of arrays of many lengths.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from semdsl.interpret.problem import Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import check_text
from tests.trust.gate import Gate
from tests.trust.running import errors, ran, values

GATE = Gate(
    "G23",
    "What has no value does not become one: not in a comparison, an extreme, a quotient, a mean, a look-up",
    "{ways} ways of losing a missing value, all stopped at their cell; {flags} array operations, no flag lost",
    {"ways": 21, "flags": 10_000},
)

MODEL = """\
model laundering

time year = 2025..2028
axis sex = male, female
axis step = year by 2 from 2025

table t[year, sex] : ratio
    from "t.csv"
    source "made up"

variable bad[year] : ratio = {bad}
variable sick[year] : ratio
    = 1          for year != 2027
    = {bad}      for 2027
variable result{axes} : ratio = {formula}
"""

# Without a value in 2027 alone; 0 elsewhere.
NAN = "(if year = 2027 then sqrt(-t[male]) else 0)"
INF = "(if year = 2027 then 1 / (t[male] - 1) else 0)"
HUGE = "(if year = 2027 then exp(800 * t[male]) else 0)"
FIGURES = "year,sex,value\n" + "".join(
    f"{year},{sex},1\n" for year in range(2025, 2029) for sex in ("male", "female")
)


class Way(NamedTuple):
    """A formula in which the value of *bad* would be lost, and what is said."""

    bad: str
    formula: str
    code: str
    axes: str = "[year]"


WAYS = {
    "a comparison that is false": Way(NAN, "if bad > 0 then 1 else 2", "root-of-negative"),
    "a comparison that is true": Way(NAN, "if bad != bad then 1 else 2", "root-of-negative"),
    "the larger of two": Way(NAN, "max(bad, 1)", "root-of-negative"),
    "the smaller of two": Way(NAN, "min(bad, 1)", "root-of-negative"),
    "0 or more": Way(NAN, "max(0, bad)", "root-of-negative"),
    "a cap on infinity": Way(INF, "min(bad, 100)", "division-by-zero"),
    "a cap on both sides": Way(INF, "clamp(bad, 0, 1)", "division-by-zero"),
    "to the power 0": Way(NAN, "bad ^ 0", "root-of-negative"),
    "1 to its power": Way(NAN, "1 ^ bad", "root-of-negative"),
    "1 over infinity": Way(HUGE, "1 / (1 + bad)", "overflow"),
    "exp of minus infinity": Way(HUGE, "exp(-bad)", "overflow"),
    "0 times infinity": Way(INF, "0 * bad", "division-by-zero"),
    "infinity less infinity": Way(INF, "bad - bad", "division-by-zero"),
    "a sum that skips it": Way(NAN, "sum(bad over year)", "root-of-negative", ""),
    "a mean that skips it": Way(NAN, "mean(bad over year)", "root-of-negative", ""),
    "the largest of those that are": Way(NAN, "max(bad over year)", "root-of-negative", ""),
    "the smallest of those that are": Way(NAN, "min(bad over year)", "root-of-negative", ""),
    "a product with 0": Way(INF, "product(bad over year)", "division-by-zero", ""),
    "a weight": Way(
        INF, "mean(t[male] + year over year weighted by 1 / (1 + abs(bad)))", "division-by-zero", ""
    ),
    "a group": Way(NAN, "sum(bad over year by step)", "root-of-negative", "[step]"),
    "a running sum": Way(NAN, "cumulative sum(bad over year)", "root-of-negative"),
    "a running product": Way(INF, "cumulative product(bad over year)", "division-by-zero"),
    "a search for the first": Way(NAN, "first(year where bad >= 0)", "root-of-negative", ""),
    "a search for the last": Way(NAN, "last(year where not (bad > 0))", "root-of-negative", ""),
    "a whole number": Way(INF, "round(bad)", "division-by-zero"),
    "a place on an axis": Way(NAN, "t[male, year = 2025 + bad]", "root-of-negative"),
    "the nearest place on an axis": Way(INF, "t[male, year = clamp(2025 + bad)]", "division-by-zero"),
    "the other side of `and`": Way(NAN, "if year > 3000 and bad > 0 then 1 else 2", "root-of-negative"),
    "the other side of `or`": Way(NAN, "if year > 0 or bad > 0 then 1 else 2", "root-of-negative"),
    "the next cell of a recursion": Way(NAN, "min(sick, 5) - bad", "root-of-negative"),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_value_that_is_missing_is_not_lost_on_the_way(name: str, count) -> None:
    way = WAYS[name]
    text = MODEL.format(bad=way.bad, formula=way.formula, axes=way.axes)
    (found,) = errors(ran(text, {"t.csv": FIGURES}))
    assert found.code == way.code
    assert "`bad[2027]`" in found.message or "`sick[2027]`" in found.message
    own = check_text(text, "case.sem", {"t.csv": FIGURES}).value
    assert own is not None
    with pytest.raises(Stop) as stop:
        Interpreter(own.model, own.tables).all("result")
    assert stop.value.problem.code == way.code
    count(ways=1)


@pytest.mark.parametrize("name", WAYS)
def test_without_the_missing_value_it_is_an_ordinary_formula(name: str) -> None:
    """Otherwise the case above might stop for another reason."""
    way = WAYS[name]
    result = ran(MODEL.format(bad="0 * t[male]", formula=way.formula, axes=way.axes), {"t.csv": FIGURES})
    assert values(result, "result")


# Also lost, but within the one formula: nothing else has the value.
ALONE = {
    "a mean of no cell": ("mean(t[male] over year for year > 2027 and year < 2028)", "empty-aggregate"),
    "the largest of no cell": ("max(t[male] over year for year > 2027 and year < 2028)", "empty-aggregate"),
    "a mean without weights": ("mean(t[male] + year over year weighted by t[male] - 1)", "division-by-zero"),
    "a place that is no member": ("t[male, year = 2025.5 * t[2025, male]]", "outside-axis"),
    "a place before the first": ("t[male, year = 2024 * t[2025, male]]", "outside-axis"),
    "a first that never is": ("first(year where t[male] > 1)", "never-true"),
    "a rounding to half a decimal": ("round(t[2025, male], t[2025, male] / 2)", "places-not-whole"),
    "ends out of order": ("clamp(t[2025, male], 2, t[2025, male])", "range-of-nothing"),
    "0 to a negative power": ("(t[2025, male] - 1) ^ (-t[2025, male])", "power-undefined"),
    "a root of a negative base": ("(-8 * t[2025, male]) ^ (1 / 3)", "power-undefined"),
    "an overflow in a sum": ("sum(1e308 * t[male] over year)", "overflow"),
    "an overflow in a product": ("product(1e155 * t[male] over year)", "overflow"),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_formula_without_a_value_has_none(name: str, count) -> None:
    formula, code = ALONE[name]
    text = MODEL.format(bad="0", formula=f"min(7, {formula})", axes="")
    (found,) = errors(ran(text, {"t.csv": FIGURES}))
    assert found.code == code, found.message
    assert "`result`" in found.message
    count(ways=1)


def test_a_branch_that_is_not_taken_stops_nothing() -> None:
    text = MODEL.format(bad="0", formula="if year < 3000 then 3 else 1 / (t[male] - 1)", axes="[year]")
    assert values(ran(text, {"t.csv": FIGURES}), "result") == [3.0] * 4


@pytest.mark.parametrize("figure", ["NA", "", "nan", "inf", "#N/A", "null", "None", "-"])
def test_a_figure_that_is_missing_is_no_zero(figure: str, count) -> None:
    text = MODEL.format(bad="0", formula="sum(t[male] over year by step)", axes="[step]")
    (found,) = errors(ran(text, {"t.csv": FIGURES.replace("2026,male,1", f"2026,male,{figure}")}))
    assert str(found.labels[0].span).startswith("t.csv:4:")
    count(ways=1)


@pytest.mark.parametrize("label", ["NA", "nan", "None", "null", "inf", "True"])
def test_a_label_that_looks_like_a_missing_value_is_a_label(label: str) -> None:
    """As a reader of tables may take Namibia, `NA`, for nothing."""
    text = f'model m\naxis country = "{label}", MX\ntable t[country] : person\n    from "t.csv"\n    source "x"\n'
    assert values(ran(text, {"t.csv": f"country,value\nMX,2\n{label},1\n"}), "t") == [1.0, 2.0]


# ── What a program of arrays rests on ─────────────────────────────────────────────────────────────

OPERATIONS = {
    "x + y": (np.add, (1, 1), (1.7e308, 1.7e308)),
    "x - y": (np.subtract, (1, 1), (-1.7e308, 1.7e308)),
    "x * y": (np.multiply, (1, 1), (1e308, 10)),
    "x / 0": (np.divide, (1, 1), (1, 0)),
    "0 / 0": (np.divide, (1, 1), (0, 0)),
    "x / small": (np.divide, (1, 1), (1e308, 1e-10)),
    "10 ^ 400": (np.power, (1, 1), (10, 400)),
    "0 ^ -1": (np.power, (1, 1), (0, -1)),
    "(-8) ^ 0.5": (np.power, (1, 1), (-8, 0.5)),
    "exp(800)": (np.exp, (0,), (800,)),
    "log(0)": (np.log, (1,), (0,)),
    "log(-1)": (np.log, (1,), (-1,)),
    "sqrt(-1)": (np.sqrt, (1,), (-1,)),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_processor_says_that_an_operation_has_no_result(name: str, count) -> None:
    """At each place of arrays of all short lengths and some long ones, in a row, with gaps and backwards."""
    operation, good, bad = OPERATIONS[name]
    tried = 0
    for length in (*range(1, 34), 64, 65, 127, 1000):
        for at in range(length) if length < 34 else (0, 1, length // 2, length - 1):
            for step in (1, 3, -1):
                arrays = [_array(length, at, step, *pair) for pair in zip(good, bad, strict=True)]
                with np.errstate(all="raise", under="ignore"), pytest.raises(FloatingPointError):
                    operation(*arrays)
                tried += 1
    count(flags=tried)


def _array(length: int, at: int, step: int, good: float, bad: float):
    array = np.full(length * abs(step), float(good))[::step]
    array[at] = bad
    return array


@pytest.mark.parametrize("operation", [np.add, np.multiply])
@pytest.mark.parametrize("shape", [(2, 1), (5, 1), (5, 3), (17, 9), (100, 1), (100, 40)])
def test_the_processor_says_so_in_sums_and_products(
    operation: np.ufunc, shape: tuple[int, int], count
) -> None:
    for at in range(shape[0] - 1):
        array = np.ones(shape)
        array[at : at + 2] = 1.5e308
        for along in (operation.reduce, operation.accumulate):
            with np.errstate(all="raise", under="ignore"), pytest.raises(FloatingPointError):
                along(array, axis=0)
    count(flags=2 * (shape[0] - 1))
