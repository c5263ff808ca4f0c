"""Checks and expectations: what holds, by how much not, and where."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from semdsl.judging.checks import judge_check, judge_file
from semdsl.runtime.verdicts import Verdict
from semdsl.semantics.model import (
    EVERYWHERE,
    Axis,
    Box,
    Check,
    FileExpectation,
    Model,
    Quantity,
    Region,
    TableSpec,
)
from semdsl.semantics.stated import Deviation
from semdsl.semantics.tables import TableValues
from semdsl.source import Source, Span
from semdsl.syntax.ast import Attribute
from semdsl.units.algebra import RATIO

SOURCE = Source("models/sem.sem", "model x\ncheck y\n")
PLACE = Span(SOURCE, 8, 15)
YEAR = Axis("year", "time", ("2005", "2006", "2007"), (2005.0, 2006.0, 2007.0), True)
LINE = Axis("line", "labelled", ("SEM", "GMP"), None, False)


def quantity(name: str, *axes: str) -> Quantity:
    return Quantity(name, "variable", axes, RATIO, 1.0, "ratio", partial=True)


MODEL = Model(
    "sem",
    (),
    "es",
    None,
    {"year": YEAR, "line": LINE},
    {
        one.name: one
        for one in (quantity("left", "year", "line"), quantity("right", "year"), quantity("tolerance"))
    },
)


def check(
    op: str = "=",
    tolerance: str = "",
    relative: float | None = None,
    region: Region = EVERYWHERE,
    scale: float = 1.0,
) -> Check:
    return Check(
        "adds_up", "check", (), op, "left", "right" if op else "", tolerance, relative, ("year", "line"), region,
        RATIO, scale, "ratio", PLACE,
    )  # fmt: skip


def judged(found: Check, left: list[list[float]], right: list[float], tolerance: float = 0.0) -> Verdict:
    arrays = {"left": np.array(left), "right": np.array(right), "tolerance": np.array(tolerance)}
    return judge_check(found, MODEL, arrays)


SAME = [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]


def test_every_cell_is_compared_in_the_order_of_its_axes() -> None:
    verdict = judged(check(), SAME, [1.0, 2.0, 3.0])
    assert verdict.passed
    assert [str(cell) for cell in verdict.cells] == [
        "2005, SEM",
        "2005, GMP",
        "2006, SEM",
        "2006, GMP",
        "2007, SEM",
        "2007, GMP",
    ]
    assert verdict.place == "sem.sem:2"


def test_only_the_cells_of_the_region_are_compared() -> None:
    region = Region((Box((("year", (2,)), ("line", (0, 1)))), Box((("year", (0,)), ("line", (1,))))))
    verdict = judged(
        check(region=region), [[math.nan, 1.0], [math.nan, math.nan], [3.0, 3.5]], [1.0, math.nan, 3.0]
    )
    assert [str(cell) for cell in verdict.cells] == ["2005, GMP", "2007, SEM", "2007, GMP"]
    assert [str(cell) for cell in verdict.failures] == ["2007, GMP"]


@pytest.mark.parametrize(
    ("op", "difference", "holds"),
    [
        ("=", 0.5, True),
        ("=", -0.5, True),
        ("=", 0.75, False),
        ("<=", 0.5, True),
        ("<=", 0.75, False),
        ("<=", -9.0, True),
        (">=", -0.5, True),
        (">=", -0.75, False),
        (">=", 9.0, True),
        ("<", 0.25, True),
        ("<", 0.5, False),
        (">", -0.25, True),
        (">", -0.5, False),
        ("!=", 0.5, False),
        ("!=", 0.75, True),
    ],
)
def test_a_tolerance_is_slack_on_the_wrong_side(op: str, difference: float, holds: bool) -> None:
    verdict = judged(check(op, "tolerance"), [[4.0 + difference] * 2] * 3, [4.0] * 3, 0.5)
    assert verdict.passed is holds


@pytest.mark.parametrize(
    ("op", "holds"), [("=", True), ("<=", True), (">=", True), ("<", False), (">", False), ("!=", False)]
)
def test_without_a_tolerance_sides_that_differ_by_rounding_are_equal(op: str, holds: bool) -> None:
    assert judged(check(op), [[0.1 + 0.2] * 2] * 3, [0.1 + 0.2] * 3).passed is holds
    if op == "=":
        assert judged(check(op), [[0.1 + 0.2] * 2] * 3, [0.3] * 3).passed
        assert not judged(check(op), [[0.3 + 1e-9] * 2] * 3, [0.3] * 3).passed


def test_a_relative_tolerance_is_a_part_of_the_right_side() -> None:
    verdict = judged(check(relative=0.01), [[101.0, 99.0], [101.1, 98.0], [0.0, 1e-9]], [100.0, 100.0, 0.0])
    assert [cell.passed for cell in verdict.cells] == [True, True, False, False, True, False]
    worst = verdict.worst
    assert worst is not None
    assert str(worst) == "2007, GMP"
    assert worst.deviation == math.inf
    assert verdict.cells[3].deviation == pytest.approx(0.02)


def test_figures_are_in_the_unit_shown() -> None:
    verdict = judged(check(tolerance="tolerance", scale=1e6), [[2e6] * 2] * 3, [1e6] * 3, 5e5)
    cell = verdict.cells[0]
    assert (cell.left, cell.right, cell.deviation, cell.allowed) == (2.0, 1.0, 1.0, 0.5)


def test_a_condition_holds_where_it_is_one() -> None:
    verdict = judged(check(""), [[1.0, 0.0], [1.0, 1.0], [1.0, 1.0]], [0.0] * 3)
    assert [str(cell) for cell in verdict.failures] == ["2005, GMP"]
    assert verdict.worst is None


def test_the_worst_is_the_worst_of_those_that_fail() -> None:
    """A cell with a wide tolerance of its own may deviate more and still pass."""
    model = Model(
        "sem", (), "es", None, MODEL.axes, {**MODEL.quantities, "tolerance": quantity("tolerance", "year")}
    )
    arrays = {
        "left": np.array([[9.0, 0.0], [0.5, 0.0], [0.0, 0.0]]),
        "right": np.zeros(3),
        "tolerance": np.array([10.0, 0.1, 0.1]),
    }
    verdict = judge_check(check(tolerance="tolerance"), model, arrays)
    assert str(verdict.worst) == "2006, SEM"


def expectation(region: Region = EVERYWHERE) -> FileExpectation:
    table = TableSpec("x.csv", "sem.sem", ("year", "line"), "value", (), 1.0, False, None, PLACE, sparse=True)
    return FileExpectation(
        "III.6", (), "left", table, "", 0.01, ("year", "line"), region, RATIO, 1.0, "ratio", PLACE
    )


def figures(*values: float) -> TableValues:
    return TableValues(values, (0,) * len(values), Source("x.csv", ""))


NONE = math.nan


def test_every_figure_of_the_file_is_compared_and_no_other_cell() -> None:
    arrays = {"left": np.array(SAME)}
    verdict = judge_file(expectation(), figures(1.0, NONE, NONE, 2.5, NONE, 3.0), MODEL, arrays)
    assert [(str(cell), cell.passed) for cell in verdict.cells] == [
        ("2005, SEM", True),
        ("2006, GMP", False),
        ("2007, GMP", True),
    ]


def test_an_expectation_that_compares_nothing_does_not_pass() -> None:
    assert not judge_file(expectation(), figures(*[NONE] * 6), MODEL, {"left": np.array(SAME)}).passed
    assert not judged(check(region=Region(())), SAME, [1.0, 2.0, 3.0]).passed


# ── Stated deviations ─────────────────────────────────────────────────────────────────────────────


def stating(
    deviates: Deviation,
    left: list[list[float]],
    right: list[float],
    scale: float = 1.0,
    tolerance: float = 0.5,
) -> Verdict:
    """An expectation within 0.5 (of the base unit) that states *deviates*; the formula ``limit`` is 3."""
    model = replace(MODEL, quantities={**MODEL.quantities, "limit": quantity("limit")})
    arrays = {
        "left": np.array(left),
        "right": np.array(right),
        "tolerance": np.array(tolerance),
        "limit": np.array(3.0),
    }
    expected = replace(check(tolerance="tolerance", scale=scale), kind="expectation", deviates=deviates)
    return judge_check(expected, model, arrays)


BY_THREE = Deviation("limit", None)
BY_A_TENTH = Deviation("", 0.1)


def test_a_cell_is_reproduced_or_deviates_as_stated_or_fails() -> None:
    verdict = stating(BY_THREE, [[10.5, 9.5], [10.75, 13.0], [7.0, 6.5]], [10.0] * 3)
    assert [cell.passed for cell in verdict.cells] == [True, True, False, False, False, False]
    assert [str(cell) for cell in verdict.deviating] == ["2006, SEM", "2006, GMP", "2007, SEM"]
    assert [str(cell) for cell in verdict.failures] == ["2007, GMP"]
    assert (verdict.compared, verdict.reproduced, verdict.outcome) == (6, 2, "fails")
    assert not verdict.passed
    assert str(verdict.worst) == "2007, GMP"


def test_what_deviates_as_stated_passes() -> None:
    verdict = stating(BY_THREE, [[10.0, 10.0], [10.0, 12.0], [10.0, 13.0]], [10.0] * 3)
    assert verdict.passed
    assert (verdict.reproduced, verdict.outcome, verdict.stale) == (4, "deviates", False)
    assert str(verdict.worst) == "2007, GMP"
    assert [cell.stated for cell in verdict.cells] == [3.0] * 6


def test_a_stated_deviation_that_is_not_there_fails() -> None:
    verdict = stating(BY_THREE, [[10.0, 10.5], [10.0, 10.0], [9.5, 10.0]], [10.0] * 3)
    assert (verdict.stale, verdict.passed, verdict.outcome) == (True, False, "fails")
    assert verdict.failures == ()


def test_a_stated_deviation_in_percent_is_a_part_of_the_right_side() -> None:
    verdict = stating(BY_A_TENTH, [[22.0, 18.0], [22.1, 20.0], [20.0, 20.0]], [20.0] * 3)
    assert [str(cell) for cell in verdict.deviating] == ["2005, SEM", "2005, GMP"]
    assert [str(cell) for cell in verdict.failures] == ["2006, SEM"]
    assert verdict.stated_relative
    assert verdict.cells[0].stated == 0.1
    assert stating(BY_A_TENTH, [[1.0, 0.0]] * 3, [0.0] * 3).failures


def test_the_worst_of_a_stated_deviation_is_in_its_own_measure() -> None:
    """Two of 10 is a larger part than three of 100, which is the larger amount."""
    verdict = stating(Deviation("", 0.5), [[12.0, 10.0], [103.0, 100.0], [10.0, 10.0]], [10.0, 100.0, 10.0])
    assert str(verdict.worst) == "2005, SEM"


def test_a_stated_deviation_allows_for_the_rounding_of_the_two_sides() -> None:
    """0.8 less 0.5 is 0.30000000000000004 in floating point."""
    model = replace(MODEL, quantities={**MODEL.quantities, "limit": quantity("limit")})
    arrays = {
        "left": np.array([[0.8, 0.5]] * 3),
        "right": np.array([0.5] * 3),
        "tolerance": np.array(0.1),
        "limit": np.array(0.3),
    }
    expected = replace(check(tolerance="tolerance"), kind="expectation", deviates=BY_THREE)
    assert judge_check(expected, model, arrays).passed
    arrays["limit"] = np.array(0.3 - 1e-9)
    assert not judge_check(expected, model, arrays).passed


def test_what_is_stated_is_in_the_unit_shown() -> None:
    verdict = stating(BY_THREE, [[12.0, 10.0]] * 3, [10.0] * 3, scale=2.0)
    assert (verdict.cells[0].left, verdict.cells[0].allowed, verdict.cells[0].stated) == (6.0, 0.25, 1.5)


def test_a_file_may_be_missed_as_stated() -> None:
    expected = replace(expectation(), deviates=Deviation("", 0.25))
    arrays = {"left": np.array(SAME)}
    verdict = judge_file(expected, figures(1.0, NONE, NONE, 2.5, NONE, 3.0), MODEL, arrays)
    assert [str(cell) for cell in verdict.deviating] == ["2006, GMP"]  # 2 for 2.5 is a fifth too little
    assert (verdict.reproduced, verdict.outcome) == (2, "deviates")
    beyond = judge_file(expected, figures(1.0, NONE, NONE, 3.0, NONE, 3.0), MODEL, arrays)
    assert beyond.outcome == "fails"  # 2 for 3 is a third
    nothing = judge_file(expected, figures(*[NONE] * 6), MODEL, arrays)
    assert (nothing.stale, nothing.outcome) == (False, "fails")


def test_a_tolerance_below_zero_is_no_tolerance_and_equal_sides_are_equal() -> None:
    """Such as `within 0.01 * balance` where the balance is negative."""
    equal, apart = [[10.0, 10.0]] * 3, [[10.0, 10.1]] * 3
    for op, holds in (
        ("=", (True, False)),
        ("<=", (True, False)),
        ("!=", (False, False)),
        ("<", (False, False)),
    ):
        for left, expected in zip((equal, apart), holds, strict=True):
            assert judged(check(op, "tolerance"), left, [10.0] * 3, -1.0).passed == expected, op
    same = stating(BY_THREE, equal, [10.0] * 3, tolerance=-1.0)
    assert (same.stale, same.reproduced, same.deviating) == (True, 6, ())


@pytest.mark.parametrize("op", ["=", "<=", ">=", "<", ">", "!="])
def test_very_many_cells_are_judged_as_few_are(op: str) -> None:
    """Each cell alone, and all with whole arrays; -1, 0 and 0.25 are tolerances."""
    size = 4_000
    axis = Axis("age", "numeric", tuple(map(str, range(size))), tuple(map(float, range(size))), True)
    names = {name: quantity(name, "age") for name in ("left", "right", "tolerance")}
    model = Model("m", (), "en", None, {"age": axis}, names)
    arrays = {
        "left": np.resize([10.0, 10.1, 9.9, 11.0, -10.0, 0.0], size),
        "right": np.resize([10.0, -10.0, 10.0, 0.0, 10.0], size),
        "tolerance": np.resize([-1.0, 0.0, 0.25, 0.25], size),
    }
    own = replace(check(op, "tolerance"), axes=("age",))
    many = judge_check(own, model, arrays)
    assert many.others > 0
    one_by_one = [
        judge_check(replace(own, region=Region((Box((("age", (at,)),)),))), model, arrays) for at in range(60)
    ]
    failing = [str(verdict.cells[0]) for verdict in one_by_one if not verdict.passed]
    assert [str(cell) for cell in many.failures if int(str(cell)) < 60] == failing


def test_of_very_many_conditions_those_that_fail_are_all_listed() -> None:
    size = 4_000
    axis = Axis("age", "numeric", tuple(map(str, range(size))), tuple(map(float, range(size))), True)
    model = Model("m", (), "en", None, {"age": axis}, {"left": quantity("left", "age")})
    own = replace(check("", ""), axes=("age",), right="")
    truth = np.ones(size)
    assert judge_check(own, model, {"left": truth}).passed
    truth[[0, 17, 3_999]] = 0
    verdict = judge_check(own, model, {"left": truth})
    assert [str(cell) for cell in verdict.failures] == ["0", "17", "3999"]
    assert verdict.compared == size


def test_of_very_many_cells_those_that_deviate_are_all_listed() -> None:
    size = 6_000
    axis = Axis("age", "numeric", tuple(map(str, range(size))), tuple(map(float, range(size))), True)
    names = {name: quantity(name, "age") for name in ("left", "right")}
    model = Model("m", (), "en", None, {"age": axis}, names)
    left = np.full(size, 10.0)
    left[[7, 4_000]] = 10.9, 10.8
    expected = replace(check(relative=0.01), kind="expectation", axes=("age",), deviates=BY_A_TENTH)
    verdict = judge_check(expected, model, {"left": left, "right": np.full(size, 10.0)})
    assert [str(cell) for cell in verdict.deviating] == ["7", "4000"]
    assert (verdict.compared, verdict.reproduced, verdict.outcome) == (6_000, 5_998, "deviates")


def test_a_verdict_has_what_its_declaration_says_of_itself() -> None:
    source = Source("m.sem", 'x "a", "b"')
    said = tuple(
        Attribute(word, texts, span=Span(source, 0, 1))
        for word, texts in (
            ("source", ("Cuadro 1", "§2")),
            ("note", ("Uno.",)),
            ("note", ("Dos.",)),
            ("erratum", ("Yerro.",)),
        )
    )
    verdict = judged(replace(check(), attributes=said), SAME, [1.0, 2.0, 3.0])
    assert (verdict.source, verdict.note, verdict.erratum) == ("Cuadro 1; §2", "Uno.\n\nDos.", "Yerro.")
