"""Price indices that are not 1 in their base year: money at prices of 2005 would be of another year.

Here are figures that are known before a run; ``semdsl.judging.indices`` has what a run computes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics import findings
from semdsl.semantics.model import Axis, Constant, Model, Quantity
from semdsl.semantics.tables import TableValues
from semdsl.source import Span
from semdsl.units.algebra import Unit

TOLERANCE = 0.0005  # of an index that is printed with three decimals
_CONSTANT = re.compile(r"([A-Z]{3})\((\d+)\)")


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """A quantity in ``MXN/MXN(2005)``, or a deflator in ``MXN(2005)/MXN``, and where 2005 is on its time ``axis``."""

    quantity: Quantity
    year: str
    axis: Axis
    at: int


def price_indices(model: Model, names: Iterable[str]) -> Iterator[PriceIndex]:
    """Those of *names* that are price indices and have a value in their base year."""
    for name in names:
        quantity = model.quantities[name]
        year = _base_year(quantity.unit)
        axis = next((model.axes[name] for name in quantity.axes if model.axes[name].form == "time"), None)
        at = None if axis is None else axis.find(year)
        if axis is not None and at is not None and not quantity.partial:
            yield PriceIndex(quantity, year, axis, at)


def check_price_indices(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """Warn of each price index or deflator that has a figure in its base year, stated or from a file, that is not 1.

    May report: ``wrong-unit``.
    """
    return tuple(
        findings.magnitudes.not_one_in_base_year(index.quantity, index.year, *wrong)
        for index, wrong in _wrong_figures(model, tables)
    )


def known_not_one(model: Model, tables: Mapping[str, TableValues]) -> frozenset[str]:
    """The price indices that ``check_price_indices`` warns of."""
    return frozenset(index.quantity.name for index, _ in _wrong_figures(model, tables))


def _wrong_figures(
    model: Model, tables: Mapping[str, TableValues]
) -> Iterator[tuple[PriceIndex, tuple[Span, float]]]:
    """Each price index that has a figure in its base year which is not 1, with the first such and its place."""
    for index in price_indices(model, model.quantities):
        figures = _figures(index, model, tables.get(index.quantity.name))
        wrong = next(((span, value) for span, value in figures if abs(value - 1) > TOLERANCE), None)
        if wrong is not None:
            yield index, wrong


def _base_year(unit: Unit) -> str:
    """``2005`` of ``MXN/MXN(2005)``, and of ``MXN(2005)/MXN``; empty of any other unit."""
    names = [name for name, _ in unit.powers]
    if sorted(power for _, power in unit.powers) != [-1, 1]:
        return ""
    constant = [found for name in names if (found := _CONSTANT.fullmatch(name))]
    return constant[0][2] if len(constant) == 1 and constant[0][1] in names else ""


def _figures(index: PriceIndex, model: Model, table: TableValues | None) -> Iterator[tuple[Span, float]]:
    """The figures of *index* in its base year that are known before the run, each with its place."""
    quantity, axis = index.quantity, index.axis
    for case in quantity.cases:
        if isinstance(case.formula, Constant) and any(
            index.at in box.along(axis.name, len(axis)) for box in case.region.boxes
        ):
            yield case.formula.span, case.formula.value
    if table is None:
        return
    after = quantity.axes[quantity.axes.index(axis.name) + 1 :]
    stride = 1
    for name in after:
        stride *= len(model.axes[name])
    for number, (value, line) in enumerate(zip(table.values, table.lines, strict=True)):
        if line and number // stride % len(axis) == index.at:
            yield findings.magnitudes.row_of(table.source, line), value
