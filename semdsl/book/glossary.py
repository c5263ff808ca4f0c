"""The glossary: words of the field that a model uses, and the abbreviations that its own titles explain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from semdsl.book.context import Book
from semdsl.book.views import Abbreviation, GlossaryView, Link, TermView
from semdsl.lookup.entries import Entry
from semdsl.lookup.plain import folded, in_words
from semdsl.render.mathematics.plain import plain
from semdsl.render.words import title_of
from semdsl.syntax import ast

TERMS = Path(__file__).parent / "terms.toml"
MOST_NAMED = 6
"""Declarations that are named for a word; the others are counted."""

_SHORT = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,8}")
_IN_BRACKETS = re.compile(r"(?P<long>.+?)\s*\((?P<short>[A-ZÁÉÍÓÚÑ]{2,8})\)")
_SMALL = frozenset(
    (
        *("de", "del", "la", "el", "los", "las", "y", "e", "a", "en", "por", "para"),
        *("of", "the", "and", "for"),
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field in both languages, and how it shows that a model uses it."""

    words: Mapping[str, str]
    means: Mapping[str, str]
    kinds: frozenset[str]
    seen: tuple[str, ...]
    names: frozenset[str]
    when: str
    short: str


@cache
def terms() -> tuple[Term, ...]:
    """Every word of the field."""
    import tomllib  # only a book has a glossary

    read = tomllib.loads(TERMS.read_text(encoding="utf-8"))["term"]
    return tuple(
        Term(
            {"en": one["en"], "es": one["es"]},
            {"en": one["means_en"], "es": one["means_es"]},
            frozenset(one.get("kinds", ())),
            tuple(f" {words} " for words in one.get("seen", ())),
            frozenset(one.get("names", ())),
            one.get("when", ""),
            one.get("short", ""),
        )
        for one in read
    )


def glossary(book: Book) -> GlossaryView:
    """The words of the field that the model uses, in the order of the language, and its abbreviations."""
    own = [placed.entry for chapter in book.contents.chapters for placed in chapter.placed]
    said = [(entry, _titles(entry)) for entry in own]
    of_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in own:
        of_kind[entry.kind].append(entry)
    present = frozenset(_present(book, own))
    found = []
    for term in terms():
        used = [entry for entry, titles in said if _uses(term, entry, titles)]
        if used or term.when in present or any(of_kind[kind] for kind in term.kinds):
            found.append(_view(term, used, book))
    return GlossaryView(
        tuple(sorted(found, key=lambda one: folded(one.word))), tuple(_abbreviations(own, book))
    )


def _titles(entry: Entry) -> str:
    """What *entry* and the labels of its axis are called, in every language, as words."""
    texts = [title.text for title in entry.titles]
    declaration = entry.declaration
    if isinstance(declaration, ast.AxisDecl) and isinstance(declaration.definition, ast.Members):
        texts += [title.text for member in declaration.definition.members for title in member.titles]
    return " ".join(map(in_words, texts))


def _uses(term: Term, entry: Entry, titles: str) -> bool:
    return entry.name in term.names or any(words in titles for words in term.seen)


def _present(book: Book, own: list[Entry]) -> Iterator[str]:
    """Things of the language that the book has, by the words of ``when``."""
    if any(verdict.deviates for verdict in book.facts.stated.results.verdicts):
        yield "deviates"
    if book.model.scenarios:
        yield "scenario"
    if book.facts.loops:
        yield "loop"
    if any("(" in entry.unit and book.money(entry.unit) for entry in own):
        yield "constant money"
    if any("." in name for entry in own for name in book.names(entry)):
        yield "template"
    yield from {
        one.word
        for entry in own
        for one in _attributes(entry.declaration)
        if one.word in ("erratum", "calibrated")
    }


def _attributes(declaration: ast.Declaration) -> Iterator[ast.Attribute]:
    yield from declaration.attributes
    for case in declaration.cases if isinstance(declaration, ast.Quantity | ast.Table) else ():
        yield from case.attributes


def _view(term: Term, used: list[Entry], book: Book) -> TermView:
    words = book.words
    links = list(dict.fromkeys(book.link(entry) for entry in used if entry.name))
    more = words.more_lines.format(count=len(links) - MOST_NAMED) if len(links) > MOST_NAMED else ""
    return TermView(
        word=term.words[words.language],
        other=term.words[words.other],
        other_language=words.other,
        means=term.means[words.language],
        links=tuple(links[:MOST_NAMED]),
        more=more,
    )


# ── Abbreviations ─────────────────────────────────────────────────────────────────────────────────


def _abbreviations(own: list[Entry], book: Book) -> Iterator[Abbreviation]:
    """What the model itself says that its abbreviations stand for, each once."""
    found: dict[str, tuple[str, Link]] = {}
    for entry in own:
        for short, long in _explained(entry, book):
            found.setdefault(short, (long, book.link(entry)))
    for short in sorted(found, key=folded):
        long, link = found[short]
        yield Abbreviation(short, _spelt(short, long), link)


def _spelt(short: str, long: str) -> str:
    """*long*, before it the name of the institution that *short* is known to abbreviate, if *long* is another.

    Initials alone say nothing: a premium PME is no *periodo máximo de equilibrio*.
    """
    known = next((term.words["es"] for term in terms() if term.short == short), long)
    return long if folded(known) == folded(long) else f"{known} ({long})"


def _explained(entry: Entry, book: Book) -> Iterator[tuple[str, str]]:
    """Abbreviations with what they stand for: labels and symbols in capitals, and what a title has in brackets."""
    declaration = entry.declaration
    title = title_of(entry.titles, book.language)
    in_brackets = _IN_BRACKETS.fullmatch(title)
    if in_brackets and _begins(in_brackets["short"], in_brackets["long"]):
        yield in_brackets["short"], in_brackets["long"]
    if isinstance(declaration, ast.AxisDecl) and isinstance(declaration.definition, ast.Members):
        for member in declaration.definition.members:
            long = title_of(member.titles, book.language)
            if _SHORT.fullmatch(member.label) and long and long != member.label:
                yield member.label, long
    symbol = plain(book.symbols.of(entry)) if entry.symbol else ""
    if _SHORT.fullmatch(symbol) and title:
        yield symbol, title


def _begins(short: str, long: str) -> bool:
    """Whether the words of *long* begin with the letters of *short*, small ones left out."""
    letters = [word[0] for word in in_words(long).split() if word not in _SMALL]
    return "".join(letters) == folded(short)
