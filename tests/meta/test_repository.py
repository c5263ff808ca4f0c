"""The repository keeps its own rules: what its files may say, how long they may be, and what the program may call."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import semdsl

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "semdsl"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = {".py", ".md", ".sem", ".toml", ".csv", ".html", ".j2", ".lark", ".txt", ".yml", ""}

LONGEST_MODULE = 450
LONGEST_FUNCTION = 45

BANNED = {
    *("eval", "exec", "compile", "__import__", "sympify", "parse_expr", "lambdify"),
    *("system", "popen", "setrecursionlimit", "from_string", "Markup"),
}
BANNED_MODULES = {
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"),
    *("yaml", "subprocess", "socket", "sympy", "urllib", "http"),
}
REVIEWED = {
    *(("codegen/load.py", name) for name in ("exec", "compile")),
    ("book/paper/typeset.py", "compile"),  # of Typst, which makes pages; text of a model is in strings alone
}
# Numbered unknowns go in, no text.
ALGEBRA = {"symbolic/polynomials.py": {"sympy"}, "symbolic/induction.py": {"sympy"}}
COMPILED_PATTERNS = "re"  # `re.compile` makes a pattern, not code


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tracked() -> list[Path]:
    """The text files that belong to the repository; in a copy without its history, those that git would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name] or [
        path
        for folder in ("semdsl", "stdlib", "models", "docs", "tests")
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts
    ]
    return [path for path in paths if path.is_file() and path.suffix in TEXTS]


def calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What is called, and on what: ``("compile", "re")`` for ``re.compile(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, ""
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.func.value.id if isinstance(node.func.value, ast.Name) else "?"


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_runs_text(path: Path) -> None:
    """One verified tree is run, in one place; nothing else becomes code, and nothing is read as objects."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {
        (named(path), name)
        for name, owner in calls(tree)
        if name in BANNED and not (name == "compile" and owner == COMPILED_PATTERNS)
    }
    assert found <= REVIEWED
    assert set(imported(tree)).isdisjoint(BANNED_MODULES - ALGEBRA.get(named(path), set()))


def test_the_reviewed_place_runs_a_verified_tree() -> None:
    source = (PACKAGE / "codegen/load.py").read_text("utf-8")
    assert source.count("exec(") == 1
    assert source.index("verify(emitted.tree") < source.index("compile(emitted.tree") < source.index("exec(")


def test_templates_say_nothing_without_escaping_it() -> None:
    for path in (*PACKAGE.rglob("*.j2"), *PACKAGE.rglob("*.html")):
        assert not re.search(r"\|\s*safe|autoescape\s+false", path.read_text("utf-8")), path


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.body[0].lineno + 1
            assert lines <= LONGEST_FUNCTION, node.name


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    assert [
        path for path in tracked() if path.suffix != ".csv" and mark.search(path.read_text("utf-8"))
    ] == []


def test_no_file_names_a_place_on_a_machine() -> None:
    """A path that only one machine has helps no other. Tests may name places that must not be read or written."""
    place = re.compile(r"(?<![\w.])/(work|tmp|root|home)/\w")
    outside = [path for path in tracked() if not path.is_relative_to(ROOT / "tests")]
    assert [path for path in outside if place.search(path.read_text("utf-8"))] == []


def test_the_public_interface() -> None:
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
    assert all(hasattr(semdsl, name) for name in semdsl.__all__)


def test_ci_runs_what_the_readme_tells() -> None:
    """The script takes its commands from the README, by the marks before them, and adds none of its own."""
    script = (ROOT / ".ci/run").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    marks = re.findall(r"command_after '([^']+)'", script)
    assert sorted(marks) == ["main job", "tests"]
    for mark in marks:
        after = readme.partition(f"<!-- {mark} -->\n")[2]
        assert re.match(r"\n    \S", after), mark
    assert "install" not in script
    assert "poe" not in script
