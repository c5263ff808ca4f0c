"""The sheet Ingresos: by the calibrated rates, by the quotas of the law, and with the factor that is printed."""

from __future__ import annotations

from itertools import pairwise

import pytest

import semdsl
from tests.models import oracle_sem as oracle
from tests.models.oracle_sem import BRANCHES, FLOWS, LINES, PRINTED, YEARS, quota
from tests.models.printed_2005 import rows
from tests.models.shown import along, number, series

CONCEPTS = {
    "worker_employer": "employer_worker_contributions",
    "state": "state_contribution",
    "other_income": "other_income",
}


def of_2005(concept: str) -> dict[str, float]:
    """Cuadro II.1, by branch."""
    return {
        line: float(rows("ii_01_income_2005.csv", concept=concept, branch=branch)[0]["value"])
        for line, branch in BRANCHES.items()
    }


def by_line(sem: float, gmp: float) -> dict[str, float]:
    return {"SEM": sem, "GMP": gmp}


# ── Rates ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_rates(results: semdsl.Results) -> None:
    sem = {t: 0.066852 if t <= 2006 else 0.064868 for t in YEARS}
    assert series(results, "premium_rate", line="SEM") == pytest.approx(sem)
    assert series(results, "premium_rate", line="GMP") == pytest.approx(dict.fromkeys(YEARS, 0.01425))
    assert along(results, "adjustment") == by_line(1.1722, 1.1004)
    assert along(results, "state_rate") == pytest.approx(by_line(0.0005, 0.00075))
    assert along(results, "state_adjustment") == by_line(1.0909, 1.0330)
    assert number(results, "state_adjustment_printed") == 1.1932
    assert number(results, "daily_quota") == 6.93
    for line, first, later in (("SEM", 0.040504, 0.041212), ("GMP", 0.016817, 0.016617)):
        rate = {t: first if t <= 2006 else later for t in YEARS}
        assert series(results, "other_income_rate", line=line) == pytest.approx(rate)


def test_2005_is_what_is_printed(results: semdsl.Results) -> None:
    for name, concept in CONCEPTS.items():
        assert along(results, name, year=2005) == of_2005(concept)
    assert along(results, "worker_employer_2005") == of_2005("employer_worker_contributions")
    assert along(results, "state_2005") == of_2005("state_contribution")
    assert along(results, "other_income_2005") == of_2005("other_income")
    assert along(results, "income", year=2005) == of_2005("income")
    assert along(results, "contributions", year=2005) == of_2005("contributions")


def test_contributions_are_the_two_parts(results: semdsl.Results) -> None:
    found = oracle.income()
    for line in LINES:
        exact = {t: found["worker_employer"][line][t] + found["state"][line][t] for t in YEARS}
        assert series(results, "contributions", line=line) == pytest.approx(exact, rel=1e-11)


# ── The quotas of the law ─────────────────────────────────────────────────────────────────────────


def test_the_rate_by_law(results: semdsl.Results) -> None:
    """Year by year from the wages themselves: a fixed quota on one minimum wage, the excess, and 0.95 %."""
    minimum, wage, exact = 0.24237 * 196.638 * 1.015 / 1.005, 196.638, {}
    for t in YEARS:
        excess = quota("employer_excess_quota_pct_over_3_smgdf", t) + quota(
            "worker_excess_quota_pct_over_3_smgdf", t
        )
        fixed = quota("employer_fixed_quota_pct_smgdf", t) * minimum
        exact[t] = (fixed + excess * 0.39498 * wage + (0.0070 + 0.0025) * wage) / wage
        minimum, wage = minimum * 1.005, wage * 1.015
    assert {t: oracle.rate_by_law(t) for t in YEARS} == pytest.approx(exact, rel=1e-12)
    assert series(results, "premium_rate_by_law") == pytest.approx(exact, rel=1e-12)
    assert all(later < earlier for earlier, later in pairwise(exact[t] for t in range(2008, 2051)))


def test_contributions_by_law(results: semdsl.Results) -> None:
    wages = oracle.wage_bill()
    exact = {t: wages[t] * 1.1722 * oracle.rate_by_law(t) for t in YEARS}
    assert series(results, "worker_employer_by_law") == pytest.approx(exact, rel=1e-11)
    printed = oracle.printed("SEM", "employer_worker_contributions")
    off = {t: exact[t] / printed[t] - 1 for t in PRINTED}
    assert off[2006] == pytest.approx(0, abs=1e-4)
    assert -0.27 < off[2050] < -0.26  # the model states up to 27 %
    assert min(off.values()) == off[2050]


def test_the_source_keeps_one_rate_from_2007() -> None:
    """The printed contributions to SEM are 4.9975 times those to GMP in 2006 and 4.849 times in all later years."""
    sem, gmp = (oracle.printed(line, "employer_worker_contributions") for line in LINES)
    ratio = {t: sem[t] / gmp[t] for t in PRINTED}
    assert ratio.pop(2006) == pytest.approx(4.9975, abs=1e-4)
    assert list(ratio.values()) == pytest.approx([4.849] * 9, abs=5e-4)


# ── The State ─────────────────────────────────────────────────────────────────────────────────────


def state_without_factor() -> oracle.Series:
    """Of each day 6.93 pesos, and 0.05 % of its wage; million pesos."""
    days, wages = oracle.person_days(), oracle.wage_bill()
    return {t: 6.93 * days[t] + 0.0005 * wages[t] for t in YEARS}


def test_the_printed_factor_does_not_give_the_printed_contribution(results: semdsl.Results) -> None:
    """§2.1.2 prints 1.1932; it gives 9.4 % more in each of the ten years."""
    exact = {t: amount * 1.1932 for t, amount in state_without_factor().items()}
    assert series(results, "state_with_printed_factor") == pytest.approx(exact, rel=1e-11)
    printed = oracle.printed("SEM", "state_contribution")
    for year in PRINTED:
        assert exact[year] / printed[year] - 1 == pytest.approx(0.094, abs=5e-4)
        assert 1.0908 < printed[year] / state_without_factor()[year] < 1.0910


def test_no_number_of_days_lets_the_printed_factor_meet_the_print() -> None:
    """Wages are known from GMP, days only as an index: some days must give all ten figures within a million pesos."""
    printed, wages, size = (
        oracle.printed("SEM", "state_contribution"),
        oracle.wage_bill(),
        oracle.workforce(),
    )

    def some_days_meet(factor: float) -> bool:
        least = max(((printed[t] - 1) / factor - 0.0005 * wages[t]) / size[t] for t in PRINTED)
        most = min(((printed[t] + 1) / factor - 0.0005 * wages[t]) / size[t] for t in PRINTED)
        return least <= most

    met = [factor for factor in range(10_000, 13_000) if some_days_meet(factor / 10_000)]
    assert met == list(range(min(met), max(met) + 1))
    assert 10_909 in met  # the model's
    assert 10_932 in met  # one figure of the print changed
    assert 11_932 not in met  # the print
    assert 10_880 < min(met) < max(met) < 10_950


# ── 2005 to 2006 ──────────────────────────────────────────────────────────────────────────────────


def test_the_jump_to_2006(results: semdsl.Results) -> None:
    """Cuadro II.1 against III.6 and III.7, as the erratum has it, and what the model makes of it."""
    jumps = {
        "employer_worker_contributions": by_line(-0.035, 0.016),
        "state_contribution": by_line(-0.127, -0.057),
        "other_income": by_line(1.017, -0.312),
    }
    for concept, change in jumps.items():
        before = of_2005(concept)
        found = {line: oracle.printed(line, concept)[2006] / before[line] - 1 for line in LINES}
        assert found == pytest.approx(change, abs=5.1e-4)
    change = {line: oracle.income_of(line)[2006] / of_2005("income")[line] - 1 for line in LINES}
    assert along(results, "income_change_2006") == pytest.approx(change, rel=1e-10)


def test_income_grows_as_wages_and_people_do(results: semdsl.Results) -> None:
    """From 2007 every peso of COP is a constant share of wages, so they grow alike; the quota of the State does not."""
    wages, days = oracle.wage_bill(), oracle.person_days()
    for line in LINES:
        ours = series(results, "worker_employer", line=line)
        for t in range(2008, 2051):
            assert ours[t] / ours[t - 1] == pytest.approx(wages[t] / wages[t - 1], rel=1e-11)
    state = series(results, "state", line="SEM")
    per_day = [state[t] / days[t] for t in FLOWS]
    wage_per_day = [wages[t] / days[t] for t in FLOWS]
    slope = (per_day[-1] - per_day[0]) / (wage_per_day[-1] - wage_per_day[0])
    assert slope == pytest.approx(0.0005 * 1.0909, rel=1e-9)
    assert per_day[0] - slope * wage_per_day[0] == pytest.approx(6.93 * 1.0909, rel=1e-9)
