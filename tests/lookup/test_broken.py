"""A model with mistakes is looked through as far as it can be read."""

from __future__ import annotations

from semdsl.lookup.search import search, wanted
from tests.lookup.conftest import Index

MODEL = """\
model m "Modelo"
use "missing.sem" as gone
use std.nowhere
varible strange[year] "Cosa rara" : ratio = 1
cost broken[year] "Gasto roto" en "Broken expense" : million MXN
    symbol "G^{R}"
    source "§2.1.1"
    = 22,500,000 + ( * other
    law "LSS art. 5"
cost good[year] "Gasto bueno" : million MXN
    source "§2.1.10"
    = broken * 2 + missing + gone.x
report
    show x
"""


def test_a_broken_declaration_is_found_by_what_can_be_read_of_it(index: Index) -> None:
    known = index(MODEL)
    for word in ("broken", "roto", "expense", "G^R", "2.1.1", "art. 5"):
        assert [hit.entry.name for hit in search(known, wanted((word,)), library=False)] == ["broken"], word
    assert [hit.entry.name for hit in search(known, wanted(("rara",)), library=False)] == ["strange"]


def test_its_lines_are_shown_as_they_are(index: Index) -> None:
    (hit,) = search(index(MODEL), wanted(("broken expense",)), library=False)
    assert hit.entry.is_broken
    assert hit.entry.text == "\n".join(MODEL.splitlines()[4:9])
    assert (hit.entry.line, hit.entry.end_line) == (5, 9)


def test_a_file_that_is_missing_hides_nothing_else(index: Index) -> None:
    (hit,) = search(index(MODEL), wanted(("bueno",)), library=False)
    assert (hit.entry.name, hit.entry.unit) == ("good", "million MXN")
