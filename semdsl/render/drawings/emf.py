"""Pictures as enhanced metafiles: lines, areas and text that every Word shows, and that it can take apart and change.

The records are those of [MS-EMF]. Nothing is seen through anything: a weak colour is mixed with the white of the paper.
"""

from __future__ import annotations

import math
import struct
import unicodedata
from collections.abc import Iterator, Sequence

from semdsl.render.drawings.shapes import Colour, Curve, Fill, Label, Line, Outline, Point, Sheet, Stroke
from semdsl.render.printable import printable

_FINE = 20
"""Steps to a unit of the picture."""
_PER_INCH = 96.0
_DEVICE = (1920, 1080, 508, 286)
"""A screen in pixels and in millimetres, to which a file refers that was made for none."""
_NULL_PEN, _NULL_BRUSH = 0x80000008, 0x80000005
_PEN, _BRUSH, _FONT = 1, 2, 3
_SYSTEM_FONT = 0x8000000D
_TEXT_AT = 76
_ALIGNED = {"start": 24, "middle": 30, "end": 26}
"""By the base line, and by the left, the middle or the right."""
_FACE, _TYPED_FACE = "Arial", "Courier New"
_TYPED_WIDTH, _OTHER_WIDTH, _STRONGER = 600, 556, 1.07
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
"""Of the letters from the space to the tilde, in thousandths of the size; a record tells how far letters are apart."""


def emf_of(sheet: Sheet) -> bytes:
    """*sheet* as a file."""
    records = [
        _record(17, struct.pack("<I", 8)),
        _record(10, struct.pack("<ii", 0, 0)),
        _record(9, struct.pack("<ii", *_place((sheet.width, sheet.height)))),
        _record(12, struct.pack("<ii", 0, 0)),
        _record(11, struct.pack("<ii", round(sheet.width), round(sheet.height))),
        _record(18, struct.pack("<I", 1)),
        _record(19, struct.pack("<I", 1)),
    ]
    for own in sheet.shapes:
        records += _outline(own) if isinstance(own, Outline) else _label(own)
    records.append(_record(14, struct.pack("<III", 0, 16, 20)))
    return _header(sheet, records) + b"".join(records)


def _header(sheet: Sheet, records: Sequence[bytes]) -> bytes:
    wide, high = round(sheet.width), round(sheet.height)
    frame = (0, 0, round(sheet.width / _PER_INCH * 2540), round(sheet.height / _PER_INCH * 2540))
    size = 100 + sum(map(len, records))
    across, down, across_mm, down_mm = _DEVICE
    return _record(
        1,
        struct.pack("<4i4i", 0, 0, wide - 1, high - 1, *frame)
        + struct.pack("<4sIIIHHIII", b" EMF", 0x10000, size, len(records) + 1, 4, 0, 0, 0, 0)
        + struct.pack("<iiii", across, down, across_mm, down_mm)
        + struct.pack("<III", 0, 0, 0),
    )


def _record(kind: int, content: bytes) -> bytes:
    padded = content + bytes(-len(content) % 4)
    return struct.pack("<II", kind, 8 + len(padded)) + padded


def _place(point: Point) -> tuple[int, int]:
    return round(point[0] * _FINE), round(point[1] * _FINE)


def _points(points: Sequence[Point]) -> bytes:
    return b"".join(struct.pack("<ii", *_place(point)) for point in points)


def _select(handle: int) -> bytes:
    return _record(37, struct.pack("<I", handle))


def _colour(colour: Colour) -> int:
    return colour[0] | colour[1] << 8 | colour[2] << 16


def _mixed(fill: Fill) -> Colour:
    red, green, blue = (round(255 - (255 - part) * fill.strength) for part in fill.colour)
    return red, green, blue


# ── Lines and areas ───────────────────────────────────────────────────────────────────────────────


def _outline(own: Outline) -> Iterator[bytes]:
    if not own.lines:
        return
    yield from _pen(own.stroke) if own.stroke else (_select(_NULL_PEN),)
    if own.fill:
        yield _record(39, struct.pack("<IIII", _BRUSH, 0, _colour(_mixed(own.fill)), 0))
        yield _select(_BRUSH)
    else:
        yield _select(_NULL_BRUSH)
    yield _record(59, b"")
    dashes = own.stroke.dashes if own.stroke and not own.fill else ()
    for line in own.lines:
        for piece in dashed(line, dashes) if dashes else (line,):
            yield from _line(piece)
    yield _record(60, b"")
    kind = 63 if own.fill and own.stroke else 62 if own.fill else 64
    yield _record(kind, struct.pack("<iiii", 0, 0, -1, -1))
    if own.stroke:
        yield _select(_NULL_PEN)
        yield _record(40, struct.pack("<I", _PEN))
    if own.fill:
        yield _select(_NULL_BRUSH)
        yield _record(40, struct.pack("<I", _BRUSH))


def _pen(stroke: Stroke) -> Iterator[bytes]:
    """A pen of a width, which draws without a gap."""
    width = max(1, round(stroke.width * _FINE))
    pen = struct.pack("<IIIIII", 0x10000 | 0x0200, width, 0, _colour(stroke.colour), 0, 0)
    yield _record(95, struct.pack("<IIIII", _PEN, 0, 0, 0, 0) + pen)
    yield _select(_PEN)


def dashed(line: Line, dashes: Sequence[float]) -> Iterator[Line]:
    """The pieces of *line*, which is straight from place to place, that *dashes* leave of it.

    Not every program that shows a metafile knows pens with dashes of their own lengths.

    >>> [(own.start, own.curves[-1].end) for own in dashed(Line((0, 0), (Curve((10, 0)),)), (4, 2))]
    [((0, 0), (4.0, 0.0)), ((6.0, 0.0), (10, 0))]
    """
    ends = [curve.end for curve in line.curves]
    here, piece = line.start, [line.start]
    at, left = 0, dashes[0]
    for end in (*ends, line.start) if line.closed else ends:
        length = math.dist(here, end)
        while length > left:
            here = (
                here[0] + (end[0] - here[0]) * left / length,
                here[1] + (end[1] - here[1]) * left / length,
            )
            length -= left
            if at % 2 == 0:
                yield _through((*piece, here))
            piece = [here]
            at += 1
            left = dashes[at % len(dashes)]
        left -= length
        here = end
        piece.append(end)
    if at % 2 == 0 and len(piece) > 1:
        yield _through(piece)


def _through(points: Sequence[Point]) -> Line:
    return Line(points[0], tuple(map(Curve, points[1:])))


def _line(line: Line) -> Iterator[bytes]:
    yield _record(27, _points((line.start,)))
    straight: list[Point] = []
    for curve in line.curves:
        if curve.pulls is None:
            straight.append(curve.end)
            continue
        if straight:
            yield _poly(6, straight)
            straight = []
        yield _poly(5, (*curve.pulls, curve.end))
    if straight:
        yield _poly(6, straight)
    if line.closed:
        yield _record(61, b"")


def _poly(kind: int, points: Sequence[Point]) -> bytes:
    return _record(kind, struct.pack("<iiiiI", 0, 0, -1, -1, len(points)) + _points(points))


# ── Text ──────────────────────────────────────────────────────────────────────────────────────────


def _label(own: Label) -> Iterator[bytes]:
    face = (_TYPED_FACE if own.typed else _FACE).encode("utf-16-le").ljust(64, b"\0")
    height, weight = -round(own.size * _FINE), 700 if own.strong else 400
    font = struct.pack("<iiiii8B", height, 0, 0, 0, weight, 0, 0, 0, 1, 0, 0, 0, 34) + face
    yield _record(82, struct.pack("<I", _FONT) + font + bytes(64 * 2 + 32 * 2 + 36))
    yield _select(_FONT)
    yield _record(24, struct.pack("<I", _colour(own.colour)))
    yield _record(22, struct.pack("<I", _ALIGNED[own.anchor]))
    shown = "".join(letter if letter <= "\uffff" else "\ufffd" for letter in printable(own.text))
    text = shown.encode("utf-16-le")
    text += bytes(-len(text) % 4)
    apart = struct.pack(f"<{len(shown)}I", *(_apart(letter, own) for letter in shown))
    where = struct.pack("<iiIII", *_place(own.at), len(shown), _TEXT_AT, 0)
    ends = struct.pack("<iiiiI", 0, 0, -1, -1, _TEXT_AT + len(text))
    yield _record(84, struct.pack("<iiiiIff", 0, 0, -1, -1, 1, 1.0, 1.0) + where + ends + text + apart)
    yield _select(_SYSTEM_FONT)
    yield _record(40, struct.pack("<I", _FONT))


def _apart(letter: str, own: Label) -> int:
    """How far the next letter is from *letter*."""
    plain = ord(unicodedata.normalize("NFD", letter)[0]) - ord(" ")
    width = float(_WIDTHS[plain] if 0 <= plain < len(_WIDTHS) else _OTHER_WIDTH)
    if own.typed:
        width = _TYPED_WIDTH
    return round(width * (_STRONGER if own.strong else 1) / 1000 * own.size * _FINE)
