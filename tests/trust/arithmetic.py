"""What a generated program must not have in it, looked for in another way than the verifier does."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from semdsl.codegen import load
from semdsl.codegen.load import FUNCTIONS
from semdsl.codegen.verify import verify

FORBIDDEN = (
    ast.Attribute, ast.Import, ast.ImportFrom, ast.Lambda, ast.JoinedStr, ast.FormattedValue, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp, ast.Await, ast.Yield, ast.YieldFrom, ast.Starred, ast.NamedExpr, ast.ClassDef,
    ast.AsyncFunctionDef, ast.With, ast.Try, ast.Raise, ast.Delete, ast.Global, ast.Nonlocal, ast.While, ast.Assert,
)  # fmt: skip


def forbidden(tree: ast.AST) -> Iterator[str]:
    """What must not run, found by walking the tree: whatever is not listed here is left to the verifier."""
    todo: list[object] = [tree]
    while todo:  # `ast.walk` takes three times as long
        node = todo.pop()
        if isinstance(node, list):
            todo += node
            continue
        if not isinstance(node, ast.AST):
            continue
        todo += vars(node).values()
        if isinstance(node, FORBIDDEN):
            yield type(node).__name__
        elif isinstance(node, ast.Constant) and not isinstance(node.value, int | float | None):
            yield f"constant {node.value!r}"
        elif isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        ):
            yield "call"
        elif isinstance(node, ast.Name) and "__" in node.id:
            yield node.id


@dataclass(slots=True)
class Watch:
    """How many programs were verified."""

    programs: int = 0


@contextmanager
def watched() -> Iterator[Watch]:
    """Look at every program that is made runnable meanwhile: the verifier admits it, and nothing forbidden is in it."""
    watch = Watch()

    def look(tree: ast.Module, functions: Collection[str], made: Collection[str]) -> None:
        verify(tree, functions, made)
        found = list(forbidden(tree))
        assert not found, f"{found} in a program that the verifier admits:\n{ast.unparse(tree)}"
        watch.programs += 1

    with patch.object(load, "verify", look):
        yield watch
