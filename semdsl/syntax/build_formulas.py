"""The parts of formulas, as the parser finds them in ``sem.lark``: each method makes the node of its rule.

A method gets the words and nodes that the rule lists, in order. Words that the grammar quotes are among them, so that
a node knows where it ends.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import nearest
from semdsl.errors import InternalError
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas, mistakes_in_lines
from semdsl.syntax.precedence import Run, bracketed
from semdsl.syntax.scan import Word

Parts: TypeAlias = list[Any]  # Lark does not say what it hands over
Clause: TypeAlias = tuple[Word, Any]


def whole(parts: Parts) -> Span:
    """The place from the first to the last of *parts* that has one."""
    end: Span = next(part.span for part in reversed(parts) if hasattr(part, "span"))
    span: Span = parts[0].span.to(end)
    return span


def ident(word: Word) -> ast.Ident:
    """*word* as a name that is declared or listed."""
    return ast.Ident(word.text, span=word.span)


def named(word: Word) -> ast.Name:
    """*word* as a name that is used."""
    return ast.Name(word.text, span=word.span)


def value_of(word: Word) -> float:
    """The value of a number: ``3.5%`` is 0.035, read at once so that it is rounded only once."""
    text = word.text.replace("_", "")
    if word.type == "NUMBER":
        return float(text)
    digits, _, exponent = text.rstrip("%p").lower().partition("e")
    return float(f"{digits}e{int(exponent or 0) - 2}")


class FormulaBuilder:
    """Callbacks for the rules of the section "Formulas"."""

    def formula(self, parts: Parts) -> ast.Expr:
        (run,) = parts
        made: ast.Expr = bracketed(run) if isinstance(run, Run) else run
        return made

    def choice(self, parts: Parts) -> ast.Expr:
        return ast.If(parts[1], parts[3], parts[5], span=whole(parts))

    def chain(self, parts: Parts) -> Run:
        if isinstance(parts[0], Run):
            run = parts[0]
            for part in parts[1:]:
                run.extend(part) if isinstance(part, Run) else run.append(part)
        elif isinstance(parts[-1], Run):
            run = parts[-1]
            run.extendleft(reversed(parts[:-1]))
        else:
            run = Run(parts)
        return run

    def text(self, parts: Parts) -> ast.Expr:
        return ast.Text(parts[0].text, span=parts[0].span)

    def name(self, parts: Parts) -> ast.Expr:
        return named(parts[0])

    def group(self, parts: Parts) -> ast.Expr:
        return ast.Group(parts[1], span=whole(parts))

    def number(self, parts: Parts) -> ast.Expr:
        word = parts[0]
        suffix = "" if word.type == "NUMBER" else word.text[len(word.text.rstrip("%p")) :]
        unit = parts[1] if len(parts) > 1 else None
        if unit and not unit.scale and unit.text in ("%", "pp"):
            raise mistakes.Refused(
                mistakes_in_formulas.blank_before_percent(whole(parts), word.text + unit.text)
            )
        if unit and 6 < len(unit.text) < 12 and nearest(unit.text, ("otherwise",)):
            raise mistakes.Refused(mistakes_in_lines.unknown_word(unit.span, unit.text, ("otherwise",)))
        return ast.Number(word.text, value_of(word), suffix, unit, span=whole(parts))

    def unit(self, parts: Parts) -> ast.UnitText:
        scale = parts[0].text if len(parts) > 1 else ""
        return ast.UnitText(parts[-1].text, scale, span=whole(parts))

    def index(self, parts: Parts) -> ast.Expr:
        return ast.Index(named(parts[0]), tuple(_place(value) for value in parts[2]), span=whole(parts))

    def places(self, parts: Parts) -> list[ast.Expr]:
        return listed(parts)

    def call(self, parts: Parts) -> ast.Expr:
        return ast.Call(named(parts[0]), tuple(parts[2]), span=whole(parts))

    def arguments(self, parts: Parts) -> list[ast.Argument]:
        return listed(parts)

    def argument(self, parts: Parts) -> ast.Argument:
        name = ident(parts[0]) if len(parts) > 1 else None
        return ast.Argument(name, parts[-1], span=whole(parts))

    def edge(self, parts: Parts) -> ast.Expr:
        return ast.Edge(parts[0].text, named(parts[2]), span=whole(parts))

    def beyond(self, parts: Parts) -> ast.Expr:
        return ast.Beyond(parts[0].text, named(parts[1]), span=whole(parts))

    def seek(self, parts: Parts) -> ast.Expr:
        which, axis = parts[0], parts[2]
        if which.text not in ("first", "last"):
            raise mistakes.Refused(mistakes_in_formulas.where_in_call(parts[3].span, which.text))
        if not isinstance(axis, ast.Name):
            raise mistakes.Refused(mistakes_in_formulas.sought_axis(axis.span, which.text))
        return ast.Seek(which.text, axis, parts[4], span=whole(parts))

    # ── Aggregates ────────────────────────────────────────────────────────────────────────────────

    def aggregate(self, parts: Parts) -> ast.Expr:
        cumulative = parts[0].type == "CUMULATIVE"
        function, _, body, clauses = parts[cumulative:-1]
        given: dict[str, Clause] = {}
        for word, value in clauses:
            if word.text in given:
                raise mistakes.Refused(mistakes_in_lines.repeated_clause(given[word.text][0].span, word.span))
            given[word.text] = (word, value)
        if "over" not in given:
            missing = mistakes_in_formulas.missing_over(whole(parts), function.text)
            raise mistakes.Refused(_over_the_selected(missing, given.get("for")))
        absent = (None, None)
        return ast.Aggregate(
            named(function),
            cumulative,
            body,
            tuple(given["over"][1]),
            by=given.get("by", absent)[1],
            weight=given.get("weighted", absent)[1],
            selection=given.get("for", absent)[1],
            span=whole(parts),
        )

    def clauses(self, parts: Parts) -> list[Clause]:
        return listed(parts)

    def clause(self, parts: Parts) -> Clause:
        word, value = parts[0], parts[-1]
        match word.text:
            case "over":
                return word, [named(name) for name in value]
            case "by":
                return word, named(value)
            case _:
                return word, value

    def names(self, parts: Parts) -> list[Word]:
        return listed(parts)


def listed(parts: Parts) -> list[Any]:
    """A list of the grammar, ``items: item | items "," item``, taken one further item."""
    match parts:
        case []:
            return []
        case [list() as items, *_, item]:
            items.append(item)
            return items
        case [item]:
            return [item]
        case _:
            raise InternalError("a part of a selection is of an unknown form")


def _place(value: ast.Expr) -> ast.Place:
    match value:
        case ast.Binary(op="=", left=ast.Name() as axis, right=right):
            return ast.Place(ast.Ident(axis.ident, span=axis.span), right, span=value.span)
        case _:
            return ast.Place(None, value, span=value.span)


def _over_the_selected(missing: Diagnostic, cells: Clause | None) -> Diagnostic:
    """``sum(x for year in 2006..2010)``: over the axis whose cells are selected."""
    if cells is None:
        return missing
    word, selection = cells
    if isinstance(selection, ast.Binary) and isinstance(selection.left, ast.Name):
        return missing.mending(word.span.before, f"over {selection.left.ident} ", certain=False)
    return missing
