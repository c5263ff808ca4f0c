"""What is found in any golden file, and in any example of a page, is said in Spanish without a word of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from semdsl.cli.commands import COMMANDS, main_help
from semdsl.cli.main import main
from semdsl.cli.parser import parser_of
from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.json import finding
from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import all_of, either, in_language
from tests.golden.test_golden import cases, in_words, layer_of
from tests.golden.test_golden import findings as of_golden
from tests.meta.test_catalogue import BLOCK, NOT_RUN, sections
from tests.meta.test_catalogue import findings as of_example
from tests.support.golden import Case

ENGLISH = re.compile(
    r"\b(?:the|of|is|are|this|that|these|which|with|and|or|for|in|an|it|its|must|have|has|been|be|was|by|to|from|not"
    r"|does|only|write|needs|expected|value|cells|axis|file|line|model|other|than|more|one|two|here|there)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"`[^`]*`")
OF_UNICODE = re.compile(r"U\+[0-9A-F]{4,6} [a-z0-9 -]+")
"""The name of a character, which is in English everywhere."""
TEST = re.compile(r"^(?:test \".*| .*)$", re.MULTILINE)
"""A line of a test that a finding gives to be copied."""


def texts(found: Diagnostic) -> Iterator[str]:
    """All that *found* says."""
    yield from (found.message, found.help, *found.notes, *(label.text for label in found.labels))


def english_in(text: str) -> list[str]:
    """The English words in *text*, outside its code, names of characters and stand-ins such as FILE."""
    prose = OF_UNICODE.sub("", CODE.sub("", TEST.sub("", text)))
    words = ENGLISH.findall(prose)
    return [word for word in words if not word.isupper()]


def assert_in_spanish(found: Diagnostic) -> None:
    """*found* in Spanish has no English left, and is the same finding: its places are where they are in English."""
    said = found.in_language("es")
    assert [(text, english_in(text)) for text in texts(said) if english_in(text)] == []
    for english, spanish in zip(texts(found), texts(said), strict=True):
        assert bool(english) == bool(spanish)
    texts_of = ("message", "help", "notes", "labels")
    plain, other = finding(found), finding(found, "es")
    assert {key: plain[key] for key in plain if key not in texts_of} == {
        key: other[key] for key in other if key not in texts_of
    }
    blank = [replace(label, text=found.message) for label in found.labels]
    assert [replace(label, text=found.message) for label in said.labels] == blank


@pytest.mark.parametrize("path", sorted(set(cases()) - set(cases("commands"))), ids=in_words)
def test_a_golden_file(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for situation in Case(path, update=False).situations():
        for found in of_golden(situation, layer_of(path)):
            assert_in_spanish(found)


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - NOT_RUN))
def test_the_example_of_a_page(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = sections(code)["Example"]
    for found in of_example(BLOCK.findall(example), run="when it is run" in example):
        assert_in_spanish(found)


@pytest.mark.parametrize("text", ["the sum", "a value of `x`", "`x` is not known"])
def test_english_is_seen(text: str) -> None:
    assert english_in(text)


def test_code_and_names_of_characters_are_no_english() -> None:
    assert english_in("escriba `x for this` en U+0430 cyrillic small letter a of the sea") == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_title_of_a_code(code: str) -> None:
    title = in_language(CATALOGUE[code].title, "es")
    assert not english_in(title)
    assert title[:1] == title[:1].upper()
    assert not title.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command(name: str) -> None:
    text = parser_of(COMMANDS[name], "es").format_help()
    head, _, after = text.partition("ejemplos:")
    prose = re.sub(r"--[\w-]+|\.sem\b|'[^']*'", "", head + after.partition("estado de salida:")[2])
    assert text.startswith("uso: semdsl ")
    assert not english_in(prose)


def test_the_help_of_all() -> None:
    assert not english_in(re.sub(r"--[\w-]+", "", main_help("es")))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--lang", "es"), "semdsl check: error: faltan estos argumentos: FILE\n"),
        (("check", "--lang=es"), "semdsl check: error: faltan estos argumentos: FILE\n"),
        (("run", "m.sem", "other", "--lang", "es"), "semdsl run: error: argumentos desconocidos: other\n"),
        (("run", "--lang", "es", "m.sem", "--out"), "error: argumento --out: se esperaba un argumento\n"),
        (("run", "--lang", "es", "m.sem", "--only"), "--only: se esperaba al menos un argumento\n"),
        (("check", "--lang", "es", "m.sem", "--json=1"), "argumento --json: no admite el valor '1'\n"),
        (("solve", "m.sem", "--lang", "es", "--between", "1"), "--between: se esperaban 2 argumentos\n"),
        (
            ("run", "m.sem", "--out", "", "--lang", "es"),
            "--out está vacío; se esperaba el nombre de una carpeta\n",
        ),
        (("chekc", "m.sem", "--lang", "es"), "semdsl: `chekc` no es una orden; ¿quiso decir `check`?\n"),
        (("xyzzy", "--lang", "es"), "semdsl: `xyzzy` no es una orden; las órdenes son check, run"),
    ],
)
def test_a_wrong_command(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_a_choice_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("run", "m.sem", "--format", "doc", "--lang", "es")) == 2
    assert "argumento --format: opción no válida: 'doc' (elija entre " in capsys.readouterr().err


def test_the_environment_is_heard_by_help_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert main(("--help",)) == 0
    assert main(("check", "--help")) == 0
    assert main(("check", "--lang", "en", "--help")) == 0
    out = capsys.readouterr().out
    assert out.startswith("uso: semdsl COMMAND …\n")
    assert "\nuso: semdsl check " in out
    assert "\nusage: semdsl check " in out


def test_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_: object) -> int:
        raise ZeroDivisionError("here")

    monkeypatch.setattr("semdsl.cli.check.run", fails)
    assert main(("check", "m.sem", "--lang", "es")) == 70
    first, second, *_ = capsys.readouterr().err.splitlines()
    assert first == "semdsl: esta es una falla de semdsl, no del modelo: ZeroDivisionError: here"
    assert second.startswith("  en fails, línea ")


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("`income`", "`a` e `income`"),
        ("`history`", "`a` e `history`"),
        ("`idle`", "`a` e `idle`"),
        ("`hielo`", "`a` y `hielo`"),
        ("`year`", "`a` y `year`"),
        ("`other`", "`a` y `other`"),
    ],
)
def test_y_before_the_same_vowel(last: str, joined: str) -> None:
    assert in_language(all_of(["`a`", last]), "es") == joined


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("`other`", "`a` u `other`"),
        ("`hours`", "`a` u `hours`"),
        ("`80+`", "`a` u `80+`"),
        ("`11`", "`a` u `11`"),
        ("`110`", "`a` o `110`"),
        ("`income`", "`a` o `income`"),
    ],
)
def test_o_before_the_same_vowel(last: str, joined: str) -> None:
    assert in_language(either(["`a`", last]), "es") == joined
