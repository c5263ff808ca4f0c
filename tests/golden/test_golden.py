"""Every golden file shows models and what semdsl says of them, or how it writes them.

A block ``sem`` is a model, and a block ``csv`` the file ``data.csv`` that it may read; other files of the model are
blocks with a name, such as ``sem parts/income.sem``, or blocks ``generate NAME`` that say how a long one is made.
Each block ``diagnostics`` is about the files before it; ``diagnostics last`` shows of many findings the last. The
folder says what is done with the model: those of ``syntax`` are read alone, those of ``runs`` are run, files of
``commands`` hold commands, all others are checked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import render_all
from semdsl.interface import check
from semdsl.requests import Options
from semdsl.running import run_file
from semdsl.source import Source
from semdsl.syntax.format import format_source
from semdsl.syntax.parse import parse
from tests.cli.transcripts import replayed
from tests.docs.pages import keep
from tests.support.golden import MODEL, Case, Situation, golden_files, put

FOLDER = Path(__file__).parent
MOST_LINES = 120


def cases(layer: str = "") -> list[Path]:
    return golden_files(FOLDER / layer)


def in_words(path: Path) -> str:
    return str(path.relative_to(FOLDER).with_suffix(""))


def findings(situation: Situation, layer: str) -> tuple[Diagnostic, ...]:
    """What is found in the model of *situation*, whose files are put into the current folder."""
    if layer == "syntax":
        return parse(Source(MODEL, situation.model)).diagnostics
    put(situation.files, Path())
    return run_file(Path(MODEL), Options()).diagnostics if layer == "runs" else check(Path(MODEL))


def shown(situation: Situation, layer: str) -> tuple[Diagnostic, ...]:
    """Those of the findings that its block shows."""
    found = findings(situation, layer)
    return found[-1:] if situation.last else found


@pytest.mark.parametrize("path", sorted(set(cases()) - set(cases("commands"))), ids=in_words)
def test_diagnostics(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    case = Case(path, update_golden)
    layer = layer_of(path)
    situations = list(case.situations())
    assert situations
    case.expect("diagnostics", [render_all(shown(situation, layer)) for situation in situations])


def layer_of(path: Path) -> str:
    """The folder of a golden file."""
    return path.relative_to(FOLDER).parts[0]


@pytest.mark.parametrize("path", cases("commands"), ids=in_words)
def test_commands(path: Path, tmp_path: Path, update_golden: bool) -> None:
    keep(path, replayed(path, tmp_path), update=update_golden)


@pytest.mark.parametrize(
    "path", [path for path in cases("syntax") if Case(path, False).has("formatted")], ids=in_words
)
def test_formatted(path: Path, update_golden: bool) -> None:
    case = Case(path, update_golden)
    outcome = format_source(Source(MODEL, case.block("sem")))
    assert outcome.ok
    case.expect("formatted", [outcome.value])


@pytest.mark.parametrize("path", cases(), ids=in_words)
def test_is_short_and_explained(path: Path) -> None:
    """A golden file starts with a heading and prose, and can be read at a glance."""
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    first = next(number for number, line in enumerate(lines) if line.startswith("```"))
    assert any(line and not line.startswith("#") for line in lines[1:first])
    assert len(lines) <= MOST_LINES
