"""Price indices that are not 1 in their base year: money at prices of 2005 would be of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics import findings
from semdsl.semantics.model import Axis, Constant, Model, Quantity
from semdsl.semantics.tables import TableValues
from semdsl.source import Span
from semdsl.units.algebra import Unit

_TOLERANCE = 0.0005  # of an index that is printed with three decimals
_CONSTANT = re.compile(r"([A-Z]{3})\((\d+)\)")


def check_price_indices(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """Warn of what is in `MXN/MXN(2005)` and has a figure in 2005, stated or from a file, that is not 1.

    May report: ``wrong-unit``.
    """
    found: list[Diagnostic] = []
    for quantity in model.quantities.values():
        year = _base_year(quantity.unit)
        axis = next((model.axes[name] for name in quantity.axes if model.axes[name].form == "time"), None)
        at = None if axis is None else axis.find(year)
        if axis is None or at is None or quantity.partial:
            continue
        figures = _figures(quantity, axis, at, model, tables.get(quantity.name))
        wrong = next(((span, value) for span, value in figures if abs(value - 1) > _TOLERANCE), None)
        if wrong is not None:
            found.append(findings.magnitudes.not_one_in_base_year(quantity, year, *wrong))
    return tuple(found)


def _base_year(unit: Unit) -> str:
    """``2005`` of ``MXN/MXN(2005)``; empty of any other unit."""
    above = [name for name, power in unit.powers if power == 1]
    below = [_CONSTANT.fullmatch(name) for name, power in unit.powers if power == -1]
    if len(unit.powers) != 2 or len(above) != 1 or not below or below[0] is None:
        return ""
    return below[0][2] if above[0] == below[0][1] else ""


def _figures(
    quantity: Quantity, axis: Axis, at: int, model: Model, table: TableValues | None
) -> Iterator[tuple[Span, float]]:
    """The figures of *quantity* at the position *at* of *axis* that are known before the run, each with its place."""
    for case in quantity.cases:
        if isinstance(case.formula, Constant) and any(
            at in box.along(axis.name, len(axis)) for box in case.region.boxes
        ):
            yield case.formula.span, case.formula.value
    if table is None:
        return
    after = quantity.axes[quantity.axes.index(axis.name) + 1 :]
    stride = 1
    for name in after:
        stride *= len(model.axes[name])
    for number, (value, line) in enumerate(zip(table.values, table.lines, strict=True)):
        if line and number // stride % len(axis) == at:
            yield findings.magnitudes.row_of(table.source, line), value
