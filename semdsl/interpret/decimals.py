"""The operations of the interpreter with sixty digits, to see how many of the sixteen of a float are right."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from semdsl.errors import InternalError
from semdsl.interpret import operations
from semdsl.interpret.operations import Undefined

_DIGITS = 60
_CONTEXT = Context(
    prec=_DIGITS, Emax=10**6, Emin=-(10**6), traps=[DivisionByZero, InvalidOperation, Overflow]
)
_ONE = Decimal(1)


class Decimals:
    """Decimals of sixty digits as a kind of number of the interpreter."""

    def exact(self, value: float) -> Decimal:
        return Decimal(value)

    def plain(self, number: Decimal) -> float:
        return float(number)

    def is_certain(self, _numbers: Sequence[Decimal], /) -> bool:
        return False

    def chosen(self, number: Decimal, _by: Decimal, /) -> Decimal:
        return number

    def negate(self, number: Decimal) -> Decimal:
        return _CONTEXT.minus(number)

    def arithmetic(self, op: str, operands: Sequence[Decimal]) -> Decimal:
        left, right = operands
        own = {
            "+": _CONTEXT.add,
            "-": _CONTEXT.subtract,
            "*": _CONTEXT.multiply,
            "/": _CONTEXT.divide,
            "^": _power,
        }
        try:
            return own[op](left, right)
        except DecimalException:
            raise Undefined("overflow") from None

    def compare(self, op: str, left: Decimal, right: Decimal) -> Decimal:
        return Decimal(int(operations.compare(op, float(_CONTEXT.compare(left, right)), 0.0)))

    def logic(self, op: str, operands: Sequence[Decimal]) -> Decimal:
        return Decimal(int(operations.logic(op, [float(operand) for operand in operands])))

    def apply(self, function: str, operands: Sequence[Decimal]) -> Decimal:
        try:
            return _applied(function, operands)
        except DecimalException:
            raise Undefined("overflow") from None

    def total(self, function: str, operands: Sequence[Decimal]) -> Decimal:
        if not operands and function not in ("sum", "product"):
            raise Undefined("empty-aggregate")
        match function:
            case "sum" | "mean":
                result = Decimal(0)
                for operand in operands:
                    result = _CONTEXT.add(result, operand)
                return result if function == "sum" else _CONTEXT.divide(result, Decimal(len(operands)))
            case "product":
                result = _ONE
                for operand in operands:
                    result = _CONTEXT.multiply(result, operand)
                return result
            case _:
                return _applied(function, operands)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not exponent:
        return _ONE
    return _CONTEXT.power(base, exponent)


def _applied(function: str, operands: Sequence[Decimal]) -> Decimal:
    first = operands[0]
    match function:
        case "exp":
            return _CONTEXT.exp(first)
        case "expm1":
            return _CONTEXT.subtract(_CONTEXT.exp(first), _ONE)
        case "log":
            return _CONTEXT.ln(first)
        case "log1p":
            return _CONTEXT.ln(_CONTEXT.add(_ONE, first))
        case "sqrt":
            return _CONTEXT.sqrt(first)
        case "abs":
            return _CONTEXT.abs(first)
        case "round":
            places = int(operands[1]) if len(operands) > 1 else 0
            return first.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_CONTEXT)
        case "min":
            return min(operands)
        case "max":
            return max(operands)
        case "clamp":
            return operations.clamp(first, operands[1], operands[2])
        case _:
            raise InternalError(f"no function {function!r}")
