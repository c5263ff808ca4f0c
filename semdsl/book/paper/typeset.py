"""The book as PDF, by Typst: with its outline, its title and its language, and without a date.

Text of a model is a string of Typst and nothing else. The program is given its text and no file, neither reads nor
writes one, and takes no fonts but its own; what it could be made to look at is a folder of this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, assert_never

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
    Turned,
    labels_of,
)
from semdsl.book.paper.packing import packed
from semdsl.render.drawings.shapes import sheet_of
from semdsl.render.drawings.svg import svg_of
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.typst import quoted, typst

_FILES = str(Path(__file__).parent / "files")
_HEAD = """\
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(size: 10pt, lang: LANGUAGE, hyphenate: true)
#set document(title: TITLE, date: none)
#set par(justify: false)
#set table(stroke: none, inset: (x: 4pt, y: 3pt))
#show table.header: set text(hyphenate: false)
#set heading(numbering: none)
#set math.equation(numbering: none)
#set math.cases(gap: 0.6em)
#show math.equation: set block(breakable: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#show heading: set block(above: 1.6em, below: 0.8em)
#show raw: set text(size: 9pt)
#show link: set text(fill: rgb("#1f4e79"))
#show outline.entry.where(level: 1): set text(weight: "bold")
#show outline.entry.where(level: 1): set block(above: 1em)
#let small(sticky: false, body) = block(sticky: sticky, text(size: 8.5pt, fill: luma(80), body))
#let numbered(body, number) = block(width: 100%, grid(
  columns: (1fr, auto), align: (left + horizon, right + horizon), column-gutter: 1em, body, number))
#let formula(body, number, size) = if size != "long" { numbered(body, number) } else {
  layout(page => {
    let room = page.width - measure(number).width - 1em.to-absolute()
    let own = measure(body).width
    numbered(if own > room { scale(100% * (room / own), origin: left, reflow: true, body) } else { body }, number) })}
#let terms-of(..cells) = pad(left: 1em, grid(columns: (auto, 1fr), column-gutter: 1em, row-gutter: 0.5em, ..cells))
#let remark(label, body) = block(inset: (left: 1em), stroke: (left: 1pt + luma(160)), [
  #block(sticky: true, below: 0.65em, strong(label)) #body])
"""
_FEW = 6
"""Lines of a list of what letters stand for, or of facts, that is not broken."""
_LONG = 50
"""Letters of a formula that may be wider than a page, and is made smaller if it is."""
_FACE, _TYPED_FACE = "Libertinus Serif", "DejaVu Sans Mono"


def pdf_of(document: Document) -> bytes:
    """*document* as a PDF."""
    return packed(_compiled(typst_of(document)))


def _compiled(text: bytes) -> bytes:
    """The PDF as PDF/UA-1 has it, for who cannot see it; if a letter that no font has is against that, without."""
    import typst as program

    options = {"root": _FILES, "package_path": _FILES, "ignore_system_fonts": True}

    def made(standard: Literal["1.7", "ua-1"]) -> bytes:
        own: bytes = program.compile(  # type: ignore[call-overload]  # its types want a root of bytes too
            text, format="pdf", pdf_standards=standard, **options
        )
        return own

    try:
        return made("ua-1")
    except program.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        return made("1.7")


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
            case Paragraph(parts=parts, small=small, kept=kept):
                sticky = "sticky: true, " if kept else ""
                return f"{'small' if small else 'block'}({sticky}{self.content(parts)})"
            case Equation(math=math, number=number):
                shown = f"math.equation(block: true, alt: {quoted(plain(math))}, $ {typst(math)} $.body)"
                size = "long" if len(plain(math)) > _LONG else ""
                return f'formula(align(left, {shown}), {quoted(f"({number})" if number else "")}, "{size}")'
            case Terms(label=label, lines=lines):
                cells = ", ".join(self.content(cell) for line in lines for cell in line)
                head = f"#block(sticky: true, {quoted(label)});" if label else ""
                whole = "breakable: false, " if len(lines) <= _FEW else ""
                return f"block({whole}[{head}#terms-of({cells})])"
            case Bullets(items=items):
                return f"list({', '.join(map(self.content, items))})"
            case Listing(text=text):
                return f"raw({quoted(text)}, block: true)"
            case Remark(label=label, blocks=inner):
                return f"remark({quoted(label)}, [{' '.join(map(self.block, inner))}])"
            case Table():
                return self.table(block)
            case Picture(svg=svg, says=says, millimetres=wide, small=small):
                drawn = quoted(svg_of(sheet_of(svg), _FACE, _TYPED_FACE).__html__())
                image = f'image(bytes({drawn}), format: "svg", alt: {quoted(says)}, width: {wide:.4g}mm)'
                return image if small else f"block(sticky: true, {image})"
            case Turned(blocks=inner):
                return f"{{set page(flipped: true); {'; '.join(map(self.call, inner))}}}"
            case _:
                assert_never(block)

    def table(self, table: Table) -> str:
        wide = len(table.heads)
        columns = f"({', '.join(f'{own:.4g}pt' for own in table.widths)},)"
        align = "(x, y) => if x == 0 { left } else { right }" if table.figures else "left"
        head = f"table.header({', '.join(f'strong({self.cell(cell)})' for cell in table.heads)})"
        rows = ", ".join(cell for row in table.rows for cell in self.cells(row, wide))
        rules = "table.hline(), ", "table.hline(stroke: 0.5pt), "
        size = "7pt" if table.dense else "8.5pt"
        body = f"table(columns: {columns}, align: {align}, {rules[0]}{head}, {rules[1]}{rows}, table.hline())"
        caption = f"#block(sticky: true, strong({quoted(table.caption)})) " if table.caption else ""
        whole = "breakable: false, " if table.together else ""
        return f"block({whole}[{caption}#{{set text(size: {size}); {body}}}])"

    def cells(self, row: TableRow, wide: int) -> Iterator[str]:
        if len(row.cells) == 1 and wide > 1:
            yield f"table.cell(colspan: {wide}, align: left, strong({self.cell(row.cells[0])}))"
            return
        for at in range(wide):
            shown = self.cell(row.cells[at]) if at < len(row.cells) else "[]"
            if row.style == "total":
                yield f"strong({shown})"
            elif row.style == "inner" and not at:
                yield f"pad(left: 0.8em, {shown})"
            else:
                yield shown

    def cell(self, parts: Inlines) -> str:
        """What stands in a cell: most often a string, which Typst takes as it is."""
        alone = parts[0] if len(parts) == 1 else None
        return quoted(alone) if isinstance(alone, str) else self.content(parts)

    def content(self, parts: Inlines) -> str:
        return f"[{''.join(map(self.inline, parts))}]"

    def inline(self, part: Inline) -> str:
        match part:
            case str():
                return f"#{quoted(part)};"
            case Code(text=text):
                return f"#raw({quoted(text)});"
            case Maths(math=math):
                return f"#math.equation(alt: {quoted(plain(math))}, ${typst(math)}$.body);"
            case Styled(parts=parts, style=style):
                return f"#{'strong' if style == 'strong' else 'emph'}({self.content(parts)});"
            case Ref(parts=parts, target=target):
                label = self.labels.get(target)
                shown = self.content(parts)
                return f"#link(<{label}>, {shown});" if label else f"#{shown};"
            case _:
                assert_never(part)
