"""Formulas: trees of the classes below, written for one cell, in which the axes of every node are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.semantics.model.cells import Region
from semdsl.source import Span
from semdsl.units.algebra import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a formula: where it was written, the axes it varies by (in the model's order), its unit."""

    span: Span = field(compare=False, repr=False)
    axes: tuple[str, ...]
    unit: Unit = field(compare=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number, in base units (``1 million MXN`` is 1e6)."""

    value: float


@dataclass(frozen=True, slots=True)
class Coordinate(Node):
    """The number of the cell along ``axis``, plus ``plus``: the year itself."""

    axis: str
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """The position along one's own ``axis``, moved by ``steps`` (0: the same cell)."""

    axis: str
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always this position."""

    position: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """The position that ``table`` gives for each position along ``axis``; -1 is outside."""

    axis: str
    table: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The member whose coordinate equals ``value``, an expression; outside the axis is an error while computing.

    On a banded axis: the band that ``value`` falls in. ``clamp`` takes the nearest end instead of an error.
    """

    value: Typed
    clamp: bool = False


Position: TypeAlias = Shift | Fixed | Mapped | Sought


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """A cell of the quantity ``name``: for each of its axes, in declared order, which position."""

    name: str
    at: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """``-x``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``+ - * / ^``.

    Division by zero, 0 to a negative power, a fractional power of a negative number and overflow stop the run.
    """

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``= != < <= > >=`` of numbers: a condition."""

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class IsMember(Node):
    """Whether the cell's position along ``axis`` is one of ``members``: ``line = SEM``."""

    axis: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``and``, ``or`` of conditions."""

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not c``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else b``. The branch not taken is not computed, and cannot stop the run."""

    condition: Typed
    then: Typed
    otherwise: Typed


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """``exp log expm1 log1p sqrt abs`` of one number, ``round(x, places)``, ``min max`` of two or more, ``clamp``.

    ``clamp(x, low, high)`` is the nearest number between the ends.
    ``round`` takes halves away from zero, on the shortest decimal that gives the number.
    """

    function: str
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """``sum mean min max product`` of ``body`` over the axes ``over``, for the cells of them in ``region``.

    The axes ``over`` are bound here: inside ``body`` they mean the running cell, even if the formula has an axis
    of the same name outside. With ``by`` (a mapped axis, whose parent is in ``over``) the node varies by ``by``
    and takes, for each group, only its members. A group or selection without cells: sum 0, product 1, other errors
    while computing.
    """

    function: str
    body: Typed
    over: tuple[str, ...]
    region: Region
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Cumulative(Node):
    """``cumulative sum`` or ``product`` along ``axis``: of the cells up to and including one's own.

    Cells outside ``region`` add nothing (0 or 1). The node varies by ``axis``; inside ``body`` it is the running cell.
    """

    function: str
    body: Typed
    axis: str
    region: Region


@dataclass(frozen=True, slots=True)
class Spread(Node):
    """The value of ``body``, which varies by the mapped axis ``coarse``, for the group of one's own ``fine`` cell."""

    body: Typed
    coarse: str
    fine: str


@dataclass(frozen=True, slots=True)
class Seek(Node):
    """Coordinate of the ``first`` or ``last`` member of ``axis`` where ``condition`` holds; none stops the run."""

    which: str
    axis: str
    condition: Typed


Typed: TypeAlias = (
    Constant
    | Coordinate
    | Ref
    | Negate
    | Arithmetic
    | Compare
    | IsMember
    | Logic
    | Not
    | If
    | Apply
    | Aggregate
    | Cumulative
    | Spread
    | Seek
)


def children(node: Typed) -> tuple[Typed, ...]:
    """The parts of *node*, in the order written, look-up values of a reference included."""
    match node:
        case Ref(at=at):
            return tuple([place.value for place in at if isinstance(place, Sought)])
        case Constant() | Coordinate() | IsMember():
            return ()
        case Negate(operand=operand) | Not(operand=operand):
            return (operand,)
        case (
            Arithmetic(left=left, right=right)
            | Compare(left=left, right=right)
            | Logic(left=left, right=right)
        ):
            return (left, right)
        case If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Apply(arguments=arguments):
            return arguments
        case Aggregate(body=body) | Cumulative(body=body) | Spread(body=body):
            return (body,)
        case Seek(condition=condition):
            return (condition,)
