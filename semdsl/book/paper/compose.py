"""The views of the book as one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.book import appendices
from semdsl.book.chapters import chapter_view, entry_view
from semdsl.book.contents import Placed
from semdsl.book.context import Book
from semdsl.book.dependencies import graphs, whole
from semdsl.book.pages import cover_of, hashes_of, model_title, reports_of
from semdsl.book.paper.document import (
    Block,
    Bullets,
    Code,
    Document,
    Equation,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Part,
    Picture,
    Styled,
    Table,
    TableRow,
    Terms,
    Turned,
)
from semdsl.book.paper.fitting import TURNED_WIDTH, WIDTH, fitted
from semdsl.book.paper.pieces import (
    behind,
    facts_of,
    inlines,
    link_of,
    links_of,
    listed,
    remarks_of,
    text_in,
    verdict_blocks,
)
from semdsl.book.paper.reviewed import algebra_of, checks_of, glossary_of, limitations_of
from semdsl.book.sidebyside import left_out, side_by_side
from semdsl.book.values import Grid
from semdsl.book.views import ChapterView, EntryView, IndexLine, MatrixLine
from semdsl.book.words import BookWords
from semdsl.render.elements import Element
from semdsl.render.mathematics.mathml import MathElement
from semdsl.version import __version__

_JUDGED = ("identity", "check", "expect")
_SMALL, _CHART, _UNIT = 60.0, 145.0, 0.2
_HEIGHT, _TURNED_HEIGHT = 215.0, 130.0
"""Millimetres: of a line beside values, of a chart, of a unit of a drawing of dependencies; how high that may be."""


def document_of(book: Book) -> Document:
    """The whole book."""
    chapters = (_chapter(chapter_view(chapter, book), book) for chapter in book.contents.chapters)
    cover = cover_of(book)
    front = (*facts_of(cover.facts), *remarks_of(cover.remarks))
    return _document(book, front, (*chapters, *_appendices(book)))


def document_of_some(book: Book, placed: Sequence[Placed]) -> Document:
    """Some formulas alone."""
    blocks = tuple(block for own in placed for block in _entry(entry_view(own, book), own.page, book, 1))
    return _document(book, (), (Part("index", blocks),))


def _document(book: Book, front: tuple[Block, ...], parts: tuple[Part, ...]) -> Document:
    words = book.words
    made = Paragraph((words.made_by.format(version=__version__),), small=True)
    hashes = tuple(((fact.label,), (Code(fact.value),)) for fact in hashes_of(book))
    end = (Heading(1, (words.prepared,)), Terms("", hashes), made)
    fits = tuple(Part(part.name, fitted(part.blocks)) for part in parts)
    return Document(
        book.language, words.book, model_title(book), words.contents, fitted(front), fits, fitted(end)
    )


# ── Chapters ──────────────────────────────────────────────────────────────────────────────────────


def _chapter(view: ChapterView, book: Book) -> Part:
    words = book.words
    blocks: list[Block] = [Heading(1, (f"{view.number}. {view.title}",), view.page)]
    if view.library:
        blocks.append(Paragraph((words.library,), small=True))
    blocks += [*facts_of(view.facts), *remarks_of(view.remarks)]
    if view.instances:
        blocks.append(Heading(2, (words.instances,)))
    for use in view.instances:
        blocks.append(Paragraph((Code(use.name), f" {words.bindings}")))
        blocks.append(Bullets(tuple((Code(name), " = ", *inlines((bound,))) for name, bound in use.bindings)))
    for section in view.sections:
        if section.title:
            blocks.append(Heading(2, (section.title,), f"{view.page}#{section.anchor}"))
        for entry in section.entries:
            blocks += _entry(entry, view.page, book, 3 if section.title else 2)
    if not view.sections:
        blocks.append(Paragraph((words.no_data,)))
    return Part(view.page.removesuffix(".html"), tuple(blocks))


def _entry(view: EntryView, page: str, book: Book, level: int) -> Iterator[Block]:
    words = book.words
    yield Heading(level, (view.title,), f"{page}#{view.anchor}")
    yield Paragraph(tuple(_about(view)), small=True, kept=True)
    if isinstance(view.equation, MathElement):
        yield Equation(view.equation.of, view.number)
    if view.where:
        lines = (
            (inlines((one.symbol,)), (*link_of(one.link, one.title), *behind(one.unit))) for one in view.where
        )
        yield Terms(words.where, tuple(lines))
    if view.members:
        yield Paragraph((" · ".join(view.members),))
    yield from facts_of(view.facts)
    for verdict in view.verdicts:
        yield from verdict_blocks(verdict, words)
    yield from algebra_of(view, words)
    if view.picture:
        yield from _chart(view.picture)
    for grid in (view.grid, view.scenarios):
        yield from _grid(grid, words, under=view.title) if grid else ()
    for instance in view.instances:
        yield Paragraph((Code(instance.name),), kept=True)
        for grid in (instance.grid, instance.scenarios):
            yield from _grid(grid, words) if grid else ()
    if view.more_instances:
        yield Paragraph((view.more_instances,), small=True)
    yield from remarks_of(view.remarks)
    if view.kind in _JUDGED:
        yield from links_of(words.reads, view.reads)
    yield from links_of(words.read_by, view.read_by)


def _about(view: EntryView) -> Iterator[Inline]:
    if view.name:
        yield from (Code(view.name), " ")
    yield view.kind_text
    if view.other_title:
        yield from (" · ", Styled((view.other_title,), "emphasis"))


def _grid(grid: Grid, words: BookWords, *, under: str = "") -> Iterator[Block]:
    """The figures of *grid*, whose title is not said again *under* one that says the same."""
    if grid.single:
        same = f" ({words.same.format(count=grid.cells)})" if grid.cells > 1 else ""
        yield Paragraph((f"= {grid.single}{same}",))
        return
    rows = []
    for line in grid.lines:
        style = "total" if line.is_total else "inner" if line.inner else ""
        texts = tuple((text,) for text in line.texts)
        rows.append(TableRow(((line.label,), *texts), style))
    title = "" if grid.caption == under else grid.caption
    caption = f"{title} ({grid.unit})" if title and grid.unit else title
    corner = "" if title else grid.unit
    heads = ((corner,), *((head,) for head in grid.heads))
    yield Table(heads, tuple(rows), figures=True, caption=caption)
    if grid.more:
        yield Paragraph((words.more_rows.format(count=grid.more),), small=True)
    if grid.note:
        yield Paragraph((grid.note,), small=True)
    if grid.spark:
        yield Picture(grid.spark, _said(grid.spark) or words.values, _SMALL, small=True)
    if grid.source:
        yield Paragraph((f"{words.source}: {grid.source}",), small=True)


# ── Appendices ────────────────────────────────────────────────────────────────────────────────────


def _appendices(book: Book) -> Iterator[Part]:
    words = book.words
    if book.model.tables:
        yield _part("results", words.results, tuple(_results(book)))
    yield _part("assumptions", words.assumptions, tuple(_ledgers(book)))
    yield _part("tables", words.tables, tuple(_tables(book)))
    yield _part("checks", words.checks, tuple(checks_of(book)))
    if book.model.scenarios:
        yield _part("scenarios", words.scenarios, tuple(_scenarios(book)))
    yield _part("dependencies", words.graph, tuple(_graphs(book)))
    yield _part("limitations", words.limitations, tuple(limitations_of(book)))
    yield _part("glossary", words.glossary, tuple(glossary_of(book)))
    yield _part("indexes", words.index, tuple(_indexes(book)))


def _part(name: str, title: str, blocks: tuple[Block, ...]) -> Part:
    return Part(name, (Heading(1, (title,), f"{name}.html"), *blocks))


def _results(book: Book) -> Iterator[Block]:
    for report in reports_of(book):
        yield Heading(2, (report.link.text,))
        if report.picture:
            yield from _chart(report.picture)
        yield from _grid(report.grid, book.words, under=report.link.text)


def _chart(svg: Element) -> Iterator[Block]:
    """A chart, and under it what it shows, in a sentence."""
    says = _said(svg)
    yield Picture(svg, says, _CHART)
    yield Paragraph((says,), small=True)


def _said(svg: Element) -> str:
    """What a picture says to who cannot see it: its description, or else its title."""
    found = {node.name: text_in(node.children) for node in svg.children if isinstance(node, Element)}
    return found.get("desc") or found.get("title", "")


def _graphs(book: Book) -> Iterator[Block]:
    """The square of the chapters; the drawing of each, on its side where it is wider than an upright page."""
    yield from _square(whole(book), book.words)
    for graph in graphs(book):
        head: tuple[Block, ...] = (
            Heading(2, (graph.title,)),
            Paragraph((graph.says,), small=True, kept=True),
        )
        if graph.drawing is None:
            yield from head
            continue
        wide, high = (float(graph.drawing.attributes[name]) * _UNIT for name in ("width", "height"))
        room, tall = (WIDTH, _HEIGHT) if wide <= WIDTH else (TURNED_WIDTH, _TURNED_HEIGHT)
        shown = Picture(graph.drawing, graph.title, wide * min(1, room / wide, tall / high))
        yield from (*head, shown) if room == WIDTH else (Turned((*head, shown)),)


def _square(lines: Sequence[MatrixLine], words: BookWords) -> Iterator[Block]:
    """How many declarations of each chapter every chapter reads."""
    if len(lines) < 2:
        return
    heads = (("",), *((str(line.number),) for line in lines))
    rows = (
        TableRow(
            (link_of(line.link, f"{line.number}. {line.link.text}"), *((str(n or ""),) for n in line.counts))
        )
        for line in lines
    )
    yield Heading(2, (words.graph_whole,))
    yield Paragraph((words.graph_whole_says,), small=True, kept=True)
    yield Table(heads, tuple(rows), figures=True)


def _ledgers(book: Book) -> Iterator[Block]:
    words = book.words
    for ledger in appendices.ledgers(book):
        yield Heading(2, (ledger.title,))
        rows = []
        for own in ledger.assumptions:
            symbol = (" ", *inlines((own.symbol,))) if own.symbol else ()
            limits = (f" [{own.range}]",) if own.range else ()
            named = (*link_of(own.link), *symbol, *limits)
            for at, line in enumerate(own.lines):
                condition = (" ", *inlines((line.condition,))) if line.condition else ()
                amount = (*inlines((line.formula,)), *condition)
                rows.append(TableRow((() if at else named, amount, (line.said,) if line.rows else ())))
        yield Table(((words.title,), (words.amount,), (words.source,)), tuple(rows), figures=False)


def _tables(book: Book) -> Iterator[Block]:
    words = book.words
    rows = []
    for own in appendices.tables(book):
        about = " · ".join(filter(None, (own.axes, own.unit)))
        files = tuple(part for file in own.files for part in (Code(file), " "))
        rows.append(TableRow(((*link_of(own.link), *behind(about)), files, (own.total,), (own.source,))))
    heads = ((words.title,), (words.file,), (words.total,), (words.source,))
    yield from _if_any(heads, rows, words)


def _if_any(heads: tuple[Inlines, ...], rows: Sequence[TableRow], words: BookWords) -> Iterator[Block]:
    yield Table(heads, tuple(rows), figures=False) if rows else Paragraph((words.none,))


def _scenarios(book: Book) -> Iterator[Block]:
    words = book.words
    for own in appendices.scenarios(book):
        yield Heading(2, (own.title,))
        on_top = (f" {words.extends} ", Code(own.extends)) if own.extends else ()
        yield Paragraph((Code(own.name), *on_top), small=True, kept=True)
        yield Bullets(tuple(inlines((setting,)) for setting in own.settings))
    grids = side_by_side(book)
    if grids:
        yield Heading(2, (words.side_by_side,))
    for grid in grids:
        yield from _grid(grid, words)
    yield from (Paragraph((note,), small=True) for note in left_out(book))


def _indexes(book: Book) -> Iterator[Block]:
    words = book.words
    indexes: tuple[tuple[str, tuple[IndexLine, ...]], ...] = (
        (words.places, appendices.places(book)),
        (words.symbols, appendices.symbols(book)),
        (words.names, appendices.names(book)),
    )
    for title, lines in indexes:
        if lines:
            yield Heading(2, (title,))
            yield Terms("", tuple((inlines((line.head,)), listed(line.links)) for line in lines))
