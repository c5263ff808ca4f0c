"""How much memory a schedule takes, estimated before anything is computed.

Every quantity is kept as a whole, and every part of a formula may be computed for all cells that it varies by, those
of the axes it is summed over included. A number takes eight bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import prod
from typing import Final

from semdsl.diagnostics.model import Diagnostic
from semdsl.graph import findings
from semdsl.graph.steps import Schedule
from semdsl.semantics.looped import name_shown
from semdsl.semantics.model import Model, Quantity, Typed, children
from semdsl.semantics.rewrite import is_made
from semdsl.source import Span

MOST_AXES: Final = 16  # of one quantity, or of one part of a formula: arrays of NumPy have at most 64
MOST_CELLS: Final = 20_000_000  # of one quantity, or of one part of a formula: 160 MB
MOST_CELLS_IN_ALL: Final = 50_000_000  # of all quantities together: 400 MB


def too_large(model: Model, schedule: Schedule) -> tuple[Diagnostic, ...]:
    """What of *schedule* has too many cells: quantities, else parts of formulas, else all quantities together.

    Tables have a limit of their own, and count in the whole.
    May report: ``too-many-axes``, ``too-many-cells``.
    """
    quantities = [model.quantities[name] for name in schedule.names]
    crowded = _with_many_axes(model, schedule)
    if crowded:
        return crowded
    for measure in (_of_quantity, _of_parts):
        found = tuple(one for own in quantities if (one := measure(own, model)) is not None)
        if found:
            return found
    sizes = {name: _cells(model.quantities[name].axes, model) for name in (*schedule.tables, *schedule.names)}
    total = sum(sizes.values())
    if total <= MOST_CELLS_IN_ALL:
        return ()
    largest = sorted(sizes, key=lambda name: -sizes[name])[:3]
    return (findings.too_many_cells_in_all(largest, sizes, total, MOST_CELLS_IN_ALL, model),)


def _with_many_axes(model: Model, schedule: Schedule) -> tuple[Diagnostic, ...]:
    """What varies by more axes than an array can have: tables and quantities, else parts of formulas."""
    own = [model.quantities[name] for name in (*schedule.tables, *schedule.names)]
    found = {
        # both sides of a check are compared in the same cells: one of them is told
        one.axes if is_made(one.name) else one.name: findings.too_many_axes(
            name_shown(one), one.axes, one.span, MOST_AXES, compared=is_made(one.name)
        )
        for one in reversed(own)
        if len(one.axes) > MOST_AXES
    }
    parts = ((span, axes) for one in own for span, axes in _parts(one) if len(axes) > MOST_AXES)
    return tuple(found.values()) or tuple(
        findings.too_many_axes("", axes, span, MOST_AXES) for span, axes in islice(parts, 1)
    )


def _of_quantity(quantity: Quantity, model: Model) -> Diagnostic | None:
    if _cells(quantity.axes, model) <= MOST_CELLS:
        return None
    return findings.too_many_cells(name_shown(quantity), quantity.axes, quantity.span, MOST_CELLS, model)


def _of_parts(quantity: Quantity, model: Model) -> Diagnostic | None:
    """The finding about the first part of the formulas of *quantity* that has too many cells."""
    for span, axes in _parts(quantity):
        if _cells(axes, model) > MOST_CELLS:
            return findings.too_many_cells("", axes, span, MOST_CELLS, model)
    return None


def _parts(quantity: Quantity) -> Iterator[tuple[Span, Sequence[str]]]:
    """The parts of the formulas of *quantity* with the axes they vary by: of those that vary alike the first."""
    waiting: list[Typed] = [case.formula for case in quantity.cases]
    seen: set[tuple[str, ...]] = set()
    while waiting:
        part = waiting.pop()
        if part.axes not in seen:
            seen.add(part.axes)
            yield part.span, part.axes
        waiting.extend(children(part))


def _cells(axes: Sequence[str], model: Model) -> int:
    return prod(len(model.axes[axis]) for axis in axes)
