"""``semdsl find FILE [WORD…]``: the declarations of a model that have all the words; without words all its formulas."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.text import counts
from semdsl.diagnostics.wording import say
from semdsl.lookup.entries import Declared, Entry, declared
from semdsl.lookup.near import nothing_found
from semdsl.lookup.page import MARK, index_page
from semdsl.lookup.records import entry_record, hit_record
from semdsl.lookup.search import search, wanted
from semdsl.lookup.text import NO_FORMS, Forms, lines_of_hits, lines_of_index
from semdsl.pipeline import Checked, check_file, closed_forms
from semdsl.project.files import load_declarations
from semdsl.publish.page_file import write_page
from semdsl.semantics.looped import is_marked
from semdsl.simultaneous.formulas import solved_texts


def run(arguments: Namespace) -> Status:
    """Show what is found; 1 if nothing is. Mistakes elsewhere in the model hide only what has them."""
    streams = console(arguments)
    loaded = load_declarations(Path(arguments.file))
    if loaded.value is None:
        return _tell(streams, arguments, loaded.diagnostics, status_of(loaded.diagnostics))
    known = declared(loaded.value)
    language = arguments.lang or known.language
    if arguments.markdown:
        status = _page(known, language, arguments, streams)
    elif arguments.words:
        status = _hits(known, language, arguments, streams, loaded.diagnostics)
    else:
        status = _index(known, language, arguments, streams, loaded.diagnostics)
    errors = [found for found in loaded.diagnostics if found.is_error]
    if errors and not arguments.json:
        streams.note("")
        streams.note(
            say(
                "{file} could not be read in full ({counts}): see `semdsl check {file}`",
                file=arguments.file,
                counts=counts(errors),
            )
        )
    return status


def _tell(streams: Console, arguments: Namespace, found: Sequence[Diagnostic], status: Status) -> Status:
    """Say why there is nothing to show."""
    streams.tell("find", found, {"file": arguments.file, "words": arguments.words, "hits": []})
    return status


def _hits(
    known: Declared, language: str, arguments: Namespace, streams: Console, found: tuple[Diagnostic, ...]
) -> Status:
    sought = wanted(arguments.words)
    hits = search(known, sought, library=arguments.all)
    if not hits:
        nothing = nothing_found(arguments.file, known, sought, language, library=arguments.all)
        return _tell(streams, arguments, (*(found if arguments.json else ()), nothing), Status.NO)
    entries = [hit.entry for hit in hits]
    forms = _forms(entries, _checked(entries, Path(arguments.file)).value)
    if arguments.json:
        records = [hit_record(hit.entry, known, language, forms(hit.entry)) for hit in hits]
        streams.answer("find", found, {"file": arguments.file, "words": arguments.words, "hits": records})
        return Status.DONE
    return _say(lines_of_hits(hits, known, language, streams.width, streams.paint, forms), streams)


def _checked(entries: Sequence[Entry], file: Path) -> Outcome[Checked | None]:
    """The model in *file*, checked if algebra can make something of *entries*: one of them recurs or is in a loop."""

    def recurs(entry: Entry) -> bool:
        return entry.is_computed and entry.text.count(f"{entry.name}[") > 1

    if _looped(entries) or any(map(recurs, entries)):
        return check_file(file)
    return Outcome(None)


def _looped(entries: Sequence[Entry]) -> bool:
    return any(is_marked(entry.declaration) for entry in entries)


def _forms(entries: Sequence[Entry], checked: Checked | None) -> Callable[[Entry], Forms]:
    """What algebra makes of an entry. A model with a mistake has no such forms, since nothing of it is certain."""
    if checked is None:
        return lambda _: NO_FORMS
    shown = {name for entry in entries for name in (*entry.known_as[:1], entry.name)}
    closed, solved = closed_forms(checked, shown), solved_texts(checked.solved) if _looped(entries) else {}

    def of(entry: Entry) -> Forms:
        names = entry.known_as[:1] or ((entry.name,) if not entry.library else ())
        lines = (line for name in entry.known_as or (entry.name,) for line in solved.get(name, ()))
        return Forms(tuple(form for form in closed if form.name in names), tuple(dict.fromkeys(lines)))

    return of


def _index(
    known: Declared, language: str, arguments: Namespace, streams: Console, found: tuple[Diagnostic, ...]
) -> Status:
    if arguments.json:
        entries = known.entries if arguments.all else known.own()
        records = [entry_record(entry, language) for entry in entries if entry.is_computed and entry.name]
        streams.answer("find", found, {"file": arguments.file, "words": [], "index": records})
        return Status.DONE
    lines = lines_of_index(known, language, streams.width, library=arguments.all, paint=streams.paint)
    return _say(lines, streams)


def _say(lines: Iterable[str], streams: Console) -> Status:
    for line in lines:
        streams.say(line)
    return Status.DONE


def _page(known: Declared, language: str, arguments: Namespace, streams: Console) -> Status:
    """The index as a page, in the file that was named or as the answer; its links lead from there."""
    entries = known.entries if arguments.all else known.own()
    checked = _checked(entries, Path(arguments.file))
    unread = [one for one in checked.diagnostics if one.code == "file-unreadable"]
    if unread:  # the page would lack forms, and nobody would know why
        return _tell(streams, arguments, unread, status_of(unread))
    forms = _forms(entries, checked.value)
    path = Path(arguments.out) if arguments.out else None
    folder = Path(os.path.realpath(path)).parent if path else Path.cwd()
    page = index_page(known, language, folder, library=arguments.all, forms=forms)
    if path is None:
        streams.out.write(page)
        return Status.DONE
    refused = write_page(path, page, MARK)
    if refused is not None:
        return _tell(streams, arguments, (refused,), Status.WRONG)
    streams.say(say("{path}: written", path=path))
    return Status.DONE
