"""Where a formula stands and where it points: positions along axes, cells of regions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import inf
from typing import TypeAlias

from semdsl.errors import InternalError
from semdsl.interpret.problem import Cell
from semdsl.semantics.model import Aggregate, Axis, Box, Case, Model, Quantity, Region
from semdsl.source import Span

Here: TypeAlias = Mapping[str, int]  # the position along each axis that a formula may vary by


def cells(quantity: Quantity, model: Model) -> Iterator[Cell]:
    """All cells of *quantity*, row by row: the last axis runs fastest."""
    return product(*(range(len(model.axes[axis])) for axis in quantity.axes))


def case_of(quantity: Quantity, cell: Cell) -> Case | None:
    """The case of *quantity* that *cell* belongs to, if any."""
    here = dict(zip(quantity.axes, cell, strict=True))
    return next((case for case in quantity.cases if within(case.region, here)), None)


def place_given(quantity: Quantity, cell: Cell) -> Span | None:
    """Where the value of *cell* is written: the formula of its case, or the name of a table."""
    case = None if quantity.table is not None else case_of(quantity, cell)
    return quantity.span if case is None else case.formula.span


def within(region: Region, here: Here) -> bool:
    """Whether the place *here* belongs to *region*."""
    return any(_in_box(box, here) for box in region.boxes)


def _in_box(box: Box, here: Here) -> bool:
    return all(_among(positions, here[axis]) for axis, positions in box.positions)


def _among(positions: Sequence[int], position: int) -> bool:
    at = bisect_left(positions, position)
    return at < len(positions) and positions[at] == position


def running(node: Aggregate, here: Here, model: Model) -> list[Here]:
    """The places that *node* runs over: *here*, moved along the axes it binds.

    They come row by row over the bound axes in the model's order of axes, whatever order the author wrote.
    """
    bound = [axis for axis in model.axes if axis in node.over]
    sizes = {axis: len(model.axes[axis]) for axis in bound}
    group = {} if node.by is None else _group(model.axes[node.by], here)
    found: list[Cell] = []
    for box in node.region.boxes:
        if _admits(box, here, bound):
            found += product(*(_kept(box.along(axis, sizes[axis]), group.get(axis)) for axis in bound))
    return [{**here, **dict(zip(bound, cell, strict=True))} for cell in sorted(found)]


def _admits(box: Box, here: Here, bound: Sequence[str]) -> bool:
    return all(axis in bound or _among(positions, here[axis]) for axis, positions in box.positions)


def _kept(positions: Sequence[int], group: frozenset[int] | None) -> Sequence[int]:
    return positions if group is None else [at for at in positions if at in group]


def _group(axis: Axis, here: Here) -> dict[str, frozenset[int]]:
    """For the parent of the mapped *axis*, its positions that belong to the group *here*."""
    if axis.parent is None:
        raise InternalError(f"`{axis.name}` groups no axis")
    own = here[axis.name]
    return {axis.parent: frozenset(at for at, group in enumerate(axis.groups) if group == own)}


def member_at(axis: Axis, value: float) -> int | None:
    """The position on *axis* of the member whose coordinate is *value*; on a banded axis, of the band it falls in."""
    coordinates = coordinates_of(axis)
    at = bisect_right(coordinates, value) - 1
    if at < 0:
        return None
    if axis.form == "banded":
        return at if value < _end(axis, at) else None
    return at if coordinates[at] == value else None


def nearest_end(axis: Axis, value: float) -> int | None:
    """The first position on *axis* if *value* lies before it, the last if it lies after, none if between."""
    coordinates = coordinates_of(axis)
    if value < coordinates[0]:
        return 0
    if value > coordinates[-1]:
        return len(axis) - 1
    return None


def coordinates_of(axis: Axis) -> tuple[float, ...]:
    """The numbers of the members of *axis*, rising."""
    if axis.coordinates is None:
        raise InternalError(f"the members of `{axis.name}` are no numbers")
    return axis.coordinates


def _end(axis: Axis, at: int) -> float:
    """Where the band at position *at* ends: the next begins there; the last ends as its label says."""
    coordinates = coordinates_of(axis)
    if at + 1 < len(coordinates):
        return coordinates[at + 1]
    label = axis.labels[at]
    last_year = label.rpartition("-")[2]
    return float(last_year) + 1 if last_year.isdecimal() else inf
