"""Every golden file shows a model and what semdsl says of it, or how it writes it.

The file ``data.csv`` that a model may read is the block of the language ``csv``; other files of the model are blocks
with a name, such as ``sem parts/income.sem``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl import pipeline
from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import render_all
from semdsl.source import Source
from semdsl.syntax.format import format_source
from semdsl.syntax.parse import parse
from tests.support.golden import Case, golden_files

FOLDER = Path(__file__).parent
MOST_LINES = 120


def cases(layer: str = "") -> list[Path]:
    return golden_files(FOLDER / layer)


def in_words(path: Path) -> str:
    return str(path.relative_to(FOLDER).with_suffix(""))


def findings(case: Case) -> tuple[Diagnostic, ...]:
    """What is said of the model of *case*."""
    text = case.block("sem")
    if case.path.is_relative_to(FOLDER / "syntax"):
        return parse(Source("case.sem", text)).diagnostics
    files = case.files() | ({"data.csv": case.block("csv")} if case.has("csv") else {})
    outcome = pipeline.check_text(text, name="case.sem", files=files)
    proven = pipeline.proofs(outcome.value).diagnostics if outcome.value else ()
    risks = pipeline.dangers(outcome.value) if outcome.value else ()
    return outcome.diagnostics + proven + risks


@pytest.mark.parametrize("path", cases(), ids=in_words)
def test_diagnostics(path: Path, update_golden: bool) -> None:
    case = Case(path, update_golden)
    case.expect("diagnostics", render_all(findings(case)))


@pytest.mark.parametrize(
    "path", [path for path in cases("syntax") if Case(path, False).has("formatted")], ids=in_words
)
def test_formatted(path: Path, update_golden: bool) -> None:
    case = Case(path, update_golden)
    outcome = format_source(Source("case.sem", case.block("sem")))
    assert outcome.ok
    case.expect("formatted", outcome.value)


@pytest.mark.parametrize("path", cases(), ids=in_words)
def test_is_short_and_explained(path: Path) -> None:
    """A golden file starts with a heading and prose, and can be read at a glance."""
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert any(line and not line.startswith(("#", "```")) for line in lines[1 : lines.index("```sem")])
    assert len(lines) <= MOST_LINES
