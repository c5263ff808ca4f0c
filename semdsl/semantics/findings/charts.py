"""Charts: their form, what they go along, and how much they hold."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import NOTHING, Said, listed, say, verbatim
from semdsl.semantics.findings.making import error, similar
from semdsl.source import Span
from semdsl.syntax import ast


def unknown_chart(form: ast.Ident, forms: Sequence[str], meant: str) -> Diagnostic:
    message = say("there is no chart called `{form}`", form=form.text)
    help = (
        say("write `{meant}`", meant=meant)
        if meant
        else similar(form.text, forms) or say("the charts are {forms}", forms=listed(forms, "and", 9))
    )
    return error("unknown-chart", message, form.span, say("not a form of chart"), help)


def chart_needs_axes(form: ast.Ident, wanted: Said, example: str) -> Diagnostic:
    message = say("the chart `{form}` needs {wanted}", form=form.text, wanted=wanted)
    return error("chart-axes", message, form.span, NOTHING, say("as in `{example}`", example=example))


def chart_along_no_order(form: ast.Ident, axis: ast.Layout) -> Diagnostic:
    message = say(
        "the members of `{axis}` have no order along which the chart `{form}` could go",
        axis=axis.axis.ident,
        form=form.text,
    )
    label = say("these are labels")
    if form.text == "line":
        return error("chart-axes", message, axis.span, label, say("write `bar` instead of `line`"))
    help = say("write a `stacked bar`, or put an axis of years, numbers or bands first")
    return error("chart-axes", message, axis.span, label, help)


def nothing_to_move(form: ast.Ident) -> Diagnostic:
    message = say(
        "the chart `{form}` moves what has a `range`, and nothing in this model has one", form=form.text
    )
    return error(
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
    return error("chart-units", message, span, say("in another unit"), help)


def chart_too_full(span: Span, count: int, most: int, what: Said) -> Diagnostic:
    message = say(
        "this chart would have {count} {what}, of which a reader can tell {most} apart at most",
        count=count,
        what=what,
        most=most,
    )
    help = say("choose some: list fewer names, `by year, line in (SEM, GMP)`, or `where sex = male`")
    return error("chart-too-full", message, span, NOTHING, help)


def _unit_or_ratio(unit: str) -> Said:
    return verbatim(f"`{unit}`") if unit else say("no unit")
