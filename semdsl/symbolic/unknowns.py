"""What an unknown stands for: a cell of a quantity, a sum, a power, or a part that algebra does not see into.

A formula is read for *any* cell of a block at once. Along each axis of the block stands a ``Variable``, and a place
in a formula is a ``Spot``: which position it is, for each position the variable may have. So ``x[year]`` and
``x[year-1]`` are two unknowns, each of them for all years of the block; two that happen to be the same cell for some
year are still kept apart, which proves less and never something false.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from semdsl.symbolic.polynomials import Product


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """Any of ``positions`` of ``axis``, two or more.

    ``tag`` tells apart what would else be the same; a variable of the cell that is proved for has -1.
    """

    axis: str
    positions: tuple[int, ...]
    tag: int


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A position on an axis: for each position of ``variable`` one of ``positions``; without a variable always one."""

    variable: Variable | None
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """One unknown of the polynomials.

    ``kind`` is ``cell``, ``index`` (0, 1, 2, … along a variable), ``number`` (another number of a member), ``sum``,
    ``power``, ``root``, ``exp``, ``condition`` (1 or 0) or ``closed``, a part that algebra does not see into. ``parts``
    are the unknowns inside it, ``free`` the variables that its value depends on. ``name`` and ``spots`` are of a cell;
    ``numbers`` are the values of an index or a number, one for each position of its variable. ``bound`` are the
    variables that a sum runs over and ``factors`` what it adds up: unknowns by number, denominators below zero.
    """

    index: int
    kind: str
    free: frozenset[Variable]
    parts: tuple[Unknown, ...] = ()
    name: str = ""
    spots: tuple[Spot, ...] = ()
    numbers: tuple[Fraction, ...] = ()
    bound: tuple[Variable, ...] = ()
    factors: Product = ()
    text: str = ""


@dataclass(slots=True)
class Unknowns:
    """Every variable, spot and unknown of a proof, each made once."""

    all: list[Unknown] = field(default_factory=list)
    _by_key: dict[Hashable, Unknown] = field(default_factory=dict)
    _variables: dict[tuple[str, tuple[int, ...], int], Variable] = field(default_factory=dict)
    _spots: dict[tuple[Variable | None, tuple[int, ...]], Spot] = field(default_factory=dict)

    def variable(self, axis: str, positions: tuple[int, ...], tag: int) -> Variable:
        """Any of *positions*."""
        key = (axis, positions, tag)
        if key not in self._variables:
            self._variables[key] = Variable(*key)
        return self._variables[key]

    def spot(self, variable: Variable | None, positions: tuple[int, ...]) -> Spot:
        """The spot with these positions; it does not vary if they are all the same."""
        if variable is not None and len(set(positions)) == 1:
            variable, positions = None, positions[:1]
        key = (variable, positions)
        if key not in self._spots:
            self._spots[key] = Spot(*key)
        return self._spots[key]

    def fixed(self, position: int) -> Spot:
        """Always *position*."""
        return self.spot(None, (position,))

    def moved(self, spot: Spot, move: Callable[[int], int]) -> Spot:
        """*spot* with *move* applied to every position."""
        return self.spot(spot.variable, tuple([move(position) for position in spot.positions]))

    def along(self, axis: str, positions: tuple[int, ...], others: Iterable[Spot], tag: int = 0) -> Spot:
        """One's own place along *axis*: a variable that none of *others* has, or the only position there is."""
        if len(positions) == 1:
            return self.fixed(positions[0])
        taken = {spot.variable for spot in others}
        while self.variable(axis, positions, tag) in taken:
            tag += 1
        return self.spot(self.variable(axis, positions, tag), positions)

    def unknown(self, key: Hashable, kind: str, parts: Iterable[int] = (), **own: object) -> Unknown:
        """The unknown of that *key*; it is made if there is none yet, of *parts* by number."""
        if key not in self._by_key:
            inner = tuple(self.all[at] for at in dict.fromkeys(parts))
            free = frozenset(variable for part in inner for variable in part.free)
            made = Unknown(len(self.all), kind, own.pop("free", free), inner, **own)  # type: ignore[arg-type]
            self.all.append(made)
            self._by_key[key] = made
        return self._by_key[key]

    def cell(self, name: str, spots: tuple[Spot, ...]) -> Unknown:
        """The cell of the quantity *name* at *spots*."""
        free = frozenset(spot.variable for spot in spots if spot.variable is not None)
        return self.unknown(("cell", name, spots), "cell", free=free, name=name, spots=spots)

    def numbered(self, variable: Variable, numbers: tuple[Fraction, ...] | None = None) -> Unknown:
        """How many members stand before one's own among those of *variable*; or other *numbers* of them."""
        free = frozenset((variable,))
        if numbers is None:
            counted = tuple(Fraction(at) for at in range(len(variable.positions)))
            return self.unknown(("index", variable), "index", free=free, numbers=counted)
        return self.unknown(("number", variable, numbers), "number", free=free, numbers=numbers)


def variables_of(spots: Iterable[Spot]) -> set[Variable]:
    """The variables that *spots* depend on."""
    return {spot.variable for spot in spots if spot.variable is not None}
