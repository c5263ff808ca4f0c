"""What is computed: an array program, as data.

A formula is a list of operations, each on the results of others. Nothing here has a name from the model: quantities are
``v0``, ``v1``, … and everything made beforehand ``k0``, ``k1``, …. Most operations are tuples: they are looked up
again and again, to share what is alike, and no two kinds of them can be equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from semdsl.codegen.slots import Slot
from semdsl.source import Span


class Literal(NamedTuple):
    """A number."""

    value: float


class Given(NamedTuple):
    """Something made beforehand."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Read:
    """Cells of the array ``array``, at the index that the operations ``index`` give: one, or one for each axis."""

    array: str
    index: tuple[int, ...]


class Compute(NamedTuple):
    """``function`` of the results of earlier operations, wanted where the operation ``mask`` holds."""

    function: str
    operands: tuple[int, ...]
    mask: int | None = None


Operation: TypeAlias = Literal | Given | Read | Compute


@dataclass(frozen=True, slots=True)
class Origin:
    """The formula that a line of the program computes; the counters of the loops around it, each with its axis."""

    name: str
    case: int
    span: Span = field(compare=False, repr=False)
    counters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Make:
    """``array`` is new: zeros of the shape ``shape``, or NaN if it stays ``partial``."""

    array: str
    shape: str
    partial: bool


@dataclass(frozen=True, slots=True)
class Store:
    """The value of the operation ``result`` goes to ``array``.

    At the index ``at``; without one it becomes the whole array, of the shape ``shape``, after ``drop`` took out the
    dimensions that are not the array's own. ``names`` are what the slots of the operations are bound to.
    """

    array: str
    operations: tuple[Operation, ...]
    result: int
    names: Mapping[Slot, str]
    origin: Origin
    at: str = ""
    shape: str = ""
    drop: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """``body`` for each row of the table ``table``, whose columns are ``columns``."""

    columns: tuple[str, ...]
    table: str
    body: tuple[Item, ...]


Item: TypeAlias = Make | Store | Repeat


@dataclass(frozen=True, slots=True)
class Plan:
    """An array program: what it takes, does and gives, and the things made for it beforehand by name."""

    inputs: tuple[str, ...]
    items: tuple[Item, ...]
    outputs: tuple[str, ...]
    made: Mapping[str, object] = field(repr=False)


def operands_of(operation: Operation) -> tuple[int, ...]:
    """The operations that *operation* needs, mask included."""
    match operation:
        case Compute(operands=operands, mask=mask):
            return operands if mask is None else (*operands, mask)
        case Read(index=index):
            return index
        case Literal() | Given():
            return ()
