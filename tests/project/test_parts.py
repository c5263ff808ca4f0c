"""A file with its parts is one file: the same names, values, checks and reports, each with its own place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import semdsl
from semdsl.coverage import coverage
from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import Checked
from semdsl.publish.fingerprints import document_hash, meaning_hash
from semdsl.requests import ALL_PARTS, Options, request
from semdsl.running import run_checked, run_tests
from tests.support.parts import HEADER, MAIN, ONE_FILE, SHEETS, TABLES, one, sound, write


@pytest.fixture(scope="module")
def split() -> Checked:
    return sound(MAIN, SHEETS)


@pytest.fixture(scope="module")
def alone() -> Checked:
    return sound(ONE_FILE, TABLES)


# ── One namespace ─────────────────────────────────────────────────────────────────────────────────


def test_the_declarations_of_a_part_stand_in_the_place_of_its_include(split: Checked, alone: Checked) -> None:
    assert split.project.main.declarations == alone.project.main.declarations
    assert list(split.model.axes) == list(alone.model.axes)
    assert list(split.model.quantities) == list(alone.model.quantities)
    assert [report.name for report in split.model.reports] == ["Personas", "Cuotas", "Total"]


def test_the_order_of_reports_is_that_of_the_includes() -> None:
    other = MAIN.replace('include "sheets/people.sem"\n', "") + 'include "sheets/people.sem"\n'
    assert [report.name for report in sound(other, SHEETS).model.reports] == ["Cuotas", "Total", "Personas"]


def test_splitting_changes_the_document_and_not_the_meaning() -> None:
    one = HEADER + 'parameter a : ratio = 1\n    note "N"\nvariable b : ratio = a\n'
    main = HEADER + 'include "p.sem"\nvariable b : ratio = a\n'
    part = 'part p "P"\nparameter a : ratio = 1\n    note "N"\n'
    whole, parted = sound(one, {}), sound(main, {"p.sem": part})
    assert meaning_hash(whole) == meaning_hash(parted)
    assert document_hash(whole) != document_hash(parted)
    changed = sound(main, {"p.sem": part.replace("= 1", "= 2")})
    assert meaning_hash(changed) != meaning_hash(parted)
    retitled = sound(main, {"p.sem": part.replace('"P"', '"Q"')})
    assert meaning_hash(retitled) == meaning_hash(parted)
    assert document_hash(retitled) != document_hash(parted)


@pytest.mark.parametrize(
    ("options", "cash"),
    [
        (Options(), [3_000, 3_200, 3_400]),
        (Options(scenarios=("high",)), [3_000, 6_400, 6_800]),
        (Options(settings=("fee=50",)), [1_500, 1_600, 1_700]),
        (Options(settings=("people=1 person",)), [100, 100, 100]),
        (Options(only=("cash",)), [3_000, 3_200, 3_400]),
    ],
)
def test_names_of_a_part_are_run_set_and_shown_like_the_models_own(
    split: Checked, options: Options, cash: list[float]
) -> None:
    ran = run_checked(split, replace(options, everything=True)).value
    assert ran is not None
    (scenario,) = ran.scenarios
    assert scenario.results["cash"].values.tolist() == cash


def test_both_evaluators_read_a_part(split: Checked) -> None:
    assert Interpreter(split.model, split.tables).all("cash") == [3_000, 3_200, 3_400]
    assert Interpreter(split.model, split.tables).all("total") == [9_600]


def test_tests_of_a_part_are_run_and_its_formulas_covered(split: Checked) -> None:
    (test,) = run_tests(split)
    line = SHEETS["sheets/income.sem"].splitlines().index('test "Con diez personas"') + 1
    assert (test.passed, test.part, test.place) == (True, "income", f"sheets/income.sem:{line}")
    covered = coverage(split)
    assert covered.evaluated == 2
    assert ("people", "sheets/people.sem:11") in covered.others


def test_paths_start_from_the_folder_of_the_part_that_writes_them() -> None:
    """The same words name two files in two folders: a table, labels of an axis, a module, figures of an expectation."""
    table = 'table {0}[{0}_axis] : ratio\n    from "data/x.csv" with ({0}_axis = k)\n    source "S"\n'
    axis = 'axis {0}_axis from "data/x.csv" column k\n'
    use = 'use "law.sem" as {0}_law\n'
    total = "variable {0}_total : ratio = sum({0} over {0}_axis) + {0}_law.added\n"
    expect = 'expect {0}[{0}_axis] matches "data/x.csv" with ({0}_axis = k) within 0.1%\n'
    report = 'report "{0}"\n    show {0}_total\n'
    body = axis + table + use + total + expect + report
    law = 'module law "Ley"\nvariable added : ratio = {}\n'
    checked = sound(
        HEADER + body.format("a") + 'include "sheets/b.sem"\n',
        {
            "sheets/b.sem": 'part b "B"\n' + body.format("b"),
            "data/x.csv": "k,value\none,1\ntwo,2\n",
            "sheets/data/x.csv": "k,value\nthree,30\n",
            "law.sem": law.format(100),
            "sheets/law.sem": law.format(1_000),
        },
    )
    assert Interpreter(checked.model, checked.tables).all("a_total") == [103]
    assert Interpreter(checked.model, checked.tables).all("b_total") == [1_030]
    ran = run_checked(checked, Options(everything=True)).value
    assert ran is not None
    assert float(ran.scenarios[0].results["a_total"]) == 103
    assert float(ran.scenarios[0].results["b_total"]) == 1_030
    assert ran.passed
    assert sorted(checked.project.digests) == [
        *("data/x.csv", "law.sem", "main.sem"),
        *("sheets/b.sem", "sheets/data/x.csv", "sheets/law.sem"),
    ]


def test_a_scenario_of_a_part_reads_its_table_from_the_folder_of_the_part() -> None:
    files_ = {
        "sheets/p.sem": 'part p "P"\nscenario other "Otro"\n    set x from "data/x.csv"\n',
        "data/x.csv": "year,value\n2025,1\n",
        "sheets/data/x.csv": "year,value\n2025,5\n",
    }
    main = (
        HEADER + 'include "sheets/p.sem"\ntime year = 2025..2025\n'
        'table x[year] : ratio\n    from "data/x.csv"\n    source "S"\nvariable y[year] : ratio = x\n'
    )
    ran = run_checked(sound(main, files_), Options(scenarios=("base", "other"), everything=True)).value
    assert ran is not None
    assert [one.results["y"].values.tolist() for one in ran.scenarios] == [[1], [5]]


def test_a_module_may_stand_in_parts_and_be_a_template() -> None:
    main = (
        HEADER + 'include "sheet.sem"\nvariable thrice : ratio = a.result * b.result\n'
        'use "law/law.sem" with (x = 3) as b\n'
    )
    others = {
        "sheet.sem": 'part sheet "Hoja"\nuse "law/law.sem" with (x = 2) as a\n',
        "law/law.sem": 'module law "Ley"\ninput x : ratio\ninclude "rest.sem"\n',
        "law/rest.sem": 'part rest "Resto"\nvariable result : ratio = x * 10\ncheck above : result > 0\n',
    }
    checked = sound(main, others)
    assert Interpreter(checked.model, checked.tables).all("thrice") == [600]
    assert [part.name for part in checked.model.parts] == ["sheet"]
    parts = {name: quantity.part for name, quantity in checked.model.quantities.items()}
    assert (parts["a.result"], parts["b.result"], parts["thrice"]) == ("sheet", "", "")
    assert [(check.name, check.part) for check in checked.model.checks] == [
        ("a.above", "sheet"),
        ("b.above", ""),
    ]


def test_what_only_one_instance_of_a_template_in_parts_has_is_told_at_its_use() -> None:
    main = (
        HEADER + "axis age = 0 to 3\nvariable v[age] : ratio = 1\nvariable z[age] : ratio = law.y\n"
        'use "law.sem" with (x = v, age = age) as law\n'
    )
    law = 'module law "Ley"\ninput axis age\ninput x[age] : ratio\ninclude "rest.sem"\n'
    rest = 'part rest "Resto"\nvariable y[age] : ratio\n    = x[5]  for age <= 2\n    = 1     otherwise\n'
    finding = one(main, {"law.sem": law, "rest.sem": rest})
    assert finding.code == "unknown-label"
    assert [label.span.source.name for label in finding.labels] == ["main.sem", "rest.sem", "law.sem"]
    assert finding.labels[0].text == "in this instance of `law.sem`"


# ── Which part ────────────────────────────────────────────────────────────────────────────────────


def test_the_model_knows_its_parts_and_where_everything_stands(split: Checked) -> None:
    model = split.model
    assert [(part.name, part.file) for part in model.parts] == [
        ("people", "sheets/people.sem"),
        ("income", "sheets/income.sem"),
    ]
    assert [title.text for title in model.parts[1].titles] == ["Ingresos", "Income"]
    assert model.parts[0].attributes[0].texts == ("Estudio",)
    named = {name: quantity.part for name, quantity in model.quantities.items() if " " not in name}
    assert named == {"insured": "people", "people": "people", "fee": "income", "cash": "income", "total": ""}
    assert {check.name: check.part for check in model.checks} == {
        "enough": "people",
        "people >= 0": "people",
        "in_2025": "income",
        "positive": "",
    }
    assert [one.part for one in model.expectations] == ["income"]
    assert [one.part for one in model.tests] == ["income"]
    assert [one.part for one in model.reports] == ["people", "income", ""]
    assert model.header is not None
    assert model.header.kind == "model"


def test_verdicts_have_the_part_and_the_place_in_it(split: Checked) -> None:
    ran = run_checked(split, Options()).value
    assert ran is not None
    verdicts = {verdict.name: (verdict.part, verdict.place) for verdict in ran.scenarios[0].results.verdicts}
    line = SHEETS["sheets/people.sem"].splitlines().index("check enough : people >= 30 person") + 1
    assert verdicts["enough"] == ("people", f"sheets/people.sem:{line}")
    assert verdicts["positive"] == ("", "main.sem:10")


def test_the_python_interface(tmp_path: Path) -> None:
    write(tmp_path, MAIN, SHEETS)
    model = semdsl.load(tmp_path / "main.sem")
    assert model.parts == ("people", "income")
    assert model.run()["cash"].values.tolist() == [3_000, 3_200, 3_400]
    with pytest.raises(semdsl.ModelError, match="is a part of a model"):
        semdsl.load(tmp_path / "sheets/income.sem")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((), []),
        (("income",), ["income"]),
        (("income", "people", "income"), ["people", "income"]),
        ((ALL_PARTS,), ["people", "income"]),
    ],
)
def test_parts_that_are_asked_for(split: Checked, asked: tuple[str, ...], shown: list[str]) -> None:
    outcome = request(split, Options(parts=asked))
    assert outcome.value is not None
    assert [part.name for part in outcome.value.parts] == shown


def test_parts_that_are_not_there(split: Checked, alone: Checked) -> None:
    (unknown,) = request(split, Options(parts=("incme",))).diagnostics
    assert unknown.code == "unknown-part"
    assert unknown.help == "did you mean `income`?"
    (none,) = request(alone, Options(parts=("income",))).diagnostics
    assert none.code == "unknown-part"
    assert "it stands in one file" in none.message
    assert "include" in none.help
