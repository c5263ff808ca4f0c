"""The book as LaTeX, Word and Markdown: what is in it, where it leads, and that no text is a command."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from semdsl.book.build import Wanted, book_files
from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import (
    Equation,
    Heading,
)
from semdsl.book.paper.markdown import markdown_files
from semdsl.book.paper.tex import escaped, figures_of, tex_of
from semdsl.book.paper.typeset import pdf_of
from semdsl.book.paper.word import word_of
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.tree import Text
from tests.book.papers import FLAGSHIP, TEX, TYPESET, WP, A, M, R, W, document, large, of, parts, small
from tests.book.support import pages_of, run_of, run_of_model
from tests.book.test_pages import PAYLOADS, hostile

CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)

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
