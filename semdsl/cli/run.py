"""``semdsl run FILE``: compute a model, print its reports, write its results, say what its checks said."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from semdsl.cli import findings
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.pipeline import check_file
from semdsl.publish.charts import charts_of
from semdsl.publish.formats import missing
from semdsl.publish.records import part_record, table_record, verdict_record
from semdsl.publish.staging import Staging, stage
from semdsl.render.charts.data import table_of_data
from semdsl.render.parts import part_heading, part_lines
from semdsl.render.reports import Table
from semdsl.render.text import text_of
from semdsl.render.verdicts import last_line, verdict_lines
from semdsl.render.words import Words, words_for
from semdsl.requests import BASE, Options, request
from semdsl.running import Run, ScenarioRun, run_request
from semdsl.runtime.verdicts import Verdict
from semdsl.semantics.parts import Part

MOST_PRINTED = 10_000
"""Cells of a quantity that is printed without a report to choose from them."""

_CSV = "csv"


def run(arguments: Namespace) -> Status:
    """Run the model; without a fault of its own or of its checks the answer is 0."""
    streams = console(arguments)
    refused = _refused(arguments)
    if refused:
        return _tell(streams, arguments, refused, Status.WRONG)
    checked = check_file(Path(arguments.file))
    found = checked.diagnostics
    if checked.value is None:
        return _tell(streams, arguments, found, status_of(found))
    options = Options(
        tuple(arguments.scenario),
        tuple(arguments.set),
        tuple(arguments.only),
        everything=bool(arguments.out),
        parts=tuple(arguments.part),
    )
    model = checked.value.in_language(streams.asked)
    asked = request(model, options)
    found += asked.diagnostics
    if asked.value is None:
        return _tell(streams, arguments, found, Status.WRONG)
    staged = stage(Path(arguments.out)) if arguments.out else Outcome(None)
    if not staged.ok:
        return _tell(streams, arguments, found + staged.diagnostics, Status.WRONG)
    try:
        ran = run_request(model, asked.value)
        found += ran.diagnostics
        if ran.value is None:
            return _tell(streams, arguments, found, Status.NO)
        return _answer(ran.value, found, staged.value, arguments, streams)
    finally:
        if staged.value is not None:
            staged.value.close()


def _refused(arguments: Namespace) -> tuple[Diagnostic, ...]:
    """Options that cannot be met whatever the model says."""
    for option in ("draws", "seed"):
        if getattr(arguments, option) is not None:
            return (findings.not_yet_sampled(f"--{option}"),)
    lacking = missing(arguments.format or _CSV) if arguments.out else None
    return () if lacking is None else (lacking,)


def _tell(streams: Console, arguments: Namespace, found: Sequence[Diagnostic], status: Status) -> Status:
    """Say why there are no results."""
    streams.tell("run", found, {"file": arguments.file, "passed": None, "scenarios": []})
    return status


def _answer(
    ran: Run, found: tuple[Diagnostic, ...], staging: Staging | None, arguments: Namespace, streams: Console
) -> Status:
    written = _write(ran, arguments.format or _CSV, staging) if staging else Outcome(())
    status = Status.NO if ran.passed is False else Status.DONE
    if not written.ok:
        status = Status.WRONG
    if arguments.json:
        streams.answer("run", found + written.diagnostics, _document(ran, written.value, arguments))
        return status
    streams.findings(found, streams.err)
    words = words_for(ran.checked.model)
    for scenario in ran.scenarios:
        _print_scenario(scenario, ran, words, streams)
    if written.value:
        streams.say(words.written.format(files=len(written.value), folder=arguments.out))
        streams.say()
    streams.findings(written.diagnostics, streams.err)
    _print_verdicts(ran, words, streams)
    return status


def _write(ran: Run, form: str, staging: Staging) -> Outcome[tuple[str, ...]]:
    from semdsl.publish.output import (
        write_run,
    )  # templates take a tenth of a run to load, which only --out needs

    return write_run(ran, form, staging)


def _print_scenario(scenario: ScenarioRun, ran: Run, words: Words, streams: Console) -> None:
    """The reports of one scenario: of the parts asked for, else of the model file; without any, what it is about."""
    if len(ran.scenarios) > 1 or scenario.called(words):
        streams.say(_heading(scenario, words))
        streams.say()
    for part in ran.request.parts:
        _print_part(part, scenario, ran, words, streams)
    if ran.request.parts:
        return
    tables = () if ran.request.only else _tables(ran, scenario, "")
    for table in tables:
        _print_table(table, streams)
    if not tables:
        shown = ran.request.only or scenario.ends
        if shown and not ran.request.only:
            streams.say(words.no_report)
            streams.say()
        _print_quantities(shown, scenario, words, streams)


def _print_part(part: Part, scenario: ScenarioRun, ran: Run, words: Words, streams: Console) -> None:
    streams.say(part_heading(part, ran.checked.model, words))
    streams.say()
    tables = _tables(ran, scenario, part.name)
    for table in tables:
        _print_table(table, streams)
    if not tables:
        streams.say(words.no_report_in_part)
        streams.say()


def _tables(ran: Run, scenario: ScenarioRun, part: str) -> tuple[Table, ...]:
    """The reports of a part, and the figures of its charts, which a terminal does not draw."""
    return (
        *scenario.report_tables(part),
        *map(table_of_data, charts_of(ran, scenario, scenario.model, part)),
    )


def _print_quantities(names: Sequence[str], scenario: ScenarioRun, words: Words, streams: Console) -> None:
    """All cells of each quantity; of a very large one how many there are, since nobody would read them."""
    for name in names:
        cells = scenario.arrays[name].size
        if cells > MOST_PRINTED:
            streams.say(words.too_long.format(name=name, cells=f"{cells:,}"))
            streams.say()
        else:
            _print_table(scenario.table(name), streams)


def _print_table(table: Table, streams: Console) -> None:
    streams.out.write(text_of(table, streams.width, streams.paint))
    streams.say()


def _print_verdicts(ran: Run, words: Words, streams: Console) -> None:
    if ran.request.only:
        streams.say(words.left_out)
        return
    model = ran.checked.model
    for scenario in ran.scenarios:
        if len(ran.scenarios) > 1:
            streams.say(_heading(scenario, words))
        for heading, verdicts in _verdict_groups(scenario, ran, words):
            if heading:
                streams.say(heading)
            for line in verdict_lines(verdicts, words, streams.width, streams.paint):
                streams.say(line)
            streams.say()
        if model.parts and not ran.request.parts:
            streams.say(words.parts)
            for line in part_lines(model, scenario.results.verdicts, words):
                streams.say(f"  {line}")
            streams.say()
    expects = model.expectations or any(check.kind != "check" for check in model.checks)
    if expects and not all(scenario.compared for scenario in ran.scenarios):
        streams.say(words.not_compared)
    everything = [verdict for scenario in ran.scenarios for verdict in scenario.results.verdicts]
    streams.say(last_line(everything, (), words))


def _verdict_groups(scenario: ScenarioRun, ran: Run, words: Words) -> Iterator[tuple[str, Sequence[Verdict]]]:
    """What is told in full, under a heading if it needs one: what was asked for, and whatever fails elsewhere."""
    parts, verdicts = ran.request.parts, scenario.results.verdicts
    if not parts:
        groups = [("", [one for one in verdicts if not one.part or not one.passed])]
    else:
        shown = {part.name for part in parts}
        failing = [one for one in verdicts if one.part not in shown and not one.passed]
        groups = [
            *(
                (
                    part_heading(part, ran.checked.model, words),
                    [one for one in verdicts if one.part == part.name],
                )
                for part in parts
            ),
            (f"── {words.elsewhere}", failing),
        ]
    yield from ((heading, group) for heading, group in groups if group)


def _heading(scenario: ScenarioRun, words: Words) -> str:
    title = scenario.title or (words.stated if scenario.name == BASE else "")
    heading = f"── {words.scenario} {scenario.name}" + (f": {title}" if title else "")
    settings = scenario.results.settings
    return f"{heading} {words.setting(settings)}" if settings else heading


def _document(ran: Run, written: Sequence[str], arguments: Namespace) -> dict[str, object]:
    model = ran.checked.model
    return {
        "file": arguments.file,
        "parts": [part_record(part, model.language) for part in model.parts],
        "passed": ran.passed,
        "overrides": list(ran.request.options.settings),
        "out": arguments.out,
        "written": list(written),
        "scenarios": [
            {
                "scenario": scenario.name,
                "reports": _report_records(scenario) if not ran.request.only else [],
                "charts": _chart_records(ran, scenario) if not ran.request.only else [],
                "values": [
                    table_record(scenario.table(name), model.quantities[name].part)
                    for name in ran.request.only
                ],
                "verdicts": [verdict_record(verdict) for verdict in scenario.results.verdicts],
            }
            for scenario in ran.scenarios
        ],
    }


def _report_records(scenario: ScenarioRun) -> list[dict[str, object]]:
    reports = zip(scenario.model.reports, scenario.report_tables(), strict=True)
    return [table_record(table, report.part) for report, table in reports]


def _chart_records(ran: Run, scenario: ScenarioRun) -> list[dict[str, object]]:
    charts = zip(scenario.model.charts, charts_of(ran, scenario, scenario.model), strict=True)
    return [
        {"form": chart.form, **table_record(table_of_data(data), chart.report.part)} for chart, data in charts
    ]
