"""Checked models by hand, in few words.

    m = Build(year=range(2005, 2051), line=("SEM", "GMP"))
    m.table("wages", "year line")
    m.expect(reserve="year line")
    m.define("reserve", "year line",
             (m.at(year=0), m.number(0)),
             (..., m("reserve", year=-1) * 1.04 + m("wages")))
    model = m.model()

In ``m("x", …)`` a number along an axis is a shift, ``m.fixed(3)`` a position, anything else a ``Position``. Axes that
are not written stand at the cell's own position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from types import EllipsisType
from typing import TypeAlias

from semdsl.semantics import model as M  # noqa: N812 - it stands on every line
from semdsl.source import Source, Span
from semdsl.units.algebra import RATIO, TRUTH

SOURCE = Source("built.sem", "built by hand\n")
SPAN = Span(SOURCE, 0, 5)


@dataclass(frozen=True, slots=True, eq=False)
class E:
    """A formula that can be written with operators; comparisons are methods (``x.less(y)``)."""

    build: Build
    node: M.Typed

    def __add__(self, other: E | float) -> E:
        return self.build.arithmetic("+", self, other)

    def __radd__(self, other: float) -> E:
        return self.build.arithmetic("+", other, self)

    def __sub__(self, other: E | float) -> E:
        return self.build.arithmetic("-", self, other)

    def __rsub__(self, other: float) -> E:
        return self.build.arithmetic("-", other, self)

    def __mul__(self, other: E | float) -> E:
        return self.build.arithmetic("*", self, other)

    def __rmul__(self, other: float) -> E:
        return self.build.arithmetic("*", other, self)

    def __truediv__(self, other: E | float) -> E:
        return self.build.arithmetic("/", self, other)

    def __rtruediv__(self, other: float) -> E:
        return self.build.arithmetic("/", other, self)

    def __pow__(self, other: E | float) -> E:
        return self.build.arithmetic("^", self, other)

    def __rpow__(self, other: float) -> E:
        return self.build.arithmetic("^", other, self)

    def __neg__(self) -> E:
        return self.build.wrap(M.Negate(operand=self.node, span=SPAN, axes=self.node.axes, unit=RATIO))

    def is_(self, op: str, other: E | float) -> E:
        """``self op other``, a condition."""
        left, right = self.node, self.build.expr(other).node
        axes = self.build.union(left.axes, right.axes)
        return self.build.wrap(M.Compare(op=op, left=left, right=right, span=SPAN, axes=axes, unit=TRUTH))

    def and_(self, other: E) -> E:
        return self.build.logic("and", self, other)

    def or_(self, other: E) -> E:
        return self.build.logic("or", self, other)

    def not_(self) -> E:
        return self.build.wrap(M.Not(operand=self.node, span=SPAN, axes=self.node.axes, unit=TRUTH))


Where: TypeAlias = M.Region | EllipsisType | None
Definition: TypeAlias = "tuple[Where, E | float]"


class Build:
    """Axes and quantities under construction; the order of the calls is the order of the model."""

    def __init__(self, **axes: Sequence[object]) -> None:
        self.axes: dict[str, M.Axis] = {}
        self.quantities: dict[str, M.Quantity] = {}
        self.ahead: dict[str, tuple[str, ...]] = {}
        for name, members in axes.items():
            self.axis(name, members)

    # ── Axes ──────────────────────────────────────────────────────────────────────────────────────

    def axis(self, name: str, members: Sequence[object], form: str = "", ordered: bool | None = None) -> None:
        """Numbers give a numeric axis, names a labelled one, ``form="banded"`` takes the lower bounds."""
        numeric = all(isinstance(member, int | float) for member in members)
        coordinates = tuple(float(member) for member in members if isinstance(member, int | float))
        self.axes[name] = M.Axis(
            name=name,
            form=form or ("time" if name == "year" else "numeric" if numeric else "labelled"),
            labels=_bands(members) if form == "banded" else tuple(str(member) for member in members),
            coordinates=coordinates if numeric else None,
            ordered=numeric if ordered is None else ordered,
        )

    def mapped(self, name: str, parent: str, groups: Sequence[int], ordered: bool = True) -> None:
        """A coarser axis: ``groups`` has the group of each member of *parent*, -1 for none."""
        coordinates = self.axes[parent].coordinates
        count = max(groups) + 1
        firsts = [groups.index(group) for group in range(count)]
        self.axes[name] = M.Axis(
            name=name,
            form="mapped",
            labels=tuple(f"{name} {at + 1}" for at in range(count)),
            coordinates=coordinates and tuple(coordinates[first] for first in firsts),
            ordered=ordered,
            parent=parent,
            groups=tuple(groups),
        )

    # ── Quantities ────────────────────────────────────────────────────────────────────────────────

    def table(self, name: str, axes: str = "") -> None:
        """A quantity whose figures come with the run."""
        spec = M.TableSpec(
            f"{name}.csv", "built.sem", tuple(axes.split()), "value", (), 1.0, False, None, SPAN
        )
        self._add(M.Quantity(name, "table", tuple(axes.split()), RATIO, 1.0, "ratio", table=spec, span=SPAN))

    def define(
        self, name: str, axes: str, *definitions: Definition | E | float, partial: bool = False
    ) -> None:
        """A quantity by cases: (region, formula) each, or one formula for all; ``...`` is otherwise."""
        own = tuple(axes.split())
        taken: list[M.Box] = []
        cases: list[M.Case] = []
        for definition in definitions:
            where, formula = definition if isinstance(definition, tuple) else (None, definition)
            if where is None:
                region = M.EVERYWHERE
            elif isinstance(where, EllipsisType):
                region = self.rest(taken)
            else:
                region = where
            taken.extend(region.boxes)
            cases.append(M.Case(region, self.expr(formula).node, SPAN))
        unit = cases[0].formula.unit
        self._add(
            M.Quantity(
                name, "variable", own, unit, 1.0, str(unit), cases=tuple(cases), partial=partial, span=SPAN
            )
        )

    def _add(self, quantity: M.Quantity) -> None:
        self.quantities[quantity.name] = quantity

    def at(self, **positions: int | Iterable[int]) -> M.Region:
        """The cells at these positions along the axes named."""
        return M.Region((self.box(**positions),))

    def either(self, *regions: M.Region) -> M.Region:
        """Regions without a common cell, as one."""
        return M.Region(tuple(box for region in regions for box in region.boxes))

    def box(self, **positions: int | Iterable[int]) -> M.Box:
        return M.Box(
            tuple(
                (axis, (where,) if isinstance(where, int) else tuple(sorted(where)))
                for axis, where in positions.items()
            )
        )

    def rest(self, taken: Sequence[M.Box]) -> M.Region:
        """The cells that are in no block of *taken*, as disjoint blocks."""
        boxes = [M.Box()]
        for hole in taken:
            boxes = [part for box in boxes for part in self._without(box, hole)]
        return M.Region(tuple(boxes))

    def _without(self, box: M.Box, hole: M.Box) -> list[M.Box]:
        parts: list[M.Box] = []
        kept = dict(box.positions)
        for axis, positions in hole.positions:
            along = kept.get(axis, tuple(range(len(self.axes[axis]))))
            outside = tuple(position for position in along if position not in positions)
            if outside:
                parts.append(M.Box(tuple({**kept, axis: outside}.items())))
            kept[axis] = tuple(position for position in along if position in positions)
            if not kept[axis]:
                return [box]
        return parts

    def model(self) -> M.Model:
        return M.Model("built", (), "en", None, dict(self.axes), dict(self.quantities))

    # ── Formulas ──────────────────────────────────────────────────────────────────────────────────

    def wrap(self, node: M.Typed) -> E:
        return E(self, node)

    def expr(self, value: E | float) -> E:
        return value if isinstance(value, E) else self.number(value)

    def union(self, *axes: Iterable[str]) -> tuple[str, ...]:
        used = {axis for part in axes for axis in part}
        return tuple(axis for axis in self.axes if axis in used)

    def number(self, value: float) -> E:
        return self.wrap(M.Constant(value=float(value), span=SPAN, axes=(), unit=RATIO))

    def __call__(self, name: str, **at: int | M.Position) -> E:
        """A reference to a cell of *name*, which is defined already or announced by ``expect``."""
        quantity = self.quantities.get(name)
        axes = self.ahead[name] if quantity is None else quantity.axes
        places = tuple(self._place(axis, at.get(axis, 0)) for axis in axes)
        own = self.union(*(_axes_of(place) for place in places))
        return self.wrap(M.Ref(name=name, at=places, span=SPAN, axes=own, unit=RATIO))

    def _place(self, axis: str, where: int | M.Position) -> M.Position:
        return M.Shift(axis, where) if isinstance(where, int) else where

    def expect(self, **axes: str) -> None:
        """Say the axes of names that formulas use before their definition."""
        self.ahead.update({name: tuple(own.split()) for name, own in axes.items()})

    def fixed(self, position: int) -> M.Fixed:
        return M.Fixed(position)

    def via(self, axis: str, table: Sequence[int]) -> M.Mapped:
        return M.Mapped(axis, tuple(table))

    def group(self, coarse: str) -> M.Mapped:
        """The group that one's own cell belongs to."""
        axis = self.axes[coarse]
        return M.Mapped(axis.parent or "", axis.groups)

    def sought(self, value: E | float, clamp: bool = False) -> M.Sought:
        return M.Sought(self.expr(value).node, clamp)

    def coordinate(self, axis: str, plus: int = 0) -> E:
        return self.wrap(M.Coordinate(axis=axis, plus=plus, span=SPAN, axes=(axis,), unit=RATIO))

    def arithmetic(self, op: str, left: E | float, right: E | float) -> E:
        a, b = self.expr(left).node, self.expr(right).node
        axes = self.union(a.axes, b.axes)
        return self.wrap(M.Arithmetic(op=op, left=a, right=b, span=SPAN, axes=axes, unit=RATIO))

    def logic(self, op: str, left: E, right: E) -> E:
        axes = self.union(left.node.axes, right.node.axes)
        return self.wrap(M.Logic(op=op, left=left.node, right=right.node, span=SPAN, axes=axes, unit=TRUTH))

    def member(self, axis: str, *members: int) -> E:
        return self.wrap(
            M.IsMember(axis=axis, members=frozenset(members), span=SPAN, axes=(axis,), unit=TRUTH)
        )

    def if_(self, condition: E, then: E | float, otherwise: E | float) -> E:
        a, b = self.expr(then).node, self.expr(otherwise).node
        axes = self.union(condition.node.axes, a.axes, b.axes)
        return self.wrap(
            M.If(condition=condition.node, then=a, otherwise=b, span=SPAN, axes=axes, unit=a.unit)
        )

    def apply(self, function: str, *arguments: E | float) -> E:
        nodes = tuple(self.expr(argument).node for argument in arguments)
        axes = self.union(*(node.axes for node in nodes))
        return self.wrap(M.Apply(function=function, arguments=nodes, span=SPAN, axes=axes, unit=RATIO))

    def aggregate(
        self, function: str, body: E | float, over: str, where: M.Region = M.EVERYWHERE, by: str | None = None
    ) -> E:
        node, bound = self.expr(body).node, tuple(over.split())
        used = self.union(node.axes, *(_named(box) for box in where.boxes))
        axes = self.union((axis for axis in used if axis not in bound), (by,) if by else ())
        return self.wrap(
            M.Aggregate(
                function=function,
                body=node,
                over=bound,
                region=where,
                by=by,
                span=SPAN,
                axes=axes,
                unit=RATIO,
            )
        )

    def sum(self, body: E | float, over: str, where: M.Region = M.EVERYWHERE, by: str | None = None) -> E:
        return self.aggregate("sum", body, over, where, by)

    def cumulative(self, function: str, body: E | float, axis: str, where: M.Region = M.EVERYWHERE) -> E:
        node = self.expr(body).node
        axes = self.union(node.axes, (axis,))
        return self.wrap(
            M.Cumulative(
                function=function, body=node, axis=axis, region=where, span=SPAN, axes=axes, unit=RATIO
            )
        )

    def spread(self, body: E, coarse: str) -> E:
        """*body* on the coarse axis, for the group of one's own cell."""
        fine = self.axes[coarse].parent or ""
        axes = self.union((axis for axis in body.node.axes if axis != coarse), (fine,))
        return self.wrap(M.Spread(body=body.node, coarse=coarse, fine=fine, span=SPAN, axes=axes, unit=RATIO))

    def seek(self, which: str, axis: str, condition: E) -> E:
        axes = tuple(own for own in condition.node.axes if own != axis)
        return self.wrap(
            M.Seek(which=which, axis=axis, condition=condition.node, span=SPAN, axes=axes, unit=RATIO)
        )


def cells(model: M.Model, name: str) -> Iterable[tuple[int, ...]]:
    """All cells of the quantity *name*, row by row over its declared axes."""
    return product(*(range(len(model.axes[axis])) for axis in model.quantities[name].axes))


def _axes_of(place: M.Position) -> tuple[str, ...]:
    match place:
        case M.Shift(axis=axis) | M.Mapped(axis=axis):
            return (axis,)
        case M.Fixed():
            return ()
        case M.Sought(value=value):
            return value.axes


def _named(box: M.Box) -> tuple[str, ...]:
    return tuple(axis for axis, _ in box.positions)


def _bands(lows: Sequence[object]) -> tuple[str, ...]:
    numbers = [int(low) for low in lows if isinstance(low, int | float)]
    ends = [f"-{after - 1}" for after in numbers[1:]]
    return tuple(f"{low}{end}" for low, end in zip(numbers, [*ends, "+"], strict=True))
