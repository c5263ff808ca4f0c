"""The book on paper in programs of others, which a machine may lack: LaTeX compiles it, and LibreOffice opens it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from semdsl.book.context import facts_of
from semdsl.book.paper.tex import figures_of, tex_of
from semdsl.book.paper.word import word_of
from tests.book.papers import FLAGSHIP, TEX, TYPESET, document, large, told_in
from tests.book.support import run_of_model
from tests.book.test_pages import PAYLOADS
from tests.support.programs import program

LOOSE = 10
"""Points by which a word may stand out into the margin, of 71, before something is cut off."""
COMPILED = ("-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "book.tex")
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""A PDF that says what its pictures show."""


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "en"])
def test_latex_compiles(language: str, tmp_path: Path) -> None:
    (tmp_path / "book.tex").write_bytes(tex_of(document(FLAGSHIP, language)))
    (tmp_path / "figures.pdf").write_bytes(figures_of(document(FLAGSHIP, language)))
    words = [program("pdflatex"), *COMPILED]
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
@pytest.mark.parametrize("payload", ["中 \x07 ≥ ß “x” −", *TEX[::6], *TYPESET, *PAYLOADS])
def test_latex_of_hostile_text_compiles(payload: str, tmp_path: Path) -> None:
    (tmp_path / "book.tex").write_bytes(tex_of(large(payload)))
    words = [program("pdflatex"), *COMPILED]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=100, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:]


@pytest.mark.long
def test_word_opens_with_its_equations_and_pictures(tmp_path: Path) -> None:
    made = document(FLAGSHIP, "es")
    (tmp_path / "book.docx").write_bytes(word_of(made))
    own = f"-env:UserInstallation=file://{tmp_path}/user"
    words = [program("soffice"), own, "--headless", "--convert-to", TAGGED, "book.docx"]
    subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=600, check=True)
    reader = PdfReader(tmp_path / "book.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "PDH" in text
    assert "∑" in text
    assert len(reader.pages) > 150
    told = {own["/Alt"] for own in told_in(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in own}  # type: ignore[index]
    assert {picture.says for picture in made.pictures} <= told
