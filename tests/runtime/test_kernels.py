from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.interpret import operations
from semdsl.runtime import kernels
from semdsl.runtime.kernels import Undefined

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def in_order(numbers: list[float]) -> float:
    total = 0.0
    for number in numbers:
        total += number
    return total


@pytest.mark.parametrize("shape", [(9,), (9, 1), (9, 2), (9, 3, 4)])
def test_sums_run_in_order_along_any_dimension(shape: tuple[int, ...]) -> None:
    numbers = np.random.default_rng(1).uniform(-1, 1, shape)
    for dim in range(len(shape)):
        moved = np.moveaxis(numbers, 0, dim)
        front = (dim, *(other for other in range(len(shape)) if other != dim))
        found = kernels.fold_sum(moved, ((dim,), (9,), front))
        expected = [in_order(column) for column in numbers.reshape(9, -1).T.tolist()]
        assert found.ravel().tolist() == expected
        assert found.shape[dim] == 1


def test_a_sum_of_no_rows() -> None:
    empty = np.zeros((0, 3))
    assert kernels.fold_sum(empty, ((0,), (0,), (0, 1))).tolist() == [[0, 0, 0]]
    assert kernels.fold_product(empty, ((0,), (0,), (0, 1))).tolist() == [[1, 1, 1]]


def test_nothing_is_computed_where_it_is_not_wanted() -> None:
    with np.errstate(all="raise"):
        found = kernels.divide_where(np.array([1.0, 1.0]), np.array([0.0, 2.0]), np.array([False, True]))
    assert found[1] == 0.5
    assert np.isfinite(found).all()


def test_exact_operations_look_at_their_results() -> None:
    large = np.array([1e308, 1.0])
    with pytest.raises(Undefined):
        kernels.add_exactly(large, large, None)
    found = kernels.add_exactly(large, large, np.array([False, True]))
    assert found[1] == 2


def test_demand() -> None:
    values, allowed = np.array([1.0, 2.0]), np.array([True, False])
    assert kernels.demand(values, allowed, np.array([True, False])) is values
    with pytest.raises(Undefined):
        kernels.demand(values, allowed, None)


@given(FINITE, st.integers(-320, 340))
def test_rounding_is_that_of_the_shortest_decimal(number: float, places: int) -> None:
    exact = Decimal(repr(number))
    step = Decimal(1).scaleb(-places)
    if not _fits(exact, places):
        return
    units = exact / step
    to_half = units.copy_abs() % 1 - Decimal("0.5")
    if to_half < 0 and -to_half <= min(units.copy_abs() * Decimal("1e-15"), Decimal("0.001")):
        units = (units.copy_abs() + 1).copy_sign(units)
        expected = float(units.to_integral_value(ROUND_DOWN) * step)
    else:
        expected = float(units.to_integral_value(ROUND_HALF_UP) * step)
    if not np.isfinite(expected):
        return
    found = kernels.round_half_away(np.array([number]), np.array([float(places)]), None)
    assert found[0] == expected
    assert operations.round_half_away(number, places) == expected


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (0.285 * 5, 2, 1.43),  # 1.4249999999999998 in doubles
        (-0.285 * 5, 2, -1.43),
        (0.285 * 100, 0, 29.0),
        (1.005, 2, 1.01),
        (1.424_999_99, 2, 1.42),
        (12_345_678_901_234.46, 0, 12_345_678_901_234.0),
        (9_007_199_254_740_991.0, 0, 9_007_199_254_740_991.0),
    ],
)
def test_a_half_that_rounding_missed_is_a_half(number: float, places: int, expected: float) -> None:
    assert kernels.round_half_away(np.array([number]), np.array([float(places)]), None)[0] == expected
    assert operations.round_half_away(number, places) == expected


def _fits(exact: Decimal, places: int) -> bool:
    """Whether the working precision of the test is enough."""
    return exact == 0 or exact.adjusted() + places < 25


def test_rounding_refuses_an_overflow_and_broken_places() -> None:
    with pytest.raises(Undefined):
        kernels.round_half_away(np.array([1.7e308]), np.array([-308.0]), None)
    with pytest.raises(Undefined):
        kernels.round_half_away(np.array([1.0]), np.array([0.5]), None)


COORDINATES = np.array([0.0, 5.0, 15.0, 65.0])


def test_positions_by_value() -> None:
    found = kernels.position_of(np.array([65.0, 0.0, 15.0]), COORDINATES, COORDINATES, None)
    assert found.tolist() == [3, 0, 2]
    for beyond in (-1.0, 4.0, 66.0):
        with pytest.raises(Undefined):
            kernels.position_of(np.array([beyond]), COORDINATES, COORDINATES, None)


def test_positions_by_band() -> None:
    open_end = np.array([5.0, 15.0, 65.0, np.inf])
    found = kernels.position_of(np.array([0.0, 4.9, 5.0, 64.0, 1e9]), COORDINATES, open_end, None)
    assert found.tolist() == [0, 0, 1, 2, 3]
    closed = np.array([5.0, 15.0, 65.0, 70.0])
    with pytest.raises(Undefined):
        kernels.position_of(np.array([70.0]), COORDINATES, closed, None)
    assert kernels.nearest_position_of(np.array([70.0, -3.0]), COORDINATES, closed, None).tolist() == [3, 0]


def test_a_value_between_members_has_no_nearest_end() -> None:
    with pytest.raises(Undefined):
        kernels.nearest_position_of(np.array([6.0]), COORDINATES, COORDINATES, None)


def test_what_is_not_wanted_is_not_looked_up() -> None:
    found = kernels.position_of(np.array([5.0, 6.0]), COORDINATES, COORDINATES, np.array([True, False]))
    assert found[0] == 1
