"""What each part of a formula gives as arrays. Expected values are worked out beside each case."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.build import Build
from tests.support.compiled import run, value

YEARS = range(2005, 2010)
T = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0]]  # by year and line


def build() -> Build:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.axis("age", [0, 5, 15, 65], form="banded")
    m.mapped("step", "year", [-1, 0, 0, 1, 1])
    m.mapped("broad", "age", [0, 0, 1, 1])
    m.table("t", "year line")
    m.table("a", "age")
    return m


def same(found: object, expected: object) -> None:
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), rtol=1e-15)


# ── Numbers, places ───────────────────────────────────────────────────────────────────────────────


def test_a_number_on_every_cell() -> None:
    same(value(build(), "year line", build().number(7)), np.full((5, 2), 7.0))


def test_a_number_without_axes() -> None:
    m = build()
    found = value(m, "", m.number(2) * 3 - 1)
    assert found.shape == ()
    assert found == 5


def test_two_numbers_follow_the_rules_of_arrays() -> None:
    m = build()
    same(value(m, "", m.number(2) ** m.number(-1)), 0.5)


def test_the_number_of_an_axis() -> None:
    m = build()
    same(value(m, "year", m.coordinate("year", -2005)), [0, 1, 2, 3, 4])
    m = build()
    same(value(m, "age", m.coordinate("age")), [0, 5, 15, 65])


def test_lags_leads_and_fixed_places() -> None:
    m = build()
    m.define("before", "year", (m.at(year=0), 0.0), (..., m("t", year=-1, line=m.fixed(0))))
    m.define("after", "year", (m.at(year=4), 0.0), (..., m("t", year=1, line=m.fixed(1))))
    m.define("first", "line", m("t", year=m.fixed(0)))
    found = run(m, t=T, a=[1] * 4)
    same(found["before"], [0, 1, 3, 5, 7])
    same(found["after"], [4, 6, 8, 10, 0])
    same(found["first"], [1, 2])


def test_axes_line_up_by_name_in_any_declared_order() -> None:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.table("t", "line year")
    m.table("w", "year")
    m.define("x", "line year", m("t") * m("w"))
    m.define("y", "year line", m("x"))
    t = np.arange(10.0).reshape(2, 5)
    w = np.array([1.0, 2, 3, 4, 5])
    found = run(m, t=t, w=w)
    same(found["x"], t * w)
    same(found["y"], (t * w).T)


def test_a_place_by_way_of_a_table() -> None:
    m = build()
    same(value(m, "year", m("t", year=m.via("year", [4, 3, 2, 1, 0]), line=m.fixed(0)), t=T), [9, 7, 5, 3, 1])


def test_the_same_axis_twice() -> None:
    m = Build(year=range(3), age=range(4))
    m.table("x", "year age")
    x = np.arange(12.0).reshape(3, 4)
    same(value(m, "year", m("x", age=m.via("year", [0, 2, 3])), x=x), [0, 6, 11])


def test_a_coarse_quantity_in_a_fine_formula() -> None:
    m = build()
    m.define("p", "step", m.coordinate("step") - 2000)
    m.define("x", "year", (m.at(year=0), 0.0), (..., m("p", step=m.group("step"))))
    same(run(m, "x")["x"], [0, 6, 6, 8, 8])


def test_look_up_by_value() -> None:
    m = build()
    sought = m.sought(m.coordinate("year") - 2005)
    same(value(m, "year", m("a", age=sought), a=[10, 20, 30, 40]), [10, 10, 10, 10, 10])
    m = build()
    sought = m.sought(m.coordinate("year") * 10 - 20050)
    same(value(m, "year", m("a", age=sought), a=[10, 20, 30, 40]), [10, 20, 30, 30, 30])


def test_look_up_beside_other_axes() -> None:
    m = build()
    at = m.sought(2009 - (m.coordinate("year") - 2005))
    same(value(m, "year line", m("t", year=at), t=T), T[::-1])


def test_look_up_beyond_the_axis_with_clamp() -> None:
    m = build()
    at = m.sought(m.coordinate("year") * 2 - 2007, clamp=True)
    same(value(m, "year line", m("t", year=at), t=T), [T[0], T[0], T[2], T[4], T[4]])


# ── Conditions ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ("=", [0, 0, 1, 0, 0]),
        ("!=", [1, 1, 0, 1, 1]),
        ("<", [1, 1, 0, 0, 0]),
        ("<=", [1, 1, 1, 0, 0]),
        (">", [0, 0, 0, 1, 1]),
        (">=", [0, 0, 1, 1, 1]),
    ],
)
def test_comparisons(op: str, expected: list[int]) -> None:
    m = build()
    same(value(m, "year", m.coordinate("year").is_(op, 2007)), expected)


def test_and_or_not() -> None:
    m = build()
    early, late = m.coordinate("year").is_("<", 2007), m.coordinate("year").is_(">", 2008)
    same(value(m, "year", early.or_(late).not_()), [0, 0, 1, 1, 0])
    same(value(m, "year", early.and_(late)), [0, 0, 0, 0, 0])


def test_membership_and_if() -> None:
    m = build()
    x = m.if_(m.member("line", 1), m("t"), -m("t"))
    same(value(m, "year line", x, t=T), np.array(T) * [-1, 1])


def test_if_between_conditions() -> None:
    m = build()
    year = m.coordinate("year")
    x = m.if_(m.member("year", 0, 1), year.is_("=", 2005), year.is_("=", 2009))
    same(value(m, "year", x), [1, 0, 0, 0, 1])


# ── Functions ─────────────────────────────────────────────────────────────────────────────────────


def test_functions_of_one_number() -> None:
    for name, expected in (
        ("exp", math.exp(2)),
        ("log", math.log(2)),
        ("expm1", math.expm1(2)),
        ("log1p", math.log1p(2)),
        ("sqrt", math.sqrt(2)),
        ("abs", 2.0),
    ):
        m = build()
        same(value(m, "", m.apply(name, m.number(2))), expected)


def test_least_greatest_and_clamp() -> None:
    m = build()
    n = m.coordinate("year") - 2005
    same(value(m, "year", m.apply("min", n, 2, 3)), [0, 1, 2, 2, 2])
    same(value(m, "year", m.apply("max", n, 2, 3)), [3, 3, 3, 3, 4])
    same(value(m, "year", m.apply("clamp", n, 1, 3)), [1, 1, 2, 3, 3])


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (-1.005, 2, -1.01),
        (0.5, 0, 1.0),
        (-0.5, 0, -1.0),
        (1250.0, -2, 1300.0),
        (1e22, 2, 1e22),
        (0.1, 400, 0.1),
        (7.0, -400, 0.0),
    ],
)
def test_round_halves_away_from_zero(number: float, places: int, expected: float) -> None:
    m = build()
    assert float(value(m, "", m.apply("round", m.number(number), m.number(places)))) == expected


# ── Aggregates ────────────────────────────────────────────────────────────────────────────────────


def test_sums_and_their_kin() -> None:
    t = np.array(T)
    for name, expected in (
        ("sum", t.sum(0)),
        ("mean", t.mean(0)),
        ("min", t.min(0)),
        ("max", t.max(0)),
        ("product", t.prod(0)),
    ):
        m = build()
        same(value(m, "line", m.aggregate(name, m("t"), "year"), t=T), expected)


def test_over_two_axes() -> None:
    m = build()
    same(value(m, "", m.sum(m("t"), "year line"), t=T), 55)


def test_over_an_axis_that_the_body_does_not_vary_by() -> None:
    m = build()
    same(value(m, "", m.sum(m.number(3), "year")), 15)
    same(value(m, "", m.aggregate("product", m.number(3), "line")), 9)
    same(value(m, "line", m.sum(m("t", year=m.fixed(0)), "year"), t=T), [5, 10])


def test_the_axis_of_the_formula_is_another_one_inside_a_sum() -> None:
    m = build()
    share = m("t") / m.sum(m("t"), "year")
    same(value(m, "year line", share, t=T), np.array(T) / np.array(T).sum(0))


def test_of_a_selection() -> None:
    m = build()
    same(value(m, "line", m.sum(m("t"), "year", m.at(year=[1, 2])), t=T), [8, 10])
    same(value(m, "line", m.sum(m("t"), "year", m.at(year=[0, 1, 4])), t=T), [13, 16])


def test_of_a_selection_of_several_blocks() -> None:
    m = build()
    corner = m.either(m.at(year=[0], line=[0, 1]), m.at(year=[4], line=[1]))
    for name, expected in (("sum", 13), ("mean", 13 / 3), ("min", 1), ("max", 10), ("product", 20)):
        same(value(m, "", m.aggregate(name, m("t"), "year line", corner), t=T), expected)


def test_of_a_selection_along_an_outer_axis() -> None:
    """``sum(x over year for line = GMP)`` within a formula that varies by line."""
    m = build()
    same(value(m, "line", m.sum(m("t"), "year", m.at(line=1)), t=T), [0, 30])


def test_of_nothing() -> None:
    m = build()
    nothing = m.at(year=[])
    same(value(m, "", m.sum(m("t", line=m.fixed(0)), "year", nothing), t=T), 0)
    same(value(m, "", m.aggregate("product", m("t", line=m.fixed(0)), "year", nothing), t=T), 1)


def test_by_groups() -> None:
    for name, expected in (
        ("sum", [[8, 10], [16, 18]]),
        ("mean", [[4, 5], [8, 9]]),
        ("min", [[3, 4], [7, 8]]),
        ("max", [[5, 6], [9, 10]]),
        ("product", [[15, 24], [63, 80]]),
    ):
        m = build()
        same(value(m, "step line", m.aggregate(name, m("t"), "year", by="step"), t=T), expected)


def test_by_groups_over_a_further_axis() -> None:
    m = build()
    same(value(m, "step", m.sum(m("t"), "year line", by="step"), t=T), [18, 34])


def test_by_groups_of_a_selection() -> None:
    m = build()
    same(value(m, "step line", m.sum(m("t"), "year", m.at(year=[1, 4]), by="step"), t=T), [[3, 4], [9, 10]])


def test_by_groups_with_the_group_in_the_body() -> None:
    m = build()
    number = m.coordinate("step") - 2005
    same(value(m, "step line", m.sum(m("t") * number, "year", by="step"), t=T), [[8, 10], [48, 54]])
    m = build()
    less = m.sum(m.if_(m.coordinate("year").is_(">", m.coordinate("step")), m("t"), 0.0), "year", by="step")
    same(value(m, "step line", less, t=T), [[5, 6], [9, 10]])


def test_groups_in_another_order_than_their_members() -> None:
    m = Build(branch=("a", "b", "c", "d"))
    m.mapped("kind", "branch", [1, 0, 1, 0], ordered=False)
    m.table("t", "branch")
    same(value(m, "kind", m.sum(m("t"), "branch", by="kind"), t=[1, 2, 4, 8]), [10, 5])


def test_the_groups_own_sum_for_each_member() -> None:
    m = build()
    best = m.spread(m.sum(m("t"), "year", by="step"), "step")
    m.define("x", "year line", (m.at(year=0), 0.0), (..., best))
    same(run(m, "x", t=T, a=[0] * 4)["x"], [[0, 0], [8, 10], [8, 10], [16, 18], [16, 18]])


def test_a_spread_body_that_varies_by_its_members_too() -> None:
    m = build()
    weighted = m.spread(m.coordinate("broad") + m.coordinate("age") * 100, "broad")
    same(value(m, "age", weighted), [0, 500, 1515, 6515])


def test_running_sums_and_products() -> None:
    m = build()
    n = m.coordinate("year") - 2004
    same(value(m, "year", m.cumulative("sum", n, "year")), [1, 3, 6, 10, 15])
    same(value(m, "year", m.cumulative("product", n, "year")), [1, 2, 6, 24, 120])
    later = m.at(year=[2, 4])
    same(value(m, "year", m.cumulative("sum", n, "year", later)), [0, 0, 3, 3, 8])
    same(value(m, "year", m.cumulative("product", n, "year", later)), [1, 1, 3, 3, 15])


def test_a_running_sum_of_a_constant() -> None:
    m = build()
    same(value(m, "year", m.cumulative("sum", 2.0, "year")), [2, 4, 6, 8, 10])


def test_a_running_sum_in_some_cells_only() -> None:
    m = build()
    n = m.coordinate("year") - 2004
    m.define("x", "year", (m.at(year=[1, 3]), m.cumulative("sum", n, "year")), (..., 0.0))
    same(run(m, "x")["x"], [0, 3, 0, 10, 0])


def test_first_and_last_where() -> None:
    m = build()
    big = m("t").is_(">", 4)
    same(value(m, "line", m.seek("first", "year", big), t=T), [2007, 2007])
    small = m("t").is_("<", 6)
    same(value(m, "line", m.seek("last", "year", small), t=T), [2007, 2006])


def test_a_search_whose_condition_does_not_vary() -> None:
    m = build()
    always = m.number(1).is_("=", 1)
    same(value(m, "", m.seek("first", "year", always)), 2005)
    same(value(m, "", m.seek("last", "year", always)), 2009)


# ── Cases ─────────────────────────────────────────────────────────────────────────────────────────


def test_cases_of_several_blocks() -> None:
    m = build()
    edge = m.either(m.at(year=[0, 4]), m.at(year=[1, 2, 3], line=0))
    m.define("x", "year line", (edge, -m("t")), (..., m("t") + m.coordinate("year") - 2005))
    expected = -np.array(T)
    expected[1:4, 1] = [4 + 1, 6 + 2, 8 + 3]
    same(run(m, "x", t=T, a=[0] * 4)["x"], expected)


def test_a_partial_quantity_has_no_value_elsewhere() -> None:
    m = build()
    m.define("x y", "year line", (m.at(year=[1, 2], line=1), m("t") * 2), partial=True)
    found = run(m, "x y", t=T, a=[0] * 4)["x y"]
    assert found[1:3, 1].tolist() == [8, 12]
    assert np.isnan(found).sum() == 8


def test_a_partial_quantity_without_any_cell() -> None:
    m = build()
    m.define("x y", "year", (m.at(year=[]), 1.0), partial=True)
    assert np.isnan(run(m, "x y")["x y"]).all()


# ── No formula is too deep ────────────────────────────────────────────────────────────────────────


def test_a_long_sum() -> None:
    m = build()
    long = m.number(0)
    for _ in range(5_000):
        long = long + m.coordinate("year")
    same(value(m, "year", long), [5_000.0 * year for year in YEARS])


def test_deep_branches() -> None:
    m = build()
    deep = m.coordinate("year")
    for _ in range(500):
        deep = m.if_(m.coordinate("year").is_(">", 2006), deep + 1, m.coordinate("year"))
    same(value(m, "year", deep), [2005, 2006, 2507, 2508, 2509])
