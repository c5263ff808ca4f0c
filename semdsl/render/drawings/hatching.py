"""Parallel lines within an area: what a pattern of SVG fills it with, as lines that any medium draws."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


def hatched(
    corners: Sequence[Point], start: Point, end: Point, tile: float, origin: Point = (0.0, 0.0)
) -> Iterator[tuple[Point, Point]]:
    """The pieces, within the area of *corners*, of the line through *start* and *end*, as it comes in every tile.

    Places of *corners* are told from *origin*, at which the tiles begin. A tile is a square of side *tile*, along
    whose side or diagonal the line runs; one that only cuts a corner of it comes from the tile beside.

    >>> list(hatched(((0, 0), (6, 0), (6, 12), (0, 12)), (0, 3), (6, 3), 6))
    [((0.0, 3.0), (6.0, 3.0)), ((0.0, 9.0), (6.0, 9.0))]
    """
    long, wide = end[0] - start[0], end[1] - start[1]
    length = math.hypot(long, wide)
    if length < tile:
        return
    along, across = (long / length, wide / length), (-wide / length, long / length)
    gap = tile * max(abs(across[0]), abs(across[1]))
    first = _on(across, (start[0] - origin[0], start[1] - origin[1]))
    turned = [(_on(along, corner), _on(across, corner)) for corner in corners]
    lowest, highest = min(y for _, y in turned), max(y for _, y in turned)
    for step in range(math.ceil((lowest - first) / gap), math.floor((highest - first) / gap) + 1):
        at = first + step * gap
        crossed = sorted(_crossings(turned, at))
        for one, other in zip(crossed[::2], crossed[1::2], strict=False):
            if other > one:
                yield _back(along, across, one, at), _back(along, across, other, at)


def _crossings(corners: Sequence[Point], at: float) -> Iterator[float]:
    """Where the border of *corners* crosses the height *at*; a corner on it counts for one of its sides."""
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        if (y1 <= at) != (y2 <= at):
            yield x1 + (at - y1) / (y2 - y1) * (x2 - x1)


def _on(direction: Point, point: Point) -> float:
    return direction[0] * point[0] + direction[1] * point[1]


def _back(along: Point, across: Point, x: float, y: float) -> Point:
    return along[0] * x + across[0] * y, along[1] * x + across[1] * y
