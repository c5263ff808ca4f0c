"""Mathematics for Typst, the program that makes a PDF: words are strings, signs are escaped, and nothing is a name."""

from __future__ import annotations

from typing import assert_never

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

_MARKS = {
    "¯": "overline({})",
    "^": "hat({})",
    "~": "tilde({})",
    "˙": "dot({})",
    "¨": "dot.double({})",
    "→": "arrow({})",
}
_SIGNS = frozenset("=+−⋅×±≤≥≠∈→≈÷∑∏∫∗′∣…<>¬∧∨∞∂")


def quoted(text: str) -> str:
    """*text* as a string of Typst: gone through once, letter by letter."""
    return '"' + "".join(map(_letter, text)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() or letter == "\u00a0" else f"\\u{{{ord(letter):x}}}"


def typst(node: Math) -> str:
    """*node* for the inside of an equation of Typst; links are left out."""
    if not isinstance(node, Lines):
        return _one(node)
    ahead = "" if node.head is None else f"{_one(node.head)} "
    return ahead + " \\ ".join(f"& {_one(line)}" for line in node.lines)


def _one(node: Math) -> str:
    match node:
        case Symbol(text=text):
            return text if len(text) == 1 and text.isalpha() else f"upright({quoted(text)})"
        case Number(text=text) | Text(text=text):
            return quoted(text) if text else "zws"
        case Operator():
            return _sign(node)
        case Row(parts=parts):
            return " ".join(map(_one, parts)) or "zws"
        case Fraction(top=top, bottom=bottom):
            return f"frac({_one(top)}, {_one(bottom)})"
        case Root(inner=inner):
            return f"sqrt({_one(inner)})"
        case Scripts(base=base, below=below, above=above, before=before):
            places = (("b", below), ("t", above), ("bl", before))
            scripts = "".join(f", {place}: {_one(one)}" for place, one in places if one is not None)
            return f"attach({_one(base)}{scripts})" if scripts else _one(base)
        case Marked(base=base, mark=mark):
            return _MARKS[mark].format(_one(base))
        case Fenced(left=left, inner=inner, right=right):
            return f"lr({_fence(left)} {_one(inner)} {_fence(right)})"
        case Large():
            return _large(node)
        case Cases(branches=branches):
            rows = (f"{_one(one.formula)} quad & {_one(one.condition)}" for one in branches)
            return f"cases({', '.join(rows)})"
        case Lines(lines=lines, head=lead):
            # Within a formula the signs that break and align lines are those of what is around.
            rows = (f"display({_one(line)})" for line in lines)
            table = f"mat(delim: #none, align: #left, row-gap: #0.6em, {'; '.join(rows)})"
            return table if lead is None else f"{_one(lead)} {table}"
        case Linked(inner=inner):
            return _one(inner)
        case _:
            assert_never(node)


def _sign(node: Operator) -> str:
    if node.text == "∗":
        return "\\*"
    if node.text in _SIGNS:
        return node.text
    if len(node.text) == 1 and node.text in ",;.:!|()[]{}/*-%'":
        return f"\\{node.text}"
    return f"op({quoted(node.text)})"


def _fence(sign: str) -> str:
    return sign if sign in "⌊⌋⌈⌉" else f"\\{sign}"


def _large(node: Large) -> str:
    known = isinstance(node.sign, Operator) and node.sign.text in _SIGNS
    head = node.sign.text if known else f"op({quoted(node.sign.text)}, limits: #true)"
    limits = "".join(
        f", {place}: {_one(one)}" for place, one in (("b", node.under), ("t", node.over)) if one is not None
    )
    return f"attach(limits({head}){limits}) {_one(node.body)}" if limits else f"{head} {_one(node.body)}"
