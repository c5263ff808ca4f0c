"""``semdsl replication FILE…``: a page about which printed figures models reproduce, and which they do not and why."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Outcome
from semdsl.pipeline import Checked, check_file
from semdsl.publish.page_file import write_page
from semdsl.render.errata import stated_names
from semdsl.render.replication import MARK, Replicated, counts_of, page_of
from semdsl.render.replication_words import page_words
from semdsl.render.reports import Cell, Value
from semdsl.requests import Options, not_a_model
from semdsl.running import Arrays, compute, run_checked
from semdsl.semantics.model import Model


def run(arguments: Namespace) -> Status:
    """Write the page about all models; a model that cannot be run leaves no page, since one would be missing on it."""
    streams = console(arguments)
    language = arguments.lang or ""
    status = Status.DONE
    models: list[Replicated] = []
    for file in dict.fromkeys(arguments.files):
        checked = check_file(Path(file))
        streams.findings(checked.diagnostics, streams.err)
        if checked.value is None:
            status = max(status, status_of(checked.diagnostics))
            continue
        module = not_a_model(checked.value)
        if module is not None:
            streams.findings((module,), streams.err)
            status = Status.WRONG
            continue
        language = language or checked.value.model.language
        ran = _replicated(checked.value, Path(file).name, language)
        streams.findings(ran.diagnostics, streams.err)
        if ran.value is None:
            status = max(status, Status.NO)
            continue
        models.append(ran.value)
    return status if status is not Status.DONE else _answer(models, arguments, streams)


def _replicated(checked: Checked, file: str, language: str) -> Outcome[Replicated | None]:
    """The stated values of a model, with its titles in *language*."""
    checked = checked.in_language(language)
    ran = run_checked(checked, Options())
    stated = compute(checked.model, checked, stated_names(checked.model))
    if ran.value is None or stated.value is None:
        return Outcome(None, ran.diagnostics or stated.diagnostics)
    verdicts = ran.value.scenarios[0].results.verdicts
    return Outcome(
        Replicated(checked.model, file, verdicts, _values(checked.model, stated.value)), ran.diagnostics
    )


def _values(model: Model, arrays: Arrays) -> Value:
    def value(name: str, cell: Cell) -> float:
        return float(arrays[name][tuple(cell[axis] for axis in model.quantities[name].axes)])

    return value


def _answer(models: list[Replicated], arguments: Namespace, streams: Console) -> Status:
    page = page_of(models)
    verdicts = [verdict for model in models for verdict in model.verdicts]
    if arguments.out:
        refused = write_page(Path(arguments.out), page, MARK)
        if refused is not None:
            streams.findings((refused,), streams.err)
            return Status.WRONG
        words = page_words(models[0].model.language)
        streams.say(f"{arguments.out}: {counts_of(verdicts).summary(words)}")
    else:
        streams.out.write(page)
    return Status.DONE if all(verdict.passed for verdict in verdicts) else Status.NO
