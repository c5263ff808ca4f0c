"""Reports: tables of results, laid out by axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from semdsl.semantics import findings, mending
from semdsl.semantics.context import Context
from semdsl.semantics.demands import expect_value
from semdsl.semantics.formulas import read
from semdsl.semantics.made import MEAN, TOTAL, Statements, make, unused_key
from semdsl.semantics.margins import Margin, Total
from semdsl.semantics.model import Axis, Fixed, Negate, Position, Ref, Report, Shown, Typed
from semdsl.semantics.reach import inside
from semdsl.semantics.regions import All, Among, region_of
from semdsl.semantics.selections import axis_named, read_selection, report_unknown_axis
from semdsl.semantics.signatures import unit_of
from semdsl.semantics.spaces import QuantityEntry, Space, Work
from semdsl.semantics.totals import added_up, can_be_added, cells_of, choices
from semdsl.syntax import ast
from semdsl.syntax.walk import names_in
from semdsl.units.algebra import UNKNOWN

Places = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(slots=True)
class _Frame:
    """The layout of a report while it is read: which members of each axis, and which axes have a total."""

    declaration: ast.Report
    space: Space
    work: Work
    into: Statements
    members: dict[str, tuple[int, ...]] = field(default_factory=dict)
    totals: dict[str, ast.Total] = field(default_factory=dict)
    lost: bool = False  # whether an axis is misspelt, so that it is not known what has no place
    added: set[str] = field(default_factory=set)  # axes with a total along which something varies, or may

    @property
    def axes(self) -> tuple[str, ...]:
        return self.work.in_order(self.members)


def read_report(declaration: ast.Report, space: Space, work: Work, into: Statements) -> Report:
    """A report: where its rows and columns are, and partial quantities for each thing it shows and its totals.

    May report: ``axis-not-placed``, ``shown-unit``, ``where-not-one-member``, ``unknown-axis``, ``nothing-to-add``,
    ``weights-without-total``, ``member-called-total``, and what cannot be added up.
    """
    frame = _Frame(declaration, space, work, into)
    rows = _layout(declaration.rows, frame)
    columns = _layout(declaration.columns, frame)
    shown = tuple(one for show in declaration.shows for one in _shown(show, frame))
    for axis, total in frame.totals.items():
        if axis not in frame.added:
            shows = [expr for show in declaration.shows for expr in show.names]
            work.report(
                mending.of_shown(findings.reports.nothing_to_add(total.span, axis), shows, space, work)
            )
    return Report(
        name=declaration.name.text,
        titles=declaration.titles,
        rows=rows,
        columns=columns,
        shown=shown,
        span=declaration.span,
        attributes=declaration.attributes,
        part=space.part_at(declaration.span),
        margins=tuple(Margin(axis, total.titles, total.first) for axis, total in frame.totals.items()),
    )


def _layout(layouts: Sequence[ast.Layout], frame: _Frame) -> Places:
    placed: list[tuple[str, tuple[int, ...]]] = []
    work = frame.work
    context = Context(work, frame.space, None)
    for layout in layouts:
        axis = axis_named(layout.axis, context)
        if axis is None:
            report_unknown_axis(layout.axis, context)
            frame.lost = True
            continue
        if axis.name in frame.members:
            work.report(findings.axes.axis_twice(ast.Ident(layout.axis.ident, span=layout.axis.span)))
            continue
        positions = _members(layout.members, axis, context)
        frame.members[axis.name] = positions
        placed.append((axis.name, positions))
        if layout.total is not None:
            frame.totals[axis.name] = layout.total
            _check_margin(layout.total, axis, positions, work)
    return tuple(placed)


def _members(members: ast.Expr | None, axis: Axis, context: Context) -> tuple[int, ...]:
    """The positions of *axis* that are listed, in that order; all without a list."""
    if members is None:
        return tuple(range(len(axis)))
    positions: list[int] = []
    for item in members.items if isinstance(members, ast.Listing) else (members,):
        cells = region_of(read_selection(item, context, (axis.name,)), context.work.sizes([axis.name]))
        positions.extend(at for box in cells.boxes for at in box.along(axis.name, len(axis)))
    return tuple(dict.fromkeys(positions))


def _check_margin(total: ast.Total, axis: Axis, positions: Sequence[int], work: Work) -> None:
    """A total stands beside members that are called otherwise: one called the same is a total already."""
    taken = {"total", *(title.text.casefold() for title in total.titles)}
    for at in positions:
        titles = axis.label_titles[at] if axis.label_titles else ()
        for name in (axis.labels[at], *(title.text for title in titles)):
            if name.casefold() in taken:
                work.report(findings.reports.member_called_total(total.span, axis, axis.labels[at], name))
                return


def _shown(show: ast.Show, frame: _Frame) -> Iterator[Shown]:
    space, work, into = frame.space, frame.work, frame.into
    fixed = _fixed(show.where, space, work)
    doubled = next((axis for axis in fixed or () if axis in frame.members), None)
    if doubled is not None and show.where is not None:
        work.report(
            findings.reports.where_fixes_what_is_laid_out(show.where.span, doubled, frame.declaration.kind)
        )
    if fixed is None or doubled is not None:
        frame.added.update(frame.totals)
        return
    context = Context(work, space, frozenset(frame.members), fixed)
    weight = None if show.weight is None else _weight(show.weight, context, frame)
    for expr in show.names:
        work.parts["formula"] = 0
        node = read(expr, context)
        if not _all_placed(node, expr, frame):
            continue
        scale, text = _shown_unit(show, expr, node, space, work)
        reachable = inside(node, frame.axes, cells_of(frame.members, frame.axes, work), work)
        kind = frame.declaration.kind
        key = unused_key(f"{kind} {frame.declaration.name.text} {len(into.quantities)}", into)
        yield Shown(
            source=expr.span.text,
            quantity=make(f"value of {key}", kind, node, frame.axes, reachable, space.instance, into),
            titles=_titles_of(expr, space),
            unit_text=text,
            scale=scale,
            totals=tuple(_totals(node, weight, show, expr, key, frame)),
            members=_members_of(node, fixed, work),
        )


def _all_placed(node: Typed, expr: ast.Expr, frame: _Frame) -> bool:
    loose = [axis for axis in node.axes if axis not in frame.members]
    if loose and not frame.lost and not _is_of_broken_inputs(expr, frame):
        found = findings.reports.axis_not_placed(expr.span, loose[0], expr.span.text, frame.declaration.kind)
        frame.work.report(
            mending.of_source(found, node, frame.work.axes[loose[0]], Context(frame.work, frame.space, None))
        )
    if loose or node.unit == UNKNOWN:
        frame.added.update(frame.totals)
    return not loose


def _is_of_broken_inputs(expr: ast.Expr, frame: _Frame) -> bool:
    """Whether *expr* names something of a template whose inputs have a mistake, so that its axes are not known."""
    entries = [frame.space.find(name) for name in names_in(expr)]
    modules = [entry.space.module for entry in entries if isinstance(entry, QuantityEntry)]
    return any(
        isinstance(own, ast.Broken) and own.kind == "input"
        for module in modules
        for own in module.declarations
    )


def _weight(expr: ast.Expr, context: Context, frame: _Frame) -> Typed | None:
    """The weights with which totals are means; None if there is no total, or something is wrong with them."""
    if not frame.totals:
        frame.work.report(findings.reports.weights_without_total(expr.span))
        return None
    node = read(expr, context)
    expect_value(node, context)
    return node if _all_placed(node, expr, frame) else None


def _totals(
    node: Typed, weight: Typed | None, show: ast.Show, expr: ast.Expr, key: str, frame: _Frame
) -> Iterator[Total]:
    """A partial quantity for each choice of axes that have a total and that *node*, or its weights, vary by."""
    varying = node.axes if weight is None else (*node.axes, *weight.axes)
    axes = tuple(axis for axis in frame.axes if axis in frame.totals and axis in varying)
    frame.added.update(axes)
    if not axes or (weight is None and show.weight is not None):
        return
    expect_value(node, Context(frame.work, frame.space, None))
    at = frame.totals[axes[0]].span
    if weight is None and not can_be_added(
        node, axes, expr.span.text, _named(expr, frame.space), at, frame.work
    ):
        return
    for over in choices(axes):
        rest = tuple(axis for axis in frame.axes if axis not in over)
        added = added_up(node, weight, over, cells_of(frame.members, over, frame.work), frame.work)
        reachable = inside(added, rest, cells_of(frame.members, rest, frame.work), frame.work)
        name = f"{TOTAL if weight is None else MEAN}{', '.join(over)} of {key}"
        made = make(name, "report", added, rest, reachable, frame.space.instance, frame.into)
        yield Total(over, made)


def _fixed(where: ast.Expr | None, space: Space, work: Work) -> dict[str, Position] | None:
    """``where line = SEM and sex = male``: one member of each axis named."""
    if where is None:
        return {}
    before = len(work.found)
    selection = read_selection(where, Context(work, space, None), tuple(work.axes))
    if len(work.found) > before:
        return None
    fixed: dict[str, Position] = {}
    waiting = [selection]
    while waiting:
        match waiting.pop():
            case All(parts=parts):
                waiting.extend(parts)
            case Among(axis=axis, positions=positions) if len(positions) == 1 and axis not in fixed:
                fixed[axis] = Fixed(next(iter(positions)))
            case _:
                work.report(findings.reports.where_is_not_one_member(where.span))
                return None
    return fixed


def _members_of(node: Typed, fixed: Mapping[str, Position], work: Work) -> tuple[tuple[str, int], ...]:
    """The members that what is shown is a slice of: of a name alone those of its own axes, else those of ``where``."""
    named = node.operand if isinstance(node, Negate) else node
    places = fixed
    if isinstance(named, Ref) and named.name in work.signatures:
        places = dict(zip(work.signatures[named.name].axes, named.at, strict=True))
    return tuple(
        (axis, place.position)
        for axis in work.in_order(places)
        if isinstance(place := places[axis], Fixed) and place.position >= 0
    )


def _shown_unit(show: ast.Show, expr: ast.Expr, node: Typed, space: Space, work: Work) -> tuple[float, str]:
    if show.unit is None:
        named = node.operand if isinstance(node, Negate) else node
        if isinstance(named, Ref) and named.name in work.signatures:
            own = work.signatures[named.name]
            return own.scale, own.shown
        return 1.0, "" if node.unit.special else str(node.unit)
    unit, scale = unit_of(show.unit, space, work, read)
    if not unit.fits(node.unit):
        found = findings.reports.shown_in_other_unit(show.unit, unit, expr.span, node.unit)
        work.report(mending.of_units(found, Context(work, space, None), node))
    return scale, f"{show.unit.scale} {show.unit.text}".strip()


def _titles_of(expr: ast.Expr, space: Space) -> tuple[ast.Title, ...]:
    if isinstance(expr, ast.Group):
        return _titles_of(expr.inner, space)
    if isinstance(expr, ast.Unary) and expr.op == "-":
        return tuple(replace(title, text=f"− {title.text}") for title in _titles_of(expr.operand, space))
    entry = _named(expr, space)
    return () if entry is None else entry.declaration.titles


def _named(expr: ast.Expr, space: Space) -> QuantityEntry | None:
    """What *expr* names, with places, a sign or brackets or without."""
    if isinstance(expr, ast.Group):
        return _named(expr.inner, space)
    if isinstance(expr, ast.Unary) and expr.op == "-":
        return _named(expr.operand, space)
    name = (
        expr.base.ident if isinstance(expr, ast.Index) else expr.ident if isinstance(expr, ast.Name) else ""
    )
    entry = space.find(name) if name else None
    return entry if isinstance(entry, QuantityEntry) else None
