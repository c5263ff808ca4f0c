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
    "conditions",
    [
        [where("age", "<=", "9"), where("kind", "=", "leaf")],
        [where("kind", "=", "leaf"), where("age", "<", "9.5")],
        [where("age", ">=", "1"), where("age", "<", "10"), where("kind", "!=", "total")],
        [
            where("age", ">", "0"),
            where("age", "!=", "10"),
            where("age", "<=", "1_000"),
            where("kind", "=", "leaf"),
        ],
    ],
)
def test_rows_chosen_by_numbers(reading, conditions) -> None:
    """As texts `10` stands before `9`, and `9.0` is not `9`; a total without a number is left out by its kind."""
    text = (
        "kind,age,year,sex,value\nleaf,1,2005,male,1\nleaf, 9.0 ,2005,female,2\nleaf,10,2005,male,5\n"
        'total,all,2005,both,8\nleaf,9,2006,male,3\nleaf,"09",2006,female,4\n'
    )
    assert reading.values(text, filters=tuple(conditions)) == (1, 2, 3, 4)


def test_numbers_are_compared_by_the_decimal_mark_of_the_file(reading) -> None:
    rows = ("0,5;2005;male;1", "1,5;2005;female;2", "1,5;2006;male;3", "1,5;2006;female;4", "2;2005;male;5")
    text = "\n".join(("size;year;sex;value", *rows))
    chosen = (where("size", "<=", "1.5"),)
    assert reading.values(text, filters=chosen, decimal_comma=True) == (1, 2, 3, 4)
    found = reading.fault(text, filters=chosen)
    assert found.code == "unreadable-number"
    assert "4 rows of this file in all" in found.notes[0]


def test_a_row_without_a_number_to_compare_is_told(reading) -> None:
    """Each row once, though two conditions ask it; neither it nor what it would have been is reported besides."""
    text = "age,year,sex,value\n1,2005,male,1\n80+,2005,female,2\n,2006,male,3\nn/a,2006,female,\n"
    between = (where("age", ">=", "1"), where("age", "<", "90"))
    found = reading.fault(text, filters=between)
    assert found.code == "unreadable-number"
    assert found.message == "`80+` is not a number, and `where` compares the numbers in `age`"
    assert [str(label.span) for label in found.labels[:3]] == [f"data/users.csv:{row}:1" for row in (3, 4, 5)]
    assert '`age != "80+"`' in found.help
    left_out = (*between, where("age", "!=", "80+"), where("age", "!=", "n/a"))
    assert reading.fault(text, filters=left_out).message.startswith("an empty field is not a number")


def test_numbers_that_choose_nothing(reading) -> None:
    text = "kind,age,year,sex,value\nleaf,1,2005,male,1\ntotal,9,2005,male,2\n"
    found = reading.fault(text, filters=(where("age", ">", "9"), where("kind", "=", "leaf")))
    assert found.code == "no-rows-selected"
    assert found.message == "no row of `data/users.csv` has a number `> 9` in the column `age`"
    found = reading.fault(text, filters=(where("age", ">", "5"), where("kind", "=", "leaf")))
    assert 'meets all of `where kind = "leaf" and age > 5`' in found.message


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
