"""Cells of an expectation or a quantity, set side by side for a page: at most ten, and how many more there are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from semdsl.render.replication_words import PageWords
from semdsl.render.reports import Value, label_shown
from semdsl.render.verdicts import decimals_of, reading
from semdsl.render.words import TOTAL, Words, title_of, unit_in_words, words_for
from semdsl.runtime.numerals import IN_TIME, decimals_for, grouped
from semdsl.runtime.verdicts import CellVerdict, Verdict
from semdsl.semantics.model import Model, Quantity, Region
from semdsl.semantics.years import are_years

MOST_CELLS = 10
"""Cells that are shown of one declaration."""

_RATIO = "ratio"
_NO_PERCENTAGE = 10.0  # a ratio of this size is a number of years or of persons


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Labels in columns named by ``axes``, then numbers in ``columns``; ``unit`` is that of all of them."""

    axes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str
    more: str


def compared_figures(
    cells: Sequence[CellVerdict], verdict: Verdict, model: Model, page: PageWords, words: Words
) -> FigureTable:
    """What was computed and what was printed in *cells* of *verdict*; a condition has no figures, only its cells."""
    shown = cells[:MOST_CELLS]
    factor, sign, unit = reading(verdict)
    decimals = decimals_of(shown, verdict) if shown else 0
    rows: list[tuple[str, ...]] = []
    for cell in shown:
        labels = tuple(label_of(model, axis, label) for axis, label in cell.cell)
        left, right = cell.left * factor, cell.right * factor
        apart = round(left, max(decimals, 0)) - round(right, max(decimals, 0))
        sides = (grouped(left, decimals), grouped(right, decimals), _signed(apart, decimals))
        rows.append(labels if math.isnan(cell.left) else (*labels, *sides))
    second = page.expected if verdict.kind == "check" else page.printed
    has_sides = bool(shown) and not math.isnan(shown[0].left)
    columns = (page.found, second, page.difference) if has_sides else ()
    axes = tuple(_axis_title(model, axis) for axis, _ in shown[0].cell) if shown else ()
    return FigureTable(
        axes,
        columns,
        tuple(row for row in rows if row),
        _unit(sign, unit, words) if columns else "",
        _more(len(cells), page),
    )


def values_of(
    quantity: Quantity, region: Region, model: Model, value: Value, page: PageWords, words: Words
) -> FigureTable:
    """The values of *quantity* in the cells of *region*; one line if they are all the same."""
    sizes = {axis: len(model.axes[axis]) for axis in quantity.axes}
    cells = sorted(
        cell for box in region.boxes for cell in product(*(box.along(*axis) for axis in sizes.items()))
    )
    numbers = [value(quantity.name, dict(zip(sizes, cell, strict=True))) / quantity.scale for cell in cells]
    percent = quantity.shown == _RATIO and not any(abs(number) >= _NO_PERCENTAGE for number in numbers)
    unit = "%" if percent else "" if quantity.shown == _RATIO else unit_in_words(quantity.shown, words)
    numbers = [number * 100 for number in numbers] if percent else numbers
    decimals = decimals_for(numbers, "%" if percent else quantity.shown) if numbers else 0
    if are_years((quantity.name,), model):
        decimals = IN_TIME
    if len(numbers) > 1 and len(set(numbers)) == 1:
        figures = grouped(numbers[0], decimals)
        own = unit_in_words(quantity.shown, words, figures) if unit and not percent else unit
        said = f"{figures}{own if percent else f' {own}'.rstrip()}"
        return FigureTable((), (), (), "", page.same.format(cells=f"{len(numbers):,}", value=said))
    shown = list(zip(cells, numbers, strict=True))[:MOST_CELLS]
    rows = tuple(
        (
            *(
                label_shown(model.axes[axis], at, model.language)
                for axis, at in zip(sizes, cell, strict=True)
            ),
            grouped(number, decimals),
        )
        for cell, number in shown
    )
    axes = tuple(_axis_title(model, axis) for axis in sizes)
    return FigureTable(axes, (page.value,), rows, unit, _more(len(cells), page))


def _unit(sign: str, unit: str, words: Words) -> str:
    return sign or ("" if unit in (_RATIO, "") else unit_in_words(unit, words))


def label_of(model: Model, axis: str, label: str) -> str:
    """*label* as a reader sees it: its title, if it has one; of no member, but of their total, the word for it."""
    own = model.axes[axis]
    if label == TOTAL and label not in own.labels:
        return words_for(model).total
    return label_shown(own, own.labels.index(label), model.language)


def _axis_title(model: Model, axis: str) -> str:
    return title_of(model.axes[axis].titles, model.language) or axis


def _signed(number: float, decimals: int) -> str:
    text = grouped(number, decimals)
    return f"+{text}" if number > 0 and float(text.replace(",", "")) else text


def _more(cells: int, page: PageWords) -> str:
    count = cells - MOST_CELLS
    return page.more[count > 1].format(count=f"{count:,}") if count > 0 else ""
