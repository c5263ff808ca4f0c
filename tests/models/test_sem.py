"""The flagship, cell by cell, against a derivation of its own in plain Python (`oracle_sem`, `oracle_premiums`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import semdsl
from tests.models import oracle_premiums as premiums
from tests.models import oracle_sem as oracle
from tests.models.oracle_premiums import published
from tests.models.oracle_sem import expense_of, income_of


def series(results: semdsl.Results, name: str, **labels: str) -> dict[int, float]:
    """A quantity over the years, in its declared unit."""
    part = results[name].at(**labels)
    return dict(zip(oracle.YEARS, map(float, part.values), strict=True))


def in_millions(result: semdsl.Result) -> list[float]:
    """Amounts in million pesos, whichever unit the result says it is in."""
    factor = {"MXN(2005)": 1e-6, "million MXN(2005)": 1.0}[result.unit]
    return [float(value) * factor for value in result.values]


def test_nothing_is_found_in_it(model: semdsl.Model) -> None:
    assert [found for found in model.findings if found.is_error] == []


def test_its_checks_expectations_and_tests_hold(results: semdsl.Results) -> None:
    assert [verdict for verdict in results.verdicts if not verdict.passed] == []
    assert [test for test in results.tests if not test.passed] == []
    assert len(results.verdicts) > 30


@pytest.mark.parametrize("line", oracle.LINES)
@pytest.mark.parametrize("name", ["worker_employer", "state", "other_income"])
def test_income(results: semdsl.Results, name: str, line: str) -> None:
    assert series(results, name, line=line) == pytest.approx(oracle.income()[name][line], rel=1e-10)


@pytest.mark.parametrize("line", oracle.LINES)
@pytest.mark.parametrize("item", oracle.ITEMS)
def test_expense_items(results: semdsl.Results, line: str, item: str) -> None:
    exact = oracle.expense_items()[line, item]
    assert series(results, "expense_item", line=line, item=item) == pytest.approx(exact, rel=1e-10)


@pytest.mark.parametrize("line", oracle.LINES)
def test_totals(results: semdsl.Results, line: str) -> None:
    income, expense = income_of(line), expense_of(line)
    assert series(results, "income", line=line) == pytest.approx(income, rel=1e-10)
    assert series(results, "expense", line=line) == pytest.approx(expense, rel=1e-10)
    balance = {t: income[t] - expense[t] for t in oracle.YEARS}
    assert series(results, "balance", line=line) == pytest.approx(balance, abs=5)


@pytest.mark.parametrize("line", oracle.LINES)
def test_premiums_of_the_projection(results: semdsl.Results, line: str) -> None:
    income, expense = income_of(line), expense_of(line)
    payg = {t: expense[t] / income[t] for t in oracle.YEARS}
    assert series(results, "projected.payg", line=line) == pytest.approx(payg, rel=1e-10)
    assert float(results["projected.level"].at(line=line)) == pytest.approx(
        premiums.level(income, expense), rel=1e-10
    )
    stepped, scaled = (
        results["projected.stepped"].at(line=line),
        results["projected.zelenka_premium"].at(line=line),
    )
    assert list(stepped.values) == pytest.approx(premiums.stepped(income, expense), rel=1e-10)
    assert list(scaled.values) == pytest.approx(premiums.zelenka(income, expense), rel=1e-10)


def test_premiums_of_the_source(results: semdsl.Results) -> None:
    income, expense = published()
    payg = {t: expense[t] / income[t] for t in oracle.YEARS}
    assert series(results, "published.payg") == pytest.approx(payg, rel=1e-12)
    assert float(results["published.level"]) == pytest.approx(premiums.level(income, expense), rel=1e-12)
    assert list(results["published.stepped"].values) == pytest.approx(
        premiums.stepped(income, expense), rel=1e-12
    )
    assert list(results["published.zelenka_premium"].values) == pytest.approx(
        premiums.zelenka(income, expense), rel=1e-12
    )


def test_the_level_premium_with_2005_and_both_branches(results: semdsl.Results) -> None:
    """119,675 and 111,221: the totals of Cuadros II.1 and II.2."""
    income, expense = published()
    income[2005], expense[2005] = 119_675, 111_221
    value = {t: 1.04 ** (2005 - t) for t in oracle.YEARS}
    level = sum(expense[t] * value[t] for t in value) / sum(income[t] * value[t] for t in value)
    assert float(results["level_with_2005"]) == pytest.approx(level, rel=1e-12)


def test_reserves_of_the_source(results: semdsl.Results) -> None:
    income, expense = published()
    stock = premiums.reserve(income, expense, lambda _: 1.0)
    assert in_millions(results["published.reserve"]) == pytest.approx(list(stock.values()))
    printed = premiums.reserve_as_printed(income, expense)
    shown = in_millions(results["published.reserve_as_printed"])
    assert shown == pytest.approx(list(printed.values()), abs=1e-6)


def test_what_is_printed_is_met(results: semdsl.Results) -> None:
    """What the model promises, asked again without its own expectations."""
    for line in oracle.LINES:
        for name, concept, share in (
            ("worker_employer", "employer_worker_contributions", 0.01),
            ("state", "state_contribution", 0.01),
            ("income", "income", 0.002),
        ):
            printed = oracle.printed(line, concept)
            ours = series(results, name, line=line)
            assert {t: ours[t] for t in oracle.PRINTED} == pytest.approx(printed, rel=share)
    for item, lines in (("staff", oracle.LINES), ("maintenance", oracle.LINES), ("consumption", ("SEM",))):
        for line in lines:
            ours = series(results, "expense_item", line=line, item=item)
            assert {t: ours[t] for t in oracle.PRINTED} == pytest.approx(oracle.printed(line, item), rel=0.01)


@pytest.mark.parametrize("scenario", ["low_wages", "interest_3_5", "no_step_down", "adverse"])
def test_premiums_keep_their_promises_in_every_scenario(model: semdsl.Model, scenario: str) -> None:
    results = model.run(scenario=scenario)
    broken = [verdict for verdict in results.verdicts if verdict.kind == "check" and not verdict.passed]
    assert broken == []


def test_the_interest_of_cuadro_iii_1_does_not_give_the_printed_premiums(
    under: Callable[[str], semdsl.Results],
) -> None:
    """At 3.5 % the level premium is 148.49 %: the rate that the source states is not the one it used."""
    level = float(under("interest_3_5")["published.level"])
    assert level == pytest.approx(1.4849, abs=5e-5)
