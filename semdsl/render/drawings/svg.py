"""Pictures as SVG of lines, areas and text alone: patterns, which some programs repeat with seams, are lines."""

from __future__ import annotations

from semdsl.render.charts.marks import number, point
from semdsl.render.drawings.shapes import Colour, Label, Line, Outline, Sheet
from semdsl.render.elements import Element


def svg_of(sheet: Sheet, face: str, typed_face: str) -> Element:
    """*sheet* with its text in the font *face*, and names as they are typed in *typed_face*."""
    shapes = tuple(
        _outline(own) if isinstance(own, Outline) else _label(own, typed_face)
        for own in sheet.shapes
        if isinstance(own, Label) or own.lines
    )
    box = f"0 0 {number(sheet.width)} {number(sheet.height)}"
    name = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "font-family": face}
    return Element("svg", shapes, name)


def _outline(own: Outline) -> Element:
    look = {"d": "".join(map(_line, own.lines)), "fill": _colour(own.fill.colour) if own.fill else "none"}
    if own.fill and own.fill.strength < 1:
        look["fill-opacity"] = number(own.fill.strength)
    if own.stroke:
        look |= {"stroke": _colour(own.stroke.colour), "stroke-width": number(own.stroke.width)}
        look |= {"stroke-linejoin": "round"}
        if own.stroke.dashes:
            look["stroke-dasharray"] = " ".join(map(number, own.stroke.dashes))
    return Element("path", (), look)


def _label(own: Label, typed_face: str) -> Element:
    look = {"x": number(own.at[0]), "y": number(own.at[1]), "font-size": number(own.size)}
    look |= {"fill": _colour(own.colour), "text-anchor": own.anchor}
    if own.strong:
        look["font-weight"] = "700"
    if own.typed:
        look["font-family"] = typed_face
    return Element("text", (own.text,), look)


def _line(line: Line) -> str:
    parts = [f"M{point(line.start)}"]
    for curve in line.curves:
        pulls = " ".join(map(point, curve.pulls)) if curve.pulls else ""
        parts.append(f"C{pulls} {point(curve.end)}" if pulls else f"L{point(curve.end)}")
    return "".join((*parts, "Z" if line.closed else ""))


def _colour(colour: Colour) -> str:
    return f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"
