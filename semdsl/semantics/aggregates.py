"""Sums and their like over axes: which cells, by which groups, with which weights."""

from __future__ import annotations

from dataclasses import replace

from semdsl.semantics import findings, mending, model
from semdsl.semantics.addends import check_addends
from semdsl.semantics.context import Context, position_axes
from semdsl.semantics.demands import axes_of, expect_condition, expect_value
from semdsl.semantics.horizons import report_horizons
from semdsl.semantics.operators import AGGREGATES, CUMULATIVE, product_unit
from semdsl.semantics.references import Read, lost, own_position, read_edge
from semdsl.semantics.regions import region_of
from semdsl.semantics.rewrite import is_in_doubt, references
from semdsl.semantics.selections import axis_named, read_selection, report_unknown_axis
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO


def read_aggregate(expr: ast.Aggregate, context: Context, read: Read) -> model.Typed:
    """``sum(x over age by broad_age weighted by w for year in 2006..2050)``, cumulative or not.

    May report: ``unknown-aggregate``, ``by-does-not-group``, ``cumulative-axis``, ``nothing-varies``,
    ``by-forgotten``, ``total-of-groups``,
    ``product-has-unit``, ``cannot-be-weighted``, ``axis-twice``, and what reading its parts reports.
    """
    name = expr.function.ident
    allowed = CUMULATIVE if expr.cumulative else AGGREGATES
    if name not in allowed:
        context.report(findings.aggregates.unknown_aggregate(expr, allowed))
        return lost(expr.span)
    over = _over_axes(expr, context)
    by = None if expr.by is None else axis_named(expr.by, context)
    if over is None or (expr.by is not None and by is None):
        return lost(expr.span)
    if by is not None and by.parent not in over:
        context.report(findings.aggregates.by_does_not_group(expr, by, over))
        return lost(expr.span)
    if expr.cumulative and (len(over) != 1 or by is not None or not context.axis(over[0]).ordered):
        context.report(findings.aggregates.cumulative_needs_one_axis(expr))
        return lost(expr.span)
    inside = context.binding(over, without=None if by is None else by.name)
    if by is not None:
        inside = replace(inside, displaced={k: v for k, v in inside.displaced.items() if k != by.name})
    if _captured(expr, inside, over, read):
        return lost(expr.span)
    cells = _selected(expr, inside, over)
    body = read(expr.body, inside)
    weight = None if expr.weight is None else read(expr.weight, inside)
    expect_value(body, context)
    if weight is not None:
        expect_value(weight, context)
    if not _varies(expr, body, weight, over, context):
        return lost(expr.span)
    if context.scope is not None and not (by is None and _takes_own_group(expr, body, over, context)):
        _see_what_is_added(expr, body, over, context)
    return _aggregated(expr, body, weight, over, by, cells, context)


def _selected(expr: ast.Aggregate, inside: Context, over: tuple[str, ...]) -> model.Region:
    """The cells along *over* that are aggregated; of none a sum is 0, which is told, but not of a function's.

    Nor may they end where the axis does not reach. A mean of none, or the largest, is an error of the run.
    """
    if expr.selection is None:
        return model.EVERYWHERE
    before = len(inside.work.found)
    cells = region_of(read_selection(expr.selection, inside, over), inside.work.sizes(over))
    is_told = expr.function.ident in ("sum", "product") and not inside.calls and inside.scope is not None
    if is_told and not cells.boxes and len(inside.work.found) == before:
        inside.report(findings.selections.selects_nothing(expr.selection, "aggregated"))
    if inside.scope is not None and len(inside.work.found) == before:
        report_horizons(expr.selection, inside, over)
    return cells


def _see_what_is_added(
    expr: ast.Aggregate, body: model.Typed, over: tuple[str, ...], context: Context
) -> None:
    """What is added up as it is, in a formula: a function does not know what varies, nor does a weight leave it so."""
    if expr.function.ident == "sum" and expr.weight is None and not context.parameters:
        check_addends(expr, body, over, context)


def _takes_own_group(expr: ast.Aggregate, body: model.Typed, over: tuple[str, ...], context: Context) -> bool:
    """A sum over years of what varies by step takes the cell's own step in every year: often `by step` was meant.

    Not where a quantity is declared for each pair of them: ``transition[state, to]`` is of two states.
    """
    for name in body.axes:
        parent = context.axis(name).parent
        if parent in over and not _has_pairs(body, {name, parent}):
            context.report(findings.aggregates.by_forgotten(expr, context.axis(name)))
            return True
    return False


def _has_pairs(body: model.Typed, axes: set[str | None]) -> bool:
    """Whether some reference in *body* varies by all of *axes*."""
    return any(axes <= set(reference.axes) for reference in references(body))


def _over_axes(expr: ast.Aggregate, context: Context) -> tuple[str, ...] | None:
    axes: list[str] = []
    for name in expr.over:
        axis = axis_named(name, context)
        if axis is None:
            report_unknown_axis(name, context)
            return None
        axes.append(axis.name)
    if len(set(axes)) < len(axes):
        context.report(findings.aggregates.over_twice(expr))
        return None
    if expr.by is not None and axis_named(expr.by, context) is None:
        report_unknown_axis(expr.by, context)
        return None
    return context.work.in_order(axes)


def _captured(expr: ast.Aggregate | ast.Seek, inside: Context, over: tuple[str, ...], read: Read) -> bool:
    """Whether a part is to be read at a place that hangs on the cell outside, along an axis that runs inside.

    A function may ask for ``sum(y over year)`` at ``age = year - 2000``: of the two years, no formula can name both.
    """
    held = [axis for axis, at in inside.displaced.items() if set(position_axes(at)) & set(over)]
    if not held:
        return False
    parts = (expr.condition,) if isinstance(expr, ast.Seek) else (expr.body, expr.weight)
    for part in (own for own in parts if own is not None):
        for name in read(part, inside.trial()).axes:
            axis = inside.axis(name)
            if axis.name in held or axis.parent in held:
                inside.report(findings.places.too_indirect(expr.span, axis))
                return True
    return False


def _varies(
    expr: ast.Aggregate,
    body: model.Typed,
    weight: model.Typed | None,
    over: tuple[str, ...],
    context: Context,
) -> bool:
    """Whether what is added up varies by every axis it is added up over: else a mistake, not a multiplication.

    In a function it is neither: a rate of interest may vary by year or not.
    """
    if context.parameters or is_in_doubt(body) or (weight is not None and is_in_doubt(weight)):
        return True
    varies = set(body.axes) | (set() if weight is None else set(weight.axes))
    idle = [axis for axis in over if axis not in varies]
    written = body.operand if isinstance(body, model.Negate) else body
    if idle and not isinstance(written, model.Constant):
        context.report(
            mending.of_body(findings.aggregates.nothing_varies(expr, idle[0], body), body, context)
        )
        return False
    return True


def _aggregated(
    expr: ast.Aggregate,
    body: model.Typed,
    weight: model.Typed | None,
    over: tuple[str, ...],
    by: model.Axis | None,
    cells: model.Region,
    context: Context,
) -> model.Typed:
    name = expr.function.ident
    if name == "product" and not body.unit.fits(RATIO):
        context.report(findings.aggregates.product_has_unit(body))
        return lost(expr.span)
    if weight is not None and name not in (("sum",) if expr.cumulative else ("sum", "mean")):
        context.report(findings.aggregates.cannot_be_weighted(expr))
        return lost(expr.span)
    if expr.cumulative:
        body = body if weight is None else _times(body, weight, expr, context)
        axes = context.work.in_order((*body.axes, over[0]))
        node: model.Typed = model.Cumulative(
            function=name, body=body, axis=over[0], region=cells, span=expr.span, axes=axes, unit=body.unit
        )
        return _read_at(node, over[0], expr, context)
    if weight is None:
        node = _plain(name, body, over, by, cells, expr, context)
    else:
        node = _weighted(name, body, weight, over, by, cells, expr, context)
    return node if by is None else _grouped(node, by, expr, context)


def _plain(
    name: str,
    body: model.Typed,
    over: tuple[str, ...],
    by: model.Axis | None,
    cells: model.Region,
    expr: ast.Aggregate,
    context: Context,
) -> model.Typed:
    kept = [axis for axis in body.axes if axis not in over]
    axes = context.work.in_order(kept if by is None else [*kept, by.name])
    group = None if by is None else by.name
    return model.Aggregate(
        function=name,
        body=body,
        over=over,
        region=cells,
        by=group,
        span=expr.span,
        axes=axes,
        unit=body.unit,
    )


def _weighted(
    name: str,
    body: model.Typed,
    weight: model.Typed,
    over: tuple[str, ...],
    by: model.Axis | None,
    cells: model.Region,
    expr: ast.Aggregate,
    context: Context,
) -> model.Typed:
    """``sum`` of body × weight; a ``mean`` is that over the sum of the weights."""
    above = _plain("sum", _times(body, weight, expr, context), over, by, cells, expr, context)
    if name == "sum":
        return above
    below = _plain("sum", weight, over, by, cells, expr, context)
    unit = product_unit("/", above.unit, below.unit)
    axes = axes_of(context, above, below)
    return model.Arithmetic(op="/", left=above, right=below, span=expr.span, axes=axes, unit=unit)


def _times(body: model.Typed, weight: model.Typed, expr: ast.Aggregate, context: Context) -> model.Typed:
    return model.Arithmetic(
        op="*",
        left=body,
        right=weight,
        span=expr.body.span,
        axes=axes_of(context, body, weight),
        unit=product_unit("*", body.unit, weight.unit),
    )


def _grouped(node: model.Typed, by: model.Axis, expr: ast.Aggregate, context: Context) -> model.Typed:
    """A sum by groups where the formula stands on the finer axis: each cell takes its own group's value."""
    match own_position(by, context):
        case model.Shift(steps=0):
            return node
        case model.Mapped(axis=fine, table=table) if table == by.groups:
            axes = context.work.in_order([*(axis for axis in node.axes if axis != by.name), fine])
            return model.Spread(
                body=node, coarse=by.name, fine=fine, span=expr.span, axes=axes, unit=node.unit
            )
        case _:
            context.report(findings.places.too_indirect(expr.span, by))
            return lost(expr.span)


def _read_at(node: model.Typed, axis: str, expr: ast.Aggregate, context: Context) -> model.Typed:
    """A running sum is of one's own cell; where a function reads it displaced, no formula can say so."""
    if own_position(context.axis(axis), context) == model.Shift(axis):
        return node
    context.report(findings.places.too_indirect(expr.span, context.axis(axis)))
    return lost(expr.span)


def read_seek(expr: ast.Seek, context: Context, read: Read) -> model.Typed:
    """``first(year where reserve < 0)``: the number of a member."""
    axis = axis_named(expr.axis, context)
    if axis is None:
        return read_edge(ast.Edge(expr.which, expr.axis, span=expr.axis.span), context)
    if axis.coordinates is None:
        context.report(findings.axes.axis_without_numbers(expr.axis.span, axis, context.space.input_of(axis)))
        return lost(expr.span)
    inside = context.binding((axis.name,))
    if _captured(expr, inside, (axis.name,), read):
        return lost(expr.span)
    condition = read(expr.condition, inside)
    expect_condition(condition, context)
    axes = tuple(own for own in condition.axes if own != axis.name)
    return model.Seek(
        which=expr.which, axis=axis.name, condition=condition, span=expr.span, axes=axes, unit=RATIO
    )
