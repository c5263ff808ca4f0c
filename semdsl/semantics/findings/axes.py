"""Axes and their labels, as they are declared and named."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import nearest, plain
from semdsl.diagnostics.wording import NOTHING, Said, either_of, listed, say
from semdsl.semantics.findings.making import error, ranges, similar, warning
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.diagnosis.other_forms import REST


def unknown_axis(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = similar(name, known) or (
        say("the axes here are {names}", names=listed(known, "and")) if known else say("declare it: `axis …`")
    )
    found = error("unknown-axis", say("there is no axis `{name}`", name=name), span, NOTHING, help)
    return respelt(found, span, name, known)


_ENDS = {
    "first": ("first", "start", "begin", "beginning", "primero", "inicio"),
    "last": ("last", "end", "final", "ultimo", "-1"),
}


def unknown_label(span: Span, label: str, axes: Sequence[Axis]) -> Diagnostic:
    known = [own for axis in axes for own in axis.labels]
    close = () if label == "-1" else nearest(label, known)
    which = next((end for end, words in _ENDS.items() if plain(label) in words), "")
    ends = [f"{which} of {axis.name}" for axis in axes if which and axis.ordered]
    if not axes:
        help = say("take it out, or choose a cell of something that varies by an axis")
        message = say("`{label}` chooses a cell of something without axes", label=label)
        return error("unknown-label", message, span, NOTHING, help)
    named = listed((axis.name for axis in axes), "and")
    before = [f"{axis.name}-1" for axis in axes if label == "-1" and axis.ordered]
    help = (
        say(
            "for the cell before write {before}, for the last {last}",
            before=either_of(before),
            last=either_of(ends),
        )
        if before
        else say("did you mean {names}?", names=listed(close))
        if close
        else say("write {names}", names=either_of(ends))
        if ends
        else say("for all cells that no other case is for, write `otherwise`")
        if label.lower() in REST
        else say("the labels are {names}", names=listed(known, "and"))
    )
    message = (
        say("`{label}` is not a label of the axis {axes}", label=label, axes=named)
        if len(axes) == 1
        else say("`{label}` is not a label of the axes {axes}", label=label, axes=named)
    )
    return error("unknown-label", message, span, NOTHING, help)


def ambiguous_label(span: Span, axes: Sequence[str]) -> Diagnostic:
    named = [f"{axis} = {span.text}" for axis in axes]
    help = say("say which axis you mean: {names}", names=either_of(named))
    return error(
        "ambiguous-label",
        say("`{found}` is a label of {names}", found=span.text, names=listed(axes, "and")),
        span,
        NOTHING,
        help,
    ).mending(span, f"{axes[0]} = {span.text}", certain=False)


def axis_twice(ident: ast.Ident) -> Diagnostic:
    message = say("the axis `{axis}` is listed twice", axis=ident.text)
    return error("axis-twice", message, ident.span, NOTHING, say("name each axis once"))


def time_of_labels(declaration: ast.AxisDecl) -> Diagnostic:
    """``time month = jan, feb``."""
    name = declaration.name.text
    help = say("write `time {name} = 1..12`, or `axis {name} = …` if the labels need no order", name=name)
    return error(
        "axis-without-numbers",
        say("a time axis runs in whole numbers, and these are labels"),
        declaration.definition.span,
        NOTHING,
        help,
    )


def axis_without_numbers(span: Span, axis: Axis, bound: str) -> Diagnostic:
    """*bound* is the input of a template that *axis* was bound to, if it was."""
    label = axis.labels[0]
    help = say("its members are labels: compare with one, `{axis} = {label}`", axis=axis.name, label=label)
    return error(
        "axis-without-numbers",
        say("the members of `{axis}` are not numbers", axis=axis.name),
        span,
        NOTHING,
        _bind_numbers(bound) if bound else help,
    )


def no_neighbours(span: Span, axis: Axis, bound: str) -> Diagnostic:
    """*bound* is as in `axis_without_numbers`."""
    message = say("the members of `{axis}` have no order: there is no member before or after", axis=axis.name)
    help = say("choose a member by its label, `{axis} = {label}`", axis=axis.name, label=axis.labels[0])
    return error("axis-has-no-order", message, span, NOTHING, _bind_numbers(bound) if bound else help)


def _bind_numbers(bound: str) -> Said:
    return say(
        "bind to `{name}` an axis of numbers or bands, such as `15 to 64` or `15-19 to 80+ by 5`", name=bound
    )


def axis_has_no_order(span: Span, axis: Axis) -> Diagnostic:
    message = say("the members of `{axis}` have no order: there is no before and after", axis=axis.name)
    return error("axis-has-no-order", message, span, NOTHING, say("list the labels instead: `for a, b`"))


def lower_bound(span: Span, axis: Axis, half: str) -> Diagnostic:
    """The number of a band of *axis* in arithmetic; *half* is half the width of the bands."""
    first = "" if axis.coordinates is None else f"{axis.coordinates[0]:g}"
    message = say(
        "`{axis}` is a number here, and that of a band is its lower bound: {first} for `{label}`",
        axis=axis.name,
        first=first,
        label=axis.labels[0],
    )
    label = say("the lower bound of each band")
    help = say("if the middle of the band is meant, write `({axis} + {half})`", axis=axis.name, half=half)
    found = Diagnostic("lower-bound", message, (Label(span, label),), help, severity=Severity.NOTICE)
    return found.mending(span, f"({axis.name} + {half})", certain=False)


def empty_axis(declaration: ast.AxisDecl, text: Said) -> Diagnostic:
    message = say("the axis `{name}` would have no member", name=declaration.name.text)
    return error("empty-axis", message, declaration.definition.span, text, say("write the smaller end first"))


def too_many_members(declaration: ast.AxisDecl, count: int, most: int) -> Diagnostic:
    message = say(
        "the axis `{name}` has {count:,} members; at most {most:,} are possible",
        name=declaration.name.text,
        count=count,
        most=most,
    )
    help = say("see that the ends of its range are right, or let the axis have wider steps: `by 5`")
    return error("too-many-members", message, declaration.definition.span, NOTHING, help)


def repeated_label(declaration: ast.AxisDecl, label: str) -> Diagnostic:
    message = say(
        "the label `{label}` stands twice on the axis `{name}`", label=label, name=declaration.name.text
    )
    help = (
        say("leave one out; a group lists all of its members after one `:`, with commas between them")
        if declaration.of is not None
        else say("leave one out, or give one of them another name")
    )
    return error("repeated-label", message, declaration.definition.span, NOTHING, help)


def grouping_needs_members(declaration: ast.AxisDecl) -> Diagnostic:
    help = say('write each group with its members: `young: "00-04".."10-14", adult: "15-19".."60-64"`')
    return error(
        "grouping-needs-members",
        say("`{name}` does not say what it groups", name=declaration.name.text),
        declaration.definition.span,
        NOTHING,
        help,
    )


def groups_cut_bands(declaration: ast.AxisDecl, parent: Axis, width: int, wide: int) -> Diagnostic:
    """``age by 12`` of bands of 5."""
    message = say("groups of {width} would cut the members of `{axis}`", width=width, axis=parent.name)
    label = say("the members of `{axis}` are {width} wide", axis=parent.name, width=wide)
    help = say("the width is counted as that of the members is: write a multiple of {width}", width=wide)
    return error("band-cut", message, declaration.definition.span, label, help)


def groups_nothing(declaration: ast.AxisDecl, member: ast.Member, numbers: str) -> Diagnostic:
    """Groups on an axis that names no other; *numbers* is the range that the two numbers around a `:` are."""
    name = declaration.name.text
    message = say("`{name}` does not say what it groups", name=name)
    if not numbers:
        help = say("write the axis whose members are in the groups: `axis {name} of age = …`", name=name)
        return error("grouping-needs-members", message, member.span, NOTHING, help)
    label = say("after a `:` stand the members that are grouped")
    help = say("for all numbers from one to another write `{range}`", range=numbers)
    return error("grouping-needs-members", message, member.span, label, help).mending(member.span, numbers)


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
    return error("axis-groups-itself", message, declaration.definition.span, NOTHING, help)


def in_two_groups(member: ast.Member, label: str, other: str) -> Diagnostic:
    message = say(
        "`{label}` is in two groups, `{first}` and `{second}`", label=label, first=other, second=member.label
    )
    return error(
        "in-two-groups",
        message,
        member.span,
        NOTHING,
        say("leave it in one of them: take `{label}` out here", label=label),
    )


def between_groups(declaration: ast.AxisDecl, parent: Axis, positions: Sequence[int]) -> Diagnostic:
    """The members of *parent* at *positions*, which lie between the groups of *declaration* and are in none."""
    message = say(
        "no group of `{name}` has `{members}` of `{axis}`, between the first and the last",
        name=declaration.name.text,
        members=ranges(parent, positions),
        axis=parent.name,
    )
    return warning(
        "between-groups",
        message,
        declaration.name.span,
        say("sums by these groups leave that out"),
        say("let a group take what is left out, or give it a group of its own"),
    )


def not_a_grouping(span: Span, which: str, axis: Axis) -> Diagnostic:
    help = say(
        "`{which}` speaks of an axis that groups another: `axis step = year by 5 from 2006`", which=which
    )
    return error(
        "not-a-grouping", say("`{axis}` does not group another axis", axis=axis.name), span, NOTHING, help
    )
