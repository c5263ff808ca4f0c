"""Cases that leave cells out, or take some twice, because one bound is off by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import say
from semdsl.syntax import ast
from semdsl.syntax.walk import walk

Covers = Callable[[Sequence[ast.Expr | None]], bool]

_MOST_TRIES = 40
_MOST_SHOWN = 3


def of_bounds(found: Diagnostic, selections: Sequence[ast.Expr | None], covers: Covers) -> Diagnostic:
    """*found*, a gap or an overlap, with the numbers each of which, one more or less, makes the cases cover the cells.

    If there is only one such number, that is a fix.
    """
    fitting: list[tuple[ast.Number, str]] = []
    for tries, (at, number, text) in enumerate(_neighbours(selections)):
        if tries == _MOST_TRIES:
            return found
        own = selections[at]
        changed = None if own is None else _with(own, number, text)
        if covers([*selections[:at], changed, *selections[at + 1 :]]):
            fitting.append((number, text))
    if len(fitting) > _MOST_SHOWN:
        return found
    for number, text in fitting:
        found = found.also(number.span, say("with `{number}` here each cell has one", number=text))
        if len(fitting) == 1:
            found = found.mending(number.span, text, certain=False)
    return found


def _neighbours(selections: Sequence[ast.Expr | None]) -> Iterator[tuple[int, ast.Number, str]]:
    """Each whole number in *selections*, with the next one below and above."""
    for at, selection in enumerate(selections):
        for part in () if selection is None else walk(selection):
            if isinstance(part, ast.Number) and part.span.text.isdecimal():
                yield from ((at, part, str(int(part.text) + step)) for step in (-1, 1))


def _with(expr: ast.Expr, number: ast.Number, text: str) -> ast.Expr:
    """*expr* with *text* for its *number*."""
    match expr:
        case ast.Number():
            return replace(expr, value=float(text), text=text) if expr is number else expr
        case ast.Group(inner=inner):
            return replace(expr, inner=_with(inner, number, text))
        case ast.Unary(operand=operand):
            return replace(expr, operand=_with(operand, number, text))
        case ast.Binary(left=left, right=right):
            return replace(expr, left=_with(left, number, text), right=_with(right, number, text))
        case ast.Range(low=low, high=high):
            low, high = (None if end is None else _with(end, number, text) for end in (low, high))
            return replace(expr, low=low, high=high)
        case ast.Listing(items=items):
            return replace(expr, items=tuple(_with(item, number, text) for item in items))
        case _:
            return expr
