"""Exact algebra of sets of cells.

A selection is a condition on positions along single axes, joined by ``and``, ``or``, ``not``. To compare selections
without walking through every cell, the members of an axis that no condition tells apart are taken together as one
class; the product of the classes of all axes is small, and a set of classes is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product, repeat
from typing import TypeAlias

from semdsl.semantics.model import EVERYWHERE, Box, Region


@dataclass(frozen=True, slots=True)
class Among:
    """The position along ``axis`` is one of ``positions``."""

    axis: str
    positions: frozenset[int]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of ``parts`` holds; without parts: every cell."""

    parts: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of ``parts`` holds; without parts: no cell."""

    parts: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True)
class Never:
    """``part`` does not hold."""

    part: Selection


Selection: TypeAlias = Among | All | Any | Never

Class: TypeAlias = tuple[int, ...]  # the positions of one class, sorted
ClassCell: TypeAlias = tuple[Class, ...]  # a class for each axis of the grid


@dataclass(frozen=True, slots=True)
class Grid:
    """The classes of each axis that some selection names, in the model's order of axes."""

    axes: tuple[str, ...]
    classes: tuple[tuple[Class, ...], ...]
    _class_at: Mapping[str, Mapping[int, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        at = {
            axis: {position: number for number, own in enumerate(classes) for position in own}
            for axis, classes in zip(self.axes, self.classes, strict=True)
        }
        object.__setattr__(self, "_class_at", at)

    @property
    def size(self) -> int:
        count = 1
        for classes in self.classes:
            count *= len(classes)
        return count

    def cells(self) -> Iterator[ClassCell]:
        return product(*self.classes)

    def chosen(self, selection: Selection) -> frozenset[ClassCell]:
        """The cells of the grid that *selection* holds for."""
        block = _block(selection)
        if block is None:
            return frozenset(cell for cell in self.cells() if self._holds(selection, cell))
        return frozenset(product(*map(self._within, self.axes, self.classes, repeat(block))))

    def _within(
        self, axis: str, classes: tuple[Class, ...], block: Mapping[str, frozenset[int]]
    ) -> Sequence[Class]:
        """Those of *classes* that lie in *block*, which no class lies in with a part."""
        if axis not in block:
            return classes
        of = self._class_at[axis]
        return [classes[number] for number in sorted({of[at] for at in block[axis] if at in of})]

    def _holds(self, selection: Selection, cell: ClassCell) -> bool:
        match selection:
            case Among(axis=axis, positions=positions):
                return cell[self.axes.index(axis)][0] in positions
            case All(parts=parts):
                return all(self._holds(part, cell) for part in parts)
            case Any(parts=parts):
                return any(self._holds(part, cell) for part in parts)
            case Never(part=part):
                return not self._holds(part, cell)


def grid(selections: Iterable[Selection], sizes: Mapping[str, int]) -> Grid:
    """The grid that tells all *selections* apart, for axes with the given *sizes* in the model's order."""
    conditions: dict[str, list[frozenset[int]]] = {}
    for selection in selections:
        for atom in _atoms(selection):
            conditions.setdefault(atom.axis, []).append(atom.positions)
    axes = tuple(axis for axis in sizes if axis in conditions)
    return Grid(axes, tuple(_classes(conditions[axis], sizes[axis]) for axis in axes))


def region(cells: Iterable[ClassCell], of: Grid) -> Region:
    """*cells* of a grid as few disjoint blocks."""
    chosen = set(cells)
    if len(chosen) == of.size:
        return EVERYWHERE
    return Region(tuple(_box(of, block) for block in _blocks(of, chosen)))


def region_of(selection: Selection, sizes: Mapping[str, int]) -> Region:
    """The cells that *selection* holds for."""
    own = grid([selection], sizes)
    return region(own.chosen(selection), own)


def selection_of(cells: Region) -> Selection:
    """The selection that holds for *cells*."""
    return Any(
        tuple(
            All(tuple(Among(axis, frozenset(positions)) for axis, positions in box.positions))
            for box in cells.boxes
        )
    )


def _block(selection: Selection) -> dict[str, frozenset[int]] | None:
    """The positions along each axis that *selection* names, if it is no more than that; most selections are."""
    match selection:
        case Among(axis=axis, positions=positions):
            return {axis: positions}
        case All(parts=parts):
            found: dict[str, frozenset[int]] = {}
            for part in parts:
                own = _block(part)
                if own is None:
                    return None
                found.update(
                    (axis, found.get(axis, positions) & positions) for axis, positions in own.items()
                )
            return found
        case _:
            return None


def _atoms(selection: Selection) -> Iterator[Among]:
    match selection:
        case Among():
            yield selection
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _atoms(part)
        case Never(part=part):
            yield from _atoms(part)


def _classes(conditions: Sequence[frozenset[int]], size: int) -> tuple[Class, ...]:
    named: list[list[int]] = [[] for _ in range(size)]
    for at, positions in enumerate(conditions):
        for position in positions:
            if 0 <= position < size:  # an axis that could not be read has no members
                named[position].append(at)
    alike: dict[tuple[int, ...], list[int]] = {}
    for position, own in enumerate(named):
        alike.setdefault(tuple(own), []).append(position)
    return tuple(tuple(positions) for positions in alike.values())


def _blocks(of: Grid, chosen: set[ClassCell]) -> list[tuple[Class, ...]]:
    """Merge along the last axis first: cells that agree elsewhere become one block, then the axis before, and so on."""
    blocks: list[tuple[Class, ...]] = sorted(chosen)
    for at in reversed(range(len(of.axes))):
        merged: dict[tuple[Class, ...], list[int]] = {}
        for block in blocks:
            merged.setdefault(block[:at] + block[at + 1 :], []).extend(block[at])
        blocks = [(*rest[:at], tuple(sorted(own)), *rest[at:]) for rest, own in merged.items()]
    return sorted(blocks)


def _box(of: Grid, block: tuple[Class, ...]) -> Box:
    whole = [sum(len(one) for one in classes) for classes in of.classes]
    return Box(
        tuple(
            (axis, positions)
            for axis, positions, size in zip(of.axes, block, whole, strict=True)
            if len(positions) < size
        )
    )


def projected(cells: Region, axes: Sequence[str]) -> Region:
    """Where *cells* lie if nothing but *axes* is looked at; the blocks may then have cells in common."""
    boxes = (Box(tuple(own for own in box.positions if own[0] in axes)) for box in cells.boxes)
    return Region(tuple(dict.fromkeys(boxes)))


def without(cells: Region, others: Region, sizes: Mapping[str, int]) -> Region:
    """*cells* that are not in *others*."""
    return region_of(All((selection_of(cells), Never(selection_of(others)))), sizes)


def common(cells: Region, others: Region, sizes: Mapping[str, int]) -> Region:
    """*cells* that are in *others* too."""
    return region_of(All((selection_of(cells), selection_of(others))), sizes)
