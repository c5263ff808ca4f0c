"""What a loop is solved to: numbers from closed formulas worked out by hand."""

from __future__ import annotations

import pytest

from semdsl.requests import Options
from semdsl.running import run_tests
from semdsl.simultaneous.formulas import solved_formulas, solved_texts
from semdsl.simultaneous.solve import solve
from tests.simultaneous.asking import checked, ran

STAFF = """
assumption rate "Rate" : ratio = 20%
cost wages[year] "Wages" : MXN = 80 MXN * 2^(year - 2025)
cost staff[year] "Staff" : MXN
    simultaneous
    = wages + contributions
contribution contributions[year] "Contributions" : MXN
    payer employer
    simultaneous
    = rate * staff
"""


def numbers(name: str, text: str, options: Options | None = None) -> list[float]:
    return [float(value) for value in ran(text, options)[name].values.ravel()]


def test_two_that_need_each_other() -> None:
    assert numbers("staff", STAFF) == pytest.approx([100, 200, 400, 800], rel=1e-15)
    assert numbers("contributions", STAFF) == pytest.approx([20, 40, 80, 160], rel=1e-15)


def test_other_values_by_a_setting_and_by_a_scenario() -> None:
    text = STAFF + "scenario half\n    set rate = 50%\n"
    for options in (Options(settings=("rate=50%",), everything=True), Options(("half",), everything=True)):
        assert numbers("staff", text, options) == pytest.approx([160, 320, 640, 1280], rel=1e-15)


def test_a_setting_that_opens_the_loop() -> None:
    options = Options(settings=("staff=50 MXN",), everything=True)
    assert numbers("contributions", STAFF, options) == pytest.approx([10] * 4, rel=1e-15)


def test_a_setting_made_from_the_value_before_keeps_the_loop() -> None:
    """`staff` before the setting is 80 + c with c = 0.2 * 2 * (80 + c): c = 32 / 0.6."""
    options = Options(settings=("staff=2 * staff",), everything=True)
    before = 80 + 0.2 * 80 / 0.8  # the value before is that of the model as it was
    assert numbers("staff", STAFF, options)[0] == pytest.approx(2 * before, rel=1e-15)
    assert numbers("contributions", STAFF, options)[0] == pytest.approx(0.4 * before, rel=1e-15)


def test_only_one_name_is_asked_for() -> None:
    assert numbers("contributions", STAFF, Options(only=("contributions",)))[0] == pytest.approx(20)


def test_two_unknowns_at_once() -> None:
    text = """
variable x[year] "X" : ratio
    simultaneous
    = 0.2 * x + 0.3 * y + 1
variable y[year] "Y" : ratio
    simultaneous
    = 0.1 * x - 0.4 * y + 2
"""
    assert numbers("x", text)[0] == pytest.approx(2 / 1.09, rel=1e-14)  # 0.8 x - 0.3 y = 1, 1.4 y - 0.1 x = 2
    assert numbers("y", text)[0] == pytest.approx(1.7 / 1.09, rel=1e-14)


def test_four_unknowns_at_once() -> None:
    """Each is 1 and a tenth of the three others: x = 1 + 0.3 x."""
    names = "abcd"
    text = "".join(
        f'variable {own} "V" : ratio\n    simultaneous\n    = 1 + {others}\n'
        for own in names
        for others in [" + ".join(f"0.1 * {one}" for one in names if one != own)]
    )
    for name in names:
        assert numbers(name, text) == pytest.approx([1 / 0.7], rel=1e-14)


@pytest.mark.parametrize("count", [23, 24, 25, 60])
def test_a_total_that_many_need_is_found_wherever_it_stands(count: int) -> None:
    """Each of n parts is a hundredth of the total, which is 100 and half of the parts: 100 / (1 - n / 200)."""
    parts = [f"part_{at}" for at in range(count)]
    text = "".join(f'variable {own} "P" : ratio = 0.01 * total\n    simultaneous\n' for own in parts)
    text += f'variable total "T" : ratio = 100 + 0.5 * ({" + ".join(parts)})\n    simultaneous\n'
    assert numbers("total", text) == pytest.approx([100 / (1 - count / 200)], rel=1e-12)


def test_a_zero_on_the_diagonal_needs_no_order() -> None:
    """x = x + y - 3 says y = 3, and y = x + y - 5 says x = 5: elimination from above would divide by zero."""
    text = """
variable x "X" : ratio
    simultaneous
    = x + y - 3
variable y "Y" : ratio
    simultaneous
    = x + y - 5
"""
    assert numbers("x", text) == [5]
    assert numbers("y", text) == [3]


def test_recursion_over_years_through_the_loop() -> None:
    """Interest on the mean balance: f = f' + 10% (f' + f) / 2, so f = f' * 1.05 / 0.95."""
    text = """
reserve fund[year] "Fund" : MXN
    simultaneous
    = 100 MXN                    for 2025
    = fund[year-1] + earned      otherwise
variable earned[year] "Earned" : MXN
    simultaneous
    = 0                              for 2025
    = 10% * (fund[year-1] + fund) / 2  otherwise
"""
    factor = 1.05 / 0.95
    assert numbers("fund", text) == pytest.approx([100 * factor**k for k in range(4)], rel=1e-14)


SHARED = """
cost total[year] "Total" : MXN
    simultaneous
    = 60 MXN + sum(part over line)
cost part[year, line] "Part" : MXN
    simultaneous
    = 0.25 * total               for SEM
    = 0.5 * part[SEM] + 10 MXN   for GMP
"""


def test_members_that_vary_by_more_and_read_each_other() -> None:
    """t = 60 + t/4 + t/8 + 10, so t = 70 / 0.625 = 112."""
    assert numbers("total", SHARED) == pytest.approx([112] * 4, rel=1e-15)
    assert numbers("part", SHARED)[:2] == pytest.approx([28, 24], rel=1e-15)


def test_a_loop_over_all_years() -> None:
    """The level contribution pays for its own collection: l = (400 + 4 * 0.05 * l) / 4."""
    text = """
cost level "Level" : MXN
    simultaneous
    = sum(expense over year) / 4
cost expense[year] "Expense" : MXN
    simultaneous
    = 100 MXN + 0.05 * level
"""
    assert numbers("level", text) == pytest.approx([100 / 0.95], rel=1e-15)


def test_groups_of_years() -> None:
    """m = mean(x), x = m / 2 + k with k = 1, 2 in the first step and 3, 4 in the second: m = 2 * mean(k)."""
    text = """
axis step = year by 2 from 2025
variable mean_of_step[step] "Mean" : ratio
    simultaneous
    = mean(x over year by step)
variable x[year] "X" : ratio
    simultaneous
    = 0.5 * mean_of_step + year - 2024
"""
    assert numbers("mean_of_step", text) == pytest.approx([3, 7], rel=1e-15)
    assert numbers("x", text) == pytest.approx([2.5, 3.5, 6.5, 7.5], rel=1e-15)


def test_a_loop_inside_a_loop() -> None:
    """x is 20% of itself and of its total: x = 0.25 t + 1.25, and t = 8 + 2 x."""
    text = """
variable x[year, line] "X" : ratio
    simultaneous
    = 0.2 * x + 0.2 * t + 1
variable t[year] "T" : ratio
    simultaneous
    = 8 + sum(x over line)
"""
    assert numbers("t", text) == pytest.approx([21] * 4, rel=1e-14)
    assert numbers("x", text) == pytest.approx([6.5] * 8, rel=1e-14)


def test_other_cases_in_another_loop() -> None:
    """x and y in SEM, x with itself in GMP: two loops, and y in GMP in none."""
    text = """
variable x[line] "X" : ratio
    simultaneous
    = y + 1           for SEM
    = 0.5 * x + y     for GMP
variable y[line] "Y" : ratio
    simultaneous
    = 0.5 * x         for SEM
    = 3               for GMP
"""
    own = checked(text)
    assert [loop.members for loop in own.solved.loops] == [("x", "y"), ("x",)]
    assert numbers("x", text) == pytest.approx([2, 6], rel=1e-15)
    assert numbers("y", text) == pytest.approx([1, 3], rel=1e-15)


def test_a_branch_by_something_else() -> None:
    text = """
variable x[year] "X" : ratio
    simultaneous
    = if year > 2026 then 0.5 * x + 1 else 7
"""
    assert numbers("x", text) == pytest.approx([7, 7, 2, 2], rel=1e-15)


def test_through_a_template_and_its_input() -> None:
    files = {
        "share.sem": 'module share "Share"\ninput whole[year] : MXN\ninput time year\n'
        'cost part[year] "Part" : MXN\n    simultaneous\n    = 0.2 * whole\n'
    }
    text = """
use "share.sem" with (whole = all_in, year = year) as s
cost all_in[year] "All" : MXN
    simultaneous
    = 80 MXN + s.part
"""
    results = ran(text, files=files)
    assert results["all_in"].values.tolist() == pytest.approx([100] * 4, rel=1e-15)
    assert results["s.part"].values.tolist() == pytest.approx([20] * 4, rel=1e-15)


def test_an_identity_of_a_template_is_of_its_inputs_and_not_of_the_loop_they_are_in() -> None:
    template = (
        'module share "Share"\ninput whole[year] : MXN\ninput time year\n'
        'cost part[year] "Part" : MXN\n    simultaneous\n    = 0.2 * whole\n'
        'identity fifth "Fifth" : part = whole / 5\n'
    )
    text = """
use "share.sem" with (whole = 80 MXN + rest, year = year) as s
cost rest[year] "Rest" : MXN
    simultaneous
    = 0.5 * s.part
identity closed "Closed" : s.part = 16 MXN / 0.9
"""
    results = ran(text, Options(everything=True), files={"share.sem": template})
    assert results["s.part"].values.tolist() == pytest.approx([16 / 0.9] * 4, rel=1e-15)
    assert [v.proof.answer for v in results.verdicts if v.proof is not None] == ["proved", "proved"]


def test_a_loop_within_a_template() -> None:
    template = (
        'module costs "Costs"\ninput wages[year] : MXN\ninput time year\n'
        'cost staff[year] "Staff" : MXN\n    simultaneous\n    = wages + fees\n'
        'cost fees[year] "Fees" : MXN\n    simultaneous\n    = 0.2 * staff\n'
        'identity closed "Closed" : staff = wages / 0.8\n'
    )
    text = """
use "costs.sem" with (wages = 80 MXN, year = year) as one
use "costs.sem" with (wages = one.staff, year = year) as two
"""
    results = ran(text, Options(everything=True), files={"costs.sem": template})
    assert results["one.staff"].values.tolist() == pytest.approx([100] * 4, rel=1e-15)
    assert results["two.staff"].values.tolist() == pytest.approx([125] * 4, rel=1e-15)
    assert [v.proof.answer for v in results.verdicts if v.proof is not None] == ["proved", "proved"]


def test_given_values_of_a_test_may_open_and_keep_a_loop() -> None:
    text = (
        STAFF
        + """
test "Given half of the wages"
    given wages = 40 MXN
    expect staff[2027] = 50 MXN
test "Given the contributions of a year"
    given contributions[2026] = 5 MXN
    expect staff[2026] = 165 MXN
    expect staff[2027] = 400 MXN
"""
    )
    assert [verdict.passed for verdict in run_tests(checked(text))] == [True, True]


def test_the_closed_form_is_proved() -> None:
    """What SymPy says of the solution, by another way than the one that found it."""
    text = (
        STAFF
        + SHARED
        + """
identity a "A" : staff = wages / (1 - rate)
identity b "B" : staff = wages + contributions
identity c "C" : total = 70 MXN / (1 - 3/8)
"""
    )
    answers = [verdict.proof for verdict in ran(text, Options()).verdicts if verdict.proof is not None]
    assert [proof.answer for proof in answers] == ["proved"] * 3
    assert answers[0].divided == ("1 - rate",)


def test_the_solved_form_as_text_and_as_a_tree() -> None:
    own = checked(STAFF)
    assert solved_texts(own.solved) == dict.fromkeys(
        ("staff", "contributions"), ("staff = wages / (1 - rate)",)
    )
    (formula,) = solved_formulas(own.solved)
    assert formula.members == ("staff", "contributions")
    assert formula.name == "staff"
    assert formula.formula.unit == own.model.quantities["staff"].unit
    assert formula.formula.axes == ("year",)


def test_auxiliary_values_with_cases_have_lines_of_their_own() -> None:
    assert solved_texts(checked(SHARED).solved)["part"] == (
        "total = (60 MXN + sum(part without total over line)) / (1 - sum(part per total over line))",
        "part without total = 0 MXN for line = SEM",
        "part without total = 0.5 * part without total[line = SEM] + 10 MXN for line = GMP",
        "part per total = 0.25 for line = SEM",
        "part per total = 0.5 * part per total[line = SEM] for line = GMP",
    )


def test_every_run_checks_the_equations() -> None:
    (verdict,) = ran(STAFF, Options()).verdicts
    assert verdict.name == "staff simultaneous"
    assert verdict.title == "Staff (its equation)"
    assert verdict.passed
    assert verdict.compared == 4
    assert verdict.worst is not None
    assert 0 < verdict.worst.allowed < 1e-8


def test_a_model_without_marks_stays_the_same_object() -> None:
    own = checked('variable x[year] "X" : ratio = 1\n')
    assert solve(own.model).value.model is own.model
