"""What the book has in it and where: chapters, their sections, and a place for every declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from semdsl.lookup.entries import Declared, Entry
from semdsl.publish.file_names import distinct, report_file_names
from semdsl.render.words import title_of
from semdsl.source import Source
from semdsl.syntax import ast

_RULE = re.compile(r"#\s*[─━=-]{2,}\s*(?P<title>[^─━=]*?)\s*[─━=-]*\s*$")
_SHOWN = frozenset(
    (
        *("parameter", "assumption", "population", "contribution", "cost", "reserve", "premium", "variable"),
        *(
            "table",
            "function",
            "identity",
            "check",
            "expect",
            "input",
            "time",
            "axis",
            "unit",
            "report",
            "chart",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A declaration in the book: its page, its anchor there, and the number of its equation, if it has one."""

    entry: Entry = field(repr=False)
    page: str
    anchor: str
    number: str

    @property
    def href(self) -> str:
        return f"{self.page}#{self.anchor}"

    @property
    def key(self) -> str:
        return key_of(self.entry)


@dataclass(frozen=True, slots=True)
class Section:
    """Declarations under a heading of the file; the first has none."""

    title: str
    anchor: str
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the model: its number, its page, its header and what it declares."""

    number: int
    page: str
    source: Source = field(repr=False)
    header: ast.Header | None
    module: ast.Module = field(repr=False)
    library: bool
    sections: tuple[Section, ...]

    def title(self, language: str) -> str:
        """What the chapter is called."""
        if self.header is None:
            return self.source.name.rpartition("/")[2]
        return title_of(self.header.titles, language) or self.header.name.text

    @property
    def placed(self) -> Iterator[Placed]:
        for section in self.sections:
            yield from section.placed


@dataclass(frozen=True, slots=True)
class Contents:
    """Every chapter, and where each declaration is, by its key and by the place of its name in the text."""

    declared: Declared = field(repr=False)
    chapters: tuple[Chapter, ...]
    by_key: Mapping[str, Placed] = field(repr=False)

    def of(self, entry: Entry) -> Placed | None:
        """Where *entry* is in the book."""
        return self.by_key.get(key_of(entry))


def key_of(entry: Entry) -> str:
    """What a link to *entry* is called: its file and its line, which never leave the program."""
    return f"{entry.source.name}:{entry.declaration.span.start}"


def contents_of(declared: Declared) -> Contents:
    """The contents of the book of *declared*: a chapter for each file, in the order in which the model names them."""
    groups: dict[Source, list[Entry]] = {}
    for entry in declared.entries:
        groups.setdefault(entry.source, [])
        if entry.kind in _SHOWN and not entry.is_broken:
            groups[entry.source].append(entry)
    files = {
        source: entries
        for source, entries in groups.items()
        if entries or source is declared.project.main.source
    }
    pages = distinct([f"{name}.html" for name in report_file_names([_name(s, declared) for s in files])])
    chapters = tuple(
        _chapter(number, page, source, entries, declared)
        for number, (page, (source, entries)) in enumerate(zip(pages, files.items(), strict=True), start=1)
    )
    return Contents(declared, chapters, {own.key: own for chapter in chapters for own in chapter.placed})


def _name(source: Source, declared: Declared) -> str:
    """What the page of *source* is named by; the pages of the book itself have names without a number of a chapter."""
    header = _header(source, declared)
    return f"chapter {header.name.text if header else source.name.rpartition('/')[2].removesuffix('.sem')}"


def _header(source: Source, declared: Declared) -> ast.Header | None:
    for module in declared.project.modules:
        for part in module.parts:
            if part.source is source:
                return part.header
        if module.source is source:
            return next((own for own in module.declarations if isinstance(own, ast.Header)), None)
    return None


def _module(source: Source, declared: Declared) -> ast.Module:
    return next(module for module in declared.project.modules if source in module.sources)


def _chapter(number: int, page: str, source: Source, entries: list[Entry], declared: Declared) -> Chapter:
    headings = list(_headings(source))
    sections: list[Section] = []
    counted = reports = charts = unnamed = 0
    for at, (title, start) in enumerate(headings):
        end = headings[at + 1][1] if at + 1 < len(headings) else None
        placed: list[Placed] = []
        for entry in entries:
            if not (entry.line >= start and (end is None or entry.line < end)):
                continue
            counted += entry.is_computed
            reports += entry.kind == "report"
            charts += entry.kind == "chart"
            unnamed += not entry.name and entry.kind not in ("report", "chart")
            numbers = {"report": reports, "chart": charts}
            anchor = (
                f"{entry.kind}-{numbers[entry.kind]}"
                if entry.kind in numbers
                else entry.name or f"unnamed-{unnamed}"
            )
            eq = f"{number}.{counted}" if entry.is_computed else ""
            placed.append(Placed(entry, page, anchor, eq))
        if placed:
            sections.append(Section(title, f"section-{number}-{at}", tuple(_unlike(placed))))
    library = declared.project.in_library(source)
    return Chapter(
        number, page, source, _header(source, declared), _module(source, declared), library, tuple(sections)
    )


def _unlike(placed: list[Placed]) -> Iterator[Placed]:
    """*placed*, in which what may be called like a quantity, as a check or a unit, has an anchor of its own."""
    for own in placed:
        apart = isinstance(own.entry.declaration, ast.Check | ast.Expect | ast.Identity | ast.BaseUnit)
        anchor = f"{own.entry.kind}-{own.anchor}" if apart else own.anchor
        yield Placed(own.entry, own.page, anchor.replace(" ", "-"), own.number)


def _headings(source: Source) -> Iterator[tuple[str, int]]:
    """The headings that the author drew as lines of comment, each with its line; first that of what stands before."""
    yield "", 0
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = _RULE.fullmatch(line.strip()) if line.startswith("#") else None
        if found and found["title"]:
            yield found["title"], number
