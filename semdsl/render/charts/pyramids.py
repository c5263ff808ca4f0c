"""Pyramids: two populations back to back, the youngest at the bottom."""

from __future__ import annotations

import math

from semdsl.render.charts import marks
from semdsl.render.charts.data import Data
from semdsl.render.charts.frame import EDGE, WIDTH, Frame, heading, svg_of
from semdsl.render.charts.scale import Scale, shortened, tick_places, value_scale
from semdsl.render.elements import Element, Node

_TALLEST, _LOWEST = 420.0, 160.0


def pyramid_chart(data: Data, key: str, *, titled: bool) -> Element:
    """The first series to the left and the second to the right of the names of the places, on one scale."""
    nodes, top = heading(data, titled=titled)
    fills = marks.Fills(key, 2)
    nodes.append(fills.patterns())
    count = len(data.places)
    row = min(24.0, max(_LOWEST, min(_TALLEST, count * 15.0)) / count)
    middle = max(map(marks.width_of, data.places)) + 16
    scale = value_scale((abs(n) for one in data.series for n in one.numbers), 4)
    short = shortened(scale, data.unit_text, data.words)
    edge = EDGE + marks.width_of(short.texts[-1]) / 2
    wide = (WIDTH - middle) / 2 - edge
    left = Frame(edge, top + 24, edge + wide, top + 24 + row * count)
    right = Frame(left.right + middle, left.top, WIDTH - edge, left.bottom)
    for at, (frame, start, end) in enumerate(
        ((left, left.right, left.left), (right, right.left, right.right))
    ):
        nodes += _side(data, at, frame, scale.onto(start, end), row, fills, short.texts)
    x = (left.right + right.left) / 2
    for at in tick_places(count, (), max(2, int(row * count / marks.LINE_HEIGHT))):
        nodes.append(marks.text(data.places[at], x, left.bottom - (at + 0.5) * row + 4, "middle", "soft"))
    nodes.append(marks.text(data.axis, x, left.top - 10, "middle", "soft"))
    if short.unit:
        nodes.append(marks.text(short.unit, x, left.bottom + 35, "middle", "soft"))
    return svg_of(data, nodes, left.bottom + 44, key)


def _side(
    data: Data,
    series: int,
    frame: Frame,
    scale: Scale,
    row: float,
    fills: marks.Fills,
    texts: tuple[str, ...],
) -> list[Node]:
    one = data.series[series]
    nodes: list[Node] = []
    for tick, said in zip(scale.ticks, texts, strict=True):
        x = scale.at(tick)
        nodes.append(marks.rule(x, frame.top, x, frame.bottom, "axis" if tick == 0 else "rule"))
        nodes.append(marks.text(said, x, frame.bottom + 16, "middle", "soft"))
    for at, number in enumerate(one.numbers):
        if math.isnan(number):
            continue
        x, base = scale.at(abs(number)), scale.at(0)
        box = (min(x, base), frame.bottom - (at + 0.95) * row, abs(x - base), row * 0.9)
        said = f"{one.label}, {data.places[at]}: {data.said(number)}"
        nodes.append(marks.bar(box, series, fills, said))
    nodes.append(marks.rule(scale.at(0), frame.top, scale.at(0), frame.bottom, "axis"))
    nodes.append(marks.centred_name(one.label, (frame.left + frame.right) / 2, frame.top - 10, series))
    return nodes
