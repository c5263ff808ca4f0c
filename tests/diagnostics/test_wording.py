"""A text remembers its sentence and its values, and is English to everything that does not ask for another language."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from semdsl.diagnostics import wording
from semdsl.diagnostics.json import document
from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.text import counts, render, render_all
from semdsl.diagnostics.wording import (
    NOTHING,
    Said,
    all_of,
    already,
    either,
    in_language,
    joined,
    language_of,
    listed,
    say,
    verbatim,
)
from semdsl.source import Source, Span

SENTENCES = {
    "the {thing} of {name}": "de {name}, {thing}",
    "house": "la casa",
    "{others} or {last}": "{others} o {last}",
    "has {count:,} rows": "tiene {count:,} filas",
}


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small language of four sentences."""
    monkeypatch.setattr(wording, "translations", lambda language: SENTENCES if language == "es" else {})


def test_a_text_is_its_english() -> None:
    text = say("the {thing} of {name}", thing=say("house"), name="`a`")
    assert text == "the house of `a`"
    assert isinstance(text, str)
    assert hash(text) == hash("the house of `a`")
    assert json.dumps([text]) == '["the house of `a`"]'
    assert type(str(text)) is str


@pytest.mark.usefixtures("spanish")
def test_values_that_were_said_are_said_in_the_language_too_and_may_change_places() -> None:
    text = say("the {thing} of {name}", thing=say("house"), name="`house`")
    assert in_language(text, "es") == "de `house`, la casa"
    assert in_language(text, "en") == "the house of `house`"


@pytest.mark.usefixtures("spanish")
def test_numbers_keep_their_digits() -> None:
    assert in_language(say("has {count:,} rows", count=1_234_567), "es") == "tiene 1,234,567 filas"


@pytest.mark.usefixtures("spanish")
def test_what_has_no_translation_stays_in_english_as_a_whole() -> None:
    text = say("a {thing} without", thing=say("house"))
    assert in_language(text, "es") == "a house without"
    assert in_language("house", "es") == "house"
    assert in_language(verbatim("house"), "es") == "house"


@pytest.mark.usefixtures("spanish")
def test_a_sentence_without_words_needs_no_translation() -> None:
    assert in_language(say("`where {a}`: {b}", a="house", b=say("house")), "es") == "`where house`: la casa"
    assert in_language(joined([say("house"), "", say("house")], "; "), "es") == "la casa; la casa"


@pytest.mark.usefixtures("spanish")
def test_lists() -> None:
    assert either(["`a`"]) == "`a`"
    assert either(["`a`", "`b`", "`c`"]) == "`a`, `b` or `c`"
    assert all_of(["`a`", "`b`"]) == "`a` and `b`"
    assert in_language(either(["`a`", "`b`", say("house")]), "es") == "`a`, `b` o la casa"
    assert listed([]) == ""
    assert listed("abcdefgh") == "`a`, `b`, `c`, `d`, `e`, `f`, `g` or `h`"
    assert listed("abcdefghi", "and") == "`a`, `b`, `c`, `d`, `e`, `f`, `g`, … and `i`"


def test_a_value_may_have_braces_and_a_text_without_values_too() -> None:
    assert say("{a}", a="{b}") == "{b}"
    assert in_language(joined(["{a}", "{b}"]), "es") == "{a}, {b}"
    assert in_language(verbatim("{a"), "es") == "{a"


def test_words_at_hand_in_both_languages() -> None:
    text = say("`{name}`: {reason}", name="x", reason=already("too long", "demasiado largo"))
    assert text == "`x`: too long"
    assert in_language(text, "es") == "`x`: demasiado largo"


def test_nothing_is_false() -> None:
    assert not NOTHING
    assert not joined([NOTHING, ""])
    assert not in_language(joined([]), "es")


@pytest.mark.parametrize("again", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copy_remembers_as_much(again: object) -> None:
    text = say("{count} errors", count=2)
    made = again(text)  # type: ignore[operator]
    assert isinstance(made, Said)
    assert made == "2 errors"
    assert in_language(made, "es") == "2 errores"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "est_EE"}, "en"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es_ES@euro"}, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "C", "LC_ALL": "es_CL"}, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": ""}, "es"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_MX.UTF-8"}, "es"),
        ({"LANG": "en_US.UTF-8", "LC_NUMERIC": "es_MX.UTF-8"}, "en"),
    ],
)
def test_the_language_of_an_environment(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def found(severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(
        "unknown-name",
        say("`{name}` is not declared", name="y"),
        (Label(Span(Source("a.sem", "x = y\n"), 4, 5), say("nothing has this name")),),
        say("declare it, or bring it in with `use`"),
        (say("missing: {names}", names="`a`"),),
        severity,
    )


def test_a_finding_in_spanish() -> None:
    assert render(found(Severity.WARNING), language="es") == (
        "advertencia[unknown-name]: `y` no está declarado\n"
        " --> a.sem:1:5\n"
        "  |\n"
        "1 | x = y\n"
        "  |     ^ nada tiene este nombre\n"
        "  |\n"
        "  = ayuda: declárelo, o tráigalo con `use`\n"
        "  = nota: faltan: `a`\n"
    )


def test_a_finding_said_in_spanish_is_the_same_finding_otherwise() -> None:
    english = found()
    told = english.in_language("es")
    assert told.message == "`y` no está declarado"
    assert (told.code, told.severity) == (english.code, english.severity)
    assert [label.span for label in told.labels] == [label.span for label in english.labels]
    assert english.in_language("en") == english
    assert str(english.message) == "`y` is not declared"


def test_counts_and_what_is_not_shown() -> None:
    three = [found(), found(Severity.WARNING), found(Severity.WARNING)]
    assert counts(three) == "1 error, 2 warnings"
    assert in_language(counts(three), "es") == "1 error, 2 advertencias"
    assert in_language(counts([found(Severity.NOTICE)] * 2), "es") == "2 avisos"
    assert in_language(counts([]), "es") == "nada que señalar"
    assert render_all([found()] * 60, language="es").endswith("10 más no se muestran; en total 60 errores\n")


def test_a_document_is_in_english_unless_asked() -> None:
    (plain,) = document([found()])["diagnostics"]  # type: ignore[attr-defined]
    (spanish,) = document([found()], "es")["diagnostics"]  # type: ignore[attr-defined]
    assert plain["message"] == "`y` is not declared"
    assert spanish["message"] == "`y` no está declarado"
    assert spanish["labels"][0]["text"] == "nada tiene este nombre"
    assert spanish["severity"] == "error"
    assert spanish["notes"] == ["faltan: `a`"]
