"""How wide a formula is, in the height of its letters: near enough to say where a line is full.

No font is read: letters are narrow, ordinary or wide, as they are in every text font, so that all media break a formula
at the same places.
"""

from __future__ import annotations

from collections.abc import Iterable
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

FENCE = 0.4
"""A bracket, a brace or a bar."""
GAP = 1.1
"""Between a case and what it is for."""

_SMALL = 0.72
_SIGN = 1.1
_NARROW, _WIDE = frozenset(",.:;·|()[]!' \u202f\u00a0iljtfrI1"), frozenset("MWmw%@—∑∏")


def wide(node: Math) -> float:
    """The width of *node*."""
    match node:
        case Symbol(text=text) | Number(text=text) | Text(text=text):
            return sum(map(_letter, text))
        case Operator(text=text, form=form):
            return _SIGN if form == "infix" and text != "⋅" else 0.7 if form == "infix" else 0.5
        case Row(parts=parts):
            return sum(map(wide, parts))
        case Fraction(top=top, bottom=bottom):
            return _widest((top, bottom)) + 0.2
        case Root(inner=inner):
            return wide(inner) + 0.9
        case Scripts(base=base, below=below, above=above, before=before):
            behind = [one for one in (below, above) if one is not None]
            return wide(base) + _SMALL * (_widest(behind) + (wide(before) if before else 0.0))
        case Marked(base=base):
            return wide(base)
        case Fenced(inner=inner):
            return wide(inner) + 2 * FENCE
        case Large(body=body):
            return head_of(node) + wide(body)
        case Cases(branches=branches):
            formulas = _widest(one.formula for one in branches)
            return FENCE + formulas + GAP + _widest(one.condition for one in branches)
        case Lines(lines=lines, head=head):
            return (wide(head) if head else 0.0) + _widest(lines)
        case Linked(inner=inner):
            return wide(inner)
        case _:
            assert_never(node)


def head_of(node: Large) -> float:
    """The width of the sign of a sum with what stands under and over it."""
    ends = [one for one in (node.under, node.over) if one is not None]
    return max(wide(node.sign), 1.3, _SMALL * _widest(ends)) + 0.2


def _widest(nodes: Iterable[Math]) -> float:
    return max(map(wide, nodes), default=0.0)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.82
    return 0.66 if letter.isupper() else 0.5
