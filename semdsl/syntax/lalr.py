"""What Lark makes of the grammar ``sem.lark``: its tables, as plain data.

They are made anew only when the grammar has changed since they were stored; ``grammar`` says when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lark import Lark
from lark.grammar import NonTerminal, Rule
from lark.lexer import Lexer, LexerState, Token
from lark.parsers.lalr_analysis import Shift

from semdsl.syntax.tables import Made, MadeRule


class NoLexer(Lexer):
    """Words are fed to the parser by ``read``, which decides what each is."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:
        del conf

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        del lexer_state, parser_state
        return iter(())


def parser_of(text: str, builder: Any = None, *, debug: bool = False) -> Lark:
    """Lark's own parser for the grammar *text*; the methods of *builder* make what its rules become."""
    return Lark(
        text,
        parser="lalr",
        lexer=NoLexer,
        start=["declaration", "expression"],
        transformer=builder,
        keep_all_tokens=True,
        maybe_placeholders=False,
        debug=debug,
    )


def made_of(text: str) -> Made:
    """The tables of the grammar *text*.

    States are numbered as they are met from the start rules on, and rules that become the same are one, so that another
    version of Lark gives the same tables.
    """
    parser = parser_of(text)
    table = parser.parse_interactive(start=parser.options.start[0]).parser_state.parse_conf.parse_table
    starts = dict(sorted(table.start_states.items()))
    met = dict.fromkeys(starts.values())
    waiting = list(met)
    while waiting:
        for _, (action, target) in sorted(table.states[waiting.pop(0)].items()):
            if action is Shift and target not in met:
                met[target] = None
                waiting.append(target)
    numbers = {state: number for number, state in enumerate(met)}
    rules = sorted({_rule(rule) for rule in parser.rules})
    places = {rule: -1 - at for at, rule in enumerate(rules)}
    steps: list[dict[str, int]] = []
    after: list[dict[str, int]] = []
    for state in met:
        entries = [
            (str(symbol), numbers[target] if action is Shift else places[_rule(target)])
            for symbol, (action, target) in sorted(table.states[state].items())
        ]
        steps.append({symbol: to for symbol, to in entries if symbol.isupper()})
        after.append({symbol: to for symbol, to in entries if not symbol.isupper()})
    ends = {start: numbers[state] for start, state in sorted(table.end_states.items())}
    starts = {start: numbers[state] for start, state in starts.items()}
    return Made(steps, after, starts, ends, rules, _keywords(parser))


def _rule(rule: Rule) -> MadeRule:
    """What *rule* becomes; helpers of Lark's own, and rules that start with ``_``, become parts of what has them."""
    own = rule.origin.name
    size = len(rule.expansion)
    single = bool(rule.options.expand1) and not rule.alias
    spread = tuple(
        at
        for at, symbol in enumerate(rule.expansion)
        if isinstance(symbol, NonTerminal) and symbol.name.startswith("_")
    )
    nothing_to_make = own.startswith("_") or (single and size == 1 and not spread)
    return MadeRule(size, own, "" if nothing_to_make else rule.alias or own, single, spread)


_WORD = re.compile(r"[a-z_]+")


def _keywords(parser: Lark) -> dict[str, list[str]]:
    """Each word that stands in quotes in the grammar, with its terminals: where several fit, the first is meant."""
    keywords: dict[str, list[str]] = {}
    for terminal in parser.terminals:
        for word in _WORD.findall(terminal.pattern.value):
            keywords.setdefault(word, []).append(terminal.name)
    return {word: keywords[word] for word in sorted(keywords)}
