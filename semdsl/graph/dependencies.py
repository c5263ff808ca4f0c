"""Who needs whom, and which of its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from semdsl.graph.steps import Formula
from semdsl.semantics.model import (
    Aggregate,
    Cumulative,
    Fixed,
    Mapped,
    Model,
    Position,
    Ref,
    Region,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
    children,
)
from semdsl.source import Span


@dataclass(frozen=True, slots=True)
class Reach:
    """The positions that a place in a formula can mean, for each position of the cell along ``axis``.

    Without ``axis`` they are the same for every cell, and ``targets`` has one entry. ``steps`` is the distance where
    the place is the cell's own position, moved.
    """

    axis: str | None
    targets: tuple[tuple[int, ...], ...]
    steps: int | None = None

    @property
    def is_same(self) -> bool:
        """Whether this is the cell's own position."""
        return self.steps == 0

    def at(self, position: int) -> tuple[int, ...]:
        return self.targets[0 if self.axis is None else position]


Scope: TypeAlias = Mapping[str, Reach]  # what the axes in a formula mean


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """A reference from ``formula`` to a quantity: along each axis of it, which positions are read."""

    formula: Formula
    name: str
    reaches: tuple[Reach, ...]
    ref: Ref = field(repr=False)

    @property
    def span(self) -> Span:
        return self.ref.span


def needs(model: Model, name: str) -> tuple[str, ...]:
    """The names that the formulas of *name* refer to, each once."""
    cases = model.quantities[name].cases
    return (
        cases[0].names
        if len(cases) == 1
        else tuple(dict.fromkeys(used for case in cases for used in case.names))
    )


@dataclass(frozen=True, slots=True)
class Uses:
    """References between the quantities *names* of *model*."""

    model: Model
    names: Collection[str]
    _shifts: dict[tuple[str, int], Reach] = field(default_factory=dict)

    def of(self, formula: Formula) -> list[Use]:
        """The references of one case, in the order of writing."""
        quantity = self.model.quantities[formula.name]
        found: list[Use] = []
        own = {axis: self._own(axis) for axis in quantity.axes}
        waiting: list[tuple[Typed, Scope]] = [(quantity.cases[formula.case].formula, own)]
        while waiting:
            node, scope = waiting.pop()
            if isinstance(node, Ref) and node.name in self.names:
                axes = self.model.quantities[node.name].axes
                reaches = tuple(
                    self._reach(place, axis, scope) for place, axis in zip(node.at, axes, strict=True)
                )
                found.append(Use(formula, node.name, reaches, node))
            inner = self._inside(node, scope)
            waiting.extend((child, inner) for child in reversed(children(node)))
        return found

    def _own(self, axis: str) -> Reach:
        return self._moved(axis, 0)

    def _moved(self, axis: str, steps: int) -> Reach:
        """One's own position along *axis*, moved; kept, because most references are alike."""
        key = (axis, steps)
        if key not in self._shifts:
            size = len(self.model.axes[axis])
            targets = tuple((at + steps,) if 0 <= at + steps < size else () for at in range(size))
            self._shifts[key] = Reach(axis, targets, steps)
        return self._shifts[key]

    def _reach(self, place: Position, axis: str, scope: Scope) -> Reach:
        """The positions on *axis* that *place* can mean where the axes mean what *scope* says."""
        size = len(self.model.axes[axis])
        match place:
            case Fixed(position=position):
                return Reach(None, ((position,),))
            case Sought():
                return Reach(None, (tuple(range(size)),))
            case Shift(axis=own, steps=steps):
                reach = scope[own]
                if own == axis and reach.steps is not None and reach.axis == own:
                    return self._moved(axis, reach.steps + steps)
                if own == axis and not steps:
                    return reach
                return _through(reach, tuple(at + steps for at in range(len(self.model.axes[own]))), size)
            case Mapped(axis=own, table=table):
                return _through(scope[own], table, size)

    def _inside(self, node: Typed, scope: Scope) -> Scope:
        """What the axes mean inside *node*."""
        match node:
            case Aggregate(over=over, region=region, by=by):
                bound = {axis: Reach(None, (self._along(region, axis),)) for axis in over}
                if by is not None:
                    parent, groups = self._groups(by)
                    members = [
                        tuple(at for at in bound[parent].targets[0] if groups[at] == group)
                        for group in range(len(self.model.axes[by]))
                    ]
                    bound[parent] = _compose(scope[by], members)
                return {**scope, **bound}
            case Cumulative(axis=axis, region=region):
                kept = self._along(region, axis)
                before = [kept[: bisect_right(kept, own)] for own in range(len(self.model.axes[axis]))]
                return {**scope, axis: _compose(scope[axis], before)}
            case Seek(axis=axis):
                return {**scope, axis: Reach(None, (tuple(range(len(self.model.axes[axis]))),))}
            case Spread(coarse=coarse, fine=fine):
                size = len(self.model.axes[coarse])
                return {**scope, coarse: _through(scope[fine], self.model.axes[coarse].groups, size)}
            case _:
                return scope

    def _along(self, region: Region, axis: str) -> tuple[int, ...]:
        size = len(self.model.axes[axis])
        return tuple(sorted({at for box in region.boxes for at in box.along(axis, size)}))

    def _groups(self, by: str) -> tuple[str, tuple[int, ...]]:
        axis = self.model.axes[by]
        return axis.parent or "", axis.groups


def _through(reach: Reach, table: tuple[int, ...], size: int) -> Reach:
    """Where *table* leads from the positions of *reach*; what lies beyond the axis of *size* is left out."""
    return _compose(reach, [(to,) if 0 <= to < size else () for to in table])


def _compose(reach: Reach, onward: list[tuple[int, ...]]) -> Reach:
    """Where *onward*, each of it in order, leads from the positions of *reach*."""
    if reach.is_same:
        return replace(reach, targets=tuple(onward), steps=None)
    targets = tuple(tuple(sorted({to for at in own for to in onward[at]})) for own in reach.targets)
    return replace(reach, targets=targets, steps=None)
