"""How results move: both ends held against the runs of ``--set``, derivatives against sums and formulas by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import semdsl
from semdsl.analysis.measured import Derivative, Effect, Sensitivity
from semdsl.cli.main import main
from semdsl.errors import UsageError
from tests.analysis.asking import FUND, checked, measured, measured_with_findings, unmeasured
from tests.analysis.test_solve import EXPENSE, PATH, WAGES, YEARS, fund


def effect(answer: Sensitivity, moved: str, result: str = "") -> Effect:
    (one,) = [own for own in answer.effects if own.mover.text == moved and result in ("", own.result.name)]
    return one


def derivative(answer: Sensitivity, moved: str) -> Derivative:
    (one,) = [own for own in answer.derivatives if own.mover.text == moved]
    return one


# ── Both ends ─────────────────────────────────────────────────────────────────────────────────────


def test_one_figure_goes_to_both_ends_of_its_range() -> None:
    own = effect(measured(of=("fund[2030]",), by=("rate",)), "rate")
    assert (own.mover.low, own.mover.high, own.mover.value, own.mover.by) == (0, 0.4, 0.05, "range")
    assert own.low == pytest.approx(fund(0)[2030], rel=1e-13)
    assert own.high == pytest.approx(fund(0.4)[2030], rel=1e-13)
    assert own.result.value == pytest.approx(fund(0.05)[2030], rel=1e-13)
    assert own.swing == pytest.approx(fund(0.4)[2030] - fund(0)[2030], rel=1e-13)


def test_a_path_that_is_one_figure_goes_there_too() -> None:
    own = effect(measured(of=("fund[2030]",), by=("interest",)), "interest")
    assert (own.low, own.high) == pytest.approx((fund(0.05, 0)[2030], fund(0.05, 0.1)[2030]), rel=1e-13)


def test_a_path_of_several_figures_is_shifted_by_a_point() -> None:
    own = effect(measured(of=("wages[2030]",), by=("path",)), "path")
    assert (own.mover.form, own.mover.low, own.mover.high, own.mover.value) == ("shift", -0.01, 0.01, None)
    assert (own.low, own.high) == pytest.approx((1000 * 1.01**5, 1000 * 1.03**5), rel=1e-13)


def test_an_amount_moves_by_a_tenth_of_it() -> None:
    own = effect(measured(of=("expense[2025]",), by=("fee",)), "fee")
    assert (own.mover.form, own.mover.low, own.mover.high) == ("scale", 0.9, 1.1)
    assert (own.low, own.high) == pytest.approx((82.7, 83.3), rel=1e-13)


@pytest.mark.parametrize(
    ("bump", "low", "high"),
    [("20%", fund(0.04)[2030], fund(0.06)[2030]), ("2pp", fund(0.03)[2030], fund(0.07)[2030])],
)
def test_a_bump_goes_before_the_range(bump: str, low: float, high: float) -> None:
    own = effect(measured(of=("fund[2030]",), by=("rate",), bump=bump), "rate")
    assert (own.low, own.high) == pytest.approx((low, high), rel=1e-12)


def test_points_are_of_rates_and_amounts_still_move_by_a_tenth() -> None:
    own = effect(measured(of=("expense[2025]",), by=("fee",), bump="2pp"), "fee")
    assert (own.mover.form, own.mover.high) == ("scale", 1.1)


def test_one_cell_moves_by_itself() -> None:
    own = effect(measured(of=("wages[2030]",), by=("path[2030]",)), "path[2030]")
    assert own.high == pytest.approx(1000 * 1.03**5, rel=1e-13)
    assert not measured(of=("wages[2029]",), by=("path[2030]",)).effects[0].swing


def test_without_names_premiums_are_moved_by_what_has_a_range_or_is_one_figure() -> None:
    answer = measured()
    assert [own.name for own in answer.results] == ["level"]
    assert [own.text for own in answer.movers] == ["fee"]
    assert set(answer.unmoved) == {"rate", "interest", "idle"}


def test_without_premiums_the_end_of_what_nothing_uses_is_asked_about() -> None:
    text = FUND.replace("premium level", "variable level").replace('"Level" =', '"Level" : ratio =')
    names = {own.name for own in measured(text).results}
    assert "payg[2030]" not in names  # a premium that varies by time is no single result
    assert "fund[year = 2030][2030]" not in names
    assert {"fund[year = 2030]", "level", "by_line[A]", "by_line[B]"} <= names


def test_a_result_in_several_cells_is_named_like_a_cell() -> None:
    names = [
        own.name
        for own in measured(
            of=("by_line", "by_line[A]", "sum(wages * by_line over year)"), by=("rate",)
        ).results
    ]
    assert names[:3] == ["by_line[A]", "by_line[B]", "by_line[A]"]
    assert names[3:] == ["sum(wages * by_line over year)[A]", "sum(wages * by_line over year)[B]"]


def test_the_largest_swing_comes_first_in_each_result() -> None:
    answer = measured(of=("fund[2030]", "wages[2030]"), by=("fee", "interest", "rate", "path"))
    order = [(own.result.name, own.swing) for own in answer.effects]
    assert [name for name, _ in order] == ["fund[2030]"] * 4 + ["wages[2030]"] * 4
    assert [swing for _, swing in order[:4]] == sorted((swing for _, swing in order[:4]), reverse=True)


def test_ends_are_those_of_runs_with_set(tmp_path: Path) -> None:
    (tmp_path / "fund.sem").write_text(FUND, encoding="utf-8")
    model = semdsl.load(tmp_path / "fund.sem")
    answer = model.sensitivity(
        of=["level", "payg[2030]"], by="path", scenario="dear", set={"fee": "20 million MXN"}
    )
    for own in answer.effects:
        for sign, found in (("-", own.low), ("+", own.high)):
            results = model.run("dear", set={"fee": "20 million MXN", "path": f"path{sign}1pp"})
            expected = results["level"] if own.result.name == "level" else results["payg"].at(year=2030)
            assert found == pytest.approx(float(expected), rel=1e-14)


def test_an_end_without_a_value_is_told_and_other_results_have_theirs() -> None:
    text = FUND + '\nvariable share "Share" : ratio = fee / sum(income over year)\n'
    answer = measured(text, of=("share", "fund[2030]"), by=("rate",))
    broken, sound = effect(answer, "rate", "share"), effect(answer, "rate", "fund[2030]")
    assert broken.low is None
    assert broken.high is not None
    assert "divides by zero" in broken.stopped
    assert sound.low == pytest.approx(fund(0)[2030], rel=1e-13)
    assert not sound.stopped


def test_nothing_is_ten_per_cent_of_nothing() -> None:
    text = FUND.replace("million MXN = 3\n", "million MXN = 0\n")
    answer = measured(text, of=("level",), by=("fee", "idle"))
    assert [own.text for own in answer.zeros] == ["fee"]
    assert answer.unmoved == ("idle",)


@pytest.mark.parametrize(
    ("old", "new", "name", "more", "instead"),
    [
        ("ratio = 5%", "ratio = 0%", "rate", ["--bump", "10%"], "--bump 1pp adds to it"),
        ("million MXN = 3\n", "million MXN = 0\n", "fee", [], "give it a range, or ask for --exact"),
    ],
)
def test_what_is_0_is_told_not_to_be_moved_and_how_to_move_it(
    old: str, new: str, name: str, more: list[str], instead: str, tmp_path: Path, capsys
) -> None:
    (tmp_path / "m.sem").write_text(FUND.replace(old, new), encoding="utf-8")
    asked = ["sensitivity", str(tmp_path / "m.sem"), "--of", "fund[2030]", "--by", name, "--lang", "en"]
    assert main([*asked, *more]) == 0
    text = capsys.readouterr().out
    assert f"not moved, because a part of 0 is 0: {name}; {instead}" in text
    assert "nothing that is asked about moves" not in text
    assert main([*asked, *more, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["zeros"], record["unmoved"]) == ([name], [])
    other = ["--exact"] if name == "fee" else ["--bump", "1pp"]
    assert main([*asked, *other]) == 0
    assert "not moved" not in capsys.readouterr().out


# ── Derivatives ───────────────────────────────────────────────────────────────────────────────────


def test_the_derivative_of_a_level_premium_by_an_amount() -> None:
    own = derivative(measured(of=("level",), by=("fee",), exact=True), "fee")
    assert own.slope == pytest.approx(6 / sum(WAGES.values()), rel=1e-13)
    assert own.elasticity == pytest.approx(6 * 3 / sum(EXPENSE.values()), rel=1e-13)


def test_the_derivative_of_a_recursion_by_interest() -> None:
    """Each year's stock at its start, at interest to the end: the sum over the years is the derivative."""
    stock = fund(0.05)
    expected = sum(stock[year - 1] * 1.04 ** (2030 - year) for year in range(2026, 2031))
    answer = measured(of=("fund[2030]",), by=("interest", "interest[2028]"), exact=True)
    assert derivative(answer, "interest").slope == pytest.approx(expected, rel=1e-12)
    assert derivative(answer, "interest[2028]").slope == pytest.approx(stock[2027] * 1.04**2, rel=1e-12)


def test_the_derivative_by_a_whole_path() -> None:
    """Wages of a year grow by (t - 2025) times wages over one plus growth."""
    own = derivative(measured(of=("sum(wages over year)",), by=("path",), exact=True), "path")
    expected = sum((year - 2025) * WAGES[year] / (1 + PATH[year]) for year in YEARS)
    assert own.slope == pytest.approx(expected, rel=1e-12)
    assert own.elasticity is None  # its cells differ


def test_derivatives_of_cells_add_up_to_that_of_the_path() -> None:
    names = tuple(f"path[{year}]" for year in YEARS)
    answer = measured(of=("level",), by=("path", *names), exact=True)
    parts = [derivative(answer, name).slope or 0.0 for name in names]
    assert sum(parts) == pytest.approx(derivative(answer, "path").slope, rel=1e-12)


def test_what_results_do_not_depend_on_is_named() -> None:
    answer = measured(of=("level",), by=("idle", "fee"), exact=True)
    assert answer.unmoved == ("idle",)
    assert [own.mover.text for own in answer.derivatives] == ["fee"]


def test_a_derivative_of_0_is_no_lack_of_effect(tmp_path: Path, capsys) -> None:
    """(r - 10 %) (r - 30 %) is least at 20 %, between its zeros; a rate less itself is no rate at all."""
    settings = ("rate=20%",)
    least, nothing = (
        derivative(measured(of=(result,), by=("rate",), exact=True, settings=settings), "rate")
        for result in ("squared", "rate - rate")
    )
    assert least.slope == pytest.approx(0, abs=1e-15)
    assert nothing.slope == 0
    assert (least.bends, nothing.bends) == (True, False)
    (tmp_path / "m.sem").write_text(FUND.replace("ratio = 5%", "ratio = 20%"), encoding="utf-8")
    asked = ["sensitivity", str(tmp_path / "m.sem"), "--by", "rate", "--exact", "--lang", "en", "--of"]
    assert main([*asked, "(rate - 20%) ^ 2"]) == 0
    text = capsys.readouterr().out
    assert "derivative 0 at these values, though it may move further on with: rate" in text
    assert "without effect" not in text
    assert main([*asked, "rate - rate"]) == 0
    assert "without effect on it: rate" in capsys.readouterr().out


def test_a_kink_is_told_and_the_branch_in_force_taken() -> None:
    answer, found = measured_with_findings(of=("bent",), by=("rate",), exact=True)
    assert [one.code for one in found] == ["at-a-kink"]
    assert "`max`" in found[0].message
    assert "`bent`" in found[0].message
    assert derivative(answer, "rate").slope == 1
    assert not measured_with_findings(of=("bent",), by=("rate",), exact=True, settings=("rate=6%",))[1]


@pytest.mark.parametrize(
    ("result", "moved", "words"),
    [("stepped", "rate", "gives steps"), ("looked_up", "base_year", "looked up")],
)
def test_steps_and_places_have_no_derivative(result: str, moved: str, words: str) -> None:
    answer, found = measured_with_findings(of=(result,), by=(moved,), exact=True)
    assert [one.code for one in found] == ["not-differentiable"]
    assert words in found[0].message
    own = derivative(answer, moved)
    assert own.slope is None
    assert own.elasticity is None
    assert own.snag


def test_a_frame_has_a_row_for_each(tmp_path: Path) -> None:
    answer = measured(of=("level", "fund[2030]"), by=("fee", "rate"))
    assert list(answer.to_pandas()["moved"]) == ["fee", "rate", "rate", "fee"]
    exact = measured(of=("level",), by=("fee",), exact=True).to_pandas()
    assert exact["derivative"][0] == pytest.approx(6 / sum(WAGES.values()))


def test_a_table_for_spreadsheets_has_the_values_of_the_record(tmp_path: Path, capsys) -> None:
    (tmp_path / "m.sem").write_text(FUND, encoding="utf-8")
    asked = ["sensitivity", str(tmp_path / "m.sem"), "--of", "level", "fund[2030]", "--by", "fee", "rate"]
    for exact in ([], ["--exact"]):
        assert main([*asked, *exact, "--csv"]) == 0
        table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert main([*asked, *exact, "--json"]) == 0
        record = json.loads(capsys.readouterr().out)
        told = record["derivatives"] if exact else record["effects"]
        assert [(row["result"], row["moved"]) for row in table] == [
            (own["result"], own["moved"]) for own in told
        ]
        for row, own in zip(table, told, strict=True):
            for head in ("derivative", "elasticity") if exact else ("low", "high", "swing"):
                assert (float(row[head]) if row[head] else None) == own[head]
            assert row["unit"] == next(
                one["unit"] for one in record["results"] if one["result"] == row["result"]
            )


def test_a_table_and_a_document_are_two_answers(capsys) -> None:
    assert main(["sensitivity", "m.sem", "--csv", "--json"]) == 2
    assert "--csv and --json are two answers" in capsys.readouterr().err


# ── What is said instead ──────────────────────────────────────────────────────────────────────────

BARE = """
model bare "Bare"
time year = 2025..2026
parameter p[year] "P" : ratio
    source "x"
    = 1  for 2025
    = 2  otherwise
"""


@pytest.mark.parametrize(
    ("text", "question", "code", "words"),
    [
        (FUND, {"of": ("levl",)}, "unknown-name", "levl"),
        (FUND, {"of": ("level +",)}, "missing-operand", ""),
        (FUND, {"of": ("level > 1",)}, "condition-as-value", ""),
        (FUND, {"of": ("fund[year-1]",)}, "beyond-axis", ""),
        (FUND, {"of": ("fund[2040]",)}, "unknown-label", ""),
        (FUND, {"by": ("rat",)}, "unknown-name", "rat"),
        (FUND, {"by": ("2 * rate",)}, "target-is-a-name", ""),
        (FUND, {"bump": "3"}, "bump-form", "10%"),
        (FUND, {"bump": "-3%"}, "bump-form", ""),
        (FUND, {"bump": "1 MXN"}, "bump-form", ""),
        (FUND, {"scenario": "dar"}, "unknown-scenario", "dar"),
        (BARE, {"of": ("p[2026]",)}, "nothing-to-move", "--by"),
        (BARE, {"by": ("p",)}, "nothing-to-measure", "--of"),
    ],
)
def test_a_question_without_an_answer(text: str, question: dict[str, object], code: str, words: str) -> None:
    found = unmeasured(text, **question)
    assert found.code == code, found
    assert words in f"{found.message} {found.help}"


def test_too_many_cells_are_not_listed() -> None:
    long = FUND.replace("2025..2030", "2025..2400")
    assert unmeasured(long, of=("fund",)).code == "too-many-cells-asked"


def test_a_model_without_a_value_says_why() -> None:
    text = FUND + '\nvariable share "Share" : ratio = fee / sum(income over year)\n'
    assert unmeasured(text, of=("share",), settings=("rate=0%",)).code == "division-by-zero"


def test_json_and_statuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from semdsl.cli.main import main

    path = tmp_path / "fund.sem"
    path.write_text(FUND, encoding="utf-8")
    assert main(["sensitivity", "--of", "level", "--by", "fee", "--json", str(path)]) == 0
    document = json.loads(capsys.readouterr().out)
    (own,) = document["effects"]
    assert own["low"] == pytest.approx((sum(EXPENSE.values()) - 1.8) / sum(WAGES.values()))
    assert document["moved"][0]["form"] == "scale"
    assert main(["sensitivity", str(path), "--of", "level", "--by", "fee", "--exact", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["derivatives"][0]["derivative"] == pytest.approx(6 / sum(WAGES.values()))
    assert main(["sensitivity", str(path), "--of", "levl"]) == 2
    assert main(["sensitivity", str(path), "--of", "level", "--exact", "--bump", "1%"]) == 2
    capsys.readouterr()
    with pytest.raises(UsageError, match="levl"):
        semdsl.load(path).sensitivity(of="levl")


def test_questions_leave_the_model_as_it_is() -> None:
    own = checked()
    assert not [name for name in own.model.quantities if name.startswith(("moved", "value of"))]


@pytest.mark.parametrize("exact", [[], ["--exact"]])
def test_a_result_beyond_every_number_of_its_unit_is_an_overflow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], exact: list[str]
) -> None:
    """1.7e308 is a number, and in per cent it is none, as it is or at an end of a move."""
    path = tmp_path / "big.sem"
    text = 'model big\nassumption g : ratio = {}\n    range 1e-9 .. 1\nvariable x "X" : % = 1.7e308 * g\n'
    path.write_text(text.format(1), encoding="utf-8")
    asked = ["sensitivity", str(path), "--of", "x", "--by", "g", "--json"]
    assert main([*asked, *exact]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in document["diagnostics"] if one["severity"] == "error"] == ["overflow"]
    path.write_text(text.format("1e-9"), encoding="utf-8")
    assert main([*asked, *exact]) == 0
    document = json.loads(capsys.readouterr().out)
    if exact:
        assert document["derivatives"][0]["derivative"] is None
    else:
        (own,) = document["effects"]
        assert own["high"] is None
        assert own["low"] == pytest.approx(1.7e301)
        assert "grows beyond the largest number" in own["stopped"]
