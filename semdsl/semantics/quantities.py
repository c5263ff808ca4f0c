"""Quantities with their cases: every cell has exactly one formula, of the declared axes and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from semdsl.diagnostics.wording import say
from semdsl.semantics import findings, mending
from semdsl.semantics.addends import check_groups_passed_over
from semdsl.semantics.cases import regions_of
from semdsl.semantics.context import Context
from semdsl.semantics.formulas import read
from semdsl.semantics.model import (
    EVERYWHERE,
    Case,
    Constant,
    Quantity,
    Ref,
    Region,
    Shift,
    TableSpec,
    Typed,
)
from semdsl.semantics.operators import INTERPOLATIONS, number_of
from semdsl.semantics.references import lost
from semdsl.semantics.regions import Any, projected, region_of, selection_of
from semdsl.semantics.rewrite import FIGURES_OF
from semdsl.semantics.selections import read_selection
from semdsl.semantics.signatures import signature, unit_of
from semdsl.semantics.spaces import AxisEntry, QuantityEntry, Signature, Space, Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO, Unit, base, in_base_units, is_amount
from semdsl.units.parse import COUNTED

STATED = ("parameter", "assumption", "table")  # kinds whose values are figures


def build_quantities(entry: QuantityEntry, work: Work) -> tuple[Quantity, ...]:
    """The quantity that *entry* declares, last; before it those made for its files, if a table has formulas too.

    May report: ``gap``, ``overlap``, ``axis-not-declared``, ``wrong-unit``, ``wrong-kind-of-unit``, ``by-forgotten``,
    and what reading its formulas reports.
    """
    own = signature(entry, work, read)
    declaration = entry.declaration
    plain = Quantity(
        name=own.name,
        kind=declaration.kind,
        axes=own.axes,
        unit=own.unit,
        scale=own.scale,
        shown=own.shown,
        titles=declaration.titles,
        attributes=declaration.attributes,
        instance=entry.space.instance,
        part=entry.space.part_at(declaration.span),
        span=declaration.name.span,
    )
    match declaration:
        case ast.Table():
            return _table(declaration, replace(plain, kind="table"), own, entry.space, work)
        case ast.Input():
            return (replace(plain, kind="input", cases=_bound(declaration, own, entry.space, work)),)
        case ast.Quantity():
            _check_kind(declaration, own, entry.space, work)
            if declaration.distribution is not None:
                work.report(
                    findings.names.not_yet(declaration.distribution.span, say("distributions"), may_stay=True)
                )
            cases, ends = (
                _cases(declaration, own, entry.space, work),
                range_ends(declaration, own, entry.space, work),
            )
            return (replace(plain, cases=cases, limits=None if ends is None else (ends.low, ends.high)),)


# ── Tables and inputs ─────────────────────────────────────────────────────────────────────────────


def _table(
    declaration: ast.Table, plain: Quantity, own: Signature, space: Space, work: Work
) -> tuple[Quantity, ...]:
    """A table; if its files give only some cells, a quantity with cases that reads those made for the files.

    The names of these have a blank, so that no author can write them and no message shows them.
    """
    interpolate = _interpolation(declaration.interpolate, own, space, work)
    first = declaration.cases[0]
    if isinstance(first, ast.FileCase) and _is_lone(declaration):
        spec = table_spec(first.file, own.axes, own.unit, own.scale, space, work, interpolate)
        return (replace(plain, table=spec),)
    axes = _axes_of_files(declaration, space)  # without those that a formula brings in from outside
    made: list[Quantity] = []
    cases: list[Case] = []
    for written, cells in zip(declaration.cases, regions_of(declaration, own, space, work), strict=True):
        if isinstance(written, ast.Case):
            cases.append(_case(declaration, written, cells, own, space, work))
            continue
        spec = table_spec(written.file, axes, own.unit, own.scale, space, work, interpolate)
        name = f"{FIGURES_OF}{own.name}" + (f" ({len(made) + 1})" if made else "")
        spec = replace(spec, cells=projected(cells, axes))
        made.append(replace(plain, name=name, axes=axes, table=spec, partial=True, span=written.span))
        here = Ref(
            name=name,
            at=tuple(Shift(axis) for axis in axes),
            span=written.file.span,
            axes=work.in_order(axes),
            unit=own.unit,
        )
        cases.append(Case(cells, here, span=written.span, attributes=written.attributes))
    return (*made, replace(plain, cases=tuple(cases)))


def cells_of_files(entry: QuantityEntry, own: Signature, work: Work) -> Region:
    """The cells that the files of the table *entry* give: all of them, unless it has formulas for others."""
    declaration = entry.declaration
    if not isinstance(declaration, ast.Table) or _is_lone(declaration):
        return EVERYWHERE
    silent = replace(work, found=[])  # its own mistakes are said where it is built
    regions = zip(declaration.cases, regions_of(declaration, own, entry.space, silent), strict=True)
    given = [selection_of(cells) for case, cells in regions if isinstance(case, ast.FileCase)]
    return region_of(Any(tuple(given)), work.sizes(own.axes))


def _is_lone(declaration: ast.Table) -> bool:
    """Whether the one case of *declaration* is a file that gives every cell."""
    first = declaration.cases[0]
    return len(declaration.cases) == 1 and first.selection is None and not first.otherwise


def _axes_of_files(declaration: ast.Table, space: Space) -> tuple[str, ...]:
    entries = [space.find(axis.text) for axis in declaration.axes]
    return tuple(dict.fromkeys(entry.full for entry in entries if isinstance(entry, AxisEntry)))


def interpolation_of(entry: QuantityEntry, own: Signature, work: Work) -> tuple[str, str] | None:
    """How the table *entry* fills cells between figures of a file, if it does: of any file that is read for it."""
    if not isinstance(entry.declaration, ast.Table):
        return None
    silent = replace(work, found=[])  # its own mistakes are said where it is built
    return _interpolation(entry.declaration.interpolate, own, entry.space, silent)


def _interpolation(
    fill: ast.Interpolate | None, own: Signature, space: Space, work: Work
) -> tuple[str, str] | None:
    if fill is None:
        return None
    along = space.find(fill.axis.text)
    if not isinstance(along, AxisEntry) or along.full not in own.axes:
        work.report(findings.quantities.interpolates_along(fill, own.axes))
    elif not work.axes[along.full].ordered:
        work.report(findings.axes.axis_has_no_order(fill.axis.span, work.axes[along.full]))
    elif fill.method.text not in INTERPOLATIONS:
        work.report(findings.quantities.unknown_method(fill, INTERPOLATIONS))
    else:
        return fill.method.text, along.full
    return None


def table_spec(
    file: ast.FromFile,
    axes: Sequence[str],
    unit: Unit,
    scale: float,
    space: Space,
    work: Work,
    interpolate: tuple[str, str] | None = None,
) -> TableSpec:
    """Where the figures of *file* are, for a quantity on *axes* whose declared unit is *scale* base units."""
    named: dict[str, str] = {}
    for axis, column in file.columns:
        entry = space.find(axis.text)
        if isinstance(entry, AxisEntry) and entry.full in axes:
            named[entry.full] = column.text
        else:
            work.report(findings.quantities.column_of_other_axis(axis, axes))
    factor = scale
    if file.unit is not None:
        given, factor = unit_of(file.unit, space, work, read)
        if not given.fits(unit):
            work.report(findings.quantities.file_unit(file.unit, given, unit))
    if any(axis not in named for axis in axes):
        own = ((name, entry) for name, entry in space.entries.items() if isinstance(entry, AxisEntry))
        named = {**{entry.full: name for name, entry in own}, **named}
    return TableSpec(
        path=file.path.text,
        base=file.path.span.source.name,
        columns=tuple(named.get(axis, axis) for axis in axes),
        column="value" if file.column is None else file.column.text,
        filters=file.filters,
        factor=factor,
        decimal_comma=file.decimal_comma,
        interpolate=interpolate,
        span=file.path.span,
    )


def _bound(declaration: ast.Input, own: Signature, space: Space, work: Work) -> tuple[Case, ...]:
    """The formula of an input: what the ``use`` bound it to, or its default. None while a module stands alone."""
    bound = space.bindings.get(declaration.name.text)
    where = space.outer
    if bound is None or where is None:
        bound, where = declaration.default, space
        if bound is None or space.outer is None:
            return ()
    before = len(work.found)
    formula = read_formula(bound, own.axes, own.unit, where, work, declaration.name.text, own.shown)
    if declaration.unit is not None and where is not space:
        unit, binds = declaration.unit.text, space.unit_sources
        for at, found in enumerate(work.found[before:], start=before):
            if found.code == "wrong-unit" and unit in binds and binds[unit].span != bound.span:
                outside = Context(work, where, None)
                work.found[at] = mending.of_bound_unit(found, unit, binds[unit], outside)
    return (Case(EVERYWHERE, formula, span=bound.span),)


def _check_kind(declaration: ast.Quantity, own: Signature, space: Space, work: Work) -> None:
    """What each kind says of its unit: people, money, a ratio."""
    unit = own.unit
    if unit.special or declaration.unit is None:
        return
    of_template = (
        space.outer is not None and declaration.unit.text in space.units
    )  # may be bound to MXN/person
    fits = {
        "population": unit == base("person"),
        "contribution": is_amount(unit, COUNTED),
        "cost": is_amount(unit, COUNTED),
        "reserve": is_amount(unit, COUNTED) and (of_template or len(unit.powers) == 1),
        "premium": unit == RATIO,
    }.get(declaration.kind, True)
    if not fits:
        work.report(findings.quantities.wrong_kind_of_unit(declaration, unit))


# ── Cases ─────────────────────────────────────────────────────────────────────────────────────────


def _cases(declaration: ast.Quantity, own: Signature, space: Space, work: Work) -> tuple[Case, ...]:
    regions = regions_of(declaration, own, space, work)
    return tuple(
        _case(declaration, written, cells, own, space, work)
        for written, cells in zip(declaration.cases, regions, strict=True)
    )


def _case(
    declaration: ast.Quantity | ast.Table,
    written: ast.Case,
    cells: Region,
    own: Signature,
    space: Space,
    work: Work,
) -> Case:
    formula = stated_number(written.formula, own, work) or read_formula(
        written.formula, own.axes, own.unit, space, work, declaration.name.text, own.shown, declaration
    )
    check_range(declaration, formula, own, space, work)
    check_groups_passed_over(formula, written.formula, declaration.name.text, own.axes, cells, work)
    return Case(cells, formula, span=written.span, attributes=written.attributes)


def read_formula(
    expr: ast.Expr,
    axes: Sequence[str],
    unit: Unit,
    space: Space,
    work: Work,
    name: str,
    shown: str,
    declaration: ast.Quantity | ast.Table | None = None,
) -> Typed:
    """*expr* as the formula of something on *axes* with *unit*, as a *declaration* in the same file says.

    May report: ``axis-not-declared``, ``wrong-unit``, ``condition-as-value``, and what reading it reports.
    """
    work.parts["formula"] = 0
    try:
        node = read(expr, Context(work, space, frozenset(axes)))
    except RecursionError:
        work.report(findings.calls.too_deep(expr.span))
        return lost(expr.span)
    loose = [axis for axis in node.axes if axis not in axes]
    if loose:
        axis = work.axes[loose[0]]
        groups = [own for own in axes if work.axes[own].parent == axis.name]
        by = groups[0] if groups else ""
        found = findings.places.axis_not_declared(expr, node, axis, name, axes, by)
        found = mending.of_axis(found, expr, node, axis, declaration, by)
        work.report(mending.of_source(found, node, axis, Context(work, space, None)))
    elif not node.unit.fits(unit):
        found = findings.units.wrong_unit(expr, node, unit, name, shown)
        found = mending.of_unit(found, expr, node, declaration, shown)
        context = Context(work, space, None)
        work.report(mending.of_units(mending.of_function(found, expr, context), context, node))
    return node


def stated_number(expr: ast.Expr, own: Signature, work: Work) -> Typed | None:
    """A bare number that is the whole value of a parameter or assumption: a figure in the declared unit.

    May report: ``huge-number``.
    """
    if own.kind not in STATED or own.unit.special:
        return None
    match expr:
        case ast.Number(value=value, suffix="", unit=None):
            pass
        case ast.Unary(op="-", operand=ast.Number(value=value, suffix="", unit=None)):
            value = -value
        case _:
            return None
    number = in_base_units(value, own.scale)
    if not isfinite(number):
        work.report(findings.units.huge_in_base_units(expr.span))
        return lost(expr.span)
    return Constant(value=number, span=expr.span, axes=(), unit=own.unit)


def check_range(
    declaration: ast.Declaration, formula: Typed, own: Signature, space: Space, work: Work
) -> None:
    """A stated figure lies within the ``range`` that its declaration gives.

    May report: ``outside-range``, and what is wrong with the ends of the range.
    """
    value, ends = number_of(formula), range_ends(declaration, own, space, work)
    if value is not None and ends is not None and not ends.low <= value <= ends.high:
        work.report(findings.quantities.outside_range(formula.span, declaration, ends.span))


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a ``range``, in base units, and where they are written."""

    low: float
    high: float
    span: Span


def range_ends(declaration: ast.Declaration, own: Signature, space: Space, work: Work) -> Ends | None:
    """The ends of the ``range`` that *declaration* gives, if they are numbers.

    May report: what is wrong with them.
    """
    written = next((one for one in declaration.attributes if one.word == "range"), None)
    if written is None or len(written.numbers) != 2:
        return None
    low, high = (
        number_of(
            stated_number(end, own, work) or read_formula(end, (), own.unit, space, work, "", own.shown)
        )
        for end in written.numbers
    )
    if low is None or high is None:
        return None
    if high < low:
        first, last = (number.span for number in written.numbers)
        backwards = findings.quantities.range_of_nothing(first.to(last))
        work.report(mending.of_backward_range(backwards, first, last))
        return None
    return Ends(low, high, written.span)


def condition_cells(
    selection: ast.Expr | None, axes: Sequence[str], space: Space, work: Work, *, warns: bool = True
) -> Region:
    """The cells of *axes* that a ``for`` selects; all without one. *warns* of one that selects none."""
    if selection is None:
        return EVERYWHERE
    context, before = Context(work, space, frozenset(axes)), len(work.found)
    cells = region_of(read_selection(selection, context, axes), work.sizes(axes))
    if warns and not cells.boxes and len(work.found) == before:
        work.report(findings.selections.selects_nothing(selection, "compared"))
    return cells
