"""Values within their ranges, put into a model, and what parts of its formulas come to with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TypeAlias

from semdsl.errors import InternalError
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import Here, case_of
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.semantics.model import Model, Quantity, Typed
from semdsl.semantics.tables import TableValues
from semdsl.symbolic.hulls import Scope, is_stated
from semdsl.symbolic.limits import CELLS_OF_A_POINT, DANGER_CELLS, FREE, PLACES, TooMuch
from semdsl.units.algebra import RATIO

Choice: TypeAlias = Mapping[str, float]  # in base units, for all cells that state a figure


@dataclass(slots=True)
class Budget:
    """Counts the cells that are computed for a model."""

    cells: int = 0

    @property
    def is_spent(self) -> bool:
        return self.cells >= DANGER_CELLS

    def spend(self) -> None:
        """Note another cell.

        Raises:
            TooMuch: the bound is reached.

        """
        self.cells += 1
        if self.is_spent:
            raise TooMuch("cells", f"{DANGER_CELLS:,}")


@dataclass(slots=True)
class Point:
    """The model with the values of ``choice``; cells are computed when they are asked for."""

    model: Model
    tables: Mapping[str, TableValues]
    choice: Choice
    budget: Budget
    cells: Interpreter = field(init=False)
    _asked: int = 0

    def __post_init__(self) -> None:
        self.cells = Interpreter(self.model, self.tables, self._known)

    def value(self, node: Typed, here: Here) -> float | None:
        """The value of *node* at *here*; None if it, or what it needs, has none, or would take long."""
        try:
            return Evaluator(self.model, Floats(), self.cells.value).value(node, here)
        except (Failed, Stop, TooMuch, RecursionError):
            return None
        except InternalError:  # a place that the formula around it never visits
            return None

    def stops(self, name: str, cell: Cell) -> Stop | None:
        """How the run stops when this cell is computed, if it does."""
        try:
            self.cells.value(name, cell)
        except Stop as stop:
            return stop
        except (TooMuch, RecursionError):
            return None
        return None

    def _known(self, name: str, cell: Cell) -> float | None:
        self._asked += 1
        if self._asked > CELLS_OF_A_POINT:
            raise TooMuch("cells", f"{CELLS_OF_A_POINT:,}")
        self.budget.spend()
        if name not in self.choice:
            return None
        quantity = self.model.quantities[name]
        case = case_of(quantity, cell)
        return self.choice[name] if case is not None and is_stated(quantity, case) else None


@dataclass(slots=True)
class Points:
    """Points of ``model``, each made once."""

    model: Model
    tables: Mapping[str, TableValues]
    budget: Budget = field(default_factory=Budget)
    _made: dict[tuple[tuple[str, float], ...], Point] = field(default_factory=dict)

    def at(self, choice: Choice) -> Point:
        """The model with the values of *choice*."""
        key = tuple(sorted(choice.items()))
        if key not in self._made:
            self._made[key] = Point(self.model, self.tables, choice, self.budget)
        return self._made[key]

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
    points: Points, node: Typed, here: Here, low: Choice, high: Choice, name: str
) -> float | None:
    """The value of *name*, between its values in *low* and *high*, where *node* is 0, or goes through it."""
    ends = [points.at(choice).value(node, here) for choice in (low, high)]
    if ends[0] is None or ends[1] is None or ends[0] * ends[1] > 0:
        return None
    a, b, at_a = low[name], high[name], ends[0]
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
    size = max(abs(ends[0]), abs(ends[1]))
    return root if value is not None and abs(value) <= 1e-9 * size else None


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
