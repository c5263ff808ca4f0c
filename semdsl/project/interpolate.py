"""Values between given ones: straight lines or smooth cubics, on the values or on their logarithms.

``cubic`` is the cubic spline through the given points whose first two and last two pieces are one cubic each (the
"not-a-knot" ends, as in SciPy and MATLAB): through three points a parabola, through two a straight line.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise


def between(method: str, xs: Sequence[float], ys: Sequence[float], at: Sequence[float]) -> list[float]:
    """Values at *at*, each strictly between two neighbours of the increasing *xs*, where the values are *ys*.

    The logarithmic methods need positive *ys*. A value too large for a number is given as infinite.

    Source: C. de Boor, A Practical Guide to Splines, ch. IV (not-a-knot end conditions).
    """
    if method.startswith("log_"):
        logs = between(method.removeprefix("log_"), xs, [math.log(y) for y in ys], at)
        return [_exp(value) for value in logs]
    bends = _bends(xs, ys) if method == "cubic" and len(xs) > 2 else [0.0] * len(xs)
    return [_piece(xs, ys, bends, x) for x in at]


def _piece(xs: Sequence[float], ys: Sequence[float], bends: Sequence[float], x: float) -> float:
    """The cubic between two neighbours with the values *ys* and the second derivatives *bends* there."""
    right = bisect_right(xs, x)
    left = right - 1
    width = xs[right] - xs[left]
    from_left, from_right = (x - xs[left]) / width, (xs[right] - x) / width
    line = from_right * ys[left] + from_left * ys[right]
    bow = (from_right**3 - from_right) * bends[left] + (from_left**3 - from_left) * bends[right]
    return line + bow * width * width / 6


def _bends(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Second derivatives of the spline at *xs*, of which there are at least three.

    Equal slopes on both sides of each inner point give one equation each; that the third derivative does not jump at
    the first and the last inner point gives the two end values. Solved by elimination along the band.
    """
    widths = [b - a for a, b in pairwise(xs)]
    slopes = [(b - a) / width for (a, b), width in zip(pairwise(ys), widths, strict=True)]
    turns = [6 * (b - a) for a, b in pairwise(slopes)]
    if len(xs) == 3:
        bend = turns[0] / (3 * (widths[0] + widths[1]))
        return [bend, bend, bend]
    before = widths[:-1]
    after = widths[1:]
    middle = [2 * (a + b) for a, b in zip(before, after, strict=True)]
    start, end = widths[0] / widths[1], widths[-1] / widths[-2]
    middle[0] += widths[0] * (1 + start)
    after[0] -= widths[0] * start
    middle[-1] += widths[-1] * (1 + end)
    before[-1] -= widths[-1] * end
    inner = _banded(before, middle, after, turns)
    first = inner[0] * (1 + start) - inner[1] * start
    last = inner[-1] * (1 + end) - inner[-2] * end
    return [first, *inner, last]


def _banded(
    before: Sequence[float], middle: Sequence[float], after: Sequence[float], right: Sequence[float]
) -> list[float]:
    """Solve a system with a matrix of three diagonals, which is diagonally dominant here."""
    factors: list[float] = []
    values: list[float] = []
    for below, on, above, value in zip(before, middle, after, right, strict=True):
        pivot = on - below * factors[-1] if factors else on
        values.append((value - below * values[-1]) / pivot if values else value / pivot)
        factors.append(above / pivot)
    solved = [values[-1]]
    for factor, value in zip(reversed(factors[:-1]), reversed(values[:-1]), strict=True):
        solved.append(value - factor * solved[-1])
    return solved[::-1]


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf
