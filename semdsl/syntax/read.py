"""Words to a tree: feeds the parser word by word, deciding what each is on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from semdsl.diagnostics.model import Diagnostic
from semdsl.syntax.diagnosis.diagnose import diagnose
from semdsl.syntax.diagnosis.mistakes import Refused
from semdsl.syntax.diagnosis.stop import Stop
from semdsl.syntax.feed import Unexpected
from semdsl.syntax.grammar import grammar
from semdsl.syntax.roles import Roles
from semdsl.syntax.scan import Word


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the tree, or the mistake that kept it from being one. ``words`` have their final types."""

    tree: Any
    mistake: Diagnostic | None
    words: tuple[Word, ...]


def read(words: list[Word], rule: str) -> Reading:
    """Read *words*, of which there is at least one, as *rule* of the grammar."""
    known = grammar()
    parser = known.start(rule)
    is_table = words[0].text == "table"
    has_cases = rule == "declaration" and (is_table or "KIND" in known.keywords.get(words[0].text, ()))
    # In a table the first `=` is that of `where` or `with`: a case starts a line.
    roles = Roles(words, known.keywords, cased=has_cases, started=is_table)
    taken: list[Word] = []
    at = 0
    try:
        while at < len(words):
            word = words[at]
            after = roles.decide(at, parser.choices())
            parser.feed(word.type, word)
            taken.append(word)
            at = after
        return Reading(parser.end(), None, tuple(taken))
    except Unexpected:
        return Reading(None, diagnose(_stop(words, at, taken, rule)), tuple(taken))
    except Refused as refused:
        return Reading(None, refused.diagnostic, tuple(taken))


def _stop(words: list[Word], at: int, taken: list[Word], rule: str) -> Stop:
    expected = _expected(taken, rule)
    if expected == {"STRING"} and taken[-1].type == "NAME":
        # The word before was taken for the language of a translation, for want of anything better.
        return _stop(words, at - 1, taken[:-1], rule)
    return Stop(words, at, tuple(taken), expected)


def _expected(taken: list[Word], rule: str) -> frozenset[str]:
    """What could follow the words *taken*.

    They are read anew, because the word that stopped the reading has already led the parser on.
    """
    parser = grammar().start(rule)
    for word in taken:
        parser.feed(word.type, word)
    return parser.accepts()
