"""Roots between two points: as near as doubles are, in hardly more steps than by halving, and never outside."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from semdsl.analysis.roots import Scan, intervals_where, points_between, roots_of, stretches_of


def scanned(function: Callable[[float], float], low: float, high: float) -> Scan:
    points = points_between(low, high)
    return Scan(points, tuple(function(point) for point in points))


KNOWN: list[tuple[str, Callable[[float], float], float, float, float]] = [
    ("line", lambda x: 3 * x - 1, 0, 1, 1 / 3),
    ("square", lambda x: x * x - 2, 0, 2, math.sqrt(2)),
    ("cubic, flat at its root", lambda x: (x - 0.3) ** 3, 0, 1, 0.3),
    ("exponential", lambda x: math.exp(x) - 5, 0, 3, math.log(5)),
    ("steep", lambda x: math.tanh(1000 * (x - 0.123)), 0, 1, 0.123),
    ("almost never away from 0", lambda x: (x - 0.7) ** 9, 0, 1, 0.7),
    ("falling, far from 0", lambda x: 1 / x - 1e-6, 1, 1e7, 1e6),
    ("at the very left", lambda x: x - 1e-12, 0, 1, 1e-12),
    ("negative", lambda x: x + 0.5, -1, 0, -0.5),
]


@pytest.mark.parametrize(
    ("name", "function", "low", "high", "expected"), KNOWN, ids=[row[0] for row in KNOWN]
)
def test_a_root_is_found_to_the_last_digits(
    name: str, function: Callable[[float], float], low: float, high: float, expected: float
) -> None:
    (root,) = roots_of(function, scanned(function, low, high))
    assert root.at == pytest.approx(expected, rel=1e-14, abs=2.0**-50 * (high - low) / 64)
    assert low <= root.low <= root.at <= root.high <= high
    assert root.below <= 0 <= root.above or root.above <= 0 <= root.below
    width = (high - low) / 64
    assert root.steps <= math.log2(width / (2.0**-50 * max(width, abs(expected)))) + 60


def test_the_method_needs_one_step_more_than_halving_at_worst() -> None:
    """A function that is 1 but for a jump gives a secant nothing to go by: fifty halvings and one."""
    for at in (0.1234567, 0.987, 1e-3):
        (root,) = roots_of(
            lambda x, at=at: -1.0 if x < at else 1e6, scanned(lambda x, at=at: x - at, 0.0, 1.0)
        )
        halvings = math.log2((1 / 64) / (2.0**-50 * max(root.low, 1e-9)))
        assert root.steps <= halvings + 8
        assert root.low < at <= root.high or root.high == pytest.approx(at, rel=1e-14)


def test_every_change_of_sign_is_found() -> None:
    found = roots_of(math.sin, scanned(math.sin, 1, 10))
    assert [root.at for root in found] == pytest.approx([math.pi, 2 * math.pi, 3 * math.pi], rel=1e-14)
    assert stretches_of(math.sin, scanned(math.sin, 1, 10)) == ()


def test_a_run_of_zeros_is_a_stretch_between_its_edges_and_not_its_points() -> None:
    def flat(x: float) -> float:
        return max(0.0, abs(x) - 0.51)

    scan = scanned(flat, -1, 1)
    assert roots_of(flat, scan) == ()
    (stretch,) = stretches_of(flat, scan)
    assert stretch == pytest.approx((-0.51, 0.51), rel=1e-14)
    assert flat(stretch[0]) == flat(stretch[1]) == 0


def test_one_zero_among_the_points_is_a_root_and_no_stretch() -> None:
    scan = scanned(lambda x: x * x, -1, 1)
    assert [root.at for root in roots_of(lambda x: x * x, scan)] == [0]
    assert stretches_of(lambda x: x * x, scan) == ()


def test_a_change_of_sign_across_a_hole_is_no_root() -> None:
    def holed(x: float) -> float:
        return math.nan if 0.4 < x < 0.6 else x - 0.5

    scan = scanned(holed, 0, 1)
    assert roots_of(holed, scan) == ()
    assert scan.undefined == sum(0.4 < point < 0.6 for point in scan.points)


def test_directions_are_of_all_points() -> None:
    assert scanned(math.exp, 0, 1).direction == 1
    assert scanned(lambda x: -x, 0, 1).direction == -1
    assert scanned(math.sin, 0, 4).direction == 0


def test_an_interval_ends_on_the_side_that_holds() -> None:
    def holds(x: float) -> bool:
        return 0.2 < x < 0.45 or x >= 0.8

    scan = scanned(lambda x: x, 0, 1)
    first, second = intervals_where(holds, [holds(point) for point in scan.points], scan)
    assert first == pytest.approx((0.2, 0.45), rel=1e-14)
    assert holds(first[0])
    assert holds(first[1])
    assert second == (pytest.approx(0.8, rel=1e-14), 1.0)
    assert holds(second[0])
