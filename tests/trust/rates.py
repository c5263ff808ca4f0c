"""Rates at their ends, and results that are linear: found in the formulas of the checked model."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from semdsl.pipeline import Checked
from semdsl.semantics.model import (
    EVERYWHERE,
    Aggregate,
    Arithmetic,
    Case,
    Constant,
    Cumulative,
    If,
    Model,
    Negate,
    Quantity,
    Ref,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.rewrite import parts, references, rewrite
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve
from semdsl.units.algebra import RATIO


def is_figure(case: Case) -> bool:
    """Whether the formula of *case* refers to nothing: it is a number, perhaps one for each year."""
    return not any(references(case.formula))


def has_figures(one: Quantity) -> bool:
    """Whether some cells of *one* are figures, from a file or in formulas that refer to nothing."""
    return one.table is not None or any(map(is_figure, one.cases))


# ── Rates ─────────────────────────────────────────────────────────────────────────────────────────


def beside_one(node: Typed, op: str) -> str:
    """The quantity r of a formula ``1 + r``, or of ``1 - r``; nothing if *node* is none."""
    if not isinstance(node, Arithmetic) or node.op != op:
        return ""
    pairs = [(node.left, node.right)] + [(node.right, node.left)] * (op == "+")
    for one, rate in pairs:
        if isinstance(one, Constant) and one.value == 1 and isinstance(rate, Ref):
            return rate.name
    return ""


def rates(model: Model, op: str) -> list[str]:
    """The quantities that stand beside a 1 somewhere: rates of growth and interest (+), chances and cuts (-)."""
    everything = (
        part for one in model.quantities.values() for case in one.cases for part in parts(case.formula)
    )
    found = {beside_one(part, op) for part in everything} - {""}
    return [name for name in model.quantities if name in found and not model.quantities[name].partial]


def with_rate(own: Checked, name: str, value: float) -> Checked:
    """*own* where the rate *name* has one *value* in every cell."""
    one = own.model.quantities[name]
    assert one.span is not None
    constant = Constant(value=value, axes=(), unit=RATIO, span=one.span)
    fixed = replace(one, table=None, cases=(Case(EVERYWHERE, constant, span=one.span),))
    tables = {other: read for other, read in own.tables.items() if other != name}
    return _with(own, {**own.model.quantities, name: fixed}, tables)


def without_factor(own: Checked, name: str) -> Checked:
    """*own* where ``1 + r`` and ``1 - r`` of the rate *name* are left out of products, quotients, powers.

    So a present value is a plain sum, a stock is what flows, and who survives for certain is who was there.
    """

    def change(node: Typed) -> Typed:
        if name in (beside_one(node, "+"), beside_one(node, "-")):
            return Constant(value=1.0, axes=(), unit=node.unit, span=node.span)
        match node:
            case Arithmetic(op="*", left=left, right=right) if _is_one(left) or _is_one(right):
                return right if _is_one(left) else left
            case Arithmetic(op="/" | "^", left=left, right=right) if _is_one(right):
                return left
            case Arithmetic(op="^", left=left) if _is_one(left):
                return left
            case Cumulative(function="product", body=body) | Aggregate(function="product", body=body):
                return body if _is_one(body) else node
            case _:
                return node

    return _rewritten(own, change)


def without_survivors(own: Checked, name: str) -> Checked:
    """*own* where every product with a factor ``1 - q`` of the chance *name* is 0."""

    def change(node: Typed) -> Typed:
        is_product = isinstance(node, Arithmetic) and node.op == "*"
        if is_product and name in [beside_one(part, "-") for part in children(node)]:
            return Constant(value=0.0, axes=(), unit=node.unit, span=node.span)
        return node

    return _rewritten(own, change)


def _is_one(node: Typed) -> bool:
    return isinstance(node, Constant) and node.value == 1


def _rewritten(own: Checked, change: Callable[[Typed], Typed]) -> Checked:
    quantities = {
        name: replace(
            one, cases=tuple(replace(case, formula=rewrite(case.formula, change)) for case in one.cases)
        )
        for name, one in own.model.quantities.items()
    }
    return _with(own, quantities, own.tables)


def _with(own: Checked, quantities: Mapping[str, Quantity], tables: Mapping[str, TableValues]) -> Checked:
    model = replace(own.model, quantities=quantities)
    return replace(own, model=model, tables=tables, solved=solve(model).value)


# ── Linear results ────────────────────────────────────────────────────────────────────────────────

SAME, STRAIGHT, CROOKED = 0, 1, 2  # what a result does when figures move


def straight(model: Model, moved: Collection[str]) -> set[str]:
    """The quantities that are proved a straight line, and no constant, in the figures *moved* together."""
    found = {name: STRAIGHT if name in moved else SAME for name in model.quantities}
    waiting = True
    while waiting:
        waiting = False
        for name, one in model.quantities.items():
            shape = max([found[name], *(_shape(case.formula, found) for case in one.cases)])
            waiting, found[name] = waiting or shape != found[name], shape
    return {name for name, shape in found.items() if shape == STRAIGHT}


def _shape(node: Typed, known: Mapping[str, int]) -> int:
    inner = [_shape(part, known) for part in children(node)]
    bent = CROOKED if any(inner) else SAME
    match node:
        case Ref(name=name):
            return max(known[name], bent)
        case Negate() | Spread():
            return inner[0]
        case Arithmetic(op="+" | "-"):
            return max(inner)
        case Arithmetic(op="*"):
            return CROOKED if min(inner) else max(inner)
        case Arithmetic(op="/"):
            return CROOKED if inner[1] else inner[0]
        case If():
            return CROOKED if inner[0] else max(inner[1:])
        case Aggregate(function="sum" | "mean") | Cumulative(function="sum"):
            return inner[0]
        case _:
            return bent


def weighted(own: Checked, moved: Collection[str], weights: Mapping[str, float]) -> Checked:
    """*own* with each of the figures *moved* times its weight."""

    def times(case: Case, weight: float) -> Case:
        factor = Constant(value=weight, axes=(), unit=RATIO, span=case.span)
        formula = case.formula
        product = Arithmetic(
            op="*", left=factor, right=formula, axes=formula.axes, unit=formula.unit, span=formula.span
        )
        return replace(case, formula=product)

    quantities = {
        name: replace(
            one, cases=tuple(times(case, weights[name]) if is_figure(case) else case for case in one.cases)
        )
        if name in moved
        else one
        for name, one in own.model.quantities.items()
    }
    tables = {
        name: replace(read, values=tuple(value * weights[name] for value in read.values))
        if name in moved
        else read
        for name, read in own.tables.items()
    }
    return _with(own, quantities, tables)


def four_weights(names: Collection[str]) -> list[dict[str, float]]:
    """Four weights for each name, of which the first two together are what the last two are together."""
    chance = random.Random(7)
    first = {name: 1 + chance.randrange(1, 9) / 16 for name in names}
    second = {name: 1 + chance.randrange(1, 9) / 16 for name in names}
    return [
        first,
        second,
        dict.fromkeys(names, 1.0),
        {name: first[name] + second[name] - 1 for name in names},
    ]
