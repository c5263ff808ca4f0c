"""Conditions that hold, or do not, by what rounding leaves alone: a second look with sixty digits tells."""

from __future__ import annotations

import pytest

from tests.analysis.asking import solved, unsolved

PAID_OUT = """
model paid "Paid out"
time year = 2025..2030
assumption rate "Rate" : ratio = 30%
    source "x" ; range 0% .. 40%
reserve fund[year] "Fund" : MXN
    = 0.3 MXN                   for 2025
    = fund[year-1] - 0.1 MXN    for 2026..2028
    = fund[year-1]              for 2029
    = fund[year-1] - 0.1 MXN    otherwise
variable rest "Rest" : MXN = (0.3 - 0.1 - 0.1 - 0.1) * 1 MXN + min(0 MXN, 1 MXN * (rate - 10%))
"""
"""The fund is 0 in 2028 and 2029 by algebra, and -2.8e-17 pesos in doubles; so is the rest from a rate of 10 % on."""


@pytest.mark.parametrize(
    ("until", "first", "not_later"),
    [
        ("fund < 0", "2030", ()),
        ("fund != 0", "2025", ("2028", "2029")),
        ("fund <= 0", "2028", ()),
        ("fund = 0", "2028", ("2030",)),
        ("fund > 0", "2025", ("2028", "2029", "2030")),
    ],
)
def test_a_year_in_which_a_fund_is_0_but_for_rounding(
    until: str, first: str, not_later: tuple[str, ...]
) -> None:
    (own,) = solved("year", until, PAID_OUT).firsts
    assert (own.member, own.not_later) == (first, not_later)


def test_a_loop_is_solved_before_rounding_is_looked_at() -> None:
    """A fund of which half of itself is taken and given: `own` is 0.3 - 0.1 - 0.1 - 0.1 = 0, and half of it too."""
    loop = """
variable own[year] "Own" : MXN
    simultaneous
    = half + fund / 2
variable half[year] "Half" : MXN
    simultaneous
    = own / 2
"""
    assert solved("year", "own < 0", PAID_OUT + loop).member == "2030"


@pytest.mark.parametrize(
    ("until", "low", "high"),
    [("rest < 0 MXN", 0, 0.1), ("rest >= 0 MXN", 0.1, 0.4)],
)
def test_where_a_rest_is_rounding_an_inequality_is_one_of_equal_sides(
    until: str, low: float, high: float
) -> None:
    held = solved("rate", until, PAID_OUT).held
    assert held is not None
    (interval,) = held.intervals
    assert (interval.low.value, interval.high.value) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("op", "holds"), [("<", False), (">", False), ("<=", True), (">=", True), ("=", True)]
)
def test_what_does_not_move_and_is_0_but_for_rounding(op: str, holds: bool) -> None:
    found = unsolved("rate", f"fund[2028] {op} 0", PAID_OUT)
    assert found.code == "condition-does-not-move"
    assert ("it holds whatever it is" in found.message) is holds
