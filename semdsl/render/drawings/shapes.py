"""A picture as shapes: what the elements of our own charts and drawings come to, for media that take no SVG.

The elements are those of `render/charts` and of the drawings of the book: paths of `M`, `L`, `H`, `V`, `C` and `Z`,
rectangles, circles, text, and patterns of lines. Places are from the top left, as in SVG, in its units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from semdsl.render.drawings.hatching import hatched
from semdsl.render.elements import Element

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]
_WORD = re.compile(r"[MLHVCZ]|-?\d+(?:\.\d+)?(?:e[-+]\d+)?")
_REFERENCE = re.compile(r"url\(#(.*)\)")
_CIRCLE = 0.5523
"""How far the ends of a quarter of a circle pull, for a radius of 1."""
_TILE = 6.0


@dataclass(frozen=True, slots=True)
class Curve:
    """From where a line is, by two places that pull it, to its end; a straight one pulls nowhere."""

    end: Point
    pulls: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is drawn in one go; a closed one ends where it starts."""

    start: Point
    curves: tuple[Curve, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks: ``dashes`` are lengths of line and gap in turn."""

    colour: Colour
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area looks; ``strength`` is 1 where nothing shines through."""

    colour: Colour
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines, and what is within them."""

    lines: tuple[Line, ...]
    fill: Fill | None
    stroke: Stroke | None


@dataclass(frozen=True, slots=True)
class Label:
    """Text whose base line begins at a place, or has its ``middle`` or ``end`` there."""

    text: str
    at: Point
    size: float
    anchor: str
    colour: Colour
    strong: bool = False
    typed: bool = False


Shape: TypeAlias = Outline | Label


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture, from 0 to its width and height."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def sheet_of(svg: Element) -> Sheet:
    """What *svg* draws."""
    left, top, width, height = map(float, svg.attributes["viewBox"].split())
    patterns = {own.attributes["id"]: own for own in _every(svg, "pattern")}
    reader = _Reader((left, top), (width, height), patterns)
    size = float(svg.attributes.get("font-size", "12"))
    return Sheet(width, height, tuple(reader.shapes(svg.children, size)))


def colour_of(text: str) -> Colour:
    """``#rrggbb``, or ``#rgb``, as three numbers.

    >>> colour_of("#1f4e79"), colour_of("#333")
    ((31, 78, 121), (51, 51, 51))
    """
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def lines_of(d: str) -> Iterator[Line]:
    """The lines of the path *d*."""
    words = iter(_WORD.findall(d))
    start: Point = (0.0, 0.0)
    curves: list[Curve] = []
    begun = False
    sign = ""

    def here() -> Point:
        return curves[-1].end if curves else start

    for word in words:
        first = word
        if word in "MLHVCZ":
            sign = word
            if sign == "Z":
                yield Line(start, tuple(curves), closed=True)
                begun, curves = False, []
                continue
            first = next(words)
        match sign:
            case "M":
                if begun:
                    yield Line(start, tuple(curves))
                start, curves, begun, sign = (float(first), float(next(words))), [], True, "L"
            case "L":
                curves.append(Curve((float(first), float(next(words)))))
            case "H":
                curves.append(Curve((float(first), here()[1])))
            case "V":
                curves.append(Curve((here()[0], float(first))))
            case "C":
                x1, y1, x2, y2, x, y = float(first), *(float(next(words)) for _ in range(5))
                curves.append(Curve((x, y), ((x1, y1), (x2, y2))))
    if begun:
        yield Line(start, tuple(curves))


def _every(node: Element, name: str) -> Iterator[Element]:
    for child in node.children:
        if isinstance(child, Element):
            if child.name == name:
                yield child
            yield from _every(child, name)


@dataclass(frozen=True, slots=True)
class _Reader:
    """``corner`` is what is at 0, 0 on the sheet, whose size ``whole`` is."""

    corner: Point
    whole: Point
    patterns: Mapping[str, Element]

    def shapes(self, nodes: Sequence[Element | str], size: float) -> Iterator[Shape]:
        for node in nodes:
            if not isinstance(node, Element):
                continue
            match node.name:
                case "title" | "desc" | "defs" | "style":
                    continue
                case "text":
                    yield self.label(node, size)
                case "path":
                    yield from self.outlines(tuple(lines_of(node.attributes["d"])), node.attributes)
                case "rect":
                    yield from self.outlines((self.rectangle(node.attributes),), node.attributes)
                case "circle":
                    yield from self.outlines((_circle(node.attributes),), node.attributes)
                case _:
                    yield from self.shapes(node.children, size)

    def placed(self, point: Point) -> Point:
        return point[0] - self.corner[0], point[1] - self.corner[1]

    def label(self, node: Element, size: float) -> Label:
        own = node.attributes
        return Label(
            "".join(child for child in node.children if isinstance(child, str)),
            self.placed((float(own["x"]), float(own["y"]))),
            float(own.get("font-size", size)),
            own.get("text-anchor", "start"),
            colour_of(own.get("fill", "#000000")),
            "font-weight" in own,
            "monospace" in own.get("font-family", ""),
        )

    def rectangle(self, own: Mapping[str, str]) -> Line:
        whole = own["width"] == "100%"
        x, y = self.corner if whole else (float(own["x"]), float(own["y"]))
        wide, high = self.whole if whole else (float(own["width"]), float(own["height"]))
        corners = (x + wide, y), (x + wide, y + high), (x, y + high)
        return Line((x, y), tuple(map(Curve, corners)), closed=True)

    def outlines(self, lines: tuple[Line, ...], own: Mapping[str, str]) -> Iterator[Shape]:
        """*lines* as they look, on this sheet; one that is not seen is none."""
        moved = tuple(self.moved(line) for line in lines)
        filled, stroke = own.get("fill", "#000000"), _stroke(own)
        reference = _REFERENCE.fullmatch(filled)
        if reference:
            yield from self.patterned(moved, self.patterns[reference[1]])
        strength = float(own.get("fill-opacity", "1"))
        fill = None if reference or filled == "none" or not strength else Fill(colour_of(filled), strength)
        if fill or stroke:
            yield Outline(moved, fill, stroke)

    def moved(self, line: Line) -> Line:
        curves = (
            Curve(
                self.placed(one.end),
                (self.placed(one.pulls[0]), self.placed(one.pulls[1])) if one.pulls else None,
            )
            for one in line.curves
        )
        return Line(self.placed(line.start), tuple(curves), line.closed)

    def patterned(self, lines: tuple[Line, ...], pattern: Element) -> Iterator[Shape]:
        """An area of one colour, and over it the lines of *pattern* as far as it reaches."""
        for part in (child for child in pattern.children if isinstance(child, Element)):
            own = part.attributes
            if part.name == "rect":
                yield Outline(lines, Fill(colour_of(own["fill"]), float(own["fill-opacity"])), None)
                continue
            stroke = _stroke(own)
            for line in lines:
                corners = (line.start, *(curve.end for curve in line.curves))
                for tile in lines_of(own["d"]):
                    found = hatched(corners, tile.start, tile.curves[-1].end, _TILE, self.corner)
                    yield Outline(tuple(Line(start, (Curve(end),)) for start, end in found), None, stroke)


def _stroke(own: Mapping[str, str]) -> Stroke | None:
    if own.get("stroke", "none") == "none":
        return None
    dashes = tuple(map(float, own.get("stroke-dasharray", "").split()))
    return Stroke(colour_of(own["stroke"]), float(own.get("stroke-width", "1")), dashes)


def _circle(own: Mapping[str, str]) -> Line:
    x, y, r = float(own["cx"]), float(own["cy"]), float(own["r"])
    pull = r * _CIRCLE
    return Line(
        (x + r, y),
        (
            Curve((x, y + r), ((x + r, y + pull), (x + pull, y + r))),
            Curve((x - r, y), ((x - pull, y + r), (x - r, y + pull))),
            Curve((x, y - r), ((x - r, y - pull), (x - pull, y - r))),
            Curve((x + r, y), ((x + pull, y - r), (x + r, y - pull))),
        ),
        closed=True,
    )
