"""Lines, stacked areas and fans along an axis with an order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from semdsl.render.charts import marks
from semdsl.render.charts.data import Data, Series
from semdsl.render.charts.frame import (
    EDGE,
    PLOT_HEIGHT,
    WIDTH,
    Frame,
    below,
    heading,
    is_years,
    left_of,
    legend,
    svg_of,
    vertical,
)
from semdsl.render.charts.scale import Scale, value_scale
from semdsl.render.charts.stacking import Layer, stacked
from semdsl.render.elements import Element, Node

_MOST_DIRECT = 8
_MOST_HITS = 1500
_MOST_MARKED = 12
_LABEL_WIDTH = 130.0
Point = tuple[float, float]


def line_chart(data: Data, key: str, *, titled: bool) -> Element:
    """A line for each series, named at its end where there is room."""
    scale = value_scale((n for one in data.series for n in one.numbers), from_zero=False)
    ends = [(at, _last(one)) for at, one in enumerate(data.series) if not math.isnan(_last(one))]
    return _drawn(data, key, scale, ends, None, titled=titled, body=_lines)


def area_chart(data: Data, key: str, *, titled: bool) -> Element:
    """An area for each series, one upon the other; what is below 0 is stacked downwards."""
    layers = stacked(data.series)
    scale = value_scale(n for layer in layers for pair in (layer.lows, layer.highs) for n in pair)
    ends = [
        (at, (layer.lows[-1] + layer.highs[-1]) / 2)
        for at, layer in enumerate(layers)
        if not math.isnan(layer.lows[-1])
    ]
    fills = marks.Fills(key, len(data.series))
    return _drawn(data, key, scale, ends, fills, titled=titled, body=_areas)


def fan_chart(data: Data, key: str, *, titled: bool) -> Element:
    """The middle series as a line, and bands from each series below it to the one as far above it."""
    scale = value_scale((n for one in data.series for n in one.numbers), from_zero=False)
    ends = [(at, _last(one)) for at, one in enumerate(data.series) if not math.isnan(_last(one))]
    return _drawn(data, key, scale, ends, None, titled=titled, body=_fan)


def _last(series: Series) -> float:
    return series.numbers[-1]


def _drawn(
    data: Data,
    key: str,
    scale: Scale,
    ends: Sequence[tuple[int, float]],
    fills: marks.Fills | None,
    *,
    titled: bool,
    body: Callable[[Data, Sequence[float], Scale, marks.Fills | None], list[Node]],
) -> Element:
    nodes, top = heading(data, titled=titled)
    labels = {at: marks.wrapped(data.series[at].label, _LABEL_WIDTH) for at, _ in ends}
    plot = Frame(left_of(scale, data), 0, 0, PLOT_HEIGHT)
    own = scale.onto(PLOT_HEIGHT, 0)
    placed = _spread([(own.at(number), len(labels[at]), at) for at, number in ends], PLOT_HEIGHT)
    direct = len(data.series) > 1 and len(ends) == len(data.series) and placed is not None
    if len(data.series) > 1 and not direct:
        more, top = legend([one.label for one in data.series], top, fills)
        nodes += more
    top += 26
    room = max((marks.width_of(line) for lines in labels.values() for line in lines), default=0.0) + 12
    right = WIDTH - EDGE - (room if direct else 12)
    frame = Frame(plot.left, top, right, top + PLOT_HEIGHT)
    scale = scale.onto(frame.bottom, frame.top)
    xs = along(data, frame)
    nodes += vertical(scale, frame, data)
    nodes += below(xs, frame, data, years=is_years(data))
    if fills is not None:
        nodes.append(fills.patterns())
    nodes += body(data, xs, scale, fills)
    if direct and placed is not None:
        nodes += _named(placed, labels, frame, fan=data.form == "fan", count=len(data.series))
    nodes += hits(data, xs, scale)
    return svg_of(data, nodes, frame.bottom + (26 if is_years(data) else 44), key)


def along(data: Data, frame: Frame) -> list[float]:
    """Where each place is: as its number is, or one as far from the next as any other."""
    count = len(data.places)
    numbers = data.coordinates or tuple(map(float, range(count)))
    if count == 1:
        return [(frame.left + frame.right) / 2]
    scale = Scale(numbers[0], numbers[-1], frame.left + 4, frame.right - 4)
    return [scale.at(number) for number in numbers]


def _pieces(xs: Sequence[float], ys: Sequence[float]) -> Iterator[list[Point]]:
    """The points, in pieces between the places without a value."""
    piece: list[Point] = []
    for x, y in zip(xs, ys, strict=True):
        if math.isnan(y):
            if piece:
                yield piece
            piece = []
        else:
            piece.append((x, y))
    if piece:
        yield piece


def _lines(data: Data, xs: Sequence[float], scale: Scale, _: marks.Fills | None) -> list[Node]:
    nodes: list[Node] = []
    for at, one in enumerate(data.series):
        ys = [scale.at(number) for number in one.numbers]
        for piece in _pieces(xs, ys):
            if len(piece) > 1:
                nodes.append(marks.stroke(marks.path_through(piece), at))
            if len(piece) == 1 or len(data.places) <= _MOST_MARKED:
                nodes += [marks.dot(x, y, at) for x, y in piece]
    return nodes


def _areas(data: Data, xs: Sequence[float], scale: Scale, fills: marks.Fills | None) -> list[Node]:
    nodes: list[Node] = []
    for at, layer in enumerate(stacked(data.series)):
        nodes += [marks.region(band, at, fills) for band in _bands(layer, xs, scale)]
    return nodes


def _bands(layer: Layer, xs: Sequence[float], scale: Scale) -> Iterator[list[Point]]:
    lows = [scale.at(number) for number in layer.lows]
    highs = [scale.at(number) for number in layer.highs]
    start = 0
    for piece in _pieces(xs, lows):
        while math.isnan(lows[start]):
            start += 1
        end = start + len(piece)
        upper = list(zip(xs[start:end], highs[start:end], strict=True))
        if len(piece) == 1:
            (x, low), (_, high) = piece[0], upper[0]
            yield [(x - 6, low), (x + 6, low), (x + 6, high), (x - 6, high)]
        else:
            yield [*piece, *reversed(upper)]
        start = end


def _fan(data: Data, xs: Sequence[float], scale: Scale, _: marks.Fills | None) -> list[Node]:
    nodes: list[Node] = []
    middle = len(data.series) // 2
    for at in range(middle):
        layer = Layer(data.series[at].numbers, data.series[-1 - at].numbers)
        together = [
            math.isnan(low) or math.isnan(high) for low, high in zip(layer.lows, layer.highs, strict=True)
        ]
        clean = Layer(
            tuple(math.nan if no else n for n, no in zip(layer.lows, together, strict=True)),
            tuple(math.nan if no else n for n, no in zip(layer.highs, together, strict=True)),
        )
        nodes += [marks.band(band, (at + 1) / (middle + 1)) for band in _bands(clean, xs, scale)]
    ys = [scale.at(number) for number in data.series[middle].numbers]
    nodes += [
        marks.stroke(marks.path_through(piece), 0) if len(piece) > 1 else marks.dot(*piece[0], 0)
        for piece in _pieces(xs, ys)
    ]
    return nodes


def _spread(wanted: Sequence[tuple[float, int, int]], height: float) -> list[tuple[float, int]] | None:
    """Where labels of some lines stand so that none is upon another: the middle of each, near where it is wanted.

    None if they are too many, or would have to stand too far from their lines.
    """
    if len(wanted) > _MOST_DIRECT:
        return None
    order = sorted(wanted)
    middles: list[float] = []
    low = -6.0
    for y, lines, _ in order:
        half = lines * marks.LINE_HEIGHT / 2
        middle = max(y, low + half)
        middles.append(middle)
        low = middle + half
    high = height - 2
    for at in range(len(order) - 1, -1, -1):
        half = order[at][1] * marks.LINE_HEIGHT / 2
        middles[at] = min(middles[at], high - half)
        high = middles[at] - half
    too_far = any(abs(middle - y) > 45 for middle, (y, _, _) in zip(middles, order, strict=True))
    if too_far or high < -20:
        return None
    return [(middle, at) for middle, (_, _, at) in zip(middles, order, strict=True)]


def _named(
    placed: Sequence[tuple[float, int]], labels: dict[int, list[str]], frame: Frame, *, fan: bool, count: int
) -> list[Node]:
    nodes: list[Node] = []
    for middle, at in placed:
        colour = 0 if fan else at
        lines = labels[at]
        first = frame.top + middle - (len(lines) - 1) * marks.LINE_HEIGHT / 2 + 4
        nodes += [
            marks.name(
                line, frame.right + 4, first + row * marks.LINE_HEIGHT, colour, bold=fan and at == count // 2
            )
            for row, line in enumerate(lines)
        ]
    return nodes


def hits(data: Data, xs: Sequence[float], scale: Scale) -> list[Node]:
    """Something to point at for every value, which then says what it is."""
    if len(xs) * len(data.series) > _MOST_HITS:
        return []
    tops = _tops(data) if data.form == "area" else [one.numbers for one in data.series]
    return [
        marks.hit(x, scale.at(top), f"{one.label}, {place}: {data.said(number)}")
        for one, own in zip(data.series, tops, strict=True)
        for x, place, number, top in zip(xs, data.places, one.numbers, own, strict=True)
        if not math.isnan(number)
    ]


def _tops(data: Data) -> list[tuple[float, ...]]:
    return [
        tuple(
            low if number < 0 else high
            for number, low, high in zip(one.numbers, layer.lows, layer.highs, strict=True)
        )
        for one, layer in zip(data.series, stacked(data.series), strict=True)
    ]
