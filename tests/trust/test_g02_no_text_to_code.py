"""G02: no text of a model reaches anything that evaluates text: tests run while such things refuse, and are watched."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.gate import Gate

ROOT = Path(__file__).parents[2]
GATE = Gate(
    "G02",
    "No text of a model reaches an evaluator",
    "{tests} tests run with SymPy's readers of text closed and every compilation watched, "
    "over {models} texts of models: 0 hits",
    {"tests": 2_000, "models": 5_000},
)
SAMPLE = ("tests/symbolic/test_proofs.py", "tests/golden")
ALL = (
    "symbolic", "golden", "models", "semantics", "syntax", "interpret", "codegen", "graph", "runtime", "project",
    "output", "render", "lookup", "stdlib", "units", "cli", "meta", "properties",
)  # fmt: skip


def refused(*words: str) -> tuple[int, int]:
    """The number of tests that passed and of texts of models, in a run in which nothing was caught."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "tests.trust.refusing", "-p", "no:cacheprovider", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    models = re.search(r"refusing: (\d+) texts of models, 0 made into code", done.stdout)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert models
    assert passed
    return int(passed[1]), int(models[1])


def test_a_sample_of_the_tests_gives_no_text_to_an_evaluator(count: Callable[..., None]) -> None:
    passed, models = refused(*SAMPLE)
    assert models > 200
    assert passed > 200
    count(tests=0, models=0)


@pytest.mark.long
@pytest.mark.parametrize("folder", ALL)
def test_no_test_gives_a_text_to_an_evaluator(count: Callable[..., None], folder: str) -> None:
    passed, models = refused(f"tests/{folder}")
    count(tests=passed, models=models)


@pytest.mark.parametrize(
    "statements",
    [
        ("import sympy", "sympy.sympify('x + 1')"),
        ("import sympy", "sympy.S('x')"),
        (
            "from semdsl.source import Source",
            "text = 'variable_of_a_model = 1 + 2'",
            "Source('m', text)",
            "exec(compile(text, 'x', 'exec'))",
        ),
    ],
    ids=["sympify", "S", "compile"],
)
def test_the_watch_sees_what_it_is_to_see(tmp_path: Path, statements: tuple[str, ...]) -> None:
    body = "".join(f"    {statement}\n" for statement in statements)
    (tmp_path / "test_bad.py").write_text(f"def test_bad():\n{body}", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"refusing: \d+ texts of models, 1 made into code"):
        refused(str(tmp_path / "test_bad.py"), "--rootdir", str(tmp_path))
