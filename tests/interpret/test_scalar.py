"""What each part of a formula means. The expected values are worked out by hand beside each case."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest

from semdsl.errors import InternalError
from semdsl.interpret.problem import Problem, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.semantics.tables import TableValues
from semdsl.source import Source
from tests.support.build import Build, E


def figures(values: Sequence[float], name: str = "x.csv") -> TableValues:
    """A table whose figures stand in lines 2, 3, … of its file."""
    text = "value\n" + "".join(f"{value}\n" for value in values)
    return TableValues(tuple(values), tuple(range(2, len(values) + 2)), Source(name, text))


def computed(build: Build, name: str, tables: Mapping[str, TableValues] | None = None) -> list[float | None]:
    return Interpreter(build.model(), tables or {}).all(name)


def value_of(formula: E | float, build: Build) -> float | None:
    build.define("result", "", formula)
    return computed(build, "result")[0]


def problem_of(build: Build, name: str, tables: Mapping[str, TableValues] | None = None) -> Problem:
    with pytest.raises(Stop) as stopped:
        Interpreter(build.model(), tables or {}).all(name)
    return stopped.value.problem


def stop_of(formula: E | float, build: Build) -> Problem:
    build.define("result", "", formula)
    return problem_of(build, "result")


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("op", "left", "right", "expected"),
    [
        ("+", 2, 3, 5),
        ("-", 2, 3, -1),
        ("*", 2, 3, 6),
        ("/", 3, 2, 1.5),
        ("^", 2, 10, 1024),
        ("^", -2, 3, -8),
        ("^", -2, -2, 0.25),
        ("^", 0, 0, 1),
        ("^", 9, 0.5, 3),
        ("^", 0, 2.5, 0),
    ],
)
def test_arithmetic(op: str, left: float, right: float, expected: float) -> None:
    build = Build()
    assert value_of(build.arithmetic(op, left, right), build) == expected


def test_a_minus_sign() -> None:
    build = Build()
    assert value_of(-build.number(3), build) == -3


@pytest.mark.parametrize(
    ("op", "less", "equal", "more"),
    [
        ("=", 0, 1, 0),
        ("!=", 1, 0, 1),
        ("<", 1, 0, 0),
        ("<=", 1, 1, 0),
        (">", 0, 0, 1),
        (">=", 0, 1, 1),
    ],
)
def test_comparisons_are_one_or_zero(op: str, less: int, equal: int, more: int) -> None:
    build = Build()
    found = [value_of(build.number(left).is_(op, 2), build) for left in (1, 2, 3)]
    assert found == [less, equal, more]


def test_conditions_are_joined() -> None:
    build = Build()
    yes, no = build.number(1).is_("<", 2), build.number(2).is_("<", 1)
    pairs = [(yes, yes), (yes, no), (no, yes), (no, no)]
    assert [value_of(a.and_(b), build) for a, b in pairs] == [1, 0, 0, 0]
    assert [value_of(a.or_(b), build) for a, b in pairs] == [1, 1, 1, 0]
    assert [value_of(a.not_(), build) for a in (yes, no)] == [0, 1]


@pytest.mark.parametrize(
    ("function", "operands", "expected"),
    [
        ("exp", [1.0], math.e),
        ("log", [math.e], 1.0),
        ("sqrt", [2.25], 1.5),
        ("abs", [-2.0], 2.0),
        ("min", [3.0, 1.0, 2.0], 1.0),
        ("max", [3.0, 1.0, 4.0], 4.0),
        ("clamp", [5.0, 0.0, 3.0], 3.0),
        ("clamp", [-5.0, 0.0, 3.0], 0.0),
        ("clamp", [2.0, 0.0, 3.0], 2.0),
    ],
)
def test_functions(function: str, operands: list[float], expected: float) -> None:
    build = Build()
    assert value_of(build.apply(function, *operands), build) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (2.5, 0, 3.0),
        (-2.5, 0, -3.0),
        (0.5, 0, 1.0),
        (2.675, 2, 2.68),  # the double is a little less than 2.675: what counts is how it is printed
        (1.005, 2, 1.01),
        (-1.005, 2, -1.01),
        (1234.5, -2, 1200.0),
        (1250.0, -2, 1300.0),
        (1e300, 2, 1e300),
        (0.1, 400, 0.1),
        (1e300, -400, 0.0),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, expected: float) -> None:
    build = Build()
    assert value_of(build.apply("round", value, places), build) == expected


def test_rounding_without_places_is_to_whole_numbers() -> None:
    build = Build()
    assert value_of(build.apply("round", 2.5), build) == 3


def test_only_the_branch_taken_is_computed() -> None:
    build = Build()
    broken = build.number(1) / 0
    yes = build.number(1).is_("<", 2)
    assert value_of(build.if_(yes, 7, broken), build) == 7
    assert value_of(build.if_(yes.not_(), broken, 8), build) == 8


def test_both_sides_of_and_are_computed() -> None:
    build = Build()
    no = build.number(2).is_("<", 1)
    assert stop_of(no.and_((build.number(1) / 0).is_(">", 1)), build).code == "division-by-zero"


# ── Axes ──────────────────────────────────────────────────────────────────────────────────────────


def test_cells_come_row_by_row_and_line_up_by_name() -> None:
    build = Build(year=(2005, 2006), line=("SEM", "GMP"))
    build.table("by_line", "line")
    build.table("by_year", "year")
    build.define("both", "year line", build("by_year") * 10 + build("by_line"))
    build.define("turned", "line year", build("both"))
    tables = {"by_line": figures([1, 2]), "by_year": figures([3, 4])}
    assert computed(build, "both", tables) == [31, 32, 41, 42]
    assert computed(build, "turned", tables) == [31, 41, 32, 42]


def test_the_coordinate_of_an_axis() -> None:
    build = Build(year=(2005, 2006, 2007))
    build.axis("age", (0, 5, 10), form="banded")
    build.define("years_on", "year", build.number(2) ** (build.coordinate("year") - 2005))
    build.define("next", "year", build.coordinate("year", 1))
    build.define("low", "age", build.coordinate("age"))
    assert computed(build, "years_on") == [1, 2, 4]
    assert computed(build, "next") == [2006, 2007, 2008]
    assert computed(build, "low") == [0, 5, 10]


def test_cases_shifts_and_fixed_labels() -> None:
    build = Build(year=(2005, 2006, 2007), line=("SEM", "GMP"))
    build.table("x", "year line")
    build.define("growth", "year line", (build.at(year=0), 0), (..., build("x") - build("x", year=-1)))
    build.define("base", "year", build("x", line=build.fixed(1), year=build.fixed(0)))
    build.define("ahead", "year", (build.at(year=2), -1), (..., build("x", year=1, line=build.fixed(0))))
    tables = {"x": figures([1, 10, 4, 40, 9, 90])}
    assert computed(build, "growth", tables) == [0, 0, 3, 30, 5, 50]
    assert computed(build, "base", tables) == [10, 10, 10]
    assert computed(build, "ahead", tables) == [4, 9, -1]


def test_a_cohort_moves_along_two_axes() -> None:
    build = Build(year=(2005, 2006, 2007), age=(0, 1, 2))
    build.table("births", "year")
    build.expect(alive="year age")
    older = build.at(year=(1, 2), age=(1, 2))
    build.define(
        "alive",
        "year age",
        (build.at(age=0), build("births")),
        (older, build("alive", year=-1, age=-1) * 0.5),
        (..., 0),
    )
    # 80 born in 2005 are 40 at age 1 in 2006, 20 at age 2 in 2007; 60 born in 2006 are 30 in 2007.
    assert computed(build, "alive", {"births": figures([80, 60, 50])}) == [80, 0, 0, 60, 40, 0, 50, 30, 20]


def test_a_condition_on_the_label() -> None:
    build = Build(line=("SEM", "GMP", "other"))
    build.define("x", "line", build.if_(build.member("line", 0, 2), 1, 2))
    assert computed(build, "x") == [1, 2, 1]


def test_positions_by_a_table() -> None:
    build = Build(year=(2005, 2006, 2007))
    build.table("x", "year")
    build.define("opposite", "year", build("x", year=build.via("year", (2, 1, 0))))
    assert computed(build, "opposite", {"x": figures([1, 2, 3])}) == [3, 2, 1]


def test_look_up_by_a_computed_value() -> None:
    build = Build(duration=(0, 1, 2))
    build.axis("age", (20, 21, 22, 23))
    build.axis("band", (0, 20, 22), form="banded")
    build.table("q", "age")
    build.table("rate", "band")
    build.define("found", "duration", build("q", age=build.sought(build.coordinate("duration") + 20)))
    far = build.sought(build.coordinate("duration") * 2 + 19, clamp=True)
    build.define("held", "duration", build("q", age=far))
    build.define("banded", "duration", build("rate", band=build.sought(build.coordinate("duration") + 19.5)))
    tables = {"q": figures([1, 2, 3, 4]), "rate": figures([10, 20, 30])}
    assert computed(build, "found", tables) == [1, 2, 3]
    assert computed(build, "held", tables) == [1, 2, 4]  # 19 is held at 20, 21 is 21, 23 is 23
    assert computed(build, "banded", tables) == [10, 20, 20]  # 19.5, 20.5, 21.5


def test_the_value_looked_up_may_need_other_cells() -> None:
    build = Build(year=(0, 1, 2, 3))
    build.expect(jump="year")
    build.define("start", "", 3)
    build.define(
        "jump", "year", (build.at(year=3), 7), (..., build("jump", year=build.sought(build("start"))))
    )
    assert computed(build, "jump") == [7, 7, 7, 7]


# ── Aggregates ────────────────────────────────────────────────────────────────────────────────────


def people() -> tuple[Build, dict[str, TableValues]]:
    build = Build(age=(0, 1, 2, 3), sex=("male", "female"))
    build.mapped("broad", "age", (0, 0, 1, -1))
    build.table("x", "age sex")
    return build, {"x": figures([1, 2, 3, 4, 5, 6, 7, 8])}


@pytest.mark.parametrize(
    ("function", "expected"),
    [("sum", [16, 20]), ("mean", [4, 5]), ("min", [1, 2]), ("max", [7, 8]), ("product", [105, 384])],
)
def test_aggregates_over_an_axis(function: str, expected: list[float]) -> None:
    build, tables = people()
    build.define("r", "sex", build.aggregate(function, build("x"), "age"))
    assert computed(build, "r", tables) == expected


def test_aggregates_of_a_selection_and_over_two_axes() -> None:
    build, tables = people()
    build.define("some", "", build.sum(build("x"), "age sex", build.at(age=(1, 3), sex=1)))  # 4 + 8
    build.define(
        "parts", "", build.sum(build("x"), "sex age", build.either(build.at(age=3), build.at(age=0)))
    )
    build.define("outer", "sex", build.sum(build("x"), "age", build.at(sex=0)))
    assert computed(build, "some", tables) == [12]
    assert computed(build, "parts", tables) == [18]
    assert computed(build, "outer", tables) == [16, 0]


def test_aggregates_by_groups() -> None:
    build, tables = people()
    build.define("r", "broad", build.sum(build("x"), "age sex", by="broad"))
    build.define("top", "broad", build.aggregate("max", build("x", sex=build.fixed(0)), "age", by="broad"))
    assert computed(build, "r", tables) == [10, 11]  # 1+2+3+4, 5+6; the last age is in no group
    assert computed(build, "top", tables) == [3, 5]


def test_sums_run_in_the_declared_order_of_axes() -> None:
    build = Build(age=(0, 1), sex=("male", "female"))
    build.table("x", "age sex")
    build.define("r", "", build.sum(build("x"), "sex age"))
    # Row by row: ((1e16 + 1) + 1) - 1e16 = 0; column by column: ((1e16 + 1) + 1) reads 1e16, 1, 1, -1e16, too, so
    # the figures are placed to tell the two apart: rows give (1e16 - 1e16) + 1 + 1, columns (1e16 + 1) - 1e16 + 1.
    assert computed(build, "r", {"x": figures([1e16, -1e16, 1, 1])}) == [2]


def test_nothing_to_add_is_zero_and_nothing_to_multiply_one() -> None:
    build, tables = people()
    nothing = build.at(age=())
    build.define("s", "sex", build.sum(build("x"), "age", nothing))
    build.define("p", "sex", build.aggregate("product", build("x"), "age", nothing))
    assert computed(build, "s", tables) == [0, 0]
    assert computed(build, "p", tables) == [1, 1]


def test_a_bound_axis_hides_the_one_outside() -> None:
    build = Build(year=(1, 2, 3))
    build.define("share", "year", build.coordinate("year") / build.sum(build.coordinate("year"), "year"))
    assert computed(build, "share") == [1 / 6, 2 / 6, 3 / 6]


def test_cumulative_sums_and_products() -> None:
    build = Build(year=(1, 2, 3, 4))
    year = build.coordinate("year")
    build.define("s", "year", build.cumulative("sum", year, "year"))
    build.define("p", "year", build.cumulative("product", year, "year", build.at(year=(2, 3))))
    assert computed(build, "s") == [1, 3, 6, 10]
    assert computed(build, "p") == [1, 1, 3, 12]


def test_a_group_is_spread_over_its_members() -> None:
    build, tables = people()
    build.table("rate", "broad")
    build.define("y", "age", (build.at(age=(0, 1, 2)), build.spread(build("rate"), "broad")), (..., 0))
    assert computed(build, "y", {**tables, "rate": figures([5, 6])}) == [5, 5, 6, 0]


def test_first_and_last() -> None:
    build = Build(year=(2005, 2006, 2007, 2008))
    build.table("x", "year")
    low = build("x").is_("<", 0)
    build.define("first", "", build.seek("first", "year", low))
    build.define("last", "", build.seek("last", "year", low))
    tables = {"x": figures([1, -1, 1, -1])}
    assert computed(build, "first", tables) == [2006]
    assert computed(build, "last", tables) == [2008]


def test_cells_without_a_value() -> None:
    build = Build(year=(1, 2, 3))
    build.define("x", "year", (build.at(year=1), 5), partial=True)
    assert computed(build, "x") == [None, 5, None]
    with pytest.raises(InternalError):
        Interpreter(build.model(), {}).value("x", (0,))


# ── Recursion ─────────────────────────────────────────────────────────────────────────────────────


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


# ── What stops a computation ──────────────────────────────────────────────────────────────────────


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


# ── Zelenka's premium ─────────────────────────────────────────────────────────────────────────────


def zelenka() -> Build:
    """The module of the language reference over six years with two steps of three."""
    build = Build(year=range(2005, 2012))
    build.mapped("step", "year", (-1, 0, 0, 0, 1, 1, 1))
    for name in ("expense", "wages", "interest"):
        build.table(name, "year")
    build.expect(unfunded="year", per_rate="year", reserve="year", premium="step", half="year")
    before, first = build.at(year=0), build.at(year=(1, 4))
    growth = build("interest") + 1
    need = build("expense") * build("half")
    build.define("half", "year", growth**0.5)
    build.define(
        "unfunded",
        "year",
        (before, 0),
        (first, build("reserve", year=-1) * growth - need),
        (..., build("unfunded", year=-1) * growth - need),
    )
    build.define(
        "per_rate",
        "year",
        (before, 0),
        (first, build("wages") * build("half")),
        (..., build("per_rate", year=-1) * growth + build("wages") * build("half")),
    )
    per_rate_before = build("interest") * build("per_rate", year=-1)
    build.define(
        "needed",
        "year",
        (before, 0),
        (first, (need - build("interest") * build("reserve", year=-1)) / (build("wages") * build("half"))),
        (
            ...,
            (need - build("interest") * build("unfunded", year=-1))
            / (build("wages") * build("half") + per_rate_before),
        ),
    )
    build.define("premium", "step", build.aggregate("max", build("needed"), "year", by="step"))
    paid = build.spread(build("premium"), "step") * build("wages")
    build.define(
        "reserve",
        "year",
        (before, 0),
        (..., build("reserve", year=-1) * growth + (paid - build("expense")) * build("half")),
    )
    return build


EXPENSE = [0, 100.0, 120.0, 150.0, 160.0, 165.0, 190.0]
WAGES = [0, 1000.0, 1010.0, 1030.0, 1050.0, 1060.0, 1090.0]
INTEREST = [0, 0.04, 0.04, 0.03, 0.03, 0.05, 0.05]


def smallest_premium(start: float, years: Sequence[int]) -> float:
    """By bisection: the smallest rate at which the reserve never falls from one year's end to the next."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        reserve, falls = start, False
        for year in years:
            after = reserve * (1 + INTEREST[year]) + (middle * WAGES[year] - EXPENSE[year]) * math.sqrt(
                1 + INTEREST[year]
            )
            falls = falls or after < reserve
            reserve = after
        low, high = (middle, high) if falls else (low, middle)
    return high


def test_zelenkas_premium_is_the_smallest_that_keeps_the_reserve() -> None:
    tables = {"expense": figures(EXPENSE), "wages": figures(WAGES), "interest": figures(INTEREST)}
    interpreter = Interpreter(zelenka().model(), tables)
    first = smallest_premium(0.0, (1, 2, 3))
    reserve = 0.0
    for year in (1, 2, 3):
        half = math.sqrt(1 + INTEREST[year])
        reserve = reserve * (1 + INTEREST[year]) + (first * WAGES[year] - EXPENSE[year]) * half
    second = smallest_premium(reserve, (4, 5, 6))
    assert interpreter.value("premium", (0,)) == pytest.approx(first, rel=1e-12)
    assert interpreter.value("premium", (1,)) == pytest.approx(second, rel=1e-12)
    assert interpreter.value("reserve", (3,)) == pytest.approx(reserve, rel=1e-12)
