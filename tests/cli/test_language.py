"""In which language a command speaks: the one asked for, else that of the environment; JSON only if asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from semdsl.cli.commands import COMMANDS
from semdsl.cli.parser import parser_of
from tests.cli.conftest import Command

WRONG = "model m\nvariable x : ratio = nothing_such\n"
RIGHT = """\
model m "M"
  language en

time year = 2005..2006

variable x[year] "Wages" es "Salarios" : ratio
  = 1

report "Report" es "Reporte"
  rows year
  show x
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    Path("wrong.sem").write_text(WRONG, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_language(command: str) -> None:
    actions = {action.dest: action for action in parser_of(COMMANDS[command])._actions}
    assert actions["lang"].choices[:2] == ("es", "en")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "wrong.sem"),
        ("run", "wrong.sem"),
        ("test", "wrong.sem"),
        ("replication", "wrong.sem"),
    ],
)
def test_findings_are_said_in_the_language_asked_for(semdsl: Command, words: tuple[str, ...]) -> None:
    said = semdsl(*words, "--lang", "es")
    assert "`nothing_such` no está declarado" in said.out + said.err
    said = semdsl(*words)
    assert "`nothing_such` is not declared" in said.out + said.err


def test_other_commands_too(semdsl: Command) -> None:
    for words in (("fmt", "nowhere.sem"), ("find", "nowhere.sem", "x")):
        said = semdsl(*words, "--lang", "es")
        assert said.status == 2
        assert "no hay un archivo `nowhere.sem`" in said.err


def test_the_environment_is_heard_and_the_option_wins(
    semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert semdsl("check", "wrong.sem").out.endswith("wrong.sem: 1 error\n")
    assert "no está declarado" in semdsl("check", "wrong.sem").out
    assert "is not declared" in semdsl("check", "--lang", "en", "wrong.sem").out


def test_json_speaks_another_language_only_if_asked(semdsl: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    (plain,) = json.loads(semdsl("check", "wrong.sem", "--json").out)["diagnostics"]
    assert plain["message"] == "`nothing_such` is not declared"
    (asked,) = json.loads(semdsl("check", "wrong.sem", "--json", "--lang", "es").out)["diagnostics"]
    assert asked["message"] == "`nothing_such` no está declarado"
    assert {key: asked[key] for key in ("code", "severity", "line", "column")} == {
        key: plain[key] for key in ("code", "severity", "line", "column")
    }


def test_a_page_in_spanish_where_there_is_one(semdsl: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert semdsl("explain", "unknown-name", "--lang", "es").out.startswith("# unknown-name\n\nUn nombre ")
    assert semdsl("explain", "unknown-name").out.startswith("# unknown-name\n\nA name ")
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert semdsl("explain", "unknown-name").out.startswith("# unknown-name\n\nUn nombre ")
    assert json.loads(semdsl("explain", "unknown-name", "--json").out)["title"] == "A name is not declared"
    asked = json.loads(semdsl("explain", "unknown-name", "--json", "--lang", "es").out)
    assert asked["title"] == "Un nombre no está declarado"
    assert asked["page"].startswith("# unknown-name\n\nUn nombre ")


def test_titles_are_those_of_the_model_unless_a_language_is_asked_for(
    semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("right.sem").write_text(RIGHT, encoding="utf-8")
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert semdsl("run", "right.sem").out.splitlines()[0] == "Report"
    assert "Wages" in semdsl("run", "right.sem").out
    spanish = semdsl("run", "--lang", "es", "right.sem")
    assert spanish.status == 0
    assert spanish.out.splitlines()[0] == "Reporte"
    assert "Salarios" in spanish.out
    monkeypatch.delenv("LANG")
    document = json.loads(semdsl("run", "right.sem", "--json", "--lang", "es").out)
    assert document["scenarios"][0]["reports"][0]["title"] == "Reporte"


def test_a_language_that_is_none_is_a_wrong_command(semdsl: Command) -> None:
    said = semdsl("check", "wrong.sem", "--lang", "fr")
    assert said.status == 2
    assert "--lang" in said.err
