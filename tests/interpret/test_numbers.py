"""What operations and functions of numbers mean. Expected values are worked out by hand beside each case."""

from __future__ import annotations

import math

import pytest

from tests.interpret.asking import stop_of, value_of
from tests.support.build import Build


@pytest.mark.parametrize(
    ("op", "left", "right", "expected"),
    [
        ("+", 2, 3, 5),
        ("-", 2, 3, -1),
        ("*", 2, 3, 6),
        ("/", 3, 2, 1.5),
        ("^", 2, 10, 1024),
        ("^", -2, 3, -8),
        ("^", -2, -2, 0.25),
        ("^", 0, 0, 1),
        ("^", 9, 0.5, 3),
        ("^", 0, 2.5, 0),
    ],
)
def test_arithmetic(op: str, left: float, right: float, expected: float) -> None:
    build = Build()
    assert value_of(build.arithmetic(op, left, right), build) == expected


def test_a_minus_sign() -> None:
    build = Build()
    assert value_of(-build.number(3), build) == -3


@pytest.mark.parametrize(
    ("op", "less", "equal", "more"),
    [
        ("=", 0, 1, 0),
        ("!=", 1, 0, 1),
        ("<", 1, 0, 0),
        ("<=", 1, 1, 0),
        (">", 0, 0, 1),
        (">=", 0, 1, 1),
    ],
)
def test_comparisons_are_one_or_zero(op: str, less: int, equal: int, more: int) -> None:
    build = Build()
    found = [value_of(build.number(left).is_(op, 2), build) for left in (1, 2, 3)]
    assert found == [less, equal, more]


def test_conditions_are_joined() -> None:
    build = Build()
    yes, no = build.number(1).is_("<", 2), build.number(2).is_("<", 1)
    pairs = [(yes, yes), (yes, no), (no, yes), (no, no)]
    assert [value_of(a.and_(b), build) for a, b in pairs] == [1, 0, 0, 0]
    assert [value_of(a.or_(b), build) for a, b in pairs] == [1, 1, 1, 0]
    assert [value_of(a.not_(), build) for a in (yes, no)] == [0, 1]


@pytest.mark.parametrize(
    ("function", "operands", "expected"),
    [
        ("exp", [1.0], math.e),
        ("log", [math.e], 1.0),
        ("sqrt", [2.25], 1.5),
        ("abs", [-2.0], 2.0),
        ("min", [3.0, 1.0, 2.0], 1.0),
        ("max", [3.0, 1.0, 4.0], 4.0),
        ("clamp", [5.0, 0.0, 3.0], 3.0),
        ("clamp", [-5.0, 0.0, 3.0], 0.0),
        ("clamp", [2.0, 0.0, 3.0], 2.0),
        ("clamp", [2.0, 3.0, 3.0], 3.0),
        ("clamp", [5e9, 0.0, -2e-5], -2e-5),  # a balance that is used up
        ("clamp", [0.0, 0.0, -3e-17], -3e-17),
        ("clamp", [0.02, 0.1 + 0.2, 0.3], 0.3),
    ],
)
def test_functions(function: str, operands: list[float], expected: float) -> None:
    build = Build()
    assert value_of(build.apply(function, *operands), build) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (2.5, 0, 3.0),
        (-2.5, 0, -3.0),
        (0.5, 0, 1.0),
        (2.675, 2, 2.68),  # the double is a little less than 2.675: what counts is how it is printed
        (1.005, 2, 1.01),
        (-1.005, 2, -1.01),
        (1234.5, -2, 1200.0),
        (1250.0, -2, 1300.0),
        (1e300, 2, 1e300),
        (0.1, 400, 0.1),
        (1e300, -400, 0.0),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, expected: float) -> None:
    build = Build()
    assert value_of(build.apply("round", value, places), build) == expected


def test_rounding_without_places_is_to_whole_numbers() -> None:
    build = Build()
    assert value_of(build.apply("round", 2.5), build) == 3


def test_only_the_branch_taken_is_computed() -> None:
    build = Build()
    broken = build.number(1) / 0
    yes = build.number(1).is_("<", 2)
    assert value_of(build.if_(yes, 7, broken), build) == 7
    assert value_of(build.if_(yes.not_(), broken, 8), build) == 8


def test_both_sides_of_and_are_computed() -> None:
    build = Build()
    no = build.number(2).is_("<", 1)
    assert stop_of(no.and_((build.number(1) / 0).is_(">", 1)), build).code == "division-by-zero"
