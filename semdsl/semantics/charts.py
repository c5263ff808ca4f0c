"""Charts: reports that are drawn, and what each form of chart needs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import Said, say
from semdsl.semantics import findings
from semdsl.semantics.made import Statements
from semdsl.semantics.model import Chart, Report
from semdsl.semantics.reports import read_report
from semdsl.semantics.spaces import Space, Work
from semdsl.syntax import ast
from semdsl.units.algebra import TRUTH

LINE, AREA, BAR, STACKED = "line", "area", "bar", "stacked bar"
PYRAMID, FAN, WATERFALL, TORNADO = "pyramid", "fan", "waterfall", "tornado"


@dataclass(frozen=True, slots=True)
class _Form:
    """What a form of chart ``wanted``, how many series a reader can tell apart, and whether its axis has an order."""

    wanted: Said
    example: str
    most: int
    ordered: bool = False


_ALONG = say("an axis to go along, after `by`")

FORMS: Mapping[str, _Form] = {
    LINE: _Form(_ALONG, "line of income, expense by year", 12, ordered=True),
    AREA: _Form(_ALONG, "area of expense by year, item", 12, ordered=True),
    BAR: _Form(_ALONG, "bar of income, expense by year", 12),
    STACKED: _Form(_ALONG, "stacked bar of expense by year, item", 12),
    PYRAMID: _Form(
        say("two sides: one quantity by an axis and by one of two members, or two quantities by one axis"),
        "pyramid of covered by age, sex where year = 2006",
        2,
    ),
    FAN: _Form(
        say("an odd number of lines from the lowest to the highest: quantities, or members of a second axis"),
        "fan of low, central, high by year",
        9,
        ordered=True,
    ),
    WATERFALL: _Form(
        say("an opening value, what is added to it, and a closing value, each in one cell and without `by`"),
        "waterfall of opening, income, (-expense), closing where year = 2006",
        20,
    ),
    TORNADO: _Form(
        say("one result in one cell, without `by`; the bars are the assumptions with a `range`"),
        "tornado of level where line = SEM",
        1,
    ),
}
"""The forms of charts, by the words for them."""

_MEANT = {
    **dict.fromkeys(("linea", "línea", "lineas", "líneas", "lines", "curve", "plot"), LINE),
    **dict.fromkeys(("área", "areas", "áreas", "stacked area"), AREA),
    **dict.fromkeys(("barra", "barras", "bars", "column", "columns", "histogram"), BAR),
    **dict.fromkeys(("stack", "stacked", "stacked bars", "barras apiladas", "stacked column"), STACKED),
    **dict.fromkeys(("piramide", "pirámide", "population pyramid"), PYRAMID),
    **dict.fromkeys(("abanico", "quantiles"), FAN),
    **dict.fromkeys(("cascada", "bridge"), WATERFALL),
    **dict.fromkeys(("pie", "donut", "pastel"), BAR),
}
MOST_BARS = 240
MOST_PLACES = {BAR: 120, STACKED: 120, PYRAMID: 130, LINE: 1000, AREA: 1000, FAN: 1000}


def read_chart(declaration: ast.Chart, space: Space, work: Work, into: Statements) -> Iterator[Chart]:
    """A chart, if nothing is wrong with it: a report, with partial quantities for each thing it shows.

    May report: ``unknown-chart``, ``chart-axes``, ``chart-units``, ``chart-too-full``, and what a report may.
    """
    form = FORMS.get(declaration.form.text)
    if form is None:
        meant = _MEANT.get(declaration.form.text.casefold(), "")
        work.report(findings.charts.unknown_chart(declaration.form, tuple(FORMS), meant))
        return
    before = len(work.found)
    report = read_report(_as_report(declaration), space, work, into)
    if any(one.is_error for one in work.found[before:]) or len(report.shown) < len(declaration.names):
        return  # what is not shown was told where it is declared
    found = next(_wrong(declaration, form, report, work, into), None)
    if found is not None:
        work.report(found)
        return
    yield Chart(declaration.form.text, report)


def _as_report(declaration: ast.Chart) -> ast.Report:
    """The report that is drawn: the first axis as its rows, the others as its columns."""
    first, last = declaration.names[0], declaration.where or declaration.unit or declaration.names[-1]
    shown = ast.Show(declaration.names, declaration.unit, declaration.where, span=first.span.to(last.span))
    return ast.Report(
        kind=declaration.kind,
        name=declaration.name,
        titles=declaration.titles,
        attributes=declaration.attributes,
        rows=declaration.by[:1],
        columns=declaration.by[1:],
        shows=(shown,),
        span=declaration.span,
    )


def _wrong(
    declaration: ast.Chart, form: _Form, report: Report, work: Work, into: Statements
) -> Iterator[Diagnostic]:
    """What is wrong with a chart whose names and places are right."""
    named, names, by = declaration.form, declaration.names, declaration.by
    for shown in report.shown:
        node = into.quantities[shown.quantity]
        if node.unit == TRUTH and node.cases:
            yield findings.units.condition_as_value(node.cases[0].formula)
    if named.text == TORNADO and not _has_ranges(work):
        yield findings.charts.nothing_to_move(named)
    series = len(names) * math.prod(len(members) for _, members in report.columns)
    if not _fits(named.text, len(names), len(by), series):
        yield findings.charts.chart_needs_axes(named, form.wanted, form.example)
    if form.ordered and report.rows and report.rows[0] and not work.axes[report.rows[0][0]].ordered:
        yield findings.charts.chart_along_no_order(named, by[0])
    first = report.shown[0]
    for name, shown in zip(names, report.shown, strict=True):
        if (shown.unit_text, shown.scale) != (first.unit_text, first.scale):
            fits = into.quantities[shown.quantity].unit.fits(into.quantities[first.quantity].unit)
            yield findings.charts.chart_units(
                name.span, shown.source, shown.unit_text, first.source, first.unit_text, fits=fits
            )
    if series > form.most:
        yield findings.charts.chart_too_full(
            names[0].span.to(names[-1].span), series, form.most, say("series")
        )
    places = math.prod(len(members) for _, members in report.rows)
    if places > MOST_PLACES.get(named.text, 1):
        yield findings.charts.chart_too_full(
            by[0].span, places, MOST_PLACES[named.text], say("places along its axis")
        )
    if named.text == BAR and places * series > MOST_BARS:
        yield findings.charts.chart_too_full(by[0].span, places * series, MOST_BARS, say("bars"))


def _fits(form: str, shown: int, axes: int, series: int) -> bool:
    """Whether a chart of *shown* things along *axes*, which are *series* in all, can be of this form."""
    match form:
        case "pyramid":
            return axes > 0 and min(shown, axes) == 1 and series == 2
        case "fan":
            return axes > 0 and min(shown, axes) == 1 and series >= 3 and series % 2 == 1
        case "waterfall":
            return axes == 0 and shown >= 3
        case "tornado":
            return axes == 0 and shown == 1
        case _:
            return axes > 0


def _has_ranges(work: Work) -> bool:
    """Whether any declaration states a range in which it may be moved."""
    return any(
        attribute.word == "range"
        for module in work.modules
        for declaration in module.declarations
        for attribute in declaration.attributes
    )
