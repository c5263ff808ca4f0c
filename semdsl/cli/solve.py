"""``semdsl solve FILE --vary NAME --until CONDITION``: the value, or the year, for which a condition holds."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.analysis.records import solved_record
from semdsl.analysis.solve import Question, answer, read_question
from semdsl.analysis.solved_text import SolvedText
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import check_file
from semdsl.render.answer_words import answer_words
from semdsl.render.words import words_for


def run(arguments: Namespace) -> Status:
    """Solve; 1 if there is no solution."""
    streams = console(arguments)
    checked = check_file(Path(arguments.file))
    if checked.value is None:
        return _tell(streams, arguments, checked.diagnostics, status_of(checked.diagnostics))
    model = checked.value.in_language(streams.asked)
    question = Question(
        vary=arguments.vary,
        until=arguments.until,
        between=tuple(text.strip() for text in arguments.between),
        shift=arguments.shift,
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
        streams.answer("solve", found, {"file": arguments.file, **solved_record(answered.value)})
        return Status.DONE
    streams.findings(found, streams.err)
    text = SolvedText(answered.value, answer_words(model.model.language), words_for(model.model))
    for line in text.lines():
        streams.say(line)
    return Status.DONE


def _tell(streams: Console, arguments: Namespace, found: tuple[Diagnostic, ...], status: Status) -> Status:
    """Say why there is no solution."""
    without = {"file": arguments.file, "vary": arguments.vary, "until": arguments.until, "solutions": []}
    streams.tell("solve", found, without)
    return status
