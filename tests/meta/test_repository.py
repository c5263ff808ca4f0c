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

OF_PYTHON = {"eval", "exec", "compile", "__import__", "__builtins__"}
"""Python's own, by which text becomes code: not even named, since what is named can be called by another name."""
BANNED = {
    *("eval", "exec", "__import__", "sympify", "parse_expr", "lambdify"),
    *("system", "popen", "setrecursionlimit", "from_string", "Markup"),
}
"""Called under no owner. A `compile` that has one is no name of Python's: `re` makes a pattern, Typst a page."""
BANNED_MODULES = {
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"),
    *("yaml", "subprocess", "socket", "sympy", "urllib", "http", "builtins", "codeop", "runpy"),
}
REVIEWED = {("codegen/load.py", "exec"), ("codegen/load.py", "compile")}
# Numbered unknowns go in, no text.
ALGEBRA = {"symbolic/induction.py": {"sympy"}}


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


def dangerous(tree: ast.AST) -> Iterator[str]:
    """Names of Python's own that make text into code, wherever they stand, and what else must not be called."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in OF_PYTHON:
                yield name
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in BANNED - OF_PYTHON:
                yield name
            case ast.Attribute(attr=name) if name in BANNED & OF_PYTHON:
                yield name


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
    found = [(named(path), name) for name in dangerous(tree)]
    assert len(found) == len(set(found))
    assert set(found) <= REVIEWED
    assert set(imported(tree)).isdisjoint(BANNED_MODULES - ALGEBRA.get(named(path), set()))


@pytest.mark.parametrize(("text", "names"), [
    ("compile(text, 'x', 'exec')", 1), ("make = compile", 1), ("f(eval)", 1), ("frame.eval(text)", 1), ("exec", 1),
    ("sympy.sympify(x)", 1), ("os.system(x)", 1), ("re.compile(x)", 0), ("typst.compile(x)", 0), ("system = 1", 0),
])  # fmt: skip
def test_what_is_python_s_own_is_told_from_what_is_called_alike(text: str, names: int) -> None:
    assert len(list(dangerous(ast.parse(text)))) == names


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
