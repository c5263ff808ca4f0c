"""Which declarations a reader means: every word is found in them, and the best come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.plain import Symbol, folded, has_words, in_words, symbol
from semdsl.lookup.references import (
    ARTICLE,
    CHAPTER,
    EQUATION,
    FIGURE,
    KINDS,
    SECTION,
    TABLE,
    Reference,
    equation_parts,
    find_references,
    is_lead,
    number_parts,
    references,
)
from semdsl.syntax import ast


class Rank(IntEnum):
    """Where a word was found, from the best place to the weakest."""

    NAME = 0
    SYMBOL = 1
    SYMBOL_IN_ANOTHER_CASE = 2
    PRINTED = 3
    REFERENCE = 4
    SYMBOL_WITH_FEWER_INDICES = 5
    PART_OF_SYMBOL = 6
    FITTED = 7
    TITLE = 8
    PART_OF_NAME = 9
    KIND = 10
    TEXT = 11
    REMARK = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for: its text, the symbol it may be, and the places in a source, one of which it means.

    ``anywhere`` is false for what can only be a place, as ``§2.1.1``.
    """

    written: str
    words: str
    symbol: Symbol
    places: tuple[Reference, ...] = ()
    anywhere: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which every word was found: the lower its ``score``, the better."""

    entry: Entry
    score: tuple[int, int, int, int]


def wanted(words: Sequence[str]) -> tuple[Wanted, ...]:
    """What *words* of a command look for. A word such as ``art.`` goes with the number after it."""
    joined: list[str] = []
    for word in words:
        if joined and is_lead(joined[-1].strip()) and number_parts(word.strip().strip(",;:()")):
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return tuple(one for word in joined for one in _wanted(word.strip()))


def search(declared: Declared, sought: Sequence[Wanted], *, library: bool) -> tuple[Hit, ...]:
    """The entries in which all of *sought* is found, the best first; those of the standard library if *library*."""
    entries = declared.entries if library else declared.own()
    texts = _axis_titles(declared)
    hits = []
    for entry in entries:
        ranks = [_rank(one, entry, texts) for one in sought]
        if all(rank is not None for rank in ranks):
            best = sum(rank for rank in ranks if rank is not None)
            far = sum(_distance(one.symbol, entry) for one in sought)
            others = len(entry.references) if any(one.places for one in sought) else 0
            hits.append(Hit(entry, (best, far, _order_of_kind(entry), others)))
    return tuple(sorted(hits, key=lambda hit: hit.score))


def _wanted(written: str) -> Iterator[Wanted]:
    """What one word looks for: a place in a source, words, or both."""
    equation = equation_parts(written)
    if equation:
        yield replace(_text(written), places=(Reference(EQUATION, equation),), anywhere=False)
        return
    parts = number_parts(written)
    if parts:
        yield replace(_text(written), places=_any_place(parts))
        return
    found = find_references(written)
    if not found:
        yield _text(written)
        return
    places = tuple(one.reference for one in found)
    yield Wanted(written, in_words(written), symbol(""), places, anywhere=False)
    rest = _text(_without(written, [(one.start, one.end) for one in found]))
    if rest.words.strip() not in ("", "y", "e", "a", "and", "to"):
        yield rest


def _text(written: str) -> Wanted:
    return Wanted(written, in_words(written), symbol(written))


def _any_place(parts: tuple[str, ...]) -> tuple[Reference, ...]:
    """The places that the bare number *parts* may mean: ``2.1`` a section, ``III.6`` a table, ``106`` an article."""
    kinds: tuple[str, ...] = KINDS
    if len(parts) == 1:
        kinds = (ARTICLE, TABLE, FIGURE, CHAPTER) if parts[0].isdecimal() else (TABLE, FIGURE)
    elif not parts[0].isdecimal():
        kinds = (TABLE, FIGURE, SECTION)
    return tuple(Reference(kind, parts) for kind in kinds)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join([*kept, text[at:]]).strip(" ,;:.()")


def _rank(one: Wanted, entry: Entry, axis_titles: dict[tuple[str, str], str]) -> Rank | None:
    """The best place in *entry* where *one* is found."""
    return min(_ranks(one, entry, axis_titles), default=None)


def _ranks(one: Wanted, entry: Entry, axis_titles: dict[tuple[str, str], str]) -> Iterator[Rank]:
    titles = [title.text for title in entry.titles]
    if isinstance(entry.declaration, ast.Report | ast.Chart) and any(
        _begins(text, one.places) for text in titles
    ):
        yield Rank.PRINTED
    for rank, texts in (
        (Rank.REFERENCE, entry.printed),
        (Rank.FITTED, entry.fitted),
        (Rank.TITLE, titles),
        (Rank.REMARK, entry.remarks),
    ):
        rank = Rank.REMARK if isinstance(entry.declaration, ast.Header) else rank
        if one.places and any(_names(text, one.places) for text in texts):
            yield rank
    if not one.anywhere:
        return
    yield from _ranks_of_names(one, entry)
    axes = [axis_titles.get((entry.module.source.name, axis), "") for axis in entry.axes]
    for rank, texts in (
        (Rank.TITLE, titles),
        (Rank.PART_OF_NAME, [entry.name]),
        (Rank.KIND, [entry.kind, *entry.axes]),
        (Rank.TEXT, entry.sources),
        (Rank.REMARK, [*entry.remarks, *axes]),
    ):
        if any(has_words(one.words, in_words(text)) for text in texts):
            yield rank


def _ranks_of_names(one: Wanted, entry: Entry) -> Iterator[Rank]:
    """Whether *one* is the name or the symbol of *entry*."""
    if entry.name and folded(one.written) in (folded(entry.name), *map(folded, entry.known_as)):
        yield Rank.PART_OF_NAME if isinstance(entry.declaration, ast.Use | ast.Header) else Rank.NAME
    if not one.symbol.key:
        return
    for own in map(symbol, entry.symbols):
        if own.letters == one.symbol.letters:
            yield Rank.SYMBOL
        elif own.key == one.symbol.key:
            yield Rank.SYMBOL_IN_ANOTHER_CASE
        elif own.more_indices(one.symbol) is not None:
            yield Rank.SYMBOL_WITH_FEWER_INDICES
        elif one.symbol.key in own.parts or one.symbol.key in own.beginnings:
            yield Rank.PART_OF_SYMBOL


def _distance(sought: Symbol, entry: Entry) -> int:
    """How far the symbol of *entry* is from *sought*: two for each index it lacks, one if capitals differ."""
    found = (
        2 * more + (own.stem != sought.stem)
        for own in map(symbol, entry.symbols)
        if (more := own.more_indices(sought)) is not None
    )
    return min(found, default=0)


def _begins(title: str, places: Sequence[Reference]) -> bool:
    """Whether *title* begins with one of *places*, as that of the table itself does."""
    found = find_references(title)[:1]
    return any(one.start == 0 and one.reference.within(place) for one in found for place in places)


def _names(text: str, places: Sequence[Reference]) -> bool:
    return any(found.within(place) for found in references(text) for place in places)


def _order_of_kind(entry: Entry) -> int:
    """Formulas come before what they are made of, and that before what only compares or shows them."""
    match entry.declaration:
        case ast.Quantity() | ast.Function() | ast.Identity() | ast.Table():
            return 0
        case ast.AxisDecl() | ast.BaseUnit() | ast.Input():
            return 1
        case ast.Header() | ast.Use():
            return 3
        case _:
            return 0 if entry.is_computed else 2


def _axis_titles(declared: Declared) -> dict[tuple[str, str], str]:
    """The titles of each axis, by the file and the name."""
    return {
        (entry.module.source.name, entry.name): " ".join(title.text for title in entry.titles)
        for entry in declared.entries
        if isinstance(entry.declaration, ast.AxisDecl)
    }
