"""What every chart has: a title, a legend, axes with their ticks, and what it says to who cannot see it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.render.charts import marks
from semdsl.render.charts.data import Data
from semdsl.render.charts.scale import Scale, shortened, tick_places
from semdsl.render.charts.words import chart_words
from semdsl.render.elements import Element, Node

WIDTH = 560.0
EDGE = 8.0
PLOT_HEIGHT = 250.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The place for the drawing: left, top, right and bottom of it."""

    left: float
    top: float
    right: float
    bottom: float


def heading(data: Data, *, titled: bool) -> tuple[list[Node], float]:
    """The title, on as many lines as it takes, and where what is below it begins."""
    if not titled:
        return [], EDGE
    lines = marks.wrapped(data.title, (WIDTH - 2 * EDGE) / 1.18, 4)
    nodes: list[Node] = [
        marks.text(line, EDGE, 20 + at * 18, look="ink", **{"font-size": "14", "font-weight": "600"})
        for at, line in enumerate(lines)
    ]
    return nodes, 20 + (len(lines) - 1) * 18 + 12


def legend(labels: Sequence[str], top: float, fills: marks.Fills | None) -> tuple[list[Node], float]:
    """A row, or rows, of the looks of series, and where what is below begins."""
    nodes: list[Node] = []
    x, y = EDGE, top + 10
    for at, label in enumerate(labels):
        said = marks.wrapped(label, WIDTH - 2 * EDGE - 30, 1)[0]
        wide = 28 + marks.width_of(said)
        if x > EDGE and x + wide > WIDTH - EDGE:
            x, y = EDGE, y + marks.LINE_HEIGHT + 2
        nodes += [marks.swatch(x, y - 4, at, fills), marks.text(said, x + 28, y)]
        x += wide + 16
    return nodes, y + 8


def vertical(scale: Scale, frame: Frame, data: Data) -> list[Node]:
    """Grid lines, their numbers to the left, and above them the unit."""
    short = shortened(scale, data.unit_text, data.words)
    nodes: list[Node] = []
    for tick, said in zip(scale.ticks, short.texts, strict=True):
        y = scale.at(tick)
        look = "axis" if tick == 0 else "rule"
        nodes.append(marks.rule(frame.left, y, frame.right, y, look))
        nodes.append(marks.text(said, frame.left - 6, y + 4, "end", "soft"))
    if short.unit:
        nodes.append(marks.text(short.unit, EDGE, frame.top - 10, look="soft"))
    return nodes


def horizontal(scale: Scale, frame: Frame, data: Data) -> list[Node]:
    """Grid lines from top to bottom, their numbers below, and below them the unit."""
    short = shortened(scale, data.unit_text, data.words)
    nodes: list[Node] = []
    for tick, said in zip(scale.ticks, short.texts, strict=True):
        x = scale.at(tick)
        nodes.append(marks.rule(x, frame.top, x, frame.bottom, "axis" if tick == 0 else "rule"))
        nodes.append(marks.text(said, x, frame.bottom + 16, "middle", "soft"))
    if short.unit:
        nodes.append(
            marks.text(short.unit, (frame.left + frame.right) / 2, frame.bottom + 33, "middle", "soft")
        )
    return nodes


def left_of(scale: Scale, data: Data) -> float:
    """How much room the numbers of a vertical scale take."""
    return EDGE + max(map(marks.width_of, shortened(scale, data.unit_text, data.words).texts)) + 6


def below(places: Sequence[float], frame: Frame, data: Data, *, years: bool) -> list[Node]:
    """Ticks and labels of the places along the axis, as many as there is room for, and what the axis is called."""
    widest = max(map(marks.width_of, data.places)) + 14
    most = max(2, int((frame.right - frame.left) / widest))
    nodes: list[Node] = [marks.rule(frame.left, frame.bottom, frame.right, frame.bottom, "axis")]
    for at in tick_places(len(places), data.coordinates, most):
        x = places[at]
        nodes.append(marks.rule(x, frame.bottom, x, frame.bottom + 4, "axis"))
        nodes.append(marks.text(data.places[at], x, frame.bottom + 17, "middle", "soft"))
    if not years:
        nodes.append(
            marks.text(data.axis, (frame.left + frame.right) / 2, frame.bottom + 34, "middle", "soft")
        )
    return nodes


def is_years(data: Data) -> bool:
    """Whether the places are years, which say themselves what they are."""
    return bool(data.coordinates) and all(1800 <= number <= 2200 for number in data.coordinates)


def svg_of(data: Data, nodes: Sequence[Node], height: float, key: str) -> Element:
    """The whole picture, with its title and description."""
    ground = Element("rect", (), {"width": "100%", "height": "100%", "fill": marks.PAPER, "class": "paper"})
    return Element(
        "svg",
        (
            Element("title", (data.title,), {"id": f"{key}-title"}),
            Element("desc", (described(data),), {"id": f"{key}-desc"}),
            ground,
            *nodes,
        ),
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {marks.number(WIDTH)} {marks.number(height)}",
            "role": "img",
            "aria-labelledby": f"{key}-title {key}-desc",
            "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
            "font-size": marks.number(marks.SIZE),
            "class": "chart",
        },
    )


def described(data: Data) -> str:
    """What the picture shows, in a sentence."""
    words = chart_words(data.words.language)
    numbers = [number for one in data.series for number in one.numbers if math.isfinite(number)]
    said = [words.forms[data.form], words.of.format(names=", ".join(one.label for one in data.series))]
    if data.axis:
        said.append(words.along.format(axis=data.axis, first=data.places[0], last=data.places[-1]))
    if not numbers:
        return f"{' '.join(said)}: {words.no_value}."
    reach = words.reaches.format(low=data.said(min(numbers)), high=data.said(max(numbers)))
    return f"{' '.join(said)}; {reach}."
