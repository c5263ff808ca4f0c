"""The reader of comma-separated values against the one of Python's library, and against any text at all."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.project import csvfile
from semdsl.project.csvfile import Broken, Row, Sheet, open_sheet
from semdsl.project.numerals import Numerals
from semdsl.source import Source
from tests.project.conftest import Reading

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")
fields = st.one_of(
    st.sampled_from(["", " ", '"', '""', ",", ";", "\n", 'a"b', ' "x" ', "x"]), st.text(letters, max_size=6)
)
tables = st.lists(st.lists(fields, min_size=3, max_size=3), max_size=6)


@given(tables, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_pythons_writer_writes_is_read(rows: list[list[str]], separator: str, quoting: int) -> None:
    """All rows, but those in which nothing is written."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerows([["a", "b", "c"], *rows])
    sheet = open_sheet(Source("x.csv", buffer.getvalue()))
    assert isinstance(sheet, Sheet)
    assert sheet.names == ("a", "b", "c")
    read = [list(row.fields) for row in sheet.rows() if isinstance(row, Row)]
    if quoting == csv.QUOTE_ALL:
        assert read == rows
    else:
        assert [row for row in read if any(map(str.strip, row))] == [
            row for row in rows if any(map(str.strip, row))
        ]


@given(tables)
def test_places_are_those_of_the_fields(rows: list[list[str]]) -> None:
    """The place of a field shows it; the lines are those that an editor counts."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([["a", "b", "c"], *rows])
    sheet = open_sheet(Source("x.csv", buffer.getvalue()))
    assert isinstance(sheet, Sheet)
    for row in sheet.rows():
        assert isinstance(row, Row)
        assert sheet.source.position(sheet.whole(row).start) == (row.line, 1)
        for column, text in enumerate(row.fields):
            shown = sheet.place(row, column).text
            if shown.startswith('"'):
                assert shown[1:-1].replace('""', '"') == text
            else:
                assert shown == text.strip(" \t")


pieces = st.sampled_from(
    [
        "year",
        "sex",
        "value",
        "2005",
        "2006",
        "male",
        "female",
        "1",
        "1.5",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        '"',
        " ",
        "é",
        "\ufeff",
        "%",
    ]
)


@given(st.lists(pieces, max_size=40).map("".join) | st.text(max_size=40))
def test_any_text_gives_a_table_or_findings_within_it(text: str) -> None:
    """Nothing is raised, and every place pointed at is in a file."""
    header = "year,sex,value\n"
    for written in (text, header + text):
        outcome = Reading()(written)
        assert (outcome.value is None) == (not outcome.ok)
        for found in outcome.diagnostics:
            assert found.labels
            for label in found.labels:
                assert 0 <= label.span.start <= label.span.end <= len(label.span.source.text)


@given(
    st.lists(pieces | st.sampled_from(['""', '"x"', '"a,b"', '"a\nb"', "\r"]), max_size=40).map("".join),
    st.integers(0, 20),
)
def test_where_blocks_are_cut_makes_no_difference(text: str, at_once: int) -> None:
    """A block is read by Python's reader or field by field: both give the same rows at the same places."""

    def seen(size: int) -> list[object]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csvfile, "_AT_ONCE", size)
            sheet = open_sheet(Source("x.csv", "a,b\n" + text))
            assert isinstance(sheet, Sheet)
            return [
                row.message
                if isinstance(row, Broken)
                else (row.line, list(row.fields), sheet.whole(row)[1:], sheet.place(row, -1)[1:])
                for row in sheet.rows()
            ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_plain", lambda _: re.compile("$^"))
        slowly = seen(1_000)
    assert seen(at_once) == seen(1_000) == slowly


@given(st.lists(st.sampled_from([*"0123456789.,-+eE%( ", "nan", "1,234", "1e999"]), max_size=9).map("".join))
def test_figures_are_read_alike_one_by_one_and_all_at_once(written: str) -> None:
    for numerals in (Numerals(comma, factor) for comma in (False, True) for factor in (1.0, 0.01, 12.0)):
        alone, together = numerals.read(written), numerals.read_all([written, "1", written])
        assert together[0] == together[2] == alone
        assert isinstance(together[1], float)


@given(st.text(max_size=60))
def test_a_broken_place_ends_the_rows(text: str) -> None:
    sheet = open_sheet(Source("x.csv", "a,b\n" + text))
    assert isinstance(sheet, Sheet)
    rows = list(sheet.rows())
    assert not any(isinstance(row, Broken) for row in rows[:-1])
