"""Where a source prints a formula: sections, tables, figures, equations and the like, found in the text about it.

``§§2.2.1, 2.2.3 y 2.2.5 a 2.2.7`` names five sections, ``Cuadros II.2 (2005) y III.7`` two tables,
``LSS arts. 25, 106 III y 107`` three articles,
``ecuaciones (1) y (2)`` two equations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from semdsl.lookup.plain import folded

SECTION, TABLE, FIGURE, EQUATION, ARTICLE, CHAPTER = KINDS = (
    *("section", "table", "figure", "equation", "article", "chapter"),
)

_LEADS: Mapping[str, str] = {
    **dict.fromkeys(
        ("§", "§§", "sec", "secc", "seccion", "secciones", "section", "sections", "apartado"), SECTION
    ),
    **dict.fromkeys(("cuadro", "cuadros", "tabla", "tablas", "table", "tables"), TABLE),
    **dict.fromkeys(
        ("grafica", "graficas", "figura", "figuras", "figure", "figures", "fig", "chart"), FIGURE
    ),
    **dict.fromkeys(("ecuacion", "ecuaciones", "ec", "ecs", "equation", "equations", "eq", "eqs"), EQUATION),
    **dict.fromkeys(("art", "arts", "articulo", "articulos", "article", "articles"), ARTICLE),
    **dict.fromkeys(("cap", "caps", "capitulo", "capitulos", "chapter", "chapters"), CHAPTER),
}
_JOINS = frozenset(("y", "e", "o", "and", "or"))
_UNTIL = frozenset(("a", "al", "hasta", "to", "through", "-", "–", "—"))
_ARTICLES_OF_A_NOUN = frozenset(("el", "la", "los", "las", "the", "del"))
_LONGEST_RANGE = 100
_ROMAN = "IVXLC"
_PIECE = re.compile(
    rf"(?P<number>(?<![\w.])(?:\d+|[{_ROMAN}]+)(?:\.\d+)*(?:\.[a-z](?![\w.]))?(?![\w%]|\.\d))"
    r"|(?P<lead>§+|[^\W\d_]+(?![^\W\d_])\.?(?=\s*\(?[\dIVXLC]))"
    r"|(?P<year>\(\d{4}\))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[^\s\w])"
    r"|(?P<other>\w+)"
)
_PARTS_OF_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a source: its kind and its number in parts, ``("section", ("2", "1", "1"))``."""

    kind: str
    parts: tuple[str, ...]

    def within(self, other: Reference) -> bool:
        """Whether this is the place *other*, or a part of it, as §2.1.1 is of §2.1."""
        if other.kind == CHAPTER and self.kind == SECTION:
            return self.parts[:1] == other.parts
        return self.kind == other.kind and self.parts[: len(other.parts)] == other.parts

    @property
    def number(self) -> str:
        """``2.1.1``, ``III.6``, ``106 III``."""
        return (" " if self.kind == ARTICLE else ".").join(self.parts)

    @property
    def order(self) -> tuple[int, tuple[tuple[int, int, str], ...]]:
        """What references are sorted by: kind, then number as one counts, 2.2 before 2.10."""
        return KINDS.index(self.kind), tuple(map(_count, self.parts))


@dataclass(frozen=True, slots=True)
class Found:
    """A reference in a text, from ``start``, where the word or sign before it begins, up to ``end``."""

    reference: Reference
    start: int
    end: int


def references(text: str) -> tuple[Reference, ...]:
    """The places that *text* names, each once, in the order written; those inside a range are named too."""
    return tuple(dict.fromkeys(found.reference for found in find_references(text)))


@lru_cache(10_000)  # several searches in one model read the same texts
def find_references(text: str) -> tuple[Found, ...]:
    """The places that *text* names, with where they stand."""
    reading = _Reading()
    for match in _PIECE.finditer(text):
        reading.take(match)
    return tuple(reading.found)


def is_lead(word: str) -> bool:
    """Whether *word* says what kind of place the number after it is: ``Cuadro``, ``art.``, ``§``."""
    return folded(word).rstrip(".") in _LEADS


def equation_parts(text: str) -> tuple[str, ...]:
    """The parts of a number in brackets, as equations have theirs: ``(8)`` or ``(3.4)``; empty if *text* is none."""
    inside = re.fullmatch(r"\(\s*(\d+(?:\.\d+)*)\s*\)", text)
    return tuple(inside[1].split(".")) if inside else ()


def number_parts(text: str) -> tuple[str, ...]:
    """The parts of a bare number, ``2.1.1``, ``iii.6`` or ``106``; empty if *text* is none."""
    head, *rest = text.rstrip(".").split(".")
    last_may_be_letter = re.compile(r"\d+|[a-z]")
    well_formed = all(re.fullmatch(r"\d+", part) for part in rest[:-1]) and all(
        last_may_be_letter.fullmatch(part.lower()) for part in rest[-1:]
    )
    if not well_formed or not (re.fullmatch(r"\d+", head) or _is_roman(head)):
        return ()
    return (head.upper(), *(part.lower() for part in rest))


@dataclass(slots=True)
class _Reading:
    """What has been found in a text so far. ``kind`` is that of the list being read, empty outside a list."""

    found: list[Found] = field(default_factory=list)
    kind: str = ""
    start: int = -1
    until: bool = False

    def take(self, match: re.Match[str]) -> None:
        """Read one piece further."""
        text, where = match[0], match.lastgroup
        if where == "lead" and is_lead(text):
            if self.kind != _LEADS[folded(text).rstrip(".")]:
                self.until = False
            self.kind, self.start = _LEADS[folded(text).rstrip(".")], match.start()
        elif where == "number":
            self.number(text, match)
        elif where in ("lead", "word", "mark") and folded(text) in _UNTIL:
            self.until = bool(self.kind)
        elif text in ("(", ")") and self.kind == EQUATION:
            return
        elif where == "year" or text == "," or folded(text) in _JOINS:
            self.until = False
        elif folded(text) not in _ARTICLES_OF_A_NOUN:
            self.kind, self.start, self.until = "", -1, False

    def number(self, text: str, match: re.Match[str]) -> None:
        """Read a number: the next of a list, or one whose form alone says what it is."""
        parts = tuple(text.split("."))
        last = self.found[-1].reference if self.found and self.start < 0 else None
        if self.kind == ARTICLE and last and len(parts) == 1 and _is_roman(text) and not self.until:
            self._paragraph(text, match)
        elif self.kind and (last is None or _alike(parts, last)):
            self._add(self.kind, parts, match)
        elif len(parts) > 1 and _is_roman(parts[0]):
            self._add(TABLE, parts, match)
        elif len(parts) > 2:
            self._add(SECTION, parts, match)
        else:
            self.kind, self.start = "", -1
        self.until = False

    def _paragraph(self, text: str, match: re.Match[str]) -> None:
        """``106 III`` is a paragraph of the article; ``106 I y II`` two of them."""
        before = self.found[-1]
        paragraph = Reference(ARTICLE, (before.reference.parts[0], text))
        if len(before.reference.parts) == 1:
            self.found[-1] = Found(paragraph, before.start, match.end())
        else:
            self.found.append(Found(paragraph, match.start(), match.end()))

    def _add(self, kind: str, parts: tuple[str, ...], match: re.Match[str]) -> None:
        start = match.start() if self.start < 0 else self.start
        if self.until and self.found:
            self.found += (
                Found(one, start, match.end()) for one in _between(self.found[-1].reference, parts)
            )
        self.found.append(Found(Reference(kind, parts), start, match.end()))
        self.kind, self.start = kind, -1


def _alike(parts: tuple[str, ...], last: Reference) -> bool:
    """Whether a number may be the next after *last* in one list: a year after a table is not."""
    if len(parts) == 1 and len(last.parts) == 1:
        return _is_roman(parts[0]) == _is_roman(last.parts[0]) and not _is_year(parts[0])
    if last.kind == ARTICLE:
        return not _is_year(parts[0])
    return (len(parts) > 1) == (len(last.parts) > 1)


def _between(low: Reference, high: tuple[str, ...]) -> Iterator[Reference]:
    """The places after *low* and before *high*, should both be of one list that is counted in its last part."""
    *first, a = low.parts
    *others, b = high
    if first == others and a.isdecimal() and b.isdecimal() and int(b) - int(a) <= _LONGEST_RANGE:
        for number in range(int(a) + 1, int(b)):
            yield Reference(low.kind, (*first, str(number)))


def _is_roman(text: str) -> bool:
    return bool(text) and set(text.upper()) <= set(_ROMAN)


def _is_year(text: str) -> bool:
    return text.isdecimal() and 1800 <= int(text) <= 2200 and len(text) == 4


def _count(part: str) -> tuple[int, int, str]:
    if part.isdecimal():
        return 0, int(part), ""
    if part.isupper() and _is_roman(part):
        values = [_PARTS_OF_ROMAN[letter] for letter in part]
        later = [*values[1:], 0]
        return 1, sum(-one if one < two else one for one, two in zip(values, later, strict=True)), ""
    return 2, 0, part
