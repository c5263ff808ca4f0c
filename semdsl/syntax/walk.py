"""The parts of expressions, and the only ways to go through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, assert_never

from semdsl.syntax import ast

T = TypeVar("T")


def children(node: ast.Expr) -> tuple[ast.Expr, ...]:
    """The expressions that *node* consists of, in the order written; names of axes and functions are not among them."""
    match node:
        case ast.Number() | ast.Text() | ast.Name() | ast.Edge() | ast.Beyond():
            return ()
        case ast.Index(places=places):
            return tuple(place.value for place in places)
        case ast.Call(arguments=arguments):
            return tuple(argument.value for argument in arguments)
        case ast.Aggregate(body=body, weight=weight, selection=selection):
            return tuple(part for part in (body, weight, selection) if part is not None)
        case ast.Seek(condition=condition):
            return (condition,)
        case ast.Unary(operand=operand):
            return (operand,)
        case ast.Binary(left=left, right=right):
            return (left, right)
        case ast.If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case ast.Range(low=low, high=high):
            return tuple(part for part in (low, high) if part is not None)
        case ast.Listing(items=items):
            return items
        case ast.Group(inner=inner):
            return (inner,)
        case _:
            assert_never(node)


def fold(node: ast.Expr, combine: Callable[[ast.Expr, Sequence[T]], T]) -> T:
    """What *combine* makes of *node* and of what it made of its children, from the bottom up."""
    return combine(node, [fold(child, combine) for child in children(node)])


def walk(node: ast.Expr) -> Iterator[ast.Expr]:
    """*node* and all its parts, each before its own parts, in the order written."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def names_in(expr: ast.Expr) -> Iterator[str]:
    """Every name that *expr* mentions as a value or function."""
    match expr:
        case ast.Name(ident=ident):
            yield ident
        case ast.Index(base=own):
            yield own.ident
        case ast.Call(function=function):
            yield function.ident
        case _:
            pass
    for part in children(expr):
        yield from names_in(part)


def expressions(declaration: ast.Declaration) -> tuple[ast.Expr, ...]:
    """The whole formulas and selections that stand in *declaration*, in the order written."""
    match declaration:
        case ast.Quantity(cases=cases):
            return tuple(part for case in cases for part in _given(case.formula, case.selection))
        case ast.Table(cases=table_cases):
            formulas = ((case.formula if isinstance(case, ast.Case) else None, case) for case in table_cases)
            return tuple(part for formula, case in formulas for part in _given(formula, case.selection))
        case ast.Function(formula=formula):
            return (formula,)
        case ast.Identity(left=left, right=right, selection=selection):
            return _given(left, right, selection)
        case ast.Check() | ast.Expect():
            limit = declaration.deviates.limit if declaration.deviates else None
            file = declaration.file if isinstance(declaration, ast.Expect) else None
            weight = file.total.weight if file and file.total else None
            return _given(declaration.condition, weight, declaration.within, limit, declaration.selection)
        case ast.Input(default=default):
            return _given(default)
        case ast.Use(bindings=bindings):
            return tuple(binding.value for binding in bindings)
        case ast.Test(given=settings, expects=expects):
            return (*_settings(settings), *(part for expect in expects for part in expressions(expect)))
        case ast.Scenario(settings=settings):
            return _settings(settings)
        case ast.Report():
            layouts = [
                part
                for layout in (*declaration.rows, *declaration.columns)
                for part in _given(layout.members)
            ]
            return (
                *layouts,
                *(
                    part
                    for show in declaration.shows
                    for part in (*show.names, *_given(show.weight, show.where))
                ),
            )
        case ast.Chart(names=names, by=by, where=where):
            return (*names, *(part for layout in by for part in _given(layout.members)), *_given(where))
        case ast.AxisDecl(definition=ast.Members(members=members)):
            return tuple(part for member in members for part in _given(member.groups))
        case _:
            return ()


def _given(*parts: ast.Expr | None) -> tuple[ast.Expr, ...]:
    return tuple(part for part in parts if part is not None)


def _settings(settings: tuple[ast.Given, ...]) -> tuple[ast.Expr, ...]:
    return tuple(part for given in settings for part in (given.target, *_given(given.value, given.selection)))


def deeper_than(declaration: ast.Declaration, limit: int) -> bool:
    """Whether an expression of *declaration* has more than *limit* nodes one upon the other."""
    waiting = [(part, 1) for part in expressions(declaration)]
    while waiting:
        node, depth = waiting.pop()
        if depth > limit:
            return True
        waiting.extend((child, depth + 1) for child in children(node))
    return False
