"""What the checks can say: one constructor for each finding, so that the wording lives in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.suggest import nearest
from semdsl.semantics.model import (
    Arithmetic,
    Axis,
    Case,
    Constant,
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
from semdsl.units.algebra import Unit
from semdsl.units.parse import COUNTED

Axes: TypeAlias = Mapping[str, Axis]


def _error(code: str, message: str, span: Span, label: str = "", help: str = "", *more: Label) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label), *more), help)


def _warning(code: str, message: str, span: Span, label: str = "", help: str = "") -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label),), help, severity=Severity.WARNING)


def _listed(names: Iterable[str], last: str = "or", most: int = 8) -> str:
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > most:
        quoted = [*quoted[: most - 1], "…", quoted[-1]]
    return (
        quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}" if quoted else ""
    )


def _similar(name: str, known: Iterable[str]) -> str:
    close = nearest(name, list(known))
    return f"there is a similar name: {_listed(close)}" if close else ""


def _first_words(declaration: ast.Declaration) -> Span:
    return declaration.name.span if declaration.name.text else declaration.span


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────


def unknown_name(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or "declare it, or bring it in with `use`"
    return _error("unknown-name", f"`{name}` is not declared", span, "nothing has this name", help)


def unknown_function(call: ast.Call, known: Sequence[str]) -> Diagnostic:
    name = call.function.ident
    help = _similar(name, known) or f"declare it: `function {name}(x) = …`"
    return _error("unknown-function", f"there is no function `{name}`", call.function.span, "", help)


def quantity_called(call: ast.Call) -> Diagnostic:
    name = call.function.ident
    inside = ", ".join(argument.value.span.text for argument in call.arguments)
    help = f"cells are chosen with square brackets: `{name}[{inside or 'year-1'}]`"
    return _error("quantity-called", f"`{name}` is not a function", call.span, "written like a call", help)


def function_without_arguments(span: Span, declaration: ast.Function) -> Diagnostic:
    usage = f"{declaration.name.text}({', '.join(own.text for own in declaration.parameters)})"
    return _error(
        "wrong-arguments", f"the function `{span.text}` needs its arguments", span, "", f"write `{usage}`"
    )


def wrong_arguments(call: ast.Call, usage: str, declaration: ast.Function | None = None) -> Diagnostic:
    more = () if declaration is None else (Label(declaration.name.span, "declared here"),)
    message = f"the arguments of `{call.function.ident}` do not fit"
    return _error("wrong-arguments", message, call.span, "", f"it is used as `{usage}`", *more)


def function_calls_itself(call: ast.Call, declaration: ast.Function) -> Diagnostic:
    name = declaration.name.text
    help = "functions are shorthands; for a recursion declare a variable and read its `[year-1]`"
    label = Label(declaration.name.span, "declared here")
    return _error("function-calls-itself", f"the function `{name}` calls itself", call.span, "", help, label)


def file_as_value(span: Span, name: str) -> Diagnostic:
    return _error(
        "file-as-value",
        f"`{name}` is a file in use, not a value",
        span,
        "",
        f"write one of its names: `{name}.…`",
    )


def label_as_value(span: Span, name: str, axis: Axis) -> Diagnostic:
    help = f"compare with it, `{axis.name} = {name}`, or choose its cell, `x[{name}]`"
    return _error(
        "label-as-value", f"`{name}` is a label of the axis `{axis.name}`, not a value", span, "", help
    )


def text_as_value(span: Span, text: str) -> Diagnostic:
    help = f'quoted text is a label of an axis: choose a cell with it, `x["{text}"]`'
    return _error("text-as-value", "quoted text has no value", span, "", help)


def not_indexable(span: Span, name: str) -> Diagnostic:
    help = "cells are chosen from a quantity that varies by an axis: `x[2026]`"
    return _error("not-indexable", f"`{name}` has no cells to choose from", span, "not a quantity", help)


def already_declared(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(_first_words(before), "first declared here")
    message = f"`{declaration.name.text or declaration.kind}` is declared twice"
    return _error(
        "already-declared",
        message,
        _first_words(declaration),
        "declared again",
        "rename or remove one",
        first,
    )


def second_header(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(_first_words(before), "the first one")
    message = "a file is one model, one module or one part"
    how = "include" if "part" in (declaration.kind, before.kind) else "use"
    help = f"move the rest to a file of its own, and bring it in with `{how}`"
    return _error("already-declared", message, _first_words(declaration), "a second header", help, first)


def unused(declaration: ast.Declaration) -> Diagnostic:
    what = {"time": "time axis", "use": "file"}.get(declaration.kind, declaration.kind)
    message = f"nothing uses the {what} `{declaration.name.text}`"
    return _warning("unused", message, declaration.name.span, "", "use it in a formula, or remove it")


def no_source(declaration: ast.Quantity) -> Diagnostic:
    help = 'add `source "…"`, `law "…"` or `calibrated to "…"`, or say in a `note` why it was chosen'
    message = f"nothing says where the numbers of `{declaration.name.text}` come from"
    return _warning("no-source", message, declaration.name.span, f"{declaration.kind} without a source", help)


def no_source_of_gap(declaration: ast.Table, case: ast.Case) -> Diagnostic:
    help = "the source of the table is that of its file: add `source` or `note` on the line of this number"
    message = f"nothing says where a number comes from that `{declaration.name.text}` has beside its file"
    return _warning("no-source", message, case.span, "a number without a source", help)


def no_payer(declaration: ast.Declaration) -> Diagnostic:
    message = f"nothing says who pays the contribution `{declaration.name.text}`"
    help = "add `payer employer, worker`, or call it a `variable` if it adds up what others pay"
    return _warning("no-payer", message, declaration.name.span, "", help)


def outside_range(span: Span, declaration: ast.Declaration, limits: Span) -> Diagnostic:
    message = f"`{span.text}` is outside the range of `{declaration.name.text}`"
    help = "correct the figure, or widen the range and say why"
    return _error("outside-range", message, span, "", help, Label(limits, "the range it was given"))


def not_yet(span: Span, what: str, *, warning: bool = False) -> Diagnostic:
    message = f"this version does not run {what} yet"
    if warning:
        return _warning(
            "not-yet", message, span, "left out of the run", "it may stay: a later version will run it"
        )
    return _error("not-yet", message, span, "", "take it out, or write the model without it")


# ── Axes and labels ───────────────────────────────────────────────────────────────────────────────


def unknown_axis(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or (
        f"the axes here are {_listed(known, 'and')}" if known else "declare it: `axis …`"
    )
    return _error("unknown-axis", f"there is no axis `{name}`", span, "", help)


def unknown_label(span: Span, label: str, axes: Sequence[Axis]) -> Diagnostic:
    known = [own for axis in axes for own in axis.labels]
    close = nearest(label, known)
    if not axes:
        help = "take it out, or choose a cell of something that varies by an axis"
        return _error("unknown-label", f"`{label}` chooses a cell of something without axes", span, "", help)
    named = _listed((axis.name for axis in axes), "and")
    help = f"did you mean {_listed(close)}?" if close else f"the labels are {_listed(known, 'and')}"
    word = "axis" if len(axes) == 1 else "axes"
    return _error("unknown-label", f"`{label}` is not a label of the {word} {named}", span, "", help)


def ambiguous_label(span: Span, axes: Sequence[str]) -> Diagnostic:
    help = f"say which axis you mean: `{axes[0]} = {span.text}`"
    return _error("ambiguous-label", f"`{span.text}` is a label of {_listed(axes, 'and')}", span, "", help)


def axis_twice(ident: ast.Ident) -> Diagnostic:
    help = "name each axis once"
    return _error("axis-twice", f"the axis `{ident.text}` is listed twice", ident.span, "", help)


def axis_without_numbers(span: Span, axis: Axis) -> Diagnostic:
    help = f"its members are labels: compare with one, `{axis.name} = {axis.labels[0]}`"
    return _error("axis-without-numbers", f"the members of `{axis.name}` are not numbers", span, "", help)


def no_neighbours(span: Span, axis: Axis) -> Diagnostic:
    message = f"the members of `{axis.name}` have no order: there is no member before or after"
    help = f"choose a member by its label, `{axis.name} = {axis.labels[0]}`"
    return _error("axis-has-no-order", message, span, "", help)


def axis_has_no_order(span: Span, axis: Axis) -> Diagnostic:
    message = f"the members of `{axis.name}` have no order: there is no before and after"
    return _error("axis-has-no-order", message, span, "", "list the labels instead: `for a, b`")


def empty_axis(declaration: ast.AxisDecl, text: str) -> Diagnostic:
    message = f"the axis `{declaration.name.text}` would have no member"
    return _error("empty-axis", message, declaration.definition.span, text, "write the smaller end first")


def too_many_members(declaration: ast.AxisDecl, count: int, most: int) -> Diagnostic:
    message = f"the axis `{declaration.name.text}` has {count:,} members; at most {most:,} are possible"
    help = "see that the ends of its range are right, or let the axis have wider steps: `by 5`"
    return _error("too-many-members", message, declaration.definition.span, "", help)


def repeated_label(declaration: ast.AxisDecl, label: str) -> Diagnostic:
    message = f"the label `{label}` stands twice on the axis `{declaration.name.text}`"
    return _error("repeated-label", message, declaration.definition.span, "", "write each label once")


def grouping_needs_members(declaration: ast.AxisDecl) -> Diagnostic:
    help = 'write each group with its members: `young: "00-04".."10-14", adult: "15-19".."60-64"`'
    return _error(
        "grouping-needs-members",
        f"`{declaration.name.text}` does not say what it groups",
        declaration.definition.span,
        "",
        help,
    )


def groups_itself(declaration: ast.AxisDecl, names: Sequence[str]) -> Diagnostic:
    round_about = "" if len(names) == 1 else f", by way of {_listed(names, 'and')}"
    message = f"the axis `{declaration.name.text}` groups itself{round_about}"
    help = "an axis groups another one: `axis step = year by 5 from 2006`"
    return _error("axis-groups-itself", message, declaration.definition.span, "", help)


def in_two_groups(member: ast.Member, label: str, other: str) -> Diagnostic:
    message = f"`{label}` is in two groups, `{other}` and `{member.label}`"
    return _error(
        "in-two-groups", message, member.span, "", f"leave it in one of them: take `{label}` out here"
    )


def not_a_grouping(span: Span, which: str, axis: Axis) -> Diagnostic:
    help = f"`{which}` speaks of an axis that groups another: `axis step = year by 5 from 2006`"
    return _error("not-a-grouping", f"`{axis.name}` does not group another axis", span, "", help)


def index_axis(span: Span, name: str, axis: str, dims: Sequence[str]) -> Diagnostic:
    varies = f"it varies by {_listed(dims, 'and')}" if dims else "it has no axes"
    return _error("index-axis", f"`{name}` does not vary by `{axis}`", span, "", varies)


def index_twice(span: Span, axis: str) -> Diagnostic:
    help = "give one place for each axis"
    return _error("index-twice", f"the place along `{axis}` is given twice", span, "", help)


def name_the_axis(span: Span, dims: Sequence[str]) -> Diagnostic:
    axis = dims[0] if dims else "age"
    help = f"a computed place names its axis: `[{axis} = {span.text}]`"
    return _error("name-the-axis", f"`{span.text}` does not say along which axis", span, "", help)


def look_up_needs_number(span: Span, axis: Axis, unit: Unit) -> Diagnostic:
    message = f"a place along `{axis.name}` must be a plain number, and this is in `{unit}`"
    return _error("look-up-unit", message, span, "", f"divide it by one of its unit: `… / (1 {unit})`")


def too_indirect(span: Span, axis: Axis) -> Diagnostic:
    help = "declare what is meant as a variable of its own, and read that"
    return _error("too-indirect", f"this place along `{axis.name}` is too indirect to follow", span, "", help)


def edge_as_value(span: Span, which: str, axis: Axis) -> Diagnostic:
    help = f"use it in an index, `x[{which} of {axis.name}]`, or in a selection, `for {which} of {axis.name}`"
    return _error("edge-as-value", f"`{which} of {axis.name}` has no single number here", span, "", help)


def axis_not_declared(expr: ast.Expr, node: Typed, axis: Axis, name: str, axes: Sequence[str]) -> Diagnostic:
    part = _bringing(node, axis.name)
    what = f"`{name}`" if name else "what stands here"
    varies = f"which varies by {_listed(axes, 'and')}" if axes else "which is a single number"
    added = _product(node, axis.name).span.text
    text = " ".join(added.split()) if len(added) < 60 else "…"
    help = f"add it up, `sum({text} over {axis.name})`, choose one, or declare {what} on `{axis.name}` too"
    message = f"the axis `{axis.name}` is not an axis of {what}, {varies}"
    where = part.span if part.span.source is expr.span.source else expr.span
    return _error("axis-not-declared", message, where, f"this varies by `{axis.name}`", help)


def _bringing(node: Typed, axis: str) -> Typed:
    """The smallest part of *node* that varies by *axis*."""
    for part in children(node):
        if axis in part.axes:
            return _bringing(part, axis)
    return node


def _product(node: Typed, axis: str) -> Typed:
    """The largest product in *node* that varies by *axis*: what would have to be added up as a whole."""
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        return node
    for part in children(node):
        if axis in part.axes:
            return _product(part, axis)
    return node


def axis_not_placed(span: Span, axis: str, name: str) -> Diagnostic:
    help = f"add `rows {axis}` or `columns {axis}`, or choose one member: `where {axis} = …`"
    return _error(
        "axis-not-placed", f"`{name}` varies by `{axis}`, which has no place in this report", span, "", help
    )


def total_of_ratio(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-ratio",
        f"`{name}` is a plain ratio, and ratios of different `{axis}` do not add up",
        span,
        "a ratio",
        "for the mean write `weighted by` and what it is a ratio of, such as persons; "
        "or declare the mean, or the sum if that is meant, as a quantity of its own",
        Label(at, "its total is asked for here"),
    )


def total_of_groups(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-groups",
        f"`{name}` has one value for a whole group of `{axis}`: a total would add it once for each member",
        span,
        "the same for all members of a group",
        f"leave the total over `{axis}` out, or lay the report out by the groups",
        Label(at, "its total is asked for here"),
    )


def total_of_stock(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return _error(
        "total-of-stock",
        f"`{name}` is a reserve, and a stock at different times does not add up over `{axis}`",
        span,
        "a reserve",
        f"leave the total over `{axis}` out, or show the reserve in a report of its own",
        Label(at, "its total is asked for here"),
    )


def nothing_to_add(span: Span, axis: str) -> Diagnostic:
    return _error(
        "nothing-to-add",
        f"nothing that this report shows varies by `{axis}`, so every total over it would be blank",
        span,
        "",
        "leave this total out, or show something that varies by the axis",
    )


def weights_without_total(span: Span) -> Diagnostic:
    return _error(
        "weights-without-total",
        "weights are for totals, and this report has none",
        span,
        "",
        "write `with total` after an axis of the rows or columns, or leave `weighted by` out",
    )


def member_called_total(at: Span, axis: Axis, label: str, name: str) -> Diagnostic:
    called = f"`{label}`" if name == label else f"`{label}`, titled `{name}`,"
    apart = f"take `{label}` out of the axis, or list the other members after `in`, since it would be added once more"
    return _error(
        "member-called-total",
        f"the member {called} of `{axis.name}` has the name of this total",
        at,
        "a total beside the members",
        apart if name.casefold() == "total" else "give the total another title",
        *(() if axis.span is None else (Label(axis.span, "this axis"),)),
    )


def nothing_varies(expr: ast.Aggregate, axis: str, body: Typed) -> Diagnostic:
    help = f"leave out `{axis}`, or multiply by the number of members if that is meant"
    message = f"nothing here varies by `{axis}`"
    return _error(
        "nothing-varies", message, body.span, f"`{expr.function.ident}` over `{axis}` of this", help
    )


def unknown_aggregate(expr: ast.Aggregate, allowed: Sequence[str]) -> Diagnostic:
    what = "cumulative " if expr.cumulative else ""
    message = f"`{what}{expr.function.ident}` cannot be taken over an axis"
    return _error("unknown-aggregate", message, expr.function.span, "", f"the words are {_listed(allowed)}")


def by_does_not_group(expr: ast.Aggregate, by: Axis, over: Sequence[str]) -> Diagnostic:
    message = f"`{by.name}` does not group {_listed(over)}"
    span = expr.span if expr.by is None else expr.by.span
    return _error(
        "by-does-not-group",
        message,
        span,
        "",
        f"`{by.name}` must be declared as groups of the axis summed over",
    )


def by_forgotten(expr: ast.Aggregate, group: Axis) -> Diagnostic:
    message = f"every `{group.parent}` is added up here, with the cell's own `{group.name}` in each"
    help = f"add `by {group.name}` to add up the members of each group alone"
    return _warning("by-forgotten", message, expr.span, "", help)


def over_twice(expr: ast.Aggregate) -> Diagnostic:
    help = "name each axis once"
    return _error("axis-twice", "an axis is listed twice after `over`", expr.over[-1].span, "", help)


def cumulative_needs_one_axis(expr: ast.Aggregate) -> Diagnostic:
    message = "`cumulative` runs along one ordered axis, without `by`"
    return _error("cumulative-axis", message, expr.span, "", "write `cumulative sum(x over year)`")


def cannot_be_weighted(expr: ast.Aggregate) -> Diagnostic:
    return _error(
        "cannot-be-weighted",
        f"`{'cumulative ' if expr.cumulative else ''}{expr.function.ident}` takes no weights",
        expr.span,
        "",
        "`sum`, `cumulative sum` and `mean` do",
    )


def product_has_unit(body: Typed) -> Diagnostic:
    message = f"a product over an axis needs plain ratios, and this is in `{body.unit}`"
    help = "divide by something in the same unit first; amounts are added, with `sum`"
    return _error("product-has-unit", message, body.span, "", help)


# ── Selections and cases ──────────────────────────────────────────────────────────────────────────


def bad_selection(span: Span) -> Diagnostic:
    help = "write labels or ranges, `for 2005..2028`, or compare an axis, `for year >= 2029 and line = SEM`"
    return _error("bad-selection", "this does not select cells", span, "", help)


def range_runs_backwards(span: Span) -> Diagnostic:
    return _error("bad-selection", "this range ends before it begins", span, "", "write the lower end first")


def listing_of_two_axes(listing: ast.Listing, axes: Sequence[str]) -> Diagnostic:
    message = f"this lists members of {_listed(axes, 'and')}"
    both = " and ".join(f"{axis} = …" for axis in axes)
    help = f"for cells in both write `{both}`; for either of them write two cases"
    return _error("bad-selection", message, listing.span, "a list is of one axis", help)


def selection_axis(span: Span, axis: str, axes: Sequence[str]) -> Diagnostic:
    here = f"the axes here are {_listed(axes, 'and')}" if axes else "there are no axes here"
    return _error("selection-axis", f"the axis `{axis}` is not one of those selected from", span, "", here)


def selection_compares_values(span: Span) -> Diagnostic:
    help = "cells are selected by axes alone; to choose by values write `if … then … else …` in the formula"
    return _error("selection-compares-values", "a selection compares an axis with its labels", span, "", help)


def not_constant(span: Span, axis: Axis) -> Diagnostic:
    help = f"write a label of `{axis.name}`; to choose by values write `if … then … else …` in the formula"
    return _error("not-constant", "a selection must be known before anything is computed", span, "", help)


def range_as_value(span: Span) -> Diagnostic:
    return _error("range-as-value", "a range is not a value", span, "", "ranges stand after `for` and `in`")


def where_is_not_one_member(span: Span) -> Diagnostic:
    help = "write one member for each axis: `where line = SEM and sex = male`"
    return _error("where-not-one-member", "`where` must choose one member of an axis", span, "", help)


def where_fixes_what_is_laid_out(span: Span, axis: str) -> Diagnostic:
    message = f"`where` fixes `{axis}`, which is in the rows or columns"
    help = f"leave out the condition, or write `rows {axis} in …` for some members only"
    return _error("where-not-one-member", message, span, "", help)


def formula_without_cells(declaration: ast.Quantity | ast.Table, case: ast.Case | ast.FileCase) -> Diagnostic:
    message = (
        f"`{declaration.name.text}` has several {_cases(declaration)}, and one does not say for which cells"
    )
    return _error(
        "formula-without-cells", message, case.span, "for which cells?", "add `for …` or `otherwise`"
    )


def otherwise_twice(first: ast.Case | ast.FileCase, second: ast.Case | ast.FileCase) -> Diagnostic:
    help = "say `for …` in one of them, or remove it"
    return _error(
        "overlap", "two cases say `otherwise`", second.span, "", help, Label(first.span, "the first one")
    )


def cases_too_many(declaration: ast.Quantity | ast.Table, count: int) -> Diagnostic:
    message = f"the cases of `{declaration.name.text}` make {count:,} combinations, too many to compare"
    return _error("cases-too-many", message, declaration.name.span, "", "use fewer selections, or a table")


def overlap(
    declaration: ast.Quantity | ast.Table,
    first: ast.Case | ast.FileCase,
    second: ast.Case | ast.FileCase,
    cells: Region,
    axes: Axes,
    over: Sequence[str],
) -> Diagnostic:
    message = f"`{declaration.name.text}` has two {_cases(declaration)} for {describe(cells, axes, over)}"
    help = "make the selections apart, or write `otherwise` for the rest"
    return _error(
        "overlap",
        message,
        _selected(second),
        "also selected here",
        help,
        Label(_selected(first), "selected here"),
    )


def _cases(declaration: ast.Quantity | ast.Table) -> str:
    return "files or formulas" if isinstance(declaration, ast.Table) else "formulas"


def _selected(case: ast.Case | ast.FileCase) -> Span:
    return case.span if case.selection is None else case.selection.span


def gap(declaration: ast.Quantity | ast.Table, cells: Region, axes: Axes, over: Sequence[str]) -> Diagnostic:
    what = "neither a file nor a formula" if isinstance(declaration, ast.Table) else "no formula"
    message = f"`{declaration.name.text}` has {what} for {describe(cells, axes, over)}"
    help = "add a case for these cells, or `= … otherwise`"
    return _error("gap", message, declaration.name.span, "", help)


def case_without_cells(case: ast.Case | ast.FileCase) -> Diagnostic:
    return _warning("case-without-cells", "this case is for no cell", case.span, "never used", "remove it")


def describe(cells: Region, axes: Axes, over: Sequence[str]) -> str:
    """*cells* in a few words: ``2009, 2012..2015, SEM`` for each block."""
    blocks: list[str] = []
    for box in cells.boxes[:3]:
        own = [_ranges(axes[name], positions) for name, positions in box.positions if name in over]
        blocks.append("`" + "; ".join(own) + "`" if own else "every cell")
    more = f" and {len(cells.boxes) - 3} more blocks of cells" if len(cells.boxes) > 3 else ""
    return ", ".join(blocks) + more


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


def _where(axis: Axis, positions: Sequence[int]) -> str:
    if _is_open(axis) and tuple(positions) in ((0,), (len(axis) - 1,)):
        return f"the {'last' if positions[0] else 'first'} {axis.name}"
    return f"{axis.name} {_ranges(axis, positions)}"


def _runs(axis: Axis) -> str:
    return "" if _is_open(axis) else f"`{axis.name}` runs from {axis.labels[0]} to {axis.labels[-1]}"


def no_start(
    quantity: Quantity, case: Case, reference: Ref, along: Axis, positions: Sequence[int]
) -> Diagnostic:
    side = "before" if any(isinstance(at, Shift) and at.steps < 0 for at in reference.at) else "after"
    message = f"`{quantity.name}` has no start: for {_where(along, positions)} it needs its own value {side} the axis"
    ends = _runs(along)
    start = _member(along, positions[0])
    help = f"add a case for the start, `= … for {start}`, and `otherwise` to this one"
    return _error("no-start", message, reference.span, ends, help, Label(case.span, "in this formula"))


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
        message = f"this place is beyond the axis `{dimension.name}`"
        help = f"choose a member that `{dimension.name}` has, or let the axis reach further"
        return _error("beyond-axis", message, reference.span, ends, help)
    message = f"for {_where(along, positions)} this is beyond the axis `{dimension.name}`"
    help = f"give these cells a case of their own: `= … for {_member(along, positions[0])}`"
    if asked:
        return _error("beyond-axis", message, reference.span, ends, "leave these cells out with `for …`")
    if dimension.parent is not None:
        ends = f"these members of `{along.name}` are in no group of `{dimension.name}`"
        inside = [at for at, group in enumerate(dimension.groups) if group >= 0]
        before = max(positions) < min(inside, default=0)
        which = f"before {dimension.name}" if before else "…"
        help = f"give them a case of their own: `= … for {which}`"
    return _error("beyond-axis", message, reference.span, ends, help, Label(case.span, "in this formula"))


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────


def unknown_unit(text: ast.UnitText, part: str, declared: Mapping[str, Unit]) -> Diagnostic:
    known = [*declared, *COUNTED, "ratio", "million", "thousand"]
    close = nearest(part, known)
    help = (
        f"did you mean {_listed(close)}?"
        if close
        else f"declare it, `unit {part}`, or use a currency or {_listed(COUNTED)}"
    )
    return _error("unknown-unit", f"`{part}` is not a unit", text.span, "", help)


def unit_mismatch(what: str, left: Typed, right: Typed) -> Diagnostic:
    verb = {"+": "add", "-": "subtract"}.get(what, what)
    message = f"cannot {verb} `{left.unit}` and `{right.unit}`"
    first = Label(left.span, f"this is in `{left.unit}`{_parts(left)}")
    second = Label(right.span, f"this is in `{right.unit}`{_parts(right)}")
    return Diagnostic("unit-mismatch", message, (second, first), _conversion(left.unit, right.unit))


def _parts(node: Typed) -> str:
    """Where the unit of a product comes from: ``: person × MXN/person``."""
    factors = _factors(node)
    if len(factors) < 2 or len(factors) > 6:
        return ""
    named = [
        f"{one.span.text} in `{one.unit}`" for one in factors if not one.unit.special and one.unit.powers
    ]
    return ": " + ", ".join(named) if len(named) > 1 and max(map(len, named)) < 50 else ""


def _factors(node: Typed) -> list[Typed]:
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        return _factors(node.left) + _factors(node.right)
    return [node]


def _conversion(left: Unit, right: Unit) -> str:
    if left.special or right.special:
        return "both sides must be amounts, or both conditions or labels of one axis"
    names = {name.partition("(")[0] for name, _ in left.powers} & {
        name.partition("(")[0] for name, _ in right.powers
    }
    constant = any("(" in name for unit in (left, right) for name, _ in unit.powers)
    if (left / right).powers and names and constant and len((left / right).powers) == 2:
        return (
            f"constant and current money differ by a price index: multiply by something in `{left / right}`"
        )
    return f"multiply the second by something in `{left / right}`, or declare other units"


def wrong_unit(expr: ast.Expr, node: Typed, unit: Unit, name: str, shown: str) -> Diagnostic:
    what = f"`{name}` is declared in `{shown or unit}`" if name else f"this must be in `{shown or unit}`"
    message = f"{what}, but this is in `{node.unit}`"
    help = (
        f"the formula lacks a factor in `{unit / node.unit}`"
        if not (node.unit.special or unit.special)
        else ""
    )
    help = help or "a condition becomes a number with `if … then 1 else 0`"
    if isinstance(node, Constant) and not node.unit.powers and not expr.span.text.endswith(("%", "pp")):
        help = f"a bare number is a plain ratio: write `{expr.span.text} {shown or unit}`"
    return _error("wrong-unit", message, expr.span, f"in `{node.unit}`{_parts(node)}", help)


def wrong_kind_of_unit(declaration: ast.Quantity, unit: Unit) -> Diagnostic:
    wants = {
        "population": "persons",
        "contribution": "money, or money per something",
        "cost": "money, or money per something",
        "reserve": "money",
        "premium": "a ratio",
    }[declaration.kind]
    span = declaration.name.span if declaration.unit is None else declaration.unit.span
    help = f"declare it in {wants}, or call it a `variable`"
    return _error("wrong-kind-of-unit", f"a {declaration.kind} is {wants}, not `{unit}`", span, "", help)


def exponent_has_unit(exponent: Typed) -> Diagnostic:
    message = f"an exponent is a plain number, and this is in `{exponent.unit}`"
    return _error(
        "exponent-unit",
        message,
        exponent.span,
        "",
        f"divide it by one of its unit: `… / (1 {exponent.unit})`",
    )


def power_of_unit(base: Typed, exponent: Typed) -> Diagnostic:
    message = f"something in `{base.unit}` can only be raised to a whole number that is written out"
    help = f"write the number, as in `^2`, or divide by one of its unit first: `(… / (1 {base.unit}))^…`"
    return _error(
        "power-of-unit",
        message,
        exponent.span,
        "this is not one",
        help,
        Label(base.span, f"in `{base.unit}`"),
    )


def function_needs_ratio(call: ast.Call, argument: Typed) -> Diagnostic:
    message = f"`{call.function.ident}` needs a plain ratio, and this is in `{argument.unit}`"
    return _error(
        "function-needs-ratio", message, argument.span, "", "divide by something in the same unit first"
    )


def not_a_condition(node: Typed) -> Diagnostic:
    return _error(
        "not-a-condition",
        "this is a value, where a condition is expected",
        node.span,
        "",
        "compare it: `… > 0`",
    )


def condition_as_value(node: Typed) -> Diagnostic:
    help = "write `if … then 1 else 0`"
    return _error(
        "condition-as-value", "this is true or false, where a value is expected", node.span, "", help
    )


def tolerance_unit(node: Typed, unit: Unit, what: str = "the tolerance") -> Diagnostic:
    help = f"write it in `{unit}`, or in percent to have it relative"
    return _error(
        "tolerance-unit",
        f"{what} is in `{node.unit}`, and what is compared in `{unit}`",
        node.span,
        "",
        help,
    )


def negative_tolerance(span: Span) -> Diagnostic:
    message = "the tolerance is below 0, and no two numbers are as near as that"
    help = "write how far the two sides may be apart, without a sign; to allow no difference at all, write 0"
    return _error("negative-tolerance", message, span, "less than nothing", help)


def file_unit(text: ast.UnitText, given: Unit, unit: Unit) -> Diagnostic:
    message = f"the file is said to be in `{given}`, and the table in `{unit}`"
    help = (
        f"say what the file is in, such as `{unit}` or `thousand {unit}`, or declare the table in `{given}`"
    )
    return _error("file-unit", message, text.span, "", help)


def shown_in_other_unit(text: ast.UnitText, given: Unit, span: Span, unit: Unit) -> Diagnostic:
    message = f"`{span.text}` is in `{unit}` and cannot be shown in `{given}`"
    help = f"show it in `{unit}`, or in a multiple of that such as `million {unit}`"
    return _error("shown-unit", message, text.span, "", help, Label(span, f"in `{unit}`"))


def formula_too_large(span: Span, most: int, *, own: bool) -> Diagnostic:
    """*own* says that the one formula is too large, and not all of the model together."""
    what = "this formula has" if own else "with this formula those of the model have"
    message = f"{what} more than {most:,} parts once {'its' if own else 'their'} functions are written out"
    return _error("formula-too-large", message, span, "", "declare parts of it as variables")


def too_deep(span: Span) -> Diagnostic:
    return _error(
        "too-deep", "this formula is nested too deeply", span, "", "declare parts of it as variables"
    )


# ── Tables, modules, statements ───────────────────────────────────────────────────────────────────


def interpolates_along(fill: ast.Interpolate, axes: Sequence[str]) -> Diagnostic:
    message = f"the table does not vary by `{fill.axis.text}`"
    return _error("interpolates-along", message, fill.axis.span, "", f"its axes are {_listed(axes, 'and')}")


def unknown_method(fill: ast.Interpolate, known: Sequence[str]) -> Diagnostic:
    help = f"the ways are {_listed(known, 'and')}"
    return _error(
        "unknown-method", f"`{fill.method.text}` is no way to interpolate", fill.method.span, "", help
    )


def column_of_other_axis(axis: ast.Ident, axes: Sequence[str]) -> Diagnostic:
    message = f"`{axis.text}` is not an axis of what is read"
    return _error("column-axis", message, axis.span, "", f"its axes are {_listed(axes, 'and')}")


def unknown_input(argument: ast.Argument, name: str, known: Sequence[str], use: ast.Use) -> Diagnostic:
    help = _similar(name, known) or (
        f"its inputs are {_listed(known, 'and')}" if known else "it has no inputs"
    )
    message = f"`{use.module.span.text}` has no input `{name}`"
    return _error("unknown-input", message, argument.span, "", help)


def input_twice(argument: ast.Argument, name: str) -> Diagnostic:
    return _error(
        "input-twice", f"the input `{name}` is bound twice", argument.span, "", "bind each input once"
    )


def input_not_bound(use: ast.Use, declaration: ast.Input) -> Diagnostic:
    name = declaration.name.text
    label = Label(declaration.name.span, "declared here")
    message = f"the input `{name}` is not bound"
    return _error("input-not-bound", message, use.module.span, "", f"add `{name} = …` to `with (…)`", label)


def time_not_bound(use: ast.Use, declaration: ast.Input, times: Sequence[str]) -> Diagnostic:
    name = declaration.name.text
    message = "the model has no time axis to use" if not times else "the model has several time axes"
    help = f"bind one: `with ({name} = {times[0]})`" if times else "declare one: `time year = 2005..2050`"
    return _error("input-not-bound", message, use.module.span, "", help)


def bound_axis_groups_another(
    use: ast.Use | None, declaration: ast.Input, bound: Axis, parent: str
) -> Diagnostic:
    message = f"`{bound.name}` does not group `{parent}`, as the input `{declaration.name.text}` must"
    span = declaration.name.span if use is None else use.span
    help = f"bind an axis that groups `{parent}`: `axis step = {parent} by 5 from …`"
    return _error("bound-axis", message, span, "", help, Label(declaration.name.span, "declared here"))


def target_is_a_name(span: Span) -> Diagnostic:
    return _error(
        "target-is-a-name", "the name of a quantity is expected here", span, "", "write `name` or `name[…]`"
    )


def _one(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def scenario_sets_formula(given: ast.Given, kind: str) -> Diagnostic:
    message = f"a scenario sets parameters, assumptions and tables; this is {_one(kind)}"
    help = "make what should differ an assumption, and set that"
    return _error("scenario-sets-formula", message, given.target.span, "", help)


def test_reads_file(line: ast.Given | ast.Expect) -> Diagnostic:
    help = "write the few cells that the test is about, or move the expectation to the left margin"
    return _error("test-reads-file", "a test is of values written out, not of a file", line.span, "", help)


def misplaced_deviation(stated: ast.Deviation, kind: str) -> Diagnostic:
    message, help = {
        "check": (
            "a `check` holds or does not: it has no `deviates`",
            "write `expect` for a printed figure that is not met, and `for …` for a check of some cells only",
        ),
        "test": (
            "a `test` works out its own figures: nothing printed is there to deviate from",
            "expect the figure that should come out, or move the expectation to the left margin",
        ),
    }.get(
        kind,
        (
            "only a comparison with `=` or `matches` can state a deviation",
            "write `expect name = … within … deviates up to …`",
        ),
    )
    return _error("misplaced-deviation", message, stated.span, "", help)


def deviation_without_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = "this states a deviation, and not what would be none"
    help = "say how near is met, as the print shows it: `within 0.005pp deviates up to …`"
    return _error("deviation-without-tolerance", message, stated.span, "beyond which tolerance?", help)


def deviation_within_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = "no cell can deviate as is stated here: the deviation is not larger than the tolerance"
    help = (
        "state the largest deviation from the print, which is beyond the tolerance, or take `deviates` away"
    )
    return _error("deviation-within-tolerance", message, stated.span, "not beyond the tolerance", help)


def unexplained_deviation(stated: ast.Deviation) -> Diagnostic:
    message = "nothing says why the printed figures are not met"
    help = "add a `note` with the reason, or an `erratum` if the source is wrong"
    return _warning("unexplained-deviation", message, stated.span, "without a reason", help)


def unknown_scenario(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = _similar(name, known) or (
        f"the scenarios are {_listed(known, 'and')}" if known else f"declare it: `scenario {name}`"
    )
    return _error("unknown-scenario", f"there is no scenario `{name}`", span, "", help)


def scenario_extends_itself(span: Span, name: str) -> Diagnostic:
    help = "a scenario extends another one; take `extends` out to start from the stated values"
    return _error("scenario-extends-itself", f"the scenario `{name}` extends itself", span, "", help)
