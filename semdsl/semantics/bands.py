"""Bounds on axes whose members are bands or groups of numbers: a member is taken whole, so none may be cut."""

from __future__ import annotations

import math
from collections.abc import Sequence

from semdsl.semantics import findings
from semdsl.semantics.axes import last_number, position_of_number
from semdsl.semantics.context import Context
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast

_UPPER = ("<", "<=")
_NEXT = (">", "<=")  # what they part is the number and the next one


def see_whether_cut(axis: Axis, op: str, number: float, span: Span, context: Context) -> None:
    """Report ``age >= 18`` on an axis with a band ``15-19``; *op* is a comparison with an order.

    May report: ``band-cut``.
    """
    if axis.form not in ("banded", "mapped") or axis.coordinates is None or axis.span is None:
        return
    first = math.floor(number) + 1 if op in _NEXT else math.ceil(number)  # beyond the bound
    at = position_of_number(axis, first)
    if at is None or axis.coordinates[at] == first:
        return
    low, behind = axis.coordinates[at], last_number(axis, at) + 1
    back = 1 if op in _NEXT else 0
    below = f"{low - back:g}" if op not in _UPPER or at > 0 else ""
    above = f"{behind - back:g}" if math.isfinite(behind) and (op in _UPPER or at < len(axis) - 1) else ""
    take, leave = (above, below) if op in _UPPER else (below, above)
    context.report(findings.selections.band_cut(span, axis, axis.labels[at], f"{number:g}", take, leave))


def see_whether_ends_cut(expr: ast.Range, texts: Sequence[str | None], axis: Axis, context: Context) -> None:
    """Report the ends of a range of numbers that cut a band; of *texts* those that are no labels.

    May report: ``band-cut``.
    """
    for op, end, text in zip((">=", "<="), (expr.low, expr.high), texts, strict=True):
        if end is None or text is None or text in axis or is_edge(end, context):
            continue
        try:
            see_whether_cut(axis, op, float(text), end.span, context)
        except ValueError:  # a label
            continue


def is_edge(expr: ast.Expr, context: Context) -> bool:
    """Whether *expr* is ``last of age``, which is a member and not only its lower bound."""
    match expr:
        case ast.Edge():
            return True
        case ast.Group(inner=inner):
            return is_edge(inner, context)
        case ast.Name(ident=ident) if ident in context.parameters:
            bound = context.parameters[ident]
            if bound.expr is None or bound.context is None:
                return False
            return is_edge(bound.expr, context.of_caller(bound.context))
        case _:
            return False
