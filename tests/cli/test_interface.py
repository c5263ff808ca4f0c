"""The Python interface."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
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
        "ModelWarning",
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


SAID = "model plan\nassumption growth : ratio = 4%\nvariable x : ratio = 1 + growth\nvariable y : ratio = 2\n"


def written(folder: Path, text: str) -> semdsl.Model:
    (folder / "plan.sem").write_text(text, encoding="utf-8")
    return semdsl.load(folder / "plan.sem")


def test_a_warning_about_a_setting_is_issued_and_kept(tmp_path: Path) -> None:
    """`growth = 4` is 400 %, of which the command line warns, too."""
    model = written(tmp_path, SAID)
    asked: dict[str, Callable[[], semdsl.Results | semdsl.Sensitivity | semdsl.Solved]] = {
        "run": lambda: model.run(set={"growth": 4}),
        "sensitivity": lambda: model.sensitivity(of="x", by="growth", bump="10%", set={"growth": 4}),
        "solve": lambda: model.solve("growth", "x = 2", between=(0, 2), set={"growth": 4}),
    }
    for ask in asked.values():
        with pytest.warns(semdsl.ModelWarning, match=r"\[rate-above-one\]") as issued:
            answer = ask()
        assert [found.code for found in answer.diagnostics] == ["rate-above-one"]
        assert [own.filename for own in issued] == [__file__]
    assert model.run(set={"growth": "4%"}).diagnostics == ()


def test_passed_is_of_tests_too_and_of_nothing_that_was_left_out(tmp_path: Path) -> None:
    wrong = written(tmp_path, SAID + 'test "t"\n    given growth = 5%\n    expect y = 3\n')
    assert wrong.run().passed is True
    assert wrong.test().passed is False
    failing = written(tmp_path, SAID + "check c : y = 3\n")
    assert failing.run().passed is False
    assert failing.run(only="x").passed is None
    assert written(tmp_path, SAID).run().passed is True


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda model: model.run(scenario=None), "`scenario` must be a text, not `None`"),
        (lambda model: model.run(only=None), "`only` must be texts"),
        (lambda model: model.run(only=[3]), "`only` must be a text, not `3`"),
        (lambda model: model.run(set="growth=4%"), "`set` must be a mapping of names to values"),
        (lambda model: model.run(set={3: 4}), "`set` must be a text, not `3`"),
        (lambda model: model.sensitivity(of=None), "`of` must be texts"),
        (lambda model: model.sensitivity(by={"x": 1}), "`by` must be texts"),
        (lambda model: model.sensitivity(bump=0.1), "`bump` must be a text"),
        (lambda model: model.solve(None, "x = 2"), "`vary` must be a text"),
        (lambda model: model.solve("growth", "x = 2", between=3), "`between` must be two values"),
    ],
)
def test_a_wrong_argument_says_what_is_expected(
    path: Path, ask: Callable[[semdsl.Model], object], message: str
) -> None:
    with pytest.raises(semdsl.UsageError, match=message):
        ask(semdsl.load(path))
