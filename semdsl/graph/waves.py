"""Recursive groups cell by cell, where no loop along one axis is an order."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final, TypeAlias

from semdsl.graph.dependencies import Use
from semdsl.graph.edges import Edge, boxes_meet, boxes_of
from semdsl.graph.steps import Formula, Part, Waves
from semdsl.semantics.model import Box, Model

MOST_LINKS: Final = 1_000_000  # between cells: about a second of work
MOST_STARTS: Final = 200  # cells from which the shortest cycle is looked for

Place: TypeAlias = tuple[int, ...]  # positions along the moving axes of a quantity


@dataclass(frozen=True, slots=True)
class Cell:
    """The cells of one block of ``formula`` at ``place`` along its moving axes."""

    formula: Formula
    box: int
    place: Place


Way: TypeAlias = tuple[tuple[Cell, Use], ...]  # a cycle: each cell with the reference to the next


@dataclass(frozen=True, slots=True)
class Link:
    """``use`` makes a cell need the cell number ``target``."""

    target: int
    use: Use


@dataclass(frozen=True, slots=True)
class CellGraph:
    """Which cells of a recursive group need which. ``axes`` are the moving axes of each quantity."""

    model: Model
    axes: Mapping[str, tuple[str, ...]]
    cells: Sequence[Cell]
    links: Sequence[Sequence[Link]]

    def waves(self) -> tuple[Waves, frozenset[int]]:
        """The cells in waves, each as early as can be, and the cells left over because they need themselves."""
        needed_by: list[list[int]] = [[] for _ in self.cells]
        open_needs = [len(links) for links in self.links]
        for at, links in enumerate(self.links):
            for link in links:
                needed_by[link.target].append(at)
        waves: list[list[int]] = []
        left = set(range(len(self.cells)))
        ready = [at for at, count in enumerate(open_needs) if not count]
        while ready:
            waves.append(ready)
            left.difference_update(ready)
            ready = _freed(ready, needed_by, open_needs)
        return Waves(tuple(self._parts(wave) for wave in waves)), frozenset(left)

    def _parts(self, wave: Iterable[int]) -> tuple[Part, ...]:
        places: dict[tuple[Formula, int], list[Place]] = {}
        for at in wave:
            cell = self.cells[at]
            places.setdefault((cell.formula, cell.box), []).append(cell.place)
        boxes: dict[Formula, list[Box]] = {}
        for (formula, box), own in places.items():
            whole = boxes_of(self.model, formula)[box]
            boxes.setdefault(formula, []).extend(_blocks(whole, self.axes[formula.name], own))
        return tuple(Part(formula, tuple(own)) for formula, own in boxes.items())

    def shortest_way_round(self, tangled: frozenset[int]) -> Way:
        """The shortest cycle within *tangled*, looked for from some of its cells at most."""
        best: Way = ()
        for start in sorted(tangled)[:MOST_STARTS]:
            way = self._way_round(start, tangled)
            if way and (not best or len(way) < len(best)):
                best = way
            if len(best) == 1:
                break
        return best

    def _way_round(self, start: int, among: frozenset[int]) -> Way:
        reached_by: dict[int, tuple[int, Use]] = {}
        waiting = deque([start])
        while waiting and start not in reached_by:
            at = waiting.popleft()
            for link in self.links[at]:
                if link.target in among and link.target not in reached_by:
                    reached_by[link.target] = (at, link.use)
                    waiting.append(link.target)
        if start not in reached_by:
            return ()
        way: list[tuple[Cell, Use]] = []
        at = start
        while not way or at != start:
            at, use = reached_by[at]
            way.append((self.cells[at], use))
        return tuple(reversed(way))


def _freed(ready: Iterable[int], needed_by: Sequence[Sequence[int]], open_needs: list[int]) -> list[int]:
    """The cells that need nothing else once those of *ready* are there; ``open_needs`` is counted down."""
    freed: list[int] = []
    for at in ready:
        for other in needed_by[at]:
            open_needs[other] -= 1
            if not open_needs[other]:
                freed.append(other)
    return freed


def _blocks(whole: Box, axes: tuple[str, ...], places: Iterable[Place]) -> list[Box]:
    """The cells of *whole* at *places* along *axes*, as blocks: those that differ on the last axis together."""
    runs: dict[Place, list[int]] = {}
    for place in places:
        runs.setdefault(place[:-1], []).append(place[-1] if place else 0)
    fixed = [(axis, positions) for axis, positions in whole.positions if axis not in axes]
    if not axes:
        return [whole]
    return [
        Box(
            (
                *fixed,
                *((axis, (at,)) for axis, at in zip(axes[:-1], first, strict=True)),
                (axes[-1], tuple(sorted(last))),
            )
        )
        for first, last in runs.items()
    ]


def cell_graph(
    model: Model, formulas: Sequence[Formula], edges: Sequence[Edge], moving: Collection[str]
) -> CellGraph | None:
    """The cells of *formulas* along the axes *moving* and how they need each other; None if there are too many."""
    axes = {
        formula.name: tuple(axis for axis in model.quantities[formula.name].axes if axis in moving)
        for formula in formulas
    }
    if _expected_links(model, axes, formulas, edges) > MOST_LINKS:
        return None
    cells = [
        Cell(formula, box, place)
        for formula in formulas
        for box, whole in enumerate(boxes_of(model, formula))
        for place in product(*(whole.along(axis, len(model.axes[axis])) for axis in axes[formula.name]))
    ]
    number = {(cell.formula, cell.box, cell.place): at for at, cell in enumerate(cells)}
    links: list[list[Link]] = [[] for _ in cells]
    blocks = _needed_blocks(model, edges)
    for at, cell in enumerate(cells):
        for edge, box in blocks.get((cell.formula, cell.box), ()):
            for place in _places(model, axes, cell, edge.use):
                target = number.get((edge.target, box, place))
                if target is not None:
                    links[at].append(Link(target, edge.use))
    return CellGraph(model, axes, cells, links)


def _needed_blocks(model: Model, edges: Iterable[Edge]) -> dict[tuple[Formula, int], list[tuple[Edge, int]]]:
    """For each block of a formula the blocks that it reads from, with the edge."""
    found: dict[tuple[Formula, int], list[tuple[Edge, int]]] = {}
    for edge in edges:
        axes = model.quantities[edge.target.name].axes
        for own, source in enumerate(boxes_of(model, edge.source)):
            for other, target in enumerate(boxes_of(model, edge.target)):
                if boxes_meet(model, axes, edge.use, source, target):
                    found.setdefault((edge.source, own), []).append((edge, other))
    return found


def moving_axes(model: Model, edges: Iterable[Edge]) -> set[str]:
    """The axes along which some cell needs another place than its own."""
    moving: set[str] = set()
    for edge in edges:
        for axis, reach in zip(model.quantities[edge.target.name].axes, edge.use.reaches, strict=True):
            if not (reach.is_same and reach.axis == axis):
                moving.add(axis)
                moving.update(() if reach.axis is None else (reach.axis,))
    return moving


def _places(model: Model, axes: Mapping[str, tuple[str, ...]], cell: Cell, use: Use) -> Iterable[Place]:
    """The places along the moving axes that *use* reads from *cell*."""
    at = dict(zip(axes[cell.formula.name], cell.place, strict=True))
    read = zip(model.quantities[use.name].axes, use.reaches, strict=True)
    return product(
        *(
            reach.targets[0] if reach.axis is None else reach.targets[at[reach.axis]]
            for axis, reach in read
            if axis in axes[use.name]
        )
    )


def _expected_links(
    model: Model, axes: Mapping[str, tuple[str, ...]], formulas: Sequence[Formula], edges: Iterable[Edge]
) -> int:
    """About how many links the graph has, and cells."""
    count = {name: prod(len(model.axes[axis]) for axis in own) for name, own in axes.items()}
    total = sum(count[formula.name] for formula in formulas)
    for edge in edges:
        read = zip(model.quantities[edge.target.name].axes, edge.use.reaches, strict=True)
        widest = (
            max((len(targets) for targets in reach.targets), default=1)
            for axis, reach in read
            if axis in axes[edge.target.name]
        )
        total += count[edge.source.name] * prod(widest)
    return total
