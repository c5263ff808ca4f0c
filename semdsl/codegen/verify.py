"""Refuse every generated program that could do more than arithmetic on what it is given.

A fault of the compiler then ends in a refused program, never in something else being run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from semdsl.errors import InternalError

OWN_NAME: Final = re.compile(r"[vwhjkt][0-9]+")  # what the compiler calls things: a letter and a number

OPERATORS: Final = frozenset(
    {
        ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitAnd, ast.BitOr, ast.USub, ast.Invert,
        ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
    }
)  # fmt: skip
EXPRESSIONS: Final = frozenset(
    {
        ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.Tuple, ast.Slice,
    }
)  # fmt: skip
NUMBERS: Final = frozenset({float, int, bool, type(None)})


def verify(tree: ast.Module, functions: Collection[str], made: Collection[str]) -> None:
    """Admit *tree* only if it is one function of arithmetic, of calls of *functions*, and of loops over tables.

    It may read only its arguments, what it assigned itself and the names *made* for it, which it may not replace.
    Nodes are compared by their exact type, and whatever is not admitted here is refused.

    Raises:
        InternalError: it has anything else in it.

    """
    if type(tree) is not ast.Module or len(tree.body) != 1 or type(tree.body[0]) is not ast.FunctionDef:
        raise InternalError("a generated program is not one function")
    reader = _Reader(frozenset(functions), frozenset(made))
    reader.function(tree.body[0])
    if not reader.stored.isdisjoint(reader.made) or not reader.read <= reader.stored | reader.made:
        raise InternalError("a generated program uses a name that it should not")


@dataclass(slots=True)
class _Reader:
    """Reads a program; notes the names that are stored and read."""

    functions: frozenset[str]
    made: frozenset[str]
    stored: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def function(self, node: ast.FunctionDef) -> None:
        given = node.args
        extra = (
            given.posonlyargs,
            given.kwonlyargs,
            given.kw_defaults,
            given.defaults,
            given.vararg,
            given.kwarg,
        )
        plain = node.name == "run" and not node.decorator_list and node.returns is None
        if not plain or any(extra) or any(argument.annotation is not None for argument in given.args):
            raise InternalError("a generated program has an unexpected function")
        self.stored.update(_own(argument.arg) for argument in given.args)
        self.statements(node.body)

    def statements(self, body: Iterable[ast.stmt]) -> None:
        """Loops lie within loops only as deep as a model has axes."""
        for node in body:
            if type(node) is ast.Assign:
                self.assignment(node)
            elif type(node) is ast.For:
                self.loop(node)
            elif type(node) in (ast.Return, ast.Expr) and (value := getattr(node, "value", None)) is not None:
                self.expression(value)
            else:
                raise InternalError(f"a generated program contains {type(node).__name__}")

    def assignment(self, node: ast.Assign) -> None:
        """To one name, or to cells of an array by name."""
        (target, *more) = node.targets
        if more:
            raise InternalError("a generated program assigns to several things")
        if type(target) is ast.Subscript and type(target.ctx) is ast.Store and type(target.value) is ast.Name:
            self.expression(target.value)
            self.expression(target.slice)
        else:
            self.target(target)
        self.expression(node.value)

    def target(self, node: ast.expr) -> None:
        if type(node) is not ast.Name or type(node.ctx) is not ast.Store:
            raise InternalError("a generated program assigns to something that is no name")
        self.stored.add(_own(node.id))

    def loop(self, node: ast.For) -> None:
        """Over a table by name, into plain names."""
        if type(node.iter) is not ast.Name or node.orelse:
            raise InternalError("a generated program has an unexpected loop")
        self.expression(node.iter)
        for target in node.target.elts if type(node.target) is ast.Tuple else (node.target,):
            self.target(target)
        self.statements(node.body)

    def expression(self, start: ast.expr) -> None:
        waiting: list[ast.expr] = [start]
        while waiting:
            waiting.extend(self.parts(waiting.pop()))

    def parts(self, node: ast.expr) -> Iterable[ast.expr]:
        """The parts of *node*, which is admitted."""
        if type(node) not in EXPRESSIONS:
            raise InternalError(f"a generated program contains {type(node).__name__}")
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                if name not in self.read:
                    self.read.add(_own(name))
                return ()
            case ast.Constant(value=value) if type(value) in NUMBERS:
                return ()
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return left, right
            case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
                return (operand,)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
                return left, right
            case ast.Call():
                return self.arguments(node)
            case ast.Subscript(value=value, slice=index, ctx=ast.Load()):
                return value, index
            case ast.Tuple(elts=elements, ctx=ast.Load()):
                return elements
            case ast.Slice(lower=lower, upper=upper, step=step):
                return [part for part in (lower, upper, step) if part is not None]
        raise InternalError(f"a generated program has an unexpected {type(node).__name__}")

    def arguments(self, node: ast.Call) -> Iterable[ast.expr]:
        """The arguments of a call of a listed function."""
        function = node.func
        if type(function) is not ast.Name or function.id not in self.functions or node.keywords:
            raise InternalError("a generated program calls an unlisted function")
        return node.args


def _own(name: str) -> str:
    if not OWN_NAME.fullmatch(name):
        raise InternalError("a generated program has a foreign name")
    return name
