"""All that the templates of the book may know: frozen, in the language of the page, and without a model."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.book.values import Grid
from semdsl.book.words import BookWords
from semdsl.render.elements import Element, Node


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; ``says`` is told before one goes there."""

    text: str
    href: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """What a letter of an equation stands for."""

    symbol: Element
    title: str
    unit: str
    link: Link


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of a declaration in a few words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or an erratum, which may be long."""

    label: str
    kind: str
    body: Element


@dataclass(frozen=True, slots=True)
class InstanceView:
    """What a declaration of a template is in one instance: its name, and a look at its values."""

    name: str
    grid: Grid | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What a check, an expectation or an identity came to: a word, its class, and the particulars."""

    outcome: str
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A declaration in its chapter."""

    anchor: str
    name: str
    kind: str
    kind_text: str
    number: str
    title: str
    other_title: str
    other_language: str
    equation: Element | None
    where: tuple[Where, ...]
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    grid: Grid | None
    instances: tuple[InstanceView, ...]
    reads: tuple[Link, ...]
    read_by: tuple[Link, ...]
    verdicts: tuple[VerdictView, ...]
    members: tuple[str, ...]
    picture: Element | None = None
    around: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """Declarations under a heading."""

    title: str
    anchor: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter and its neighbours."""

    number: int
    title: str
    page: str
    library: bool
    formulas: int
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    sections: tuple[SectionView, ...]
    instances: tuple[UseView, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class UseView:
    """An instance of the file: where it is made, and what is bound to each input."""

    name: str
    bindings: tuple[tuple[str, Element], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated for some cells, and where it comes from, said once for ``rows`` lines that agree (0: above)."""

    formula: Element
    condition: Element | None
    said: str
    rows: int


@dataclass(frozen=True, slots=True)
class Assumption:
    """A line of the ledger: what is stated, for which cells, and where it comes from."""

    link: Link
    symbol: Element | None
    lines: tuple[Stated, ...]
    range: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Assumptions on one basis."""

    title: str
    anchor: str
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of figures: where it is from, and its total if it has one."""

    link: Link
    files: tuple[str, ...]
    axes: str
    unit: str
    total: str
    source: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """What was checked, and what came of it."""

    link: Link
    kind: str
    verdict: VerdictView
    source: str


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """Another choice of values."""

    name: str
    title: str
    extends: str
    settings: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of an index: what is looked up, and where it leads."""

    head: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GraphView:
    """The dependencies within a chapter."""

    title: str
    href: str
    says: str
    drawing: Element | None


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A chapter, and how many declarations of each chapter it reads."""

    number: int
    link: Link
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter in the contents."""

    number: int
    title: str
    href: str
    formulas: int
    library: bool
    said: str
    sections: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has: the model, the language, the way to the other pages and to the same page in the other."""

    model: str
    words: BookWords
    pages: tuple[Link, ...]
    chapters: tuple[ChapterLine, ...]
    here: str
    other: Link | None
    made_by: str
    hashes: tuple[Fact, ...]
