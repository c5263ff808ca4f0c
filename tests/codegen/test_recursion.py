"""Recursions against plain loops and searches written beside them."""

from __future__ import annotations

import numpy as np

from tests.support.build import Build
from tests.support.compiled import run
from tests.support.zelenka import searched, zelenka

YEARS = range(2005, 2015)
NUMBERS = np.random.default_rng(5)


def same(found: object, expected: object, tolerance: float = 1e-14) -> None:
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), rtol=tolerance)


def test_forward() -> None:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.table("flow", "year line")
    m.table("rate", "year")
    m.expect(reserve="year line")
    m.define(
        "reserve",
        "year line",
        (m.at(year=0), 100.0),
        (..., m("reserve", year=-1) * (1 + m("rate")) + m("flow") * (1 + m("rate")) ** 0.5),
    )
    flow, rate = NUMBERS.uniform(-1, 1, (10, 2)), NUMBERS.uniform(0, 0.1, 10)
    expected = np.full((10, 2), 100.0)
    for t in range(1, 10):
        expected[t] = expected[t - 1] * (1 + rate[t]) + flow[t] * (1 + rate[t]) ** 0.5
    same(run(m, "reserve", flow=flow, rate=rate)["reserve"], expected)


def test_backward() -> None:
    m = Build(year=YEARS)
    m.table("flow", "year")
    m.expect(value="year")
    m.define("value", "year", (m.at(year=9), m("flow")), (..., m("flow") + m("value", year=1) / 1.04))
    flow = NUMBERS.uniform(0, 1, 10)
    expected = [sum(flow[t + k] / 1.04**k for k in range(10 - t)) for t in range(10)]
    same(run(m, "value", flow=flow)["value"], expected)


def test_two_years_back() -> None:
    m = Build(year=YEARS)
    m.expect(f="year")
    m.define("f", "year", (m.at(year=[0, 1]), 1.0), (..., m("f", year=-1) + m("f", year=-2)))
    same(run(m, "f")["f"], [1, 1, 2, 3, 5, 8, 13, 21, 34, 55])


def test_several_names() -> None:
    m = Build(year=YEARS)
    first = m.at(year=0)
    m.expect(a="year", b="year", c="year")
    m.define("a", "year", (first, 1.0), (..., m("b") + m("c", year=-1)))
    m.define("b", "year", (first, 2.0), (..., m("c", year=-1) * 0.5))
    m.define("c", "year", (first, 3.0), (..., m("a") - m("b", year=-1)))
    a, b, c = [1.0], [2.0], [3.0]
    for t in range(1, 10):
        b.append(c[t - 1] * 0.5)
        a.append(b[t] + c[t - 1])
        c.append(a[t] - b[t - 1])
    found = run(m)
    same([found["a"], found["b"], found["c"]], [a, b, c])


def test_a_cohort() -> None:
    m = Build(year=YEARS, age=range(6), sex=("male", "female"))
    m.table("start", "age sex")
    m.table("stays", "age sex")
    m.expect(lives="year age sex")
    m.define(
        "lives",
        "year age sex",
        (m.at(year=0), m("start")),
        (m.at(year=range(1, 10), age=0), 10.0),
        (..., m("lives", year=-1, age=-1) * m("stays", age=-1)),
    )
    start, stays = NUMBERS.uniform(50, 100, (6, 2)), NUMBERS.uniform(0.8, 1, (6, 2))
    expected = np.zeros((10, 6, 2))
    expected[0] = start
    for t in range(1, 10):
        expected[t, 0] = 10
        for age in range(1, 6):
            expected[t, age] = expected[t - 1, age - 1] * stays[age - 1]
    same(run(m, "lives", start=start, stays=stays)["lives"], expected)


def test_along_two_axes() -> None:
    m = Build(year=YEARS, age=range(6))
    m.expect(x="year age")
    m.define(
        "x",
        "year age",
        (m.at(year=0), m.coordinate("age") + 1),
        (m.at(year=range(1, 10), age=5), 1.0),
        (..., m("x", year=-1, age=1) * 0.5 + m("x", age=1) * 0.25),
    )
    expected = np.ones((10, 6))
    expected[0] = np.arange(6) + 1
    for t in range(1, 10):
        for age in range(4, -1, -1):
            expected[t, age] = expected[t - 1, age + 1] * 0.5 + expected[t, age + 1] * 0.25
    same(run(m, "x")["x"], expected)


def test_no_order_along_an_axis() -> None:
    m = Build(year=range(2005, 2011), line=("SEM", "GMP"))
    m.table("t", "year line")
    m.expect(x="year line")
    order = [2, 3, 2, 0, 5, 5]
    m.define("x", "year line", (m.at(year=[2, 5]), m("t")), (..., m("x", year=m.via("year", order)) * m("t")))
    t = NUMBERS.uniform(1, 2, (6, 2))
    expected = t.copy()
    for year in (0, 4, 3, 1):
        expected[year] = expected[order[year]] * t[year]
    same(run(m, "x", t=t)["x"], expected)


def test_a_sum_of_all_years_before() -> None:
    m = Build(year=YEARS)
    m.expect(lag="year")
    m.define("x", "year", m.cumulative("sum", m("lag"), "year"))
    m.define("lag", "year", (m.at(year=0), 1.0), (..., m("x", year=-1)))
    same(run(m, "x")["x"], [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])


def test_a_recursion_with_a_condition_on_itself() -> None:
    m = Build(year=YEARS)
    m.expect(x="year")
    before = m("x", year=-1)
    halved = m.if_(before.is_(">", 10), before / 2, before * 3)
    m.define("x", "year", (m.at(year=0), 1.0), (..., halved))
    expected = [1.0]
    for _ in range(9):
        expected.append(expected[-1] / 2 if expected[-1] > 10 else expected[-1] * 3)
    same(run(m, "x")["x"], expected)


def test_a_look_up_of_another_year_by_value() -> None:
    """``known[year = year - back] + 1``."""
    m = Build(year=range(8))
    m.table("back", "year")
    m.define("known", "year", m.coordinate("year") ** 2)
    at = m.sought(m.coordinate("year") - m("back"))
    m.define("x", "year", m("known", year=at) + 1)
    back = [0, 1, 0, 2, 4, 5, 1, 7]
    same(run(m, "x", back=back)["x"], [(t - b) ** 2 + 1 for t, b in enumerate(back)])


def test_zelenkas_premium_is_the_least_that_keeps_the_reserve() -> None:
    years, width = 13, 4
    expense = 1 + np.linspace(0, 1.5, years) + NUMBERS.uniform(0, 0.2, years)
    wages = 10 + NUMBERS.uniform(0, 1, years)
    interest = NUMBERS.uniform(0.03, 0.05, years)
    found = run(zelenka(years, width), expense=expense, wages=wages, interest=interest)
    expected = searched(expense.tolist(), wages.tolist(), interest.tolist(), width)
    same(found["premium"], expected, 1e-12)
    own = found["reserve"][1:].reshape(-1, width)
    assert (np.diff(own, axis=1) >= -1e-12).all()


def test_steps_of_unequal_length() -> None:
    m = zelenka(10, 4)
    figures = {"expense": np.linspace(1, 2, 10), "wages": np.full(10, 10.0), "interest": np.full(10, 0.04)}
    found = run(m, **figures)
    expected = searched(*(list(own[:9]) for own in figures.values()), 4)
    same(found["premium"][:2], expected, 1e-12)
    last = found["reserve"][8] * 0.04 + (found["premium"][2] * 10 - 2.0) * 1.04**0.5
    assert abs(last) < 1e-12
