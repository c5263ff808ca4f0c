"""Sums, products and quotients of formulas, without the terms that are 0 and the factors that are 1.

``None`` stands for a term that is 0 by its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from semdsl.semantics.model import Apply, Arithmetic, Constant, Negate, Typed
from semdsl.source import Span
from semdsl.units.algebra import RATIO, Unit

Term: TypeAlias = Typed | None


@dataclass(frozen=True, slots=True)
class Algebra:
    """Puts formulas together; ``order`` is the rank of each axis in the model."""

    order: Mapping[str, int]

    def plus(self, left: Term, right: Term, span: Span) -> Term:
        if left is None or right is None:
            return right if left is None else left
        if isinstance(right, Negate):
            return self.minus(left, right.operand, span)
        return self._arithmetic("+", left, right, span, _common(left, right))

    def minus(self, left: Term, right: Term, span: Span) -> Term:
        if right is None:
            return left
        if left is None:
            return negative(right, span)
        if isinstance(right, Negate):
            return self.plus(left, right.operand, span)
        return self._arithmetic("-", left, right, span, _common(left, right))

    def times(self, left: Term, right: Term, span: Span) -> Term:
        if left is None or right is None:
            return None
        if is_one(left) or is_one(right):
            return right if is_one(left) else left
        if isinstance(left, Negate) or isinstance(right, Negate):
            return self._with_sign(self.times(_bare(left), _bare(right), span), left, right, span)
        return self._arithmetic("*", left, right, span, left.unit * right.unit)

    def over(self, above: Term, below: Typed, span: Span) -> Term:
        if above is None or is_one(below):
            return above
        if isinstance(above, Negate) or isinstance(below, Negate):
            return self._with_sign(self.over(_bare(above), _bare(below), span), above, below, span)
        return self._arithmetic("/", above, below, span, above.unit / below.unit)

    def _with_sign(self, bare: Term, left: Typed, right: Typed, span: Span) -> Term:
        """A product or quotient of two parts, without their signs *bare*, with the sign that theirs give it."""
        alike = isinstance(left, Negate) == isinstance(right, Negate)
        return bare if alike or bare is None else negative(bare, span)

    def axes(self, *nodes: Typed) -> tuple[str, ...]:
        """The axes that any of *nodes* varies by, in the model's order."""
        return self.order_of(axis for node in nodes for axis in node.axes)

    def order_of(self, axes: Iterable[str]) -> tuple[str, ...]:
        """*axes*, each once, in the model's order."""
        return tuple(sorted(set(axes), key=self.order.__getitem__))

    def determinant(self, rows: Sequence[Sequence[Term]], span: Span) -> Term:
        """The determinant of a square matrix of few rows, along its first row."""
        if len(rows) == 1:
            return rows[0][0]
        total: Term = None
        for at, entry in enumerate(rows[0]):
            if entry is None:
                continue
            minor = self.determinant([[*row[:at], *row[at + 1 :]] for row in rows[1:]], span)
            term = self.times(entry, minor, span)
            total = self.minus(total, term, span) if at % 2 else self.plus(total, term, span)
        return total

    def _arithmetic(self, op: str, left: Typed, right: Typed, span: Span, unit: Unit) -> Typed:
        return Arithmetic(op=op, left=left, right=right, span=span, axes=self.axes(left, right), unit=unit)


def one(span: Span) -> Typed:
    """Give the number 1."""
    return Constant(value=1.0, span=span, axes=(), unit=RATIO)


def zero(span: Span, unit: Unit) -> Typed:
    """Give the number 0 in *unit*."""
    return Constant(value=0.0, span=span, axes=(), unit=unit)


def is_one(node: Term) -> bool:
    """Whether *node* is the number 1."""
    return isinstance(node, Constant) and node.value == 1


def negative(node: Typed, span: Span) -> Typed:
    """Give *node* with the other sign."""
    if isinstance(node, Negate):
        return node.operand
    return Negate(operand=node, span=span, axes=node.axes, unit=node.unit)


def absolute(node: Typed) -> Typed:
    """The absolute value of *node*."""
    if isinstance(node, Constant):
        return Constant(value=abs(node.value), span=node.span, axes=(), unit=node.unit)
    return Apply(function="abs", arguments=(node,), span=node.span, axes=node.axes, unit=node.unit)


def _bare(node: Typed) -> Typed:
    return node.operand if isinstance(node, Negate) else node


def _common(left: Typed, right: Typed) -> Unit:
    return right.unit if left.unit.special else left.unit
