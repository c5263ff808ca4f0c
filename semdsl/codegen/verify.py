"""Refuse every generated program that could do more than arithmetic on what it is given.

A fault of the compiler then ends in a refused program, never in something else being run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from typing import Final

from semdsl.errors import InternalError

OWN_NAME: Final = re.compile(r"[vwhjkt][0-9]+")  # what the compiler calls things: a letter and a number

ALLOWED: Final = frozenset(
    {
        ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.Expr, ast.For,
        ast.Name, ast.Load, ast.Store, ast.Constant, ast.Tuple, ast.Subscript, ast.Slice, ast.Call,
        ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitAnd, ast.BitOr,
        ast.UnaryOp, ast.USub, ast.Invert,
        ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
    }
)  # fmt: skip


def verify(tree: ast.Module, functions: Collection[str], made: Collection[str]) -> None:
    """Admit *tree* only if it is one function of arithmetic, of calls of *functions*, and of loops over tables *made*.

    Raises:
        InternalError: it has anything else in it.
    """
    if type(tree) is not ast.Module or [type(part) for part in tree.body] != [ast.FunctionDef]:
        raise InternalError("a generated program is not one function")
    called: set[int] = set()
    for node in _walk(tree):
        if type(node) not in ALLOWED:
            raise InternalError(f"a generated program contains {type(node).__name__}")
        match node:
            case ast.FunctionDef():
                _check_function(node)
            case ast.Call():
                _check_call(node, functions)
                called.add(id(node.func))
            case ast.For():
                _check_loop(node)
            case ast.Constant():
                _check_constant(node)
            case ast.Compare() if len(node.ops) != 1:
                raise InternalError("a generated program has a chain of comparisons")
            case ast.Assign():
                _check_assignment(node)
    _check_names(tree, called, functions, made)


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node, from the outside in."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, ast.AST):
                waiting.append(value)


def _check_function(node: ast.FunctionDef) -> None:
    arguments = node.args
    extra = (
        arguments.posonlyargs,
        arguments.kwonlyargs,
        arguments.kw_defaults,
        arguments.defaults,
        arguments.vararg,
        arguments.kwarg,
    )
    annotated = node.returns is not None or any(argument.annotation is not None for argument in arguments.args)
    if node.name != "run" or node.decorator_list or annotated or any(extra):
        raise InternalError("a generated program has an unexpected function")
    for argument in arguments.args:
        _check_own(argument.arg)


def _check_call(node: ast.Call, functions: Collection[str]) -> None:
    if node.keywords or type(node.func) is not ast.Name or node.func.id not in functions:
        raise InternalError("a generated program calls an unlisted function")


def _check_loop(node: ast.For) -> None:
    """A loop runs over a table by name, into plain names."""
    targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
    if type(node.iter) is not ast.Name or node.orelse or any(type(target) is not ast.Name for target in targets):
        raise InternalError("a generated program has an unexpected loop")


def _check_constant(node: ast.Constant) -> None:
    if node.value is not None and type(node.value) not in (float, int, bool):
        raise InternalError(f"a generated program contains a {type(node.value).__name__}")


def _check_assignment(node: ast.Assign) -> None:
    """To one name, or to cells of an array by name."""
    (target, *more) = node.targets
    plain = type(target) is ast.Name
    cells = isinstance(target, ast.Subscript) and type(target.value) is ast.Name
    if more or not (plain or cells):
        raise InternalError("a generated program has an unexpected assignment")


def _check_names(
    tree: ast.Module, called: Collection[int], functions: Collection[str], made: Collection[str]
) -> None:
    """Functions are only called; everything else read is made beforehand or assigned; nothing made is replaced."""
    stored = {node.arg for node in _walk(tree) if isinstance(node, ast.arg)}
    read: set[str] = set()
    for node in _walk(tree):
        if isinstance(node, ast.Name) and id(node) not in called:
            _check_own(node.id)
            (stored if isinstance(node.ctx, ast.Store) else read).add(node.id)
    if not stored.isdisjoint(made) or not read <= stored.union(made):
        raise InternalError("a generated program uses a name that it should not")


def _check_own(name: str) -> None:
    if not OWN_NAME.fullmatch(name):
        raise InternalError("a generated program has a foreign name")
