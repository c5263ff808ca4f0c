"""The numbers of a table, as both evaluators take them."""

from __future__ import annotations

from dataclasses import dataclass, field

from semdsl.source import Source


@dataclass(frozen=True, slots=True)
class TableValues:
    """The figures of a table in base units, row by row over its axes in declared order.

    ``lines`` is the line of the file that each came from, 0 where it was interpolated or is absent; an absent cell
    of a sparse table is NaN, and so is one that the file is not said to give. ``source`` is the file's text, to
    show a row.
    """

    values: tuple[float, ...]
    lines: tuple[int, ...] = field(repr=False)
    source: Source = field(repr=False)
