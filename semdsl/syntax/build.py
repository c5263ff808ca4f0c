"""Declarations, as the parser finds them in ``sem.lark``: each method makes the node of its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.build_axes import AxisBuilder
from semdsl.syntax.build_formulas import FormulaBuilder, Parts, ident, listed, named, whole
from semdsl.syntax.build_parts import FileParts, PartBuilder
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas, mistakes_in_lines
from semdsl.syntax.scan import Word

T = TypeVar("T")


class Builder(FormulaBuilder, PartBuilder, AxisBuilder):
    """Callbacks for the declarations. The place of a declaration is set by ``parse``, which knows where it ends."""

    def header(self, parts: Parts) -> ast.Declaration:
        kind, name, titles, attributes = parts
        made = ast.BaseUnit if kind.text == "unit" else ast.Header
        return made(
            kind=kind.text, name=ident(name), titles=titles, attributes=tuple(attributes), span=kind.span
        )

    # ── Other files ───────────────────────────────────────────────────────────────────────────────

    def include(self, parts: Parts) -> ast.Declaration:
        kind, word = parts
        path = ast.Text(word.text, span=word.span)
        return ast.Include(
            kind=kind.text, name=ast.Ident(path.text, span=path.span), path=path, span=kind.span
        )

    def use(self, parts: Parts) -> ast.Declaration:
        kind, word, bindings, alias, attributes = parts
        module = named(word) if word.type == "NAME" else ast.Text(word.text, span=word.span)
        return ast.Use(
            kind=kind.text,
            name=alias or ast.Ident(_last_part(word.text), span=word.span),
            module=module,
            alias=alias,
            bindings=tuple(bindings),
            attributes=tuple(attributes),
            span=kind.span,
        )

    def bindings(self, parts: Parts) -> list[ast.Argument]:
        return parts[2] if parts else []

    def pairs(self, parts: Parts) -> list[Any]:
        return listed(parts)

    def pair(self, parts: Parts) -> ast.Argument:
        return ast.Argument(ident(parts[0]), parts[2], span=whole(parts))

    def alias(self, parts: Parts) -> ast.Ident | None:
        return ident(parts[1]) if parts else None

    def input(self, parts: Parts) -> ast.Declaration:
        kind, attributes = parts[0], tuple(parts[-1])
        if parts[1].type != "NAME":
            what, name, parent, titles = parts[1:-1]
            return ast.Input(
                kind=kind.text, name=ident(name), titles=titles, attributes=attributes, what=what.text, of=parent,
                span=kind.span,
            )  # fmt: skip
        name, axes, titles, unit, default = parts[1:-1]
        if unit is None:
            raise mistakes.Refused(mistakes.missing_unit(name.span, name.text))
        return ast.Input(
            kind=kind.text, name=ident(name), titles=titles, attributes=attributes, what="quantity", axes=axes,
            unit=unit, default=default, span=kind.span,
        )  # fmt: skip

    def default(self, parts: Parts) -> ast.Expr | None:
        return parts[1] if parts else None

    # ── Quantities, tables, functions ─────────────────────────────────────────────────────────────

    def quantity(self, parts: Parts) -> ast.Declaration:
        kind, name, axes, titles, unit, items = parts
        own_cases, attributes = _shared_out(items)
        cases = tuple(case for case in own_cases if isinstance(case, ast.Case))
        if not cases:
            raise mistakes.Refused(mistakes.missing_formula(kind.span.to(name.span), name.text))
        if unit is None and kind.text != "premium":
            last = titles[-1].span if titles else axes[-1].span if axes else name.span
            persons = kind.text == "population"
            raise mistakes.Refused(mistakes.missing_unit(name.span, name.text, last if persons else None))
        return ast.Quantity(
            kind=kind.text,
            name=ident(name),
            titles=titles,
            attributes=attributes,
            axes=axes,
            unit=unit,
            distribution=_only_one(ast.Distribution, items),
            cases=cases,
            span=kind.span,
        )

    def quantity_items(self, parts: Parts) -> list[ast.Node]:
        return items_of(parts)

    def table(self, parts: Parts) -> ast.Declaration:
        kind, name, axes, titles, unit, items = parts
        cases, attributes = _shared_out(items)
        if not any(isinstance(case, ast.FileCase) for case in cases):
            found = mistakes.missing_file(kind.span.to(name.span), name.text, has_formula=bool(cases))
            raise mistakes.Refused(found)
        return ast.Table(
            kind=kind.text,
            name=ident(name),
            titles=titles,
            attributes=attributes,
            axes=axes,
            unit=unit,
            cases=cases,
            interpolate=_only_one(ast.Interpolate, items),
            span=kind.span,
        )

    def table_items(self, parts: Parts) -> list[ast.Node]:
        return items_of(parts)

    def function(self, parts: Parts) -> ast.Declaration:
        kind, name, _, parameters, _, titles, _, formula, attributes = parts
        return ast.Function(
            kind=kind.text,
            name=ident(name),
            titles=titles,
            attributes=tuple(attributes),
            parameters=tuple(ident(word) for word in parameters),
            formula=formula,
            span=kind.span,
        )

    # ── What must be so ───────────────────────────────────────────────────────────────────────────

    def identity(self, parts: Parts) -> ast.Declaration:
        kind, name, titles, _, formula, bounds, attributes = parts
        if not (isinstance(formula, ast.Binary) and formula.op == "="):
            raise mistakes.Refused(mistakes_in_formulas.no_identity(formula.span))
        if "within" in bounds:
            raise mistakes.Refused(mistakes_in_formulas.identity_within(bounds["within"].span))
        return ast.Identity(
            kind=kind.text, name=ident(name), titles=titles, attributes=tuple(attributes),
            left=formula.left, right=formula.right, selection=bounds.get("for"), span=kind.span,
        )  # fmt: skip

    def check(self, parts: Parts) -> ast.Declaration:
        kind, name, titles, _, condition, bounds, attributes = parts
        return ast.Check(
            kind=kind.text, name=ident(name), titles=titles, attributes=tuple(attributes), condition=condition,
            within=bounds.get("within"), selection=bounds.get("for"), deviates=bounds.get("deviates"),
            span=kind.span,
        )  # fmt: skip

    def expect(self, parts: Parts) -> ast.Declaration:
        kind, *named_by, expectation, attributes = parts
        name = ident(named_by[0]) if named_by else _unnamed(kind.span)
        titles = named_by[1] if named_by else ()
        return _expect(kind, name, titles, tuple(attributes), expectation)

    def test(self, parts: Parts) -> ast.Declaration:
        kind, titles, items = parts
        expects: list[ast.Expect] = []
        attributes: list[ast.Attribute] = []
        for item in items:
            match item:
                case (Word() as word, expectation):
                    expects.append(_expect(word, _unnamed(word.span), (), (), expectation))
                case ast.Attribute():
                    attributes.append(item)
        if not expects:
            raise mistakes.Refused(mistakes.nothing_expected(kind.span))
        return ast.Test(
            kind=kind.text,
            name=_titled(kind, titles),
            titles=titles,
            attributes=tuple(attributes),
            given=tuple(_all(ast.Given, items)),
            expects=tuple(expects),
            span=kind.span,
        )

    def test_items(self, parts: Parts) -> list[ast.Node]:
        return items_of(parts)

    def expected(self, parts: Parts) -> tuple[Word, Any]:
        return parts[0], parts[1]

    def scenario(self, parts: Parts) -> ast.Declaration:
        kind, name, titles, items = parts
        return ast.Scenario(
            kind=kind.text,
            name=ident(name),
            titles=titles,
            attributes=tuple(_all(ast.Attribute, items)),
            extends=_only_one(ast.Ident, items),
            settings=tuple(_all(ast.Given, items)),
            span=kind.span,
        )

    def scenario_items(self, parts: Parts) -> list[ast.Node]:
        return items_of(parts)

    def extends(self, parts: Parts) -> ast.Ident:
        return ident(parts[1])

    # ── Results ───────────────────────────────────────────────────────────────────────────────────

    def report(self, parts: Parts) -> ast.Declaration:
        kind, titles, items = parts
        if not any(isinstance(item, ast.Show) for item in items):
            raise mistakes.Refused(mistakes.nothing_shown(kind.span))
        layouts = [item for item in items if isinstance(item, tuple)]
        return ast.Report(
            kind=kind.text,
            name=_titled(kind, titles),
            titles=titles,
            attributes=tuple(_all(ast.Attribute, items)),
            rows=tuple(layout for word, places in layouts if word.text == "rows" for layout in places),
            columns=tuple(layout for word, places in layouts if word.text == "columns" for layout in places),
            shows=tuple(_all(ast.Show, items)),
            span=kind.span,
        )

    def report_items(self, parts: Parts) -> list[Any]:
        return items_of(parts)

    def chart(self, parts: Parts) -> ast.Declaration:
        kind, titles, _, form, _, names, unit, by, where, attributes = parts
        return ast.Chart(
            kind=kind.text,
            name=_titled(kind, titles),
            titles=titles,
            attributes=tuple(attributes),
            form=form,
            names=tuple(names),
            unit=unit,
            by=tuple(by),
            where=where,
            span=kind.span,
        )


def items_of(parts: Parts) -> list[Any]:
    """The lines of a declaration, taken one further line; a lone ``;`` is none."""
    if not parts:
        return []
    items, item = parts
    if item is not None:
        items.append(item)
    made: list[Any] = items
    return made


def _all(kind: type[T], items: Sequence[Any]) -> list[T]:
    return [item for item in items if isinstance(item, kind)]


def _only_one(kind: type[T], items: Sequence[Any]) -> T | None:
    found: list[Any] = _all(kind, items)
    if len(found) > 1:
        raise mistakes.Refused(mistakes_in_lines.repeated_part(found[0].span, found[1].span))
    return found[0] if found else None


def _unnamed(span: Span) -> ast.Ident:
    return ast.Ident("", span=span)


def _titled(kind: Word, titles: tuple[ast.Title, ...]) -> ast.Ident:
    """The name of what is named by its title."""
    if not titles:
        raise mistakes.Refused(mistakes.missing_title(kind.span, kind.text))
    return ast.Ident(titles[0].text, span=titles[0].span)


def _last_part(path: str) -> str:
    """``zelenka`` of ``std.premiums.zelenka``, ``imss`` of ``law/imss.sem``."""
    return path.rpartition("/")[2].removesuffix(".sem").rpartition(".")[2]


def _shared_out(
    items: Sequence[Any],
) -> tuple[tuple[ast.FileCase | ast.Case, ...], tuple[ast.Attribute, ...]]:
    """The cases, and the attributes of the declaration: one on the line of a case is the case's, but for a range.

    A file that gives every cell is no case: what stands beside it is said of the whole table.
    """
    cases: list[ast.FileCase | ast.Case] = []
    own: list[list[ast.Attribute]] = []
    attributes: list[ast.Attribute] = []
    of_case, end = False, None
    for item in items:
        if isinstance(item, ast.FileCase | ast.Case):
            cases.append(item)
            own.append([])
            of_case = isinstance(item, ast.Case) or item.selection is not None or item.otherwise
        elif isinstance(item, ast.Attribute):
            of_case = of_case and end is not None and _same_line(end, item.span)
            is_shared = item.word == "range"  # wherever it stands, it is that of every cell
            (own[-1] if of_case and not is_shared else attributes).append(item)
        end = item.span
    return tuple(_with_attributes(case, given) for case, given in zip(cases, own, strict=True)), tuple(
        attributes
    )


def _with_attributes(
    case: ast.FileCase | ast.Case, attributes: list[ast.Attribute]
) -> ast.FileCase | ast.Case:
    if not attributes:
        return case
    return replace(case, attributes=tuple(attributes), span=case.span.to(attributes[-1].span))


def _same_line(before: Span, after: Span) -> bool:
    return "\n" not in before.source.text[before.end : after.start]


def _expect(
    kind: Word,
    name: ast.Ident,
    titles: tuple[ast.Title, ...],
    attributes: tuple[ast.Attribute, ...],
    expectation: tuple[Any, dict[str, Any]],
) -> ast.Expect:
    what, bounds = expectation
    condition: Any = what.condition if isinstance(what, FileParts) else what
    file = what.node() if isinstance(what, FileParts) else None
    last = max((part.span for part in (condition, file, *bounds.values()) if part), key=lambda span: span.end)
    return ast.Expect(
        kind=kind.text, name=name, titles=titles, attributes=attributes, condition=condition, file=file,
        within=bounds.get("within"), selection=bounds.get("for"), deviates=bounds.get("deviates"),
        span=kind.span.to(last),
    )  # fmt: skip
