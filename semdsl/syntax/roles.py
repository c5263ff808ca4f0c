"""What each word is, decided where it stands: a name or a keyword, a comma of a selection, a unit, the start of a case.

The parser's state says which terminals may follow. A word is a keyword where that keyword may stand, and a name
otherwise; the few places where both may stand are decided by the words that follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from semdsl.source import Source
from semdsl.syntax.grammar import RESERVED
from semdsl.syntax.scan import Word
from semdsl.syntax.spelling import NAME

_FACTOR = rf"{NAME}(?:\([0-9]+\))?(?:\^-?[0-9]+)?"
_MEASURE = re.compile(rf"[%‰]|(?:1(?=/)|{_FACTOR})(?:[*/]{_FACTOR})*")
_OPERAND_SIGNS = frozenset(("NUMBER", "RATE", "STRING", "LPAR", "MINUS"))

_CLAUSES = frozenset(
    ("in", "with", "within", "where", "over", "by", "weighted", "matches", "truncated", "deviates")
)

# Whether a comma after this word, not in further brackets, stands between the members of a selection.
_LISTS = {
    **dict.fromkeys(("FOR", "WHERE", "IF"), True),
    **dict.fromkeys(
        ("THEN", "ELSE", "OVER", "BY", "WEIGHTED", "WITHIN", "OTHERWISE", "SEMICOLON", "DEVIATES"), False
    ),
    **dict.fromkeys(("ATTRIBUTE", "CASE", "GIVEN", "EXPECT", "SHOW", "LAYOUT", "FROM", "WITH"), False),
}


@dataclass(slots=True)
class Roles:
    """Decides about the *words* of one declaration, in order."""

    words: Sequence[Word]
    keywords: Mapping[str, Sequence[str]]
    lists: list[bool] = field(default_factory=lambda: [False])  # one for each open bracket, and one outside
    cased: bool = False  # whether a `=` may start a case
    started: bool = False  # whether one has, so that a further one starts a line

    def decide(self, at: int, choices: Collection[str]) -> int:
        """Settle the type of the word *at*, where one of *choices* may stand; the position of the word after it."""
        word = self.words[at]
        match word.type:
            case "NAME":
                word.type = self._word(at, choices)
            case "COMMA" | "DOTS" | "PLUS" | "MINUS":
                word.type = self._sign(at, choices)
            case "EQUAL":
                if self._starts_case(at):
                    word.type = "CASE"
                    self.started = True
            case "LPAR" | "LSQB":
                before = self.words[at - 1].type if at > 0 else ""
                calls = before == "NAME" or word.type == "LSQB"
                members = before == "IN" and self.words[0].text == "chart"
                self.lists.append(members or (self.lists[-1] and not calls))
            case "RPAR" | "RSQB" if len(self.lists) > 1:
                self.lists.pop()
            case "percent" if "MEASURE" in choices:
                word.type = "MEASURE"
            case "NUMBER" if "MEASURE" in choices and "OPERATOR" not in choices:
                word.type = "MEASURE"
        if word.type in _LISTS:
            self.lists[-1] = _LISTS[word.type]
        elif word.type == "IN" and self.words[0].text == "report":
            self.lists[-1] = True
        return self._take_measure(at) if word.type == "MEASURE" else at + 1

    def _sign(self, at: int, choices: Collection[str]) -> str:
        own = self.words[at].type
        if "OPERATOR" in choices and (own != "COMMA" or self._in_selection(at)):
            return "ONWARDS" if own == "DOTS" and self._is_open(at) else "OPERATOR"
        return "PREFIX" if "PREFIX" in choices and own in ("DOTS", "MINUS") else own

    def _word(self, at: int, choices: Collection[str]) -> str:
        text = self.words[at].text
        roles = self.keywords.get(text, ())
        for role in roles:
            if role in choices and self._applies(role, at):
                return role
        if text in RESERVED:
            return roles[0]
        return "MEASURE" if "MEASURE" in choices and "NAME" not in choices else "NAME"

    def _applies(self, role: str, at: int) -> bool:
        """Whether the word *at* has the *role*, where it could be a name as well."""
        following = self._name(at + 1)
        match role:
            case "EDGE":
                return following == "of"
            case "CUMULATIVE":
                ends = following in RESERVED or following in _CLAUSES
                return following is not None and not ends and self._type(at + 2) == "LPAR"
            case "BEYOND":
                return following is not None and not self._goes_on(at + 1)
            case "INPUT_OF":
                return following is not None
            case _:
                return True

    def _goes_on(self, at: int) -> bool:
        """Whether the word *at* goes on after a formula, rather than being the axis of ``before step``."""
        text = self.words[at].text
        if text in RESERVED or text in _CLAUSES or self._type(at + 1) in ("STRING", "NOTE"):
            return True
        return text in self.keywords and self.first_on_line(at)

    def _name(self, at: int) -> str | None:
        return self.words[at].text if self._type(at) == "NAME" else None

    def _type(self, at: int) -> str:
        return self.words[at].type if at < len(self.words) else "end"

    def _in_selection(self, at: int) -> bool:
        if self.words[0].text != "axis":
            return self.lists[-1]
        # In `young: a, b, old: c` a comma starts a further member if a title or `:` comes after the next label.
        return self._type(at + 2) not in ("COLON", "STRING", "NAME")

    def _is_open(self, at: int) -> bool:
        """Whether nothing follows the ``..`` at *at* that it could lead to."""
        following = self._type(at + 1)
        if following != "NAME":
            return following not in _OPERAND_SIGNS
        dots, word = self.words[at], self.words[at + 1]
        if dots.end == word.start:
            return word.text in RESERVED
        blank_before = at > 0 and self.words[at - 1].end < dots.start
        return not blank_before or self._goes_on(at + 1)

    def _starts_case(self, at: int) -> bool:
        return self.cased and len(self.lists) == 1 and (not self.started or self.first_on_line(at))

    def first_on_line(self, at: int) -> bool:
        """Whether the word *at* is the first on its line."""
        if at == 0:
            return True
        before, word = self.words[at - 1], self.words[at]
        return "\n" in word.source.text[before.end : word.start]

    def _take_measure(self, at: int) -> int:
        """Make one word of the words that a unit consists of; the position after them."""
        word = self.words[at]
        end = max(word.end, measure_end(word.source, word.start))
        after = at + 1
        while after < len(self.words) and self.words[after].start < end:
            end = max(end, self.words[after].end)
            after += 1
        word.end = end
        word.text = word.span.text
        return after


def measure_end(source: Source, start: int) -> int:
    """Where the unit that starts at *start* ends; *start* if there is none."""
    match = _MEASURE.match(source.text, start)
    return match.end() if match else start
