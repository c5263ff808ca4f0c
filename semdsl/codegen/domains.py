"""Which positions along an axis a part of a formula is computed for.

A formula is lowered once and then computed for several blocks of cells, or again and again in a loop. So positions are
named, as *domains*, and looked up when a block is known (``Here``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Positions: TypeAlias = range | tuple[int, ...]  # sorted; a range where they are evenly spaced


def regular(positions: Iterable[int]) -> Positions:
    """*positions*, sorted and each once, as a range if they are evenly spaced."""
    listed = positions if isinstance(positions, range) else tuple(positions)
    if isinstance(listed, range) or not listed:
        return listed if isinstance(listed, range) else range(0)
    step = listed[1] - listed[0] if len(listed) > 1 else 1
    even = range(listed[0], listed[-1] + 1, step) if step > 0 else range(0)
    return even if len(even) == len(listed) and tuple(even) == listed else listed


@dataclass(frozen=True, slots=True)
class Own:
    """The positions of the cells being computed along their own ``axis``."""

    axis: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Always these positions."""

    positions: Positions


@dataclass(frozen=True, slots=True)
class Members:
    """The positions of ``among`` that belong to the groups at ``of``."""

    of: Domain
    groups: tuple[int, ...]
    among: Positions


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that the positions at ``of`` belong to; what belongs to none is refused elsewhere."""

    of: Domain
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Upto:
    """The positions of ``among`` up to the last one at ``of``."""

    of: Domain
    among: Positions


Domain: TypeAlias = Own | Listed | Members | Groups | Upto
Bindings: TypeAlias = tuple[tuple[str, Domain], ...]  # what axes mean


@dataclass(frozen=True, slots=True)
class Here:
    """A block of cells: the positions along each own axis, and the axes that the arrays of the formula have."""

    frame: tuple[str, ...]
    own: Mapping[str, Positions]

    def positions(self, domain: Domain) -> Positions:
        match domain:
            case Own(axis=axis):
                return self.own[axis]
            case Listed(positions=positions):
                return positions
            case Members(of=of, groups=groups, among=among):
                wanted = set(self.positions(of))
                return regular(at for at in among if groups[at] in wanted)
            case Groups(of=of, groups=groups):
                return regular(sorted({max(groups[at], 0) for at in self.positions(of)}))
            case Upto(of=of, among=among):
                last = max(self.positions(of), default=-1)
                return regular(at for at in among if at <= last)

    def shaped(self, axis: str, length: int) -> tuple[int, ...]:
        """The shape of an array of *length* along *axis*."""
        return tuple(length if own == axis else 1 for own in self.frame)

    def dim(self, axis: str) -> int:
        return self.frame.index(axis)


def own_axis(domain: Domain) -> str | None:
    """The own axis of the cells that *domain* depends on, if any."""
    while not isinstance(domain, Own | Listed):
        domain = domain.of
    return domain.axis if isinstance(domain, Own) else None
