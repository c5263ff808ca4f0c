"""Bounds on axes whose members are bands or groups of numbers: a member is taken whole, so none may be cut."""

from __future__ import annotations

import math

from semdsl.semantics import findings
from semdsl.semantics.axes import last_number, position_of_number
from semdsl.semantics.context import Context
from semdsl.semantics.model import Axis
from semdsl.source import Span

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
