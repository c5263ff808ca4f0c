"""Places along an axis: which cell a formula reads, and whether the axis has it."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import NOTHING, Said, listed, say
from semdsl.semantics.findings.making import error, ranges
from semdsl.semantics.model import (
    Arithmetic,
    Axis,
    Case,
    Coordinate,
    Quantity,
    Ref,
    Shift,
    Spread,
    Typed,
    children,
)
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit


def index_axis(span: Span, name: str, axis: str, dims: Sequence[str]) -> Diagnostic:
    varies = say("it varies by {names}", names=listed(dims, "and")) if dims else say("it has no axes")
    return error(
        "index-axis", say("`{name}` does not vary by `{axis}`", name=name, axis=axis), span, NOTHING, varies
    )


def index_twice(span: Span, axis: str) -> Diagnostic:
    message = say("the place along `{axis}` is given twice", axis=axis)
    return error("index-twice", message, span, NOTHING, say("give one place for each axis"))


def name_the_axis(span: Span, dims: Sequence[str]) -> Diagnostic:
    axis = dims[0] if dims else "age"
    help = say("a computed place names its axis: `[{axis} = {found}]`", axis=axis, found=span.text)
    return error(
        "name-the-axis", say("`{found}` does not say along which axis", found=span.text), span, NOTHING, help
    ).mending(span, f"{axis} = {span.text}", certain=len(dims) == 1)


def several_read(span: Span, name: str, axis: str) -> Diagnostic:
    """``x[2025..2030]``."""
    return error(
        "bad-selection",
        say("`{found}` are several cells, and one is read here", found=span.text),
        span,
        NOTHING,
        say(
            "for their sum write `sum({name} over {axis} for {found})`", name=name, axis=axis, found=span.text
        ),
    )


def step_of_unknown(name: Span, right: str, axis: str) -> Diagnostic:
    """``x[t-1]``, where no `t` is declared."""
    return error(
        "unknown-name",
        say("`{name}` is not declared", name=name.text),
        name,
        say("nothing has this name"),
        say("a step along `{axis}` names the axis: write `[{right}]`", axis=axis, right=right),
    ).mending(name, axis, certain=False)


def look_up_needs_number(span: Span, axis: Axis, unit: Unit) -> Diagnostic:
    message = say(
        "a place along `{axis}` must be a plain number, and this is in `{unit}`", axis=axis.name, unit=unit
    )
    return error(
        "look-up-unit",
        message,
        span,
        NOTHING,
        say("divide it by one of its unit: `… / (1 {unit})`", unit=unit),
    )


def band_cut(span: Span, axis: Axis, width: int) -> Diagnostic:
    """``x[age = age - 3]`` on bands of 5: three years, or three bands."""
    message = say("`{found}` lies within a member of `{axis}`", found=span.text, axis=axis.name)
    wide = say("the members of `{axis}` are {width} wide", axis=axis.name, width=width)
    help = say(
        "after `=` stands a number: go on by a multiple of {width}; to count members write `[{found}]`",
        width=width,
        found=span.text,
    )
    return error("band-cut", message, span, wide, help)


def too_indirect(span: Span, axis: Axis) -> Diagnostic:
    help = say("declare what is meant as a variable of its own, and read that")
    return error(
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
    return error(
        "edge-as-value",
        say("`{which} of {axis}` has no single number here", which=which, axis=axis.name),
        span,
        NOTHING,
        help,
    )


def axis_not_declared(
    expr: ast.Expr, node: Typed, axis: Axis, name: str, axes: Sequence[str], by: str
) -> Diagnostic:
    """*by* is the one of *axes* that groups the members of *axis*, if one does."""
    part = bringing(node, axis.name)
    what = say("`{name}`", name=name) if name else say("what stands here")
    help = say(
        "add it up, `{sums}`, choose one, or declare {what} on `{axis}` too",
        sums=_sums(_product(node, axis.name), f"{axis.name} by {by}" if by else axis.name, axis.name),
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
    return error("axis-not-declared", message, where, say("this varies by `{axis}`", axis=axis.name), help)


def bringing(node: Typed, axis: str) -> Typed:
    """The smallest part of *node* that varies by *axis*."""
    for part in children(node):
        if axis in part.axes:
            return bringing(part, axis)
    return node


def _product(node: Typed, axis: str) -> Typed:
    """The largest product in *node* that varies by *axis*: what would have to be added up as a whole.

    What only a divisor varies by is added up in the divisor: a sum of rates is no rate.
    """
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        left, right = node.left, node.right
        divides = node.op == "/" and axis in right.axes and axis not in left.axes
        return _product(right, axis) if divides else node
    for part in children(node):
        if axis in part.axes:
            return _product(part, axis)
    return node


def _sums(node: Typed, over: str, axis: str) -> str:
    """*node* added up *over* its *axis*, a quotient of two that vary as the quotient of their sums."""
    parts = [node]
    if isinstance(node, Arithmetic) and node.op == "/" and axis in node.right.axes:
        parts = [node.left, node.right]
    texts = [part.span.flat if len(part.span.text) < 60 else "…" for part in parts]
    return " / ".join(f"sum({text} over {over})" for text in texts)


def no_start(
    quantity: Quantity,
    case: Case,
    reference: Ref,
    along: Axis,
    positions: Sequence[int],
    beside: Sequence[Axis],
) -> Diagnostic:
    """*beside* are the other axes of the quantity."""
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
    start = _selected(along, positions[0], beside)
    help = say("add a case for the start, `= … for {start}`, and `otherwise` to this one", start=start)
    return error("no-start", message, reference.span, ends, help, Label(case.span, say("in this formula")))


def beyond_axis(
    case: Case,
    reference: Ref | Spread,
    dimension: Axis,
    along: Axis | None,
    positions: Sequence[int],
    beside: Sequence[Axis] = (),
    *,
    asked: bool,
    running: bool = False,
) -> Diagnostic:
    """*asked* says that the formula is one of a check or expectation, which has no cases; *beside* as in `no_start`.

    *running* says that an aggregate runs along the axis *along*, which the quantity has no cells on.
    """
    ends = _runs(dimension)
    if along is None:
        message = say("this place is beyond the axis `{dimension}`", dimension=dimension.name)
        help = say(
            "choose a member that `{dimension}` has, or let the axis reach further", dimension=dimension.name
        )
        return error("beyond-axis", message, reference.span, ends, help)
    message = say(
        "for {cells} this is beyond the axis `{dimension}`",
        cells=_where(along, positions),
        dimension=dimension.name,
    )
    help = say(
        "give these cells a case of their own: `= … for {member}`",
        member=_selected(along, positions[0], beside),
    )
    if asked and not running:
        return error("beyond-axis", message, reference.span, ends, say("leave these cells out with `for …`"))
    if dimension.parent is not None and dimension is not along:
        ends = say(
            "these members of `{along}` are in no group of `{dimension}`",
            along=along.name,
            dimension=dimension.name,
        )
        inside = [at for at, group in enumerate(dimension.groups) if group >= 0]
        before = max(positions) < min(inside, default=0)
        which = f"before {dimension.name}" if before else "…"
        help = say("give them a case of their own: `= … for {which}`", which=which)
    if running:
        kept = f"{along.name} for {along.name} {_others(along, positions)}"
        help = say("leave these members out of what is added up or compared: `… over {kept}`", kept=kept)
    return error("beyond-axis", message, reference.span, ends, help, Label(case.span, say("in this formula")))


def _others(along: Axis, positions: Sequence[int]) -> str:
    """``>= 7``: the members of *along* that are not at *positions*, where these are one end of an axis of numbers."""
    count, numbers = len(positions), along.coordinates
    if numbers is None or count == len(numbers):
        return "in …"
    if max(positions) == count - 1:
        return f">= {numbers[count]:g}"
    return f"< {numbers[-count]:g}" if min(positions) == len(numbers) - count else "in …"


def horizon(end: ast.Expr, number: float, axis: Axis) -> Diagnostic:
    """*end* of what is aggregated, *number*, is beyond *axis*."""
    label = f"{number:g}"
    message = say(
        "`{label}` is beyond the axis `{axis}`: what is not there would be left out",
        label=label,
        axis=axis.name,
    )
    help = say(
        "let `{axis}` reach as far, or name a member that it has: `{which} of {axis}` for all that there is",
        axis=axis.name,
        which="last" if axis.coordinates is not None and number > axis.coordinates[-1] else "first",
    )
    return error("beyond-axis", message, end.span, _runs(axis), help)


def _is_open(axis: Axis) -> bool:
    """Whether *axis* only stands for the one that a template will be given: its labels mean nothing."""
    return axis.span is None


def _selected(axis: Axis, at: int, beside: Sequence[Axis]) -> str:
    """The member at *at* as a case selects it: with the name of its axis where one of the others has it too."""
    member = _member(axis, at)
    return f"{axis.name} = {member}" if any(member in other.labels for other in beside) else member


def _member(axis: Axis, at: int) -> str:
    if _is_open(axis) and at in (0, len(axis) - 1):
        return f"{'last' if at else 'first'} of {axis.name}"
    return axis.labels[at]


def _where(axis: Axis, positions: Sequence[int]) -> Said:
    if _is_open(axis) and tuple(positions) in ((0,), (len(axis) - 1,)):
        last = positions[0] > 0
        return say("the last {axis}", axis=axis.name) if last else say("the first {axis}", axis=axis.name)
    return say("{axis} {ranges}", axis=axis.name, ranges=ranges(axis, positions))


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
