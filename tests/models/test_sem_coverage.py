"""No quantity of the flagship without a second derivation: each is asked for in one of the tests of this folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import semdsl


def names_in(tree: ast.AST) -> Iterator[str]:
    """Texts of one word in the code, docstrings and lists of words aside; of `f"{instance}.a.b"` the last word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.rpartition(".")[2]


def test_every_quantity_is_asked_for(results: semdsl.Results) -> None:
    """By its name, or inside an instance by the last word of it: a quantity that is added needs a test."""
    files = set(Path(__file__).parent.glob("test_sem*.py"))
    asked = {name for file in files for name in names_in(ast.parse(file.read_text("utf-8")))}
    assert [name for name in results if name.rpartition(".")[2] not in asked] == []
