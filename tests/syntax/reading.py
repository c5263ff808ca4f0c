"""Short ways to read text in these tests."""

from __future__ import annotations

from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import parse, parse_expression


def declarations(text: str) -> tuple[ast.Declaration, ...]:
    """The declarations of *text*, in which there is no mistake."""
    outcome = parse(Source("case.sem", text))
    assert outcome.diagnostics == ()
    return outcome.value.declarations


def codes(text: str) -> list[str]:
    """The codes of what is found in *text*."""
    return [found.code for found in parse(Source("case.sem", text)).diagnostics]


def expression(text: str) -> ast.Expr:
    """The formula *text*, in which there is no mistake."""
    outcome = parse_expression(Source("value", text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def selection(text: str) -> ast.Expr:
    """The selection *text* of a case."""
    (made,) = declarations(f"variable x : ratio = 1 for {text}")
    assert isinstance(made, ast.Quantity)
    assert made.cases[0].selection is not None
    return made.cases[0].selection


def bracketed(node: ast.Expr) -> str:
    """*node* with brackets round everything that has parts."""
    match node:
        case ast.Number(text=text):
            return text
        case ast.Text(text=text):
            return f'"{text}"'
        case ast.Name(ident=ident):
            return ident
        case ast.Unary(op=op, operand=operand):
            return f"({op} {bracketed(operand)})"
        case ast.Binary(op=op, left=left, right=right):
            return f"({bracketed(left)} {op} {bracketed(right)})"
        case ast.Range(low=low, high=high):
            return f"({bracketed(low) if low else ''}..{bracketed(high) if high else ''})"
        case ast.Listing(items=items):
            return f"({', '.join(map(bracketed, items))})"
        case ast.Group(inner=inner):
            return f"[{bracketed(inner)}]"
        case ast.Edge(which=which, axis=axis):
            return f"{which} of {axis.ident}"
        case ast.Beyond(which=which, axis=axis):
            return f"{which} {axis.ident}"
        case ast.If(condition=condition, then=then, otherwise=otherwise):
            return f"(if {bracketed(condition)} then {bracketed(then)} else {bracketed(otherwise)})"
        case _:
            raise AssertionError(node)
