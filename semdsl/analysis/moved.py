"""A model in which some quantities can be moved: compiled once, run for as many values as it takes.

What is moved is a number of its own, which no author can name. The cells to move have it as their value, or what they
were plus it, or what they were times it: just what ``--set x=3%``, ``--set x=x+1pp`` and ``--set x=x*1.1`` say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from semdsl.codegen import compile_schedule
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.graph.schedule import schedule
from semdsl.graph.size import too_large
from semdsl.graph.steps import Schedule
from semdsl.interpret.blame import problem_diagnostic
from semdsl.interpret.problem import Key, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.interpret.slopes import SlopeInterpreter
from semdsl.pipeline import Checked
from semdsl.running import arrays_of, blamed, tables_for
from semdsl.runtime.program import Program, Stopped
from semdsl.semantics.model import Arithmetic, Model, Override, Quantity, Ref, TableSpec, Typed
from semdsl.semantics.operators import number_of
from semdsl.semantics.overrides import apply
from semdsl.semantics.questions import Target
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve
from semdsl.source import Source
from semdsl.units.algebra import RATIO

Arrays = Mapping[str, NDArray[np.float64]]

VALUE, SHIFT, SCALE = "value", "shift", "scale"
_STAYS: Final[Mapping[str, float]] = {SHIFT: 0.0, SCALE: 1.0}

MOST_FOLLOWED: Final = 300_000
"""Cells whose derivatives are followed: some minutes."""


@dataclass(frozen=True, slots=True)
class Move:
    """How the cells of ``target`` are moved; ``stays`` is the number that leaves them as they are."""

    target: Target
    form: str
    stays: float

    @property
    def input(self) -> str:
        """The name of the number that moves them."""
        return f"moved {self.target.text}"


def move(target: Target, form: str, stays: float | None = None) -> Move:
    """*target* moved as *form* says; a value says itself what it is now."""
    return Move(target, form, _STAYS[form] if stays is None else stays)


def stated_value(target: Target, model: Model) -> float | None:
    """The one figure, in base units, that is stated for every cell of the quantity of *target*, if it is one."""
    quantity = model.quantities[target.name]
    numbers = {number_of(case.formula) for case in quantity.cases}
    return numbers.pop() if len(numbers) == 1 and quantity.table is None else None


class Moved:
    """``model`` in which ``moves`` can be made; ``reached`` are the tables and inputs that the wanted ones rest on."""

    def __init__(
        self,
        model: Model,
        order: Schedule,
        tables: Mapping[str, TableValues],
        moves: Sequence[Move],
    ) -> None:
        self.model = model
        self.moves = tuple(moves)
        self.reached = frozenset(order.tables)
        self.runs = 0
        self._tables = tables
        self._program: Program = compile_schedule(model, order)
        self._figures = dict(
            arrays_of(model, {name: own for name, own in tables.items() if name in self.reached})
        )

    def run(self, values: Mapping[str, float]) -> Arrays:
        """Arrays, in base units, with the *values* of some moves by their input; the others stay.

        Raises:
            Stopped: an operation is not defined in some cell.

        """
        self.runs += 1
        inputs = {name: np.array(value) for name, value in self._values(values).items()}
        return self._program.run({**self._figures, **inputs})

    def cells(self, values: Mapping[str, float], keys: Sequence[Key]) -> list[float | Diagnostic]:
        """Each of the cells *keys*, in base units; why not, if it has no value.

        Where the run stops they are computed one at a time: what stops it may be a cell that none of them needs.
        """
        try:
            arrays = self.run(values)
        except Stopped:
            interpreter = Interpreter(self.model, self.tables(values))
            return [self._cell(interpreter, key) for key in keys]
        return [float(arrays[name][cell]) for name, cell in keys]

    def _cell(self, interpreter: Interpreter, key: Key) -> float | Diagnostic:
        try:
            return interpreter.value(*key)
        except Stop as stop:
            return problem_diagnostic(stop.problem, self.model)

    def blamed(self, stopped: Stopped, values: Mapping[str, float]) -> Diagnostic:
        """The finding about what stopped the run with *values*."""
        return blamed(stopped, self.model, self.tables(values))

    def slopes(self, values: Mapping[str, float], *, quotients: bool = False) -> SlopeInterpreter:
        """Values and derivatives by every move, at *values*; a move's direction is its place among the moves.

        *quotients* of straight lines are kept as such.
        """
        directions = {own.input: at for at, own in enumerate(self.moves)}
        return SlopeInterpreter(
            self.model, self.tables(values), directions, MOST_FOLLOWED, quotients=quotients
        )

    def tables(self, values: Mapping[str, float]) -> Mapping[str, TableValues]:
        """The figures of every table of the model, and the numbers that move it."""
        return {**self._tables, **_given(self._values(values))}

    def _values(self, values: Mapping[str, float]) -> dict[str, float]:
        return {own.input: values.get(own.input, own.stays) for own in self.moves}


def moved(
    model: Model, checked: Checked, moves: Sequence[Move], wanted: Collection[str]
) -> Outcome[Moved | None]:
    """*model* in which *moves* can be made, compiled for the *wanted* quantities.

    May report: what is wrong with a table or a loop that only *model* has, a model that is too large, cells in
    a circle.
    """
    inputs = {own.input: _input(own, model.quantities[own.target.name]) for own in moves}
    solved = solve(
        apply(
            replace(model, quantities={**model.quantities, **inputs}),
            [_override(own, model) for own in moves],
        )
    )
    if not solved.ok:
        return Outcome(None, solved.diagnostics)
    changed = solved.value.model
    stated = {name: own for name, own in changed.quantities.items() if name not in inputs}
    order = schedule(changed, tuple(wanted))
    tables = tables_for(replace(changed, quantities=stated), checked)
    found = order.diagnostics + tables.diagnostics + too_large(changed, order.value)
    if tables.value is None or any(one.is_error for one in found):
        return Outcome(None, found)
    return Outcome(Moved(changed, order.value, {**tables.value, **_given(dict.fromkeys(inputs, 0.0))}, moves))


def _input(own: Move, quantity: Quantity) -> Quantity:
    """The number that moves the cells: its figure comes with each run, like those of a table."""
    span = own.target.written.span
    table = TableSpec("", "", (), "", (), 1.0, False, None, span)
    scaled = own.form == SCALE
    return Quantity(
        name=own.input,
        kind="parameter",
        axes=(),
        unit=RATIO if scaled else quantity.unit,
        scale=1.0 if scaled else quantity.scale,
        shown="ratio" if scaled else quantity.shown,
        table=table,
        partial=True,
        span=span,
    )


def _override(own: Move, model: Model) -> Override:
    span = own.target.written.span
    quantity = model.quantities[own.target.name]
    formula: Typed = Ref(name=own.input, at=(), span=span, axes=(), unit=quantity.unit)
    before = own.target.override.formula
    if own.form != VALUE and before is not None:
        formula = Arithmetic(
            op="+" if own.form == SHIFT else "*",
            left=before,
            right=formula if own.form == SHIFT else replace(formula, unit=RATIO),
            span=span,
            axes=before.axes,
            unit=quantity.unit,
        )
    return replace(own.target.override, formula=formula)


def _given(values: Mapping[str, float]) -> dict[str, TableValues]:
    source = Source("--vary", "")
    return {name: TableValues((value,), (0,), source) for name, value in values.items()}
