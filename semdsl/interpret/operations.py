"""What each operation means for numbers: IEEE doubles, with every undefined result refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol, TypeVar

from semdsl.errors import InternalError

V = TypeVar("V")


class Undefined(Exception):
    """The operation has no result for these operands; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Numbers(Protocol[V]):
    """A kind of number that formulas can be computed in.

    Conditions are the numbers 1 and 0. Operations without a result raise ``Undefined``.
    """

    def exact(self, value: float) -> V:
        """The number of a figure, a coordinate or a constant."""

    def plain(self, number: V) -> float:
        """The value of *number* as a float."""

    def is_certain(self, numbers: Sequence[V], /) -> bool:
        """Whether *numbers* are what another order of rounding would give, too."""

    def chosen(self, number: V, by: V, /) -> V:
        """*number*, which stands here because *by* has the value it has."""

    def negate(self, number: V) -> V:
        """``-x``."""

    def arithmetic(self, op: str, operands: Sequence[V]) -> V:
        """``+ - * / ^`` of two operands."""

    def compare(self, op: str, left: V, right: V) -> V:
        """``= != < <= > >=``."""

    def logic(self, op: str, operands: Sequence[V]) -> V:
        """``and``, ``or``, ``not``."""

    def apply(self, function: str, operands: Sequence[V]) -> V:
        """``exp log expm1 log1p sqrt abs round min max clamp``."""

    def total(self, function: str, operands: Sequence[V]) -> V:
        """``sum mean min max product`` of the cells of an aggregate, in order."""


class Floats:
    """Plain floats: the meaning of a model."""

    def exact(self, value: float) -> float:
        return float(value)

    def plain(self, number: float) -> float:
        return number

    def is_certain(self, _numbers: Sequence[float], /) -> bool:
        return True

    def chosen(self, number: float, _by: float, /) -> float:
        return number

    def negate(self, number: float) -> float:
        return -number

    def arithmetic(self, op: str, operands: Sequence[float]) -> float:
        return arithmetic(op, *operands)

    def compare(self, op: str, left: float, right: float) -> float:
        return compare(op, left, right)

    def logic(self, op: str, operands: Sequence[float]) -> float:
        return logic(op, operands)

    def apply(self, function: str, operands: Sequence[float]) -> float:
        return apply(function, operands)

    def total(self, function: str, operands: Sequence[float]) -> float:
        return total(function, operands)


def arithmetic(op: str, left: float, right: float) -> float:
    """``left op right`` for ``+ - * / ^``.

    Raises:
        Undefined: division by zero, a power without a real value, or a result beyond the largest double.

    """
    match op:
        case "+":
            return finite(left + right)
        case "-":
            return finite(left - right)
        case "*":
            return finite(left * right)
        case "/":
            if right == 0:
                raise Undefined("division-by-zero")
            return finite(left / right)
        case "^":
            return _real(math.pow, "power-undefined", left, right)
        case _:
            raise InternalError(f"no arithmetic operation {op!r}")


def compare(op: str, left: float, right: float) -> float:
    """1 if ``left op right`` holds, else 0."""
    match op:
        case "=":
            return float(left == right)
        case "!=":
            return float(left != right)
        case "<":
            return float(left < right)
        case "<=":
            return float(left <= right)
        case ">":
            return float(left > right)
        case ">=":
            return float(left >= right)
        case _:
            raise InternalError(f"no comparison {op!r}")


def logic(op: str, operands: Sequence[float]) -> float:
    """1 if all (``and``), any (``or``) or none (``not``) of the conditions *operands* hold, else 0."""
    match op:
        case "and":
            return float(all(operands))
        case "or":
            return float(any(operands))
        case "not":
            return float(not any(operands))
        case _:
            raise InternalError(f"no logical operation {op!r}")


def apply(function: str, operands: Sequence[float]) -> float:
    """The function of that name: ``exp log expm1 log1p sqrt abs round min max clamp``.

    Raises:
        Undefined: the logarithm of 0 or less, the root of a negative number, an overflow, places that are not whole,
            a lower end above the upper one.

    """
    match function:
        case "exp":
            return _real(math.exp, "overflow", *operands)
        case "log":
            return _real(math.log, "log-of-nonpositive", *operands)
        case "expm1":
            return _real(math.expm1, "overflow", *operands)
        case "log1p":
            return _real(math.log1p, "log-of-nonpositive", *operands)
        case "sqrt":
            return _real(math.sqrt, "root-of-negative", *operands)
        case "abs":
            return abs(operands[0])
        case "round":
            return round_half_away(*operands)
        case "min":
            return min(operands)
        case "max":
            return max(operands)
        case "clamp":
            return clamp(*operands)
        case _:
            raise InternalError(f"no function {function!r}")


def total(function: str, operands: Sequence[float]) -> float:
    """The aggregate ``sum mean min max product`` of *operands*, from the first to the last.

    Raises:
        Undefined: no operands, where there is no neutral value, or an overflow.

    """
    match function:
        case "sum":
            return _running(lambda so_far, value: so_far + value, 0.0, operands)
        case "product":
            return _running(lambda so_far, value: so_far * value, 1.0, operands)
        case "mean" | "min" | "max" if not operands:
            raise Undefined("empty-aggregate")
        case "mean":
            return total("sum", operands) / len(operands)
        case "min":
            return min(operands)
        case "max":
            return max(operands)
        case _:
            raise InternalError(f"no aggregate {function!r}")


R = TypeVar("R", float, Decimal, Fraction)

_PARTS: Final = 1_000_000_000  # by one in so many the ends of nothing may have passed each other


def clamp(value: R, low: R, high: R) -> R:
    """The number between *low* and *high* that is nearest to *value*.

    Ends that are computed may have passed each other by rounding: a balance that is used up is -2e-5. It does not
    matter then which of them is taken.

    Raises:
        Undefined: *low* is above *high*.

    """
    crossed = (low - high) * _PARTS
    if crossed > 1 and crossed > max(abs(value), abs(low), abs(high)):
        raise Undefined("range-of-nothing")
    return min(max(value, low), high)


MOST_PLACES: Final = 350  # no double has more decimals when printed shortest: 5e-324 has 324, some have 341


def round_half_away(value: float, places: float = 0.0) -> float:
    """*value* rounded to *places* decimals, halves away from zero.

    What is rounded is the shortest decimal that gives the number, as it is printed: 1.005 to two places is 1.01,
    although the double nearest to 1.005 is a little less. A number that is below a half by no more than the rounding
    of a few products, one part in 10^15 of it and a thousandth of the last place at most, is that half: 0.285 * 5,
    which is 1.4249999999999998 in doubles, comes to 1.43.

    Raises:
        Undefined: *places* is not whole, or the result is beyond the largest double.

    """
    if places != math.floor(places):
        raise Undefined("places-not-whole")
    if places >= MOST_PLACES:
        return value
    if places <= -MOST_PLACES:
        return 0.0
    unit = Fraction(10) ** -int(places)
    units = abs(Fraction(repr(value))) / unit
    whole = math.floor(units + Fraction(1, 2) + min(units / 10**15, Fraction(1, 1000)))
    try:
        return math.copysign(float(whole * unit), value)
    except OverflowError:
        raise Undefined("overflow") from None


def finite(value: float) -> float:
    """*value*, which is refused if it overflowed."""
    if not math.isfinite(value):
        raise Undefined("overflow")
    return value


def _real(function: Callable[..., float], code: str, *operands: float) -> float:
    try:
        return function(*operands)
    except ValueError:
        raise Undefined(code) from None
    except OverflowError:
        raise Undefined("overflow") from None


def _running(step: Callable[[float, float], float], start: float, operands: Sequence[float]) -> float:
    so_far = start
    for value in operands:
        so_far = finite(step(so_far, value))
    return so_far
