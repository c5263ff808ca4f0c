"""``semdsl sensitivity FILE``: how results move with assumptions."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.analysis.measured import Sensitivity
from semdsl.analysis.records import sensitivity_record
from semdsl.analysis.sensitivity import Question, answer, read_question
from semdsl.analysis.text import lines_of_sensitivity
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import check_file
from semdsl.publish.values import csv_bytes
from semdsl.render.answer_words import answer_words
from semdsl.render.words import words_for
from semdsl.runtime.numerals import plain


def run(arguments: Namespace) -> Status:
    """Say how results move; 1 if the model as it is has no value."""
    streams = console(arguments)
    checked = check_file(Path(arguments.file))
    if checked.value is None:
        return _tell(streams, arguments, checked.diagnostics, status_of(checked.diagnostics))
    model = checked.value.in_language(streams.asked)
    question = Question(
        of=tuple(arguments.of),
        by=tuple(arguments.by),
        bump=(arguments.bump or "").strip(),
        exact=arguments.exact,
        scenario=arguments.scenario,
        settings=tuple(arguments.set),
    )
    read = read_question(model, question)
    found = checked.diagnostics + read.diagnostics
    if read.value is None:
        return _tell(streams, arguments, found, Status.WRONG)
    answered = answer(read.value)
    found += answered.diagnostics
    if answered.value is None:
        return _tell(streams, arguments, found, Status.NO)
    if arguments.json:
        streams.answer("sensitivity", found, {"file": arguments.file, **sensitivity_record(answered.value)})
        return Status.DONE
    streams.findings(found, streams.err)
    if arguments.csv:
        streams.out.write(_table(answered.value))
        return Status.DONE
    for line in lines_of_sensitivity(
        answered.value, answer_words(model.model.language), words_for(model.model)
    ):
        streams.say(line)
    return Status.DONE


def _table(answer: Sensitivity) -> str:
    """A row for each result and what was moved, as CSV; a cell is empty where there is no number."""
    rows = ([_cell(own) for own in row] for row in answer.rows())
    return csv_bytes(answer.columns, rows).decode()


def _cell(own: str | float | None) -> str:
    return "" if own is None else own if isinstance(own, str) else plain(own)


def _tell(streams: Console, arguments: Namespace, found: tuple[Diagnostic, ...], status: Status) -> Status:
    """Say why there is no answer."""
    streams.tell("sensitivity", found, {"file": arguments.file, "results": []})
    return status
