"""The printed tables of 2005 as plain dictionaries, for tests that compute beside the models."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parents[2] / "models" / "sem" / "data"

SEXES = ("male", "female")
AGES = (*(f"{low:02d}-{low + 4:02d}" for low in range(0, 80, 5)), "80+")
CELLS = [(age, sex) for age in AGES for sex in SEXES]

ByAge = dict[tuple[str, str], float]


def rows(name: str, **where: str) -> list[dict[str, str]]:
    """The rows of a file whose columns hold what *where* says."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == text for key, text in where.items())]


def cells(name: str, **where: str) -> ByAge:
    """The figures of a file by age and sex, without its printed totals."""
    found = rows(name, **where)
    assert len(found) == len(CELLS)
    return {(row["age_group"], row["sex"]): float(row["value"]) for row in found}


def rate_of_use(age: str, sex: str) -> float:
    """Cuadro II.5, each group's own rate."""
    percent = {row["segment"]: float(row["value"]) for row in rows("ii_05_use_rates_2005.csv")}
    low = int(age[:2])
    if low < 10:
        return percent["children"] / 100
    if low < 20:
        return percent["adolescents"] / 100
    if low >= 65:
        return percent["older_adults"] / 100
    return percent["men" if sex == "male" else "women"] / 100


def projected_users() -> ByAge:
    """§3.5.1 in 2005: the women are the total less the men."""
    figures = {
        (row["age_group"], row["sex"]): float(row["value"])
        for row in rows("iii_05_projected_users_2005_2050.csv", year="2005")
    }
    men = {age: figures[age, "male"] for age in AGES}
    women = {age: figures[age, "total"] - men[age] for age in AGES}
    return {(age, sex): (men if sex == "male" else women)[age] for age, sex in CELLS}
