"""Between which numbers a value lies, from between which its operands lie.

Ends are not rounded outwards: an interval says where it is worth to look for a bad value, and proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def is_finite(self) -> bool:
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def is_point(self) -> bool:
        return self.low == self.high


ANYTHING = Interval(-math.inf, math.inf)
TRUTH = Interval(0.0, 1.0)


def point(value: float) -> Interval:
    """That number alone."""
    return Interval(value, value)


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that has all of *intervals*."""
    return Interval(min(one.low for one in intervals), max(one.high for one in intervals))


def common(left: Interval, right: Interval) -> Interval:
    """What is in both; *left* if nothing is."""
    low, high = max(left.low, right.low), min(left.high, right.high)
    return Interval(low, high) if low <= high else left


def negated(of: Interval) -> Interval:
    """``-x``."""
    return Interval(-of.high, -of.low)


def arithmetic(op: str, left: Interval, right: Interval) -> Interval:
    """``left op right`` for ``+ - * / ^``, where it has a value."""
    match op:
        case "+":
            return Interval(left.low + right.low, left.high + right.high)
        case "-":
            return Interval(left.low - right.high, left.high - right.low)
        case "*":
            return _corners(_times, left, right)
        case "/":
            return _quotient(left, right)
        case _:
            return power(left, right)


def square(of: Interval) -> Interval:
    """``x * x``, which is never below 0."""
    ends = (of.low * of.low, of.high * of.high)
    return Interval(0.0 if 0 in of else min(ends), max(ends))


def power(base: Interval, exponent: Interval) -> Interval:
    """``base ^ exponent``."""
    if exponent == point(2.0):
        return square(base)
    if base.low > 0:
        return _corners(_raised, base, exponent)
    if base.low == 0 and exponent.low >= 0:
        return hull(_corners(_raised, Interval(0.0, base.high), exponent), point(0.0))
    if base.low == 0:
        return Interval(0.0, math.inf)
    whole = exponent.is_point and exponent.low.is_integer() and exponent.low >= 0
    if whole and exponent.low % 2:
        return Interval(_odd(base.low, exponent.low), _odd(base.high, exponent.low))
    return Interval(0.0, math.inf) if whole else ANYTHING


def rising(function: Callable[[float], float], of: Interval, least: float = -math.inf) -> Interval:
    """A function that rises with its argument, which has to be above *least*."""

    def end(value: float) -> float:
        try:
            return function(value)
        except OverflowError:
            return math.inf
        except ValueError:
            return -math.inf

    return Interval(end(max(of.low, least)), end(max(of.high, least)))


def times(of: Interval, least: int, most: int) -> Interval:
    """The sum of between *least* and *most* numbers of *of*."""
    return _corners(_times, of, Interval(float(least), float(most)))


def product_of(of: Interval, least: int, most: int) -> Interval:
    """The product of between *least* and *most* numbers of *of*."""
    if of.low < 0:
        return ANYTHING
    return power(of, Interval(float(least), float(most)))


def _quotient(left: Interval, right: Interval) -> Interval:
    if right.low > 0 or right.high < 0:
        return _corners(_times, left, Interval(1 / right.high, 1 / right.low))
    if left.low >= 0 and right.low >= 0:
        return Interval(left.low / right.high if right.high else 0.0, math.inf)
    return ANYTHING


def _corners(operation: Callable[[float, float], float], left: Interval, right: Interval) -> Interval:
    values = [operation(one, two) for one, two in product((left.low, left.high), (right.low, right.high))]
    return Interval(min(values), max(values))


def _times(left: float, right: float) -> float:
    return 0.0 if left == 0 or right == 0 else left * right


def _raised(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf


def _odd(base: float, exponent: float) -> float:
    size = _raised(abs(base), exponent)
    return -size if base < 0 else size
