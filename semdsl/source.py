"""Text and places in it. Offsets count code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

_TEXT_OR_COMMENT = re.compile(r'("[^"\n]*")|#[^\n]*')


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A piece of text with a name to show: a model file, a table, a command-line value.

    Two sources are the same only if they are the same object, so that comparing places stays cheap.
    """

    name: str
    text: str = field(repr=False)
    _starts: list[int] = field(init=False, repr=False, default_factory=list)

    @property
    def line_starts(self) -> Sequence[int]:
        """Where each line starts; looked for when it is first asked, since most tables have nothing to show."""
        if not self._starts:
            lengths = (len(line) + 1 for line in self.text.split("\n"))
            self._starts[:] = [*accumulate(lengths, initial=0)][
                :-1
            ]  # at once, for who asks in another thread
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of *offset*, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Text of line *number*, counted from 1, without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Span(NamedTuple):
    """The part of *source* from offset *start* up to, not including, *end*; a tuple, since there are so many."""

    source: Source
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The part from the start of this place to the end of *other*."""
        return Span(self.source, self.start, max(self.end, other.end))

    def holds(self, other: Span) -> bool:
        """Whether *other* lies within this place."""
        return self.source is other.source and self.start <= other.start and other.end <= self.end

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def before(self) -> Span:
        """The place just before the first character."""
        return Span(self.source, self.start, self.start)

    @property
    def after(self) -> Span:
        """The place just after the last character."""
        return Span(self.source, self.end, self.end)

    def with_blanks(self, *, before: bool = True) -> Span:
        """The place and the blanks around it, or those after it alone."""
        text, start, end = self.source.text, self.start, self.end
        while before and start and text[start - 1] in " \t":
            start -= 1
        while end < len(text) and text[end] in " \t":
            end += 1
        return Span(self.source, start, end)

    @property
    def flat(self) -> str:
        """The text on one line, without the comments in it."""
        return " ".join(_TEXT_OR_COMMENT.sub(lambda found: found[1] or "", self.text).split())

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"
