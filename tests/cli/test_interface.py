"""The Python interface."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

import semdsl
from semdsl.cli.new import STARTER


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "valuation")
    return tmp_path / "valuation" / "model.sem"


def test_the_public_names() -> None:
    assert semdsl.__all__ == [
        "Diagnostic",
        "InternalError",
        "Model",
        "ModelError",
        "Result",
        "Results",
        "SemdslError",
        "Sensitivity",
        "Solved",
        "UsageError",
        "__version__",
        "check",
        "load",
    ]
    assert dir(semdsl) == semdsl.__all__
    assert all(getattr(semdsl, name) is not None for name in semdsl.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        semdsl.lod  # noqa: B018


def test_a_model_runs(path: Path) -> None:
    model = semdsl.load(path)
    assert model.scenarios == ("base", "low_growth")
    assert (model.name, model.title) == ("salud", "Seguro de salud de un instituto pequeño")
    results = model.run()
    assert results.passed
    assert float(results["income"].at(year=2025)) == pytest.approx(6.48)
    assert results["income"].unit == "million MXN(2025)"
    assert results["insured"].at(year=2026, sex="Hombres").to_pandas()["value"].tolist() == pytest.approx(
        [624.24]
    )


def test_scenarios_and_settings(path: Path) -> None:
    model = semdsl.load(str(path))
    low = model.run(scenario="low_growth", only=["wage"])
    assert list(low) == ["wage"]
    assert float(low["wage"].at(year=2026)) == pytest.approx(90_000 * 1.005)
    assert low.verdicts == ()
    for value in (0.03, "3%"):
        changed = model.run(set={"contribution_rate": value}, only="income")
        assert float(changed["income"].at(year=2025)) == pytest.approx(3.24)


@pytest.mark.parametrize(
    "options",
    [{"scenario": "lo"}, {"only": ["pay"]}, {"set": {"income": 4}}, {"set": {"interest": "4 person"}}],
)
def test_misuse_is_a_usage_error(path: Path, options: dict[str, object]) -> None:
    with pytest.raises(semdsl.UsageError):
        semdsl.load(path).run(**options)  # type: ignore[arg-type]


def test_a_model_with_errors_is_a_model_error_with_its_findings(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("= income - sum", "= incme - sum"), "utf-8")
    with pytest.raises(semdsl.ModelError, match="incme") as error:
        semdsl.load(path)
    assert [found.code for found in error.value.diagnostics] == ["unknown-name"]
    line = next(at for at, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "incme" in text)
    assert str(error.value).startswith(f"{path}:{line}:")
    assert str(error.value.diagnostics[0]).startswith("error[unknown-name]: `incme` is not declared\n")
    again = pickle.loads(pickle.dumps(error.value))
    assert (str(again), again.diagnostics[0].code) == (str(error.value), "unknown-name")
    assert [found.message for found in semdsl.check(path)] == [
        found.message for found in error.value.diagnostics
    ]


def test_the_tests_of_a_model(path: Path) -> None:
    results = semdsl.load(path).test()
    assert [test.passed for test in results.tests] == [True]


def test_a_notebook_shows_a_model_with_every_text_escaped(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('"Cuotas"', '"<b>Cuotas</b>"'), "utf-8")
    page = semdsl.load(path)._repr_html_()
    assert "<td>income[year]</td><td>&lt;b&gt;Cuotas&lt;/b&gt;</td><td>million MXN(2025)</td>" in page


def test_what_deviates_as_stated_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "plan.sem"
    path.write_text(
        "model plan\nvariable x : ratio = 3\n"
        'expect a : x = 5 within 1 deviates up to 2\n    note "The print counts twice."\nexpect x = 3\n',
        encoding="utf-8",
    )
    results = semdsl.load(path).run()
    assert results.passed
    deviating, held = sorted(results.verdicts, key=lambda verdict: verdict.outcome)
    assert (deviating.outcome, held.outcome) == ("deviates", "holds")
    assert (deviating.reproduced, deviating.compared, deviating.note) == (0, 1, "The print counts twice.")
    assert [(cell.left, cell.right, cell.stated) for cell in deviating.deviating] == [(3.0, 5.0, 2.0)]
    assert "; 2 checks pass, 1 as far off as stated" in repr(results)
    assert "2 checks pass, 1 as far off as stated" in results._repr_html_()
