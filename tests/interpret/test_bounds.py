"""The bound of rounding errors: nothing where both evaluators must agree, enough where they may differ."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from fractions import Fraction

import pytest

from semdsl.interpret.bounds import Bounded, BoundedFloats, BoundingInterpreter
from semdsl.interpret.operations import Undefined
from tests.interpret.asking import figures
from tests.support.build import Build

NUMBERS = BoundedFloats()
FIFTH = Bounded(0.2, 1e-9)
ONE = Bounded(1.0, 1e-9)


def exact(*values: float) -> list[Bounded]:
    return [NUMBERS.exact(value) for value in values]


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_correctly_rounded_operations_on_exact_numbers_leave_no_doubt(op: str) -> None:
    assert NUMBERS.arithmetic(op, exact(0.1, 0.3)).error == 0


def test_the_order_of_sums_and_products_may_matter() -> None:
    assert 1e-17 < NUMBERS.total("sum", exact(0.1, 0.2, 0.3)).error < 1e-14
    assert (
        1e-17 < NUMBERS.total("sum", exact(0.1)).error < 1e-15
    )  # 0.1 may be a product with its factors rearranged
    assert NUMBERS.total("sum", exact(0, 0)).error == 0
    assert 1e-20 < NUMBERS.total("product", exact(0.1, 0.2, 0.3)).error < 1e-16
    assert NUMBERS.total("product", exact(0.1, 0.2)).error == 0
    assert NUMBERS.total("product", exact(1, 2, 3)).error == 0  # whole numbers are exact in any order


@pytest.mark.parametrize(
    ("op", "size"), [("+", 2e-9), ("-", 2e-9), ("*", 1.2e-9), ("/", 1.2e-9), ("^", 0.2e-9 + 1.7e-9)]
)
def test_errors_travel(op: str, size: float) -> None:
    """|d(0.2 op 1)| for a change of 1e-9 in both: for the power 0.2^1 it is 1e-9 + 0.2 |ln 0.2| 1e-9 at most."""
    assert NUMBERS.arithmetic(op, (FIFTH, ONE)).error == pytest.approx(size, rel=0.5)


def test_bounds_hold_for_random_perturbations() -> None:
    """Each operation is tried with operands moved anywhere within their bounds."""
    chance = random.Random(7)
    for _ in range(2000):
        left = Bounded(chance.uniform(0.5, 4) * chance.choice((-1, 1)), chance.uniform(0, 0.01))
        right = Bounded(chance.uniform(0.5, 4) * chance.choice((-1, 1)), chance.uniform(0, 0.01))
        moved = [Bounded(one.value + chance.uniform(-1, 1) * one.error, 0) for one in (left, right)]
        for op in "+-*/":
            found, other = (NUMBERS.arithmetic(op, pair) for pair in ((left, right), moved))
            assert abs(found.value - other.value) <= found.error
        size, moved_size = (Bounded(abs(one.value), one.error) for one in (left, moved[0]))
        found, other = (
            NUMBERS.arithmetic("^", (one, two)) for one, two in ((size, right), (moved_size, moved[1]))
        )
        assert abs(found.value - other.value) <= found.error
        for function in ("exp", "log", "expm1", "log1p", "sqrt"):
            found, other = (NUMBERS.apply(function, [one]) for one in (size, moved_size))
            assert abs(found.value - other.value) <= found.error
        for function in ("sum", "product", "mean", "min", "max"):
            found = NUMBERS.total(function, [left, right, size])
            other = NUMBERS.total(function, [*moved, moved_size])
            assert abs(found.value - other.value) <= found.error


@pytest.mark.parametrize("function", ["sum", "product", "mean"])
def test_the_bound_covers_every_order(function: str) -> None:
    """The exact value, by fractions, lies within the bound; so does the value in any order."""
    chance = random.Random(11)
    for _ in range(200):
        values = [chance.uniform(-1, 1) * 10 ** chance.uniform(-3, 3) for _ in range(chance.randrange(3, 12))]
        found = NUMBERS.total(function, exact(*values))
        chance.shuffle(values)
        assert abs(NUMBERS.total(function, exact(*values)).value - found.value) <= found.error
        assert abs(float(_exactly(function, values)) - found.value) <= found.error


def _exactly(function: str, values: Sequence[float]) -> Fraction:
    fractions = [Fraction(value) for value in values]
    if function == "product":
        return math.prod(fractions, start=Fraction(1))
    total = sum(fractions, start=Fraction(0))
    return total / len(fractions) if function == "mean" else total


def test_a_condition_within_the_bound_is_undecided() -> None:
    near, far = Bounded(1.0 + 1e-10, 0.0), Bounded(1.1, 0.0)
    assert math.isinf(NUMBERS.compare("<", ONE, near).error)
    assert NUMBERS.compare("<", ONE, far) == (1, 0)
    assert NUMBERS.compare("=", *exact(1, 1)) == (1, 0)
    undecided = NUMBERS.compare("<", ONE, near)
    assert math.isinf(NUMBERS.chosen(FIFTH, undecided).error)
    assert NUMBERS.logic("and", (undecided, NUMBERS.exact(0))).error == 0
    assert NUMBERS.logic("or", (undecided, NUMBERS.exact(1))).error == 0
    assert math.isinf(NUMBERS.logic("and", (undecided, NUMBERS.exact(1))).error)


def test_the_larger_of_two_close_numbers_is_decided_enough() -> None:
    assert NUMBERS.apply("max", (ONE, Bounded(1.0, 1e-12))).error == 1e-9


@pytest.mark.parametrize(("value", "doubt"), [(1.4, 0.0), (1.5, 1.0)])
def test_rounding_hides_errors_or_makes_them_large(value: float, doubt: float) -> None:
    found = NUMBERS.apply("round", [Bounded(value, 1e-9), NUMBERS.exact(0)])
    assert found.error == pytest.approx(doubt)


@pytest.mark.parametrize(
    ("operation", "operands"),
    [
        ("/", (ONE, Bounded(1e-12, 1e-9))),
        ("^", (Bounded(1e-12, 1e-9), Bounded(0.5, 0.0))),
        ("log", (Bounded(1e-12, 1e-9),)),
        ("sqrt", (Bounded(1e-12, 1e-9),)),
    ],
)
def test_what_might_as_well_be_undefined_is_unbounded(operation: str, operands: tuple[Bounded, ...]) -> None:
    apply = NUMBERS.arithmetic if operation in "/^" else NUMBERS.apply
    assert math.isinf(apply(operation, operands).error)


def test_a_square_near_zero_is_bounded() -> None:
    assert NUMBERS.arithmetic("^", (Bounded(0.0, 1e-9), NUMBERS.exact(2))).error == pytest.approx(1e-18)


def test_a_stop_within_the_bound_is_not_certain() -> None:
    zero = Bounded(0.0, 1e-9)
    with pytest.raises(Undefined):
        NUMBERS.arithmetic("/", (ONE, zero))
    assert not NUMBERS.is_certain((ONE, zero))
    assert NUMBERS.is_certain(exact(1, 0))


def test_a_model_carries_its_bounds() -> None:
    build = Build(year=range(40))
    build.table("x", "year")
    build.define("total", "", build.sum(build("x"), "year"))
    build.define("share", "year", build("x") / build("total"))
    interpreter = BoundingInterpreter(build.model(), {"x": figures([0.1 * year for year in range(40)])})
    total, share = interpreter.value("total", ()), interpreter.value("share", (3,))
    assert total.value == pytest.approx(78.0)  # 0.1 (0 + 1 + … + 39)
    assert 0 < total.error < 78 * 2e-14
    assert 0 < share.error < 1e-14
