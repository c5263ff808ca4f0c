"""The tables by which words are read, as they are stored beside the grammar: plain data, which Lark has made of it.

To make them takes longer than to read and check a small model. So they are kept in ``sem.tables.json``, with a number
that tells whether the grammar is still the one they were made of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from semdsl.syntax.feed import Reduction, Tables

Make: TypeAlias = Callable[[list[Any]], Any]


class MadeRule(NamedTuple):
    """A rule: how many parts it has, what it is one of, and the method that makes it of them.

    A ``single`` part stands for the whole. Without a ``method`` it is that, or a list of its parts, which are parts of
    what it stands in: there its place is among those to ``spread``.
    """

    size: int
    origin: str
    method: str
    single: bool
    spread: Sequence[int]


class Made(NamedTuple):
    """The tables of a grammar: for each state the next one by terminals, or a rule as -1 - its place in ``rules``.

    ``after`` is the next state by what is complete; reading starts and ends, for each start rule, in a state. Each word
    in quotes is a keyword, with its terminals.
    """

    steps: Sequence[Mapping[str, int]]
    after: Sequence[Mapping[str, int]]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    rules: Sequence[MadeRule]
    keywords: Mapping[str, Sequence[str]]


def tables_of(made: Made, builder: object) -> Tables:
    """The tables as ``feed`` uses them, where the methods of *builder* make what rules become."""
    reductions = [Reduction(rule.size, rule.origin, _make(rule, builder)) for rule in made.rules]
    steps = [
        {kind: to if to >= 0 else reductions[-1 - to] for kind, to in state.items()} for state in made.steps
    ]
    return Tables(steps, made.after, made.starts, made.ends)


def _make(rule: MadeRule, builder: object) -> Make:
    make: Make = getattr(builder, rule.method) if rule.method else list
    if rule.single:
        make = _single_or(make)
    return _spread(make, frozenset(rule.spread)) if rule.spread else make


def _single_or(make: Make) -> Make:
    return lambda parts: parts[0] if len(parts) == 1 else make(parts)


def _spread(make: Make, places: frozenset[int]) -> Make:
    def made(parts: list[Any]) -> Any:
        spread: list[Any] = []
        for at, part in enumerate(parts):
            if at in places:
                spread += part
            else:
                spread.append(part)
        return make(spread)

    return made


def stored(grammar: str, text: str) -> Made | None:
    """What is stored in *text*, if it was made of *grammar*."""
    held = json.loads(text)
    if held["grammar"] != _number(grammar):
        return None
    rules = [MadeRule(*rule) for rule in held["rules"]]
    states = held["states"]
    return Made(
        [state[0] for state in states],
        [state[1] for state in states],
        held["starts"],
        held["ends"],
        rules,
        held["keywords"],
    )


def to_store(grammar: str, made: Made) -> str:
    """*made* of *grammar* as it is stored: a line for each state, rule and keyword."""
    words = (f"{json.dumps(word)}: {json.dumps(own)}" for word, own in made.keywords.items())
    parts = [
        f'"grammar": {json.dumps(_number(grammar))}',
        f'"starts": {json.dumps(made.starts)}',
        f'"ends": {json.dumps(made.ends)}',
        f'"keywords": {{\n{_lines(words)}\n}}',
        f'"rules": [\n{_lines(map(json.dumps, made.rules))}\n]',
        f'"states": [\n{_lines(map(json.dumps, zip(made.steps, made.after, strict=True)))}\n]',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(parts: Iterable[str]) -> str:
    return ",\n".join(parts)


def _number(grammar: str) -> str:
    return sha256(grammar.encode("utf-8")).hexdigest()
