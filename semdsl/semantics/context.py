"""Where a formula is being read: which names, which axes, which functions it is inside of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import say
from semdsl.semantics.model import (
    Apply,
    Arithmetic,
    Axis,
    Constant,
    Fixed,
    Mapped,
    Position,
    Shift,
    Sought,
    Typed,
)
from semdsl.semantics.spaces import Space, Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO


@dataclass(frozen=True, slots=True)
class Bound:
    """What a parameter stands for: an expression of the caller, read where it stands; none if unknown."""

    expr: ast.Expr | None
    context: Context | None
    place: Span | None = None  # where the parameter is declared


@dataclass(frozen=True, slots=True)
class Context:
    """Where a formula is being read.

    ``scope`` has the axes whose cell is known; None admits every axis (to find out which ones are needed).
    ``displaced`` has the axes along which the expression is read at another position: ``x[year-1]`` of a parameter
    ``x`` reads the caller's expression displaced along ``year``. ``calls`` are the function calls around it, and
    ``running`` the axes that the aggregates around it run along. ``declared`` is what the cells belong to that a
    selection outside formulas chooses.
    """

    work: Work
    space: Space
    scope: frozenset[str] | None
    displaced: Mapping[str, Position] = field(default_factory=dict)
    parameters: Mapping[str, Bound] = field(default_factory=dict)
    calls: tuple[tuple[str, Span], ...] = ()
    running: frozenset[str] = frozenset()
    declared: ast.Quantity | ast.Table | ast.Input | None = None

    def report(self, diagnostic: Diagnostic) -> None:
        """Note a finding; inside a function the place of the outermost call comes first."""
        if self.calls and diagnostic.labels:
            name, span = self.calls[0]
            within = (Label(span, say("in this call of `{name}`", name=name)),)
            inside = tuple(label for label in diagnostic.labels if label.span != span)
            diagnostic = replace(diagnostic, labels=within + inside)
        self.work.report(diagnostic)

    def axis(self, name: str) -> Axis:
        return self.work.axes[name]

    def follows_parent(self, axis: Axis) -> bool:
        """Whether the group that is meant along *axis* is that of the cell of its parent: each year its own step."""
        parent = axis.parent
        if parent is None or axis.name in self.displaced:
            return False
        if self.scope is None:
            return axis.name not in self.running and (parent in self.displaced or parent in self.running)
        return axis.name not in self.scope and (parent in self.displaced or parent in self.scope)

    def binding(self, axes: tuple[str, ...], without: str | None = None) -> Context:
        """Inside an aggregate over *axes*: their running cell is known and nothing displaces it."""
        scope = None if self.scope is None else (self.scope - {without}) | frozenset(axes)
        running = (self.running - {without}) | frozenset(axes)
        return replace(self, scope=scope, displaced=_without(self.displaced, axes), running=running)

    def trial(self) -> Context:
        """To find out which axes an expression needs wherever it is read: nothing is known, nothing reported."""
        work = replace(self.work, found=[])
        return replace(self, work=work, scope=None, displaced={}, running=frozenset())

    def at(self, displaced: Mapping[str, Position]) -> Context:
        """The same place read at other positions, on top of those already displaced."""
        return replace(self, displaced={**self.displaced, **displaced})

    def of_caller(self, bound: Context) -> Context:
        """The names of *bound*, read from here: call by name."""
        return replace(
            bound, work=self.work, scope=self.scope, displaced=self.displaced, running=self.running
        )


def _without(displaced: Mapping[str, Position], axes: tuple[str, ...]) -> dict[str, Position]:
    return {axis: position for axis, position in displaced.items() if axis not in axes}


def position_axes(where: Position) -> tuple[str, ...]:
    """The axes of the formula that *where* depends on."""
    match where:
        case Shift(axis=axis) | Mapped(axis=axis):
            return (axis,)
        case Fixed():
            return ()
        case Sought(value=value):
            return value.axes


def compose(position: Position, context: Context) -> Position | None:
    """*position*, given along axes of the formula, read where *context* displaces those axes.

    A position outside its axis stays -1 in a table; a fixed one becomes ``Fixed(-1)``: both are found by the check
    of references beyond an axis. None: a group of a computed position, or a band after one in an axis whose last band
    is open, which cannot be told before the run.
    """
    match position:
        case Shift(axis=axis, steps=steps):
            return _shifted(position, context.displaced.get(axis), steps, context.axis(axis))
        case Mapped(axis=axis, table=table):
            return _mapped(position, context.displaced.get(axis), table)
        case Fixed() | Sought():
            return position


def _shifted(own: Shift, by: Position | None, steps: int, axis: Axis) -> Position | None:
    size = len(axis)
    match by:
        case None:
            return own
        case Shift(axis=name, steps=more):
            return Shift(name, steps + more)
        case Fixed(position=position):
            return Fixed(_inside(position + steps, size))
        case Mapped(axis=name, table=table):
            return Mapped(name, tuple(-1 if at < 0 else _inside(at + steps, size) for at in table))
        case Sought():
            return by if steps == 0 else _stepped_from(by, steps, axis)


def _mapped(own: Mapped, by: Position | None, table: tuple[int, ...]) -> Position | None:
    size = len(table)
    match by:
        case None:
            return own
        case Shift(axis=axis, steps=steps):
            return Mapped(axis, tuple(_looked_up(table, at + steps, size) for at in range(size)))
        case Fixed(position=position):
            return Fixed(_looked_up(table, position, size))
        case Mapped(axis=axis, table=first):
            return Mapped(axis, tuple(_looked_up(table, at, size) for at in first))
        case Sought():
            return None


def _stepped_from(by: Sought, steps: int, axis: Axis) -> Position | None:
    """So many members on from a computed place; a place beyond the axis is first brought to its end by ``clamp``."""
    if axis.labels[-1].endswith("+") and axis.form == "banded":
        if steps > 0:
            return None
        if not by.clamp:
            return Sought(_plus(_at_most_last(by.value, axis), steps * spacing(axis)))
    start = clamped(by.value, axis) if by.clamp else by.value
    return Sought(_plus(start, steps * spacing(axis)))


def clamped(value: Typed, axis: Axis) -> Typed:
    """*value*, or the number of the nearest end of *axis*."""
    low, high = _ends(value, axis)
    return _applied("clamp", (value, low, high))


def _at_most_last(value: Typed, axis: Axis) -> Typed:
    _, high = _ends(value, axis)
    return _applied("min", (value, high))


def _ends(value: Typed, axis: Axis) -> tuple[Typed, Typed]:
    numbers = axis.coordinates or (0.0,)
    return (
        Constant(value=numbers[0], span=value.span, axes=(), unit=RATIO),
        Constant(value=numbers[-1], span=value.span, axes=(), unit=RATIO),
    )


def _applied(function: str, arguments: tuple[Typed, ...]) -> Typed:
    of = arguments[0]
    return Apply(function=function, arguments=arguments, span=of.span, axes=of.axes, unit=of.unit)


def spacing(axis: Axis) -> float:
    """How far apart the numbers of neighbouring members of *axis* are."""
    numbers = axis.coordinates
    return numbers[1] - numbers[0] if numbers is not None and len(numbers) > 1 else 1.0


def _plus(value: Typed, steps: float) -> Typed:
    constant = Constant(value=steps, span=value.span, axes=(), unit=RATIO)
    return Arithmetic(op="+", left=value, right=constant, span=value.span, axes=value.axes, unit=value.unit)


def _looked_up(table: tuple[int, ...], at: int, size: int) -> int:
    return table[at] if 0 <= at < size else -1


def _inside(position: int, size: int) -> int:
    return position if 0 <= position < size else -1
