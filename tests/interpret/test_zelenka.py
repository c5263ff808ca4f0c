"""Zelenka's premium against a search by brute force."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from semdsl.interpret.scalar import Interpreter
from tests.interpret.asking import figures
from tests.support.build import Build


def zelenka() -> Build:
    """The module of the language reference over six years with two steps of three."""
    build = Build(year=range(2005, 2012))
    build.mapped("step", "year", (-1, 0, 0, 0, 1, 1, 1))
    for name in ("expense", "wages", "interest"):
        build.table(name, "year")
    build.expect(unfunded="year", per_rate="year", reserve="year", premium="step", half="year")
    before, first = build.at(year=0), build.at(year=(1, 4))
    growth = build("interest") + 1
    need = build("expense") * build("half")
    build.define("half", "year", growth**0.5)
    build.define(
        "unfunded",
        "year",
        (before, 0),
        (first, build("reserve", year=-1) * growth - need),
        (..., build("unfunded", year=-1) * growth - need),
    )
    build.define(
        "per_rate",
        "year",
        (before, 0),
        (first, build("wages") * build("half")),
        (..., build("per_rate", year=-1) * growth + build("wages") * build("half")),
    )
    per_rate_before = build("interest") * build("per_rate", year=-1)
    build.define(
        "needed",
        "year",
        (before, 0),
        (first, (need - build("interest") * build("reserve", year=-1)) / (build("wages") * build("half"))),
        (
            ...,
            (need - build("interest") * build("unfunded", year=-1))
            / (build("wages") * build("half") + per_rate_before),
        ),
    )
    build.define("premium", "step", build.aggregate("max", build("needed"), "year", by="step"))
    paid = build.spread(build("premium"), "step") * build("wages")
    build.define(
        "reserve",
        "year",
        (before, 0),
        (..., build("reserve", year=-1) * growth + (paid - build("expense")) * build("half")),
    )
    return build


EXPENSE = [0, 100.0, 120.0, 150.0, 160.0, 165.0, 190.0]
WAGES = [0, 1000.0, 1010.0, 1030.0, 1050.0, 1060.0, 1090.0]
INTEREST = [0, 0.04, 0.04, 0.03, 0.03, 0.05, 0.05]


def smallest_premium(start: float, years: Sequence[int]) -> float:
    """By bisection: the smallest rate at which the reserve never falls from one year's end to the next."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        reserve, falls = start, False
        for year in years:
            after = reserve * (1 + INTEREST[year]) + (middle * WAGES[year] - EXPENSE[year]) * math.sqrt(
                1 + INTEREST[year]
            )
            falls = falls or after < reserve
            reserve = after
        low, high = (middle, high) if falls else (low, middle)
    return high


def test_zelenkas_premium_is_the_smallest_that_keeps_the_reserve() -> None:
    tables = {"expense": figures(EXPENSE), "wages": figures(WAGES), "interest": figures(INTEREST)}
    interpreter = Interpreter(zelenka().model(), tables)
    first = smallest_premium(0.0, (1, 2, 3))
    reserve = 0.0
    for year in (1, 2, 3):
        half = math.sqrt(1 + INTEREST[year])
        reserve = reserve * (1 + INTEREST[year]) + (first * WAGES[year] - EXPENSE[year]) * half
    second = smallest_premium(reserve, (4, 5, 6))
    assert interpreter.value("premium", (0,)) == pytest.approx(first, rel=1e-12)
    assert interpreter.value("premium", (1,)) == pytest.approx(second, rel=1e-12)
    assert interpreter.value("reserve", (3,)) == pytest.approx(reserve, rel=1e-12)
