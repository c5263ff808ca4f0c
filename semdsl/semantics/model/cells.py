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
    _numbered: dict[str, int] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __len__(self) -> int:
        return len(self.labels)

    def __contains__(self, label: str) -> bool:
        return self.find(label) is not None

    def find(self, label: str) -> int | None:
        """The position of the member called *label*."""
        if not self._numbered:
            self._numbered.update(
                {own: at for at, own in enumerate(self.labels)}
            )  # at once, as seen by threads
        return self._numbered.get(label)

    def place_of(self, label: str) -> Span | None:
        """Where *label* is written in the declaration, or in the file of labels."""
        at = self.find(label)
        return None if at is None or at >= len(self.places) else self.places[at]


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
