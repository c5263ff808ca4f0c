"""What can be said of a quantity before its formulas are read: its axes and its unit.

In an instance of a module a quantity gains the axes of whatever its formulas reach that was bound from outside, and an
input unit becomes the unit of what was bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from semdsl.semantics import findings, mending
from semdsl.semantics.context import Context
from semdsl.semantics.model import Typed
from semdsl.semantics.rewrite import references
from semdsl.semantics.spaces import (
    AxisEntry,
    FunctionEntry,
    LostEntry,
    QuantityEntry,
    Signature,
    Space,
    Work,
)
from semdsl.syntax import ast
from semdsl.syntax.walk import names_in
from semdsl.units.algebra import RATIO, UNKNOWN, Unit, base
from semdsl.units.parse import PARTS, SCALES, UnknownUnit, parse_unit

Read: TypeAlias = Callable[[ast.Expr, Context], Typed]


def signature(entry: QuantityEntry, work: Work, read: Read) -> Signature:
    """The signature of *entry*, found out once.

    May report: ``unknown-axis``, ``axis-twice``, ``unknown-unit``.
    """
    known = work.signatures.get(entry.full)
    if known is not None:
        return known
    declared = _declared_axes(entry, work)
    if entry.full in work.open:
        return Signature(entry.full, entry.declaration.kind, declared, UNKNOWN, 1.0, "")
    work.open.add(entry.full)
    gained = _gained_axes(entry, work, read) if entry.space.outer is not None else set[str]()
    unit, scale, shown = _declared_unit(entry, work, read)
    if any(isinstance(entry.space.find(ident.text), LostEntry) for ident in entry.declaration.axes):
        unit = UNKNOWN  # an axis of it was told to be wrong: nothing is said of what reads it
    work.open.discard(entry.full)
    axes = declared + _without_groups(gained - set(declared), declared, work)
    own = Signature(entry.full, entry.declaration.kind, axes, unit, scale, shown)
    work.signatures[entry.full] = own
    return own


def _declared_axes(entry: QuantityEntry, work: Work) -> tuple[str, ...]:
    axes: list[str] = []
    for ident in entry.declaration.axes:
        found = entry.space.find(ident.text)
        if isinstance(found, AxisEntry):
            if found.full in axes:
                work.report_header(findings.axes.axis_twice(ident))
            else:
                axes.append(found.full)
        elif not isinstance(found, LostEntry):
            work.report_header(findings.axes.unknown_axis(ident.span, ident.text, entry.space.axis_names()))
    return tuple(axes)


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────


def _declared_unit(entry: QuantityEntry, work: Work, read: Read) -> tuple[Unit, float, str]:
    text = entry.declaration.unit
    if text is None:
        if entry.declaration.kind == "premium":
            return RATIO, 1.0, "ratio"
        return UNKNOWN, 1.0, ""
    unit, scale = unit_of(text, entry.space, work, read)
    if not text.scale and text.text in entry.space.shown_units:
        return unit, *entry.space.shown_units[text.text]
    # In an instance a unit may be an input, which means nothing to a reader of results: show what it stands for.
    shown = text.text if entry.space.outer is None or unit.special else str(unit)
    return unit, scale, f"{text.scale} {shown}".strip()


def unit_of(text: ast.UnitText, space: Space, work: Work, read: Read) -> tuple[Unit, float]:
    """The unit that *text* writes in the file of *space*, and what one of it is in base units.

    May report: ``unknown-unit``.
    """
    if space.free_units:
        _bind_units(space, work, read)
    scale = SCALES.get(text.scale, 1.0)
    if text.text in PARTS:
        return RATIO, PARTS[text.text]
    try:
        return parse_unit(text.text, space.units), scale
    except UnknownUnit as unknown:
        for part in unknown.parts:
            found = findings.units.unknown_unit(text, part, space.units)
            work.report_header(mending.of_unit_name(found, text, part, space.units))
        return UNKNOWN, scale


def _bind_units(space: Space, work: Work, read: Read) -> None:
    """Find what each ``input unit`` of an instance stands for, from the first input bound that has it."""
    free = sorted(space.free_units)
    space.free_units = set()
    for name in free:
        space.units[name] = UNKNOWN
    for name in free:
        space.units[name] = _bound_unit(name, space, work, read)


def _bound_unit(name: str, space: Space, work: Work, read: Read) -> Unit:
    for declaration in space.module.declarations:
        if not isinstance(declaration, ast.Input) or declaration.unit is None:
            continue
        bound = space.bindings.get(declaration.name.text)
        power, rest = _power_of(name, declaration.unit.text, space.units)
        if bound is None or power == 0 or space.outer is None:
            continue
        node = read(bound, _silent(Context(work, space.outer, None)))
        if node.unit.special:
            continue
        space.unit_sources[name] = node
        for reference in references(node) if declaration.unit.text == name else ():
            own = work.signatures.get(reference.name)
            if own is not None and own.unit == node.unit:
                space.shown_units.setdefault(name, (own.scale, own.shown))
        return (node.unit / rest) ** (1 / power)
    return UNKNOWN


def _power_of(name: str, text: str, units: dict[str, Unit]) -> tuple[Fraction, Unit]:
    """To which power the unit *name* stands in *text*, and the rest of it."""
    try:
        unit = parse_unit(
            text, {**{key: own for key, own in units.items() if not own.special}, name: base("?")}
        )
    except UnknownUnit:
        return Fraction(0), RATIO
    power = next((own for factor, own in unit.powers if factor == "?"), Fraction(0))
    return power, unit / base("?") ** power


# ── Axes gained in an instance ────────────────────────────────────────────────────────────────────


def _without_groups(gained: set[str], declared: tuple[str, ...], work: Work) -> tuple[str, ...]:
    """*gained* without the axes that group another one of the quantity: each year takes its own step's value."""
    whole = gained | set(declared)
    return work.in_order(name for name in gained if work.axes[name].parent not in whole)


def _gained_axes(entry: QuantityEntry, work: Work, read: Read) -> set[str]:
    gained: set[str] = set()
    seen = {entry.full}
    waiting: list[QuantityEntry | FunctionEntry] = [entry]
    while waiting:
        own = waiting.pop()
        if isinstance(own.declaration, ast.Input) and own.declaration.name.text in own.space.bindings:
            if isinstance(own, QuantityEntry):
                gained |= _bound_axes(own, work, read)
            continue
        hidden = _parameters_of(own.declaration)
        for formula in formulas_of(own.declaration):
            for name in names_in(formula):
                if name in hidden:
                    continue
                found = own.space.find(name)
                if isinstance(found, QuantityEntry | FunctionEntry):
                    key = found.full if isinstance(found, QuantityEntry) else f"{id(found)}"
                    if key not in seen:
                        seen.add(key)
                        waiting.append(found)
    return gained


def _parameters_of(declaration: ast.Declaration) -> set[str]:
    """Names that mean an argument in the formula of *declaration*, whatever else has the name."""
    if isinstance(declaration, ast.Function):
        return {parameter.text for parameter in declaration.parameters}
    return set()


def _bound_axes(entry: QuantityEntry, work: Work, read: Read) -> set[str]:
    bound = entry.space.bindings.get(entry.declaration.name.text)
    if bound is None or entry.space.outer is None:
        return set()
    declared = set(_declared_axes(entry, work))
    return set(free_axes(bound, Context(work, entry.space.outer, None), read, declared)) - declared


def free_axes(expr: ast.Expr, context: Context, read: Read, given: Iterable[str] = ()) -> tuple[str, ...]:
    """The axes that *expr* varies by, where a mapped axis follows its finer axis if both are there or *given*."""
    silent = _silent(replace(context, scope=None))
    found = set(read(expr, silent).axes) | set(given)
    kept = (name for name in found if context.axis(name).parent not in found or name in given)
    return context.work.in_order(kept)


def _silent(context: Context) -> Context:
    return replace(context, work=replace(context.work, found=[]))


def formulas_of(declaration: ast.Declaration) -> tuple[ast.Expr, ...]:
    """The formulas of a quantity or function."""
    match declaration:
        case ast.Quantity(cases=cases):
            return tuple(case.formula for case in cases)
        case ast.Table(cases=table_cases):
            return tuple(case.formula for case in table_cases if isinstance(case, ast.Case))
        case ast.Function(formula=formula):
            return (formula,)
        case ast.Input(default=default) if default is not None:
            return (default,)
        case _:
            return ()
