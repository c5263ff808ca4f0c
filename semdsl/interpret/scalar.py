"""The meaning of a model, one cell at a time.

This is the language reference as a program: plain floats, no arrays, no order of computation worked out beforehand.
The compiled program must give the same values. A cell is computed when it is asked for, after the cells its formula
needs, and then kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic

from semdsl.errors import InternalError
from semdsl.interpret.demand import Demand
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import Floats, Numbers, V
from semdsl.interpret.places import case_of, cells
from semdsl.interpret.problem import Cell, Key, Problem, Reading, Stop
from semdsl.semantics.model import Aggregate, Case, Model, Quantity, Ref, Sought, Typed, children
from semdsl.semantics.rewrite import copied
from semdsl.semantics.tables import TableValues

Known = Callable[[str, Cell], "float | None"]


class Unread(Exception):
    """A formula reads a cell whose value is not known yet."""


def nothing_known(_name: str, _cell: Cell) -> float | None:
    """No value is known beforehand."""
    return None


class Cells(Generic[V]):
    """The values of *model*, in the given kind of numbers, with the figures of *tables*."""

    def __init__(
        self,
        model: Model,
        tables: Mapping[str, TableValues],
        numbers: Numbers[V],
        known: Known = nothing_known,
    ) -> None:
        self._model = model
        self._tables = tables
        self._numbers = numbers
        self._known = known
        self._values: dict[Key, V] = {}
        self._reads: list[Key] = []
        self._evaluator = Evaluator(model, numbers, self._read)

    def value(self, name: str, cell: Cell) -> V:
        """The value of *name*, in base units, in the cell at these positions along its axes (1 or 0 of a condition).

        Cells that wait for others are kept on a list, not on Python's stack: a recursion over thousands of months
        is as good as any.

        Raises:
            Stop: it has no value, because an operation is not defined or cells need each other in a circle.

        """
        wanted = (name, cell)
        if self._is_known(wanted):
            return self._values[wanted]
        waiting: list[Key] = [wanted]
        opened: dict[Key, None] = {}  # those of them whose formula was looked at: each needs the next
        while waiting:
            key = waiting[-1]
            missing = () if key in self._values else self._keep(key)
            if missing:
                opened[key] = None
                self._refuse_circle(missing, opened)
                waiting.extend(reversed(missing))
            else:
                opened.pop(key, None)
                waiting.pop()
        return self._values[wanted]

    def all(self, name: str) -> list[V | None]:
        """The values of all cells of *name*, row by row over its axes; None where a partial quantity has none.

        Raises:
            Stop: as for ``value``.

        """
        wanted = cells(self._model.quantities[name], self._model)
        return [self.value(name, cell) if self.has(name, cell) else None for cell in wanted]

    def has(self, name: str, cell: Cell) -> bool:
        """Whether *cell* of *name* has a formula or a figure: in a partial quantity some have none."""
        quantity = self._model.quantities[name]
        if quantity.table is not None:
            return not quantity.partial or not math.isnan(self._figure(quantity, cell)[0])
        return not quantity.partial or case_of(quantity, cell) is not None

    def _is_known(self, key: Key) -> bool:
        if key in self._values:
            return True
        value = self._known(*key)
        if value is None:
            return False
        self._values[key] = self._numbers.exact(value)
        return True

    def _keep(self, key: Key) -> Sequence[Key]:
        """Keep the value of *key*, or give the cells that it needs and that are not known yet.

        Most cells are asked for after those they need. So *key* is computed first, and its formula looked through for
        all that is missing only if something is; or if it fails, because what it would have read next comes first.
        """
        try:
            self._values[key] = self._compute(key)
        except Unread:
            return self._missing(key)
        except Stop:
            if missing := self._missing(key):
                return missing
            raise
        return ()

    def _missing(self, key: Key) -> list[Key]:
        """The cells that *key* needs and that are not known yet."""
        quantity = self._model.quantities[key[0]]
        if quantity.table is not None:
            return []
        demand = Demand(self._evaluator, self._is_known)
        demand.of(_case(quantity, key[1]).formula, dict(zip(quantity.axes, key[1], strict=True)))
        return list(dict.fromkeys(demand.missing))

    def _compute(self, key: Key) -> V:
        """The value of *key*.

        Raises:
            Unread: it needs a cell that is not known yet.
            Stop: it has no value, unless it needs such a cell.

        """
        name, cell = key
        quantity = self._model.quantities[name]
        if quantity.table is not None:
            return self._numbers.exact(self._given(quantity, cell))
        case = _case(quantity, cell)
        self._reads.clear()
        try:
            return self._evaluator.value(case.formula, dict(zip(quantity.axes, cell, strict=True)))
        except Failed as failed:
            raise Stop(self._problem(key, case, failed)) from None

    def _read(self, name: str, cell: Cell) -> V:
        key = name, cell
        if not self._is_known(key):
            raise Unread
        self._reads.append(key)
        return self._values[key]

    def _given(self, quantity: Quantity, cell: Cell) -> float:
        figure, _ = self._figure(quantity, cell)
        if not math.isfinite(figure):
            raise Stop(Problem("missing-cell", quantity.name, cell, None, "table", (), (), quantity.span))
        return figure

    def _figure(self, quantity: Quantity, cell: Cell) -> tuple[float, int]:
        """The figure of a table and its line in the file."""
        row = 0
        for axis, position in zip(quantity.axes, cell, strict=True):
            row = row * len(self._model.axes[axis]) + position
        table = self._tables[quantity.name]
        return table.values[row], table.lines[row]

    def _problem(self, key: Key, case: Case, failed: Failed[V]) -> Problem:
        return Problem(
            code=failed.code,
            name=key[0],
            cell=key[1],
            case=case,
            operation=failed.operation,
            operands=tuple(self._numbers.plain(operand) for operand in failed.operands),
            units=tuple(part.unit for part in _operands(failed.node)),
            span=failed.node.span,
            readings=tuple(self._reading(read) for read in dict.fromkeys(self._reads)),
            certain=self._numbers.is_certain(failed.operands),
        )

    def _reading(self, key: Key) -> Reading:
        value = self._numbers.plain(self._values[key])
        table, cell = self._figure_behind(*key)
        if table is None:
            return Reading(*key, value)
        return Reading(*key, value, self._tables[table.name].source.name, self._figure(table, cell)[1])

    def _figure_behind(self, name: str, cell: Cell) -> tuple[Quantity | None, Cell]:
        """The table and its cell in which the value of *cell* stands in a file, if it does."""
        quantity = self._model.quantities[name]
        case = None if quantity.table is not None else case_of(quantity, cell)
        if case is not None and (source := copied(case)):
            here = dict(zip(quantity.axes, cell, strict=True))
            quantity = self._model.quantities[source]
            cell = tuple(here[axis] for axis in quantity.axes)
        return (quantity if quantity.table is not None else None), cell

    def _refuse_circle(self, missing: Iterable[Key], opened: Mapping[Key, None]) -> None:
        """Stop if a cell of *missing* waits, by way of those in *opened*, for itself."""
        for key in missing:
            if key in opened:
                path = list(opened)
                way = tuple(path[path.index(key) :])
                case = _case(self._model.quantities[key[0]], key[1])
                raise Stop(Problem("circular-cells", *key, case, "cycle", (), (), case.span, way=way))


class Interpreter(Cells[float]):
    """The values of *model* with the figures of *tables*, by plain scalar arithmetic.

    Args:
        model: the checked model.
        tables: the figures of each table that is needed, by its name.
        known: values that need not be computed again, None for all others.

    """

    def __init__(self, model: Model, tables: Mapping[str, TableValues], known: Known = nothing_known) -> None:
        super().__init__(model, tables, Floats(), known)


def _case(quantity: Quantity, cell: Cell) -> Case:
    case = case_of(quantity, cell)
    if case is None:
        raise InternalError(f"`{quantity.name}` has no formula for the cell {cell}")
    return case


def _operands(node: Typed) -> tuple[Typed, ...]:
    """The parts of *node* whose values are the operands of its operation."""
    match node:
        case Ref(at=at):
            return tuple(place.value for place in at if isinstance(place, Sought))
        case Aggregate():
            return ()
        case _:
            return children(node)
