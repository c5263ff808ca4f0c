"""What stops a computation, and what is known of it then."""

from __future__ import annotations

import math

import pytest

from tests.interpret.asking import figures, people, problem_of, stop_of, value_of
from tests.support.build import Build


@pytest.mark.parametrize(
    ("op", "left", "right", "code"),
    [
        ("/", 1, 0, "division-by-zero"),
        ("/", 0, 0, "division-by-zero"),
        ("/", 1, -0.0, "division-by-zero"),
        ("^", 0, -1, "power-undefined"),
        ("^", -8, 0.5, "power-undefined"),
        ("^", 10, 400, "overflow"),
        ("*", 1e200, 1e200, "overflow"),
        ("+", 1.7e308, 1.7e308, "overflow"),
        ("/", 1e200, 1e-200, "overflow"),
    ],
)
def test_arithmetic_that_is_not_defined(op: str, left: float, right: float, code: str) -> None:
    build = Build()
    problem = stop_of(build.arithmetic(op, left, right), build)
    assert (problem.code, problem.operation, problem.operands) == (code, op, (left, right))


@pytest.mark.parametrize(
    ("function", "operands", "code"),
    [
        ("log", [0.0], "log-of-nonpositive"),
        ("log", [-1.0], "log-of-nonpositive"),
        ("sqrt", [-1.0], "root-of-negative"),
        ("exp", [1000.0], "overflow"),
        ("round", [1.5, 0.5], "places-not-whole"),
        ("round", [1.79e308, -308.0], "overflow"),
        ("clamp", [2.0, 5.0, 1.0], "range-of-nothing"),
        ("clamp", [0.0, 1e-6, 0.0], "range-of-nothing"),
    ],
)
def test_functions_that_are_not_defined(function: str, operands: list[float], code: str) -> None:
    build = Build()
    problem = stop_of(build.apply(function, *operands), build)
    assert (problem.code, problem.operation, problem.operands) == (code, function, tuple(operands))


@pytest.mark.parametrize("function", ["mean", "min", "max"])
def test_aggregates_of_nothing(function: str) -> None:
    build, tables = people()
    build.define("r", "sex", build.aggregate(function, build("x"), "age", build.at(age=())))
    assert problem_of(build, "r", tables).code == "empty-aggregate"


def test_sums_and_products_that_overflow() -> None:
    build = Build(year=range(400))
    build.define("s", "", build.sum(1.7e308, "year"))
    build.define("p", "", build.aggregate("product", 10, "year"))
    build.define("c", "year", build.cumulative("product", 10, "year"))
    assert [problem_of(build, name).code for name in "spc"] == ["overflow"] * 3
    assert problem_of(build, "c").cell == (308,)  # 10^309 is the first that is too large


@pytest.mark.parametrize(("wanted", "clamp"), [(-1, False), (3, False), (0.5, False), (0.5, True)])
def test_look_ups_outside_the_axis(wanted: float, clamp: bool) -> None:
    build = Build(age=(0, 1, 2))
    build.define("x", "age", 1)
    problem = stop_of(build("x", age=build.sought(wanted, clamp)), build)
    assert (problem.code, problem.operation, problem.operands) == ("outside-axis", "age", (wanted,))


def test_a_band_ends_where_its_label_says() -> None:
    build = Build()
    build.axis("open", (0, 5), form="banded")
    build.define("x", "open", build.coordinate("open"))
    assert value_of(build("x", open=build.sought(120)), build) == 5
    assert stop_of(build("x", open=build.sought(-0.5)), build).code == "outside-axis"


def test_a_condition_that_never_holds() -> None:
    build = Build(year=(0, 1))
    problem = stop_of(build.seek("first", "year", build.coordinate("year").is_(">", 5)), build)
    assert problem.code == "never-true"


def test_a_figure_that_the_table_does_not_have() -> None:
    build = Build(year=(0, 1))
    build.table("x", "year")
    build.define("y", "year", build("x"))
    problem = problem_of(build, "y", {"x": figures([1, math.nan])})
    assert (problem.code, problem.name, problem.cell) == ("missing-cell", "x", (1,))


def test_a_problem_tells_what_was_read_and_where_it_stood() -> None:
    build = Build(year=(2005, 2006), line=("SEM", "GMP"))
    build.table("expense", "year line")
    build.table("wages", "year line")
    build.define(
        "rate", "year line", build("expense") / build("wages") + build("expense", year=build.fixed(0))
    )
    build.define("shown", "line year", build("rate") * 2)
    tables = {"expense": figures([1, 2, 3, 4], "e.csv"), "wages": figures([5, 6, 7, 0], "w.csv")}
    problem = problem_of(build, "shown", tables)
    assert (problem.name, problem.cell, problem.code) == ("rate", (1, 1), "division-by-zero")
    assert problem.case is build.model().quantities["rate"].cases[0]
    assert [(one.name, one.cell, one.value, one.file, one.line) for one in problem.readings] == [
        ("expense", (1, 1), 4, "e.csv", 5),
        ("wages", (1, 1), 0, "w.csv", 5),
    ]


def test_what_a_formula_needs_is_blamed_before_the_formula() -> None:
    build = Build()
    build.define("bad", "", build.apply("log", 0))
    build.define("worse", "", build.number(1) / 0 + build("bad"))
    assert problem_of(build, "worse").name == "bad"
