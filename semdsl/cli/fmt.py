"""``semdsl fmt FILE…``: write models in the one layout, or say which are not in it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.cli import findings
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.wording import say
from semdsl.errors import InternalError
from semdsl.project.files import read_model_text
from semdsl.publish.files import replace_file
from semdsl.publish.findings import cannot_write
from semdsl.source import Source
from semdsl.syntax.format import format_source
from semdsl.syntax.parse import parse


def run(arguments: Namespace) -> Status:
    """Format each file; one with mistakes is left as it is."""
    streams = console(arguments)
    status = Status.DONE
    for file in arguments.files:
        status = max(status, _format(Path(file), streams, only_check=arguments.check))
    return status


def _format(path: Path, streams: Console, *, only_check: bool) -> Status:
    read = read_model_text(path)
    if read.value is None:
        streams.findings(read.diagnostics, streams.err)
        return status_of(read.diagnostics)
    source = read.value
    formatted = format_source(source)
    if not formatted.ok:
        streams.findings(formatted.diagnostics, streams.err)
        return Status.NO
    try:
        same = formatted.value.encode("utf-8") == path.read_bytes()
    except OSError as error:
        streams.findings((cannot_write(path, error),), streams.err)
        return Status.WRONG
    if same:
        return Status.DONE
    if only_check:
        streams.findings((findings.would_change(str(path)),), streams.err)
        return Status.NO
    return _replace(path, source, formatted.value, streams)


def _replace(path: Path, source: Source, text: str, streams: Console) -> Status:
    if parse(Source(source.name, text)).value.declarations != parse(source).value.declarations:
        raise InternalError(f"formatting `{path}` would change what it says; it is as it was")
    try:
        replace_file(path, text.encode("utf-8"))
    except OSError as error:
        streams.findings((cannot_write(path, error),), streams.err)
        return Status.WRONG
    streams.say(say("{path}: formatted", path=path))
    return Status.DONE
