"""The sheet Edo. I-G: the statement of any year, and Cuadros I.3 and I.4 added up from their printed rows."""

from __future__ import annotations

import pytest

import semdsl
from tests.models import oracle_sem as oracle
from tests.models.oracle_sem import BRANCHES, LINES
from tests.models.printed_2005 import rows
from tests.models.shown import along, number

REPORTS = ("2006", "2007", "2008")
ENTRIES = (
    "income", "contributions", "employer_worker_contributions", "state_contribution", "other_income",
    "expense", "current_expense", "staff", "consumption", "maintenance", "general_services",
    "economic_benefits", "rjp", "subsidies_and_aid", "net_result",
)  # fmt: skip


def entries(line: str, year: int) -> dict[str, float]:
    """The fifteen rows of Cuadros III.6 and III.7 in *year*, added up from the parts."""
    income = {name: part[line][year] for name, part in oracle.income().items()}
    items = {item: oracle.expense_items()[line, item][year] for item in oracle.ITEMS}
    contributions = income["worker_employer"] + income["state"]
    received, spent = contributions + income["other_income"], sum(items.values())
    return {
        "income": received,
        "contributions": contributions,
        "employer_worker_contributions": income["worker_employer"],
        "state_contribution": income["state"],
        "other_income": income["other_income"],
        "expense": spent,
        "current_expense": spent,
        **items,
        "economic_benefits": items["rjp"] + items["subsidies_and_aid"],
        "net_result": received - spent,
    }


def test_the_year_as_stated_is_2010(results: semdsl.Results) -> None:
    assert number(results, "statement_year") == 2010
    for line in LINES:
        shown = along(results, "statement", line=line)
        assert tuple(shown) == ENTRIES
        assert shown == pytest.approx(entries(line, 2010), rel=1e-9)


@pytest.mark.parametrize("year", [2005, 2006, 2007, 2029, 2050])
def test_the_statement_of_any_year(model: semdsl.Model, year: int) -> None:
    found = model.run(set={"statement_year": year}, only=["statement"])
    for line in LINES:
        assert along(found, "statement", line=line) == pytest.approx(entries(line, year), rel=1e-9)


def test_the_statement_of_2005_is_that_of_cuadros_ii_1_and_ii_2(model: semdsl.Model) -> None:
    """To the last bit, row by row, both branches; the result of the year is not printed there."""
    found = model.run(set={"statement_year": 2005}, only=["statement"])
    names = ("ii_01_income_2005.csv", "ii_02_03_23_expense_2005.csv")
    for line, branch in BRANCHES.items():
        printed = {
            row["concept"]: float(row["value"])
            for name in names
            for row in rows(name, branch=branch)
            if row["concept"] != "insured_sums"
        }
        shown = along(found, "statement", line=line)
        assert shown.pop("net_result") == printed["income"] - printed["expense"]
        assert shown == printed


def test_the_statement_of_a_printed_year_is_that_of_cuadros_iii_6_and_iii_7(results: semdsl.Results) -> None:
    """Every row within one percent of itself, the result of the year within a thousand million pesos."""
    for line in LINES:
        shown = along(results, "statement", line=line)
        assert shown.pop("net_result") == pytest.approx(oracle.printed(line, "net_result")[2010], abs=1_000)
        for concept, amount in shown.items():
            if line == "GMP" and concept == "subsidies_and_aid":
                assert amount == 0
            else:
                assert amount == pytest.approx(oracle.printed(line, concept)[2010], rel=0.01)


@pytest.mark.parametrize("year", ["2004", "2051", "2010.5"])
def test_there_is_no_statement_of_a_year_that_is_not_valued(model: semdsl.Model, year: str) -> None:
    with pytest.raises((semdsl.UsageError, semdsl.ModelError), match=r"statement_year|look"):
        model.run(set={"statement_year": year}, only=["statement"])


@pytest.mark.parametrize("scenario", ["low_wages", "medical_inflation"])
def test_the_statement_of_a_scenario(model: semdsl.Model, scenario: str) -> None:
    """A year set beside a scenario is that year of that scenario."""
    found = model.run(
        scenario=scenario, set={"statement_year": 2040}, only=["statement", "income", "expense"]
    )
    for line in LINES:
        shown = along(found, "statement", line=line)
        assert shown["income"] == number(found, "income", year=2040, line=line)
        assert shown["expense"] == number(found, "expense", year=2040, line=line)
        stated = entries(line, 2040)
        moved = {name for name in ENTRIES if shown[name] != pytest.approx(stated[name], rel=1e-6)}
        if scenario == "medical_inflation":
            assert moved == {"expense", "current_expense", "consumption", "net_result"}
        else:
            assert {"income", "employer_worker_contributions", "general_services", "net_result"} <= moved
            assert moved.isdisjoint({"staff", "consumption", "maintenance", "rjp"})


# ── Cuadros I.3 and I.4 ───────────────────────────────────────────────────────────────────────────


def of_i_3(concept: str) -> dict[str, float]:
    return {
        line: float(rows("i_03_income_statement_2005.csv", concept=concept, branch=branch)[0]["value"])
        for line, branch in BRANCHES.items()
    }


def of_i_4(concept: str) -> dict[str, float]:
    name = "i_04_scenario_without_rjp_2006_2008.csv"
    return {year: float(rows(name, concept=concept, year=year)[0]["value"]) for year in REPORTS}


def test_cuadro_i_3(results: semdsl.Results) -> None:
    income, direct, other = (of_i_3(name) for name in ("total_income", "direct_expense", "other_expense"))
    assert along(results, "income_with_rjp") == income
    assert along(results, "direct_expense_with_rjp") == direct
    assert along(results, "other_expense_with_rjp") == other
    spent = {line: direct[line] + other[line] for line in LINES}
    assert along(results, "expense_with_rjp") == spent
    balance = {line: income[line] - spent[line] for line in LINES}
    assert along(results, "balance_with_rjp") == balance
    assert spent == pytest.approx(of_i_3("total_expense"), abs=1)
    assert balance == pytest.approx(of_i_3("net_result"), abs=1)
    ratio = sum(spent.values()) / sum(income.values())
    assert number(results, "expense_to_income") == pytest.approx(ratio, rel=1e-14)
    assert ratio == pytest.approx(1.6231, abs=5e-5)  # §1.9


def test_cuadro_i_3_shares_out_the_same_sums_as_ii_1_and_ii_2(results: semdsl.Results) -> None:
    """119,675 and 111,221 in both; 975 of income and 12,504 of expense on the other side."""
    income = {line: 106_775 if line == "SEM" else 12_900 for line in LINES}
    assert of_i_3("total_income") == income
    shown = along(results, "income_of_table_ii_1")
    assert shown == {"SEM": 105_800, "GMP": 13_875}
    assert sum(shown.values()) == sum(income.values()) == 119_675
    direct = of_i_3("direct_expense")
    assert sum(direct.values()) == 86_250 + 24_971 == 111_221
    assert (income["SEM"] - shown["SEM"], direct["SEM"] - 86_250) == (975, 12_504)
    assert income["GMP"] - direct["GMP"] - of_i_3("other_expense")["GMP"] == 302
    assert 13_875 - 24_971 == -11_096


def test_cuadro_i_4(results: semdsl.Results) -> None:
    names = {
        "income_without_rjp": "total_income",
        "direct_expense_without_rjp": "direct_expense",
        "other_expense_without_rjp": "other_expense",
        "non_cash_items": "non_cash_items",
        "reserves_and_investment": "reserve_increase_and_physical_investment",
    }
    read = {name: of_i_4(concept) for name, concept in names.items()}
    assert {name: along(results, name) for name in names} == read
    added = {}
    for year in REPORTS:
        spent = read["direct_expense_without_rjp"][year] + read["other_expense_without_rjp"][year]
        balance = read["income_without_rjp"][year] - spent
        cash = balance + read["non_cash_items"][year]
        added[year] = (spent, balance, cash, cash - read["reserves_and_investment"][year])
    sums = {
        "expense_without_rjp": "total_expense",
        "balance_without_rjp": "net_result",
        "cash_from_operations": "cash_from_operations",
        "net_cash_flow": "net_cash_flow",
    }
    for place, (name, concept) in enumerate(sums.items()):
        exact = {year: added[year][place] for year in REPORTS}
        assert along(results, name) == exact
        assert exact == pytest.approx(of_i_4(concept), abs=1)


def test_the_report_with_the_staff_pension_plan(results: semdsl.Results) -> None:
    """§1.9: the expense of the text less the income of I.4, and less the expense of I.4."""
    spent = {"2006": 216_094, "2007": 256_090, "2008": 270_792}
    assert along(results, "expense_of_report") == {"2005": 194_249, **spent}
    income = of_i_4("total_income")
    deficit = {year: income[year] - spent[year] for year in REPORTS}
    assert along(results, "deficit_of_report") == {"2005": 119_675 - 194_249, **deficit}
    assert deficit == {"2006": -93_014, "2007": -121_020, "2008": -125_732}
    plan = {
        year: spent[year] - of_i_4("direct_expense")[year] - of_i_4("other_expense")[year] for year in REPORTS
    }
    assert along(results, "rjp_of_report") == plan


def test_the_projection_does_not_start_from_the_report(results: semdsl.Results) -> None:
    """118,591 million current pesos in 2006 by Cuadros III.6 and III.7, against 123,080."""
    printed = 1.04 * sum(oracle.printed(line, "income")[2006] for line in LINES)
    assert printed == pytest.approx(118_591, abs=0.5)
    ours = 1.04 * sum(number(results, "income", year=2006, line=line) for line in LINES)
    assert ours == pytest.approx(printed, abs=2)
    assert of_i_4("total_income")["2006"] == 123_080
