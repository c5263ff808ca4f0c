"""Identities on the command line and from Python: findings of a check, verdicts of a run and a test, JSON, files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import semdsl
from semdsl.cli.main import main
from semdsl.errors import UsageError
from semdsl.runtime.verdicts import NOT_DECIDED, PROVED, REFUTED

MODEL = """\
model m "Modelo" en "Model"
    language es
time year = 2025..2027
axis sex = male "Hombres", female "Mujeres"

parameter insured[year, sex] "Asegurados" : thousand person = 4
    source "s"
parameter pensioners[year, sex] "Pensionados" : person = 3
    source "s"
parameter rate[year] "Tasa" : ratio = 3%
    source "s"
parameter men "Hombres" : ratio = 1 - women
parameter women "Mujeres" : ratio = 40%
    source "s"
population entitled[year, sex] "Derechohabientes" : person = insured + pensioners

identity segments "Dos definiciones" : entitled - pensioners = insured
identity everyone "Hombres y mujeres" : men + women = 1
identity itself "Entre sí misma" : rate / rate = 1
scenario fewer "Menos"
    set insured = 2 thousand person
scenario apart "Aparte"
    set men = 70%
"""
WRONG = 'identity wrong "Mal" : sum(entitled over sex) = sum(insured over sex) - sum(pensioners over sex)\n'
OPEN = 'identity open "Abierta" : max(rate, 1) + min(rate, 1) = rate + 1\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "m.sem"
    path.write_text(MODEL, "utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_a_check_counts_those_that_are_proved(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "check", file)
    assert status == 0
    assert "3 identities proved" in out


def test_a_refuted_identity_is_an_error_of_a_check_and_a_verdict_of_a_run(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(MODEL + WRONG, "utf-8")
    status, out, _ = said(capsys, "check", file)
    assert status == 1
    assert "error[identity-refuted]: `wrong` is not an identity" in out
    assert "identities proved" not in out
    for command in ("run", "test"):
        status, out, _ = said(capsys, command, file)
        assert status == 1
        flat = " ".join(out.split())
        assert "FALLA Mal no es una identidad en 2025, m.sem:" in flat
        assert "bien Dos definiciones demostrada para todos los valores en 6 celdas" in flat
        assert "donde `rate` no es 0" in flat
        assert out.rstrip().endswith("4 identidades: FALLA 1")


def test_one_that_is_not_decided_fails_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(MODEL + OPEN, "utf-8")
    status, out, _ = said(capsys, "check", file)
    assert status == 0
    assert (
        "warning[identity-not-decided]: `open` is neither proved nor refuted: algebra does not see into"
        in out
    )
    status, out, _ = said(capsys, "run", file)
    assert status == 0
    assert "duda   Abierta" in out
    assert "sin decidir: el álgebra no ve dentro de `min(rate, 1)`, m.sem:" in out
    assert out.rstrip().endswith("4 identidades: todo se cumple, 1 sin decidir")


def test_a_counter_example_can_be_pasted_as_a_test(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The test fails, in the cell that is told, with the values that are told."""
    file.write_text(MODEL + WRONG, "utf-8")
    _, out, _ = said(capsys, "run", file, "--json")
    verdicts = json.loads(out)["scenarios"][0]["verdicts"]
    (record,) = [own for own in verdicts if own["name"] == "wrong"]
    counter = record["proof"]["counter_example"]
    assert counter["cell"] == {"year": "2025"}
    assert counter["left"] != counter["right"]
    file.write_text(f"{MODEL}{counter['test']}\n", "utf-8")
    status, out, _ = said(capsys, "test", file, "--json")
    assert status == 1
    (tested,) = json.loads(out)["models"][0]["tests"]
    (cell,) = tested["verdicts"][0]["cells"]
    assert cell["cell"] == {"year": "2025"}
    unit = 1000  # the test shows thousands of persons, as the identity does
    assert {cell["found"] * unit, cell["expected"] * unit} == {
        counter["left"] * unit,
        counter["right"] * unit,
    }


def test_json_says_what_is_known(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(MODEL + WRONG + OPEN, "utf-8")
    _, out, _ = said(capsys, "check", file, "--json")
    document = json.loads(out)
    answers = {own["name"]: own["proof"]["answer"] for own in document["identities"]}
    assert answers == {
        "segments": PROVED, "everyone": PROVED, "itself": PROVED, "wrong": REFUTED, "open": NOT_DECIDED,
    }  # fmt: skip
    records = {own["name"]: own for own in document["identities"]}
    assert records["itself"]["proof"]["where_not_zero"] == ["rate"]
    assert (records["open"]["proof"]["reason"], records["open"]["proof"]["about"]) == (
        "closed",
        "min(rate, 1)",
    )
    assert records["segments"]["kind"] == "identity"
    assert records["segments"]["compared"] == 6
    assert {found["code"] for found in document["diagnostics"]} == {
        "identity-refuted",
        "identity-not-decided",
    }


def test_results_on_disk_have_identities(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert said(capsys, "run", file, "--out", out)[0] == 0
    checks = json.loads((out / "checks.json").read_text("utf-8"))
    kinds = [own["kind"] for own in checks["scenarios"][0]["verdicts"]]
    assert kinds.count("identity") == 3
    assert json.loads((out / "manifest.json").read_text("utf-8"))["passed"] is True


def test_only_leaves_them_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(MODEL + WRONG, "utf-8")
    status, out, _ = said(capsys, "run", file, "--only", "entitled")
    assert status == 0
    assert "identi" not in out


def test_other_values_change_no_proof_and_another_formula_is_proved_again(file: Path) -> None:
    """`men` has a formula: a scenario that states it breaks what rests on it, and nothing else."""
    model = semdsl.load(file)

    def passed(**options: object) -> dict[str, bool]:
        verdicts = model.run(**options).verdicts  # type: ignore[arg-type]
        return {own.name: own.passed for own in verdicts if own.kind == "identity"}

    whole = {"segments": True, "everyone": True, "itself": True}
    assert passed() == whole
    assert passed(scenario="fewer") == whole
    assert passed(scenario="apart") == {**whole, "everyone": False}
    assert passed(set={"insured": "5 person"}) == whole
    assert passed(set={"entitled": "5 person"}) == {**whole, "segments": False}
    with pytest.raises(UsageError):
        model.run(set={"segments": "1"})


def test_python_sees_the_verdicts(file: Path) -> None:
    file.write_text(MODEL + WRONG, "utf-8")
    assert [found.code for found in semdsl.check(file)] == ["identity-refuted"]
    model = semdsl.load(file)
    assert [found.code for found in model.check()] == ["identity-refuted"]
    results = model.run()
    assert not results.passed
    proofs = {own.name: own.proof.answer for own in results.verdicts if own.proof is not None}
    assert proofs["wrong"] == REFUTED
    assert proofs["segments"] == PROVED


@pytest.mark.parametrize(
    ("words", "imported"), [(["check", "m.sem"], False), (["find", "m.sem", "saved"], True)]
)
def test_sympy_is_imported_for_closed_forms_only(words: list[str], imported: bool, tmp_path: Path) -> None:
    """The model has identities, which are proved without it, and a recursion."""
    recursion = (
        "variable saved[year] : ratio\n    = 1 for first of year\n    = saved[year-1] * 1.03 + 1 otherwise\n"
    )
    (tmp_path / "m.sem").write_text(MODEL + recursion, "utf-8")
    code = (
        f"import sys; from semdsl.cli.main import main; assert main({words}) == 0; "
        "print('sympy' in sys.modules, 'numpy' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == f"{imported} False"


def test_no_text_reaches_sympy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the model that mean something to SymPy mean nothing here."""
    import sympy

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("text was read as a formula")

    for name in ("sympify", "parse_expr", "S"):
        monkeypatch.setattr(sympy, name, refuse)
    names = ("E", "I", "N", "S", "Q", "O", "beta", "gamma", "pi", "zeta")
    parts = "".join(f'parameter {name} : ratio = 1\n    source "s"\n' for name in names)
    total = " + ".join(names)
    file.write_text(f"model m\n{parts}identity all : {total} = {' + '.join(reversed(names))}\n", "utf-8")
    assert semdsl.check(file) == ()
