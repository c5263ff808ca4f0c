"""Discounting, annuities and present values: direct sums where the rate varies, closed forms where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stdlib.scheme import EXPENSE, INTEREST, discount, run

TIMINGS = [("", 0.0), ("_mid", 0.5), ("_start", 1.0)]


@pytest.mark.parametrize(("suffix", "timing"), TIMINGS)
def test_present_values_are_direct_sums(tmp_path: Path, suffix: str, timing: float) -> None:
    results = run(
        tmp_path,
        f"use std.interest as finance\n\n"
        f"variable value : MXN = finance.present_value{suffix}(expense, interest, from: 2024, to: 2033)\n"
        f"variable annuity : ratio = finance.annuity{suffix}(interest, from: 2024, to: 2033)\n",
    )
    years = range(2024, 2034)
    assert float(results["value"]) == pytest.approx(
        sum(EXPENSE[t] * discount(t, 2024, timing) for t in years)
    )
    assert float(results["annuity"]) == pytest.approx(sum(discount(t, 2024, timing) for t in years))


def test_annuities_with_a_constant_rate_have_their_closed_form(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.interest as finance\n\n"
        'assumption flat : ratio = 4%\n    source "prueba"\n\n'
        "variable due : ratio = finance.annuity_start(flat, from: 2021, to: 2040)\n"
        "variable immediate : ratio = finance.annuity(flat, from: 2021, to: 2040)\n"
        "variable halfway : ratio = finance.annuity_mid(flat, from: 2021, to: 2040)\n",
    )
    immediate = (1 - 1.04**-20) / 0.04
    assert immediate == pytest.approx(13.590326, abs=5e-7)  # printed in tables of compound interest at 4%
    assert float(results["immediate"]) == pytest.approx(immediate)
    assert float(results["due"]) == pytest.approx(immediate * 1.04)
    assert float(results["halfway"]) == pytest.approx(immediate * 1.04**0.5)


def test_an_accumulated_value_is_what_a_fund_holds_in_the_end(tmp_path: Path) -> None:
    results = run(
        tmp_path,
        "use std.interest as finance\n\n"
        "variable fund : MXN = finance.accumulated_value(expense, interest, from: 2022, to: 2031)\n",
    )
    fund = 0.0
    for t in range(2022, 2032):
        fund = fund * (1 + INTEREST[t]) + EXPENSE[t]
    assert float(results["fund"]) == pytest.approx(fund)
