"""Each premium against a search for the number that does what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stdlib.scheme import EXPENSE, STEPS, WAGES, by_year, reserves, run, smallest


def test_pay_as_you_go_pays_each_year_with_its_own_income(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.premiums\n\npremium payg[year] = premiums.pay_as_you_go(expense, wages)\n"
        "premium smoothed = premiums.smoothed_pay_as_you_go(expense, wages, margin: 5%, from: 2021, to: 2025)\n"
        "premium terminal[year] = premiums.terminal_funding(expense, wages)\n",
    )
    payg = by_year(results, "payg")
    assert all(payg[t] * WAGES[t] == pytest.approx(EXPENSE[t]) for t in payg)
    smoothed = float(results["smoothed"])
    years = range(2021, 2026)
    assert sum(smoothed * WAGES[t] for t in years) == pytest.approx(1.05 * sum(EXPENSE[t] for t in years))
    assert by_year(results, "terminal") == pytest.approx(payg)


def test_the_level_premium_leaves_nothing_at_the_end(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.premiums\n\npremium level = premiums.level(expense, wages, interest, from: 2021, to: 2040)\n",
    )
    searched = smallest(lambda premium: reserves(range(2021, 2041), premium, 0.0, 0.0)[-1] >= 0)
    assert float(results["level"]) == pytest.approx(searched, rel=1e-12)


def test_the_level_premium_with_reserves_goes_from_the_first_to_the_second(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.premiums\n\npremium level = premiums.level_with_reserves(expense, wages, interest,"
        " from: 2021, to: 2040, initial: 300 MXN, target: 800 MXN)\n",
    )
    searched = smallest(lambda premium: reserves(range(2021, 2041), premium, 300.0, 0.0)[-1] >= 800)
    assert float(results["level"]) == pytest.approx(searched, rel=1e-12)


def test_the_stepped_premium_leaves_nothing_at_the_end_of_each_block(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.premiums\n\npremium stepped[step] = premiums.stepped(expense, wages, interest, over: step)\n",
    )
    searched = [
        smallest(lambda premium, years=years: reserves(years, premium, 0.0, 0.0)[-1] >= 0)  # type: ignore[misc]
        for years in STEPS
    ]
    assert list(results["stepped"].values) == pytest.approx(searched, rel=1e-12)


def test_blocks_go_from_target_to_target(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        'parameter goal[step] : MXN = 50 MXN * (step - 2016)\n    source "prueba"\n\n'
        "use std.premiums.blocks with (expense = expense, income = wages, interest = interest, step = step,"
        " initial_reserve = 120 MXN, target = goal) as blocks\n",
    )
    opening = 120.0
    for years, premium in zip(STEPS, results["blocks.premium"].values, strict=True):
        goal = 50.0 * (years[0] - 2016)
        searched = smallest(lambda p, y=years, o=opening, g=goal: reserves(y, p, o, 0.0)[-1] >= g)  # type: ignore[misc]
        assert premium == pytest.approx(searched, rel=1e-12)
        opening = goal
    reserve = by_year(results, "blocks.reserve")
    assert [reserve[years[-1]] for years in STEPS] == pytest.approx(
        [50.0 * (years[0] - 2016) for years in STEPS]
    )
