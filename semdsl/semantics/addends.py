"""What a sum adds up, seen once more: an amount that it counts once for each member, groups that it passes over."""

from __future__ import annotations

from collections.abc import Iterator

from semdsl.semantics import findings
from semdsl.semantics.context import Context, position_axes
from semdsl.semantics.model import (
    Aggregate,
    Arithmetic,
    Axis,
    Constant,
    Cumulative,
    Mapped,
    Negate,
    Ref,
    Region,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.rewrite import is_in_doubt, parts, references
from semdsl.semantics.spaces import Work
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO, Unit
from semdsl.units.parse import COUNTED

_PEOPLE = "person"


def check_addends(expr: ast.Aggregate, body: Typed, over: tuple[str, ...], context: Context) -> None:
    """Warn of amounts in the sum *expr* of *body* that are the same for several members, and count once for each.

    A rate, or an amount per something, may well be the same everywhere; a number that is written out is meant so.
    May report: ``nothing-varies``, ``total-of-groups``.
    """
    if is_in_doubt(body):
        return
    for term in _terms(body):
        if not is_amount_of_all(term.unit) or not any(references(term)) or is_part(term):
            continue
        idle = next((axis for axis in over if axis not in term.axes), None)
        if idle is not None:
            context.report(findings.aggregates.counted_for_each(term, context.axis(idle)))
            continue
        for axis in over:
            group = groups_counted(term, axis, context.work)
            if group is not None:
                context.report(findings.aggregates.group_counted_for_each(expr, term, group))
                break


def check_groups_passed_over(
    formula: Typed, at: ast.Expr, name: str, axes: tuple[str, ...], cells: Region, work: Work
) -> None:
    """Warn where *formula* is of groups, the same in each, and adds up all of their members: `by` was forgotten.

    A share of the total varies by the group; of the *cells* of one group alone anything may be meant.
    May report: ``by-forgotten``.
    """
    for group in (work.axes[axis] for axis in axes):
        finer = _finer(group, work)
        if group.name in formula.axes or any(own.name in axes for own in finer) or not _has_several(group):
            continue
        chosen = {own for box in cells.boxes for own in box.along(group.name, len(group))}
        if len(chosen) < 2 or is_in_doubt(formula):
            continue
        for part in parts(formula):
            if not isinstance(part, Aggregate) or part.by is not None:
                continue
            whole = next((own for own in finer if _is_of_all(part, own)), None)
            if whole is not None:
                work.report(findings.aggregates.groups_passed_over(part, at, name, group, whole))
                return


def _finer(group: Axis, work: Work) -> list[Axis]:
    """What *group* groups, and what that groups: of a decade of steps the steps, and the years."""
    parent = None if group.parent is None else work.axes[group.parent]
    return [] if parent is None else [parent, *_finer(parent, work)]


def is_amount_of_all(unit: Unit) -> bool:
    """Whether *unit* is of money or persons, not per something: parts of such an amount add up to it."""
    return (
        not unit.special
        and all(power > 0 for _, power in unit.powers)
        and any(name == _PEOPLE or name not in COUNTED for name, _ in unit.powers)
    )


def is_part(term: Typed) -> bool:
    """Whether *term* is divided by a number, or multiplied by one below 1: perhaps the part of each member."""
    match term:
        case Arithmetic(op="*" | "/" as op, left=left, right=right):
            shares = [left, right] if op == "*" else [left]
            small = any(isinstance(one, Constant) and abs(one.value) < 1 for one in (left, right))
            divided = op == "/" and right.unit == RATIO
            return divided or small or any(map(is_part, shares))
        case _:
            return False


def groups_counted(term: Typed, axis: str, work: Work) -> Axis | None:
    """The groups of *axis*, some with several members, if it is by these alone that *term* varies along it."""
    if varies_within_groups(term, axis):
        return None
    for part in parts(term):
        coarse: list[str] = []
        match part:
            case Ref(name=name, at=at) if name in work.signatures:
                places = zip(work.signatures[name].axes, at, strict=True)
                coarse = [own for own, place in places if isinstance(place, Mapped) and place.axis == axis]
            case Spread(coarse=own, fine=fine) if fine == axis:
                coarse = [own]
        for name in coarse:
            if work.axes[name].parent == axis and _has_several(work.axes[name]):
                return work.axes[name]
    return None


def varies_within_groups(node: Typed, axis: str) -> bool:
    """Whether *node* differs along *axis* other than from group to group of its members."""
    if axis not in node.axes:
        return False
    match node:
        case Ref(at=at):
            return any(axis in position_axes(place) and not isinstance(place, Mapped) for place in at)
        case Spread(fine=fine) if fine == axis:
            return False
        case Cumulative(axis=along) if along == axis:
            return True
    own = children(node)
    return not own or any(varies_within_groups(part, axis) for part in own)


def _terms(body: Typed) -> Iterator[Typed]:
    """What *body* adds up and takes away."""
    match body:
        case Arithmetic(op="+" | "-", left=left, right=right):
            yield from _terms(left)
            yield from _terms(right)
        case Negate(operand=operand):
            yield from _terms(operand)
        case _:
            yield body


def _has_several(group: Axis) -> bool:
    """Whether some group has several members: of a matrix of transitions each has one."""
    inside = [own for own in group.groups if own >= 0]
    return len(set(inside)) < len(inside)


def _is_of_all(part: Aggregate, parent: Axis) -> bool:
    """Whether *part* aggregates every member of *parent*."""
    if parent.name not in part.over or len(part.region.boxes) != 1:
        return False
    return len(part.region.boxes[0].along(parent.name, len(parent))) == len(parent)
