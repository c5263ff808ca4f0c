"""Hits and indexes for a terminal: declarations as they stand in their files, and lists in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from semdsl.diagnostics.text import PLAIN, Paint
from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.plain import readable
from semdsl.lookup.reads import reads
from semdsl.lookup.search import Hit
from semdsl.lookup.wording import Wording, wording_in
from semdsl.pipeline import ClosedForm
from semdsl.render.text import display_width
from semdsl.render.words import title_of, unit_in_words, words_in

MOST_IN_FULL = 10
"""Hits that are shown in full; the others have a line each."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What algebra makes of a formula: the closed forms of a recursion, the lines that solve a loop."""

    closed: tuple[ClosedForm, ...] = ()
    solved: tuple[str, ...] = ()


NO_FORMS = Forms()

_GAP = "  "
_NARROWEST_TITLE = 24
_MOST_PLACES = 3  # of a kind, on a line of the index


def lines_of_hits(
    hits: Sequence[Hit],
    declared: Declared,
    language: str,
    width: int,
    paint: Paint = PLAIN,
    forms: Callable[[Entry], Forms] = lambda _: NO_FORMS,
) -> Iterator[str]:
    """The first ten hits with their formulas, what these read and what they come to; a line for each of the others."""
    words = wording_in(language)
    for number, hit in enumerate(hits[:MOST_IN_FULL]):
        if number:
            yield ""
        yield from _in_full(hit.entry, declared, words, width, paint)
        own = forms(hit.entry)
        yield from _closed(own.closed, words)
        yield from _solved(own.solved, words)
    others = [hit.entry for hit in hits[MOST_IN_FULL:]]
    if others:
        yield ""
        yield words.others.format(count=len(others))
        rows = [(entry.place, entry.name or entry.kind, title_of(entry.titles, language)) for entry in others]
        yield from _columns(rows, width, indent=_GAP)


def lines_of_index(
    declared: Declared, language: str, width: int, *, library: bool, paint: Paint = PLAIN
) -> Iterator[str]:
    """Everything that is computed, file by file, in the order declared."""
    words = wording_in(language)
    head = (words.section, words.symbol, words.name, words.title, words.line)
    groups = by_file(declared, library=library)
    for number, (name, entries) in enumerate(groups):
        if number:
            yield ""
        yield paint("place", f"── {name}")
        rows = [head, *(_row(entry, words) for entry in entries)]
        first, *rest = _columns(rows, width, headed=True)
        yield paint("strong", first)
        yield from rest
    if not groups:
        yield words.nothing


def by_file(declared: Declared, *, library: bool) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """What is computed, by the name of the file that it stands in."""
    groups: dict[str, list[Entry]] = {}
    for entry in declared.entries if library else declared.own():
        if entry.is_computed and entry.name:
            groups.setdefault(entry.source.name, []).append(entry)
    return tuple((name, tuple(entries)) for name, entries in groups.items())


def _row(entry: Entry, words: Wording) -> tuple[str, ...]:
    title = title_of(entry.titles, words.language)
    places = words.listed(entry.references, _MOST_PLACES)
    return places, readable(entry.symbol), entry.name, title, str(entry.line)


def _in_full(entry: Entry, declared: Declared, words: Wording, width: int, paint: Paint) -> Iterator[str]:
    title = title_of(entry.titles, words.language)
    name = entry.name or entry.kind
    heading = f"{paint('place', f'── {entry.place}')}  {paint('strong', name)}" + (
        f": {title}" if title else ""
    )
    yield heading
    if entry.known_as:
        yield f"   {words.known_as}: {', '.join(entry.known_as)}"
    if command := declared.command(entry):
        yield f"   {words.shown_by}: {command}"
    if entry.is_broken:
        yield f"   {words.unreadable}"
    yield ""
    yield from entry.text.split("\n")
    units = words_in(words.language, declared.project.modules)
    rows = [
        (
            f"{read.name}{read.definition}",
            readable(read.entry.symbol),
            title_of(read.entry.titles, words.language),
            unit_in_words(read.entry.unit, units),
            read.entry.place,
        )
        for read in reads(entry, declared)
    ]
    if rows:
        yield ""
        yield f"  {words.where}"
        yield from _columns(rows, width, indent=_GAP * 2, wrapped=2)


def _closed(forms: Sequence[ClosedForm], words: Wording) -> Iterator[str]:
    """The closed forms of a recursion, and where they hold."""
    if forms:
        yield ""
        yield f"{_GAP}{words.closed}"
    for form in forms:
        yield from (f"{_GAP * 2}{line}" for line in form.lines)
        if form.unless:
            yield f"{_GAP * 2}{words.unless.format(what=form.unless)}"


def _solved(lines: Sequence[str], words: Wording) -> Iterator[str]:
    """The formulas that solve a loop."""
    if lines:
        yield from ("", f"{_GAP}{words.solved}")
        yield from (f"{_GAP * 2}{line}" for line in lines)


def _columns(
    rows: Sequence[tuple[str, ...]],
    width: int,
    *,
    indent: str = "",
    wrapped: int | None = None,
    headed: bool = False,
) -> list[str]:
    """*rows* in columns, a column with nothing below its head left out.

    The one at *wrapped*, else the widest, takes several lines where the others leave it too little room.
    """
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows[headed:])]
    sizes = {at: max(display_width(row[at]) for row in rows) for at in kept}
    flexible = wrapped if wrapped in sizes else max(kept, key=lambda at: sizes[at])
    room = width - len(indent) - sum(sizes[at] + len(_GAP) for at in kept if at != flexible)
    sizes[flexible] = min(sizes[flexible], max(room, _NARROWEST_TITLE))
    lines: list[str] = []
    for row in rows:
        pieces = wrap(row[flexible], sizes[flexible], break_long_words=False) or [""]
        for number, piece in enumerate(pieces):
            cells = [piece if at == flexible else row[at] if number == 0 else "" for at in kept]
            padded = (_left(cell, sizes[at]) for cell, at in zip(cells, kept, strict=True))
            lines.append((indent + _GAP.join(padded)).rstrip())
    return lines


def _left(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))
