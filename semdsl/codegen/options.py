"""What the compiler may do to a formula. Every rewriting gives the same values, but for the last bits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """The rewritings, each of which can be switched off.

    ``cse``: a part that occurs twice in a formula is computed once.
    ``hoist``: a part that does not follow a loop is computed before it, for all its times at once.
    ``factor``: factors that do not vary along the axes of a sum are multiplied after it.
    ``careful``: every result is looked at; otherwise the processor's flags are trusted to tell what is not finite.
    """

    cse: bool = True
    hoist: bool = True
    factor: bool = True
    careful: bool = False


CAREFUL = Options(cse=True, hoist=False, factor=False, careful=True)
