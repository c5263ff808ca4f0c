"""The value of a formula for one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, assert_never

from semdsl.errors import InternalError
from semdsl.interpret.operations import Numbers, Undefined, V
from semdsl.interpret.places import Here, coordinates_of, member_at, nearest_end, running, within
from semdsl.interpret.problem import Cell
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Axis,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    Fixed,
    If,
    IsMember,
    Logic,
    Mapped,
    Model,
    Negate,
    Not,
    Ref,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
)


class Failed(Exception, Generic[V]):
    """``node`` has no value: its ``operation`` is not defined for ``operands``."""

    def __init__(self, code: str, node: Typed, operation: str, operands: tuple[V, ...]) -> None:
        super().__init__(code)
        self.code = code
        self.node = node
        self.operation = operation
        self.operands = operands


@dataclass(frozen=True, slots=True)
class Evaluator(Generic[V]):
    """Computes formulas of *model* in the given kind of numbers; ``read`` gives the value of a cell.

    Parts are computed from left to right. Only an ``if`` leaves a part out: the branch not taken.
    """

    model: Model
    numbers: Numbers[V]
    read: Callable[[str, Cell], V]

    def value(self, node: Typed, here: Here) -> V:
        """The value of *node* at the place *here*; conditions are 1 or 0.

        Raises:
            Failed: an operation in it is not defined for its operands.

        """
        match node:
            case Ref():
                return self._cell(node, here)
            case Constant(value=value):
                return self.numbers.exact(value)
            case Arithmetic(op=op, left=left, right=right):
                operands = (self.value(left, here), self.value(right, here))
                return _defined(self.numbers.arithmetic, op, operands, node)
            case Coordinate(axis=axis, plus=plus):
                return self.numbers.exact(coordinates_of(self.model.axes[axis])[here[axis]] + plus)
            case Negate(operand=operand):
                return self.numbers.negate(self.value(operand, here))
            case Compare(op=op, left=left, right=right):
                return self.numbers.compare(op, self.value(left, here), self.value(right, here))
            case IsMember(axis=axis, members=members):
                return self.numbers.exact(float(here[axis] in members))
            case Logic(op=op, left=left, right=right):
                return self.numbers.logic(op, (self.value(left, here), self.value(right, here)))
            case Not(operand=operand):
                return self.numbers.logic("not", (self.value(operand, here),))
            case If(condition=condition):
                truth = self.value(condition, here)
                return self.numbers.chosen(self.value(self.branch(node, truth), here), truth)
            case Apply(function=function, arguments=arguments):
                values = tuple([self.value(argument, here) for argument in arguments])
                return _defined(self.numbers.apply, function, values, node)
            case Aggregate() | Cumulative():
                values = tuple([self.value(node.body, place) for place in self.runs_over(node, here)])
                return _defined(self.numbers.total, node.function, values, node)
            case Spread(body=body):
                return self.value(body, self.in_group(node, here))
            case Seek():
                return self._sought_member(node, here)
            case _:
                assert_never(node)

    def branch(self, node: If, truth: V) -> Typed:
        """The branch of *node* that is taken if its condition has the value *truth*."""
        return node.then if self.numbers.plain(truth) else node.otherwise

    def runs_over(self, node: Aggregate | Cumulative, here: Here) -> list[Here]:
        """The places at which the body of *node* is computed, in order."""
        match node:
            case Aggregate():
                return running(node, here, self.model)
            case Cumulative(axis=axis, region=region):
                places = [{**here, axis: at} for at in range(here[axis] + 1)]
                return [place for place in places if within(region, place)]
            case _:
                assert_never(node)

    def in_group(self, node: Spread, here: Here) -> Here:
        """*here*, with the group on the coarse axis that the fine cell belongs to."""
        group = self.model.axes[node.coarse].groups[here[node.fine]]
        if group < 0:
            raise InternalError(f"`{node.coarse}` has no group for the cell at {node.span}")
        return {**here, node.coarse: group}

    def seekers(self, node: Seek, here: Here) -> list[Here]:
        """The places that *node* looks at."""
        return [{**here, node.axis: at} for at in range(len(self.model.axes[node.axis]))]

    def target(self, node: Ref, here: Here) -> tuple[Cell, tuple[V, ...]]:
        """The cell that *node* points at, and the values by which it was looked up.

        Raises:
            Failed: such a value lies outside the axis.

        """
        positions: list[int] = []
        looked_up: list[V] = []
        axes = self.model.axes
        for name, place in zip(self.model.quantities[node.name].axes, node.at, strict=True):
            if isinstance(place, Shift):
                position = here[place.axis] + place.steps
            elif isinstance(place, Sought):
                value = self.value(place.value, here)
                looked_up.append(value)
                position = self._look_up(place, axes[name], value, node)
            else:
                position = _position(place, here)
            if not 0 <= position < len(axes[name].labels):
                raise InternalError(f"`{node.name}` has no member {position} of `{name}` ({node.span})")
            positions.append(position)
        return tuple(positions), tuple(looked_up)

    def _cell(self, node: Ref, here: Here) -> V:
        cell, looked_up = self.target(node, here)
        value = self.read(node.name, cell)
        for by in looked_up:
            value = self.numbers.chosen(value, by)
        return value

    def _look_up(self, place: Sought, axis: Axis, value: V, node: Ref) -> int:
        wanted = self.numbers.plain(value)
        at = member_at(axis, wanted)
        if at is None and place.clamp:
            at = nearest_end(axis, wanted)
        if at is None:
            raise Failed("outside-axis", node, axis.name, (value,))
        return at

    def _sought_member(self, node: Seek, here: Here) -> V:
        """All members are looked at, also those after the first that will do: ``if`` alone leaves parts out."""
        truths = [self.value(node.condition, place) for place in self.seekers(node, here)]
        members = [at for at, truth in enumerate(truths) if self.numbers.plain(truth)]
        if not members:
            raise Failed("never-true", node, node.which, tuple(truths))
        at = members[0] if node.which == "first" else members[-1]
        found = self.numbers.exact(coordinates_of(self.model.axes[node.axis])[at])
        for truth in truths:
            found = self.numbers.chosen(found, truth)
        return found


def _defined(
    operation: Callable[[str, Sequence[V]], V], name: str, operands: tuple[V, ...], node: Typed
) -> V:
    try:
        return operation(name, operands)
    except Undefined as undefined:
        raise Failed(undefined.code, node, name, operands) from None


def _position(place: Fixed | Mapped, here: Here) -> int:
    return place.position if isinstance(place, Fixed) else place.table[here[place.axis]]
