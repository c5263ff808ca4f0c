"""Which cells are chosen, as a formula or a reader says it: ``for t = 2005``, ``10 ≤ x ≤ 19``, ``the last t``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from semdsl.render.mathematics.notation import Scope
from semdsl.render.mathematics.tree import NOTHING, Fenced, Math, Operator, Text, bracketed, joined, row
from semdsl.syntax import ast
from semdsl.syntax.walk import walk

if TYPE_CHECKING:  # a formula has selections in it, and a selection formulas
    from semdsl.render.mathematics.formula import Writer

SIGNS = {"*": "⋅", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠", "in": "∈"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Says which cells are chosen; ``spoken`` in a sentence, where *the* last year has an article."""

    writer: Writer = field(repr=False)
    scope: Scope
    spoken: bool = False

    def of(self, node: ast.Expr, axes: tuple[str, ...] = ()) -> Math:
        """The selection *node* of cells of *axes*."""
        words = self.writer.notation.words
        match node:
            case ast.Binary(op="and" | "or" as op, left=left, right=right):
                word = words.and_ if op == "and" else words.or_
                return row(self.of(left, axes), Text(word), self.of(right, axes))
            case ast.Unary(op="not", operand=operand):
                return row(Text(words.not_), self.of(operand, axes))
            case ast.Group(inner=inner):
                return bracketed(self.of(inner, axes))
            case ast.Binary(op="in", left=left, right=right):
                return self.within(self.writer.formula(left, self.scope), right)
            case ast.Edge(which=which):
                return self.edge(which, node, axes)
            case ast.Binary(left=ast.Name(ident=axis), op=op, right=ast.Name(ident=label)) if self.has(
                axis, label
            ):
                return row(self.letter(axis), Operator(SIGNS.get(op, op)), self.named(label))
            case ast.Beyond(which=which, axis=ast.Name(ident=name)):
                group = self.writer.notation.index(name)
                letter = self.letter(group.parent if group else "")
                return row(
                    letter, Text(words.before if which == "before" else words.after), self.letter(name)
                )
            case ast.Range() | ast.Listing() | ast.Number() | ast.Text() | ast.Name():
                return self.bare(node, axes)
            case _:
                return self.writer.formula(node, self.scope)

    def bare(self, node: ast.Expr, axes: tuple[str, ...]) -> Math:
        """A label, or several, without the axis that has them."""
        first = next((one for one in walk(node) if isinstance(one, ast.Number | ast.Text | ast.Name)), node)
        axis = self.writer.axis_of(first, axes) or (
            self._numbered(axes) if isinstance(first, ast.Number) else ""
        )
        if axis:
            return self.within(self.letter(axis), node)
        if isinstance(node, ast.Range | ast.Listing):
            return self.members(node)
        return self.label(node)

    def within(self, letter: Math, node: ast.Expr) -> Math:
        """*letter* is one of the members in *node*."""
        match node:
            case ast.Range(low=ast.Number() as low, high=ast.Number() as high):
                return row(self.label(low), Operator("≤"), letter, Operator("≤"), self.label(high))
            case ast.Range(low=ast.Number() as low, high=None):
                return row(letter, Operator("≥"), self.label(low))
            case ast.Range(low=None, high=ast.Number() as high):
                return row(letter, Operator("≤"), self.label(high))
            case ast.Range() | ast.Listing():
                return row(letter, Operator("∈"), self.members(node))
            case _:
                return row(letter, Operator("="), self.label(node))

    def members(self, node: ast.Expr) -> Math:
        items = node.items if isinstance(node, ast.Listing) else (node,)
        shown: list[Math] = []
        for item in items:
            if isinstance(item, ast.Range):
                ends = [self.label(end) for end in (item.low, item.high) if end is not None]
                shown += (
                    [ends[0], Operator("…", "mark"), *ends[1:]]
                    if item.low
                    else [Operator("…", "mark"), *ends]
                )
            else:
                shown.append(self.label(item))
        return Fenced("{", joined(shown), "}")

    def edge(self, which: str, node: ast.Edge, axes: tuple[str, ...]) -> Math:
        words = self.writer.notation.words
        article = words.the if self.spoken else ""
        said = Text(article + (words.first if which == "first" else words.last))
        name = node.axis.ident
        axis = self.writer.notation.index(name)
        if axis is not None and axis.parent and name not in axes:
            return row(said, self.letter(axis.parent), Text(words.of), self.letter(name))
        return row(said, self.letter(name))

    def ends(self, node: ast.Expr, axes: tuple[str, ...]) -> tuple[Math, Math] | None:
        """The first and the last number of a range along the one axis it may be of."""
        if isinstance(node, ast.Binary) and node.op == "in":
            node = node.right
        match node:
            case ast.Range(low=low, high=high) if low is not None and high is not None and len(axes) == 1:
                return self.label(low), self.label(high)
            case _:
                return None

    def is_about(self, node: ast.Expr, axes: tuple[str, ...], name: str) -> bool:
        """Whether *node* says something of the axis *name*."""
        return any(self.writer.axis_of(part, axes) == name for part in walk(node))

    def label(self, node: ast.Expr) -> Math:
        match node:
            case ast.Number():
                return self.writer.number(node)
            case ast.Text(text=text):
                return self.named(text)
            case ast.Name(ident=name) if self.scope.argument(name) is None:
                return self.named(name)
            case _:
                return self.writer.formula(node, self.scope)

    def named(self, label: str) -> Text:
        """The label of a member, as a reader sees it."""
        return Text(self.writer.notation.label(label))

    def has(self, axis: str, label: str) -> bool:
        """Whether *axis* is one, and has a member of that *label*."""
        own = self.writer.notation.index(axis)
        return own is not None and own.has(label)

    def letter(self, name: str) -> Math:
        axis = self.writer.notation.index(name)
        return self.scope.cell(name) or (axis.math if axis else Text(name) if name else NOTHING)

    def _numbered(self, axes: tuple[str, ...]) -> str:
        """The axis that a number beyond its ends can only be of."""
        found = [name for name in axes if (own := self.writer.notation.index(name)) and own.numbers]
        return found[0] if len(found) == 1 else ""
