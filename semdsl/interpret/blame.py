"""Which cell to blame when a computation stops, and what to say about it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret import findings
from semdsl.interpret.places import cells
from semdsl.interpret.problem import Cell, Problem, Stop
from semdsl.interpret.scalar import Interpreter, Known
from semdsl.semantics.model import Model, Quantity, Ref, Shift, Typed, children
from semdsl.semantics.tables import TableValues

_FINDINGS: Final[Mapping[str, Callable[[Problem, Model], Diagnostic]]] = {
    "division-by-zero": findings.division_by_zero,
    "log-of-nonpositive": findings.log_of_nonpositive,
    "root-of-negative": findings.root_of_negative,
    "power-undefined": findings.power_undefined,
    "overflow": findings.overflow,
    "places-not-whole": findings.places_not_whole,
    "range-of-nothing": findings.ends_of_clamp,
    "outside-axis": findings.outside_axis,
    "empty-aggregate": findings.empty_aggregate,
    "never-true": findings.never_true,
    "missing-cell": findings.missing_cell,
    "circular-cells": findings.circular_cells,
}


def problem_diagnostic(problem: Problem, model: Model) -> Diagnostic:
    """The finding that tells an actuary about *problem*: the cell, the operation, and the cells that were read."""
    return _FINDINGS[problem.code](problem, model).noting(*findings.readings_of(problem, model))


def blame(model: Model, tables: Mapping[str, TableValues], name: str, known: Known) -> Problem | None:
    """The first problem met in computing *name* cell by cell; None if it can be computed.

    Cells are asked for along the axis of the recursion first, from where it starts, then in declared order: so the
    first year that fails is the one reported. ``known`` gives values of other names that need not be computed again,
    None for all others; values that are not finite are computed again.
    """

    def trusted(other: str, cell: Cell) -> float | None:
        value = None if other == name else known(other, cell)
        return value if value is not None and math.isfinite(value) else None

    interpreter = Interpreter(model, tables, trusted)
    for cell in _in_order_of_recursion(model.quantities[name], model):
        try:
            if interpreter.has(name, cell):
                interpreter.value(name, cell)
        except Stop as stop:
            return stop.problem
    return None


def _in_order_of_recursion(quantity: Quantity, model: Model) -> list[Cell]:
    found = list(cells(quantity, model))
    step = _step_of_recursion(quantity, model)
    if step is None or step.axis not in quantity.axes:
        return found
    at = quantity.axes.index(step.axis)
    direction = 1 if step.steps < 0 else -1
    return sorted(found, key=lambda cell: direction * cell[at])


def _step_of_recursion(quantity: Quantity, model: Model) -> Shift | None:
    """The first step along an axis by which *quantity*, perhaps through others, needs other cells of itself."""
    needs = _needs(quantity.name, model)
    circle = [name for name in model.quantities if name in needs and quantity.name in _needs(name, model)]
    for name in circle:
        for ref in _references(model.quantities[name]):
            if ref.name in circle:
                for place in ref.at:
                    if isinstance(place, Shift) and place.steps:
                        return place
    return None


def _needs(name: str, model: Model) -> set[str]:
    """All names that *name* needs, in one step or several."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for ref in _references(model.quantities[waiting.pop()]):
            if ref.name not in found:
                found.add(ref.name)
                waiting.append(ref.name)
    return found


def _references(quantity: Quantity) -> Iterator[Ref]:
    waiting: list[Typed] = [case.formula for case in reversed(quantity.cases)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Ref):
            yield node
        waiting.extend(reversed(children(node)))
