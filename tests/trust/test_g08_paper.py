"""G08: no text of a model is a command of LaTeX or Typst, an element of Word, or a sign of Markdown."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader

from semdsl.book.context import book_of, facts_of
from semdsl.book.paper.compose import document_of
from semdsl.book.paper.document import Document
from semdsl.book.paper.markdown import markdown_files
from semdsl.book.paper.tex import figures_of, tex_of
from semdsl.book.paper.typeset import pdf_of, typst_of
from semdsl.book.paper.word import word_of
from semdsl.book.sidebyside import compared
from tests.book.support import run_of
from tests.support.programs import program
from tests.trust.gate import Gate
from tests.trust.texts import OF_PAPER, model_with, models, plain, titles

GATE = Gate(
    "G08",
    "No text is a command on paper",
    "{payloads} payloads in {places} places, {pairs} pairs in LaTeX, Typst, Word and Markdown: 0 commands, elements, "
    "relationships or links of their own; {compiled} compiled by LaTeX and {set} by Typst",
    {"payloads": 60, "places": 80, "pairs": 9_000, "set": 100},
)
EVERY = 28
COMPILED = 10
UNREAD = ("~", "\\verb|x|")
"""Symbols that are not read as mathematics, and are letters of a formula."""
_OUTSIDE = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMAND = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ANCHOR = re.compile(r'(<a id="[A-Za-z0-9_.#-]+">|</a>)')
_LITERAL = re.compile(r"(?<!\\)(?:(?<=\w)://|\bwww\.)")


def document(texts: Mapping[str, str]) -> Document:
    files = model_with(texts)
    facts = facts_of(run_of(files.pop("model.sem"), files))
    return document_of(book_of(facts, "en", compared(facts).value))


@dataclass(frozen=True, slots=True)
class Shape:
    """What could do something, in each medium."""

    tex: frozenset[str]
    typst: frozenset[str]
    word: frozenset[str]
    markdown: frozenset[str]


def shape(made: Document) -> Shape:
    return Shape(
        frozenset(of_tex(tex_of(made).decode("utf-8"))),
        frozenset(of_typst(typst_of(made).decode("utf-8"))),
        frozenset(of_word(word_of(made))),
        frozenset(of_markdown({file.name: file.content.decode("utf-8") for file in markdown_files(made)})),
    )


def of_tex(source: str) -> Iterator[str]:
    """Commands, environments, and signs that are none of them and mean something."""
    yield from (f"\\{name}" for name in _COMMAND.findall(source))
    yield from re.findall(r"\\(?:begin|end)\{[^}]*\}", source)
    bare = _COMMAND.sub("", source)
    yield f"{bare.count('{') - bare.count('}')} braces open"
    yield from re.findall(r"\^\^|[$%~\"`|<>]", bare)
    before, begins, text = source.rpartition("\\begin{document}")
    yield from "#" * _COMMAND.sub("", text).count("#")
    if begins:
        yield f"{_COMMAND.sub('', before).count('#')} # in macros of the book"


def of_typst(source: str) -> Iterator[str]:
    """Everything outside of strings, cut into names and signs; a letter of mathematics is one like any other."""
    for word in re.findall(r"\\.|[^\W\d_][\w.-]*|[^\w\s]", _OUTSIDE.sub(" STRING ", source)):
        if re.fullmatch(r"d\d+", word) is None:
            letter = len(word) == 1 and word.isalpha()
            yield "letter" if letter else "escaped sign" if word[0] == "\\" else word


def of_word(content: bytes) -> Iterator[str]:
    """Files, elements, attributes, and whatever an attribute says that is not the number or name of a place."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield re.sub("[0-9]+", "0", name)
            if not name.endswith((".xml", ".rels")):
                continue
            for node in ElementTree.fromstring(package.read(name)).iter():
                yield f"{name} {node.tag}"
                for key, value in node.attrib.items():
                    value = "" if key == "descr" else value  # what is told of a picture
                    yield f"{name} {node.tag} {key} {re.sub(r'[0-9]+', '0', value)}"
                if node.tag.endswith("instrText"):
                    yield f"{name} {node.text}"


def of_markdown(pages: Mapping[str, str]) -> Iterator[str]:
    """Kinds of blocks and marks; raw HTML but our anchors; links but ours; addresses that become links."""
    for name, text in pages.items():
        if name.endswith(".svg"):
            yield from (f"{node.tag} {sorted(node.attrib)}" for node in ElementTree.fromstring(text).iter())
            continue
        for token in _every(_MARKDOWN.parse(text)):
            kind = f"{token.type} {token.tag} {token.info}"
            if token.type in ("html_inline", "html_block") and not _ANCHOR.sub("", token.content).strip():
                kind = "anchor"
            link = str(token.attrs.get("href") or token.attrs.get("src", "")).partition("#")[0]
            yield kind if not link or link in pages else f"link to {link}"
        yield from (
            f"address {found}" for found in _LITERAL.findall(re.sub(r"```math\n.*?\n```|`[^`]*`", "", text))
        )


def _every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


@cache
def usual() -> Shape:
    """What is there with texts that use whatever a text may use, with shorter ones, and with symbols beyond reading."""
    texts = (
        plain(),
        {slot: slot[:8] for slot in titles()},
        {},
        *({"another symbol": symbol} for symbol in UNREAD),
    )
    found = [shape(document(own)) for own in texts]
    return Shape(*(frozenset().union(*(getattr(one, name) for one in found)) for name in Shape.__slots__))


def attack(texts: Mapping[str, str]) -> Document:
    """The document with *texts*, which has nothing of its own in any medium, and says every title."""
    made = document(texts)
    own, known = shape(made), usual()
    for name in Shape.__slots__:
        assert getattr(own, name) - getattr(known, name) == set(), name
    return made


def test_the_gate_sees_what_it_is_to_see() -> None:
    assert set(of_tex("\\input{x} ^^5c # {")) - usual().tex == {"\\input", "^^", "#", "1 braces open"}
    assert set(of_typst('#read("x") <y>')) - usual().typst == {"read"}
    for text, found in (
        ("<b>x</b>", "html_inline  "),
        ("[x](y.invalid)", "link to y.invalid"),
        ("![x](y)", "link to y"),
        ("see http://x.invalid", "address ://"),
    ):
        assert found in set(of_markdown({"x.md": text})) - usual().markdown


def test_no_text_is_a_command() -> None:
    """A sample: a few models, in which every payload stands in some place."""
    for texts in models(OF_PAPER, EVERY):
        assert pdf_of(attack(texts)).startswith(b"%PDF")


@pytest.mark.long
def test_no_text_is_a_command_anywhere(count: Callable[..., None]) -> None:
    for texts in models(OF_PAPER):
        harmless_pdf(pdf_of(attack(texts)))
        count(pairs=len(texts), set=1)
    count(payloads=len(OF_PAPER), places=len(titles()))


def harmless_pdf(content: bytes) -> None:
    """It leads nowhere and does nothing."""
    objects = PdfReader(io.BytesIO(content))
    for at in range(1, len(objects.xref_objStm) + sum(map(len, objects.xref.values()))):
        found = objects.get_object(at)
        if isinstance(found, dict):
            assert not {"/JS", "/JavaScript", "/Launch", "/AA", "/EmbeddedFiles", "/URI"} & set(found)


@pytest.mark.long
def test_latex_compiles_and_reads_nothing_else(tmp_path: Path, count: Callable[..., None]) -> None:
    """It is told to write down what it opens: its own files, and those of TeX."""
    for at, texts in enumerate(models(OF_PAPER, len(OF_PAPER) // COMPILED)):
        folder = tmp_path / str(at)
        folder.mkdir()
        made = document(texts)
        (folder / "book.tex").write_bytes(tex_of(made))
        (folder / "figures.pdf").write_bytes(figures_of(made))
        words = [
            program("pdflatex"),
            "-no-shell-escape",
            "-halt-on-error",
            "-interaction=nonstopmode",
            "-recorder",
            "book.tex",
        ]
        ran = subprocess.run(words, cwd=folder, capture_output=True, timeout=300, check=False)
        assert ran.returncode == 0, ran.stdout[-2000:]
        listed = (folder / "book.fls").read_text("utf-8").splitlines()
        opened = {line.split(" ", 1)[1].removeprefix("./") for line in listed}
        own = {"figures.pdf", *(f"book.{ending}" for ending in ("tex", "aux", "log", "out", "toc", "pdf"))}
        others = {path for path in opened - own if not re.search(r"texmf|texlive", path)}
        assert others <= {str(folder)}
        assert {path.name for path in folder.iterdir()} <= own | {"book.fls"}
        count(compiled=1)
