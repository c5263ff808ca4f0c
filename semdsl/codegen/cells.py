"""The cells that a formula is computed for: all of them, or those of a time of the loops around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.codegen.domains import Positions, regular
from semdsl.graph.steps import Formula, Loop, Waves
from semdsl.semantics.model import Box, Model

Block: TypeAlias = Mapping[str, Positions]  # the positions along each axis of a quantity
Times: TypeAlias = tuple[int, ...]  # of the loops around a formula, the outermost first


@dataclass(frozen=True, slots=True)
class CellFinder:
    """Finds the cells of the formulas of ``model``. What was found for a loop is kept."""

    model: Model
    _along: dict[tuple[str, int, str], Positions] = field(default_factory=dict)
    _all: dict[Formula, list[Block]] = field(default_factory=dict)

    def all(self, formula: Formula) -> list[Block]:
        """Every cell of *formula*, block by block."""
        if formula not in self._all:
            boxes = self.model.quantities[formula.name].cases[formula.case].region.boxes
            blocks = (self._block(formula, box) for box in boxes)
            self._all[formula] = [block for block in blocks if block is not None]
        return self._all[formula]

    def at(self, formula: Formula, loops: Sequence[Loop | Waves], times: Times) -> list[Block]:
        """The cells of *formula* at *times* of the *loops* around it."""
        found = self.all(formula)
        for loop, time in zip(loops, times, strict=True):
            match loop:
                case Waves(waves=waves):
                    parts = (part for part in waves[time] if part.formula == formula)
                    blocks = (self._block(formula, box) for part in parts for box in part.boxes)
                    found = [block for block in blocks if block is not None]
                case Loop(axes=axes):
                    axis = axes[formula.name]
                    allowed = self._allowed(loop, time, axis)
                    found = [
                        {**block, axis: both} for block in found if len(both := _common(block[axis], allowed))
                    ]
        return found

    def times(self, loop: Loop | Waves, around: Sequence[Loop | Waves] = (), outer: Times = ()) -> list[int]:
        """The times of *loop* in the order they come, without those at which nothing is computed.

        They are those that occur at the times *outer* of the loops *around* it.
        """
        match loop:
            case Waves(waves=waves):
                return list(range(len(waves)))
            case Loop(clock=clock, backwards=backwards, axes=axes):
                used: set[int] = set()
                for formula in formulas_in(loop):
                    axis = axes[formula.name]
                    of = clock.times[axis]
                    blocks = self.at(formula, around, outer)
                    used.update(of[at] for block in blocks for at in block[axis])
                return sorted(used, reverse=backwards)

    def _block(self, formula: Formula, box: Box) -> Block | None:
        block: dict[str, Positions] = {}
        for axis in self.model.quantities[formula.name].axes:
            along = box.along(axis, len(self.model.axes[axis]))
            block[axis] = regular(along)
            if not len(along):
                return None
        return block

    def _allowed(self, loop: Loop, time: int, axis: str) -> Positions:
        key = (loop.clock.axis, time, axis)
        if key not in self._along:
            self._along[key] = regular(loop.clock.positions(axis, time))
        return self._along[key]


def formulas_in(step: Formula | Loop | Waves) -> Iterator[Formula]:
    """The formulas of *step*, in order, each once."""
    match step:
        case Formula():
            yield step
        case Loop(body=body):
            for inner in body:
                yield from formulas_in(inner)
        case Waves(waves=waves):
            yield from dict.fromkeys(part.formula for wave in waves for part in wave)


def _common(own: Positions, allowed: Positions) -> Positions:
    if isinstance(own, range) and len(allowed) == 1:
        return allowed if allowed[0] in own else range(0)
    wanted = set(own)
    return regular(tuple(at for at in allowed if at in wanted))
