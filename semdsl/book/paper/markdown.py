"""The book as Markdown, as repositories show it: a page for each chapter, mathematics between dollars and ticks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from semdsl.book.pages import File
from semdsl.book.paper.document import (
    Block,
    Bullets,
    Code,
    Document,
    Equation,
    Heading,
    Inline,
    Inlines,
    Listing,
    Maths,
    Paragraph,
    Part,
    Picture,
    Ref,
    Remark,
    Styled,
    Table,
    TableRow,
    Terms,
    Turned,
    headings_in,
)
from semdsl.render.charts.draw import svg_bytes
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.tree import Math

FIRST = "README.md"
_MEANT = re.compile(
    r"[\\`*_{}\[\]<>#|~$&@]|^\s*[-+=]|^\s*\d+(?=[.)])|:(?=//)|(?<=www)\.(?=\S)", re.IGNORECASE
)
"""Whatever Markdown, or HTML within it, could take for a sign, at the beginning of a line or within one."""
_REFERENCE = re.compile(r"[^A-Za-z0-9_.#-]")


def markdown_files(document: Document) -> Iterator[File]:
    """A page for each part, and the first one, which leads to them."""
    alone = len(document.parts) == 1
    pages = {part.name: FIRST if alone else f"{part.name}.md" for part in document.parts}
    drawn = [own.svg for own in document.pictures if not own.small]
    pictures = {id(svg): f"picture-{at}.svg" for at, svg in enumerate(drawn, start=1)}
    writer = _Writer(pages, pictures)
    front = [
        f"# {writer.text(document.title)}",
        writer.text(document.over),
        *writer.blocks(document.front, 1),
    ]
    if alone:
        front += writer.blocks(document.parts[0].blocks, 1)
    else:
        front += [f"## {writer.text(document.contents)}", writer.contents(document.parts)]
    front += writer.blocks(document.end, 1)
    yield File(FIRST, _page(front))
    for part in () if alone else document.parts:
        yield File(pages[part.name], _page(writer.blocks(part.blocks, 0)))
    for svg in drawn:
        yield File(pictures[id(svg)], svg_bytes(svg))


def _page(blocks: Sequence[str]) -> bytes:
    return ("\n\n".join(block for block in blocks if block) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class _Writer:
    """``pages`` has the page of each part, ``pictures`` the file of each drawing."""

    pages: dict[str, str] = field(repr=False)
    pictures: dict[int, str] = field(repr=False)

    def contents(self, parts: Sequence[Part]) -> str:
        lines = []
        for part in parts:
            heading = next(headings_in(part.blocks))
            lines.append(f"- [{self.inlines(heading.parts)}]({self.pages[part.name]})")
        return "\n".join(lines)

    def blocks(self, blocks: Sequence[Block], down: int) -> list[str]:
        """*blocks*, with headings that are *down* below what they are elsewhere."""
        return [self.block(block, down) for block in blocks]

    def block(self, block: Block, down: int) -> str:
        match block:
            case Heading(level=level, parts=parts, anchor=anchor):
                place = (
                    f'<a id="{_REFERENCE.sub("-", anchor.partition("#")[2])}"></a>\n\n'
                    if "#" in anchor
                    else ""
                )
                return f"{place}{'#' * (level + down)} {self.inlines(parts)}"
            case Paragraph(parts=parts):
                return self.inlines(parts)
            case Equation(math=math, number=number):
                tag = f" \\tag{{{number}}}" if number else ""
                return f"```math\n{_latex(math)}{tag}\n```"
            case Terms(label=label, lines=lines):
                listed = "\n".join(f"- {self.inlines(term)}: {self.inlines(said)}" for term, said in lines)
                return f"{self.text(label)}\n\n{listed}" if label else listed
            case Bullets(items=items):
                return "\n".join(f"- {self.inlines(item)}" for item in items)
            case Listing(text=text):
                return _listing(text)
            case Remark(label=label, blocks=inner):
                said = "\n\n".join((f"**{self.text(label)}**", *self.blocks(inner, down)))
                return "\n".join(f"> {line}".rstrip() for line in said.splitlines())
            case Table():
                return self.table(block)
            case Picture(says=says):
                file = self.pictures.get(id(block.svg))
                return f"![{self.text(says)}]({file})" if file else ""
            case Turned(blocks=inner):
                return "\n\n".join(self.blocks(inner, down))
            case _:
                assert_never(block)

    def table(self, table: Table) -> str:
        places = (
            ["---", *(["---:"] * (len(table.heads) - 1))] if table.figures else ["---"] * len(table.heads)
        )
        lines = [self.line(table.heads), "|".join(("", *places, ""))]
        lines += (self.line(self.cells(row, len(table.heads))) for row in table.rows)
        caption = f"**{self.text(table.caption)}**\n\n" if table.caption else ""
        return caption + "\n".join(lines)

    def cells(self, row: TableRow, width: int) -> tuple[Inlines, ...]:
        cells = (*row.cells, *((("",),) * (width - len(row.cells))))
        strong = row.style == "total" or len(row.cells) == 1
        return tuple((Styled(cell, "strong"),) if strong and any(cell) else cell for cell in cells)

    def line(self, cells: Sequence[Inlines]) -> str:
        return "| " + " | ".join(self.inlines(cell) for cell in cells) + " |"

    def inlines(self, parts: Inlines) -> str:
        return "".join(map(self.inline, parts))

    def inline(self, part: Inline) -> str:
        match part:
            case str():
                return self.text(part)
            case Code(text=text):
                return _code(text)
            case Maths(math=math):
                return f"$`{_latex(math)}`$"
            case Styled(parts=parts, style=style):
                mark = "**" if style == "strong" else "*"
                inner = self.inlines(parts).strip()
                return f"{mark}{inner}{mark}" if inner else ""
            case Ref(parts=parts, target=target):
                page, _, anchor = target.partition("#")
                known = self.pages.get(page.removesuffix(".html"))
                if known is None:
                    return self.inlines(parts)
                place = f"#{_REFERENCE.sub('-', anchor)}" if anchor else ""
                return f"[{self.inlines(parts)}]({known}{place})"
            case _:
                assert_never(part)

    def text(self, text: str) -> str:
        """*text* on one line, in which nothing means anything."""
        line = " ".join(text.split(" ")).replace("\n", " ").replace("\r", " ")
        return _MEANT.sub(_escape, line)


def _escape(found: re.Match[str]) -> str:
    """A number at the beginning of a line, which would begin a list, keeps its digits and loses its point."""
    sign = found[0].lstrip()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _latex(math: Math) -> str:
    """*math* without the bar, which would end the cell of a table."""
    return latex(math).replace("|", "\\vert ")


def _listing(text: str) -> str:
    """*text* between fences longer than any in it: lines that are only moved in may belong to a list before them."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return "\n".join((fence, *text.splitlines(), fence))


def _code(text: str) -> str:
    """*text* as code; what would end it or a cell of a table is written as something that looks like it."""
    plain = "".join(
        {"`": "ˋ", "|": "∣"}.get(letter, letter if letter.isprintable() else " ") for letter in text
    )
    return f"`{plain}`" if plain.strip() else ""
