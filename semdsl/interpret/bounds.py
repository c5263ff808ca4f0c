"""How far a value may lie from the same model computed with other rounding.

Two evaluators that take the same operations in the same order give the same bits, because ``+ - * /`` and
``sqrt`` are rounded correctly everywhere. They differ where a sum or product is taken in another order, where
a factor is taken out of a sum, and where ``exp``, ``log`` and powers come from another library. From there on
the difference travels: each number carries a bound of it, by the usual rules of running error analysis
(Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.3). A condition that could come
out the other way within the bound makes everything that hangs on it unbounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from semdsl.interpret import operations
from semdsl.interpret.scalar import Cells
from semdsl.semantics.model import Model
from semdsl.semantics.tables import TableValues

ROUNDING: Final = 2.0**-53  # relative error of one correctly rounded operation
TWICE: Final = 2 * ROUNDING  # both evaluators round
LIBRARY: Final = (
    16 * ROUNDING
)  # two libraries, each within four units in the last place; or eight factors rearranged
WIDER: Final = 1 + 2.0**-40  # for terms of second order
EXACT_WHOLE: Final = 2.0**53  # products of whole numbers up to here are exact in any order


class Bounded(NamedTuple):
    """A value, and how far it may lie from another evaluator's: infinitely far if a condition is undecided."""

    value: float
    error: float


class BoundedFloats:
    """Floats that carry a bound of the rounding error."""

    def exact(self, value: float) -> Bounded:
        return Bounded(float(value), 0.0)

    def plain(self, number: Bounded) -> float:
        return number.value

    def is_certain(self, numbers: Sequence[Bounded], /) -> bool:
        return not any(number.error for number in numbers)

    def chosen(self, number: Bounded, by: Bounded, /) -> Bounded:
        return number if by.error == 0 else Bounded(number.value, math.inf)

    def negate(self, number: Bounded) -> Bounded:
        return Bounded(-number.value, number.error)

    def arithmetic(self, op: str, operands: Sequence[Bounded]) -> Bounded:
        left, right = operands
        value = operations.arithmetic(op, left.value, right.value)
        if op == "^":
            return _bounded(value, _power_error(left, right, value))
        if self.is_certain(operands):
            return Bounded(value, 0.0)
        return _bounded(value, _ERRORS[op](left, right, value) + TWICE * abs(value))

    def compare(self, op: str, left: Bounded, right: Bounded) -> Bounded:
        value = operations.compare(op, left.value, right.value)
        error = (left.error + right.error) * WIDER
        undecided = error > 0 and not abs(left.value - right.value) > error
        return Bounded(value, math.inf if undecided else 0.0)

    def logic(self, op: str, operands: Sequence[Bounded]) -> Bounded:
        value = operations.logic(op, [operand.value for operand in operands])
        decisive = {"and": 0.0, "or": 1.0, "not": None}[op]
        if any(operand == (decisive, 0.0) for operand in operands):
            return Bounded(value, 0.0)
        return Bounded(value, max(operand.error for operand in operands))

    def apply(self, function: str, operands: Sequence[Bounded]) -> Bounded:
        value = operations.apply(function, [operand.value for operand in operands])
        first = operands[0]
        match function:
            case "exp":
                return _bounded(value, value * (math.expm1(min(first.error, 700.0)) + LIBRARY))
            case "log":
                return _bounded(value, _log_error(first) + LIBRARY * abs(value))
            case "expm1":
                moved = math.exp(min(first.value, 709.0)) * math.expm1(min(first.error, 700.0))
                return _bounded(value, moved + LIBRARY * abs(value))
            case "log1p":
                beside_one = Bounded(1 + first.value, first.error)
                return _bounded(value, _log_error(beside_one) + LIBRARY * abs(value))
            case "sqrt":
                return _bounded(value, _root_error(first, value))
            case "round":
                return _bounded(value, _round_error(operands))
            case _:  # abs, min, max and clamp move no further than the furthest of their operands
                return Bounded(value, max(operand.error for operand in operands))

    def total(self, function: str, operands: Sequence[Bounded]) -> Bounded:
        value = operations.total(function, [operand.value for operand in operands])
        match function:
            case "sum":
                return _bounded(value, _sum_error(operands))
            case "mean":
                error = _sum_error(operands) / len(operands)
                return _bounded(value, error + TWICE * abs(value) if error else 0.0)
            case "product":
                return _bounded(value, _product_error(operands, value))
            case _:
                return Bounded(value, max(operand.error for operand in operands))


class BoundingInterpreter(Cells[Bounded]):
    """The values of *model*, each with how far a correct evaluator may differ from it."""

    def __init__(self, model: Model, tables: Mapping[str, TableValues]) -> None:
        super().__init__(model, tables, BoundedFloats())


def _bounded(value: float, error: float) -> Bounded:
    """A NaN among the bounds comes from infinity times zero: nothing is known."""
    return Bounded(value, math.inf if math.isnan(error) else error * WIDER)


def _sum_or_difference(left: Bounded, right: Bounded, _value: float) -> float:
    return left.error + right.error


def _product(left: Bounded, right: Bounded, _value: float) -> float:
    return abs(left.value) * right.error + abs(right.value) * left.error + left.error * right.error


def _quotient(left: Bounded, right: Bounded, value: float) -> float:
    nearest_to_zero = abs(right.value) - right.error
    if nearest_to_zero <= 0:
        return math.inf
    return (left.error + abs(value) * right.error) / nearest_to_zero


_ERRORS: Final[Mapping[str, Callable[[Bounded, Bounded, float], float]]] = {
    "+": _sum_or_difference,
    "-": _sum_or_difference,
    "*": _product,
    "/": _quotient,
}


def _power_error(base: Bounded, exponent: Bounded, value: float) -> float:
    if base.error == exponent.error == 0 and (base.value in (0, 1) or exponent.value in (0, 1)):
        return 0.0
    size = abs(base.value)
    whole = exponent.error == 0 and exponent.value.is_integer()
    if size <= base.error or size == 0:
        if base.error == 0 and exponent.error < exponent.value:
            return 0.0
        if not whole or exponent.value < 1:
            return math.inf
        return math.exp(min(exponent.value * math.log(size + base.error), 700.0))
    if base.value < 0 and not whole:
        return math.inf
    drift = -math.log1p(-base.error / size)  # of the logarithm of the base
    moved = (abs(exponent.value) + exponent.error) * drift + exponent.error * abs(math.log(size))
    return abs(value) * (math.expm1(min(moved, 700.0)) + LIBRARY)


def _log_error(number: Bounded) -> float:
    return math.inf if number.value <= number.error else -math.log1p(-number.error / number.value)


def _root_error(number: Bounded, value: float) -> float:
    if number.error == 0:
        return 0.0
    lowest = number.value - number.error
    return math.inf if lowest < 0 else value - math.sqrt(lowest) + TWICE * value


def _round_error(operands: Sequence[Bounded]) -> float:
    first, places = operands[0], [operand.value for operand in operands[1:]]
    if any(operand.error for operand in operands[1:]) or math.isinf(first.error):
        return math.inf
    if first.error == 0:
        return 0.0
    ends = (first.value - first.error, first.value, first.value + first.error)
    rounded = [operations.round_half_away(end, *places) for end in ends]
    return max(above - below for below, above in pairwise(rounded))


def _sum_error(operands: Sequence[Bounded]) -> float:
    """The terms may be products whose common factors are multiplied once, after the sum: even one term is in doubt."""
    carried = math.fsum(operand.error for operand in operands)
    size = math.fsum(abs(operand.value) for operand in operands)
    return carried + (LIBRARY + TWICE * len(operands)) * (size + carried)


def _product_error(operands: Sequence[Bounded], value: float) -> float:
    largest = math.prod(abs(operand.value) + operand.error for operand in operands)
    exact = not any(operand.error for operand in operands)
    if exact and (len(operands) <= 2 or (_all_whole(operands) and largest <= EXACT_WHOLE)):
        return 0.0
    return largest - abs(value) + 2 * TWICE * len(operands) * largest


def _all_whole(operands: Sequence[Bounded]) -> bool:
    return all(operand.value.is_integer() for operand in operands)
