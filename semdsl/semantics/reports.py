"""Reports: tables of results, laid out by axes."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.semantics import findings
from semdsl.semantics.context import Context
from semdsl.semantics.formulas import read
from semdsl.semantics.made import Statements, make, unused_key
from semdsl.semantics.model import Box, Fixed, Position, Ref, Region, Report, Shown, Typed
from semdsl.semantics.reach import inside
from semdsl.semantics.regions import All, Among, region_of
from semdsl.semantics.selections import axis_named, read_selection, report_unknown_axis
from semdsl.semantics.signatures import unit_of
from semdsl.semantics.spaces import QuantityEntry, Space, Work
from semdsl.syntax import ast


def read_report(declaration: ast.Report, space: Space, work: Work, into: Statements) -> Report:
    """A report: where its rows and columns are, and a partial quantity for each thing it shows.

    May report: ``axis-not-placed``, ``shown-unit``, ``where-not-one-member``, ``unknown-axis``.
    """
    taken: set[str] = set()
    rows = _layout(declaration.rows, taken, space, work)
    columns = _layout(declaration.columns, taken, space, work)
    placed = work.in_order([*(axis for axis, _ in rows), *(axis for axis, _ in columns)])
    cells = Region(
        (
            Box(
                tuple(
                    (axis, tuple(sorted(set(positions))))
                    for axis, positions in sorted((*rows, *columns))
                    if len(set(positions)) < len(work.axes[axis])
                )
            ),
        )
    )
    shown: list[Shown] = []
    for show in declaration.shows:
        shown.extend(_shown(show, declaration, placed, cells, space, work, into))
    return Report(
        name=declaration.name.text,
        titles=declaration.titles,
        rows=rows,
        columns=columns,
        shown=tuple(shown),
        span=declaration.span,
        attributes=declaration.attributes,
        part=space.part_at(declaration.span),
    )


def _layout(
    layouts: Sequence[ast.Layout], taken: set[str], space: Space, work: Work
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    placed: list[tuple[str, tuple[int, ...]]] = []
    context = Context(work, space, None)
    for layout in layouts:
        axis = axis_named(layout.axis, context)
        if axis is None:
            report_unknown_axis(layout.axis, context)
            continue
        if axis.name in taken:
            work.report(findings.axis_twice(ast.Ident(layout.axis.ident, span=layout.axis.span)))
            continue
        taken.add(axis.name)
        if layout.members is None:
            placed.append((axis.name, tuple(range(len(axis)))))
            continue
        members = layout.members
        items = members.items if isinstance(members, ast.Listing) else (members,)
        positions: list[int] = []
        for item in items:
            cells = region_of(read_selection(item, context, (axis.name,)), work.sizes([axis.name]))
            positions.extend(at for box in cells.boxes for at in box.along(axis.name, len(axis)))
        placed.append((axis.name, tuple(dict.fromkeys(positions))))
    return tuple(placed)


def _shown(
    show: ast.Show,
    declaration: ast.Report,
    placed: tuple[str, ...],
    cells: Region,
    space: Space,
    work: Work,
    into: Statements,
) -> list[Shown]:
    fixed = _fixed(show.where, space, work)
    if fixed is None:
        return []
    doubled = next((axis for axis in fixed if axis in placed), None)
    if doubled is not None and show.where is not None:
        work.report(findings.where_fixes_what_is_laid_out(show.where.span, doubled))
        return []
    context = Context(work, space, frozenset(placed), fixed)
    made: list[Shown] = []
    for expr in show.names:
        work.parts["formula"] = 0
        node = read(expr, context)
        loose = [axis for axis in node.axes if axis not in placed]
        if loose:
            work.report(findings.axis_not_placed(expr.span, loose[0], expr.span.text))
            continue
        scale, text = _shown_unit(show, expr, node, space, work)
        reachable = inside(node, placed, cells, work)
        key = unused_key(f"report {declaration.name.text} {len(into.quantities)}", into)
        made.append(
            Shown(
                source=expr.span.text,
                quantity=make(f"value of {key}", "report", node, placed, reachable, space.instance, into),
                titles=_titles_of(expr, space),
                unit_text=text,
                scale=scale,
            )
        )
    return made


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
                work.report(findings.where_is_not_one_member(where.span))
                return None
    return fixed


def _shown_unit(show: ast.Show, expr: ast.Expr, node: Typed, space: Space, work: Work) -> tuple[float, str]:
    if show.unit is None:
        if isinstance(node, Ref) and node.name in work.signatures:
            own = work.signatures[node.name]
            return own.scale, own.shown
        return 1.0, "" if node.unit.special else str(node.unit)
    unit, scale = unit_of(show.unit, space, work, read)
    if not unit.fits(node.unit):
        work.report(findings.shown_in_other_unit(show.unit, unit, expr.span, node.unit))
    return scale, f"{show.unit.scale} {show.unit.text}".strip()


def _titles_of(expr: ast.Expr, space: Space) -> tuple[ast.Title, ...]:
    name = (
        expr.base.ident if isinstance(expr, ast.Index) else expr.ident if isinstance(expr, ast.Name) else ""
    )
    entry = space.find(name) if name else None
    return entry.declaration.titles if isinstance(entry, QuantityEntry) else ()
