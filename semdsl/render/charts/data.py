"""What a chart is drawn from: series of numbers along an axis, and the same as a table."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import product

from semdsl.render.reports import Label, Row, Table, Value, has_value, label_shown, shown_titles, with_members
from semdsl.render.words import Words, said_of, title_of, unit_in_words, words_for
from semdsl.runtime.numerals import IN_TIME, PERCENT, decimals_for, grouped
from semdsl.semantics.model import Chart, Model, Shown
from semdsl.semantics.years import are_years


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each place along the axis; NaN where there is no value."""

    label: str
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """A chart in numbers of ``unit``. ``coordinates`` are the numbers of the places, if they lie as numbers do.

    Without an axis there is one place, with an empty label. ``middle`` is the value as stated, of a tornado.
    """

    form: str
    title: str
    unit: str
    axis: str
    places: tuple[str, ...]
    coordinates: tuple[float, ...]
    series: tuple[Series, ...]
    words: Words
    source: str = ""
    unit_text: str = ""
    middle: float = math.nan
    in_time: bool = False
    decimals: int = field(init=False)
    """How many decimals its figures have for a reader."""

    def __post_init__(self) -> None:
        numbers = (number for one in self.series for number in one.numbers)
        decimals = IN_TIME if self.in_time else decimals_for(numbers, self.unit_text)
        object.__setattr__(self, "decimals", decimals)

    def said(self, number: float) -> str:
        """*number* for a reader, with its unit."""
        text = grouped(number, self.decimals)
        if self.unit_text == PERCENT:
            return f"{text}%"
        return f"{text} {self.unit}".strip()


def data_of(chart: Chart, model: Model, value: Value) -> Data:
    """*chart* with the numbers that *value* gives."""
    report, words = chart.report, words_for(model)
    titles = shown_titles(report.shown, model)
    columns = [name for name, _ in report.columns]
    rows = report.rows[:1]
    series: list[Series] = []
    for shown, title in zip(report.shown, titles, strict=True):
        for at in product(*(members for _, members in report.columns)):
            cell = dict(zip(columns, at, strict=True))
            members = [label_shown(model.axes[axis], place, model.language) for axis, place in cell.items()]
            label = " · ".join((title, *members))
            if len(report.shown) == 1 and members:  # what is shown is in the title of the chart
                label = with_members(" · ".join(members), shown, model)
            places = [{**cell, rows[0][0]: place} for place in rows[0][1]] if rows else [cell]
            numbers = tuple(_number(shown, place, model, value) for place in places)
            series.append(Series(label, numbers))
    axis = model.axes[rows[0][0]] if rows else None
    unit = report.shown[0].unit_text
    return Data(
        form=chart.form,
        title=title_of(report.titles, model.language) or report.name,
        unit=unit_in_words(unit, words),
        axis="" if axis is None else title_of(axis.titles, model.language) or axis.name,
        places=("",) if axis is None else tuple(label_shown(axis, at, model.language) for at in rows[0][1]),
        coordinates=()
        if axis is None or axis.coordinates is None or axis.form not in ("time", "numeric")
        else tuple(axis.coordinates[at] for at in rows[0][1]),
        series=tuple(series),
        words=words,
        source=said_of(report.attributes, "source"),
        unit_text=unit,
        in_time=are_years([shown.quantity for shown in report.shown], model),
    )


def _number(shown: Shown, cell: dict[str, int], model: Model, value: Value) -> float:
    quantity = model.quantities[shown.quantity]
    own = {axis: cell[axis] for axis in quantity.axes}
    return value(quantity.name, own) / shown.scale if has_value(quantity, own) else math.nan


def table_of_data(data: Data) -> Table:
    """The figures of *data*: a row for each place and a column for each series, or a row for each series."""
    along = data.places != ("",)
    numbers = (
        [tuple(one.numbers[at] for one in data.series) for at in range(len(data.places))]
        if along
        else [one.numbers for one in data.series]
    )
    names = data.places if along else tuple(one.label for one in data.series)
    heads = [one.label for one in data.series] if along else [data.words.value]
    return Table(
        title=data.title,
        unit=data.unit,
        heads=tuple(Label(head, head) for head in heads),
        rows=tuple(
            Row(Label(name, name), 0, own, (data.decimals,) * len(own))
            for name, own in zip(names, numbers, strict=True)
        ),
        words=data.words,
        source=data.source,
        side_by_side=along,
    )
