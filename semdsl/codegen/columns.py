"""The tables that loops run over: for each time, the places and constants of the formulas in the loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.codegen.cells import Block, CellFinder, Times
from semdsl.codegen.domains import Here
from semdsl.codegen.slots import Slot
from semdsl.graph.steps import Formula, Loop

Maker: TypeAlias = Callable[[Sequence[Times]], Sequence[object]]  # makes a column: a thing for each time


@dataclass(slots=True)
class Table:
    """The table of a loop while its columns are found: their names, and how to make them once the times are known."""

    columns: list[str] = field(default_factory=list)
    makers: list[Maker] = field(default_factory=list)
    known: dict[object, str] = field(default_factory=dict)

    def add(self, column: str, maker: Maker) -> str:
        self.columns.append(column)
        self.makers.append(maker)
        return column

    def rows(self, times: Sequence[Times]) -> tuple[object, ...]:
        """A row for each of *times*; with a single column just what is in it."""
        columns = [maker(times) for maker in self.makers]
        return tuple(columns[0]) if len(columns) == 1 else tuple(zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns for formulas that have one block of cells at each time of a loop; equal columns are made once."""

    cells: CellFinder
    _blocks: dict[object, list[Block]] = field(default_factory=dict)
    _made: dict[object, list[object]] = field(default_factory=dict)

    def make(
        self, slot: Slot, frame: tuple[str, ...], formula: Formula, loop: Loop, times: Sequence[Times]
    ) -> list[object]:
        """What *slot* is for the cells of *formula* at each of *times* of *loop*."""
        run = (self.alike(formula, loop), tuple(times))
        if run not in self._blocks:
            self._blocks[run] = [self.cells.at(formula, (loop,), own)[0] for own in times]
        key = (slot, frame, run)
        if key not in self._made:
            self._made[key] = [slot.make(Here(frame, block)) for block in self._blocks[run]]
        return self._made[key]

    def alike(self, formula: Formula, loop: Loop) -> object:
        """Equal for formulas that have the same cells at every time."""
        (whole,) = self.cells.all(formula)
        return tuple(whole.items()), loop.axes[formula.name], loop.clock.axis
