"""Write an array program as Python, node by node. Nothing in it comes from the text of a model."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from semdsl.codegen.options import Options
from semdsl.codegen.plan import (
    Compute,
    Given,
    Item,
    Literal,
    Make,
    Operation,
    Origin,
    Plan,
    Read,
    Repeat,
    Store,
)
from semdsl.errors import InternalError

LOAD: Final = ast.Load()
STORE: Final = ast.Store()
DEEPEST: Final = 30  # parts within parts of one line, before a name is given to one

ARITHMETIC: Final[dict[str, ast.operator]] = {
    "add": ast.Add(),
    "subtract": ast.Sub(),
    "multiply": ast.Mult(),
    "divide": ast.Div(),
    "and": ast.BitAnd(),
    "or": ast.BitOr(),
}
COMPARISONS: Final[dict[str, ast.cmpop]] = {
    "=": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
SIGNS: Final[dict[str, ast.unaryop]] = {"negate": ast.USub(), "not": ast.Invert()}
# These have no value for some numbers.
MASKED: Final = frozenset({"divide", "power", "exp", "log", "expm1", "log1p", "sqrt"})
EXACT: Final = frozenset({*MASKED, "add", "subtract", "multiply"})  # can overflow
CHECKED: Final = frozenset(
    {"fold_sum", "fold_product", "group_sum", "group_product", "cumulative_sum", "cumulative_product"}
)
GUARDED: Final = frozenset(
    {"demand", "round", "clamp", "position_of", "nearest_position_of", "first_where", "last_where"}
)


@dataclass(frozen=True, slots=True)
class Emitted:
    """A program as a syntax tree, and for each line of it the formula that it computes, from line 1."""

    tree: ast.Module
    lines: tuple[Origin | None, ...]


def emit(plan: Plan, options: Options) -> Emitted:
    """The function ``run``, which takes the inputs of *plan* and gives its outputs."""
    emitter = _Emitter(options)
    body = emitter.items(plan.items)
    line = emitter.line(None)
    outputs = ast.Tuple(elts=[_name(output) for output in plan.outputs], ctx=LOAD, lineno=line, col_offset=0)
    body.append(ast.Return(value=outputs, lineno=line, col_offset=0))
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(arg=name, lineno=1, col_offset=0) for name in plan.inputs],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    function = ast.FunctionDef(
        name="run", args=arguments, body=body, decorator_list=[], lineno=1, col_offset=0
    )
    return Emitted(ast.Module(body=[function], type_ignores=[]), tuple(emitter.lines))


@dataclass(slots=True)
class _Emitter:
    """Writes items; ``lines`` says what each line so far computes."""

    options: Options
    lines: list[Origin | None] = field(default_factory=lambda: [None])

    def line(self, origin: Origin | None) -> int:
        """A new line."""
        self.lines.append(origin)
        return len(self.lines)

    def items(self, items: Sequence[Item]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for item in items:
            match item:
                case Make():
                    found.append(self._make(item))
                case Store():
                    found.extend(_Formula(item, self).statements())
                case Repeat():
                    found.append(self._repeat(item))
        return found

    def _make(self, make: Make) -> ast.stmt:
        line = self.line(None)
        function = "unknown" if make.partial else "blank"
        return _assign(_target(make.array), _call(function, [_name(make.shape)], line), line)

    def _repeat(self, repeat: Repeat) -> ast.stmt:
        line = self.line(None)
        targets: list[ast.expr] = [_target(column) for column in repeat.columns]
        target = (
            targets[0] if len(targets) == 1 else ast.Tuple(elts=targets, ctx=STORE, lineno=line, col_offset=0)
        )
        body = self.items(repeat.body)
        return ast.For(
            target=target, iter=_name(repeat.table), body=body, orelse=[], lineno=line, col_offset=0
        )


class _Formula:
    """Writes one formula: parts used twice, or nested too deeply, get a name and a line of their own."""

    def __init__(self, store: Store, emitter: _Emitter) -> None:
        self._store = store
        self._careful = emitter.options.careful
        self._emitter = emitter
        self._uses = self._count_uses()
        self._written: dict[int, ast.expr] = {}
        self._depths: dict[int, int] = {}
        self._statements: list[ast.stmt] = []

    def statements(self) -> list[ast.stmt]:
        store = self._store
        for number in sorted(self._uses):
            operation = store.operations[number]
            if isinstance(operation, Compute | Read):
                self._write(number, operation)
        line = self._line()
        value = self._expr(store.result)
        if store.at:
            target = ast.Subscript(
                value=_name(store.array), slice=_name(store.at), ctx=STORE, lineno=line, col_offset=0
            )
            self._statements.append(_assign(target, value, line))
            return self._statements
        value = _call("whole", [value, _name(store.shape)], line)
        if store.drop:
            value = ast.Subscript(value=value, slice=_name(store.drop), ctx=LOAD, lineno=line, col_offset=0)
        self._statements.append(_assign(_target(store.array), value, line))
        return self._statements

    def _line(self) -> int:
        return self._emitter.line(self._store.origin)

    def _count_uses(self) -> dict[int, int]:
        """How often each operation is used, of those that are needed."""
        uses: dict[int, int] = {self._store.result: 1}
        waiting = [self._store.result]
        while waiting:
            for number in self._needed(self._store.operations[waiting.pop()]):
                if number not in uses:
                    waiting.append(number)
                uses[number] = uses.get(number, 0) + 1
        return uses

    def _needed(self, operation: Operation) -> tuple[int, ...]:
        match operation:
            case Compute(function=function, operands=operands, mask=mask):
                return operands if mask is None or not self._minds(function) else (*operands, mask)
            case Read(index=index):
                return index
            case Literal() | Given():
                return ()

    def _minds(self, function: str) -> bool:
        """Whether *function* looks at its mask."""
        if function in MASKED or function in GUARDED:
            return True
        return self._careful and (function in EXACT or function in CHECKED)

    def _write(self, number: int, operation: Compute | Read) -> None:
        needed = self._needed(operation)
        depth = 1 + max([self._depths.get(inner, 0) for inner in needed], default=0)
        named = self._uses[number] > 1 or depth > DEEPEST
        line = self._line() if named else len(self._emitter.lines) + 1
        value = (
            self._read(operation, line) if isinstance(operation, Read) else self._computed(operation, line)
        )
        if named:
            name = f"w{number}"
            self._statements.append(_assign(_target(name), value, line))
            value, depth = _name(name), 0
        self._written[number] = value
        self._depths[number] = depth

    def _expr(self, number: int) -> ast.expr:
        operation = self._store.operations[number]
        match operation:
            case Literal(value=value):
                return ast.Constant(value=value, lineno=1, col_offset=0)
            case Given(slot=slot):
                return _name(self._store.names[slot])
            case Compute() | Read():
                return self._written[number]

    def _read(self, read: Read, line: int) -> ast.expr:
        if not read.index:
            return _name(read.array)
        parts = [self._expr(number) for number in read.index]
        index = parts[0] if len(parts) == 1 else ast.Tuple(elts=parts, ctx=LOAD, lineno=line, col_offset=0)
        return ast.Subscript(value=_name(read.array), slice=index, ctx=LOAD, lineno=line, col_offset=0)

    def _computed(self, operation: Compute, line: int) -> ast.expr:
        function = operation.function
        operands = [self._expr(number) for number in operation.operands]
        mask = self._expr(operation.mask) if operation.mask is not None and self._minds(function) else None
        wanted = mask if mask is not None else ast.Constant(value=None, lineno=1, col_offset=0)
        if self._careful and function in EXACT:
            return _call(f"{function}_exactly", [*operands, wanted], line)
        if self._careful and function in CHECKED:
            return _call("finite", [_call(function, operands, line), wanted], line)
        if mask is not None and function in MASKED:
            return _call(f"{function}_where", [*operands, mask], line)
        if function in GUARDED:
            return _call(function, [*operands, wanted], line)
        return _plain(function, operands, line)


def _plain(function: str, operands: Sequence[ast.expr], line: int) -> ast.expr:
    if function in ARITHMETIC:
        left, right = operands
        return ast.BinOp(left=left, op=ARITHMETIC[function], right=right, lineno=line, col_offset=0)
    if function in COMPARISONS:
        left, right = operands
        return ast.Compare(
            left=left, ops=[COMPARISONS[function]], comparators=[right], lineno=line, col_offset=0
        )
    if function in SIGNS:
        return ast.UnaryOp(op=SIGNS[function], operand=operands[0], lineno=line, col_offset=0)
    return _call(function, operands, line)


def _call(function: str, arguments: Sequence[ast.expr], line: int) -> ast.expr:
    return ast.Call(func=_name(function), args=list(arguments), keywords=[], lineno=line, col_offset=0)


def _assign(target: ast.expr, value: ast.expr, line: int) -> ast.stmt:
    return ast.Assign(targets=[target], value=value, lineno=line, col_offset=0)


@lru_cache(4096)
def _name(name: str) -> ast.Name:
    """The same node wherever *name* is read: it stands nowhere, and nobody changes it."""
    if not name:
        raise InternalError("a part of the program has no name")
    return ast.Name(id=name, ctx=LOAD, lineno=1, col_offset=0)


def _target(name: str) -> ast.expr:
    return ast.Name(id=name, ctx=STORE, lineno=1, col_offset=0)
