"""The pension model against closed forms: every cohort from where it began, and the stable population."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import semdsl

MODELS = Path(__file__).parents[2] / "models"
YEARS = range(2025, 2076)
AGES = range(20, 101)


def column(name: str) -> dict[int, float]:
    with (MODELS / "data" / name).open(encoding="utf-8", newline="") as file:
        return {int(row["age"]): float(row["value"]) for row in csv.DictReader(file)}


def living() -> dict[int, float]:
    """Probability of living from age 20 to each age."""
    rates, alive = column("pension_mortality.csv"), {20: 1.0}
    for age in AGES[1:]:
        alive[age] = alive[age - 1] * (1 - rates[age - 1])
    return alive


def people(year: int, age: int) -> float:
    """The living of an age: of those who were there in 2025, or of those who entered later."""
    alive, since = living(), year - 2025
    if age - 20 >= since:
        return column("pension_insured.csv")[age - since] * alive[age] / alive[age - since]
    return 60_000 * 1.005 ** (since - (age - 20)) * alive[age]


def wage(year: int, age: int) -> float:
    return 120_000 * 1.01 ** (age - 20) * 1.015 ** (year - 2025)


@pytest.fixture(scope="module")
def model() -> semdsl.Model:
    return semdsl.load(MODELS / "pension.sem")


@pytest.fixture(scope="module")
def results(model: semdsl.Model) -> semdsl.Results:
    return model.test()


def test_its_checks_and_tests_hold(results: semdsl.Results) -> None:
    assert [verdict for verdict in results.verdicts if not verdict.passed] == []
    assert [test for test in results.tests if not test.passed] == []
    assert len(results.tests) == 2


@pytest.mark.parametrize("year", [2025, 2026, 2040, 2060, 2075])
def test_everyone_is_a_survivor_of_those_who_entered(results: semdsl.Results, year: int) -> None:
    insured, pensioners = results["insured"].at(year=year), results["pensioners"].at(year=year)
    for age in AGES:
        expected = people(year, age)
        assert float(insured.at(age=age)) == pytest.approx(expected if age < 65 else 0.0)
        assert float(pensioners.at(age=age)) == pytest.approx(expected if age >= 65 else 0.0)


@pytest.mark.parametrize("year", [2026, 2050, 2075])
def test_expense_and_wages_of_a_year(results: semdsl.Results, year: int) -> None:
    wages = sum(people(year, age) * wage(year, age) for age in range(20, 65))
    pensions = sum(people(year, age) * 0.5 * wage(year - 1, 64) for age in range(65, 101))
    assert float(results["wage_bill"].at(year=year)) == pytest.approx(wages / 1e6)
    assert float(results["expense"].at(year=year)) == pytest.approx(pensions / 1e6)
    assert float(results["payg"].at(year=year)) == pytest.approx(pensions / wages)


def test_a_stable_scheme_pays_the_same_rate_every_year(model: semdsl.Model) -> None:
    alive = living()
    weight = {age: alive[age] / 1.005**age for age in AGES}
    rate = sum(weight[age] for age in range(65, 101)) * 0.5 * 1.01**44 / 1.015
    rate /= sum(weight[age] * 1.01 ** (age - 20) for age in range(20, 65))
    results = model.run(scenario="stable_scheme")
    assert list(results["payg"].values) == pytest.approx([rate] * len(YEARS))
    assert float(results["stable_payg"]) == pytest.approx(rate)


def test_the_level_premium_leaves_nothing_in_2075(results: semdsl.Results) -> None:
    level, stock = float(results["level"]), 0.0
    for year in YEARS[1:]:
        flow = level * float(results["wage_bill"].at(year=year)) - float(results["expense"].at(year=year))
        stock = stock * 1.035 + flow
    assert stock == pytest.approx(0, abs=1e-6)


def test_the_first_premium_lasts_as_long_as_interest_helps(results: semdsl.Results) -> None:
    stock, lasted = 0.0, 0
    for year in YEARS[1:]:
        flow = 0.05 * float(results["wage_bill"].at(year=year)) - float(results["expense"].at(year=year))
        if stock * 0.035 + flow * 1.035**0.5 < 0:
            break
        stock = stock * 1.035 + flow * 1.035**0.5
        lasted += 1
    assert float(results["entry.period"]) == lasted
    assert 0 < lasted < 50
