"""What each command answers, with which status, on which stream."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from semdsl.cli.commands import COMMANDS
from tests.cli.conftest import Command


def test_without_words_the_commands_are_listed(semdsl: Command) -> None:
    said = semdsl()
    assert said.status == 2
    assert said.out == ""
    assert all(command in said.err for command in COMMANDS)
    assert semdsl("--help").out == said.err
    assert semdsl("--version").out == "semdsl 0.1.0\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(semdsl: Command, command: str) -> None:
    said = semdsl(command, "--help")
    assert said.status == 0
    assert f"semdsl {command} " in said.out.partition("examples:")[2]
    assert all(len(line) <= 120 for line in said.out.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("run", "x.sem", "--format", "pdf"),
        ("run", "x.sem", "--format", "csv"),
        ("check", "--jsn", "x.sem"),
        ("chekc",),
        ("check", "nowhere.sem"),
        ("run", "nowhere.sem"),
        ("test", "nowhere.sem"),
        ("fmt", "nowhere.sem"),
        ("explain", "no-such-code"),
        ("explain", "model.sem", "payg[2010]"),
        ("check", "."),
    ],
)
def test_a_wrong_command_is_2(semdsl: Command, words: tuple[str, ...]) -> None:
    assert semdsl(*words).status == 2


def test_findings_are_the_answer_of_check_and_beside_that_of_run(semdsl: Command, model: Path) -> None:
    model.write_text(model.read_text("utf-8").replace("= income - sum", "= incme - sum"), "utf-8")
    checked, ran, tested = semdsl("check", str(model)), semdsl("run", str(model)), semdsl("test", str(model))
    assert [said.status for said in (checked, ran, tested)] == [1, 1, 1]
    assert "error[unknown-name]" in checked.out
    assert checked.err == ""
    assert ran.out == tested.out == ""
    assert "error[unknown-name]" in ran.err
    assert "error[unknown-name]" in tested.err


def test_a_fault_in_the_data_is_found_without_a_run(semdsl: Command, model: Path) -> None:
    (model.parent / "data/use_rate.csv").write_text("sex,value\nmale,3.8\nfemale,many\n")
    said = semdsl("check", str(model))
    assert said.status == 1
    assert "use_rate.csv:3" in said.out


def test_a_cycle_is_found_without_a_run(semdsl: Command, model: Path) -> None:
    with model.open("a", encoding="utf-8") as file:
        file.write("variable a : ratio = b\nvariable b : ratio = a\n")
    said = semdsl("check", str(model))
    assert said.status == 1
    assert said.out.count("error[") == 1


def test_a_value_that_is_not_defined_stops_the_run_and_names_the_cell(semdsl: Command, model: Path) -> None:
    with model.open("a", encoding="utf-8") as file:
        file.write("variable bad[year] : ratio = 1 / (year - 2030)\ncheck uses_bad : bad != 0\n")
    assert semdsl("check", str(model)).status == 0
    said = semdsl("run", str(model), "--out", "results")
    assert said.status == 1
    assert "error[division-by-zero]" in said.err
    assert "bad[2030]" in said.err
    assert not Path("results").exists()


def test_a_check_that_fails_is_1_with_the_results_written(semdsl: Command, model: Path) -> None:
    with model.open("a", encoding="utf-8") as file:
        file.write("check too_much : payg <= 4% for 2025..2027\n")
    said = semdsl("run", str(model), "--out", "results")
    assert said.status == 1
    checks = json.loads(Path("results/checks.json").read_text())
    assert checks["passed"] is False
    (verdict,) = (one for one in checks["scenarios"][0]["verdicts"] if one["name"] == "too_much")
    assert [cell["cell"] for cell in verdict["cells"]] == [
        {"year": "2025"},
        {"year": "2026"},
        {"year": "2027"},
    ]
    assert verdict["worst"]["found"] == pytest.approx(4.79196 / 108)


@pytest.mark.parametrize("command", ["check", "run", "test"])
def test_json_is_one_document_with_every_finding(semdsl: Command, model: Path, command: str) -> None:
    sound = json.loads(semdsl(command, str(model), "--json").out)
    assert (sound["schema"], sound["command"], sound["diagnostics"]) == (1, command, [])
    model.write_text(model.read_text("utf-8").replace("= income - sum", "= incme - sum"), "utf-8")
    said = semdsl(command, str(model), "--json")
    assert said.status == 1
    assert said.err == ""
    (found,) = json.loads(said.out)["diagnostics"]
    assert found["code"] == "unknown-name"
    assert (found["file"], found["line"]) == ("valuation/model.sem", 60)


def test_the_json_of_a_run_has_reports_and_verdicts(semdsl: Command, model: Path) -> None:
    document = json.loads(semdsl("run", str(model), "--json", "--scenario", "base", "low_growth").out)
    assert document["passed"] is True
    assert [scenario["scenario"] for scenario in document["scenarios"]] == ["base", "low_growth"]
    report = document["scenarios"][0]["reports"][1]
    assert report["title"] == "Ingresos y gastos"
    assert report["rows"][0] == {"text": "Cuotas", "depth": 0, "values": report["rows"][0]["values"]}
    assert report["rows"][0]["values"][0] == pytest.approx(6.48)


def test_a_setting_changes_what_depends_on_it(semdsl: Command, model: Path) -> None:
    document = json.loads(
        semdsl("run", str(model), "--json", "--set", "contribution_rate=3%", "--only", "income").out
    )
    (table,) = document["scenarios"][0]["values"]
    assert table["rows"][0]["values"][0] == pytest.approx(3.24)
    assert document["passed"] is None


def test_a_result_may_be_set_to_see_what_follows(semdsl: Command, model: Path) -> None:
    document = json.loads(semdsl("run", str(model), "--json", "--set", "wage_bill=100 million MXN(2025)").out)
    premiums = document["scenarios"][0]["reports"][2]
    assert premiums["rows"][0]["values"][0] == pytest.approx(4.79196 * 1.02)


@pytest.mark.parametrize(
    "setting", ["", "=", "=4%", "interest", "1+1=2", "interest=", "interest=((((", "interest=\x00"]
)
def test_a_setting_that_makes_no_sense_is_told(semdsl: Command, model: Path, setting: str) -> None:
    said = semdsl("run", str(model), "--set", setting)
    assert said.status == 2
    assert "error[" in said.err


@pytest.mark.parametrize(("form", "extra"), [("parquet", "parquet"), ("xlsx", "excel")])
def test_a_format_without_its_package_names_the_extra(
    semdsl: Command, model: Path, monkeypatch: pytest.MonkeyPatch, form: str, extra: str
) -> None:
    monkeypatch.setattr("semdsl.publish.formats.find_spec", lambda _: None)
    said = semdsl("run", str(model), "--out", "results", "--format", form)
    assert said.status == 2
    assert f"semdsl[{extra}]" in said.err
    assert not Path("results").exists()


def test_a_model_without_reports_shows_what_it_is_about(semdsl: Command, model: Path) -> None:
    lines = (
        'model m "M"',
        "time year = 2025..2027",
        "variable a[year] : ratio = year",
        "variable b[year] : ratio = a + 1",
    )
    model.write_text("\n".join(lines) + "\n")
    said = semdsl("run", str(model))
    assert said.status == 0
    assert "  2026  2027  2028\n" in said.out
    assert said.out.splitlines()[2].startswith("b")


def test_formatting_is_done_once(semdsl: Command, model: Path) -> None:
    semdsl("fmt", str(model))
    before = model.read_text("utf-8")
    assert semdsl("fmt", "--check", str(model)).status == 0
    model.write_text(before.replace("time year = 2025", "time   year =2025"), "utf-8")
    assert semdsl("fmt", "--check", str(model)).status == 1
    assert semdsl("fmt", str(model)).status == 0
    assert model.read_text("utf-8") == before
    assert [path.name for path in model.parent.iterdir() if path.name.startswith(".")] == []


def test_a_file_with_mistakes_is_not_formatted(semdsl: Command, model: Path) -> None:
    broken = model.read_text("utf-8").replace("= income - sum", "= = income - sum")
    model.write_text(broken, "utf-8")
    assert semdsl("fmt", str(model)).status == 1
    assert model.read_text("utf-8") == broken


def test_new_needs_an_empty_folder(semdsl: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert semdsl("new", str(tmp_path / "empty")).status == 0
    assert semdsl("new", str(tmp_path / "empty")).status == 2
    (tmp_path / "file").write_text("")
    assert semdsl("new", str(tmp_path / "file")).status == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]


def test_the_small_model_is_in_the_one_layout(semdsl: Command, model: Path) -> None:
    assert semdsl("fmt", "--check", str(model)).status == 0


WITH_GAP = """model gaps
time year = 2005..2010
table t[year] "T" : person
    from "f.csv"    for year <= 2008
    = 2 * t[year-1] otherwise
    source "S"
variable x[year] : person = t
report "R"
    columns year
    show t
"""


def test_a_table_with_gaps_is_one_table_everywhere(tmp_path: Path, semdsl: Command) -> None:
    """What holds the figures of its file has a name that nobody is told."""
    path = tmp_path / "gaps.sem"
    path.write_text(WITH_GAP, encoding="utf-8")
    rows = "".join(f"{year},{year - 2004}\n" for year in range(2005, 2009))
    (tmp_path / "f.csv").write_text("year,value\n" + rows + "2009,\n", encoding="utf-8")
    assert "(1 quantity, 1 table, 1 report)" in semdsl("check", str(path)).out
    said = semdsl("run", str(path), "--only", "t", "--json").out
    (values,) = json.loads(said)["scenarios"][0]["values"]
    assert values["title"] == "t · T"
    assert "figures" not in said
    assert semdsl("run", str(path), "--only", "figures of t").status == 2
    assert semdsl("run", str(path), "--out", str(tmp_path / "out")).status == 0
    assert sorted(file.name for file in (tmp_path / "out" / "values").iterdir()) == ["t.csv", "x.csv"]
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert not [file for file in written if "figures" in file.read_text("utf-8")]
