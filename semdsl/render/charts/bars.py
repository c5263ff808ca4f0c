"""Bars side by side or stacked, upright or, where their names are long, lying; and the movements of a waterfall."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from semdsl.render.charts import marks
from semdsl.render.charts.data import Data
from semdsl.render.charts.frame import (
    EDGE,
    PLOT_HEIGHT,
    WIDTH,
    Frame,
    heading,
    horizontal,
    is_years,
    left_of,
    legend,
    svg_of,
    vertical,
)
from semdsl.render.charts.scale import Scale, shortened, tick_places, value_scale
from semdsl.render.charts.stacking import stacked
from semdsl.render.elements import Element, Node

_LINES = 3
_STUB = 190.0
_FULL = 0.76
"""How much of the room of a place its bars take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: in which place, in which part of its room, from where to where, how it looks and what it says.

    ``carried`` is the value at which the next bar takes over, if one does.
    """

    place: int
    start: float
    end: float
    low: float
    high: float
    look: int
    said: str
    carried: float | None = None


def bar_chart(data: Data, key: str, *, titled: bool) -> Element:
    """A bar for each series in each place."""
    count = len(data.series)
    bars = [
        Bar(at, own / count, (own + 1) / count, min(0.0, n), max(0.0, n), own, _says(data, own, at))
        for own, one in enumerate(data.series)
        for at, n in enumerate(one.numbers)
        if not math.isnan(n)
    ]
    labels = [one.label for one in data.series]
    return drawn(data, bars, labels, data.places, key, titled=titled)


def stacked_chart(data: Data, key: str, *, titled: bool) -> Element:
    """One bar in each place, of the series one upon the other; what is below 0 goes the other way."""
    bars = [
        Bar(at, 0, 1, layer.lows[at], layer.highs[at], own, _says(data, own, at))
        for own, layer in enumerate(stacked(data.series))
        for at in range(len(data.places))
        if not math.isnan(layer.lows[at])
    ]
    labels = [one.label for one in data.series]
    return drawn(data, bars, labels, data.places, key, titled=titled)


def waterfall_chart(data: Data, key: str, *, titled: bool) -> Element:
    """From the opening value to the closing one, a step for each movement: up, or down."""
    bars, level = [], 0.0
    last = len(data.series) - 1
    for at, one in enumerate(data.series):
        number = one.numbers[0]
        if math.isnan(number):
            continue
        start = 0.0 if at in (0, last) else level
        level = start + number
        look = 0 if at in (0, last) else 2 if number >= 0 else 1
        said = f"{one.label}: {data.said(number)}"
        carried = None if at == last else level
        bars.append(Bar(at, 0, 1, min(start, level), max(start, level), look, said, carried))
    places = tuple(one.label for one in data.series)
    return drawn(data, bars, (), places, key, titled=titled)


def _says(data: Data, series: int, place: int) -> str:
    one = data.series[series]
    return ", ".join(filter(None, (one.label, data.places[place]))) + f": {data.said(one.numbers[place])}"


def drawn(
    data: Data,
    bars: Sequence[Bar],
    labels: Sequence[str],
    places: Sequence[str],
    key: str,
    *,
    titled: bool,
) -> Element:
    """*bars* in their *places*, upright where the names of the places have room."""
    nodes, top = heading(data, titled=titled)
    fills = marks.Fills(key, max((bar.look for bar in bars), default=0) + 1)
    nodes.append(fills.patterns())
    if len(labels) > 1:
        more, top = legend(labels, top, fills)
        nodes += more
    scale = value_scale(n for bar in bars for n in (bar.low, bar.high))
    room = WIDTH - 16 - left_of(scale, data)
    upright = Frame(left_of(scale, data), top + 26, WIDTH - 16, top + 26 + PLOT_HEIGHT)
    lines = _upright_labels(data, places, room / len(places))
    if lines is not None:
        more, height = _upright(data, bars, lines, scale, upright, fills)
    else:
        more, height = lying(data, bars, places, scale, top, fills)
    return svg_of(data, [*nodes, *more], height, key)


def _upright_labels(data: Data, places: Sequence[str], room: float) -> list[list[str]] | None:
    """The labels below upright bars, on as many lines as they take; None if there is no room for them."""
    if data.coordinates or all(place.isdigit() for place in places):
        return [[place] for place in places]
    lines = [marks.wrapped(place, room - 4, 99) for place in places]
    fits = all(len(own) <= _LINES and not any("…" in line for line in own) for own in lines)
    if fits:
        return lines
    banded = len(places) > 12 and all(marks.width_of(place) < 50 for place in places)
    return [[place] for place in places] if banded else None


def _upright(
    data: Data,
    bars: Sequence[Bar],
    lines: Sequence[Sequence[str]],
    scale: Scale,
    frame: Frame,
    fills: marks.Fills,
) -> tuple[list[Node], float]:
    scale = scale.onto(frame.bottom, frame.top)
    room = (frame.right - frame.left) / len(lines)
    nodes = vertical(scale, frame, data)
    for bar in bars:
        left, wide = _across(bar, frame.left, room)
        y, high = scale.at(bar.high), abs(scale.at(bar.low) - scale.at(bar.high))
        nodes.append(marks.bar((left, y, wide, high), bar.look, fills, bar.said))
    for value, (start, end) in _carried(bars, frame.left, room):
        nodes.append(marks.rule(start, scale.at(value), end, scale.at(value), "axis"))
    nodes.append(marks.rule(frame.left, scale.at(0), frame.right, scale.at(0), "axis"))
    widest = max(marks.width_of(line) for own in lines for line in own) + 8
    shown = (
        range(len(lines))
        if widest <= room + 8
        else tick_places(len(lines), data.coordinates, max(2, int((frame.right - frame.left) / (widest + 6))))
    )
    for at in shown:
        x = frame.left + (at + 0.5) * room
        nodes += [
            marks.text(line, x, frame.bottom + 17 + row * marks.LINE_HEIGHT, "middle", "soft")
            for row, line in enumerate(lines[at])
        ]
    below = frame.bottom + 10 + max(map(len, lines)) * marks.LINE_HEIGHT
    if not is_years(data) and data.axis:
        nodes.append(marks.text(data.axis, (frame.left + frame.right) / 2, below + 14, "middle", "soft"))
        below += 18
    return nodes, below + 6


def lying(
    data: Data,
    bars: Sequence[Bar],
    places: Sequence[str],
    scale: Scale,
    top: float,
    fills: marks.Fills,
    base: float = 0.0,
) -> tuple[list[Node], float]:
    """Lying bars from *base*, the names of their places to the left, and how far down they reach."""
    lines = [marks.wrapped(place, _STUB, 2) for place in places]
    several = max((bar.end - bar.start < 1 for bar in bars), default=False)
    count = round(1 / min((bar.end - bar.start for bar in bars), default=1.0))
    room = max(15.0 * count + 6 if several else 24.0, *(len(own) * marks.LINE_HEIGHT + 6.0 for own in lines))
    left = EDGE + max(marks.width_of(line) for own in lines for line in own) + 8
    last = marks.width_of(shortened(scale, data.unit_text, data.words).texts[-1]) / 2
    frame = Frame(left, top + 6, WIDTH - EDGE - last, top + 6 + room * len(places))
    scale = scale.onto(frame.left, frame.right)
    nodes = horizontal(scale, frame, data)
    for bar in bars:
        y, high = _across(bar, frame.top, room)
        x, wide = scale.at(bar.low), scale.at(bar.high) - scale.at(bar.low)
        nodes.append(marks.bar((x, y, wide, high), bar.look, fills, bar.said))
    for value, (start, end) in _carried(bars, frame.top, room):
        nodes.append(marks.rule(scale.at(value), start, scale.at(value), end, "axis"))
    nodes.append(marks.rule(scale.at(base), frame.top, scale.at(base), frame.bottom, "axis"))
    for at, own in enumerate(lines):
        middle = frame.top + (at + 0.5) * room - (len(own) - 1) * marks.LINE_HEIGHT / 2 + 4
        nodes += [
            marks.text(line, frame.left - 8, middle + row * marks.LINE_HEIGHT, "end", "ink")
            for row, line in enumerate(own)
        ]
    return nodes, frame.bottom + 42


def _across(bar: Bar, start: float, room: float) -> tuple[float, float]:
    """Where a bar begins across, and how thick it is."""
    edge = start + bar.place * room + room * (1 - _FULL) / 2
    return edge + bar.start * room * _FULL, (bar.end - bar.start) * room * _FULL


def _carried(bars: Sequence[Bar], start: float, room: float) -> Iterator[tuple[float, tuple[float, float]]]:
    """The values that a bar hands on to the next one, and between which edges of the two."""
    for bar, following in pairwise(bars):
        if bar.carried is not None:
            edge, thick = _across(bar, start, room)
            yield bar.carried, (edge + thick, _across(following, start, room)[0])
