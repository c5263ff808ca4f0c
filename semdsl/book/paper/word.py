"""The book for Word: a package of XML whose equations are equations. It has no date, no macro and no link outwards.

Everything is an element that escapes its text where it is written down; the styles are in files beside this module.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, assert_never

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
    headings_in,
    labels_of,
    text_of,
)
from semdsl.render.drawings.emf import emf_of
from semdsl.render.drawings.shapes import sheet_of
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
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_CORE = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_TERM, _LETTER, _MOST_LETTERS = 1700, 112, 34
"""Twentieths of a point that the style of terms has for them, of a letter of a name; letters there is room for."""
_TWENTIETHS = 20
_EMU = 36_000
"""Twentieths of a point to a point, and units of a drawing to a millimetre."""
_TAGS = {"es": "es-MX", "en": "en-US"}
Nodes: TypeAlias = tuple[Element, ...]
_LOOK = {"strong": "Strong", "emphasis": "Emphasis"}


def word_of(document: Document) -> bytes:
    """*document* as the bytes of a .docx."""
    writer = _Writer(labels_of(document))
    front = [_paragraph("Subtitle", _run(document.over)), _paragraph("Title", _run(document.title))]
    front += [one for block in document.front for one in writer.block(block)]
    front.append(element("w:p", element("w:pPr", _page(turned=False, bare=True))))
    contents = writer.contents(document)
    text = [one for block in document.blocks for one in writer.block(block)]
    body = element("w:body", *front, *contents, *text, _page(turned=False))
    packed = {name: (_FILES / file).read_bytes() for name, file in _PARTS.items()}
    tag = _TAGS[document.language].encode()
    packed["word/styles.xml"] = packed["word/styles.xml"].replace(b"LANGUAGE", tag)
    packed["word/document.xml"] = _written(element("w:document", body, **_SPACES))
    packed["word/header1.xml"] = _written(_header(document))
    related = b"".join(_related(at).encode() for at in range(1, len(writer.pictures) + 1))
    name = "word/_rels/document.xml.rels"
    packed[name] = packed[name].replace(b"</Relationships>", related + b"</Relationships>")
    packed |= {f"word/media/{_picture(at)}": emf for at, emf in enumerate(writer.pictures, start=1)}
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


def _header(document: Document) -> Element:
    """What stands over each page but the first: what the book is, and of which model."""
    said = _paragraph("Header", _run(document.title), _run(f"\t{document.over}", tabs=True))
    return element("w:hdr", said, **{"xmlns:w": _SPACES["xmlns:w"]})


def _picture(at: int) -> str:
    return f"picture{at}.emf"


def _related(at: int) -> str:
    """Where a picture is, for the document that shows it."""
    return Element(
        "Relationship", (), {"Id": f"picture{at}", "Type": _IMAGE, "Target": f"media/{_picture(at)}"}
    ).__html__()


def _page(*, turned: bool, bare: bool = False) -> Element:
    """A4, upright or on its side; one that is not ``bare`` has a header, and its number at its foot."""
    around = (
        element("w:headerReference", **{"w:type": "default", "r:id": "rId5"}),
        element("w:footerReference", **{"w:type": "default", "r:id": "rId4"}),
    )
    wide, high = (16838, 11906) if turned else (11906, 16838)
    size = {"w:w": str(wide), "w:h": str(high), **({"w:orient": "landscape"} if turned else {})}
    return element(
        "w:sectPr",
        *(() if bare else around),
        element("w:pgSz", **size),
        element(
            "w:pgMar",
            **{f"w:{side}": "1417" for side in ("top", "right", "bottom", "left")},
            **{"w:header": "709", "w:footer": "709", "w:gutter": "0"},
        ),
    )


@dataclass(slots=True)
class _Writer:
    labels: dict[str, str] = field(repr=False)
    placed: int = 0
    pictures: list[bytes] = field(default_factory=list, repr=False)

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(parts=parts, small=small, kept=kept):
                yield _paragraph("Aside" if small else "", *self.inlines(parts), kept=kept)
            case Equation(math=math, number=number):
                tail = (_run(f"\t({number})", tabs=True),) if number else ()
                yield _paragraph("Equation", omml(math), *tail)
            case Terms(label=label, lines=lines):
                if label:
                    yield _paragraph("Label", _run(label))
                inset = _behind_terms([text_of(term) for term, _ in lines])
                for term, said in lines:
                    tab = _run("\t", tabs=True)
                    yield _paragraph("Term", *self.inlines(term), tab, *self.inlines(said), look=inset)
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
                yield self.picture(block)
            case Turned(blocks=inner):
                yield element("w:p", element("w:pPr", _page(turned=False)))
                for one in inner:
                    yield from self.block(one)
                yield element("w:p", element("w:pPr", _page(turned=True)))
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
            for block in headings_in(part.blocks)
            if block.anchor and block.level == 1
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

    def picture(self, picture: Picture) -> Element:
        """The picture in its line, as it is drawn for every Word, and told to who cannot see it."""
        sheet = sheet_of(picture.svg)
        self.pictures.append(emf_of(sheet))
        own = f"picture{len(self.pictures)}"
        wide = round(picture.millimetres * _EMU)
        high = round(wide * sheet.height / sheet.width)
        size = {"cx": str(wide), "cy": str(high)}
        named = {"id": str(len(self.pictures)), "name": own, "descr": printable(picture.says)}
        known = element("pic:nvPicPr", Element("pic:cNvPr", (), named), element("pic:cNvPicPr"))
        filled = element(
            "pic:blipFill",
            element("a:blip", **{"r:embed": own}),
            element("a:stretch", element("a:fillRect")),
        )
        place = element("a:xfrm", element("a:off", x="0", y="0"), Element("a:ext", (), size))
        shape = element("pic:spPr", place, element("a:prstGeom", element("a:avLst"), prst="rect"))
        data = element("a:graphicData", element("pic:pic", known, filled, shape), uri=_SPACES["xmlns:pic"])
        inline = element(
            "wp:inline",
            Element("wp:extent", (), size),
            Element("wp:docPr", (), named),
            element("a:graphic", data),
            **dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
        )
        return _paragraph("Picture", element("w:r", element("w:drawing", inline)))

    def table(self, table: Table) -> Iterator[Element]:
        if table.caption:
            yield _paragraph("Caption", _run(table.caption))
        widths = [round(own * _TWENTIETHS) for own in table.widths]
        look = element(
            "w:tblPr",
            element("w:tblStyle", **{"w:val": "Figures"}),
            element("w:tblW", **{"w:w": str(sum(widths)), "w:type": "dxa"}),
            element("w:tblLayout", **{"w:type": "fixed"}),
            element("w:tblLook", **{"w:firstRow": "1", "w:noVBand": "1"}),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", **{"w:w": str(one)}) for one in widths))
        head = self.row(TableRow(table.heads), widths, table, head=True, kept=True)
        last = len(table.rows) - 1
        rows = (
            self.row(row, widths, table, kept=table.together and at < last)
            for at, row in enumerate(table.rows)
        )
        yield element("w:tbl", look, grid, head, *rows)
        yield _paragraph("Gap")

    def row(
        self, row: TableRow, widths: list[int], table: Table, *, head: bool = False, kept: bool
    ) -> Element:
        alone = len(row.cells) == 1 and len(widths) > 1
        own = [element("w:cantSplit"), *([element("w:tblHeader")] if head else [])]
        cells = []
        for at, cell in enumerate(row.cells):
            strong = alone or row.style == "total"
            parts: Inlines = (Styled(cell, "strong"),) if strong else cell
            span = [element("w:gridSpan", **{"w:val": str(len(widths))})] if alone else []
            width = element("w:tcW", **{"w:w": str(sum(widths) if alone else widths[at]), "w:type": "dxa"})
            kind = "Number" if table.figures and at else "Inner" if row.style == "inner" else "Cell"
            style = f"Dense{kind}" if table.dense else kind
            cells.append(
                element(
                    "w:tc",
                    element("w:tcPr", width, *span),
                    _paragraph(style, *self.inlines(parts), kept=kept and not at),
                )
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


def _paragraph(style: str, *parts: Element, kept: bool = False, look: Nodes = ()) -> Element:
    """A paragraph, which may be kept on the page of what follows, and looks a little otherwise than its style."""
    own = (element("w:pStyle", **{"w:val": style}),) if style else ()
    own = (*own, *((element("w:keepNext"),) if kept else ()), *look)
    return element("w:p", *((element("w:pPr", *own),) if own else ()), *parts)


def _behind_terms(terms: Sequence[str]) -> Nodes:
    """Where what is said of terms begins, if some of them are longer than its style has room for."""
    wide = min(max(map(len, terms), default=0), _MOST_LETTERS) * _LETTER
    if wide <= _TERM:
        return ()
    tab = element("w:tab", **{"w:val": "left", "w:pos": str(wide)})
    indent = element("w:ind", **{"w:left": str(wide), "w:hanging": str(wide)})
    return (element("w:tabs", tab), indent)


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
