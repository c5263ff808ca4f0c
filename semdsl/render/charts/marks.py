"""Elements of charts: text of a known width, lines and areas with a look of their own for each series.

A look is given by attributes, so that a file is whole in itself, and by classes, with which a page puts its own
colours in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.render.elements import Element, element

SIZE = 12.0
"""The size of text."""
LINE_HEIGHT = 15.0
INK, SOFT, RULE, PAPER = "#1d1d1b", "#6b6862", "#dedad2", "#ffffff"
COLOURS = ("#1f4e79", "#b3562a", "#2f7d6b", "#6d6a75", "#7a3f6d", "#8a7a1f")
DASHES = ("", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3 2 3 2 3")
_HATCHES = (
    "",
    "M-1 1L1 -1M0 6L6 0M5 7L7 5",
    "M0 3H6",
    "M3 0V6",
    "M-1 5L1 7M0 0L6 6M5 -1L7 1",
    "M0 3H6M3 0V6",
)
_NARROW, _WIDE = frozenset("iljtf.,:;|!'()[] ·1"), frozenset("MWmw%@—–")


def width_of(text: str) -> float:
    """About how wide *text* is at the size of charts; rather more than less."""
    ems = sum(0.36 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.6 for c in text)
    return ems * SIZE


def wrapped(text: str, width: float, most: int = 3) -> list[str]:
    """*text* on at most *most* lines of *width*, broken between words; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    kept = lines[:most]
    cut = len(lines) > most
    return [_shortened(line, width, cut=cut and at == most - 1) for at, line in enumerate(kept)]


def _shortened(text: str, width: float, *, cut: bool) -> str:
    if not cut and width_of(text) <= width:
        return text
    while text and width_of(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def number(value: float) -> str:
    """A place on the page, to a hundredth.

    >>> number(1.005), number(2.0), number(-0.001)
    ('1', '2', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def point(place: tuple[float, float]) -> str:
    """A place as paths have it."""
    return f"{number(place[0])} {number(place[1])}"


def text(said: str, x: float, y: float, anchor: str = "start", look: str = "ink", **more: str) -> Element:
    """*said* with its base line at *y*."""
    fill = SOFT if look == "soft" else INK
    attributes = {"x": number(x), "y": number(y), "text-anchor": anchor, "fill": fill, "class": look, **more}
    return Element("text", (said,), {key: own for key, own in attributes.items() if own != "start"})


def title(said: str) -> Element:
    """What is told on hover, and to who cannot see."""
    return element("title", said)


def rule(x1: float, y1: float, x2: float, y2: float, look: str = "rule") -> Element:
    """A thin line: of the grid (``rule``), or of an axis (``axis``)."""
    stroke = INK if look == "axis" else RULE
    d = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return Element("path", (), {"d": d, "stroke": stroke, "fill": "none", "class": look})


def path_through(points: Sequence[tuple[float, float]]) -> str:
    """A line through *points*."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def stroke(d: str, series: int, width: str = "2") -> Element:
    """The line of a series; after the sixth colours come back with another pattern of dashes."""
    dash = DASHES[(series + series // len(COLOURS) * 3) % len(DASHES)]
    look = {"d": d, "fill": "none", "stroke": COLOURS[series % len(COLOURS)], "stroke-width": width}
    if dash:
        look["stroke-dasharray"] = dash
    return Element(
        "path", (), {**look, "stroke-linejoin": "round", "class": f"line c{series % len(COLOURS)}"}
    )


@dataclass(frozen=True, slots=True)
class Fills:
    """Patterns with which the areas of series are told apart in black and white; ``key`` begins their names."""

    key: str
    count: int

    def fill(self, series: int) -> dict[str, str]:
        """How an area of a series is filled."""
        return {"fill": f"url(#{self.key}-{series})"}

    def patterns(self) -> Element:
        """Every pattern."""
        return Element("defs", tuple(self._pattern(series) for series in range(self.count)))

    def _pattern(self, series: int) -> Element:
        colour = COLOURS[series % len(COLOURS)]
        hatch = _HATCHES[(series + series // len(COLOURS) * 2) % len(_HATCHES)]
        ground = Element(
            "rect",
            (),
            {
                "width": "6",
                "height": "6",
                "fill": colour,
                "fill-opacity": "0.35" if hatch else "0.85",
                "class": f"area c{series % len(COLOURS)}",
            },
        )
        lines = Element(
            "path",
            (),
            {"d": hatch, "stroke": colour, "fill": "none", "class": f"hatch c{series % len(COLOURS)}"},
        )
        return Element(
            "pattern",
            (ground, lines) if hatch else (ground,),
            {"id": f"{self.key}-{series}", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"},
        )


def swatch(x: float, y: float, series: int, fills: Fills | None) -> Element:
    """A piece of the look of a series, for a legend, with its middle at *y*."""
    if fills is None:
        return stroke(f"M{number(x)} {number(y)}H{number(x + 22)}", series)
    box = {"x": number(x), "y": number(y - 5), "width": "22", "height": "10"}
    return Element(
        "rect",
        (),
        {
            **box,
            **fills.fill(series),
            "stroke": COLOURS[series % len(COLOURS)],
            "class": f"edge c{series % len(COLOURS)}",
        },
    )


def dot(x: float, y: float, series: int) -> Element:
    """A value of a series that is marked."""
    colour = series % len(COLOURS)
    place = {"cx": number(x), "cy": number(y), "r": "2.6"}
    return Element("circle", (), {**place, "fill": COLOURS[colour], "class": f"dot c{colour}"})


def region(points: Sequence[tuple[float, float]], series: int, fills: Fills | None) -> Element:
    """The area of a series, bounded by *points*."""
    colour = series % len(COLOURS)
    fill = {} if fills is None else fills.fill(series)
    look = {"stroke": COLOURS[colour], "stroke-width": "0.8", "class": f"edge c{colour}"}
    return Element("path", (), {"d": f"{path_through(points)}Z", **fill, **look})


def band(points: Sequence[tuple[float, float]], strength: float) -> Element:
    """A band of a fan: the nearer to the middle, the stronger."""
    look = {"fill": COLOURS[0], "fill-opacity": number(0.12 + 0.3 * strength), "class": "area c0"}
    return Element(
        "path", (), {"d": f"{path_through(points)}Z", **look, "stroke": COLOURS[0], "stroke-width": "0.5"}
    )


def name(said: str, x: float, y: float, series: int, *, bold: bool = False) -> Element:
    """The name of a series, in its colour."""
    colour = series % len(COLOURS)
    look = {"fill": COLOURS[colour], "class": f"name c{colour}", **({"font-weight": "600"} if bold else {})}
    return Element("text", (said,), {"x": number(x), "y": number(y), **look})


def centred_name(said: str, x: float, y: float, series: int) -> Element:
    """The name of a series over the middle of its side."""
    made = name(said, x, y, series, bold=True)
    return Element("text", made.children, {**made.attributes, "text-anchor": "middle"})


def hit(x: float, y: float, said: str) -> Element:
    """A place that says *said* when it is pointed at."""
    look = {"cx": number(x), "cy": number(y), "r": "5", "fill": INK, "fill-opacity": "0", "class": "hit"}
    return Element("circle", (title(said),), look)


def bar(box: tuple[float, float, float, float], series: int, fills: Fills, said: str) -> Element:
    """A bar from left and top, with its width and height, that says what it is."""
    left, top, wide, high = box
    colour = series % len(COLOURS)
    place = {"x": number(left), "y": number(top), "width": number(wide), "height": number(high)}
    look = {"stroke": COLOURS[colour], "stroke-width": "0.8", "class": f"edge c{colour}"}
    return Element("rect", (title(said),), {**place, **fills.fill(series), **look})
