"""The library's own rules: `.sem` alone, nothing found in it, a source for each formula, a test for each name."""

from __future__ import annotations

from pathlib import Path

import pytest

import semdsl
from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import parse

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "stdlib").rglob("*.sem"))
TESTS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "stdlib").glob("test_*.py"))


def module(path: Path) -> ast.Module:
    outcome = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert not outcome.diagnostics
    return outcome.value


def words(declaration: ast.Declaration) -> set[str]:
    return {attribute.word for attribute in declaration.attributes}


def test_it_is_written_in_the_language_alone() -> None:
    others = {path.name for path in (ROOT / "stdlib").rglob("*") if path.is_file() and path.suffix != ".sem"}
    assert others == {"README.md"}
    assert len(FILES) >= 9


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_found_in_it(path: Path) -> None:
    assert semdsl.check(path) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_module_and_function_has_a_source_and_two_titles(path: Path) -> None:
    declarations = module(path).declarations
    for declaration in declarations:
        if isinstance(declaration, ast.Header | ast.Function):
            assert "source" in words(declaration), declaration.name.text
        if isinstance(declaration, ast.Header | ast.Function | ast.Quantity | ast.Check):
            assert [title.language for title in declaration.titles] == [None, "en"], declaration.name.text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_function_and_template_is_tried(path: Path) -> None:
    declarations = module(path).declarations
    functions = [one.name.text for one in declarations if isinstance(one, ast.Function)]
    if not functions:
        dotted = ".".join(("std", *path.relative_to(ROOT / "stdlib").with_suffix("").parts))
        assert f"use {dotted} with" in TESTS
    internal = {"discount", "discount_mid", "discount_start"}  # tried by whatever discounts with them
    for name in set(functions) - internal:
        assert (
            f".{name}(" in TESTS or f".{name.removesuffix('_mid').removesuffix('_start')}{{suffix}}(" in TESTS
        ), name
