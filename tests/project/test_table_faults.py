"""What can be wrong with a table, and that it is said at the right line and column."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from semdsl.diagnostics.text import render
from semdsl.semantics.model import Axis
from semdsl.source import Source, Span
from semdsl.syntax.ast import Title
from tests.project.conftest import where

GOOD = "year,sex,value\n2005,male,1\n2005,female,2\n2006,male,3\n2006,female,4\n"


def test_the_table_without_a_fault(reading) -> None:
    """Every fault below is this file with one change."""
    assert reading.values(GOOD) == (1, 2, 3, 4)


class Fault(NamedTuple):
    """A change to the file: *old* is written as *new*."""

    old: str
    new: str
    code: str
    place: str
    says: str
    helps: str = ""


def in_cell(new: str, says: str, helps: str = "", code: str = "unreadable-number") -> Fault:
    """The second figure written as *new*."""
    return Fault("female,2", f"female,{new}", code, "data/users.csv:3:13", says, helps)


FAULTS = {
    "missing cell": Fault(
        "2006,male,3\n", "", "missing-cell", "model.sem:2:10", "no figure for year 2006, sex male"
    ),
    "several missing": Fault(
        "2006,male,3\n2006,female,4\n", "", "missing-cell", "model.sem:2:10", "for 2 cells"
    ),
    "repeated cell": Fault(
        "2006,female,4",
        "2005,female,4",
        "repeated-cell",
        "data/users.csv:5:1",
        "year 2005, sex female is given twice",
    ),
    "unknown label": Fault(
        "2005,female",
        "2005,femal",
        "unknown-table-label",
        "data/users.csv:3:6",
        "`femal` is not a label of `sex`",
        "did you mean `female`?",
    ),
    "empty label": Fault(
        "2005,female", "2005,", "unknown-table-label", "data/users.csv:3:6", "an empty field"
    ),
    "year outside": Fault(
        "2006,male",
        "2007,male",
        "unknown-table-label",
        "data/users.csv:4:1",
        "`2007` is not a label of `year`",
    ),
    "year with a fraction": Fault(
        "2006,male", "2006.5,male", "unknown-table-label", "data/users.csv:4:1", "`2006.5`"
    ),
    "spreadsheet date": Fault(
        "2006,male", "5-sep,male", "unknown-table-label", "data/users.csv:4:1", "`5-sep`"
    ),
    "decimal comma in quotes": in_cell('"2,5"', "has a comma", "write `decimal comma` after the path"),
    "both separators": in_cell('"1.234,56"', "has a comma", "`decimal comma`"),
    "thousands in quotes": in_cell('"1,234"', "has a comma", "leave it out if it separates thousands"),
    "points between thousands": in_cell("1.234.567", "has points between thousands"),
    "blank between thousands": in_cell("1 234", "has something between its digits"),
    "hard blank between thousands": in_cell("1\u00a0234", "has something between its digits"),
    "apostrophe between thousands": in_cell("1'234", "has something between its digits"),
    "underscore": in_cell("1_0", "has something between its digits"),
    "percent": in_cell("0.5%", "has a percent sign", "`in %` after the path"),
    "brackets for negative": in_cell("(123)", "stands in brackets", "`-`"),
    "other minus": in_cell("−5", "begins with a dash", "write `-`"),
    "true": in_cell("TRUE", "is true or false"),
    "spreadsheet error": in_cell("#REF!", "is an error of the spreadsheet"),
    "division by zero": in_cell("#DIV/0!", "is an error of the spreadsheet"),
    "not available": in_cell("NA", "says that the figure is missing"),
    "spreadsheet not available": in_cell("#N/A", "says that the figure is missing"),
    "not available in Spanish": in_cell("n.d.", "says that the figure is missing"),
    "dash for missing": in_cell("-", "says that the figure is missing"),
    "empty figure": in_cell("", "a figure is empty", "never taken as zero"),
    "blank figure": Fault(
        "female,2", "female,  ", "unreadable-number", "data/users.csv:3:15", "a figure is empty"
    ),
    "full-width digits": in_cell("１２", "has digits other than 0 to 9"),
    "Arabic digits": in_cell("١٢", "has digits other than 0 to 9"),
    "superscript": in_cell("10²", "has digits other than 0 to 9"),
    "a word": in_cell("many", "is not a number"),
    "hexadecimal": in_cell("0x1F", "is not a number"),
    "a sum": in_cell("1+1", "is not a number"),
    "a formula": in_cell("=A1", "is not a number"),
    "a date": in_cell("2005-01-31", "is a date or a range"),
    "currency": in_cell("$5", "has a currency sign"),
    "ends with a point": in_cell("5.", "ends with a point"),
    "41 characters": in_cell("1" * 41, "is longer than 40 characters"),
    "not a number": in_cell("NaN", "is not a finite number", code="non-finite-number"),
    "infinite": in_cell("-inf", "is not a finite number", code="non-finite-number"),
    "too large": in_cell("1e999", "is larger than any number", code="non-finite-number"),
    "comma makes a field more": Fault(
        "female,2", "female,2,5", "ragged-row", "data/users.csv:3:1", "4 fields for 3 columns", "thousands"
    ),
    "a field less": Fault(
        "2005,female,2",
        "2005,female",
        "ragged-row",
        "data/users.csv:3:1",
        "2 fields for 3 columns",
        "separator",
    ),
    "no value column": Fault(
        "sex,value",
        "sex,values",
        "missing-column",
        "data/users.csv:1:1",
        "no column `value` for the figures",
        "did you mean `values`?",
    ),
    "no axis column": Fault(
        "year,sex",
        "year,gender",
        "missing-column",
        "data/users.csv:1:1",
        "no column `sex` for the axis `sex`",
        "`with (sex = …)`",
    ),
    "header in capitals": Fault(
        "year,sex",
        "YEAR,sex",
        "missing-column",
        "data/users.csv:1:1",
        "no column `year`",
        "did you mean `YEAR`?",
    ),
    "open quotation mark": Fault(
        "2006,male", '2006,"male', "broken-table", "data/users.csv:4:6", "never closed"
    ),
    "text after quotation": Fault(
        "2006,male", '2006,"male"s', "broken-table", "data/users.csv:4:12", "follows the closing"
    ),
    "mark within a field": Fault(
        "2006,male", '2006,ma"le', "broken-table", "data/users.csv:4:8", "stands within a field"
    ),
    "empty file": Fault(GOOD, "", "empty-table", "model.sem:2:10", "is empty"),
    "only blanks": Fault(GOOD, " \n\n", "empty-table", "model.sem:2:10", "is empty"),
    "only the header": Fault(
        GOOD, "year,sex,value\n", "empty-table", "model.sem:2:10", "only a line of column names"
    ),
    "zero byte": Fault("female,2", "female,\0", "file-not-text", "model.sem:2:10", "is not text"),
    "zipped workbook": Fault(
        "year,sex", "PK\x03\x04year,sex", "file-not-text", "model.sem:2:10", "a workbook"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_gives_one_finding_at_its_place(reading, name: str) -> None:
    """The code, the file with line and column, what is wrong and what to do."""
    fault = FAULTS[name]
    assert GOOD.count(fault.old) == 1
    found = reading.fault(GOOD.replace(fault.old, fault.new))
    assert found.code == fault.code
    assert str(found.labels[0].span) == fault.place
    assert fault.says in found.message
    assert fault.helps in found.help
    assert found.help
    assert any(label.span.source.name == "model.sem" for label in found.labels)
    assert render(found)


def test_enough_faults() -> None:
    assert len(FAULTS) >= 25


def test_a_finding_as_it_is_printed(reading) -> None:
    text = render(
        reading.fault(GOOD.replace("2005,female", "2005,femal").replace("2006,female", "2006,femal"))
    )
    assert text == (
        "error[unknown-table-label]: `femal` is not a label of `sex`\n"
        " --> data/users.csv:3:6\n"
        "  |\n"
        "3 | 2005,femal,2\n"
        "  |      ^^^^^ expected a label of the axis\n"
        "...\n"
        "5 | 2006,femal,4\n"
        "  |      ----- expected a label of the axis\n"
        "  |\n"
        " ::: model.sem:2:10\n"
        "  |\n"
        '2 |     from "data/users.csv"\n'
        "  |          ---------------- read here\n"
        "  |\n"
        "  = help: did you mean `female`?\n"
        "  = note: labels of `sex`: `male`, `female`\n"
    )


def test_a_repeated_cell_shows_both_lines(reading) -> None:
    found = reading.fault(GOOD + "2005,male,9\n")
    assert [str(label.span) for label in found.labels] == [
        "data/users.csv:6:1",
        "data/users.csv:2:1",
        "model.sem:2:10",
    ]


def test_the_column_that_stands_twice_is_one_the_model_reads(reading) -> None:
    """Other columns may have any names."""
    found = reading.fault("year,sex,value,value\n2005,male,1,1\n")
    assert found.code == "repeated-column"
    assert [str(label.span) for label in found.labels[:2]] == ["data/users.csv:1:16", "data/users.csv:1:10"]
    extra = "".join(f"{line},x,y\n" for line in GOOD.splitlines())
    assert reading.values(extra) == (1, 2, 3, 4)


def test_a_thousand_faults_of_a_kind_are_one_finding(reading) -> None:
    rows = "".join(f"{2005 + number % 2},x{number},1\n" for number in range(1_000))
    found = reading.fault("year,sex,value\n" + rows)
    assert len(found.labels) == 4
    assert "1,000 rows of this file in all; the first 3 are shown" in found.notes
    assert any(note.startswith("also unknown: `x1`, `x2`") for note in found.notes)


def test_each_kind_of_fault_is_one_finding(reading) -> None:
    """Cells that are missing because of other faults are not reported beside them."""
    text = "year,sex,value\n2005,femal,1\n2004,male,1\n2005,male,x\n2006,male,(3)\n2006,female\n"
    found = reading(text).diagnostics
    assert [one.code for one in found] == [
        "unknown-table-label",
        "unknown-table-label",
        "unreadable-number",
        "unreadable-number",
        "ragged-row",
    ]


def test_many_missing_cells_are_named_up_to_five(reading_over) -> None:
    age = Axis("age", "numeric", tuple(map(str, range(100))), tuple(map(float, range(100))), ordered=True)
    found = reading_over(age).fault("age,value\n3,1\n")
    assert found.message == "`data/users.csv` has no figure for 99 cells"
    assert found.notes == ("missing: age 0; age 1; age 2; age 4; age 5 and 94 more",)


def test_where_that_fits_no_row(reading) -> None:
    text = "year,sex,value,kind\n2005,male,1,leaf\n2005,female,1,total\n"
    found = reading.fault(text, filters=(where("kind", "=", "leave"),))
    assert found.code == "no-rows-selected"
    assert "`leave`" in found.message
    assert found.notes == ("the column has: `leaf`, `total`",)
    assert reading.fault(text, filters=(where("sort", "=", "leaf"),)).code == "missing-column"


def test_filters_that_fit_no_row_together(reading) -> None:
    text = "year,sex,value,a,b\n2005,male,1,x,y\n2005,female,1,z,w\n"
    found = reading.fault(text, filters=(where("a", "=", "x"), where("b", "=", "w")))
    assert found.code == "no-rows-selected"
    assert 'meets all of `where a = "x" and b = "w"`' in found.message


def test_a_point_under_decimal_comma(reading) -> None:
    found = reading.fault(GOOD.replace(",", ";").replace("female;2", "female;2.5"), decimal_comma=True)
    assert found.code == "unreadable-number"
    assert "has a point" in found.message


def test_a_semicolon_file_with_decimal_commas_says_what_to_write(reading) -> None:
    found = reading.fault(GOOD.replace(",", ";").replace("female;2", "female;2,5"))
    assert "write `decimal comma` after the path" in found.help
    assert str(found.labels[0].span) == "data/users.csv:3:13"


def test_a_table_with_too_many_cells(reading_over) -> None:
    size = 4_000
    long = Axis("a", "numeric", tuple(map(str, range(size))), tuple(map(float, range(size))), ordered=True)
    other = Axis("b", "numeric", tuple(map(str, range(size))), tuple(map(float, range(size))), ordered=True)
    assert reading_over(long, other).fault("a,b,value\n").code == "table-too-large"


def test_the_place_of_a_field_after_quoted_lines(reading) -> None:
    """A quoted field may hold line ends; lines are still counted as an editor counts them."""
    text = 'year,sex,value,note\n2005,male,1,"a\nb ""c"""\n2005,female,x,\n2006,male,3,\n2006,female,4,\n'
    found = reading.fault(text)
    assert str(found.labels[0].span) == "data/users.csv:4:13"
    in_quoted_row = reading.fault(text.replace("male,1", "male,y").replace("female,x", "female,2"))
    assert str(in_quoted_row.labels[0].span) == "data/users.csv:2:11"


def test_a_title_of_two_members_names_neither(reading_over) -> None:
    """Where their capitals differ, each alone is found by its own."""

    def title(text: str) -> tuple[Title, ...]:
        return (Title(text, span=Span(Source("model.sem", "x"), 0, 1)),)

    axis = Axis(
        "g", "labelled", ("a", "b", "c"), None, ordered=False, label_titles=(title("Uno"), title("uno "), ())
    )
    found = reading_over(axis).fault("g,value\na,1\nUNO,2\nc,3\n")
    assert found.code == "unknown-table-label"
    assert found.message == "`UNO` is not a label of `g`: 2 members are called so, `a`, `b`"
    assert found.help == "write the label of the member that is meant"
