"""G43: pages and generated programs are the same bytes each time: no dates, no process numbers, no order of sets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from semdsl.book.build import FORMS
from tests.trust.gate import Gate
from tests.trust.processes import content, done, environment, is_installed, prepare
from tests.trust.zoo import MODELS

GATE = Gate(
    "G43",
    "Pages, answers and generated programs are the same bytes each time",
    "{answers} answers of commands, {books} books and {programs} generated programs, twice each: 0 differences",
    {"answers": 8, "books": 5, "programs": 4},
    ("codegen/test_determinism.py",),
)

ANSWERS = (
    *("replication {}", "find {} --markdown", "find {} prima", "run {}", "run {} --json", "check {} --json"),
    *("test {} --coverage", "run {} --scenario base"),
)
PROGRAM = """
import ast, sys
from pathlib import Path
from semdsl.codegen.emit import emit
from semdsl.codegen.lower import lower
from semdsl.codegen.options import Options
from semdsl.graph.schedule import schedule
from semdsl.pipeline import check_file
model = check_file(Path(sys.argv[1])).value.model
order = schedule(model, tuple(model.quantities)).value
print(ast.unparse(emit(lower(model, order, Options()), Options()).tree))
"""
TWICE = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "TZ": "ABC-13:37", "LC_ALL": "tr_TR", "PYTHONIOENCODING": "latin-1"},
)


@pytest.mark.parametrize("words", ANSWERS)
def test_an_answer_is_the_same_each_time(words: str, tmp_path: Path, count, note) -> None:
    note(f"tr_TR is {'' if is_installed('tr_TR') else 'not '}installed")
    prepare(tmp_path)
    first, second = (done(words.format("one.sem").split(), tmp_path, **more) for more in TWICE)
    assert first.stdout
    assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)
    count(answers=1)


@pytest.mark.parametrize("form", FORMS)
def test_a_book_is_the_same_each_time(form: str, tmp_path: Path, count) -> None:
    prepare(tmp_path)
    words = f"docs one.sem --lang {'both' if form == 'html' else 'es'} --format {form} --out"
    for at, more in enumerate(TWICE):
        assert done([*words.split(), f"book{at}"], tmp_path, **more).returncode == 0
    assert content(tmp_path / "book0") == content(tmp_path / "book1") != ""
    count(books=1)


@pytest.mark.parametrize("name", ["pension", "term_life", "population_methods", "premium_based_systems_1992"])
def test_a_generated_program_is_the_same_each_time(name: str, count) -> None:
    programs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(MODELS / f"{name}.sem")],
            env=environment(**more),
            capture_output=True,
            check=True,
            timeout=300,
        ).stdout
        for more in TWICE
    }
    assert len(programs) == 1
    assert len(programs.pop()) > 1_000
    count(programs=1)
