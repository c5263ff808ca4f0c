"""Which positions a reference can mean, seen from the cell that has it."""

from __future__ import annotations

from semdsl.graph.dependencies import Reach, Uses, needs
from semdsl.graph.steps import Formula
from tests.support.build import Build, E

YEARS = range(2001, 2007)


def build() -> Build:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.mapped("step", "year", [-1, 0, 0, 1, 1, 1])
    m.define("x", "year line", 1.0)
    m.define("p", "step", 1.0)
    return m


def reaches(m: Build, axes: str, formula: E, name: str = "x") -> tuple[Reach, ...]:
    m.define("y", axes, formula)
    (use,) = [use for use in Uses(m.model(), {name}).of(Formula("y", 0)) if use.name == name]
    return use.reaches


def test_ones_own_cell_and_one_before() -> None:
    m = build()
    year, line = reaches(m, "year line", m("x", year=-1))
    assert (year.axis, year.steps) == ("year", -1)
    assert year.targets == ((), (0,), (1,), (2,), (3,), (4,))
    assert line.is_same


def test_a_fixed_place_is_the_same_for_all() -> None:
    m = build()
    year, _ = reaches(m, "year line", m("x", year=m.fixed(3)))
    assert year == Reach(None, ((3,),))


def test_a_look_up_by_value_can_mean_any_place() -> None:
    m = build()
    year, _ = reaches(m, "year line", m("x", year=m.sought(2003)))
    assert year == Reach(None, ((0, 1, 2, 3, 4, 5),))


def test_a_sum_reads_its_region() -> None:
    m = build()
    year, line = reaches(m, "line", m.sum(m("x", year=1), "year", m.at(year=[1, 2])))
    assert (year.axis, year.targets) == (None, ((2, 3),))
    assert line.is_same


def test_a_sum_by_groups_reads_the_members_of_ones_own_group() -> None:
    m = build()
    year, _ = reaches(m, "step line", m.sum(m("x"), "year", by="step"))
    assert (year.axis, year.targets) == ("step", ((1, 2), (3, 4, 5)))


def test_a_running_sum_reads_what_came_before() -> None:
    m = build()
    year, _ = reaches(m, "year line", m.cumulative("sum", m("x"), "year", m.at(year=[1, 3])))
    assert (year.axis, year.targets) == ("year", ((), (1,), (1,), (1, 3), (1, 3), (1, 3)))


def test_ones_own_group() -> None:
    m = build()
    (step,) = reaches(m, "year", m("p", step=m.group("step")), "p")
    assert (step.axis, step.targets) == ("year", ((), (0,), (0,), (1,), (1,), (1,)))


def test_a_spread_group_reads_its_own_members() -> None:
    m = build()
    best = m.aggregate("max", m("x", line=m.fixed(0)), "year", by="step")
    year, _ = reaches(m, "year", m.spread(best, "step"))
    assert (year.axis, year.targets) == ("year", ((), (1, 2), (1, 2), (3, 4, 5), (3, 4, 5), (3, 4, 5)))


def test_a_search_reads_every_member() -> None:
    m = build()
    year, _ = reaches(m, "line", m.seek("first", "year", m("x").is_("<", 0)))
    assert year == Reach(None, ((0, 1, 2, 3, 4, 5),))


def test_the_names_of_a_quantity() -> None:
    m = build()
    m.define(
        "y",
        "year",
        (m.at(year=0), m("x", line=m.fixed(0))),
        (..., m("x", line=m.fixed(1)) * m("p", step=m.group("step"))),
    )
    assert set(needs(m.model(), "y")) == {"x", "p"}
