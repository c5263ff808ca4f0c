"""What an expectation states besides the figure it expects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far beyond its tolerance an expectation is known to be missed.

    By a part of the right side (``relative``), or by the partial quantity ``name``, in the unit of the two sides.
    """

    name: str
    relative: float | None
