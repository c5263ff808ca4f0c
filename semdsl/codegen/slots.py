"""What a formula needs besides operations: places in arrays, constants along an axis, ways to fold.

A slot describes such a thing for any block of cells; ``make`` gives it for one. The things made are bound to names in
the generated program, or are columns of the table that a loop runs over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from semdsl.codegen.domains import Bindings, Domain, Here, own_axis
from semdsl.codegen.places import Index, Made, Spot, Window
from semdsl.semantics.model import Box

# ── Constants ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Number:
    """One number, as an array of the formula."""

    value: float

    def domains(self) -> Iterable[Domain]:
        return ()

    def make(self, here: Here) -> Made:
        return np.full((1,) * len(here.frame), self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers as they are, for looking up."""

    values: tuple[float, ...]

    def domains(self) -> Iterable[Domain]:
        return ()

    def make(self, _: Here) -> Made:
        return np.array(self.values, np.float64)


@dataclass(frozen=True, slots=True)
class Along:
    """A number for each position along ``axis``: its coordinate, for example."""

    axis: str
    domain: Domain
    values: tuple[float, ...]

    def domains(self) -> Iterable[Domain]:
        return (self.domain,)

    def make(self, here: Here) -> Made:
        values = np.array([self.values[at] for at in here.positions(self.domain)], np.float64)
        return values.reshape(here.shaped(self.axis, len(values)))


@dataclass(frozen=True, slots=True)
class Among:
    """Whether the position along ``axis`` is one of those for which ``values`` hold."""

    axis: str
    domain: Domain
    values: tuple[bool, ...]

    def domains(self) -> Iterable[Domain]:
        return (self.domain,)

    def make(self, here: Here) -> Made:
        values = np.array([self.values[at] for at in here.positions(self.domain)], np.bool_)
        return values.reshape(here.shaped(self.axis, len(values)))


@dataclass(frozen=True, slots=True)
class Within:
    """Whether a cell belongs to one of ``boxes``, which constrain the axes bound by ``own``."""

    boxes: tuple[Box, ...]
    own: Bindings

    def domains(self) -> Iterable[Domain]:
        return (domain for _, domain in self.own)

    def make(self, here: Here) -> Made:
        positions = {axis: here.positions(domain) for axis, domain in self.own}
        found = np.zeros((1,) * len(here.frame), np.bool_)
        for box in self.boxes:
            inside = np.ones((1,) * len(here.frame), np.bool_)
            for axis, wanted in box.positions:
                member = np.isin(np.array(positions[axis], np.intp), np.array(wanted, np.intp))
                inside = inside & member.reshape(here.shaped(axis, len(member)))
            found = found | inside
        return found


@dataclass(frozen=True, slots=True)
class Belongs:
    """Whether a cell's member along ``fine`` belongs to its group along ``coarse``."""

    coarse: str
    coarse_domain: Domain
    fine: str
    fine_domain: Domain
    groups: tuple[int, ...]

    def domains(self) -> Iterable[Domain]:
        return (self.coarse_domain, self.fine_domain)

    def make(self, here: Here) -> Made:
        coarse = np.array(here.positions(self.coarse_domain), np.intp)
        groups = np.array([self.groups[at] for at in here.positions(self.fine_domain)], np.intp)
        return coarse.reshape(here.shaped(self.coarse, len(coarse))) == groups.reshape(
            here.shaped(self.fine, len(groups))
        )


# ── Folding ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Fold:
    """How to fold along the axes bound by ``over``."""

    over: Bindings

    def domains(self) -> Iterable[Domain]:
        return (domain for _, domain in self.over)

    def make(self, here: Here) -> Made:
        dims = tuple(here.dim(axis) for axis, _ in self.over)
        lengths = tuple(len(here.positions(domain)) for _, domain in self.over)
        return dims, lengths, _to_front(dims, len(here.frame))


def _to_front(dims: tuple[int, ...], rank: int) -> tuple[int, ...]:
    return (*dims, *(dim for dim in range(rank) if dim not in dims))


@dataclass(frozen=True, slots=True)
class GroupFold:
    """How to fold members along the axes bound by ``over``, ``parent`` among them, into groups along ``by``."""

    over: Bindings
    parent: str
    by: str
    by_domain: Domain
    groups: tuple[int, ...]

    def domains(self) -> Iterable[Domain]:
        return (*(domain for _, domain in self.over), self.by_domain)

    def make(self, here: Here) -> Made:
        dims = tuple(here.dim(axis) for axis, _ in self.over)
        along = [here.positions(domain) for _, domain in self.over]
        lengths = tuple(len(positions) for positions in along)
        number = {group: at for at, group in enumerate(here.positions(self.by_domain))}
        at = [axis for axis, _ in self.over].index(self.parent)
        groups = np.array([number[self.groups[member]] for member in along[at]], np.intp)
        shape = tuple(length if dim == at else 1 for dim, length in enumerate(lengths))
        of_row = np.broadcast_to(groups.reshape(shape), lengths).ravel()
        front = _to_front(dims, len(here.frame))
        return dims, lengths, front, here.dim(self.by), len(number), _turns(of_row)


def _turns(of_row: NDArray[np.intp]) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], ...]:
    """For the first, second … member of each group: which groups have one, and in which row it is."""
    turns: list[tuple[list[int], list[int]]] = []
    seen: dict[int, int] = {}
    for row, group in enumerate(of_row.tolist()):
        turn = seen.get(group, 0)
        seen[group] = turn + 1
        if turn == len(turns):
            turns.append(([], []))
        turns[turn][0].append(group)
        turns[turn][1].append(row)
    return tuple((np.array(groups, np.intp), np.array(rows, np.intp)) for groups, rows in turns)


@dataclass(frozen=True, slots=True)
class Dims:
    """The dimensions of some axes."""

    axes: tuple[str, ...]

    def domains(self) -> Iterable[Domain]:
        return ()

    def make(self, here: Here) -> Made:
        return tuple(here.dim(axis) for axis in self.axes)


@dataclass(frozen=True, slots=True)
class Line:
    """The dimension of an axis, and how many members it has there."""

    axis: str
    domain: Domain

    def domains(self) -> Iterable[Domain]:
        return (self.domain,)

    def make(self, here: Here) -> Made:
        return here.dim(self.axis), len(here.positions(self.domain))


@dataclass(frozen=True, slots=True)
class Gather:
    """Which of the groups along ``coarse`` each member along ``fine`` belongs to."""

    coarse: str
    coarse_domain: Domain
    fine: str
    fine_domain: Domain
    groups: tuple[int, ...]

    def domains(self) -> Iterable[Domain]:
        return (self.coarse_domain, self.fine_domain)

    def make(self, here: Here) -> Made:
        number = {group: at for at, group in enumerate(here.positions(self.coarse_domain))}
        groups = [number.get(self.groups[at], 0) for at in here.positions(self.fine_domain)]
        return here.dim(self.coarse), here.dim(self.fine), np.array(groups, np.intp), len(number)


@dataclass(frozen=True, slots=True)
class Running:
    """How many cells along ``axis``, at ``inner``, the running result of each cell at ``own`` takes."""

    axis: str
    inner: Domain
    own: Domain

    def domains(self) -> Iterable[Domain]:
        return (self.inner, self.own)

    def make(self, here: Here) -> Made:
        inner = np.array(here.positions(self.inner), np.intp)
        own = np.array(here.positions(self.own), np.intp)
        return here.dim(self.axis), len(inner), np.searchsorted(inner, own, side="right")


Slot: TypeAlias = (
    Index
    | Spot
    | Window
    | Number
    | Row
    | Along
    | Among
    | Within
    | Belongs
    | Fold
    | GroupFold
    | Dims
    | Line
    | Gather
    | Running
)


def own_axes(slot: Slot) -> frozenset[str]:
    """The own axes of a block that *slot* depends on."""
    return frozenset(axis for domain in slot.domains() if (axis := own_axis(domain)) is not None)
