"""The grammar, and what the program says about it elsewhere."""

from __future__ import annotations

import logging
import re
from importlib.resources import files

import pytest
from lark import Lark, logger

from semdsl.syntax import mistakes, mistakes_in_lines
from semdsl.syntax.grammar import RESERVED, NoLexer, grammar
from semdsl.syntax.scan import SIGNS


def test_no_two_readings_of_a_text(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two rules could go on, the parser generator would choose one and say so in its log."""
    monkeypatch.setattr(logger, "propagate", True)
    with caplog.at_level(logging.DEBUG, logger=logger.name):
        text = files("semdsl.syntax").joinpath("sem.lark").read_text("utf-8")
        Lark(
            text,
            parser="lalr",
            lexer=NoLexer,
            start=["declaration", "expression"],
            keep_all_tokens=True,
            debug=True,
        )
    assert [record.message for record in caplog.records if "onflict" in record.message] == []


def test_signs_have_their_names_in_the_grammar() -> None:
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in grammar().parser.terminals}
    for sign, terminal in SIGNS.items():
        assert re.fullmatch(patterns[terminal], sign), (sign, terminal)


def test_every_rule_has_its_callback() -> None:
    names = {rule.alias or rule.origin.name for rule in grammar().parser.rules if not rule.options.expand1}
    unnamed = {name for name in names if not name.startswith("_")} - set(dir(type(grammar().builder)))
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
