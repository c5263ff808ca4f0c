"""Sums, means and products over an axis."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.wording import NOTHING, Said, listed, say
from semdsl.semantics.findings.making import WRITTEN_HERE, error, warning
from semdsl.semantics.model import Aggregate, Axis, Case, Typed
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.walk import walk


def nothing_varies(expr: ast.Aggregate, axis: str, body: Typed) -> Diagnostic:
    inner = next(
        (one for one in walk(expr.body) if isinstance(one, ast.Aggregate) and _is_over(one, axis)), None
    )
    help = (
        say("leave out `{axis}`, or multiply by the number of members if that is meant", axis=axis)
        if inner is None
        else say(
            "leave out `{axis}` after the outer `over`: `{inner}` is the value for all of its members already",
            axis=axis,
            inner=inner.span.flat,
        )
    )
    message = say("nothing here varies by `{axis}`", axis=axis)
    return error(
        "nothing-varies",
        message,
        body.span,
        say("`{name}` over `{axis}` of this", name=expr.function.ident, axis=axis),
        help,
    )


def _is_over(part: ast.Aggregate, axis: str) -> bool:
    return part.by is None and not part.cumulative and any(one.ident == axis for one in part.over)


def bound_to_each(case: Case, name: str, axis: Axis) -> Diagnostic:
    """An amount that is bound to the input *name* of a template, and does not vary by its *axis*."""
    message = say("nothing here varies by `{axis}`, and the input `{name}` does", axis=axis.name, name=name)
    label = say("each `{axis}` takes all of this", axis=axis.name)
    return warning("nothing-varies", message, case.span, label, _to_bind(case.span, axis.name))


def _to_bind(bound: Span, axis: str) -> Said:
    return say(
        "bind what varies by `{axis}`; if each has as much, declare that: `variable name[{axis}] : … = {bound}`",
        axis=axis,
        bound=bound.flat,
    )


def counted_for_each(term: Typed, axis: Axis) -> Diagnostic:
    """An amount without *axis* beside others that vary by it: ``sum(10 EUR/person * n + fixed over age)``."""
    help = say(
        "take it out of the sum; if each has as much, declare that: `variable name[{axis}] : … = {found}`",
        axis=axis.name,
        found=term.span.flat,
    )
    message = say("`{found}` does not vary by `{axis}`", found=term.span.flat, axis=axis.name)
    label = say("each `{axis}` takes all of this", axis=axis.name)
    return warning("nothing-varies", message, term.span, label, help)


def group_counted_for_each(expr: ast.Aggregate, term: Typed, group: Axis) -> Diagnostic:
    """An amount of each *group*, added up over its members."""
    found, axis = term.span.flat, group.parent
    help = (
        say(
            "add it up over `{group}`; if each `{axis}` has as much, declare that: "
            "`variable name[{axis}] : … = {found}`",
            group=group.name,
            axis=axis,
            found=found,
        )
        if expr.by is None
        else say(
            "it is of the whole group already: take it out of the sum; if each `{axis}` has as much, "
            "declare that: `variable name[{axis}] : … = {found}`",
            axis=axis,
            found=found,
        )
    )
    return _of_each_group(term, group, help)


def group_bound_to_each(term: Typed, group: Axis) -> Diagnostic:
    """An amount of each *group* that is bound to an input of a template which varies by its members."""
    return _of_each_group(term, group, _to_bind(term.span, str(group.parent)))


def _of_each_group(term: Typed, group: Axis, help: Said) -> Diagnostic:
    message = say("`{found}` has one value for each `{group}`", found=term.span.flat, group=group.name)
    label = say("each `{axis}` takes all of this", axis=group.parent)
    return warning("total-of-groups", message, term.span, label, help)


def unknown_aggregate(expr: ast.Aggregate, allowed: Sequence[str]) -> Diagnostic:
    message = say("`{words}` cannot be taken over an axis", words=_words(expr))
    found = error(
        "unknown-aggregate",
        message,
        expr.function.span,
        NOTHING,
        say("here it is written `{right}`", right=right)
        if (right := WRITTEN_HERE.get(expr.function.ident.lower()))
        else say("the words are {names}", names=listed(allowed)),
    )
    return respelt(found, expr.function.span, expr.function.ident, allowed)


def by_does_not_group(expr: ast.Aggregate, by: Axis, over: Sequence[str]) -> Diagnostic:
    message = say("`{name}` does not group {names}", name=by.name, names=listed(over))
    span = expr.span if expr.by is None else expr.by.span
    return error(
        "by-does-not-group",
        message,
        span,
        NOTHING,
        say("`{name}` must be declared as groups of the axis summed over", name=by.name),
    )


def by_forgotten(expr: ast.Aggregate, group: Axis) -> Diagnostic:
    message = say(
        "every `{parent}` is added up here, with the cell's own `{name}` in each",
        parent=group.parent,
        name=group.name,
    )
    help = say("add `by {name}` to add up the members of each group alone", name=group.name)
    return warning("by-forgotten", message, expr.span, NOTHING, help)


def groups_passed_over(part: Aggregate, at: ast.Expr, name: str, group: Axis, finer: Axis) -> Diagnostic:
    """``y[fy] = sum(c over month)``, the *finer* axis; *part* may be that of a function that is called *at* a place."""
    message = say(
        "every `{parent}` is added up here, the same for each `{group}`",
        parent=finer.name,
        group=group.name,
    )
    declared = say("declare `{name}` without `{group}` if all are meant", name=name, group=group.name)
    own, whole = part.span, at.span
    if own.source is not whole.source or not whole.start <= own.start <= own.end <= whole.end:
        return warning("by-forgotten", message, whole, NOTHING, declared)
    help = (
        say(
            "add `by {group}` to add up the members of each group alone; {declared}",
            group=group.name,
            declared=declared,
        )
        if group.parent == finer.name
        else say(
            "add up by `{parent}` in a variable of its own, and that `by {group}`; {declared}",
            parent=group.parent,
            group=group.name,
            declared=declared,
        )
    )
    return warning("by-forgotten", message, own, NOTHING, help)


def over_twice(expr: ast.Aggregate) -> Diagnostic:
    message = say("an axis is listed twice after `over`")
    return error("axis-twice", message, expr.over[-1].span, NOTHING, say("name each axis once"))


def cumulative_needs_one_axis(expr: ast.Aggregate) -> Diagnostic:
    message = say("`cumulative` runs along one ordered axis, without `by`")
    return error("cumulative-axis", message, expr.span, NOTHING, say("write `cumulative sum(x over year)`"))


def cannot_be_weighted(expr: ast.Aggregate) -> Diagnostic:
    return error(
        "cannot-be-weighted",
        say(
            "`{words}` takes no weights",
            words=_words(expr),
        ),
        expr.span,
        NOTHING,
        say("`sum`, `cumulative sum` and `mean` do"),
    )


def product_has_unit(body: Typed) -> Diagnostic:
    message = say("a product over an axis needs plain ratios, and this is in `{unit}`", unit=body.unit)
    help = say("divide by something in the same unit first; amounts are added, with `sum`")
    return error("product-has-unit", message, body.span, NOTHING, help)


def _words(expr: ast.Aggregate) -> str:
    return f"cumulative {expr.function.ident}" if expr.cumulative else expr.function.ident
