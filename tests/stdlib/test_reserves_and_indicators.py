"""The reserve recursion, and the indicators against their definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stdlib.scheme import EXPENSE, WAGES, YEARS, by_year, discount, reserves, run


@pytest.mark.parametrize("timing", [0, 0.5, 1])
def test_a_reserve_earns_interest_and_takes_in_the_flows_of_the_year(tmp_path: Path, timing: float) -> None:
    results = run(
        tmp_path,
        "use std.reserves with (income = 0.2 * wages, expense = expense, interest = interest,"
        f" initial_reserve = 75 MXN, timing = {timing}) as fund\n",
    )
    assert list(results["fund.reserve"].values) == pytest.approx(
        reserves(range(2021, 2041), 0.2, 75.0, timing)
    )


DECLARATIONS = """\
use std.indicators

use std.reserves with (income = 0.15 * wages, expense = expense, interest = interest,
                       initial_reserve = 400 MXN) as fund

variable closing_ratio[year] : ratio = indicators.reserve_ratio(fund.reserve, expense)
variable opening_ratio[year] : ratio
    = 0                                                          for first of year
    = indicators.opening_reserve_ratio(fund.reserve, expense)    otherwise
variable exhausted : ratio = indicators.exhaustion_year(fund.reserve)
variable debt[year] : MXN = indicators.implicit_debt(expense, fund.reserve)

variable income_rate : ratio = indicators.summarised_income_rate(0.15 * wages, wages, interest,
                                                                from: 2021, to: 2040, initial: 400 MXN)
variable cost_rate : ratio = indicators.summarised_cost_rate(expense, wages, interest,
                                                            from: 2021, to: 2040, target: 90 MXN)
variable balance : ratio = indicators.actuarial_balance(0.15 * wages, expense, wages, interest,
                                                       from: 2021, to: 2040, initial: 400 MXN, target: 90 MXN)

parameter people : person = 40
    source "prueba"
parameter pensioners : person = 8
    source "prueba"
parameter beds : ratio = 3
    source "prueba"
parameter pension : MXN/person = 30
    source "prueba"
parameter pay : MXN/person = 75
    source "prueba"

variable support : ratio = indicators.contributors_per_pensioner(people, pensioners)
variable dependency : ratio = indicators.dependency_ratio(pensioners, people)
variable of_wages[year] : ratio = indicators.share_of_wage_bill(expense, wages)
variable of_gdp[year] : ratio = indicators.share_of_gdp(expense, 20 * wages)
variable replacement : ratio = indicators.replacement_ratio(pension, pay)
variable cost_each[year] : MXN/person = indicators.cost_per_person(expense, people)
variable beds_per_thousand : ratio/person = indicators.per_thousand(beds, people)
"""


def test_indicators_are_what_they_say(tmp_path: Path) -> None:
    results = run(tmp_path, DECLARATIONS)
    fund = dict(zip(YEARS, reserves(range(2021, 2041), 0.15, 400.0, 0.0), strict=True))
    years = range(2021, 2041)
    wages = sum(WAGES[t] * discount(t, 2021) for t in years)
    expense = sum(EXPENSE[t] * discount(t, 2021) for t in years)
    assert by_year(results, "closing_ratio") == pytest.approx({t: fund[t] / EXPENSE[t] for t in YEARS})
    assert by_year(results, "opening_ratio")[2030] == pytest.approx(fund[2029] / EXPENSE[2030])
    assert float(results["exhausted"]) == next(t for t in YEARS if fund[t] < 0)
    assert by_year(results, "debt")[2033] == pytest.approx(EXPENSE[2033] - fund[2033])
    income_rate = (400 + 0.15 * wages) / wages
    cost_rate = (expense + 90 * discount(2040, 2021)) / wages
    assert float(results["income_rate"]) == pytest.approx(income_rate)
    assert float(results["cost_rate"]) == pytest.approx(cost_rate)
    assert float(results["balance"]) == pytest.approx(income_rate - cost_rate)


def test_proportions_are_quotients(tmp_path: Path) -> None:
    results = run(tmp_path, DECLARATIONS)
    assert float(results["support"]) == 5
    assert float(results["dependency"]) == 0.2
    assert float(results["replacement"]) == 0.4
    assert float(results["beds_per_thousand"]) == 75
    assert by_year(results, "of_wages")[2030] == pytest.approx(EXPENSE[2030] / WAGES[2030])
    assert by_year(results, "of_gdp")[2030] == pytest.approx(EXPENSE[2030] / WAGES[2030] / 20)
    assert by_year(results, "cost_each")[2030] == pytest.approx(EXPENSE[2030] / 40)


def test_a_balance_of_zero_leaves_the_target(tmp_path: Path) -> None:
    """The actuarial balance is how far the premium is from the one that ends at the target."""
    balance = float(run(tmp_path, DECLARATIONS)["balance"])
    assert reserves(range(2021, 2041), 0.15 - balance, 400.0, 0.0)[-1] == pytest.approx(90)
