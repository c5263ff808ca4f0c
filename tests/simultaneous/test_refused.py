"""Loops that are not solved, and what is said of each."""

from __future__ import annotations

import numpy as np
import pytest

from semdsl.judging.loops import refused_solutions
from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked
from semdsl.simultaneous import solve
from tests.simultaneous.asking import AXES, checked, found, ran, stopped

NEEDS_X = """
variable y[year] "Y" : ratio
    simultaneous
    = 0.5 * x
"""


@pytest.mark.parametrize(
    ("formula", "part", "why"),
    [
        ("1 + x * y", "x * y", "both factors"),
        ("1 / y", "1 / y", "the divisor"),
        ("y ^ 2", "y ^ 2", "a power"),
        ("max(y, 3)", "max(y, 3)", "`max` of"),
        ("round(y)", "round(y)", "`round` of"),
        ("if y > 3 then 1 else 2", "if y > 3 then 1 else 2", "the condition"),
        ("2 + level[year = clamp(2025 + y)]", "level[year = clamp(2025 + y)]", "which cell"),
        ("max(y * line_share over line)", "max(y * line_share over line)", "only sums and means"),
    ],
)
def test_the_part_that_is_not_linear_is_named(formula: str, part: str, why: str) -> None:
    text = (
        f'variable x[year] "X" : ratio\n    simultaneous\n    = {formula}\n{NEEDS_X}'
        'variable level[year] "L" : ratio = year\nvariable line_share[line] "S" : ratio = 1\n'
    )
    (one,) = [own for own in found(text) if own.is_error]
    assert one.code == "loop-not-linear"
    assert part in one.labels[0].span.flat
    assert why in one.labels[0].text
    assert "`x` and `y`" in one.message


def test_a_factor_from_the_loop_of_another_cell_is_known() -> None:
    text = f'variable x[year] "X" : ratio\n    simultaneous\n    = 1 for 2025\n    = x[year-1] * y otherwise\n{NEEDS_X}'
    assert found(text) == ()


def test_marked_and_in_no_loop() -> None:
    (one,) = found(
        'variable x[year] "X" : ratio\n    simultaneous\n    = 1 for 2025\n    = x[year-1] otherwise\n'
    )
    assert one.code == "not-in-a-loop"
    assert not one.is_error
    assert "`x`" in one.message


@pytest.mark.parametrize("marks", [("", ""), ("    simultaneous\n", ""), ("", "    simultaneous\n")])
def test_every_member_has_to_be_marked(marks: tuple[str, str]) -> None:
    text = 'variable x "X" : ratio\n{}    = y + 1\nvariable y "Y" : ratio\n{}    = 0.5 * x\n'.format(*marks)
    (one,) = found(text)
    assert one.code == "cycle"
    missing = " and ".join(f"`{name}`" for name, mark in zip("xy", marks, strict=True) if not mark)
    assert one.help.endswith(f"write `simultaneous` under {missing}: the loop is linear")


def test_marks_are_not_offered_where_they_do_not_help() -> None:
    (one,) = found('variable x "X" : ratio = y + 1\nvariable y "Y" : ratio = 0.5 * x^2\n')
    assert one.code == "cycle"
    assert "simultaneous" not in one.help


def test_marks_are_not_offered_for_a_table() -> None:
    text = """
table x[line] "X" : ratio
    from "x.csv" for SEM
    = y otherwise
variable y[line] "Y" : ratio = 0.5 * x
"""
    outcome = check_text(AXES + text, files={"x.csv": "line,value\nSEM,1\n"})
    (one,) = [one for one in outcome.diagnostics if one.is_error]
    assert one.code == "cycle"
    assert "simultaneous" not in one.help


def test_one_cell_needs_others() -> None:
    (one,) = found('variable x[year, line] "X" : ratio\n    simultaneous\n    = 0.1 * sum(x over line) + 1\n')
    assert one.code == "cycle"
    assert "here one cell needs others" in one.help


def test_too_many_unknowns() -> None:
    names = "abcde"
    text = "".join(
        f'variable {own} "V" : ratio\n    simultaneous\n    = 1 + {" + ".join(f"0.1 * {one}" for one in names)}\n'
        for own in names
    )
    (one,) = found(text)
    assert one.code == "loop-too-coupled"
    assert "at most 4" in one.message


def test_a_mark_on_a_table_is_misplaced() -> None:
    (one,) = found('table x[line] "X" : ratio\n    simultaneous\n    from "x.csv"\n')
    assert one.code == "misplaced-attribute"


SINGULAR = """
assumption share[year] "Share" : ratio
    source "example"
    = 50%   for 2025
    = 100%  otherwise
variable x[year] "X" : ratio
    simultaneous
    = share * x + 1
"""


def test_no_solution_in_a_cell() -> None:
    one = stopped(SINGULAR)
    assert one.code == "singular-loop"
    assert "`x[2026]`" in one.message


def test_a_loop_that_is_singular_by_its_form() -> None:
    assert stopped('variable x "X" : ratio\n    simultaneous\n    = x + 1\n').code == "singular-loop"


def test_almost_no_solution_in_a_cell() -> None:
    one = stopped(SINGULAR.replace("100%", "1 - 1e-13").replace("share[year]", "share[year]"))
    assert one.code == "singular-loop"
    assert "but for rounding" in one.message
    assert "`x[2026]`" in one.message
    assert ran(SINGULAR.replace("100%", "1 - 1e-6"))["x"].values[1] == pytest.approx(1e6, rel=1e-9)


def test_slopes_near_the_largest_number() -> None:
    """1 / (1 + 1e305); and a determinant that cannot be computed says nothing of the solution."""
    assert ran(SINGULAR.replace("100%", "-1e305"))["x"].values[1] == pytest.approx(1e-305, rel=1e-9)
    text = """
variable a "A" : ratio = 1e200
variable x "X" : ratio
    simultaneous
    = a * y + 1
variable y "Y" : ratio
    simultaneous
    = a * x + 1
"""
    assert stopped(text).code in ("singular-loop", "overflow")


def test_two_equations_that_say_the_same() -> None:
    text = """
variable x "X" : ratio
    simultaneous
    = 0.1 * x + 0.9 * y + 1
variable y "Y" : ratio
    simultaneous
    = 0.3 * x + 0.7 * y + 2
"""
    assert stopped(text).code == "singular-loop"


def test_an_operation_that_is_not_defined_names_the_authors_quantity() -> None:
    text = """
variable zero[year] "Z" : ratio = year - 2026
variable x[year] "X" : ratio
    simultaneous
    = 0.5 * x + 1 / zero
"""
    one = stopped(text)
    assert one.code == "division-by-zero"
    assert "`x[2026]`" in one.message


def test_a_solution_that_does_not_meet_its_equation_stops_the_run() -> None:
    """No sound model gets here; a fault of the program would."""
    own = checked(SINGULAR.replace("100%", "25%"))
    outcome = run_checked(own, Options())
    assert outcome.value is not None
    arrays = dict(outcome.value.scenarios[0].arrays)
    assert refused_solutions(own.solved.loops, own.computed, arrays) == ()
    wrong = {**arrays, "x": arrays["x"] + np.array([0, 0, 1e-6, 0])}
    (one,) = refused_solutions(own.solved.loops, own.computed, wrong)
    assert one.code == "loop-not-met"
    assert "`x[2027]`" in one.message
    assert "share * x + 1" in one.labels[0].span.flat


def test_large_terms_that_cancel_are_no_reason_to_stop() -> None:
    text = """
variable big "B" : ratio = 1e13
variable x "X" : ratio
    simultaneous
    = 0.3 * x + (big + 0.1) - big
"""
    assert ran(text)["x"].values.item() == pytest.approx(0.1 / 0.7, rel=0.05)


def test_a_finding_of_a_loop_that_only_a_scenario_has() -> None:
    text = """
assumption power "P" : ratio = 1
    source "example"
variable x "X" : ratio
    simultaneous
    = y + 1
variable y "Y" : ratio
    simultaneous
    = 0.5 * x
"""
    outcome = run_checked(checked(text), Options(settings=("y=0.5 * x * x",), everything=True))
    assert outcome.value is None
    assert [one.code for one in outcome.diagnostics] == ["loop-not-linear"]


def test_a_loop_past_the_most_is_said_to_be_one_and_no_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "MOST_LOOPS", 2)
    loop = (
        'variable x{0} "X" : ratio\n    simultaneous\n    = 1 + 10% * y{0}\n'
        'variable y{0} "Y" : ratio\n    simultaneous\n    = x{0}\n'
    )
    assert found("".join(map(loop.format, range(2)))) == ()
    (one,) = found("".join(map(loop.format, range(4))))
    assert (one.code, one.message) == (
        "loop-too-coupled",
        "`x2` is in a loop too many: at most 2 loops of a model are solved",
    )
