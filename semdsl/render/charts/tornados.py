"""Tornados: how far each assumption moves a result, to either side of its value as stated."""

from __future__ import annotations

import math

from semdsl.render.charts import marks
from semdsl.render.charts.bars import Bar, lying
from semdsl.render.charts.data import Data
from semdsl.render.charts.frame import EDGE, heading, legend, svg_of
from semdsl.render.charts.scale import value_scale
from semdsl.render.charts.words import chart_words
from semdsl.render.elements import Element


def tornado_chart(data: Data, key: str, *, titled: bool) -> Element:
    """A bar from the stated value to that at each end of a range, the widest at the top."""
    nodes, top = heading(data, titled=titled)
    fills = marks.Fills(key, 2)
    nodes.append(fills.patterns())
    more, top = legend([one.label for one in data.series], top, fills)
    nodes += more
    stated = chart_words(data.words.language).stated.format(value=data.said(data.middle))
    nodes.append(marks.text(stated, EDGE, top + 12, look="soft"))
    bars = [
        Bar(
            at,
            0,
            1,
            min(data.middle, n),
            max(data.middle, n),
            look,
            f"{data.places[at]}, {one.label}: {data.said(n)}",
        )
        for look, one in enumerate(data.series)
        for at, n in enumerate(one.numbers)
        if not math.isnan(n)
    ]
    scale = value_scale((data.middle, *(n for bar in bars for n in (bar.low, bar.high))), 5, tight=True)
    drawn, height = lying(data, bars, data.places, scale, top + 18, fills, base=data.middle)
    return svg_of(data, [*nodes, *drawn], height, key)
