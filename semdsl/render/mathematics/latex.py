"""Mathematics as LaTeX with the package ``amsmath``: every sign that means something there is escaped."""

from __future__ import annotations

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

_ESCAPED = {
    **{sign: f"\\{sign}" for sign in "%$&#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
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


def latex(node: Math) -> str:
    """*node* for the inside of a formula of LaTeX; links are left out."""
    match node:
        case Symbol(text=text):
            return _LETTERS.get(text, _escaped(text)) if len(text) == 1 else f"\\mathrm{{{_escaped(text)}}}"
        case Number(text=text):
            return _escaped(text).replace(",", "{,}")
        case Text(text=text):
            return f"\\text{{{_escaped(text)}}}"
        case Operator(text=text):
            return _SIGNS.get(text, _escaped(text))
        case Row(parts=parts):
            return "".join(map(latex, parts))
        case Fraction(top=top, bottom=bottom):
            return f"\\frac{{{latex(top)}}}{{{latex(bottom)}}}"
        case Root(inner=inner):
            return f"\\sqrt{{{latex(inner)}}}"
        case Scripts(base=base, below=below, above=above, before=before):
            return f"{_script('{}_', before)}{{{latex(base)}}}{_script('_', below)}{_script('^', above)}"
        case Marked(base=base, mark=mark):
            return f"\\{_MARKS[mark]}{{{latex(base)}}}"
        case Fenced(left=left, inner=inner, right=right):
            return f"\\left{_FENCES.get(left, left)}{latex(inner)}\\right{_FENCES.get(right, right)}"
        case Large(sign=sign, under=under, over=over, body=body):
            head = (
                latex(sign).strip()
                if isinstance(sign, Operator)
                else f"\\operatorname*{{{_escaped(sign.text)}}}"
            )
            return f"{head}{_script('_', under)}{_script('^', over)} {latex(body)}"
        case Cases(branches=branches):
            lines = (f"{latex(one.formula)} & {latex(one.condition)}" for one in branches)
            return "\\begin{cases}" + " \\\\ ".join(lines) + "\\end{cases}"
        case Lines(lines=lines):
            return "\\begin{aligned}" + " \\\\ ".join(f"&{latex(line)}" for line in lines) + "\\end{aligned}"
        case Linked(inner=inner):
            return latex(inner)
        case _:
            assert_never(node)


def _script(sign: str, node: Math | None) -> str:
    return "" if node is None else f"{sign}{{{latex(node)}}}"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in text)
