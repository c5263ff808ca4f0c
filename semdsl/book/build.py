"""A run as a book: the files of every language, written into a folder that is replaced as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec

from semdsl.book import findings
from semdsl.book.chapters import attributes_of
from semdsl.book.contents import Contents, Placed
from semdsl.book.context import Book, Facts, book_of, facts_of
from semdsl.book.pages import INDEX, File, languages_page, only_book, whole_book
from semdsl.book.paper.compose import document_of, document_of_some
from semdsl.book.paper.document import Document
from semdsl.book.paper.markdown import markdown_files
from semdsl.book.paper.tex import figures_of, tex_of
from semdsl.book.paper.typeset import pdf_of
from semdsl.book.paper.word import word_of
from semdsl.book.sidebyside import compared
from semdsl.book.single import single_file
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.lookup.plain import symbols
from semdsl.publish.findings import cannot_write
from semdsl.publish.fingerprints import document_hash, meaning_hash
from semdsl.publish.inventory import GENERATOR, MANIFEST
from semdsl.publish.staging import Staging
from semdsl.render.mathematics.symbols import symbol
from semdsl.running import Run
from semdsl.runtime.verdicts import TestVerdict
from semdsl.version import __version__

SCHEMA = 1
FORMS = ("html", "md", "latex", "pdf", "docx")
_WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": pdf_of, "docx": word_of}
_NEEDED = {"pdf": "typst"}


def missing(form: str) -> Diagnostic | None:
    """Why *form* cannot be written here, if it cannot: what it needs is not installed."""
    package = _NEEDED.get(form)
    return findings.missing_package(package) if package and not find_spec(package) else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What book: its languages, the first being that of the cover, the names it is of if not of all, its form.

    ``single`` is for pages that are to be one file.
    """

    languages: tuple[str, ...]
    only: tuple[str, ...] = ()
    form: str = "html"
    single: bool = False


def book_files(run: Run, wanted: Wanted, tests: tuple[TestVerdict, ...] = ()) -> Outcome[tuple[File, ...]]:
    """Every file of the book, in the order in which they are written; *tests* are what the tests of the model said.

    May report: ``unknown-formula``, ``symbol-not-understood``, and what stops a scenario.
    """
    facts = facts_of(run, tests)
    chosen = chosen_of(facts.contents, wanted.only)
    if not chosen.ok:
        return Outcome((), chosen.diagnostics)
    scenarios = Outcome({}) if wanted.only else compared(facts)
    both = len(wanted.languages) > 1
    books = [book_of(facts, language, scenarios.value) for language in wanted.languages]
    files: list[File] = []
    for book in books:
        if wanted.form == "html":
            only = only_book(book, chosen.value, both=both)
            own = only if wanted.only else whole_book(book, both=both)
            if wanted.single:
                own = iter((single_file(own, f"{run.checked.model.name}.html"),))
        else:
            some = document_of_some(book, chosen.value)
            own = written(some if wanted.only else document_of(book), wanted.form, run)
        files += (_inside(file, book) for file in own) if both else own
    if both and wanted.form == "html" and not wanted.single:
        files.append(File(INDEX, languages_page(books)))
    files.append(File(MANIFEST, _manifest(run, wanted, files, passed=passed(run, tests))))
    return Outcome(tuple(files), (*_not_understood(facts), *scenarios.diagnostics))


def written(document: Document, form: str, run: Run) -> Iterator[File]:
    """*document* in the *form* that it is for: pages of Markdown, or a file that is called like the model.

    LaTeX takes the lines of its pictures from a second one.
    """
    name = run.checked.model.name
    if form == "md":
        yield from markdown_files(document)
    elif form == "latex":
        figures = f"{name}-figures.pdf"
        yield File(f"{name}.tex", tex_of(document, figures))
        if any(document.pictures):
            yield File(figures, figures_of(document))
    else:
        yield File(f"{name}.{form}", _WRITERS[form](document))


def write_book(files: Sequence[File], staging: Staging) -> Outcome[tuple[str, ...]]:
    """Write *files* and put them in place; their names.

    On any finding nothing was put in place. May report: ``cannot-write``.
    """
    try:
        for file in files:
            staging.write(file.name, file.content)
        staging.publish()
    except OSError as error:
        return Outcome((), (cannot_write(staging.target, error),))
    return Outcome(tuple(file.name for file in files))


def _inside(file: File, book: Book) -> File:
    return File(f"{book.language}/{file.name}", file.content)


def chosen_of(contents: Contents, names: Sequence[str]) -> Outcome[tuple[Placed, ...]]:
    """The declarations that *names* mean, as the model names them, or as its instances do.

    May report: ``unknown-formula``.
    """
    every = list(contents.by_key.values())
    found: list[Placed] = []
    missing = []
    for name in names:
        own = [one for one in every if any(_is_meant(name, called) for called in _called(one))]
        found += own
        missing += (
            []
            if own
            else [findings.unknown_formula(name, [known for one in every for known in _called(one)])]
        )
    return Outcome(tuple(dict.fromkeys(found)), tuple(missing))


def _is_meant(name: str, called: str) -> bool:
    """Whether *name* is what something is *called*, or the instance that it belongs to."""
    return called == name or called.startswith(f"{name}.")


def _not_understood(facts: Facts) -> Iterator[Diagnostic]:
    """What is to be said of the symbols of the model's own files."""
    for entry in facts.declared.own():
        stated = symbols(entry.symbol)
        if stated and symbol(stated[0]) is None:
            span = next(one.span for one in attributes_of(entry) if one.word == "symbol")
            yield findings.symbol_not_understood(entry.name, stated[0], span)


def _called(placed: Placed) -> Iterator[str]:
    yield from (placed.entry.name, *placed.entry.known_as) if placed.entry.name else ()


def passed(run: Run, tests: Sequence[TestVerdict]) -> bool:
    """Whether all holds: checks, expectations, identities and tests."""
    return run.passed is not False and all(test.passed for test in tests)


def _manifest(run: Run, wanted: Wanted, files: Sequence[File], *, passed: bool) -> bytes:
    """What the folder says of itself, so that a later book may replace it."""
    content = {
        "schema": SCHEMA,
        "generator": GENERATOR,
        "semdsl": __version__,
        "book": True,
        "model": run.checked.model.name,
        "languages": list(wanted.languages),
        "only": list(wanted.only),
        "format": wanted.form,
        "single_file": wanted.single,
        "meaning_hash": meaning_hash(run.checked),
        "document_hash": document_hash(run.checked),
        "passed": passed,
        "written": {
            file.name: sha256(file.content).hexdigest() for file in sorted(files, key=lambda one: one.name)
        },
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
