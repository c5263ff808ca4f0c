"""The order of computation, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from semdsl.semantics.model import Box


class Formula(NamedTuple):
    """One case of a quantity: all its cells, or within a loop those of the loop's time."""

    name: str
    case: int


@dataclass(frozen=True, slots=True)
class Clock:
    """What a loop runs along: the time, from 0 up to ``count``, of each position on the axes it can be read on.

    The clock of an axis gives each position its own time. The clock of a mapped axis can also be read on the finer
    axes: a year has the time of its step; years outside all steps have times between.
    """

    axis: str
    times: Mapping[str, tuple[int, ...]]
    count: int
    _members: Mapping[str, tuple[tuple[int, ...], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        members = {axis: self._at_each_time(times) for axis, times in self.times.items()}
        object.__setattr__(self, "_members", members)

    def _at_each_time(self, times: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in range(self.count)]
        for at, time in enumerate(times):
            if 0 <= time < self.count:
                found[time].append(at)
        return tuple(map(tuple, found))

    def positions(self, axis: str, time: int) -> tuple[int, ...]:
        """The positions on *axis* at *time*."""
        members = self._members[axis]
        return members[time] if 0 <= time < len(members) else ()


@dataclass(frozen=True, slots=True)
class Loop:
    """The steps of ``body``, once for each time of ``clock``, from the last to the first if ``backwards``.

    ``axes`` says for each quantity of the loop on which of its axes the clock is read.
    """

    clock: Clock
    axes: Mapping[str, str]
    backwards: bool
    body: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some cells of a formula."""

    formula: Formula
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Waves:
    """Cells in waves: each needs only cells of earlier waves."""

    waves: tuple[tuple[Part, ...], ...]


Step: TypeAlias = Formula | Loop | Waves


@dataclass(frozen=True, slots=True)
class Schedule:
    """What computes ``wanted``: the tables to read, and steps of which each needs only tables and earlier steps.

    ``names`` are the quantities computed, in the order of their first step.
    """

    wanted: tuple[str, ...]
    tables: tuple[str, ...]
    names: tuple[str, ...]
    steps: tuple[Step, ...]
