"""Chapters as views: every declaration with its equation, what its letters stand for, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.book.algebra import derived_of, identities_of, verdicts_of
from semdsl.book.contents import Chapter, Placed, Section, key_of
from semdsl.book.context import Book
from semdsl.book.equations import by_name_in, equation_of
from semdsl.book.notation import is_axis
from semdsl.book.notes import blocks
from semdsl.book.sidebyside import scenarios_of
from semdsl.book.values import Grid, grid_of, preview_of
from semdsl.book.views import (
    ChapterView,
    DerivedView,
    EntryView,
    Fact,
    InstanceView,
    Link,
    Remark,
    SectionView,
    UseView,
    Where,
)
from semdsl.book.words import BookWords
from semdsl.lookup.entries import Entry
from semdsl.publish.charts import chart_of
from semdsl.render.charts.draw import picture
from semdsl.render.elements import Element
from semdsl.render.mathematics.formula import Writer
from semdsl.render.mathematics.notation import Scope, default_symbol
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.selection import Selection
from semdsl.render.mathematics.tree import Math, keys, row
from semdsl.render.reports import table_of
from semdsl.render.words import title_of
from semdsl.semantics.model import Axis
from semdsl.syntax import ast

MOST_INSTANCES = 12
MOST_MEMBERS = 40
_FACTS = ("payer", "law", "source", "calibrated", "owner", "since")
_HEADER_FACTS = ("version", "source", "owner", "since", "base", "flows", "stocks")
_TIMED = ("flows", "stocks")
_REMARKS = ("limitation", "note", "erratum")
MOST_CELLS = 2_000_000


def chapter_view(chapter: Chapter, book: Book) -> ChapterView:
    """*chapter* for a reader."""
    chapters = book.contents.chapters
    at = chapters.index(chapter)
    header = chapter.header.attributes if chapter.header else ()
    return ChapterView(
        number=chapter.number,
        title=chapter.title(book.language),
        page=chapter.page,
        library=chapter.library,
        formulas=sum(bool(own.number) for own in chapter.placed),
        facts=header_facts(header, book),
        remarks=tuple(remarks_of(header, book)),
        sections=tuple(_section(section, book) for section in chapter.sections),
        instances=tuple(_uses(chapter, book)),
        previous=_neighbour(chapters[at - 1], book) if at else None,
        next=_neighbour(chapters[at + 1], book) if at + 1 < len(chapters) else None,
    )


def header_facts(attributes: Sequence[ast.Attribute], book: Book) -> tuple[Fact, ...]:
    """What a file says of itself in a few words."""
    labels = {**book.words.facts, **book.words.base}
    return tuple(
        Fact(labels[one.word], _timing(one, book) if one.word in _TIMED else ", ".join(one.texts))
        for one in attributes
        if one.word in _HEADER_FACTS
    )


def _timing(attribute: ast.Attribute, book: Book) -> str:
    """``end of year`` in words."""
    when, *axes = attribute.texts
    declared = book.facts.declared
    found = [declared.find(declared.project.main, name) for name in axes]
    titles = [book.title(entry) if entry else name for name, entry in zip(axes, found, strict=True)]
    said = book.words.when.get(when, when)
    return f"{said} ({', '.join(titles)})" if titles else said


def _neighbour(chapter: Chapter, book: Book) -> Link:
    return Link(f"{chapter.number}. {chapter.title(book.language)}", chapter.page)


def _section(section: Section, book: Book) -> SectionView:
    return SectionView(
        section.title, section.anchor, tuple(entry_view(placed, book) for placed in section.placed)
    )


def _uses(chapter: Chapter, book: Book) -> Iterator[UseView]:
    """The instances of the file, with what is bound to its inputs."""
    project = book.facts.declared.project
    for module in project.modules:
        notation = book.symbols.inside(module)
        for use in (own for own in module.declarations if isinstance(own, ast.Use) and own.bindings):
            if project.module(use) is chapter.module and chapter.source is chapter.module.source:
                bindings = tuple(
                    (
                        one.name.text if one.name else "",
                        book.inline(Writer(notation).formula(one.value, Scope(whole=True))),
                    )
                    for one in use.bindings
                )
                yield UseView(use.name.text, bindings)


def entry_view(placed: Placed, book: Book) -> EntryView:
    """A declaration for a reader."""
    entry = placed.entry
    math = equation_of(entry, book.symbols.of(entry), book.notation(entry))
    names = book.names(entry)
    derived = tuple(derived_of(entry, book))
    alone = len(names) == 1 and names[0] == entry.name
    return EntryView(
        anchor=placed.anchor,
        name=entry.name,
        kind=entry.kind,
        kind_text=_kind(entry, book),
        number=placed.number,
        title=book.title(entry),
        other_title=_other_title(entry, book),
        other_language=book.words.other,
        equation=None if math is None else book.block(math),
        where=() if math is None else tuple(_where(math, derived, entry, book)),
        facts=tuple(_facts(entry, book)),
        remarks=tuple(remarks_of(tuple(attributes_of(entry)), book)),
        grid=_grid(entry, names[0], book) if alone else _report(entry, book),
        instances=() if alone else tuple(_instances(entry, names, book)),
        more_instances=_more_instances(len(names), book),
        reads=_links(book.facts.needs.get(key_of(entry), ()), book),
        read_by=_links(book.facts.needed_by.get(key_of(entry), ()), book),
        verdicts=verdicts_of(entry, book),
        members=_members(entry, book),
        picture=_picture(placed, book),
        around=placed.href if placed.number else "",
        scenarios=scenarios_of(names[0], book) if alone else None,
        derived=derived,
        identities=identities_of(entry, book),
    )


def _kind(entry: Entry, book: Book) -> str:
    """The kind in words; of an input also what is asked for."""
    declaration = entry.declaration
    what = f"input {declaration.what}" if isinstance(declaration, ast.Input) else entry.kind
    return book.words.kinds.get(what, book.words.kinds.get(entry.kind, entry.kind))


def _other_title(entry: Entry, book: Book) -> str:
    """The title in the other language, if it has one of its own."""
    found = title_of(entry.titles, book.words.other)
    return "" if found == book.title(entry) else found


def _where(math: Math, derived: Sequence[DerivedView], entry: Entry, book: Book) -> Iterator[Where]:
    """What the letters of an equation, and of what algebra makes of it, stand for, in the order read, axes last."""
    made = [line.math.of for one in derived for line in one.lines if line.link is None]
    entries = [book.facts.entries[key] for key in keys(row(math, *made)) if key in book.facts.entries]
    by_name = by_name_in(math, entry, book.notation(entry))
    for own in sorted(entries, key=is_axis):
        if own is not entry:
            index = book.notation(own).index(own.name) if is_axis(own) else None
            named = default_symbol(own.name) if key_of(own) in by_name else book.symbols.of(own)
            shown = index.letter if index else named
            yield Where(book.inline(shown), book.title(own), book.unit(own), book.link(own))


def _links(found: Sequence[str], book: Book) -> tuple[Link, ...]:
    return tuple(book.link(book.facts.entries[key]) for key in found if key in book.contents.by_key)


# ── What is said of a declaration ─────────────────────────────────────────────────────────────────


def attributes_of(entry: Entry) -> Iterator[ast.Attribute]:
    """What a declaration says of itself, then what its cases say."""
    yield from entry.declaration.attributes
    if isinstance(entry.declaration, ast.Quantity | ast.Table):
        for case in entry.declaration.cases:
            yield from case.attributes


def _facts(entry: Entry, book: Book) -> Iterator[Fact]:
    words = book.words
    unit = book.unit(entry)
    if unit:
        money = book.money(entry.unit)
        yield Fact(words.unit, f"{unit} ({money})" if money else unit)
    if entry.axes and entry.kind == "input":
        yield Fact(words.axes, ", ".join(_axis_titles(entry, book)))
    own = entry.declaration.attributes
    for word in _FACTS:
        texts = [", ".join(_said(one, words)) for one in own if one.word == word]
        if texts:
            yield Fact(words.facts[word], "; ".join(texts))
    for attribute in own:
        if attribute.word == "range":
            yield Fact(words.range, range_of(attribute, entry, book))
    yield from _case_facts(entry, book)


def range_of(attribute: ast.Attribute, entry: Entry, book: Book) -> str:
    """Between which values a number makes sense."""
    writer = Writer(book.notation(entry))
    return " … ".join(plain(writer.formula(one, Scope())) for one in attribute.numbers)


def _axis_titles(entry: Entry, book: Book) -> Iterator[str]:
    for name in entry.axes:
        axis = book.facts.declared.find(entry.module, name)
        yield book.title(axis) if axis else name


def _case_facts(entry: Entry, book: Book) -> Iterator[Fact]:
    """What single cases say of where they are from."""
    if not isinstance(entry.declaration, ast.Quantity | ast.Table):
        return
    writer = Writer(book.notation(entry))
    for case in entry.declaration.cases:
        for one in case.attributes:
            if one.word in _FACTS:
                label = f"{book.words.facts[one.word]} {_for(case, entry, writer)}".rstrip()
                yield Fact(label, ", ".join(_said(one, book.words)))


def _said(attribute: ast.Attribute, words: BookWords) -> Iterator[str]:
    """The texts of *attribute*; those who pay are known by a name, which is said in words."""
    for text in attribute.texts:
        named = attribute.word == "payer" and text.isidentifier()
        yield words.payers.get(text, text.replace("_", " ")) if named else text


def _for(case: ast.Case | ast.FileCase, entry: Entry, writer: Writer) -> str:
    if case.selection is None:
        return writer.notation.words.otherwise if case.otherwise else ""
    return f"{writer.notation.words.for_}{plain(Selection(writer, Scope()).of(case.selection, entry.axes))}"


def remarks_of(attributes: Sequence[ast.Attribute], book: Book) -> Iterator[Remark]:
    """The notes and errata among *attributes*."""
    labels = {
        "note": book.words.note,
        "erratum": book.words.erratum,
        "limitation": book.words.limitation,
    }
    for attribute in attributes:
        if attribute.word in _REMARKS:
            for text in attribute.texts:
                yield Remark(labels[attribute.word], attribute.word, blocks(text))


def _members(entry: Entry, book: Book) -> tuple[str, ...]:
    axis = book.model.axes.get(entry.name) if is_axis(entry) else None
    if axis is None or entry.module is not book.facts.declared.project.main:
        return ()
    if axis.form in ("time", "numeric"):
        return (f"{axis.labels[0]} … {axis.labels[-1]}",)
    shown = tuple(_member(axis, at, book) for at in range(min(len(axis), MOST_MEMBERS)))
    return (*shown, f"… ({len(axis)})") if len(axis) > MOST_MEMBERS else shown


def _member(axis: Axis, at: int, book: Book) -> str:
    title = title_of(axis.label_titles[at], book.language) if axis.label_titles else ""
    return f"{axis.labels[at]} {title}" if title and title != axis.labels[at] else axis.labels[at]


# ── Values ────────────────────────────────────────────────────────────────────────────────────────


def _grid(entry: Entry, name: str, book: Book) -> Grid | None:
    """A look at the values of *name*, unless its equation already is its value."""
    quantity = book.model.quantities[name]
    array = book.facts.stated.arrays.get(name)
    declaration = entry.declaration
    is_value = (
        isinstance(declaration, ast.Quantity)
        and len(declaration.cases) == 1
        and isinstance(declaration.cases[0].formula, ast.Number)
    )
    if array is None or is_value or array.size == 0 or array.size > MOST_CELLS:
        return None
    return preview_of(quantity, array, book.model, book.units, declaration.span)


def _instances(entry: Entry, names: Sequence[str], book: Book) -> Iterator[InstanceView]:
    """The quantities of instances, each with a look at its values; of very many the first ones."""
    for name in names[:MOST_INSTANCES]:
        yield InstanceView(name, _grid(entry, name, book), scenarios_of(name, book))


def _more_instances(count: int, book: Book) -> str:
    more = count - MOST_INSTANCES
    return book.words.more_instances.format(count=more, file=book.file) if more > 0 else ""


def _report(entry: Entry, book: Book) -> Grid | None:
    if entry.kind != "report":
        return None
    span = entry.declaration.span
    report = next(
        (one for one in book.model.reports if one.span == span or one.name == entry.declaration.name.text),
        None,
    )
    return None if report is None else grid_of(table_of(report, book.model, book.value))


def _picture(placed: Placed, book: Book) -> Element | None:
    """What a chart is drawn as; its figures are on the page of results."""
    declaration = placed.entry.declaration
    for chart in book.model.charts if placed.entry.kind == "chart" else ():
        if chart.report.span == declaration.span:
            data = chart_of(chart, book.facts.run, book.facts.stated, book.model)
            return picture(data, f"drawn-{placed.anchor}", titled=False)
    return None
