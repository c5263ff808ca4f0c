"""What generated programs call: array operations that NumPy has not, or not with a mask.

All arrays of a formula have the same number of dimensions; along an axis that a value does not vary by it has length 1.
A *mask* says for which cells a value is wanted: elsewhere nothing is computed, and what stands there means nothing.
Sums and products run in the order of cells, so their last bits do not depend on how the cells are laid out in memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = Truths | None


class Undefined(ArithmeticError):
    """An operation has no result for a cell where it is wanted."""


# ── Making arrays ─────────────────────────────────────────────────────────────────────────────────


def blank(shape: tuple[int, ...]) -> Numbers:
    """An array to be filled case by case."""
    return np.zeros(shape)


def unknown(shape: tuple[int, ...]) -> Numbers:
    """An array of which some cells have no formula: NaN until they are computed."""
    return np.full(shape, np.nan)


def whole(values: Numbers | Truths, shape: tuple[int, ...]) -> Numbers:
    """*values* as numbers on all cells of *shape*."""
    numbers = values.astype(np.float64, copy=False)
    return numbers if numbers.shape == shape else np.broadcast_to(numbers, shape)


# ── Operations with a mask ────────────────────────────────────────────────────────────────────────


def _masked(operation: np.ufunc) -> Callable[..., Numbers]:
    def masked(*arguments: Numbers) -> Numbers:
        *operands, mask = arguments
        result = np.ones(np.broadcast_shapes(*(np.shape(argument) for argument in arguments)))
        return operation(*operands, out=result, where=mask)  # type: ignore[no-any-return]

    return masked


def _exact(operation: np.ufunc) -> Callable[..., Numbers]:
    """*operation* that looks at its results instead of trusting the processor's flags."""

    def exact(*arguments: Any) -> Numbers:
        *operands, mask = arguments
        shape = np.broadcast_shapes(*(np.shape(one) for one in arguments if one is not None))
        result = np.ones(shape)
        with np.errstate(all="ignore"):
            operation(*operands, out=result, where=True if mask is None else mask)
        return finite(result, mask)

    return exact


divide_where = _masked(np.divide)
power_where = _masked(np.power)
exp_where = _masked(np.exp)
log_where = _masked(np.log)
expm1_where = _masked(np.expm1)
log1p_where = _masked(np.log1p)
sqrt_where = _masked(np.sqrt)

add_exactly = _exact(np.add)
subtract_exactly = _exact(np.subtract)
multiply_exactly = _exact(np.multiply)
divide_exactly = _exact(np.divide)
power_exactly = _exact(np.power)
exp_exactly = _exact(np.exp)
log_exactly = _exact(np.log)
expm1_exactly = _exact(np.expm1)
log1p_exactly = _exact(np.log1p)
sqrt_exactly = _exact(np.sqrt)


def finite(values: Numbers, mask: Mask) -> Numbers:
    """*values*, which must be finite wherever they are wanted."""
    bad = ~np.isfinite(values)
    if np.any(bad if mask is None else bad & mask):
        raise Undefined("not a finite number")
    return np.where(bad, 1.0, values)


def demand(values: Numbers, allowed: Truths, mask: Mask) -> Numbers:
    """*values*, which must be *allowed* wherever they are wanted."""
    refused = ~allowed if mask is None else ~allowed & mask
    if np.any(refused):
        raise Undefined("a cell that does not exist, or an empty selection")
    return values


_PARTS: Final = 1e9  # by one in so many the ends of nothing may have passed each other


def clamp(values: Numbers, low: Numbers, high: Numbers, mask: Mask) -> Numbers:
    """The number between *low* and *high* that is nearest; the ends must be in order, but for rounding."""
    crossed = low > high
    if np.any(crossed):
        size = np.maximum(np.maximum(np.abs(values), np.maximum(np.abs(low), np.abs(high))), 1.0)
        crossed = crossed & ((low - high) * _PARTS > size)
        if np.any(crossed if mask is None else crossed & mask):
            raise Undefined("a lower end above the upper one")
    return np.minimum(np.maximum(values, low), high)


MOST_PLACES: Final = 350  # beyond the decimals of any double
_WIDE: Final = Context(prec=1000)
_NOISE: Final = Decimal("1e-15")  # part of a number that products before it may have lost
_MOST_NOISE: Final = Decimal("1e-3")  # part of the step


def round_half_away(values: Numbers, places: Numbers, mask: Mask) -> Numbers:
    """Halves away from zero, on the shortest decimal that gives the number; what misses a half by noise is one."""
    wanted = np.True_ if mask is None else mask
    numbers, decimals, kept = np.broadcast_arrays(values, places, wanted)
    result = np.ones(numbers.shape)
    for cell in np.ndindex(numbers.shape):
        if kept[cell]:
            result[cell] = _rounded(float(numbers[cell]), float(decimals[cell]))
    return result


def _rounded(value: float, places: float) -> float:
    if not places.is_integer():
        raise Undefined("a number of places that is not whole")
    if abs(places) >= MOST_PLACES:
        return value if places > 0 else 0.0
    step = Decimal((0, (1,), -int(places)))
    number = Decimal(repr(value))
    noise = min(_WIDE.multiply(abs(number), _NOISE), _WIDE.multiply(step, _MOST_NOISE))
    rounded = float(_WIDE.add(number, noise.copy_sign(number)).quantize(step, ROUND_HALF_UP, _WIDE))
    if math.isinf(rounded):
        raise Undefined("an overflow")
    return rounded


# ── Aggregates ────────────────────────────────────────────────────────────────────────────────────

Fold: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def fold_sum(values: Numbers, along: Fold) -> Numbers:
    """The sum along some dimensions, which stay with length 1."""
    return _fold(np.add, np.multiply, values, along)


def fold_product(values: Numbers, along: Fold) -> Numbers:
    """The product along some dimensions, which stay with length 1."""
    return _fold(np.multiply, np.power, values, along)


def fold_min(values: Numbers, along: Fold) -> Numbers:
    """The least along some dimensions, which stay with length 1."""
    return np.minimum.reduce(values, axis=along[0], keepdims=True, initial=np.inf)


def fold_max(values: Numbers, along: Fold) -> Numbers:
    """The greatest along some dimensions, which stay with length 1."""
    return np.maximum.reduce(values, axis=along[0], keepdims=True, initial=-np.inf)


def _fold(operation: np.ufunc, repeated: np.ufunc, values: Numbers, along: Fold) -> Numbers:
    """Along the dimensions ``along[0]``, of the lengths ``along[1]``; ``along[2]`` brings them to the front.

    Where *values* do not vary, the operation is *repeated* that many times at once.
    """
    dims, lengths, front = along
    times = 1
    shape = list(values.shape)
    for dim, length in zip(dims, lengths, strict=True):
        times *= length if shape[dim] != length else 1
        shape[dim] = 1
    rows = values.transpose(front).reshape(math.prod(values.shape[dim] for dim in dims), math.prod(shape))
    folded = _in_order(operation, rows).reshape(shape)
    return folded if times == 1 else repeated(folded, float(times))


def _in_order(operation: np.ufunc, rows: Numbers) -> Numbers:
    """The first row, with the second, the third and so on.

    NumPy reduces rows of two cells and more in just this order; it would take a single column in another one.
    """
    if len(rows) == 1:
        return np.asarray(rows[0])
    if rows.shape[1] == 1 and len(rows):
        return operation.accumulate(rows, axis=0)[-1]  # type: ignore[no-any-return]
    return operation.reduce(np.ascontiguousarray(rows), axis=0)  # type: ignore[no-any-return]


Grouping: TypeAlias = tuple[
    tuple[int, ...], tuple[int, ...], tuple[int, ...], int, int, tuple[tuple[Places, Places], ...]
]


def group_sum(values: Numbers, grouping: Grouping) -> Numbers:
    """The sum of the members of each group."""
    return _group(np.add, 0.0, values, grouping)


def group_product(values: Numbers, grouping: Grouping) -> Numbers:
    """The product of the members of each group."""
    return _group(np.multiply, 1.0, values, grouping)


def group_min(values: Numbers, grouping: Grouping) -> Numbers:
    """The least member of each group."""
    return _group(np.minimum, 0.0, values, grouping)


def group_max(values: Numbers, grouping: Grouping) -> Numbers:
    """The greatest member of each group."""
    return _group(np.maximum, 0.0, values, grouping)


def _group(operation: np.ufunc, neutral: float, values: Numbers, grouping: Grouping) -> Numbers:
    """Members along several dimensions become groups along dimension ``by``.

    *grouping* has the member dimensions, their lengths, the order that brings them to the front, ``by``, the number of
    groups, and for the first, second … member of each group: which groups have one, and which it is.
    """
    dims, lengths, front, by, count, turns = grouping
    full = list(values.shape)
    for dim, length in zip(dims, lengths, strict=True):
        full[dim] = length
    moved = np.broadcast_to(values, full).transpose(front)
    rows = moved.reshape(math.prod(lengths), *moved.shape[len(dims) :])
    result = np.full((count, *rows.shape[1:]), neutral)
    for turn, (groups, members) in enumerate(turns):
        result[groups] = rows[members] if turn == 0 else operation(result[groups], rows[members])
    return _unfold(result, dims, by)


def _unfold(result: Numbers, dims: Sequence[int], by: int) -> Numbers:
    """Bring the groups in front to dimension *by*, and give the folded dimensions *dims* length 1."""
    rank = result.ndim - 1 + len(dims)
    kept = [dim for dim in range(rank) if dim not in dims]
    shape = [1] * rank
    for dim, length in zip(kept, result.shape[1:], strict=True):
        shape[dim] = length
    spread = result.reshape(result.shape[0], *shape)
    return np.moveaxis(spread, 0, by).squeeze(by + 1)


def any_along(mask: Truths, dims: tuple[int, ...]) -> Truths:
    """Whether *mask* holds anywhere along *dims*, which stay with length 1."""
    return np.logical_or.reduce(mask, axis=dims, keepdims=True)


# ── Groups and their members ──────────────────────────────────────────────────────────────────────

Gathering: TypeAlias = tuple[int, int, Places, int]


def spread(values: Numbers, gathering: Gathering) -> Numbers:
    """What varies by groups, for each member its group's value."""
    coarse, fine, groups, _ = gathering
    if values.shape[coarse] == 1 and values.shape[fine] == 1:
        return np.take(values, np.zeros(len(groups), np.intp), axis=fine)
    if values.shape[fine] == 1:
        return np.take(values, groups, axis=coarse).swapaxes(coarse, fine)
    own = np.moveaxis(values, (coarse, fine), (0, 1))
    picked = own[groups if own.shape[0] > 1 else np.zeros(len(groups), np.intp), np.arange(len(groups))]
    return np.moveaxis(np.expand_dims(picked, 0), (0, 1), (coarse, fine))


def mask_groups(mask: Truths, gathering: Gathering) -> Truths:
    """The groups that have a wanted member."""
    coarse, fine, groups, count = gathering
    if mask.shape[fine] == 1:
        return mask
    members = np.moveaxis(mask.swapaxes(coarse, fine), coarse, 0)
    result = np.zeros((count, *members.shape[1:]), np.bool_)
    np.logical_or.at(result, groups, members)
    return np.moveaxis(result, 0, coarse)


# ── Running along an axis ─────────────────────────────────────────────────────────────────────────

Running: TypeAlias = tuple[int, int, Places]


def cumulative_sum(values: Numbers, running: Running) -> Numbers:
    """The sum of the cells so far."""
    return _cumulative(np.add, 0.0, values, running)


def cumulative_product(values: Numbers, running: Running) -> Numbers:
    """The product of the cells so far."""
    return _cumulative(np.multiply, 1.0, values, running)


def _cumulative(operation: np.ufunc, neutral: float, values: Numbers, running: Running) -> Numbers:
    """Along the dimension ``dim`` of ``length`` cells; ``counts`` says how many of them each result takes."""
    dim, length, counts = running
    shape = list(values.shape)
    shape[dim] = length + 1
    result = np.full(shape, neutral)
    front = np.moveaxis(result, dim, 0)
    front[1:] = np.moveaxis(values, dim, 0)
    operation.accumulate(front[1:], axis=0, out=front[1:])
    return np.take(result, counts, axis=dim)


def mask_earlier(mask: Truths, running: Running) -> Truths:
    """The cells that a wanted running result takes."""
    dim, length, counts = running
    if mask.shape[dim] == 1 and len(counts) != 1:
        return mask
    wanted = np.moveaxis(mask, dim, 0)
    result = np.zeros((length, *wanted.shape[1:]), np.bool_)
    for own, count in enumerate(counts):
        result[:count] |= wanted[own]
    return np.moveaxis(result, 0, dim)


# ── Looking up ────────────────────────────────────────────────────────────────────────────────────


def position_of(values: Numbers, coordinates: Numbers, ends: Numbers, mask: Mask) -> Places:
    """Which member has the coordinate *values*, or the band from its coordinate up to its end."""
    return _position(values, coordinates, ends, mask, clamp=False)


def nearest_position_of(values: Numbers, coordinates: Numbers, ends: Numbers, mask: Mask) -> Places:
    """The same, with the nearest end of the axis for what lies beyond it."""
    return _position(values, coordinates, ends, mask, clamp=True)


def _position(values: Numbers, coordinates: Numbers, ends: Numbers, mask: Mask, *, clamp: bool) -> Places:
    last = len(coordinates) - 1
    at = np.searchsorted(coordinates, values, side="right") - 1
    inside = np.maximum(at, 0)
    found = (at >= 0) & (values <= ends[inside] if ends is coordinates else values < ends[inside])
    if clamp:
        found |= (values < coordinates[0]) | (values > coordinates[last])
    refused = ~found if mask is None else ~found & mask
    if np.any(refused):
        raise Undefined("a place beyond the axis")
    return np.asarray(inside)


Line: TypeAlias = tuple[int, int]


def first_where(truths: Truths, coordinates: Numbers, line: Line, mask: Mask) -> Numbers:
    """The coordinate of the first member for which *truths* hold."""
    return _sought(truths, coordinates, line, mask, last=False)


def last_where(truths: Truths, coordinates: Numbers, line: Line, mask: Mask) -> Numbers:
    """The coordinate of the last member for which *truths* hold."""
    return _sought(truths, coordinates, line, mask, last=True)


def _sought(truths: Truths, coordinates: Numbers, line: Line, mask: Mask, *, last: bool) -> Numbers:
    dim, length = line
    found = any_along(truths, (dim,))
    refused = ~found if mask is None else ~found & mask
    if np.any(refused):
        raise Undefined("a condition that never holds")
    if truths.shape[dim] != length:
        at = np.full(found.shape, length - 1 if last else 0, np.intp)
    elif last:
        at = length - 1 - np.argmax(np.flip(truths, dim), axis=dim, keepdims=True)
    else:
        at = np.argmax(truths, axis=dim, keepdims=True)
    return np.asarray(coordinates[at])
