"""Where the reading of a declaration stopped, and what could have followed there, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.diagnostics.wording import Said, say
from semdsl.errors import InternalError
from semdsl.syntax.grammar import RESERVED, grammar
from semdsl.syntax.scan import Word

STARTS_OPERAND = frozenset(("NAME", "NUMBER", "RATE", "STRING", "LPAR"))
ENDS_OPERAND = frozenset(("NAME", "NUMBER", "RATE", "STRING", "RPAR", "RSQB", "MEASURE"))


@dataclass(frozen=True, slots=True)
class Stop:
    """Where reading stopped: at *words[at]*, after the words *taken*; what could have followed."""

    words: Sequence[Word]
    at: int
    taken: tuple[Word, ...]
    expected: frozenset[str]

    @property
    def kind(self) -> str:
        """The kind of the declaration; nothing if what is read is a formula alone."""
        return "" if self.words[0].type == "NAME" else self.words[0].text

    @property
    def word(self) -> Word | None:
        return self.words[self.at] if self.at < len(self.words) else None

    @property
    def here(self) -> Word:
        """The word at which reading stopped, where it did not stop at the end."""
        if self.word is None:
            raise InternalError("the rules for words are asked only at a word")
        return self.word

    @property
    def following(self) -> Word | None:
        return self.words[self.at + 1] if self.at + 1 < len(self.words) else None

    @property
    def before(self) -> Word | None:
        return self.taken[-1] if self.taken else None

    @property
    def earlier(self) -> Word | None:
        """The word before the last one that was read: a formula alone may have none."""
        return self.taken[-2] if len(self.taken) > 1 else None

    @property
    def earlier_type(self) -> str:
        return self.earlier.type if self.earlier else ""

    @property
    def latest(self) -> Word:
        """The last word that was read, or the first one of all."""
        return self.before or self.words[0]

    @property
    def wants_operand(self) -> bool:
        return "NUMBER" in self.expected and "LPAR" in self.expected

    @property
    def starts_line(self) -> bool:
        return self.word is not None and self.before is not None and starts_line(self.words, self.at)

    def followed_by(self, text: str) -> bool:
        """Whether *text* comes after the word at which reading stopped."""
        return self.following is not None and self.following.text == text

    def has(self, *types: str) -> bool:
        """Whether a word of one of *types* has been read."""
        return any(word.type in types for word in self.taken)

    def last(self, *types: str) -> Word | None:
        """The last word read that is of one of *types*."""
        return next((word for word in reversed(self.taken) if word.type in types), None)


def starts_line(words: Sequence[Word], at: int) -> bool:
    """Whether the word *at* stands on a line below the word before it."""
    return at > 0 and "\n" in words[at].source.text[words[at - 1].end : words[at].start]


# ── What could have followed ──────────────────────────────────────────────────────────────────────

_CALLED = {
    "NAME": say("a name"),
    "NUMBER": say("a number"),
    "STRING": say("a text in quotes"),
    "NOTE": say("a note"),
    "MEASURE": say("a unit"),
    "CASE": say("a line that starts with `=`"),
    "EQUAL": say("`=`"),
    "COLON": say("`:`"),
    "COMMA": say("`,`"),
    "LPAR": say("`(`"),
    "RPAR": say("`)`"),
    "LSQB": say("`[`"),
    "RSQB": say("`]`"),
    "TILDE": say("`~`"),
    "PLUS": say("`+`"),
    "MINUS": say("`-`"),
    "ATTRIBUTE": say("an attribute"),
    "$END": say("the end of the declaration"),
}


_ATTRIBUTES = frozenset(("ATTRIBUTE", "CALIBRATED", "RANGE", "TIMING", "FLAG"))


def described(stop: Stop) -> tuple[Said, ...]:
    """What could have followed, for people."""
    expected = set(stop.expected)
    if stop.wants_operand:
        return (say("a name"), say("a number"), say("a part in brackets"))
    shown = [say("an operator")] if "OPERATOR" in expected else []
    if shown:
        expected -= {"EQUAL", "LPAR", "LSQB", "PLUS", "MINUS"}
    shown += [called for terminal, called in _CALLED.items() if terminal in expected]
    if "ATTRIBUTE" in expected:
        expected -= _ATTRIBUTES
    known = grammar().keywords.items()
    words = [word for word, roles in known if word not in RESERVED and expected & {*roles} - {"OPERATOR"}]
    clauses = [word for word in ("for", "otherwise", "then", "else") if word.upper() in expected]
    return tuple(shown + [say("`{word}`", word=word) for word in (*clauses, *sorted(words))])[:8]
