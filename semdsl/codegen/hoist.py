"""Take out of a loop what does not follow it: it is computed before the loop, for all times at once.

Only what the loop would compute anyway is taken out: a part that is wanted in some cells only keeps its mask, and stays
inside if the mask follows the loop.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from semdsl.codegen.domains import Here, Own, Positions
from semdsl.codegen.places import Window
from semdsl.codegen.plan import Compute, Given, Operation, Read, operands_of
from semdsl.codegen.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Hoisted:
    """An array computed before the loop, by the operation ``result`` of ``operations``; its lengths along each axis."""

    array: str
    operations: tuple[Operation, ...]
    result: int
    lengths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Split:
    """A formula in a loop: what is computed before, and the operations that stay."""

    before: tuple[Hoisted, ...]
    operations: tuple[Operation, ...]


def split(bench: Workbench, result: int, looped: Collection[str], whole: Here, first_name: int) -> Split:
    """What can be computed before the loop that fills the arrays *looped*, of the formula on *bench*.

    *whole* are all cells of the formula; the arrays made are called ``h`` and a number from *first_name*.
    """
    roots = _roots(bench, result, _follows(bench, looped))
    operations = list(bench.operations)
    outside = list(bench.operations)
    before: list[Hoisted] = []
    for root in sorted(roots):
        array = f"h{first_name + len(before)}"
        positions = _extents(bench, root, whole) or {}
        lengths = {axis: len(along) for axis, along in positions.items()}
        before.append(Hoisted(array, tuple(outside), root, lengths))
        outside[root] = Read(array, ())
        own = tuple((axis, Own(axis)) for axis in positions if isinstance(bench.extent(root, axis), Own))
        operations[root] = Read(array, (len(operations),))
        operations.append(Given(Window(tuple(positions.items()), own)))
    return Split(tuple(before), tuple(operations))


def _follows(bench: Workbench, looped: Collection[str]) -> list[bool]:
    """For each operation, whether it needs what the loop computes."""
    follows: list[bool] = []
    for operation in bench.operations:
        reads = isinstance(operation, Read) and operation.array in looped
        follows.append(reads or any(follows[number] for number in operands_of(operation)))
    return follows


def _roots(bench: Workbench, result: int, follows: list[bool]) -> set[int]:
    """The operations to compute before the loop: those that need nothing of it, and that something in it needs."""
    roots: set[int] = set()
    waiting = [result]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        operation = bench.operations[number]
        if isinstance(operation, Compute) and not follows[number] and _is_placed(bench, number):
            roots.add(number)
        else:
            waiting.extend(operands_of(operation))
    return roots


def _is_placed(bench: Workbench, number: int) -> bool:
    """Whether the operation has the same places in the loop and outside: its own cells, or fixed ones."""
    return _is_number(bench, number) and all(
        bench.extent(number, axis) is not None for axis in bench.axes[number]
    )


def _is_number(bench: Workbench, number: int) -> bool:
    """Whether the operation gives numbers: not conditions, not positions."""
    operation = bench.operations[number]
    looks_up = isinstance(operation, Compute) and operation.function in LOOK_UPS
    return number not in bench.truths and not looks_up


LOOK_UPS: Final = frozenset({"position_of", "nearest_position_of"})


def _extents(bench: Workbench, number: int, whole: Here) -> dict[str, Positions]:
    """The positions along each axis that the operation varies by."""
    found: dict[str, Positions] = {}
    for axis in bench.model.axes:
        domain = bench.extent(number, axis) if axis in bench.axes[number] else None
        if domain is not None:
            found[axis] = whole.positions(domain)
    return found
