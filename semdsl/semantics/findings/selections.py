"""Which cells are selected: `for` and `where`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import NOTHING, listed, say
from semdsl.semantics.findings.making import error, warning
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast


def bad_selection(span: Span) -> Diagnostic:
    help = say(
        "write labels or ranges, `for 2005..2028`, or compare an axis, `for year >= 2029 and line = SEM`"
    )
    return error("bad-selection", say("this does not select cells"), span, NOTHING, help)


def hyphenated(expr: ast.Binary, band: str) -> Diagnostic:
    """``2025-2028``: a range, or the label of a *band* without its quotes."""
    if band:
        help = say('the label of a band stands in quotes: `"{band}"`', band=band)
    else:
        help = say("write `{low}..{high}`", low=expr.left.span.text, high=expr.right.span.text)
    found = error(
        "unknown-label",
        say("`{found}` is a difference, not a range", found=expr.span.text),
        expr.span,
        NOTHING,
        help,
    )
    return found.mending(expr.span, f'"{band}"' if band else f"{expr.left.span.text}..{expr.right.span.text}")


def two_labels(number: ast.Number, unit: ast.UnitText) -> Diagnostic:
    """``2025 male``, which is read as a number with a unit."""
    help = say(
        "`and` stands between two selections: `for {year} and {label}`", year=number.text, label=unit.text
    )
    found = error("bad-selection", say("this does not select cells"), number.span, NOTHING, help)
    return found.mending(unit.span.before, "and ")


def range_runs_backwards(span: Span) -> Diagnostic:
    return error(
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
    return error("bad-selection", message, listing.span, say("a list is of one axis"), help)


_OF_NOTHING = {
    "compared": say("no cell is selected, so nothing is compared"),
    "set": say("no cell is selected, so nothing is set"),
    "aggregated": say("no cell is selected, so nothing is aggregated"),
}


def selects_nothing(selection: ast.Expr, done: str) -> Diagnostic:
    """A ``for`` that takes no cell; *done* is what would be done with them, a key of ``_OF_NOTHING``."""
    both = isinstance(selection, ast.Binary) and selection.op == "and"
    help = (
        say("choose cells that there are; for cells of either kind write `or` instead of `and`")
        if both
        else say("choose cells that there are, or take the `for` out")
    )
    return warning("selects-nothing", _OF_NOTHING[done], selection.span, NOTHING, help)


def band_cut(span: Span, axis: Axis, member: str, bound: str, take: str, leave: str) -> Diagnostic:
    """``age >= 18`` with a band ``15-19``; *take* and *leave* are the bounds that could be meant, if any."""
    message = say(
        "{bound} is within `{member}` of the axis `{axis}`, which can only be taken whole",
        bound=bound,
        member=member,
        axis=axis.name,
    )
    if take and leave:
        help = say("write {take} to take it, or {leave} to leave it out", take=take, leave=leave)
    elif take:
        help = say("write {take} to take it", take=take)
    elif leave:
        help = say("write no upper bound to take it, or {leave} to leave it out", leave=leave)
    else:
        help = say("write no upper bound to take it")
    return error("band-cut", message, span, NOTHING, help)


def selection_axis(span: Span, axis: str, axes: Sequence[str]) -> Diagnostic:
    here = (
        say("the axes here are {names}", names=listed(axes, "and")) if axes else say("there are no axes here")
    )
    return error(
        "selection-axis",
        say("the axis `{axis}` is not one of those selected from", axis=axis),
        span,
        NOTHING,
        here,
    )


def formula_in_selection(comparison: ast.Binary) -> Diagnostic:
    """``= 3% in 2025``, where ``for`` is meant."""
    sign = Span(comparison.span.source, comparison.left.span.end, comparison.right.span.start)
    found = error(
        "selection-compares-values",
        say("a selection compares an axis with its labels"),
        comparison.span,
        NOTHING,
        say("the cells of a case are chosen by `for`: `= formula for year >= 2026`"),
    )
    return found.mending(sign, " for ") if sign.text.split() == ["in"] else found


def value_within(membership: ast.Binary) -> Diagnostic:
    """``if rate in 4%..5% then …``: `in` is of the members of an axis."""
    value, listed = membership.left.span.flat, membership.right
    items = listed.items if isinstance(listed, ast.Listing) else (listed,)
    right = " or ".join(_is_or_lies_in(value, item) for item in items)
    help = say("values are compared: write `{right}`", right=right)
    found = error(
        "selection-compares-values",
        say("`in` asks for members of an axis, and this is a value"),
        membership.span,
        NOTHING,
        help,
    )
    text, span = membership.span.source.text, membership.span
    alone = text[: span.start].split()[-1:] == ["if"] and text[span.end :].split(maxsplit=1)[:1] == ["then"]
    ends = (
        end for item in items for end in ((item.low, item.high) if isinstance(item, ast.Range) else (item,))
    )
    simple = isinstance(membership.left, ast.Name | ast.Index) and all(
        isinstance(end, ast.Number) for end in ends
    )
    return found.mending(span, right if alone else f"({right})", certain=simple)


def _is_or_lies_in(value: str, item: ast.Expr) -> str:
    if not isinstance(item, ast.Range):
        return f"{value} = {item.span.flat}"
    ends = ((">=", item.low), ("<=", item.high))
    return " and ".join(f"{value} {sign} {end.span.flat}" for sign, end in ends if end is not None)


def selection_compares_values(span: Span, declared: ast.Declaration | None) -> Diagnostic:
    help = (
        say("say which labels the file gives, each axis by itself: `for 2024 or 2025 and age <= 8`")
        if isinstance(declared, ast.Table)
        else say(
            "cells are selected by axes alone; to choose by values write `if … then … else …` in the formula"
        )
    )
    return error(
        "selection-compares-values", say("a selection compares an axis with its labels"), span, NOTHING, help
    )


def not_constant(span: Span, axis: Axis) -> Diagnostic:
    help = say(
        "write a label of `{axis}`; to choose by values write `if … then … else …` in the formula",
        axis=axis.name,
    )
    return error(
        "not-constant", say("a selection must be known before anything is computed"), span, NOTHING, help
    )


def equal_to_several(left: ast.Expr, op: str, right: ast.Expr, others: Sequence[ast.Expr]) -> Diagnostic:
    """``state = a, b``, ``age != 65..70``; *others* are no members of that axis, as in ``state = a, 2025``."""
    sign = Span(left.span.source, left.span.end, right.span.start)
    whole, several = left.span.to(right.span), f"{left.span.text} in {right.span.flat}"
    found = error(
        "bad-selection",
        say("`{sign}` takes one label, and here are several", sign=op),
        whole,
        NOTHING,
        NOTHING,
    )
    if others:
        help = say(
            "`{other}` is no label of `{axis}`: write `and` between conditions on two axes",
            other=others[0].span.flat,
            axis=left.span.text,
        )
        return replace(found, help=help)
    help = say("write `{right}`", right=several if op == "=" else f"not {several}")
    found = replace(found, help=help).mending(sign, " in ")
    return found if op == "=" else found.mending(left.span.before, "not ")


def runs_itself(span: Span, axis: Axis) -> Diagnostic:
    """``sum(x over age for age >= age)``: both ages are the one that runs."""
    message = say(
        "in the brackets `{axis}` is the member that runs, and no other can be named", axis=axis.name
    )
    help = say(
        "for a sum up to each member write `cumulative sum(… over {axis})`; for one from each member on write a "
        "recursion, with a case `for last of {axis}` and another that adds its own value at `[{axis}+1]`",
        axis=axis.name,
    )
    return error("not-constant", message, span, NOTHING, help)


def range_as_value(span: Span) -> Diagnostic:
    return error(
        "range-as-value",
        say("a range is not a value"),
        span,
        NOTHING,
        say("ranges stand after `for` and `in`"),
    )
