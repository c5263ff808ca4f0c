"""Every scenario of the flagship: all income and expense derived again on its basis, what it moves, and what it leaves.

`MOVES` names each quantity of the sheets that a scenario may move and must move; the instances of the premiums,
`projected` and `published`, are compared with the derivation. A new scenario needs a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import semdsl
from tests.models import oracle_premiums as premiums
from tests.models import oracle_sem as oracle
from tests.models.oracle_sem import AGES, FLOWS, ITEMS, LINES, SEXES, STATED, YEARS, Basis
from tests.models.shown import along, number, series

Under = Callable[[str], semdsl.Results]

ONE_POINT_MORE = (
    (1.035, 2006, 2006),
    (1.045, 2007, 2028),
    (1.040, 2029, 2033),
    (1.035, 2034, 2038),
    (1.030, 2039, 2043),
    (1.025, 2044, 2050),
)
ALWAYS_3_5 = ((1.035, 2006, 2050),)


@cache
def balancing_rate() -> float:
    """Of wages: the smallest contribution rate with which the reserve of GMP ends 2050 without a debt."""
    expense = oracle.expense_of("GMP")

    def balances(rate: float) -> bool:
        income = oracle.income_of("GMP", Basis(gmp_rate=rate))
        return premiums.reserve(income, expense, lambda _: 1.0)[2050] >= 0

    return premiums.bisect(balances, high=1.0)


def basis_of(scenario: str) -> Basis:
    """What each scenario says, in the words of `sem.sem`."""
    match scenario:
        case "low_wages":
            return Basis(wages=0.010)
        case "high_wages":
            return Basis(wages=0.020)
        case "interest_3_5":
            return Basis(interest=0.035)
        case "no_step_down":
            return Basis(medical=ALWAYS_3_5)
        case "medical_inflation":
            return Basis(medical=ONE_POINT_MORE)
        case "ageing_population":
            return Basis(ageing=0.005, ratio=1.2)
        case "gmp_balanced":
            return Basis(gmp_rate=balancing_rate())
        case "quotas_of_law":
            return Basis(quotas_of_law=True)
        case "adverse":
            return Basis(wages=0.010, medical=ALWAYS_3_5, insured=-0.005)
        case "interest_4" | "gmp_at_law":
            return STATED
    raise AssertionError(f"the scenario {scenario} is not derived here")


SAME_AS_STATED = ("interest_4", "gmp_at_law")
SCENARIOS = (
    "low_wages", "high_wages", "interest_3_5", "interest_4", "no_step_down", "medical_inflation",
    "ageing_population", "gmp_at_law", "gmp_balanced", "quotas_of_law", "adverse",
)  # fmt: skip

# ── What moves ────────────────────────────────────────────────────────────────────────────────────

EXPENSE = set(
    """expense_item current_expense expense balance gmp_balancing_rate gmp_yearly_rate most_expensive_branch
    payg_on_contributions present_value_of_expense level_on_contributions stepped_on_contributions""".split()
)
INCOME = set(
    """worker_employer other_income other_income_as_written contributions income income_change_2006 balance statement
    deficit_of_conclusions payg_on_contributions present_value_of_contributions level_on_contributions
    stepped_on_contributions""".split()
)
EMPLOYER = {"premium_rate", "imss_as_employer", "staff_services", "staff_cost_as_written"}
FIRST_YEAR = {"expense_change_2006", "deficit_of_conclusions"}
WAGES = (
    INCOME
    | EXPENSE
    | FIRST_YEAR
    | set(
        """general_wage_growth daily_wage wage_bill minimum_wage premium_rate_by_law worker_employer_by_law state
        state_with_printed_factor general_services_cost subsidies_cost subsidies_by_days economic_benefits
        wages_per_rate""".split()
    )
)
MEDICAL = EXPENSE | set(
    """medical_cost_growth medical_cost_index medical_expense pensioner_medical_expense consumption_cost
    consumption_as_written gmp_consumption_as_written""".split()
)
PENSIONERS = set(
    """pensioners_index families_of_pensioners covered covered_by_sex pensioners pensioners_by_sex
    pensioners_by_subtraction pensioner_users pensioners_in_all pensioner_medical_expense gmp_consumption_as_written
    users_by_line staff_factor staff_factor_adjusted staff_cost_as_written""".split()
)
INSURED = set(
    """insured_growth workforce workforce_growth contributors insured_workers insured insured_by_sum insured_by_sex
    insured_with_injured insured_with_injured_by_sum insured_users maintenance_cost""".split()
)
INTEREST = set(
    """interest gmp_balancing_rate level_with_2005 published_stepped present_value_of_expense
    present_value_of_contributions level_on_contributions stepped_on_contributions sum_of_printed_reserves
    force discount_to_start year_value equilibrium_premium total_income_of_year reserve_by_year reserve_by_sums
    reserve_growth condition_at_end discounted_condition collected income_and_interest""".split()
)
MOVES: dict[str, set[str]] = {
    "low_wages": WAGES,
    "high_wages": WAGES,
    "interest_3_5": INTEREST,
    "interest_4": set(),
    "no_step_down": MEDICAL,  # from 2029 on: not the statement of 2010
    "medical_inflation": MEDICAL | {"statement"},  # from 2007 on: nothing of 2006
    "ageing_population": EXPENSE
    | PENSIONERS
    | FIRST_YEAR
    | {
        "ageing",
        "ratio_reached",
        "contributors_per_pensioner",
        "users",
        "medical_expense",
        "consumption_cost",
    }
    | {"statement"},
    "gmp_at_law": set(),
    "gmp_balanced": INCOME | EMPLOYER | {"gmp_rate", "gmp_quota", "state_rate", "state"},
    "quotas_of_law": INCOME | EMPLOYER,
    "adverse": WAGES | MEDICAL | INSURED | PENSIONERS,
}
DUST = 1e-9  # of a quantity's largest cell: what another order of adding up may leave


def moved(results: semdsl.Results, stated: semdsl.Results) -> set[str]:
    """The quantities of the sheets that differ from the stated ones by more than dust."""
    return {
        name
        for name in stated
        if "." not in name
        and np.max(np.abs(results[name].values - stated[name].values))
        > DUST * max(np.max(np.abs(stated[name].values)), np.max(np.abs(results[name].values)))
    }


def same_bits(results: semdsl.Results, stated: semdsl.Results, names: list[str]) -> bool:
    return all(results[name].values.tobytes() == stated[name].values.tobytes() for name in names)


def test_every_scenario_is_derived(model: semdsl.Model) -> None:
    assert model.scenarios == ("base", *SCENARIOS)
    assert set(MOVES) == set(SCENARIOS)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_moves(under: Under, results: semdsl.Results, scenario: str) -> None:
    assert moved(under(scenario), results) == MOVES[scenario]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_sources_own_series_stay(under: Under, results: semdsl.Results, scenario: str) -> None:
    """What the source prints is no projection: only another interest values it otherwise."""
    names = [name for name in results if name.startswith("published.")]
    kept = [name for name in names if name.endswith((".income", ".expense", ".payg", ".wages"))]
    kept = [name for name in kept if "under_" not in name]  # those are raised by the premiums
    assert same_bits(under(scenario), results, names if scenario != "interest_3_5" else kept)


# ── All figures again ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_income_and_expense(under: Under, scenario: str) -> None:
    """Each year of each branch and item, on the basis of the scenario."""
    found, basis = under(scenario), basis_of(scenario)
    for name, by_line in oracle.income(basis).items():
        for line in LINES:
            assert series(found, name, line=line) == pytest.approx(by_line[line], rel=1e-9)
    for (line, item), exact in oracle.expense_items(basis).items():
        assert series(found, "expense_item", line=line, item=item) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_premiums_and_reserves(under: Under, scenario: str) -> None:
    """Pay-as-you-go, level, stepped, Zelenka's and the reserve of each branch, by search and year by year."""
    found, basis = under(scenario), basis_of(scenario)
    for line in LINES:
        income, expense = oracle.income_of(line, basis), oracle.expense_of(line, basis)
        payg = {t: expense[t] / income[t] for t in YEARS}
        assert series(found, "projected.payg", line=line) == pytest.approx(payg, rel=1e-9)
        level = premiums.level(income, expense, basis.interest)
        assert number(found, "projected.level", line=line) == pytest.approx(level, rel=1e-9)
        for name, search in (("stepped", premiums.stepped), ("zelenka_premium", premiums.zelenka)):
            shown = along(found, f"projected.{name}", line=line)
            assert list(shown.values()) == pytest.approx(search(income, expense, basis.interest), rel=1e-9)
        stock = premiums.reserve(income, expense, lambda _: 1.0, basis.interest)
        scale = sum(expense.values())
        assert series(found, "projected.reserve", line=line) == pytest.approx(stock, abs=1e-9 * scale)


def test_another_interest_values_the_sources_series(under: Under) -> None:
    income, expense = premiums.published()
    found = under("interest_3_5")
    assert number(found, "published.level") == pytest.approx(
        premiums.level(income, expense, 0.035), rel=1e-11
    )
    stepped = premiums.stepped(income, expense, 0.035)
    assert list(along(found, "published.stepped").values()) == pytest.approx(stepped, rel=1e-11)
    scaled = premiums.zelenka(income, expense, 0.035)
    assert list(along(found, "published.zelenka_premium").values()) == pytest.approx(scaled, rel=1e-11)


# ── What each of them promises ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scenario", SAME_AS_STATED)
def test_what_says_the_stated_values_again_changes_no_bit(
    under: Under, results: semdsl.Results, scenario: str
) -> None:
    """4 % and 1.5 % are the stated ones."""
    assert same_bits(under(scenario), results, list(results))


def test_interest_moves_no_flow(under: Under, results: semdsl.Results) -> None:
    flows = ["income", "expense", "balance", "expense_item", "worker_employer", "users", "projected.payg"]
    assert same_bits(under("interest_3_5"), results, flows)


@pytest.mark.parametrize(("scenario", "wages"), [("low_wages", 1.010), ("high_wages", 1.020)])
def test_wages_move_contributions_by_their_own_ratio(
    under: Under, results: semdsl.Results, scenario: str, wages: float
) -> None:
    """COP and cash benefits by the ratio of the wages; staff, consumption, maintenance and pensions not at all."""
    found = under(scenario)
    for name, labels in (
        ("worker_employer", {"line": "SEM"}),
        ("worker_employer", {"line": "GMP"}),
        ("state", {"line": "GMP"}),
        ("subsidies_cost", {"line": "SEM"}),
    ):
        ours, stated = series(found, name, **labels), series(results, name, **labels)
        for t in FLOWS:
            assert ours[t] / stated[t] == pytest.approx((wages / 1.015) ** (t - 2005), rel=1e-11)
    kept = ["staff_cost", "consumption_cost", "maintenance_cost", "rjp_cost", "users", "contributors"]
    assert same_bits(found, results, kept)


def test_of_the_states_money_only_the_share_of_wages_moves(under: Under, results: semdsl.Results) -> None:
    """6.93 pesos a day are pesos of 2005, whatever wages do."""
    days = oracle.person_days()
    for scenario, growth in (("low_wages", 0.010), ("high_wages", 0.020)):
        ours, stated = (series(each, "state", line="SEM") for each in (under(scenario), results))
        other = oracle.wage_bill(Basis(wages=growth))
        for t in FLOWS:
            fixed = 1.0909 * 6.93 * days[t]
            assert ours[t] - fixed == pytest.approx(1.0909 * 0.0005 * other[t], rel=1e-8)
            assert stated[t] - fixed == pytest.approx(1.0909 * 0.0005 * oracle.wage_bill()[t], rel=1e-8)


@pytest.mark.parametrize(
    ("scenario", "first"), [("no_step_down", 2029), ("medical_inflation", 2007), ("adverse", 2029)]
)
def test_medical_costs_move_consumption_by_the_ratio_of_the_indices(
    under: Under, results: semdsl.Results, scenario: str, first: int
) -> None:
    """Of SEM and of GMP, exactly, from the first year in which costs grow otherwise."""
    found, basis = under(scenario), basis_of(scenario)
    for line in LINES:
        ours, stated = (series(each, "consumption_cost", line=line) for each in (found, results))
        for t in FLOWS:
            ratio = oracle.medical_cost_index(t, basis) / oracle.medical_cost_index(t)
            assert (ratio > 1) == (t >= first)
            assert ours[t] / stated[t] == pytest.approx(ratio, rel=1e-11)
    kept = ["staff_cost", "rjp_cost", "gad_cost_growth", "gad_cost_index", "users"]
    assert same_bits(found, results, kept)


def test_one_point_more_in_each_of_44_years(under: Under) -> None:
    """1.01-fold or a little less each year: 1.045/1.035 in 22 years, and so on; 1.53-fold in 2050."""
    ratio = (1.045 / 1.035) ** 22 * (1.04 / 1.03) ** 5 * (1.035 / 1.025) ** 5 * (1.03 / 1.02) ** 5
    ratio *= (1.025 / 1.015) ** 7
    index = series(under("medical_inflation"), "medical_cost_index")
    assert index[2006] == pytest.approx(1.035)
    assert index[2050] / oracle.medical_cost_index(2050) == pytest.approx(ratio, rel=1e-12)
    assert ratio == pytest.approx(1.53, abs=0.005)


def test_ageing_moves_users_of_60_and_over_only(under: Under, results: semdsl.Results) -> None:
    """By 0.5 % a year and no other age by a bit; what the source prints of users stays."""
    found = under("ageing_population")
    assert same_bits(
        found, results, ["users_printed", "general_services_cost", "income", "staff_cost", "insured_workers"]
    )
    for place, age in enumerate(AGES):
        for other in range(len(SEXES)):
            ours, stated = (each["users"].values[:, place, other] for each in (found, results))
            if age < "60":
                assert ours.tobytes() == stated.tobytes()
            else:
                more = [1.005 ** (t - 2005) for t in YEARS]
                assert list(ours / stated) == pytest.approx(more, rel=1e-12)


def test_ageing_moves_consumption_by_the_old_and_by_pensioners(under: Under, results: semdsl.Results) -> None:
    """Of SEM by what users of 60 and over consume; of GMP by the pensioners that fewer contributors each have."""
    found, cost, users = under("ageing_population"), oracle.unit_costs(), oracle.users()
    ours, stated = (series(each, "consumption_cost", line="SEM") for each in (found, results))
    for t in FLOWS:
        old = sum(users[t, sex, age] * each for (sex, age), each in cost.items() if age >= "60")
        more = 1.1224e-6 * oracle.medical_cost_index(t) * old * (1.005 ** (t - 2005) - 1)
        assert ours[t] - stated[t] == pytest.approx(more, rel=1e-7)
    ours, stated = (series(each, "consumption_cost", line="GMP") for each in (found, results))
    people, before = (series(each, "pensioners_index") for each in (found, results))
    for t in FLOWS:
        ratio = (1.5 / 1.2) ** min(1, (t - 2005) / 40)
        assert ours[t] / stated[t] == pytest.approx(ratio, rel=1e-11)
        assert people[t] / before[t] == pytest.approx(ratio, rel=1e-11)


def test_the_balanced_gmp_has_a_level_premium_of_100(under: Under, results: semdsl.Results) -> None:
    """And its reserve, kept year by year, ends 2050 with nothing; SEM does not notice."""
    found = under("gmp_balanced")
    assert number(found, "gmp_rate") == pytest.approx(balancing_rate(), rel=1e-9)
    assert (
        number(found, "gmp_rate")
        == number(results, "gmp_balancing_rate")
        == number(found, "gmp_balancing_rate")
    )
    assert number(found, "projected.level", line="GMP") == pytest.approx(1, abs=1e-12)
    income = oracle.income_of("GMP", Basis(gmp_rate=balancing_rate()))
    expense = oracle.expense_of("GMP")
    end = premiums.reserve(income, expense, lambda _: 1.0)[2050]
    assert abs(end) < 1e-9 * sum(expense.values())
    assert abs(number(found, "projected.reserve", line="GMP", year=2050)) < 1e-6 * expense[2050]
    for name in ("income", "expense", "balance", "projected.level", "projected.reserve"):
        ours, stated = (each[name].at(line="SEM").values for each in (found, results))
        assert ours.tobytes() == stated.tobytes()
    paid = series(found, "worker_employer", line="GMP")
    assert {t: paid[t] / oracle.income()["worker_employer"]["GMP"][t] for t in FLOWS} == pytest.approx(
        dict.fromkeys(FLOWS, balancing_rate() / 0.015), rel=1e-9
    )


def test_the_quotas_of_the_law_move_contributions_to_sem_only(under: Under, results: semdsl.Results) -> None:
    """COP, other income and income of SEM; not the State's, not GMP's, no expense, and nothing of 2005."""
    found = under("quotas_of_law")
    kept = ["state", "expense", "expense_item", "wage_bill", "premium_rate_by_law", "wages_per_rate"]
    assert same_bits(found, results, kept)
    for name in ("worker_employer", "other_income", "contributions", "income"):
        ours, stated = found[name], results[name]
        assert ours.at(line="GMP").values.tobytes() == stated.at(line="GMP").values.tobytes()
        assert ours.at(year=2005).values.tobytes() == stated.at(year=2005).values.tobytes()
    by_law = series(results, "worker_employer_by_law")
    ours = series(found, "worker_employer", line="SEM")
    assert {t: ours[t] for t in FLOWS} == pytest.approx({t: by_law[t] for t in FLOWS}, rel=1e-14)
    lost = {t: oracle.sem_rate(t) - oracle.rate_by_law(t) for t in FLOWS}
    wages = oracle.wage_bill()
    income, stated = (series(each, "income", line="SEM") for each in (found, results))
    for t in range(2007, 2051):
        less = wages[t] * 1.1722 * lost[t] * 1.041212
        assert stated[t] - income[t] == pytest.approx(less, rel=1e-7, abs=1e-3)


def test_adverse_is_low_wages_and_more(under: Under, results: semdsl.Results) -> None:
    """Its wages are those of `low_wages` to the last bit; the insured grow half a point less from 2007 on."""
    found = under("adverse")
    assert same_bits(
        found, under("low_wages"), ["daily_wage", "general_wage_growth", "minimum_wage", "staff_cost"]
    )
    index = oracle.annual("insured_index_2006_100")
    people = series(found, "contributors")
    assert people[2006] == number(results, "contributors", year=2006)
    for t in range(2007, 2051):
        assert people[t] / people[t - 1] == pytest.approx(index[t] / index[t - 1] - 0.005, rel=1e-12)
    maintenance, stated = (series(each, "maintenance_cost", line="SEM") for each in (found, results))
    for t in FLOWS:
        ratio = people[t] / number(results, "contributors", year=t)
        assert maintenance[t] / stated[t] == pytest.approx(ratio, rel=1e-12)


def test_a_change_is_seen_by_the_derivation(under: Under) -> None:
    """The comparison is not blind: a basis that is off by a tenth of a point is told apart in every item it moves."""
    off = replace(basis_of("adverse"), wages=0.011)
    found = under("adverse")
    exact = oracle.expense_items(off)
    differs = {
        item
        for item in ITEMS
        if series(found, "expense_item", line="SEM", item=item) != pytest.approx(exact["SEM", item], rel=1e-9)
    }
    assert differs == {"general_services", "subsidies_and_aid"}
