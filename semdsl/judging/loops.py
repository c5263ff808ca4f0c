"""Whether the solution of a loop can be trusted: it must meet its equations, and small errors must not grow in it.

The solution comes from a formula found by algebra. Here it is put back into the formulas that the author wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.findings import cell_text
from semdsl.semantics.model import Model, Ref
from semdsl.simultaneous.findings import loop_not_met, nearly_singular
from semdsl.simultaneous.solve import Loop, Unknown

WORST_CONDITION: Final = 1e10
"""How far an error may grow in the solution: of sixteen digits, six are left."""

Array = NDArray[np.float64]
Arrays = Mapping[str, Array]


def refused_solutions(loops: Sequence[Loop], model: Model, arrays: Arrays) -> tuple[Diagnostic, ...]:
    """What is wrong with the solutions of *loops*, given the *arrays* that they are judged by: the first cell of each.

    May report: ``singular-loop``, ``loop-not-met``.
    """
    found = (_nearly_singular(loop, model, arrays) or _not_met(loop, model, arrays) for loop in loops)
    return tuple(one for one in found if one is not None)


def _nearly_singular(loop: Loop, model: Model, arrays: Arrays) -> Diagnostic | None:
    """The first cell in which the determinant is lost among its own terms."""
    slopes = [
        [_slope(row, at, loop, model, arrays) for at in range(len(loop.unknowns))] for row in loop.unknowns
    ]
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large to be computed is lost
        lost = _is_lost(slopes)
    axes = model.quantities[loop.unknowns[0].name].axes
    for unknown in loop.unknowns:
        cell = _first(np.broadcast_to(lost, _shape(axes, model)), axes, unknown, model)
        if cell is not None:
            where = cell_text(unknown.name, _in_order_of(unknown, axes, cell, model), model)
            return nearly_singular(where, loop.members, model.quantities[unknown.name])
    return None


def _is_lost(slopes: Sequence[Sequence[Array]]) -> NDArray[np.bool_]:
    """Where the determinant of 1 less the *slopes* is nothing beside the sum of its terms without their signs."""
    count = range(len(slopes))
    determinant, size = np.zeros(()), np.zeros(())
    for order in permutations(count):
        crossed = sum(order[a] > order[b] for a in count for b in range(a + 1, len(slopes)))
        term, absolute = np.ones(()), np.ones(())
        for row, column in enumerate(order):
            own = float(row == column)
            term = term * (own - slopes[row][column])
            absolute = absolute * (own + np.abs(slopes[row][column]))
        determinant = determinant + (-term if crossed % 2 else term)
        size = size + absolute
    return np.asarray(~(np.abs(determinant) * WORST_CONDITION > size))


def _slope(row: Unknown, at: int, loop: Loop, model: Model, arrays: Arrays) -> Array:
    """The slope of the equation of *row* in the unknown number *at*, over the axes of the first unknown."""
    slope = row.slopes[at]
    if not isinstance(slope, Ref):
        return np.zeros(()) if slope is None else np.ones(())
    name = slope.name
    first = model.quantities[loop.unknowns[0].name].axes
    own = model.quantities[name].axes
    return arrays[name].transpose([own.index(axis) for axis in first])


def _not_met(loop: Loop, model: Model, arrays: Arrays) -> Diagnostic | None:
    """The first cell in which the solution and the equation differ by more than rounding."""
    for unknown in loop.unknowns:
        quantity = model.quantities[unknown.name]
        value, equation, allowed = (
            arrays[name] for name in (unknown.name, unknown.equation, unknown.rounding)
        )
        with np.errstate(invalid="ignore"):
            cell = _first(~(np.abs(value - equation) <= allowed), quantity.axes, unknown, model)
        if cell is not None:
            return loop_not_met(
                cell_text(unknown.name, cell, model),
                quantity,
                model.quantities[unknown.equation].cases,
                (float(value[cell]), float(equation[cell]), float(allowed[cell])),
            )
    return None


def _first(
    bad: NDArray[np.bool_], axes: Sequence[str], unknown: Unknown, model: Model
) -> tuple[int, ...] | None:
    """The first cell along *axes* that is *bad*, of those in which *unknown* is solved for."""
    sizes = {axis: len(model.axes[axis]) for axis in axes}
    solved = np.zeros(bad.shape, dtype=np.bool_)
    for box in unknown.cells.boxes:
        solved[np.ix_(*(list(box.along(axis, size)) for axis, size in sizes.items()))] = True
    found = np.argwhere(bad & solved)
    return tuple(int(at) for at in found[0]) if len(found) else None


def _in_order_of(
    unknown: Unknown, axes: Sequence[str], cell: tuple[int, ...], model: Model
) -> tuple[int, ...]:
    """*cell*, whose positions are along *axes*, in the order of the axes of *unknown*."""
    return tuple(cell[axes.index(axis)] for axis in model.quantities[unknown.name].axes)


def _shape(axes: Sequence[str], model: Model) -> tuple[int, ...]:
    return tuple(len(model.axes[axis]) for axis in axes)
