"""The page about the commands shows each command's help as the program prints it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from semdsl.cli.commands import COMMANDS
from semdsl.cli.parser import parser_of
from semdsl.pipeline import check_file
from semdsl.requests import Options, request
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


def test_the_examples_of_run_name_what_the_flagship_has() -> None:
    command = COMMANDS["run"]
    checked = check_file(DOCS.parent / "models" / "sem.sem").value
    assert checked is not None
    for line in command.examples.splitlines():
        words = shlex.split(line)[2:]
        asked = parser_of(command).parse_args(command.in_order(words))
        assert asked.file == "models/sem.sem"
        options = Options(tuple(asked.scenario), tuple(asked.set), tuple(asked.only), parts=tuple(asked.part))
        outcome = request(checked, options)
        assert outcome.value is not None, [one.message for one in outcome.diagnostics]
