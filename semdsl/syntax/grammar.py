"""The grammar ``sem.lark`` as tables to read by, and its keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from semdsl.syntax.build import Builder
from semdsl.syntax.feed import Feed, Tables
from semdsl.syntax.tables import stored, tables_of

RESERVED = frozenset(("if", "then", "else", "and", "or", "not", "for", "otherwise"))
"""The words that cannot be names."""
HERE = files("semdsl.syntax")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables, with what makes the rules, and for each keyword the terminals it may be."""

    tables: Tables
    builder: Builder
    keywords: Mapping[str, Sequence[str]]

    def start(self, rule: str) -> Feed:
        """A parser at the beginning of *rule*, to be fed word by word."""
        return Feed(self.tables, rule)


@cache
def grammar() -> Grammar:
    """The grammar of the language; its tables are made anew if they are not those of the grammar as it stands."""
    text = HERE.joinpath("sem.lark").read_text("utf-8")
    made = stored(text, HERE.joinpath("sem.tables.json").read_text("utf-8"))
    if made is None:
        from semdsl.syntax.lalr import made_of  # Lark takes long to load

        made = made_of(text)
    builder = Builder()
    return Grammar(tables_of(made, builder), builder, made.keywords)
