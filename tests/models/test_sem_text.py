"""Figures that the print states in its text, on the sheets where they belong, by arithmetic of their own."""

from __future__ import annotations

import pytest

import semdsl
from tests.models import oracle_premiums as premiums
from tests.models import oracle_sem as oracle
from tests.models.printed_2005 import AGES, SEXES, rows
from tests.models.shown import along, number, series, stated


def test_the_population_of_the_country_and_the_conditions_of_cuadro_i_1(results: semdsl.Results) -> None:
    """§1.2: from 50 to 96 million in 27 years is 2.45 % a year; the weeks and ages of the law of 1997."""
    figures = {
        "population_1970": 50.0, "population_1997": 96.0, "pension_weeks": 1_250.0, "medical_care_weeks": 750.0,
        "early_pension_age": 60.0, "old_age_pension_age": 65.0,
    }  # fmt: skip
    assert stated(results, figures) == figures
    growth = number(results, "population_growth")
    people = 50.0
    for _ in range(27):
        people *= 1 + growth
    assert people == pytest.approx(96.0, rel=1e-12)
    assert growth == pytest.approx(0.0245, abs=1e-4)


def test_growth_of_the_printed_users(results: semdsl.Results) -> None:
    """The column of both sexes, age by age: jumps in 2006, 2026 and 2049."""
    sums = dict.fromkeys(oracle.YEARS, 0.0)
    for row in rows("iii_05_projected_users_2005_2050.csv", sex="total"):
        if row["age_group"] != "total":
            sums[int(row["year"])] += float(row["value"])
    growth = {2005: 0.0} | {year: sums[year] / sums[year - 1] - 1 for year in oracle.FLOWS}
    assert series(results, "users_growth") == pytest.approx(growth, abs=1e-14)
    assert growth[2006] == pytest.approx(0.0646, abs=5e-5)
    assert growth[2026] == pytest.approx(0.0125, abs=5e-5)
    assert max(growth[year] for year in (2021, 2025)) < growth[2020] < growth[2026]


@pytest.mark.parametrize("line", oracle.LINES)
def test_other_income_at_the_proportion_of_2005(results: semdsl.Results, line: str) -> None:
    """Cuadro II.1: 1,313 of 67,762, and 320 of 12,870."""
    rate = {"SEM": 1_313 / 67_762, "GMP": 320 / 12_870}[line]
    assert number(results, "other_income_rate_2005", line=line) == pytest.approx(rate, rel=1e-14)
    contributions = oracle.income()["worker_employer"][line]
    exact = {year: amount * rate for year, amount in contributions.items()}
    assert series(results, "other_income_as_written", line=line) == pytest.approx(exact, rel=1e-10)


def test_the_share_of_the_state(results: semdsl.Results) -> None:
    assert number(results, "state_share_2005") == pytest.approx(36_725 / 104_487, rel=1e-14)


def test_the_report_of_2005(results: semdsl.Results) -> None:
    """§1.9: what two shares say of the whole institute, and what the pension plan takes from cash."""
    assert number(results, "share_of_income") == 0.6734
    assert number(results, "share_of_expense") == 0.7902
    assert along(results, "income_of_report")["2005"] == 106_775 + 12_900
    assert number(results, "income_of_institute") == pytest.approx(119_675 / 0.6734)
    assert number(results, "expense_of_institute") == pytest.approx(194_249 / 0.7902)
    assert number(results, "cash_flow_with_rjp") == -11_156
    printed = {row["concept"]: float(row["value"]) for row in rows(I_4, year="2006")}
    received, spent = printed["total_income"], printed["direct_expense"] + printed["other_expense"]
    cash = received - spent + printed["non_cash_items"] - printed["reserve_increase_and_physical_investment"]
    assert number(results, "rjp_in_cash") == cash + 11_156


I_4 = "i_04_scenario_without_rjp_2006_2008.csv"


def test_each_premium_collects_the_present_value_of_expense(results: semdsl.Results) -> None:
    """The conclusions call the stepped premium the cheapest: over 45 years the three collect the same."""
    income, expense = premiums.published()
    value = {year: 1.04 ** (2005 - year) for year in oracle.FLOWS}
    spent = sum(expense[year] * value[year] for year in oracle.FLOWS)
    blocks = premiums.stepped(income, expense)
    stepped = sum(
        rate * income[year] * value[year]
        for rate, years in zip(blocks, premiums.steps(), strict=True)
        for year in years
    )
    assert stepped == pytest.approx(spent, rel=1e-9)
    for method in ("pay_as_you_go", "level_premium", "stepped_premium"):
        assert number(results, "collected", method=method) == pytest.approx(spent, rel=1e-9)


def test_income_and_interest_carry_expense_to_the_end_with_the_premium_as_stated(
    results: semdsl.Results,
) -> None:
    """§3.1.1.a: E <= I + (i V) in all 45 years, and in none with the premium as printed in (8)."""
    income, expense = premiums.published()
    lasted = {}
    for reading in ("stated", "printed"):
        rate = number(results, "equilibrium_premium", reading=reading)
        reserves = series(results, "reserve_by_year", reading=reading)
        exact = {year: rate * income[year] + FORCE * reserves[year] for year in oracle.YEARS}
        ours = series(results, "income_and_interest", reading=reading)
        assert ours == pytest.approx(exact, rel=1e-9)
        lasted[reading] = sum(exact[year] >= expense[year] * (1 - 1e-9) for year in oracle.FLOWS)
        assert number(results, "equilibrium_years", reading=reading) == lasted[reading]
    assert lasted == {"stated": 45, "printed": 0}


FORCE = 0.0392207131532813  # the logarithm of 1.04, from a table


def test_the_oldest_do_not_weigh_most_in_chronic_diseases(results: semdsl.Results) -> None:
    """Cuadro II.21: 654 million at 65-69, 398 at 80 and over."""
    by_age = dict.fromkeys(AGES, 0.0)
    for row in rows("ii_21_expense_second_level_2005.csv", disease_group="chronic_degenerative"):
        by_age[row["age_group"]] += float(row["value"])
    assert max(by_age, key=lambda age: by_age[age]) == "65-69"
    ours = {
        age: sum(
            number(results, "second_level_expense", disease="chronic_degenerative", age=age, sex=sex)
            for sex in SEXES
        )
        for age in AGES
    }
    assert ours == by_age
    assert by_age["65-69"] == pytest.approx(654e6, abs=0.5e6)
    assert by_age["80+"] == pytest.approx(398e6, abs=0.5e6)
