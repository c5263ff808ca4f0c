"""Names and indices in formulas: which quantity, and which of its cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from semdsl.semantics import findings, mending
from semdsl.semantics.axes import edges, is_nearer_to_another, moved_table, position, position_of_number
from semdsl.semantics.context import Bound, Context, clamped, compose, position_axes, spacing
from semdsl.semantics.model import (
    Axis,
    Constant,
    Coordinate,
    Fixed,
    Mapped,
    Position,
    Ref,
    Shift,
    Sought,
    Spread,
    Typed,
)
from semdsl.semantics.rewrite import is_in_doubt
from semdsl.semantics.selections import (
    axis_named,
    constant,
    is_unknown_parameter,
    label_text,
    report_unknown_axis,
)
from semdsl.semantics.signatures import signature
from semdsl.semantics.spaces import (
    AxisEntry,
    FunctionEntry,
    LostEntry,
    QuantityEntry,
    Signature,
    SpaceEntry,
)
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.walk import names_in
from semdsl.units.algebra import RATIO, UNKNOWN

Read: TypeAlias = Callable[[ast.Expr, Context], Typed]


def lost(span: Span) -> Typed:
    """What stands for a part with a mistake: fits everything, varies by nothing."""
    return Constant(value=math.nan, span=span, axes=(), unit=UNKNOWN)


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────


def read_name(name: ast.Name, context: Context, read: Read) -> Typed:
    """``wages``: a parameter of the function around, a quantity, or the number of an axis."""
    bound = context.parameters.get(name.ident)
    if bound is not None:
        return _read_parameter(name, bound, context, read)
    entry = context.space.find(name.ident)
    match entry:
        case QuantityEntry():
            own = signature(entry, context.work, read)
            return _reference(own, {}, name.span, context)
        case AxisEntry(full=full):
            return read_coordinate(context.axis(full), name.span, context)
        case LostEntry():
            return lost(name.span)
        case FunctionEntry(declaration=declaration):
            context.report(findings.calls.function_without_arguments(name.span, declaration))
        case SpaceEntry():
            context.report(findings.names.file_as_value(name.span, name.ident))
        case None:
            _report_unknown(name, context)
    return lost(name.span)


def _read_parameter(name: ast.Name, bound: Bound, context: Context, read: Read) -> Typed:
    if bound.expr is None or bound.context is None:
        return lost(name.span)
    return read(bound.expr, context.of_caller(bound.context))


def _report_unknown(name: ast.Name, context: Context) -> None:
    if context.work.is_full:
        return
    having = [axis for axis in context.work.axes.values() if name.ident in axis]
    if having:
        context.report(findings.names.label_as_value(name.span, name.ident, having[0]))
    else:
        known = [*context.space.known(), *context.parameters]
        context.work.compared += len(known)
        context.report(mending.of_near(findings.names.unknown_name(name.span, name.ident, known), context))


# ── Where along an axis ───────────────────────────────────────────────────────────────────────────


def own_position(axis: Axis, context: Context) -> Position | None:
    """Where the cell being read stands along *axis*: itself, or the group of its finer axis.

    None if the finer axis is displaced in a way that no table can follow.
    """
    if axis.name in context.displaced:
        return context.displaced[axis.name]
    if axis.parent is not None and context.follows_parent(axis):
        return compose(Mapped(axis.parent, axis.groups), context)
    return Shift(axis.name)


def read_coordinate(axis: Axis, span: Span, context: Context) -> Typed:
    """``year``: the number of the cell along an axis."""
    if axis.coordinates is None:
        context.report(findings.axes.axis_without_numbers(span, axis, context.space.input_of(axis)))
        return lost(span)
    at = own_position(axis, context)
    match at:
        case Shift(axis=name, steps=steps):
            plus = int(steps * spacing(axis))
            return Coordinate(axis=name, plus=plus, span=span, axes=(name,), unit=RATIO)
        case Fixed(position=where) if where >= 0:
            return Constant(value=axis.coordinates[where], span=span, axes=(), unit=RATIO)
        case Sought(value=value, clamp=clamp) if axis.form != "banded":
            return clamped(value, axis) if clamp else value
        case Mapped(axis=fine, table=table) if table == axis.groups:
            body = Coordinate(axis=axis.name, span=span, axes=(axis.name,), unit=RATIO)
            return Spread(body=body, coarse=axis.name, fine=fine, span=span, axes=(fine,), unit=RATIO)
        case _:
            context.report(findings.places.too_indirect(span, axis))
            return lost(span)


def read_edge(edge: ast.Edge, context: Context) -> Typed:
    """``first of step`` as a number."""
    axis = axis_named(edge.axis, context)
    if axis is None:
        report_unknown_axis(edge.axis, context)
        return lost(edge.span)
    if axis.parent is None:
        if axis.coordinates is None:
            context.report(findings.axes.axis_without_numbers(edge.span, axis, context.space.input_of(axis)))
            return lost(edge.span)
        value = axis.coordinates[0 if edge.which == "first" else -1]
        return Constant(value=value, span=edge.span, axes=(), unit=RATIO)
    if edge.which == "last" or axis.coordinates is None:
        context.report(findings.places.edge_as_value(edge.span, edge.which, axis))
        return lost(edge.span)
    return read_coordinate(axis, edge.span, context)


# ── Indices ───────────────────────────────────────────────────────────────────────────────────────


def read_index(index: ast.Index, context: Context, read: Read) -> Typed:
    """``wages[year-1, SEM]``: of a quantity, or of a parameter that stands for any expression."""
    bound = context.parameters.get(index.base.ident)
    if bound is not None:
        return _index_parameter(index, bound, context, read)
    entry = context.space.find(index.base.ident)
    match entry:
        case QuantityEntry():
            if entry.space.are_lost(entry.declaration.axes):
                return lost(index.span)
            own = signature(entry, context.work, read)
            placed = read_places(index, own.axes, context, read)
            return lost(index.span) if placed is None else _reference(own, placed, index.span, context)
        case LostEntry():
            return lost(index.span)
        case AxisEntry() | FunctionEntry() | SpaceEntry():
            is_axis, is_function = isinstance(entry, AxisEntry), isinstance(entry, FunctionEntry)
            name = index.base
            context.report(
                findings.names.not_indexable(name.span, name.ident, is_axis=is_axis, is_function=is_function)
            )
        case None:
            _report_unknown(index.base, context)
    return lost(index.span)


def _index_parameter(index: ast.Index, bound: Bound, context: Context, read: Read) -> Typed:
    if bound.expr is None or bound.context is None:
        return lost(index.span)
    caller = context.of_caller(bound.context)
    tried = read(bound.expr, caller.trial())
    if is_in_doubt(tried):
        read(bound.expr, caller)
        return lost(index.span)
    placed = read_places(index, tried.axes, context, read)
    if placed is None:
        return lost(index.span)
    return read(bound.expr, caller.at(placed))


def _reference(own: Signature, placed: dict[str, Position], span: Span, context: Context) -> Typed:
    at: list[Position] = []
    for name in own.axes:
        where = placed.get(name) or own_position(context.axis(name), context)
        if where is None:
            context.report(findings.places.too_indirect(span, context.axis(name)))
            return lost(span)
        at.append(where)
    axes = context.work.in_order(axis for where in at for axis in position_axes(where))
    return Ref(name=own.name, at=tuple(at), span=span, axes=axes, unit=own.unit)


def read_places(
    index: ast.Index, dims: Sequence[str], context: Context, read: Read
) -> dict[str, Position] | None:
    """The position along each axis that *index* writes, of something that varies by *dims*.

    May report: ``unknown-label``, ``ambiguous-label``, ``index-axis``, ``index-twice``, ``name-the-axis``.
    """
    placed: dict[str, Position] = {}
    sound = True
    for place in index.places:
        found = _read_place(place, dims, context, read, index)
        if found is None:
            sound = False
            continue
        axis, where = found
        if axis in placed:
            context.report(findings.places.index_twice(place.span, axis))
            sound = False
        placed[axis] = where
    return placed if sound else None


def _read_place(
    place: ast.Place, dims: Sequence[str], context: Context, read: Read, index: ast.Index
) -> tuple[str, Position] | None:
    if place.axis is None:
        return _bare_place(place.value, dims, context, index)
    named = ast.Name(place.axis.text, span=place.axis.span)
    axis = axis_named(named, context)
    if axis is None:
        report_unknown_axis(named, context)
        return None
    if axis.name not in dims:
        _report_index(place.span, index, axis, dims, context)
        return None
    moved = _moved(place.value, (axis.name,), context, of_number=True)
    if moved is not None:
        return _composed(moved, context, place.span)
    return _at_value(axis, place.value, context, read)


def _at_value(axis: Axis, value: ast.Expr, context: Context, read: Read) -> tuple[str, Position] | None:
    """``sex = female``, ``age = issue_age + duration``."""
    if isinstance(value, ast.Text) or _is_label_name(value, axis, context):
        text = label_text(value, context) or ""
        where = position(axis, text)
    else:
        number = constant(value, context)
        if number is None:
            return _sought(axis, value, context, read)
        text = label_text(value, context) or ""
        where = position(axis, text) if number.is_integer() else position_of_number(axis, number)
    if where is None:
        unknown = findings.axes.unknown_label(value.span, text, [axis])
        context.report(mending.of_label(unknown, value, text, [axis]))
        return None
    return axis.name, Fixed(where)


def _is_label_name(value: ast.Expr, axis: Axis, context: Context) -> bool:
    """Whether a bare name can only be a label: on an axis without numbers it always is."""
    if not isinstance(value, ast.Name) or value.ident in context.parameters:
        return False
    return axis.coordinates is None or context.space.find(value.ident) is None


def _sought(axis: Axis, value: ast.Expr, context: Context, read: Read) -> tuple[str, Position] | None:
    if axis.coordinates is None:
        context.report(findings.axes.axis_without_numbers(value.span, axis, context.space.input_of(axis)))
        return None
    clamp = isinstance(value, ast.Call) and value.function.ident == "clamp" and len(value.arguments) == 1
    inner = value.arguments[0].value if clamp and isinstance(value, ast.Call) else value
    if clamp:
        _moved(inner, (axis.name,), context, of_number=True)  # a step within a band is told here as well
    sought = read(inner, context)
    if not sought.unit.fits(RATIO):
        context.report(findings.places.look_up_needs_number(value.span, axis, sought.unit))
        return None
    return axis.name, Sought(sought, clamp)


def _bare_place(
    value: ast.Expr, dims: Sequence[str], context: Context, index: ast.Index
) -> tuple[str, Position] | None:
    """``year-1``, ``2005``, ``SEM``, ``first of step``: the axis is found from what is written."""
    moved = _moved(value, dims, context)
    if moved is not None:
        return _composed(moved, context, value.span)
    axis = axis_named(value, context)
    if axis is not None:
        _report_index(value.span, index, axis, dims, context)
        return None
    if is_unknown_parameter(value, context):
        return None
    text = label_text(value, context)
    if text is None:
        _report_unclear(value, dims, context, index)
        return None
    labelled = [name for name in dims if text in context.axis(name)]
    if isinstance(value, ast.Name) and not labelled and context.space.find(value.ident) is not None:
        _report_unclear(value, dims, context, index)
        return None
    axes = [context.axis(name) for name in dims]
    having = [
        (axis.name, position(axis, text)) for axis in axes if not is_nearer_to_another(axis, text, axes)
    ]
    fitting = [(name, where) for name, where in having if where is not None]
    exact = [(name, where) for name, where in fitting if text in context.axis(name)]
    fitting = exact or fitting
    if len(fitting) == 1:
        return fitting[0][0], Fixed(fitting[0][1])
    if fitting:
        context.report(findings.axes.ambiguous_label(value.span, [name for name, _ in fitting]))
    elif not context.work.is_full:
        among = [context.axis(name) for name in dims]
        context.work.compared += sum(map(len, among))
        unknown = mending.of_label(findings.axes.unknown_label(value.span, text, among), value, text, among)
        context.report(mending.of_place(unknown, index.base.ident, context))
    return None


def _report_index(span: Span, index: ast.Index, axis: Axis, dims: Sequence[str], context: Context) -> None:
    name = index.base.ident
    context.report(
        mending.of_index(findings.places.index_axis(span, name, axis.name, dims), name, axis, context)
    )


def _report_unclear(value: ast.Expr, dims: Sequence[str], context: Context, index: ast.Index) -> None:
    moving = _first_axis(value, context)
    if moving is not None and moving.name not in dims:
        _report_index(value.span, index, moving, dims, context)
    elif not any(isinstance(context.space.find(name), LostEntry) for name in names_in(value)):
        placed = {
            edge.axis.ident for edge in (place.value for place in index.places) if isinstance(edge, ast.Edge)
        }
        placed |= {place.axis.text for place in index.places if place.axis is not None}
        meant = () if moving is None or moving.name in placed else (moving.name,)
        among = list(dict.fromkeys((*meant, *(name for name in dims if name not in placed))))
        if isinstance(value, ast.Range) and among:
            context.report(findings.places.several_read(value.span, index.base.ident, among[0]))
        elif (
            isinstance(value, ast.Binary) and value.op in "+-" and among and _is_unknown(value.left, context)
        ):
            right = f"{among[0]}{value.op}{value.right.span.text}"
            context.report(findings.places.step_of_unknown(value.left.span, right, among[0]))
        else:
            context.report(findings.places.name_the_axis(value.span, among))


def _is_unknown(expr: ast.Expr, context: Context) -> bool:
    return isinstance(expr, ast.Name) and not (
        expr.ident in context.parameters or context.space.find(expr.ident) or axis_named(expr, context)
    )


def _first_axis(value: ast.Expr, context: Context) -> Axis | None:
    match value:
        case ast.Name():
            return axis_named(value, context)
        case ast.Binary(left=left):
            return _first_axis(left, context)
        case ast.Edge(axis=named):
            return axis_named(named, context)
        case _:
            return None


def _moved(
    value: ast.Expr, dims: Sequence[str], context: Context, *, of_number: bool = False
) -> tuple[str, Position] | None:
    """``year``, ``year - 1``, ``first of step + 1``: a position that follows the cell's own.

    ``age - 5`` goes 5 members back; *of_number*, as in ``[age = age - 5]``, to the member with that number.
    """
    if isinstance(value, ast.Group):
        return _moved(value.inner, dims, context, of_number=of_number)
    steps = 0
    inner: ast.Expr = value
    if isinstance(value, ast.Binary) and value.op in ("+", "-"):
        inner, number = value.left, constant(value.right, context)
        if number is None and value.op == "+":
            inner, number = value.right, constant(value.left, context)
        if number is None or not number.is_integer():
            return None
        steps = int(number) if value.op == "+" else -int(number)
    axis = axis_named(inner.axis if isinstance(inner, ast.Edge) else inner, context)
    if of_number and steps and axis is not None and axis.name in dims:
        steps = _in_members(steps, axis, value, context)
    if isinstance(inner, ast.Edge):
        return _moved_edge(inner, steps, dims, context)
    if axis is None or axis.name not in dims:
        return None
    if steps and not axis.ordered:
        context.report(findings.axes.no_neighbours(value.span, axis, context.space.input_of(axis)))
        steps = 0
    return axis.name, _stepped(axis, steps, context)


def _in_members(steps: int, axis: Axis, value: ast.Expr, context: Context) -> int:
    """How many members lie *steps* numbers on from the first number of one: on bands of 5 years, 10 are two."""
    width = 1 if axis.span is None else int(spacing(axis))  # of a template's input nothing is known yet
    if steps % width:
        context.report(findings.places.band_cut(value.span, axis, width))
        return 0
    return steps // width


def _stepped(axis: Axis, steps: int, context: Context) -> Position:
    if axis.parent is not None and context.follows_parent(axis):
        return Mapped(axis.parent, moved_table(axis.groups, steps, len(axis)))
    return Shift(axis.name, steps)


def _moved_edge(
    edge: ast.Edge, steps: int, dims: Sequence[str], context: Context
) -> tuple[str, Position] | None:
    group = axis_named(edge.axis, context)
    if group is None:
        return None
    if group.parent is None or group.parent not in dims:
        if group.name not in dims:
            return None
        where = (0 if edge.which == "first" else len(group) - 1) + steps
        return group.name, Fixed(where if 0 <= where < len(group) else -1)
    ends = moved_table(edges(group, edge.which), steps, len(context.axis(group.parent)))
    if not context.follows_parent(group):
        return group.parent, Mapped(group.name, ends)
    own = tuple(-1 if at < 0 else ends[at] for at in group.groups)
    return group.parent, Mapped(group.parent, own)


def _composed(moved: tuple[str, Position], context: Context, span: Span) -> tuple[str, Position] | None:
    name, where = moved
    composed = compose(where, context)
    if composed is None:
        context.report(findings.places.too_indirect(span, context.axis(name)))
        return None
    return name, composed
