"""Where a function of one number is zero: brackets from a scan, then a method that cannot leave them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Function = Callable[[float], float]  # not a number where it has no value
Condition = Callable[[float], bool]

POINTS: Final = 65
"""Of a scan: sixty-four equal parts of the bracket."""

_RESOLUTION: Final = 2.0**-50  # of the larger end of a bracket: four units in the last place


@dataclass(frozen=True, slots=True)
class Root:
    """Where a function changes its sign, or is zero.

    ``low`` and ``high`` are the ends of the last bracket, no wider than rounding, ``below`` and ``above`` its values
    there; where it is exactly zero both ends are ``at``. ``steps`` is how often it was computed after the scan.
    """

    at: float
    low: float
    high: float
    below: float
    above: float
    steps: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A function at equally spaced points."""

    points: tuple[float, ...]
    values: tuple[float, ...]

    @property
    def undefined(self) -> int:
        """At how many points it has no value."""
        return sum(math.isnan(value) for value in self.values)

    @property
    def direction(self) -> int:
        """1 if it rises from each point to the next, -1 if it falls, 0 otherwise: no proof of what is between."""
        steps = [after - before for before, after in pairwise(self.values)]
        return 1 if all(step > 0 for step in steps) else -1 if all(step < 0 for step in steps) else 0

    @property
    def level(self) -> tuple[bool, ...]:
        """At which points it is zero as it is at a neighbour, and so perhaps all the way between."""
        zero = [False, *(value == 0 for value in self.values), False]
        return tuple(zero[at] and (zero[at - 1] or zero[at + 1]) for at in range(1, len(zero) - 1))

    @property
    def nearest(self) -> int | None:
        """The number of the point at which the function is nearest to zero."""
        known = [(abs(value), at) for at, value in enumerate(self.values) if not math.isnan(value)]
        return min(known)[1] if known else None


def points_between(low: float, high: float) -> tuple[float, ...]:
    """The points of a scan, both ends included."""
    steps = POINTS - 1
    return (*(low + (high - low) * at / steps for at in range(steps)), high)


def roots_of(function: Function, scan: Scan) -> tuple[Root, ...]:
    """Every point of *scan* where *function* is zero, and one root between two neighbours of different sign.

    Points that are level are left out: they are in ``stretches_of``.
    """
    level = scan.level
    zeros = [at for at, value in enumerate(scan.values) if value == 0 and not level[at]]
    found = [_zero(scan.points[at], 0) for at in zeros]
    for before, after in pairwise(range(len(scan.points))):
        low, high = scan.values[before], scan.values[after]
        if low < 0 < high or high < 0 < low:
            found.append(_root(function, (scan.points[before], low), (scan.points[after], high)))
    return tuple(sorted(found, key=lambda root: root.at))


def _zero(at: float, steps: int) -> Root:
    return Root(at, at, at, 0.0, 0.0, steps)


def _root(function: Function, low: tuple[float, float], high: tuple[float, float]) -> Root:
    """The root between two points at which *function* has different signs.

    Interpolate, truncate, project (Oliveira and Takahashi, ACM Transactions on Mathematical Software 47, 2020): the
    secant moved towards the middle, and no further from it than lets bisection finish in one step more than its own.
    A point without a value counts as of the sign of the upper end.
    """
    (a, below), (b, above) = low, high
    width = b - a
    target = max(_RESOLUTION * max(abs(a), abs(b)), 5e-324)
    most = max(0, math.ceil(math.log2(width / target))) + 1
    steps = 0
    while b - a > target:
        middle = a + (b - a) / 2
        radius = max(target * 2.0 ** (most - steps) - (b - a), 0.0) / 2
        at = _projected((a, below), (b, above), middle, radius, width)
        if not a < at < b:
            at = middle
        if not a < at < b:
            break  # no number lies between
        value = function(at)
        steps += 1
        if value == 0:
            return _zero(at, steps)
        if (value > 0) == (below > 0) and not math.isnan(value):
            a, below = at, value
        else:
            b, above = at, value
    nearer = a if abs(below) <= abs(above) or math.isnan(above) else b
    return Root(nearer, a, b, below, above, steps)


def _projected(
    low: tuple[float, float], high: tuple[float, float], middle: float, radius: float, width: float
) -> float:
    (a, below), (b, above) = low, high
    secant = (above * a - below * b) / (above - below)
    if not math.isfinite(secant):
        return middle
    towards = math.copysign(1.0, middle - secant)
    shift = 0.2 / width * (b - a) ** 2
    truncated = secant + towards * shift if shift <= abs(middle - secant) else middle
    return truncated if abs(truncated - middle) <= radius else middle - towards * radius


def stretches_of(function: Function, scan: Scan) -> tuple[tuple[float, float], ...]:
    """The runs of neighbours of *scan* where *function* is zero, each widened to where it stops being so."""
    return intervals_where(lambda value: function(value) == 0, scan.level, scan)


def intervals_where(
    holds: Condition, at_points: Sequence[bool], scan: Scan
) -> tuple[tuple[float, float], ...]:
    """The runs of points of *scan* at which a condition *holds*, each widened to where it stops holding.

    An end is halved down between two neighbours, and is the side on which the condition holds.
    """
    found: list[tuple[float, float]] = []
    at = 0
    while at < len(at_points):
        if not at_points[at]:
            at += 1
            continue
        start = at
        while at + 1 < len(at_points) and at_points[at + 1]:
            at += 1
        found.append((_edge(holds, scan, start, -1), _edge(holds, scan, at, 1)))
        at += 1
    return tuple(found)


def _edge(holds: Condition, scan: Scan, at: int, step: int) -> float:
    """How far a condition that holds at the point *at* does so towards its neighbour."""
    inside = scan.points[at]
    if not 0 <= at + step < len(scan.points):
        return inside
    outside = scan.points[at + step]
    while abs(outside - inside) > _RESOLUTION * max(abs(outside), abs(inside)):
        middle = inside + (outside - inside) / 2
        if middle in (inside, outside):
            break
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside
