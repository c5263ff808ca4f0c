"""What the book has besides its chapters: results, the ledger of assumptions, tables, checks, scenarios, indexes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from semdsl.book.chapters import range_of
from semdsl.book.contents import Placed
from semdsl.book.context import Book
from semdsl.book.equations import case_of, setting_of
from semdsl.book.views import (
    Assumption,
    IndexLine,
    Ledger,
    Link,
    ScenarioView,
    Stated,
    TableView,
)
from semdsl.lookup.entries import Entry
from semdsl.lookup.plain import folded
from semdsl.lookup.references import Reference
from semdsl.lookup.wording import wording_in
from semdsl.render.elements import element
from semdsl.render.mathematics.breaking import COLUMN
from semdsl.render.mathematics.plain import plain
from semdsl.render.words import said_of, title_of, unit_in_words
from semdsl.runtime.numerals import decimals_for, grouped
from semdsl.syntax import ast

_BASES = ("law", "printed", "calibrated", "assumed")
_STATED = ("parameter", "assumption")
_INDEXED = frozenset(
    (
        *("parameter", "assumption", "population", "contribution", "cost", "reserve", "premium", "variable"),
        *("table", "function", "identity", "time", "axis"),
    )
)


def _own(book: Book) -> Iterator[Placed]:
    """What the model itself declares: the standard library has its chapters, and no line in the appendices."""
    for chapter in book.contents.chapters:
        if not chapter.library:
            yield from chapter.placed


# ── Assumptions ───────────────────────────────────────────────────────────────────────────────────


def ledgers(book: Book) -> tuple[Ledger, ...]:
    """Every parameter and assumption by its basis: the law, a source, a result it was fitted to, or nothing else."""
    found: dict[str, list[Assumption]] = defaultdict(list)
    for placed in _own(book):
        if placed.entry.kind in _STATED and isinstance(placed.entry.declaration, ast.Quantity):
            found[_basis(placed.entry)].append(_assumption(placed.entry, placed.entry.declaration, book))
    return tuple(
        Ledger(book.words.bases[basis], f"basis-{basis}", tuple(found[basis]))
        for basis in _BASES
        if found[basis]
    )


def _basis(entry: Entry) -> str:
    words = {one.word for one in entry.declaration.attributes}
    if isinstance(entry.declaration, ast.Quantity):
        words |= {one.word for case in entry.declaration.cases for one in case.attributes}
    if "calibrated" in words:
        return "calibrated"
    return "law" if "law" in words else "printed" if "source" in words else "assumed"


def _assumption(entry: Entry, declaration: ast.Quantity, book: Book) -> Assumption:
    notation = book.notation(entry)
    general = _said(declaration.attributes)
    said = [_said(case.attributes) or general for case in declaration.cases]
    lines = []
    for at, case in enumerate(declaration.cases):
        formula, condition = case_of(case, entry, notation)
        shown = None if condition is None else book.inline(condition)
        lines.append(Stated(book.inline(formula), shown, said[at], _agreeing(said, at)))
    ranges = [range_of(one, entry, book) for one in declaration.attributes if one.word == "range"]
    return Assumption(
        link=book.link(entry),
        symbol=book.inline(book.symbols.of(entry)) if entry.symbol else None,
        lines=tuple(lines),
        range="; ".join(ranges),
    )


def _agreeing(said: Sequence[str], at: int) -> int:
    """How many lines from *at* on say the same; 0 if the one above does."""
    if at and said[at - 1] == said[at]:
        return 0
    return next((more for more in range(1, len(said) - at) if said[at + more] != said[at]), len(said) - at)


def _said(attributes: Sequence[ast.Attribute]) -> str:
    return "; ".join(said for word in ("law", "source", "calibrated") if (said := said_of(attributes, word)))


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────


def tables(book: Book) -> tuple[TableView, ...]:
    """Every table of figures, with its sum where its unit adds up."""
    return tuple(
        _table(placed.entry, placed.entry.declaration, book)
        for placed in _own(book)
        if isinstance(placed.entry.declaration, ast.Table)
    )


def _table(entry: Entry, declaration: ast.Table, book: Book) -> TableView:
    files = [case.file.path.text for case in declaration.cases if isinstance(case, ast.FileCase)]
    axes = [(name, book.facts.declared.find(entry.module, name)) for name in entry.axes]
    return TableView(
        link=book.link(entry),
        files=tuple(dict.fromkeys(files)),
        axes=", ".join(book.title(axis) if axis else name for name, axis in axes),
        unit=book.unit(entry),
        total=_total(entry, book),
        source=said_of(declaration.attributes, "source"),
    )


def _total(entry: Entry, book: Book) -> str:
    """The sum of all figures; none for ratios, which do not add up, and for amounts along time, which are not added."""
    names = book.names(entry)
    if len(names) != 1:
        return ""
    quantity = book.model.quantities[names[0]]
    array = book.facts.stated.arrays.get(names[0])
    timed = any(book.model.axes[axis].form == "time" for axis in quantity.axes)
    if array is None or not quantity.unit.powers or timed or "/" in quantity.shown:
        return ""
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(array.sum()) / quantity.scale
    if not math.isfinite(total):
        return ""
    figures = grouped(total, decimals_for([total], quantity.shown))
    return f"{figures} {unit_in_words(quantity.shown, book.units, figures)}"


# ── Scenarios ─────────────────────────────────────────────────────────────────────────────────────


def scenarios(book: Book) -> tuple[ScenarioView, ...]:
    """Every scenario with what it sets."""
    main = book.facts.declared.project.main
    notation = book.symbols.inside(main)
    return tuple(
        ScenarioView(
            own.name.text,
            title_of(own.titles, book.language) or own.name.text,
            own.extends.text if own.extends else "",
            tuple(book.inline(setting_of(given, notation), COLUMN) for given in own.settings),
        )
        for own in main.declarations
        if isinstance(own, ast.Scenario)
    )


# ── Indexes ───────────────────────────────────────────────────────────────────────────────────────


def places(book: Book) -> tuple[IndexLine, ...]:
    """Every place of a source that a declaration names, in the order of its numbers."""
    found: dict[Reference, list[Link]] = defaultdict(list)
    for placed in _own(book):
        for reference in placed.entry.references:
            found[reference].append(book.link(placed.entry))
    wording = wording_in(book.language)
    return tuple(
        IndexLine(wording.place(reference), tuple(dict.fromkeys(found[reference])))
        for reference in sorted(found, key=lambda one: one.order)
    )


def symbols(book: Book) -> tuple[IndexLine, ...]:
    """Every symbol that a declaration states."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for placed in _own(book):
        if placed.entry.symbol:
            found[plain(book.symbols.of(placed.entry))].append(placed.entry)
    return tuple(
        IndexLine(
            book.inline(book.symbols.of(found[text][0])), tuple(book.link(entry) for entry in found[text])
        )
        for text in sorted(found, key=lambda text: (folded(text), text))
    )


def names(book: Book) -> tuple[IndexLine, ...]:
    """Every name, with the title of what has it."""
    found = [placed.entry for placed in _own(book) if placed.entry.kind in _INDEXED]
    return tuple(
        IndexLine(element("code", entry.name), (book.link(entry),))
        for entry in sorted(found, key=lambda entry: (folded(entry.name), entry.name))
    )
