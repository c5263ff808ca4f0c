"""Which rows of a file are read, and which cells it is said to give."""

from __future__ import annotations

import math

import pytest

from semdsl.semantics.model import Box, Region
from tests.project.conftest import where
from tests.project.test_table_reading import numbers

ROWS = """kind,year,sex,value
leaf,2005,male,1
leaf,2005,female,2
part,2006,male,3
leaf,2006,female,4
total,2005,both,30
total,2006,both,70
"""
FIRST = Region((Box((("year", (0,)),)),))
"""The cells of 2005."""
CORNER = Region((Box((("year", (0,)),)), Box((("year", (1,)), ("sex", (1,))))))
"""All cells but that of men in 2006."""


@pytest.mark.parametrize(
    "conditions",
    [
        [where("kind", "!=", "total")],
        [where("kind", "in", "leaf", "part")],
        [where("kind", "in", " part ", "leaf", "leaf")],
        [where("sex", "!=", "both")],
        [where("sex", "in", "male", "female"), where("kind", "!=", "total")],
        [where("year", "in", "2005", "2006"), where("sex", "!=", "both")],
    ],
)
def test_ways_to_choose_the_same_rows(reading, conditions) -> None:
    assert reading.values(ROWS, filters=tuple(conditions)) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("conditions", "value"),
    [
        ([where("kind", "!=", "totals")], "totals"),
        ([where("kind", "in", "leaf", "prat")], "prat"),
        ([where("kind", "in", "leaf", "part"), where("sex", "!=", "bth")], "bth"),
        ([where("year", "=", "2007")], "2007"),
    ],
)
def test_a_value_that_no_row_has_is_all_that_is_said(reading, conditions, value: str) -> None:
    """Rows that are read, or missed, by the slip are not reported as well."""
    found = reading.fault(ROWS, filters=tuple(conditions))
    assert found.code == "no-rows-selected"
    assert f"`{value}`" in found.message


def test_each_value_that_no_row_has_is_named(reading) -> None:
    outcome = reading(ROWS, filters=(where("kind", "in", "a", "leaf", "b"),))
    assert [found.message.split("`")[3] for found in outcome.diagnostics] == ["a", "b"]


def test_a_value_of_rows_that_another_condition_leaves_out_is_met(reading) -> None:
    conditions = (where("sex", "in", "male", "female", "both"), where("kind", "!=", "total"))
    assert reading.values(ROWS, filters=conditions) == (1, 2, 3, 4)


def test_a_column_of_a_condition_that_is_not_there(reading) -> None:
    found = reading.fault(ROWS, filters=(where("sort", "!=", "total"),))
    assert found.code == "missing-column"
    assert "for `where`" in found.message


def test_a_file_gives_the_cells_that_it_is_said_to(reading) -> None:
    text = "year,sex,value\n2005,male,1\n2005,female,2\n2006,male,\n2006,female, \t\n"
    first, second, *rest = reading.values(text, cells=FIRST)
    assert (first, second) == (1, 2)
    assert all(map(math.isnan, rest))
    assert reading.values(text.partition("2006")[0], cells=FIRST)[:2] == (1, 2)


def test_cells_that_are_no_block(reading) -> None:
    values = reading.values("year,sex,value\n2006,female,4\n2005,male,1\n2005,female,2\n", cells=CORNER)
    assert values[:2] + values[3:] == (1, 2, 4)
    assert math.isnan(values[2])


def test_a_figure_outside_the_cells_is_not_dropped(reading) -> None:
    text = "year,sex,value\n2005,male,1\n2005,female,2\n2006,male,3\n2006,female,0\n"
    found = reading.fault(text, cells=FIRST)
    assert found.code == "figure-outside"
    assert "2 figures, the first for year 2006, sex male" in found.message
    assert [str(label.span) for label in found.labels[:2]] == ["data/users.csv:4:11", "data/users.csv:5:13"]
    assert reading.fault(text.replace("3", "n/a").replace(",0", ","), cells=FIRST).code == "figure-outside"
    assert reading.values(text, cells=FIRST, filters=(where("year", "=", "2005"),))[:2] == (1, 2)


def test_a_cell_that_the_file_should_give(reading) -> None:
    found = reading.fault("year,sex,value\n2005,male,1\n2006,male,\n", cells=FIRST)
    assert found.code == "missing-cell"
    assert "year 2005, sex female" in found.message
    assert "`from … for …`" in found.help
    empty = reading.fault("year,sex,value\n2005,male,1\n2005,female,\n", cells=FIRST)
    assert empty.code == "unreadable-number"
    assert "`from … for …`" in empty.help
    twice = reading.fault("year,sex,value\n2005,male,1\n2005,female,2\n2005,male,1\n", cells=FIRST)
    assert twice.code == "repeated-cell"


def test_a_label_outside_the_axis_is_no_cell_outside(reading) -> None:
    text = "year,sex,value\n2005,male,1\n2005,female,2\n2007,male,\n"
    assert reading.fault(text, cells=FIRST).code == "unknown-table-label"


def test_interpolation_crosses_cells_that_have_a_formula_and_leaves_them(reading_over) -> None:
    age = numbers(0, 5)
    cells = Region((Box((("age", (0, 1, 4, 5)),)),))
    reading = reading_over(age)
    values = reading.values("age,value\n0,1\n2,\n5,11\n", cells=cells, interpolate=("linear", "age"))
    assert values[:2] + values[4:] == (1, 3, 9, 11)
    assert all(map(math.isnan, values[2:4]))
