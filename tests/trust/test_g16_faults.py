"""G16: what goes wrong reaches a finding; a fault of the program itself says so and asks to be reported."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from semdsl import pipeline
from semdsl.cli import check as check_command
from semdsl.cli.main import main
from tests.meta.test_repository import MODULES, named
from tests.trust.gate import Gate

GATE = Gate(
    "G16",
    "No fault goes by as a traceback",
    "{raises} places that raise, in {modules} modules: none raises a bare exception or asserts; "
    "{faults} faults put in end with status 70",
    {"raises": 20, "faults": 6},
)
BARE = {"Exception", "BaseException", "AssertionError", "RuntimeError", "KeyError", "IndexError", "NameError"}


def raised(tree: ast.AST) -> Iterator[str]:
    """The names of what a module raises; ``assert`` for an assertion."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
                yield name
            case ast.Assert():
                yield "assert"


@pytest.mark.parametrize("text", ["raise Exception('x')", "raise KeyError", "assert x"])
def test_the_lint_sees_what_it_is_to_see(text: str) -> None:
    assert not {*raised(ast.parse(text))}.isdisjoint(BARE | {"assert"})


def test_nothing_raises_a_bare_exception(count: Callable[..., None]) -> None:
    found = {named(path): list(raised(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}
    assert {name: own for name, own in found.items() if {*own} & (BARE | {"assert"})} == {}
    count(raises=sum(map(len, found.values())), modules=len(found))


@pytest.mark.parametrize(
    "fault",
    [
        KeyError("x"),
        IndexError(3),
        AttributeError("x"),
        RecursionError("deep"),
        ZeroDivisionError(),
        ValueError("\ud800"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_fault_of_the_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], count: Callable[..., None],
    fault: Exception,
) -> None:  # fmt: skip
    """No traceback, the status that says whose fault it is, and what to report."""

    def fail(_path: Path) -> None:
        raise fault

    (tmp_path / "model.sem").write_text("model m\n", encoding="utf-8")
    monkeypatch.setattr(check_command, "check_file", fail)
    assert main(["check", str(tmp_path / "model.sem")]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("semdsl: this is a fault of semdsl, not of your model: ")
    assert "Traceback" not in said.err
    assert pipeline.check_file is not fail
    count(faults=1)
