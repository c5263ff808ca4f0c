"""The page about the commands shows each command's help as the program prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.cli.commands import COMMANDS
from tests.docs.pages import DOCS, keep, replayed

_PAGE = DOCS / "reference" / "cli.md"


def test_the_help_on_the_page_is_that_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    keep(_PAGE, replayed(_PAGE.read_text(encoding="utf-8"), tmp_path), update=update_golden)


def test_every_command_is_on_the_page() -> None:
    text = _PAGE.read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if f"$ semdsl {name} --help" not in text]
