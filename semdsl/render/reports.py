"""The reports of a model as tables that a printer of text, CSV or HTML need only set."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from semdsl.render.words import TOTAL, Words, said_of, title_of, unit_in_words, words_for
from semdsl.runtime.numerals import IN_TIME, decimals_for, grouped
from semdsl.semantics.margins import Margin
from semdsl.semantics.model import Axis, Model, Quantity, Report, Shown
from semdsl.semantics.years import are_years

Cell = Mapping[str, int]
Value = Callable[[str, Cell], float]
"""Value, in base units, of the quantity so named in a cell; NaN where a partial quantity has none."""

_LARGE = ("million ", "thousand ")
_ALL = -1
"""The position of the total along an axis of the layout."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a row or over a column: ``text`` for a reader; in files and data ``name``, with ``total``."""

    text: str
    name: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a heading over others (no ``numbers``), or numbers in the unit shown.

    ``decimals`` has how many of them each number is shown with.
    """

    label: Label
    depth: int
    numbers: tuple[float, ...] = ()
    decimals: tuple[int, ...] = ()

    @property
    def stub(self) -> str:
        """What a reader sees before the numbers."""
        return self.label.text

    @property
    def texts(self) -> tuple[str, ...]:
        """The numbers for a reader; an empty text where there is no value."""
        return tuple(map(grouped, self.numbers, self.decimals))


@dataclass(frozen=True, slots=True)
class Table:
    """What is printed of a report: ``unit`` is empty if the rows say theirs.

    Side by side, the columns are quantities and the rows labels. ``members`` is of what all that is shown is a slice,
    said once for a reader; files and data, which have no place for it, say it with each.
    """

    title: str
    unit: str
    heads: tuple[Label, ...]
    rows: tuple[Row, ...]
    words: Words
    source: str = ""
    side_by_side: bool = False
    members: str = ""

    @property
    def measure(self) -> str:
        """In what unit the numbers are, and of which members, for a reader."""
        unit = f"{self.words.unit}: {self.unit}" if self.unit else ""
        return " · ".join(filter(None, (unit, self.members)))

    @property
    def columns(self) -> tuple[str, ...]:
        """What a reader sees over the columns."""
        return tuple(head.text for head in self.heads)


def table_of(report: Report, model: Model, value: Value) -> Table:
    """*report* with the numbers that *value* gives.

    Without columns of its own a report of several quantities by rows has a column for each.
    """
    words = words_for(model)
    units = {shown.unit_text for shown in report.shown}
    side_by_side = bool(report.rows) and not report.columns and len(report.shown) > 1
    made = _alike(
        [
            _block(shown, stub, report, model, value, side_by_side, len(units) > 1)
            for shown, stub in zip(report.shown, _stubs(report.shown, model), strict=True)
        ]
    )
    if side_by_side:
        heads = tuple(block.stub for block in made)
        rows = _side_by_side(made)
    else:
        heads = (
            tuple(_label(cell, report, model) for cell in _cells_along(report.columns, report))
            if report.columns
            else ()
        )
        rows = tuple(row for block in made for row in block.rows())
    return Table(
        title=title_of(report.titles, model.language) or report.name,
        unit=unit_in_words(units.pop(), words) if len(units) == 1 else "",
        heads=heads or (_plain(words.value),),
        rows=rows,
        words=words,
        source=said_of(report.attributes, "source"),
        side_by_side=side_by_side,
        members=_members_said(report.shown[0], model) if _are_of_the_same(report.shown) else "",
    )


def table_of_quantity(quantity: Quantity, model: Model, value: Value) -> Table:
    """All cells of *quantity*: its time axis, or its last one, as columns, the others as rows."""
    across = next((axis for axis in quantity.axes if model.axes[axis].form == "time"), None)
    if across is None and quantity.axes:
        across = quantity.axes[-1]
    layout = [(axis, tuple(range(len(model.axes[axis])))) for axis in quantity.axes]
    title = title_of(quantity.titles, model.language)
    percent = not quantity.unit.powers and not quantity.unit.special and quantity.scale == 1
    shown = Shown(
        source=quantity.name,
        quantity=quantity.name,
        titles=quantity.titles,
        unit_text="%" if percent and quantity.kind == "premium" else quantity.shown,
        scale=0.01 if percent and quantity.kind == "premium" else quantity.scale,
    )
    report = Report(
        name=f"{quantity.name} · {title}" if title else quantity.name,
        titles=(),
        rows=tuple(part for part in layout if part[0] != across),
        columns=tuple(part for part in layout if part[0] == across),
        shown=(shown,),
        span=model.modules[0].declarations[0].span if quantity.span is None else quantity.span,
    )
    return _without_heading(table_of(report, model, value))


def has_value(quantity: Quantity, cell: Cell) -> bool:
    """Whether a case of *quantity* is for *cell*; only a partial quantity has cells that none is for."""
    return not quantity.partial or any(
        all(cell[axis] in positions for axis, positions in box.positions)
        for case in quantity.cases
        for box in case.region.boxes
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """One quantity of a report: a line of numbers for each of its labels (the first line's is empty if it has none)."""

    stub: Label
    lines: tuple[tuple[Label, tuple[float, ...]], ...]
    by_label: bool
    unit: str
    decimals: int

    def numbers(self) -> Iterator[float]:
        return (number for _, numbers in self.lines for number in numbers)

    def rows(self) -> Iterator[Row]:
        if self.by_label:
            yield Row(self.stub, 0)
        for label, numbers in self.lines:
            depth = 1 if self.by_label else 0
            yield Row(label if depth else self.stub, depth, numbers, (self.decimals,) * len(numbers))


def _stubs(shown: Sequence[Shown], model: Model) -> list[Label]:
    """What each is called before its row or over its column: a reader is told once of which members all are."""
    names = shown_titles(shown, model)
    same = _are_of_the_same(shown)
    texts = shown_titles([replace(one, members=()) for one in shown], model) if same else names
    return [Label(text, name) for text, name in zip(texts, names, strict=True)]


def _are_of_the_same(shown: Sequence[Shown]) -> bool:
    """Whether several are shown, all slices of the same members."""
    return len(shown) > 1 and len({one.members for one in shown}) == 1


def _members_said(shown: Shown, model: Model) -> str:
    return ", ".join(label_shown(model.axes[axis], at, model.language) for axis, at in shown.members)


def shown_titles(shown: Sequence[Shown], model: Model) -> list[str]:
    """What each is called: ``title_shown``, with its instance where another one is called the same."""
    called = [title_shown(one, model) for one in shown]
    sources = {
        title: {one.source for one, own in zip(shown, called, strict=True) if own == title}
        for title in called
    }
    return [
        title_shown(one, model, _told_apart(one.source, sources[own]))
        for one, own in zip(shown, called, strict=True)
    ]


def title_shown(shown: Shown, model: Model, apart: str = "") -> str:
    """The title of *shown*, or its source, with the members that it is of: ``Cost (men, SEM)``.

    What tells it *apart* from others stands before them.
    """
    return with_members(title_of(shown.titles, model.language) or shown.source, shown, model, apart)


def with_members(title: str, shown: Shown, model: Model, apart: str = "") -> str:
    """*title* with the members that *shown* is of, and what tells it *apart*."""
    said = ", ".join(filter(None, (apart, _members_said(shown, model))))
    return f"{title} ({said})" if said else title


def _told_apart(source: str, sources: Collection[str]) -> str:
    """What tells *source* apart from the other *sources* that are called the same; nothing if there is none."""
    if len(sources) == 1:
        return ""
    instance = source.rpartition(".")[0]
    alone = sum(one.rpartition(".")[0] == instance for one in sources) == 1
    return instance if instance and alone else source


def _block(
    shown: Shown, stub: Label, report: Report, model: Model, value: Value, every_label: bool, says_unit: bool
) -> _Block:
    """The numbers of *shown*, called *stub*, for ``every_label`` of the rows or only along those that it varies by."""
    quantity = model.quantities[shown.quantity]
    varies = _varies_by(quantity)
    down = tuple(part for part in report.rows if every_label or part[0] in varies)
    first = {axis: members[0] for axis, members in report.rows if members}
    totals = {frozenset(total.over): model.quantities[total.quantity] for total in shown.totals}

    def number(cell: Cell) -> float:
        over = frozenset(axis for axis, position in cell.items() if position == _ALL)
        asked = totals.get(over) if over else quantity
        if asked is None:
            return math.nan
        own = {axis: {**first, **cell}[axis] for axis in asked.axes}
        return value(asked.name, own) / shown.scale if has_value(asked, own) else math.nan

    columns = tuple(_cells_along(report.columns, report))
    lines = tuple(
        (_label(cell, report, model), tuple(number({**cell, **column}) for column in columns))
        for cell in _cells_along(down, report)
    )
    if says_unit and shown.unit_text:
        unit = unit_in_words(shown.unit_text, words_for(model))
        stub = Label(f"{stub.text} ({unit})", f"{stub.name} ({unit})")
    made = _Block(stub, lines, bool(down), shown.unit_text, 0)
    is_year = are_years((shown.quantity,), model)
    return replace(made, decimals=IN_TIME if is_year else decimals_for(made.numbers(), made.unit))


def _alike(blocks: Sequence[_Block]) -> list[_Block]:
    """*blocks* with the same decimals for all amounts in millions, or in thousands: they are added by eye."""
    alike: dict[str, list[float]] = {}
    for block in blocks:
        if block.unit.startswith(_LARGE):
            alike.setdefault(block.unit, []).extend(block.numbers())
    decimals = {unit: decimals_for(numbers, unit) for unit, numbers in alike.items()}
    return [replace(block, decimals=decimals.get(block.unit, block.decimals)) for block in blocks]


def _side_by_side(blocks: Sequence[_Block]) -> tuple[Row, ...]:
    """A line for each label, with the number of each block in its column."""
    decimals = tuple(block.decimals for block in blocks)
    lines = zip(*(block.lines for block in blocks), strict=True)
    return tuple(Row(line[0][0], 0, tuple(numbers[0] for _, numbers in line), decimals) for line in lines)


def _varies_by(quantity: Quantity) -> frozenset[str]:
    """The axes along which *quantity* is not the same everywhere: one made for a report is declared on all of its."""
    if not quantity.partial:
        return frozenset(quantity.axes)
    formulas = (axis for case in quantity.cases for axis in case.formula.axes)
    regions = (axis for case in quantity.cases for box in case.region.boxes for axis, _ in box.positions)
    return frozenset((*formulas, *(regions if len(quantity.cases) > 1 else ())))


def _cells_along(layout: tuple[tuple[str, tuple[int, ...]], ...], report: Report) -> Iterator[Cell]:
    """The cells of *layout*, with the totals of *report* where they stand among the members."""
    margins = {margin.axis: margin for margin in report.margins}
    names = [axis for axis, _ in layout]
    for positions in product(*(_with_total(members, margins.get(axis)) for axis, members in layout)):
        yield dict(zip(names, positions, strict=True))


def _with_total(members: tuple[int, ...], margin: Margin | None) -> tuple[int, ...]:
    if margin is None:
        return members
    return (_ALL, *members) if margin.first else (*members, _ALL)


def _plain(text: str) -> Label:
    return Label(text, text)


def _label(cell: Cell, report: Report, model: Model) -> Label:
    """What *cell* is called: its labels, and of an axis that is added up the title of its total."""
    titles = {margin.axis: title_of(margin.titles, model.language) for margin in report.margins}
    texts: list[str] = []
    names: list[str] = []
    for axis, position in cell.items():
        is_total = position == _ALL
        text = (
            (titles[axis] or words_for(model).total)
            if is_total
            else label_shown(model.axes[axis], position, model.language)
        )
        texts.append(text)
        names.append(TOTAL if is_total else text)
    return Label(" · ".join(texts), " · ".join(names), _ALL in cell.values())


def label_shown(axis: Axis, position: int, language: str) -> str:
    """The label at *position* as a reader sees it: its title, or itself."""
    titles = axis.label_titles[position] if axis.label_titles else ()
    return title_of(titles, language) or axis.labels[position]


def _without_heading(table: Table) -> Table:
    """*table*, of one quantity, whose title already says what its heading does."""
    if len(table.rows) == 1:
        rows = tuple(replace(row, label=_plain("")) for row in table.rows)
    else:
        rows = tuple(replace(row, depth=0) for row in table.rows[1:])
    return replace(table, rows=rows)
