"""A small scheme to try the standard library on: the same numbers as `.sem` text and as plain Python lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import semdsl

YEARS = list(range(2020, 2041))
FLOWS = YEARS[1:]
STEPS = [range(2021, 2026), range(2026, 2031), range(2031, 2036), range(2036, 2041)]

INTEREST = {t: 0.03 + 0.001 * (t - 2020) for t in YEARS}
WAGES = {t: 1000 * 1.02 ** (t - 2020) for t in YEARS}
EXPENSE = {t: 100 * 1.06 ** (t - 2020) + 2 * (t - 2025) ** 2 for t in YEARS}

TEXT = """\
model scheme "Régimen de prueba"
    language es

time year = 2020..2040
axis step = year by 5 from 2021

assumption interest[year] : ratio
    source "prueba"
    = 0.03 + 0.001 * (year - 2020)

variable wages[year] : MXN
    = 1_000 MXN * 1.02^(year - 2020)

cost expense[year] : MXN
    = 100 MXN * 1.06^(year - 2020) + 2 MXN * (year - 2025)^2

"""


def run(folder: Path, declarations: str) -> semdsl.Results:
    """The results of the scheme with *declarations* added."""
    path = folder / "scheme.sem"
    path.write_text(TEXT + declarations, encoding="utf-8")
    results = semdsl.load(path).run()
    assert results.passed, results.verdicts
    return results


def by_year(results: semdsl.Results, name: str) -> dict[int, float]:
    """A quantity over the years."""
    return dict(zip(YEARS, map(float, results[name].values), strict=True))


def smallest(good: Callable[[float], bool], low: float = -10.0, high: float = 10.0) -> float:
    """The smallest number between *low* and *high* that is *good*, where every larger one is good too."""
    assert good(high)
    assert not good(low)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def reserves(years: range, premium: float, opening: float, timing: float) -> list[float]:
    """Reserves at the ends of *years*, the opening one first, with flows that earn *timing* of a year's interest."""
    stock = [opening]
    for t in years:
        flow = premium * WAGES[t] - EXPENSE[t]
        stock.append(stock[-1] * (1 + INTEREST[t]) + flow * (1 + INTEREST[t]) ** timing)
    return stock


def discount(t: int, first: int, timing: float = 0.0) -> float:
    """Value at the start of year *first* of 1 paid in year *t*, with *timing* of a year less of discount."""
    value = (1 + INTEREST[t]) ** timing
    for s in range(first, t + 1):
        value /= 1 + INTEREST[s]
    return value
