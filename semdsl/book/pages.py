"""The pages of the book: views into templates, and what every page has around it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from semdsl.book import appendices, dependencies
from semdsl.book.chapters import chapter_view, entry_view, header_facts, remarks_of
from semdsl.book.contents import Placed
from semdsl.book.context import Book
from semdsl.book.glossary import glossary
from semdsl.book.judged import judged
from semdsl.book.limitations import limitations
from semdsl.book.notes import blocks
from semdsl.book.sidebyside import left_out, side_by_side
from semdsl.book.values import Grid, grid_of
from semdsl.book.views import ChapterLine, Fact, Frame, Link, Remark
from semdsl.book.words import BookWords, book_words
from semdsl.lookup.wording import wording_in
from semdsl.publish.charts import chart_of
from semdsl.publish.file_names import distinct
from semdsl.publish.fingerprints import document_hash, meaning_hash
from semdsl.render.charts.data import table_of_data
from semdsl.render.charts.draw import picture
from semdsl.render.elements import Element
from semdsl.render.parts import said_in
from semdsl.render.reports import table_of
from semdsl.render.words import title_of
from semdsl.version import __version__

INDEX = "index.html"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"
"""Nothing from elsewhere, and nothing that is written in a page itself, is ever run or taken as a style."""

_FILES = Path(__file__).parent / "files"
_SHIPPED = (
    *("book.css", "book.js", "OFL.txt", "stix-two-math.woff2"),
    *("stix-two-text.woff2", "stix-two-text-italic.woff2", "stix-two-text-semibold.woff2"),
)
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: its name in the folder, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report on the page of results, and where it is in its chapter."""

    anchor: str
    link: Link
    grid: Grid
    picture: Element | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the header of the model says of it."""

    other_title: str
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]


def whole_book(book: Book, *, both: bool) -> Iterator[File]:
    """Every file of the book in one language; *both* says that the other one stands beside it."""
    frame = _frame(book, both=both)
    yield _page("cover.html", INDEX, frame, cover_of(book))
    for chapter in book.contents.chapters:
        yield _page("chapter.html", chapter.page, frame, chapter_view(chapter, book))
    for template, name, page in _appendices(book):
        yield _page(template, name, frame, page)
    yield from shipped()
    yield File("around.js", (_FILES / "around.js").read_bytes())
    yield _index(_searched(book))
    yield File("needs.js", dependencies.needs_script(book))


def only_book(book: Book, placed: tuple[Placed, ...], *, both: bool) -> Iterator[File]:
    """One page with some formulas; what is not on it is named and has no link."""
    anchors = distinct([own.anchor for own in placed])
    only = {own.key: replace(own, page="", anchor=at) for own, at in zip(placed, anchors, strict=True)}
    here = replace(book, only=only)
    whole = _frame(here, both=both)
    frame = replace(whole, pages=whole.pages[:1], chapters=())
    entries = tuple(entry_view(own, here) for own in only.values())
    yield _page("only.html", INDEX, frame, {"entries": entries})
    yield from shipped()
    found = [
        [entry.title, entry.name, entry.kind_text, f"#{entry.anchor}", entry.other_title] for entry in entries
    ]
    yield _index(found)


def languages_page(books: list[Book]) -> bytes:
    """The page that leads to the book in each language."""
    listed = [
        {"language": book.language, "book": book.words.book, "title": model_title(book)} for book in books
    ]
    return _TEMPLATES.get_template("languages.html").render(books=listed, policy=POLICY).encode("utf-8")


def shipped() -> Iterator[File]:
    """Style, script and fonts, which are the same for every model."""
    for name in _SHIPPED:
        yield File(name, (_FILES / name).read_bytes())


def _page(template: str, name: str, frame: Frame, page: object) -> File:
    other = replace(frame.other, href=f"../{frame.words.other}/{name}") if frame.other else None
    own = replace(frame, here=name, other=other)
    text = _TEMPLATES.get_template(template).render(frame=own, page=page, policy=POLICY)
    return File(name, text.encode("utf-8"))


def model_title(book: Book) -> str:
    """What the model is called."""
    return title_of(book.model.titles, book.language) or book.model.name


def _frame(book: Book, *, both: bool) -> Frame:
    words = book.words
    return Frame(
        model=model_title(book),
        words=words,
        pages=tuple(_pages(book)),
        chapters=tuple(_chapter_lines(book)),
        here="",
        other=Link(_language_name(words.other), "") if both else None,
        made_by=words.made_by.format(version=__version__),
        hashes=hashes_of(book),
    )


def hashes_of(book: Book) -> tuple[Fact, ...]:
    """From what the book was made."""
    checked = book.facts.run.checked
    return (
        Fact(book.words.meaning, meaning_hash(checked)),
        Fact(book.words.document, document_hash(checked)),
    )


def _language_name(language: str) -> str:
    return {"es": "Español", "en": "English"}[language]


def _pages(book: Book) -> Iterator[Link]:
    words = book.words
    yield Link(words.contents, INDEX)
    if book.model.tables:
        yield Link(words.results, "results.html")
    yield Link(words.assumptions, "assumptions.html")
    yield Link(words.tables, "tables.html")
    yield Link(words.checks, "checks.html")
    if book.model.scenarios:
        yield Link(words.scenarios, "scenarios.html")
    yield Link(words.limitations, "limitations.html")
    yield Link(words.graph, "dependencies.html")
    yield Link(words.glossary, "glossary.html")
    yield Link(words.index, "indexes.html")


def _chapter_lines(book: Book) -> Iterator[ChapterLine]:
    verdicts = book.facts.stated.results.verdicts
    parts = {part.source: part.header.name.text for part in book.facts.declared.project.main.parts}
    for chapter in book.contents.chapters:
        part = parts.get(chapter.source)
        said = said_in(part, verdicts, book.units) if part is not None else ""
        yield ChapterLine(
            chapter.number,
            chapter.title(book.language),
            chapter.page,
            sum(bool(own.number) for own in chapter.placed),
            chapter.library,
            said,
            tuple(
                Link(section.title, f"{chapter.page}#{section.anchor}")
                for section in chapter.sections
                if section.title
            ),
        )


def cover_of(book: Book) -> Cover:
    """What the header of the model says."""
    header = book.model.header
    attributes = header.attributes if header else ()
    other = title_of(book.model.titles, book.words.other)
    return Cover(
        "" if other == model_title(book) else other,
        header_facts(attributes, book),
        tuple(remarks_of(attributes, book)),
    )


def _appendices(book: Book) -> Iterator[tuple[str, str, object]]:
    words = book.words
    if book.model.tables:
        yield "results.html", "results.html", {"reports": tuple(reports_of(book))}
    yield "assumptions.html", "assumptions.html", {"ledgers": appendices.ledgers(book)}
    yield "tables.html", "tables.html", {"tables": appendices.tables(book)}
    yield "checks.html", "checks.html", {"judged": judged(book)}
    if book.model.scenarios:
        page = {"scenarios": appendices.scenarios(book), "grids": side_by_side(book)}
        page["left_out"] = left_out(book)
        yield "scenarios.html", "scenarios.html", page
    none = blocks(words.no_limits)
    yield "limitations.html", "limitations.html", {"limitations": limitations(book), "none": none}
    yield "glossary.html", "glossary.html", {"glossary": glossary(book)}
    graphs = {"whole": dependencies.whole(book), "graphs": dependencies.graphs(book)}
    yield "graph.html", "dependencies.html", graphs
    indexes = (
        (words.places, "index-places", appendices.places(book)),
        (words.symbols, "index-symbols", appendices.symbols(book)),
        (words.names, "index-names", appendices.names(book)),
    )
    yield "index_of.html", "indexes.html", {"indexes": indexes}


def reports_of(book: Book) -> Iterator[ReportView]:
    """Every report of the model with its figures."""
    placed = {
        own.entry.declaration.span: own
        for chapter in book.contents.chapters
        for own in chapter.placed
        if own.entry.kind in ("report", "chart")
    }
    by_name = {own.entry.declaration.name.span: own for own in placed.values()}
    for at, report in enumerate(book.model.reports, start=1):
        grid = grid_of(table_of(report, book.model, book.value))
        own = placed.get(report.span) or by_name.get(report.span)
        link = Link(grid.caption, own.href if own else f"#table-{at}")
        yield ReportView(f"table-{at}", link, replace(grid, caption=""))
    for at, chart in enumerate(book.model.charts, start=1):
        data = chart_of(chart, book.facts.run, book.facts.stated, book.model)
        grid = grid_of(table_of_data(data))
        own = placed.get(chart.report.span) or by_name.get(chart.report.span)
        link = Link(grid.caption, own.href if own else f"#chart-{at}")
        drawn = picture(data, f"drawn-{at}", titled=False)
        yield ReportView(f"chart-{at}", link, replace(grid, caption=""), drawn)


def _index(records: Sequence[Sequence[str]]) -> File:
    return File("search-index.js", f"window.bookIndex = {json.dumps(records, indent=0)};\n".encode("ascii"))


def _searched(book: Book) -> list[list[str]]:
    """What the search looks through: of each declaration what it is called in every language, and where it stands."""
    wordings = [wording_in(language) for language in ("es", "en")]
    records = []
    for chapter in book.contents.chapters:
        for own in chapter.placed:
            entry = own.entry
            titles = dict.fromkeys((book.title(entry), *(title.text for title in entry.titles)))
            places = dict.fromkeys(
                wording.place(reference) for wording in wordings for reference in entry.references
            )
            kind = book.words.kinds.get(entry.kind, entry.kind)
            said = [*list(titles)[1:], entry.name.replace("_", " "), book.symbol_text(entry), *places]
            records.append([book.title(entry), entry.name, kind, own.href, " ".join(filter(None, said))])
    records += [[*found, " ".join(others)] for *found, others in _headings(book)]
    return records


def _headings(book: Book) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """Chapters, their sections, scenarios and the other pages, for the search."""
    words = book.words
    for chapter in book.contents.chapters:
        own = chapter.title(book.language)
        kind = f"{words.chapter} {chapter.number}"
        yield own, "", kind, chapter.page, (chapter.title(words.other),)
        for section in chapter.sections:
            if section.title:
                yield section.title, "", f"{kind} · {own}", f"{chapter.page}#{section.anchor}", ()
    for one in appendices.scenarios(book):
        yield one.title, one.name, words.scenarios, f"scenarios.html#scenario-{one.name}", ()
    for link in _pages(book):
        yield link.text, "", words.book, link.href, ()


def languages_of(asked: str, model_language: str) -> tuple[str, ...]:
    """The languages of the book: the one asked for, both, or else that of the model, if there are words for it."""
    if asked == "both":
        first = book_words(model_language).language
        return (first, book_words(first).other)
    return (asked or book_words(model_language).language,)


def words_of(language: str) -> BookWords:
    """The words of *language*."""
    return book_words(language)
