"""All that the templates of the book may know: frozen, in the language of the page, and without a model."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.book.values import Grid
from semdsl.book.words import BookWords
from semdsl.render.elements import Element, Node
from semdsl.render.mathematics.mathml import MathElement


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
    """What a declaration of a template is in one instance: its name, a look at its values, the same under scenarios."""

    name: str
    grid: Grid | None
    scenarios: Grid | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What a check, an expectation or an identity came to: a word, its class, and the particulars.

    ``route`` is how an identity was proved, for values for which the ``conditions`` hold; ``lines`` are the cells that
    fail, or the values that refute it.
    """

    outcome: str
    mark: str
    says: str
    route: str = ""
    conditions: tuple[Element, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedLine:
    """A formula that algebra made, or an equation of another declaration."""

    link: Link | None
    math: MathElement


@dataclass(frozen=True, slots=True)
class DerivedView:
    """What algebra makes of a formula: a closed form, the equations of its loop, their solution."""

    label: str
    lines: tuple[DerivedLine, ...]
    says: str


@dataclass(frozen=True, slots=True)
class IdentityView:
    """An identity about a declaration: what it says, and what is known of it."""

    link: Link
    equation: Element | None
    verdicts: tuple[VerdictView, ...]


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
    more_instances: str
    reads: tuple[Link, ...]
    read_by: tuple[Link, ...]
    verdicts: tuple[VerdictView, ...]
    members: tuple[str, ...]
    picture: Element | None = None
    around: str = ""
    scenarios: Grid | None = None
    derived: tuple[DerivedView, ...] = ()
    identities: tuple[IdentityView, ...] = ()


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
    """What was checked, and what came of it: of an identity also what it says, of a deviation also its reason."""

    link: Link
    equation: Element | None
    verdict: VerdictView
    source: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """What was judged in one way: ``shown`` says how many lines, and how many of them hold."""

    title: str
    anchor: str
    shown: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class TestView:
    """A test: what it is given, what it expects, and what came of it."""

    __test__ = False  # it is not a test of pytest's

    name: str
    place: str
    given: tuple[Element, ...]
    expects: tuple[Element, ...]
    verdict: VerdictView


@dataclass(frozen=True, slots=True)
class ErratumView:
    """An error of the source or a limitation: where it is said, and what it is."""

    link: Link
    source: str
    body: Element


@dataclass(frozen=True, slots=True)
class Judged:
    """All that a reviewer asks of a model: what was proved, what was met, what deviates, what the source has wrong."""

    summary: str
    groups: tuple[CheckGroup, ...]
    tests: tuple[TestView, ...]
    errata: tuple[ErratumView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A word of the field, the same in the other language, what it means, and some declarations that it is about."""

    word: str
    other: str
    other_language: str
    means: str
    links: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Capitals, and what a title of the model says that they stand for."""

    short: str
    long: str
    link: Link


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Words of the field, and abbreviations of the model."""

    terms: tuple[TermView, ...]
    abbreviations: tuple[Abbreviation, ...]


@dataclass(frozen=True, slots=True)
class Deviating:
    """An expected figure that is not met, and by how much."""

    link: Link
    says: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Declarations that have something in common: what that is, how many there are, and which."""

    title: str
    says: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Limitations:
    """What a reader has to know before he relies on a model."""

    stated: tuple[ErratumView, ...]
    facts: tuple[Fact, ...]
    lists: tuple[Listed, ...]
    deviating: tuple[Deviating, ...]
    beyond: tuple[str, ...]


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
