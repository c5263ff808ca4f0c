"""Values for which a condition holds, held against sums by hand and searches of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

import semdsl
from semdsl.analysis.solved import BRACKET, LINEAR
from semdsl.errors import ModelError, UsageError
from tests.analysis.asking import FUND, solved, unsolved

YEARS = range(2025, 2031)
PATH = {year: 0.01 if year == 2025 else 0.02 for year in YEARS}
WAGES = {year: 1000 * (1 + PATH[year]) ** (year - 2025) for year in YEARS}
EXPENSE = {year: 80 * 1.03 ** (year - 2025) + 3 for year in YEARS}


def fund(rate: float, interest: float = 0.04, fee: float = 3.0) -> dict[int, float]:
    stock = {2025: 60.0}
    for year in list(YEARS)[1:]:
        stock[year] = stock[year - 1] * (1 + interest) + rate * WAGES[year] - (EXPENSE[year] - 3 + fee)
    return stock


def bisect(rises: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that rises from below 0 to above it is 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return (low + high) / 2


# ── Equations ─────────────────────────────────────────────────────────────────────────────────────


def test_a_rate_that_balances_is_solved_as_a_straight_line() -> None:
    answer = solved("rate", "sum(income - expense over year) = 0")
    assert answer.value == pytest.approx(sum(EXPENSE.values()) / sum(WAGES.values()), rel=1e-13)
    (own,) = answer.answers
    assert own.method == LINEAR
    assert own.unique
    assert own.line == pytest.approx((-sum(EXPENSE.values()), sum(WAGES.values())), rel=1e-12)
    (solution,) = own.solutions
    assert abs(solution.residual) < 1e-9
    assert answer.stated == 0.05


def test_a_line_through_a_recursion() -> None:
    answer = solved("rate", "fund[2030] = 0")
    assert answer.value == pytest.approx(bisect(lambda rate: fund(rate)[2030], 0, 1), rel=1e-12)
    assert answer.answers[0].unique


def test_both_sides_may_move() -> None:
    assert solved("rate", "2 * rate = rate + 3%").value == pytest.approx(0.03, rel=1e-14)


def test_the_setting_of_the_answer_makes_the_condition_hold() -> None:
    answer = solved("rate", "fund[2030] = 25 million MXN")
    name, _, value = answer.setting.partition("=")
    assert name == "rate"
    assert value.endswith("%")
    assert fund(float(value[:-1]) / 100)[2030] == pytest.approx(25, abs=1e-9)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("pole = 10", 0.3),  # 1 / (r - 0.2) = 10
        ("2 - pole / 4 = 3 * 50%", 0.7),  # pole = 2; beyond the range, which is only where to look
        ("(rate + 1) / (rate + 2) = 60%", 0.5),  # r + 1 = 0.6 r + 1.2
        ("60% = (rate + 1) / (2 + rate)", 0.5),
        ("-(1 + 2 * rate) / (1 - rate) = -1.5", 1 / 7),  # 1 + 2 r = 1.5 - 1.5 r
        ("3 * ((1 + rate) / (4 - rate)) / 2 - 1 = -40%", 3 / 7),  # (1 + r) / (4 - r) = 0.4
        ("expense[2025] / income[2025] = 80%", 83 / 1000 / 0.8),
        ("expense[2025] / income[2025] = 2 * income[2025] / income[2025]", 83 / 2000),
    ],
)
def test_a_quotient_of_lines_is_solved_as_a_line(until: str, expected: float) -> None:
    text = FUND.replace("range 0% .. 40%", "range 0% .. 200%")
    answer = solved("rate", until, text)
    assert answer.value == pytest.approx(expected, rel=1e-12)
    (own,) = answer.answers
    assert (own.method, own.unique, own.line, own.looked) == (LINEAR, True, None, None)
    assert abs(own.solutions[0].residual) < 1e-12


def test_where_a_divisor_is_0_nothing_is_solved() -> None:
    """(r - 0.2) / (2 r - 0.4) is one half wherever it has a value."""
    found = unsolved("rate", "(rate - 20%) / (2 * rate - 40%) = 0")
    assert found.code == "no-solution"
    assert "it would hold at 20%, where what is divided by is 0" in found.message


def test_two_divisors_that_move_are_bracketed() -> None:
    answer = solved("rate", "1 / (rate + 1) = 2 / (rate + 1.1) - 80%")
    # with u = r + 1: u + 0.1 = 2 u - 0.8 u (u + 0.1), so 0.8 u^2 - 0.92 u + 0.1 = 0
    expected = (0.92 + (0.92**2 - 4 * 0.8 * 0.1) ** 0.5) / 1.6 - 1
    assert answer.value == pytest.approx(expected, rel=1e-10)
    assert answer.answers[0].method == BRACKET


def test_what_bends_is_bracketed_within_its_range() -> None:
    answer = solved("interest", "fund[2030] = -129.5 million MXN")
    expected = bisect(lambda interest: -129.5 - fund(0.05, interest)[2030], 0, 0.1)
    assert answer.value == pytest.approx(expected, rel=1e-11)
    (own,) = answer.answers
    assert own.method == BRACKET
    assert not own.unique
    assert own.looked is not None
    assert (own.looked.low, own.looked.high, own.looked.points) == (0, 0.1, 65)


def test_rising_and_falling_are_told_as_they_are() -> None:
    """A stock of 60 that is soon negative: whether it rises from point to point is told as it is."""
    stocks = [fund(0.05, 0.1 * at / 64)[2030] for at in range(65)]
    rising = all(after > before for before, after in pairwise(stocks))
    falling = all(after < before for before, after in pairwise(stocks))
    looked = solved("interest", "fund[2030] = -129.5 million MXN").answers[0].looked
    assert looked is not None
    assert looked.direction == rising - falling


def test_all_solutions_are_listed() -> None:
    answer = solved("rate", "squared = 0")
    values = [solution.value for solution in answer.answers[0].solutions]
    assert values == pytest.approx([0.1, 0.3], rel=1e-12)
    assert not answer.answers[0].unique
    with pytest.raises(UsageError, match="not one value"):
        _ = answer.value


def test_where_both_sides_are_equal_throughout_the_stretch_is_the_answer() -> None:
    """`bent` is 0 up to a rate of 5 %, and one of 12.3 % is no point of the scan: the edge is found all the same."""
    (own,) = solved("rate", "bent = 0").answers
    assert own.level
    assert own.solutions == ()
    (stretch,) = own.stretches
    assert (stretch.low.value, stretch.low.solution) == (0, None)
    assert stretch.high.value == pytest.approx(0.05, rel=1e-12)
    assert stretch.high.solution is not None
    assert stretch.high.solution.left == 0
    (own,) = solved("rate", "max(12.3% - rate, 0) = 0").answers
    (stretch,) = own.stretches
    assert stretch.low.value == pytest.approx(0.123, rel=1e-12)
    assert (stretch.high.value, stretch.high.solution) == (0.4, None)
    assert not solved("rate", "squared = 0").answers[0].level


def test_a_stretch_and_a_solution_beside_it_are_both_answers() -> None:
    """Nothing below 10 %, then (r - 10 %) (r - 30 %): zero once more at 30 %."""
    (own,) = solved("rate", "(if rate < 10% then 0 else squared) = 0").answers
    assert [solution.value for solution in own.solutions] == pytest.approx([0.3], rel=1e-12)
    (stretch,) = own.stretches
    assert stretch.high.value == pytest.approx(0.1, rel=1e-9)


def test_an_answer_that_is_a_stretch_is_not_one_value() -> None:
    with pytest.raises(UsageError, match="not one value"):
        _ = solved("rate", "bent = 0").value


def test_between_narrows_the_search() -> None:
    assert solved("rate", "squared = 0", between=("20%", "40%")).value == pytest.approx(0.3, rel=1e-12)


def test_each_cell_has_a_solution_of_its_own() -> None:
    answer = solved("rate", "income = expense")
    assert [own.cell for own in answer.answers] == [(("year", str(year)),) for year in YEARS]
    found = [own.solutions[0].value for own in answer.answers]
    assert found == pytest.approx([EXPENSE[year] / WAGES[year] for year in YEARS], rel=1e-13)


def test_cells_that_do_not_move_are_told_beside_those_that_do() -> None:
    answer = solved("rate", "fund = 60 million MXN")
    assert "holds whatever it is" in answer.answers[0].none
    assert all(own.solutions for own in answer.answers[1:])


def test_one_cell_is_varied_by_itself() -> None:
    """The fund of 2030 is a line in the interest of 2027 alone: that year's stock, at interest to 2030."""
    answer = solved("interest[2027]", "fund[2030] = -130 million MXN")
    before = fund(0.05)
    expected = 0.04 + (-130 - before[2030]) / (before[2026] * 1.04**3)
    assert answer.value == pytest.approx(expected, rel=1e-10)
    assert answer.answers[0].method == LINEAR
    assert answer.setting.startswith("interest[2027]=")


def test_the_cells_of_a_label_are_varied_by_the_name_of_its_axis() -> None:
    """The setting has an `=` in its brackets, too, and is taken by the run that shows both sides."""
    answer = solved("by_line[line = B]", "by_line[B] = 3 * rate")
    assert answer.value == pytest.approx(0.15, rel=1e-14)
    assert answer.setting.startswith("by_line[line = B]=")
    assert answer.answers[0].solutions[0].residual == pytest.approx(0, abs=1e-16)


def test_a_shift_moves_every_cell_from_where_it_is() -> None:
    """Wages of 2030 are 1,000 times 1.02 to the fifth; with s more, 1,150 if 1.02 + s is its fifth root."""
    answer = solved("path", "wages[2030] = 1_150 million MXN", shift=True, between=("-5%", "5%"))
    assert answer.value == pytest.approx(1.15 ** (1 / 5) - 1.02, rel=1e-10)
    assert answer.setting.startswith("path=path+")
    assert answer.setting.endswith("pp")
    down = solved("path", "wages[2030] = 1_050 million MXN", shift=True, between=("-5%", "5%"))
    assert down.setting.startswith("path=path-")


def test_an_amount_is_sought_and_written_in_its_unit() -> None:
    answer = solved("fee", "sum(expense over year) = 600 million MXN")
    assert answer.value == pytest.approx((600 - sum(EXPENSE.values()) + 18) / 6, rel=1e-12)
    assert answer.setting == f"fee={answer.value!r} million MXN"
    assert not answer.percent


def test_under_a_scenario_and_a_setting() -> None:
    answer = solved("rate", "fund[2030] = 0", scenario="dear", settings=("interest=2%",))
    expected = bisect(lambda rate: fund(rate, 0.02, 10)[2030], 0, 1)
    assert answer.value == pytest.approx(expected, rel=1e-12)
    assert answer.scenario == "dear"


def test_the_level_premium_is_found_again() -> None:
    assert solved("rate", "sum(income over year) = sum(expense over year)").value == pytest.approx(
        solved("rate", "rate = level").value, rel=1e-13
    )


# ── Inequalities ──────────────────────────────────────────────────────────────────────────────────


def test_the_least_rate_at_which_no_year_fails() -> None:
    answer = solved("rate", "fund >= 0")
    assert answer.held is not None
    assert answer.held.method == LINEAR
    (interval,) = answer.held.intervals
    expected = max(bisect(lambda rate, year=year: fund(rate)[year], -1, 1) for year in list(YEARS)[1:])
    assert interval.low.value == pytest.approx(expected, rel=1e-11)
    assert interval.low.cell == (("year", "2030"),)
    assert (interval.high.value, interval.high.solution) == (0.4, None)


def test_the_greatest_value_and_both_ends() -> None:
    answer = solved("rate", "income[2025] <= 70 million MXN")
    assert answer.held is not None
    assert answer.held.intervals[0].high.value == pytest.approx(0.07, rel=1e-13)
    apart = solved("rate", "squared < 0").held
    assert apart is not None
    (interval,) = apart.intervals
    assert (interval.low.value, interval.high.value) == (pytest.approx(0.1), pytest.approx(0.3))
    assert apart.method == BRACKET


def test_what_lies_between_two_points_is_not_proved() -> None:
    """Between 4.01 % and 4.02 % the product is below 0, and no point of the scan lies there."""
    held = solved("rate", "(rate - 4.01%) * (rate - 4.02%) >= 0").held
    assert held is not None
    assert held.looked is not None
    apart = (held.looked.high - held.looked.low) / (held.looked.points - 1)
    assert all(not 0.0401 < at * apart < 0.0402 for at in range(held.looked.points))
    assert not held.proved
    straight = solved("rate", "fund >= 0").held
    assert straight is not None
    assert straight.proved


def test_an_inequality_may_hold_in_two_parts() -> None:
    held = solved("rate", "squared >= 0").held
    assert held is not None
    ends = [(own.low.value, own.high.value) for own in held.intervals]
    assert ends == [(0, pytest.approx(0.1)), (pytest.approx(0.3), 0.4)]


def test_from_a_jump_on() -> None:
    """`above` is 2 for a rate of more than 12.3 %: the end is the side on which it holds."""
    held = solved("rate", "above >= 2").held
    assert held is not None
    low = held.intervals[0].low
    assert low.value == pytest.approx(0.123, rel=1e-12)
    assert low.value is not None
    assert low.value > 0.123
    assert low.solution is not None
    assert low.solution.left == 2


# ── Members ───────────────────────────────────────────────────────────────────────────────────────


def test_the_first_year_in_which_a_fund_is_used_up() -> None:
    stock = fund(0.05)
    first = next(year for year in YEARS if stock[year] < 0)
    answer = solved("year", "fund[year] < 0")
    assert answer.member == str(first)
    (own,) = answer.firsts
    assert own.at == pytest.approx((stock[first], 0))
    assert own.before is not None
    assert own.before[0] == str(first - 1)
    assert own.before[1] == pytest.approx(stock[first - 1])
    assert own.not_later == ()


def test_members_of_other_axes_have_their_own() -> None:
    answer = solved("year", "fund * (if line = A then 1 else -1) < 0")
    assert [(own.cell, own.member) for own in answer.firsts] == [
        ((("line", "A"),), str(next(year for year in YEARS if fund(0.05)[year] < 0))),
        ((("line", "B"),), "2025"),
    ]
    later = answer.firsts[1].not_later
    assert later == tuple(str(year) for year in YEARS if fund(0.05)[year] < 0)
    with pytest.raises(UsageError, match="not one member"):
        _ = answer.member


def test_a_selection_and_a_condition_without_sides() -> None:
    answer = solved("year", "fund < 100 million MXN and year > 2026 for year >= 2026")
    assert answer.member == "2027"
    assert answer.firsts[0].at is None


# ── What is said instead ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("vary", "until", "more", "code", "words"),
    [
        ("rat", "level = 0", {}, "unknown-name", "rat"),
        ("rate + 1", "level = 0", {}, "target-is-a-name", ""),
        ("rate", "levl = 0", {}, "unknown-name", "levl"),
        ("rate", "level = 0 MXN", {}, "unit-mismatch", ""),
        ("rate", "level", {}, "not-a-condition", ""),
        ("rate", "level =", {}, "missing-operand", ""),
        ("rate", "level != 0", {}, "not-an-equation", "rate"),
        ("rate", "fund[2030] = 0 and level = 0", {}, "not-an-equation", "rate"),
        ("rate", "level = 0\ncheck b : level = 1", {}, "missing-operator", ""),
        ("rate", "fund[year-1] = 0", {}, "beyond-axis", ""),
        ("rate", "level = 8%", {}, "condition-does-not-move", "does not hold"),
        ("rate", "rate - rate = 0", {}, "condition-does-not-move", "holds whatever"),
        ("rate", "level >= 99%", {}, "condition-does-not-move", "does not hold"),
        ("rate", "level <= 99%", {}, "condition-does-not-move", "holds whatever"),
        ("path", "wages[2030] = 1_100 million MXN", {}, "no-bracket", "--between"),
        ("path", "wages >= 1_000 million MXN", {}, "no-bracket", "--between"),
        ("rate", "squared = 5", {}, "no-solution", "nearest to 0 at 0%"),
        ("rate", "squared >= 5", {}, "no-solution", "fails by least"),
        ("rate", "squared = 0", {"between": ("11%", "20%")}, "no-solution", "11% to 20%"),
        ("rate", "income[2025] = 100 million MXN", {"between": ("1%", "2%")}, "no-solution", "at 10%"),
        ("rate", "income[2025] = 500 million MXN", {}, "solution-outside-range", "50%"),
        ("rate", "income[2025] >= 500 million MXN", {}, "no-solution", "at least 50%"),
        ("rate", "above = 1.5", {}, "jumps-over", "12.3%"),
        ("rate", "1 / (rate - 12.3%) = 0", {}, "jumps-over", "12.3%"),
        ("rate", "pole = 0", {}, "no-solution", "nearest"),
        ("rate", "squared = 0", {"between": ("20%", "10%")}, "bracket-form", "lower one first"),
        ("rate", "squared = 0", {"between": ("level", "20%")}, "bracket-form", "two numbers"),
        ("rate", "squared = 0", {"between": ("0%", "50%")}, "outside-range", ""),
        ("rate", "squared = 0", {"between": ("0 MXN", "5 MXN")}, "wrong-unit", ""),
        ("line", "by_line < 0", {}, "axis-has-no-order", "line"),
        ("year", "level < 0", {}, "condition-lacks-axis", "does not vary"),
        ("year", "fund < -1_000_000 million MXN", {}, "no-solution", "2025 to 2030"),
        ("year", "fund < 0", {"shift": True}, "bracket-form", "--shift"),
        ("year", "fund < 0", {"between": ("2025", "2030")}, "bracket-form", "--between"),
        ("rate", "level = 0", {"scenario": "dar"}, "unknown-scenario", "dar"),
        ("rate", "level = 0", {"settings": ("fee",)}, "setting-form", ""),
    ],
)
def test_a_question_without_an_answer(
    vary: str, until: str, more: dict[str, object], code: str, words: str
) -> None:
    if code in ("unit-mismatch", "outside-range", "wrong-unit"):
        found = _first_error(vary, until, more)
    else:
        found = unsolved(vary, until, **more)
    assert found.code == code, found
    assert words in f"{found.message} {found.help}"


def _first_error(vary: str, until: str, more: dict[str, object]) -> semdsl.Diagnostic:
    """Both ends may have the same mistake."""
    from semdsl.analysis import solve
    from tests.analysis.asking import checked

    read = solve.read_question(checked(), solve.Question(vary, until, **more))  # type: ignore[arg-type]
    assert read.value is None
    return next(one for one in read.diagnostics if one.is_error)


def test_a_place_is_shown_in_the_condition_as_it_was_written() -> None:
    found = unsolved("rate", "levl = 0")
    assert str(found.labels[0].span) == "--until:1:1"
    assert found.labels[0].span.text == "levl"


def test_a_scan_tells_where_the_model_has_no_value() -> None:
    """`pole` has none at 20 %, the middle point; it is 10 where the rate is 30 %."""
    looked = solved("rate", "pole^3 = 1000").answers[0].looked
    assert solved("rate", "pole^3 = 1000").value == pytest.approx(0.3, rel=1e-12)
    assert looked is not None
    assert looked.undefined == 1


# ── The commands ──────────────────────────────────────────────────────────────────────────────────


def test_python_raises_what_the_command_says(tmp_path: Path) -> None:
    from tests.analysis.asking import FUND

    (tmp_path / "fund.sem").write_text(FUND, encoding="utf-8")
    model = semdsl.load(tmp_path / "fund.sem")
    assert model.solve("rate", "squared = 0", between=("20%", 0.4)).value == pytest.approx(0.3)
    with pytest.raises(UsageError, match="levl"):
        model.solve("rate", "levl = 0")
    with pytest.raises(ModelError) as raised:
        model.solve("rate", "squared = 5")
    assert raised.value.diagnostics[0].code == "no-solution"


def test_what_a_scan_does_not_prove_is_said_in_text_and_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A range of 40 points in 64 parts has a point every 0.625; `bent` is 0 up to 5 %, the ninth of them."""
    from semdsl.cli.main import main
    from tests.analysis.asking import FUND

    path = tmp_path / "fund.sem"
    path.write_text(FUND, encoding="utf-8")
    asked = ["solve", str(path), "--vary", "rate", "--lang", "en", "--until"]
    assert main([*asked, "squared >= 0"]) == 0
    text = capsys.readouterr().out
    assert "looked at 65 points from 0% to 40%, 0.625pp apart" in text
    assert "what lies between two points is not proved" in text
    assert main([*asked, "squared >= 0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held"]["proved"] is False
    assert main([*asked, "squared = 0"]) == 0
    assert "that there are no others is not proved" in capsys.readouterr().out
    assert main([*asked, "bent = 0"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("holds for rate from 0% to 5%  (now 5%)")
    assert "what lies between two points is not proved" in text
    assert main([*asked, "bent = 0", "--json"]) == 0
    (own,) = json.loads(capsys.readouterr().out)["solutions"]
    assert own["values"] == []
    assert own["level"] is True
    (stretch,) = own["stretches"]
    assert stretch["low"] == {"value": 0, "cell": {}, "decided": None}
    assert stretch["high"]["value"] == pytest.approx(0.05, rel=1e-12)


def test_json_has_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from semdsl.cli.main import main
    from tests.analysis.asking import FUND

    path = tmp_path / "fund.sem"
    path.write_text(FUND, encoding="utf-8")
    assert main(["solve", "--vary", "rate", "--until", "fund[2030] = 0", "--json", str(path)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["command"] == "solve"
    (own,) = document["solutions"]
    assert own["unique"] is True
    assert own["values"][0]["value"] == pytest.approx(bisect(lambda rate: fund(rate)[2030], 0, 1), rel=1e-12)
    assert main(["solve", str(path), "--vary", "rate", "--until", "squared = 5", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [own["code"] for own in document["diagnostics"] if own["severity"] == "error"] == ["no-solution"]
    assert main(["solve", str(path), "--vary", "rat", "--until", "squared = 5"]) == 2
    assert main(["solve", str(path), "--vary", "rate", "--until", "fund >= 0", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)["held"]
    assert held["intervals"][0]["low"]["cell"] == {"year": "2030"}
    assert held["proved"] is True
    words = [
        "--vary",
        "path",
        "--shift",
        "--between",
        "-5%",
        "5%",
        "--until",
        "wages[2030] = 1_150 million MXN",
    ]
    assert main(["solve", str(path), *words]) == 0
