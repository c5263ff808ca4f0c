"""A line of text as a terminal shows it: how wide its letters are, what must not be sent, which part fits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

WIDEST = 100
"""Columns of source shown at most; a longer line is cut around the place that matters."""

_BEFORE = 40  # of them, at most so many before the place
_CUT = "..."
_TAB = "    "
_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))  # controls, overrides of direction, line separators


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a line that is shown: from character ``start`` up to, not including, ``end`` of the line."""

    line: str
    start: int
    end: int

    @property
    def text(self) -> str:
        before = _CUT if self.start > 0 else ""
        after = _CUT if self.end < len(self.line) else ""
        return (before + "".join(map(_shown, self.line[self.start : self.end])) + after).rstrip()

    def column(self, offset: int) -> int:
        """Columns to the left of the character *offset* of the line."""
        within = self.line[self.start : min(max(offset, self.start), self.end)]
        return (len(_CUT) if self.start > 0 else 0) + sum(map(_width, within))

    def holds(self, offset: int) -> bool:
        """Whether the character *offset*, or the end of the line, can be pointed at."""
        return self.start <= offset < self.end or (offset == self.end == len(self.line))


def excerpt(line: str, offset: int) -> Excerpt:
    """The part of *line* to show for a place that begins at *offset* of it."""
    if len(line) <= WIDEST and sum(map(_width, line)) <= WIDEST:
        return Excerpt(line, 0, len(line))
    start, room = offset, _BEFORE
    while start > 0 and (cost := _cost(line[start - 1])) <= room:
        start, room = start - 1, room - cost
    end, room = offset, WIDEST - (_BEFORE - room)
    while end < len(line) and (cost := _cost(line[end])) <= room:
        end, room = end + 1, room - cost
    return Excerpt(line, start, end)


def printable(text: str, most: int = 2_000) -> str:
    """*text* on one line, without what would steer a terminal, cut if longer than *most* characters."""
    if len(text) > most:
        text = text[:most] + _CUT
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter == "\t":
        return _TAB
    return _HIDDEN if unicodedata.category(letter) in _UNSEEN else letter


def _width(letter: str) -> int:
    if letter == "\t":
        return len(_TAB)
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _cost(letter: str) -> int:
    """What a letter takes of the room; a mark without width counts too, so that a pile of them is cut."""
    return max(1, _width(letter))
