"""What is set of a table at given figures alone: the cells between them were interpolated, and stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import isnan, prod

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics import findings
from semdsl.semantics.model import Box, Model, Override, Quantity
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues


def check_knots(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """Warn where a scenario of *model* sets figures of a table between which its cells are interpolated, and no others.

    May report: ``cannot-interpolate``.
    """
    return tuple(
        found
        for scenario in model.scenarios.values()
        for found in set_at_knots(scenario.overrides, model, tables)
    )


def set_at_knots(
    overrides: Sequence[Override], model: Model, tables: Mapping[str, TableValues]
) -> Iterator[Diagnostic]:
    """The same for what is set together, said once of each table."""
    by_name: dict[str, list[Override]] = {}
    for own in overrides:
        by_name.setdefault(own.name, []).append(own)
    for name, settings in by_name.items():
        boxes = [box for own in settings for box in own.region.boxes]
        for quantity, along in _interpolated(name, model):
            table = tables[quantity.name]
            if 0 in table.lines and _are_knots_alone(boxes, along, quantity, table, model):
                yield findings.statements.set_at_knots(name, settings[0].span)
                break


def _interpolated(name: str, model: Model) -> Iterator[tuple[Quantity, str]]:
    """The tables of files that the table *name* is, or is made of, each with the axis that it is interpolated along."""
    own = model.quantities[name]
    made = [one.name for case in own.cases for one in references(case.formula)] if own.kind == "table" else []
    for one in dict.fromkeys((name, *made)):
        quantity = model.quantities[one]
        is_made_for_it = one == name or quantity.partial
        if is_made_for_it and quantity.table is not None and quantity.table.interpolate is not None:
            yield quantity, quantity.table.interpolate[1]


def _are_knots_alone(
    boxes: Sequence[Box], along: str, quantity: Quantity, table: TableValues, model: Model
) -> bool:
    """Whether the file has all cells of *boxes*, and not all of those beside them *along* the axis."""
    sizes = [len(model.axes[axis]) for axis in quantity.axes]
    place = quantity.axes.index(along)
    step = prod(sizes[place + 1 :])
    beside = False
    for box in boxes:
        ranges = [box.along(axis, size) for axis, size in zip(quantity.axes, sizes, strict=True)]
        for cell in product(*ranges):
            at = 0
            for position, size in zip(cell, sizes, strict=True):
                at = at * size + position
            if not table.lines[at]:
                return False
            before = cell[place] > 0 and _is_interpolated(table, at - step)
            after = cell[place] + 1 < sizes[place] and _is_interpolated(table, at + step)
            beside = beside or before or after
    return beside


def _is_interpolated(table: TableValues, at: int) -> bool:
    return not table.lines[at] and not isnan(table.values[at])
