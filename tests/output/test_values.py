"""Values as files: labels that no spreadsheet runs, numbers to the last bit."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.publish.file_names import report_file_names
from semdsl.publish.values import csv_of, safe_text, sheet_of
from semdsl.runtime.results import NamedAxis, Result

YEAR = NamedAxis("year", ("2005", "2006"), ("", ""), (2005.0, 2006.0))


def result(values: list[float], axes: tuple[NamedAxis, ...] = (YEAR,)) -> Result:
    shape = [len(axis) for axis in axes]
    return Result("payg", "Prima", "ratio", axes, np.array(values, dtype=float).reshape(shape))


def test_one_column_for_each_axis_then_the_value() -> None:
    line = NamedAxis("line", ("SEM", "=GMP"))
    sheet = sheet_of([("base", result([0.1, 2, -0.0, 1e22], (YEAR, line)))])
    assert (
        csv_of(sheet).decode()
        == "year,line,value\n2005,SEM,0.1\n2005,'=GMP,2\n2006,SEM,0\n2006,'=GMP,1e+22\n"
    )


def test_a_quantity_without_axes_has_one_row() -> None:
    assert csv_of(sheet_of([("base", result([3.5], ()))])) == b"value\n3.5\n"


def test_several_scenarios_are_a_first_column() -> None:
    sheet = sheet_of([("base", result([1, 2])), ("low", result([3, 4]))])
    assert csv_of(sheet) == b"scenario,year,value\nbase,2005,1\nbase,2006,2\nlow,2005,3\nlow,2006,4\n"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=2))
def test_numbers_read_back_to_the_last_bit(values: list[float]) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(sheet_of([("base", result(values))])).decode())))
    assert [float(row["value"]) for row in rows] == values


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        csv_of(sheet_of([("base", result([1, value]))]))


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "－x", "＋1a", "＠x", "=", "-"]
)
def test_texts_that_a_spreadsheet_would_run_are_quoted(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["SEM", "-5", "+0.25", "00-04", "80+", "", "'x", "2006-2010", "Niño"])
def test_other_texts_and_numbers_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


def test_names_of_files_are_plain_and_distinct() -> None:
    assert report_file_names(["Cuadro III.6", "Ñandú / año", "¿?", "cuadro iii 6", "../../etc"]) == [
        "cuadro-iii-6",
        "nandu-ano",
        "report",
        "cuadro-iii-6~2",
        "etc",
    ]
