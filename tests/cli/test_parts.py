"""What the commands print of a model in parts, and that a model in one file prints what it always did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

MODEL = """\
model fund "Fondo" en "Fund"
    language es

include "sheets/people.sem"
include "sheets/income.sem"

time year = 2025..2026

report "Resumen"
    columns year
    show cash

check positive : cash > 0
"""
PEOPLE = """\
part people "Afiliados" en "Members"

population insured[year] "Personas" : person
    = 10 person  for 2025
    = 20 person  otherwise

report "Personas"
    columns year
    show insured
"""
INCOME = """\
part income "Ingresos" en "Income"

assumption fee "Cuota" : MXN/person = 100
    source "Ley"

contribution cash[year] "Cuotas" : MXN
    payer employer
    = fee * insured

scenario high "Cuota alta"
    set fee = 200

report "Cuotas"
    columns year
    show cash

report "Cuota"
    show fee

check enough "Alcanza" : cash >= 1_000 MXN

expect in_2026 "Cifra de 2026" : cash[2026] = 2_000 MXN within 1 MXN

test "Una persona"
    given insured = 1 person
    expect cash[2026] = 100 MXN
"""


@pytest.fixture
def parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``fund.sem`` with two parts, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("sheets").mkdir()
    for name, text in {"fund.sem": MODEL, "sheets/people.sem": PEOPLE, "sheets/income.sem": INCOME}.items():
        Path(name).write_text(text, encoding="utf-8")
    return Path("fund.sem")


def change(name: str, old: str, new: str) -> None:
    path = Path(name)
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_run_prints_the_reports_of_the_model_file_and_a_line_for_each_part(
    semdsl: Command, parted: Path
) -> None:
    said = semdsl("run", str(parted))
    assert said.status == 0
    assert said.out == (
        "Resumen\nUnidad: MXN\n\n         2025   2026\n────────────────────\nCuotas  1,000  2,000\n\n"
        "bien   positive  2 celdas\n\n"
        "Partes (--part NOMBRE imprime una)\n"
        "  people  Afiliados  1 cuadro   1 comprobación o cifra, bien\n"
        "  income  Ingresos   2 cuadros  2 comprobaciones y cifras, todas bien\n\n"
        "3 comprobaciones, 1 cifra esperada: todo se cumple\n"
    )


def test_in_english(semdsl: Command, parted: Path) -> None:
    change("fund.sem", "language es", "language en")
    change("fund.sem", "check positive : cash > 0\n", "")
    change("sheets/income.sem", '"Alcanza" : cash >= 1_000 MXN', '"Enough" : cash >= 1_500 MXN')
    change("sheets/people.sem", "population insured", "variable insured")
    said = semdsl("run", str(parted))
    assert said.status == 1
    assert (
        "Parts (--part NAME prints one)\n  people  Members  1 report   no check and no expectation\n"
        in said.out
    )
    assert "  income  Income   2 reports  2 checks and expectations, 1 FAILS: Enough\n" in said.out


def test_what_fails_in_a_part_is_told_in_full(semdsl: Command, parted: Path) -> None:
    change("sheets/income.sem", "cash >= 1_000 MXN", "cash >= 1_500 MXN")
    change("sheets/income.sem", "= 2_000 MXN", "= 2_500 MXN")
    said = semdsl("run", str(parted))
    assert said.status == 1
    assert "FALLA  Alcanza        no se cumple en 1 de 2 celdas" in said.out
    assert "2025  calculado 1,000  esperado >= 1,500 MXN" in said.out
    assert "FALLA  Cifra de 2026  no se cumple en 1 de 1 celda" in said.out
    assert "2 comprobaciones y cifras, FALLAN 2: Alcanza, Cifra de 2026\n" in said.out
    assert "3 comprobaciones, 1 cifra esperada: FALLAN 2\n" in said.out


def test_many_failures_of_a_part_are_not_all_named_in_its_line(semdsl: Command, parted: Path) -> None:
    with Path("sheets/income.sem").open("a", encoding="utf-8") as file:
        file.write("".join(f"check no_{at} : cash < 0\n" for at in range(5)))
    out = semdsl("run", str(parted)).out
    assert "7 comprobaciones y cifras, FALLAN 5: no_0, no_1, no_2, …\n" in out
    assert out.count("FALLA  no_") == 5


def test_the_parts_asked_for_are_printed_instead(semdsl: Command, parted: Path) -> None:
    said = semdsl("run", str(parted), "--part", "income")
    assert said.status == 0
    assert said.out == (
        "── Parte income: Ingresos\n\n"
        "Cuotas\nUnidad: MXN\n\n         2025   2026\n────────────────────\nCuotas  1,000  2,000\n\n"
        "Cuota\nUnidad: MXN/persona\n\n       valor\n────────────\nCuota    100\n\n"
        "── Parte income: Ingresos\n"
        "bien   Alcanza        2 celdas\n"
        "bien   Cifra de 2026  1 celda, sin desviación, tolerancia 1 MXN\n\n"
        "3 comprobaciones, 1 cifra esperada: todo se cumple\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--part", "income", "people"),
        ("--part", "people", "--part", "income"),
        ("--part", "all"),
        ("--part", "all", "income"),
    ],
)
def test_several_parts_stand_in_the_order_of_the_model(
    semdsl: Command, parted: Path, words: tuple[str, ...]
) -> None:
    said = semdsl("run", str(parted), *words)
    assert said.status == 0
    headings = [line for line in said.out.splitlines() if line.startswith("── ")]
    assert headings == ["── Parte people: Afiliados", "── Parte income: Ingresos"] * 2
    assert "Resumen" not in said.out
    assert "positive" not in said.out
    assert "Partes" not in said.out


def test_the_model_may_come_after_the_parts(semdsl: Command, parted: Path) -> None:
    assert (
        semdsl("run", "--part", "income", str(parted)).out
        == semdsl("run", str(parted), "--part", "income").out
    )


def test_what_fails_elsewhere_is_told_under_a_heading(semdsl: Command, parted: Path) -> None:
    change("fund.sem", "cash > 0", "cash < 0")
    said = semdsl("run", str(parted), "--part", "people")
    assert said.status == 1
    before, _, after = said.out.partition("── en el resto del modelo\n")
    assert "FALLA" not in before
    assert after.startswith("FALLA  positive  no se cumple en 2 de 2 celdas")
    assert "Alcanza" not in after


def test_a_part_without_reports_says_so(semdsl: Command, parted: Path) -> None:
    change("sheets/people.sem", 'report "Personas"\n    columns year\n    show insured\n', "")
    assert "esta parte no declara cuadros" in semdsl("run", str(parted), "--part", "people").out
    assert "people  Afiliados  0 cuadros" in semdsl("run", str(parted)).out


def test_a_model_file_without_reports_of_its_own_prints_the_line_of_each_part(
    semdsl: Command, parted: Path
) -> None:
    change("fund.sem", 'report "Resumen"\n    columns year\n    show cash\n', "")
    change("fund.sem", "check positive : cash > 0\n", "")
    said = semdsl("run", str(parted))
    assert said.out.startswith("Partes (--part NOMBRE imprime una)\n")


def test_parts_under_scenarios_and_settings(semdsl: Command, parted: Path) -> None:
    out = semdsl("run", str(parted), "--scenario", "base", "high", "--part", "income").out
    assert out.count("── Escenario high: Cuota alta\n") == 2
    assert out.count("── Parte income: Ingresos\n") == 4
    assert "Cuotas  2,000  4,000" in out
    assert out.count("Cifra de 2026") == 1
    assert "Cuotas   500  1,000" in semdsl("run", str(parted), "--set", "fee=50", "--part", "income").out


def test_only_leaves_the_list_of_parts_out(semdsl: Command, parted: Path) -> None:
    said = semdsl("run", str(parted), "--only", "insured", "cash")
    assert said.status == 0
    assert "Partes" not in said.out
    assert "cash · Cuotas" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--part", "incme"), "did you mean `income`?"),
        (("--part", "income", "zzz"), "the model has no part `zzz`; it has `people`, `income`"),
        (("--part", "income", "--only", "cash"), "--only leaves reports and checks out"),
        (("--only", "people"), "`--part people` prints the part of that name"),
        (("--part",), "expected at least one argument"),
    ],
)
def test_wrong_parts_are_wrong_commands(
    semdsl: Command, parted: Path, words: tuple[str, ...], told: str
) -> None:
    said = semdsl("run", str(parted), *words)
    assert said.status == 2
    assert said.out == ""
    assert told in said.err


def test_a_model_in_one_file_has_no_parts_to_print(semdsl: Command, model: Path) -> None:
    said = semdsl("run", str(model), "--part", "all")
    assert said.status == 0
    assert said.out == semdsl("run", str(model)).out
    said = semdsl("run", str(model), "--part", "income")
    assert said.status == 2
    assert "it stands in one file" in said.err


@pytest.mark.parametrize("command", ["check", "run", "test"])
def test_a_part_alone_is_a_wrong_command(semdsl: Command, parted: Path, command: str) -> None:
    said = semdsl(command, "sheets/income.sem")
    assert said.status == 2
    assert "error[part-alone]" in (said.out if command == "check" else said.err)
    assert "income.sem" in said.out + said.err
    document = json.loads(semdsl(command, "sheets/income.sem", "--json").out)
    assert [found["code"] for found in document["diagnostics"]] == ["part-alone"]


def test_check_counts_parts(semdsl: Command, parted: Path) -> None:
    assert semdsl("check", str(parted)).out == (
        "fund.sem: sound (3 quantities, 4 checks and expectations, 1 test, 1 scenario, 4 reports, 2 parts)\n"
    )


def test_a_mistake_in_a_part_is_shown_there(semdsl: Command, parted: Path) -> None:
    change("sheets/income.sem", "fee * insured", "fee * insred")
    said = semdsl("check", str(parted))
    assert said.status == 1
    assert " --> sheets/income.sem:8:13\n" in said.out
    (found,) = json.loads(semdsl("check", str(parted), "--json").out)["diagnostics"]
    assert (found["file"], found["line"]) == ("sheets/income.sem", 8)


def test_tests_are_grouped_by_part(semdsl: Command, parted: Path) -> None:
    change(
        "fund.sem",
        "check positive",
        'test "En el modelo"\n    expect cash[2025] = 1_000 MXN\n\ncheck positive',
    )
    said = semdsl("test", str(parted), "--coverage")
    assert said.status == 0
    assert said.out == (
        "bien   En el modelo\n\n"
        "bien   positive  2 celdas\n\n"
        "── Parte people: Afiliados\n"
        "bien   Personas ≥ 0  2 celdas\n\n"
        "── Parte income: Ingresos\n"
        "bien   Una persona\n\n"
        "bien   Alcanza        2 celdas\n"
        "bien   Cifra de 2026  1 celda, sin desviación, tolerancia 1 MXN\n\n"
        "fórmulas evaluadas por pruebas: 3 de 4 (75%)\n"
        "ninguna prueba las evalúa:\n"
        "  insured  sheets/people.sem:5\n\n"
        "2 pruebas, 3 comprobaciones, 1 cifra esperada: todo se cumple\n"
    )
    change("sheets/income.sem", "= 100 MXN", "= 99 MXN")
    said = semdsl("test", str(parted))
    assert said.status == 1
    assert "── Parte income: Ingresos\nFALLA  Una persona  (sheets/income.sem:24)\n" in said.out


def test_json_has_everything_with_its_part(semdsl: Command, parted: Path) -> None:
    document = json.loads(semdsl("run", str(parted), "--json").out)
    assert document["parts"] == [
        {"name": "people", "title": "Afiliados", "file": "sheets/people.sem"},
        {"name": "income", "title": "Ingresos", "file": "sheets/income.sem"},
    ]
    (scenario,) = document["scenarios"]
    assert [(one["title"], one["part"]) for one in scenario["reports"]] == [
        *(("Personas", "people"), ("Cuotas", "income"), ("Cuota", "income"), ("Resumen", None)),
    ]
    assert [(one["name"], one["part"]) for one in scenario["verdicts"]] == [
        *(("enough", "income"), ("positive", None), ("insured >= 0", "people"), ("in_2026", "income")),
    ]
    assert json.loads(semdsl("run", str(parted), "--json", "--part", "people").out)["scenarios"] == [scenario]
    (values,) = json.loads(semdsl("run", str(parted), "--json", "--only", "cash").out)["scenarios"][0][
        "values"
    ]
    assert values["part"] == "income"
    (tested,) = json.loads(semdsl("test", str(parted), "--json").out)["models"]
    assert [part["name"] for part in tested["parts"]] == ["people", "income"]
    assert [(one["name"], one["part"]) for one in tested["tests"]] == [("Una persona", "income")]


def test_the_folder_has_everything_whatever_part_is_printed(semdsl: Command, parted: Path) -> None:
    assert semdsl("run", str(parted), "--out", "whole").status == 0
    assert semdsl("run", str(parted), "--out", "parted", "--part", "people").status == 0
    whole, other = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in Path(folder).rglob("*")
            if path.is_file()
        }
        for folder in ("whole", "parted")
    )
    assert whole == other
    assert {"reports/resumen.csv", "reports/personas.csv", "reports/cuota.html", "values/cash.csv"} <= set(
        whole
    )
    manifest = json.loads(whole["manifest.json"])
    assert [part["file"] for part in manifest["parts"]] == ["sheets/people.sem", "sheets/income.sem"]
    assert set(manifest["read"]) == {"fund.sem", "sheets/people.sem", "sheets/income.sem"}
    assert manifest["values"]["cash"]["part"] == "income"
    assert manifest["reports"]["reports/resumen"] == {"title": "Resumen", "part": None}
    assert manifest["reports"]["reports/cuota"] == {"title": "Cuota", "part": "income"}
    assert {one["part"] for one in json.loads(whole["checks.json"])["scenarios"][0]["verdicts"]} == {
        *(None, "people", "income")
    }


def test_the_reports_of_each_scenario_are_in_the_manifest(semdsl: Command, parted: Path) -> None:
    assert semdsl("run", str(parted), "--out", "out", "--scenario", "base", "high").status == 0
    reports = json.loads(Path("out/manifest.json").read_text())["reports"]
    assert reports["reports/high/cuota"]["part"] == "income"
    assert all(Path("out", f"{name}.csv").exists() for name in reports)
    assert semdsl("run", str(parted), "--out", "out", "--only", "cash").status == 0
    assert json.loads(Path("out/manifest.json").read_text())["reports"] == {}


def test_parts_are_formatted_like_models(semdsl: Command, parted: Path) -> None:
    for name in ("fund.sem", "sheets/people.sem", "sheets/income.sem"):
        semdsl("fmt", name)
    before = Path("sheets/income.sem").read_text("utf-8")
    Path("sheets/income.sem").write_text(before.replace("cash[year]", "cash[ year ]"), "utf-8")
    Path("fund.sem").write_text(
        parted.read_text("utf-8").replace('people.sem"\n', 'people.sem"   # first\n'), "utf-8"
    )
    said = semdsl("fmt", "--check", "fund.sem", "sheets/people.sem", "sheets/income.sem")
    assert said.status == 1
    assert "`sheets/income.sem` is not in the one layout" in said.err
    assert "people.sem" not in said.err
    assert semdsl("fmt", "fund.sem", "sheets/income.sem").status == 0
    assert Path("sheets/income.sem").read_text("utf-8") == before
    assert 'include "sheets/people.sem"  # first\ninclude "sheets/income.sem"\n' in parted.read_text("utf-8")
    assert semdsl("fmt", "--check", "fund.sem", "sheets/people.sem", "sheets/income.sem").status == 0


def test_parts_whose_files_are_called_alike_are_told_apart(semdsl: Command, tmp_path: Path) -> None:
    for folder in ("men", "women"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sheet.sem").write_text(
            f'part {folder} "{folder}"\n\nvariable of_{folder} : ratio = 1\n'
            f"check none_{folder} : of_{folder} = 0\nidentity no_{folder} : of_{folder} = 2\n"
            f'test "{folder}"\n    expect of_{folder} = 3\n',
            encoding="utf-8",
        )
    model = tmp_path / "model.sem"
    model.write_text(
        'model both "Both"\n\ninclude "men/sheet.sem"\ninclude "women/sheet.sem"\n', encoding="utf-8"
    )
    (record,) = json.loads(semdsl("test", str(model), "--json", "--coverage").out)["models"]
    places = [one["place"] for one in (*record["tests"], *record["verdicts"], *record["coverage"]["others"])]
    assert sorted(places) == sorted(
        f"{folder}/sheet.sem:{line}" for folder in ("men", "women") for line in (4, 5, 6)
    )
