"""Premiums and reserves by another derivation: year by year, or by fine steps within a year, and searches for premiums.

Where the model has a formula for a premium, this page searches for the number that does what the premium promises.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from tests.models.oracle_sem import FLOWS, YEARS, Series, annual

INTEREST = 0.04


def published() -> tuple[Series, Series]:
    """Income and expense of SEM in the source's own annual series."""
    income, deficit = annual("income"), annual("deficit_from_iii9")
    return income, {t: income[t] + deficit[t] for t in income}


def reserve(
    income: Series, expense: Series, premium: Callable[[int], float], interest: float = INTEREST
) -> Series:
    """Reserve at each year's end when income is multiplied by a premium; flows at the end of the year."""
    stock = {2005: 0.0}
    for t in FLOWS:
        stock[t] = stock[t - 1] * (1 + interest) + premium(t) * income[t] - expense[t]
    return stock


def bisect(good: Callable[[float], bool], low: float = 0.0, high: float = 10.0) -> float:
    """The smallest number between *low* and *high* that is *good*; every larger one is good too."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def level(income: Series, expense: Series, interest: float = INTEREST) -> float:
    """The constant premium that leaves nothing in 2050, by search."""
    return bisect(lambda premium: reserve(income, expense, lambda _: premium, interest)[2050] >= 0)


def steps() -> list[range]:
    """The nine blocks of five years."""
    return [range(start, start + 5) for start in range(2006, 2051, 5)]


def run_step(
    income: Series,
    expense: Series,
    years: range,
    opening: float,
    premium: float,
    half: float,
    interest: float = INTEREST,
) -> list[float]:
    """Reserves at the ends of the years of a step, the opening one first."""
    stock = [opening]
    for t in years:
        flow = (premium * income[t] - expense[t]) * (1 + interest) ** half
        stock.append(stock[-1] * (1 + interest) + flow)
    return stock


def stepped(income: Series, expense: Series, interest: float = INTEREST) -> list[float]:
    """For each block the premium that takes the reserve from nothing to nothing, by search."""

    def premium_of(years: range) -> float:
        return bisect(lambda premium: run_step(income, expense, years, 0.0, premium, 0.0, interest)[-1] >= 0)

    return [premium_of(years) for years in steps()]


def zelenka(income: Series, expense: Series, interest: float = INTEREST) -> list[float]:
    """For each step the smallest premium with which the reserve never falls within it, by search."""
    premiums, opening = [], 0.0
    for years in steps():

        def never_falls(premium: float, years: range = years, opening: float = opening) -> bool:
            stock = run_step(income, expense, years, opening, premium, 0.5, interest)
            return all(later >= earlier for earlier, later in pairwise(stock))

        premiums.append(bisect(never_falls))
        opening = run_step(income, expense, years, opening, premiums[-1], 0.5, interest)[-1]
    return premiums


def reserve_as_printed(income: Series, expense: Series, interest: float = INTEREST) -> Series:
    """Surplus of 2007 and later, discounted to 2005 and added up."""
    return {
        t: sum((income[s] - expense[s]) / (1 + interest) ** (s - 2005) for s in range(2007, t + 1))
        for t in YEARS
    }


# ── Within the year ───────────────────────────────────────────────────────────────────────────────


def integral(function: Callable[[float], float], low: float, high: float, parts: int = 100) -> float:
    """The area under *function*, by parabolas through its values at *parts* steps (Simpson's rule)."""
    width = (high - low) / parts
    inner = sum(function(low + k * width) * (4 if k % 2 else 2) for k in range(1, parts))
    return (function(low) + inner + function(high)) * width / 3


def flowing_reserve(
    income: Series, expense: Series, premium: float, opening: float = 0.0, parts: int = 40
) -> list[float]:
    """Reserve at every *parts*-th of a year from the end of 2005 to that of 2050, by Runge's and Kutta's steps.

    In each moment it grows by the force of interest on what there is, and by that year's income less its expense.
    """
    force, width = math.log(1 + INTEREST), 1 / parts
    stock = [opening]
    for t in FLOWS:
        flow = premium * income[t] - expense[t]
        for _ in range(parts):
            now = stock[-1]
            first = force * now + flow
            second = force * (now + first * width / 2) + flow
            third = force * (now + second * width / 2) + flow
            fourth = force * (now + third * width) + flow
            stock.append(now + (first + 2 * second + 2 * third + fourth) * width / 6)
    return stock


def growth_at_the_end(stock: list[float], parts: int = 40) -> float:
    """How fast a reserve grows where it ends, from its last five values."""
    *_, a, b, c, d, e = stock
    return (25 * e - 48 * d + 36 * c - 16 * b + 3 * a) / 12 * parts
