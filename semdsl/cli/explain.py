"""``semdsl explain CODE``: the page of a finding."""

from __future__ import annotations

from argparse import Namespace

from semdsl.cli import findings
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status
from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.pages import page
from semdsl.diagnostics.wording import in_language


def run(arguments: Namespace) -> Status:
    """Print the page of a code."""
    streams = console(arguments)
    code = arguments.what.strip().strip("[]`").lower()
    if arguments.cell is not None or code.endswith(".sem"):
        name = (arguments.cell or "").partition("[")[0].strip()
        return _tell(findings.not_yet_explained(arguments.what, name), streams)
    language = streams.language_of_documents if arguments.json else streams.language
    text = page(code, language)
    if text is None:
        return _tell(findings.unknown_code(code, tuple(CATALOGUE)), streams)
    if arguments.json:
        entry = CATALOGUE[code]
        streams.answer(
            "explain",
            (),
            {"code": code, "title": in_language(entry.title, language), "since": entry.since, "page": text},
        )
    else:
        streams.say(text.rstrip())
    return Status.DONE


def _tell(found: Diagnostic, streams: Console) -> Status:
    streams.tell("explain", (found,), {})
    return Status.WRONG
