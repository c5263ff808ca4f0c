"""The institute as an employer against closed formulas, in fractions, year after year."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import semdsl

MODEL = Path(__file__).parents[2] / "models" / "institute_as_employer.sem"
YEARS = range(2025, 2036)


def grown(amount: int, year: int) -> Fraction:
    return amount * Fraction(102, 100) ** (year - 2025)


def staff(year: int, rate: Fraction) -> Fraction:
    """Wages and contributions, which are *rate* of both together."""
    return grown(80_000, year) / (1 - rate)


def medical(year: int) -> Fraction:
    """The care of the insured is 96% of it."""
    return grown(240_000, year) / Fraction(96, 100)


def fund(year: int, rate: Fraction) -> Fraction:
    """The balance before, with half a year's interest on both, and what came in: f - f' = 2% (f + f') + net."""
    if year == 2025:
        return Fraction(20_000)
    net = grown(360_000, year) - staff(year, rate) - medical(year)
    return (fund(year - 1, rate) * Fraction(102, 100) + net) / Fraction(98, 100)


@pytest.fixture(scope="module")
def model() -> semdsl.Model:
    return semdsl.load(MODEL)


def test_its_checks_expectations_and_tests_hold(model: semdsl.Model) -> None:
    results = model.test()
    assert [verdict for verdict in results.verdicts if not verdict.passed] == []
    assert [test for test in results.tests if not test.passed] == []
    assert {verdict.outcome for verdict in results.verdicts} == {"holds"}  # the identities are proved
    assert len([verdict for verdict in results.verdicts if "su ecuación" in verdict.title]) == 3


@pytest.mark.parametrize(("scenario", "rate"), [("base", Fraction(1, 5)), ("reform", Fraction(1, 4))])
def test_every_year(model: semdsl.Model, scenario: str, rate: Fraction) -> None:
    results = model.run(scenario=scenario)
    for at, year in enumerate(YEARS):
        expected = {
            "staff": staff(year, rate),
            "employer_contributions": rate * staff(year, rate),
            "medical": medical(year),
            "care_of_staff": medical(year) / 25,
            "fund": fund(year, rate),
        }
        for name, value in expected.items():
            assert float(results[name].values[at]) == pytest.approx(float(value), rel=1e-13), (name, year)
        levels = [
            grown(direct, year) + Fraction(share, 100) * medical(year) / 25
            for direct, share in ((120_000, 50), (72_000, 30), (48_000, 20))
        ]
        assert results["care"].values[at].tolist() == pytest.approx([float(own) for own in levels], rel=1e-13)


def test_interest_is_earned_on_the_mean_balance(model: semdsl.Model) -> None:
    results = model.run()
    balance = results["fund"].values
    earned = (balance[1:] + balance[:-1]) / 2 * 0.04
    assert results["interest_income"].values[1:].tolist() == pytest.approx(earned.tolist(), rel=1e-12)


def test_the_solved_form(model: semdsl.Model) -> None:
    assert model.solved["staff"] == ("staff = wages_of_staff / (1 - employer_rate)",)
    assert model.solved["interest_income"] == (
        "fund = (fund[year-1] + interest * fund[year-1] / 2 + income - expense) / (1 - interest / 2)"
        " for year in 2026..2035",
    )
