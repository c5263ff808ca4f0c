"""Answers to ``solve``, as plain data. Values are in the declared units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import UsageError

LINEAR, BRACKET = "linear", "bracket"
EQUATION, INEQUALITY, MEMBER = "equation", "inequality", "member"

Labels: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """A value of what was varied, how ``--set`` says it, and the two sides when the model is run again with it."""

    value: float
    setting: str
    left: float
    right: float
    steps: int = 0

    @property
    def residual(self) -> float:
        """What is left of the difference of the two sides."""
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval: where the condition stops holding (``solution``), or just where it was looked no further.

    ``cell`` is the one that decides. Without a ``value`` there is no end.
    """

    value: float | None
    solution: Solution | None = None
    cell: Labels = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """Values for which an inequality holds in all its cells."""

    low: End
    high: End


@dataclass(frozen=True, slots=True)
class Looked:
    """How a function that is no straight line was looked at: between what, at how many points, rising or falling."""

    low: float
    high: float
    points: int
    undefined: int
    direction: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The solutions of an equation in one cell, or why there is ``none``.

    ``stretches`` are between what both sides are equal at neighbouring points: none of ``solutions`` lies in one.

    ``line`` is a and b of a straight line that was proved: the left side less the right one is a + b times the value.
    A linear answer without it is of a line that both sides are after being multiplied by what is divided by.
    """

    cell: Labels
    method: str
    solutions: tuple[Solution, ...]
    line: tuple[float, float] | None = None
    looked: Looked | None = None
    none: str = ""
    stretches: tuple[Interval, ...] = ()

    @property
    def level(self) -> bool:
        """Whether both sides are equal at neighbouring points, and so perhaps all the way between."""
        return bool(self.stretches)

    @property
    def unique(self) -> bool:
        """Whether it is proved that there is no other."""
        return self.method == LINEAR


@dataclass(frozen=True, slots=True)
class Held:
    """For which values an inequality holds in all of its cells."""

    method: str
    intervals: tuple[Interval, ...]
    looked: Looked | None = None

    @property
    def proved(self) -> bool:
        """Whether it is proved that it holds all the way between the ends, and nowhere else."""
        return self.method == LINEAR


@dataclass(frozen=True, slots=True)
class First:
    """The first member of an axis where a condition holds, in one cell of the other axes; None where it never does.

    ``before`` and ``at`` have both sides at the member before and at it (not of a condition without sides),
    ``not_later`` the later members where it does not hold.
    """

    cell: Labels
    member: str | None
    before: tuple[str, float, float] | None
    at: tuple[float, float] | None
    not_later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer to ``solve``: an ``equation`` in each cell, an ``inequality``, or the first ``member`` of an axis.

    ``unit`` is that of what was varied, ``sides_unit`` that of the condition. ``op`` is how its sides are
    compared. ``form`` is ``value``, or ``shift`` if the value is added to every cell. ``diagnostics`` has the warnings
    about what was asked; the command line prints them by itself.
    """

    kind: str
    vary: str
    until: str
    op: str
    scenario: str
    form: str
    unit: str
    percent: bool
    stated: float | None
    sides_unit: str
    answers: tuple[Answer, ...] = ()
    held: Held | None = None
    firsts: tuple[First, ...] = ()
    runs: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def value(self) -> float:
        """The one solution of an equation in one cell.

        Raises:
            UsageError: there is more than one, or it is another kind of answer.

        """
        return self._one().value

    @property
    def setting(self) -> str:
        """The one solution as ``--set`` takes it.

        Raises:
            UsageError: as for ``value``.

        """
        return self._one().setting

    @property
    def member(self) -> str | None:
        """The first member of an axis where the condition holds, None if there is none.

        Raises:
            UsageError: it is asked for in several cells, or it is another kind of answer.

        """
        if len(self.firsts) != 1:
            raise UsageError(
                f"the answer to `{self.until}` is not one member: look at `firsts` and `answers`"
            )
        return self.firsts[0].member

    def _one(self) -> Solution:
        found = [solution for answer in self.answers for solution in answer.solutions]
        if len(found) != 1:
            raise UsageError(
                f"the answer to `{self.until}` is not one value: look at `answers`, `held` and `firsts`"
            )
        return found[0]
