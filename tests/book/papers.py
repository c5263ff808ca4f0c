"""Documents for the tests of paper: of models, of hostile texts in every place, and tables of any size."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

from pypdf.generic import IndirectObject

from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import (
    Bullets,
    Document,
    Equation,
    Heading,
    Listing,
    Maths,
    Paragraph,
    Part,
    Remark,
    Table,
    TableRow,
    Terms,
)
from semdsl.book.paper.fitting import fitted
from semdsl.book.sidebyside import compared
from semdsl.render.mathematics.tree import Operator, Symbol, Text
from semdsl.running import Run, run_tests
from tests.book.support import run_of_model

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FLAGSHIP = "sem.sem"
ARGUMENTS = ("{/etc/passwd}", "", "{a}{b}", "=1", "[x]{y}", "\\relax")
WORDS = ("input", "write18", "openout", "catcode", "csname", "directlua", "begin", "end", "def", "special")
TEX = tuple(f"\\{word}{argument}" for word in WORDS for argument in ARGUMENTS)
TYPESET = (
    "^^5cinput{x}",
    "$x$ }{ % & # _ ~ ^",
    '"); #read("/etc/passwd")',
    '#eval("1") $upright(x)$ \\u{41}',
    "a\n\n## b\n```",
)


@cache
def document(model: str, language: str) -> Document:
    facts = facts_of(run_of_model(model))
    return document_of(book_of(facts, language, compared(facts).value))


def of(run: Run) -> Document:
    return document_of(book_of(facts_of(run, run_tests(run.checked)), "en"))


def table(columns: int, lines: int) -> Table:
    """Figures of five digits: some thirty points each."""
    heads = (("age",), *((str(2000 + at),) for at in range(columns)))
    return Table(heads, (TableRow((("00-04",), *((("12,345",),) * columns)), "inner"),) * lines, figures=True)


def small(text: str) -> Document:
    """A document with *text* wherever there may be text."""
    blocks = (
        Heading(1, (text,), "chapter-x.html"),
        Paragraph((text, Maths(Text(text)), Maths(Symbol(text)), Maths(Operator(text)))),
        Equation(Text(text), "1.1"),
    )
    front = (Paragraph((text,)),)
    return Document("en", text, text, "Contents", front, (Part("chapter-x", blocks),), ())


def large(text: str) -> Document:
    """A document with *text* after a head, in lists and in tables, too."""
    blocks = (
        Paragraph((text,), small=True, kept=True),
        Remark(text, (Paragraph((text,), kept=True), Bullets(((text,),)), Listing(f"{text}\n{text}"))),
        Terms(text, (((text,), (text,)),)),
        *(replace(table(1, lines), heads=((text,), (text,)), caption=text) for lines in (2, 30)),
    )
    made = small(text)
    return replace(made, parts=(*made.parts, Part("more", fitted(blocks))))


def told_in(node: object) -> Iterator[dict[str, object]]:
    """What the tree of tags of a PDF tells, *node* and all below it."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for one in node:
            yield from told_in(one)
    elif isinstance(node, dict):
        yield node
        yield from told_in(node.get("/K"))


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    """The XML of a Word file, by the names of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name for name in package.namelist() if not name.endswith(".emf")]
        return {name: ElementTree.fromstring(package.read(name)) for name in names}
