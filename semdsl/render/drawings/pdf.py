"""Pictures as the pages of a PDF, without their text, which the document that takes them sets in its own letters."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from semdsl.render.charts.marks import number, point
from semdsl.render.drawings.shapes import Colour, Line, Outline, Sheet

_FIRST = 3
"""The catalogue and the list of pages are objects 1 and 2; each page has two."""


def pdf_pages(sheets: Sequence[Sheet]) -> bytes:
    """A page for each of *sheets*, of its size, in points. It has no date, no fonts and nothing that runs."""
    strengths = sorted(
        {
            own.fill.strength
            for sheet in sheets
            for own in sheet.shapes
            if isinstance(own, Outline) and own.fill and own.fill.strength < 1
        }
    )
    looks = {strength: f"G{at}" for at, strength in enumerate(strengths)}
    states = " ".join(f"/{name}<</ca {number(strength)}>>" for strength, name in looks.items())
    kids = " ".join(f"{_FIRST + 2 * at} 0 R" for at in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]/Resources<</ExtGState<<{states}>>>>>>".encode(),
    ]
    for at, sheet in enumerate(sheets):
        size = f"{number(sheet.width)} {number(sheet.height)}"
        content = _FIRST + 2 * at + 1
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Contents {content} 0 R>>".encode())
        drawn = zlib.compress("\n".join(_drawn(sheet, looks)).encode(), 9)
        head = f"<</Filter/FlateDecode/Length {len(drawn)}>>\nstream\n".encode()
        objects.append(head + drawn + b"\nendstream")
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for at, own in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (at, own)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def _drawn(sheet: Sheet, looks: dict[float, str]) -> Iterator[str]:
    """What is drawn, with the top at the top."""
    yield f"1 0 0 -1 0 {number(sheet.height)} cm 1 j"
    for own in sheet.shapes:
        if not isinstance(own, Outline) or not own.lines:
            continue
        yield "q"
        if own.fill:
            yield f"{_colour(own.fill.colour)} rg"
            if own.fill.strength < 1:
                yield f"/{looks[own.fill.strength]} gs"
        if own.stroke:
            dashes = " ".join(map(number, own.stroke.dashes))
            yield f"{_colour(own.stroke.colour)} RG {number(own.stroke.width)} w [{dashes}] 0 d"
        for line in own.lines:
            yield from _line(line)
        yield f"{'B' if own.fill and own.stroke else 'f' if own.fill else 'S'} Q"


def _line(line: Line) -> Iterator[str]:
    yield f"{point(line.start)} m"
    for curve in line.curves:
        if curve.pulls:
            yield f"{point(curve.pulls[0])} {point(curve.pulls[1])} {point(curve.end)} c"
        else:
            yield f"{point(curve.end)} l"
    if line.closed:
        yield "h"


def _colour(colour: Colour) -> str:
    return " ".join(number(part / 255) for part in colour)
