"""Checks and expectations: what holds, by how much not, and where."""

from __future__ import annotations

import math

import numpy as np
import pytest

from semdsl.judging import judge_check, judge_file
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
from semdsl.semantics.tables import TableValues
from semdsl.source import Source, Span
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
