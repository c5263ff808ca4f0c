"""Which cell is blamed when a computation stops, and what is said about it."""

from __future__ import annotations

import math

import pytest

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.blame import blame, problem_diagnostic
from semdsl.interpret.findings import cell_text
from semdsl.interpret.problem import Cell
from semdsl.interpret.scalar import nothing_known
from semdsl.semantics.tables import TableValues
from tests.interpret.asking import figures, people, problem_of, stop_of
from tests.support.build import Build, E


def said(formula: E | float, build: Build) -> Diagnostic:
    return problem_diagnostic(stop_of(formula, build), build.model())


def loop(steps: int) -> tuple[Build, dict[str, TableValues]]:
    """A recursion along years for two lines that divides by a figure, backwards if *steps* is 1."""
    build = Build(line=("SEM", "GMP"), year=range(2005, 2010))
    build.table("d", "line year")
    build.expect(x="line year", y="line year")
    start = build.at(year=0 if steps < 0 else 4)
    build.define("y", "line year", build("x") / build("d"))
    build.define("x", "line year", (start, 1), (..., build("y", year=steps) + 1))
    # SEM cannot be divided in 2006 and 2008, GMP in 2007.
    return build, {"d": figures([1, 0, 1, 0, 1, 1, 1, 0, 1, 1], "d.csv")}


def test_the_first_year_is_blamed_whatever_the_order_of_axes() -> None:
    build, tables = loop(-1)
    problem = blame(build.model(), tables, "x", nothing_known)
    assert problem is not None
    assert (problem.name, problem.cell) == ("y", (0, 1))
    tables = {"d": figures([1, 1, 1, 0, 1, 1, 1, 0, 1, 1])}
    problem = blame(build.model(), tables, "x", nothing_known)
    assert problem is not None
    assert (problem.name, problem.cell) == ("y", (1, 2))


def test_a_recursion_backwards_is_blamed_where_it_starts() -> None:
    build, tables = loop(1)
    problem = blame(build.model(), tables, "x", nothing_known)
    assert problem is not None
    assert (problem.name, problem.cell) == ("y", (0, 3))


def test_nothing_to_blame() -> None:
    build, _ = loop(-1)
    assert blame(build.model(), {"d": figures([1] * 10)}, "y", nothing_known) is None


def test_values_that_are_known_are_not_computed_again() -> None:
    build = Build(year=(0, 1, 2))
    build.define("costly", "year", build.number(1) / 0)
    build.define("x", "year", build.apply("log", build("costly")))
    asked: list[Cell] = []

    def known(name: str, cell: Cell) -> float | None:
        assert name == "costly"
        asked.append(cell)
        return [3.0, 2.0, 0.0][cell[0]]

    problem = blame(build.model(), {}, "x", known)
    assert problem is not None
    assert (problem.code, problem.cell, problem.operands) == ("log-of-nonpositive", (2,), (0.0,))
    assert asked == [(0,), (1,), (2,)]


def test_values_that_are_not_finite_are_computed_again() -> None:
    build = Build(year=(0,))
    build.define("bad", "year", build.number(1) / 0)
    build.define("x", "year", build("bad"))
    problem = blame(build.model(), {}, "x", lambda _name, _cell: math.nan)
    assert problem is not None
    assert problem.name == "bad"


def test_cells_of_a_partial_quantity_without_a_value_are_passed_by() -> None:
    build = Build(year=(0, 1))
    build.define("x", "year", (build.at(year=1), build.number(1) / 0), partial=True)
    problem = blame(build.model(), {}, "x", nothing_known)
    assert problem is not None
    assert problem.cell == (1,)


# ── Messages ──────────────────────────────────────────────────────────────────────────────────────


def test_a_cell_is_written_as_in_a_formula() -> None:
    build = Build(year=(2010,), line=("SEM",))
    build.axis("age", (0, 5), form="banded")
    build.define("payg", "year line", 1)
    build.define("users", "age", 1)
    build.define("level", "", 1)
    build.define("check c left", "year", 1)
    model = build.model()
    assert cell_text("payg", (0, 0), model) == "payg[2010, SEM]"
    assert cell_text("users", (1,), model) == 'users["5+"]'
    assert cell_text("level", (), model) == "level"
    assert cell_text("check c left", (0,), model) == "check c left [2010]"


def test_the_message_of_a_division_by_zero_has_the_rows_of_the_tables() -> None:
    build = Build(year=(2009, 2010), line=("SEM",))
    build.table("expense", "year line")
    build.table("wages", "year line")
    build.define("payg", "year line", build("expense") / build("wages"))
    tables = {"expense": figures([1, 1234567.5], "data/e.csv"), "wages": figures([2, 0], "data/w.csv")}
    found = problem_diagnostic(problem_of(build, "payg", tables), build.model())
    assert found.code == "division-by-zero"
    assert found.message == "`payg[2010, SEM]` divides by zero; expected a divisor other than 0"
    assert found.labels[0].text == "this is 1,234,567.5 / 0"
    assert found.notes == (
        "`expense[2010, SEM]` = 1,234,567.5, from data/e.csv:3",
        "`wages[2010, SEM]` = 0, from data/w.csv:3",
    )


def test_a_formula_that_read_many_cells_shows_the_last() -> None:
    build = Build(year=range(20))
    build.define("x", "year", build.coordinate("year"))
    build.define("y", "", build.apply("log", -build.sum(build("x"), "year")))
    found = problem_diagnostic(problem_of(build, "y"), build.model())
    assert found.notes[0] == "read before: 12 more cells"
    assert found.notes[1:] == tuple(f"`x[{year}]` = {year}" for year in range(12, 20))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("log-of-nonpositive", "`result` takes the logarithm of -1; expected a number greater than 0"),
        ("root-of-negative", "`result` takes the square root of -1; expected 0 or more"),
        ("overflow", "`result` grows beyond the largest number that can be computed (1.8e308)"),
        ("places-not-whole", "`result` rounds to 0.5 places; expected a whole number of places"),
        (
            "range-of-nothing",
            "`result` is to lie between 5 and 1; expected a lower end that is not above the upper one",
        ),
    ],
)
def test_messages_of_functions(code: str, message: str) -> None:
    build = Build()
    formulas = {
        "log-of-nonpositive": build.apply("log", -1),
        "root-of-negative": build.apply("sqrt", -1),
        "overflow": build.apply("exp", 1000),
        "places-not-whole": build.apply("round", 1, 0.5),
        "range-of-nothing": build.apply("clamp", 2, 5, 1),
    }
    found = said(formulas[code], build)
    assert (found.code, found.message) == (code, message)
    assert found.labels
    assert found.help


def test_messages_of_powers() -> None:
    build = Build()
    found = said(build.number(0) ** -1, build)
    assert found.message == "`result` raises 0 to the power -1, which divides by zero"
    found = said(build.number(-8) ** 0.5, build)
    assert found.message == "`result` raises -8 to the power 0.5, which is no real number"


def test_the_message_of_a_look_up_names_the_ends_of_the_axis() -> None:
    build = Build(age=(0, 1, 2))
    build.define("x", "age", 1)
    found = said(build("x", age=build.sought(3)), build)
    assert found.message == "`result` looks up `age` = 3; expected a member of `age`, 0 to 2"


def test_messages_of_empty_selections() -> None:
    build, tables = people()
    build.define("r", "sex", build.aggregate("mean", build("x"), "age", build.at(age=())))
    found = problem_diagnostic(problem_of(build, "r", tables), build.model())
    assert found.message == "`r[male]` takes the `mean` of no cells; expected at least one"
    found = said(build.seek("last", "age", build.coordinate("age").is_(">", 5)), build)
    assert found.message == "`result` looks for the last member where a condition holds; it holds for none"


def test_the_message_of_a_missing_figure() -> None:
    build = Build(year=(2005, 2006))
    build.table("x", "year")
    found = problem_diagnostic(problem_of(build, "x", {"x": figures([1, math.nan])}), build.model())
    assert (
        found.message
        == "the table has no figure for `x[2006]`; expected one for every cell that a formula reads"
    )


def test_the_way_round_a_circle() -> None:
    build = Build(year=(2005,))
    build.expect(a="year", b="year")
    build.define("a", "year", build("b") + 1)
    build.define("b", "year", build("a") + 1)
    found = problem_diagnostic(problem_of(build, "a"), build.model())
    assert found.message == "`a[2005]` needs itself: `a[2005]` needs `b[2005]` needs `a[2005]`"


def test_a_long_way_round_shows_its_two_ends() -> None:
    build = Build(year=range(100))
    build.expect(a="year")
    build.define(
        "a", "year", (build.at(year=0), build("a", year=build.fixed(99))), (..., build("a", year=-1))
    )
    found = problem_diagnostic(problem_of(build, "a"), build.model())
    assert "… 89 more …" in found.message
    assert found.message.endswith("`a[2]` needs `a[1]` needs `a[0]`")
