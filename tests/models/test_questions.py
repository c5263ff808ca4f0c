"""Questions about the flagship, held against sums and recursions written out here."""

from __future__ import annotations

import pytest

import semdsl
from semdsl.analysis.solved import LINEAR
from tests.models.oracle_premiums import bisect, published, reserve

FLOWS = range(2006, 2051)
INTEREST = 0.04


def series(results: semdsl.Results, name: str, **where: object) -> dict[int, float]:
    return {year: float(results[name].at(year=year, **where)) for year in range(2005, 2051)}


def test_the_rate_that_balances_gmp_is_a_quotient_of_present_values(
    model: semdsl.Model, results: semdsl.Results
) -> None:
    expense, per_rate = series(results, "expense", line="GMP"), series(results, "wages_per_rate")
    present = {year: (1 + INTEREST) ** (2005 - year) for year in FLOWS}
    expected = sum(expense[t] * present[t] for t in FLOWS) / sum(per_rate[t] * present[t] for t in FLOWS)
    answer = model.solve(
        "gmp_rate",
        "sum(balance[GMP] * premiums.discount(interest, from: 2006) over year for year >= 2006) = 0",
    )
    assert answer.value == pytest.approx(expected, rel=1e-12)
    assert answer.answers[0].method == LINEAR
    plain = sum(expense[t] for t in FLOWS) / sum(per_rate[t] for t in FLOWS)
    assert model.solve("gmp_rate", "sum(balance[GMP] over year for year >= 2006) = 0").value == pytest.approx(
        plain, rel=1e-12
    )


def test_the_level_premium_is_found_again(model: semdsl.Model, results: semdsl.Results) -> None:
    """As the premium that leaves nothing in 2050, searched for year by year; and as `premiums.level` has it."""
    income, expense = published()
    searched = bisect(lambda premium: reserve(income, expense, lambda _: premium)[2050] >= 0)
    answer = model.solve("published.level", "published.under_level.reserve[2050] = 0")
    assert answer.value == pytest.approx(searched, rel=1e-12)
    assert answer.value == pytest.approx(float(results["published.level"]), rel=1e-12)


def test_the_year_in_which_a_reserve_runs_out(model: semdsl.Model, results: semdsl.Results) -> None:
    """Income of GMP is the rate times a base; its reserve is added up here."""
    expense, per_rate = series(results, "expense", line="GMP"), series(results, "wages_per_rate")
    stock, years = 0.0, []
    for year in FLOWS:
        stock = stock * (1 + INTEREST) + 0.035 * per_rate[year] - expense[year]
        years += [year] if stock < 0 else []
    answer = model.solve("year", "projected.reserve[year, GMP] < 0", set={"gmp_rate": "3.5%"})
    assert answer.member == str(years[0])
    assert 2010 < years[0] < 2050
    assert len(years) == 2050 - years[0] + 1
    assert answer.firsts[0].not_later == ()


MOVED = (
    "interest",
    "general_wage_growth",
    "staff_wage_growth",
    "hiring_growth",
    "ratio_reached",
    "staff_start",
)
RESULTS = (
    "gmp_balancing_rate",
    "projected.level[SEM]",
    "projected.payg[2050, SEM]",
    "projected.reserve[2030, GMP]",
)


def test_derivatives_are_those_of_two_runs_a_little_apart(model: semdsl.Model) -> None:
    """Central differences of runs with a part in 10⁵ to both sides: an error of a part in 10⁸ or so remains."""
    answer = model.sensitivity(of=RESULTS, by=MOVED, exact=True)
    only = ["gmp_balancing_rate", "projected.level", "projected.payg", "projected.reserve"]
    for name in MOVED:
        (mover,) = [own for own in answer.movers if own.text == name]
        assert mover.value is not None
        step = mover.value * 1e-5
        low, high = (model.run(set={name: f"{name}*{1 + sign * 1e-5!r}"}, only=only) for sign in (-1, 1))
        for own in (own for own in answer.derivatives if own.mover.text == name):
            before, after = (_cell(run, own.result.text) for run in (low, high))
            found = (after - before) / (2 * step)
            assert own.slope is not None
            assert own.slope == pytest.approx(
                found, rel=1e-5, abs=1e-7 * abs(own.result.value / mover.value)
            ), name


def _cell(run: semdsl.Results, text: str) -> float:
    name, _, rest = text.partition("[")
    places = [label.strip() for label in rest.rstrip("]").split(",") if label.strip()]
    where = {("year" if label.isdecimal() else "line"): label for label in places}
    return float(run[name].at(**where))
