"""What a declaration reads: the names in its formulas, in the order written, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from semdsl.lookup.entries import Declared, Entry
from semdsl.syntax import ast
from semdsl.syntax.walk import children, expressions

_LONGEST_DEFINITION = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A name that a declaration reads, as it writes it, the entry of what it means, and what is bound to an input.

    ``bound`` has a pair for each instance of the file: its name, and the formula that takes the place of the input.
    """

    name: str
    entry: Entry
    bound: tuple[tuple[str, str], ...] = ()

    @property
    def definition(self) -> str:
        """What the name is, where that is short: its number, the formula of a function, the labels of an axis."""
        declaration = self.entry.declaration
        match declaration:
            case ast.Function(parameters=parameters, formula=formula):
                call = f"({', '.join(own.text for own in parameters)})"
                return f"{call} = {_short(formula.span.text)}" if _short(formula.span.text) else call
            case ast.Quantity(cases=(ast.Case(selection=None, formula=ast.Number() as number),)):
                return f" = {number.span.text}"
            case ast.Input():
                return f" = {written}" if (written := _short(self._bindings())) else ""
            case ast.AxisDecl(definition=ast.AxisFile()):
                return ""
            case ast.AxisDecl(definition=definition):
                written = _labels(definition) or definition.span.text
                return f" = {_short(written)}" if _short(written) else ""
            case _:
                return ""

    def _bindings(self) -> str:
        """``expense`` if all instances say so, else ``expense (projected), published_expense (published)``."""
        formulas = dict.fromkeys(formula for _, formula in self.bound)
        if len(formulas) == 1:
            return next(iter(formulas))
        return ", ".join(f"{formula} ({instance})" for instance, formula in self.bound)


def reads(entry: Entry, declared: Declared) -> tuple[Read, ...]:
    """The names that the formulas of *entry* read, each once, in the order written; the axes come last.

    A name that nothing declares, as a label or one with a mistake, is left out; so are the arguments of a function,
    and the entry itself.
    """
    declaration = entry.declaration
    arguments = (
        {own.text for own in declaration.parameters} if isinstance(declaration, ast.Function) else set()
    )
    found: dict[str, Read] = {}
    for name, chooses in (*_in_formulas(declaration), *((axis, True) for axis in _axes(declaration))):
        target = None if name in arguments else declared.find(entry.module, name)
        if target is not None and target is not entry and (_is_axis(target) or not chooses):
            found.setdefault(name, Read(name, target, _bound(target, declared)))
    return tuple(sorted(found.values(), key=lambda read: _is_axis(read.entry)))


def _bound(entry: Entry, declared: Declared) -> tuple[tuple[str, str], ...]:
    """What the instances of its file bind to an input."""
    if not isinstance(entry.declaration, ast.Input):
        return ()
    return tuple(
        (use.name.text, binding.value.span.text)
        for module in declared.project.modules
        for use in module.declarations
        if isinstance(use, ast.Use) and use.bindings and declared.project.module(use) is entry.module
        for binding in use.bindings
        if binding.name and binding.name.text == entry.name
    )


def _is_axis(entry: Entry) -> bool:
    declaration = entry.declaration
    return isinstance(declaration, ast.AxisDecl) or (
        isinstance(declaration, ast.Input) and declaration.what in ("axis", "time")
    )


def _in_formulas(declaration: ast.Declaration) -> Iterator[tuple[str, bool]]:
    """The names in *declaration*, each with whether it chooses cells: there a name is an axis or a label."""
    if isinstance(declaration, ast.Quantity):
        for case in declaration.cases:
            yield from _names(case.formula, chooses=False)
            if case.selection:
                yield from _names(case.selection, chooses=True)
        return
    for expression in expressions(declaration):
        yield from _names(expression, chooses=False)


def _names(node: ast.Expr, *, chooses: bool) -> Iterator[tuple[str, bool]]:
    """The names in *node*, in the order written but for those of axes, which come after what is taken over them."""
    match node:
        case ast.Name(ident=name):
            yield name, chooses
        case ast.Index(base=ast.Name(ident=name), places=places):
            yield name, chooses
            yield from ((place.axis.text, True) for place in places if place.axis)
        case ast.Call(function=ast.Name(ident=name)):
            yield name, chooses
        case ast.Aggregate(body=body, over=over, by=by, weight=weight, selection=selection):
            yield from _names(body, chooses=chooses)
            yield from ((axis.ident, True) for axis in (*over, *((by,) if by else ())))
            yield from _names(weight, chooses=chooses) if weight else ()
            yield from _names(selection, chooses=True) if selection else ()
            return
        case ast.Seek(axis=axis) | ast.Edge(axis=axis) | ast.Beyond(axis=axis):
            yield axis.ident, True
        case _:
            pass
    for child in children(node):
        yield from _names(child, chooses=chooses)


def _axes(declaration: ast.Declaration) -> Iterator[str]:
    """The axes that *declaration* itself names."""
    match declaration:
        case ast.Quantity(axes=axes) | ast.Input(axes=axes):
            yield from (axis.text for axis in axes)
        case ast.Table(axes=axes):
            yield from (axis.text for axis in axes)
        case ast.AxisDecl(of=of, definition=definition):
            parent = definition.parent if isinstance(definition, ast.Every) else of
            if parent:
                yield parent.text
        case ast.Report(rows=rows, columns=columns):
            yield from (layout.axis.ident for layout in (*rows, *columns))
        case ast.Chart(by=by):
            yield from (layout.axis.ident for layout in by)
        case _:
            pass


def _labels(definition: ast.AxisDefinition) -> str:
    """``SEM, GMP`` of an axis that lists its members."""
    if not isinstance(definition, ast.Members):
        return ""
    return ", ".join(member.label for member in definition.members)


def _short(written: str) -> str:
    """*written* on one line; nothing if it is too long for one."""
    line = " ".join(written.split())
    return line if len(line) <= _LONGEST_DEFINITION else ""
