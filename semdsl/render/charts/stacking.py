"""Numbers one upon the other: those above 0 upwards, those below it downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.render.charts.data import Series


@dataclass(frozen=True, slots=True)
class Layer:
    """From where to where a series reaches in each place; NaN where it has no value."""

    lows: tuple[float, ...]
    highs: tuple[float, ...]


def stacked(series: Sequence[Series]) -> list[Layer]:
    """The layer of each of *series*, the first next to 0."""
    count = len(series[0].numbers) if series else 0
    above, under = [0.0] * count, [0.0] * count
    layers: list[Layer] = []
    for one in series:
        lows, highs = [math.nan] * count, [math.nan] * count
        for at, number in enumerate(one.numbers):
            if number >= 0:
                lows[at], highs[at] = above[at], above[at] + number
                above[at] = highs[at]
            elif number < 0:
                lows[at], highs[at] = under[at] + number, under[at]
                under[at] = lows[at]
        layers.append(Layer(tuple(lows), tuple(highs)))
    return layers
