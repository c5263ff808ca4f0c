"""A file as a whole, with its parts and what of it could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.source import Source, Span
from semdsl.syntax.ast.declarations import Declaration, Header


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Declaration):
    """A declaration with a mistake in it: its kind and, if it could be read, its name.

    Whoever uses that name is not told that it is missing.
    """


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: its header, the path by which it was included, and its text, from which its places are."""

    header: Header
    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class Module:
    """A file: its declarations in order.

    Once it is loaded, the declarations of its ``parts`` stand in the places of its ``include`` lines.
    """

    source: Source
    declarations: tuple[Declaration, ...]
    parts: tuple[Part, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that its declarations are from."""
        return (self.source, *(part.source for part in self.parts))

    def part_at(self, span: Span) -> str:
        """The name of the part that *span* is in; empty if it is in none."""
        return next((part.header.name.text for part in self.parts if part.source is span.source), "")
