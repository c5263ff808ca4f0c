"""The book as PDF, by Typst: with its outline, its title and its language, and without a date.

Text of a model is a string of Typst and nothing else. The program is given its text and no file, neither reads nor
writes one, and takes no fonts but its own; what it could be made to look at is a folder of this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

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
    Picture,
    Ref,
    Remark,
    Styled,
    Table,
    TableRow,
    Terms,
    labels_of,
)
from semdsl.render.elements import Element, element
from semdsl.render.mathematics.typst import quoted, typst

_FILES = str(Path(__file__).parent / "files")
_HEAD = """\
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(size: 10pt, lang: LANGUAGE, hyphenate: true)
#set document(title: TITLE, date: none)
#set par(justify: false)
#set table(stroke: none, inset: (x: 4pt, y: 3pt))
#set heading(numbering: none)
#set math.equation(numbering: none)
#set math.cases(gap: 0.6em)
#show math.equation: set block(breakable: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#show heading: set block(above: 1.6em, below: 0.8em)
#show raw: set text(size: 9pt)
#show link: set text(fill: rgb("#1f4e79"))
#let small(body) = block(text(size: 8.5pt, fill: luma(80), body))
#let numbered(body, number) = block(width: 100%, grid(
  columns: (1fr, auto), align: (left + horizon, right + horizon), column-gutter: 1em, body, number))
#let terms-of(..cells) = pad(left: 1em, grid(columns: (auto, 1fr), column-gutter: 1em, row-gutter: 0.5em, ..cells))
#let remark(label, body) = block(inset: (left: 1em), stroke: (left: 1pt + luma(160)), [*#label* \\ #body])
"""
_STYLE = (
    "path{fill:none;stroke:#333;stroke-width:.8}.zero{stroke:#aaa;stroke-width:.6}"
    ".line-1{stroke-dasharray:6 2}.line-2{stroke-dasharray:2 2}.line-3{stroke:#999}"
    ".line-4{stroke:#999;stroke-dasharray:6 2}.line-5{stroke:#999;stroke-dasharray:2 2}"
)


def pdf_of(document: Document) -> bytes:
    """*document* as a PDF."""
    import typst as program

    text = typst_of(document)
    options = {"root": _FILES, "package_path": _FILES, "ignore_system_fonts": True}
    made: bytes = program.compile(text, format="pdf", **options)  # type: ignore[call-overload]  # a root of bytes
    return made


def typst_of(document: Document) -> bytes:
    """*document* as the source of Typst."""
    writer = _Writer(labels_of(document))
    head = _HEAD.replace("LANGUAGE", quoted(document.language)).replace("TITLE", quoted(document.title))
    lines = [
        head,
        f"#v(30mm)\n#text(size: 13pt, fill: luma(80), {quoted(document.over)})\n",
        f'#block(text(size: 26pt, weight: "bold", {quoted(document.title)}))\n#v(10mm)\n',
        *map(writer.block, document.front),
        f"#pagebreak()\n#outline(title: {quoted(document.contents)}, depth: 2)\n",
        *map(writer.block, document.blocks),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class _Writer:
    labels: dict[str, str] = field(repr=False)

    def block(self, block: Block) -> str:
        """A block as a line of markup."""
        return f"#{self.call(block)}"

    def call(self, block: Block) -> str:
        """A block as an expression."""
        match block:
            case Heading(level=level, parts=parts, anchor=anchor):
                label = self.labels.get(anchor)
                place = f" <{label}>" if label else ""
                return f"[#heading(level: {level}, {self.content(parts)}){place}]"
            case Paragraph(parts=parts, small=small):
                return f"small({self.content(parts)})" if small else f"block({self.content(parts)})"
            case Equation(math=math, number=number):
                shown = f"math.equation(block: true, $ {typst(math)} $.body)"
                return f"numbered(align(left, {shown}), {quoted(f'({number})' if number else '')})"
            case Terms(label=label, lines=lines):
                cells = ", ".join(self.content(cell) for line in lines for cell in line)
                head = f"#{quoted(label)};" if label else ""
                return f"block([{head}#terms-of({cells})])"
            case Bullets(items=items):
                return f"list({', '.join(map(self.content, items))})"
            case Listing(text=text):
                return f"raw({quoted(text)}, block: true)"
            case Remark(label=label, blocks=inner):
                return f"remark({quoted(label)}, [{' '.join(map(self.block, inner))}])"
            case Table():
                return self.table(block)
            case Picture(svg=svg, says=says):
                return f'image(bytes({quoted(_drawn(svg))}), format: "svg", alt: {quoted(says)}, width: 60mm)'
            case _:
                assert_never(block)

    def table(self, table: Table) -> str:
        wide = len(table.heads)
        columns = f"({', '.join(self.columns(table))},)"
        align = "(x, y) => if x == 0 { left } else { right }" if table.figures else "left"
        head = f"table.header({', '.join(f'strong({self.content(cell)})' for cell in table.heads)})"
        rows = ", ".join(cell for row in table.rows for cell in self.cells(row, wide))
        rules = "table.hline(), ", "table.hline(stroke: 0.5pt), "
        size = "8.5pt" if wide < 7 else "7pt"
        body = f"table(columns: {columns}, align: {align}, {rules[0]}{head}, {rules[1]}{rows}, table.hline())"
        caption = f"#strong({quoted(table.caption)}) " if table.caption else ""
        return f"block([{caption}#{{set text(size: {size}); {body}}}])"

    def columns(self, table: Table) -> Iterator[str]:
        for at in range(len(table.heads)):
            yield "auto" if table.figures and at else "1fr"

    def cells(self, row: TableRow, wide: int) -> Iterator[str]:
        if len(row.cells) == 1 and wide > 1:
            yield f"table.cell(colspan: {wide}, align: left, strong({self.content(row.cells[0])}))"
            return
        for at in range(wide):
            shown = self.content(row.cells[at]) if at < len(row.cells) else "[]"
            if row.style == "total":
                yield f"strong({shown})"
            elif row.style == "inner" and not at:
                yield f"pad(left: 0.8em, {shown})"
            else:
                yield shown

    def content(self, parts: Inlines) -> str:
        return f"[{''.join(map(self.inline, parts))}]"

    def inline(self, part: Inline) -> str:
        match part:
            case str():
                return f"#{quoted(part)};"
            case Code(text=text):
                return f"#raw({quoted(text)});"
            case Maths(math=math):
                return f"${typst(math)}$"
            case Styled(parts=parts, style=style):
                return f"#{'strong' if style == 'strong' else 'emph'}({self.content(parts)});"
            case Ref(parts=parts, target=target):
                label = self.labels.get(target)
                shown = self.content(parts)
                return f"#link(<{label}>, {shown});" if label else f"#{shown};"
            case _:
                assert_never(part)


def _drawn(svg: Element) -> str:
    """A drawing with its style in it and a name for what it is written in."""
    attributes = {**svg.attributes, "xmlns": "http://www.w3.org/2000/svg"}
    return Element("svg", (element("style", _STYLE), *svg.children), attributes).__html__()
