"""Reads the words of a declaration one after the other, by the tables that Lark has made of the grammar.

After each word it can say which may follow. This is what the time of reading goes into, so the tables have for each
step all that it needs, and nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

END = "$END"


@dataclass(frozen=True, slots=True)
class Reduction:
    """The last ``size`` values become the one that ``make`` makes of them, which is an ``origin``."""

    size: int
    origin: str
    make: Callable[[list[Any]], Any]


Steps: TypeAlias = Mapping[str, int | Reduction]
"""By the next terminal: the state after it, or what is complete."""


@dataclass(frozen=True, slots=True)
class Tables:
    """For each state its steps, and the state after what is complete; for each rule where reading starts and ends."""

    steps: Sequence[Steps]
    after: Sequence[Mapping[str, int]]
    starts: Mapping[str, int]
    ends: Mapping[str, int]


class Unexpected(Exception):
    """A word that may not follow what has been read."""


class Feed:
    """A parser in the middle of its work."""

    __slots__ = ("_after", "_end", "_stack", "_steps", "_values")

    def __init__(self, tables: Tables, rule: str) -> None:
        self._steps, self._after = tables.steps, tables.after
        self._end = tables.ends[rule]
        self._stack = [tables.starts[rule]]
        self._values: list[Any] = []

    def choices(self) -> Steps:
        """The terminals that the table has an entry for: what may follow, and perhaps a little more."""
        return self._steps[self._stack[-1]]

    def accepts(self) -> frozenset[str]:
        """The terminals that may follow."""
        return frozenset(kind for kind in self.choices() if self._may_follow(kind))

    def feed(self, kind: str, word: object) -> None:
        """Take a *word* of the terminal *kind*. Raises ``Unexpected`` if it may not follow."""
        steps, stack = self._steps, self._stack
        while True:
            step = steps[stack[-1]].get(kind)
            if isinstance(step, int):
                stack.append(step)
                self._values.append(word)
                return
            if step is None:
                raise Unexpected(kind)
            self._reduce(step)

    def end(self) -> Any:
        """End the text; what was made of it. Raises ``Unexpected`` if something is missing."""
        while self._stack[-1] != self._end:
            step = self.choices().get(END)
            if not isinstance(step, Reduction):
                raise Unexpected(END)
            self._reduce(step)
        return self._values[-1]

    def _reduce(self, step: Reduction) -> None:
        stack, values, size = self._stack, self._values, step.size
        parts: list[Any] = []
        if size:
            parts = values[-size:]
            del stack[-size:]
            del values[-size:]
        values.append(step.make(parts))
        stack.append(self._after[stack[-1]][step.origin])

    def _may_follow(self, kind: str) -> bool:
        """Whether *kind* may follow, once all that it completes is complete."""
        stack = self._stack.copy()
        while kind != END or stack[-1] != self._end:
            step = self._steps[stack[-1]].get(kind)
            if not isinstance(step, Reduction):
                return step is not None
            del stack[len(stack) - step.size :]
            stack.append(self._after[stack[-1]][step.origin])
        return True
