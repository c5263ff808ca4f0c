"""Put one undefined operation into a checked model: in one cell of a quantity, at a place of its formula by chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from semdsl.semantics.model import (
    EVERYWHERE,
    Apply,
    Arithmetic,
    Compare,
    Constant,
    If,
    IsMember,
    Logic,
    Model,
    Negate,
    Not,
    Quantity,
    Region,
    Typed,
)
from semdsl.semantics.rewrite import is_made, references
from semdsl.simultaneous.solve import Loop
from semdsl.source import Span
from semdsl.units.algebra import RATIO, TRUTH

Cell = tuple[int, ...]
BENT = ("min(x, 1 / 0)",)  # kinds that are not linear in what stood there
NUMBERLESS = (Compare, IsMember, Logic, Not)  # conditions


@dataclass(frozen=True)
class Fault:
    """The model with a fault in it, and where: quantity, place of its formula, cell; the code of the finding."""

    model: Model
    kind: str
    name: str
    span: Span
    cell: Cell
    code: str


@dataclass(frozen=True)
class Bench:
    """Makes parts of a formula that look as if they stood where *at* stands."""

    at: Typed
    axes: Mapping[str, int]  # the model's order

    def number(self, value: float) -> Typed:
        return Constant(value=float(value), axes=(), unit=RATIO, span=self.at.span)

    def here(self, cell: Mapping[str, int], then: float, otherwise: float) -> Typed:
        """*then* in the *cell*, *otherwise* everywhere else."""
        if not cell:
            return self.number(then)
        conditions: list[Typed] = [
            IsMember(axis=axis, members=frozenset({at}), axes=(axis,), unit=TRUTH, span=self.at.span)
            for axis, at in cell.items()
        ]
        condition = conditions[0]
        for other in conditions[1:]:
            condition = self.over(Logic, condition, other, op="and", unit=TRUTH, left=condition, right=other)
        there, elsewhere = self.number(then), self.number(otherwise)
        return self.over(If, condition, condition=condition, then=there, otherwise=elsewhere)

    def binary(self, op: str, left: Typed, right: Typed) -> Typed:
        return self.over(Arithmetic, left, right, op=op, left=left, right=right)

    def apply(self, function: str, *arguments: Typed) -> Typed:
        return self.over(Apply, *arguments, function=function, arguments=arguments)

    def over(self, kind: Callable[..., Any], *parts: Typed, unit: object = None, **fields: object) -> Any:
        axes = tuple(axis for axis in self.axes if any(axis in part.axes for part in parts))
        return kind(**fields, axes=axes, unit=unit or self.at.unit, span=self.at.span)


def _kinds() -> dict[str, tuple[str, Callable[[Bench, Typed, Mapping[str, int]], Typed]]]:
    """For each way in which an operation has no result: the code of the finding, and the formula."""
    return {
        "x / 0": ("division-by-zero", lambda b, x, c: b.binary("/", x, b.here(c, 0, 1))),
        "0 / 0": (
            "division-by-zero",
            lambda b, x, c: b.binary("/", b.binary("*", x, b.here(c, 0, 1)), b.here(c, 0, 1)),
        ),
        "1 / (1 / 0)": (
            "division-by-zero",
            lambda b, x, c: b.binary(
                "+",
                x,
                b.binary(
                    "-",
                    b.binary("/", b.number(1), b.binary("/", b.number(1), b.here(c, 0, 1))),
                    b.here(c, 0, 1),
                ),
            ),
        ),
        "min(x, 1 / 0)": (
            "division-by-zero",
            lambda b, x, c: b.apply(
                "min", x, b.binary("+", b.apply("abs", x), b.binary("/", b.number(1), b.here(c, 0, 1)))
            ),
        ),
        "1e308 * 10": (
            "overflow",
            lambda b, x, c: b.binary(
                "+", x, b.binary("*", b.number(0), b.binary("*", b.number(10), b.here(c, 1e308, 1)))
            ),
        ),
        "1e308 + 1e308": (
            "overflow",
            lambda b, x, c: b.binary(
                "+", x, b.binary("*", b.number(0), b.binary("+", b.here(c, 1e308, 1), b.here(c, 1e308, 1)))
            ),
        ),
        "exp(800)": ("overflow", lambda b, x, c: b.binary("*", x, b.apply("exp", b.here(c, 800, 0)))),
        "1 / exp(800)": (
            "overflow",
            lambda b, x, c: b.binary(
                "+",
                x,
                b.binary("-", b.binary("/", b.number(1), b.apply("exp", b.here(c, 800, 0))), b.number(1)),
            ),
        ),
        "log(0)": ("log-of-nonpositive", lambda b, x, c: b.binary("+", x, b.apply("log", b.here(c, 0, 1)))),
        "exp(log(0))": (
            "log-of-nonpositive",
            lambda b, x, c: b.binary("*", x, b.apply("exp", b.apply("log", b.here(c, 0, 1)))),
        ),
        "sqrt(-1)": ("root-of-negative", lambda b, x, c: b.binary("+", x, b.apply("sqrt", b.here(c, -1, 0)))),
        "0 ^ -1": (
            "power-undefined",
            lambda b, x, c: b.binary("*", x, b.binary("^", b.here(c, 0, 1), b.number(-1))),
        ),
        "(-8) ^ 0.5": (
            "power-undefined",
            lambda b, x, c: b.binary("*", x, b.binary("^", b.here(c, -8, 1), b.number(0.5))),
        ),
        "(sqrt(-1)) ^ 0": (
            "root-of-negative",
            lambda b, x, c: b.binary("*", x, b.binary("^", b.apply("sqrt", b.here(c, -1, 0)), b.number(0))),
        ),
        "10 ^ 400": (
            "overflow",
            lambda b, x, c: b.binary("*", x, b.binary("^", b.here(c, 10, 1), b.number(400))),
        ),
        "round(x, 1.5)": (
            "places-not-whole",
            lambda b, x, c: b.binary("+", x, b.apply("round", b.number(0), b.here(c, 1.5, 1))),
        ),
        "clamp(x, 2, 1)": (
            "range-of-nothing",
            lambda b, x, c: b.binary("+", x, b.apply("clamp", b.number(0), b.here(c, 2, 0), b.here(c, 1, 1))),
        ),
        "if sqrt(-1) > 0": (
            "root-of-negative",
            lambda b, x, c: b.over(
                If,
                x,
                b.here(c, 0, 1),
                condition=b.over(
                    Compare,
                    b.here(c, 0, 1),
                    op=">",
                    left=b.apply("sqrt", b.here(c, -1, 1)),
                    right=b.number(0),
                    unit=TRUTH,
                ),
                then=x,
                otherwise=x,
            ),
        ),
    }


KINDS = _kinds()


def inject(model: Model, seed: int, loops: Iterable[Loop] = ()) -> Fault:
    """One fault in *model*, the same for the same *seed*; ``loops`` are the solved ones that it has."""
    chance = random.Random(seed)
    kind = list(KINDS)[seed % len(KINDS)]
    code, make = KINDS[kind]
    own = [one for one in model.quantities.values() if one.cases and not is_made(one.name)]
    spots: list[Path] = []
    while not spots:  # of what stands in a loop there may be none for a fault that is not linear
        quantity = chance.choice(own)
        case = chance.choice(quantity.cases)
        cell = _some_cell(model, quantity, case.region, chance)
        place = dict(zip(quantity.axes, cell, strict=True))
        spots = list(_spots(case.formula))
        if kind in BENT:  # what is not linear in a loop is refused before it runs
            loop = next((one.members for one in loops if quantity.name in one.members), ())
            spots = [
                one
                for one in spots
                if not any(ref.name in loop for ref in references(_part(case.formula, one)))
            ]
    path = chance.choice(spots)
    order = {axis: at for at, axis in enumerate(model.axes)}
    at = _part(case.formula, path)
    formula = _changed(case.formula, path, lambda x: make(Bench(x, order), x, place), order)
    cases = tuple(replace(one, formula=formula) if one is case else one for one in quantity.cases)
    quantities = {**model.quantities, quantity.name: replace(quantity, cases=cases)}
    return Fault(replace(model, quantities=quantities), kind, quantity.name, at.span, cell, code)


def _some_cell(model: Model, quantity: Quantity, region: Region, chance: random.Random) -> Cell:
    box = chance.choice((region if region.boxes else EVERYWHERE).boxes)
    return tuple(chance.choice(list(box.along(axis, len(model.axes[axis])))) for axis in quantity.axes)


Path = tuple[tuple[str, int], ...]


def _spots(node: Typed, path: Path = ()) -> list[Path]:
    """The ways to all numbers in *node* that are computed in each of its cells, once."""
    found = [] if isinstance(node, NUMBERLESS) else [path]
    match node:
        case Negate(operand=operand) | Not(operand=operand):
            found += _spots(operand, (*path, ("operand", -1)))
        case Arithmetic() | Compare() | Logic():
            found += _spots(node.left, (*path, ("left", -1)))
            found += _spots(node.right, (*path, ("right", -1)))
        case If(condition=condition):
            found += _spots(condition, (*path, ("condition", -1)))
        case Apply(arguments=arguments):
            for at, argument in enumerate(arguments):
                found += _spots(argument, (*path, ("arguments", at)))
        case _:
            pass
    return found


def _part(node: Typed, path: Path) -> Typed:
    for name, at in path:
        node = getattr(node, name) if at < 0 else getattr(node, name)[at]
    return node


def _changed(node: Typed, path: Path, change: Callable[[Typed], Typed], order: Mapping[str, int]) -> Typed:
    if not path:
        return change(node)
    (name, at), *rest = path
    inside = getattr(node, name)
    if at < 0:
        new: Any = _changed(inside, tuple(rest), change, order)
        more = new.axes
    else:
        part = _changed(inside[at], tuple(rest), change, order)
        new = (*inside[:at], part, *inside[at + 1 :])
        more = part.axes
    axes = tuple(sorted({*node.axes, *more}, key=lambda axis: order[axis]))
    return replace(node, axes=axes, **{name: new})


@cache
def dependents(names: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    """What needs each name, however far round, itself included."""
    needs = {name: set(read) for name, read in names}
    found: dict[str, tuple[str, ...]] = {}
    for name in needs:
        reached = {name}
        while more := {own for own, read in needs.items() if own not in reached and read & reached}:
            reached |= more
        found[name] = tuple(own for own in needs if own in reached)
    return found


def reads_of(model: Model) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names that each quantity reads."""
    return tuple(
        (name, tuple({ref.name: 0 for case in one.cases for ref in references(case.formula)}))
        for name, one in model.quantities.items()
    )
