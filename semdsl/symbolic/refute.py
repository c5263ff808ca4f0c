"""Look for values for which the two sides of an identity differ.

The values are put in place of the given quantities and both sides are computed by the interpreter, in exact fractions.
What is found is made as plain as it can be (zeros, ones, one value for all cells), and is only told if the model with
these values set, as a test would set them, gives sides that differ in floating-point numbers, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import islice, product
from math import prod
from zlib import crc32

from semdsl.interpret.places import case_of
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Cells, Interpreter
from semdsl.semantics.model import Aggregate, Box, Constant, Identity, Model, Override, Quantity, Region
from semdsl.semantics.overrides import apply
from semdsl.semantics.rewrite import parts
from semdsl.symbolic.exact import Fractions, Number
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import CELLS_OF_A_SUM, TRIALS, Meter, TooMuch
from semdsl.units.algebra import RATIO

_NEAR = 1e-9  # sides in floats that are as near as this may differ by rounding alone
_WHOLE = tuple(map(Fraction, (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)))
_PARTS = tuple(Fraction(own, 20) for own in (5, 2, 4, 10, 1, 8, 3, 6))
_PLAIN = (Fraction(0), Fraction(1))
_SEEDS = 6
_SINGLE = 40  # cells with a value of their own that are tried to be left out


@dataclass(slots=True)
class Choice:
    """Values, in declared units: of all cells of a quantity, or of some cells."""

    common: dict[str, Fraction] = field(default_factory=dict)
    single: dict[tuple[str, Cell], Fraction] = field(default_factory=dict)

    def copy(self) -> Choice:
        """The same values, to be changed."""
        return Choice(dict(self.common), dict(self.single))


@dataclass(frozen=True, slots=True)
class Found:
    """Values for which the sides differ in ``cell``, in base units."""

    choice: Choice
    cell: Cell
    left: float
    right: float


@dataclass(slots=True)
class Search:
    """Looks for values for which the sides of ``identity`` differ."""

    identity: Identity
    model: Model
    givens: Givens
    meter: Meter
    trials: int = 0

    def find(self, cells: Iterator[Cell]) -> Found | None:
        """Values for which the sides differ in one of *cells*; None if none were found."""
        if self._is_long():
            return None
        try:
            for cell in cells:
                for choose in _choosers():
                    choice = Choice()
                    if self._differs(choice, cell, choose) and (found := self._plain(choice, cell)):
                        return found
        except (TooMuch, RecursionError):
            return None
        return None

    def _plain(self, choice: Choice, cell: Cell) -> Found | None:
        """*choice* made plain, if the model set to it says the same."""
        found = self._confirmed(choice, cell)
        if found is None:
            return None
        try:
            choice = self._with_plain_cells(choice, cell)
            for name in choice.common:
                for value in _PLAIN:
                    plainer = choice.copy()
                    plainer.common[name] = value
                    if self._differs(plainer, cell, _given):
                        choice = plainer
                        break
        except TooMuch:
            return found
        return self._confirmed(choice, cell) or found

    def _with_plain_cells(self, choice: Choice, cell: Cell) -> Choice:
        """*choice* with as few cells of their own value as will do."""
        for name in dict.fromkeys(name for name, _ in choice.single):
            if self._is_mixed(self.model.quantities[name]):
                continue
            for value in (Fraction(1), Fraction(0)):
                plainer = choice.copy()
                plainer.single = {key: own for key, own in choice.single.items() if key[0] != name}
                plainer.common[name] = value
                if self._differs(plainer, cell, _given):
                    choice = plainer
                    break
            else:
                choice.common[name] = Fraction(0)
        for key in list(islice(choice.single, _SINGLE)):
            plainer = choice.copy()
            plainer.single[key] = Fraction(0)
            if key[0] in choice.common:
                del plainer.single[key]
            if self._differs(plainer, cell, _given):
                choice = plainer
        return choice

    def _differs(self, choice: Choice, cell: Cell, choose: Choose) -> bool:
        """Whether the sides differ in *cell*; values that *choice* lacks are chosen and put into it."""
        self.trials += 1
        if self.trials > TRIALS:
            raise TooMuch("trials", f"{TRIALS}")

        def known(name: str, own: Cell) -> float | None:
            self.meter.part()
            return self._value(choice, name, own, choose)

        values = Cells[Number](self.model, {}, Fractions(), known)
        try:
            left, right = (values.value(name, cell) for name in (self.identity.left, self.identity.right))
        except Stop:
            return False
        if left.exact and right.exact:
            return left.value != right.value
        return _far(float(left.value), float(right.value))

    def _value(self, choice: Choice, name: str, cell: Cell, choose: Choose) -> float | None:
        """The value of a cell that may have any, in base units; None of any other."""
        quantity = self.model.quantities[name]
        mixed = self._is_mixed(quantity)
        if self.givens.is_defined(quantity):
            case = case_of(quantity, cell)
            if case is None or not self.givens.is_stated(quantity, case):
                return None
        value = choice.single.get((name, cell))
        if value is None and not mixed:
            value = choice.common.get(name)
        if value is None:
            value, single = choose(quantity, cell, len(choice.common))
            if single or mixed:
                choice.single[name, cell] = value
            else:
                choice.common[name] = value
        return float(value * Fraction(quantity.scale))

    def _is_mixed(self, quantity: Quantity) -> bool:
        """Whether only some cells of *quantity* may have any value."""
        return self.givens.is_defined(quantity)

    def _confirmed(self, choice: Choice, cell: Cell) -> Found | None:
        """*choice* if both sides, computed with it set in the model, differ."""
        values = Interpreter(apply(self.model, tuple(self._overrides(choice))), {})
        try:
            left, right = (values.value(name, cell) for name in (self.identity.left, self.identity.right))
        except (Stop, KeyError):
            return None
        return Found(choice, cell, left, right) if _far(left, right) else None

    def _overrides(self, choice: Choice) -> Iterator[Override]:
        for name, value in choice.common.items():
            yield self._override(name, Region((Box(),)), value)
        for (name, cell), value in choice.single.items():
            axes = self.model.quantities[name].axes
            box = Box(tuple((axis, (at,)) for axis, at in zip(axes, cell, strict=True)))
            yield self._override(name, Region((box,)), value)

    def _override(self, name: str, region: Region, value: Fraction) -> Override:
        quantity, span = self.model.quantities[name], self.identity.span
        number = float(value * Fraction(quantity.scale))
        formula = Constant(value=number, span=span, axes=(), unit=quantity.unit)
        return Override(name, region, formula, None, span=span)

    def _is_long(self) -> bool:
        """Whether a sum somewhere below runs over more cells than are added up here."""
        sizes = self.model.axes
        return any(
            prod(len(sizes[axis]) for axis in node.over) > CELLS_OF_A_SUM
            for name in self.givens.names
            for case in self.model.quantities[name].cases
            for node in parts(case.formula)
            if isinstance(node, Aggregate)
        )


Choose = Callable[[Quantity, Cell, int], "tuple[Fraction, bool]"]


def _given(_quantity: Quantity, _cell: Cell, _count: int) -> tuple[Fraction, bool]:
    """A cell that was not read before: 0, for all."""
    return Fraction(0), False


def _choosers() -> Iterator[Choose]:
    """Ways to choose: one value for each quantity, then one for each cell.

    Ratios are parts of 1 at first, then whole numbers, then of any sign.
    """
    yield _one_for_all
    for seed in range(_SEEDS):
        yield partial(_one_for_each, seed)


def _one_for_all(quantity: Quantity, _cell: Cell, count: int) -> tuple[Fraction, bool]:
    return _one_of(quantity, count, parts=True), False


def _one_for_each(seed: int, quantity: Quantity, cell: Cell, _count: int) -> tuple[Fraction, bool]:
    return _signed(quantity, cell, seed), True


def _signed(quantity: Quantity, cell: Cell, seed: int) -> Fraction:
    text = f"{quantity.name} {cell} {seed}"
    number = crc32(text.encode())
    value = _one_of(quantity, number // 7, parts=seed < _SEEDS // 2)
    return -value if seed >= _SEEDS - 2 and number % 3 == 0 else value


def _one_of(quantity: Quantity, count: int, *, parts: bool) -> Fraction:
    values = _PARTS if parts and quantity.unit == RATIO else _WHOLE
    return values[count % len(values)]


def some_cells(identity: Identity, model: Model) -> Iterator[Cell]:
    """The first, the last and a middle cell of each block of the identity."""
    for box in identity.region.boxes:
        along = [box.along(axis, len(model.axes[axis])) for axis in identity.axes]
        corners = [tuple(own[at] for own in along) for at in (0, -1)]
        middle = tuple(own[len(own) // 2] for own in along)
        yield from dict.fromkeys((*corners, middle))


def cells_of(block: Mapping[str, tuple[int, ...]]) -> Iterator[Cell]:
    """The cells of a block, in order."""
    return product(*block.values())


def _far(left: float, right: float) -> bool:
    return abs(left - right) > _NEAR * max(abs(left), abs(right))
