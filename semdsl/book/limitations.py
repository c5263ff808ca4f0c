"""The page of limitations: what the model says of itself, what can be counted, and what no program can judge."""

from __future__ import annotations

from collections.abc import Iterator

from semdsl.book import appendices
from semdsl.book.context import MOST_RECURSIONS, Book
from semdsl.book.judged import errata, said_by
from semdsl.book.views import Deviating, ErratumView, Fact, Limitations, Link, Listed
from semdsl.pipeline import recursions
from semdsl.syntax import ast

_NOT_GIVEN = ("assumed", "calibrated")


def limitations(book: Book) -> Limitations:
    """What a reader has to know before he relies on the model."""
    return Limitations(
        stated=tuple(_stated(book)),
        facts=tuple(_facts(book)),
        lists=tuple(one for one in _lists(book) if one.links),
        deviating=tuple(_deviating(book)),
        beyond=book.words.beyond,
    )


def _stated(book: Book) -> Iterator[ErratumView]:
    """What the model itself says that it is not for."""
    for chapter in book.contents.chapters:
        if chapter.header is not None:
            link = Link(chapter.title(book.language), chapter.page)
            yield from said_by(chapter.header.attributes, "limitation", link)
        for placed in chapter.placed:
            yield from said_by(placed.entry.declaration.attributes, "limitation", book.link(placed.entry))


def _facts(book: Book) -> Iterator[Fact]:
    """The years covered, when amounts are meant, and how many errors of the sources are known."""
    words = book.words
    for axis in book.model.axes.values():
        if axis.form == "time" and "." not in axis.name:
            entry = book.facts.declared.find(book.facts.declared.project.main, axis.name)
            title = book.title(entry) if entry else axis.name
            yield Fact(words.covers.format(axis=title), f"{axis.labels[0]} – {axis.labels[-1]}")
    if not book.model.scenarios:
        yield Fact(words.scenarios, words.no_scenarios)
    found = len(tuple(errata(book, every=True)))
    if found:
        yield Fact(words.errata, f"{found}")
    recurring = len(recursions(book.facts.run.checked))
    if recurring > MOST_RECURSIONS:
        yield Fact(words.closed, words.first_of.format(count=MOST_RECURSIONS, all=recurring))
    tests = len(book.facts.tests)
    yield Fact(words.test_count, f"{tests}" if tests else words.no_tests)


def _lists(book: Book) -> Iterator[Listed]:
    """Assumptions that rest on no source, and those without a range beyond which they make no sense."""
    words = book.words
    ledgers = {ledger.anchor: ledger for ledger in appendices.ledgers(book)}
    every = sum(len(ledger.assumptions) for ledger in ledgers.values())
    for basis in _NOT_GIVEN:
        ledger = ledgers.get(f"basis-{basis}")
        if ledger is not None:
            links = tuple(one.link for one in ledger.assumptions)
            yield Listed(ledger.title, words.of_all.format(count=len(links), all=every), links)
    chosen = [
        placed.entry
        for chapter in book.contents.chapters
        if not chapter.library
        for placed in chapter.placed
        if placed.entry.kind == "assumption" and isinstance(placed.entry.declaration, ast.Quantity)
    ]
    bare = [entry for entry in chosen if not any(one.word == "range" for one in entry.declaration.attributes)]
    says = words.of_all.format(count=len(bare), all=len(chosen))
    yield Listed(words.no_range, says, tuple(map(book.link, bare)))


def _deviating(book: Book) -> Iterator[Deviating]:
    for chapter in book.contents.chapters:
        for placed in chapter.placed:
            for verdict in book.verdicts(placed.entry):
                if verdict.outcome != "holds":
                    yield Deviating(book.link(placed.entry), book.verdict(verdict).says)
