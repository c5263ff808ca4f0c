"""How much a proof may cost. Everything that bounds one stands here."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

SECONDS: Final = 5.0
"""Of the processor, for one identity. The other bounds are mostly reached before, so that an answer does not depend on
the machine."""

SHORT_SECONDS: Final = 0.5
"""For a first attempt at a proof; what it does not decide is tried again with all the time there is."""

SEARCH_SECONDS: Final = 1.0
"""For each search for a counter-example."""

SECONDS_OF_A_MODEL: Final = 20.0
"""For all identities of a model together; those that are left are not decided."""

TERMS: Final = 5_000  # of a polynomial
SIZE: Final = 1_500_000  # of a polynomial in memory: terms, times the length of a term
WORK: Final = 8_000_000  # of one product of polynomials: pairs of terms, times the length of a term
DEGREE: Final = 400  # a power of more than that is not multiplied out
BITS: Final = 6_000  # of a coefficient
UNKNOWNS: Final = 1_500  # that one proof tells apart
ROOTS: Final = 12  # a power of a part of 1/12 is a root; a finer one is a part that algebra does not see into
PARTS: Final = 200_000  # of formulas looked at, each time it is looked at
ROUNDS: Final = 300  # of replacing quantities by their formulas
RECURSION: Final = 4  # cells of a recursion replaced while the cell is any cell
WRITTEN_OUT: Final = 800  # cells of sums that are written out one by one
FACTORS: Final = 64  # of a product over an axis
CLASSES: Final = 4_000  # groups of cells that need a proof of their own
TRIALS: Final = 400  # evaluations of the two sides in search of a counter-example
CELLS_OF_A_SUM: Final = 100_000  # that a search for a counter-example adds up

DANGER_CELLS: Final = 5_000
"""Computed, of a model, to look for what can go wrong within ranges; parts that are left are not looked at."""

CELLS_OF_A_QUESTION: Final = 700  # of these, for one part of a formula with one choice of values
DIGITS_TO_LOSE: Final = 6  # of the sixteen of a float, that may be lost without a word
FREE: Final = 6  # quantities with a range that are moved for one part of a formula
PLACES: Final = 9  # cells at which one part of a formula is looked at


class TooMuch(Exception):
    """A bound was reached; ``reason`` says which, for a reader, as the key of a sentence and what fills it."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.what = what


@dataclass(slots=True)
class Meter:
    """Counts what one proof has cost."""

    seconds: float = SECONDS
    parts: int = 0
    _end: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._end = time.process_time() + self.seconds

    def part(self) -> None:
        """Note that another part of a formula is looked at.

        Raises:
            TooMuch: a bound is reached.

        """
        self.parts += 1
        if self.parts > PARTS:
            raise TooMuch("parts", f"{PARTS:,}")
        if not self.parts % 16:
            self.look()

    def look(self) -> None:
        """Look at the clock.

        Raises:
            TooMuch: the time is over.

        """
        if time.process_time() > self._end:
            raise TooMuch("time", f"{self.seconds:.2g}")
