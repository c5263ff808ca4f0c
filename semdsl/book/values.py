"""A look at the numbers of a quantity: a small table, and a line that shows how they go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from semdsl.render.charts.spark import spark_line, spark_pyramid
from semdsl.render.elements import Element
from semdsl.render.reports import Cell, Table, Value, label_shown, table_of
from semdsl.render.words import Words, title_of, unit_in_words
from semdsl.runtime.numerals import IN_TIME, decimals_for, grouped
from semdsl.semantics.model import Axis, Model, Quantity, Ref, Report, Shown
from semdsl.semantics.years import are_years
from semdsl.source import Span
from semdsl.units.parse import PARTS

MOST_COLUMNS = 7
MOST_ROWS = 8
MOST_LINES = 6
_ROWS_ALONE = 12
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a small table; a heading over others has no ``texts``."""

    label: str
    texts: tuple[str, ...]
    inner: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers for a reader: ``single`` if there is but one, else rows and columns. ``more`` are the rows left out."""

    caption: str
    unit: str
    single: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    more: int
    spark: Element | None
    source: str = ""
    cells: int = 1
    note: str = ""


def preview_of(
    quantity: Quantity, values: NDArray[np.float64], model: Model, words: Words, span: Span
) -> Grid:
    """Some of the *values* of *quantity*, which are in base units: a few years, or a few members of its axes.

    Where all are the same they are one number.
    """
    unit, scale = _shown(quantity, model)
    said = _unit_said(unit, words)
    if float(values.min()) == float(values.max()):
        number = float(values.flat[0]) / scale
        decimals = IN_TIME if are_years((quantity.name,), model) else decimals_for([number], unit)
        return _single(number, decimals, unit, words, values.size)

    def value(_: str, cell: Cell) -> float:
        return float(values[tuple(cell[axis] for axis in quantity.axes)])

    across = _across(quantity, model)
    down = [axis for axis in quantity.axes if axis != across]
    most = MOST_ROWS if down else 1
    rows = [(axis, tuple(range(len(model.axes[axis])))) for axis in down]
    columns = [] if across is None else [(across, _picked(model.axes[across]))]
    cut = _cut(rows, most if across else _ROWS_ALONE, model)
    report = Report(
        name=quantity.name,
        titles=quantity.titles,
        rows=tuple(cut),
        columns=tuple(columns),
        shown=(Shown(quantity.name, quantity.name, quantity.titles, unit, scale),),
        span=span,
    )
    grid = grid_of(table_of(report, model, value))
    left_out = math.prod(len(members) for _, members in rows) - math.prod(len(members) for _, members in cut)
    lines = tuple(Line(line.label, line.texts) for line in grid.lines if line.texts)
    if not down:
        lines = tuple(Line("", line.texts) for line in lines)
    spark = _pyramid_of(quantity, values, model) or spark_of(quantity, model, value, cut, scale)
    return Grid("", said, "", grid.heads, lines, left_out, spark)


def grid_of(table: Table) -> Grid:
    """A report as rows and columns."""
    lines = tuple(Line(row.stub, row.texts, row.depth > 0, row.label.is_total) for row in table.rows)
    unit = " · ".join(filter(None, (table.unit, table.members)))
    return Grid(table.title, unit, "", table.columns, lines, 0, None, table.source)


def _single(number: float, decimals: int, unit: str, words: Words, cells: int) -> Grid:
    figures = grouped(number, decimals)
    said = _unit_said(unit, words, figures)
    joint = "" if said == "%" else "\u00a0"
    return Grid("", said, f"{figures}{joint}{said}".strip(), (), (), 0, None, cells=cells)


def _unit_said(unit: str, words: Words, figures: str = "") -> str:
    return "%" if unit == "%" else "" if unit == "ratio" else unit_in_words(unit, words, figures)


def _shown(quantity: Quantity, model: Model) -> tuple[str, float]:
    """The unit in which a reader sees the values: percent, or per mille, where the author writes them so."""
    sign = _written_sign(quantity, model) if quantity.shown == "ratio" else ""
    return (sign, PARTS[sign]) if sign else (quantity.shown, quantity.scale)


def _written_sign(quantity: Quantity, model: Model) -> str:
    """The ``%`` or ``‰`` in which a formula of *quantity* has a number, or its file; of an input, of what is bound."""
    while quantity.kind == "input" and len(quantity.cases) == 1:
        bound = quantity.cases[0].formula
        if not isinstance(bound, Ref):
            break
        quantity = model.quantities[bound.name]
    of_file = [sign for sign, part in PARTS.items() if quantity.table and quantity.table.factor == part]
    if of_file:
        return of_file[0]
    in_formula = any(
        "%" in case.span.text.split("#")[0] for case in quantity.cases if len(case.span.text) < 200
    )
    return "%" if in_formula or quantity.kind == "premium" else ""


def _across(quantity: Quantity, model: Model) -> str | None:
    """The axis of the columns: time, or else one of numbers, or a short last one."""
    for form in ("time", "numeric"):
        along = next((axis for axis in quantity.axes if model.axes[axis].form == form), None)
        if along is not None:
            return along
    last = quantity.axes[-1]
    if len(model.axes[last]) <= MOST_COLUMNS:
        return last
    return None


def _picked(axis: Axis) -> tuple[int, ...]:
    """The first, the last and some members between them: round years, if the axis is of years."""
    size = len(axis)
    if size <= MOST_COLUMNS:
        return tuple(range(size))
    numbers = axis.coordinates or tuple(map(float, range(size)))
    for step in _STEPS:
        round_ones = [at for at, number in enumerate(numbers) if number % step == 0]
        picked = tuple(dict.fromkeys((0, *round_ones, size - 1)))
        if len(picked) <= MOST_COLUMNS:
            return picked
    return (0, size - 1)


def _cut(
    rows: Sequence[tuple[str, tuple[int, ...]]], most: int, model: Model
) -> list[tuple[str, tuple[int, ...]]]:
    """*rows* with so few members of the first axes that there are at most *most* lines: of many numbers round ones."""
    found: list[tuple[str, tuple[int, ...]]] = []
    room = most
    for axis, members in reversed(rows):
        kept = members[: max(1, room)]
        if len(kept) < len(members) and model.axes[axis].form in ("time", "numeric"):
            picked = _picked(model.axes[axis])
            kept = picked if len(picked) <= room else kept
        found.append((axis, kept))
        room //= max(1, len(kept))
    return found[::-1]


def spark_of(
    quantity: Quantity,
    model: Model,
    value: Value,
    rows: Sequence[tuple[str, tuple[int, ...]]],
    scale: float,
) -> Element | None:
    """A line for each of a few of *rows* and columns along time, or else along an axis with an order, as of ages.

    None for a single or a constant value.
    """
    ordered = [axis for axis in quantity.axes if model.axes[axis].ordered]
    along = next((axis for axis in ordered if model.axes[axis].form == "time"), (*ordered, "")[0])
    if not along or len(model.axes[along]) < 3:
        return None
    axis = model.axes[along]
    whole = {name: tuple(range(len(model.axes[name]))) for name in quantity.axes}
    others = {name: members for name, members in {**whole, **dict(rows)}.items() if name != along}
    cells = [dict(zip(others, at, strict=True)) for at in islice(product(*others.values()), MOST_LINES)]
    step = max(1, len(axis) // 120)
    places = [*range(0, len(axis) - 1, step), len(axis) - 1]
    series = [[value(quantity.name, {**cell, along: at}) / scale for at in places] for cell in cells]
    title = title_of(quantity.titles, model.language) or quantity.name
    ends = " – ".join(label_shown(axis, at, model.language) for at in (0, len(axis) - 1))
    named = [
        ", ".join(label_shown(model.axes[name], at, model.language) for name, at in cell.items())
        for cell in cells
    ]
    said = f": {' | '.join(named)}" if others else ""
    return spark_line(series, f"{title}, {ends}{said}")


def _pyramid_of(quantity: Quantity, values: NDArray[np.float64], model: Model) -> Element | None:
    """A population by an axis with an order and one of two members, back to back; None for anything else."""
    counts = quantity.kind == "population" or (quantity.kind == "table" and quantity.shown == "person")
    if not counts or len(quantity.axes) != 2:
        return None
    along = [at for at, axis in enumerate(quantity.axes) if model.axes[axis].ordered]
    if len(along) != 1 or model.axes[quantity.axes[along[0]]].form == "time":
        return None
    across = model.axes[quantity.axes[1 - along[0]]]
    if len(across) != 2:
        return None
    first, second = np.moveaxis(values, along[0], 1)
    title = title_of(quantity.titles, model.language) or quantity.name
    said = " | ".join(label_shown(across, at, model.language) for at in (0, 1))
    return spark_pyramid((first.tolist(), second.tolist()), f"{title}: {said}")
