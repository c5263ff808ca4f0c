"""The sheet Ley: Cuadro I.2 by its steps, and the benefits of §1.6 counted day by day."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

import semdsl
from tests.models.printed_2005 import DATA, rows
from tests.models.shown import along, number, stated

YEARS_OF_LAW = range(1997, 2009)
PARTIES = ("employer", "worker", "government")

# A head with the sheet alone, to ask its functions about every wage and every length of an absence.
HEAD = """model law_alone "Ley"
    language es

axis pesos = 0 to 1500
axis absence = 0 to 800

variable wage[pesos] : MXN/person/day = pesos * 1 MXN/person/day
variable contribution_wage_of[pesos] : MXN/person/day = contribution_wage(wage, 48 MXN/person/day)
variable quota_of[pesos] : MXN/person/day = worker_employer_quota(wage, 48 MXN/person/day, 19.1%, 2.8%)
variable funeral[pesos] : MXN/person = funeral_aid(wage)
variable maternity[pesos] : MXN/person = maternity_subsidy(wage)
variable sickness[absence] : MXN/person = sickness_subsidy(200 MXN/person/day, absence * 1 day, sickness_weeks)
variable prolonged[absence] : MXN/person
    = sickness_subsidy(200 MXN/person/day, absence * 1 day, sickness_weeks + sickness_extension)

include "sem/00_law.sem"
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> semdsl.Results:
    folder = tmp_path_factory.mktemp("law")
    (folder / "sem" / "data").mkdir(parents=True)
    shutil.copy(DATA.parent / "00_law.sem", folder / "sem")
    shutil.copy(DATA / "i_02_contribution_scheme.csv", folder / "sem" / "data")
    (folder / "law.sem").write_text(HEAD, encoding="utf-8")
    names = "contribution_wage_of quota_of funeral maternity sickness prolonged".split()
    return semdsl.load(Path(folder, "law.sem")).run(only=names)


def component(name: str) -> dict[str, float]:
    return {row["year"]: float(row["value"]) for row in rows("i_02_contribution_scheme.csv", component=name)}


def percent(name: str) -> dict[str, float]:
    return {year: value / 100 for year, value in component(name).items()}


def test_the_quotas_are_read_as_printed(results: semdsl.Results) -> None:
    for name, column in (
        ("employer_fixed_quota", "employer_fixed_quota_pct_smgdf"),
        ("employer_excess_quota", "employer_excess_quota_pct_over_3_smgdf"),
        ("worker_excess_quota", "worker_excess_quota_pct_over_3_smgdf"),
    ):
        assert along(results, name) == pytest.approx(percent(column), rel=1e-14)
    assert along(results, "state_quota") == component("government_fixed_daily_quota_pesos")


@pytest.mark.parametrize(
    ("name", "first", "step", "column"),
    [
        ("employer_fixed_quota_by_steps", 1390, 65, "employer_fixed_quota_pct_smgdf"),
        ("employer_excess_quota_by_steps", 600, -49, "employer_excess_quota_pct_over_3_smgdf"),
        ("worker_excess_quota_by_steps", 200, -16, "worker_excess_quota_pct_over_3_smgdf"),
    ],
)
def test_the_steps(results: semdsl.Results, name: str, first: int, step: int, column: str) -> None:
    """In hundredths of a point: where it starts, and as many steps as years since 1998. They are what is printed."""
    exact = {str(t): (first + step * max(0, t - 1998)) / 10_000 for t in YEARS_OF_LAW}
    assert along(results, name) == pytest.approx(exact, abs=1e-14)
    assert percent(column) == pytest.approx(exact, abs=1e-14)


def test_the_steps_are_those_of_the_text(results: semdsl.Results) -> None:
    """65, 49 and 16 hundredths of a point; what employer and worker lose together are the same 65."""
    steps = {"fixed_quota_step": 0.0065, "employer_excess_step": 0.0049, "worker_excess_step": 0.0016}
    assert stated(results, steps) == pytest.approx(steps, abs=1e-15)
    both = {
        str(t): (800 - 65 * max(0, t - 1998)) / 10_000 for t in YEARS_OF_LAW
    }  # 8 % to begin with, §1.7; 1.5 % in 2008
    assert along(results, "excess_quota") == pytest.approx(both, abs=1e-14)


def test_the_states_quota_of_note_d(results: semdsl.Results) -> None:
    """Observed to 2005; then the printed quota of the year before and 3.5 %, which misses 2006 by a centavo."""
    observed = component("government_fixed_daily_quota_pesos")
    exact = {str(t): observed[str(t)] if t <= 2005 else observed[str(t - 1)] * 1.035 for t in YEARS_OF_LAW}
    assert along(results, "state_quota_estimated") == pytest.approx(exact, rel=1e-14)
    assert number(results, "state_quota_growth") == 0.035
    assert observed["2006"] == 7.18
    assert round(6.93 * 1.035, 2) == 7.17
    assert observed["2006"] / observed["2005"] == pytest.approx(1.0361, abs=5e-5)
    assert round(6.93 * 1.04, 2) == 7.21
    assert [round(observed[y] * 1.035, 2) for y in ("2006", "2007")] == [observed["2007"], observed["2008"]]


def test_who_pays_what(results: semdsl.Results) -> None:
    """Article 107: 1 % of the wage, 70, 25 and 5 of each 100. Article 25: 1.05, 0.375 and 0.075 of 1.5 points."""
    in_cash = dict(zip(PARTIES, (0.0070, 0.0025, 0.0005), strict=True))
    of_gmp = dict(zip(PARTIES, (0.0105, 0.00375, 0.00075), strict=True))
    assert along(results, "cash_benefit_quota") == pytest.approx(in_cash, abs=1e-15)
    assert number(results, "gmp_rate") == 0.015
    shares = {party: rate / 0.015 for party, rate in of_gmp.items()}
    assert along(results, "gmp_share") == pytest.approx(shares, abs=1e-15)
    assert along(results, "gmp_quota") == pytest.approx(of_gmp, abs=1e-15)
    assert sum(of_gmp.values()) == pytest.approx(0.015)
    before = dict(zip(PARTIES, (0.70, 0.25, 0.05), strict=True))
    since = dict(zip(PARTIES, (0.585, 0.075, 0.34), strict=True))
    assert along(results, "share_before_1997") == before
    assert along(results, "share_since_1997") == since
    change = dict(zip(PARTIES, (-0.115, -0.175, 0.29), strict=True))  # §1.2 prints 11.4, 17.5 and 29
    assert along(results, "share_change") == pytest.approx(change, abs=1e-15)
    assert sum(since.values()) == pytest.approx(1)


def test_what_the_law_fixes(results: semdsl.Results) -> None:
    """§§1.2 and 1.6, by article."""
    fixed = {
        "lowest_wage": 1, "highest_wage": 25, "excess_threshold": 3,  # art. 28, 106 II
        "treatment_weeks": 52, "treatment_extension": 52, "lactation_months": 6,  # arts. 92, 94
        "sickness_subsidy_rate": 0.6, "waiting_days": 3,  # arts. 98, 96
        "sickness_weeks": 52, "sickness_extension": 26,  # art. 96
        "sickness_qualifying_weeks": 4, "casual_qualifying_weeks": 6,  # art. 97
        "maternity_subsidy_rate": 1, "maternity_days": 42, "maternity_qualifying_weeks": 30,  # arts. 101, 102
        "funeral_months": 2, "days_per_week": 7, "days_per_month": 30,  # art. 104
    }  # fmt: skip
    assert stated(results, fixed) == pytest.approx(fixed)


# ── The functions, over all wages and all absences ────────────────────────────────────────────────


def test_the_wage_on_which_contributions_are_paid(alone: semdsl.Results) -> None:
    """With a minimum wage of 48 pesos: every whole wage from 0 to 1500, and from 48 to 1200 what it is."""
    exact = [48] * 48 + list(range(48, 1200)) + [1200] * 301
    assert list(along(alone, "contribution_wage_of").values()) == exact


def test_the_daily_quota_of_each_wage(alone: semdsl.Results) -> None:
    """Peso by peso: 0.95 % of each peso from the first to the 1200th, 2.8 % of each beyond the 144th, 19.1 % of 48."""
    quotas = list(along(alone, "quota_of").values())
    total = 0.191 * 48 + 0.0095 * 48
    for peso in range(1501):
        if 48 < peso <= 1200:
            total += 0.0095
        if 144 < peso <= 1200:
            total += 0.028
        assert quotas[peso] == pytest.approx(total, rel=1e-10)


@pytest.mark.parametrize(("name", "weeks"), [("sickness", 52), ("prolonged", 78)])
def test_the_sickness_benefit_day_by_day(alone: semdsl.Results, name: str, weeks: int) -> None:
    """120 of 200 pesos for each day from the fourth on, until the weeks are over."""
    benefit = list(along(alone, name).values())
    paid = 0
    for day in range(801):
        if day > 3 and paid < weeks * 7 * 120:
            paid += 120
        assert benefit[day] == pytest.approx(paid, rel=1e-12)
    assert paid == {52: 43_680, 78: 65_520}[weeks]


def test_births_and_funerals(alone: semdsl.Results) -> None:
    maternity, funeral = along(alone, "maternity"), along(alone, "funeral")
    for wage in range(0, 1501, 50):
        assert maternity[str(wage)] == pytest.approx(math.fsum([wage] * 84))
        assert funeral[str(wage)] == pytest.approx(math.fsum([wage] * 60))
