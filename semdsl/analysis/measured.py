"""Answers to ``sensitivity``, as plain data. Values are in the declared units."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from semdsl.diagnostics.model import Diagnostic

if TYPE_CHECKING:
    import pandas as pd

Labels: TypeAlias = tuple[tuple[str, str], ...]

RANGE, BUMP = "range", "bump"


@dataclass(frozen=True, slots=True)
class Measured:
    """A cell of a result, with its value as the model is. ``percent`` is whether it is read in per cent."""

    text: str
    cell: Labels
    unit: str
    percent: bool
    value: float

    @property
    def name(self) -> str:
        """As it is written, with its labels."""
        labels = ", ".join(label for _, label in self.cell)
        if not labels:
            return self.text
        is_index = self.text.endswith("]") and self.text.count("[") == 1
        return f"{self.text[:-1]}, {labels}]" if is_index else f"{self.text}[{labels}]"


@dataclass(frozen=True, slots=True)
class Mover:
    """What was moved. ``value`` is the one figure of all its cells, None if they differ.

    ``form`` is ``value`` if ``low`` and ``high`` are what all cells were set to, ``shift`` if they were added to each,
    ``scale`` if each was multiplied by them; ``by`` is why: the ``range`` of its declaration, or a ``bump``.
    """

    text: str
    title: str
    unit: str
    percent: bool
    value: float | None
    form: str
    low: float
    high: float
    by: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A result at both ends of a move; None where the model has no value, and ``stopped`` says why."""

    result: Measured
    mover: Mover
    low: float | None
    high: float | None
    stopped: str = ""

    @property
    def swing(self) -> float:
        """How far apart the least and the greatest of the three values are; at most the largest number."""
        values = [own for own in (self.low, self.result.value, self.high) if own is not None]
        return min(max(values) - min(values), sys.float_info.max)


@dataclass(frozen=True, slots=True)
class Derivative:
    """The exact derivative of a result: its unit by that of what is moved, all of whose cells rise together.

    None where there is none. ``elasticity`` is by how many per cent the result moves with one per cent; None if that is
    of nothing, or of cells that differ. ``snag`` says what is in the way: ``kink``, ``rounded``, ``place``, ``steep``.
    ``bends`` is whether the result may move in another way further on: a derivative of 0 is then no lack of effect.
    """

    result: Measured
    mover: Mover
    slope: float | None
    elasticity: float | None
    snag: str = ""
    bends: bool = False


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How results move: ``effects``, or exact ``derivatives``, of each result by the largest first.

    ``unmoved`` are names that none of the results depends on, ``zeros`` those whose figure is 0: a part of it is 0,
    so they were not moved. ``diagnostics`` has the warnings about what was asked; the command line prints them by
    itself.
    """

    scenario: str
    exact: bool
    results: tuple[Measured, ...]
    movers: tuple[Mover, ...]
    effects: tuple[Effect, ...] = ()
    derivatives: tuple[Derivative, ...] = ()
    unmoved: tuple[str, ...] = ()
    zeros: tuple[Mover, ...] = ()
    bump: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of ``rows``."""
        last = ("derivative", "elasticity") if self.exact else ("low", "high", "swing")
        return (
            "result",
            "unit",
            "value",
            "moved",
            "moved_unit",
            *(() if self.exact else ("form", "from", "to")),
            *last,
        )

    def rows(self) -> tuple[tuple[str | float | None, ...], ...]:
        """A row for each result and what was moved, under ``columns``; None where there is no number."""
        return tuple(self._row(own) for own in (self.derivatives if self.exact else self.effects))

    def to_pandas(self) -> pd.DataFrame:
        """A row for each result and what was moved."""
        import pandas as pd  # loaded when a frame is asked for: it takes longer to load than most models to run

        return pd.DataFrame(self.rows(), columns=list(self.columns))

    @staticmethod
    def _row(own: Effect | Derivative) -> tuple[str | float | None, ...]:
        result, mover = own.result, own.mover
        first = (result.name, result.unit, result.value, mover.text, mover.unit)
        if isinstance(own, Derivative):
            return (*first, own.slope, own.elasticity)
        return (*first, mover.form, mover.low, mover.high, own.low, own.high, own.swing)
