r"""Mathematics as LaTeX with the package ``amsmath``: every sign that means something there is written by a command.

Text is gone through once, letter by letter; only letters that mean nothing to LaTeX stand in the braces of ``\text``.
With *shown* other letters are a matter of the reader's program, as on a page of Markdown; else they are those that a
stock TeX knows, and any other is told by its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from semdsl.render.mathematics.symbols import GREEK, LARGE, SIGNS
from semdsl.render.mathematics.tree import (
    Cases,
    Fenced,
    Fraction,
    Large,
    Lines,
    Linked,
    Marked,
    Math,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
)

_PLAIN = frozenset(" .:;!?()/+*=[]'@,-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
KNOWN = frozenset(
    "¡¿«»§¶©®ª·ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïñòóôõöøùúûüýþÿŒœŠšŸŽž–—‘’“”„…‰€£¥°º±²³¹¼½¾"
)
"""The letters beyond ASCII that LaTeX sets in text as they are."""
_COMMANDS = {
    **{sign: f"\\{sign}" for sign in "%$&#_{}"},
    "\\": "\\backslash ",
    "~": "{\\sim}",
    "^": "{\\wedge}",
    "|": "{\\mid}",
    "<": "{<}",
    ">": "{>}",
    "`": "{\\prime}",
    '"': "{\\prime\\prime}",
    "\u00a0": "~",
    "\u202f": "\\,",
    "\u2009": "\\,",
}
_LETTERS = {letter: f"\\{name} " for name, letter in reversed(GREEK.items())}
_SIGNS = {
    **{sign: f"\\{name} " for name, sign in reversed(SIGNS.items())},
    **{sign: f"\\{name} " for name, sign in LARGE.items()},
    "−": "-",
    "∗": "*",
    "′": "\\prime ",
    "%": "\\%",
    "{": "\\{",
    "}": "\\}",
    "∣": "\\mid ",
    "…": "\\dots ",
}
_MARKS = {"¯": "overline", "^": "widehat", "~": "widetilde", "˙": "dot", "¨": "ddot", "→": "vec"}
_FENCES = {"{": "\\{", "}": "\\}", "⌊": "\\lfloor ", "⌋": "\\rfloor "}
_IN_NAMES = {"_": "\\_", "\u00a0": "~"}
_ITSELF = frozenset("=+-*/:,;.!?()[]<>|")


def latex(node: Math, *, shown: bool = True) -> str:
    """*node* for the inside of a formula of LaTeX; links are left out."""
    return _Printer(shown).one(node)


@dataclass(frozen=True, slots=True)
class _Printer:
    shown: bool

    def one(self, node: Math) -> str:
        match node:
            case Symbol(text=text):
                return self.name(text)
            case Number(text=text):
                return _numeral(text) if _is_numeral(text) else self.words(text)
            case Text(text=text):
                return self.words(text)
            case Operator(text=text):
                return _sign(text) or self.words(text)
            case Row(parts=parts):
                return "".join(map(self.one, parts))
            case Fraction(top=top, bottom=bottom):
                return f"\\frac{{{self.one(top)}}}{{{self.one(bottom)}}}"
            case Root(inner=inner):
                return f"\\sqrt{{{self.one(inner)}}}"
            case Scripts(base=base, below=below, above=above, before=before):
                behind = f"{self.script('_', below)}{self.script('^', above)}"
                return f"{self.script('{}_', before)}{{{self.one(base)}}}{behind}"
            case Marked(base=base, mark=mark):
                return f"\\{_MARKS[mark]}{{{self.one(base)}}}"
            case Fenced(left=left, inner=inner, right=right):
                return f"\\left{_FENCES.get(left, left)}{self.one(inner)}\\right{_FENCES.get(right, right)}"
            case Large():
                return self.large(node)
            case Cases(branches=branches):
                lines = (f"{self.one(one.formula)} & {self.one(one.condition)}" for one in branches)
                return "\\begin{cases}" + " \\\\ ".join(lines) + "\\end{cases}"
            case Lines(lines=lines, head=lead):
                ahead = "" if lead is None else f"{self.one(lead)}{{}}"
                shown = (f"{'' if at else ahead}&{self.one(line)}" for at, line in enumerate(lines))
                return "\\begin{aligned}" + " \\\\ ".join(shown) + "\\end{aligned}"
            case Linked(inner=inner):
                return self.one(inner)
            case _:
                assert_never(node)

    def large(self, node: Large) -> str:
        sign = node.sign
        known = _sign(sign.text).strip() if isinstance(sign, Operator) else ""
        head = known or f"\\operatorname*{{{self.words(sign.text)}}}"
        return f"{head}{self.script('_', node.under)}{self.script('^', node.over)} {self.one(node.body)}"

    def script(self, sign: str, node: Math | None) -> str:
        return "" if node is None else f"{sign}{{{self.one(node)}}}"

    def name(self, text: str) -> str:
        if text in _LETTERS:
            return _LETTERS[text]
        if len(text) == 1 and text in _PLAIN:
            return text
        if all(letter in _PLAIN or letter in "_\u00a0" for letter in text):
            return f"\\mathrm{{{''.join(_IN_NAMES.get(letter, letter) for letter in text)}}}"
        return self.words(text)

    def words(self, text: str) -> str:
        """*text* as words: runs of harmless letters in braces, and what stands between them by its command."""
        found: list[str] = []
        run = ""
        for letter in text:
            if letter in _PLAIN or letter in KNOWN or (self.shown and letter.isalpha()):
                run += letter
                continue
            found += [f"\\text{{{run}}}"] if run else []
            found.append(self.other(letter))
            run = ""
        return "".join((*found, f"\\text{{{run}}}" if run else ""))

    def other(self, letter: str) -> str:
        command = _COMMANDS.get(letter) or _LETTERS.get(letter) or _sign(letter)
        if command:
            return command
        if self.shown and letter.isprintable():
            return f"\\text{{{letter}}}"
        return f"\\text{{[U+{ord(letter):04X}]}}"


def _sign(text: str) -> str:
    """The command of an operator, empty if it has none."""
    return text if text in _ITSELF else _SIGNS.get(text, "")


def _is_numeral(text: str) -> bool:
    return all(letter in "0123456789.,+-%" for letter in text)


def _numeral(text: str) -> str:
    return text.replace(",", "{,}").replace("%", "\\%")
