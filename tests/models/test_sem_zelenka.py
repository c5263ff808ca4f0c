"""The proof of §3.1.1.a, equation by equation, against integrals on a fine grid and a search for the premium.

Nothing here uses that the integrals are known: `integral` adds up parabolas, and `flowing_reserve` moves the reserve
from moment to moment by what it earns and receives. Time is counted from the end of 2005, n; m is the end of 2050.
"""

from __future__ import annotations

import math
from functools import cache

import pytest

import semdsl
from tests.models.oracle_premiums import bisect, flowing_reserve, growth_at_the_end, integral, published
from tests.models.oracle_sem import FLOWS, YEARS, Series
from tests.models.shown import along, number, series

PARTS = 40  # of a year, in `flowing_reserve`
READINGS = ("stated", "printed")


def value(time: float) -> float:
    """At the end of 2005, of 1 paid *time* years later."""
    return 1.04**-time


@cache
def value_of_year(year: int) -> float:
    """Of a flow of 1 during *year*."""
    return integral(value, year - 2006, year - 2005)


def present_value(flow: Series) -> float:
    """Of a flow that is the same all through each year, from 2006 to 2050."""
    return sum(flow[t] * value_of_year(t) for t in FLOWS)


@cache
def premium(reading: str) -> float:
    """By search, as stated: the reserve no longer grows at the end. Equation (8) as printed can only be evaluated."""
    wages, expense = published()
    if reading == "stated":
        return bisect(lambda rate: growth_at_the_end(flowing_reserve(wages, expense, rate)) >= 0)
    force, last = math.log(1.04), value(45)
    above = expense[2050] * last - force * present_value(expense)
    return above / (wages[2050] * last + force * present_value(wages))


@cache
def stock(reading: str) -> list[float]:
    return flowing_reserve(*published(), premium(reading), parts=PARTS)


def at_the_end_of(year: int, reading: str) -> float:
    return stock(reading)[(year - 2005) * PARTS]


# ── What the equations are made of ────────────────────────────────────────────────────────────────


def test_interest_moment_by_moment(results: semdsl.Results) -> None:
    force = series(results, "force")
    assert {t: math.exp(each) for t, each in force.items()} == pytest.approx(dict.fromkeys(YEARS, 1.04))
    assert force[2050] == pytest.approx(
        1_000_000 * (1.04**1e-6 - 1), rel=1e-6
    )  # a millionth of a year, a million times
    assert series(results, "discount_to_start") == pytest.approx(
        {t: value(t - 2005) for t in YEARS}, rel=1e-12
    )
    areas = {t: value_of_year(t) if t > 2005 else 0.0 for t in YEARS}
    assert series(results, "year_value") == pytest.approx(areas, rel=1e-10)


def test_what_flows(results: semdsl.Results) -> None:
    """Expense and, as the base of the premium, all income of the source's series; no reserve to begin with."""
    wages, expense = published()
    assert series(results, "total_expense_of_year") == pytest.approx(expense, rel=1e-12)
    assert series(results, "total_wages_of_year") == pytest.approx(wages, rel=1e-12)
    assert number(results, "reserve_at_start") == 0
    for reading in READINGS:
        flow = {t: premium(reading) * wages[t] for t in YEARS}
        assert series(results, "total_income_of_year", reading=reading) == pytest.approx(flow, rel=1e-7)


# ── Equations (1) to (3) ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reading", READINGS)
def test_the_reserve(results: semdsl.Results, reading: str) -> None:
    """Equations (1) and (2) against the reserve that moves from moment to moment."""
    exact = {t: at_the_end_of(t, reading) for t in YEARS}
    scale = max(map(abs, exact.values()))
    for name in ("reserve_by_year", "reserve_by_sums"):
        assert series(results, name, reading=reading) == pytest.approx(exact, abs=1e-7 * scale)


@pytest.mark.parametrize("reading", READINGS)
def test_the_growth_of_the_reserve(results: semdsl.Results, reading: str) -> None:
    """Equation (3) against how fast the reserve moves in the last tenth of each year."""
    exact = {t: growth_at_the_end(stock(reading)[: (t - 2005) * PARTS + 1], PARTS) for t in FLOWS}
    ours = series(results, "reserve_growth", reading=reading)
    scale = published()[1][2050]
    assert {t: ours[t] for t in FLOWS} == pytest.approx(exact, abs=1e-7 * scale)
    wages, expense = published()
    at_once = premium(reading) * wages[2005] - expense[2005]  # nothing earns interest yet
    assert ours[2005] == pytest.approx(at_once, rel=1e-6)


# ── Equations (4) to (8) ──────────────────────────────────────────────────────────────────────────


def test_the_premium_as_stated_brings_the_reserve_to_rest(results: semdsl.Results) -> None:
    """What the search finds is the expression with `+`; 157.36 %."""
    assert number(results, "equilibrium_premium", reading="stated") == pytest.approx(
        premium("stated"), rel=1e-8
    )
    assert premium("stated") == pytest.approx(1.5736, abs=5e-5)
    assert abs(number(results, "condition_at_end", reading="stated")) < 1e-6 * published()[1][2050]
    wages, expense = published()
    for other in (premium("stated") * 0.999, premium("stated") * 1.001):
        growth = growth_at_the_end(flowing_reserve(wages, expense, other))
        assert abs(growth) > 1e-3 * expense[2050]


def test_the_premium_as_stated_by_sums_on_a_grid(results: semdsl.Results) -> None:
    """The expression itself, its two integrals added up in 45 × 100 pieces."""
    wages, expense = published()
    force, last = math.log(1.04), value(45)
    above = expense[2050] * last + force * present_value(expense)
    below = wages[2050] * last + force * present_value(wages)
    assert number(results, "equilibrium_premium", reading="stated") == pytest.approx(above / below, rel=1e-9)


def test_the_premium_as_printed_does_not(results: semdsl.Results) -> None:
    """Equation (8), with `-`: -66.23 %, with which the reserve falls in 2050 by 4.9 times the expense of the year."""
    assert number(results, "equilibrium_premium", reading="printed") == pytest.approx(
        premium("printed"), rel=1e-9
    )
    assert premium("printed") == pytest.approx(-0.6623, abs=5e-5)
    falls = growth_at_the_end(stock("printed"), PARTS)
    assert number(results, "condition_at_end", reading="printed") == pytest.approx(falls, rel=1e-7)
    assert falls / published()[1][2050] == pytest.approx(-4.91, abs=0.005)


def test_the_condition_discounted(results: semdsl.Results) -> None:
    """Equations (5) to (7): the growth at the end, of the reserve of the grid, valued at the end of 2005."""
    for reading in READINGS:
        exact = growth_at_the_end(stock(reading), PARTS) * value(45)
        shown = along(results, "discounted_condition")[reading]
        assert shown == pytest.approx(exact, abs=1e-7 * published()[1][2050])
        assert along(results, "condition_at_end")[reading] * value(45) == pytest.approx(shown, abs=1e-6)


def test_the_sign_is_forced() -> None:
    """Step (5) solved for the premium by two values of it: it is linear, and nothing but `+` is where it is zero."""
    wages, expense = published()
    force, last = math.log(1.04), value(45)

    def step_5(rate: float) -> float:
        return (
            (rate * wages[2050] - expense[2050]) * last
            + force * present_value({t: rate * wages[t] for t in YEARS})
            - force * present_value(expense)
        )

    slope = step_5(1.0) - step_5(0.0)
    assert -step_5(0.0) / slope == pytest.approx(premium("stated"), rel=1e-8)
    assert step_5(premium("printed")) / (expense[2050] * last) == pytest.approx(-4.91, abs=0.005)


@pytest.mark.parametrize("opening", [100_000, -50_000])
def test_with_a_reserve_to_begin_with(model: semdsl.Model, opening: int) -> None:
    """The source has none; with one, the stated premium still brings the reserve to rest."""
    names = ["equilibrium_premium", "condition_at_end", "reserve_by_year", "reserve_by_sums"]
    found = model.run(set={"reserve_at_start": f"{opening} million MXN(2005)"}, only=names)
    wages, expense = published()
    rate = bisect(lambda rate: growth_at_the_end(flowing_reserve(wages, expense, rate, opening)) >= 0)
    assert number(found, "equilibrium_premium", reading="stated") == pytest.approx(rate, rel=1e-8)
    assert abs(number(found, "condition_at_end", reading="stated")) < 1e-6 * expense[2050]
    moved = flowing_reserve(wages, expense, rate, opening)
    exact = {t: moved[(t - 2005) * PARTS] for t in YEARS}
    for name in ("reserve_by_year", "reserve_by_sums"):
        assert series(found, name, reading="stated") == pytest.approx(exact, rel=1e-6)
