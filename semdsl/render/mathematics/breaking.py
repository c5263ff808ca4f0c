"""Long formulas on several lines, broken where a reader pauses, the same in every medium.

A line ends behind a comma; a word, a sign of comparison, of a sum, of a product begins the next one: in this order, so
that what belongs together most stays together longest. A formula that no break would make narrower stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from semdsl.render.mathematics.measure import FENCE, GAP, head_of, wide
from semdsl.render.mathematics.tree import (
    COMMA,
    Branch,
    Cases,
    Fenced,
    Fraction,
    Large,
    Lines,
    Linked,
    Math,
    Operator,
    Row,
    Scripts,
    Text,
    row,
)
from semdsl.render.mathematics.words import JOINING

COLUMN = 40.0
"""The width of a column of text, in the height of its letters, which a formula on lines of its own keeps to."""
CELL = 24.0
"""The same of a cell of a table."""

_LEAST = 9.0
"""No line is made narrower than this."""
_LONGEST_LEFT = 0.45
"""The part of a line beyond which a left side has it to itself."""
_FURTHER = Text("\u00a0" * 3)
_COMPARING = frozenset("=≠<>≤≥≈∈→") | {":="}
_DEFINING = (Operator("="), Operator(":="))
_ADDING, _MULTIPLYING = frozenset("+−"), frozenset("⋅×")
_Starts = Callable[[Math, Math], bool]
"""Whether a line may begin with a part, by the one before it and itself."""


def fitted(node: Math, room: float = COLUMN) -> Math:
    """*node* in lines that are at most *room* wide, as far as it can be broken."""
    if wide(node) <= room:
        return node
    match node:
        case Row(parts=parts):
            return _row(parts, max(room, _LEAST))
        case Linked(inner=inner):
            return replace(node, inner=fitted(inner, room))
        case Fenced(inner=inner):
            return replace(node, inner=fitted(inner, room - 2 * FENCE))
        case Fraction(top=top, bottom=bottom):
            return Fraction(fitted(top, room), fitted(bottom, room))
        case Large(body=body):
            return replace(node, body=fitted(body, room - head_of(node)))
        case Scripts(base=base):
            return replace(node, base=fitted(base, room - wide(node) + wide(base)))
        case Cases(branches=branches):
            return Cases(_branches(branches, room - FENCE - GAP))
        case Lines(lines=lines, head=head):
            left = 0.0 if head is None else wide(head)
            return replace(node, lines=tuple(one for line in lines for one in _opened(line, room - left)))
        case _:
            return node


def _branches(branches: Sequence[Branch], room: float) -> tuple[Branch, ...]:
    """A condition has what the formulas leave, or less than half of the line."""
    formulas, said = (
        max(map(wide, column))
        for column in zip(*((one.formula, one.condition) for one in branches), strict=True)
    )
    for_conditions = min(said, max(room - formulas, room * _LONGEST_LEFT))
    return tuple(
        Branch(fitted(one.formula, room - for_conditions), fitted(one.condition, for_conditions))
        for one in branches
    )


def _row(parts: tuple[Math, ...], room: float) -> Math:
    for starts in (_behind_comma, _at_word):
        pieces = _pieces(parts, starts)
        if len(pieces) > 1:
            return _filled(pieces, room)
    sides = _pieces(parts, _at(_COMPARING))
    if len(sides) == 2 and sides[1][0] in _DEFINING:
        return _equation(row(*sides[0]), sides[1][0], row(*sides[1][1:]), room)
    for signs in (_COMPARING, _ADDING, _MULTIPLYING):
        pieces = _pieces(parts, _at(signs))
        if len(pieces) > 1:
            return _filled(pieces, room)
    return _inside(parts, room)


def _pieces(parts: tuple[Math, ...], starts: _Starts) -> list[tuple[Math, ...]]:
    """*parts* cut before each that *starts* a line."""
    cuts = [at for at in range(1, len(parts)) if starts(parts[at - 1], parts[at])]
    return [parts[start:end] for start, end in pairwise((0, *cuts, len(parts)))]


def _behind_comma(before: Math, _: Math) -> bool:
    return before == COMMA


def _at_word(_: Math, own: Math) -> bool:
    return isinstance(own, Text) and own.text in JOINING


def _at(signs: frozenset[str]) -> _Starts:
    return lambda _, own: isinstance(own, Operator) and own.form == "infix" and own.text in signs


def _equation(left: Math, sign: Math, right: Math, room: float) -> Math:
    """The lines of the right side behind its sign; below a left side that is long."""
    head = row(left, sign)
    broken = fitted(right, room - wide(head))
    beside = Lines(broken.lines, head) if _is_bare(broken) else row(head, broken)
    if wide(head) <= _LONGEST_LEFT * room and wide(beside) <= room:
        return beside
    first, *rest = _opened(right, room - wide(row(_FURTHER, sign)))
    below = Lines((left, row(_FURTHER, sign, first), *(row(_FURTHER, line) for line in rest)))
    return min(below, beside, key=wide)


def _filled(pieces: Sequence[tuple[Math, ...]], room: float) -> Math:
    """*pieces* in lines, in each as many as it has room for."""
    lines: list[Math] = []
    for piece in pieces:
        longer = row(*lines[-1:], *piece)
        if lines and wide(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(row(*piece[lines != [] and _is_blank(piece[0]) :]))
    first, *rest = lines
    begun = fitted(first, room)
    opened = tuple(one for line in rest for one in _opened(line, room))
    if isinstance(begun, Lines) and begun.head is not None:
        return replace(begun, lines=(*begun.lines, *opened))
    return Lines((*_opened(first, room), *opened)) if opened else begun


def _opened(node: Math, room: float) -> tuple[Math, ...]:
    """The lines of *node*, those after the first set in a little."""
    broken = fitted(node, room)
    if not _is_bare(broken):
        return (broken,)
    return (broken.lines[0], *(row(_FURTHER, line) for line in broken.lines[1:]))


def _inside(parts: tuple[Math, ...], room: float) -> Math:
    """*parts*, of which the widest that can be broken are."""
    found = list(parts)
    for at in sorted(range(len(parts)), key=lambda at: wide(parts[at]), reverse=True):
        beyond = sum(map(wide, found)) - room
        if beyond > 0:
            found[at] = fitted(found[at], wide(found[at]) - beyond)
    return row(*found)


def _is_bare(node: Math) -> TypeGuard[Lines]:
    return isinstance(node, Lines) and node.head is None


def _is_blank(node: Math) -> bool:
    return isinstance(node, Text) and not node.text.strip()
