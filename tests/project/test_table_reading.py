"""What a table without a fault gives."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from semdsl.project.labels import Finder
from semdsl.semantics.model import Axis
from semdsl.source import Source, Span
from semdsl.syntax import ast
from tests.project.conftest import where

GOOD = "year,sex,value\n2005,male,1\n2005,female,2\n2006,male,3\n2006,female,4\n"


def bands(*labels: str) -> Axis:
    bounds = tuple(float(label.rstrip("+").partition("-")[0]) for label in labels)
    return Axis("age", "banded", labels, bounds, ordered=True)


def test_capitals_tell_members_apart_where_there_is_more_than_one() -> None:
    axis = Axis("class", "labelled", ("a", "A", "b"), None, ordered=False, label_titles=((), (), ()))
    finder = Finder(axis)
    assert [finder.position(word) for word in ("a", "A", "b", "B", "c")] == [0, 1, 2, 2, None]


def numbers(low: int, high: int) -> Axis:
    whole = range(low, high + 1)
    return Axis("age", "numeric", tuple(map(str, whole)), tuple(map(float, whole)), ordered=True)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.rstrip("\n"),
        GOOD + "\n\n , ,\n",
        "\n" + GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", " , "),
        GOOD.replace(",male", ',"male"'),
        GOOD.replace("male", "Hombres").replace("feHombres", "Mujeres"),
        GOOD.replace("2005,male", "2005,Men"),
        GOOD.replace("2005,male", "2005,MALE").replace("2006,male", "2006,hombres"),
        GOOD.replace("2005", "2005.0").replace("2006", "02006"),
        "sex,note,value,year\nfemale,x,4,2006\nmale,y,3,2006\nfemale,,2,2005\nmale,,1,2005\n",
    ],
)
def test_ways_to_write_the_same_table(reading, text: str) -> None:
    """Byte-order mark, line ends, separators, quotation, order of rows and columns, titles for names, other columns."""
    assert reading.values(text) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0.0),
        ("-0.5", -0.5),
        ("+7", 7.0),
        (".25", 0.25),
        ("1e5", 100_000.0),
        ("2.5E-3", 0.0025),
        (" 12 ", 12.0),
        ('"12"', 12.0),
        ("0012", 12.0),
        ("1" * 40, float("1" * 40)),
    ],
)
def test_numbers(reading, written: str, value: float) -> None:
    assert reading.values(GOOD.replace("female,2", f"female,{written}"))[1] == value


@pytest.mark.parametrize(
    ("written", "value"), [("2,5", 2.5), ("-0,125", -0.125), ("1000000", 1e6), (",5", 0.5)]
)
def test_decimal_comma(reading, written: str, value: float) -> None:
    """In quotation marks, or as it stands in a file with semicolons."""
    changed = GOOD.replace(",", ";").replace("female;2", f"female;{written}")
    assert reading.values(changed, decimal_comma=True)[1] == value
    changed = GOOD.replace("female,2", f'female,"{written}"')
    assert reading.values(changed, decimal_comma=True)[1] == value


@pytest.mark.parametrize("written", ["147.02", "3.5", "0.1", "33.3333", "1.005e1", "7e-3"])
def test_percent_is_exact(reading, written: str) -> None:
    """A figure in % is the number nearest to the written one with its point moved, not a product with 0.01."""
    value = reading.values(GOOD.replace("female,2", f"female,{written}"), factor=0.01)[1]
    assert value == float(Fraction(written) / 100)


def test_any_other_factor_multiplies(reading) -> None:
    assert reading.values(GOOD, factor=12.0) == (12, 24, 36, 48)
    assert reading.values(GOOD, factor=1e6) == (1e6, 2e6, 3e6, 4e6)


def test_each_figure_knows_its_line(reading) -> None:
    outcome = reading("year,sex,value\n\n2006,female,4\n2006,male,3\n\n2005,female,2\n2005,male,1\n")
    assert outcome.value is not None
    assert outcome.value.lines == (7, 6, 4, 3)
    assert outcome.value.source.line(7) == "2005,male,1"


def test_where_and_columns_by_another_name(reading) -> None:
    text = "kind,anio,sexo,figure\ntotal,2005,all,3\n" + "".join(
        f"leaf,{line}\n" for line in ["2005,male,1", "2005,female,2", "2006,male,3", "2006,female,4"]
    )
    values = reading.values(
        text, columns=("anio", "sexo"), column="figure", filters=(where("kind", "=", "leaf"),)
    )
    assert values == (1, 2, 3, 4)


def test_a_table_without_axes_is_one_row(reading_over) -> None:
    reading = reading_over()
    assert reading.values("value\n3.5\n") == (3.5,)
    assert reading.fault("value\n3.5\n4\n").code == "repeated-cell"
    assert reading.fault("value\n").code == "empty-table"


def test_a_sparse_table_may_miss_cells(reading) -> None:
    outcome = reading("year,sex,value\n2006,male,3\n", sparse=True)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert [math.isnan(value) for value in outcome.value.values] == [True, True, False, True]
    assert outcome.value.lines == (0, 0, 2, 0)
    assert reading.fault("year,sex,value\n2006,mal,3\n", sparse=True).code == "unknown-table-label"
    assert reading.fault("year,sex,value\n2006,male,\n", sparse=True).code == "unreadable-number"


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [
        ("00-04", "05-09", "80+"),
        ("0-4", "5-9", "80 +"),
        ("0 a 4", "5 a 9", "80 y más"),
        ("0 to 4", "5 TO 9", "80 and over"),
        ("0–4", "5 – 9", "80 and older"),
        ("0 a 4 años", "5 a 9 años", "80 años y más"),
        ("0 - 4", "005-009", "80 o más"),
    ],
)
def test_bands_are_matched_by_meaning(reading_over, first: str, second: str, last: str) -> None:
    reading = reading_over(bands("00-04", "05-09", "80+"))
    assert reading.values(f"age,value\n{last},3\n{second},2\n{first},1\n") == (1, 2, 3)


@pytest.mark.parametrize(
    "wrong", ["0-5", "1-4", "0", "00", "5", "79+", "80", "80-84", "total", "4-0", "00-04-09"]
)
def test_other_bands_are_not(reading_over, wrong: str) -> None:
    """A band with other bounds is another band, and a bare number is none."""
    reading = reading_over(bands("00-04", "05-09", "80+"))
    found = reading.fault(f"age,value\n00-04,1\n05-09,2\n80+,3\n{wrong},4\n")
    assert found.code == "unknown-table-label"


def test_a_band_written_in_two_ways_is_repeated(reading_over) -> None:
    reading = reading_over(bands("00-04", "05-09"))
    assert reading.fault("age,value\n00-04,1\n05-09,2\n5 a 9,3\n").code == "repeated-cell"


def test_groups_of_years_are_matched_by_label(reading_over) -> None:
    step = Axis("step", "mapped", ("2006-2010", "2011-2013"), (2006.0, 2011.0), True, parent="year")
    assert reading_over(step).values("step,value\n2011-2013,2\n2006-2010,1\n") == (1, 2)
    assert reading_over(step).fault("step,value\n2006,2\n2006-2010,1\n").code == "unknown-table-label"


@pytest.mark.parametrize("wrong", ["-1", "111", "110.5", "1e1", "x", "0x1", "٣"])
def test_an_age_off_the_axis_is_never_wrapped_or_cut(reading_over, wrong: str) -> None:
    rows = "".join(f"{age},{age}\n" for age in range(111))
    reading = reading_over(numbers(0, 110))
    assert reading.values("age,value\n" + rows) == tuple(map(float, range(111)))
    found = reading.fault("age,value\n" + rows + f"{wrong},1\n")
    assert found.code == "unknown-table-label"
    assert str(found.labels[0].span) == "data/users.csv:113:1"


def test_off_by_one_at_both_ends(reading_over) -> None:
    """Ages 1 to 111 for an axis of 0 to 110: one label too many, and then one cell too few."""
    rows = "".join(f"{age},{age}\n" for age in range(1, 112))
    assert reading_over(numbers(0, 110)).fault("age,value\n" + rows).code == "unknown-table-label"
    rows = "".join(f"{age},{age}\n" for age in range(1, 111))
    found = reading_over(numbers(0, 110)).fault("age,value\n" + rows)
    assert found.message.endswith("has no figure for age 0")


def test_axes_of_one_length_are_told_apart_by_name(reading_over) -> None:
    """The columns may stand in any order; what counts is their names."""
    first = Axis("a", "labelled", ("x", "y"), None, False)
    second = Axis("b", "labelled", ("x", "y"), None, False)
    text = "b,a,value\nx,x,1\ny,x,2\nx,y,3\ny,y,4\n"
    assert reading_over(first, second).values(text) == (1, 2, 3, 4)
    assert reading_over(second, first).values(text) == (1, 3, 2, 4)


def test_a_title_of_two_members_means_neither(reading_over) -> None:
    source = Source("model.sem", "x")
    titles = tuple((ast.Title(text, span=Span(source, 0, 1)),) for text in ("Other", "Other", "Third"))
    reading = reading_over(Axis("kind", "labelled", ("a", "b", "c"), None, False, label_titles=titles))
    assert reading.fault("kind,value\nOther,1\nb,2\nc,3\n").code == "unknown-table-label"
    assert reading.values("kind,value\na,1\nb,2\nThird,3\n") == (1, 2, 3)


def test_decomposed_accents_are_the_same_letters(reading_over) -> None:
    axis = Axis("place", "labelled", ("Mérida",), None, False)
    assert reading_over(axis).values("place,value\nMe\u0301rida,1\n") == (1,)
