"""Zelenka's scaled premium: the module of the standard library, built by hand, and the same by search."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.support.build import Build


def zelenka(years: int = 12, width: int = 4) -> Build:
    """The first year alone, then steps of *width* years."""
    m = Build(year=range(2005, 2005 + years))
    m.mapped("step", "year", [-1, *(year // width for year in range(years - 1))])
    for name in ("expense", "wages", "interest"):
        m.table(name, "year")
    m.expect(unfunded="year", per_rate="year", needed="year", premium="step", reserve="year")
    m.define("half_year", "year", (1 + m("interest")) ** 0.5)
    before, first = m.at(year=0), m.at(year=range(1, years, width))
    cost, base, interest = m("expense") * m("half_year"), m("wages") * m("half_year"), m("interest")
    m.define(
        "unfunded",
        "year",
        (before, 0.0),
        (first, m("reserve", year=-1) * (1 + interest) - cost),
        (..., m("unfunded", year=-1) * (1 + interest) - cost),
    )
    m.define(
        "per_rate",
        "year",
        (before, 0.0),
        (first, base),
        (..., m("per_rate", year=-1) * (1 + interest) + base),
    )
    m.define(
        "needed",
        "year",
        (before, 0.0),
        (first, (cost - interest * m("reserve", year=-1)) / base),
        (..., (cost - interest * m("unfunded", year=-1)) / (base + interest * m("per_rate", year=-1))),
    )
    m.define("premium", "step", m.aggregate("max", m("needed"), "year", by="step"))
    income = (m("premium", step=m.group("step")) * m("wages") - m("expense")) * m("half_year")
    m.define("reserve", "year", (before, 0.0), (..., m("reserve", year=-1) * (1 + interest) + income))
    return m


def reserve_of(
    premiums: Sequence[float],
    expense: Sequence[float],
    wages: Sequence[float],
    interest: Sequence[float],
    width: int,
) -> list[float]:
    """The reserve at the end of each year if the steps so far have these premiums."""
    reserve = [0.0]
    for year in range(1, 1 + width * len(premiums)):
        flow = premiums[(year - 1) // width] * wages[year] - expense[year]
        reserve.append(reserve[-1] * (1 + interest[year]) + flow * (1 + interest[year]) ** 0.5)
    return reserve


def searched(
    expense: Sequence[float], wages: Sequence[float], interest: Sequence[float], width: int
) -> list[float]:
    """For each step the least premium under which the reserve never falls within it, by bisection."""
    premiums: list[float] = []
    for _ in range((len(expense) - 1) // width):
        low, high = -10.0, 10.0
        for _ in range(200):
            middle = (low + high) / 2
            reserve = reserve_of([*premiums, middle], expense, wages, interest, width)
            own = reserve[-width - 1 :]
            falls = any(later < earlier for earlier, later in pairwise(own))
            low, high = (middle, high) if falls else (low, middle)
        premiums.append(high)
    return premiums
