"""Read a formula: give every part of it its axes and its unit."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import assert_never

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import say
from semdsl.semantics import findings, mending, model
from semdsl.semantics.aggregates import read_aggregate, read_seek
from semdsl.semantics.bands import see_whether_cut
from semdsl.semantics.context import Bound, Context
from semdsl.semantics.demands import axes_of, expect_condition, expect_same_unit, expect_value
from semdsl.semantics.horizons import report_horizons_of_choice
from semdsl.semantics.operators import (
    AGGREGATES,
    FUNCTIONS,
    BuiltIn,
    joined,
    number_of,
    power_unit,
    product_unit,
    root_unit,
)
from semdsl.semantics.references import (
    lost,
    own_position,
    read_edge,
    read_index,
    read_name,
)
from semdsl.semantics.regions import All, Among, Any, Never, Selection
from semdsl.semantics.selections import (
    COMPARISONS,
    FLIPPED,
    axis_named,
    constant,
    is_value,
    read_selection,
)
from semdsl.semantics.signatures import unit_of
from semdsl.semantics.spaces import FunctionEntry, LostEntry, QuantityEntry
from semdsl.syntax import ast
from semdsl.syntax.diagnosis.mistakes_in_formulas import missing_over
from semdsl.syntax.walk import names_in
from semdsl.units.algebra import ANY, RATIO, TRUTH, UNKNOWN, Unit, in_base_units

MOST_PARTS = 50_000  # of one formula, its functions written out
MOST_PARTS_IN_ALL = 2_000_000
MOST_CALLS = 20


def read(expr: ast.Expr, context: Context) -> model.Typed:
    """*expr* with its axes and unit; a part with a mistake has an unknown unit, which fits everything.

    May report: everything that is wrong with names, axes, units and functions in a formula.
    """
    if _too_large(expr, context):
        return lost(expr.span)
    match expr:
        case ast.Number():
            return _number(expr, context)
        case ast.Text():
            context.report(findings.names.text_as_value(expr.span, expr.text))
            return lost(expr.span)
        case ast.Name():
            return read_name(expr, context, read)
        case ast.Index():
            return read_index(expr, context, read)
        case ast.Call():
            return _call(expr, context)
        case ast.Aggregate():
            return read_aggregate(expr, context, read)
        case ast.Seek():
            return read_seek(expr, context, read)
        case ast.Edge():
            return read_edge(expr, context)
        case ast.Beyond():
            return _condition_on_axes(expr, context)
        case ast.Unary():
            return _unary(expr, context)
        case ast.Binary():
            return _binary(expr, context)
        case ast.If():
            return _if(expr, context)
        case ast.Range() | ast.Listing():
            context.report(findings.selections.range_as_value(expr.span))
            return lost(expr.span)
        case ast.Group(inner=inner):
            return read(inner, context)
        case _:
            assert_never(expr)


def _too_large(expr: ast.Expr, context: Context) -> bool:
    """Whether the formula has grown beyond bounds; reported once, and the functions it was in are not tried again."""
    parts = context.work.parts
    parts["formula"] += 1
    parts["all"] += 1
    if parts["formula"] <= MOST_PARTS and parts["all"] <= MOST_PARTS_IN_ALL:
        return False
    if parts["formula"] == MOST_PARTS + 1 or parts["all"] == MOST_PARTS_IN_ALL + 1:
        context.work.large.update(name for name, _ in context.calls)
        own = parts["formula"] > MOST_PARTS
        context.report(
            findings.calls.formula_too_large(expr.span, MOST_PARTS if own else MOST_PARTS_IN_ALL, own=own)
        )
    return True


def _number(number: ast.Number, context: Context) -> model.Typed:
    value, unit = number.value, RATIO
    if number.unit is not None:
        unit, scale = unit_of(number.unit, context.space, context.work, read)
        value = in_base_units(value, scale)
        if not isfinite(value):
            context.report(findings.units.huge_in_base_units(number.span))
            return lost(number.span)
    elif value == 0 and not number.suffix:
        unit = ANY
    return model.Constant(value=value, span=number.span, axes=(), unit=unit)


# ── Operators ─────────────────────────────────────────────────────────────────────────────────────


def _unary(expr: ast.Unary, context: Context) -> model.Typed:
    operand = read(expr.operand, context)
    if expr.op == "not":
        expect_condition(operand, context)
        return model.Not(operand=operand, span=expr.span, axes=operand.axes, unit=TRUTH)
    expect_value(operand, context)
    return model.Negate(operand=operand, span=expr.span, axes=operand.axes, unit=operand.unit)


def _binary(expr: ast.Binary, context: Context) -> model.Typed:
    if expr.op in ("and", "or"):
        left, right = read(expr.left, context), read(expr.right, context)
        expect_condition(left, context)
        expect_condition(right, context)
        axes = axes_of(context, left, right)
        return model.Logic(op=expr.op, left=left, right=right, span=expr.span, axes=axes, unit=TRUTH)
    if expr.op == "in" and is_value(expr.left, context):
        context.report(findings.selections.value_within(expr))
        return lost(expr.span)
    if expr.op == "in" or (expr.op in COMPARISONS and compares_labels(expr, context)):
        return _condition_on_axes(expr, context)
    left, right = read(expr.left, context), read(expr.right, context)
    expect_value(left, context)
    expect_value(right, context)
    axes = axes_of(context, left, right)
    if expr.op in COMPARISONS:
        expect_same_unit(say("compare"), left, right, context)
        _expect_two_members(left, right, expr, context)
        _expect_whole_bands(expr, context)
        return model.Compare(op=expr.op, left=left, right=right, span=expr.span, axes=axes, unit=TRUTH)
    unit = _arithmetic_unit(expr, left, right, context)
    return model.Arithmetic(op=expr.op, left=left, right=right, span=expr.span, axes=axes, unit=unit)


def _expect_two_members(left: model.Typed, right: model.Typed, expr: ast.Binary, context: Context) -> None:
    """Report a comparison of the member that runs with itself: ``sum(if year >= year then x else 0 over year)``."""
    if (
        isinstance(left, model.Coordinate)
        and isinstance(right, model.Coordinate)
        and context.scope is not None
        and left.axis == right.axis
        and left.axis in context.running
    ):
        context.report(findings.selections.runs_itself(expr.span, context.axis(left.axis)))


def _expect_whole_bands(expr: ast.Binary, context: Context) -> None:
    """Report ``if age >= 18 then …`` on an axis with a band ``15-19``."""
    if expr.op in ("=", "!="):
        return
    for op, own, bound in ((expr.op, expr.left, expr.right), (FLIPPED[expr.op], expr.right, expr.left)):
        axis = axis_named(own, context)
        number = None if axis is None else constant(bound, context)
        if axis is not None and number is not None:
            see_whether_cut(axis, op, number, bound.span, context)


def _arithmetic_unit(expr: ast.Binary, left: model.Typed, right: model.Typed, context: Context) -> Unit:
    match expr.op:
        case "+" | "-":
            return expect_same_unit(say("add") if expr.op == "+" else say("subtract"), left, right, context)
        case "*" | "/":
            return product_unit(expr.op, left.unit, right.unit)
        case _:
            if not right.unit.fits(RATIO):
                context.report(findings.units.exponent_has_unit(right))
                return UNKNOWN
            unit = power_unit(left.unit, right)
            if unit is None:
                context.report(findings.units.power_of_unit(left, right))
                return UNKNOWN
            return unit


def _if(expr: ast.If, context: Context) -> model.Typed:
    condition = read(expr.condition, context)
    expect_condition(condition, context)
    then, otherwise = read(expr.then, context), read(expr.otherwise, context)
    expect_value(then, context)
    expect_value(otherwise, context)
    unit = expect_same_unit(say("choose between"), then, otherwise, context)
    report_horizons_of_choice(expr, otherwise, context)
    return model.If(
        condition=condition,
        then=then,
        otherwise=otherwise,
        span=expr.span,
        axes=axes_of(context, condition, then, otherwise),
        unit=unit,
    )


# ── Conditions on axes ────────────────────────────────────────────────────────────────────────────


def compares_labels(expr: ast.Binary, context: Context) -> bool:
    """Whether *expr* compares an axis with one of its labels or an edge of its groups, not with a number."""
    for axis_side, value_side in ((expr.left, expr.right), (expr.right, expr.left)):
        axis = axis_named(axis_side, context)
        if axis is None:
            continue
        if axis.coordinates is None or isinstance(value_side, ast.Text | ast.Edge):
            return True
        if expr.op in ("=", "!=") and axis.form in ("banded", "mapped"):
            return constant(value_side, context) is not None
        if isinstance(value_side, ast.Name) and value_side.ident not in context.parameters:
            return context.space.find(value_side.ident) is None
    return False


def _condition_on_axes(expr: ast.Expr, context: Context) -> model.Typed:
    """``line = SEM``, ``age in 15..64``, ``before step`` inside a formula."""
    selection = read_selection(expr, context, tuple(context.work.axes))
    return _condition(selection, expr, context)


def _condition(selection: Selection, expr: ast.Expr, context: Context) -> model.Typed:
    match selection:
        case Among(axis=axis, positions=positions):
            return _is_member(axis, positions, expr, context)
        case Any(parts=parts) if len({part.axis for part in parts if isinstance(part, Among)}) == 1:
            together = frozenset(at for part in parts if isinstance(part, Among) for at in part.positions)
            first = next(part for part in parts if isinstance(part, Among))
            return _is_member(first.axis, together, expr, context)
        case Never(part=part):
            inner = _condition(part, expr, context)
            return model.Not(operand=inner, span=expr.span, axes=inner.axes, unit=TRUTH)
        case All() | Any():
            return lost(expr.span)


def _is_member(axis: str, positions: frozenset[int], expr: ast.Expr, context: Context) -> model.Typed:
    """Whether the cell, where it is being read, is among *positions* of *axis*."""
    match own_position(context.axis(axis), context):
        case model.Shift(axis=own, steps=steps):
            name, members = own, frozenset(at - steps for at in positions)
        case model.Mapped(axis=own, table=table):
            name, members = own, frozenset(at for at, to in enumerate(table) if to in positions)
        case model.Fixed(position=where):
            one = model.Constant(value=float(where in positions), span=expr.span, axes=(), unit=RATIO)
            half = model.Constant(value=0.5, span=expr.span, axes=(), unit=RATIO)
            return model.Compare(op=">", left=one, right=half, span=expr.span, axes=(), unit=TRUTH)
        case _:
            context.report(findings.places.too_indirect(expr.span, context.axis(axis)))
            return lost(expr.span)
    return model.IsMember(axis=name, members=members, span=expr.span, axes=(name,), unit=TRUTH)


# ── Functions ─────────────────────────────────────────────────────────────────────────────────────


def _called(call: ast.Call, context: Context) -> Diagnostic:
    """A quantity with round brackets after it: an index, or a factor if what is in them is made of quantities."""
    factor = call.arguments[0].value if len(call.arguments) == 1 else None
    names = list(names_in(factor)) if isinstance(factor, ast.Binary) else []
    values = [
        name in context.parameters or isinstance(context.space.find(name), QuantityEntry) for name in names
    ]
    if values and all(values):
        return findings.calls.product_called(call)
    return mending.of_call(findings.calls.quantity_called(call), call)


def _call(call: ast.Call, context: Context) -> model.Typed:
    name = call.function.ident
    if name in context.parameters:
        context.report(_called(call, context))
        return lost(call.span)
    entry = context.space.find(name)
    match entry:
        case FunctionEntry():
            return _inlined(call, entry, context)
        case LostEntry():
            return lost(call.span)
        case QuantityEntry():
            context.report(_called(call, context))
            return lost(call.span)
        case None if name in FUNCTIONS:
            return _built_in(call, FUNCTIONS[name], context)
        case None if name in AGGREGATES and len(call.arguments) == 1:
            return _over_nothing(call, context)
        case None if name in AGGREGATES and call.arguments:
            places = [axis_named(argument.value, context) for argument in call.arguments[1:]]
            axes = [axis.name for axis in places if axis is not None]
            context.report(findings.calls.several_added(call, axes))
            return lost(call.span)
        case _:
            if not context.work.is_full:
                known = [*context.space.known(), *FUNCTIONS, *AGGREGATES]
                context.work.compared += len(known)
                context.report(mending.of_near(findings.calls.unknown_function(call, known), context))
            return lost(call.span)


def _over_nothing(call: ast.Call, context: Context) -> model.Typed:
    """``sum(x)``: an aggregate that does not say over which axis."""
    body = read(call.arguments[0].value, replace(context, scope=None))
    loose = [axis for axis in body.axes if axis not in (context.scope or ())]
    if not loose and len(body.axes) == 1:  # `x / sum(x)`: a share of all along the one axis that there is
        loose = list(body.axes)
    context.report(mending.of_aggregate(missing_over(call.span, call.function.ident), call, loose, context))
    return lost(call.span)


def _built_in(call: ast.Call, row: BuiltIn, context: Context) -> model.Typed:
    named = next((argument.name for argument in call.arguments if argument.name is not None), None)
    if named is not None or not row.least <= len(call.arguments) <= row.most:
        context.report(findings.calls.wrong_arguments(call, row.usage))
        return lost(call.span)
    arguments = tuple(read(argument.value, context) for argument in call.arguments)
    for argument in arguments:
        expect_value(argument, context)
    if row.name == "clamp":
        _check_ends(call, arguments[1], arguments[2], context)
    return model.Apply(
        function=row.name,
        arguments=arguments,
        span=call.span,
        axes=axes_of(context, *arguments),
        unit=_built_in_unit(call, row, arguments, context),
    )


def _check_ends(call: ast.Call, first: model.Typed, last: model.Typed, context: Context) -> None:
    """``clamp(x, 5, 1)`` would be 1 whatever x is."""
    low, high = number_of(first), number_of(last)
    if low is None or high is None or low <= high:
        return
    written = (
        call.arguments[1].value.span,
        call.arguments[2].value.span,
    )  # not what a function was called with
    found = findings.quantities.range_of_nothing(written[0].to(written[1]))
    as_written = written == (first.span, last.span)
    context.report(mending.of_backward_range(found, *written) if as_written else found)


def _built_in_unit(
    call: ast.Call, row: BuiltIn, arguments: tuple[model.Typed, ...], context: Context
) -> Unit:
    plain = arguments if row.rule == "ratio" else arguments[1:] if row.rule == "first" else ()
    for argument in plain:
        if not argument.unit.fits(RATIO):
            context.report(findings.calls.function_needs_ratio(call, argument))
            return UNKNOWN
    match row.rule:
        case "root":
            return root_unit(arguments[0].unit)
        case "ratio":
            return RATIO
        case "same":
            known = arguments[0]  # the first that has a unit of its own: 0 has any
            for argument in arguments[1:]:
                both = joined(known.unit, argument.unit)
                if both is None:
                    context.report(
                        findings.units.unit_mismatch(
                            say("use in `{function}`", function=row.name), known, argument
                        )
                    )
                    return UNKNOWN
                known = known if both == known.unit else argument
            return known.unit
        case _:
            return arguments[0].unit


def _inlined(call: ast.Call, entry: FunctionEntry, context: Context) -> model.Typed:
    """The function's formula with the caller's expressions for its parameters: call by name."""
    declaration = entry.declaration
    if declaration.name.text in context.work.large:
        return lost(call.span)
    if any(name == declaration.name.text for name, _ in context.calls):
        context.work.large.update(name for name, _ in context.calls)
        context.report(findings.calls.function_calls_itself(call, declaration))
        return lost(call.span)
    if len(context.calls) >= MOST_CALLS:
        context.work.large.update(name for name, _ in context.calls)
        context.report(findings.calls.too_deep(call.span))
        return lost(call.span)
    parameters = bind(call, declaration, context)
    if parameters is None:
        return lost(call.span)
    inside = replace(
        context,
        space=entry.space,
        parameters=parameters,
        calls=(*context.calls, (declaration.name.text, call.span)),
    )
    return read(declaration.formula, inside)


def bind(call: ast.Call, declaration: ast.Function, context: Context) -> dict[str, Bound] | None:
    """What each parameter of *declaration* stands for in *call*; None if they do not fit, which is reported."""
    names = [parameter.text for parameter in declaration.parameters]
    bound: dict[str, Bound] = {}
    for at, argument in enumerate(call.arguments):
        if argument.name is None and at < len(names) and len(bound) == at:
            name = names[at]
        elif argument.name is not None and argument.name.text in names and argument.name.text not in bound:
            name = argument.name.text
        else:
            context.report(findings.calls.wrong_arguments(call, _usage(declaration), declaration))
            return None
        bound[name] = Bound(argument.value, context, declaration.parameters[names.index(name)].span)
    if len(bound) < len(names):
        context.report(findings.calls.wrong_arguments(call, _usage(declaration), declaration))
        return None
    return bound


def _usage(declaration: ast.Function) -> str:
    return f"{declaration.name.text}({', '.join(parameter.text for parameter in declaration.parameters)})"
