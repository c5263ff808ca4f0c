"""A loop of our own feeds words to Lark's tables: Lark's parser takes and refuses the same, and makes the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from lark.exceptions import UnexpectedToken

from semdsl.source import Source
from semdsl.syntax import read
from semdsl.syntax.build import Builder
from semdsl.syntax.feed import Feed, Unexpected
from semdsl.syntax.grammar import HERE, grammar
from semdsl.syntax.lalr import parser_of
from semdsl.syntax.parse import parse

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*ROOT.glob("models/**/*.sem"), *ROOT.glob("stdlib/**/*.sem")])
LARK = parser_of(HERE.joinpath("sem.lark").read_text("utf-8"), Builder())
EVERY = 7  # what may follow is compared after so many words


class Both:
    """Feeds two parsers with the same words and holds the one against the other."""

    seen: ClassVar[Counter[str]] = Counter()

    def __init__(self, rule: str) -> None:
        self.own = Feed(grammar().tables, rule)
        self.lark = LARK.parse_interactive(start=rule)

    def choices(self) -> Mapping[str, object]:
        found = self.own.choices()
        assert set(found) == {str(name) for name in self.lark.choices() if not str(name).islower()}
        return found

    def accepts(self) -> frozenset[str]:
        found = self.own.accepts()
        assert found == self.lark.accepts()
        return found

    def feed(self, kind: str, word: object) -> None:
        self.seen["words"] += 1
        if self.seen["words"] % EVERY == 0:
            self.accepts()
        refused = False
        try:
            self.lark.feed_token(word)  # type: ignore[arg-type]
        except UnexpectedToken:
            refused = True
        try:
            self.own.feed(kind, word)
        except Unexpected:
            self.seen["refused"] += 1
            assert refused
            raise
        assert not refused

    def end(self) -> object:
        refused, other = False, None
        try:
            other = self.lark.feed_eof()
        except UnexpectedToken:
            refused = True
        try:
            found = self.own.end()
        except Unexpected:
            self.seen["cut short"] += 1
            assert refused
            raise
        assert not refused
        assert found == other
        return found


class Grammar:
    """Gives two parsers where one is asked for."""

    keywords = grammar().keywords

    def start(self, rule: str) -> Both:
        return Both(rule)


def read_twice(text: str, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    Both.seen.clear()
    monkeypatch.setattr(read, "grammar", Grammar)
    parse(Source("model.sem", text))
    return Both.seen.copy()


def test_the_models_and_the_library_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = read_twice("\n".join(path.read_text("utf-8") for path in TEXTS), monkeypatch)
    assert seen["words"] > 20_000
    assert seen["refused"] == seen["cut short"] == 0


def test_wrong_texts_are_refused_at_the_same_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each declaration of a model without one of its words, and cut short after one."""
    text = (ROOT / "models/pension.sem").read_text("utf-8")
    seen: Counter[str] = Counter()
    for at, part in enumerate(part for part in text.split("\n\n") if part.strip() and part[0] != "#"):
        words = part.split(" ")
        gap = 1 + at % max(1, len(words) - 1)
        seen += read_twice(" ".join(words[:gap] + words[gap + 1 :]), monkeypatch)
        seen += read_twice(" ".join(words[:gap]), monkeypatch)
    assert seen["refused"] > 20
    assert seen["cut short"] > 20
