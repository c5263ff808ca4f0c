"""What the checks can say: one constructor for each finding, so that the wording lives in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import did_you_mean, nearest
from semdsl.diagnostics.wording import NOTHING, Said, joined, listed, say, verbatim
from semdsl.semantics.model import (
    Arithmetic,
    Axis,
    Case,
    Constant,
    Coordinate,
    Quantity,
    Ref,
    Region,
    Shift,
    Spread,
    Typed,
)
from semdsl.semantics.rewrite import children
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.kinds import kind_words
from semdsl.units.algebra import Unit
from semdsl.units.parse import COUNTED

Axes: TypeAlias = Mapping[str, Axis]


def _error(
    code: str, message: Said, span: Span, label: Said = NOTHING, help: Said = NOTHING, *more: Label
) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label), *more), help)


def _warning(code: str, message: Said, span: Span, label: Said = NOTHING, help: Said = NOTHING) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label),), help, severity=Severity.WARNING)


def _similar(name: str, known: Iterable[str]) -> Said:
    close = nearest(name, list(known))
    return say("there is a similar name: {names}", names=listed(close)) if close else NOTHING


def _first_words(declaration: ast.Declaration) -> Span:
    return declaration.name.span if declaration.name.text else declaration.span


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────


def unknown_name(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or say("declare it, or bring it in with `use`")
    found = _error(
        "unknown-name", say("`{name}` is not declared", name=name), span, say("nothing has this name"), help
    )
    return respelt(found, span, name, known)


_WRITTEN_HERE = {
    "ln": "log(x)",
    "if": "if condition then value else other_value",
    **dict.fromkeys(("average", "avg", "promedio"), "mean(… over axis)"),
    **dict.fromkeys(("suma", "total"), "sum(… over axis)"),
    **dict.fromkeys(("count", "contar"), "sum(1 over axis)"),
    "sumproduct": "sum(a * b over axis)",
    **dict.fromkeys(("power", "pow"), "x^y"),
    **dict.fromkeys(("npv", "vna"), "sum(flow / (1 + rate)^(year - 2025) over year)"),
}
"""How what other languages call so is written, by its name there in small letters."""


def unknown_function(call: ast.Call, known: Sequence[str]) -> Diagnostic:
    name = call.function.ident
    right = _WRITTEN_HERE.get(name.lower())
    elsewhere = next((one for one in known if one.endswith(f".{name}")), None)
    if right is not None:
        help = say("here it is written `{right}`", right=right)
    elif elsewhere is not None:
        help = say("with the name of its file: `{name}`", name=elsewhere)
    else:
        help = _similar(name, known) or say("declare it: `function {name}(x) = …`", name=name)
    found = _error(
        "unknown-function", say("there is no function `{name}`", name=name), call.function.span, NOTHING, help
    )
    return respelt(found, call.function.span, name, known)


def quantity_called(call: ast.Call) -> Diagnostic:
    name = call.function.ident
    inside = ", ".join(argument.value.span.text for argument in call.arguments)
    help = say(
        "cells are chosen with square brackets: `{name}[{inside}]`", name=name, inside=inside or "year-1"
    )
    return _error(
        "quantity-called",
        say("`{name}` is not a function", name=name),
        call.span,
        say("written like a call"),
        help,
    )


def function_without_arguments(span: Span, declaration: ast.Function) -> Diagnostic:
    usage = f"{declaration.name.text}({', '.join(own.text for own in declaration.parameters)})"
    return _error(
        "wrong-arguments",
        say("the function `{found}` needs its arguments", found=span.text),
        span,
        NOTHING,
        say("write `{usage}`", usage=usage),
    )


def wrong_arguments(call: ast.Call, usage: str, declaration: ast.Function | None = None) -> Diagnostic:
    more = () if declaration is None else (Label(declaration.name.span, say("declared here")),)
    message = say("the arguments of `{name}` do not fit", name=call.function.ident)
    return _error(
        "wrong-arguments", message, call.span, NOTHING, say("it is used as `{usage}`", usage=usage), *more
    )


def function_calls_itself(call: ast.Call, declaration: ast.Function) -> Diagnostic:
    name = declaration.name.text
    help = say("functions are shorthands; for a recursion declare a variable and read its `[year-1]`")
    label = Label(declaration.name.span, say("declared here"))
    return _error(
        "function-calls-itself",
        say("the function `{name}` calls itself", name=name),
        call.span,
        NOTHING,
        help,
        label,
    )


def file_as_value(span: Span, name: str) -> Diagnostic:
    return _error(
        "file-as-value",
        say("`{name}` is a file in use, not a value", name=name),
        span,
        NOTHING,
        say("write one of its names: `{name}.…`", name=name),
    )


def label_as_value(span: Span, name: str, axis: Axis) -> Diagnostic:
    help = say(
        "compare with it, `{axis} = {name}`, or choose its cell, `x[{name}]`", axis=axis.name, name=name
    )
    return _error(
        "label-as-value",
        say("`{name}` is a label of the axis `{axis}`, not a value", name=name, axis=axis.name),
        span,
        NOTHING,
        help,
    )


def text_as_value(span: Span, text: str) -> Diagnostic:
    help = say('write a number; to choose the cell of a label, write `x["{text}"]`', text=text)
    return _error("text-as-value", say("quoted text has no value"), span, NOTHING, help)


def not_indexable(span: Span, name: str, *, is_axis: bool, is_function: bool) -> Diagnostic:
    if is_function:
        help = say("the arguments of a function stand in round brackets: `{name}(…)`", name=name)
    elif is_axis:
        help = say("write `{name}` alone for the number or label of the cell itself", name=name)
    else:
        help = say("write the name of a quantity in it: `{name}.name[…]`", name=name)
    message = say("`{name}` has no cells to choose from", name=name)
    return _error("not-indexable", message, span, say("not a quantity"), help)


def already_declared(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(_first_words(before), say("first declared here"))
    message = say("`{name}` is declared twice", name=declaration.name.text or declaration.kind)
    return _error(
        "already-declared",
        message,
        _first_words(declaration),
        say("declared again"),
        say("rename or remove one"),
        first,
    )


def second_header(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(_first_words(before), say("the first one"))
    message = say("a file is one model, one module or one part")
    how = "include" if "part" in (declaration.kind, before.kind) else "use"
    help = say("move the rest to a file of its own, and bring it in with `{how}`", how=how)
    return _error("already-declared", message, _first_words(declaration), say("a second header"), help, first)


def unused(declaration: ast.Declaration) -> Diagnostic:
    what = kind_words(declaration.kind).the
    message = say("nothing uses {what} `{name}`", what=what, name=declaration.name.text)
    return _warning(
        "unused", message, declaration.name.span, NOTHING, say("use it in a formula, or remove it")
    )


def no_source(declaration: ast.Quantity) -> Diagnostic:
    help = say('add `source "…"`, `law "…"` or `calibrated to "…"`, or say in a `note` why it was chosen')
    message = say("nothing says where the numbers of `{name}` come from", name=declaration.name.text)
    return _warning(
        "no-source",
        message,
        declaration.name.span,
        say("{kind} without a source", kind=kind_words(declaration.kind).alone),
        help,
    )


def no_source_of_gap(declaration: ast.Table, case: ast.Case) -> Diagnostic:
    help = say(
        "the source of the table is that of its file: add `source` or `note` on the line of this number"
    )
    message = say(
        "nothing says where a number comes from that `{name}` has beside its file", name=declaration.name.text
    )
    return _warning("no-source", message, case.span, say("a number without a source"), help)


def no_payer(declaration: ast.Declaration) -> Diagnostic:
    message = say("nothing says who pays the contribution `{name}`", name=declaration.name.text)
    help = say("add `payer employer, worker`, or call it a `variable` if it adds up what others pay")
    return _warning("no-payer", message, declaration.name.span, NOTHING, help)


def outside_range(span: Span, declaration: ast.Declaration, limits: Span) -> Diagnostic:
    message = say("`{found}` is outside the range of `{name}`", found=span.text, name=declaration.name.text)
    help = say("correct the figure, or widen the range and say why")
    return _error("outside-range", message, span, NOTHING, help, Label(limits, say("the range it was given")))


def range_of_nothing(span: Span) -> Diagnostic:
    message = say("this range has nothing in it: its first end is above its last")
    return _error("range-of-nothing", message, span, NOTHING, say("write the lower end first"))


def not_yet(span: Span, what: Said, *, warning: bool = False) -> Diagnostic:
    message = say("this version does not run {what} yet", what=what)
    if warning:
        help = say("it may stay: a later version will run it")
        return _warning("not-yet", message, span, say("left out of the run"), help)
    return _error("not-yet", message, span, NOTHING, say("take it out, or write the model without it"))


# ── Axes and labels ───────────────────────────────────────────────────────────────────────────────


def unknown_axis(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or (
        say("the axes here are {names}", names=listed(known, "and")) if known else say("declare it: `axis …`")
    )
    found = _error("unknown-axis", say("there is no axis `{name}`", name=name), span, NOTHING, help)
    return respelt(found, span, name, known)


def unknown_label(span: Span, label: str, axes: Sequence[Axis]) -> Diagnostic:
    known = [own for axis in axes for own in axis.labels]
    close = nearest(label, known)
    if not axes:
        help = say("take it out, or choose a cell of something that varies by an axis")
        message = say("`{label}` chooses a cell of something without axes", label=label)
        return _error("unknown-label", message, span, NOTHING, help)
    named = listed((axis.name for axis in axes), "and")
    help = (
        say("did you mean {names}?", names=listed(close))
        if close
        else say("the labels are {names}", names=listed(known, "and"))
    )
    message = (
        say("`{label}` is not a label of the axis {axes}", label=label, axes=named)
        if len(axes) == 1
        else say("`{label}` is not a label of the axes {axes}", label=label, axes=named)
    )
    return _error("unknown-label", message, span, NOTHING, help)


def ambiguous_label(span: Span, axes: Sequence[str]) -> Diagnostic:
    help = say("say which axis you mean: `{axis} = {found}`", axis=axes[0], found=span.text)
    return _error(
        "ambiguous-label",
        say("`{found}` is a label of {names}", found=span.text, names=listed(axes, "and")),
        span,
        NOTHING,
        help,
    ).mending(span, f"{axes[0]} = {span.text}", certain=False)


def axis_twice(ident: ast.Ident) -> Diagnostic:
    message = say("the axis `{axis}` is listed twice", axis=ident.text)
    return _error("axis-twice", message, ident.span, NOTHING, say("name each axis once"))


def axis_without_numbers(span: Span, axis: Axis) -> Diagnostic:
    help = say(
        "its members are labels: compare with one, `{axis} = {label}`", axis=axis.name, label=axis.labels[0]
    )
    return _error(
        "axis-without-numbers",
        say("the members of `{axis}` are not numbers", axis=axis.name),
        span,
        NOTHING,
        help,
    )


def no_neighbours(span: Span, axis: Axis) -> Diagnostic:
    message = say("the members of `{axis}` have no order: there is no member before or after", axis=axis.name)
    help = say("choose a member by its label, `{axis} = {label}`", axis=axis.name, label=axis.labels[0])
    return _error("axis-has-no-order", message, span, NOTHING, help)


def axis_has_no_order(span: Span, axis: Axis) -> Diagnostic:
    message = say("the members of `{axis}` have no order: there is no before and after", axis=axis.name)
    return _error("axis-has-no-order", message, span, NOTHING, say("list the labels instead: `for a, b`"))


def empty_axis(declaration: ast.AxisDecl, text: Said) -> Diagnostic:
    message = say("the axis `{name}` would have no member", name=declaration.name.text)
    return _error(
        "empty-axis", message, declaration.definition.span, text, say("write the smaller end first")
    )


def too_many_members(declaration: ast.AxisDecl, count: int, most: int) -> Diagnostic:
    message = say(
        "the axis `{name}` has {count:,} members; at most {most:,} are possible",
        name=declaration.name.text,
        count=count,
        most=most,
    )
    help = say("see that the ends of its range are right, or let the axis have wider steps: `by 5`")
    return _error("too-many-members", message, declaration.definition.span, NOTHING, help)


def repeated_label(declaration: ast.AxisDecl, label: str) -> Diagnostic:
    message = say(
        "the label `{label}` stands twice on the axis `{name}`", label=label, name=declaration.name.text
    )
    help = (
        say("leave one out; a group lists all of its members after one `:`, with commas between them")
        if declaration.of is not None
        else say("leave one out, or give one of them another name")
    )
    return _error("repeated-label", message, declaration.definition.span, NOTHING, help)


def grouping_needs_members(declaration: ast.AxisDecl) -> Diagnostic:
    help = say('write each group with its members: `young: "00-04".."10-14", adult: "15-19".."60-64"`')
    return _error(
        "grouping-needs-members",
        say("`{name}` does not say what it groups", name=declaration.name.text),
        declaration.definition.span,
        NOTHING,
        help,
    )


def groups_itself(declaration: ast.AxisDecl, names: Sequence[str]) -> Diagnostic:
    name = declaration.name.text
    message = (
        say("the axis `{name}` groups itself", name=name)
        if len(names) == 1
        else say("the axis `{name}` groups itself, by way of {names}", name=name, names=listed(names, "and"))
    )
    help = (
        say("write the axis whose members are in the groups: `axis {name} of age = …`", name=name)
        if isinstance(declaration.definition, ast.Members)
        else say("an axis groups another one: `axis step = year by 5 from 2006`")
    )
    return _error("axis-groups-itself", message, declaration.definition.span, NOTHING, help)


def in_two_groups(member: ast.Member, label: str, other: str) -> Diagnostic:
    message = say(
        "`{label}` is in two groups, `{first}` and `{second}`", label=label, first=other, second=member.label
    )
    return _error(
        "in-two-groups",
        message,
        member.span,
        NOTHING,
        say("leave it in one of them: take `{label}` out here", label=label),
    )


def not_a_grouping(span: Span, which: str, axis: Axis) -> Diagnostic:
    help = say(
        "`{which}` speaks of an axis that groups another: `axis step = year by 5 from 2006`", which=which
    )
    return _error(
        "not-a-grouping", say("`{axis}` does not group another axis", axis=axis.name), span, NOTHING, help
    )


def index_axis(span: Span, name: str, axis: str, dims: Sequence[str]) -> Diagnostic:
    varies = say("it varies by {names}", names=listed(dims, "and")) if dims else say("it has no axes")
    return _error(
        "index-axis", say("`{name}` does not vary by `{axis}`", name=name, axis=axis), span, NOTHING, varies
    )


def index_twice(span: Span, axis: str) -> Diagnostic:
    message = say("the place along `{axis}` is given twice", axis=axis)
    return _error("index-twice", message, span, NOTHING, say("give one place for each axis"))


def name_the_axis(span: Span, dims: Sequence[str]) -> Diagnostic:
    axis = dims[0] if dims else "age"
    help = say("a computed place names its axis: `[{axis} = {found}]`", axis=axis, found=span.text)
    return _error(
        "name-the-axis", say("`{found}` does not say along which axis", found=span.text), span, NOTHING, help
    ).mending(span, f"{axis} = {span.text}", certain=len(dims) == 1)


def look_up_needs_number(span: Span, axis: Axis, unit: Unit) -> Diagnostic:
    message = say(
        "a place along `{axis}` must be a plain number, and this is in `{unit}`", axis=axis.name, unit=unit
    )
    return _error(
        "look-up-unit",
        message,
        span,
        NOTHING,
        say("divide it by one of its unit: `… / (1 {unit})`", unit=unit),
    )


def too_indirect(span: Span, axis: Axis) -> Diagnostic:
    help = say("declare what is meant as a variable of its own, and read that")
    return _error(
        "too-indirect",
        say("this place along `{axis}` is too indirect to follow", axis=axis.name),
        span,
        NOTHING,
        help,
    )


def edge_as_value(span: Span, which: str, axis: Axis) -> Diagnostic:
    help = say(
        "use it in an index, `x[{which} of {axis}]`, or in a selection, `for {which} of {axis}`",
        which=which,
        axis=axis.name,
    )
    return _error(
        "edge-as-value",
        say("`{which} of {axis}` has no single number here", which=which, axis=axis.name),
        span,
        NOTHING,
        help,
    )


def axis_not_declared(expr: ast.Expr, node: Typed, axis: Axis, name: str, axes: Sequence[str]) -> Diagnostic:
    part = bringing(node, axis.name)
    what = say("`{name}`", name=name) if name else say("what stands here")
    added = _product(node, axis.name).span.text
    text = " ".join(added.split()) if len(added) < 60 else "…"
    help = say(
        "add it up, `sum({text} over {axis})`, choose one, or declare {what} on `{axis}` too",
        text=text,
        axis=axis.name,
        what=what,
    )
    if isinstance(part, Coordinate):
        help = say("choose one, or declare {what} on `{axis}` too", what=what, axis=axis.name)
    message = (
        say(
            "the axis `{axis}` is not an axis of {what}, which varies by {names}",
            axis=axis.name,
            what=what,
            names=listed(axes, "and"),
        )
        if axes
        else say(
            "the axis `{axis}` is not an axis of {what}, which is a single number", axis=axis.name, what=what
        )
    )
    where = part.span if part.span.source is expr.span.source else expr.span
    return _error("axis-not-declared", message, where, say("this varies by `{axis}`", axis=axis.name), help)


def bringing(node: Typed, axis: str) -> Typed:
    """The smallest part of *node* that varies by *axis*."""
    for part in children(node):
        if axis in part.axes:
            return bringing(part, axis)
    return node


def _product(node: Typed, axis: str) -> Typed:
    """The largest product in *node* that varies by *axis*: what would have to be added up as a whole."""
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        return node
    for part in children(node):
        if axis in part.axes:
            return _product(part, axis)
    return node


def axis_not_placed(span: Span, axis: str, name: str, kind: str) -> Diagnostic:
    if kind == "chart":
        message = say("`{name}` varies by `{axis}`, which has no place in this chart", name=name, axis=axis)
        help = say("add `{axis}` after `by`, or choose one member: `where {axis} = …`", axis=axis)
    else:
        message = say("`{name}` varies by `{axis}`, which has no place in this report", name=name, axis=axis)
        help = say(
            "add `rows {axis}` or `columns {axis}`, or choose one member: `where {axis} = …`", axis=axis
        )
    return _error("axis-not-placed", message, span, NOTHING, help)


# ── Charts ────────────────────────────────────────────────────────────────────────────────────────


def unknown_chart(form: ast.Ident, forms: Sequence[str], meant: str) -> Diagnostic:
    message = say("there is no chart called `{form}`", form=form.text)
    help = (
        say("write `{meant}`", meant=meant)
        if meant
        else _similar(form.text, forms) or say("the charts are {forms}", forms=listed(forms, "and", 9))
    )
    return _error("unknown-chart", message, form.span, say("not a form of chart"), help)


def chart_needs_axes(form: ast.Ident, wanted: Said, example: str) -> Diagnostic:
    message = say("the chart `{form}` needs {wanted}", form=form.text, wanted=wanted)
    return _error("chart-axes", message, form.span, NOTHING, say("as in `{example}`", example=example))


def chart_along_no_order(form: ast.Ident, axis: ast.Layout) -> Diagnostic:
    message = say(
        "the members of `{axis}` have no order along which the chart `{form}` could go",
        axis=axis.axis.ident,
        form=form.text,
    )
    label = say("these are labels")
    if form.text == "line":
        return _error("chart-axes", message, axis.span, label, say("write `bar` instead of `line`"))
    help = say("write a `stacked bar`, or put an axis of years, numbers or bands first")
    return _error("chart-axes", message, axis.span, label, help)


def nothing_to_move(form: ast.Ident) -> Diagnostic:
    message = say(
        "the chart `{form}` moves what has a `range`, and nothing in this model has one", form=form.text
    )
    return _error(
        "chart-axes",
        message,
        form.span,
        NOTHING,
        say("add `range 2% .. 5%` to the assumptions that may move"),
    )


def chart_units(span: Span, name: str, unit: str, first: str, first_unit: str, *, fits: bool) -> Diagnostic:
    message = say(
        "a chart has one scale, and `{name}` is in {unit} while `{first}` is in {first_unit}",
        name=name,
        unit=_unit_or_ratio(unit),
        first=first,
        first_unit=_unit_or_ratio(first_unit),
    )
    help = (
        say("say one unit for all of them: `of … in {unit} by …`", unit=first_unit or unit)
        if fits
        else say("make a chart for each unit")
    )
    return _error("chart-units", message, span, say("in another unit"), help)


def _unit_or_ratio(unit: str) -> Said:
    return verbatim(f"`{unit}`") if unit else say("no unit")


def chart_too_full(span: Span, count: int, most: int, what: Said) -> Diagnostic:
    message = say(
        "this chart would have {count} {what}, of which a reader can tell {most} apart at most",
        count=count,
        what=what,
        most=most,
    )
    help = say("choose some: list fewer names, `by year, line in (SEM, GMP)`, or `where sex = male`")
    return _error("chart-too-full", message, span, NOTHING, help)


def total_of_ratio(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-ratio",
        say(
            "`{name}` is a plain ratio, and ratios of different `{axis}` do not add up", name=name, axis=axis
        ),
        span,
        say("a ratio"),
        say(
            "for the mean write `weighted by` and what it is a ratio of, such as persons; or declare "
            "the mean, or the sum if that is meant, as a quantity of its own"
        ),
        Label(at, say("its total is asked for here")),
    )


def total_of_groups(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-groups",
        say(
            "`{name}` has one value for a whole group of `{axis}`: a total would add it once for each member",
            name=name,
            axis=axis,
        ),
        span,
        say("the same for all members of a group"),
        say("leave the total over `{axis}` out, or lay the report out by the groups", axis=axis),
        Label(at, say("its total is asked for here")),
    )


def total_of_stock(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-stock",
        say(
            "`{name}` is a reserve, and a stock at different times does not add up over `{axis}`",
            name=name,
            axis=axis,
        ),
        span,
        say("a reserve"),
        say("leave the total over `{axis}` out, or show the reserve in a report of its own", axis=axis),
        Label(at, say("its total is asked for here")),
    )


def nothing_to_add(span: Span, axis: str) -> Diagnostic:
    return _error(
        "nothing-to-add",
        say(
            "nothing that this report shows varies by `{axis}`, so every total over it would be blank",
            axis=axis,
        ),
        span,
        NOTHING,
        say("leave this total out, or show something that varies by the axis"),
    )


def weights_without_total(span: Span) -> Diagnostic:
    return _error(
        "weights-without-total",
        say("weights are for totals, and this report has none"),
        span,
        NOTHING,
        say("write `with total` after an axis of the rows or columns, or leave `weighted by` out"),
    )


def member_called_total(at: Span, axis: Axis, label: str, name: str) -> Diagnostic:
    apart = say(
        "take `{label}` out of the axis, or list the other members after `in`, since it would be "
        "added once more",
        label=label,
    )
    return _error(
        "member-called-total",
        say("the member `{label}` of `{axis}` has the name of this total", label=label, axis=axis.name)
        if name == label
        else say(
            "the member `{label}`, titled `{name}`, of `{axis}` has the name of this total",
            label=label,
            name=name,
            axis=axis.name,
        ),
        at,
        say("a total beside the members"),
        apart if name.casefold() == "total" else say("give the total another title"),
        *(() if axis.span is None else (Label(axis.span, say("this axis")),)),
    )


def nothing_varies(expr: ast.Aggregate, axis: str, body: Typed) -> Diagnostic:
    help = say("leave out `{axis}`, or multiply by the number of members if that is meant", axis=axis)
    message = say("nothing here varies by `{axis}`", axis=axis)
    return _error(
        "nothing-varies",
        message,
        body.span,
        say("`{name}` over `{axis}` of this", name=expr.function.ident, axis=axis),
        help,
    )


def unknown_aggregate(expr: ast.Aggregate, allowed: Sequence[str]) -> Diagnostic:
    message = say("`{words}` cannot be taken over an axis", words=_words(expr))
    found = _error(
        "unknown-aggregate",
        message,
        expr.function.span,
        NOTHING,
        say("here it is written `{right}`", right=right)
        if (right := _WRITTEN_HERE.get(expr.function.ident.lower()))
        else say("the words are {names}", names=listed(allowed)),
    )
    return respelt(found, expr.function.span, expr.function.ident, allowed)


def _words(expr: ast.Aggregate) -> str:
    return f"cumulative {expr.function.ident}" if expr.cumulative else expr.function.ident


def by_does_not_group(expr: ast.Aggregate, by: Axis, over: Sequence[str]) -> Diagnostic:
    message = say("`{name}` does not group {names}", name=by.name, names=listed(over))
    span = expr.span if expr.by is None else expr.by.span
    return _error(
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
    return _warning("by-forgotten", message, expr.span, NOTHING, help)


def over_twice(expr: ast.Aggregate) -> Diagnostic:
    message = say("an axis is listed twice after `over`")
    return _error("axis-twice", message, expr.over[-1].span, NOTHING, say("name each axis once"))


def cumulative_needs_one_axis(expr: ast.Aggregate) -> Diagnostic:
    message = say("`cumulative` runs along one ordered axis, without `by`")
    return _error("cumulative-axis", message, expr.span, NOTHING, say("write `cumulative sum(x over year)`"))


def cannot_be_weighted(expr: ast.Aggregate) -> Diagnostic:
    return _error(
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
    return _error("product-has-unit", message, body.span, NOTHING, help)


# ── Selections and cases ──────────────────────────────────────────────────────────────────────────


def bad_selection(span: Span) -> Diagnostic:
    help = say(
        "write labels or ranges, `for 2005..2028`, or compare an axis, `for year >= 2029 and line = SEM`"
    )
    return _error("bad-selection", say("this does not select cells"), span, NOTHING, help)


def range_runs_backwards(span: Span) -> Diagnostic:
    return _error(
        "bad-selection",
        say("this range ends before it begins"),
        span,
        NOTHING,
        say("write the lower end first"),
    )


def listing_of_two_axes(listing: ast.Listing, axes: Sequence[str]) -> Diagnostic:
    message = say("this lists members of {names}", names=listed(axes, "and"))
    both = " and ".join(f"{axis} = …" for axis in axes)
    help = say("for cells in both write `{both}`; for either of them write two cases", both=both)
    return _error("bad-selection", message, listing.span, say("a list is of one axis"), help)


def selection_axis(span: Span, axis: str, axes: Sequence[str]) -> Diagnostic:
    here = (
        say("the axes here are {names}", names=listed(axes, "and")) if axes else say("there are no axes here")
    )
    return _error(
        "selection-axis",
        say("the axis `{axis}` is not one of those selected from", axis=axis),
        span,
        NOTHING,
        here,
    )


def selection_compares_values(span: Span) -> Diagnostic:
    help = say(
        "cells are selected by axes alone; to choose by values write `if … then … else …` in the formula"
    )
    return _error(
        "selection-compares-values", say("a selection compares an axis with its labels"), span, NOTHING, help
    )


def not_constant(span: Span, axis: Axis) -> Diagnostic:
    help = say(
        "write a label of `{axis}`; to choose by values write `if … then … else …` in the formula",
        axis=axis.name,
    )
    return _error(
        "not-constant", say("a selection must be known before anything is computed"), span, NOTHING, help
    )


def range_as_value(span: Span) -> Diagnostic:
    return _error(
        "range-as-value",
        say("a range is not a value"),
        span,
        NOTHING,
        say("ranges stand after `for` and `in`"),
    )


def where_is_not_one_member(span: Span) -> Diagnostic:
    help = say("write one member for each axis: `where line = SEM and sex = male`")
    return _error(
        "where-not-one-member", say("`where` must choose one member of an axis"), span, NOTHING, help
    )


def where_fixes_what_is_laid_out(span: Span, axis: str, kind: str) -> Diagnostic:
    if kind == "chart":
        message = say("`where` fixes `{axis}`, which the chart goes along", axis=axis)
        help = say("leave out the condition, or write `by {axis} in …` for some members only", axis=axis)
        return _error("where-not-one-member", message, span, NOTHING, help)
    message = say("`where` fixes `{axis}`, which is in the rows or columns", axis=axis)
    help = say("leave out the condition, or write `rows {axis} in …` for some members only", axis=axis)
    return _error("where-not-one-member", message, span, NOTHING, help)


def formula_without_cells(declaration: ast.Quantity | ast.Table, case: ast.Case | ast.FileCase) -> Diagnostic:
    name = declaration.name.text
    message = (
        say("`{name}` has several files or formulas, and one does not say for which cells", name=name)
        if isinstance(declaration, ast.Table)
        else say("`{name}` has several formulas, and one does not say for which cells", name=name)
    )
    return _error(
        "formula-without-cells",
        message,
        case.span,
        say("for which cells?"),
        say("add `for …` or `otherwise`"),
    )


def otherwise_twice(first: ast.Case | ast.FileCase, second: ast.Case | ast.FileCase) -> Diagnostic:
    help = say("say `for …` in one of them, or remove it")
    return _error(
        "overlap",
        say("two cases say `otherwise`"),
        second.span,
        NOTHING,
        help,
        Label(first.span, say("the first one")),
    )


def cases_too_many(declaration: ast.Quantity | ast.Table, count: int) -> Diagnostic:
    message = say(
        "the cases of `{name}` make {count:,} combinations, too many to compare",
        name=declaration.name.text,
        count=count,
    )
    return _error(
        "cases-too-many", message, declaration.name.span, NOTHING, say("use fewer selections, or a table")
    )


def overlap(
    declaration: ast.Quantity | ast.Table,
    first: ast.Case | ast.FileCase,
    second: ast.Case | ast.FileCase,
    cells: Region,
    axes: Axes,
    over: Sequence[str],
) -> Diagnostic:
    name, where = declaration.name.text, describe(cells, axes, over)
    message = (
        say("`{name}` has two files or formulas for {cells}", name=name, cells=where)
        if isinstance(declaration, ast.Table)
        else say("`{name}` has two formulas for {cells}", name=name, cells=where)
    )
    help = say("make the selections apart, or write `otherwise` for the rest")
    return _error(
        "overlap",
        message,
        _selected(second),
        say("also selected here"),
        help,
        Label(_selected(first), say("selected here")),
    )


def _selected(case: ast.Case | ast.FileCase) -> Span:
    return case.span if case.selection is None else case.selection.span


def gap(declaration: ast.Quantity | ast.Table, cells: Region, axes: Axes, over: Sequence[str]) -> Diagnostic:
    name, where = declaration.name.text, describe(cells, axes, over)
    message = (
        say("`{name}` has neither a file nor a formula for {cells}", name=name, cells=where)
        if isinstance(declaration, ast.Table)
        else say("`{name}` has no formula for {cells}", name=name, cells=where)
    )
    help = say("add a case for these cells, or `= … otherwise`")
    return _error("gap", message, declaration.name.span, NOTHING, help)


def case_without_cells(case: ast.Case | ast.FileCase) -> Diagnostic:
    help = (
        say("remove it; for cells of either kind write `or` instead of `and`")
        if isinstance(case.selection, ast.Binary) and case.selection.op == "and"
        else say("remove it")
    )
    return _warning("case-without-cells", say("this case is for no cell"), case.span, say("never used"), help)


def describe(cells: Region, axes: Axes, over: Sequence[str]) -> Said:
    """*cells* in a few words: ``2009, 2012..2015, SEM`` for each block."""
    blocks: list[Said] = []
    for box in cells.boxes[:3]:
        own = [_ranges(axes[name], positions) for name, positions in box.positions if name in over]
        blocks.append(say("`{cells}`", cells="; ".join(own)) if own else say("every cell"))
    first = joined(blocks)
    rest = len(cells.boxes) - len(blocks)
    return say("{first} and {count} more blocks of cells", first=first, count=rest) if rest else first


def _ranges(axis: Axis, positions: Sequence[int], most: int = 4) -> str:
    runs: list[list[int]] = []
    for at in positions:
        if runs and axis.ordered and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    texts = [
        axis.labels[run[0]] if len(run) == 1 else f"{axis.labels[run[0]]}..{axis.labels[run[-1]]}"
        for run in runs
    ]
    return ", ".join(texts[:most] + (["…"] if len(texts) > most else []))


def _is_open(axis: Axis) -> bool:
    """Whether *axis* only stands for the one that a template will be given: its labels mean nothing."""
    return axis.span is None


def _member(axis: Axis, at: int) -> str:
    if _is_open(axis) and at in (0, len(axis) - 1):
        return f"{'last' if at else 'first'} of {axis.name}"
    return axis.labels[at]


def _where(axis: Axis, positions: Sequence[int]) -> Said:
    if _is_open(axis) and tuple(positions) in ((0,), (len(axis) - 1,)):
        last = positions[0] > 0
        return say("the last {axis}", axis=axis.name) if last else say("the first {axis}", axis=axis.name)
    return say("{axis} {ranges}", axis=axis.name, ranges=_ranges(axis, positions))


def _runs(axis: Axis) -> Said:
    return (
        NOTHING
        if _is_open(axis)
        else say(
            "`{axis}` runs from {first} to {last}",
            axis=axis.name,
            first=axis.labels[0],
            last=axis.labels[-1],
        )
    )


def no_start(
    quantity: Quantity, case: Case, reference: Ref, along: Axis, positions: Sequence[int]
) -> Diagnostic:
    name, where = quantity.name, _where(along, positions)
    message = (
        say(
            "`{name}` has no start: for {cells} it needs its own value before the axis",
            name=name,
            cells=where,
        )
        if any(isinstance(at, Shift) and at.steps < 0 for at in reference.at)
        else say(
            "`{name}` has no start: for {cells} it needs its own value after the axis", name=name, cells=where
        )
    )
    ends = _runs(along)
    start = _member(along, positions[0])
    help = say("add a case for the start, `= … for {start}`, and `otherwise` to this one", start=start)
    return _error("no-start", message, reference.span, ends, help, Label(case.span, say("in this formula")))


def beyond_axis(
    case: Case,
    reference: Ref | Spread,
    dimension: Axis,
    along: Axis | None,
    positions: Sequence[int],
    *,
    asked: bool,
) -> Diagnostic:
    """*asked* says that the formula is one of a check or expectation, which has no cases."""
    ends = _runs(dimension)
    if along is None:
        message = say("this place is beyond the axis `{dimension}`", dimension=dimension.name)
        help = say(
            "choose a member that `{dimension}` has, or let the axis reach further", dimension=dimension.name
        )
        return _error("beyond-axis", message, reference.span, ends, help)
    message = say(
        "for {cells} this is beyond the axis `{dimension}`",
        cells=_where(along, positions),
        dimension=dimension.name,
    )
    help = say(
        "give these cells a case of their own: `= … for {member}`", member=_member(along, positions[0])
    )
    if asked:
        return _error("beyond-axis", message, reference.span, ends, say("leave these cells out with `for …`"))
    if dimension.parent is not None:
        ends = say(
            "these members of `{along}` are in no group of `{dimension}`",
            along=along.name,
            dimension=dimension.name,
        )
        inside = [at for at, group in enumerate(dimension.groups) if group >= 0]
        before = max(positions) < min(inside, default=0)
        which = f"before {dimension.name}" if before else "…"
        help = say("give them a case of their own: `= … for {which}`", which=which)
    return _error(
        "beyond-axis", message, reference.span, ends, help, Label(case.span, say("in this formula"))
    )


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────


def unknown_unit(text: ast.UnitText, part: str, declared: Mapping[str, Unit]) -> Diagnostic:
    known = [*declared, *COUNTED, "ratio", "million", "thousand"]
    close = nearest(part, known)
    help = (
        say("did you mean {names}?", names=listed(close))
        if close
        else say("declare it, `unit {part}`, or use a currency or {names}", part=part, names=listed(COUNTED))
    )
    return _error("unknown-unit", say("`{part}` is not a unit", part=part), text.span, NOTHING, help)


def huge_in_base_units(span: Span) -> Diagnostic:
    """``1e305 million MXN``, or ``1e305`` where it is in ``million MXN``."""
    message = say(
        "`{text}`, in base units, is larger than any number that can be computed with", text=span.text
    )
    help = say(
        "write a smaller number: all values are kept in base units, so a million is a factor 1,000,000"
    )
    return _error("huge-number", message, span, say("the largest is about 1.8e308"), help)


def unit_mismatch(what: Said, left: Typed, right: Typed) -> Diagnostic:
    """*what* is what was to be done with both: ``add``, ``compare``, ``use in `max```."""
    message = say("cannot {what} `{left}` and `{right}`", what=what, left=left.unit, right=right.unit)
    first = Label(left.span, joined((say("this is in `{unit}`", unit=left.unit), _parts(left)), ": "))
    second = Label(right.span, joined((say("this is in `{unit}`", unit=right.unit), _parts(right)), ": "))
    return Diagnostic("unit-mismatch", message, (second, first), _conversion(left.unit, right.unit))


def _parts(node: Typed) -> Said:
    """Where the unit of a product comes from: ``users in `person`, cost in `MXN/person```."""
    factors = _factors(node)
    if len(factors) < 2 or len(factors) > 6:
        return NOTHING
    named = [
        say("{factor} in `{unit}`", factor=one.span.text, unit=one.unit)
        for one in factors
        if not one.unit.special and one.unit.powers
    ]
    return joined(named) if len(named) > 1 and max(map(len, named)) < 50 else NOTHING


def _factors(node: Typed) -> list[Typed]:
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        return _factors(node.left) + _factors(node.right)
    return [node]


def _conversion(left: Unit, right: Unit) -> Said:
    if left.special or right.special:
        return say("both sides must be amounts, or both conditions or labels of one axis")
    names = {name.partition("(")[0] for name, _ in left.powers} & {
        name.partition("(")[0] for name, _ in right.powers
    }
    constant = any("(" in name for unit in (left, right) for name, _ in unit.powers)
    if (left / right).powers and names and constant and len((left / right).powers) == 2:
        return say(
            "constant and current money differ by a price index: multiply by something in `{unit}`",
            unit=left / right,
        )
    return say("multiply the second by something in `{unit}`, or declare other units", unit=left / right)


def wrong_unit(expr: ast.Expr, node: Typed, unit: Unit, name: str, shown: str) -> Diagnostic:
    wanted = shown or str(unit)
    message = (
        say(
            "`{name}` is declared in `{wanted}`, but this is in `{unit}`",
            name=name,
            wanted=wanted,
            unit=node.unit,
        )
        if name
        else say("this must be in `{wanted}`, but this is in `{unit}`", wanted=wanted, unit=node.unit)
    )
    help = (
        say("a condition becomes a number with `if … then 1 else 0`")
        if node.unit.special or unit.special
        else say("the formula lacks a factor in `{unit}`", unit=unit / node.unit)
    )
    if isinstance(node, Constant) and not node.unit.powers and not expr.span.text.endswith(("%", "pp")):
        help = say(
            "a bare number is a plain ratio: write `{number} {wanted}`", number=expr.span.text, wanted=wanted
        )
    label = joined((say("in `{unit}`", unit=node.unit), _parts(node)), ": ")
    return _error("wrong-unit", message, expr.span, label, help)


def wrong_kind_of_unit(declaration: ast.Quantity, unit: Unit) -> Diagnostic:
    wants = {
        "population": say("persons"),
        "contribution": say("money, or money per something"),
        "cost": say("money, or money per something"),
        "reserve": say("money"),
        "premium": say("a ratio"),
    }[declaration.kind]
    span = declaration.name.span if declaration.unit is None else declaration.unit.span
    help = say("declare it in {wants}, or call it a `variable`", wants=wants)
    return _error(
        "wrong-kind-of-unit",
        say("{kind} is {wants}, not `{unit}`", kind=kind_words(declaration.kind).one, wants=wants, unit=unit),
        span,
        NOTHING,
        help,
    )


def exponent_has_unit(exponent: Typed) -> Diagnostic:
    message = say("an exponent is a plain number, and this is in `{unit}`", unit=exponent.unit)
    help = say("divide it by one of its unit: `… / (1 {unit})`", unit=exponent.unit)
    return _error("exponent-unit", message, exponent.span, NOTHING, help)


def power_of_unit(base: Typed, exponent: Typed) -> Diagnostic:
    message = say(
        "something in `{unit}` can only be raised to a whole number that is written out", unit=base.unit
    )
    help = say(
        "write the number, as in `^2`, or divide by one of its unit first: `(… / (1 {unit}))^…`",
        unit=base.unit,
    )
    return _error(
        "power-of-unit",
        message,
        exponent.span,
        say("this is not one"),
        help,
        Label(base.span, say("in `{unit}`", unit=base.unit)),
    )


def function_needs_ratio(call: ast.Call, argument: Typed) -> Diagnostic:
    message = say(
        "`{name}` needs a plain ratio, and this is in `{unit}`", name=call.function.ident, unit=argument.unit
    )
    return _error(
        "function-needs-ratio",
        message,
        argument.span,
        NOTHING,
        say("divide by something in the same unit first"),
    )


def not_a_condition(node: Typed) -> Diagnostic:
    return _error(
        "not-a-condition",
        say("this is a value, where a condition is expected"),
        node.span,
        NOTHING,
        say("compare it: `… > 0`"),
    )


def condition_as_value(node: Typed) -> Diagnostic:
    help = say("write `if … then 1 else 0`")
    return _error(
        "condition-as-value",
        say("this is true or false, where a value is expected"),
        node.span,
        NOTHING,
        help,
    ).mending(node.span, f"(if {node.span.text} then 1 else 0)", certain=False)


def tolerance_unit(node: Typed, unit: Unit) -> Diagnostic:
    message = say(
        "the tolerance is in `{given}`, and what is compared in `{unit}`", given=node.unit, unit=unit
    )
    return _size_in_other_unit(message, node, unit)


def deviation_unit(node: Typed, unit: Unit) -> Diagnostic:
    message = say(
        "the stated deviation is in `{given}`, and what is compared in `{unit}`", given=node.unit, unit=unit
    )
    return _size_in_other_unit(message, node, unit)


def _size_in_other_unit(message: Said, node: Typed, unit: Unit) -> Diagnostic:
    help = say("write it in `{unit}`, or in percent to have it relative", unit=unit)
    return _error("tolerance-unit", message, node.span, NOTHING, help)


def negative_tolerance(span: Span) -> Diagnostic:
    message = say("the tolerance is below 0, and no two numbers are as near as that")
    help = say(
        "write how far the two sides may be apart, without a sign; to allow no difference at all, write 0"
    )
    return _error("negative-tolerance", message, span, say("less than nothing"), help)


def file_unit(text: ast.UnitText, given: Unit, unit: Unit) -> Diagnostic:
    message = say("the file is said to be in `{given}`, and the table in `{unit}`", given=given, unit=unit)
    help = say(
        "say what the file is in, such as `{unit}` or `thousand {unit}`, or declare the table in `{given}`",
        given=given,
        unit=unit,
    )
    return _error("file-unit", message, text.span, NOTHING, help)


def shown_in_other_unit(text: ast.UnitText, given: Unit, span: Span, unit: Unit) -> Diagnostic:
    message = say(
        "`{found}` is in `{unit}` and cannot be shown in `{given}`", found=span.text, unit=unit, given=given
    )
    help = say("show it in `{unit}`, or in a multiple of that such as `million {unit}`", unit=unit)
    return _error("shown-unit", message, text.span, NOTHING, help, Label(span, say("in `{unit}`", unit=unit)))


def formula_too_large(span: Span, most: int, *, own: bool) -> Diagnostic:
    """*own* says that the one formula is too large, and not all of the model together."""
    if own:
        message = say(
            "this formula has more than {most:,} parts once its functions are written out", most=most
        )
    else:
        message = say(
            "with this formula those of the model have more than {most:,} parts once their functions are written out",
            most=most,
        )
    return _error("formula-too-large", message, span, NOTHING, say("declare parts of it as variables"))


def too_deep(span: Span) -> Diagnostic:
    return _error(
        "too-deep",
        say("this formula is nested too deeply"),
        span,
        NOTHING,
        say("declare parts of it as variables"),
    )


# ── Tables, modules, statements ───────────────────────────────────────────────────────────────────


def interpolates_along(fill: ast.Interpolate, axes: Sequence[str]) -> Diagnostic:
    message = say("the table does not vary by `{axis}`", axis=fill.axis.text)
    return _error(
        "interpolates-along",
        message,
        fill.axis.span,
        NOTHING,
        did_you_mean(fill.axis.text, axes) or say("its axes are {names}", names=listed(axes, "and")),
    )


def unknown_method(fill: ast.Interpolate, known: Sequence[str]) -> Diagnostic:
    help = say("the ways are {names}", names=listed(known, "and"))
    found = _error(
        "unknown-method",
        say("`{method}` is no way to interpolate", method=fill.method.text),
        fill.method.span,
        NOTHING,
        help,
    )
    return respelt(found, fill.method.span, fill.method.text, known)


def column_of_other_axis(axis: ast.Ident, axes: Sequence[str]) -> Diagnostic:
    message = say("`{axis}` is not an axis of what is read", axis=axis.text)
    meant = did_you_mean(axis.text, axes)
    help = say(
        'leave it out: what is read varies by {names}; rows of one kind are chosen with `where column = "…"`',
        names=listed(axes, "and"),
    )
    return _error("column-axis", message, axis.span, NOTHING, meant or help)


def unknown_input(argument: ast.Argument, name: str, known: Sequence[str], use: ast.Use) -> Diagnostic:
    help = _similar(name, known) or (
        say("its inputs are {names}", names=listed(known, "and")) if known else say("it has no inputs")
    )
    message = say("`{module}` has no input `{name}`", module=use.module.span.text, name=name)
    found = _error("unknown-input", message, argument.span, NOTHING, help)
    return respelt(found, argument.name.span if argument.name else argument.span, name, known)


def input_twice(argument: ast.Argument, name: str) -> Diagnostic:
    message = say("the input `{name}` is bound twice", name=name)
    return _error("input-twice", message, argument.span, NOTHING, say("bind each input once"))


def input_not_bound(use: ast.Use, declaration: ast.Input) -> Diagnostic:
    name = declaration.name.text
    label = Label(declaration.name.span, say("declared here"))
    message = say("the input `{name}` is not bound", name=name)
    return _error(
        "input-not-bound",
        message,
        use.module.span,
        NOTHING,
        say("add `{name} = …` to `with (…)`", name=name),
        label,
    )


def time_not_bound(use: ast.Use, declaration: ast.Input, times: Sequence[str]) -> Diagnostic:
    name = declaration.name.text
    message = (
        say("the model has no time axis to use") if not times else say("the model has several time axes")
    )
    help = (
        say("bind one: `with ({name} = {axis})`", name=name, axis=times[0])
        if times
        else say("declare one: `time year = 2005..2050`")
    )
    return _error("input-not-bound", message, use.module.span, NOTHING, help)


def bound_axis_groups_another(
    use: ast.Use | None, declaration: ast.Input, bound: Axis, parent: str
) -> Diagnostic:
    message = say(
        "`{bound}` does not group `{parent}`, as the input `{name}` must",
        bound=bound.name,
        parent=parent,
        name=declaration.name.text,
    )
    span = declaration.name.span if use is None else use.span
    help = say("bind an axis that groups `{parent}`: `axis step = {parent} by 5 from …`", parent=parent)
    return _error(
        "bound-axis", message, span, NOTHING, help, Label(declaration.name.span, say("declared here"))
    )


def target_is_a_name(span: Span) -> Diagnostic:
    return _error(
        "target-is-a-name",
        say("the name of a quantity is expected here"),
        span,
        NOTHING,
        say("write `name` or `name[…]`"),
    )


def scenario_sets_formula(given: ast.Given, kind: str) -> Diagnostic:
    message = say(
        "a scenario sets parameters, assumptions and tables; this is {one}", one=kind_words(kind).one
    )
    help = say("make what should differ an assumption, and set that")
    return _error("scenario-sets-formula", message, given.target.span, NOTHING, help)


def test_reads_file(line: ast.Given | ast.Expect) -> Diagnostic:
    help = say("write the few cells that the test is about, or move the expectation to the left margin")
    return _error(
        "test-reads-file", say("a test is of values written out, not of a file"), line.span, NOTHING, help
    )


def misplaced_deviation(stated: ast.Deviation, kind: str) -> Diagnostic:
    message, help = {
        "check": (
            say("a `check` holds or does not: it has no `deviates`"),
            say(
                "write `expect` for a printed figure that is not met, and `for …` for a check of some "
                "cells only"
            ),
        ),
        "test": (
            say("a `test` works out its own figures: nothing printed is there to deviate from"),
            say("expect the figure that should come out, or move the expectation to the left margin"),
        ),
    }.get(
        kind,
        (
            say("only a comparison with `=` or `matches` can state a deviation"),
            say("write `expect name = … within … deviates up to …`"),
        ),
    )
    return _error("misplaced-deviation", message, stated.span, NOTHING, help)


def deviation_without_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = say("this states a deviation, and not what would be none")
    help = say("say how near is met, as the print shows it: `within 0.005pp deviates up to …`")
    return _error("deviation-without-tolerance", message, stated.span, say("beyond which tolerance?"), help)


def deviation_within_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = say("no cell can deviate as is stated here: the deviation is not larger than the tolerance")
    help = say(
        "state the largest deviation from the print, which is beyond the tolerance, or take `deviates` away"
    )
    return _error("deviation-within-tolerance", message, stated.span, say("not beyond the tolerance"), help)


def unexplained_deviation(stated: ast.Deviation) -> Diagnostic:
    message = say("nothing says why the printed figures are not met")
    help = say("add a `note` with the reason, or an `erratum` if the source is wrong")
    return _warning("unexplained-deviation", message, stated.span, say("without a reason"), help)


def unknown_scenario(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or (
        say("the scenarios are {names}", names=listed(known, "and"))
        if known
        else say("declare it: `scenario {name}`", name=name)
    )
    if name == "base":
        help = say("leave `extends` out: a scenario starts from the values that the model states")
    found = _error("unknown-scenario", say("there is no scenario `{name}`", name=name), span, NOTHING, help)
    return respelt(found, span, name, known)


def scenario_extends_itself(span: Span, name: str) -> Diagnostic:
    help = say("let one of the scenarios on the way round state its settings, without `extends`")
    message = say("the scenario `{name}` extends itself", name=name)
    return _error("scenario-extends-itself", message, span, NOTHING, help)
