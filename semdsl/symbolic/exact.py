"""The operations of the interpreter on exact fractions, so that a difference of two sides is no rounding.

Where an operation has no exact result (a root, ``exp``), what follows is computed in floats, and counts as inexact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from semdsl.interpret import operations
from semdsl.interpret.operations import Undefined
from semdsl.symbolic.limits import BITS

_TOO_LARGE = 2**1023


@dataclass(frozen=True, slots=True)
class Number:
    """A fraction, and whether it is what the formulas give to the last digit."""

    value: Fraction
    exact: bool = True


class Fractions:
    """Exact fractions as a kind of number of the interpreter."""

    def exact(self, value: float) -> Number:
        return Number(Fraction(repr(float(value))))

    def plain(self, number: Number) -> float:
        return float(number.value)

    def is_certain(self, numbers: Sequence[Number], /) -> bool:
        return all(number.exact for number in numbers)

    def chosen(self, number: Number, by: Number, /) -> Number:
        return number if by.exact else Number(number.value, exact=False)

    def negate(self, number: Number) -> Number:
        return Number(-number.value, number.exact)

    def arithmetic(self, op: str, operands: Sequence[Number]) -> Number:
        left, right = (operand.value for operand in operands)
        exact = self.is_certain(operands)
        match op:
            case "+":
                return _small(left + right, exact=exact)
            case "-":
                return _small(left - right, exact=exact)
            case "*":
                return _small(left * right, exact=exact)
            case "/" if right:
                return _small(left / right, exact=exact)
            case "^" if right.denominator == 1 and abs(right) <= BITS and (left or right >= 0):
                bits = left.numerator.bit_length() + left.denominator.bit_length()
                if bits * abs(right) > BITS:
                    raise Undefined("overflow")
                return _small(left ** int(right), exact=exact)
            case _:
                return _inexact(operations.arithmetic(op, float(left), float(right)))

    def compare(self, op: str, left: Number, right: Number) -> Number:
        sides = (left.value, right.value)
        holds = {
            "=": sides[0] == sides[1],
            "!=": sides[0] != sides[1],
            "<": sides[0] < sides[1],
            "<=": sides[0] <= sides[1],
            ">": sides[0] > sides[1],
            ">=": sides[0] >= sides[1],
        }
        return Number(Fraction(holds[op]), left.exact and right.exact)

    def logic(self, op: str, operands: Sequence[Number]) -> Number:
        truth = operations.logic(op, [self.plain(operand) for operand in operands])
        return Number(Fraction(truth), self.is_certain(operands))

    def apply(self, function: str, operands: Sequence[Number]) -> Number:
        values = [operand.value for operand in operands]
        match function:
            case "abs":
                return Number(abs(values[0]), operands[0].exact)
            case "min":
                return Number(min(values), self.is_certain(operands))
            case "max":
                return Number(max(values), self.is_certain(operands))
            case "clamp":
                return Number(operations.clamp(values[0], values[1], values[2]), self.is_certain(operands))
            case _:
                return _inexact(operations.apply(function, [float(value) for value in values]))

    def total(self, function: str, operands: Sequence[Number]) -> Number:
        if not operands and function not in ("sum", "product"):
            raise Undefined("empty-aggregate")
        exact = self.is_certain(operands)
        match function:
            case "product":
                result = Fraction(1)
                for operand in operands:
                    result = _small(result * operand.value, exact=exact).value
                return Number(result, exact)
            case "sum" | "mean":
                result = Fraction(0)
                for operand in operands:
                    result = _small(result + operand.value, exact=exact).value
                return Number(result / len(operands) if function == "mean" else result, exact)
            case _:
                return self.apply(function, operands)


def _small(value: Fraction, *, exact: bool) -> Number:
    """*value*, unless no float is as large, or it has more digits than are looked at."""
    if abs(value) >= _TOO_LARGE or value.numerator.bit_length() + value.denominator.bit_length() > BITS:
        raise Undefined("overflow")
    return Number(value, exact)


def _inexact(value: float) -> Number:
    return Number(Fraction(value), exact=False)
