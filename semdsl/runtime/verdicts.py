"""What checks and expectations said, cell by cell, as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass

PROVED, REFUTED, NOT_DECIDED = "proved", "refuted", "not decided"


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
class CounterExample:
    """Values for which an identity does not hold.

    ``given`` are the quantities that have them, some with a cell, and the values as they are written in the language;
    ``left`` and ``right`` are what the sides come to in ``cell``, in the unit shown. ``test`` is the same as a test of
    the model, empty if the identity is another file's.
    """

    cell: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, str], ...]
    left: float
    right: float
    test: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of an identity: ``proved``, ``refuted`` or ``not decided``.

    A proof is for all values for which none of ``divided``, parts as written, is 0. If there is none, ``reason`` is a
    word for why (see ``render.words``), and ``what`` what it is about.
    """

    answer: str
    divided: tuple[str, ...] = ()
    reason: str = ""
    what: str = ""
    counter_example: CounterExample | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check, an expectation or an identity said: of which cells, and where it is written (``sem.sem:120``).

    One that compared no cell has not passed: it says nothing about the model. Of a check of very many cells those that
    hold are not all in ``cells``: ``others`` of them are left out, and the worst is not among these. An identity is
    not compared but proved: it has a ``proof`` and no cells, and has passed unless it is refuted.
    """

    name: str
    title: str
    kind: str  # "check", "expectation" or "identity"
    place: str
    op: str
    relative: bool
    unit: str
    cells: tuple[CellVerdict, ...]
    others: int = 0
    proof: Proof | None = None

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return len(self.cells) + self.others

    @property
    def passed(self) -> bool:
        if self.proof is not None:
            return self.proof.answer != REFUTED
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

    @property
    def passed(self) -> bool:
        return not self.stopped and bool(self.verdicts) and all(verdict.passed for verdict in self.verdicts)
