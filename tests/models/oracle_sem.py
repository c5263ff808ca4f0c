"""The flagship's income and expense by another derivation: plain Python and closed forms, none of our own code.

Where the model writes a recursion, this page has a closed form; what a scenario changes is an argument, the `Basis`.
Premiums and reserves are in `oracle_premiums.py`. Amounts are in million pesos of 2005.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parents[2] / "models" / "sem" / "data"
YEARS = range(2005, 2051)
FLOWS = range(2006, 2051)
LINES = ("SEM", "GMP")
BRANCHES = {"SEM": "insured", "GMP": "pensioners"}
SEXES = ("male", "female")
AGES = (*(f"{low:02d}-{low + 4:02d}" for low in range(0, 80, 5)), "80+")
ITEMS = ("staff", "consumption", "maintenance", "general_services", "rjp", "subsidies_and_aid")
PRINTED = (2006, 2010, 2015, 2020, 2025, 2030, 2035, 2040, 2045, 2050)
MEDICAL_COSTS = (
    (1.035, 2006, 2028),
    (1.03, 2029, 2033),
    (1.025, 2034, 2038),
    (1.02, 2039, 2043),
    (1.015, 2044, 2050),
)

Series = dict[int, float]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a scenario may choose, as stated where it says nothing."""

    wages: float = 0.015
    medical: tuple[tuple[float, int, int], ...] = MEDICAL_COSTS
    ageing: float = 0.0
    ratio: float = 1.5
    insured: float = 0.0  # added to the growth of the insured from 2007 on
    gmp_rate: float = 0.015
    quotas_of_law: bool = False
    interest: float = 0.04


STATED = Basis()


def rows(name: str, **wanted: str) -> Iterator[dict[str, str]]:
    """The rows of a data file whose columns are as *wanted*."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from (
            row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())
        )


def printed(line: str, concept: str) -> Series:
    """A line of Cuadro III.6 (SEM) or III.7 (GMP)."""
    name = {"SEM": "iii_06_projection_sem.csv", "GMP": "iii_07_projection_gmp.csv"}[line]
    return {int(row["year"]): float(row["value"]) for row in rows(name, concept=concept)}


def annual(column: str) -> Series:
    """A column of the source's own annual series."""
    return {int(row["year"]): float(row[column]) for row in rows("implied_annual_series.csv")}


# ── Income ────────────────────────────────────────────────────────────────────────────────────────


def insured_growth(year: int) -> float:
    """Growth of the insured in *year*, from the index of the insured."""
    index = annual("insured_index_2006_100")
    return index[year] / index[year - 1] - 1


def workforce(basis: Basis = STATED) -> Series:
    """The insured, 1 in 2005: the index itself, or what other growth from 2007 on makes of it."""
    index = annual("insured_index_2006_100")
    if not basis.insured:
        return {t: index[t] / index[2005] for t in YEARS}
    size = {2005: 1.0, 2006: index[2006] / index[2005]}
    for t in range(2007, 2051):
        size[t] = size[t - 1] * (1 + insured_growth(t) + basis.insured)
    return size


def person_days(basis: Basis = STATED) -> Series:
    """Million days contributed."""
    return {t: 11_222_540 * 365e-6 * size for t, size in workforce(basis).items()}


def wage_bill(basis: Basis = STATED) -> Series:
    """Million pesos of wages on which contributions are paid."""
    return {t: days * 196.638 * (1 + basis.wages) ** (t - 2005) for t, days in person_days(basis).items()}


def quota(component: str, year: int) -> float:
    """A quota of Cuadro I.2 as a share of wages; that of 2008 from then on."""
    (row,) = rows("i_02_contribution_scheme.csv", component=component, year=str(min(year, 2008)))
    return float(row["value"]) / 100


def rate_by_law(year: int, basis: Basis = STATED) -> float:
    """Of wages: the fixed quota on the minimum wage, the excess quotas above three of them, 0.95 % in cash."""
    minimum = 0.24237 * (1.005 / (1 + basis.wages)) ** (year - 2006)
    excess = quota("employer_excess_quota_pct_over_3_smgdf", year) + quota(
        "worker_excess_quota_pct_over_3_smgdf", year
    )
    return quota("employer_fixed_quota_pct_smgdf", year) * minimum + excess * 0.39498 + 0.0070 + 0.0025


def sem_rate(year: int, basis: Basis = STATED) -> float:
    """Contribution rate of employers and workers to SEM."""
    if basis.quotas_of_law:
        return rate_by_law(year, basis)
    return 0.066852 if year <= 2006 else 0.064868


def income(basis: Basis = STATED) -> dict[str, dict[str, Series]]:
    """Employer and worker contributions, State and other income, of each line."""
    days, wages = person_days(basis), wage_bill(basis)
    cop = {
        "SEM": {t: wages[t] * 1.1722 * sem_rate(t, basis) for t in FLOWS},
        "GMP": {t: wages[t] * 1.1004 * 0.95 * basis.gmp_rate for t in FLOWS},
    }
    state = {
        "SEM": {t: 1.0909 * (0.0005 * wages[t] + 6.93 * days[t]) for t in FLOWS},
        "GMP": {t: 1.0330 * 0.05 * basis.gmp_rate * wages[t] for t in FLOWS},
    }
    share = {"SEM": (0.040504, 0.041212), "GMP": (0.016817, 0.016617)}
    other = {line: {t: cop[line][t] * share[line][t > 2006] for t in FLOWS} for line in LINES}
    found = {"worker_employer": cop, "state": state, "other_income": other}
    concepts = ("employer_worker_contributions", "state_contribution", "other_income")
    for name, concept in zip(found, concepts, strict=True):
        for line, branch in BRANCHES.items():
            (row,) = rows("ii_01_income_2005.csv", concept=concept, branch=branch)
            found[name][line][2005] = float(row["value"])
    return found


def income_of(line: str, basis: Basis = STATED) -> Series:
    """All income of a line."""
    parts = income(basis).values()
    return {t: sum(part[line][t] for part in parts) for t in YEARS}


# ── Expense ───────────────────────────────────────────────────────────────────────────────────────


@cache
def users_printed() -> dict[tuple[int, str, str], float]:
    """Users by year, sex and age: the print, its eight broken cells mended by the file that names them."""
    print_of = {
        (int(row["year"]), row["sex"], row["age_group"]): float(row["value"])
        for row in rows("iii_05_projected_users_2005_2050.csv")
    }
    found: dict[tuple[int, str, str], float] = {}
    mended = {
        (int(row["year"]), row["sex"], row["age_group"]): float(row["proposed"])
        for row in rows("iii_05_suspect_cells.csv")
        if row["proposed"]
    }
    for t in YEARS:
        for age in AGES:
            if (t, "male", age) in print_of:
                found[t, "male", age] = print_of[t, "male", age]
        _fill_old_men(t, print_of, found)
        for age in AGES:
            found[t, "male", age] = mended.get((t, "male", age), found[t, "male", age])
            both = mended.get((t, "total", age), print_of[t, "total", age])
            found[t, "female", age] = both - found[t, "male", age]
    return found


def _fill_old_men(
    t: int, print_of: dict[tuple[int, str, str], float], found: dict[tuple[int, str, str], float]
) -> None:
    """The men of 75 and over that cannot be read: the printed sum less the rest, split as in 2031."""
    missing = [age for age in AGES if (t, "male", age) not in found]
    if not missing:
        return
    rest = print_of[t, "male", "total"] - sum(found[t, "male", age] for age in AGES if age not in missing)
    part = {
        age: print_of[t, "total", age] * found[2031, "male", age] / print_of[2031, "total", age]
        for age in missing
        if len(missing) > 1
    }
    for age in missing:
        found[t, "male", age] = rest * part[age] / sum(part.values()) if part else rest


def use_rate(sex: str, age: str) -> float:
    """Share of the covered who use the services, Cuadro II.5."""
    low = int(age[:2])
    if low >= 65:
        return 0.874
    if low >= 20:
        return 0.798 if sex == "male" else 0.807
    return 0.73 if low >= 10 else 0.748


@cache
def unit_costs() -> dict[tuple[str, str], float]:
    """Pesos per user, by sex and age."""
    users = users_printed()
    visits: dict[tuple[str, str], float] = {}
    for name in (
        "11_consultations_family_medicine",
        "12_consultations_specialist",
        "13_consultations_emergency",
    ):
        for row in rows(f"ii_{name}_2005.csv", row_type="cell"):
            key = row["sex"], row["age_group"]
            visits[key] = visits.get(key, 0.0) + float(row["value"])
    return {
        (sex, age): 203.745 * count * use_rate(sex, age) / users[2005, sex, age]
        for (sex, age), count in visits.items()
    }


def medical_cost_index(year: int, basis: Basis = STATED) -> float:
    """What medical care costs in *year*, 1 in 2005: years at each rate, those of Cuadro III.2 as stated."""
    index = 1.0
    for rate, first, last in basis.medical:
        index *= rate ** max(0, min(year, last) - first + 1)
    return index


def users(basis: Basis = STATED) -> dict[tuple[int, str, str], float]:
    """Users of SEM as projected: men and young women as printed, women over 60 growing as the men."""
    found = dict(users_printed())
    old = [age for age in AGES if age >= "60"]
    men = {t: sum(found[t, "male", age] for age in old) for t in YEARS}
    for t in YEARS:
        more = (1 + basis.ageing) ** (t - 2005)
        for age in old:
            found[t, "male", age] = users_printed()[t, "male", age] * more
            found[t, "female", age] = users_printed()[2005, "female", age] * men[t] / men[2005] * more
    return found


def activity_ratio(year: int, reached: float) -> float:
    """Contributors per pensioner: from 5.1 in 2005 to what is reached 40 years later, by a constant rate."""
    return 5.1 * (reached / 5.1) ** min(1.0, (year - 2005) / 40)


def sem_consumption(basis: Basis = STATED) -> Series:
    """Users by unit cost by medical inflation, and the constant of the calibration."""
    cost, people = unit_costs(), users(basis)
    return {
        t: 1.1224e-6
        * medical_cost_index(t, basis)
        * sum(people[t, sex, age] * cost[sex, age] for sex, age in cost)
        for t in FLOWS
    }


def gmp_consumption(basis: Basis = STATED) -> Series:
    """The printed years, moved by medical inflation and by pensioners where a scenario changes them."""
    return {
        t: amount
        * (medical_cost_index(t, basis) / medical_cost_index(t))
        * (activity_ratio(t, 1.5) / activity_ratio(t, basis.ratio))
        for t, amount in valuation("GMP", "consumption", power=True).items()
    }


def staff() -> Series:
    """Both lines: after t years the start has grown t times, and so has what was hired each year since."""
    total = {}
    for t in FLOWS:
        years = t - 2005
        hired = sum(75.62 * 1.005**k for k in range(1, years + 1))
        total[t] = 1.015**years * (68_179.9 + hired)
    return total


def between(known: Series, power: bool) -> Series:
    """Values of every year from those of some: straight lines between neighbours, on the logarithms if *power*."""
    filled = {}
    marks = sorted(known)
    for left, right in pairwise(marks):
        for t in range(left, right + 1):
            part = (t - left) / (right - left)
            if power:
                filled[t] = known[left] ** (1 - part) * known[right] ** part
            else:
                filled[t] = known[left] * (1 - part) + known[right] * part
    return filled


def valuation(line: str, item: str, power: bool) -> Series:
    """A result of another valuation, printed for some years."""
    known = {
        int(row["year"]): float(row["value"]) for row in rows("printed_valuations.csv", line=line, item=item)
    }
    return between(known, power)


def expense_items(basis: Basis = STATED) -> dict[tuple[str, str], Series]:
    """The expense of each line and item."""
    people = person_days(basis)
    wages = {t: (1 + basis.wages) ** (t - 2005) for t in YEARS}
    printed_users: Series = dict.fromkeys(YEARS, 0.0)
    for (t, _, _), number in users_printed().items():
        printed_users[t] += number * 1e-6
    services = {t: printed_users[t] * (65.2126 + 78.1325 * wages[t]) for t in FLOWS}
    subsidies = valuation("SEM", "subsidies", power=True)
    total_staff = staff()
    items = {
        ("SEM", "staff"): {t: total_staff[t] * 0.884746 for t in FLOWS},
        ("GMP", "staff"): {t: total_staff[t] * 0.115254 for t in FLOWS},
        ("SEM", "consumption"): sem_consumption(basis),
        ("GMP", "consumption"): gmp_consumption(basis),
        ("SEM", "maintenance"): {t: 68.5955 * people[t] / 365 for t in FLOWS},
        ("GMP", "maintenance"): {t: 16.9544 * people[t] / 365 for t in FLOWS},
        ("SEM", "general_services"): services,
        ("GMP", "general_services"): {t: 0.104023 * services[t] for t in FLOWS},
        ("SEM", "rjp"): valuation("SEM", "rjp", power=False),
        ("GMP", "rjp"): valuation("GMP", "rjp", power=False),
        ("SEM", "subsidies_and_aid"): {t: subsidies[t] * wages[t] / 1.015 ** (t - 2005) for t in YEARS},
        ("GMP", "subsidies_and_aid"): dict.fromkeys(YEARS, 0.0),
    }
    for line, branch in BRANCHES.items():
        for item in ITEMS:
            (row,) = rows("ii_02_03_23_expense_2005.csv", branch=branch, concept=item)
            items[line, item][2005] = float(row["value"])
    return items


def expense_of(line: str, basis: Basis = STATED) -> Series:
    """All expense of a line."""
    items = expense_items(basis)
    return {t: sum(items[line, item][t] for item in ITEMS) for t in YEARS}
