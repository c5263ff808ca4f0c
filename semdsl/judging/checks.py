"""What the checks and expectations of a model say of its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from semdsl.errors import InternalError
from semdsl.interpret.rounding import Rounding
from semdsl.render.words import TOTAL, said_of, title_of
from semdsl.runtime.verdicts import CellVerdict, Verdict
from semdsl.semantics.margins import Total
from semdsl.semantics.model import Box, Check, FileExpectation, Model, Region
from semdsl.semantics.parts import place_of
from semdsl.semantics.stated import Deviation
from semdsl.semantics.tables import TableValues
from semdsl.semantics.years import are_years

ROUNDING = 1e-12
"""Part of the larger side by which two sides may differ and still be equal: what is lost to rounding in a long sum.
It only stands where the author states no tolerance."""

MOST_LISTED = {"check": 100, "expectation": 1_000}
"""How many cells are all listed; of more, those that fail and the worst. Every kind of quantity has checks of its own,
so that a large model has millions of cells that are as they should be."""

Arrays = Mapping[str, NDArray[np.float64]]
Cell = Mapping[str, int]
Places = NDArray[np.intp]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _Tolerance:
    """How far two sides may be apart: by the partial quantity ``name``, by a part of the right side, or not at all."""

    op: str
    name: str
    relative: float | None

    @property
    def is_stated(self) -> bool:
        return bool(self.name) or self.relative is not None

    def allowed(self, values: _Values, cell: Cell, left: float, right: float) -> float:
        if self.relative is not None:
            return self.relative * abs(right)
        if self.name:
            return values.at(self.name, cell)
        return 0.0 if self.op in ("<", ">") else ROUNDING * max(abs(left), abs(right))


def judge_check(check: Check, model: Model, arrays: Arrays, rounding: Rounding | None = None) -> Verdict:
    """Whether *check* holds in every cell of its region, given the *arrays* of its quantities in base units.

    What fails without a stated tolerance is looked at again with *rounding*, if that is given, and so is what holds
    by next to nothing where a difference is asked for.
    """
    values = _Values(model, arrays)
    tolerance = _Tolerance(check.op, check.tolerance, check.relative)
    cells: dict[int, CellVerdict] = {}
    doubtful: dict[int, _Doubt] = {}
    places = _places(check, model)
    telling = places if len(places) <= MOST_LISTED[check.kind] else places[_telling(places, check, values)]
    for at, cell in enumerate(_cells(telling, check.axes)):
        labels = _labels(cell, model)
        left = values.at(check.left, cell)
        if not check.op:
            cells[at] = CellVerdict(labels, passed=left == 1)
            continue
        right = values.at(check.right, cell)
        allowed = tolerance.allowed(values, cell, left, right)
        compared = _compared(labels, check, left, right, allowed)
        if not tolerance.is_stated:
            if not compared.passed and check.op in _WITH_EQUALITY:
                doubtful[at] = _Doubt(check.op, check.left, check.right, cell, left - right)
            elif compared.passed and check.op in _APART and _is_near(left, right):
                doubtful[at] = _Doubt("=", check.left, check.right, cell, left - right)
        cells[at] = _against_stated(compared, check, check.deviates, values, cell, left, right)
    if rounding is not None:
        _look_again(cells, doubtful, rounding)
    others = len(places) - len(cells)
    return _verdict(check, check.kind, check.op, model, tuple(cells.values()), others)


def judge_cell(check: Check, cell: Cell, model: Model, arrays: Arrays, rounding: Rounding) -> CellVerdict:
    """Whether *check* holds in one *cell*."""
    only = Region((Box(tuple((axis, (at,)) for axis, at in cell.items())),))
    return judge_check(replace(check, region=only), model, arrays, rounding).cells[0]


_WITH_EQUALITY = ("=", "<=", ">=")
_APART = ("<", ">", "!=")  # which two equal sides do not meet
_NEXT_TO_NOTHING = 0.01  # in base units: what sums of billions leave of 0, which is worth a second look


def _is_near(left: float, right: float) -> bool:
    return abs(left - right) <= max(_NEXT_TO_NOTHING, ROUNDING * max(abs(left), abs(right)))


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Two sides in a cell that are *difference* apart, where no tolerance is stated."""

    op: str
    left: str
    right: str | float
    cell: Cell
    difference: float

    def is_rounding(self, rounding: Rounding) -> bool:
        return rounding.explains(self.op, self.left, self.right, self.cell, self.difference)


def _look_again(cells: dict[K, CellVerdict], doubtful: Mapping[K, _Doubt], rounding: Rounding) -> None:
    """Turn round what is said of those of *cells* that are apart by rounding alone: what failed holds, what held fails.

    From the nearest on: the first that is really apart ends it.
    """
    for at in sorted(doubtful, key=lambda at: abs(doubtful[at].difference)):
        if not doubtful[at].is_rounding(rounding):
            break
        own = cells[at]
        cells[at] = replace(own, passed=not own.passed, rounded=True, allowed=own.deviation)


def judge_file(
    expectation: FileExpectation,
    figures: TableValues,
    model: Model,
    arrays: Arrays,
    rounding: Rounding | None = None,
) -> Verdict:
    """How far the *arrays* are from every figure of the file within the expectation's region.

    What fails without a stated tolerance is looked at again with *rounding*, if that is given.
    """
    values = _Values(model, arrays)
    expected = _expected(expectation, figures, model)
    own = _Compared(
        expectation.axes,
        expectation.region,
        expectation.target,
        expectation.tolerance,
        expectation.deviates,
    )
    judged: dict[tuple[int, ...], CellVerdict] = {}
    doubtful: dict[tuple[int, ...], _Doubt] = {}
    for part in (
        own,
        *(_of_total(one, expectation, model) for one in totals_compared(expectation, figures, model)),
    ):
        tolerance = _Tolerance("=", part.tolerance, expectation.relative)
        for cell in _cells(_places(part, model), part.axes):
            at = tuple(cell.get(axis, len(model.axes[axis])) for axis in expectation.axes)
            right = float(expected[at])
            if not math.isnan(right):
                left = values.at(part.quantity, cell)
                allowed = tolerance.allowed(values, cell, left, right)
                labels = _labels(dict(zip(expectation.axes, at, strict=True)), model)
                compared = _compared(labels, expectation, left, right, allowed)
                if not compared.passed and not tolerance.is_stated:
                    doubtful[at] = _Doubt("=", part.quantity, right, cell, left - right)
                judged[at] = _against_stated(compared, expectation, part.stated, values, cell, left, right)
    if rounding is not None:
        _look_again(judged, doubtful, rounding)
    return _verdict(expectation, "expectation", "=", model, [judged[at] for at in sorted(judged)])


@dataclass(frozen=True, slots=True)
class _Compared:
    """The cells of ``axes`` within ``region``, of which a partial quantity is compared with figures."""

    axes: tuple[str, ...]
    region: Region
    quantity: str
    tolerance: str
    stated: Deviation | None


def _of_total(total: Total, expectation: FileExpectation, model: Model) -> _Compared:
    """The cells that *total* was made for."""
    made = model.quantities[total.quantity]
    region = made.cases[0].region if made.cases else Region(())
    stated = expectation.deviates
    if stated is not None:
        stated = replace(stated, name=total.stated)
    return _Compared(made.axes, region, total.quantity, total.tolerance, stated)


def totals_compared(expectation: FileExpectation, figures: TableValues, model: Model) -> tuple[Total, ...]:
    """Those totals of *expectation* that some row of its file is of."""
    expected = _expected(expectation, figures, model)
    sizes = {axis: len(model.axes[axis]) for axis in expectation.axes}
    return tuple(
        total
        for total in expectation.totals
        if not np.isnan(
            expected[tuple(size if axis in total.over else slice(size) for axis, size in sizes.items())]
        ).all()
    )


def _expected(expectation: FileExpectation, figures: TableValues, model: Model) -> NDArray[np.float64]:
    """The figures by positions along the axes of *expectation*; with rows of totals these stand last on each axis."""
    more = int(bool(expectation.table.total))
    return np.array(figures.values).reshape([len(model.axes[axis]) + more for axis in expectation.axes])


def _telling(places: Places, check: Check, values: _Values) -> list[int]:
    """Which of very many *places* fail, and the one that deviates most: found with whole arrays."""
    left = values.all(check.left, places, check.axes)
    if not check.op:
        return sorted({int(np.argmin(left)), *np.flatnonzero(left != 1).tolist()})
    right = values.all(check.right, places, check.axes)
    if check.relative is not None:
        allowed = check.relative * np.abs(right)
    elif check.tolerance:
        allowed = np.maximum(values.all(check.tolerance, places, check.axes), 0.0)
    else:
        rounding = 0.0 if check.op in ("<", ">") else ROUNDING
        allowed = rounding * np.maximum(np.abs(left), np.abs(right))
    with np.errstate(over="ignore"):  # what is infinitely far apart is far enough
        difference = left - right
    beyond, holds = {
        "=": (np.abs(difference), np.abs(difference) <= allowed),
        "!=": (-np.abs(difference), np.abs(difference) > allowed),
        "<=": (difference, difference <= allowed),
        "<": (difference, (difference < allowed) | (difference < 0)),
        ">=": (-difference, -difference <= allowed),
        ">": (-difference, (-difference < allowed) | (difference > 0)),
    }[check.op]
    excess = np.maximum(beyond, 0.0)
    if check.relative is not None:
        excess = np.divide(excess, np.abs(right), out=np.zeros_like(excess), where=right != 0)
    nearest = {int(np.argmin(np.abs(difference)))} if check.op in _APART else set()
    return sorted({int(np.argmax(excess)), *nearest, *np.flatnonzero(~holds).tolist()})


@dataclass(frozen=True, slots=True)
class _Values:
    """Values of quantities that may vary by fewer axes than the cell asked for."""

    model: Model
    arrays: Arrays

    def at(self, name: str, cell: Cell) -> float:
        axes = self.model.quantities[name].axes
        return self.arrays[name].item(tuple([cell[axis] for axis in axes]))

    def all(self, name: str, places: Places, axes: Sequence[str]) -> NDArray[np.float64]:
        """The values at all *places* along *axes*, in their order."""
        own = tuple(places[:, axes.index(axis)] for axis in self.model.quantities[name].axes)
        return np.broadcast_to(self.arrays[name][own], (len(places),))


def _places(judged: Check | _Compared, model: Model) -> Places:
    """The cells of the region in the order of its axes: a row for each, with its position on each axis."""
    if not judged.axes:
        return np.zeros((len(judged.region.boxes), 0), dtype=np.intp)
    rows = [np.zeros((0, len(judged.axes)), dtype=np.intp)]
    for box in judged.region.boxes:
        along = (list(box.along(axis, len(model.axes[axis]))) for axis in judged.axes)
        rows.append(np.stack(np.meshgrid(*along, indexing="ij"), axis=-1).reshape(-1, len(judged.axes)))
    every = np.concatenate(rows)
    return every[np.lexsort(every.T[::-1])]


def _cells(places: Places, axes: Sequence[str]) -> Iterator[Cell]:
    return (dict(zip(axes, place, strict=True)) for place in places.tolist())


def _labels(cell: Cell, model: Model) -> tuple[tuple[str, str], ...]:
    """The labels of *cell*; behind the last member of an axis stands its total."""
    return tuple([(axis, _label(model.axes[axis].labels, position)) for axis, position in cell.items()])


def _label(labels: Sequence[str], position: int) -> str:
    return labels[position] if position < len(labels) else TOTAL


_BEYOND: Mapping[str, Callable[[float], float]] = {
    "=": abs,
    "<=": lambda excess: max(excess, 0.0),
    "<": lambda excess: max(excess, 0.0),
    ">=": lambda excess: max(-excess, 0.0),
    ">": lambda excess: max(-excess, 0.0),
}
"""By how much a difference of the sides, left less right, is on the wrong side."""


def _holds(op: str, difference: float, allowed: float) -> bool:
    """Whether a *difference* is *allowed*."""
    allowed = max(allowed, 0.0)  # a formula may come to less, and equal sides are equal all the same
    match op:
        case "=" | "<=" | ">=":
            return _BEYOND[op](difference) <= allowed
        case "!=":
            return abs(difference) > allowed
        case "<":
            return difference < allowed or difference < 0
        case ">":
            return -difference < allowed or difference > 0
    raise InternalError(f"no comparison is written `{op}`")


def _compared(
    labels: tuple[tuple[str, str], ...],
    judged: Check | FileExpectation,
    left: float,
    right: float,
    allowed: float,
) -> CellVerdict:
    """One cell in the unit shown; *left*, *right* and *allowed* are in base units."""
    op = judged.op if isinstance(judged, Check) else "="
    deviation = _BEYOND[op](left - right) if op in _BEYOND else math.nan
    by = judged.scale
    if judged.relative is not None:
        by = abs(right)
    return CellVerdict(
        labels,
        _holds(op, left - right, allowed),
        left / judged.scale,
        right / judged.scale,
        _part(deviation, by),
        judged.relative if judged.relative is not None else allowed / judged.scale,
    )


def _against_stated(
    compared: CellVerdict,
    judged: Check | FileExpectation,
    stated: Deviation | None,
    values: _Values,
    cell: Cell,
    left: float,
    right: float,
) -> CellVerdict:
    """*compared*, with what is stated of its deviation, if anything is; *left* and *right* are in base units.

    What is stated is the deviation itself, so that it allows for the rounding with which this is computed.
    """
    if stated is None:
        return compared
    limit = values.at(stated.name, cell) if stated.relative is None else stated.relative * abs(right)
    within = abs(left - right) <= limit + ROUNDING * max(abs(left), abs(right))
    shown = limit / judged.scale if stated.relative is None else stated.relative
    return replace(compared, stated=shown, as_stated=not compared.passed and within)


def _part(deviation: float, by: float) -> float:
    if by:
        return deviation / by
    return 0.0 if deviation == 0 else math.inf


def _verdict(
    judged: Check | FileExpectation,
    kind: str,
    op: str,
    model: Model,
    cells: Sequence[CellVerdict],
    others: int = 0,
) -> Verdict:
    return Verdict(
        name=judged.name,
        title=title_of(judged.titles, model.language),
        kind=kind,
        place=place_of(judged.span, model.header),
        op=op,
        relative=judged.relative is not None,
        unit=judged.shown,
        cells=tuple(cells),
        others=others,
        part=judged.part,
        deviates=judged.deviates is not None,
        stated_relative=judged.deviates is not None and judged.deviates.relative is not None,
        source=said_of(judged.attributes, "source"),
        note=said_of(judged.attributes, "note"),
        erratum=said_of(judged.attributes, "erratum"),
        in_time=are_years((judged.left if isinstance(judged, Check) else judged.target,), model),
    )
