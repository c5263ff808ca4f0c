r"""What stands after ``symbol``, a small part of LaTeX, as mathematics.

``\Delta INPC``, ``ICOP_k^{SEM}``, ``\ddot{a}_{x+t:\overline{n-t}|}``: letters, Greek letters, scripts, accents,
brackets and a few signs. Anything else is not understood, and then the text is shown as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from semdsl.render.mathematics.tree import (
    NOTHING,
    Fenced,
    Fraction,
    Marked,
    Math,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
    row,
)

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi"
    " psi omega"
).split()
GREEK = {
    **dict(zip(_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **{
        name.capitalize(): letter.upper()
        for name, letter in zip(_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True)
    },
    "varepsilon": "ε",
    "vartheta": "ϑ",
    "varphi": "φ",
    "varrho": "ϱ",
    "varsigma": "ς",
    "varpi": "ϖ",
    "ell": "ℓ",
    "infty": "∞",
    "partial": "∂",
}
SIGNS = {
    "cdot": "⋅",
    "times": "×",
    "pm": "±",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "in": "∈",
    "to": "→",
    "approx": "≈",
    "div": "÷",
}
MARKS = {
    "bar": "¯",
    "overline": "¯",
    "hat": "^",
    "widehat": "^",
    "tilde": "~",
    "widetilde": "~",
    "dot": "˙",
    "ddot": "¨",
    "vec": "→",
}
LARGE = {"sum": "∑", "prod": "∏", "int": "∫"}
_UPRIGHT = frozenset(("mathrm", "text", "textrm", "operatorname", "mathsf", "mathbf", "mathit", "textit"))
_SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": " ", "qquad": " "}
_DEEPEST = 12
_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+)\s*|\\(?P<mark>.)|(?P<number>\d+(?:[.,]\d+)*)|(?P<space>\s+)|(?P<sign>.)"
)


class _NotUnderstoodError(Exception):
    """Something beyond the small part of LaTeX."""


def symbol(latex: str) -> Math | None:
    r"""*latex* as mathematics; None if it is beyond what is understood."""
    reading = _Reading(list(_TOKEN.finditer(latex)))
    try:
        found = reading.row(until="")
    except _NotUnderstoodError:
        return None
    return None if found == NOTHING else found


def is_one_thing(node: Math) -> bool:
    """Whether *node* can stand in a formula without brackets around it: it is no sum, product or quotient."""
    if not isinstance(node, Row):
        return True
    return not any(isinstance(part, Operator) and part.form == "infix" for part in node.parts)


@dataclass(slots=True)
class _Reading:
    """The tokens, and how far they are read."""

    tokens: list[re.Match[str]]
    at: int = 0
    depth: int = 0

    def row(self, until: str) -> Math:
        """Everything up to the sign *until*, or to the end."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NotUnderstoodError
        parts: list[Math] = []
        while True:
            token = self.next()
            if token is None:
                if until:
                    raise _NotUnderstoodError
                break
            if until and token["sign"] == until:
                break
            self.take(token, parts)
        self.depth -= 1
        return row(*_words(parts))

    def next(self) -> re.Match[str] | None:
        if self.at == len(self.tokens):
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, token: re.Match[str], parts: list[Math]) -> None:
        """Read what begins with *token*, and put it behind *parts*."""
        sign = token["sign"]
        if token["space"]:
            parts.append(NOTHING)  # letters with a blank between them are two names
        elif sign in ("_", "^", "'"):
            base = parts.pop() if parts else NOTHING
            parts.append(self.scripted(base, sign))
        else:
            parts.append(self.thing(token))

    def thing(self, token: re.Match[str]) -> Math:
        """One thing: a letter, a number, a group, a command with what it is for."""
        if token["number"]:
            return Number(token["number"])
        if token["mark"] is not None:
            return self.space_or_brace(token["mark"])
        if token["command"]:
            return self.command(token["command"])
        sign = token["sign"] or ""
        if sign == "{":
            inner = self.row(until="}")
            return inner if inner != NOTHING else Row(())
        if sign in "([":
            return Fenced(sign, self.row(until={"(": ")", "[": "]"}[sign]), {"(": ")", "[": "]"}[sign])
        if sign.isalpha():
            return Symbol(sign)
        if sign in "+-=<>*/:|,;.!%":
            form = "mark" if sign in "|,;.!:%" else "infix"
            return Operator({"-": "−", "*": "∗"}.get(sign, sign), form)
        raise _NotUnderstoodError

    def space_or_brace(self, mark: str) -> Math:
        if mark in _SPACES:
            return Text(_SPACES[mark]) if _SPACES[mark] else NOTHING
        if mark in "{}%$&#_":
            return Operator(mark, "mark")
        raise _NotUnderstoodError

    def command(self, name: str) -> Math:
        if name in GREEK:
            return Symbol(GREEK[name])
        if name in SIGNS:
            return Operator(SIGNS[name])
        if name in LARGE:
            return Operator(LARGE[name], "prefix")
        if name in MARKS:
            return Marked(self.argument(), MARKS[name])
        if name in _UPRIGHT:
            return Text(_letters(self.argument()))
        if name in ("frac", "tfrac", "dfrac"):
            return Fraction(self.argument(), self.argument())
        if name == "sqrt":
            return Root(self.argument())
        if name in _SPACES:
            return Text(_SPACES[name])
        if name in ("left", "right", "displaystyle", "mathit"):
            return NOTHING
        raise _NotUnderstoodError

    def argument(self) -> Math:
        """The next thing, in braces or alone."""
        token = self.next()
        while token is not None and token["space"]:
            token = self.next()
        if token is None:
            raise _NotUnderstoodError
        return self.thing(token)

    def scripted(self, base: Math, sign: str) -> Math:
        """*base* with one more script; one below and one above stand over each other."""
        script = Operator("′", "mark") if sign == "'" else self.argument()
        known = base if isinstance(base, Scripts) else Scripts(base)
        if sign == "_" and known.below is None:
            return Scripts(known.base, script, known.above, known.before)
        if sign in "^'":
            above = script if known.above is None else row(known.above, script)
            return Scripts(known.base, known.below, above, known.before)
        raise _NotUnderstoodError


def _words(parts: list[Math]) -> list[Math]:
    """*parts* in which letters that stand together are one name (``INPC``), and an empty base goes before the next."""
    found: list[Math] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(before, Scripts) and before.base == NOTHING and before.before is None:
            found[-1] = _with_before(before, part)
        else:
            _join(found, part)
    return found


def _join(found: list[Math], part: Math) -> None:
    """Put *part* behind *found*, or make it one name with the letter before it."""
    before = found[-1] if found else None
    head = part.base if isinstance(part, Scripts) else part
    if isinstance(before, Symbol) and isinstance(head, Symbol) and _is_letters(before) and _is_letters(head):
        whole = Symbol(before.text + head.text)
        found[-1] = (
            Scripts(whole, part.below, part.above, part.before) if isinstance(part, Scripts) else whole
        )
    else:
        found.append(part)


def _with_before(empty: Scripts, part: Math) -> Math:
    """*part* with the scripts of *empty* on its left: ``{}_tp_x``."""
    own = part if isinstance(part, Scripts) else Scripts(part)
    return Scripts(own.base, own.below, own.above, empty.below or empty.above)


def _is_letters(node: Symbol) -> bool:
    """Whether *node* may be part of a name of several letters; a Greek letter stands for itself."""
    return node.text.isalpha() and not any("Ͱ" <= letter <= "Ͽ" for letter in node.text)


def _letters(node: Math) -> str:
    match node:
        case Symbol(text=text) | Number(text=text) | Text(text=text):
            return text
        case Operator(text=text):
            return text
        case Row(parts=parts):
            return "".join(map(_letters, parts))
        case _:
            raise _NotUnderstoodError
