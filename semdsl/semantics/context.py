"""Where a formula is being read: which names, which axes, which functions it is inside of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.semantics.model import Arithmetic, Axis, Constant, Fixed, Mapped, Position, Shift, Sought, Typed
from semdsl.semantics.spaces import Space, Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO


@dataclass(frozen=True, slots=True)
class Bound:
    """What a parameter stands for: an expression of the caller, read where it stands; none if unknown."""

    expr: ast.Expr | None
    context: Context | None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a formula is being read.

    ``scope`` has the axes whose cell is known; None admits every axis (to find out which ones are needed).
    ``displaced`` has the axes along which the expression is read at another position: ``x[year-1]`` of a parameter
    ``x`` reads the caller's expression displaced along ``year``. ``calls`` are the function calls around it.
    """

    work: Work
    space: Space
    scope: frozenset[str] | None
    displaced: Mapping[str, Position] = field(default_factory=dict)
    parameters: Mapping[str, Bound] = field(default_factory=dict)
    calls: tuple[tuple[str, Span], ...] = ()

    def report(self, diagnostic: Diagnostic) -> None:
        """Note a finding; inside a function the place of the outermost call comes first."""
        if self.calls and diagnostic.labels:
            name, span = self.calls[0]
            within = (Label(span, f"in this call of `{name}`"),)
            inside = tuple(label for label in diagnostic.labels if label.span != span)
            diagnostic = replace(diagnostic, labels=within + inside)
        self.work.report(diagnostic)

    def axis(self, name: str) -> Axis:
        return self.work.axes[name]

    def knows(self, axis: str) -> bool:
        return self.scope is None or axis in self.scope

    def binding(self, axes: tuple[str, ...], without: str | None = None) -> Context:
        """Inside an aggregate over *axes*: their running cell is known and nothing displaces it."""
        scope = None if self.scope is None else (self.scope - {without}) | frozenset(axes)
        return replace(self, scope=scope, displaced=_without(self.displaced, axes))

    def at(self, displaced: Mapping[str, Position]) -> Context:
        """The same place read at other positions, on top of those already displaced."""
        return replace(self, displaced={**self.displaced, **displaced})

    def of_caller(self, bound: Context) -> Context:
        """The names of *bound*, read from here: call by name."""
        return replace(bound, work=self.work, scope=self.scope, displaced=self.displaced)


def _without(displaced: Mapping[str, Position], axes: tuple[str, ...]) -> dict[str, Position]:
    return {axis: position for axis, position in displaced.items() if axis not in axes}


def compose(position: Position, context: Context) -> Position | None:
    """*position*, given along axes of the formula, read where *context* displaces those axes.

    A position outside its axis stays -1 in a table; a fixed one becomes ``Fixed(-1)``: both are found by the check
    of references beyond an axis. None: a group of a computed position, which cannot be told before the run.
    """
    match position:
        case Shift(axis=axis, steps=steps):
            return _shifted(position, context.displaced.get(axis), steps, context.axis(axis))
        case Mapped(axis=axis, table=table):
            return _mapped(position, context.displaced.get(axis), table)
        case Fixed() | Sought():
            return position


def _shifted(own: Shift, by: Position | None, steps: int, axis: Axis) -> Position:
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
        case Sought(value=value, clamp=clamp):
            return by if steps == 0 else Sought(_plus(value, steps * spacing(axis)), clamp)


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
