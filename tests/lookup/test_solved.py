"""The solved form of a loop beside the formula as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from semdsl.cli.main import main

MODEL = Path(__file__).parents[2] / "models" / "institute_as_employer.sem"

LABELLED = """model m "M"
    language en
time year = 2025..2030
axis group "Group" from "m.csv" column group
table rate[group] "Rate" : ratio from "m.csv" column rate
variable fund[group, year] "Fund" : ratio
    = 1                              for 2025
    = fund[year-1] * (1 + rate)      otherwise
"""


def test_a_hit_in_a_loop_shows_its_closed_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(MODEL), "employer_contributions"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[lines.index("resuelto por álgebra") + 1] == "staff = wages_of_staff / (1 - employer_rate)"


def test_the_same_for_programs_and_nothing_for_what_is_in_no_loop(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(MODEL), "--json", "employer_contributions"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    solved = {hit["name"]: hit.get("solved") for hit in hits}
    assert solved["employer_contributions"] == ["staff = wages_of_staff / (1 - employer_rate)"]
    assert main(["find", str(MODEL), "--json", "wages_of_staff"]) == 0
    (own,) = [hit for hit in json.loads(capsys.readouterr().out)["hits"] if hit["name"] == "wages_of_staff"]
    assert "solved" not in own


def test_the_page_of_an_index_has_both_below_the_table_of_their_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", str(MODEL), "--markdown", "--out", str(tmp_path / "index.md")]) == 0
    page = (tmp_path / "index.md").read_text("utf-8")
    below = page.partition("**Resuelto por álgebra**")[2]
    assert "](#f-employer_contributions)\n\n      staff = wages_of_staff / (1 - employer_rate)\n" in below


def test_a_closed_form_is_found_where_an_axis_has_its_labels_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.csv").write_text("group,rate\na,0.5\nb,0.25\n", "utf-8")
    (tmp_path / "m.sem").write_text(LABELLED, "utf-8")
    assert main(["check", str(tmp_path / "m.sem")]) == 0
    capsys.readouterr()
    closed = "fund = fund[2025] * (1 + rate)^(year - 2025) for year >= 2026"
    assert main(["find", str(tmp_path / "m.sem"), "fund"]) == 0
    assert closed in [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert main(["find", str(tmp_path / "m.sem"), "--markdown"]) == 0
    assert f"- [Fund](#f-fund)\n\n      {closed}\n" in capsys.readouterr().out


def test_a_model_with_a_mistake_is_found_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.sem"
    path.write_text('model m "M"\nvariable x "X" : ratio\n    simultaneous\n    = 0.5 * x * x\n', "utf-8")
    assert main(["find", str(path), "x"]) == 0
    assert "solved by algebra" not in capsys.readouterr().out
