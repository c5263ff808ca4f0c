"""Values together with how they move: exact derivatives along the graph of cells.

Every number carries its derivative in each direction in which something is moved, by the rules of calculus, operation
by operation (forward accumulation; Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 3). There is no step
and so no error but rounding. Beside it each number knows in which directions it is proved to be a straight line: a sum
of lines is one, a line times or over what does not move is one, and whatever else moves is not. If it is asked for, a
line over a line is kept as such, so that what is divided by can be multiplied out.

Where a branch is chosen by values, the derivative is that of the branch in force. Where it says nothing of the
neighbourhood there is a ``Snag``: two sides tie, something is rounded, a place is looked up by what moves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from semdsl.interpret import operations
from semdsl.interpret.problem import Key
from semdsl.interpret.scalar import Cells
from semdsl.semantics.model import Model
from semdsl.semantics.tables import TableValues

TIE: Final = 1e-12  # part of the larger side by which two sides differ and still tie: what rounding leaves
KINK, ROUNDED, PLACE, STEEP = "kink", "rounded", "place", "steep"


class Snag(NamedTuple):
    """Where a derivative in ``direction`` says less than it seems to: a ``kind``, an operation, and the cell of it."""

    direction: int
    kind: str
    operation: str
    key: Key | None


class Slope(NamedTuple):
    """A value; its derivative in each direction it depends on; the directions in which it is not proved straight."""

    value: float
    slopes: Mapping[int, float]
    curved: frozenset[int]
    snags: frozenset[Snag]
    quotient: tuple[Slope, Slope] | None = None
    """Two straight lines; the value is the first over the second, wherever that is not 0."""

    @property
    def moves_with(self) -> frozenset[int]:
        """The directions that the value may depend on, even if its derivative is 0."""
        return self.curved.union(self.slopes)

    def slope(self, direction: int) -> float:
        """The derivative in *direction*."""
        return self.slopes.get(direction, 0.0)


class MuchToFollow(Exception):
    """More cells than allowed would have to be followed."""


_NO_SLOPES: Final[Mapping[int, float]] = {}
_NOTHING: Final[frozenset[int]] = frozenset()
_NO_SNAGS: Final[frozenset[Snag]] = frozenset()


class Slopes:
    """Floats that carry derivatives, and quotients of lines if asked; ``key`` is the cell that is being computed."""

    def __init__(self, *, quotients: bool = False) -> None:
        self.key: Key | None = None
        self._quotients = quotients

    def exact(self, value: float) -> Slope:
        return Slope(float(value), _NO_SLOPES, _NOTHING, _NO_SNAGS)

    def plain(self, number: Slope) -> float:
        return number.value

    def is_certain(self, _numbers: Sequence[Slope], /) -> bool:
        return True

    def chosen(self, number: Slope, by: Slope, /) -> Slope:
        if not by.moves_with and not by.snags:
            return number
        places = self._snags(PLACE, "look-up", (own for own, slope in by.slopes.items() if slope))
        return number._replace(
            curved=number.curved | by.moves_with, snags=number.snags | by.snags | places, quotient=None
        )

    def negate(self, number: Slope) -> Slope:
        turned = self._linear(-number.value, ((number, -1.0),))
        if number.quotient is None:
            return turned
        upper, lower = number.quotient
        return turned._replace(quotient=(self.negate(upper), lower))

    def arithmetic(self, op: str, operands: Sequence[Slope]) -> Slope:
        left, right = operands
        made = self._arithmetic(op, left, right)
        quotient = self._quotient(op, left, right) if self._quotients and made.curved else None
        return made if quotient is None else made._replace(quotient=quotient)

    def _quotient(self, op: str, left: Slope, right: Slope) -> tuple[Slope, Slope] | None:
        """The two lines of an operation, where one side is a quotient of lines, or becomes one, and the other stays."""
        if op == "/" and left.quotient is None:
            return None if left.curved or right.curved else (left, right)
        if left.quotient is not None and not right.moves_with:
            upper, lower = left.quotient
            match op:
                case "+" | "-":
                    return self._arithmetic(op, upper, self._arithmetic("*", lower, right)), lower
                case "*" | "/":
                    return self._arithmetic(op, upper, right), lower
        if right.quotient is not None and not left.moves_with:
            upper, lower = right.quotient
            match op:
                case "+" | "-":
                    return self._arithmetic(op, self._arithmetic("*", left, lower), upper), lower
                case "*":
                    return self._arithmetic(op, left, upper), lower
        return None

    def _arithmetic(self, op: str, left: Slope, right: Slope) -> Slope:
        value = operations.arithmetic(op, left.value, right.value)
        match op:
            case "+":
                return self._linear(value, ((left, 1.0), (right, 1.0)))
            case "-":
                return self._linear(value, ((left, 1.0), (right, -1.0)))
            case "*":
                return self._linear(
                    value, ((left, right.value), (right, left.value)), left.moves_with & right.moves_with
                )
            case "/":
                factors = ((left, 1 / right.value), (right, -value / right.value))
                return self._linear(value, factors, right.moves_with)
            case _:
                return self._power(left, right, value)

    def compare(self, op: str, left: Slope, right: Slope) -> Slope:
        value = operations.compare(op, left.value, right.value)
        return Slope(
            value,
            _NO_SLOPES,
            left.moves_with | right.moves_with,
            left.snags | right.snags | self._ties(op, left, right),
        )

    def logic(self, op: str, operands: Sequence[Slope]) -> Slope:
        value = operations.logic(op, [operand.value for operand in operands])
        decisive = {"and": 0.0, "or": 1.0, "not": None}[op]
        if any(one.value == decisive and not one.moves_with and not one.snags for one in operands):
            return self.exact(value)
        return Slope(value, _NO_SLOPES, _moving(operands), _snags_of(operands))

    def apply(self, function: str, operands: Sequence[Slope]) -> Slope:
        value = operations.apply(function, [operand.value for operand in operands])
        first = operands[0]
        match function:
            case "exp":
                return self._linear(value, ((first, value),), first.moves_with)
            case "log":
                return self._linear(value, ((first, 1 / first.value),), first.moves_with)
            case "sqrt":
                factor = 0.5 / value if value else math.inf
                return self._linear(value, ((first, factor),), first.moves_with, operation=function)
            case "abs":
                return self._chosen_side(function, (first, self.negate(first)), "max")
            case "min" | "max":
                return self._chosen_side(function, operands, function)
            case "clamp":
                inner = self._chosen_side(function, operands[:2], "max")
                return self._chosen_side(function, (inner, operands[2]), "min")
            case _:
                steps = self._snags(ROUNDED, function, (own for one in operands for own in _rising(one)))
                return Slope(value, _NO_SLOPES, _moving(operands), _snags_of(operands) | steps)

    def total(self, function: str, operands: Sequence[Slope]) -> Slope:
        value = operations.total(function, [operand.value for operand in operands])
        match function:
            case "sum":
                return self._linear(value, [(one, 1.0) for one in operands])
            case "mean":
                return self._linear(value, [(one, 1.0 / len(operands)) for one in operands])
            case "product":
                return self._product(value, operands)
            case _:
                return self._chosen_side(function, operands, function)

    # ── Rules ─────────────────────────────────────────────────────────────────────────────────────

    def _linear(
        self,
        value: float,
        terms: Sequence[tuple[Slope, float]],
        bent: frozenset[int] = _NOTHING,
        operation: str = "",
    ) -> Slope:
        """The sum of what each of *terms* contributes: its derivative times its factor; curved in *bent* besides."""
        moving = [(own, factor) for own, factor in terms if own.slopes or own.curved or own.snags]
        if not moving:
            return Slope(value, _NO_SLOPES, _NOTHING, _NO_SNAGS)
        slopes: dict[int, float] = {}
        for own, factor in moving:
            for direction, slope in own.slopes.items():
                slopes[direction] = slopes.get(direction, 0.0) + (slope * factor if slope else 0.0)
        steep = [direction for direction, slope in slopes.items() if not math.isfinite(slope)]
        snags = _snags_of([own for own, _ in moving]) | self._snags(STEEP, operation, steep)
        curved = bent.union(*(own.curved for own, _ in moving))
        return Slope(value, {**slopes, **dict.fromkeys(steep, 0.0)}, curved, snags)

    def _power(self, base: Slope, exponent: Slope, value: float) -> Slope:
        """The rule of powers; one with an exponent that does not move needs no logarithm."""
        if not exponent.moves_with:
            if exponent.value == 0:
                return self.exact(value)._replace(snags=base.snags)
            bent = _NOTHING if exponent.value == 1 else base.moves_with
            factor = _power_slope(base.value, exponent.value) if base.moves_with else 0.0
            return self._linear(value, ((base, factor), (exponent, 0.0)), bent, "^")
        inner = _power_slope(base.value, exponent.value) if any(base.slopes.values()) else 0.0
        outer = value * math.log(base.value) if base.value > 0 else math.inf
        if base.value == 0 and exponent.value > 0:
            outer = 0.0  # 0 stays 0 for every positive exponent
        return self._linear(
            value, ((base, inner), (exponent, outer)), base.moves_with | exponent.moves_with, "^"
        )

    def _product(self, value: float, operands: Sequence[Slope]) -> Slope:
        """Each factor moves the product by all the others; these are multiplied anew, so that a 0 does not matter."""
        before = [1.0]
        for one in operands:
            before.append(before[-1] * one.value)
        terms: list[tuple[Slope, float]] = []
        after = 1.0
        for at in reversed(range(len(operands))):
            terms.append((operands[at], before[at] * after))
            after *= operands[at].value
        seen: set[int] = set()
        twice: set[int] = set()
        for one in operands:
            twice |= seen & one.moves_with
            seen |= one.moves_with
        return self._linear(value, terms, frozenset(twice))

    def _chosen_side(self, operation: str, operands: Sequence[Slope], function: str) -> Slope:
        """The least or greatest of *operands*, with the derivative of the first that is it."""
        value = operations.total(function, [operand.value for operand in operands])
        at = next(at for at, operand in enumerate(operands) if operand.value == value)
        best = operands[at]
        moving = _moving(operands)
        if not moving and not any(operand.snags for operand in operands):
            return self.exact(value)
        ties = (self._ties(operation, best, other) for own, other in enumerate(operands) if own != at)
        return Slope(value, best.slopes, moving, _snags_of(operands).union(*ties))

    def _ties(self, operation: str, left: Slope, right: Slope) -> frozenset[Snag]:
        """Directions in which two sides that are equal now part."""
        if abs(left.value - right.value) > TIE * max(abs(left.value), abs(right.value)):
            return _NO_SNAGS
        directions = {*left.slopes, *right.slopes}
        return self._snags(
            KINK, operation, (own for own in directions if left.slope(own) != right.slope(own))
        )

    def _snags(self, kind: str, operation: str, directions: Iterable[int]) -> frozenset[Snag]:
        return frozenset(Snag(direction, kind, operation, self.key) for direction in directions)


class SlopeInterpreter(Cells[Slope]):
    """The values of *model* and their derivatives by each quantity of *moved*, which has the direction of each.

    Of a quantity that is moved every cell rises by the same. No more than *most* cells are followed. *quotients* of
    lines are kept as such.
    """

    def __init__(
        self,
        model: Model,
        tables: Mapping[str, TableValues],
        moved: Mapping[str, int],
        most: int,
        *,
        quotients: bool = False,
    ) -> None:
        self._slopes = Slopes(quotients=quotients)
        super().__init__(model, tables, self._slopes)
        self._moved = moved
        self._most = most

    def _compute(self, key: Key) -> Slope:
        if len(self._values) >= self._most:
            raise MuchToFollow
        self._slopes.key = key
        own = super()._compute(key)
        direction = self._moved.get(key[0])
        return own if direction is None else own._replace(slopes={direction: 1.0})


def _moving(operands: Sequence[Slope]) -> frozenset[int]:
    return _NOTHING.union(*(operand.moves_with for operand in operands))


def _snags_of(operands: Sequence[Slope]) -> frozenset[Snag]:
    return _NO_SNAGS.union(*(operand.snags for operand in operands if operand.snags))


def _rising(number: Slope) -> list[int]:
    return [direction for direction, slope in number.slopes.items() if slope]


def _power_slope(base: float, exponent: float) -> float:
    """The derivative of a power by its base."""
    try:
        return exponent * math.pow(base, exponent - 1)
    except (ValueError, OverflowError):
        return math.inf
