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

    An expectation that states a deviation has in ``stated`` how far it may deviate, in the unit shown or as a part of
    the right side. A cell beyond the tolerance and within that has not ``passed``: it deviates ``as_stated``. One whose
    sides are apart by rounding alone is ``rounded``, and has passed: nobody stated what is ``allowed``.
    """

    cell: tuple[tuple[str, str], ...]
    passed: bool
    left: float = math.nan
    right: float = math.nan
    deviation: float = math.nan
    allowed: float = math.nan
    stated: float = math.nan
    as_stated: bool = False
    rounded: bool = False

    def measured(self, relative: bool) -> float:
        """How far apart the two sides are, in the unit shown, or as a part of the right one."""
        apart = abs(self.left - self.right)
        if not relative:
            return apart
        return apart / abs(self.right) if self.right else (math.inf if apart else 0.0)

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
    word for why (see ``render.words``), and ``what`` what it is about. ``through`` are the quantities whose formulas
    were put in, and ``by_induction`` says that some cells rest on the one before them.
    """

    answer: str
    divided: tuple[str, ...] = ()
    reason: str = ""
    what: str = ""
    counter_example: CounterExample | None = None
    through: tuple[str, ...] = ()
    by_induction: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check, an expectation or an identity said: of which cells, and where it is written.

    ``place`` is that, from the folder of the model (``sheets/income.sem:120``).

    One that compared no cell has not passed: it says nothing about the model. Of a check of very many cells those that
    hold are not all in ``cells``: ``others`` of them are left out, and the worst is not among these. An identity is
    not compared but proved: it has a ``proof`` and no cells, and has passed unless it is refuted.

    ``deviates`` says that the expectation states a deviation, ``stated_relative`` that it is a part of the right side.
    ``source``, ``note`` and ``erratum`` are what the declaration says of itself. ``in_time``: of years.
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
    part: str = ""
    deviates: bool = False
    stated_relative: bool = False
    source: str = ""
    note: str = ""
    erratum: str = ""
    proof: Proof | None = None
    in_time: bool = False

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return len(self.cells) + self.others

    @property
    def passed(self) -> bool:
        """Whether every cell is as expected, or as far from it as is stated; of an identity, whether it may be so."""
        if self.proof is not None:
            return self.proof.answer != REFUTED
        return self.compared > 0 and not self.failures and not self.stale

    @property
    def outcome(self) -> str:
        """``holds``, ``deviates`` (as stated), ``undecided`` (an identity) or ``fails``."""
        if not self.passed:
            return "fails"
        if self.proof is not None and self.proof.answer == NOT_DECIDED:
            return "undecided"
        return "deviates" if self.deviates else "holds"

    @property
    def failures(self) -> tuple[CellVerdict, ...]:
        """The cells beyond the tolerance, and beyond what is stated."""
        return tuple(cell for cell in self.cells if not cell.passed and not cell.as_stated)

    @property
    def deviating(self) -> tuple[CellVerdict, ...]:
        """The cells that deviate as is stated."""
        return tuple(cell for cell in self.cells if cell.as_stated)

    @property
    def reproduced(self) -> int:
        """How many cells are within the tolerance."""
        return self.compared - sum(not cell.passed for cell in self.cells)

    @property
    def stale(self) -> bool:
        """Whether a deviation is stated and there is none: then the statement has to go."""
        return self.deviates and self.reproduced == self.compared > 0

    @property
    def worst(self) -> CellVerdict | None:
        """The cell that deviates most, of those that fail if any does; None if nothing was measured."""
        relative = self.stated_relative if self.deviates else self.relative
        measured = [cell for cell in self.cells if not math.isnan(cell.deviation)]
        return max(
            measured,
            key=lambda cell: (
                not cell.passed and not cell.as_stated,
                cell.measured(relative) if self.deviates else cell.deviation,
            ),
            default=None,
        )


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
