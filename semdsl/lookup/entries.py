"""The declarations of a model and of the files it uses, as entries of an index.

Only what is written is looked at, so an entry is there whatever is wrong elsewhere. A declaration that cannot be read
has an entry too, of what its text still shows.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from semdsl.lookup.plain import symbols
from semdsl.lookup.references import Reference, references
from semdsl.project.files import Project
from semdsl.render.words import title_of
from semdsl.source import Source
from semdsl.syntax import ast

_PRINTED = ("source", "law")
_FITTED = ("calibrated",)
_SAYS_WHERE = (*_PRINTED, *_FITTED, "symbol")
_COMPUTED = frozenset(
    (
        *("parameter", "assumption", "population", "contribution", "cost", "reserve", "premium", "variable"),
        *("table", "function", "identity"),
    )
)
_WITHOUT_A_NAME = frozenset(("test", "report", "chart"))
_MOST_ALIASES = 20
_NEVER_READ = (
    ast.Use,
    ast.Header,
    ast.BaseUnit,
    ast.Scenario,
    ast.Check,
    ast.Expect,
    ast.Identity,
)
"""Declarations that no formula names, so that a quantity may be called like one."""

_TEXT = r'"[^"\n]*"'
_HEAD = re.compile(rf"\w+\s+[\w.]+\s*(?:\[[^\]\n]*\]|\([^)\n]*\))?\s*((?:(?:\b\w\w\s+)?{_TEXT}\s*)+)")
_TITLE = re.compile(rf"(?:\b(\w\w)\s+)?({_TEXT})")
_SYMBOL = re.compile(rf"\bsymbol\s+({_TEXT}|[^\s;]+)")
_SOURCE = re.compile(rf"\b(?:source|law|calibrated\s+to)\s+({_TEXT})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration: what it is called, where it is printed, and ``known_as``, how the model calls it by its instances.

    ``printed`` are the texts that say where it comes from, ``fitted`` those that say to what its number was fitted, and
    ``remarks`` all other text in it.
    """

    declaration: ast.Declaration = field(repr=False)
    module: ast.Module = field(repr=False)
    library: bool
    known_as: tuple[str, ...]
    titles: tuple[ast.Title, ...]
    symbol: str
    printed: tuple[str, ...]
    fitted: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.declaration.kind

    @property
    def part(self) -> str:
        """The part of the model that it stands in, as ``--part`` names it; empty outside parts."""
        return next((part.header.name.text for part in self.module.parts if part.source is self.source), "")

    @property
    def name(self) -> str:
        """The name; empty for a report, a test and the like, which have a title alone."""
        return "" if self.kind in _WITHOUT_A_NAME else self.declaration.name.text

    @property
    def source(self) -> Source:
        """The file that it stands in."""
        return self.declaration.span.source

    @property
    def line(self) -> int:
        return self.declaration.span.line

    @property
    def end_line(self) -> int:
        span = self.declaration.span
        return self.source.position(max(span.start, span.end - 1))[0]

    @property
    def place(self) -> str:
        """``models/sem.sem:131``."""
        return f"{self.source.name}:{self.line}"

    @property
    def text(self) -> str:
        """The lines of the file that it takes, as they are."""
        return "\n".join(self.source.line(number).rstrip() for number in range(self.line, self.end_line + 1))

    @property
    def is_computed(self) -> bool:
        """Whether it is a quantity, a table, a function or an identity: what an index of formulas lists."""
        return self.kind in _COMPUTED

    @property
    def is_broken(self) -> bool:
        return isinstance(self.declaration, ast.Broken)

    @property
    def symbols(self) -> tuple[str, ...]:
        return symbols(self.symbol)

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts that say where it, or its number, comes from."""
        return (*self.printed, *self.fitted)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Where it is printed, in the order written."""
        return tuple(dict.fromkeys(found for text in self.sources for found in references(text)))

    @property
    def axes(self) -> tuple[str, ...]:
        match self.declaration:
            case ast.Quantity(axes=axes) | ast.Table(axes=axes) | ast.Input(axes=axes):
                return tuple(axis.text for axis in axes)
            case _:
                return ()

    @property
    def unit(self) -> str:
        """The declared unit as written, ``million MXN(2005)``; that of a premium if it has none; else empty."""
        match self.declaration:
            case ast.Quantity(unit=ast.UnitText() as unit) | ast.Table(unit=ast.UnitText() as unit):
                return f"{unit.scale} {unit.text}".strip()
            case ast.Input(unit=ast.UnitText() as unit):
                return f"{unit.scale} {unit.text}".strip()
            case ast.Quantity(kind="premium"):
                return "ratio"
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything that a model and its files declare, in the order of the files, its own first."""

    project: Project
    entries: tuple[Entry, ...]
    named: Mapping[tuple[Source, str], Entry] = field(repr=False)

    @property
    def language(self) -> str:
        """The language of the model."""
        return _text_of(_header(self.project.main), "language") or "en"

    def title(self, language: str) -> str:
        """What the model is called."""
        header = _header(self.project.main)
        return title_of(header.titles, language) if header else ""

    def find(self, module: ast.Module, name: str) -> Entry | None:
        """What *name*, perhaps dotted, means in *module*, as far as it can be read."""
        head, _, rest = name.partition(".")
        if not rest:
            return self.named.get((module.source, name))
        used = next(
            (own for own in module.declarations if isinstance(own, ast.Use) and own.name.text == head), None
        )
        target = self.project.module(used) if used else None
        return None if target is None else self.find(target, rest)

    def command(self, entry: Entry) -> str:
        """The command that shows the figures of *entry*, a report, a chart or a part of the model; else empty."""
        main = self.project.main
        is_part = entry.kind == "part"
        if entry.module is not main or not (is_part or isinstance(entry.declaration, ast.Report | ast.Chart)):
            return ""
        part = f" --part {entry.part}" if entry.part else ""
        return f"semdsl run {main.source.name}{part}"

    def own(self) -> tuple[Entry, ...]:
        """Those that are not of the standard library."""
        return tuple(entry for entry in self.entries if not entry.library)


def declared(project: Project) -> Declared:
    """The index of *project*."""
    aliases = _aliases(project)
    entries: list[Entry] = []
    named: dict[tuple[Source, str], Entry] = {}
    seen: set[tuple[Source, int]] = set()
    for module in project.modules:
        for declaration in (*module.declarations, *(part.header for part in module.parts)):
            place = (declaration.span.source, declaration.span.start)
            if place in seen:
                continue
            seen.add(place)
            entry = _entry(declaration, module, aliases.get(module.source, ()), project)
            entries.append(entry)
            if entry.name and not isinstance(declaration, _NEVER_READ):
                named.setdefault((module.source, entry.name), entry)
    return Declared(project, tuple(entries), named)


def _aliases(project: Project) -> dict[Source, tuple[str, ...]]:
    """What stands before the point when the model names something of each file: ``published``, ``zelenka``."""
    found: dict[Source, list[str]] = {project.main.source: []}
    waiting: deque[tuple[ast.Module, str]] = deque([(project.main, "")])
    while waiting:
        module, before = waiting.popleft()
        for use in (own for own in module.declarations if isinstance(own, ast.Use)):
            target = project.module(use)
            if target is None or target is project.main:
                continue
            alias = f"{before}{use.name.text}"
            known = found.setdefault(target.source, [])
            if alias not in known and len(known) < _MOST_ALIASES:
                known.append(alias)
                waiting.append((target, f"{alias}."))
    return {source: tuple(names) for source, names in found.items()}


def _entry(
    declaration: ast.Declaration, module: ast.Module, aliases: tuple[str, ...], project: Project
) -> Entry:
    library = project.in_library(module.source)
    name = "" if declaration.kind in _WITHOUT_A_NAME else declaration.name.text
    known_as = tuple(f"{alias}.{name}" for alias in aliases if name)
    if isinstance(declaration, ast.Broken):
        return _of_broken(declaration, module, library, known_as)
    attributes = tuple(_attributes(declaration))
    return Entry(
        declaration,
        module,
        library,
        known_as,
        declaration.titles,
        next((", ".join(one.texts) for one in attributes if one.word == "symbol"), ""),
        tuple(text for one in attributes if one.word in _PRINTED for text in one.texts),
        tuple(text for one in attributes if one.word in _FITTED for text in one.texts),
        (
            *(text for one in attributes if one.word not in _SAYS_WHERE for text in one.texts),
            *_labels(declaration),
        ),
    )


def _of_broken(broken: ast.Broken, module: ast.Module, library: bool, known_as: tuple[str, ...]) -> Entry:
    """The entry of a declaration with a mistake in it: what its text still shows of the usual form."""
    text = broken.span.text
    head, symbol = _HEAD.match(text), _SYMBOL.search(text)
    titles = tuple(
        ast.Title(found[2].strip('"'), found[1], span=broken.span)
        for found in (_TITLE.finditer(head[1]) if head else ())
    )
    sources = tuple(found[1].strip('"') for found in _SOURCE.finditer(text))
    written = symbol[1].strip('"') if symbol else ""
    return Entry(broken, module, library, known_as, titles, written, sources, (), (text,))


def _attributes(declaration: ast.Declaration) -> Iterator[ast.Attribute]:
    """What a declaration says about itself, then what its cases say."""
    yield from declaration.attributes
    if isinstance(declaration, ast.Quantity):
        for case in declaration.cases:
            yield from case.attributes


def _labels(declaration: ast.Declaration) -> Iterator[str]:
    """The labels of an axis that lists them, and their titles."""
    if isinstance(declaration, ast.AxisDecl) and isinstance(declaration.definition, ast.Members):
        for member in declaration.definition.members:
            yield member.label
            yield from (title.text for title in member.titles)


def _header(module: ast.Module) -> ast.Header | None:
    headers = (own for own in module.declarations if isinstance(own, ast.Header) and own.kind != "unit")
    return next(headers, None)


def _text_of(header: ast.Header | None, word: str) -> str:
    own = () if header is None else header.attributes
    return next((one.texts[0] for one in own if one.word == word and one.texts), "")
