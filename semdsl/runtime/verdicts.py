"""What checks and expectations said, cell by cell, as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """One cell that was compared: ``(("year", "2010"), ("line", "SEM"))``.

    ``left`` and ``right`` are in the unit shown, ``deviation`` and ``allowed`` too, or parts of the right side if the
    tolerance is relative (infinite where that side is zero). A condition has no sides: only ``passed``.
    """

    cell: tuple[tuple[str, str], ...]
    passed: bool
    left: float = math.nan
    right: float = math.nan
    deviation: float = math.nan
    allowed: float = math.nan

    def __str__(self) -> str:
        return ", ".join(label for _, label in self.cell)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check or an expectation said: of which cells, and where it is written (``sem.sem:120``, and the part).

    One that compared no cell has not passed: it says nothing about the model. Of a check of very many cells those that
    hold are not all in ``cells``: ``others`` of them are left out, and the worst is not among these.
    """

    name: str
    title: str
    kind: str  # "check" or "expectation"
    place: str
    op: str
    relative: bool
    unit: str
    cells: tuple[CellVerdict, ...]
    others: int = 0
    part: str = ""

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return len(self.cells) + self.others

    @property
    def passed(self) -> bool:
        return self.compared > 0 and all(cell.passed for cell in self.cells)

    @property
    def failures(self) -> tuple[CellVerdict, ...]:
        return tuple(cell for cell in self.cells if not cell.passed)

    @property
    def worst(self) -> CellVerdict | None:
        """The cell that deviates most, of those that fail if any does; None if nothing was measured."""
        measured = [cell for cell in self.cells if not math.isnan(cell.deviation)]
        return max(measured, key=lambda cell: (not cell.passed, cell.deviation), default=None)


@dataclass(frozen=True, slots=True)
class TestVerdict:
    """What a test said: a verdict for each of its expectations, or why it could not be computed (``stopped``)."""

    __test__ = False  # it is not a test of pytest's

    name: str
    place: str
    verdicts: tuple[Verdict, ...]
    stopped: str = ""
    part: str = ""

    @property
    def passed(self) -> bool:
        return not self.stopped and bool(self.verdicts) and all(verdict.passed for verdict in self.verdicts)
