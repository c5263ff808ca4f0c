"""Open a file: declare its names, build its axes, open the files it uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import say
from semdsl.semantics import findings
from semdsl.semantics.axes import (
    banded_axis,
    definition_faults,
    every_axis,
    grouped_axis,
    integer_axis,
    labelled_axis,
    position_of_number,
)
from semdsl.semantics.bands import see_whether_cut
from semdsl.semantics.context import Context, spacing
from semdsl.semantics.model import Axis
from semdsl.semantics.regions import region_of
from semdsl.semantics.selections import axis_named, read_selection
from semdsl.semantics.spaces import (
    AxisEntry,
    FunctionEntry,
    LostEntry,
    QuantityEntry,
    Space,
    SpaceEntry,
    Work,
)
from semdsl.syntax import ast
from semdsl.units.algebra import UNKNOWN, base
from semdsl.units.parse import UnknownUnit, parse_unit

NAMELESS = (ast.Header, ast.Check, ast.Expect, ast.Test, ast.Report, ast.Chart, ast.Identity, ast.Scenario)

PLACEHOLDER_YEARS = range(1900, 2201)  # the time axis of a module that is checked on its own
PLACEHOLDER_MEMBERS = range(100)  # another axis of it: it may have an order, so that a module may follow ages


def open_space(
    work: Work, module: ast.Module, prefix: str = "", outer: Space | None = None, use: ast.Use | None = None
) -> Space:
    """The names of *module*, with everything it uses.

    Ensures: every name has an entry; the axes of the file and of its instances are in ``work.axes``.
    May report: ``already-declared``, mistakes of axes, of ``use`` and its bindings.
    """
    space = Space(module, prefix, outer, use)
    work.spaces.append(space)
    if not any(known is module for known in work.modules):
        work.modules.append(module)
    _bind(space, work)
    _declare(space, work)
    _open_axes(space, work)
    for declaration in module.declarations:
        if isinstance(declaration, ast.Use):
            _open_use(declaration, space, work)
    return space


def is_template(module: ast.Module) -> bool:
    """Whether *module* needs more bound than the time axis."""
    return any(isinstance(own, ast.Input) and own.what != "time" for own in module.declarations)


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────


def _declare(space: Space, work: Work) -> None:
    for declaration in space.module.declarations:
        if isinstance(declaration, NAMELESS):
            _declare_statement(declaration, space, work)
            continue
        name = _declared_name(declaration)
        if not name:
            continue
        if isinstance(declaration, ast.BaseUnit):
            space.units[name] = base(name)
            continue
        if name in space.declared and not isinstance(declaration, ast.Broken):
            work.report(findings.names.already_declared(declaration, space.declared[name]))
            continue
        space.declared.setdefault(name, declaration)
        match declaration:
            case ast.Quantity() | ast.Table():
                space.entries[name] = QuantityEntry(space.prefix + name, declaration, space)
            case ast.Input(what="quantity"):
                space.entries[name] = QuantityEntry(space.prefix + name, declaration, space)
            case ast.Function():
                space.entries[name] = FunctionEntry(declaration, space)
            case ast.Input(what="unit"):
                _declare_unit_input(declaration, space)
            case _:
                space.entries[name] = LostEntry()


def _declared_name(declaration: ast.Declaration) -> str:
    if isinstance(declaration, ast.Use):
        if declaration.alias is not None:
            return declaration.alias.text
        module = declaration.module
        path = module.ident if isinstance(module, ast.Name) else module.text.removesuffix(".sem")
        return path.replace("/", ".").rpartition(".")[2]
    return declaration.name.text


def _declare_statement(declaration: ast.Declaration, space: Space, work: Work) -> None:
    """Checks, tests, reports and scenarios have names of their own kind, unique among that kind."""
    name = declaration.name.text
    if isinstance(declaration, ast.Header):
        name = ""
    elif not name:
        return
    key = f"{type(declaration).__name__} {name}"
    if key in space.declared and isinstance(declaration, ast.Header):
        work.report(findings.names.second_header(declaration, space.declared[key]))
    elif key in space.declared:
        work.report(findings.names.already_declared(declaration, space.declared[key]))
    space.declared.setdefault(key, declaration)


def _declare_unit_input(declaration: ast.Input, space: Space) -> None:
    name = declaration.name.text
    space.units[name] = base(name)
    if space.outer is None:
        return
    bound = space.bindings.get(name)
    if bound is None:
        space.free_units.add(name)
        return
    try:
        space.units[name] = parse_unit(bound.span.text.strip(), space.outer.units)
    except UnknownUnit:
        space.units[name] = UNKNOWN


# ── Axes ──────────────────────────────────────────────────────────────────────────────────────────


def _open_axes(space: Space, work: Work) -> None:
    """Plain axes first, then those that group others, in whatever order they are declared."""
    waiting = [own for own in space.module.declarations if _is_axis(own)]
    built: dict[str, Axis | None] = {}
    for declaration in waiting:
        if isinstance(declaration, ast.Input):
            _open_axis_input(declaration, space, work)
    own_axes = [own for own in waiting if isinstance(own, ast.AxisDecl)]
    plain = [own for own in own_axes if _parent(own) is None]
    for declaration in plain:
        built[declaration.name.text] = _plain_axis(declaration, space, work)
        _enter_axis(declaration, built[declaration.name.text], space, work)
    mapped = [own for own in own_axes if _parent(own) is not None]
    while mapped:
        ready = [own for own in mapped if _parent_text(own) not in {other.name.text for other in mapped}]
        if not ready:
            work.report(findings.axes.groups_itself(mapped[0], [own.name.text for own in mapped]))
        for declaration in ready:
            axis = _mapped_axis(declaration, space, work)
            built[declaration.name.text] = axis
            _enter_axis(declaration, axis, space, work)
        mapped = [own for own in mapped if own not in ready] if ready else []
    _restore_order([own.name.text for own in own_axes], space, work)


def _is_axis(declaration: ast.Declaration) -> bool:
    return isinstance(declaration, ast.AxisDecl) or (
        isinstance(declaration, ast.Input) and declaration.what in ("time", "axis")
    )


def _parent(declaration: ast.AxisDecl) -> ast.Ident | None:
    if isinstance(declaration.definition, ast.Every):
        return declaration.definition.parent
    return declaration.of


def _parent_text(declaration: ast.AxisDecl) -> str:
    parent = _parent(declaration)
    return "" if parent is None else parent.text


def _enter_axis(declaration: ast.AxisDecl, axis: Axis | None, space: Space, work: Work) -> None:
    name = declaration.name.text
    if space.declared.get(name) is not declaration:
        return
    if axis is None:
        space.entries[name] = LostEntry()
    else:
        work.axes[axis.name] = axis
        space.entries[name] = AxisEntry(axis.name)


def _restore_order(names: Sequence[str], space: Space, work: Work) -> None:
    """Axes built later because they group others go back to where they were declared."""
    for name in names:
        full = space.prefix + name
        if full in work.axes:
            work.axes[full] = work.axes.pop(full)


def _plain_axis(declaration: ast.AxisDecl, space: Space, work: Work) -> Axis | None:
    faults = definition_faults(declaration)
    for fault in faults:
        work.report(fault)
    if faults:
        return None
    name = space.prefix + declaration.name.text
    match declaration.definition:
        case ast.Integers() as whole:
            return integer_axis(declaration, name, whole)
        case ast.Bands() as bands:
            return banded_axis(declaration, name, bands)
        case ast.Members() if declaration.kind == "time":
            work.report(findings.axes.time_of_labels(declaration))
            return None
        case ast.Members(members=members):
            return labelled_axis(declaration, name, members)
        case ast.AxisFile(column=None):
            work.report(
                findings.names.not_yet(
                    declaration.name.span, say("axes with one label a row (seriatim models)")
                )
            )
            return None
        case ast.AxisFile() as file:
            read = work.library.labels(file)
            return None if read is None else labelled_axis(declaration, name, read)
        case ast.Every():
            return None


def _mapped_axis(declaration: ast.AxisDecl, space: Space, work: Work) -> Axis | None:
    parent = _find_parent(declaration, space, work)
    faults = definition_faults(declaration)
    for fault in faults:
        work.report(fault)
    if parent is None or faults:
        return None
    name = space.prefix + declaration.name.text
    context = Context(work, space, frozenset([parent.name]))
    match declaration.definition:
        case ast.Every(start=start) as every:
            if not parent.ordered:
                work.report(findings.axes.axis_has_no_order(declaration.definition.span, parent))
                return None
            first = 0 if start is None else position_of_number(parent, start.value)
            if first is None:
                text = "" if start is None else start.text
                work.report(findings.axes.unknown_label(declaration.definition.span, text, [parent]))
                return None
            members = _members_in(every, parent, declaration, context)
            return None if members is None else every_axis(declaration, name, parent, members, first)
        case ast.Members(members=members):
            groups = _groups(declaration, members, parent, space, work)
            if groups is not None and space.outer is None:
                _see_what_is_between(declaration, parent, groups, work)
            return None if groups is None else grouped_axis(declaration, name, parent, members, groups)
        case _:
            work.report(findings.axes.grouping_needs_members(declaration))
            return None


def _see_what_is_between(declaration: ast.AxisDecl, parent: Axis, groups: Sequence[int], work: Work) -> None:
    """A member left out before the first group or behind the last is meant so; between two of them it is forgotten."""
    inside = [at for at, group in enumerate(groups) if group >= 0]
    between = [at for at in range(inside[0], inside[-1]) if groups[at] < 0] if inside else []
    if parent.ordered and between:
        work.report(findings.axes.between_groups(declaration, parent, between))


def _members_in(every: ast.Every, parent: Axis, declaration: ast.AxisDecl, context: Context) -> int | None:
    """How many members of *parent* are in each group: of bands of 5 years, 2 in one of 10; groups are counted."""
    before = len(context.work.found)
    if every.start is not None:
        see_whether_cut(parent, ">=", every.start.value, every.start.span, context)
    wide = int(spacing(parent)) if parent.form == "banded" else 1
    if every.width % wide:
        context.report(findings.axes.groups_cut_bands(declaration, parent, every.width, wide))
    return None if len(context.work.found) > before else every.width // wide


def _find_parent(declaration: ast.AxisDecl, space: Space, work: Work) -> Axis | None:
    ident = _parent(declaration)
    if ident is None:
        return None
    entry = space.find(ident.text)
    if isinstance(entry, AxisEntry):
        return work.axes[entry.full]
    if not isinstance(entry, LostEntry):
        work.report(findings.axes.unknown_axis(ident.span, ident.text, space.axis_names()))
    return None


def _groups(
    declaration: ast.AxisDecl, members: Sequence[ast.Member], parent: Axis, space: Space, work: Work
) -> list[int] | None:
    """For each member of *parent* the group that takes it, or -1."""
    groups = [-1] * len(parent)
    before = len(work.found)
    for group, member in enumerate(members):
        if member.groups is None:
            work.report(findings.axes.grouping_needs_members(declaration))
            return None
        context = Context(work, space, frozenset([parent.name]))
        selection = read_selection(member.groups, context, (parent.name,))
        for box in region_of(selection, work.sizes([parent.name])).boxes:
            for at in box.along(parent.name, len(parent)):
                if groups[at] >= 0:
                    work.report(
                        findings.axes.in_two_groups(member, parent.labels[at], members[groups[at]].label)
                    )
                    return None
                groups[at] = group
    return None if len(work.found) > before else groups


# ── Inputs ────────────────────────────────────────────────────────────────────────────────────────


def _bind(space: Space, work: Work) -> None:
    """Match what a ``use`` binds with the inputs of the module."""
    use = space.use
    if use is None:
        return
    inputs = {own.name.text: own for own in space.module.declarations if isinstance(own, ast.Input)}
    broken = {own.name.text for own in space.module.declarations if isinstance(own, ast.Broken)}
    for argument in use.bindings:
        name = "" if argument.name is None else argument.name.text
        if name in broken:
            continue  # what is wrong with it was reported where it stands
        if name not in inputs:
            work.report(findings.modules.unknown_input(argument, name, list(inputs), use))
        elif name in space.bindings:
            work.report(findings.modules.input_twice(argument, name))
        else:
            space.bindings[name] = argument.value
    bound = [argument.name.text for argument in use.bindings if argument.name is not None]
    misspelt = {near for name in bound if name not in inputs for near in nearest(name, inputs, 1)}
    for name, declaration in inputs.items():
        missing = name not in space.bindings and declaration.default is None and name not in misspelt
        if missing and declaration.what in ("quantity", "axis"):
            work.report(findings.modules.input_not_bound(use, declaration))


def _open_axis_input(declaration: ast.Input, space: Space, work: Work) -> None:
    name = declaration.name.text
    if declaration.of is not None and isinstance(space.find(declaration.of.text), LostEntry):
        space.entries[name] = LostEntry()
        return
    if space.outer is None:
        axis = _placeholder(declaration, space, work)
        work.axes[axis.name] = axis
        space.entries[name] = AxisEntry(axis.name)
        return
    bound = space.bindings.get(name)
    found = _own_time(declaration, space, work) if bound is None else _bound_axis(bound, space, work)
    if found is None:
        space.entries[name] = LostEntry()
        return
    if declaration.of is not None:
        parent = space.find(declaration.of.text)
        if isinstance(parent, AxisEntry) and found.parent != parent.full:
            work.report(
                findings.modules.bound_axis_groups_another(space.use, declaration, found, parent.full)
            )
            space.entries[name] = LostEntry()
            return
    space.entries[name] = AxisEntry(found.name)


def _has_lost_time(space: Space) -> bool:
    """Whether the time axis of a file has a mistake, which was reported."""
    declared = [own for own in space.module.declarations if own.kind == "time"]
    return any(isinstance(space.entries.get(own.name.text), LostEntry) for own in declared)


def _own_time(declaration: ast.Input, space: Space, work: Work) -> Axis | None:
    """The time axis of the model, if it has exactly one; its use is noted where it is declared."""
    times = [axis for axis in work.axes.values() if axis.form == "time"]
    if declaration.what == "time" and len(times) == 1:
        work.spaces[0].find(times[0].name)
        return times[0]
    lost = declaration.what == "time" and space.outer is not None and _has_lost_time(space.outer)
    if declaration.what == "time" and space.use is not None and not lost:
        work.report(findings.modules.time_not_bound(space.use, declaration, [axis.name for axis in times]))
    return None


def _bound_axis(bound: ast.Expr, space: Space, work: Work) -> Axis | None:
    if space.outer is None:
        return None
    axis = axis_named(bound, Context(work, space.outer, None))
    lost = isinstance(bound, ast.Name) and isinstance(space.outer.find(bound.ident), LostEntry)
    if axis is None and not lost:
        work.report(findings.axes.unknown_axis(bound.span, bound.span.text, space.outer.axis_names()))
    return axis


def _placeholder(declaration: ast.Input, space: Space, work: Work) -> Axis:
    """An axis that stands for whichever one is bound, while a module is checked on its own."""
    name = declaration.name.text
    if declaration.what == "time":
        labels = tuple(str(year) for year in PLACEHOLDER_YEARS)
        return Axis(name, "time", labels, tuple(float(year) for year in PLACEHOLDER_YEARS), ordered=True)
    parent = None if declaration.of is None else space.find(declaration.of.text)
    if isinstance(parent, AxisEntry):
        finer = work.axes[parent.full]
        grouped = every_axis(declaration, name, finer, width=5, start=min(10, len(finer) // 4))
        last = grouped.labels[-1].partition("-")[0].removesuffix("+") + "+"  # nobody knows yet where it ends
        return replace(grouped, labels=(*grouped.labels[:-1], last), titles=(), span=None)
    labels = tuple(str(at) for at in PLACEHOLDER_MEMBERS)
    return Axis(name, "numeric", labels, tuple(float(at) for at in PLACEHOLDER_MEMBERS), ordered=True)


# ── Other files ───────────────────────────────────────────────────────────────────────────────────


def _open_use(use: ast.Use, space: Space, work: Work) -> None:
    name = _declared_name(use)
    if space.declared.get(name) is not use:
        return
    module = work.library.module(use)
    if module is None:
        space.entries[name] = LostEntry()
        return
    own = open_space(work, module, f"{space.prefix}{name}.", space, use)
    space.entries[name] = SpaceEntry(own)
