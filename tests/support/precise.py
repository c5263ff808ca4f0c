"""The meaning of a model in sixty digits: a derivative is a difference so small that its error does not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mpmath import mp, mpf

from semdsl.interpret.operations import Undefined, apply, compare, logic
from semdsl.interpret.problem import Key
from semdsl.interpret.scalar import Cells
from semdsl.semantics.model import Model
from semdsl.semantics.tables import TableValues

DIGITS = 60
STEP = mpf(10) ** -25


class Precise:
    """Numbers of sixty digits."""

    def exact(self, value: float) -> mpf:
        return mpf(value)

    def plain(self, number: mpf) -> float:
        return float(number)

    def is_certain(self, _numbers: Sequence[mpf], /) -> bool:
        return True

    def chosen(self, number: mpf, _by: mpf, /) -> mpf:
        return number

    def negate(self, number: mpf) -> mpf:
        return -number

    def arithmetic(self, op: str, operands: Sequence[mpf]) -> mpf:
        left, right = operands
        if op == "+":
            return left + right
        if op == "-":
            return left - right
        if op == "*":
            return left * right
        if op == "/":
            if right == 0:
                raise Undefined("division-by-zero")
            return left / right
        if (left < 0 and right != int(right)) or (left == 0 and right < 0):
            raise Undefined("power-undefined")
        return mp.power(left, right)

    def compare(self, op: str, left: mpf, right: mpf) -> mpf:
        return mpf(compare(op, left, right))

    def logic(self, op: str, operands: Sequence[mpf]) -> mpf:
        return mpf(logic(op, [float(own) for own in operands]))

    def apply(self, function: str, operands: Sequence[mpf]) -> mpf:
        first = operands[0]
        match function:
            case "exp":
                return mp.exp(first)
            case "log":
                if first <= 0:
                    raise Undefined("log-of-nonpositive")
                return mp.log(first)
            case "sqrt":
                if first < 0:
                    raise Undefined("root-of-negative")
                return mp.sqrt(first)
            case "abs":
                return abs(first)
            case "min":
                return min(operands)
            case "max":
                return max(operands)
            case "clamp":
                return min(max(first, operands[1]), operands[2])
            case _:
                return mpf(apply(function, [float(own) for own in operands]))

    def total(self, function: str, operands: Sequence[mpf]) -> mpf:
        match function:
            case "sum":
                return mp.fsum(operands)
            case "product":
                return mp.fprod(operands)
            case _ if not operands:
                raise Undefined("empty-aggregate")
            case "mean":
                return mp.fsum(operands) / len(operands)
            case "min":
                return min(operands)
            case _:
                return max(operands)


class PreciseCells(Cells[mpf]):
    """Values of *model* in sixty digits, where the quantities of *moved* have a number of their own."""

    def __init__(self, model: Model, tables: Mapping[str, TableValues], moved: Mapping[str, mpf]) -> None:
        super().__init__(model, tables, Precise())
        self._moved = moved

    def _compute(self, key: Key) -> mpf:
        return self._moved[key[0]] if key[0] in self._moved else super()._compute(key)


def value(
    model: Model, tables: Mapping[str, TableValues], key: Key, moved: Mapping[str, mpf] | None = None
) -> mpf:
    """The value of one cell."""
    with mp.workdps(DIGITS):
        return PreciseCells(model, tables, moved or {}).value(*key)
