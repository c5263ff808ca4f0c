"""Which formulas the tests of a model evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from semdsl.interpret.places import case_of
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import Checked
from semdsl.running import tables_for
from semdsl.semantics.model import Case, Check, Model, Quantity
from semdsl.semantics.overrides import apply
from semdsl.semantics.parts import place_of
from semdsl.semantics.rewrite import copied
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve

_Formula: TypeAlias = tuple[str, str, int]  # the quantity, and the file and place of the formula


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many formulas there are, how many some test evaluates, and the others: name and place (``sem.sem:120``)."""

    formulas: int
    evaluated: int
    others: tuple[tuple[str, str], ...]


def coverage(checked: Checked) -> Coverage:
    """The formulas of *checked* that its tests evaluate in at least one cell: found by computing cell by cell."""
    evaluated: set[_Formula] = set()
    for test in checked.model.tests:
        model = apply(checked.model, test.given)
        tables = tables_for(model, checked).value
        if tables is not None:
            evaluated |= _evaluated(solve(model).value.model, tables, test.expects)
    formulas = {
        _formula(quantity, case): (quantity.name, place_of(case.span, checked.model.header))
        for quantity in checked.model.quantities.values()
        if not quantity.partial
        for case in quantity.cases
        if not copied(case)
    }
    others = tuple(where for formula, where in formulas.items() if formula not in evaluated)
    return Coverage(len(formulas), len(formulas) - len(others), others)


def _evaluated(model: Model, tables: Mapping[str, TableValues], expects: tuple[Check, ...]) -> set[_Formula]:
    asked: set[tuple[str, Cell]] = set()

    def note(name: str, cell: Cell) -> float | None:
        asked.add((name, cell))
        return None

    interpreter = Interpreter(model, tables, note)
    for check in expects:
        for name in (check.left, check.right, check.tolerance):
            if name:
                _ask(interpreter, model, name, check)
    found: set[_Formula] = set()
    for name, cell in asked:
        case = case_of(model.quantities[name], cell)
        if case is not None:
            found.add(_formula(model.quantities[name], case))
    return found


def _ask(interpreter: Interpreter, model: Model, name: str, check: Check) -> None:
    """Compute *name* in the cells of *check*, up to the first that cannot be computed."""
    axes = model.quantities[name].axes
    for box in check.region.boxes:
        for cell in product(*(box.along(axis, len(model.axes[axis])) for axis in axes)):
            try:
                interpreter.value(name, cell)
            except Stop:
                return


def _formula(quantity: Quantity, case: Case) -> _Formula:
    return quantity.name, case.span.source.name, case.span.start
