"""Growth rates, indices and mean growth against their definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stdlib.scheme import FLOWS, INTEREST, WAGES, YEARS, by_year, run

DECLARATIONS = """\
use std.growth

variable wage_growth[year] : ratio
    = 0                     for first of year
    = growth.rate(wages)    otherwise

variable index[year] : ratio = growth.index(interest, from: 2025)

variable back[year] : ratio
    = 0                     for first of year
    = growth.rate(index)    otherwise

variable mean_growth : ratio = growth.mean_rate(expense, from: 2022, to: 2037)
"""


def test_the_rate_of_an_index_is_the_growth_it_was_made_from(tmp_path: Path) -> None:
    results = run(tmp_path, DECLARATIONS)
    back = by_year(results, "back")
    for t in FLOWS:
        assert back[t] == pytest.approx(INTEREST[t] if t > 2025 else 0.0, abs=1e-14)
    assert by_year(results, "index")[2025] == 1


def test_wages_that_grow_two_percent_do(tmp_path: Path) -> None:
    growth = by_year(run(tmp_path, DECLARATIONS), "wage_growth")
    assert [growth[t] for t in FLOWS] == pytest.approx([0.02] * len(FLOWS))
    assert WAGES[YEARS[0]] == 1000


def test_mean_growth_takes_the_first_value_to_the_last(tmp_path: Path) -> None:
    rate = float(run(tmp_path, DECLARATIONS)["mean_growth"])
    assert 100 * 1.06**2 * (1 + rate) ** 15 + 18 * (1 + rate) ** 15 == pytest.approx(
        100 * 1.06**17 + 2 * 12**2
    )
