"""Numbers to places: a scale with round ticks, and a scale of places side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from semdsl.render.words import Words, unit_in_words
from semdsl.runtime.numerals import PERCENT, grouped


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` to ``high`` in the data, to ``start`` to ``end`` on the page; ``ticks`` are round numbers within."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def at(self, number: float) -> float:
        """Where *number* is on the page."""
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)

    def onto(self, start: float, end: float) -> Scale:
        """The same scale elsewhere on the page."""
        return Scale(self.low, self.high, start, end, self.ticks)


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that divides *span* into at most *most* steps.

    >>> nice_step(10, 5), nice_step(45, 6), nice_step(0.7, 6), nice_step(1, 4)
    (2.0, 10.0, 0.2, 0.5)
    """
    power = math.floor(math.log10(span / most))
    for exponent in (power, power + 1):
        for factor in (1, 2, 5):
            step = float(f"{factor}e{exponent}")
            if span / step <= most * (1 + 1e-9):
                return step
    return float(f"1e{power + 2}")


def value_scale(
    numbers: Iterable[float], most: int = 6, *, from_zero: bool = True, tight: bool = False
) -> Scale:
    """A scale of round ends that holds *numbers*, and 0 unless it is far from all of them.

    Without numbers, or with zeros alone, it is from 0 to 1. ``from_zero`` is for lengths, which start at 0; a
    ``tight`` one has 0 only if a number needs it.
    """
    finite = [number for number in numbers if math.isfinite(number)]
    low, high = min(finite, default=0.0), max(finite, default=0.0)
    if not tight and (from_zero or low < 2 * (high - low)):
        low = min(low, 0.0)
    if not tight and (from_zero or -high < 2 * (high - low)):
        high = max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if low == 0 else sorted((low * 0.9, low * 1.1))
    step = nice_step(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(f"{at * step:.12g}") for at in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], 0.0, 1.0, ticks)


def tick_places(count: int, coordinates: tuple[float, ...], most: int) -> list[int]:
    """Which of *count* places are labelled, so that there are at most *most*: round numbers, or one in so many.

    >>> tick_places(46, tuple(range(2005, 2051)), 6)
    [5, 15, 25, 35, 45]
    """
    if count <= most:
        return list(range(count))
    if coordinates:
        step = max(1.0, nice_step(coordinates[-1] - coordinates[0], max(1, most - 1)))
        return [at for at, number in enumerate(coordinates) if number % step == 0]
    step = nice_step(count - 1, max(1, most - 1))
    return [at for at in range(count) if at % max(1, round(step)) == 0]


@dataclass(frozen=True, slots=True)
class Shortened:
    """How the ticks of a scale are written: in thousands or millions if they are large, which ``unit`` then says."""

    unit: str
    texts: tuple[str, ...]


def shortened(scale: Scale, unit_text: str, words: Words) -> Shortened:
    """The texts of the ticks of *scale*, in the unit written *unit_text*."""
    largest = max(abs(tick) for tick in scale.ticks)
    factor, word = 1.0, ""
    if unit_text and unit_text != PERCENT and not unit_text.startswith(("million ", "thousand ")):
        factor, word = (
            (1e6, "million ") if largest >= 1e6 else (1e3, "thousand ") if largest >= 1e5 else (1.0, "")
        )
    step = (scale.ticks[1] - scale.ticks[0]) / factor
    decimals = max(0, min(12, -math.floor(math.log10(step) + 1e-9)))
    percent = PERCENT if unit_text == PERCENT else ""
    texts = tuple(f"{grouped(tick / factor, decimals)}{percent}" for tick in scale.ticks)
    return Shortened("" if percent else unit_in_words(f"{word}{unit_text}", words), texts)
