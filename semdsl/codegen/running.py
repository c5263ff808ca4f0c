"""Lower the parts of a formula that run over cells: aggregates, running sums, groups, searches."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import inf, prod
from typing import Final, TypeAlias

from semdsl.codegen.domains import Bindings, Domain, Groups, Listed, Members, Positions, Upto, regular
from semdsl.codegen.factors import factored
from semdsl.codegen.slots import Belongs, Fold, Gather, GroupFold, Line, Row, Running, Within
from semdsl.codegen.workbench import Part, Scope, Task, Workbench
from semdsl.errors import InternalError
from semdsl.semantics.model import Aggregate, Cumulative, Region, Seek, Spread

Lower: TypeAlias = Callable[[Workbench, Part], Task | int]

NEUTRAL: Final = {"sum": 0.0, "mean": 0.0, "product": 1.0, "min": inf, "max": -inf}


def lower(
    bench: Workbench, node: Aggregate | Cumulative | Spread | Seek, part: Part, lower_part: Lower
) -> Task:
    """The task of making the operation for *node*, which is *part*."""
    match node:
        case Aggregate():
            return _aggregate(bench, node, part, lower_part)
        case Cumulative():
            return _cumulative(bench, node, part, lower_part)
        case Spread():
            return _spread(bench, node, part, lower_part)
        case Seek():
            return _seek(bench, node, part, lower_part)


# ── Aggregates ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Span:
    """The cells that an aggregate runs over: the axes it binds, the scope inside, and a condition on its cells."""

    over: Bindings
    scope: Scope
    condition: int | None


def _aggregate(bench: Workbench, node: Aggregate, part: Part, lower_part: Lower) -> Task:
    positions = _bound_positions(bench, node.region, node.over)
    if not all(len(along) for along in positions.values()):
        return _of_nothing(bench, node, part)
    if bench.options.factor and _never_empty(bench, node, positions):
        rewritten = factored(node)
        if rewritten is not node:
            return (yield lower_part(bench, Part(rewritten, part.scope, part.mask)))
    if node.by is not None and not _in_pairs(bench, node, part):
        return (yield _groups(bench, node, part, lower_part))
    span = _span(bench, node, part, positions)
    mask = bench.both(bench.anywhere(part.mask, node.over, part.scope), span.condition, span.scope)
    body = yield lower_part(bench, Part(node.body, span.scope, mask))
    return _folded(bench, node, part, span, body)


def _of_nothing(bench: Workbench, node: Aggregate, part: Part) -> int:
    if node.function in ("sum", "product"):
        return bench.literal(NEUTRAL[node.function])
    never = bench.compute("!=", (bench.literal(0.0), bench.literal(0.0)), part.scope)
    return bench.demand(bench.literal(0.0), (never,), part.scope, part.mask)


def _folded(bench: Workbench, node: Aggregate, part: Part, span: _Span, body: int) -> int:
    """*body* folded along the bound axes, where the condition of *span* holds."""
    axes = bench.axes_of((body,)) - set(node.over)
    fold = bench.given(Fold(span.over))
    if span.condition is None:
        total = bench.folded(FOLDS[node.function], (body, fold), axes, part.scope, part.mask)
        if node.function != "mean":
            return total
        count = prod(len(bench.positions(domain)) for _, domain in span.over)
        return bench.compute("divide", (total, bench.literal(float(count))), part.scope, part.mask)
    axes |= bench.axes[span.condition] - set(node.over)
    neutral = bench.literal(NEUTRAL[node.function])
    kept = bench.compute("where", (span.condition, body, neutral), span.scope)
    total = bench.folded(FOLDS[node.function], (kept, fold), axes, part.scope, part.mask)
    if node.function in ("sum", "product"):
        return total
    some = bench.anywhere(span.condition, node.over, part.scope)
    if some is None:
        raise InternalError("a condition got lost")
    safe = bench.compute("where", (some, total, bench.literal(0.0)), part.scope)
    if node.function == "mean":
        one = bench.compute("where", (span.condition, bench.literal(1.0), bench.literal(0.0)), span.scope)
        counted = bench.folded("fold_sum", (one, fold), axes, part.scope)
        at_least_one = bench.compute("max", (counted, bench.literal(1.0)), part.scope)
        safe = bench.compute("divide", (safe, at_least_one), part.scope)
    return bench.demand(safe, (some,), part.scope, part.mask)


FOLDS: Final = {
    "sum": "fold_sum",
    "mean": "fold_sum",
    "product": "fold_product",
    "min": "fold_min",
    "max": "fold_max",
}


def _span(bench: Workbench, node: Aggregate, part: Part, positions: dict[str, Positions]) -> _Span:
    over: dict[str, Domain] = {axis: Listed(along) for axis, along in positions.items()}
    condition: int | None = None
    if node.by is not None:
        parent, groups = _parent(bench, node.by)
        over[parent] = Members(part.scope[node.by], groups, positions[parent])
    scope = bench.enter(part.scope, over)
    if node.by is not None:
        parent, groups = _parent(bench, node.by)
        pairs = Belongs(node.by, part.scope[node.by], parent, over[parent], groups)
        condition = bench.truth(pairs, (node.by, parent), scope)
    condition = bench.both(condition, _region(bench, node.region, node.over, scope), scope)
    return _Span(tuple(over.items()), scope, condition)


def _region(bench: Workbench, region: Region, bound: Collection[str], scope: Scope) -> int | None:
    """The condition that a cell belongs to *region*; None if it does by its position on the axes *bound*."""
    axes = tuple(dict.fromkeys(axis for box in region.boxes for axis, _ in box.positions))
    if len(region.boxes) == 1 and all(axis in bound for axis in axes):
        return None
    return bench.truth(Within(region.boxes, tuple((axis, scope[axis]) for axis in axes)), axes, scope)


def _bound_positions(bench: Workbench, region: Region, over: Collection[str]) -> dict[str, Positions]:
    """The positions along the axes *over* that occur in *region*, in the model's order of axes."""
    found: dict[str, Positions] = {}
    for axis in bench.model.axes:
        if axis in over:
            size = len(bench.axis(axis))
            found[axis] = regular(sorted({at for box in region.boxes for at in box.along(axis, size)}))
    return found


def _parent(bench: Workbench, by: str) -> tuple[str, tuple[int, ...]]:
    axis = bench.axis(by)
    if axis.parent is None:
        raise InternalError(f"`{by}` groups no axis")
    return axis.parent, axis.groups


def _never_empty(bench: Workbench, node: Aggregate, positions: dict[str, Positions]) -> bool:
    """Whether the aggregate has cells wherever it is computed."""
    if any(axis not in node.over for box in node.region.boxes for axis, _ in box.positions):
        return False
    if node.by is None:
        return True
    parent, groups = _parent(bench, node.by)
    return {groups[at] for at in positions[parent]} >= set(range(len(bench.axis(node.by))))


# ── Aggregates by group ───────────────────────────────────────────────────────────────────────────


def _in_pairs(bench: Workbench, node: Aggregate, part: Part) -> bool:
    """Whether members must be paired with groups: the body looks at its group, or not all cells are taken."""
    masked = part.mask is not None and node.by in bench.axes[part.mask]
    simple = len(node.region.boxes) == 1 and all(
        axis in node.over for axis, _ in node.region.boxes[0].positions
    )
    return node.by in node.body.axes or masked or not simple


def _groups(bench: Workbench, node: Aggregate, part: Part, lower_part: Lower) -> Task:
    """Each member is computed once and goes to its group."""
    by = node.by or ""
    positions = _bound_positions(bench, node.region, node.over)
    parent, groups = _parent(bench, by)
    over: dict[str, Domain] = {axis: Listed(along) for axis, along in positions.items()}
    over[parent] = Members(part.scope[by], groups, positions[parent])
    scope = bench.enter(part.scope, over)
    mask = bench.anywhere(part.mask, node.over, part.scope)
    body = yield lower_part(bench, Part(node.body, scope, mask))
    axes = (bench.axes[body] - set(node.over)) | {by}
    slot = bench.given(GroupFold(tuple(over.items()), parent, by, part.scope[by], groups))
    function = "sum" if node.function == "mean" else node.function
    total = bench.folded(f"group_{function}", (body, slot), axes, part.scope, part.mask)
    others = prod(len(along) for axis, along in positions.items() if axis != parent)
    counts = [0.0] * len(bench.axis(by))
    for at in positions[parent]:
        if groups[at] >= 0:
            counts[groups[at]] += others
    if node.function == "mean":
        count = bench.along(by, [max(own, 1.0) for own in counts], part.scope)
        total = bench.compute("divide", (total, count), part.scope, part.mask)
    some = [count > 0 for count in counts]
    if node.function in ("sum", "product") or bench.fits(part.scope[by], some):
        return total
    return bench.demand(total, (bench.member(by, some, part.scope),), part.scope, part.mask)


def _spread(bench: Workbench, node: Spread, part: Part, lower_part: Lower) -> Task:
    """The body for the groups that are needed, then each member's group picked out."""
    coarse, fine = node.coarse, node.fine
    groups = bench.axis(coarse).groups
    domain = Groups(part.scope[fine], groups)
    scope = bench.enter(part.scope, {coarse: domain})
    gather = bench.given(Gather(coarse, domain, fine, part.scope[fine], groups))
    mask = bench.anywhere(part.mask, (coarse,), part.scope)
    if fine in node.body.axes:
        pairs = bench.truth(Belongs(coarse, domain, fine, part.scope[fine], groups), (coarse, fine), scope)
        mask = bench.both(pairs, mask, scope)
    elif mask is not None and fine in bench.axes[mask]:
        axes = (bench.axes[mask] - {fine}) | {coarse}
        mask = bench.folded("mask_groups", (mask, gather), axes, scope)
        bench.truths.add(mask)
    body = yield lower_part(bench, Part(node.body, scope, mask))
    value = bench.folded("spread", (body, gather), (bench.axes[body] - {coarse}) | {fine}, part.scope)
    if body in bench.truths:
        bench.truths.add(value)
    inside = [group >= 0 for group in groups]
    if bench.fits(part.scope[fine], inside):
        return value
    return bench.demand(value, (bench.member(fine, inside, part.scope),), part.scope, part.mask)


# ── Along an axis ─────────────────────────────────────────────────────────────────────────────────


def _cumulative(bench: Workbench, node: Cumulative, part: Part, lower_part: Lower) -> Task:
    axis, own = node.axis, part.scope[node.axis]
    among = _bound_positions(bench, node.region, (axis,))[axis]
    has_terms = [at >= among[0] if among else False for at in range(len(bench.axis(axis)))]
    if not any(has_terms[at] for at in bench.positions(own)):
        return bench.literal(NEUTRAL[node.function])
    inner = Upto(own, among)
    scope = bench.enter(part.scope, {axis: inner})
    line = bench.given(Running(axis, inner, own))
    mask = part.mask
    if mask is not None and axis in bench.axes[mask]:
        mask = bench.folded("mask_earlier", (mask, line), bench.axes[mask], scope)
        bench.truths.add(mask)
    if not bench.fits(own, has_terms):  # what is the same in all terms is not computed before the first
        begun = bench.anywhere(bench.member(axis, has_terms, part.scope), (axis,), part.scope)
        mask = bench.both(mask, begun, scope)
    condition = _region(bench, node.region, (axis,), scope)
    body = yield lower_part(bench, Part(node.body, scope, bench.both(mask, condition, scope)))
    if condition is not None:
        neutral = bench.literal(NEUTRAL[node.function])
        body = bench.compute("where", (condition, body, neutral), scope)
    axes = bench.axes[body] | {axis}
    return bench.folded(f"cumulative_{node.function}", (body, line), axes, part.scope, part.mask)


def _seek(bench: Workbench, node: Seek, part: Part, lower_part: Lower) -> Task:
    """The condition for all members, then the first or last for which it holds."""
    axis = node.axis
    everywhere = Listed(range(len(bench.axis(axis))))
    scope = bench.enter(part.scope, {axis: everywhere})
    mask = bench.anywhere(part.mask, (axis,), part.scope)
    body = yield lower_part(bench, Part(node.condition, scope, mask))
    truth = bench.condition(body, scope)
    coordinates = bench.axis(axis).coordinates
    if coordinates is None:
        raise InternalError(f"the members of `{axis}` are no numbers")
    operands = (truth, bench.given(Row(coordinates)), bench.given(Line(axis, everywhere)))
    return bench.folded(f"{node.which}_where", operands, bench.axes[truth] - {axis}, part.scope, part.mask)
