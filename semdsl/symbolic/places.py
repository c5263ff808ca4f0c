"""Where a formula stands while it is read for any cell of a block, and the numbers of members."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias

from semdsl.semantics.model import Model, Region
from semdsl.symbolic.quotients import Quotient, Quotients, Undefined
from semdsl.symbolic.unknowns import Spot, Variable

Here: TypeAlias = Mapping[str, Spot]
Move: TypeAlias = Callable[[int], int]


class Split(Exception):
    """What is read is not the same for all positions of ``variable``: only within each of ``parts``."""

    def __init__(self, variable: Variable, parts: Sequence[tuple[int, ...]]) -> None:
        super().__init__(variable.axis)
        self.variable = variable
        self.parts = tuple(parts)


@dataclass(slots=True)
class Places:
    """Positions and numbers of ``model``, as quotients."""

    model: Model
    quotients: Quotients

    def within(self, region: Region, here: Here) -> bool:
        """Whether the places *here* belong to *region*: all of them or none."""
        return any(
            all(self.among(here[axis], positions) for axis, positions in box.positions)
            for box in region.boxes
        )

    def among(self, spot: Spot, positions: Sequence[int] | frozenset[int]) -> bool:
        members = frozenset(positions)
        return self.alike(spot, [position in members for position in spot.positions])

    def alike(self, spot: Spot, answers: Sequence[bool]) -> bool:
        """The one answer that all positions of *spot* give."""
        if spot.variable is not None and len(set(answers)) > 1:
            raise Split(spot.variable, parts_of(spot.variable, answers))
        return answers[0]

    def fixed(self, spot: Spot) -> int:
        """The position of *spot*, which must not vary."""
        if spot.variable is not None:
            raise Split(spot.variable, parts_of(spot.variable, spot.positions))
        return spot.positions[0]

    def moved(self, spot: Spot, move: Move) -> Spot:
        return self.quotients.unknowns.moved(spot, move)

    def number(self, axis: str, spot: Spot, plus: int) -> Quotient:
        """The number of the member at *spot*: a first one and equal steps from there, where the steps are equal."""
        coordinates = self.model.axes[axis].coordinates
        if coordinates is None:
            raise Undefined
        numbers = tuple(Fraction(coordinates[at]) + plus for at in spot.positions)
        own = self.quotients
        if spot.variable is None:
            return own.number(numbers[0])
        step = numbers[1] - numbers[0]
        if all(number == numbers[0] + step * at for at, number in enumerate(numbers)):
            counted = own.of(own.unknowns.numbered(spot.variable))
            return own.add(own.number(numbers[0]), own.scale(counted, step))
        return own.of(own.unknowns.numbered(spot.variable, numbers))

    def numbers(self, value: Quotient) -> tuple[Variable | None, tuple[Fraction, ...]] | None:
        """The numbers that *value* has along one variable; None if it depends on anything else."""
        number = self.quotients.value(value)
        if number is not None:
            return None, (number,)
        unknowns = self.quotients.unknowns.all
        inside = [unknowns[at] for at in self.quotients.inside(value)]
        free = {variable for own in inside for variable in own.free}
        if value.below or len(free) != 1 or any(own.kind not in ("index", "number") for own in inside):
            return None
        (variable,) = free
        terms = list(self.quotients.polynomials.terms(value.top))
        return variable, tuple(
            sum(
                (
                    count * prod(unknowns[at].numbers[k] ** exponent for at, exponent in own)
                    for own, count in terms
                ),
                Fraction(0),
            )
            for k in range(len(variable.positions))
        )


def parts_of(variable: Variable, answers: Sequence[object]) -> list[tuple[int, ...]]:
    """The positions of *variable* that give the same answer, together."""
    groups: dict[object, list[int]] = {}
    for position, answer in zip(variable.positions, answers, strict=True):
        groups.setdefault(answer, []).append(position)
    return [tuple(own) for own in groups.values()]
