"""The book as Markdown, LaTeX, PDF and Word: what is in it, where it leads, and that no text is a command."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from semdsl.book.build import Wanted, book_files
from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import Document, Equation, Heading, Maths, Paragraph, Part
from semdsl.book.paper.markdown import markdown_files
from semdsl.book.paper.tex import escaped, tex_of
from semdsl.book.paper.typeset import pdf_of, typst_of
from semdsl.book.paper.word import word_of
from semdsl.book.sidebyside import compared
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.tree import Operator, Symbol, Text
from semdsl.running import Run, run_tests
from tests.book.support import run_of_model
from tests.book.test_pages import PAYLOADS, hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)


@cache
def document(model: str, language: str) -> Document:
    facts = facts_of(run_of_model(model))
    return document_of(book_of(facts, language, compared(facts).value))


def of(run: Run) -> Document:
    return document_of(book_of(facts_of(run, run_tests(run.checked)), "en"))


def small(text: str) -> Document:
    """A document with *text* wherever there may be text."""
    blocks = (
        Heading(1, (text,), "chapter-x.html"),
        Paragraph((text, Maths(Text(text)), Maths(Symbol(text)), Maths(Operator(text)))),
        Equation(Text(text), "1.1"),
    )
    return Document("en", text, text, "Contents", (Paragraph((text,)),), (Part("chapter-x", blocks),), ())


# ── LaTeX ─────────────────────────────────────────────────────────────────────────────────────────


def commands(source: bytes) -> set[str]:
    return set(CONTROL.findall(source.decode("utf-8")))


@pytest.mark.parametrize("payload", [*TEX, *TYPESET])
def test_no_text_is_a_command_of_latex(payload: str) -> None:
    harmless = commands(tex_of(small("words")))
    written = {*"%$&#_{},", "text", "backslash", "sim", "wedge", "prime", "textbackslash", "textasciitilde"}
    written |= {"textasciicircum", "textquotedbl", "textasciigrave", "mid", "mathrm", "textbar", "ensuremath"}
    assert commands(tex_of(small(payload))) <= harmless | written
    assert "^^" not in tex_of(small(payload)).decode("utf-8")


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
    assert {"longtable", "equation*", "cases", "aligned"} <= set(begun)
    targets = re.findall(r"\\hypertarget\{(d\d+)\}", text)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r"\\hyperlink\{(d\d+)\}", text)) <= set(targets)


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}


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
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(1 if one is None else int(one.attrib[f"{W}val"]) for one in spans) == wide
    assert not [
        node for node in files["docProps/core.xml"].iter() if "created" in node.tag or "modified" in node.tag
    ]


def _style(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.attrib[f"{W}val"]


@pytest.mark.parametrize("payload", [*TYPESET, *PAYLOADS, "\x00\x07\x1b\x0b \ufffe", "]]>&lt;<w:p/>"])
def test_no_text_is_a_tag_of_word(payload: str) -> None:
    shape = {node.tag for node in parts(word_of(small("words")))["word/document.xml"].iter()}
    found = parts(word_of(small(payload)))["word/document.xml"]
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
    headings = [block for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert len([title for title in first if title]) >= len(headings)


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_link_of_markdown_leads_somewhere(language: str) -> None:
    pages = {file.name: file.content.decode("utf-8") for file in markdown_files(document(FLAGSHIP, language))}
    assert len([name for name in pages if name.startswith("chapter-")]) == len(
        facts_of(run_of_model(FLAGSHIP)).contents.chapters
    )
    places = {name: set(re.findall(r'<a id="([^"]*)"></a>', text)) for name, text in pages.items()}
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
    words = ["pdflatex", "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "book.tex"]
    for _ in range(2):
        ran = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=300, check=False)
        assert ran.returncode == 0, ran.stdout[-2000:]
    assert b"undefined references" not in ran.stdout
    outline = PdfReader(tmp_path / "book.pdf").outline
    assert len([entry for entry in outline if not isinstance(entry, list)]) >= len(
        facts_of(run_of_model(FLAGSHIP)).contents.chapters
    )


@pytest.mark.long
@pytest.mark.skipif(not which("pdflatex"), reason="no LaTeX")
@pytest.mark.parametrize("payload", ["中 \x07 ≥ ß “x” −", *TEX[::6], *TYPESET, *PAYLOADS])
def test_latex_of_hostile_text_compiles(payload: str, tmp_path: Path) -> None:
    (tmp_path / "book.tex").write_bytes(tex_of(small(payload)))
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


@pytest.mark.long
def test_pdf_of_the_flagship_has_a_bookmark_for_each_chapter() -> None:
    made = document(FLAGSHIP, "es")
    outline = PdfReader(io.BytesIO(pdf_of(made))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    assert len(titles) == sum(isinstance(block, Heading) and block.level == 1 for block in made.blocks)
