"""The book as PDF: that no text is code, what it tells to who cannot see it, its outline and its size."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from semdsl.book.paper.packing import packed
from semdsl.book.paper.typeset import pdf_of, typst_of
from tests.book.papers import FLAGSHIP, TEX, TYPESET, document, small, told_in
from tests.book.test_pages import PAYLOADS


@pytest.mark.parametrize("payload", [*TEX[::7], *TYPESET, *PAYLOADS])
def test_no_text_is_code_of_the_pdf(payload: str) -> None:
    """Outside its strings the source is the same, but for the letters of mathematics."""
    outside = re.compile(r'"(?:[^"\\]|\\.)*"')
    plain = outside.sub("", typst_of(small("words")).decode("utf-8"))
    assert outside.sub("", typst_of(small(payload)).decode("utf-8")) == plain


@pytest.mark.parametrize("language", ["es", "en"])
def test_pdf_has_its_outline_its_title_and_its_language(language: str) -> None:
    made = document("term_life.sem", language)
    content = pdf_of(made)
    assert content == pdf_of(made)
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == made.title
    assert reader.metadata.creation_date is None
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)  # type: ignore[index]
    first = [entry.title for entry in reader.outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    headings = [own for own in made.headings if own.level == 1]
    assert len([title for title in first if title]) >= len(headings)


def test_pdf_tells_all_to_who_cannot_see_it() -> None:
    """PDF/UA-1, as the program that makes it checks it, with what is told of every picture and equation."""
    made = document("term_life.sem", "es")
    reader = PdfReader(io.BytesIO(pdf_of(made)))
    root = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    told = [own["/Alt"] for own in told_in(root["/StructTreeRoot"]) if own.get("/S") == "/Figure"]  # type: ignore[index]
    assert told == [picture.says for picture in made.pictures]


def test_a_letter_without_a_font_is_no_reason_to_have_no_pdf() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(small("中"))))
    assert len(reader.pages) > 1


def test_small_objects_of_a_pdf_are_packed_and_stay_what_they_are() -> None:
    packet = pdf_of(document("term_life.sem", "es"))
    plain = b"".join(
        (
            b"%PDF-1.7\n",
            b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n",
            b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 20]/Contents 4 0 R>>\nendobj\n",
            b"4 0 obj\n<</Length 9>>\nstream\n0 0 m 1 w\nendstream\nendobj\n",
        )
    )
    places = [plain.index(b"%d 0 obj" % at) for at in range(1, 5)]
    table = b"".join((b"xref\n0 5\n0000000000 65535 f \n", *(b"%010d 00000 n \n" % at for at in places)))
    whole = plain + table + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(plain)
    page = PdfReader(io.BytesIO(packed(whole)), strict=True).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == (10, 20)
    assert page["/Contents"].get_object().get_data() == b"0 0 m 1 w"  # type: ignore[union-attr]
    assert packet.count(b" 0 obj") < 1000
    with pytest.raises(ValueError, match="without a list of places"):
        packed(plain)


@pytest.mark.long
def test_pdf_of_the_flagship_is_small() -> None:
    """Its tags alone were nine million bytes, an object for each cell of a table."""
    assert len(pdf_of(document(FLAGSHIP, "es"))) < 4_000_000


@pytest.mark.long
def test_pdf_of_the_flagship_has_a_bookmark_for_each_chapter() -> None:
    made = document(FLAGSHIP, "es")
    outline = PdfReader(io.BytesIO(pdf_of(made))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    assert len(titles) == sum(own.level == 1 for own in made.headings)
