"""Cells that need other cells of the same name. Expected values are worked out by hand beside each case."""

from __future__ import annotations

from semdsl.interpret.scalar import Interpreter
from tests.interpret.asking import computed, problem_of
from tests.support.build import Build, E


def test_recursion_over_thousands_of_months() -> None:
    build = Build()
    build.axis("month", range(5001))
    build.expect(up="month", down="month")
    build.define("up", "month", (build.at(month=0), 1), (..., build("up", month=-1) + 2))
    build.define("down", "month", (build.at(month=5000), 1), (..., build("down", month=1) + build("up")))
    interpreter = Interpreter(build.model(), {})
    assert interpreter.value("up", (5000,)) == 10_001
    assert interpreter.value("down", (0,)) == 1 + 5000**2  # the first 5000 odd numbers add up to 5000^2


def test_recursion_through_two_names() -> None:
    build = Build(year=(0, 1, 2, 3))
    build.expect(a="year", b="year")
    build.define("a", "year", (build.at(year=0), 1), (..., build("b", year=-1) + 1))
    build.define("b", "year", build("a") * 2)
    assert computed(build, "b") == [2, 6, 14, 30]


def test_recursion_that_depends_on_values() -> None:
    """Each Collatz number needs the one that it leads to; which one that is depends on its coordinate."""
    build = Build()
    build.axis("n", range(1, 17))
    build.expect(steps="n")
    n = build.coordinate("n")
    half = build("steps", n=build.sought(n / 2))
    treble = build("steps", n=build.sought(n * 3 + 1))
    even = build.apply("round", n / 2).is_("=", n / 2)
    known = build.if_(even, half, build.if_(n.is_("=", 5), treble, -100))
    build.define("steps", "n", (build.at(n=0), 0), (..., known + 1))
    found = computed(build, "steps")
    assert [found[at - 1] for at in (1, 2, 4, 5, 8, 10, 16)] == [0, 1, 2, 5, 3, 6, 4]


def test_cells_that_need_each_other_are_named() -> None:
    build = Build(year=(0, 1))
    build.expect(a="year", b="year", c="year")
    build.define("a", "year", build("b") + 1)
    build.define("b", "year", build("c") + 1)
    build.define("c", "year", (build.at(year=0), 1), (..., build("a")))
    problem = problem_of(build, "a")
    assert problem.code == "circular-cells"
    assert problem.way == (("a", (1,)), ("b", (1,)), ("c", (1,)))
    assert Interpreter(build.model(), {}).value("a", (0,)) == 3


def test_a_cell_that_needs_itself() -> None:
    build = Build(year=(0, 1))
    build.expect(a="year")
    build.define("a", "year", build("a") + 1)
    assert problem_of(build, "a").way == (("a", (0,)),)


def test_formulas_may_be_nested_deeply() -> None:
    build = Build()
    formula: E | float = 1
    for _ in range(200):
        formula = build.if_(build.number(1).is_("<", 2), formula + 1, 0)
    build.define("x", "", formula)
    assert computed(build, "x") == [201]
