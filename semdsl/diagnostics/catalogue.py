"""One row for each code: what it is called in a list, and the version that first had it.

A code is never reused or renamed. Its page is ``docs/reference/diagnostics/CODE.md``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the catalogue."""

    title: str
    since: str


CATALOGUE: dict[str, Entry] = {}
