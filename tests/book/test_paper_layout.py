"""What stands where on paper, in every medium: heads with what they head, and nothing wider than its page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import (
    Block,
    Document,
    Equation,
    Heading,
    Paragraph,
    Part,
    Table,
    Terms,
    Turned,
)
from semdsl.book.paper.fitting import fitted
from semdsl.book.paper.tex import tex_of
from semdsl.book.paper.typeset import pdf_of, typst_of
from semdsl.book.paper.word import word_of
from semdsl.render.mathematics.omml import omml
from semdsl.render.mathematics.tree import Marked, Operator, Scripts, Symbol, Text, row
from tests.book.papers import M, W, of, parts, table
from tests.book.support import run_of
from tests.book.test_dependencies import MODEL as TWO_FILES
from tests.book.test_dependencies import PART


def book(*blocks: Block) -> Document:
    return Document("en", "over", "title", "Contents", (), (Part("a", fitted(blocks)),), ())


HEADS = (Heading(1, ("Chapter",), "a.html"), Paragraph(("a word before the table",), small=True, kept=True))


def test_a_table_on_its_side_has_its_heads_with_it() -> None:
    first, second = Heading(2, ("Second",), "a.html#b"), Paragraph(("after",))
    found = fitted((*HEADS, table(16, 30), first, table(16, 30), second))
    assert [type(own) for own in found] == [Turned, Paragraph]
    assert isinstance(found[0], Turned)
    assert [type(own) for own in found[0].blocks] == [Heading, Paragraph, Table, Heading, Table]
    made = book(*HEADS, table(16, 30), first, table(16, 30), second)
    assert [own.parts for own in made.headings] == [("Chapter",), ("Second",)]
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(made))).pages]
    assert all(len(text) > 5 for text in texts)
    assert sum("Chapter" in text and "12,345" in text for text in texts) == 1


def test_a_short_table_is_not_broken_in_any_medium() -> None:
    for lines, together in ((20, True), (21, False)):
        made = book(*HEADS, table(4, lines))
        assert ("block(breakable: false, [#{set text" in typst_of(made).decode()) is together
        assert ("\\begin{tabular}" in tex_of(made).decode()) is together
        rows = list(parts(word_of(made))["word/document.xml"].iter(f"{W}tr"))
        kept = [own.find(f".//{W}keepNext") is not None for own in rows]
        assert kept == [True, *([together] * (lines - 1)), False]


def test_a_head_stays_with_what_follows_in_any_medium() -> None:
    made = book(*HEADS, Paragraph(("after",)))
    assert '#small(sticky: true, [#"a word' in typst_of(made).decode()
    assert "{\\small a word before the table\\par}\\nobreak" in tex_of(made).decode()
    body = parts(word_of(made))["word/document.xml"]
    kept = [own for own in body.iter(f"{W}p") if own.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(own.itertext()) for own in kept] == ["a word before the table"]


def test_a_formula_wider_than_a_page_is_made_to_fit() -> None:
    """Its first letters would stand in the margin, of 70.9 points, or out of the page."""
    long = row(*(one for at in range(40) for one in (Text(f"name {at}"), Operator("+"))), Text("last"))
    places: list[float] = []

    def placed(text: str, page: Sequence[float], line: Sequence[float], *_: object) -> None:
        if text.strip():
            places.append(line[4] * page[0] + line[5] * page[2] + page[4])

    pages = PdfReader(io.BytesIO(pdf_of(book(Equation(long, "1.1"))))).pages
    pages[-1].extract_text(visitor_text=placed)
    assert "name 0" in pages[-1].extract_text()
    assert min(places) > 70
    assert max(places) < 595 - 70


def test_the_square_of_the_chapters_is_on_paper() -> None:
    """`expense` reads `growth`; the part reads both, and one of its own."""
    tables = [own for own in of(run_of(TWO_FILES, {"part.sem": PART})).blocks if isinstance(own, Table)]
    square = next(own for own in tables if own.heads[1:] == (("1",), ("2",)))
    assert [own.cells[1:] for own in square.rows] == [(("1",), ("",)), (("2",), ("1",))]


def test_a_sign_that_stands_alone_is_a_word_in_word_and_no_place_is_empty() -> None:
    """LibreOffice takes a bar for the first of two, and shows an empty place as a box to fill in."""
    angle = Scripts(Symbol("a"), below=row(Marked(Symbol("n"), "¯"), Operator("|")), before=Symbol("t"))
    found = ElementTree.fromstring(f'<x xmlns:m="{M[1:-1]}" xmlns:w="{W[1:-1]}">{omml(angle).__html__()}</x>')
    bars = [run for run in found.iter(f"{M}r") if run.findtext(f"{M}t") == "|"]
    assert bars
    assert all(run.find(f"{M}rPr/{M}nor") is not None for run in bars)
    assert all(len(place) for name in ("sub", "sup", "e") for place in found.iter(f"{M}{name}"))


@pytest.mark.parametrize(
    ("language", "said"), [("es", "patrón, la cámara, Trust fund"), ("en", "employer, la cámara, Trust fund")]
)
def test_those_who_pay_are_said_in_the_language_of_the_book(language: str, said: str) -> None:
    run = run_of(
        'model paid\n\ncontribution fee : MXN\n    payer employer, la_cámara, "Trust fund"\n    = 5 MXN\n'
    )
    facts = facts_of(run)
    lines = [
        line
        for own in document_of(book_of(facts, language)).blocks
        if isinstance(own, Terms)
        for line in own.lines
    ]
    label = {"es": "Paga", "en": "Payer"}[language]
    assert ((label,), (said,)) in lines
