"""The sheet Personal: as the text has it, at current prices, in closed form; calibrated, by the posts hired each year.

The text's recursions multiply last year by prices and wages and add a constant: after *k* years the start has grown *k*
times, and what was hired in each year since is 0.5 % of it.
"""

from __future__ import annotations

import pytest

import semdsl
from tests.models import oracle_sem as oracle
from tests.models.oracle_sem import BRANCHES, FLOWS, LINES, PRINTED, YEARS
from tests.models.printed_2005 import CELLS, cells, rate_of_use, rows
from tests.models.shown import along, number, series, stated

START = 56_534 + 16_801  # Cuadro II.2, million pesos
POSTS = 350_000


def grown(year: int) -> float:
    """Prices by wages since 2005: 4 % and then 3.5 %, and 1.5 % real."""
    prices = 1.0 if year == 2005 else 1.04 * 1.035 ** (year - 2006)
    return prices * 1.015 ** (year - 2005)


def prices(year: int) -> float:
    return grown(year) / 1.015 ** (year - 2005)


def projected(year: int) -> float:
    """What there was, and 0.5 % of it for each year of hiring."""
    return START * grown(year) * (1 + 0.005 * (year - 2005))


def users(line: str, year: int) -> float:
    if line == "SEM":
        return sum(oracle.users_printed()[year, sex, age] for age, sex in CELLS)
    people = cells("ii_07_pensioners_2005.csv", row_type="cell")
    in_2005 = sum(people[age, sex] * rate_of_use(age, sex) for age, sex in CELLS)
    return in_2005 * oracle.workforce()[year] * 5.1 / oracle.activity_ratio(year, 1.5)


def share(line: str, year: int) -> float:
    """The share of 2005 by how many times its users there are, out of both branches."""
    weight = {one: staff_2005(one) * users(one, year) / users(one, 2005) for one in LINES}
    return weight[line] / sum(weight.values())


def staff_2005(line: str) -> float:
    (row,) = rows("ii_02_03_23_expense_2005.csv", branch=BRANCHES[line], concept="staff")
    return float(row["value"])


def test_the_assumptions(results: semdsl.Results) -> None:
    figures = {
        "staff_wage_growth": 0.015, "hiring_growth": 0.005,
        "posts_2005": POSTS, "new_post_cost": 1, "contribution_wage_share": 0.6,
        "staff_start": 68_179.9, "hiring_start": 75.62,
    }  # fmt: skip
    assert stated(results, figures) == pytest.approx(figures)
    assert sum(staff_2005(line) for line in LINES) == START


def test_posts(results: semdsl.Results) -> None:
    posts = {t: POSTS * 1.005 ** (t - 2005) for t in YEARS}
    assert series(results, "posts") == pytest.approx(posts, rel=1e-12)
    new = {t: posts[t] - posts[t] / 1.005 if t > 2005 else 0.0 for t in YEARS}
    assert series(results, "new_posts") == pytest.approx(new, rel=1e-9)
    cost = {t: START * 1e6 / POSTS * grown(t) for t in YEARS}
    assert series(results, "cost_per_post") == pytest.approx(cost, rel=1e-12)
    by_posts = {t: 0.005 * START * grown(t) * 1.005 ** (t - 2006) if t > 2005 else 0.0 for t in YEARS}
    assert series(results, "hiring_cost_by_posts") == pytest.approx(by_posts, rel=1e-12)


def test_floor_and_hiring(results: semdsl.Results) -> None:
    hired = {t: 0.005 * START * grown(t) if t > 2005 else 0.0 for t in YEARS}
    assert series(results, "hiring_cost_current") == pytest.approx(hired, rel=1e-12)
    floor = {t: projected(t - 1) * grown(t) / grown(t - 1) if t > 2005 else START for t in YEARS}
    assert series(results, "staff_floor") == pytest.approx(floor, rel=1e-12)
    total = {t: projected(t) for t in YEARS}
    assert series(results, "projected_staff_cost") == pytest.approx(total, rel=1e-12)
    assert all(total[t] == pytest.approx(floor[t] + hired[t], rel=1e-12) for t in YEARS)


def test_the_two_definitions_of_hiring_part(results: semdsl.Results) -> None:
    """Plazas nuevas por su costo: 24.5 % more in 2050 than last year's that grows with prices and wages."""
    ratio = number(results, "hiring_cost_by_posts", year=2050) / number(
        results, "hiring_cost_current", year=2050
    )
    assert ratio == pytest.approx(1.005**44, rel=1e-12)
    assert ratio - 1 == pytest.approx(0.245, abs=5e-4)


def test_imss_as_an_employer(results: semdsl.Results) -> None:
    """It pays the rates of §2.1.1 on 60 % of what its staff costs; ten points of that are 0.8 % of the whole."""
    rate = {
        "SEM": {t: 0.066852 if t <= 2006 else 0.064868 for t in YEARS},
        "GMP": dict.fromkeys(YEARS, 0.01425),
    }
    for line in LINES:
        paid = {t: projected(t) * 0.6 * rate[line][t] for t in YEARS}
        assert series(results, "imss_as_employer", line=line) == pytest.approx(paid, rel=1e-12)
    both = {t: rate["SEM"][t] + rate["GMP"][t] for t in YEARS}
    services = {t: projected(t) * (1 + 0.6 * both[t]) for t in YEARS}
    assert series(results, "staff_services") == pytest.approx(services, rel=1e-12)
    assert 0.1 * both[2050] / (1 + 0.6 * both[2050]) == pytest.approx(0.008, abs=5e-4)


def test_the_factors_of_distribution(results: semdsl.Results) -> None:
    assert along(results, "staff_factor_2005") == pytest.approx(
        {line: staff_2005(line) / START for line in LINES}
    )
    for line in LINES:
        people = {t: users(line, t) for t in YEARS}
        assert series(results, "users_by_line", line=line) == pytest.approx(people, rel=1e-11)
        of_both = {t: people[t] / sum(users(one, t) for one in LINES) for t in YEARS}
        factor = {t: staff_2005(line) / START * of_both[t] / of_both[2005] for t in YEARS}
        assert series(results, "staff_factor", line=line) == pytest.approx(factor, rel=1e-10)
        adjusted = {t: share(line, t) for t in YEARS}
        assert series(results, "staff_factor_adjusted", line=line) == pytest.approx(adjusted, rel=1e-10)


def test_the_cost_as_the_text_has_it(results: semdsl.Results) -> None:
    """In pesos of 2005 prices fall out: the start, 1.5 % a year, half a percent of posts, contributions, the share."""
    for line in LINES:
        exact = {}
        for t in YEARS:
            rate = (0.066852 if t <= 2006 else 0.064868) + 0.01425
            exact[t] = (
                START * 1.015 ** (t - 2005) * (1 + 0.005 * (t - 2005)) * (1 + 0.6 * rate) * share(line, t)
            )
            assert projected(t) / prices(t) * (1 + 0.6 * rate) * share(line, t) == pytest.approx(exact[t])
        assert series(results, "staff_cost_as_written", line=line) == pytest.approx(exact, rel=1e-10)


def test_nothing_in_pesos_depends_on_the_number_of_posts(
    model: semdsl.Model, results: semdsl.Results
) -> None:
    """What the note of `posts_2005` says: twice the posts, each at half the cost."""
    names = ["hiring_cost_by_posts", "projected_staff_cost", "staff_cost_as_written", "expense"]
    other = model.run(set={"posts_2005": 700_000}, only=["posts", "cost_per_post", *names])
    for name in names:
        assert list(other[name].values.ravel()) == pytest.approx(
            list(results[name].values.ravel()), rel=1e-12
        )
    for t in YEARS:
        assert number(other, "posts", year=t) == pytest.approx(2 * number(results, "posts", year=t))
        half = number(results, "cost_per_post", year=t) / 2
        assert number(other, "cost_per_post", year=t) == pytest.approx(half)


# ── Calibrated ────────────────────────────────────────────────────────────────────────────────────


def test_the_calibrated_cost(results: semdsl.Results) -> None:
    """75.62 million of posts in 2005 that grow by 0.5 % and 1.5 %; each year's stay and grow by 1.5 %."""
    hired = {t: 75.62 * (1.005 * 1.015) ** (t - 2005) for t in YEARS}
    assert series(results, "hiring_cost") == pytest.approx(hired, rel=1e-12)
    total = {
        t: 68_179.9 * 1.015 ** (t - 2005) + sum(hired[s] * 1.015 ** (t - s) for s in range(2006, t + 1))
        for t in YEARS
    }
    assert series(results, "total_staff") == pytest.approx(total, rel=1e-12)
    assert {t: total[t] for t in FLOWS} == pytest.approx(oracle.staff(), rel=1e-12)
    shares = {"SEM": 0.884746, "GMP": 0.115254}
    assert along(results, "staff_share") == shares
    for line in LINES:
        cost = {t: total[t] * shares[line] if t > 2005 else staff_2005(line) for t in YEARS}
        assert series(results, "staff_cost", line=line) == pytest.approx(cost, rel=1e-12)


def test_what_is_printed_cannot_come_from_the_text() -> None:
    """2006 to 2010 it grows 1.28 % a year, less than the floor alone; of GMP it halves between 2005 and 2006."""
    both = {t: sum(oracle.printed(line, "staff")[t] for line in LINES) for t in PRINTED}
    assert (both[2010] / both[2006]) ** 0.25 - 1 == pytest.approx(0.0128, abs=5e-5)
    assert staff_2005("GMP") == 16_801
    assert oracle.printed("GMP", "staff")[2006] == 8_053
    by_the_text = START * 1.015 * 1.005 * (1 + 0.6 * (0.066852 + 0.01425)) * share("GMP", 2006)
    assert by_the_text > 16_801  # it rises
