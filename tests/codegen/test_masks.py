"""A branch that is not taken is not computed: what is undefined in it stops nothing."""

from __future__ import annotations

import numpy as np
import pytest

from semdsl.codegen.options import Options
from semdsl.runtime.program import Stopped
from tests.support.build import Build, E
from tests.support.compiled import run, value

YEARS = range(2005, 2010)
X = [0.0, -1.0, 2.0, -0.5, 4.0]
ALL_OPTIONS = [Options(), Options(cse=False, hoist=False, factor=False), Options(careful=True)]


def build() -> Build:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.mapped("step", "year", [0, 0, 0, 1, 1])
    m.table("x", "year")
    return m


def stops(m: Build, axes: str, formula: E, **tables: object) -> None:
    m.define("result", axes, formula)
    for options in ALL_OPTIONS:
        with pytest.raises(Stopped) as stopped:
            run(m, "result", options=options, x=X, **tables)
        assert stopped.value.name == "result"


def guarded(m: Build, formula: E) -> E:
    return m.if_(m("x").is_(">", 0), formula, m.number(-9))


@pytest.mark.parametrize(
    "name", ["divide", "power", "log", "sqrt", "exp", "log1p", "expm1", "overflow", "fraction"]
)
def test_undefined_operations(name: str) -> None:
    m = build()
    x = m("x")
    positive = m.apply("max", x, 0)
    formula, expected = {
        "divide": (1 / positive, [0.5, 0.25]),
        "power": (positive**-1, [0.5, 0.25]),
        "log": (m.apply("log", x), np.log([2, 4])),
        "sqrt": (m.apply("sqrt", x), np.sqrt([2, 4])),
        "log1p": (m.apply("log1p", x - 1), np.log([2, 4])),
        "expm1": (m.apply("expm1", 1000 * m.if_(x.is_(">", 0), 0.0, 1.0) + x), np.expm1([2, 4])),
        "exp": (m.apply("exp", 1000 * m.if_(x.is_(">", 0), 0.0, 1.0) + x), np.exp([2, 4])),
        "overflow": (1e300 * m.if_(x.is_(">", 0), x, 1e300), [2e300, 4e300]),
        "fraction": (x**0.5, np.sqrt([2, 4])),
    }[name]
    stops(m, "year", formula)
    m = build()
    found = value(m, "year", E(m, guarded(m, E(m, formula.node)).node), x=X)
    np.testing.assert_allclose(found, [-9, -9, expected[0], -9, expected[1]], rtol=1e-15)


def test_a_branch_within_a_branch() -> None:
    m = build()
    x = m("x")
    inner = m.if_(x.is_(">", 3), m.apply("log", x - 3), 1 / x)
    found = value(m, "year", m.if_(x.is_("!=", 0), inner, 7), x=X)
    np.testing.assert_allclose(found, [7, -1, 0.5, -2, np.log(1.0)])


def test_the_condition_itself_is_always_computed() -> None:
    m = build()
    stops(m, "year", m.if_((1 / m("x")).is_(">", 0), m.number(1), m.number(2)))


def test_both_sides_of_and_are_computed() -> None:
    m = build()
    stops(m, "year", m.if_(m("x").is_("!=", 0).and_((1 / m("x")).is_(">", 0)), m.number(1), m.number(2)))


def test_a_part_computed_anyway_stops_even_if_it_also_stands_in_a_branch() -> None:
    m = build()
    inverse = 1 / m("x")
    stops(m, "year", inverse + guarded(m, inverse))


def test_a_sum_in_a_branch() -> None:
    """The sum over lines is taken only where the branch is."""
    m = build()
    body = m.sum(m.apply("log", m("x")) * (m.if_(m.member("line", 1), 2.0, 1.0)), "line")
    found = value(m, "year", guarded(m, body), x=X)
    np.testing.assert_allclose(found, [-9, -9, 3 * np.log(2), -9, 3 * np.log(4)])


def test_a_sum_over_the_same_axis_in_a_branch() -> None:
    """Inside the sum ``year`` is another year: all years are summed if the branch is taken in any year."""
    m = build()
    never = m.if_(m("x").is_(">", 100), m.sum(m.apply("log", m("x")), "year"), 5.0)
    np.testing.assert_array_equal(value(m, "year", never, x=X), [5] * 5)
    m = build()
    stops(m, "year", m.if_(m("x").is_(">", 3), m.sum(m.apply("log", m("x")), "year"), 5.0))


def test_a_sum_of_a_selection_computes_only_the_selection() -> None:
    m = build()
    chosen = m.at(year=[2, 4])
    np.testing.assert_allclose(value(m, "", m.sum(m.apply("log", m("x")), "year", chosen), x=X), np.log(8))
    m = build()
    chosen = m.either(m.at(year=[2], line=[0]), m.at(year=[4], line=[1]))
    np.testing.assert_allclose(
        value(m, "", m.sum(m.apply("log", m("x")), "year line", chosen), x=X), np.log(8)
    )


def test_groups_in_a_branch() -> None:
    m = build()
    last = m.at(year=[4])
    logs = m.aggregate("max", m.if_(m("x").is_(">", 0), m.apply("log", m("x")), 0.0), "year", by="step")
    found = value(m, "year", m.if_(m.member("year", 4), m.spread(logs, "step"), 1.0), x=X)
    np.testing.assert_allclose(found, [1, 1, 1, 1, np.log(4)])
    m = build()
    plain = m.aggregate("max", m.apply("log", m("x")), "year", last, by="step")
    found = value(m, "step", m.if_(m.member("step", 1), plain, 1.0), x=X)
    np.testing.assert_allclose(found, [1, np.log(4)])


def test_a_running_sum_in_a_branch_takes_the_years_before() -> None:
    m = build()
    running = m.cumulative("sum", 1 / (m("x") + 1), "year")
    found = value(m, "year", m.if_(m.member("year", 0), running, 3.0), x=X)
    np.testing.assert_allclose(found, [1, 3, 3, 3, 3])
    m = build()
    running = m.cumulative("sum", 1 / (m("x") + 1), "year")
    stops(m, "year", m.if_(m.member("year", 3), running, m.number(3)))


@pytest.mark.parametrize(("function", "nothing"), [("sum", 0), ("product", 1)])
def test_a_running_sum_whose_terms_come_later_computes_none(function: str, nothing: float) -> None:
    """Not even what is the same in all terms, such as a place in a table."""
    for_nothing = [[0], [0, 1, 2], [0, 2]]
    m = build()
    m.table("none", "")
    for years in for_nothing:
        term = m("x", year=m.sought(1 / m("none"))) * m("x")
        late = m.cumulative(function, term, "year", m.at(year=[3, 4]))
        m.define(f"result{years}", "year", (m.at(year=years), late), (..., 5.0))
        for options in ALL_OPTIONS:
            found = run(m, f"result{years}", options=options, x=X, none=0.0)[f"result{years}"]
            assert found.tolist() == [nothing if year in years else 5 for year in range(5)]
    late = m.cumulative(function, 1 / m("none") + m("x"), "year", m.at(year=[3]))
    found = value(m, "year", m.if_(m.member("year", 0), late, 3.0), x=X, none=0.0)
    assert found.tolist() == [nothing, 3, 3, 3, 3]
    m = build()
    m.table("none", "")
    late = m.cumulative(function, 1 / m("none") + m("x"), "year", m.at(year=[3]))
    stops(m, "year", m.if_(m.member("year", 3), late, m.number(3)), none=0.0)


def test_a_running_sum_in_a_recursion_computes_its_terms_when_they_come() -> None:
    m = build()
    m.table("none", "")
    late = m.cumulative("sum", 1 / m("none") + m("x"), "year", m.at(year=[4]))
    m.expect(z="year")
    m.define(
        "z",
        "year",
        (m.at(year=[0]), m.number(1)),
        (m.at(year=[1, 2, 3]), 0.5 * m("z", year=-1) + late),
        (..., 7.0),
    )
    for options in ALL_OPTIONS:
        assert run(m, "z", options=options, x=X, none=0.0)["z"].tolist() == [1, 0.5, 0.25, 0.125, 7]


def test_a_look_up_in_a_branch() -> None:
    m = build()
    own = m("x", year=m.sought(m("x") + 2005))
    found = value(m, "year", m.if_(m("x").is_(">=", 0), own, 9.0), x=X)
    assert found.tolist() == [0, 9, 2, 9, 4]
    m = build()
    stops(m, "year", m("x", year=m.sought(m("x") + 2005)))


def test_a_reference_beyond_the_axis_in_a_branch() -> None:
    m = build()
    before = m.if_(m.coordinate("year").is_(">", 2005), m("x", year=-1), 0.0)
    assert value(m, "year", before, x=X).tolist() == [0, 0, -1, 2, -0.5]
    m = build()
    stops(m, "year", m("x", year=-1))


def test_rounding_in_a_branch() -> None:
    m = build()
    whole = m.apply("round", m("x"), m("x"))
    found = value(m, "year", m.if_(m("x").is_(">", 0), whole, 0.0), x=X)
    assert found.tolist() == [0, 0, 2, 0, 4]
    m = build()
    stops(m, "year", m.apply("round", m("x"), m("x")))


def test_ends_out_of_order_in_a_branch() -> None:
    m = build()
    held = m.apply("clamp", m.number(0), -1, m("x"))
    found = value(m, "year", m.if_(m("x").is_(">", -1), held, 9.0), x=X)
    assert found.tolist() == [0, 9, 0, -0.5, 0]
    m = build()
    stops(m, "year", m.apply("clamp", m.number(0), -0.9, m("x")))


def test_written_ends_out_of_order() -> None:
    m = build()
    stops(m, "year", m.apply("clamp", m("x"), 2, 1))


@pytest.mark.parametrize("name", ["min", "max", "mean"])
def test_an_aggregate_of_nothing(name: str) -> None:
    m = build()
    stops(m, "", m.aggregate(name, m("x"), "year", m.at(year=[])) + m.number(1))
    m = build()
    empty = m.aggregate(name, m("x"), "year", m.at(year=[0, 1]), by="step")
    stops(m, "step", empty)
    m = build()
    empty = m.aggregate(name, m("x"), "year", m.at(year=[0, 1]), by="step")
    found = value(m, "step", m.if_(m.member("step", 0), empty, 5.0), x=X)
    assert found.tolist() == [{"min": -1.0, "max": 0.0, "mean": -0.5}[name], 5.0]


def test_a_search_without_a_hit() -> None:
    m = build()
    stops(m, "", m.seek("first", "year", m("x").is_(">", 99)))


def test_a_recursion_whose_other_branch_would_overflow() -> None:
    m = build()
    m.expect(y="year")
    before = m("y", year=-1)
    m.define("y", "year", (m.at(year=0), 2.0), (..., m.if_(before.is_("<", 1e3), before**4, before)))
    for options in ALL_OPTIONS:
        assert run(m, "y", options=options)["y"].tolist() == [2, 16, 65536, 65536, 65536]


def test_a_part_before_a_loop_keeps_its_mask() -> None:
    """``1 / x`` does not follow the loop, but is wanted only where x is not 0."""
    m = build()
    m.expect(y="year")
    safe = m.if_(m("x").is_("!=", 0), 1 / m("x"), 0.0)
    m.define("y", "year", (m.at(year=4), 1.0), (..., m("y", year=1) + safe))
    for options in ALL_OPTIONS:
        assert run(m, "y", options=options, x=X)["y"].tolist() == [-1.5, -1.5, -0.5, -1, 1]


def test_a_part_wanted_by_the_loop_only_sometimes_stays_in_it() -> None:
    m = build()
    m.expect(y="year")
    before = m("y", year=-1)
    sometimes = m.if_(before.is_(">", 0), 1 / (m("x") + 1), before - 1)
    m.define("y", "year", (m.at(year=0), -1.0), (..., sometimes))
    for options in ALL_OPTIONS:
        assert run(m, "y", options=options, x=X)["y"].tolist() == [-1, -2, -3, -4, -5]
