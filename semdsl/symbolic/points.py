"""Values within their ranges, put into a model, and what parts of its formulas come to with them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TypeAlias

from semdsl.errors import InternalError
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import Here, case_of
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.semantics.model import Aggregate, Cumulative, Model, Quantity, Typed
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues
from semdsl.symbolic.hulls import Scope, is_stated
from semdsl.symbolic.limits import CELLS_OF_A_QUESTION, DANGER_CELLS, FREE, PLACES, TooMuch
from semdsl.units.algebra import RATIO

Choice: TypeAlias = Mapping[str, float]  # in base units, for all cells that state a figure


@dataclass(slots=True)
class Budget:
    """Counts the cells that are computed for a model, and of these for one question."""

    cells: int = 0
    asked: int = 0

    @property
    def is_spent(self) -> bool:
        return self.cells >= DANGER_CELLS

    def begin(self) -> None:
        """Note another question."""
        self.asked = 0

    def spend(self) -> None:
        """Note another cell.

        Raises:
            TooMuch: the bound is reached.

        """
        self.cells += 1
        self.asked += 1
        if self.is_spent:
            raise TooMuch("cells", f"{DANGER_CELLS:,}")
        if self.asked > CELLS_OF_A_QUESTION:
            raise TooMuch("cells", f"{CELLS_OF_A_QUESTION:,}")


@dataclass(slots=True)
class Point:
    """The model with the values of ``choice``; cells are computed when they are asked for.

    What rests on only some quantities of ``choice`` is taken from the point of ``others`` that moves these alone, so
    that it is computed once for all choices.
    """

    model: Model
    tables: Mapping[str, TableValues]
    choice: Choice
    budget: Budget
    others: Points | None = None
    cells: Interpreter = field(init=False)
    _plainer: dict[str | int, Point | None] = field(default_factory=dict)
    _parts: dict[tuple[int, Cell], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = Interpreter(self.model, self.tables, self._known)

    def value(self, node: Typed, here: Here) -> float | None:
        """The value of *node* at *here*; None if it, or what it needs, has none, or would take long."""
        self.budget.begin()
        try:
            return _Remembering(self.model, Floats(), self.cells.value, self).value(node, here)
        except (Failed, Stop, TooMuch, RecursionError):
            return None
        except InternalError:  # a place that the formula around it never visits
            return None

    def stops(self, name: str, cell: Cell) -> Stop | None:
        """How the run stops when this cell is computed, if it does."""
        self.budget.begin()
        try:
            self.cells.value(name, cell)
        except Stop as stop:
            return stop
        except (TooMuch, RecursionError):
            return None
        return None

    def part(self, node: Aggregate | Cumulative, here: Here) -> float:
        """The value of a part of a formula that runs over many cells, computed once for each place."""
        plainer = self._plainer_for(id(node), (ref.name for ref in references(node)))
        if plainer is not None:
            return plainer.part(node, here)
        key = (id(node), tuple(here[axis] for axis in node.axes))
        if key not in self._parts:
            self._parts[key] = Evaluator(self.model, Floats(), self.cells.value).value(node, here)
        return self._parts[key]

    def _known(self, name: str, cell: Cell) -> float | None:
        plainer = self._plainer_for(name, (name,))
        if plainer is not None:
            try:
                return plainer.cells.value(name, cell)
            except Stop:
                pass  # it is computed here, so that the run stops at the cell where it would
        self.budget.spend()
        if name not in self.choice:
            return None
        quantity = self.model.quantities[name]
        case = case_of(quantity, cell)
        return self.choice[name] if case is not None and is_stated(quantity, case) else None

    def _plainer_for(self, key: str | int, names: Iterable[str]) -> Point | None:
        """The point that moves only what the quantities *names* rest on; None if this one does."""
        if key not in self._plainer:
            other = self.others.moving(self.choice, names) if self.others else self
            self._plainer[key] = None if other is self else other
        return self._plainer[key]


@dataclass(frozen=True, slots=True)
class _Remembering(Evaluator[float]):
    """An evaluator for ``point``, which remembers what runs over many cells."""

    point: Point

    def value(self, node: Typed, here: Here) -> float:
        if isinstance(node, Aggregate | Cumulative):
            return self.point.part(node, here)
        return Evaluator.value(self, node, here)


@dataclass(slots=True)
class Points:
    """Points of ``model``, each made once; ``rests_on`` has the free quantities that each quantity rests on."""

    model: Model
    tables: Mapping[str, TableValues]
    rests_on: Mapping[str, Sequence[str]]
    budget: Budget = field(default_factory=Budget)
    _made: dict[tuple[tuple[str, float], ...], Point] = field(default_factory=dict)

    def at(self, choice: Choice) -> Point:
        """The model with the values of *choice*."""
        key = tuple(sorted(choice.items()))
        if key not in self._made:
            self._made[key] = Point(self.model, self.tables, choice, self.budget, self)
        return self._made[key]

    def moving(self, choice: Choice, names: Iterable[str]) -> Point:
        """The model with those values of *choice* that the quantities *names* rest on."""
        moved = {free for name in names for free in self.rests_on[name]}
        return self.at({name: value for name, value in choice.items() if name in moved})

    def choices(self, free: tuple[str, ...]) -> Iterator[dict[str, float]]:
        """Plain choices for the quantities *free*: as stated, one moved, two equal, all at ends of their ranges."""
        free = free[:FREE]
        own = {name: values_within(self.model.quantities[name]) for name in free}
        yield {}
        for name in free:
            yield from ({name: value} for value in own[name])
        for one, two in combinations(free, 2):
            if self.model.quantities[one].unit == self.model.quantities[two].unit:
                shared = [value for value in (*own[one], *own[two]) if self._fits(one, value)]
                yield from ({one: v, two: v} for v in dict.fromkeys(shared) if self._fits(two, v))
        if 1 < len(free) <= 3:
            yield from (
                dict(zip(free, ends, strict=True)) for ends in product(*(own[name][:2] for name in free))
            )

    def _fits(self, name: str, value: float) -> bool:
        limits = self.model.quantities[name].limits
        return limits is not None and limits[0] <= value <= limits[1]


def values_within(quantity: Quantity) -> list[float]:
    """Values of *quantity* to try: the ends of its range, what is plain in it, and its middle."""
    low, high = quantity.limits or (0.0, 0.0)
    plain = [value * quantity.scale for value in (0.0, 1.0, -1.0)]
    inner = [value for value in (*plain, (low + high) / 2) if low <= value <= high]
    return list(dict.fromkeys((low, high, *inner)))


def places_of(axes: Sequence[str], scope: Scope, model: Model) -> list[dict[str, int]]:
    """Some places of *scope* along *axes*: the first, the last and a middle one along each."""
    along = []
    for axis in axes:
        positions = scope.get(axis, range(len(model.axes[axis])))
        along.append(list(dict.fromkeys((positions[0], positions[-1], positions[len(positions) // 2]))))
    some = [dict(zip(axes, at, strict=True)) for at in product(*along)]
    return some if len(some) <= PLACES else [*some[: PLACES - 1], some[-1]]


def root_between(
    points: Points,
    node: Typed,
    here: Here,
    one: tuple[Choice, float | None],
    two: tuple[Choice, float | None],
) -> Choice | None:
    """Where *node* is 0, or goes through it, between *one* choice of values and *two*, each with what it comes to.

    They have to differ in the value of one quantity alone.
    """
    (low, at_low), (high, at_high) = one, two
    name = _moved_alone(low, high)
    if name is None or at_low is None or at_high is None or at_low * at_high > 0:
        return None
    a, b, at_a = low[name], high[name], at_low
    for _ in range(60):
        middle = (a + b) / 2
        value = points.at({**low, name: middle}).value(node, here)
        if value is None:
            return None
        if value == 0 or middle in (a, b):
            break
        if value * at_a > 0:
            a, at_a = middle, value
        else:
            b = middle
    root = _plain_root(points, node, here, low, name, middle)
    value = points.at({**low, name: root}).value(node, here)
    size = max(abs(at_low), abs(at_high))
    return {**low, name: root} if value is not None and abs(value) <= 1e-9 * size else None


def _moved_alone(one: Choice, two: Choice) -> str | None:
    """The quantity that alone has another value in *two* than in *one*, if they choose for the same ones."""
    if one.keys() != two.keys():
        return None
    moved = [name for name in one if one[name] != two[name]]
    return moved[0] if len(moved) == 1 else None


def _plain_root(points: Points, node: Typed, here: Here, choice: Choice, name: str, root: float) -> float:
    """The shortest decimal near *root* at which *node* is 0; *root* if there is none."""
    scale = points.model.quantities[name].scale
    for digits in range(1, 12):
        short = float(f"{root / scale:.{digits}g}") * scale
        if (
            abs(short - root) <= 1e-12 * abs(root) + 1e-300
            and points.at({**choice, name: short}).value(node, here) == 0
        ):
            return short
    return root


def value_text(value: float, quantity: Quantity) -> str:
    """*value* as an author writes it for *quantity*."""
    own = value / quantity.scale
    if quantity.unit == RATIO:
        return f"{own * 100:.12g}%" if own and abs(own) < 1 else f"{own:.12g}"
    return f"{own:.12g} {quantity.shown}" if math.isfinite(own) and own else f"{own:.12g}"
