"""Mathematics as plain text, on one line: for a search, a title, a terminal."""

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


def plain(node: Math) -> str:
    """*node* as text: ``V_(t−1) ⋅ (1 + i_t)``."""
    match node:
        case Symbol(text=text) | Number(text=text) | Text(text=text):
            return text
        case Operator(text=text, form=form):
            return f" {text} " if form == "infix" else f"{text} " if text in ",;" else text
        case Row(parts=parts):
            return "".join(map(plain, parts))
        case Fraction(top=top, bottom=bottom):
            return f"{_part(top)} / {_part(bottom)}"
        case Root(inner=inner):
            return f"√{_part(inner)}"
        case Scripts(base=base, below=below, above=above, before=before):
            return _script("_", before) + plain(base) + _script("_", below) + _script("^", above)
        case Marked(base=base, mark=mark):
            return f"{plain(base)}{mark}"
        case Fenced(left=left, inner=inner, right=right):
            return f"{left}{plain(inner)}{right}"
        case Large(sign=sign, under=under, over=over, body=body):
            return f"{sign.text}{_script('_', under)}{_script('^', over)} {plain(body)}"
        case Cases(branches=branches):
            return "{ " + "; ".join(f"{plain(one.formula)} {plain(one.condition)}" for one in branches) + " }"
        case Lines(lines=lines, head=lead):
            return ("" if lead is None else plain(lead)) + "  ".join(map(plain, lines))
        case Linked(inner=inner):
            return plain(inner)
        case _:
            assert_never(node)


def _part(node: Math) -> str:
    """*node* in brackets unless it is one thing."""
    text = plain(node)
    return f"({text})" if " " in text and not isinstance(node, Fenced) else text


def _script(sign: str, node: Math | None) -> str:
    if node is None:
        return ""
    text = plain(node)
    return f"{sign}{text}" if len(text) == 1 or text.isalnum() else f"{sign}({text})"
