"""The solved form of a loop beside the formula as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from semdsl.cli.main import main

MODEL = Path(__file__).parents[2] / "models" / "institute_as_employer.sem"


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


def test_a_model_with_a_mistake_is_found_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.sem"
    path.write_text('model m "M"\nvariable x "X" : ratio\n    simultaneous\n    = 0.5 * x * x\n', "utf-8")
    assert main(["find", str(path), "x"]) == 0
    assert "solved by algebra" not in capsys.readouterr().out
