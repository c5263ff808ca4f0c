"""The flagship's results by another derivation: plain Python, closed forms and searches, none of our own code.

Where the model writes a recursion, this page has a closed form; where the model has a formula for a premium, this page
searches for the number that does what the premium promises. Amounts are in million pesos of 2005.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
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
INTEREST = 0.04
MEDICAL_COSTS = (
    (1.035, 2006, 2028),
    (1.03, 2029, 2033),
    (1.025, 2034, 2038),
    (1.02, 2039, 2043),
    (1.015, 2044, 2050),
)

Series = dict[int, float]


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


def person_days() -> Series:
    """Million days contributed, from the index of the insured."""
    index = annual("insured_index_2006_100")
    return {t: 11_222_540 * 365e-6 * index[t] / index[2005] for t in YEARS}


def wage_bill() -> Series:
    """Million pesos of wages on which contributions are paid."""
    return {t: days * 196.638 * 1.015 ** (t - 2005) for t, days in person_days().items()}


def income() -> dict[str, dict[str, Series]]:
    """Employer and worker contributions, State and other income, of each line."""
    days, wages = person_days(), wage_bill()
    cop = {
        "SEM": {t: wages[t] * 1.1722 * (0.066852 if t == 2006 else 0.064868) for t in FLOWS},
        "GMP": {t: wages[t] * 1.1004 * 0.01425 for t in FLOWS},
    }
    state = {
        "SEM": {t: 1.0909 * (0.0005 * wages[t] + 6.93 * days[t]) for t in FLOWS},
        "GMP": {t: 1.0330 * 0.00075 * wages[t] for t in FLOWS},
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


# ── Expense ───────────────────────────────────────────────────────────────────────────────────────


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


def medical_cost_index(year: int) -> float:
    """What medical care costs in *year*, 1 in 2005: years at each rate of Cuadro III.2."""
    index = 1.0
    for rate, first, last in MEDICAL_COSTS:
        index *= rate ** max(0, min(year, last) - first + 1)
    return index


def sem_consumption() -> Series:
    """Users by unit cost: men and young women as printed, women over 60 growing as the men."""
    users, cost = users_printed(), unit_costs()
    old_men = {
        t: sum(users[t, "male", age] for sex, age in cost if sex == "male" and age >= "60") for t in YEARS
    }
    old_women_2005 = sum(
        users[2005, sex, age] * cost[sex, age] for sex, age in cost if sex == "female" and age >= "60"
    )
    others = [key for key in cost if not (key[0] == "female" and key[1] >= "60")]
    return {
        t: 1.1224e-6
        * medical_cost_index(t)
        * (sum(users[t, *key] * cost[key] for key in others) + old_women_2005 * old_men[t] / old_men[2005])
        for t in FLOWS
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


def expense_items() -> dict[tuple[str, str], Series]:
    """The expense of each line and item."""
    people = person_days()
    printed_users: Series = dict.fromkeys(YEARS, 0.0)
    for (t, _, _), number in users_printed().items():
        printed_users[t] += number * 1e-6
    services = {t: printed_users[t] * (65.2126 + 78.1325 * 1.015 ** (t - 2005)) for t in FLOWS}
    total_staff = staff()
    items = {
        ("SEM", "staff"): {t: total_staff[t] * 0.884746 for t in FLOWS},
        ("GMP", "staff"): {t: total_staff[t] * 0.115254 for t in FLOWS},
        ("SEM", "consumption"): sem_consumption(),
        ("GMP", "consumption"): valuation("GMP", "consumption", power=True),
        ("SEM", "maintenance"): {t: 68.5955 * people[t] / 365 for t in FLOWS},
        ("GMP", "maintenance"): {t: 16.9544 * people[t] / 365 for t in FLOWS},
        ("SEM", "general_services"): services,
        ("GMP", "general_services"): {t: 0.104023 * services[t] for t in FLOWS},
        ("SEM", "rjp"): valuation("SEM", "rjp", power=False),
        ("GMP", "rjp"): valuation("GMP", "rjp", power=False),
        ("SEM", "subsidies_and_aid"): valuation("SEM", "subsidies", power=True),
        ("GMP", "subsidies_and_aid"): dict.fromkeys(YEARS, 0.0),
    }
    for line, branch in BRANCHES.items():
        for item in ITEMS:
            (row,) = rows("ii_02_03_23_expense_2005.csv", branch=branch, concept=item)
            items[line, item][2005] = float(row["value"])
    return items


# ── Premiums and reserves ─────────────────────────────────────────────────────────────────────────


def reserve(
    income: Series, expense: Series, premium: Callable[[int], float], interest: float = INTEREST
) -> Series:
    """Reserve at each year's end when income is multiplied by a premium; flows at the end of the year."""
    stock = {2005: 0.0}
    for t in FLOWS:
        stock[t] = stock[t - 1] * (1 + interest) + premium(t) * income[t] - expense[t]
    return stock


def bisect(good: Callable[[float], bool], low: float = 0.0, high: float = 10.0) -> float:
    """The smallest number between *low* and *high* that is *good*; every larger one is good too."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def level(income: Series, expense: Series) -> float:
    """The constant premium that leaves nothing in 2050, by search."""
    return bisect(lambda premium: reserve(income, expense, lambda _: premium)[2050] >= 0)


def steps() -> list[range]:
    """The nine blocks of five years."""
    return [range(start, start + 5) for start in range(2006, 2051, 5)]


def run_step(
    income: Series, expense: Series, years: range, opening: float, premium: float, half: float
) -> list[float]:
    """Reserves at the ends of the years of a step, the opening one first."""
    stock = [opening]
    for t in years:
        stock.append(stock[-1] * (1 + INTEREST) + (premium * income[t] - expense[t]) * (1 + INTEREST) ** half)
    return stock


def stepped(income: Series, expense: Series) -> list[float]:
    """For each block the premium that takes the reserve from nothing to nothing, by search."""
    return [
        bisect(lambda premium, years=years: run_step(income, expense, years, 0.0, premium, 0.0)[-1] >= 0)  # type: ignore[misc]
        for years in steps()
    ]


def zelenka(income: Series, expense: Series) -> list[float]:
    """For each step the smallest premium with which the reserve never falls within it, by search."""
    premiums, opening = [], 0.0
    for years in steps():

        def never_falls(premium: float, years: range = years, opening: float = opening) -> bool:
            stock = run_step(income, expense, years, opening, premium, 0.5)
            return all(later >= earlier for earlier, later in pairwise(stock))

        premiums.append(bisect(never_falls))
        opening = run_step(income, expense, years, opening, premiums[-1], 0.5)[-1]
    return premiums


def reserve_as_printed(income: Series, expense: Series) -> Series:
    """Surplus of 2007 and later, discounted to 2005 and added up."""
    return {
        t: sum((income[s] - expense[s]) / (1 + INTEREST) ** (s - 2005) for s in range(2007, t + 1))
        for t in YEARS
    }
