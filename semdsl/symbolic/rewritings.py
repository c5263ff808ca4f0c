"""An audit of the compiler: every rewriting that it makes of a model is proved equal to the formula as written.

There are two. A factor that does not vary along the axes of a sum or mean is multiplied after it; and a part that does
not follow a loop is computed before it. A recursion itself is a loop, cell by cell as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from semdsl.codegen.factors import factored
from semdsl.codegen.lower import lower
from semdsl.codegen.options import Options
from semdsl.codegen.plan import Item, Make, Plan, Read, Repeat, Store, operands_of
from semdsl.graph.schedule import schedule
from semdsl.semantics.model import (
    Aggregate,
    Arithmetic,
    Coordinate,
    Cumulative,
    IsMember,
    Mapped,
    Model,
    Ref,
    Seek,
    Shift,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.rewrite import parts
from semdsl.symbolic.induction import Field, TooLarge


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What the compiler does to a part of a formula of ``name``, and whether it was proved to change nothing."""

    name: str
    kind: str  # "factor" or "hoist"
    proved: bool


def rewritings(model: Model) -> tuple[Rewriting, ...]:
    """Every rewriting of *model*, each with whether it was proved."""
    return (*_factored(model), *_moved(model))


# ── Factors taken out of sums ─────────────────────────────────────────────────────────────────────


def _factored(model: Model) -> Iterator[Rewriting]:
    for name, quantity in model.quantities.items():
        for case in quantity.cases:
            for node in parts(case.formula):
                if isinstance(node, Aggregate) and (after := factored(node)) is not node:
                    yield Rewriting(name, "factor", is_same_sum(node, after))


def is_same_sum(node: Aggregate, after: Typed) -> bool:
    """Whether *after* is a sum or mean over the same cells as *node*, times what is the same in all of them.

    With ``m`` what stands outside, ``after = m Σ inner`` and ``Σ body`` is the same if ``body = m inner`` in each cell:
    sums and means are linear, and ``m`` is one number for all cells that are added.
    """
    kept, outside = after, list[Typed]()
    while isinstance(kept, Arithmetic) and kept.op in "*/":
        outside.append(kept.right)
        kept = kept.left
    if not isinstance(kept, Aggregate) or any(varies(part, set(node.over)) for part in outside):
        return False
    if (kept.function, kept.over, kept.region, kept.by) != (node.function, node.over, node.region, node.by):
        return False
    if node.function not in ("sum", "mean"):
        return False
    own = Field()
    try:
        total = own.unknown()
        return bool(own.of(after, {kept: total}) * own.of(kept.body, {}) == total * own.of(node.body, {}))
    except (TooLarge, ZeroDivisionError):
        return False


def varies(node: Typed, axes: set[str]) -> bool:
    """Whether the value of *node* may differ along *axes*, from what it reads and not from what it says of itself."""
    match node:
        case Coordinate(axis=axis) | IsMember(axis=axis):
            return axis in axes
        case Ref(at=at):
            own = any(isinstance(place, Shift | Mapped) and place.axis in axes for place in at)
            return own or any(varies(part, axes) for part in children(node))
        case Aggregate(over=over, body=body, by=by, region=region):
            outer = axes - set(over)
            limited = {axis for box in region.boxes for axis, _ in box.positions}
            return varies(body, outer) or by in axes or bool(limited & outer)
        case Cumulative(axis=axis):
            return axis in axes or varies(node.body, axes)
        case Seek(axis=axis, condition=condition):
            return varies(condition, axes - {axis})
        case Spread(body=body, coarse=coarse, fine=fine):
            return fine in axes or varies(body, axes - {coarse})
        case _:
            return any(varies(part, axes) for part in children(node))


# ── Parts taken out of loops ──────────────────────────────────────────────────────────────────────


def _moved(model: Model) -> Iterator[Rewriting]:
    """What is computed before a loop reads nothing that the loop fills, so that it is the same at each of its times."""
    names = tuple(name for name, own in model.quantities.items() if own.kind not in ("identity", "input"))
    order = schedule(model, names)
    if any(found.is_error for found in order.diagnostics):
        return
    plan = lower(model, order.value, Options())
    before = {item.array: item for item in plan.items if isinstance(item, Store) and item.array[0] == "h"}
    for at, item in enumerate(plan.items):
        if isinstance(item, Repeat):
            filled = {store.array for store in _stores(item)}
            reads = {array for store in _stores(item) for array in reads_of(store)}
            for array in sorted(reads & before.keys()):
                store = before[array]
                proved = filled.isdisjoint(reads_of(store)) and _is_complete(store, plan, at)
                yield Rewriting(store.origin.name, "hoist", proved)


def _is_complete(store: Store, plan: Plan, loop: int) -> bool:
    """Whether *store* stands before the *loop*, and nothing it reads is filled after it."""
    at = plan.items.index(store)
    later = {own.array for item in plan.items[at + 1 :] for own in _stores(item)}
    return at < loop and later.isdisjoint(reads_of(store))


def _stores(item: Item) -> Iterator[Store]:
    match item:
        case Store():
            yield item
        case Repeat(body=body):
            for inner in body:
                yield from _stores(inner)
        case Make():
            return


def reads_of(store: Store) -> set[str]:
    """The arrays that the result of *store* needs."""
    found: set[str] = set()
    waiting, seen = [store.result], set[int]()
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            operation = store.operations[number]
            if isinstance(operation, Read):
                found.add(operation.array)
            waiting.extend(operands_of(operation))
    return found
