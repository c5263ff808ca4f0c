"""Reports: what is laid out, the totals beside it and the unit it is shown in."""

from __future__ import annotations

from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import NOTHING, say
from semdsl.semantics.findings.making import error, warning
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit


def axis_not_placed(span: Span, axis: str, name: str, kind: str) -> Diagnostic:
    if kind == "chart":
        message = say("`{name}` varies by `{axis}`, which has no place in this chart", name=name, axis=axis)
        help = say("add `{axis}` after `by`, or choose one member: `where {axis} = …`", axis=axis)
    else:
        message = say("`{name}` varies by `{axis}`, which has no place in this report", name=name, axis=axis)
        help = say(
            "add `rows {axis}` or `columns {axis}`, or choose one member: `where {axis} = …`", axis=axis
        )
    return error("axis-not-placed", message, span, NOTHING, help)


def where_is_not_one_member(span: Span) -> Diagnostic:
    help = say("write one member for each axis: `where line = SEM and sex = male`")
    return error(
        "where-not-one-member", say("`where` must choose one member of an axis"), span, NOTHING, help
    )


def where_fixes_what_is_laid_out(span: Span, axis: str, kind: str) -> Diagnostic:
    if kind == "chart":
        message = say("`where` fixes `{axis}`, which the chart goes along", axis=axis)
        help = say("leave out the condition, or write `by {axis} in …` for some members only", axis=axis)
        return error("where-not-one-member", message, span, NOTHING, help)
    message = say("`where` fixes `{axis}`, which is in the rows or columns", axis=axis)
    help = say("leave out the condition, or write `rows {axis} in …` for some members only", axis=axis)
    return error("where-not-one-member", message, span, NOTHING, help)


def shown_in_other_unit(text: ast.UnitText, given: Unit, span: Span, unit: Unit) -> Diagnostic:
    message = say(
        "`{found}` is in `{unit}` and cannot be shown in `{given}`", found=span.text, unit=unit, given=given
    )
    help = say("show it in `{unit}`, or in a multiple of that such as `million {unit}`", unit=unit)
    return error("shown-unit", message, text.span, NOTHING, help, Label(span, say("in `{unit}`", unit=unit)))


def total_of_ratio(span: Span, name: str, axis: str, at: Span) -> Diagnostic:
    return error(
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
    return error(
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


def total_of_stock(span: Span, name: str, stock: str, axis: str, at: Span) -> Diagnostic:
    """Report the total over *axis* of a `reserve`, a `population` or a `cumulative` sum."""
    match stock:
        case "reserve":
            message = say(
                "`{name}` is a reserve, and a stock at different times does not add up over `{axis}`",
                name=name,
                axis=axis,
            )
            what = say("a reserve")
            help = say(
                "leave the total over `{axis}` out, or show the reserve in a report of its own; "
                "if `{axis}` is no time, as the year in which a claim arose, declare it as an `axis`",
                axis=axis,
            )
        case "population":
            message = say(
                "`{name}` is a population: "
                "people who are there at several times count in each of them in a total over `{axis}`",
                name=name,
                axis=axis,
            )
            found = warning(
                "total-of-stock",
                message,
                span,
                say("a population"),
                say(
                    "leave the total over `{axis}` out, or show the mean by `weighted by`; "
                    "what happens in a time, as deaths do, adds up, and a `variable` says so",
                    axis=axis,
                ),
            )
            return replace(found, labels=(*found.labels, Label(at, say("its total is asked for here"))))
        case _:
            message = say(
                "`{name}` is a cumulative sum over `{axis}`: a total would add each part many times",
                name=name,
                axis=axis,
            )
            what = say("each has those before in it")
            help = say("leave the total over `{axis}` out, or show what is added up", axis=axis)
    return error("total-of-stock", message, span, what, help, Label(at, say("its total is asked for here")))


def nothing_to_add(span: Span, axis: str) -> Diagnostic:
    return error(
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
    return error(
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
    return error(
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
