"""The book for Word: a package of XML whose equations are equations. It has no date, no macro and no link outwards.

Everything is an element that escapes its text where it is written down; the styles are in files beside this module.
"""

from __future__ import annotations

import io
import zipfile
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
    text_of,
)
from semdsl.render.elements import Element, element
from semdsl.render.mathematics.omml import omml
from semdsl.render.printable import printable

_FILES = Path(__file__).parent / "files"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/footer1.xml": "footer.xml",
    "word/settings.xml": "settings.xml",
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_CORE = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_WIDTH = 9356  # of the text, in twentieths of a point
_RIGHT = 9356
_TAGS = {"es": "es-MX", "en": "en-US"}
_LOOK = {"strong": "Strong", "emphasis": "Emphasis"}


def word_of(document: Document) -> bytes:
    """*document* as the bytes of a .docx."""
    writer = _Writer(labels_of(document))
    front = [_paragraph("Subtitle", _run(document.over)), _paragraph("Title", _run(document.title))]
    front += [one for block in document.front for one in writer.block(block)]
    contents = writer.contents(document)
    text = [one for block in document.blocks for one in writer.block(block)]
    body = element("w:body", *front, *contents, *text, _page())
    packed = {name: (_FILES / file).read_bytes() for name, file in _PARTS.items()}
    tag = _TAGS[document.language].encode()
    packed["word/styles.xml"] = packed["word/styles.xml"].replace(b"LANGUAGE", tag)
    packed["word/document.xml"] = _written(element("w:document", body, **_SPACES))
    packed["docProps/core.xml"] = _written(_core(document))
    return _zipped(packed)


def _written(root: Element) -> bytes:
    return (_XML + root.__html__()).encode("utf-8")


def _zipped(files: dict[str, bytes]) -> bytes:
    """*files* in a package without a date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return stream.getvalue()


def _core(document: Document) -> Element:
    return element(
        "cp:coreProperties",
        element("dc:title", printable(f"{document.title} — {document.over}")),
        element("dc:language", _TAGS[document.language]),
        **_CORE,
    )


def _page() -> Element:
    """A4 with the number of the page at its foot."""
    return element(
        "w:sectPr",
        element("w:footerReference", **{"w:type": "default", "r:id": "rId4"}),
        element("w:pgSz", **{"w:w": "11906", "w:h": "16838"}),
        element("w:pgMar", **{f"w:{side}": "1275" for side in ("top", "right", "bottom", "left")}),
    )


@dataclass(slots=True)
class _Writer:
    labels: dict[str, str] = field(repr=False)
    placed: int = 0

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(parts=parts, small=small):
                yield _paragraph("Aside" if small else "", *self.inlines(parts))
            case Equation(math=math, number=number):
                tail = (_run(f"\t({number})", tabs=True),) if number else ()
                yield _paragraph("Equation", omml(math), *tail)
            case Terms(label=label, lines=lines):
                if label:
                    yield _paragraph("Label", _run(label))
                for term, said in lines:
                    yield _paragraph("Term", *self.inlines(term), _run("\t", tabs=True), *self.inlines(said))
            case Bullets(items=items):
                for item in items:
                    yield _paragraph("ListBullet", *self.inlines(item))
            case Listing(text=text):
                for line in text.splitlines():
                    yield _paragraph("Listing", _run(line))
            case Remark(label=label, blocks=inner):
                yield _paragraph("Label", _run(label))
                for one in inner:
                    yield from self.block(one)
            case Table():
                yield from self.table(block)
            case Picture():
                return
            case _:
                assert_never(block)

    def heading(self, heading: Heading) -> Element:
        label = self.labels.get(heading.anchor)
        marked = self.inlines(heading.parts)
        if not label:
            return _paragraph(f"Heading{heading.level}", *marked)
        self.placed += 1
        number = str(self.placed)
        start = element("w:bookmarkStart", **{"w:id": number, "w:name": label})
        end = element("w:bookmarkEnd", **{"w:id": number})
        return _paragraph(f"Heading{heading.level}", start, *marked, end)

    def contents(self, document: Document) -> Iterator[Element]:
        """The contents as a field that Word can renew, with the chapters in it as they are."""
        lines = [
            block
            for part in document.parts
            for block in part.blocks
            if isinstance(block, Heading) and block.anchor and block.level == 1
        ]
        if not lines:
            return
        yield _paragraph("TOCHeading", _run(document.contents))
        begin = (_field("begin"), _instruction('TOC \\o "1-2" \\h \\z \\u'), _field("separate"))
        for at, line in enumerate(lines):
            label = self.labels[line.anchor]
            link = element("w:hyperlink", _run(text_of(line.parts)), **{"w:anchor": label, "w:history": "1"})
            ends = (_field("end"),) if at == len(lines) - 1 else ()
            yield _paragraph("TOC1", *(() if at else begin), link, *ends)

    def table(self, table: Table) -> Iterator[Element]:
        if table.caption:
            yield _paragraph("Label", _run(table.caption))
        wide = len(table.heads)
        first = int(_WIDTH * (0.34 if wide < 7 else 0.22)) if table.figures and wide > 1 else _WIDTH // wide
        widths = [first, *([(_WIDTH - first) // max(1, wide - 1)] * (wide - 1))]
        look = element(
            "w:tblPr",
            element("w:tblStyle", **{"w:val": "Figures"}),
            element("w:tblW", **{"w:w": str(sum(widths)), "w:type": "dxa"}),
            element("w:tblLayout", **{"w:type": "fixed"}),
            element("w:tblLook", **{"w:firstRow": "1", "w:noVBand": "1"}),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", **{"w:w": str(one)}) for one in widths))
        head = self.row(TableRow(table.heads), widths, figures=table.figures, head=True)
        rows = (self.row(row, widths, figures=table.figures) for row in table.rows)
        yield element("w:tbl", look, grid, head, *rows)
        yield _paragraph("Gap")

    def row(self, row: TableRow, widths: list[int], *, figures: bool, head: bool = False) -> Element:
        alone = len(row.cells) == 1 and len(widths) > 1
        own = [element("w:cantSplit"), *([element("w:tblHeader")] if head else [])]
        cells = []
        for at, cell in enumerate(row.cells):
            strong = alone or row.style == "total"
            parts: Inlines = (Styled(cell, "strong"),) if strong else cell
            span = [element("w:gridSpan", **{"w:val": str(len(widths))})] if alone else []
            width = element("w:tcW", **{"w:w": str(sum(widths) if alone else widths[at]), "w:type": "dxa"})
            style = "Number" if figures and at else "Inner" if row.style == "inner" else "Cell"
            cells.append(
                element("w:tc", element("w:tcPr", width, *span), _paragraph(style, *self.inlines(parts)))
            )
        return element("w:tr", element("w:trPr", *own), *cells)

    def inlines(self, parts: Inlines, look: str = "") -> tuple[Element, ...]:
        return tuple(one for part in parts for one in self.inline(part, look))

    def inline(self, part: Inline, look: str) -> tuple[Element, ...]:
        match part:
            case str():
                return (_run(part, look),)
            case Code(text=text):
                return (_run(text, "Code"),)
            case Maths(math=math):
                return (omml(math),)
            case Styled(parts=parts, style=style):
                return self.inlines(parts, _LOOK[style])
            case Ref(parts=parts, target=target):
                label = self.labels.get(target)
                if label is None:
                    return self.inlines(parts, look)
                inner = self.inlines(parts, look or "Hyperlink")
                return (element("w:hyperlink", *inner, **{"w:anchor": label, "w:history": "1"}),)
            case _:
                assert_never(part)


def _paragraph(style: str, *parts: Element) -> Element:
    look = (element("w:pPr", element("w:pStyle", **{"w:val": style})),) if style else ()
    return element("w:p", *look, *parts)


def _run(text: str, look: str = "", *, tabs: bool = False) -> Element:
    """Letters; with *tabs* a tabulator at the beginning is one of Word."""
    style = (element("w:rPr", element("w:rStyle", **{"w:val": look})),) if look else ()
    tab = (element("w:tab"),) if tabs else ()
    shown = printable(text).replace("\n", " ").replace("\t", "" if tabs else " ")
    return element("w:r", *style, *tab, element("w:t", shown, **{"xml:space": "preserve"}))


def _field(kind: str) -> Element:
    return element("w:r", element("w:fldChar", **{"w:fldCharType": kind}))


def _instruction(text: str) -> Element:
    return element("w:r", element("w:instrText", text, **{"xml:space": "preserve"}))
