"""The grammar, and what the program says about it elsewhere."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lark import logger

from semdsl.syntax.build import Builder
from semdsl.syntax.diagnosis import mistakes, mistakes_in_lines
from semdsl.syntax.grammar import RESERVED, grammar
from semdsl.syntax.lalr import made_of, parser_of
from semdsl.syntax.scan import SIGNS
from semdsl.syntax.tables import Made, MadeRule, stored, to_store

HERE = Path(mistakes.__file__).parents[1]
TEXT = (HERE / "sem.lark").read_text("utf-8")
STORED = HERE / "sem.tables.json"
LARK = parser_of(TEXT)


def test_the_stored_tables_are_those_of_the_grammar(*, update_golden: bool) -> None:
    expected = to_store(TEXT, made_of(TEXT))
    if update_golden:
        STORED.write_text(expected, encoding="utf-8")
    assert STORED.read_text("utf-8") == expected, "run pytest with --update-golden"


def test_what_is_stored_is_read_as_it_was() -> None:
    made = made_of(TEXT)
    assert stored(TEXT, to_store(TEXT, made)) == Made(
        *made[:4], [MadeRule(*rule[:4], list(rule.spread)) for rule in made.rules], made.keywords
    )


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who changes the grammar sees what it means at once, before the tables are stored."""
    (tmp_path / "sem.lark").write_text(
        TEXT.replace('FLAG: "simultaneous"', 'FLAG: "together"'), encoding="utf-8"
    )
    (tmp_path / "sem.tables.json").write_text(STORED.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setattr("semdsl.syntax.grammar.HERE", tmp_path)
    made = grammar.__wrapped__()
    assert "together" in made.keywords
    assert "simultaneous" not in made.keywords


def test_lark_is_not_loaded_to_read_a_model() -> None:
    script = "import sys, semdsl.syntax.grammar as own; own.grammar(); print('lark' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_no_two_readings_of_a_text(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two rules could go on, the parser generator would choose one and say so in its log."""
    monkeypatch.setattr(logger, "propagate", True)
    with caplog.at_level(logging.DEBUG, logger=logger.name):
        parser_of(TEXT, debug=True)
    assert [record.message for record in caplog.records if "onflict" in record.message] == []


def test_signs_have_their_names_in_the_grammar() -> None:
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in LARK.terminals}
    for sign, terminal in SIGNS.items():
        assert re.fullmatch(patterns[terminal], sign), (sign, terminal)


def test_every_rule_has_its_callback() -> None:
    names = {rule.alias or rule.origin.name for rule in LARK.rules if not rule.options.expand1}
    unnamed = {name for name in names if not name.startswith("_")} - set(dir(Builder))
    assert unnamed == set()


def test_the_kinds_that_messages_offer() -> None:
    first = grammar().start("declaration").accepts()
    starts = {word for word, roles in grammar().keywords.items() if first & set(roles)}
    assert starts == set(mistakes.KINDS)


def test_the_attributes_that_messages_offer() -> None:
    roles = {"ATTRIBUTE", "CALIBRATED", "RANGE", "TIMING", "FLAG"}
    words = {word for word, own in grammar().keywords.items() if roles & set(own)}
    assert words == set(mistakes_in_lines.ATTRIBUTES)


def test_reserved_words_are_words_of_the_grammar() -> None:
    assert set(grammar().keywords) >= RESERVED
