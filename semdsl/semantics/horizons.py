"""Horizons beyond the model: a sum of years to 2075, where the model ends in 2050, would be another sum.

Where cases select cells, a range may reach beyond the axis: there are no others. What is added up would be less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.semantics import findings
from semdsl.semantics.context import Context, spacing
from semdsl.semantics.model import Axis, Constant, Typed
from semdsl.semantics.regions import Among
from semdsl.semantics.selections import axis_named, constant, read_selection
from semdsl.syntax import ast
from semdsl.syntax.walk import walk


def report_horizons(selection: ast.Expr, inside: Context, over: Sequence[str]) -> None:
    """Report ``beyond-axis`` for each end in the *selection* of an aggregate that the axis does not have.

    An end is that of a range, on an axis of numbers; and, on a time axis, an argument of a function that the axis is
    compared with: ``year >= from``. A comparison that is written out, ``year <= 2100``, says "all years up to".
    """
    trial = inside.trial()
    for part, axes in _parts(selection, inside, over):
        ends = list(_ends(part, inside))
        chosen = read_selection(part, trial, axes) if ends else None
        if not isinstance(chosen, Among):
            continue
        axis = inside.axis(chosen.axis)
        if axis.form not in ("time", "numeric") or axis.span is None:
            continue
        for end, slack in ends:
            if axis.form == "time" or isinstance(part, ast.Range):
                _report_end(end, slack, axis, inside)


def report_horizons_of_choice(choice: ast.If, otherwise: Typed, context: Context) -> None:
    """The same of ``sum(if year in 2006..2065 then x else 0 over year)``, which selects as ``for`` does.

    Not where another value is chosen for the other cells: those are cases, and none of them is left out.
    """
    if isinstance(otherwise, Constant) and otherwise.value == 0 and context.scope is not None:
        report_horizons(choice.condition, context, context.work.in_order(context.running))


def _parts(
    selection: ast.Expr, context: Context, axes: Sequence[str]
) -> Iterator[tuple[ast.Expr, Sequence[str]]]:
    """The ranges and comparisons that select cells of *axes*, each with the axes that it may be of.

    What is left out by ``not`` is none: beyond the axis nothing is to be left out.
    """
    match selection:
        case ast.Group(inner=inner):
            yield from _parts(inner, context, axes)
        case ast.Binary(op="and" | "or", left=left, right=right):
            yield from _parts(left, context, axes)
            yield from _parts(right, context, axes)
        case ast.Listing(items=items):
            for item in items:
                yield from _parts(item, context, axes)
        case ast.Binary(op="in", left=left, right=right):
            axis = axis_named(left, context)
            if axis is not None and axis.name in axes:
                yield from _parts(right, context, (axis.name,))
        case ast.Range() | ast.Binary():
            yield selection, axes
        case _:
            pass


def _ends(part: ast.Expr, context: Context) -> Iterator[tuple[ast.Expr, int]]:
    """The ends that *part* names, with how many members beyond the axis each may lie and still miss none."""
    match part:
        case ast.Range(low=low, high=high):
            yield from ((end, 0) for end in (low, high) if end is not None)
        case ast.Binary(op="<" | "<=" | ">" | ">=" as op, left=left, right=right):
            slack = 0 if op.endswith("=") else 1
            yield from ((end, slack) for end in (left, right) if _is_argument(end, context))
        case _:
            pass


def _is_argument(end: ast.Expr, context: Context) -> bool:
    names = (part.ident for part in walk(end) if isinstance(part, ast.Name))
    return any(name in context.parameters for name in names)


def _report_end(end: ast.Expr, slack: int, axis: Axis, context: Context) -> None:
    number = constant(end, context)
    numbers = axis.coordinates
    if number is None or numbers is None:
        return
    step = slack * spacing(axis)
    if not numbers[0] - step <= number <= numbers[-1] + step:
        context.report(findings.places.horizon(_origin(end, context), number, axis))


def _origin(end: ast.Expr, context: Context) -> ast.Expr:
    """*end*, or what the caller wrote for it."""
    bound = context.parameters.get(end.ident) if isinstance(end, ast.Name) else None
    if bound is None or bound.expr is None or bound.context is None:
        return end
    return _origin(bound.expr, bound.context)
