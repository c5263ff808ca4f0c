"""A document as data: headings, paragraphs, equations, tables. A medium writes them; none of them knows a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from semdsl.render.elements import Element
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.tree import Math


@dataclass(frozen=True, slots=True)
class Code:
    """A name or a formula as it is typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Maths:
    """Mathematics within a line."""

    math: Math


@dataclass(frozen=True, slots=True)
class Styled:
    """Words that stand out: ``strong`` or ``emphasis``."""

    parts: Inlines
    style: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that lead to ``target``, the anchor of a heading or of an equation of the same document."""

    parts: Inlines
    target: str


Inline: TypeAlias = str | Code | Maths | Styled | Ref
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; the chapters and appendices have level 1."""

    level: int
    parts: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words. A ``small`` one is beside the matter: a kind, who reads it, a source. A ``kept`` one is a head.

    A head is on the page of what follows it.
    """

    parts: Inlines
    small: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on lines of its own, with its number, empty if it has none."""

    math: Math
    number: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What letters stand for, or what is said in a few words: a term and what belongs to it, line by line."""

    label: str
    lines: tuple[tuple[Inlines, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines as they are typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or an erratum: a label over blocks."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table: its cells; one cell alone is a heading over the next lines."""

    cells: tuple[Inlines, ...]
    style: str = ""


_SHORT = 20
"""Lines of a table that is not broken: one by ages in groups of five has that many, and takes a third of a page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a line of heads. One of ``figures`` has numbers to the right of its first column.

    ``widths`` are those of its columns in points, and ``dense`` says that its letters are small; both are what
    `fitting` finds, so that every medium sets the same table.
    """

    heads: tuple[Inlines, ...]
    rows: tuple[TableRow, ...]
    figures: bool
    caption: str = ""
    widths: tuple[float, ...] = ()
    dense: bool = False

    @property
    def together(self) -> bool:
        """Whether it is short enough to be on one page."""
        return self.figures and len(self.rows) <= _SHORT


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, what it says to who cannot see it, and its width in millimetres.

    A ``small`` one stands beside figures that say the same, and may be left out.
    """

    svg: Element
    says: str
    millimetres: float
    small: bool = False


@dataclass(frozen=True, slots=True)
class Turned:
    """Blocks that are too wide for a page, and stand on one that lies on its side."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading | Paragraph | Equation | Terms | Bullets | Listing | Remark | Table | Picture | Turned
)


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter or an appendix: ``name`` is that of its page in the book on screen, without an ending."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The book: its title, what stands before the chapters, and the chapters and appendices."""

    language: str
    over: str
    title: str
    contents: str
    front: tuple[Block, ...]
    parts: tuple[Part, ...]
    end: tuple[Block, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block that follows the contents."""
        for part in self.parts:
            yield from part.blocks
        yield from self.end

    @property
    def headings(self) -> Iterator[Heading]:
        """Every heading that follows the contents, in the order in which they come."""
        return headings_in(self.blocks)

    @property
    def pictures(self) -> Iterator[Picture]:
        """Every picture, in the order in which they come."""
        yield from _pictures((*self.front, *self.blocks))


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        match block:
            case Picture():
                yield block
            case Turned(blocks=inner) | Remark(blocks=inner):
                yield from _pictures(inner)


def headings_in(blocks: Iterable[Block]) -> Iterator[Heading]:
    """The headings among *blocks*, also on pages on their side."""
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Turned(blocks=inner):
                yield from headings_in(inner)


def labels_of(document: Document) -> dict[str, str]:
    """A label of letters and digits for every anchor, by which media refer to it."""
    found: dict[str, str] = {}
    for heading in document.headings:
        if heading.anchor:
            found.setdefault(heading.anchor, f"d{len(found) + 1}")
    return found


def text_of(parts: Inlines) -> str:
    """*parts* without what sets them apart."""
    said = []
    for part in parts:
        match part:
            case str():
                said.append(part)
            case Code(text=text):
                said.append(text)
            case Maths(math=math):
                said.append(plain(math))
            case Styled(parts=inner) | Ref(parts=inner):
                said.append(text_of(inner))
    return "".join(said)
