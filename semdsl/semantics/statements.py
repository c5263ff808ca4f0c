"""Checks, expectations, tests, scenarios, reports and charts: what is asked of the results.

Each becomes plain quantities, computed like any other, with names that no author can write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.wording import say
from semdsl.semantics import findings
from semdsl.semantics.charts import read_chart
from semdsl.semantics.context import Context
from semdsl.semantics.deviations import (
    absolute,
    accepted,
    check_tolerance,
    deviation,
    read_limit,
    refuse_tolerance,
    relative_bound,
)
from semdsl.semantics.formulas import compares_labels, read
from semdsl.semantics.made import Statements, make, unused_key
from semdsl.semantics.model import (
    EVERYWHERE,
    Check,
    Constant,
    FileExpectation,
    Identity,
    If,
    Override,
    Quantity,
    Ref,
    Region,
    Scenario,
    Shift,
    Test,
    Typed,
)
from semdsl.semantics.operators import joined
from semdsl.semantics.quantities import (
    STATED,
    cells_of_files,
    check_range,
    condition_cells,
    interpolation_of,
    read_formula,
    stated_number,
    table_spec,
)
from semdsl.semantics.reach import beyond_setting, inside
from semdsl.semantics.reports import read_report
from semdsl.semantics.rewrite import is_in_doubt, references
from semdsl.semantics.selections import COMPARISONS, axis_named
from semdsl.semantics.set_cells import set_cells, set_once
from semdsl.semantics.signatures import free_axes, signature
from semdsl.semantics.spaces import LostEntry, QuantityEntry, Signature, Space, Work
from semdsl.semantics.totals import totals_of_file
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import ANY, RATIO, TRUTH, UNKNOWN, Unit


def read_statements(space: Space, work: Work, into: Statements) -> None:
    """Read the statements of the file of *space*; tests, scenarios, reports and charts if it is the model's own."""
    for declaration in space.module.declarations:
        match declaration:
            case ast.Check():
                into.checks.append(_check(declaration, "check", space, work, into))
            case ast.Expect(file=None):
                into.checks.append(_check(declaration, "expectation", space, work, into))
            case ast.Expect():
                _file_expectation(declaration, space, work, into)
            case ast.Identity():
                into.identities.append(_identity(declaration, space, work, into))
            case ast.Test() if space.outer is None:
                into.tests.append(_test(declaration, space, work, into))
            case ast.Scenario() if space.outer is None:
                _scenario(declaration, space, work, into)
            case ast.Report() if space.outer is None:
                into.reports.append(read_report(declaration, space, work, into))
            case ast.Chart() if space.outer is None:
                into.charts.extend(read_chart(declaration, space, work, into))
            case _:
                pass


# ── Checks and expectations ───────────────────────────────────────────────────────────────────────


def _check(
    declaration: ast.Check | ast.Expect, kind: str, space: Space, work: Work, into: Statements, of: str = ""
) -> Check:
    condition = declaration.condition
    while isinstance(condition, ast.Group):
        condition = condition.inner
    sides = _sides(condition, space, work)
    op = condition.op if len(sides) == 2 and isinstance(condition, ast.Binary) else ""
    stated = accepted(declaration, op, kind, work, in_test=bool(of))
    refuse_tolerance(declaration, op, condition, work, is_asked=of == "question")
    relative = relative_bound(declaration.within)
    within = None if relative is not None else declaration.within
    axes = _common_axes([*sides, *([] if within is None else [within]), *absolute(stated)], space, work)
    name = space.prefix + (declaration.name.text or declaration.condition.span.text.split("\n")[0])
    key = unused_key(f"{of or kind} {name}", into)
    left = _read_side(sides[0], axes, len(sides) == 2, space, work)
    right = _read_side(sides[1], axes, True, space, work) if len(sides) == 2 else None
    cells = _cells_of(declaration, axes, (left, right), space, work)
    tolerance = None if within is None else _read_side(within, axes, True, space, work)
    check_tolerance(declaration.within, tolerance, work)
    unit = left.unit
    if right is not None:
        unit = _common_unit(left, right, tolerance, work)
    limit = read_limit(stated, tolerance or relative, unit, axes, space, work)
    scale, shown = _scale_of(left, right, unit, work)
    made = [
        "" if node is None else make(f"{part} of {key}", kind, node, axes, cells, space.instance, into)
        for part, node in (("left side", left), ("right side", right), ("tolerance", tolerance))
    ]
    return Check(
        name=name,
        kind=kind,
        titles=declaration.titles,
        op=op,
        left=made[0],
        right=made[1],
        tolerance=made[2],
        relative=relative,
        axes=axes,
        region=cells,
        unit=unit,
        scale=scale,
        shown=shown,
        span=declaration.span,
        attributes=declaration.attributes,
        part=space.part_at(declaration.span),
        deviates=deviation(limit, key, axes, cells, space, into),
    )


def _identity(declaration: ast.Identity, space: Space, work: Work, into: Statements) -> Identity:
    """Both sides of an identity; it is proved later, by whoever asks for it."""
    written = (declaration.left, declaration.right)
    axes = _common_axes(written, space, work)
    name = space.prefix + declaration.name.text
    key = unused_key(f"identity {name}", into)
    left, right = (_read_side(side, axes, True, space, work) for side in written)
    cells = _cells_of(declaration, axes, (left, right), space, work)
    unit = _common_unit(left, right, None, work)
    scale, shown = _scale_of(left, right, unit, work)
    made = [
        make(f"{part} of {key}", "identity", node, axes, cells, space.instance, into)
        for part, node in (("left side", left), ("right side", right))
    ]
    return Identity(
        name=name,
        titles=declaration.titles,
        left=made[0],
        right=made[1],
        texts=(declaration.left.span.flat, declaration.right.span.flat),
        axes=axes,
        region=cells,
        unit=unit,
        scale=scale,
        shown=shown,
        instance=space.instance,
        span=declaration.name.span,
        attributes=declaration.attributes,
        part=space.part_at(declaration.span),
    )


def never_negative(quantity: Quantity, span: Span, into: Statements) -> Check:
    """What the kind ``population`` promises: no cell of *quantity* is below zero."""
    here = Ref(
        name=quantity.name,
        at=tuple(Shift(axis) for axis in quantity.axes),
        span=span,
        axes=quantity.axes,
        unit=quantity.unit,
    )
    zero = Constant(value=0.0, span=span, axes=(), unit=ANY)
    key = unused_key(f"population {quantity.name}", into)
    made = [
        make(f"{part} of {key}", "check", node, quantity.axes, EVERYWHERE, quantity.instance, into)
        for part, node in (("left side", here), ("right side", zero))
    ]
    return Check(
        name=f"{quantity.name} >= 0",
        kind="check",
        titles=tuple(replace(title, text=f"{title.text} ≥ 0") for title in quantity.titles),
        op=">=",
        left=made[0],
        right=made[1],
        tolerance="",
        relative=None,
        axes=quantity.axes,
        region=EVERYWHERE,
        unit=quantity.unit,
        scale=quantity.scale,
        shown=quantity.shown,
        span=span,
        part=quantity.part,
    )


def _sides(condition: ast.Expr, space: Space, work: Work) -> list[ast.Expr]:
    """Both sides of a comparison of values; else the condition alone."""
    if isinstance(condition, ast.Binary) and condition.op in COMPARISONS:
        labels = compares_labels(condition, Context(work, space, None))
        return [condition] if labels else [condition.left, condition.right]
    return [condition]


def _cells_of(
    declaration: ast.Check | ast.Expect | ast.Identity,
    axes: Sequence[str],
    sides: Sequence[Typed | None],
    space: Space,
    work: Work,
) -> Region:
    """The cells of a comparison; of sides with a mistake it is not known by which axes they vary."""
    doubtful = any(side is not None and is_in_doubt(side) for side in sides)
    work = replace(work, found=[]) if doubtful else work
    warns = not isinstance(declaration, ast.Identity)  # of one for no cell the proof says so
    return condition_cells(declaration.selection, axes, space, work, warns=warns)


def _common_axes(exprs: Sequence[ast.Expr], space: Space, work: Work) -> tuple[str, ...]:
    context = Context(work, space, None)
    found: set[str] = set()
    for expr in exprs:
        found |= set(free_axes(expr, context, read))
    return work.in_order(name for name in found if work.axes[name].parent not in found)


def _read_side(expr: ast.Expr, axes: Sequence[str], value: bool, space: Space, work: Work) -> Typed:
    """One side of a comparison; a condition becomes 1 where it holds and 0 elsewhere."""
    node = read_formula(expr, axes, UNKNOWN, space, work, "", "")
    if value and node.unit == TRUTH:
        work.report(findings.units.condition_as_value(node))
    if value or node.unit == UNKNOWN:
        return node
    if node.unit != TRUTH:
        work.report(findings.units.not_a_condition(node))
        return node
    one, zero = (Constant(value=own, span=node.span, axes=(), unit=RATIO) for own in (1.0, 0.0))
    return If(condition=node, then=one, otherwise=zero, span=node.span, axes=node.axes, unit=RATIO)


def _common_unit(left: Typed, right: Typed, tolerance: Typed | None, work: Work) -> Unit:
    unit = joined(left.unit, right.unit)
    if unit is None:
        work.report(findings.units.unit_mismatch(say("compare"), left, right))
        return UNKNOWN
    if tolerance is not None and not tolerance.unit.fits(unit):
        work.report(findings.statements.tolerance_unit(tolerance, unit))
    return unit


def _scale_of(left: Typed, right: Typed | None, unit: Unit, work: Work) -> tuple[float, str]:
    """How the two sides are shown: as the first quantity among them declares."""
    for node in (left, right):
        for reference in () if node is None else references(node):
            own = work.signatures.get(reference.name)
            if own is not None and own.unit == unit:
                return own.scale, own.shown
    return 1.0, "" if unit.special else str(unit)


def _file_expectation(declaration: ast.Expect, space: Space, work: Work, into: Statements) -> None:
    """``expect x[year, SEM] matches "file.csv"``: the axes listed by name are those of the file."""
    file = declaration.file
    entry = _target_entry(declaration.condition, space, work)
    if file is None or entry is None:
        return
    own = signature(entry, work, read)
    axes = _listed_axes(declaration.condition, own, space, work)
    node = read_formula(declaration.condition, axes, own.unit, space, work, "", own.shown)
    relative = relative_bound(declaration.within)
    stated = accepted(declaration, "=", "expectation", work)
    tolerance = None
    if relative is None and declaration.within is not None:
        tolerance = read_formula(declaration.within, axes, own.unit, space, work, "the tolerance", own.shown)
    check_tolerance(declaration.within, tolerance, work)
    cells = condition_cells(declaration.selection, axes, space, work)
    name = space.prefix + (declaration.name.text or declaration.condition.span.text)
    key = unused_key(f"expectation {name}", into)
    reachable = inside(node, axes, cells, work)
    table = table_spec(file, axes, own.unit, own.scale, space, work)
    limit = read_limit(stated, tolerance or relative, own.unit, axes, space, work)
    of_totals = None if isinstance(limit, float) else limit
    totals = totals_of_file(node, tolerance, of_totals, file, axes, cells, key, space, work, into)
    into.expectations.append(
        FileExpectation(
            name=name,
            titles=declaration.titles,
            target=make(f"target of {key}", "expectation", node, axes, reachable, space.instance, into),
            table=replace(table, sparse=True, total=() if file.total is None else file.total.words),
            tolerance=""
            if tolerance is None
            else make(f"tolerance of {key}", "expectation", tolerance, axes, reachable, space.instance, into),
            relative=relative,
            axes=axes,
            region=reachable,
            unit=own.unit,
            scale=own.scale,
            shown=own.shown,
            span=declaration.span,
            attributes=declaration.attributes,
            part=space.part_at(declaration.span),
            deviates=deviation(limit, key, axes, reachable, space, into),
            totals=totals,
        )
    )


def _target_entry(target: ast.Expr, space: Space, work: Work) -> QuantityEntry | None:
    name = target.base if isinstance(target, ast.Index) else target
    if not isinstance(name, ast.Name):
        work.report(findings.names.target_is_a_name(target.span))
        return None
    entry = space.find(name.ident)
    if isinstance(entry, QuantityEntry):
        return entry
    if entry is None:
        work.report(findings.names.unknown_name(name.span, name.ident, space.known()))
    elif not isinstance(entry, LostEntry):
        work.report(findings.names.target_is_a_name(name.span))
    return None


def _listed_axes(target: ast.Expr, own: Signature, space: Space, work: Work) -> tuple[str, ...]:
    if not isinstance(target, ast.Index):
        return own.axes
    context = Context(work, space, None)
    listed = [axis_named(place.value, context) if place.axis is None else None for place in target.places]
    return tuple(axis.name for axis in listed if axis is not None)


# ── Tests and scenarios ───────────────────────────────────────────────────────────────────────────


def _test(declaration: ast.Test, space: Space, work: Work, into: Statements) -> Test:
    read_given = [_override(one, space, work, any_kind=True) for one in declaration.given if one.file is None]
    given = tuple(one for one in read_given if one is not None)
    set_once(given, work)
    of = f"test {declaration.name.text}"
    reading: list[ast.Given | ast.Expect] = [*declaration.given, *declaration.expects]
    for line in reading:
        if line.file is not None:
            work.report(findings.statements.test_reads_file(line))
    plain = [one for one in declaration.expects if one.file is None]
    expects = tuple(_check(one, "expectation", space, work, into, of) for one in plain)
    return Test(
        name=declaration.name.text,
        given=given,
        expects=expects,
        span=declaration.span,
        part=space.part_at(declaration.span),
    )


def _scenario(declaration: ast.Scenario, space: Space, work: Work, into: Statements) -> None:
    settings = [_override(one, space, work, any_kind=False) for one in declaration.settings]
    overrides = tuple(one for one in settings if one is not None)
    set_once(overrides, work)
    extends = "" if declaration.extends is None else declaration.extends.text
    into.scenarios[declaration.name.text] = Scenario(
        name=declaration.name.text,
        titles=declaration.titles,
        extends=extends,
        overrides=overrides,
        span=declaration.name.span,
    )


def check_extensions(declared: Sequence[ast.Declaration], into: Statements, work: Work) -> None:
    """A scenario extends one that exists, and not itself, however far round."""
    for declaration in declared:
        if not isinstance(declaration, ast.Scenario) or declaration.extends is None:
            continue
        if declaration.extends.text not in into.scenarios:
            known = list(into.scenarios)
            work.report(
                findings.statements.unknown_scenario(
                    declaration.extends.span, declaration.extends.text, known
                )
            )
            continue
        seen = {declaration.name.text}
        name = declaration.extends.text
        while name and name not in seen:
            seen.add(name)
            name = into.scenarios[name].extends if name in into.scenarios else ""
        if name:
            work.report(findings.statements.scenario_extends_itself(declaration.extends.span, name))
            into.scenarios[declaration.name.text] = replace(into.scenarios[declaration.name.text], extends="")


def read_condition(declaration: ast.Check, space: Space, work: Work, into: Statements) -> Check:
    """A condition asked from outside, as that of a check; what it compares is made into *into*."""
    return _check(declaration, "check", space, work, into, of="question")


def read_result(expr: ast.Expr, space: Space, work: Work, into: Statements) -> Quantity:
    """A formula asked for from outside, made into *into*: on the axes that it varies by."""
    axes = _common_axes([expr], space, work)
    node = _read_side(expr, axes, True, space, work)
    scale, shown = _scale_of(node, None, node.unit, work)
    key = unused_key(f"question {expr.span.flat}", into)
    name = make(f"value of {key}", "question", node, axes, EVERYWHERE, "", into)
    into.quantities[name] = replace(into.quantities[name], scale=scale, shown=shown)
    return into.quantities[name]


def read_override(given: ast.Given, space: Space, work: Work) -> Override | None:
    """``--set name=value``: as a setting of a scenario, for any kind of quantity."""
    return _override(given, space, work, any_kind=True)


def _override(given: ast.Given, space: Space, work: Work, *, any_kind: bool) -> Override | None:
    entry = _target_entry(given.target, space, work)
    if entry is None:
        return None
    own = signature(entry, work, read)
    if not any_kind and own.kind not in STATED:
        work.report(findings.statements.scenario_sets_formula(given, own.kind))
        return None
    before = len(work.found)
    cells = set_cells(given, entry, own, space, work)
    if given.file is not None:
        if isinstance(given.target, ast.Name) and given.selection is None:
            cells = cells_of_files(entry, own, work)
        fill = interpolation_of(entry, own, work)
        table = table_spec(given.file, own.axes, own.unit, own.scale, space, work, fill)
        return Override(own.name, cells, None, table, span=given.span)
    if given.value is None:
        return None
    formula = stated_number(given.value, own, work) or read_formula(
        given.value, own.axes, own.unit, space, work, own.name, own.shown
    )
    check_range(entry.declaration, formula, own, entry.space, work)
    override = Override(own.name, cells, formula, None, span=given.span)
    if len(work.found) == before:
        for found in beyond_setting(override, work):
            work.report(found)
    return override
