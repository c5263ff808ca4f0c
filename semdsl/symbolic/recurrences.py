"""Closed forms of what recurs: ``x[t] = a[t] x[t-1] + b[t]``, or with ``x[t+1]``, found and proved by induction.

The factor ``a`` and the addend ``b`` are read off the formula, and that they are its is proved. The closed form is a
formula of the language; that it is one is proved from where it starts, and from each cell to the next.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from semdsl.graph.components import components
from semdsl.semantics.model import (
    Arithmetic,
    Case,
    Constant,
    Fixed,
    If,
    Model,
    Negate,
    Quantity,
    Ref,
    Shift,
    Typed,
)
from semdsl.semantics.rewrite import references
from semdsl.symbolic.closed_forms import Forms, Ranging
from semdsl.symbolic.induction import is_linear, is_proved
from semdsl.symbolic.written import range_text, written
from semdsl.units.algebra import RATIO


@dataclass(frozen=True, slots=True)
class Range:
    """A sum or a product, called ``name``, of ``body`` as an author writes it; ``alone`` if it stands there twice."""

    name: str
    function: str
    body: str
    axes: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Pieces:
    """A closed form as ``formula``, in which each of ``ranges`` has its name, for the ``cells`` of ``axis``.

    A range goes from the first of ``ends`` to one's own cell; in a recursion that goes back, from there to the second.
    """

    formula: str
    axis: str
    cells: str
    ends: tuple[str, str]
    ranges: tuple[Range, ...]
    forward: bool


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A quantity that recurs along ``axis``, in the cells at ``positions`` of it, from the one at ``start``.

    ``factor`` and ``addend`` are its ``a`` and ``b``, None for 1 and 0. ``closed`` is its closed form, a formula that
    is true wherever ``divides`` is not 0; ``running`` is the running product in it, if it stands there twice.
    """

    name: str
    axis: str
    positions: tuple[int, ...]
    start: int
    factor: Typed | None
    addend: Typed | None
    closed: Typed
    running: Typed | None = None
    divides: Typed | None = None
    ranging: tuple[Ranging, ...] = ()

    def text(self, model: Model) -> tuple[str, ...]:
        """The closed form as an author writes it; a running product that stands in it twice on a line of its own."""
        cells = range_text(model.axes[self.axis], self.positions)
        if self.running is None:
            return (f"{self.name} = {written(self.closed, model)} for {cells}",)
        called = _unused("p", model)
        main = written(self.closed, model, {self.running: called})
        return (f"{self.name} = {main} for {cells}", f"{called} = {written(self.running, model)}")

    def pieces(self, model: Model) -> Pieces:
        """The closed form in pieces, for who sets it."""
        called: dict[Typed, str] = {}
        ranges: list[Range] = []
        for one in self.ranging:
            name = _unused(f"the_{one.function}", model)
            axes = tuple(axis for axis in model.axes if axis in (*one.body.axes, self.axis))
            alone = one.whole == self.running
            ranges.append(Range(name, one.function, written(one.body, model, called), axes, alone))
            called[one.whole] = name
        labels = model.axes[self.axis].labels
        ends = (labels[self.positions[0]], labels[self.positions[-1]])
        cells = range_text(model.axes[self.axis], self.positions)
        forward = self.start < self.positions[0]
        return Pieces(
            written(self.closed, model, called), self.axis, cells, ends, tuple(ranges), forward=forward
        )

    def divisor(self, model: Model) -> str:
        """What must not be 0, as an author writes it; empty if nothing is divided by."""
        return "" if self.divides is None else written(self.divides, model)


def recurrences(model: Model, wanted: Collection[str] | None = None) -> tuple[Recurrence, ...]:
    """Every recursion of *model* that has a closed form which was proved; of those *wanted* alone, if given."""
    quantities = model.quantities
    needs = {
        name: tuple(dict.fromkeys(ref.name for case in own.cases for ref in references(case.formula)))
        for name, own in quantities.items()
    }
    alone = {
        names[0] for names in components(needs, needs) if len(names) == 1 and names[0] in needs[names[0]]
    }
    found = (
        _recurrence(quantities[name], case, model)
        for name in quantities
        if name in alone and (wanted is None or name in wanted)
        for case in quantities[name].cases
    )
    return tuple(one for one in found if one is not None)


def _recurrence(quantity: Quantity, case: Case, model: Model) -> Recurrence | None:
    way = _way(quantity, case)
    cells = _cells(case, way[0], model) if way else None
    if way is None or cells is None:
        return None
    axis, steps = way
    start = cells[0] - 1 if steps < 0 else cells[-1] + 1
    parts = _linear(case.formula, quantity.name)
    if not 0 <= start < len(model.axes[axis]) or parts is None or parts[0] is None:
        return None
    factor = None if _is_number(parts[0], 1) else parts[0]
    if _may_begin_anew(factor) or not is_linear(case.formula, quantity.name, factor, parts[1]):
        return None
    own = tuple(Fixed(start) if at == axis else Shift(at) for at in quantity.axes)
    axes = tuple(at for at in quantity.axes if at != axis)
    first = Ref(name=quantity.name, at=own, span=case.formula.span, axes=axes, unit=quantity.unit)
    forms = Forms(model, axis, cells, start, first, factor, parts[1], case.formula.span)
    closed = forms.closed()
    if closed is None or not is_proved(closed, forms):
        return None
    return Recurrence(
        quantity.name,
        axis,
        cells,
        start,
        factor,
        parts[1],
        closed,
        forms.running(),
        forms.divides(),
        forms.ranging(),
    )


def _unused(name: str, model: Model) -> str:
    """*name*, or what it is made of and no quantity is called."""
    while name in model.quantities:
        name += "_"
    return name


def _way(quantity: Quantity, case: Case) -> tuple[str, int] | None:
    """The axis along which *case* reads its own quantity, and by which step; None if it does so in several ways."""
    places = {ref.at for ref in references(case.formula) if ref.name == quantity.name}
    if len(places) != 1:
        return None
    moved: list[tuple[str, int]] = []
    for axis, place in zip(quantity.axes, places.pop(), strict=True):
        if not isinstance(place, Shift) or place.axis != axis or abs(place.steps) > 1:
            return None
        if place.steps:
            moved.append((axis, place.steps))
    return moved[0] if len(moved) == 1 else None


def _cells(case: Case, axis: str, model: Model) -> tuple[int, ...] | None:
    """The positions of *case* along *axis*, if they follow one another and are the same in all its blocks."""
    size = len(model.axes[axis])
    along = {tuple(box.along(axis, size)) for box in case.region.boxes}
    if len(along) != 1:
        return None
    (own,) = along
    return own if own and own == tuple(range(own[0], own[-1] + 1)) else None


# ── Factor and addend ─────────────────────────────────────────────────────────────────────────────

Parts = tuple[Typed | None, Typed | None]  # a factor and an addend; None is 0


def _linear(node: Typed, name: str) -> Parts | None:
    """*node* as ``a x + b``, where ``x`` is its reference to *name*; None if it is not of that form."""
    if not any(ref.name == name for ref in references(node)):
        return None, node
    match node:
        case Ref():
            return _number(1.0, node), None
        case Negate(operand=operand):
            inner = _linear(operand, name)
            return None if inner is None else (_negated(inner[0]), _negated(inner[1]))
        case Arithmetic(op="+" | "-", left=left, right=right):
            one, two = _linear(left, name), _linear(right, name)
            if one is None or two is None:
                return None
            return _sum(node, one[0], two[0]), _sum(node, one[1], two[1])
        case Arithmetic(op="*" | "/", left=left, right=right):
            return _scaled(node, left, right, name)
        case If(condition=condition):
            return _chosen(node, name) if _linear(condition, name) == (None, condition) else None
        case _:
            return None


def _scaled(node: Arithmetic, left: Typed, right: Typed, name: str) -> Parts | None:
    one, two = _linear(left, name), _linear(right, name)
    if one is None or two is None:
        return None
    if two[0] is None:
        return _times(node, one[0], right), _times(node, one[1], right)
    if one[0] is None and node.op == "*":
        return _times(node, two[0], left), _times(node, two[1], left)
    return None


def _chosen(node: If, name: str) -> Parts | None:
    one, two = _linear(node.then, name), _linear(node.otherwise, name)
    if one is None or two is None:
        return None

    def either(then: Typed | None, otherwise: Typed | None) -> Typed | None:
        if then is None and otherwise is None:
            return None
        branches = (then or _number(0.0, node), otherwise or _number(0.0, node))
        axes = _axes(node.condition, *branches)
        return If(
            condition=node.condition,
            then=branches[0],
            otherwise=branches[1],
            span=node.span,
            axes=axes,
            unit=node.unit,
        )

    return either(one[0], two[0]), either(one[1], two[1])


def _sum(node: Arithmetic, left: Typed | None, right: Typed | None) -> Typed | None:
    if right is None:
        return left
    if left is None:
        return right if node.op == "+" else _negated(right)
    axes = _axes(left, right)
    return Arithmetic(op=node.op, left=left, right=right, span=node.span, axes=axes, unit=node.unit)


def _times(node: Arithmetic, of: Typed | None, by: Typed) -> Typed | None:
    """``of * by`` or ``of / by``, as *node* does; a factor of 1 is left out."""
    if of is None or (node.op == "*" and _is_number(of, 1)):
        return None if of is None else by
    return Arithmetic(op=node.op, left=of, right=by, span=node.span, axes=_axes(of, by), unit=node.unit)


def _negated(node: Typed | None) -> Typed | None:
    if node is None:
        return None
    return Negate(operand=node, span=node.span, axes=node.axes, unit=node.unit)


def _may_begin_anew(factor: Typed | None) -> bool:
    """Whether a branch of *factor* is 0: what comes after such a cell does not rest on where the recursion began."""
    if isinstance(factor, If):
        return _may_begin_anew(factor.then) or _may_begin_anew(factor.otherwise)
    return factor is not None and _is_number(factor, 0)


def _number(value: float, at: Typed) -> Constant:
    return Constant(value=value, span=at.span, axes=(), unit=RATIO)


def _is_number(node: Typed, value: float) -> bool:
    return isinstance(node, Constant) and node.value == value


def _axes(*parts: Typed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(axis for part in parts for axis in part.axes))
