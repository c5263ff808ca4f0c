"""The meaning of a declaration as text: what a value can depend on, in one form however it was written.

Titles, sources, notes and symbols are left out, and with them blanks and comments; ``1_000.0`` is ``1E+3``. Brackets
stay, because the order of computing is part of the meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import assert_never

from semdsl.syntax import ast

_SAYS_NOTHING = frozenset(
    (
        *("source", "law", "note", "erratum", "limitation"),
        *("plural", "symbol", "owner", "since", "calibrated"),
    )
)


def meaning_text(declaration: ast.Declaration) -> str:
    """*declaration* as words joined by blanks; equal for two declarations that give the same values."""
    name = declaration.name.text if _is_used_by_name(declaration) else ""
    words = [declaration.kind, name, *_body(declaration)]
    for attribute in declaration.attributes:
        words += _attribute(attribute)
    return " ".join(word for word in words if word)


def _is_used_by_name(declaration: ast.Declaration) -> bool:
    """Tests, reports and charts are named by a title, which says nothing of their values."""
    return not isinstance(declaration, ast.Test | ast.Report | ast.Chart)


def _body(declaration: ast.Declaration) -> Iterator[str]:
    match declaration:
        case ast.Quantity():
            yield from (*_axes(declaration.axes), *_unit(declaration.unit))
            for case in declaration.cases:
                yield from _case(case)
            if declaration.distribution:
                yield from ("~", declaration.distribution.text)
        case ast.Table():
            yield from (*_axes(declaration.axes), *_unit(declaration.unit))
            for table_case in declaration.cases:
                yield from _case(table_case)
            if declaration.interpolate:
                yield from (
                    "interpolate",
                    declaration.interpolate.method.text,
                    "over",
                    declaration.interpolate.axis.text,
                )
        case ast.Input():
            yield from (declaration.what, *_axes(declaration.axes), *_unit(declaration.unit))
            yield from _after("of", declaration.of.text if declaration.of else None)
            yield from _after("=", declaration.default)
        case ast.Use():
            yield from _use(declaration)
        case ast.AxisDecl():
            yield from _after("of", declaration.of.text if declaration.of else None)
            yield from ("=", *_definition(declaration.definition))
        case ast.Function():
            parameters = " , ".join(word.text for word in declaration.parameters)
            yield from ("(", parameters, ")", "=", expression_text(declaration.formula))
        case ast.Identity():
            yield from (":", expression_text(declaration.left), "=", expression_text(declaration.right))
            yield from _after("for", declaration.selection)
        case _:
            yield from _statement(declaration)


def _statement(declaration: ast.Declaration) -> Iterator[str]:
    match declaration:
        case ast.Check():
            yield from (":", expression_text(declaration.condition))
            yield from _bounds(declaration)
        case ast.Expect():
            yield from (":", expression_text(declaration.condition))
            yield from _file(declaration.file) if declaration.file else ()
            yield from _bounds(declaration)
        case ast.Test():
            yield from (word for given in declaration.given for word in _given("given", given))
            yield from (word for expect in declaration.expects for word in ("expect", *_statement(expect)))
        case ast.Scenario():
            yield from _after("extends", declaration.extends.text if declaration.extends else None)
            yield from (word for given in declaration.settings for word in _given("set", given))
        case ast.Report():
            for word, layouts in (("rows", declaration.rows), ("columns", declaration.columns)):
                for layout in layouts:
                    yield from (word, layout.axis.ident, *_after("in", layout.members))
                    if layout.total is not None:
                        yield "with total first" if layout.total.first else "with total"
            for show in declaration.shows:
                yield from ("show", _listed(show.names), *_unit(show.unit))
                yield from (*_after("weighted by", show.weight), *_after("where", show.where))
        case ast.Chart():
            yield from (declaration.form.text, "of", _listed(declaration.names), *_unit(declaration.unit))
            for layout in declaration.by:
                yield from ("by", layout.axis.ident, *_after("in", layout.members))
            yield from _after("where", declaration.where)
        case _:  # a header, a unit, or a declaration with a mistake: there is no more to it than its name
            return


# ── Parts of declarations ─────────────────────────────────────────────────────────────────────────


def _axes(axes: tuple[ast.Ident, ...]) -> tuple[str, ...]:
    return ("[", " , ".join(axis.text for axis in axes), "]") if axes else ()


def _unit(unit: ast.UnitText | None) -> tuple[str, ...]:
    return (":", unit.scale, unit.text) if unit else ()


def _after(word: str, value: ast.Expr | str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return word, value if isinstance(value, str) else expression_text(value)


def _bounds(judged: ast.Check | ast.Expect) -> Iterator[str]:
    yield from _after("within", judged.within)
    yield from _after("deviates up to", judged.deviates.limit if judged.deviates else None)
    yield from _after("for", judged.selection)


def _case(case: ast.Case | ast.FileCase) -> Iterator[str]:
    yield from ("=", expression_text(case.formula)) if isinstance(case, ast.Case) else _file(case.file)
    yield from _after("for", case.selection)
    if case.otherwise:
        yield "otherwise"
    for attribute in case.attributes:
        yield from _attribute(attribute)


def _attribute(attribute: ast.Attribute) -> tuple[str, ...]:
    if attribute.word in _SAYS_NOTHING:
        return ()
    return attribute.word, " , ".join(map(repr, attribute.texts)), _listed(attribute.numbers)


def _file(file: ast.FromFile) -> Iterator[str]:
    yield from ("from", repr(file.path.text))
    for axis, column in sorted((axis.text, column.text) for axis, column in file.columns):
        yield from ("with", axis, "=", repr(column))
    yield from _after("column", repr(file.column.text) if file.column else None)
    yield from _rows(file.filters)
    yield from ("in", *_unit(file.unit)) if file.unit else ()
    if file.decimal_comma:
        yield "decimal comma"
    if file.total is not None:
        yield from (
            "total",
            " , ".join(sorted(map(repr, file.total.words))),
            *_after("weighted by", file.total.weight),
        )


def _rows(filters: tuple[ast.Filter, ...]) -> Iterator[str]:
    for column, sign, values in sorted((row.column.text, row.op, sorted(row.values)) for row in filters):
        yield from ("where", repr(column), sign, " , ".join(map(repr, values)))


def _given(word: str, given: ast.Given) -> Iterator[str]:
    yield from (word, expression_text(given.target), *_after("=", given.value))
    yield from _file(given.file) if given.file else ()
    yield from _after("for", given.selection)


def _use(use: ast.Use) -> Iterator[str]:
    yield expression_text(use.module)
    bindings = [
        (binding.name.text if binding.name else "", expression_text(binding.value))
        for binding in use.bindings
    ]
    for name, value in sorted(bindings):
        yield from ("with", name, "=", value)


def _definition(definition: ast.AxisDefinition) -> Iterator[str]:
    match definition:
        case ast.Members(members=members):
            for member in members:
                yield from (repr(member.label), *_after(":", member.groups), ",")
        case ast.Integers(low=low, high=high):
            yield from (str(low), "..", str(high))
        case ast.Bands():
            digits = definition.digits
            end = "+" if definition.open_end else f"-{definition.last + definition.width - 1:0{digits}}"
            yield from (f"{definition.low:0{digits}}", "to", f"{definition.last:0{digits}}{end}", "by")
            yield str(definition.width)
        case ast.Every():
            yield from (
                definition.parent.text,
                "by",
                str(definition.width),
                *_after("from", definition.start),
            )
        case ast.AxisFile():
            yield from ("from", repr(definition.path.text))
            yield from _after("column", repr(definition.column.text) if definition.column else None)
            yield from _rows(definition.filters)
        case _:
            assert_never(definition)


# ── Expressions ───────────────────────────────────────────────────────────────────────────────────


def _listed(parts: Iterable[ast.Expr]) -> str:
    return " , ".join(expression_text(part) for part in parts)


def expression_text(node: ast.Expr) -> str:
    """*node* as words joined by blanks."""
    match node:
        case ast.Number(unit=unit):
            return " ".join(word for word in (_number(node), *(_unit(unit)[1:])) if word)
        case ast.Text(text=text):
            return repr(text)
        case ast.Name(ident=ident):
            return ident
        case ast.Index(base=base, places=places):
            return f"{base.ident} [ {' , '.join(map(_place, places))} ]"
        case ast.Call(function=function, arguments=arguments):
            return f"{function.ident} ( {' , '.join(map(_argument, arguments))} )"
        case ast.Aggregate():
            return _aggregate(node)
        case ast.Seek(which=which, axis=axis, condition=condition):
            return f"{which} ( {axis.ident} where {expression_text(condition)} )"
        case ast.Edge(which=which, axis=axis):
            return f"{which} of {axis.ident}"
        case ast.Beyond(which=which, axis=axis):
            return f"{which} {axis.ident}"
        case ast.Unary(op=op, operand=operand):
            return f"{op} {expression_text(operand)}"
        case ast.Binary(op=op, left=left, right=right):
            return f"{expression_text(left)} {op} {expression_text(right)}"
        case ast.If(condition=condition, then=then, otherwise=otherwise):
            branches = (expression_text(part) for part in (condition, then, otherwise))
            return "if {} then {} else {}".format(*branches)
        case ast.Range(low=low, high=high):
            ends = [expression_text(end) if end else "" for end in (low, high)]
            return " .. ".join(ends).strip()
        case ast.Listing(items=items):
            return _listed(items)
        case ast.Group(inner=inner):
            return f"( {expression_text(inner)} )"
        case _:
            assert_never(node)


def _number(number: ast.Number) -> str:
    """The figure without what only helps the eye: ``1_000`` and ``1000.0`` are the same."""
    digits = number.text.removesuffix(number.suffix).replace("_", "")
    return f"{Decimal(digits).normalize()}{number.suffix}"


def _place(place: ast.Place) -> str:
    return (f"{place.axis.text} = " if place.axis else "") + expression_text(place.value)


def _argument(argument: ast.Argument) -> str:
    return (f"{argument.name.text} : " if argument.name else "") + expression_text(argument.value)


def _aggregate(node: ast.Aggregate) -> str:
    clauses = ["over", " , ".join(axis.ident for axis in node.over)]
    clauses += _after("by", node.by) + _after("weighted by", node.weight) + _after("for", node.selection)
    start = "cumulative " if node.cumulative else ""
    return f"{start}{node.function.ident} ( {expression_text(node.body)} {' '.join(clauses)} )"
