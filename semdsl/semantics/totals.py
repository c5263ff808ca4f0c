"""Totals: what a report, or a file of printed figures, adds up along its axes.

Each becomes a plain quantity, a sum over these axes, or with weights a mean, which is computed like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from semdsl.semantics import findings
from semdsl.semantics.addends import varies_within_groups
from semdsl.semantics.context import Context, position_axes
from semdsl.semantics.demands import expect_value
from semdsl.semantics.deviations import PART as STATED
from semdsl.semantics.made import MEAN, TOTAL, Statements, make
from semdsl.semantics.margins import Total
from semdsl.semantics.model import (
    EVERYWHERE,
    Aggregate,
    Arithmetic,
    Box,
    Cumulative,
    Negate,
    Ref,
    Region,
    Typed,
)
from semdsl.semantics.operators import product_unit
from semdsl.semantics.quantities import read_formula
from semdsl.semantics.reach import inside
from semdsl.semantics.regions import Never, region_of, selection_of, without
from semdsl.semantics.spaces import AxisEntry, QuantityEntry, Space, Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO, UNKNOWN


def choices(axes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of one or more of *axes*: each alone, each two, and so on."""
    for count in range(1, len(axes) + 1):
        yield from combinations(axes, count)


def added_up(node: Typed, weight: Typed | None, over: tuple[str, ...], cells: Region, work: Work) -> Typed:
    """The sum of *node* over those *cells* of the axes *over*; with a *weight* the mean."""
    if weight is None:
        return _sum(node, over, cells, work)
    above, below = _sum(_product(node, weight, work), over, cells, work), _sum(weight, over, cells, work)
    return Arithmetic(
        op="/",
        left=above,
        right=below,
        span=node.span,
        axes=work.in_order((*above.axes, *below.axes)),
        unit=product_unit("/", above.unit, below.unit),
    )


def _sum(node: Typed, over: tuple[str, ...], cells: Region, work: Work) -> Typed:
    kept = work.in_order(axis for axis in node.axes if axis not in over)
    return Aggregate(
        function="sum", body=node, over=over, region=cells, span=node.span, axes=kept, unit=node.unit
    )


def _product(node: Typed, weight: Typed, work: Work) -> Typed:
    return Arithmetic(
        op="*",
        left=node,
        right=weight,
        span=node.span,
        axes=work.in_order((*node.axes, *weight.axes)),
        unit=product_unit("*", node.unit, weight.unit),
    )


def cells_of(members: Mapping[str, Sequence[int]], axes: Sequence[str], work: Work) -> Region:
    """The cells of *axes* whose positions are among *members*."""
    chosen = ((axis, tuple(sorted(set(members[axis])))) for axis in sorted(axes) if axis in members)
    return Region((Box(tuple((axis, own) for axis, own in chosen if len(own) < len(work.axes[axis]))),))


# ── What cannot be added up ───────────────────────────────────────────────────────────────────────


def can_be_added(
    node: Typed, axes: Sequence[str], name: str, of: QuantityEntry | None, at: Span, work: Work
) -> bool:
    """Whether *node*, called *name*, can be added up along *axes*; if not, say why. Its total is asked for *at*.

    *of* is what it names, if it is a name, perhaps with places or a sign.
    May report: ``total-of-ratio``, ``total-of-groups``, ``total-of-stock``.
    """
    if node.unit == RATIO:
        work.report(findings.reports.total_of_ratio(node.span, name, axes[0], at))
        return False
    for axis in axes:
        if not varies_within_groups(node, axis):
            work.report(findings.reports.total_of_groups(node.span, name, axis, at))
            return False
        stock = _stock(node.operand if isinstance(node, Negate) else node, axis, of, work)
        if stock:
            found = findings.reports.total_of_stock(node.span, name, stock, axis, at)
            work.report(found)
            if found.is_error:
                return False
    return True


def _stock(node: Typed, axis: str, of: QuantityEntry | None, work: Work) -> str:
    """What *node* is if it has, at each member of *axis*, what there was before: its kind, or `cumulative`."""
    if isinstance(node, Cumulative):
        return "cumulative" if node.function == "sum" and node.axis == axis else ""
    own = work.signatures.get(node.name) if isinstance(node, Ref) else None
    if own is None or not isinstance(node, Ref):
        return ""
    times = [one for one in own.axes if _is_time(one, work)]
    if own.kind == "reserve" and _is_time(axis, work):
        return own.kind
    if own.kind == "population" and _is_time(axis, work) and len(times) == 1:
        return own.kind  # of several, one may be that of birth or of entry, along which people add up
    moving = {one for one, place in zip(own.axes, node.at, strict=True) if axis in position_axes(place)}
    return "cumulative" if of is not None and moving & _cumulated(of) else ""


def _cumulated(entry: QuantityEntry) -> set[str]:
    """The axes along which a formula of *entry* is a cumulative sum and nothing else."""
    declaration = entry.declaration
    formulas = [
        one.formula
        for one in (declaration.cases if isinstance(declaration, ast.Quantity) else ())
        if isinstance(one, ast.Case)
    ]
    along = [
        entry.space.find(over.ident)
        for one in formulas
        if isinstance(one, ast.Aggregate) and one.cumulative and one.function.ident == "sum"
        for over in one.over
    ]
    return {one.full for one in along if isinstance(one, AxisEntry)}


def _is_time(axis: str, work: Work) -> bool:
    own = work.axes[axis]
    return own.form == "time" or (own.parent is not None and _is_time(own.parent, work))


# ── The totals of an expectation ──────────────────────────────────────────────────────────────────


def totals_of_file(
    node: Typed,
    tolerance: Typed | None,
    limit: Typed | None,
    file: ast.FromFile,
    axes: tuple[str, ...],
    cells: Region,
    key: str,
    space: Space,
    work: Work,
    into: Statements,
) -> tuple[Total, ...]:
    """What rows of totals of *file* are compared with: a partial quantity for each choice of *axes*.

    Of *cells*, a total has those of its other axes whose members along its own are all among them: it is of the whole
    axis. A *tolerance* that varies is added up like the figures, and so is the *limit* of a stated deviation.
    May report: ``total-of-ratio``.
    """
    said = file.total
    if said is None:
        return ()
    weight = None
    if said.weight is not None:
        weight = read_formula(said.weight, axes, UNKNOWN, space, work, "the weights", "")
        expect_value(weight, Context(work, space, None))
    elif node.unit == RATIO and axes:
        work.report(findings.reports.total_of_ratio(node.span, node.span.text, axes[0], said.span))
        return ()
    made: list[Total] = []
    for over in choices(axes):
        rest = tuple(axis for axis in axes if axis not in over)
        added = added_up(node, weight, over, EVERYWHERE, work)
        reachable = inside(added, rest, _of_whole(cells, over, axes, work), work)
        along = f"{', '.join(over)} of {key}"
        name = make(
            (TOTAL if weight is None else MEAN) + along,
            "expectation",
            added,
            rest,
            reachable,
            space.instance,
            into,
        )
        bounds: list[str] = []
        for word, bound in (("tolerance", tolerance), (STATED, limit)):
            if bound is None:
                bounds.append("")
                continue
            varying = tuple(axis for axis in over if axis in bound.axes)
            own = added_up(bound, weight, varying, EVERYWHERE, work) if varying else bound
            bounds.append(
                make(f"{word} over {along}", "expectation", own, rest, reachable, space.instance, into)
            )
        made.append(Total(over, name, *bounds))
    return tuple(made)


def _of_whole(cells: Region, over: tuple[str, ...], axes: Sequence[str], work: Work) -> Region:
    """The cells of the other *axes* of which *cells* have every member along *over*."""
    outside = without(EVERYWHERE, cells, work.sizes(axes))
    shadow = Region(
        tuple(
            Box(tuple((axis, own) for axis, own in box.positions if axis not in over))
            for box in outside.boxes
        )
    )
    return region_of(Never(selection_of(shadow)), work.sizes(axis for axis in axes if axis not in over))
