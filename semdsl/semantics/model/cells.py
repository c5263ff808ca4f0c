"""Axes, and sets of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from semdsl.source import Span
from semdsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Axis:
    """What values vary by.

    ``labels`` name the members in order. ``coordinates`` are their numbers: the label itself on a time or
    numeric axis, the lower bound on a banded axis, of the first member on a mapped numeric axis; None on a
    labelled axis. A mapped axis has a ``parent`` and, for each position of it, its group or -1 (``groups``).
    ``places`` are where labels are written one by one.
    """

    name: str
    form: str  # "time", "labelled", "banded", "numeric" or "mapped"
    labels: tuple[str, ...]
    coordinates: tuple[float, ...] | None
    ordered: bool
    titles: tuple[ast.Title, ...] = ()
    label_titles: tuple[tuple[ast.Title, ...], ...] = ()
    parent: str | None = None
    groups: tuple[int, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.labels)

    def place_of(self, label: str) -> Span | None:
        """Where *label* is written in the declaration, or in the file of labels."""
        at = self.labels.index(label) if label in self.labels else len(self.places)
        return self.places[at] if at < len(self.places) else None


@dataclass(frozen=True, slots=True)
class Box:
    """A block of cells: for each constrained axis its positions, sorted. Other axes are whole."""

    positions: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def along(self, axis: str, size: int) -> Sequence[int]:
        """Positions of the block on *axis*, which has *size* members."""
        for name, positions in self.positions:
            if name == axis:
                return positions
        return range(size)


@dataclass(frozen=True, slots=True)
class Region:
    """A set of cells as disjoint blocks. No block: no cell. One block without constraints: every cell."""

    boxes: tuple[Box, ...]


EVERYWHERE = Region((Box(),))
