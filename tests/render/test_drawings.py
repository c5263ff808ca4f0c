"""Pictures as shapes, and as the files that Word and LaTeX take: read back by other means than they were written."""

from __future__ import annotations

import io
import math
import re
import struct
from collections import Counter
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from semdsl.render.charts.data import Data, Series
from semdsl.render.charts.draw import picture
from semdsl.render.drawings.emf import dashed, emf_of
from semdsl.render.drawings.hatching import hatched
from semdsl.render.drawings.pdf import pdf_pages
from semdsl.render.drawings.shapes import Curve, Fill, Label, Line, Outline, Sheet, lines_of, sheet_of
from semdsl.render.drawings.svg import svg_of
from semdsl.render.elements import Element
from semdsl.render.words import ENGLISH

FORMS = ("line", "area", "bar", "stacked bar", "pyramid", "fan", "waterfall", "tornado")


def chart(form: str) -> Element:
    series = (
        Series("Low", (1.0, 2.0, 3.0)),
        Series("Middle", (2.0, 4.0, 5.0)),
        Series("High", (4.0, 6.0, 9.0)),
    )
    data = Data(
        form=form,
        title="A chart",
        unit="persons",
        axis="Age",
        places=("young", "grown", "old"),
        coordinates=(),
        series=series[:2] if form in ("pyramid", "tornado") else series,
        words=ENGLISH,
        middle=2.0,
    )
    return picture(data, "key", titled=True)


def texts(svg: Element) -> Iterator[str]:
    for child in svg.children:
        if isinstance(child, Element) and child.name == "text":
            yield "".join(map(str, child.children))
        elif isinstance(child, Element) and child.name not in ("title", "desc"):
            yield from texts(child)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_and_every_line_of_a_chart_is_a_shape_within_its_sheet(form: str) -> None:
    svg = chart(form)
    sheet = sheet_of(svg)
    assert [own.text for own in sheet.shapes if isinstance(own, Label)] == list(texts(svg))
    for own in sheet.shapes:
        for line in own.lines if isinstance(own, Outline) else ():
            for x, y in (line.start, *(curve.end for curve in line.curves)):
                assert -1 <= x <= sheet.width + 1
                assert -1 <= y <= sheet.height + 1


def test_paths_in_every_sign_that_pictures_use() -> None:
    assert list(lines_of("M1 2H5V-3L0 0ZM1 1C2 2 3 3 4 1e-05")) == [
        Line((1, 2), (Curve((5, 2)), Curve((5, -3)), Curve((0, 0))), closed=True),
        Line((1, 1), (Curve((4, 1e-05), ((2, 2), (3, 3))),)),
    ]


@pytest.mark.parametrize(
    ("start", "end"), [((0, 6), (6, 0)), ((0, 0), (6, 6)), ((0, 3), (6, 3)), ((3, 0), (3, 6))]
)
def test_lines_of_a_hatch_are_within_the_area_and_as_long_as_it_is_large(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Lines a gap apart cover an area in proportion: their length times the gap is about its size."""
    corners = ((0.0, 0.0), (100.0, 20.0), (90.0, 80.0), (10.0, 60.0))
    size = (
        abs(sum(a * d - c * b for (a, b), (c, d) in zip(corners, (*corners[1:], corners[0]), strict=True)))
        / 2
    )
    found = list(hatched(corners, start, end, 6))
    gap = 6.0 if 0 in (end[0] - start[0], end[1] - start[1]) else 6 / math.sqrt(2)
    assert sum(math.dist(*own) for own in found) * gap == pytest.approx(size, rel=0.03)


def records(emf: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at < len(emf):
        kind, size = struct.unpack_from("<II", emf, at)
        assert size >= 8
        assert size % 4 == 0
        found.append((kind, emf[at : at + size]))
        at += size
    assert at == len(emf)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_metafile_is_whole_and_has_every_text(form: str) -> None:
    """[MS-EMF]: the header counts bytes and records, paths are closed, and what is made is let go of."""
    sheet = sheet_of(chart(form))
    emf = emf_of(sheet)
    found = records(emf)
    assert (found[0][0], found[-1][0]) == (1, 14)
    assert found[0][1][40:44] == b" EMF"
    size, count = struct.unpack_from("<II", emf, 48)
    assert (size, count) == (len(emf), len(found))
    kinds = Counter(kind for kind, _ in found)
    assert kinds[59] == kinds[60] == kinds[62] + kinds[63] + kinds[64]
    assert kinds[39] + kinds[82] + kinds[95] == kinds[40]
    said = []
    for kind, record in found:
        if kind == 84:
            letters, where = struct.unpack_from("<II", record, 44)
            said.append(record[where : where + 2 * letters].decode("utf-16-le"))
            apart = struct.unpack_from("<I", record, 72)[0]
            assert len(record) == apart + 4 * letters
    assert said == [own.text for own in sheet.shapes if isinstance(own, Label)]


@pytest.mark.parametrize("text", ["", "\x00\x1b", "中 𝑥 é", "x" * 5000])
def test_a_metafile_takes_any_text(text: str) -> None:
    assert records(emf_of(Sheet(10, 10, (Label(text, (1, 1), 12, "start", (0, 0, 0)),))))


def test_pages_of_a_pdf_have_their_sizes_and_no_text() -> None:
    sheets = [sheet_of(chart(form)) for form in FORMS]
    content = pdf_pages(sheets)
    assert content == pdf_pages(sheets)
    pages = PdfReader(io.BytesIO(content), strict=True).pages
    assert len(pages) == len(sheets)
    for page, sheet in zip(pages, sheets, strict=True):
        assert float(page.mediabox.width) == pytest.approx(sheet.width, abs=0.01)
        drawn = page["/Contents"].get_object().get_data().decode()  # type: ignore[union-attr]
        outlines = [own for own in sheet.shapes if isinstance(own, Outline) and own.lines]
        assert len(re.findall(r"^(?:B|f|S) Q$", drawn, re.MULTILINE)) == len(outlines)
        assert not re.search(r"\b(BT|Tj|Do)\b", drawn)


def test_svg_of_shapes_draws_the_same_shapes() -> None:
    for form in FORMS:
        sheet = sheet_of(chart(form))
        again = sheet_of(svg_of(sheet, "Serif", "Mono monospace"))
        assert [type(own) for own in again.shapes] == [type(own) for own in sheet.shapes if _seen(own)]
        assert [own for own in again.shapes if isinstance(own, Label)] == [
            own for own in sheet.shapes if isinstance(own, Label)
        ]


def _seen(own: Outline | Label) -> bool:
    return isinstance(own, Label) or bool(own.lines)


def test_dashes_go_round_corners_and_are_as_long_as_they_are_told() -> None:
    """A square of 40 in dashes of 7 and gaps of 3 has four of them, one on each side."""
    square = Line((0, 0), (Curve((10, 0)), Curve((10, 10)), Curve((0, 10))), closed=True)
    pieces = [(own.start, *(curve.end for curve in own.curves)) for own in dashed(square, (7, 3))]
    assert pieces == [((0, 0), (7, 0)), ((10, 0), (10, 7)), ((10, 10), (3, 10)), ((0, 10), (0, 3))]
    corner = Line((0, 0), (Curve((5, 0)), Curve((5, 5))))
    assert [own.curves for own in dashed(corner, (8, 1))] == [
        (Curve((5, 0)), Curve((5, 3))),
        (Curve((5, 5)),),
    ]


def test_what_shines_through_is_mixed_with_the_paper_where_nothing_can() -> None:
    weak = Outline(
        (Line((0, 0), (Curve((9, 0)), Curve((9, 9))), closed=True),), Fill((0, 100, 200), 0.5), None
    )
    brush = next(record for kind, record in records(emf_of(Sheet(10, 10, (weak,)))) if kind == 39)
    assert struct.unpack_from("<BBB", brush, 16) == (128, 178, 228)
    assert b"/ca 0.5" in pdf_pages([Sheet(10, 10, (weak,))])
