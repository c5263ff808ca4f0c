"""Numbers as text: for files to the last bit, for readers with commas and few decimals."""

from __future__ import annotations

import math
from collections.abc import Iterable

PERCENT = "%"
IN_TIME = -1
"""Instead of a number of decimals: of a number that is a year, which has no comma."""
_BLANK = ""
_LONG = 1e21
_MOST_ADDED = 6
_LEAST_SEEN = 1e-6
_ROUNDING = 1e-9
"""A part of the largest figure below which another is what a long sum leaves of 0, and may look like 0."""


def plain(value: float) -> str:
    """The shortest numeral that reads back as *value*, for files.

    >>> plain(0.1 + 0.2), plain(100081.0), plain(-0.0)
    ('0.30000000000000004', '100081', '0')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number to write")
    if value == 0:
        return "0"
    text = repr(float(value))
    return text.removesuffix(".0")


def grouped(value: float, decimals: int) -> str:
    """*value* with comma thousands and *decimals* decimals, for readers; nothing for a cell without a value.

    Of a number of more than twenty digits, which nobody reads and a double does not hold, the first seven are written.
    A year, of so many decimals as `IN_TIME` says, is written as on its axis; a mean of years has two decimals.

    >>> grouped(-1234567.891, 1), grouped(-0.04, 1), grouped(math.nan, 1), grouped(1.7e307, 1)
    ('-1,234,567.9', '0.0', '', '1.7e307')
    >>> grouped(2031.0, IN_TIME), grouped(2030.5, IN_TIME)
    ('2031', '2030.5')
    """
    if math.isnan(value):
        return _BLANK
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= _LONG:
        return repr(float(f"{value:.7g}")).replace("e+", "e")
    if decimals == IN_TIME:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def decimals_for(values: Iterable[float], unit: str) -> int:
    """How many decimals show *values*, in the unit written *unit*, to a reader.

    Percentages take two, whole numbers none, thousands none; smaller numbers as many as leave three or four
    figures of the largest. Where one that is not 0 would then look like 0, there are more, six at most.

    >>> decimals_for([1.1, 147.02], "%"), decimals_for([834274.4], "million MXN"), decimals_for([0.035], "ratio")
    (2, 0, 4)
    >>> decimals_for([0.0043], "%"), decimals_for([0.000345, 1.0], "ratio"), decimals_for([0.3, 1234.5], "MXN")
    (5, 6, 3)
    """
    numbers = [abs(value) for value in values if math.isfinite(value)]
    largest = max(numbers, default=0.0)
    decimals = _by_size(numbers, largest, unit)
    seen = [number for number in numbers if number >= max(_LEAST_SEEN, largest * _ROUNDING)]
    hidden = [number for number in seen if float(f"{number:.{decimals}f}") == 0]
    return _enough_for(min(hidden), largest) if hidden else decimals


def _by_size(numbers: list[float], largest: float, unit: str) -> int:
    """Decimals by *unit* and by the *largest* of *numbers* alone."""
    if unit == PERCENT:
        return 2
    if all(number == math.floor(number) for number in numbers):
        return 0
    for least, decimals in ((1000.0, 0), (100.0, 1), (10.0, 2), (1.0, 3), (0.01, 4)):
        if largest >= least:
            return decimals
    return min(12, 3 - math.floor(math.log10(largest)))


def _enough_for(smallest: float, largest: float) -> int:
    """Decimals for three figures of *smallest*, or for its first one where *largest* would have more than seven."""
    first = -math.floor(math.log10(smallest))
    room = 6 - math.floor(math.log10(largest))
    return min(_MOST_ADDED, max(first, min(first + 2, room)))
