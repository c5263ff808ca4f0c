"""The checked model with other members along an axis: in another order, fewer of them, or one more without people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from semdsl.pipeline import Checked
from semdsl.semantics.model import (
    Aggregate,
    Axis,
    Box,
    Case,
    Constant,
    Coordinate,
    Cumulative,
    Fixed,
    IsMember,
    Mapped,
    Model,
    Position,
    Quantity,
    Ref,
    Region,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
)
from semdsl.semantics.regions import common
from semdsl.semantics.rewrite import parts, references, rewrite
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve


def labelled(model: Model) -> list[str]:
    """The axes whose members are names, in an order that means nothing."""
    return [name for name, axis in model.axes.items() if axis.form == "labelled" and not axis.ordered]


def reindexed(own: Checked, axis: str, order: Sequence[int]) -> Checked:
    """*own* with the members of *axis* at the old positions *order*: a permutation, some of them, or one twice.

    What refers to a member that is no longer there is left as it is: only what does not need it can be computed.
    """
    new = {old: at for at, old in reversed(list(enumerate(order)))}

    def change(node: Typed) -> Typed:
        match node:
            case IsMember(axis=name, members=members) if name == axis:
                return replace(node, members=frozenset(_moved(members, order)))
            case Aggregate() | Cumulative():
                return replace(node, region=_region(node.region, axis, order))
            case Ref(name=name, at=at):
                axes = own.model.quantities[name].axes
                moved = tuple(_place(place, to, axis, order, new) for place, to in zip(at, axes, strict=True))
                return replace(node, at=moved)
            case _:
                return node

    def quantity(one: Quantity) -> Quantity:
        cases = tuple(
            replace(case, region=region, formula=rewrite(case.formula, change))
            for case in one.cases
            if (region := _region(case.region, axis, order)).boxes
        )
        return replace(one, cases=cases)

    axes = {name: _axis(name, one, axis, order) for name, one in own.model.axes.items()}
    quantities = {name: quantity(one) for name, one in own.model.quantities.items()}
    model = replace(own.model, axes=axes, quantities=quantities)
    tables = {name: _figures(read, own.model, name, axis, order) for name, read in own.tables.items()}
    return replace(own, model=model, tables=tables, solved=solve(model).value)


def _moved(positions: Collection[int], order: Sequence[int]) -> tuple[int, ...]:
    return tuple(at for at, old in enumerate(order) if old in positions)


def _region(region: Region, axis: str, order: Sequence[int]) -> Region:
    boxes = (
        Box(tuple((name, _moved(at, order) if name == axis else at) for name, at in box.positions))
        for box in region.boxes
    )
    return Region(tuple(box for box in boxes if all(at for _, at in box.positions)))


def _place(place: Position, to: str, axis: str, order: Sequence[int], new: Mapping[int, int]) -> Position:
    match place:
        case Fixed(position=position) if to == axis:
            return Fixed(new.get(position, position))
        case Mapped(axis=along, table=table):
            moved = tuple(table[old] for old in order) if along == axis else table
            return Mapped(along, tuple(new.get(at, at) for at in moved) if to == axis else moved)
        case Shift(axis=along):
            assert (along == axis) == (to == axis)
            return place
        case _:
            return place


def _axis(name: str, one: Axis, axis: str, order: Sequence[int]) -> Axis:
    if one.parent == axis:
        return replace(one, groups=tuple(one.groups[old] for old in order))
    if name != axis:
        return one
    labels = [one.labels[old] for old in order]
    labels = [f"another {label}" if label in labels[:at] else label for at, label in enumerate(labels)]
    coordinates = None if one.coordinates is None else tuple(one.coordinates[old] for old in order)
    return replace(one, labels=tuple(labels), coordinates=coordinates, label_titles=())


def _figures(read: TableValues, model: Model, name: str, axis: str, order: Sequence[int]) -> TableValues:
    if name not in model.quantities or axis not in model.quantities[name].axes:
        return read
    axes = model.quantities[name].axes
    shape = tuple(len(model.axes[own]) for own in axes)

    def taken(values: Sequence[float]) -> tuple[float, ...]:
        return tuple(np.array(values).reshape(shape).take(order, axis=axes.index(axis)).ravel().tolist())

    return replace(read, values=taken(read.values), lines=tuple(map(int, taken(read.lines))))


# ── A shorter axis ────────────────────────────────────────────────────────────────────────────────


def that_look_back(model: Model, axis: str, members: int) -> set[str]:
    """The quantities that read nothing beyond the first *members* of *axis*, nor does what they need."""
    ahead = {
        name
        for name, one in model.quantities.items()
        if any(_looks_ahead(part, model, axis, members) for case in one.cases for part in parts(case.formula))
    }
    reads = {name: {ref.name for case in one.cases for ref in references(case.formula)}
             for name, one in model.quantities.items()}  # fmt: skip
    while more := {name for name, read in reads.items() if name not in ahead and read & ahead}:
        ahead |= more
    return set(reads) - ahead


def _looks_ahead(part: Typed, model: Model, axis: str, members: int) -> bool:
    match part:
        case Ref(name=name, at=at):
            places = zip(at, model.quantities[name].axes, strict=True)
            return any(_beyond(place, to == axis, axis, members) for place, to in places)
        case Aggregate(over=over, by=by, region=region):
            return (axis in over and _reaches(region, axis, members)) or _groups(model, by, axis)
        case Spread(fine=fine):
            return fine == axis
        case Seek(axis=own):
            return own == axis
        case _:
            return False


def _beyond(place: Position, is_along: bool, axis: str, members: int) -> bool:
    match place:
        case Fixed(position=position):
            return is_along and position >= members
        case Shift(axis=own, steps=steps):
            return own == axis and steps > 0
        case Mapped(axis=own):
            return is_along or own == axis
        case Sought():
            return is_along
    return False


def _reaches(region: Region, axis: str, members: int) -> bool:
    return any(max(box.along(axis, members + 1)) >= members for box in region.boxes)


def _groups(model: Model, by: str | None, axis: str) -> bool:
    return by is not None and model.axes[by].parent == axis


# ── A member that is not there ────────────────────────────────────────────────────────────────────


def with_nobody(own: Checked, axis: str) -> Checked:
    """*own* with one more member of *axis*, the last, for which every figure is zero; formulas are as for the first."""
    size = len(own.model.axes[axis])
    more = reindexed(own, axis, [*range(size), 0])
    quantities = {
        name: replace(one, cases=_cases(one, axis, size, more.model)) if axis in one.axes else one
        for name, one in more.model.quantities.items()
    }
    tables = dict(more.tables)
    for name, read in own.tables.items():
        axes = own.model.quantities[name].axes if name in own.model.quantities else ()
        if axis in axes:
            shape = tuple(len(more.model.axes[along]) for along in axes)
            values = np.array(tables[name].values).reshape(shape)
            np.moveaxis(values, axes.index(axis), 0)[size] = 0.0
            tables[name] = replace(read, values=tuple(values.ravel().tolist()), lines=tables[name].lines)
    model = replace(more.model, quantities=quantities)
    return replace(more, model=model, tables=tables, solved=solve(model).value)


def _cases(one: Quantity, axis: str, size: int, model: Model) -> tuple[Case, ...]:
    """The cases of *one*, where a formula that refers to nothing is 0 for the member at the position *size*."""
    sizes = {name: len(model.axes[name]) for name in one.axes}
    others, added = Region((Box(((axis, tuple(range(size))),)),)), Region((Box(((axis, (size,)),)),))
    found: list[Case] = []
    for case in one.cases:
        if any(isinstance(part, Ref | Coordinate) for part in parts(case.formula)):
            found.append(case)
            continue
        nothing = Constant(value=0.0, axes=(), unit=case.formula.unit, span=case.span)
        kept, new = common(case.region, others, sizes), common(case.region, added, sizes)
        found += [replace(case, region=kept)] if kept.boxes else []
        found += [Case(new, nothing, span=case.span)] if new.boxes else []
    return tuple(found)


def that_count_nobody(model: Model, axis: str, zero: Collection[str]) -> set[str]:
    """The quantities that meet the member only in sums, where it has 0, as it has in the quantities *zero*."""
    other = {
        name
        for name, one in model.quantities.items()
        for case in one.cases
        for part in parts(case.formula)
        if isinstance(part, Aggregate)
        and axis in part.over
        and (part.function != "sum" or not _vanishes(part.body, axis, zero))
    }
    reads = {name: {ref.name for case in one.cases for ref in references(case.formula)}
             for name, one in model.quantities.items()}  # fmt: skip
    while more := {name for name, read in reads.items() if name not in other and read & other}:
        other |= more
    return set(reads) - other


def _vanishes(node: Typed, axis: str, zero: Collection[str]) -> bool:
    """Whether *node* is seen to be 0 at the added member."""
    match node:
        case Ref(name=name, at=at):
            return name in zero and Shift(axis) in at
        case Aggregate(function="sum", body=body):
            return _vanishes(body, axis, zero)
        case _ if getattr(node, "op", "") == "*":
            return _vanishes(node.left, axis, zero) or _vanishes(node.right, axis, zero)  # type: ignore[union-attr]
        case _ if getattr(node, "op", "") == "/":
            return _vanishes(node.left, axis, zero)  # type: ignore[union-attr]
        case _ if getattr(node, "op", "") in ("+", "-"):
            return _vanishes(node.left, axis, zero) and _vanishes(node.right, axis, zero)  # type: ignore[union-attr]
        case _:
            return False
