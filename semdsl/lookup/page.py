"""The index of a model as a Markdown page: symbols, places in the source, then the formulas of each file, linked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.plain import symbol
from semdsl.lookup.references import Reference
from semdsl.lookup.text import NO_FORMS, Forms, by_file
from semdsl.lookup.wording import Wording, wording_in
from semdsl.project.paths import DiskFolder
from semdsl.render.words import title_of
from semdsl.source import Source
from semdsl.syntax import ast

_MARKUP = re.compile(r"([\\`*_<>\[\]|$~])")
_NOT_IN_A_LINK = {letter: f"%{ord(letter):02X}" for letter in '% ()<>#?"\\|[]`*'}


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rows need: words, the rows in order and what links to each, the way to each file, what algebra makes."""

    words: Wording
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    anchors: Mapping[int, str]
    links: Mapping[Source, str]
    shown: Mapping[Source, str]
    forms: Callable[[Entry], Forms]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entries in self.groups for entry in entries)

    def linked(self, entry: Entry) -> str:
        """The title of *entry*, or its name, as a link to its row."""
        title = title_of(entry.titles, self.words.language) or entry.name
        return f"[{_plain(title)}](#{self.anchors[id(entry)]})"


MARK = "<!-- Written by `semdsl find`: do not edit. -->"
"""The first line of a page, by which a later run knows that it may replace it."""


def index_page(
    declared: Declared,
    language: str,
    folder: Path,
    *,
    library: bool,
    forms: Callable[[Entry], Forms] = lambda _: NO_FORMS,
) -> str:
    """The page, for a file in *folder*: its links lead from there to the files of the model.

    Files of the standard library are named and not linked, since they are where the program is.
    """
    groups = by_file(declared, library=library)
    sources = dict.fromkeys(entry.source for _, entries in groups for entry in entries)
    links = {source: link for source in sources if (link := _link(source, declared, folder))}
    shown = {source: _shown(source, declared) for source in sources}
    page = _Page(wording_in(language), groups, _anchors(groups), links, shown, forms)
    return "".join(f"{line}\n" for line in _lines(page, declared, folder))


def _lines(page: _Page, declared: Declared, folder: Path) -> Iterator[str]:
    words = page.words
    title = declared.title(words.language)
    yield from (MARK, "")
    yield f"# {words.formulas}" + (f": {_plain(title)}" if title else "")
    yield ""
    main = declared.project.main.source
    yield words.made.format(model=_to_file(_shown(main, declared), _link(main, declared, folder)))
    if not page.groups:
        yield from ("", words.nothing)
        return
    sections = [*_symbols(page), *_places(page)]
    yield ""
    jumps = [
        *((words.symbols, "symbols") for _ in _by_symbol(page)[:1]),
        *((words.sections, "printed") for _ in _by_place(page)[:1]),
        *(
            (page.shown[entries[0].source], f"file-{at}")
            for at, (_, entries) in enumerate(page.groups, start=1)
        ),
    ]
    yield " · ".join(f"[{_plain(text)}](#{anchor})" for text, anchor in jumps)
    yield from sections
    for at, (_, entries) in enumerate(page.groups, start=1):
        yield from _file(at, entries, page)


def _symbols(page: _Page) -> Iterator[str]:
    rows = _by_symbol(page)
    if rows:
        yield from _heading("symbols", page.words.symbols)
        yield from _table((page.words.symbol, page.words.title))
        for written, entries in rows:
            yield _cells((_math(written), ", ".join(map(page.linked, entries))))


def _places(page: _Page) -> Iterator[str]:
    rows = _by_place(page)
    if rows:
        yield from _heading("printed", page.words.sections)
        yield from _table((page.words.section, page.words.title))
        for place, entries in rows:
            yield _cells((_plain(page.words.place(place)), ", ".join(map(page.linked, entries))))


def _file(at: int, entries: Sequence[Entry], page: _Page) -> Iterator[str]:
    """The table of one file, in the order declared."""
    words, source = page.words, entries[0].source
    link = page.links.get(source, "")
    module = entries[0].module
    headers = (
        own
        for own in (*module.declarations, *(part.header for part in module.parts))
        if isinstance(own, ast.Header) and own.kind != "unit"
    )
    titles = next((own.titles for own in headers if own.span.source is source), ())
    yield from _heading(f"file-{at}", page.shown[source])
    if title_of(titles, words.language) or link:
        text = _plain(title_of(titles, words.language) or page.shown[source])
        yield from (_to_file(text, link, escaped=True), "")
    yield from _table((words.section, words.symbol, words.title, words.name))
    for entry in entries:
        anchor = f'<a id="{page.anchors[id(entry)]}"></a>'
        name = f"[`{entry.name}`]({link}#L{entry.line})" if link else f"`{entry.name}`"
        symbols = ", ".join(_math(own) for own in entry.symbols)
        title = _plain(title_of(entry.titles, words.language))
        yield _cells((anchor + _plain(words.listed(entry.references)), symbols, title, name))
    made = [(entry, page.forms(entry)) for entry in entries]
    yield from _made(words.closed, [(entry, tuple(_closed(own, words))) for entry, own in made], page)
    yield from _made(words.solved, [(entry, own.solved) for entry, own in made], page)


def _closed(forms: Forms, words: Wording) -> Iterator[str]:
    for form in forms.closed:
        yield from form.lines
        if form.unless:
            yield words.unless.format(what=form.unless)


def _made(label: str, made: Sequence[tuple[Entry, tuple[str, ...]]], page: _Page) -> Iterator[str]:
    """What algebra makes of the formulas of a file, as it is typed: of each that it makes something of, its lines."""
    found = [(entry, lines) for entry, lines in made if lines]
    if found:
        yield from ("", f"**{label[:1].upper()}{label[1:]}**")
    for entry, lines in found:
        yield from ("", f"- {page.linked(entry)}", "")
        yield from (f"      {line}" for line in lines)


def _by_symbol(page: _Page) -> list[tuple[str, list[Entry]]]:
    """The symbols in the order of the alphabet, each with what it stands for."""
    found: dict[str, list[Entry]] = {}
    for entry in page.entries:
        for written in entry.symbols:
            found.setdefault(written, []).append(entry)
    return sorted(found.items(), key=lambda row: (symbol(row[0]).key, row[0]))


def _by_place(page: _Page) -> list[tuple[Reference, list[Entry]]]:
    """The places where formulas are printed, in the order in which one counts them, each with what stands there."""
    found: dict[Reference, list[Entry]] = {}
    for entry in page.entries:
        for reference in entry.references:
            found.setdefault(reference, []).append(entry)
    return sorted(found.items(), key=lambda row: row[0].order)


def _anchors(groups: Sequence[tuple[str, Sequence[Entry]]]) -> dict[int, str]:
    """What links to each row: its name, with a number if an earlier row has the same."""
    seen: dict[str, int] = {}
    anchors: dict[int, str] = {}
    for _, entries in groups:
        for entry in entries:
            seen[entry.name] = seen.get(entry.name, 0) + 1
            anchors[id(entry)] = f"f-{entry.name}" + (f"-{seen[entry.name]}" if seen[entry.name] > 1 else "")
    return anchors


def _shown(source: Source, declared: Declared) -> str:
    """The path of a file from the folder of the model: the same wherever the model is."""
    home = declared.project.homes.get(source)
    return source.name if home is None else home.folder.recorded(home.path)


def _link(source: Source, declared: Declared, folder: Path) -> str:
    """The way from *folder* to the file; empty if none is to be shown."""
    home = declared.project.homes.get(source)
    if home is None or not isinstance(home.folder, DiskFolder) or declared.project.in_library(source):
        return ""
    try:
        way = os.path.relpath(home.folder.root / home.path, folder)
    except ValueError:  # another drive
        return ""
    return "".join(_NOT_IN_A_LINK.get(letter, letter) for letter in PurePosixPath(Path(way)).as_posix())


def _to_file(text: str, link: str, *, escaped: bool = False) -> str:
    shown = text if escaped else _plain(text)
    return f"[{shown}]({link})" if link else shown


def _heading(anchor: str, text: str) -> Iterator[str]:
    yield from ("", f'<a id="{anchor}"></a>', "", f"## {_plain(text)}", "")


def _table(heads: Sequence[str]) -> Iterator[str]:
    yield _cells(heads)
    yield "|" + "---|" * len(heads)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def _math(written: str) -> str:
    """A symbol: a plain word as it is, anything else as mathematics."""
    bare = written.replace("$", "")
    return bare if bare.isalnum() else f"${bare.replace('|', chr(92) + '|')}$"


def _plain(text: str) -> str:
    """*text* with nothing in it that Markdown would read."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
