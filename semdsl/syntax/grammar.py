"""The grammar ``sem.lark``, made into a parser once per process, and its keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark
from lark.lexer import Lexer, LexerState, Token

from semdsl.syntax.build import Builder
from semdsl.syntax.feed import Feed, Tables, tables_of

RESERVED = frozenset(("if", "then", "else", "and", "or", "not", "for", "otherwise"))
"""The words that cannot be names."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The parser with its tables, the callbacks of its rules, and for each keyword the terminals it may be."""

    parser: Lark
    tables: Tables
    builder: Builder
    keywords: Mapping[str, tuple[str, ...]]

    def start(self, rule: str) -> Feed:
        """A parser at the beginning of *rule*, to be fed word by word."""
        return Feed(self.tables, rule)


@cache
def grammar() -> Grammar:
    """The grammar of the language."""
    text = files("semdsl.syntax").joinpath("sem.lark").read_text("utf-8")
    builder = Builder()
    parser = Lark(
        text,
        parser="lalr",
        lexer=NoLexer,
        start=["declaration", "expression"],
        transformer=builder,
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    return Grammar(parser, tables_of(parser), builder, _keywords(parser))


class NoLexer(Lexer):
    """Words are fed to the parser by ``read``, which decides what each is."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:
        del conf

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        del lexer_state, parser_state
        return iter(())


_WORD = re.compile(r"[a-z_]+")


def _keywords(parser: Lark) -> dict[str, tuple[str, ...]]:
    """Each word that stands in quotes in the grammar, with its terminals."""
    keywords: dict[str, tuple[str, ...]] = {}
    for terminal in parser.terminals:
        for word in _WORD.findall(terminal.pattern.value):
            keywords[word] = (*keywords.get(word, ()), terminal.name)
    return keywords
