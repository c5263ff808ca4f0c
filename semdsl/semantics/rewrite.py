"""Walk and rewrite formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Case,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    If,
    IsMember,
    Logic,
    Negate,
    Not,
    Ref,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
    children,
)
from semdsl.units.algebra import UNKNOWN

FIGURES_OF = "figures of "
"""Begins the names of the quantities that are made for the files of a table with formulas."""


def parts(node: Typed) -> Iterator[Typed]:
    """*node* and everything in it."""
    yield node
    for part in children(node):
        yield from parts(part)


def is_in_doubt(node: Typed) -> bool:
    """Whether a part of *node* is lost: what it varies by cannot be told."""
    return any(part.unit == UNKNOWN for part in parts(node))


def references(node: Typed) -> Iterator[Ref]:
    """Every reference in *node*, those inside look-ups included."""
    return (part for part in parts(node) if isinstance(part, Ref))


def copied(case: Case) -> str:
    """The name of a made quantity that *case* takes its cells from as they are; nothing if an author wrote a formula.

    Figures of a file stand in such a quantity, where a table has formulas for other cells or a scenario sets some.
    """
    formula = case.formula
    if not isinstance(formula, Ref) or not is_made(formula.name):
        return ""
    moved = [place for place in formula.at if not isinstance(place, Shift) or place.steps]
    return "" if moved else formula.name


def is_made(name: str) -> bool:
    """Whether *name* is of a quantity made for a file, a check, a report or a setting: no author can write a blank."""
    return " " in name


def author_name(name: str) -> str:
    """The name that an author wrote for the quantity that *name*, if it is a made one, has figures or cells of.

    Of ``figures of t (2)``, ``t before`` and ``t instead`` that is ``t``.
    """
    words = name.removeprefix(FIGURES_OF).split(" ")
    return words[0]


def rewrite(node: Typed, change: Callable[[Typed], Typed]) -> Typed:
    """*node* with *change* applied to every part, from the innermost out."""

    def inner(part: Typed) -> Typed:
        return rewrite(part, change)

    match node:
        case Constant() | Coordinate() | IsMember():
            return change(node)
        case Ref(at=at):
            moved = tuple(
                replace(place, value=inner(place.value)) if isinstance(place, Sought) else place
                for place in at
            )
            return change(replace(node, at=moved))
        case Negate(operand=operand) | Not(operand=operand):
            return change(replace(node, operand=inner(operand)))
        case (
            Arithmetic(left=left, right=right)
            | Compare(left=left, right=right)
            | Logic(left=left, right=right)
        ):
            return change(replace(node, left=inner(left), right=inner(right)))
        case If(condition=condition, then=then, otherwise=otherwise):
            return change(
                replace(node, condition=inner(condition), then=inner(then), otherwise=inner(otherwise))
            )
        case Apply(arguments=arguments):
            return change(replace(node, arguments=tuple(inner(argument) for argument in arguments)))
        case Aggregate(body=body) | Cumulative(body=body) | Spread(body=body):
            return change(replace(node, body=inner(body)))
        case Seek(condition=condition):
            return change(replace(node, condition=inner(condition)))


def renamed(node: Typed, old: str, new: str) -> Typed:
    """*node* with every reference to *old* going to *new* instead."""

    def change(part: Typed) -> Typed:
        return replace(part, name=new) if isinstance(part, Ref) and part.name == old else part

    return rewrite(node, change)
