"""Where formulas read and write arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from semdsl.codegen.domains import Bindings, Domain, Here, Positions, regular

Made: TypeAlias = Any  # what a slot gives: an index, an array or a tuple of these


@dataclass(frozen=True, slots=True)
class Place:
    """Where along one axis of an array of ``size``: at ``position``, or with ``axis`` of the formula.

    Along with it: moved by ``steps``, or by way of ``table``. What lies beyond the array is brought to its ends:
    it is refused elsewhere if it is wanted.
    """

    size: int
    position: int = 0
    axis: str = ""
    domain: Domain | None = None
    steps: int = 0
    table: tuple[int, ...] = ()

    def positions(self, here: Here) -> Positions:
        """The positions in the array, one for each position of the formula along ``axis``."""
        if self.domain is None:
            return range(self.position, self.position + 1)
        own = here.positions(self.domain)
        if self.table:
            return _evenly(min(max(self.table[at], 0), self.size - 1) for at in own)
        if isinstance(own, range) and len(own):
            moved = range(own.start + self.steps, own.stop + self.steps, own.step)
            if moved[0] >= 0 and moved[-1] < self.size:
                return moved
        return _evenly(min(max(at + self.steps, 0), self.size - 1) for at in own)


def _evenly(positions: Iterable[int]) -> Positions:
    listed = tuple(positions)
    return listed if len(set(listed)) < len(listed) else regular(listed)


@dataclass(frozen=True, slots=True)
class Index:
    """Where to read or write an array, one place for each of its axes, such that a formula's array comes out."""

    places: tuple[Place, ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.places))

    def __hash__(self) -> int:
        """Worked out once: an index is looked up by everyone who has to do with it."""
        return self._hash

    def domains(self) -> Iterable[Domain]:
        return (place.domain for place in self.places if place.domain is not None)

    def make(self, here: Here) -> Made:
        found = [(place.axis, place.positions(here)) for place in self.places]
        return index(here.frame, found)


def index(frame: Sequence[str], found: Sequence[tuple[str, Positions]]) -> Made:
    """Slices wherever possible, because they copy nothing; else an array of positions; at worst only arrays.

    *found* has for each axis of the array the formula's axis it goes with (none: a single place) and the positions.
    """
    going = [frame.index(axis) for axis, _ in found if axis]
    uneven = sum(not isinstance(positions, range) for axis, positions in found if axis)
    fixed = sum(not axis for axis, _ in found)
    if going == sorted(set(going)) and (not uneven or (uneven == 1 and not fixed)):
        return _sliced(frame, found)
    return tuple(_spot(frame, axis, positions) for axis, positions in found)


def _sliced(frame: Sequence[str], found: Sequence[tuple[str, Positions]]) -> Made:
    parts: list[object] = []
    dim = 0
    for axis, positions in found:
        if not axis:
            parts.append(positions[0])
            continue
        at = frame.index(axis)
        parts.extend([None] * (at - dim))
        dim = at + 1
        parts.append(_slice(positions))
    parts.extend([None] * (len(frame) - dim))
    return tuple(parts)


def _slice(positions: Positions) -> slice | NDArray[np.intp]:
    if isinstance(positions, range):
        return slice(positions.start, positions.stop, positions.step)
    return np.array(positions, np.intp)


def _spot(frame: Sequence[str], axis: str, positions: Positions) -> NDArray[np.intp]:
    shape = tuple(len(positions) if own == axis else 1 for own in frame)
    return np.array(positions, np.intp).reshape(shape)


@dataclass(frozen=True, slots=True)
class Spot:
    """The places along one axis of an array, where those along another one are looked up while computing."""

    place: Place

    def domains(self) -> Iterable[Domain]:
        return () if self.place.domain is None else (self.place.domain,)

    def make(self, here: Here) -> Made:
        return _spot(here.frame, self.place.axis, self.place.positions(here))


@dataclass(frozen=True, slots=True)
class Window:
    """The part that belongs to the block at hand of an array made for the block ``whole``.

    The array varies by the axes of ``whole``; of these, ``own`` are looked up, the others are taken entirely.
    """

    whole: tuple[tuple[str, Positions], ...]
    own: Bindings

    def domains(self) -> Iterable[Domain]:
        return (domain for _, domain in self.own)

    def make(self, here: Here) -> Made:
        bound = dict(self.own)
        whole = dict(self.whole)
        found: list[tuple[str, Positions]] = []
        for axis in here.frame:
            if axis in bound:
                found.append((axis, _within(whole[axis], here.positions(bound[axis]))))
            else:
                found.append((axis, range(len(whole[axis]) if axis in whole else 1)))
        return index(here.frame, found)


def _within(whole: Positions, part: Positions) -> Positions:
    if isinstance(whole, range):
        return regular(tuple(whole.index(at) for at in part))
    number = {at: own for own, at in enumerate(whole)}
    return regular(tuple(number[at] for at in part))
