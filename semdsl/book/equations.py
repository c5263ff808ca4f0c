"""The equation of a declaration: its symbol in a cell, and what it is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from semdsl.book.contents import key_of
from semdsl.book.notation import ModuleNotation
from semdsl.lookup.entries import Entry
from semdsl.render.mathematics.formula import Writer
from semdsl.render.mathematics.notation import NARROW, Named, Scope, default_symbol
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.selection import Selection
from semdsl.render.mathematics.tree import (
    COMMA,
    Branch,
    Cases,
    Lines,
    Math,
    Operator,
    Text,
    bracketed,
    joined,
    keys,
    row,
)
from semdsl.syntax import ast
from semdsl.syntax.walk import walk

_EQUALS = Operator("=")
_STATED = ("parameter", "assumption", "table")


def equation_of(entry: Entry, own: Math, notation: ModuleNotation) -> Math | None:
    """The equation of *entry*, whose symbol is *own*; None for what has none.

    Where two names in it have one symbol, each is written as its name, but for the one that is defined.
    """
    found = _equation(entry, own, notation)
    if found is None:
        return None
    alike = by_name_in(found, entry, notation)
    return _equation(entry, own, replace(notation, by_name=alike)) if alike else found


def by_name_in(math: Math, entry: Entry, notation: ModuleNotation) -> frozenset[str]:
    """The keys of what is written by its name in *math*, the equation of *entry*."""
    judged = isinstance(entry.declaration, ast.Identity | ast.Check | ast.Expect)
    own = () if judged else (key_of(entry),)
    return notation.symbols.alike(tuple(dict.fromkeys((*keys(math), *own)))) - {key_of(entry)}


def _equation(entry: Entry, own: Math, notation: ModuleNotation) -> Math | None:
    declaration = entry.declaration
    writer = Writer(notation)
    match declaration:
        case ast.Quantity(cases=cases) | ast.Table(cases=cases):
            scope = scope_of(entry, notation)
            left = writer.cell(Named(own, axes=_axes(entry, notation)), (), scope)
            right = _cases(cases, entry, scope, writer)
            return None if right is None else row(left, _EQUALS, right)
        case ast.Function():
            return _function(declaration, own, writer)
        case ast.Identity(left=left_side, right=right_side, selection=selection):
            scope = _everywhere(notation, left_side, right_side)
            sides = row(writer.formula(left_side, scope), _EQUALS, writer.formula(right_side, scope))
            return _with_condition(sides, selection, (), scope, writer)
        case ast.Check() | ast.Expect():
            return compared_of(declaration, notation)
        case _:
            return None


def scope_of(entry: Entry, notation: ModuleNotation) -> Scope:
    """The cell for which the formulas of *entry* are written."""
    found = ((name, notation.index(name)) for name in _axes(entry, notation))
    return Scope(tuple((name, axis.math) for name, axis in found if axis is not None))


def setting_of(given: ast.Given, notation: ModuleNotation) -> Math:
    """What a scenario sets; on the right the name that is set means its value before."""
    found = _setting(given, notation)
    alike = notation.symbols.alike(keys(found))
    return _setting(given, replace(notation, by_name=alike)) if alike else found


def _setting(given: ast.Given, notation: ModuleNotation) -> Math:
    writer, whole = Writer(notation), Scope(whole=True)
    target = writer.formula(given.target, whole)
    name = given.target.ident if isinstance(given.target, ast.Name) else given.target.base.ident
    if given.value is None:
        path = given.file.path.text if given.file else ""
        entry = notation.symbols.declared.find(notation.module, name)
        right = _figures(path, entry, Scope(), writer)
    else:
        right = writer.formula(given.value, whole)
    named = notation.named(name)
    axes = named.axes if named else ()
    return _with_condition(row(target, Operator(":="), right), given.selection, axes, Scope(), writer)


def case_of(case: ast.Case, entry: Entry, notation: ModuleNotation) -> tuple[Math, Math | None]:
    """The formula of one case, and for which cells it is; None if for all."""
    writer = Writer(notation)
    scope = scope_of(entry, notation)
    condition = _condition(case, _axes(entry, notation), scope, writer)
    return _formula(case, entry, scope, writer), condition


def _axes(entry: Entry, notation: ModuleNotation) -> tuple[str, ...]:
    return notation.axes(entry.name, entry)


def _cases(
    cases: tuple[ast.FileCase | ast.Case, ...], entry: Entry, scope: Scope, writer: Writer
) -> Math | None:
    axes = tuple(name for name, _ in scope.running)
    branches = [
        Branch(_formula(case, entry, scope, writer), _condition(case, axes, scope, writer) or Text(""))
        for case in cases
    ]
    if not branches:
        return None
    if len(branches) > 1:
        return Cases(tuple(branches))
    only = cases[0]
    if only.selection is None:
        return branches[0].formula
    return row(branches[0].formula, COMMA, Text(NARROW), branches[0].condition)


def _figures(path: str, entry: Entry | None, scope: Scope, writer: Writer) -> Math:
    """That the figures of *entry* are of the file at *path*, and how cells between them are interpolated."""
    words = writer.notation.words
    said = Text(words.figures.format(file=path))
    fill = entry.declaration.interpolate if entry and isinstance(entry.declaration, ast.Table) else None
    if fill is None:
        return said
    how = Text(f"{NARROW}{dict(words.interpolated)[fill.method.text]}")
    axis = writer.notation.index(fill.axis.text)
    return row(said, COMMA, how, scope.cell(fill.axis.text) or (axis.math if axis else Text(fill.axis.text)))


def _formula(case: ast.FileCase | ast.Case, entry: Entry, scope: Scope, writer: Writer) -> Math:
    """The formula of a case; a bare number is in the declared unit of what states numbers, and says so."""
    if isinstance(case, ast.FileCase):
        return _figures(case.file.path.text.rpartition("/")[2], entry, scope, writer)
    unit = _unit(entry)
    shown = writer.formula(case.formula, scope)
    number = case.formula.operand if isinstance(case.formula, ast.Unary) else case.formula
    if not unit or not isinstance(number, ast.Number) or number.unit or number.suffix:
        return shown
    return row(shown, Text(f"{NARROW}{writer.notation.unit(unit, plain(shown))}"))


def _unit(entry: Entry) -> str:
    """The unit of a bare number that is the value of *entry*: the declared one in what states numbers."""
    return entry.unit if entry.kind in _STATED and entry.unit != "ratio" else ""


def _condition(
    case: ast.FileCase | ast.Case, axes: tuple[str, ...], scope: Scope, writer: Writer
) -> Math | None:
    words = writer.notation.words
    if case.otherwise:
        return Text(words.otherwise)
    if case.selection is None:
        return None
    return row(Text(words.for_), Selection(writer, scope, spoken=True).of(case.selection, axes))


def _with_condition(
    sides: Math, selection: ast.Expr | None, axes: tuple[str, ...], scope: Scope, writer: Writer
) -> Math:
    if selection is None:
        return sides
    every = axes or tuple(name for name, _ in scope.running)
    said = row(Text(writer.notation.words.for_), Selection(writer, scope, spoken=True).of(selection, every))
    return row(sides, COMMA, Text(NARROW), said)


def _function(declaration: ast.Function, own: Math, writer: Writer) -> Math:
    """``growth(x) = x_t / x_{t−1} − 1``: an argument that is moved has an index wherever it stands."""
    names = [parameter.text for parameter in declaration.parameters]
    moved: dict[str, list[str]] = defaultdict(list)
    for node in walk(declaration.formula):
        if isinstance(node, ast.Index) and node.base.ident in names:
            for place in node.places:
                axis = place.axis.text if place.axis else _stepped(place.value, writer)
                if axis and axis not in moved[node.base.ident]:
                    moved[node.base.ident].append(axis)
    scope = Scope(arguments=tuple((name, tuple(moved[name])) for name in names))
    arguments: list[Math] = [default_symbol(name) for name in names]
    left = row(own, bracketed(joined(arguments)))
    return row(left, _EQUALS, writer.formula(declaration.formula, scope))


def _stepped(node: ast.Expr, writer: Writer) -> str:
    """The axis that a place begins with: ``year`` of ``year-1``."""
    while isinstance(node, ast.Binary):
        node = node.left
    return node.ident if isinstance(node, ast.Name) and writer.notation.index(node.ident) else ""


def _everywhere(notation: ModuleNotation, *roots: ast.Expr) -> Scope:
    """The cell that a comparison is about, which may be one of any axis that something in it varies by."""
    axes: dict[str, None] = {}
    for root in roots:
        for node in walk(root):
            name = (
                node.ident
                if isinstance(node, ast.Name)
                else node.base.ident
                if isinstance(node, ast.Index)
                else ""
            )
            named = notation.named(name) if name else None
            axes.update(dict.fromkeys(named.axes if named else ()))
        for node in walk(root):
            if isinstance(node, ast.Aggregate):
                for over in node.over:
                    axes.pop(over.ident, None)
    found = ((name, notation.index(name)) for name in axes)
    return Scope(tuple((name, axis.math) for name, axis in found if axis is not None))


def compared_of(declaration: ast.Check | ast.Expect, notation: ModuleNotation) -> Math:
    """What a check or an expectation compares, and with which tolerance."""
    writer = Writer(notation)
    scope = _everywhere(notation, declaration.condition)
    condition = writer.formula(declaration.condition, scope)
    words = writer.notation.words
    if isinstance(declaration, ast.Expect) and declaration.file is not None:
        path = declaration.file.path.text.rpartition("/")[2]
        condition = row(condition, Operator("≈"), Text(words.figures.format(file=path)))
    parts = [condition]
    if declaration.within is not None:
        parts.append(row(Text(words.within), writer.formula(declaration.within, scope)))
    if declaration.selection is not None:
        axes = tuple(name for name, _ in scope.running)
        parts.append(
            row(Text(words.for_), Selection(writer, scope, spoken=True).of(declaration.selection, axes))
        )
    if len(parts) == 1:
        return condition
    return Lines((parts[0], joined(parts[1:])))
