"""The parts of the formulas that a run computes, each with the cells it is computed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from semdsl.interpret.problem import Cell
from semdsl.semantics.model import Aggregate, Case, Cumulative, If, Model, Quantity, Typed, children
from semdsl.symbolic.hulls import Facts, Scope, facts_of, inside, is_stated, scopes
from semdsl.symbolic.points import Choice


@dataclass(frozen=True, slots=True)
class Site:
    """A part of a formula, where its cells are, and what the conditions around it say.

    ``conditions`` are those conditions, each with whether it has to hold for the part to be computed.
    """

    quantity: Quantity
    case: Case
    node: Typed
    scope: Scope
    facts: Facts
    block: Scope
    conditions: tuple[tuple[Typed, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """Values within their ranges with which a part of a formula has no value in ``cell``; ``about``: next to them."""

    choice: Choice
    cell: Cell
    about: bool = False


def sites(model: Model) -> Iterator[Site]:
    """Every part of every formula that a run computes."""
    made_for_tests = {
        name for test in model.tests for one in test.expects for name in (one.left, one.right, one.tolerance)
    }
    for name, quantity in model.quantities.items():
        if quantity.kind == "identity" or name in made_for_tests:
            continue
        for case in quantity.cases:
            if is_stated(quantity, case):
                continue
            for block in scopes(case)[:2]:
                for part in _parts(case.formula, _Around(block)):
                    node, around = part
                    yield Site(quantity, case, node, around.scope, around.facts, block, around.conditions)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known at a part of a formula from what is around it."""

    scope: Scope
    facts: Facts = field(default_factory=dict)
    conditions: tuple[tuple[Typed, bool], ...] = ()

    def where(self, condition: Typed, *, holds: bool) -> _Around:
        """In a branch of an ``if``."""
        facts = {**self.facts, **facts_of(condition, holds=holds)}
        return _Around(self.scope, facts, (*self.conditions, (condition, holds)))


def _parts(node: Typed, around: _Around) -> Iterator[tuple[Typed, _Around]]:
    yield node, around
    match node:
        case If(condition=condition, then=then, otherwise=otherwise):
            yield from _parts(condition, around)
            yield from _parts(then, around.where(condition, holds=True))
            yield from _parts(otherwise, around.where(condition, holds=False))
        case Aggregate() | Cumulative():
            yield from _parts(node.body, _Around(inside(node, around.scope)))
        case _:
            for part in children(node):
                yield from _parts(part, around)
