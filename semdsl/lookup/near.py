"""What a reader may have meant who found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import nearest
from semdsl.lookup import findings
from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.plain import folded, readable, symbol
from semdsl.lookup.references import Reference
from semdsl.lookup.search import Wanted, search
from semdsl.lookup.wording import wording_in

_MOST = 4
_SHORTEST_WORD = 4
_MOST_LETTERS_MORE = 2


def nothing_found(
    model: str, declared: Declared, sought: Sequence[Wanted], language: str, *, library: bool
) -> Diagnostic:
    """Say that nothing has all of *sought*, and what is near: of each word by itself, and in the standard library."""
    alone = [(one.written, len(search(declared, (one,), library=library))) for one in sought]
    missed = [one for one, (_, count) in zip(sought, alone, strict=True) if not count]
    near = tuple(
        dict.fromkeys(found for one in missed for found in _near(one, declared, language, library=library))
    )
    elsewhere = 0 if library else len(search(declared, sought, library=True))
    return findings.nothing_found(model, alone, near, elsewhere)


def _near(one: Wanted, declared: Declared, language: str, *, library: bool) -> tuple[str, ...]:
    """The names, symbols, places or words of titles that *one* may be a slip of, at most four."""
    entries = declared.entries if library else declared.own()
    if one.places:
        return _near_places(one.places, entries, language)
    names = [name for entry in entries for name in (entry.name, *entry.known_as) if name]
    symbols = [own for entry in entries for own in entry.symbols]
    found = [
        *nearest(one.written, names, _MOST),
        *nearest(one.written, map(readable, symbols), _MOST),
        *(readable(own) for own in symbols if _begins(one, own)),
        *nearest(one.written, _words_of_titles(entries), _MOST),
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def _begins(one: Wanted, own: str) -> bool:
    """Whether *own*, or a part of it, begins with what was written, but for a letter or two, or the other way round."""
    compared = symbol(own)
    return any(
        min(len(part), len(one.symbol.key)) > 1
        and abs(len(part) - len(one.symbol.key)) <= _MOST_LETTERS_MORE
        and (part.startswith(one.symbol.key) or one.symbol.key.startswith(part))
        for part in (compared.key, *sorted(compared.parts))
    )


def _words_of_titles(entries: Iterable[Entry]) -> list[str]:
    words = (
        word.strip(",.;:()«»").lower()
        for entry in entries
        for title in entry.titles
        for word in title.text.split()
    )
    return list({folded(word): word for word in words if len(word) >= _SHORTEST_WORD}.values())


def _near_places(places: Sequence[Reference], entries: Iterable[Entry], language: str) -> tuple[str, ...]:
    """The places of the same kind that begin as one of *places* does, else all of that kind; the nearest first."""
    words = wording_in(language)
    known = sorted({found for entry in entries for found in entry.references}, key=lambda found: found.order)
    ranked: list[tuple[tuple[int, int], Reference]] = []
    for found in known:
        alike = [place for place in places if place.kind == found.kind]
        if alike:
            ranked.append((max(_likeness(place, found) for place in alike), found))
    some = [pair for pair in ranked if pair[0][0] > 0] or ranked
    best = sorted(some, key=lambda pair: pair[0], reverse=True)[:_MOST]
    return tuple(words.place(found) for _, found in best)


def _likeness(one: Reference, other: Reference) -> tuple[int, int]:
    """How many parts the two begin with in common, and how near the next parts are, as a number that is 0 or less."""
    common = 0
    for mine, theirs in zip(one.order[1], other.order[1], strict=False):
        if mine != theirs:
            return common, -abs(mine[1] - theirs[1])
        common += 1
    return common, -abs(len(one.parts) - len(other.parts))
