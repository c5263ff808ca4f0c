"""A command that is clumsily put is understood, or refused in words; never a fault of semdsl."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]

ORDERS = [
    ("--scenario", "base", "FILE"),
    ("FILE", "--scenario", "base", "low_growth"),
    ("--set", "interest=4%", "--only", "income", "FILE"),
    ("--json", "--only", "income", "expense", "FILE"),
    ("--only", "income", "FILE", "--set", "interest=4%"),
]


@pytest.mark.parametrize("words", ORDERS, ids=" ".join)
def test_the_model_is_found_wherever_it_stands(model: Path, semdsl: Command, words: tuple[str, ...]) -> None:
    said = semdsl("run", *(str(model) if word == "FILE" else word for word in words))
    assert said.status == 0, said.err


@pytest.mark.parametrize("words", [("--out", "model.sem"), ("--only", "income"), ("--out", "", "model.sem")])
def test_a_model_that_is_not_named_is_asked_for(
    model: Path, semdsl: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(model.parent)
    assert semdsl("run", *words).status == 2


MODULES = {
    "a module": 'module m "M"\nvariable b "B" : MXN\n    = 2 MXN\n',
    "an input": 'model m "M"\ninput a "A" : MXN = 3\nvariable b "B" : MXN\n    = a * 2\n',
    "an axis": 'module m "M"\ninput axis a\nvariable b[a] "B" : MXN\n    = 2 MXN\n',
}


@pytest.mark.parametrize("text", MODULES.values(), ids=MODULES)
@pytest.mark.parametrize("command", ["run", "test"])
def test_a_module_is_used_not_run(tmp_path: Path, semdsl: Command, command: str, text: str) -> None:
    path = tmp_path / "m.sem"
    path.write_text(text, encoding="utf-8")
    assert semdsl("check", str(path)).status == 0
    said = semdsl(command, str(path))
    assert said.status == 2
    assert "error[module-not-run]" in said.err
    assert said.out == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_no_result(model: Path, closed: str) -> None:
    command = f'"$0" -m semdsl run {model} --out results {closed}'
    done = subprocess.run(
        ["bash", "-c", command, sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"semdsl:" not in done.stderr
    assert (Path("results") / "manifest.json").read_bytes().startswith(b"{")


def test_a_folder_that_leads_nowhere(model: Path, semdsl: Command) -> None:
    Path("loop").symlink_to("loop")
    for words in (("run", str(model), "--out", "loop"), ("new", "loop")):
        said = semdsl(*words)
        assert said.status == 2
        assert "error[cannot-write]" in said.err


def test_a_working_folder_that_is_gone(
    tmp_path: Path, semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    said = semdsl("check", "model.sem")
    assert said.status == 2
    assert "error[file-missing]" in said.out


@pytest.mark.parametrize(("last", "printed"), [("9_999", True), ("10_000", False)])
def test_a_quantity_that_nobody_would_read_is_counted(
    tmp_path: Path, semdsl: Command, last: str, printed: bool
) -> None:
    path = tmp_path / "m.sem"
    path.write_text(f"model m\naxis a = 0 to {last}\nvariable x[a] : ratio = a\n", encoding="utf-8")
    said = semdsl("run", str(path))
    assert said.status == 0
    assert ("x: 10,001 cells, too many to print" in said.out) != printed
