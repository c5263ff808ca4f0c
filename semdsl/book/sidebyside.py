"""The scenarios of a model side by side: what its reports say of premiums, reserves and its other ends, under each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from semdsl.book.context import Book, Facts
from semdsl.book.values import Grid, Line
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import say
from semdsl.render.reports import Cell, Table, table_of, title_shown
from semdsl.render.words import title_of
from semdsl.requests import BASE, in_scenario
from semdsl.running import Arrays, compute
from semdsl.semantics.model import Model, Report

MOST_GRIDS = 12
MOST_SCENARIOS = 40
_TELLING = ("premium", "reserve")


def headline_reports(model: Model) -> tuple[Report, ...]:
    """The first of ``_headlines``: those that are set side by side."""
    return _headlines(model)[:MOST_GRIDS]


def _headlines(model: Model) -> tuple[Report, ...]:
    """The reports of the model file, each with what it shows of premiums and reserves, or with its first line."""
    found: list[Report] = []
    for report in model.reports:
        if report.part:
            continue
        telling = (
            tuple(one for one in report.shown if model.quantities[one.source].kind in _TELLING)
            if _known(report, model)
            else ()
        )
        shown = telling or report.shown[:1]
        found += [replace(report, shown=(one,)) for one in shown]
    return tuple(found)


def _known(report: Report, model: Model) -> bool:
    return all(one.source in model.quantities for one in report.shown)


def compared(facts: Facts) -> Outcome[dict[str, Arrays]]:
    """The values of headlines under each scenario; what stops a scenario is said, and it is left out."""
    checked = facts.run.checked
    wanted = {one.shown[0].quantity for one in headline_reports(checked.model)}
    found: dict[str, Arrays] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    for name in list(checked.model.scenarios)[:MOST_SCENARIOS] if wanted else []:
        computed = compute(in_scenario(checked.model, name), checked, wanted)
        diagnostics += tuple(
            one.noting(say("in the scenario `{name}`", name=name)) for one in computed.diagnostics
        )
        if computed.value is not None:
            found[name] = computed.value
    return Outcome(found, diagnostics)


def side_by_side(book: Book) -> tuple[Grid, ...]:
    """A table for each headline, with a row for each scenario, or for each of its rows under each."""
    if not book.scenarios:
        return ()
    return tuple(_grid(report, book, book.scenarios) for report in headline_reports(book.model))


def scenarios_of(name: str, book: Book) -> Grid | None:
    """The first table that is of the quantity *name*, with the scenarios that move it; None if none does."""
    report = next((one for one in headline_reports(book.model) if one.shown[0].source == name), None)
    if report is None or not book.scenarios:
        return None
    stated = _figures(report, book, book.facts.stated.arrays)
    moving = {
        own: arrays for own, arrays in book.scenarios.items() if _figures(report, book, arrays) != stated
    }
    still = len(book.scenarios) - len(moving)
    note = book.words.unmoved.format(count=still) if still else ""
    return replace(_grid(report, book, moving), note=note) if moving else None


def left_out(book: Book) -> tuple[str, ...]:
    """What is not set side by side: scenarios that stop, and what is too much, with where it is found."""
    words, every = book.words, list(book.model.scenarios)
    stopped = [name for name in every[:MOST_SCENARIOS] if name not in book.scenarios]
    scenarios, tables = len(every) - MOST_SCENARIOS, len(_headlines(book.model)) - MOST_GRIDS
    notes = (
        words.stopped.format(names=", ".join(stopped)) if stopped and headline_reports(book.model) else "",
        words.more_scenarios.format(count=scenarios, file=book.file) if scenarios > 0 else "",
        words.more_tables.format(count=tables, file=book.file) if tables > 0 else "",
    )
    return tuple(filter(None, notes))


def _grid(report: Report, book: Book, values: Mapping[str, Arrays]) -> Grid:
    every = {BASE: book.facts.stated.arrays, **values}
    tables = {name: _table(report, book, arrays) for name, arrays in every.items()}
    first = tables[BASE]
    lines = tuple(line for name, table in tables.items() for line in _lines(_title(name, book), table))
    shown = report.shown[0]
    own = title_shown(shown, book.model, shown.source if "." in shown.source else "")
    caption = f"{own} — {first.title}"
    return Grid(caption, first.unit, "", first.columns, lines, 0, None)


def _figures(report: Report, book: Book, arrays: Arrays) -> list[tuple[str, ...]]:
    """What a reader sees of *report*."""
    return [row.texts for row in _table(report, book, arrays).rows]


def _lines(title: str, table: Table) -> Iterator[Line]:
    rows = [row for row in table.rows if row.numbers]
    if len(rows) == 1:
        yield Line(title, rows[0].texts)
        return
    yield Line(title, ())
    for row in rows:
        yield Line(row.stub, row.texts, inner=True)


def _title(name: str, book: Book) -> str:
    if name == BASE:
        return book.words.stated
    return title_of(book.model.scenarios[name].titles, book.language) or name


def _table(report: Report, book: Book, arrays: Arrays) -> Table:
    def value(name: str, cell: Cell) -> float:
        return float(arrays[name][tuple(cell[axis] for axis in book.model.quantities[name].axes)])

    return table_of(replace(report, margins=()), book.model, value)
