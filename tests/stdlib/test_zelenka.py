"""Zelenka's premium, in steps of years and in continuous time, and how long a premium lasts: all by search."""

from __future__ import annotations

from itertools import pairwise
from math import log
from pathlib import Path

import pytest

import semdsl
from tests.stdlib.scheme import EXPENSE, INTEREST, STEPS, TEXT, WAGES, by_year, reserves, run, smallest


def never_falls(stock: list[float]) -> bool:
    return all(later >= earlier for earlier, later in pairwise(stock))


@pytest.mark.parametrize("opening", [0.0, 250.0])
def test_it_is_the_smallest_premium_with_which_the_reserve_never_falls(
    tmp_path: Path, opening: float
) -> None:
    results = run(
        tmp_path,
        "use std.premiums.zelenka with (expense = expense, wages = wages, interest = interest, step = step,"
        f" initial_reserve = {opening:.0f} MXN) as zelenka\n",
    )
    stock = opening
    reserve = by_year(results, "zelenka.reserve")
    for years, premium in zip(STEPS, results["zelenka.premium"].values, strict=True):
        searched = smallest(lambda p, y=years, s=stock: never_falls(reserves(y, p, s, 0.5)))  # type: ignore[misc]
        assert premium == pytest.approx(searched, rel=1e-12)
        stock = reserves(years, searched, stock, 0.5)[-1]
        assert reserve[years[-1]] == pytest.approx(stock, rel=1e-9)


RISING = {t: 100 * 1.06 ** (t - 2020) for t in EXPENSE}


def slopes(years: range, premium: float, opening: float) -> tuple[float, float]:
    """How fast the reserve grows at the end of *years*, and what it is then: V' = δV + ΠS − E, by Heun's rule."""
    parts = 400
    stock, slope = opening, 0.0
    for t in years:
        force, flow = log(1 + INTEREST[t]), premium * WAGES[t] - RISING[t]
        for _ in range(parts):
            first = force * stock + flow
            second = force * (stock + first / parts) + flow
            stock += (first + second) / (2 * parts)
        slope = force * stock + flow
    return slope, stock


def test_in_continuous_time_the_reserve_comes_to_rest_at_the_end_of_the_step(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "cost rising[year] : MXN = 100 MXN * 1.06^(year - 2020)\n\n"
        "use std.premiums.zelenka_continuous with (expense = rising, wages = wages, interest = interest, step = step,"
        " initial_reserve = 100 MXN) as zelenka\n",
    )
    stock = 100.0
    reserve = by_year(results, "zelenka.reserve")
    for years, premium in zip(STEPS, results["zelenka.premium"].values, strict=True):
        searched = smallest(lambda p, y=years, s=stock: slopes(y, p, s)[0] >= 0)  # type: ignore[misc]
        assert premium == pytest.approx(searched, rel=1e-6)
        stock = slopes(years, float(premium), stock)[1]
        assert reserve[years[-1]] == pytest.approx(stock, rel=1e-5)


@pytest.mark.parametrize("premium", [0.09, 0.13, 0.16, 0.25, 0.5])
def test_a_premium_lasts_until_the_reserve_would_fall(tmp_path: Path, premium: float) -> None:
    results = run(
        tmp_path,
        "use std.premiums.maximum_period with (expense = expense, wages = wages, interest = interest,"
        f" premium = {premium}, start = 2023, initial_reserve = 40 MXN) as lasting\n",
    )
    stock = reserves(range(2023, 2041), premium, 40.0, 0.5)
    lasted = 0
    while lasted < 18 and stock[lasted + 1] >= stock[lasted]:
        lasted += 1
    assert float(results["lasting.period"]) == lasted
    assert float(results["lasting.last_year"]) == 2022 + lasted


def test_zelenka_s_premium_lasts_its_own_step(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.premiums.zelenka with (expense = expense, wages = wages, interest = interest, step = step)"
        " as zelenka\n\n"
        "variable first_premium : ratio = zelenka.premium[first of step]\n\n"
        "use std.premiums.maximum_period with (expense = expense, wages = wages, interest = interest,"
        " premium = first_premium, start = 2021) as lasting\n",
    )
    assert float(results["lasting.last_year"]) >= 2025


LASTING = (
    "use std.premiums.maximum_period with (expense = expense, wages = wages, interest = interest,"
    " premium = {premium}, start = {start}, initial_reserve = {opening} MXN) as lasting\n"
)


@pytest.mark.parametrize("start", [2020, 2021, 2023, 2040])
@pytest.mark.parametrize(("premium", "opening"), [(0.0, 0), (0.12, 40), (0.16, 0), (0.05, 3000)])
def test_the_first_year_is_tried_wherever_it_is(
    tmp_path: Path, start: int, premium: float, opening: int
) -> None:
    results = run(tmp_path, LASTING.format(premium=premium, start=start, opening=opening))
    stock = reserves(range(start, 2041), premium, opening, 0.5)
    falls = [before > after for before, after in pairwise(stock)]
    lasted = (*falls, True).index(True)
    assert float(results["lasting.period"]) == lasted
    assert float(results["lasting.last_year"]) == start - 1 + lasted
    assert list(results["lasting.reserve"].values)[start - 2020 :] == pytest.approx(stock[1:])


@pytest.mark.parametrize("start", [2019, 2041, 2025.5])
def test_a_premium_that_starts_in_no_year_of_the_model_is_noticed(tmp_path: Path, start: float) -> None:
    path = tmp_path / "scheme.sem"
    path.write_text(TEXT + LASTING.format(premium=0.1, start=start, opening=0), encoding="utf-8")
    failed = [verdict.name for verdict in semdsl.load(path).run().verdicts if not verdict.passed]
    assert failed == ["lasting.start_is_a_year"]
