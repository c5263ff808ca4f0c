"""The order of computation: what is computed at all, and how recursions become loops."""

from __future__ import annotations

import pytest

from semdsl.graph import edges
from semdsl.graph.schedule import schedule
from semdsl.graph.steps import Formula, Loop, Step, Waves
from tests.support.build import Build
from tests.support.compiled import ordered
from tests.support.zelenka import zelenka

YEARS = range(2005, 2011)


def shape(steps: tuple[Step, ...]) -> list[object]:
    """The steps in short: formulas as ``name/case``, loops as their axis with what is in them."""
    found: list[object] = []
    for step in steps:
        match step:
            case Formula():
                found.append(f"{step.name}/{step.case}")
            case Loop():
                direction = f"{step.clock.axis} backwards" if step.backwards else step.clock.axis
                found.append((direction, *shape(step.body)))
            case Waves():
                found.append(("waves", len(step.waves)))
    return found


def test_only_what_is_wanted_and_what_it_needs() -> None:
    m = Build(year=YEARS)
    m.table("t", "year")
    m.table("unused", "year")
    m.define("a", "year", m("t") + 1)
    m.define("b", "year", m("a") + 1)
    m.define("c", "year", m("b") + m("unused"))
    own = ordered(m, "b")
    assert own.tables == ("t",)
    assert own.names == ("a", "b")
    assert shape(own.steps) == ["a/0", "b/0"]


def test_a_table_alone() -> None:
    m = Build(year=YEARS)
    m.table("t", "year")
    own = ordered(m, "t")
    assert (own.tables, own.names, own.steps) == (("t",), (), ())


def test_declared_in_any_order() -> None:
    m = Build(year=YEARS)
    m.expect(b="year", c="year")
    m.define("a", "year", m("b") + m("c"))
    m.define("b", "year", m("c"))
    m.define("c", "year", 1.0)
    assert shape(ordered(m).steps) == ["c/0", "b/0", "a/0"]


def test_a_recursion_starts_before_its_loop() -> None:
    m = Build(year=YEARS)
    m.expect(x="year")
    m.define("x", "year", (m.at(year=0), 1.0), (..., m("x", year=-1) * 2))
    assert shape(ordered(m).steps) == ["x/0", ("year", "x/1")]


def test_a_recursion_from_the_end() -> None:
    m = Build(year=YEARS)
    m.expect(x="year")
    m.define("x", "year", (m.at(year=5), 1.0), (..., m("x", year=1) / 2))
    assert shape(ordered(m).steps) == ["x/0", ("year backwards", "x/1")]


def test_several_names_in_one_loop_in_the_order_of_their_needs() -> None:
    m = Build(year=YEARS)
    m.expect(staff="year", staff_floor="year", cost="year")
    first = m.at(year=0)
    m.define("cost", "year", (first, 1.0), (..., m("staff") * 2))
    m.define("staff", "year", (first, 1.0), (..., m("staff_floor", year=-1) + m("cost", year=-1)))
    m.define("staff_floor", "year", (first, 1.0), (..., m("staff")))
    steps = ordered(m).steps
    (loop,) = [step for step in steps if isinstance(step, Loop)]
    assert shape(loop.body)[0] == "staff/1"
    assert set(shape(loop.body)) == {"staff/1", "staff_floor/1", "cost/1"}
    assert set(shape(steps[: steps.index(loop)])) >= {"staff_floor/0", "cost/0"}


def test_a_cohort_follows_the_years() -> None:
    m = Build(year=YEARS, age=range(4))
    m.expect(lives="year age")
    m.define(
        "lives",
        "year age",
        (m.at(year=0), 100.0),
        (m.at(year=range(1, 6), age=0), 50.0),
        (..., m("lives", year=-1, age=-1) * 0.9),
    )
    assert shape(ordered(m).steps) == ["lives/0", "lives/1", ("year", "lives/2")]


def test_along_two_axes_a_loop_in_a_loop() -> None:
    m = Build(year=YEARS, age=range(4))
    m.expect(x="year age")
    m.define(
        "x",
        "year age",
        (m.at(year=0), 1.0),
        (m.at(year=range(1, 6), age=3), 2.0),
        (..., m("x", year=-1, age=1) + m("x", age=1)),
    )
    assert shape(ordered(m).steps) == ["x/0", "x/1", ("year", ("age backwards", "x/2"))]


def test_labels_that_need_other_labels_need_no_loop() -> None:
    m = Build(item=("staff", "other", "total"))
    m.expect(cost="item")
    total = m.sum(m("cost"), "item", m.at(item=[0, 1]))
    m.define("cost", "item", (m.at(item=2), total), (..., 1.0))
    assert shape(ordered(m).steps) == ["cost/1", "cost/0"]


def test_a_premium_for_each_step_that_needs_the_reserve_at_its_start() -> None:
    """Zelenka: a loop over the steps, and in it loops over the years of the step."""
    own = ordered(zelenka())
    (loop,) = [step for step in own.steps if isinstance(step, Loop) and "premium" in step.axes]
    assert loop.clock.axis == "step"
    assert shape(loop.body) == [
        "unfunded/1",
        ("year", "unfunded/2"),
        "needed/1",
        "needed/2",
        "premium/0",
        ("year", "reserve/1"),
    ]


def test_without_an_order_along_an_axis_cell_by_cell() -> None:
    """2006 needs 2008, 2008 needs 2005, 2005 needs 2007: neither up nor down, and yet in order."""
    m = Build(year=YEARS)
    m.expect(x="year")
    order = m.via("year", [2, 3, 2, 0, 5, 5])
    m.define("x", "year", (m.at(year=[2, 5]), 1.0), (..., m("x", year=order) + 1))
    assert shape(ordered(m).steps) == ["x/0", ("waves", 3)]


def test_many_names_do_not_nest() -> None:
    m = Build(year=YEARS)
    count = 3_000
    m.expect(**{f"x{number}": "year" for number in range(count)})
    for number in range(count):
        before = m(f"x{number - 1}") if number else m(f"x{count - 1}", year=-1)
        m.define(f"x{number}", "year", (m.at(year=0), 1.0), (..., before + 1))
    (loop,) = [step for step in ordered(m).steps if isinstance(step, Loop)]
    assert [step.name for step in loop.body if isinstance(step, Formula)] == [f"x{n}" for n in range(count)]


def test_the_order_is_that_of_the_model_not_of_the_question() -> None:
    m = zelenka()
    names = [name for name, quantity in m.quantities.items() if quantity.table is None]
    forward, backward = (schedule(m.model(), wanted).value for wanted in (names, names[::-1]))
    assert forward.steps == backward.steps


def test_a_clock_is_made_once_and_only_of_an_axis_of_the_recursion(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    clock_of = edges._clock_of
    monkeypatch.setattr(edges, "_clock_of", lambda model, axis: made.append(axis) or clock_of(model, axis))
    m = Build(other=range(100), year=YEARS)
    m.expect(a="year", b="year")
    for name in "ab":
        m.define(name, "year", (m.at(year=0), m.number(1)), (..., m(name, year=-1) + 1))
    m.define("unrelated", "other", m.number(1))
    assert shape(ordered(m, "a", "b", "unrelated").steps) == [
        "a/0",
        ("year", "a/1"),
        "b/0",
        ("year", "b/1"),
        "unrelated/0",
    ]
    assert made == ["year"]
