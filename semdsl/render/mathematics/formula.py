"""A formula as written, in the author's order and with his brackets, as mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from semdsl.render.mathematics.notation import (
    Index,
    Named,
    Notation,
    Scope,
    default_symbol,
    with_indices,
)
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.selection import SIGNS as _SIGNS
from semdsl.render.mathematics.selection import Selection
from semdsl.render.mathematics.tree import (
    COMMA,
    Branch,
    Cases,
    Fenced,
    Fraction,
    Large,
    Linked,
    Math,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
    bracketed,
    joined,
    row,
)
from semdsl.syntax import ast
from semdsl.syntax.walk import walk

_SUMS = ("+", "-")
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=", "in")
_LARGE: Mapping[str, Operator | Text] = {
    "sum": Operator("∑"),
    "product": Operator("∏"),
    "min": Text("min"),
    "max": Text("max"),
}
_E = re.compile(r"([\d.,]+)[eE]([+-]?\d+)")
_PRIME = Operator("′", "mark")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes formulas for one declaration."""

    notation: Notation

    def formula(self, node: ast.Expr, scope: Scope) -> Math:
        """*node* as mathematics."""
        match node:
            case ast.Number():
                return self.number(node)
            case ast.Text(text=text):
                return Text(self.notation.label(text))
            case ast.Name(ident=name):
                return self.name(name, (), scope)
            case ast.Index(base=ast.Name(ident=name), places=places):
                return self.name(name, places, scope)
            case ast.Call():
                return self.call(node, scope)
            case ast.Aggregate():
                return self.aggregate(node, scope)
            case ast.Seek():
                return self.seek(node, scope)
            case ast.Edge() | ast.Beyond() | ast.Range() | ast.Listing():
                return Selection(self, scope).of(node)
            case ast.Unary(op="-", operand=operand):
                return row(Operator("−", "prefix"), self.formula(operand, scope))
            case ast.Unary(operand=operand):
                return row(Text(self.notation.words.not_), self.formula(operand, scope))
            case ast.Binary():
                return self.binary(node, scope)
            case ast.If():
                return Cases(tuple(self.branches(node, scope)))
            case ast.Group(inner=inner):
                return bracketed(self.formula(inner, scope))
            case _:
                assert_never(node)

    def number(self, node: ast.Number) -> Math:
        figures = node.text.removesuffix("%").removesuffix("pp").replace("_", ",")
        if node.unit is not None:
            figures = figures.split()[0]
        power = _E.fullmatch(figures.strip())
        shown: Math = Number(figures.strip() + ("%" if node.suffix == "%" else ""))
        if power:
            ten = Scripts(Number("10"), above=Number(str(int(power[2])).replace("-", "−")))
            shown = ten if power[1] == "1" else row(Number(power[1]), Operator("×"), ten)
        if node.suffix == "pp":
            shown = row(shown, Text("\u00a0pp"))
        if node.unit is not None:
            unit = f"{node.unit.scale} {node.unit.text}".strip()
            shown = row(shown, Text(f"\u00a0{self.notation.unit(unit, figures.strip())}"))
        return shown

    # ── Names ─────────────────────────────────────────────────────────────────────────────────────

    def name(self, name: str, places: tuple[ast.Place, ...], scope: Scope) -> Math:
        moved = scope.argument(name)
        if moved is not None:
            return self.cell(Named(default_symbol(name), axes=moved), places, scope)
        named = self.notation.named(name)
        if named is not None:
            return self.cell(named, places, scope)
        axis = self.notation.index(name)
        if axis is not None:
            return scope.cell(name) or axis.math
        return Text(self.notation.label(name))

    def cell(self, named: Named, places: tuple[ast.Place, ...], scope: Scope) -> Math:
        """A quantity in a cell: its symbol with an index for each axis, moved where *places* say so."""
        moved = dict(self.place(place, named, scope) for place in places)
        known = (*named.axes, *(axis for axis in moved if axis not in named.axes))
        indices: list[tuple[Symbol, Math]] = []
        for name in known:
            axis = self.notation.index(name)
            letter = axis.letter if axis else Symbol(name)
            if name in moved:
                indices.append((letter, moved[name]))
            elif not scope.whole and axis is not None:
                indices.append((letter, self.running(axis, scope)))
        written = with_indices(named.symbol, indices)
        return Linked(written, named.key) if named.key else written

    def running(self, axis: Index, scope: Scope) -> Math:
        """The running member of *axis*; of a group that is not running itself, the group of the running member."""
        called = scope.cell(axis.name)
        if called is not None:
            return called
        of = scope.cell(axis.parent) if axis.parent else None
        return axis.math if of is None else row(axis.math, bracketed(of))

    def place(self, place: ast.Place, named: Named, scope: Scope) -> tuple[str, Math]:
        """The axis along which *place* moves, and to where."""
        inner = replace(scope, whole=False)
        if place.axis is not None:
            return place.axis.text, self.formula(place.value, inner)
        first = next(walk(place.value))
        while isinstance(first, ast.Binary):
            first = first.left
        axis = self.axis_of(first, named.axes)
        return axis or plain(self.formula(first, inner)), self.formula(place.value, inner)

    def axis_of(self, node: ast.Expr, axes: tuple[str, ...]) -> str:
        """Which of *axes* a place or a selection is about: the one it names, or the one that has such a member."""
        match node:
            case ast.Edge(axis=ast.Name(ident=name)) | ast.Beyond(axis=ast.Name(ident=name)):
                axis = self.notation.index(name)
                return axis.parent if axis and axis.parent and name not in axes else name
            case ast.Name(ident=name) if self.notation.index(name) and name not in self.labels_of(axes):
                return name
            case ast.Name(ident=label) | ast.Text(text=label) | ast.Number(text=label):
                found = [name for name in axes if (own := self.notation.index(name)) and own.has(label)]
                return found[0] if len(found) == 1 else ""
            case ast.Group(inner=inner):
                return self.axis_of(inner, axes)
            case _:
                return ""

    def labels_of(self, axes: tuple[str, ...]) -> frozenset[str]:
        found = [own.labels for name in axes if (own := self.notation.index(name))]
        return frozenset[str]().union(*found)

    # ── Functions and sums ────────────────────────────────────────────────────────────────────────

    def call(self, node: ast.Call, scope: Scope) -> Math:
        name = node.function.ident
        named = self.notation.named(name)
        words = self.notation.words
        if named is not None:
            whole = replace(scope, whole=True)
            shown = (self.argument(one, whole) for one in node.arguments)
            head = Linked(named.symbol, named.key) if named.key else named.symbol
            return row(head, bracketed(joined(list(shown))))
        parts = [self.formula(one.value, scope) for one in node.arguments]
        match name, parts:
            case "sqrt", [one]:
                return Root(one)
            case "abs", [one]:
                return Fenced("|", one, "|")
            case "exp", [one]:
                return Scripts(Symbol("e"), above=one)
            case "log", [one]:
                return row(Text("ln"), bracketed(one))
            case _:
                said = {"round": words.round, "clamp": words.clamp}.get(name, name)
                return row(Text(said), bracketed(joined(parts)))

    def argument(self, argument: ast.Argument, scope: Scope) -> Math:
        shown = self.formula(argument.value, scope)
        if argument.name is None:
            return shown
        return row(
            Text(argument.name.text.replace("_", "\u00a0")), Operator(":", "mark"), Text("\u00a0"), shown
        )

    def aggregate(self, node: ast.Aggregate, scope: Scope) -> Math:
        names = tuple(name.ident for name in node.over)
        inner = replace(scope, whole=False)
        for name in names:
            axis = self.notation.index(name)
            if axis is not None:
                own = row(axis.letter, _PRIME) if node.cumulative or scope.cell(name) else axis.letter
                inner = inner.with_running(name, Linked(own, axis.key) if axis.key else own)
        under, over = self.range(node, names, inner, scope)
        function = node.function.ident
        body = self.factor(node.body, inner)
        if node.weight is None:
            sign = _LARGE.get(function, Text(self.notation.words.mean))
            return Large(sign, under, over, body)
        weighted = row(body, Operator("⋅"), self.factor(node.weight, inner))
        total = Large(_LARGE["sum"], under, over, weighted)
        if function != "mean":
            return total
        return Fraction(total, Large(_LARGE["sum"], under, over, self.factor(node.weight, inner)))

    def range(
        self, node: ast.Aggregate, names: tuple[str, ...], inner: Scope, outer: Scope
    ) -> tuple[Math, Math | None]:
        """What stands under and over the sign."""
        letters = [inner.cell(name) or Text(name) for name in names]
        select = Selection(self, inner)
        about = {
            name
            for name in names
            if node.selection is not None and select.is_about(node.selection, names, name)
        }
        if node.cumulative:
            own = self.notation.index(names[0])
            bound = row(
                letters[0], Operator("≤"), outer.cell(names[0]) or (own.letter if own else Text(names[0]))
            )
            more = [] if node.selection is None else [COMMA, select.of(node.selection, names)]
            return row(bound, *more), None
        if node.by is not None:
            alone = {name: own for name, own in zip(names, letters, strict=True) if name not in about}
            parts = self.grouped(node.by.ident, dict(zip(names, letters, strict=True)), alone, outer)
            return joined([*parts, *([select.of(node.selection, names)] if node.selection else [])]), None
        if node.selection is None:
            return joined(letters), None
        ends = select.ends(node.selection, names)
        if ends is not None and len(names) == 1:
            return row(letters[0], Operator("="), ends[0]), ends[1]
        said = select.of(node.selection, names)
        others = [letter for name, letter in zip(names, letters, strict=True) if name not in about]
        return joined([*others, said]), None

    def grouped(
        self, by: str, letters: Mapping[str, Math], alone: Mapping[str, Math], outer: Scope
    ) -> Iterator[Math]:
        """Each of *letters* that stands under the sign of a sum by groups: the one that is grouped is in its group.

        Of the others those that stand *alone*: nothing else is said of them.
        """
        group = self.notation.index(by)
        shown: Math = Text(by)
        if group is not None:
            shown = self.running(group, outer if outer.cell(by) else _at(outer, group))
        if group is None or group.parent not in letters:
            yield row(joined(list(letters.values())), Operator("∈"), shown)
            return
        for name, letter in letters.items():
            if name == group.parent:
                yield row(letter, Operator("∈"), shown)
            elif name in alone:
                yield letter

    def seek(self, node: ast.Seek, scope: Scope) -> Math:
        axis = self.notation.index(node.axis.ident)
        letter: Math = axis.math if axis else Text(node.axis.ident)
        condition = self.formula(node.condition, scope.with_running(node.axis.ident, letter))
        sign = "min" if node.which == "first" else "max"
        return row(Text(sign), Fenced("{", row(letter, Operator("∣"), condition), "}"))

    # ── Operators ─────────────────────────────────────────────────────────────────────────────────

    def binary(self, node: ast.Binary, scope: Scope) -> Math:
        words = self.notation.words
        match node.op:
            case "/":
                return Fraction(self.open(node.left, scope), self.open(node.right, scope))
            case "^":
                return self.power(node, scope)
            case "and" | "or":
                word = Text(words.and_ if node.op == "and" else words.or_)
                return row(self.formula(node.left, scope), word, self.formula(node.right, scope))
            case "in":
                return Selection(self, scope).of(node)
            case "+" | "-":
                return self.sum(node, scope)
            case _:
                left = self.formula(node.left, scope)
                if node.op == "*" and _reaches_right(left):
                    left = bracketed(left)
                sign = Operator(_SIGNS.get(node.op, node.op))
                return row(left, sign, self.formula(node.right, scope))

    def sum(self, node: ast.Binary, scope: Scope) -> Math:
        """A sum and a difference of terms."""
        terms: list[Math] = []
        current: ast.Expr = node
        while isinstance(current, ast.Binary) and current.op in _SUMS:
            sign = Operator(_SIGNS.get(current.op, current.op))
            terms.append(row(sign, self.formula(current.right, scope)))
            current = current.left
        terms.append(self.formula(current, scope))
        return row(*terms[::-1])

    def power(self, node: ast.Binary, scope: Scope) -> Math:
        base = self.formula(node.left, scope)
        bare = base.inner if isinstance(base, Linked) else base
        if isinstance(bare, Scripts) and bare.above is None:
            raised: Math = Scripts(bare.base, bare.below, self.open(node.right, scope), bare.before)
            return Linked(raised, base.key) if isinstance(base, Linked) else raised
        if not isinstance(bare, Symbol | Number | Fenced):
            base = bracketed(base)
        return Scripts(base, above=self.open(node.right, scope))

    def open(self, node: ast.Expr, scope: Scope) -> Math:
        """*node* where a line or its height says what belongs together, so that its brackets are not needed."""
        while isinstance(node, ast.Group):
            node = node.inner
        return self.formula(node, scope)

    def factor(self, node: ast.Expr, scope: Scope) -> Math:
        """*node* behind a sign that takes only what is multiplied."""
        shown = self.formula(node, scope)
        open_ended = isinstance(node, ast.Binary) and node.op in (*_SUMS, *_COMPARISONS, "and", "or")
        return bracketed(shown) if open_ended or isinstance(node, ast.If) else shown

    def branches(self, node: ast.If, scope: Scope) -> list[Branch]:
        words = self.notation.words
        condition = row(Text(words.if_), self.formula(node.condition, scope))
        first = Branch(self.formula(node.then, scope), condition)
        rest: ast.Expr = node.otherwise
        while isinstance(rest, ast.Group):
            rest = rest.inner
        if isinstance(rest, ast.If):
            return [first, *self.branches(rest, scope)]
        return [first, Branch(self.formula(rest, scope), Text(words.otherwise))]


def _at(scope: Scope, group: Index) -> Scope:
    """*scope*, in which the cell of the parent of *group* is known only if it is running."""
    return scope if scope.cell(group.parent) else Scope((), scope.arguments)


def _reaches_right(node: Math) -> bool:
    """Whether what follows *node* would seem to belong to it."""
    last = node.parts[-1] if isinstance(node, Row) and node.parts else node
    return isinstance(last, Large | Cases)
