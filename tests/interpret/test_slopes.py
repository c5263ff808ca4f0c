"""Exact slopes: the rules of calculus, and where they say less than they seem to."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
from mpmath import diff, mpf

from semdsl.interpret.slopes import KINK, PLACE, ROUNDED, STEEP, MuchToFollow, Slope, SlopeInterpreter, Slopes
from tests.interpret.asking import figures
from tests.support.build import Build
from tests.support.precise import Precise

NUMBERS, PRECISE = Slopes(), Precise()


def moving(value: float, *slopes: float) -> Slope:
    """A number that moves in directions 0, 1, … with these slopes, along straight lines."""
    return NUMBERS.exact(value)._replace(slopes=dict(enumerate(slopes)))


X = moving(0.7, 1.0)


def kinds(number: Slope) -> set[tuple[int, str]]:
    return {(snag.direction, snag.kind) for snag in number.snags}


ONE_OPERAND: list[tuple[str, Callable[[object, object], object]]] = [
    ("x + 2", lambda n, x: n.arithmetic("+", (x, n.exact(2)))),
    ("2 - x", lambda n, x: n.arithmetic("-", (n.exact(2), x))),
    ("3 x", lambda n, x: n.arithmetic("*", (n.exact(3), x))),
    ("x x", lambda n, x: n.arithmetic("*", (x, x))),
    ("x / 3", lambda n, x: n.arithmetic("/", (x, n.exact(3)))),
    ("3 / x", lambda n, x: n.arithmetic("/", (n.exact(3), x))),
    ("x ^ 3", lambda n, x: n.arithmetic("^", (x, n.exact(3)))),
    ("x ^ -1.5", lambda n, x: n.arithmetic("^", (x, n.exact(-1.5)))),
    ("2 ^ x", lambda n, x: n.arithmetic("^", (n.exact(2), x))),
    ("x ^ x", lambda n, x: n.arithmetic("^", (x, x))),
    ("-x", lambda n, x: n.negate(x)),
    ("exp x", lambda n, x: n.apply("exp", (x,))),
    ("log x", lambda n, x: n.apply("log", (x,))),
    ("sqrt x", lambda n, x: n.apply("sqrt", (x,))),
    ("abs -x", lambda n, x: n.apply("abs", (n.negate(x),))),
    ("min", lambda n, x: n.apply("min", (n.exact(2), x, n.exact(3)))),
    ("max", lambda n, x: n.apply("max", (n.exact(0.1), x))),
    ("clamp", lambda n, x: n.apply("clamp", (x, n.exact(0), n.exact(1)))),
    ("clamped", lambda n, x: n.apply("clamp", (x, n.exact(0), n.exact(0.5)))),
    ("sum", lambda n, x: n.total("sum", (x, n.exact(1), x))),
    ("mean", lambda n, x: n.total("mean", (x, n.exact(1), n.exact(2)))),
    ("product", lambda n, x: n.total("product", (x, n.exact(2), x, x))),
    ("product with 0", lambda n, x: n.total("product", (n.exact(0), x, n.exact(2)))),
    ("greatest", lambda n, x: n.total("max", (n.exact(0.2), x))),
]
STRAIGHT = {"x + 2", "2 - x", "3 x", "x / 3", "-x", "sum", "mean", "product with 0"}


@pytest.mark.parametrize(("name", "formula"), ONE_OPERAND, ids=[name for name, _ in ONE_OPERAND])
def test_the_slope_of_an_operation_is_that_of_sixty_digits(
    name: str, formula: Callable[[object, object], object]
) -> None:
    found = formula(NUMBERS, X)
    assert isinstance(found, Slope)
    assert found.slope(0) == pytest.approx(float(diff(lambda x: formula(PRECISE, x), mpf("0.7"))), rel=1e-12)
    assert not found.snags
    assert (0 in found.curved) == (name not in STRAIGHT)


def test_what_does_not_move_has_no_slope() -> None:
    assert NUMBERS.arithmetic("*", (NUMBERS.exact(2), NUMBERS.exact(3))) == NUMBERS.exact(6)
    assert NUMBERS.apply("max", (NUMBERS.exact(2), NUMBERS.exact(3))) == NUMBERS.exact(3)
    assert NUMBERS.arithmetic("^", (X, NUMBERS.exact(0))).moves_with == set()


def test_directions_are_kept_apart() -> None:
    product = NUMBERS.arithmetic("*", (moving(2, 1, 0), NUMBERS.exact(5)._replace(slopes={1: 1.0})))
    assert (product.slope(0), product.slope(1)) == (5, 2)
    assert product.curved == {1}  # both sides may move with 1; with 0 only one does


@pytest.mark.parametrize("function", ["min", "max"])
def test_a_tie_is_a_kink_unless_both_sides_move_alike(function: str) -> None:
    assert kinds(NUMBERS.apply(function, (moving(1, 1), moving(1, 2)))) == {(0, KINK)}
    assert kinds(NUMBERS.apply(function, (moving(1, 1), NUMBERS.exact(1)))) == {(0, KINK)}
    assert kinds(NUMBERS.apply(function, (moving(1, 2), moving(1, 2)))) == set()
    assert kinds(NUMBERS.total(function, (moving(1, 1), moving(3, 2), moving(1, 1)))) == set()


def test_ties_are_ties_within_rounding() -> None:
    assert kinds(NUMBERS.apply("max", (moving(0.1 + 0.2, 1), NUMBERS.exact(0.3)))) == {(0, KINK)}
    assert kinds(NUMBERS.apply("max", (moving(0.3001, 1), NUMBERS.exact(0.3)))) == set()


def test_the_branch_in_force_has_its_slope_also_at_a_kink() -> None:
    assert NUMBERS.apply("abs", (moving(0, 1),)).slope(0) == 1
    assert kinds(NUMBERS.apply("abs", (moving(0, 1),))) == {(0, KINK)}
    assert kinds(NUMBERS.apply("clamp", (moving(1, 1), NUMBERS.exact(0), NUMBERS.exact(1)))) == {(0, KINK)}


def test_a_condition_that_moves_bends_what_it_chooses() -> None:
    truth = NUMBERS.compare("<", X, NUMBERS.exact(1))
    assert (truth.value, truth.slopes, truth.snags) == (1, {}, frozenset())
    chosen = NUMBERS.chosen(moving(3, 2), truth)
    assert (chosen.slope(0), chosen.curved, chosen.snags) == (2, {0}, frozenset())
    tie = NUMBERS.compare("<", moving(1, 1), NUMBERS.exact(1))
    assert kinds(NUMBERS.chosen(NUMBERS.exact(3), tie)) == {(0, KINK)}


def test_a_condition_that_is_decided_elsewhere_does_not_bend() -> None:
    truth = NUMBERS.compare("<", X, NUMBERS.exact(1))
    assert NUMBERS.logic("and", (NUMBERS.exact(0), truth)) == NUMBERS.exact(0)
    assert NUMBERS.logic("or", (truth, NUMBERS.exact(1))) == NUMBERS.exact(1)
    assert NUMBERS.logic("and", (NUMBERS.exact(1), truth)).curved == {0}


def test_rounding_a_place_and_a_root_of_nothing_have_no_slope() -> None:
    assert kinds(NUMBERS.apply("round", (X, NUMBERS.exact(1)))) == {(0, ROUNDED)}
    assert kinds(NUMBERS.apply("round", (NUMBERS.exact(2.5),))) == set()
    assert kinds(NUMBERS.chosen(NUMBERS.exact(5), moving(2010, 1))) == {(0, PLACE)}
    assert kinds(NUMBERS.apply("sqrt", (moving(0, 1),))) == {(0, STEEP)}
    assert kinds(NUMBERS.arithmetic("^", (moving(0, 1), NUMBERS.exact(0.5)))) == {(0, STEEP)}
    assert kinds(NUMBERS.arithmetic("^", (NUMBERS.exact(-2), moving(2, 1)))) == {(0, STEEP)}
    assert NUMBERS.arithmetic("^", (NUMBERS.exact(0), moving(2, 1))).slope(0) == 0


def recursion(years: int) -> Build:
    """A fund: last year's at interest ``i``, and one more."""
    m = Build(year=range(years))
    m.table("i")
    m.expect(fund="year")
    m.define("fund", "year", (m.at(year=0), m.number(1)), (..., m("fund", year=-1) * (m("i") + 1) + 1))
    return m


def test_a_recursion_of_decades_has_the_slope_of_its_closed_form() -> None:
    """The fund after n years is ((1+i)^(n+1) - 1) / i; its derivative by i is that quotient's, by hand."""
    m, i = recursion(61), 0.03
    found = SlopeInterpreter(m.model(), {"i": figures([i])}, {"i": 0}, 10_000).value("fund", (60,))
    growth = (1 + i) ** 61
    assert found.value == pytest.approx((growth - 1) / i, rel=1e-12)
    assert found.slope(0) == pytest.approx((61 * growth / (1 + i) * i - (growth - 1)) / i**2, rel=1e-10)
    assert found.curved == {0}
    assert not found.snags


def test_no_more_cells_are_followed_than_allowed() -> None:
    follow = SlopeInterpreter(recursion(61).model(), {"i": figures([0.03])}, {"i": 0}, 20)
    with pytest.raises(MuchToFollow):
        follow.value("fund", (60,))


def test_random_lines_are_lines() -> None:
    """Sums of multiples stay straight, and their slope is the sum of the factors."""
    chance = random.Random(3)
    for _ in range(100):
        factors = [chance.uniform(-5, 5) for _ in range(6)]
        terms = [NUMBERS.arithmetic("*", (NUMBERS.exact(factor), X)) for factor in factors]
        total = NUMBERS.total("sum", terms)
        assert total.slope(0) == pytest.approx(math.fsum(factors), abs=1e-12)
        assert not total.curved
