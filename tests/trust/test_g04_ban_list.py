"""G04: the program calls nothing that makes text into code, reads objects from disk or starts a process."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.meta.test_repository import BANNED, BANNED_MODULES, MODULES, OF_PYTHON, PACKAGE, REVIEWED
from tests.trust.gate import Gate

GATE = Gate(
    "G04",
    "Nothing dangerous is called, but for two reviewed lines",
    "{modules} modules, {names} banned names, {reviewed} reviewed calls",
    {"modules": 100, "names": 30},
    beside=("meta/test_repository.py",),
)
BANNED_KEYWORDS = {("allow_pickle", True), ("shell", True), ("cache", True), ("autoescape", False)}
PAGES_IN_MARKDOWN = {
    "replication.py": ["autoescape=False"]
}  # every value is escaped as Markdown, by `finalize`
READERS_OF_PATHS = {"read_csv", "read_excel", "read_parquet", "read_table", "read_json", "read_pickle", "load_workbook",
                    "fromfile", "loadtxt", "genfromtxt", "memmap"}  # fmt: skip


def dangers(tree: ast.AST) -> Iterator[str]:
    """Keywords and readers that must not stand in a call, and names of Python's own inside."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in READERS_OF_PATHS:
                yield name
            case ast.keyword(arg=str(name), value=ast.Constant(value=value)) if (
                name,
                value,
            ) in BANNED_KEYWORDS:
                yield f"{name}={value}"
            case ast.Attribute(attr="__globals__" | "__subclasses__" | "__builtins__" | "__reduce__" as name):
                yield name


@pytest.mark.parametrize("text", ["np.load(x, allow_pickle=True)", "run(x, shell=True)", "Lark(g, cache=True)",
                                  "pd.read_csv(path)", "f.__globals__", "Environment(autoescape=False)"])  # fmt: skip
def test_the_lint_sees_what_it_is_to_see(text: str) -> None:
    assert len(list(dangers(ast.parse(text)))) == 1


def test_no_module_has_any_of_them(count: Callable[..., None]) -> None:
    found = {path.name: list(dangers(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}
    assert {name: own for name, own in found.items() if own} == PAGES_IN_MARKDOWN
    assert len(REVIEWED) <= 2
    assert all((PACKAGE / path).exists() for path, _ in REVIEWED)
    names = len(BANNED | OF_PYTHON) + len(BANNED_MODULES) + len(BANNED_KEYWORDS) + len(READERS_OF_PATHS)
    count(modules=len(MODULES), names=names, reviewed=len(REVIEWED))
