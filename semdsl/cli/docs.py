"""``semdsl docs FILE --out DIR``: the formula book of a model."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from semdsl.book.contents import contents_of
from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic
from semdsl.lookup.entries import declared
from semdsl.pipeline import Checked, check_file
from semdsl.publish.staging import Staging, stage
from semdsl.requests import Options, request
from semdsl.running import Run, run_request, run_tests


def run(arguments: Namespace) -> Status:
    """Run the stated values and write the book; it is written too if a check fails, and says so."""
    streams = console(arguments)
    checked = check_file(Path(arguments.file))
    found = checked.diagnostics
    if checked.value is None:
        return _tell(streams, arguments, found, status_of(found))
    refused = _refused(checked.value, arguments)
    if refused:
        return _tell(streams, arguments, (*found, *refused), Status.WRONG)
    asked = request(checked.value, Options(everything=True))
    found += asked.diagnostics
    if asked.value is None:
        return _tell(streams, arguments, found, Status.WRONG)
    staged = stage(Path(arguments.out))
    if staged.value is None:
        return _tell(streams, arguments, found + staged.diagnostics, Status.WRONG)
    try:
        ran = run_request(checked.value, asked.value)
        found += ran.diagnostics
        if ran.value is None:
            return _tell(streams, arguments, found, Status.NO)
        return _write(ran.value, found, staged.value, arguments, streams)
    finally:
        staged.value.close()


def _refused(checked: Checked, arguments: Namespace) -> tuple[Diagnostic, ...]:
    """What is wrong with the words of the command, which is told before anything is computed."""
    from semdsl.book.build import chosen_of, missing

    lacking = missing(arguments.format)
    if lacking:
        return (lacking,)
    return chosen_of(contents_of(declared(checked.project)), arguments.only).diagnostics


def _write(
    ran: Run, found: tuple[Diagnostic, ...], staging: Staging, arguments: Namespace, streams: Console
) -> Status:
    from semdsl.book.build import Wanted, book_files, passed, write_book
    from semdsl.book.pages import (
        languages_of,
        words_of,
    )  # templates take long to load, which no other command needs

    languages = languages_of(arguments.lang or "", ran.checked.model.language)
    tests = () if arguments.only else run_tests(ran.checked)
    holds = passed(ran, tests)
    wanted = Wanted(languages, tuple(arguments.only), arguments.format, arguments.single_file)
    made = book_files(ran, wanted, tests)
    found += made.diagnostics
    if not made.value:
        return _tell(streams, arguments, found, Status.WRONG)
    written = write_book(made.value, staging)
    found += written.diagnostics
    if not written.value:
        return _tell(streams, arguments, found, Status.WRONG)
    status = Status.DONE if holds else Status.NO
    if arguments.json:
        streams.answer("docs", found, _document(arguments, languages, written.value, passed=holds))
        return status
    streams.findings(found, streams.err)
    words = words_of(languages[0])
    streams.say(words.written.format(files=len(written.value), folder=arguments.out))
    if not holds:
        streams.say(words.some_fail)
    return status


def _tell(streams: Console, arguments: Namespace, found: Sequence[Diagnostic], status: Status) -> Status:
    """Say why there is no book."""
    streams.tell("docs", found, _document(arguments, (), (), passed=None))
    return status


def _document(
    arguments: Namespace, languages: Sequence[str], written: Sequence[str], *, passed: bool | None
) -> dict[str, object]:
    return {
        "file": arguments.file,
        "out": arguments.out,
        "format": arguments.format,
        "single_file": arguments.single_file,
        "languages": list(languages),
        "passed": passed,
        "written": list(written),
    }
