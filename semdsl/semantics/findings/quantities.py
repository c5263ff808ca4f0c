"""Quantities and tables: their cells, each of which has one formula or figure, their ranges and what fills them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.diagnostics.wording import NOTHING, Said, joined, listed, say
from semdsl.semantics.findings.making import error, ranges, warning
from semdsl.semantics.model import Axis, Region
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.kinds import kind_words
from semdsl.units.algebra import Unit

Axes: TypeAlias = Mapping[str, Axis]


def formula_without_cells(declaration: ast.Quantity | ast.Table, case: ast.Case | ast.FileCase) -> Diagnostic:
    name = declaration.name.text
    message = (
        say("`{name}` has several files or formulas, and one does not say for which cells", name=name)
        if isinstance(declaration, ast.Table)
        else say("`{name}` has several formulas, and one does not say for which cells", name=name)
    )
    return error(
        "formula-without-cells",
        message,
        case.span,
        say("for which cells?"),
        say("add `for …` or `otherwise`"),
    )


def otherwise_twice(first: ast.Case | ast.FileCase, second: ast.Case | ast.FileCase) -> Diagnostic:
    help = say("say `for …` in one of them, or remove it")
    return error(
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
    return error(
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
    return error(
        "overlap",
        message,
        _selected(second),
        say("also selected here"),
        help,
        Label(_selected(first), say("selected here")),
    )


def gap(declaration: ast.Quantity | ast.Table, cells: Region, axes: Axes, over: Sequence[str]) -> Diagnostic:
    name, where = declaration.name.text, describe(cells, axes, over)
    message = (
        say("`{name}` has neither a file nor a formula for {cells}", name=name, cells=where)
        if isinstance(declaration, ast.Table)
        else say("`{name}` has no formula for {cells}", name=name, cells=where)
    )
    help = say("add a case for these cells, or `= … otherwise`")
    return error("gap", message, declaration.name.span, NOTHING, help)


def case_without_cells(case: ast.Case | ast.FileCase) -> Diagnostic:
    help = (
        say("remove it; for cells of either kind write `or` instead of `and`")
        if isinstance(case.selection, ast.Binary) and case.selection.op == "and"
        else say("remove it")
    )
    return warning("case-without-cells", say("this case is for no cell"), case.span, say("never used"), help)


def _selected(case: ast.Case | ast.FileCase) -> Span:
    return case.span if case.selection is None else case.selection.span


def describe(cells: Region, axes: Axes, over: Sequence[str]) -> Said:
    """*cells* in a few words: ``2009, 2012..2015; SEM`` for each block, axes that share a label by their names."""
    labels = Counter(label for name in over for label in axes[name].labels)
    named = {name for name in over if any(labels[label] > 1 for label in axes[name].labels)}
    blocks: list[Said] = []
    for box in cells.boxes[:3]:
        own = [
            f"{name} {ranges(axes[name], positions)}" if name in named else ranges(axes[name], positions)
            for name, positions in box.positions
            if name in over
        ]
        blocks.append(say("`{cells}`", cells="; ".join(own)) if own else say("every cell"))
    first = joined(blocks)
    rest = len(cells.boxes) - len(blocks)
    return say("{first} and {count} more blocks of cells", first=first, count=rest) if rest else first


def outside_range(span: Span, declaration: ast.Declaration, limits: Span) -> Diagnostic:
    message = say("`{found}` is outside the range of `{name}`", found=span.text, name=declaration.name.text)
    help = say("correct the figure, or widen the range and say why")
    return error("outside-range", message, span, NOTHING, help, Label(limits, say("the range it was given")))


def range_of_nothing(span: Span) -> Diagnostic:
    message = say("this range has nothing in it: its first end is above its last")
    return error("range-of-nothing", message, span, NOTHING, say("write the lower end first"))


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
    return error(
        "wrong-kind-of-unit",
        say("{kind} is {wants}, not `{unit}`", kind=kind_words(declaration.kind).one, wants=wants, unit=unit),
        span,
        NOTHING,
        help,
    )


def interpolates_along(fill: ast.Interpolate, axes: Sequence[str]) -> Diagnostic:
    message = say("the table does not vary by `{axis}`", axis=fill.axis.text)
    return error(
        "interpolates-along",
        message,
        fill.axis.span,
        NOTHING,
        did_you_mean(fill.axis.text, axes) or say("its axes are {names}", names=listed(axes, "and")),
    )


def unknown_method(fill: ast.Interpolate, known: Sequence[str]) -> Diagnostic:
    help = say("the ways are {names}", names=listed(known, "and"))
    found = error(
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
    return error("column-axis", message, axis.span, NOTHING, meant or help)


def file_unit(text: ast.UnitText, given: Unit, unit: Unit) -> Diagnostic:
    message = say("the file is said to be in `{given}`, and the table in `{unit}`", given=given, unit=unit)
    help = say(
        "say what the file is in, such as `{unit}` or `thousand {unit}`, or declare the table in `{given}`",
        given=given,
        unit=unit,
    )
    return error("file-unit", message, text.span, NOTHING, help)
