"""The sheets Inf & Supuestos, VA SIV 05, VA RJP 05 and GAD: closed forms where the model grows year by year."""

from __future__ import annotations

import math

import pytest

import semdsl
from tests.models import oracle_sem as oracle
from tests.models.oracle_sem import PRINTED, YEARS, annual, between, medical_cost_index, quota
from tests.models.printed_2005 import AGES, CELLS, cells, rate_of_use, rows
from tests.models.shown import along, number, series, stated

PENSIONERS = "ii_07_pensioners_2005.csv"
GAD = {
    2028: 0.035,
    2033: 0.03,
    2038: 0.025,
    2043: 0.02,
    2050: 0.015,
}  # Cuadro III.2: the rate until that year


def price_index(year: int) -> float:
    """Prices, 1 in 2005: 4 % in 2006 and 3.5 % each year after."""
    return 1.0 if year == 2005 else 1.04 * 1.035 ** (year - 2006)


# ── Cuadro III.1 ──────────────────────────────────────────────────────────────────────────────────


def test_cuadro_iii_1(results: semdsl.Results) -> None:
    figures = {
        "minimum_wage_growth": 0.005, "general_wage_growth": 0.015, "interest_printed": 0.035,
        "insured_growth_2006": 0.02045,
        "contributors_2005": 11_222_540, "daily_wage_2005": 196.638, "days": 365,
        "minimum_wage_ratio": 0.24237, "excess_wage_share": 0.39498,
    }  # fmt: skip
    assert stated(results, figures) == pytest.approx(figures)
    inflation = {t: 0.0 if t == 2005 else 0.04 if t == 2006 else 0.035 for t in YEARS}
    assert series(results, "inflation") == pytest.approx(inflation, abs=1e-15)
    assert series(results, "interest") == dict.fromkeys(YEARS, 0.04)


def test_prices(results: semdsl.Results) -> None:
    assert series(results, "price_index") == pytest.approx({t: price_index(t) for t in YEARS}, rel=1e-12)


def test_the_insured(results: semdsl.Results) -> None:
    """The recursions over growth give back the index that the growth was taken from."""
    index = annual("insured_index_2006_100")
    assert series(results, "insured_index") == index
    growth = {t: index[t] / index[t - 1] - 1 if t > 2005 else 0.0 for t in YEARS}
    assert series(results, "insured_growth") == pytest.approx(growth, abs=1e-14)
    assert growth[2006] == pytest.approx(0.02045, abs=1e-5)
    size = {t: index[t] / index[2005] for t in YEARS}
    assert series(results, "workforce") == pytest.approx(size, rel=1e-12)
    assert series(results, "workforce_growth") == pytest.approx(growth, abs=1e-12)
    contributors = {t: 11_222_540 * size[t] for t in YEARS}
    assert series(results, "contributors") == pytest.approx(contributors, rel=1e-12)
    assert 365e-6 * contributors[2006] == pytest.approx(4_180, abs=0.5)  # million days, as the note says


def test_wages(results: semdsl.Results) -> None:
    daily = {t: 196.638 * 1.015 ** (t - 2005) for t in YEARS}
    assert series(results, "daily_wage") == pytest.approx(daily, rel=1e-12)
    bill = oracle.wage_bill()
    assert series(results, "wage_bill") == pytest.approx(bill, rel=1e-12)
    assert bill[2006] == pytest.approx(11_222_540 / 0.97996 * 365 * 196.638 * 1.015 / 1e6, rel=1e-12)
    minimum = {t: 0.24237 * 196.638 * 1.015 * 1.005 ** (t - 2006) for t in YEARS}
    assert series(results, "minimum_wage") == pytest.approx(minimum, rel=1e-12)
    assert minimum[2006] == pytest.approx(48.37, abs=0.005)


def test_the_wage_bill_is_what_the_printed_contributions_to_gmp_say() -> None:
    """1.05 % and 0.375 % of wages by 1.1004, in all ten years: the printed millions, give or take half of one."""
    bill = oracle.wage_bill()
    for year, printed in oracle.printed("GMP", "employer_worker_contributions").items():
        assert 1.1004 * 0.01425 * bill[year] == pytest.approx(printed, abs=0.55)


def test_minimum_wage_and_excess_solve_two_equations() -> None:
    """19.10 r + 2.80 s + 0.95 = 6.6852 and 20.40 r + 1.50 s + 0.95 = 6.4868, solved by Cramer's rule."""
    a, b, c, d = 19.10, 2.80, 20.40, 1.50
    right, below = 6.6852 - 0.95, 6.4868 - 0.95
    ratio = (right * d - b * below) / (a * d - b * c)
    excess = (a * below - c * right) / (a * d - b * c)
    assert ratio == pytest.approx(0.24237, abs=1e-5)
    assert excess == pytest.approx(0.3950, abs=5e-5)
    assert oracle.rate_by_law(2006) == pytest.approx(0.066852, abs=5e-7)
    assert quota("employer_fixed_quota_pct_smgdf", 2006) == pytest.approx(a / 100)
    assert quota("employer_fixed_quota_pct_smgdf", 2050) == pytest.approx(c / 100)


def test_health_expenditure(results: semdsl.Results) -> None:
    """§3.3: 46.4 and 53.6 of each 100 of 6.5 % of the product."""
    assert along(results, "health_expenditure") == pytest.approx(
        {"usa": 0.13, "uruguay": 0.109, "mexico": 0.054}
    )
    assert number(results, "health_expenditure_2006") == 0.065
    assert along(results, "health_expenditure_share") == {"public": 0.464, "private": 0.536}
    by_payer = {"public": 0.03016, "private": 0.03484}
    assert along(results, "health_expenditure_by_payer") == pytest.approx(by_payer, abs=1e-15)


# ── VA SIV 05 ─────────────────────────────────────────────────────────────────────────────────────


def test_contributors_per_pensioner(results: semdsl.Results) -> None:
    """From 5.1 to 1.5 in 40 equal steps of the logarithm, then no further; pensioners are what that leaves."""
    figures = {
        "ratio_2000": 6.7, "ratio_2005": 5.1, "ratio_printed": 1.5, "ratio_reached": 1.5, "ratio_years": 40
    }  # fmt: skip
    assert stated(results, figures) == figures
    known = {2005: math.log(5.1), 2045: math.log(1.5), 2050: math.log(1.5)}
    ratio = {t: math.exp(value) for t, value in between(known, power=False).items()}
    assert series(results, "contributors_per_pensioner") == pytest.approx(ratio, rel=1e-12)
    assert series(results, "contributors_per_pensioner_printed") == pytest.approx(ratio, rel=1e-12)
    size = {t: oracle.workforce()[t] * 5.1 / ratio[t] for t in YEARS}
    assert series(results, "pensioners_index") == pytest.approx(size, rel=1e-12)
    in_2005 = sum(cells(PENSIONERS, row_type="cell").values())
    in_all = {t: in_2005 * size[t] / 1000 for t in YEARS}
    assert series(results, "pensioners_in_all") == pytest.approx(in_all, rel=1e-12)
    assert number(results, "insured_by_ratio") == pytest.approx(5.1e-6 * in_2005, rel=1e-12)
    assert 5.1e-6 * in_2005 == pytest.approx(12.7, abs=0.05)


def test_the_young_among_pensioners() -> None:
    """98,387 under 20, says the note: orphans and relatives."""
    young = [people for (age, _), people in cells(PENSIONERS, row_type="cell").items() if age < "20"]
    assert sum(young) == 98_387


def test_pensioners_and_their_users_by_cell(results: semdsl.Results) -> None:
    """Cuadro II.7 by one number a year, and by each group's rate of use: all 46 × 34 cells."""
    base = cells(PENSIONERS, row_type="cell")
    for year in YEARS:
        size = oracle.workforce()[year] * 5.1 / oracle.activity_ratio(year, 1.5)
        for place, age in enumerate(AGES):
            for other, sex in enumerate(oracle.SEXES):
                people = base[age, sex] * size
                at = (year - 2005, place, other)
                assert results["families_of_pensioners"].values[at] == pytest.approx(people, rel=1e-11)
                users = people * rate_of_use(age, sex)
                assert results["pensioner_users"].values[at] == pytest.approx(users, rel=1e-11)


def test_the_sums_by_sex(results: semdsl.Results) -> None:
    """Covered persons, insured, pensioners and users, added up over ages by hand."""
    base, people = (
        cells(PENSIONERS, row_type="cell"),
        cells("ii_04_covered_population_2005.csv", row_type="cell"),
    )
    for sex in oracle.SEXES:
        retired = sum(base[cell] for cell in CELLS if cell[1] == sex)
        active = sum(people[cell] for cell in CELLS if cell[1] == sex) - retired
        for name, size in (
            ("insured_by_sex", {t: active * oracle.workforce()[t] for t in YEARS}),
            (
                "pensioners_by_sex",
                {t: retired * oracle.workforce()[t] * 5.1 / oracle.activity_ratio(t, 1.5) for t in YEARS},
            ),
            ("users_by_sex", {t: sum(oracle.users_printed()[t, sex, age] for age in AGES) for t in YEARS}),
        ):
            assert series(results, name, sex=sex) == pytest.approx(size, rel=1e-11)
        covered = series(results, "covered_by_sex", sex=sex)
        assert covered[2005] == active + retired
        insured, pensioners = (
            series(results, f"{name}_by_sex", sex=sex) for name in ("insured", "pensioners")
        )
        assert covered == pytest.approx({t: insured[t] + pensioners[t] for t in YEARS}, rel=1e-12)


# ── VA RJP 05 ─────────────────────────────────────────────────────────────────────────────────────


def test_the_staff_pension_plan(results: semdsl.Results) -> None:
    """Straight lines between the printed years, and the share of each branch."""
    cost = {line: oracle.valuation(line, "rjp", power=False) for line in oracle.LINES}
    for line in oracle.LINES:
        assert series(results, "rjp_cost", line=line) == pytest.approx(cost[line], rel=1e-12)
    both = {t: cost["SEM"][t] + cost["GMP"][t] for t in YEARS}
    share = {t: cost["SEM"][t] / both[t] if both[t] else 0.0 for t in YEARS}
    assert series(results, "sem_share_of_rjp") == pytest.approx(share, rel=1e-12)
    assert {round(share[t], 3) for t in PRINTED} == {0.878}
    assert number(results, "sem_share_of_labour_cost") == 0.84
    staff = {2005: 56_534 + 16_801, **oracle.staff()}
    to_staff = {t: both[t] / staff[t] for t in YEARS}
    assert series(results, "rjp_to_staff") == pytest.approx(to_staff, rel=1e-10)


# ── GAD ───────────────────────────────────────────────────────────────────────────────────────────


def test_medical_costs(results: semdsl.Results) -> None:
    growth = {t: next(rate for last, rate in GAD.items() if t <= last) for t in YEARS}
    assert series(results, "gad_cost_growth") == growth
    assert series(results, "medical_cost_growth") == growth
    index = {t: math.prod(1 + growth[s] for s in range(2006, t + 1)) for t in YEARS}
    assert {t: medical_cost_index(t) for t in YEARS} == pytest.approx(index, rel=1e-12)
    assert series(results, "medical_cost_index") == pytest.approx(index, rel=1e-12)
    assert series(results, "gad_cost_index") == pytest.approx(index, rel=1e-12)
    assert number(results, "gad_staff_cost_growth") == 0.015
    staff = {t: math.exp((t - 2005) * math.log(1.015)) for t in YEARS}
    assert series(results, "gad_staff_cost_index") == pytest.approx(staff, rel=1e-12)


def test_old_men_cost_four_times_what_gad_has(results: semdsl.Results) -> None:
    """Men of 65 to 74: 11.7 times those of 15 to 44 by Cuadro II.16, and 3 times by III.3."""
    ours = number(results, "relative_unit_cost", gad_group="65-74", sex="male")
    assert ours == pytest.approx(11.7, abs=0.05)
    printed = rows(
        "iii_03_gad_relative_costs.csv", health_status="normal_health", age_group="65-74", sex="male"
    )
    assert [float(row["value"]) for row in printed] == [300]
