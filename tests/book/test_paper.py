"""The book as Markdown, LaTeX, PDF and Word: what is in it, where it leads, and that no text is a command."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from semdsl.book.build import Wanted, book_files
from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import (
    Block,
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
    Turned,
)
from semdsl.book.paper.fitting import fitted
from semdsl.book.paper.markdown import markdown_files
from semdsl.book.paper.packing import packed
from semdsl.book.paper.tex import escaped, figures_of, tex_of
from semdsl.book.paper.typeset import pdf_of, typst_of
from semdsl.book.paper.word import word_of
from semdsl.book.sidebyside import compared
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.omml import omml
from semdsl.render.mathematics.tree import Marked, Operator, Scripts, Symbol, Text, row
from semdsl.running import Run, run_tests
from tests.book.support import pages_of, run_of, run_of_model
from tests.book.test_dependencies import MODEL as TWO_FILES
from tests.book.test_dependencies import PART
from tests.book.test_pages import PAYLOADS, hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FLAGSHIP = "sem.sem"
LOOSE = 10
"""Points by which a word may stand out into the margin, of 71, before something is cut off."""
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
CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)


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


# ── LaTeX ─────────────────────────────────────────────────────────────────────────────────────────


def commands(source: bytes) -> set[str]:
    return set(CONTROL.findall(source.decode("utf-8")))


@pytest.mark.parametrize("payload", [*TEX, *TYPESET])
def test_no_text_is_a_command_of_latex(payload: str) -> None:
    harmless = commands(tex_of(large("words")))
    written = {*"%$&#_{},", "text", "backslash", "sim", "wedge", "prime", "textbackslash", "textasciitilde"}
    written |= {
        "textasciicircum",
        "textquotedbl",
        "textasciigrave",
        "mid",
        "mathrm",
        "textbar",
        "ensuremath",
        "allowbreak",
    }
    assert commands(tex_of(large(payload))) <= harmless | written
    assert "^^" not in tex_of(large(payload)).decode("utf-8")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_model_has_no_command_of_its_own(payload: str) -> None:
    found = commands(tex_of(of(hostile(payload))))
    assert not found & {"input", "write", "openout", "catcode", "csname", "def", "special", "include"}


def test_letters_beyond_latex_are_told_by_their_number() -> None:
    assert escaped("ñ β ≥ 中 \x07") == r"ñ \ensuremath{\beta} \ensuremath{\geq} [U+4E2D] [U+0007]"
    assert latex(Text("中"), shown=False) == r"\text{[U+4E2D]}"
    assert latex(Text("中")) == r"\text{中}"


@pytest.mark.parametrize("language", ["es", "en"])
def test_latex_of_the_flagship(language: str) -> None:
    text = tex_of(document(FLAGSHIP, language)).decode("utf-8")
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")
    begun = re.findall(r"\\begin\{([a-z*]+)\}", text)
    assert sorted(begun) == sorted(re.findall(r"\\end\{([a-z*]+)\}", text))
    assert {"longtable", "equation*", "cases", "aligned", "landscape", "picture"} <= set(begun)
    pages = len(PdfReader(io.BytesIO(figures_of(document(FLAGSHIP, language)))).pages)
    assert {int(page) for page in re.findall(r"includegraphics\[page=(\d+)", text)} == set(
        range(1, pages + 1)
    )
    targets = re.findall(r"\\hypertarget\{(d\d+)\}", text)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r"\\hyperlink\{(d\d+)\}", text)) <= set(targets)


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name for name in package.namelist() if not name.endswith(".emf")]
        return {name: ElementTree.fromstring(package.read(name)) for name in names}


@pytest.mark.parametrize("language", ["es", "en"])
def test_word_of_the_flagship(language: str) -> None:
    made = document(FLAGSHIP, language)
    files = parts(word_of(made))
    body = files["word/document.xml"]
    marks = [node.attrib[f"{W}name"] for node in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {node.attrib[f"{W}anchor"] for node in body.iter(f"{W}hyperlink")} <= set(marks)
    styles = {node.attrib[f"{W}styleId"] for node in files["word/styles.xml"].iter(f"{W}style")}
    for kind in ("pStyle", "rStyle", "tblStyle"):
        assert {node.attrib[f"{W}val"] for node in body.iter(f"{W}{kind}")} <= styles
    equations = [node for node in body.iter(f"{W}p") if _style(node) == "Equation"]
    assert len(equations) == sum(isinstance(block, Equation) for block in made.blocks) > 400
    assert all(node.find(f"{M}oMath") is not None for node in equations)
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in body.iter(f"{W}tbl"))
    for table in body.iter(f"{W}tbl"):
        wide = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for line in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in line.findall(f"{W}tc")]
            assert sum(1 if one is None else int(one.attrib[f"{W}val"]) for one in spans) == wide
    with zipfile.ZipFile(io.BytesIO(word_of(made))) as package:
        media = {name for name in package.namelist() if name.startswith("word/media/")}
    related = {
        node.attrib["Id"]: f"word/{node.attrib['Target']}"
        for node in files["word/_rels/document.xml.rels"]
        if node.attrib["Target"].startswith("media/")
    }
    shown = [node.attrib[f"{R}embed"] for node in body.iter(f"{A}blip")]
    assert len(shown) == len(list(made.pictures)) > 30
    assert {related[one] for one in shown} == media
    told = [node.attrib["descr"] for node in body.iter(f"{WP}docPr")]
    assert len(told) == len(shown)
    assert all(told)
    assert len(list(body.iter(f"{W}sectPr"))) % 2 == 0
    assert not [
        node for node in files["docProps/core.xml"].iter() if "created" in node.tag or "modified" in node.tag
    ]


def _style(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.attrib[f"{W}val"]


@pytest.mark.parametrize("payload", [*TYPESET, *PAYLOADS, "\x00\x07\x1b\x0b \ufffe", "]]>&lt;<w:p/>"])
def test_no_text_is_a_tag_of_word(payload: str) -> None:
    shape = {node.tag for node in parts(word_of(large("words " * 9)))["word/document.xml"].iter()}
    found = parts(word_of(large(payload)))["word/document.xml"]
    assert {node.tag for node in found.iter()} <= shape


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payload", [*TEX[::7], *TYPESET, *PAYLOADS])
def test_no_text_is_code_of_the_pdf(payload: str) -> None:
    """Outside its strings the source is the same, but for the letters of mathematics."""
    outside = re.compile(r'"(?:[^"\\]|\\.)*"')
    plain = outside.sub("", typst_of(small("words")).decode("utf-8"))
    assert outside.sub("", typst_of(small(payload)).decode("utf-8")) == plain


@pytest.mark.parametrize("language", ["es", "en"])
def test_pdf_has_its_outline_its_title_and_its_language(language: str) -> None:
    made = document("term_life.sem", language)
    content = pdf_of(made)
    assert content == pdf_of(made)
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == made.title
    assert reader.metadata.creation_date is None
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)  # type: ignore[index]
    first = [entry.title for entry in reader.outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    headings = [own for own in made.headings if own.level == 1]
    assert len([title for title in first if title]) >= len(headings)


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_link_of_markdown_leads_somewhere(language: str) -> None:
    pages = {file.name: file.content.decode("utf-8") for file in markdown_files(document(FLAGSHIP, language))}
    assert len([name for name in pages if name.startswith("chapter-")]) == len(
        facts_of(run_of_model(FLAGSHIP)).contents.chapters
    )
    places = {name: set(re.findall(r'<a id="([^"]*)"></a>', text)) for name, text in pages.items()}
    svgs = {file.name for file in markdown_files(document(FLAGSHIP, language)) if file.name.endswith(".svg")}
    assert len(svgs) > 20
    assert {link for text in pages.values() for link in re.findall(r"\]\((picture-\d+\.svg)\)", text)} == svgs
    links = [link for text in pages.values() for link in re.findall(r"(?<!\\)\]\(([^)]*)\)", text)]
    assert len(links) > 2000
    for link in links:
        page, _, anchor = link.partition("#")
        assert page in pages, link
        assert not anchor or anchor in places[page], link
    assert all(text.count("\n```math\n") == len(re.findall(r"\n```\n", text)) for text in pages.values())


@pytest.mark.parametrize(
    "payload", [*TYPESET, *PAYLOADS, "| a | b |", "http://x.y @someone www.x.y", "1. one", "- two"]
)
def test_no_text_is_a_sign_of_markdown(payload: str) -> None:
    text = next(markdown_files(small(payload))).content.decode("utf-8")
    outside = re.sub(r"\$`[^`]*`\$|```math\n[^\n]*\n```", "", text)
    outside = re.sub(r"\\.", "", outside.replace('<a id="', "").replace('"></a>', ""))
    assert not re.search(
        r"[`*<>$|@\[\]]|://|www\.|^\s*(-|\d+\.)\s",
        re.sub(r"^#+ ", "", outside, flags=re.MULTILINE),
        re.MULTILINE,
    )


# ── What stands where ──────────────────────────────────────────────────────────────────────────────


def book(*blocks: Block) -> Document:
    return Document("en", "over", "title", "Contents", (), (Part("a", fitted(blocks)),), ())


HEADS = (Heading(1, ("Chapter",), "a.html"), Paragraph(("a word before the table",), small=True, kept=True))


def test_a_table_on_its_side_has_its_heads_with_it() -> None:
    first, second = Heading(2, ("Second",), "a.html#b"), Paragraph(("after",))
    found = fitted((*HEADS, table(16, 30), first, table(16, 30), second))
    assert [type(own) for own in found] == [Turned, Paragraph]
    assert isinstance(found[0], Turned)
    assert [type(own) for own in found[0].blocks] == [Heading, Paragraph, Table, Heading, Table]
    made = book(*HEADS, table(16, 30), first, table(16, 30), second)
    assert [own.parts for own in made.headings] == [("Chapter",), ("Second",)]
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(made))).pages]
    assert all(len(text) > 5 for text in texts)
    assert sum("Chapter" in text and "12,345" in text for text in texts) == 1


def test_a_short_table_is_not_broken_in_any_medium() -> None:
    for lines, together in ((20, True), (21, False)):
        made = book(*HEADS, table(4, lines))
        assert ("block(breakable: false, [#{set text" in typst_of(made).decode()) is together
        assert ("\\begin{tabular}" in tex_of(made).decode()) is together
        rows = list(parts(word_of(made))["word/document.xml"].iter(f"{W}tr"))
        kept = [own.find(f".//{W}keepNext") is not None for own in rows]
        assert kept == [True, *([together] * (lines - 1)), False]


def test_a_head_stays_with_what_follows_in_any_medium() -> None:
    made = book(*HEADS, Paragraph(("after",)))
    assert '#small(sticky: true, [#"a word' in typst_of(made).decode()
    assert "{\\small a word before the table\\par}\\nobreak" in tex_of(made).decode()
    body = parts(word_of(made))["word/document.xml"]
    kept = [own for own in body.iter(f"{W}p") if own.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(own.itertext()) for own in kept] == ["a word before the table"]


def test_a_formula_wider_than_a_page_is_made_to_fit() -> None:
    """Its first letters would stand in the margin, of 70.9 points, or out of the page."""
    long = row(*(one for at in range(40) for one in (Text(f"name {at}"), Operator("+"))), Text("last"))
    places: list[float] = []

    def placed(text: str, page: Sequence[float], line: Sequence[float], *_: object) -> None:
        if text.strip():
            places.append(line[4] * page[0] + line[5] * page[2] + page[4])

    pages = PdfReader(io.BytesIO(pdf_of(book(Equation(long, "1.1"))))).pages
    pages[-1].extract_text(visitor_text=placed)
    assert "name 0" in pages[-1].extract_text()
    assert min(places) > 70
    assert max(places) < 595 - 70


def test_the_square_of_the_chapters_is_on_paper() -> None:
    """`expense` reads `growth`; the part reads both, and one of its own."""
    tables = [own for own in of(run_of(TWO_FILES, {"part.sem": PART})).blocks if isinstance(own, Table)]
    square = next(own for own in tables if own.heads[1:] == (("1",), ("2",)))
    assert [own.cells[1:] for own in square.rows] == [(("1",), ("",)), (("2",), ("1",))]


def test_a_sign_that_stands_alone_is_a_word_in_word_and_no_place_is_empty() -> None:
    """LibreOffice takes a bar for the first of two, and shows an empty place as a box to fill in."""
    angle = Scripts(Symbol("a"), below=row(Marked(Symbol("n"), "¯"), Operator("|")), before=Symbol("t"))
    found = ElementTree.fromstring(f'<x xmlns:m="{M[1:-1]}" xmlns:w="{W[1:-1]}">{omml(angle).__html__()}</x>')
    bars = [run for run in found.iter(f"{M}r") if run.findtext(f"{M}t") == "|"]
    assert bars
    assert all(run.find(f"{M}rPr/{M}nor") is not None for run in bars)
    assert all(len(place) for name in ("sub", "sup", "e") for place in found.iter(f"{M}{name}"))


@pytest.mark.parametrize(
    ("language", "said"), [("es", "patrón, la cámara, Trust fund"), ("en", "employer, la cámara, Trust fund")]
)
def test_those_who_pay_are_said_in_the_language_of_the_book(language: str, said: str) -> None:
    run = run_of(
        'model paid\n\ncontribution fee : MXN\n    payer employer, la_cámara, "Trust fund"\n    = 5 MXN\n'
    )
    facts = facts_of(run)
    lines = [
        line
        for own in document_of(book_of(facts, language)).blocks
        if isinstance(own, Terms)
        for line in own.lines
    ]
    label = {"es": "Paga", "en": "Payer"}[language]
    assert ((label,), (said,)) in lines


# ── All ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["md", "latex", "pdf", "docx"])
def test_same_model_same_bytes_and_one_formula_alone(form: str) -> None:
    run = run_of_model("term_life.sem")
    name = next(iter(run.checked.model.quantities))
    wanted = Wanted(("es", "en"), (name,), form)
    first, second = book_files(run, wanted), book_files(run, wanted)
    assert first.ok
    assert first.value == second.value
    ending = {"md": "README.md", "latex": "term_life.tex", "pdf": "term_life.pdf", "docx": "term_life.docx"}[
        form
    ]
    assert [file.name for file in first.value] == [f"es/{ending}", f"en/{ending}", "manifest.json"]


@pytest.mark.long
@pytest.mark.skipif(not which("pdflatex"), reason="no LaTeX")
@pytest.mark.parametrize("language", ["es", "en"])
def test_latex_compiles(language: str, tmp_path: Path) -> None:
    (tmp_path / "book.tex").write_bytes(tex_of(document(FLAGSHIP, language)))
    (tmp_path / "figures.pdf").write_bytes(figures_of(document(FLAGSHIP, language)))
    words = ["pdflatex", "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "book.tex"]
    for _ in range(2):
        ran = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=300, check=False)
        assert ran.returncode == 0, ran.stdout[-2000:]
    assert b"undefined references" not in ran.stdout
    beyond = re.findall(rb"Overfull .hbox \(([\d.]+)pt too wide", ran.stdout.replace(b"\n", b" "))
    assert all(float(one) < LOOSE for one in beyond), beyond
    outline = PdfReader(tmp_path / "book.pdf").outline
    assert len([entry for entry in outline if not isinstance(entry, list)]) >= len(
        facts_of(run_of_model(FLAGSHIP)).contents.chapters
    )


@pytest.mark.long
@pytest.mark.skipif(not which("pdflatex"), reason="no LaTeX")
@pytest.mark.parametrize("payload", ["中 \x07 ≥ ß “x” −", *TEX[::6], *TYPESET, *PAYLOADS])
def test_latex_of_hostile_text_compiles(payload: str, tmp_path: Path) -> None:
    (tmp_path / "book.tex").write_bytes(tex_of(large(payload)))
    words = ["pdflatex", "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "book.tex"]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=100, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:]


@pytest.mark.long
@pytest.mark.skipif(not which("soffice"), reason="no LibreOffice")
def test_word_opens_with_its_equations(tmp_path: Path) -> None:
    (tmp_path / "book.docx").write_bytes(word_of(document(FLAGSHIP, "es")))
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/user", "--headless", "--convert-to", "pdf"]
    subprocess.run([*words, "book.docx"], cwd=tmp_path, capture_output=True, timeout=600, check=True)
    reader = PdfReader(tmp_path / "book.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "PDH" in text
    assert "∑" in text
    assert len(reader.pages) > 150


def test_pdf_tells_all_to_who_cannot_see_it() -> None:
    """PDF/UA-1, as the program that makes it checks it, with what is told of every picture and equation."""
    made = document("term_life.sem", "es")
    reader = PdfReader(io.BytesIO(pdf_of(made)))
    root = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    told = [own["/Alt"] for own in _told(root["/StructTreeRoot"]) if own.get("/S") == "/Figure"]  # type: ignore[index]
    assert told == [picture.says for picture in made.pictures]


def _told(node: object) -> Iterator[dict[str, object]]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for one in node:
            yield from _told(one)
    elif isinstance(node, dict):
        yield node
        yield from _told(node.get("/K"))


def test_a_letter_without_a_font_is_no_reason_to_have_no_pdf() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(small("中"))))
    assert len(reader.pages) > 1


def test_small_objects_of_a_pdf_are_packed_and_stay_what_they_are() -> None:
    packet = pdf_of(document("term_life.sem", "es"))
    plain = b"".join(
        (
            b"%PDF-1.7\n",
            b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n",
            b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 20]/Contents 4 0 R>>\nendobj\n",
            b"4 0 obj\n<</Length 9>>\nstream\n0 0 m 1 w\nendstream\nendobj\n",
        )
    )
    places = [plain.index(b"%d 0 obj" % at) for at in range(1, 5)]
    table = b"".join((b"xref\n0 5\n0000000000 65535 f \n", *(b"%010d 00000 n \n" % at for at in places)))
    whole = plain + table + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(plain)
    page = PdfReader(io.BytesIO(packed(whole)), strict=True).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == (10, 20)
    assert page["/Contents"].get_object().get_data() == b"0 0 m 1 w"  # type: ignore[union-attr]
    assert packet.count(b" 0 obj") < 1000
    with pytest.raises(ValueError, match="without a list of places"):
        packed(plain)


@pytest.mark.long
def test_pdf_of_the_flagship_is_small() -> None:
    """Its tags alone were nine million bytes, an object for each cell of a table."""
    assert len(pdf_of(document(FLAGSHIP, "es"))) < 4_000_000


@pytest.mark.long
def test_pdf_of_the_flagship_has_a_bookmark_for_each_chapter() -> None:
    made = document(FLAGSHIP, "es")
    outline = PdfReader(io.BytesIO(pdf_of(made))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    assert len(titles) == sum(own.level == 1 for own in made.headings)


NAMESAKES = """model wages "Wages"

time year = 2025..2026
axis service = first, second
unit service "service"
unit wages "wage"

variable wages[year, service] "Wage bill" : USD = 4 USD
variable twice[year] "Twice" : USD = 2 * sum(wages over service)
scenario wages "Wages"
check wages "Positive" : wages > 0
identity twice "Twice, again" : twice = 2 * sum(wages over service)
"""


def test_a_quantity_may_be_called_like_a_unit_a_scenario_or_a_check() -> None:
    made = document_of(book_of(facts_of(run_of(NAMESAKES)), "en"))
    anchors = [block.anchor for block in made.blocks if isinstance(block, Heading) and block.anchor]
    assert len(anchors) == len(set(anchors)), sorted(one for one in anchors if anchors.count(one) > 1)
    assert pdf_of(made).startswith(b"%PDF")
    page = pages_of(run_of(NAMESAKES))["chapter-wages.html"].decode()
    twice = page[page.index('id="twice"') :]
    assert 'href="chapter-wages.html#wages"' in twice[: twice.index("</article>")]
    assert re.findall(r'<article class="entry ([^"]+)" id="wages"', page) == ["kind-variable"]
