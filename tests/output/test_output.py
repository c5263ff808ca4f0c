"""The folder of a run: everything in it is listed, adds up, and says what it was made from."""

from __future__ import annotations

import csv
import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from semdsl.cli.new import STARTER
from semdsl.publish.output import write_run
from semdsl.publish.staging import stage
from semdsl.requests import Options
from semdsl.running import Run, run_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "valuation")
    return tmp_path / "valuation" / "model.sem"


def ran(path: Path, *scenarios: str, set: tuple[str, ...] = ()) -> Run:
    outcome = run_file(path, Options(scenarios, set, everything=True))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def written(path: Path, *scenarios: str, set: tuple[str, ...] = ()) -> Path:
    target = path.parent.parent / "results"
    staging = stage(target).value
    assert staging is not None
    try:
        assert write_run(ran(path, *scenarios, set=set), "csv", staging).ok
    finally:
        staging.close()
    return target


def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_bytes())


def rows(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_manifest_lists_every_file_with_its_hash(path: Path) -> None:
    folder = written(path)
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    listed = manifest(folder)["written"]
    assert sorted(listed) == sorted(files.keys() - {"manifest.json"})
    assert all(sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in listed.items())


def test_the_manifest_lists_every_file_read(path: Path) -> None:
    read = manifest(written(path))["read"]
    for name in ("model.sem", "data/insured_2025.csv", "data/use_rate.csv"):
        assert read[name] == sha256((path.parent / name).read_bytes()).hexdigest()
    assert "std/premiums.sem" in read


def test_values_are_the_results_to_the_last_bit(path: Path) -> None:
    folder, run = written(path), ran(path)
    values = manifest(folder)["values"]
    for name, result in run.scenarios[0].results.items():
        assert values[name]["unit"] == result.unit
        assert values[name]["axes"] == [axis.name for axis in result.axes]
        found = rows(folder / values[name]["file"])
        expected = [
            {**dict(zip(values[name]["axes"], labels, strict=True)), "value": value}
            for labels, value in result.cells()
        ]
        assert [{**row, "value": float(row["value"])} for row in found] == expected


def test_several_scenarios_are_one_more_axis(path: Path) -> None:
    folder = written(path, "base", "low_growth")
    assert manifest(folder)["values"]["wage"]["scenario_axis"] == "scenario"
    wages = {(row["scenario"], row["year"]): float(row["value"]) for row in rows(folder / "values/wage.csv")}
    assert wages["base", "2026"] == pytest.approx(90_000 * 1.015)
    assert wages["low_growth", "2026"] == pytest.approx(90_000 * 1.005)
    assert (folder / "reports/low_growth/primas.html").is_file()


def test_a_report_has_the_numbers_that_are_shown(path: Path) -> None:
    folder = written(path)
    income, men, women, balance = rows(folder / "reports/ingresos-y-gastos.csv")
    assert (income["quantity"], income["row"], men["quantity"], men["row"]) == (
        "Cuotas",
        "",
        "Gasto médico",
        "Hombres",
    )
    expected = float(income["2025"]) - float(men["2025"]) - float(women["2025"])
    assert float(balance["2025"]) == pytest.approx(expected)
    side_by_side = rows(folder / "reports/asegurados-y-salarios.csv")
    assert (side_by_side[0]["quantity"], side_by_side[0]["row"]) == ("", "2025")
    page = (folder / "reports/ingresos-y-gastos.html").read_text("utf-8")
    assert "<td>6.480</td>" in page


@pytest.mark.parametrize("scenarios", [("base",), ("base", "low_growth")])
def test_the_index_leads_to_every_report_and_each_leads_back(path: Path, scenarios: tuple[str, ...]) -> None:
    folder = written(path, *scenarios)
    links = re.findall(r'href="([^"]+)"', (folder / "index.html").read_text("utf-8"))
    pages = sorted(page.relative_to(folder).as_posix() for page in folder.glob("reports/**/*.html"))
    assert sorted(links) == pages
    for page in pages:
        (back,) = re.findall(r'href="([^"]+)"', (folder / page).read_text("utf-8"))
        assert ((folder / page).parent / back).resolve() == (folder / "index.html").resolve()


def test_every_cell_of_an_expectation_is_written(path: Path) -> None:
    checks = json.loads((written(path) / "checks.json").read_bytes())
    (verdict,) = (one for one in checks["scenarios"][0]["verdicts"] if one["name"] == "expense_2025")
    (cell,) = verdict["cells"]
    assert cell["found"] == pytest.approx((612 * 3.8 + 588 * 5.1) * 900 / 1e6)  # in the unit of `expense`
    assert cell["expected"] == pytest.approx(4.792)
    assert cell["allowed"] == pytest.approx(0.001)


EDITS = {
    "a title": ('"Masa salarial"', '"Volumen de salarios"', False),
    "a source": ('source "Ejemplo"', 'source "Otro ejemplo"', False),
    "a comment": ("unit visit", "# a comment\nunit visit", False),
    "blanks": ("= income - sum", "=    income   -   sum", False),
    "a formula": ("= income - sum", "= income + sum", True),
    "a number": ("ratio = 6%", "ratio = 7%", True),
    "a case": ("for 2026..2029", "for 2026..2030", True),
    "a scenario": ("set wage_growth = 0.5%", "set wage_growth = 0.6%", True),
    "a tolerance": ("within 0.1%", "within 0.2%", True),
}


@pytest.mark.parametrize(("old", "new", "means_more"), EDITS.values(), ids=EDITS)
def test_only_an_edit_with_a_meaning_changes_the_meaning_hash(
    path: Path, old: str, new: str, means_more: bool
) -> None:
    before = manifest(written(path))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    after = manifest(written(path))
    assert (after["meaning_hash"] != before["meaning_hash"]) is means_more
    assert after["document_hash"] != before["document_hash"]


def test_data_change_the_meaning_hash(path: Path) -> None:
    before = manifest(written(path))
    (path.parent / "data/use_rate.csv").write_text("sex,value\nmale,3.8\nfemale,5.2\n")
    after = manifest(written(path))
    assert after["meaning_hash"] != before["meaning_hash"]
    assert after["document_hash"] != before["document_hash"]


STATED, LOWER = "valores del modelo", "Menor crecimiento salarial"
SET = "con contribution_rate = 4%, visit_cost = 800 MXN(2025)/visit"


@pytest.mark.parametrize(
    ("scenarios", "index", "page"),
    [
        ((), f"Escenario: {STATED} {SET}", f"Escenario: {STATED} {SET}"),
        (("low_growth",), f"Escenario: {LOWER} {SET}", f"Escenario: {LOWER} {SET}"),
        (("low_growth", "base"), f"Todos los escenarios {SET}", f"Escenario: {LOWER} {SET}"),
    ],
)
def test_pages_say_which_values_were_set(
    path: Path, scenarios: tuple[str, ...], index: str, page: str
) -> None:
    folder = written(path, *scenarios, set=("contribution_rate=4%", "visit_cost=800  MXN(2025)/visit"))
    assert f'<p class="said">{index}</p>' in (folder / "index.html").read_text("utf-8")
    first = next(folder.glob("reports/**/low_growth/*.html"), None) or next(folder.glob("reports/*.html"))
    assert page in first.read_text("utf-8")
    assert "Escenario" not in (written(path) / "index.html").read_text("utf-8")


def test_results_in_python_say_what_was_set(path: Path) -> None:
    results = ran(path, set=("contribution_rate=4%",)).scenarios[0].results
    assert results.settings == ("contribution_rate = 4%",)
    assert "scenario base with contribution_rate = 4%" in repr(results)
    assert "scenario base with contribution_rate = 4%" in results._repr_html_()
