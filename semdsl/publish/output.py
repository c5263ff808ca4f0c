"""The folder of a run: values, reports, what the checks said, and a manifest of it all."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from semdsl.diagnostics.model import Outcome
from semdsl.publish import findings, formats
from semdsl.publish.charts import charts_of
from semdsl.publish.file_names import distinct, report_file_names
from semdsl.publish.fingerprints import document_hash, meaning_hash
from semdsl.publish.inventory import GENERATOR, INDEX, MANIFEST
from semdsl.publish.records import part_record, verdict_record
from semdsl.publish.staging import Staging
from semdsl.publish.values import Sheet, csv_bytes, sheet_of
from semdsl.render.charts.data import Data, table_of_data
from semdsl.render.charts.draw import picture, svg_file
from semdsl.render.charts.words import chart_words
from semdsl.render.elements import Element
from semdsl.render.page import Entry, Index, Page, Section, index_of, page_of
from semdsl.render.parts import said_in
from semdsl.render.reports import Table
from semdsl.render.words import Words, said_of, title_of, words_for
from semdsl.running import Run, ScenarioRun
from semdsl.runtime.numerals import plain
from semdsl.semantics.model import Model, Report
from semdsl.version import __version__

SCHEMA = 1
_LIBRARIES = ("jinja2", "lark", "numpy", "sympy")


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: its name in the folder, with slashes, and its bytes."""

    name: str
    content: bytes


def write_run(run: Run, form: str, staging: Staging) -> Outcome[tuple[str, ...]]:
    """Write *run*, its values as *form*, and put it in place; the names of the files written.

    On any finding nothing was put in place. May report: ``cannot-write``, ``too-many-rows``.
    """
    sheets = _sheets(run)
    refused = tuple(found for sheet in sheets.values() if (found := formats.refused(form, sheet)))
    if refused:
        return Outcome((), refused)
    written: dict[str, str] = {}
    try:
        for file in _files(run, sheets, form):
            staging.write(file.name, file.content)
            written[file.name] = sha256(file.content).hexdigest()
        staging.write(MANIFEST, _json(_manifest(run, sheets, form, written)))
        staging.publish()
    except OSError as error:
        return Outcome((), (findings.cannot_write(staging.target, error),))
    return Outcome((*written, MANIFEST))


def _files(run: Run, sheets: Mapping[str, Sheet], form: str) -> Iterator[_File]:
    for file, sheet in sheets.items():
        yield _File(f"values/{file}.{form}", formats.FORMATS[form](sheet))
    meaning = meaning_hash(run.checked)
    charts = {
        scenario.name: () if run.request.only else charts_of(run, scenario, scenario.model)
        for scenario in run.scenarios
    }
    for scenario in run.scenarios:
        for name, table, data in _shown(run, scenario, charts[scenario.name]):
            yield _File(f"{name}.csv", report_csv(table))
            page = _page(table, scenario, name, meaning)
            if data is not None:
                yield _File(f"{name}.svg", svg_file(data))
                page = _with_picture(page, data, name)
            yield _File(f"{name}.html", page_of(page).encode("utf-8"))
    if not run.request.only:
        yield _File(INDEX, index_of(_index(run, charts[run.scenarios[0].name], meaning)).encode("utf-8"))
    yield _File("checks.json", _json(_checks(run)))


def _shown(
    run: Run, scenario: ScenarioRun, charts: tuple[Data, ...]
) -> Iterator[tuple[str, Table, Data | None]]:
    """Each report, and each chart with its figures, by the name of its files."""
    if run.request.only:
        return
    tables = (*scenario.report_tables(), *map(table_of_data, charts))
    data = (*(None for _ in scenario.model.reports), *charts)
    yield from zip(_report_names(run, scenario), tables, data, strict=True)


def _with_picture(page: Page, data: Data, name: str) -> Page:
    own, words = name.rpartition("/")[2], chart_words(data.words.language)
    files = ((f"{words.picture} (SVG)", f"{own}.svg"), (f"{words.data} (CSV)", f"{own}.csv"))
    return replace(page, picture=picture(data, "chart", titled=False), files=files)


def _index(run: Run, charts: tuple[Data, ...], meaning: str) -> Index:
    """What leads to every report of *run*, by the parts of the model."""
    stated = run.scenarios[0]
    model, words = stated.model, words_for(stated.model)
    names = [(scenario, list(_report_names(run, scenario))) for scenario in run.scenarios]
    pictures: tuple[Element | None, ...] = (
        *(None for _ in model.reports),
        *(picture(data, f"chart-{at}", titled=False) for at, data in enumerate(charts)),
    )
    entries = [
        (
            report.part,
            Entry(
                _title(report, model),
                tuple((scenario.title or scenario.name, f"{own[at]}.html") for scenario, own in names),
                pictures[at],
            ),
        )
        for at, report in enumerate(model.tables)
    ]
    titles = {
        "": "",
        **{part.name: title_of(part.titles, model.language) or part.name for part in model.parts},
    }
    sections = (
        Section(
            title,
            said_in(part, stated.results.verdicts, words),
            tuple(entry for of, entry in entries if of == part),
        )
        for part, title in titles.items()
    )
    return Index(
        model=title_of(model.titles, model.language) or model.name,
        source=said_of(model.header.attributes, "source") if model.header else "",
        scenario=_values_of(run, words),
        sections=tuple(own for own in sections if own.title or own.entries),
        words=words,
        made_by=words.made_by.format(version=__version__),
        meaning_hash=meaning,
    )


def _values_of(run: Run, words: Words) -> str:
    """What all values of *run* are of: its one scenario, what is set in every one; empty if nothing is to be said."""
    first, *others = run.scenarios
    settings = first.results.settings
    if others:
        return f"{words.every_scenario} {words.setting(settings)}" if settings else ""
    called = first.called(words)
    return f"{words.scenario}: {called}" if called else ""


def _report_names(run: Run, scenario: ScenarioRun) -> Mapping[str, Report]:
    """The reports of *scenario*, then its charts, by the names of their files, without endings."""
    if run.request.only:
        return {}
    folder = "reports" if len(run.scenarios) == 1 else f"reports/{scenario.name}"
    reports = scenario.model.tables
    names = report_file_names([_title(report, scenario.model) for report in reports])
    return {f"{folder}/{name}": report for name, report in zip(names, reports, strict=True)}


def _title(report: Report, model: Model) -> str:
    return title_of(report.titles, model.language) or report.name


def _sheets(run: Run) -> dict[str, Sheet]:
    """The values of each quantity, by the name of its file without its ending."""
    names = tuple(run.scenarios[0].results)
    sheets = (
        sheet_of([(scenario.name, scenario.results[name]) for scenario in run.scenarios]) for name in names
    )
    return dict(zip(distinct(names), sheets, strict=True))


def _page(table: Table, scenario: ScenarioRun, name: str, meaning: str) -> Page:
    return Page(
        table=table,
        model=scenario.results.title or scenario.results.model,
        scenario=scenario.called(table.words),
        home="../" * name.count("/") + INDEX,
        made_by=table.words.made_by.format(version=__version__),
        meaning_hash=meaning,
    )


def report_csv(table: Table) -> bytes:
    """*table* as it is set, with its numbers to the last bit: ``quantity``, ``row``, then its columns."""
    rows: list[list[str]] = []
    heading = ""
    for row in table.rows:
        is_label = row.depth > 0 or table.side_by_side
        heading = heading if is_label else row.label.name
        if row.numbers:
            numbers = ("" if np.isnan(number) else plain(number) for number in row.numbers)
            rows.append([heading, row.label.name if is_label else "", *numbers])
    return csv_bytes(["quantity", "row", *(head.name for head in table.heads)], rows)


def _checks(run: Run) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "passed": run.passed,
        "scenarios": [
            {
                "scenario": scenario.name,
                "passed": None if run.request.only else scenario.results.passed,
                "verdicts": [verdict_record(verdict) for verdict in scenario.results.verdicts],
            }
            for scenario in run.scenarios
        ],
    }


def _manifest(
    run: Run, sheets: Mapping[str, Sheet], form: str, written: Mapping[str, str]
) -> dict[str, object]:
    model = run.checked.model
    results = run.scenarios[0].results
    return {
        "schema": SCHEMA,
        "generator": GENERATOR,
        "semdsl": __version__,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "model": model.name,
        "title": title_of(model.titles, model.language),
        "parts": [part_record(part, model.language) for part in model.parts],
        "meaning_hash": meaning_hash(run.checked),
        "document_hash": document_hash(run.checked),
        "read": dict(run.checked.project.digests),
        "scenarios": [scenario.name for scenario in run.scenarios],
        "overrides": list(run.request.options.settings),
        "only": list(run.request.options.only),
        "seed": None,
        "passed": run.passed,
        "values": {
            sheet.name: {
                "file": f"values/{file}.{form}",
                "unit": results[sheet.name].unit,
                "axes": list(sheet.axes),
                "scenario_axis": sheet.axes[0] if len(run.scenarios) > 1 else None,
                "part": model.quantities[sheet.name].part or None,
            }
            for file, sheet in sheets.items()
        },
        "reports": {
            name: {"title": _title(report, model), "part": report.part or None}
            for scenario in run.scenarios
            for name, report in _report_names(run, scenario).items()
        },
        "charts": {
            name: chart.form
            for scenario in run.scenarios
            for name, report in _report_names(run, scenario).items()
            for chart in scenario.model.charts
            if chart.report is report
        },
        "written": dict(sorted(written.items())),
    }


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _json(content: Mapping[str, object]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()
