"""The term assurance against sums over the years of death, and against printed values."""

from __future__ import annotations

from math import exp, log
from pathlib import Path

import pytest

import semdsl

MODEL = Path(__file__).parents[2] / "models" / "term_life.sem"


def lives(age: int, years: int) -> float:
    """Probability that someone of *age* lives *years* more, by Makeham's law in one integral."""
    return exp(-0.00022 * years - 2.7e-6 / log(1.124) * 1.124**age * (1.124**years - 1))


def assured(age: int, term: int) -> float:
    """Value of 1 at the end of the year of death, if that is within *term* years."""
    return sum((lives(age, k) - lives(age, k + 1)) * 1.05 ** -(k + 1) for k in range(term))


def annuity(age: int, term: int) -> float:
    """Value of 1 a year in advance for *term* years, while alive."""
    return sum(lives(age, k) * 1.05**-k for k in range(term))


@pytest.fixture(scope="module")
def results() -> semdsl.Results:
    return semdsl.load(MODEL).test()


def test_its_checks_expectations_and_tests_hold(results: semdsl.Results) -> None:
    assert [verdict for verdict in results.verdicts if not verdict.passed] == []
    assert [test for test in results.tests if not test.passed] == []


def test_whole_life_values(results: semdsl.Results) -> None:
    for age in range(20, 100):
        assert float(results["annuity_due"].at(age=age)) == pytest.approx(
            annuity(age, 130 - age + 1), rel=1e-9
        )
        assert float(results["assurance"].at(age=age)) == pytest.approx(assured(age, 130 - age + 1), rel=1e-9)


def test_premium_and_reserves(results: semdsl.Results) -> None:
    premium = 1e6 * assured(50, 20) / annuity(50, 20)
    assert float(results["annual_premium"]) == pytest.approx(premium, rel=1e-12)
    for passed in range(21):
        reserve = 1e6 * assured(50 + passed, 20 - passed) - premium * annuity(50 + passed, 20 - passed)
        assert float(results["policy_reserve"].at(duration=passed)) == pytest.approx(reserve, abs=1e-6)


def test_the_premium_of_another_age() -> None:
    older = semdsl.load(MODEL).run(scenario="older")
    assert float(older["annual_premium"]) == pytest.approx(1e6 * assured(60, 20) / annuity(60, 20), rel=1e-12)
