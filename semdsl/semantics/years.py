"""Which quantities are a place in time, such as the year in which a reserve is used up, by what their formulas are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Coordinate,
    If,
    Model,
    Ref,
    Seek,
    Spread,
    Typed,
)

_KEEPS = ("min", "max", "clamp", "round")
"""Functions whose result is a year where their arguments are."""


def are_years(names: Collection[str], model: Model) -> bool:
    """Whether each of the quantities *names* is a number of the time axis in every cell, and not merely one like it.

    It is if all that it may come to is: the number of a cell along that axis, the first or last member where something
    holds, another such quantity, one of several, and so many years before or after. A number that is written may stand
    beside them (`min(exhausted, 2060)`).
    """
    return all(_is_year(name, model) for name in names)


def _is_year(name: str, model: Model) -> bool:
    waiting, seen, found = [name], {name}, False
    while waiting:
        quantity = model.quantities[waiting.pop()]
        if quantity.table is not None or not quantity.cases:
            return False
        for part in (part for case in quantity.cases for part in _parts(case.formula)):
            match part:
                case Coordinate(axis=axis) | Seek(axis=axis) if _in_time(axis, model):
                    found = True
                case Ref(name=other):
                    waiting += [other] if other not in seen else []
                    seen.add(other)
                case Constant():
                    pass
                case _:
                    return False
    return found


def _parts(formula: Typed) -> Iterator[Typed]:
    """What *formula* may come to, up to some years before or after."""
    waiting = [formula]
    while waiting:
        match waiting.pop():
            case If(then=then, otherwise=otherwise):
                waiting += [then, otherwise]
            case Apply(function=function, arguments=arguments) if function in _KEEPS:
                waiting += arguments[:1] if function == "round" else arguments
            case Aggregate(function="min" | "max" | "mean", body=body) | Spread(body=body):
                waiting.append(body)
            case Arithmetic(op="+", left=Constant(), right=right):
                waiting.append(right)
            case Arithmetic(op="+" | "-", left=left, right=Constant() | Ref()):
                waiting.append(left)
            case other:
                yield other


def _in_time(axis: str, model: Model) -> bool:
    """Whether *axis* is of time, or groups one that is."""
    own = model.axes[axis]
    while own.parent is not None:
        own = model.axes[own.parent]
    return own.form == "time"
