"""Selections as written to selections of cells: ``for 2005..2028``, ``for line = SEM and before step``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from semdsl.semantics import findings, mending
from semdsl.semantics.axes import edges, is_nearer_to_another, position, position_of_number
from semdsl.semantics.bands import is_edge, see_whether_cut, see_whether_ends_cut
from semdsl.semantics.context import Context
from semdsl.semantics.model import Axis
from semdsl.semantics.regions import All, Among, Any, Never, Selection
from semdsl.semantics.spaces import AxisEntry, LostEntry, QuantityEntry
from semdsl.syntax import ast
from semdsl.syntax.walk import walk

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def read_selection(expr: ast.Expr, context: Context, axes: Sequence[str]) -> Selection:
    """The cells of *axes* that *expr* selects.

    May report: ``unknown-label``, ``ambiguous-label``, ``unknown-axis``, ``not-constant``, ``bad-selection``; the
    selection is then every cell.
    """
    match expr:
        case ast.Group(inner=inner):
            return read_selection(inner, context, axes)
        case ast.Binary(op="and", left=left, right=right):
            return All((read_selection(left, context, axes), read_selection(right, context, axes)))
        case ast.Binary(op="or", left=left, right=right):
            return Any((read_selection(left, context, axes), read_selection(right, context, axes)))
        case ast.Unary(op="not", operand=operand):
            return Never(read_selection(operand, context, axes))
        case ast.Listing():
            return _listing(expr, context, axes)
        case ast.Binary(op="in", left=left, right=right):
            return _membership(expr, left, right, context, axes)
        case ast.Binary(op=op, left=left, right=right) if op in COMPARISONS:
            return _comparison(op, left, right, context, axes, expr)
        case ast.Beyond() | ast.Edge():
            return _group_place(expr, context, axes)
        case _:
            return _labels(expr, context, axes)


def _listing(listing: ast.Listing, context: Context, axes: Sequence[str]) -> Selection:
    """``2006, 2010..2015``: members of one axis. Of two axes it could mean "and" as well as "or"."""
    items = tuple(read_selection(item, context, axes) for item in listing.items)
    named = dict.fromkeys(item.axis for item in items if isinstance(item, Among))
    if len(named) > 1:
        context.report(findings.selections.listing_of_two_axes(listing, list(named)))
        return All()
    return Any(items)


def axis_named(expr: ast.Expr, context: Context) -> Axis | None:
    """The axis that *expr* names, through a parameter if need be."""
    if isinstance(expr, ast.Group):
        return axis_named(expr.inner, context)
    if not isinstance(expr, ast.Name):
        return None
    bound = context.parameters.get(expr.ident)
    if bound is not None:
        if bound.expr is None or bound.context is None:
            return None
        return axis_named(bound.expr, context.of_caller(bound.context))
    entry = context.space.find(expr.ident)
    return context.axis(entry.full) if isinstance(entry, AxisEntry) else None


def constant(expr: ast.Expr, context: Context) -> float | None:
    """The number that *expr* is before anything runs: a literal, ``first of year``, sums of these."""
    match expr:
        case ast.Number(value=value, unit=None):
            return value
        case ast.Group(inner=inner):
            return constant(inner, context)
        case ast.Unary(op="-", operand=operand):
            inside = constant(operand, context)
            return None if inside is None else -inside
        case ast.Binary(op=op, left=left, right=right) if op in ("+", "-"):
            one, other = constant(left, context), constant(right, context)
            if one is None or other is None:
                return None
            return one + other if op == "+" else one - other
        case ast.Name(ident=ident) if ident in context.parameters:
            bound = context.parameters[ident]
            if bound.expr is None or bound.context is None:
                return None
            return constant(bound.expr, context.of_caller(bound.context))
        case ast.Edge(which=which, axis=named):
            axis = axis_named(named, context)
            if axis is None or axis.parent is not None or axis.coordinates is None:
                return None
            return axis.coordinates[0 if which == "first" else -1]
        case _:
            return None


def label_text(expr: ast.Expr, context: Context) -> str | None:
    """What *expr* says if it can be a label: a name that is no parameter, quoted text, a whole number."""
    match expr:
        case ast.Text(text=text):
            return text
        case ast.Name(ident=ident) if ident not in context.parameters:
            return ident
        case ast.Number(text=text, suffix="", unit=None) if text.isdecimal():
            return text
        case _:
            number = constant(expr, context)
            if number is None:
                return None
            return str(int(number)) if number.is_integer() else f"{number:g}"


def names_lost(selection: ast.Expr, context: Context) -> bool:
    """Whether *selection* names an axis whose declaration, or what it was bound to, has a mistake."""
    axes = [part.axis for part in walk(selection) if isinstance(part, ast.Edge | ast.Beyond)]
    names = [part for part in (*walk(selection), *axes) if isinstance(part, ast.Name)]
    return any(isinstance(context.space.find(name.ident), LostEntry) for name in names)


def is_unknown_parameter(expr: ast.Expr, context: Context) -> bool:
    """Whether *expr* is a parameter of a function that is checked on its own, or made from one."""
    match expr:
        case ast.Name(ident=ident) if ident in context.parameters:
            bound = context.parameters[ident]
            if bound.expr is None or bound.context is None:
                return True
            return is_unknown_parameter(bound.expr, context.of_caller(bound.context))
        case ast.Binary(left=left, right=right):
            return is_unknown_parameter(left, context) or is_unknown_parameter(right, context)
        case ast.Edge(axis=axis):
            return is_unknown_parameter(axis, context)
        case ast.Range(low=low, high=high):
            return any(end is not None and is_unknown_parameter(end, context) for end in (low, high))
        case ast.Listing(items=items):
            return any(is_unknown_parameter(item, context) for item in items)
        case ast.Group(inner=inner):
            return is_unknown_parameter(inner, context)
        case _:
            return False


def _membership(
    expr: ast.Binary, left: ast.Expr, right: ast.Expr, context: Context, axes: Sequence[str]
) -> Selection:
    axis = axis_named(left, context)
    if axis is None:
        return _not_an_axis(expr, left, context)
    if axis.name not in axes:
        return _axis_not_here(left, axis, context, axes)
    return _labels(right, context, (axis.name,))


def _comparison(
    op: str, left: ast.Expr, right: ast.Expr, context: Context, axes: Sequence[str], whole: ast.Expr
) -> Selection:
    axis = axis_named(left, context)
    if axis is None:
        axis = axis_named(right, context)
        if axis is None:
            return _not_an_axis(whole, left, context)
        return _comparison(FLIPPED[op], right, left, context, axes, whole)
    if axis.name not in axes:
        return _axis_not_here(left, axis, context, axes)
    if op in ("=", "!=") and isinstance(right, ast.Range | ast.Listing) and left.span.end < right.span.start:
        context.report(findings.selections.equal_to_several(left, op, right, _others(right, axis, context)))
        return All()
    return _compared(op, axis, right, context)


def _others(listed: ast.Expr, axis: Axis, context: Context) -> Sequence[ast.Expr]:
    """What is *listed* that is no member of *axis*."""
    items = listed.items if isinstance(listed, ast.Listing) else ()
    texts = ((item, label_text(item, context)) for item in items if not isinstance(item, ast.Range))
    return [item for item, text in texts if text is None or position(axis, text) is None]


def _compared(op: str, axis: Axis, right: ast.Expr, context: Context) -> Selection:
    edge = _own_edge(axis, right, context)
    compare = COMPARISONS[op]
    if edge is not None:
        own = (at for at, limit in enumerate(edge) if limit is not None and compare(at, limit))
        return Among(axis.name, frozenset(own))
    number = constant(right, context)
    if number is not None and axis.coordinates is not None:
        if op in ("=", "!="):
            found = position_of_number(axis, number)
            if found is None:
                return _unknown_label(right, f"{number:g}", context, (axis.name,))
            return Among(axis.name, frozenset(at for at in range(len(axis)) if (at == found) == (op == "=")))
        if not is_edge(right, context):
            see_whether_cut(axis, op, number, right.span, context)
        numbers = enumerate(axis.coordinates)
        return Among(axis.name, frozenset(at for at, own_number in numbers if compare(own_number, number)))
    if is_unknown_parameter(right, context):
        return All()
    text = label_text(right, context)
    found = None if text is None else position(axis, text)
    if text is None:
        context.report(findings.selections.not_constant(right.span, axis))
        return All()
    if found is None:
        return _unknown_label(right, text, context, (axis.name,))
    if op not in ("=", "!=") and not axis.ordered:
        context.report(findings.axes.axis_has_no_order(right.span, axis))
        return All()
    return Among(axis.name, frozenset(at for at in range(len(axis)) if compare(at, found)))


def _own_edge(axis: Axis, expr: ast.Expr, context: Context) -> tuple[int | None, ...] | None:
    """For each position along *axis*, the first or last one of its own group: ``year >= first of step``.

    None for a position in no group; so many steps from an end may lie beyond the axis.
    """
    match expr:
        case ast.Edge(which=which, axis=named):
            group = axis_named(named, context)
            if group is None or group.parent != axis.name:
                return None
            ends = edges(group, which)
            return tuple(None if own < 0 else ends[own] for own in group.groups)
        case ast.Group(inner=inner):
            return _own_edge(axis, inner, context)
        case ast.Binary(op=("+" | "-") as op, left=left, right=right):
            ends_of = _own_edge(axis, left, context)
            steps = constant(right, context)
            if ends_of is None or steps is None or not steps.is_integer():
                return None
            by = int(steps) if op == "+" else -int(steps)
            return tuple(None if end is None else end + by for end in ends_of)
        case _:
            return None


def _group_place(expr: ast.Beyond | ast.Edge, context: Context, axes: Sequence[str]) -> Selection:
    group = axis_named(expr.axis, context)
    if group is None:
        report_unknown_axis(expr.axis, context)
        return All()
    if group.parent is None or (group.parent not in axes and group.name in axes):
        if isinstance(expr, ast.Beyond) or group.name not in axes:
            found = findings.axes.not_a_grouping(expr.span, expr.which, group)
            context.report(found if group.name in axes else mending.of_cells(found, [group], context))
            return All()
        return Among(group.name, frozenset([0 if expr.which == "first" else len(group) - 1]))
    if group.parent not in axes:
        return _axis_not_here(expr.axis, context.axis(group.parent), context, axes)
    if isinstance(expr, ast.Edge):
        return Among(group.parent, frozenset(at for at in edges(group, expr.which) if at >= 0))
    inside = [at for at, own in enumerate(group.groups) if own >= 0]
    outside = range(inside[0]) if expr.which == "before" else range(inside[-1] + 1, len(group.groups))
    return Among(group.parent, frozenset(outside))


def _labels(expr: ast.Expr, context: Context, axes: Sequence[str]) -> Selection:
    """``2005..2028``, ``SEM``, ``"80+"``, ``2006, 2010``: on whichever of *axes* has these labels."""
    if isinstance(expr, ast.Group):
        return _labels(expr.inner, context, axes)
    if isinstance(expr, ast.Listing):
        return _listing(expr, context, axes)
    if is_unknown_parameter(expr, context):
        return All()
    ends = (expr.low, expr.high) if isinstance(expr, ast.Range) else (expr, expr)
    texts = [None if end is None else label_text(end, context) for end in ends]
    if any(text is None and end is not None for text, end in zip(texts, ends, strict=True)):
        return _not_labels(expr, context, axes)
    fitting: list[Among] = []
    if _runs_backwards(texts, context, axes):
        low, high = (expr.span if end is None else end.span for end in ends)
        backwards = findings.selections.range_runs_backwards(expr.span)
        context.report(mending.of_backward_range(backwards, low, high))
        return All()
    if isinstance(expr, ast.Range) and len(axes) == 1 and not context.axis(axes[0]).ordered:
        found = findings.axes.axis_has_no_order(expr.span, context.axis(axes[0]))
        context.report(mending.of_cells(found, _having(texts, context), context))
        return All()
    among = [context.axis(name) for name in axes]
    for name in axes:
        if any(text is not None and is_nearer_to_another(context.axis(name), text, among) for text in texts):
            continue
        chosen = _between(context.axis(name), texts[0], texts[1])
        if chosen is not None:
            fitting.append(Among(name, chosen))
    exact = [one for one in fitting if any(text in context.axis(one.axis).labels for text in texts)]
    fitting = exact or fitting
    if not fitting:
        missing = next((text for text in texts if text is not None), "")
        return _unknown_label(expr, missing, context, axes, texts)
    if len(fitting) > 1:
        context.report(findings.axes.ambiguous_label(expr.span, [one.axis for one in fitting]))
        return All()
    if isinstance(expr, ast.Range):
        see_whether_ends_cut(expr, texts, context.axis(fitting[0].axis), context)
    return fitting[0]


def _not_labels(expr: ast.Expr, context: Context, axes: Sequence[str]) -> Selection:
    """What is neither a label nor a number that is known before anything runs."""
    if isinstance(expr, ast.Number) and expr.unit is not None:
        context.report(findings.selections.two_labels(expr, expr.unit))
    elif isinstance(expr, ast.Range) and len(axes) == 1:
        context.report(findings.selections.not_constant(expr.span, context.axis(axes[0])))
    else:
        context.report(findings.selections.bad_selection(expr.span))
    return All()


def _runs_backwards(texts: Sequence[str | None], context: Context, axes: Sequence[str]) -> bool:
    """Whether a range ends before it begins, on each of the axes that have both ends."""
    low, high = texts
    if low is None or high is None:
        return False
    try:
        return float(low) > float(high)
    except ValueError:
        pass
    ends = [(position(context.axis(name), low), position(context.axis(name), high)) for name in axes]
    known = [(first, last) for first, last in ends if first is not None and last is not None]
    return bool(known) and all(first > last for first, last in known)


def _between(axis: Axis, low: str | None, high: str | None) -> frozenset[int] | None:
    """Positions of *axis* from *low* to *high*; None if one of them is not on it.

    A range of numbers may reach beyond a time or numeric axis, as long as some of the axis is in it: a file of
    assumptions for 2000..2100 serves a projection of 2005..2050.
    """
    if low is not None and low == high:
        own = position(axis, low)
        return None if own is None else frozenset([own])
    if axis.form in ("time", "numeric") and axis.coordinates is not None:
        try:
            start = axis.coordinates[0] if low is None else float(low)
            end = axis.coordinates[-1] if high is None else float(high)
        except ValueError:
            return None
        inside = frozenset(at for at, number in enumerate(axis.coordinates) if start <= number <= end)
        return inside or None
    first = 0 if low is None else position(axis, low)
    last = len(axis) - 1 if high is None else position(axis, high)
    if first is None or last is None or not axis.ordered:
        return None
    return frozenset(range(first, last + 1))


def _unknown_label(
    expr: ast.Expr,
    text: str,
    context: Context,
    axes: Sequence[str],
    texts: Sequence[str | None] = (),
) -> Selection:
    ends = (expr.low, expr.high) if isinstance(expr, ast.Range) else (expr,)
    for name in (end for end in ends if isinstance(end, ast.Name)):
        entry = context.space.find(name.ident)
        if isinstance(entry, LostEntry):
            return All()
        if isinstance(entry, QuantityEntry) and axes:
            context.report(findings.selections.not_constant(name.span, context.axis(axes[0])))
            return All()
        if isinstance(entry, AxisEntry) and entry.full in axes and entry.full in context.running:
            context.report(findings.selections.runs_itself(name.span, context.axis(entry.full)))
            return All()
    for one in texts:
        if one is not None and all(position(context.axis(name), one) is None for name in axes):
            text = one
            break
    if (
        isinstance(expr, ast.Binary)
        and isinstance(expr.left, ast.Number)
        and isinstance(expr.right, ast.Number)
    ):
        hyphen = "".join(expr.span.text.split())
        quoted = any(position(context.axis(name), hyphen) is not None for name in axes)
        context.report(findings.selections.hyphenated(expr, hyphen if quoted else ""))
        return All()
    if isinstance(expr, ast.Number) and not expr.span.text.isdecimal():
        text = expr.span.text  # as it was written: `3.5%`, not 0.035
    if not context.work.is_full:
        among = [context.axis(name) for name in axes]
        context.work.compared += sum(map(len, among))
        unknown = findings.axes.unknown_label(expr.span, text, among)
        unknown = mending.of_label(unknown, expr, text, among)
        context.report(mending.of_cells(unknown, _having([text], context), context))
    return All()


def _having(texts: Sequence[str | None], context: Context) -> list[Axis]:
    """The axes of the model that have all *texts* among their labels."""
    own = [
        context.axis(entry.full) for entry in context.space.entries.values() if isinstance(entry, AxisEntry)
    ]
    return [axis for axis in own if all(text is None or text in axis for text in texts)]


def _axis_not_here(expr: ast.Expr, axis: Axis, context: Context, axes: Sequence[str]) -> Selection:
    found = findings.selections.selection_axis(expr.span, axis.name, axes)
    context.report(mending.of_cells(found, [axis], context))
    return All()


def _not_an_axis(whole: ast.Expr, left: ast.Expr, context: Context) -> Selection:
    if is_unknown_parameter(left, context):
        return All()
    if isinstance(left, ast.Name) and isinstance(context.space.find(left.ident), LostEntry):
        return All()
    if isinstance(left, ast.Name) and context.space.find(left.ident) is None:
        report_unknown_axis(left, context)
    elif isinstance(left, ast.Number) and isinstance(whole, ast.Binary):
        context.report(findings.selections.formula_in_selection(whole))
    else:
        context.report(findings.selections.selection_compares_values(whole.span, context.declared))
    return All()


def is_value(expr: ast.Expr, context: Context) -> bool:
    """Whether *expr* is something computed: no axis, label or figure, and nothing that is unknown."""
    if axis_named(expr, context) is not None or is_unknown_parameter(expr, context):
        return False
    if isinstance(expr, ast.Name) and expr.ident not in context.parameters:
        return isinstance(context.space.find(expr.ident), QuantityEntry)
    return not isinstance(expr, ast.Number | ast.Text)


def report_unknown_axis(name: ast.Name, context: Context) -> None:
    """Say that *name* is no axis, unless its declaration or the argument it stands for is what is wrong."""
    lost = isinstance(context.space.find(name.ident), LostEntry)
    if not lost and not is_unknown_parameter(name, context):
        context.report(findings.axes.unknown_axis(name.span, name.ident, context.space.axis_names()))
