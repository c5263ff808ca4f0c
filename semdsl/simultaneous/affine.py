"""A formula as a part without the unknowns of a loop and a slope for each of them, or the part that is not linear.

The parts are formulas again. Only the form is looked at: a product is linear if at most one factor has unknowns in it,
a quotient if its divisor has none, and so on. What is linear by its form is linear; the rare formula that is linear
only after terms have cancelled, such as ``x * x - x * x``, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from semdsl.semantics.model import (
    Aggregate,
    Arithmetic,
    Cumulative,
    If,
    Negate,
    Ref,
    Region,
    Spread,
    Typed,
    children,
)
from semdsl.simultaneous.algebra import Algebra, Term, absolute, negative, one, zero

_Change: TypeAlias = Callable[[Term], Term]
_Join: TypeAlias = Callable[[Term, Term], Term]

LINEAR_AGGREGATES = ("sum", "mean")


class NotLinearError(Exception):
    """``node`` is not linear in the unknowns."""

    def __init__(self, node: Typed) -> None:
        super().__init__(node.span.flat)
        self.node = node


@dataclass(frozen=True, slots=True)
class Affine:
    """``rest`` plus, for each unknown, its slope times the unknown; what is not there is 0."""

    rest: Term
    slopes: Mapping[str, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """Takes formulas apart.

    ``own`` are the references, by identity, that lead to a member of the loop in the cell's own place. A member that
    is not an unknown itself has been taken apart before, into the quantities that ``parts`` names; ``sizes`` names
    those for the sizes of its terms.
    """

    algebra: Algebra
    own: Mapping[int, Ref]
    unknowns: frozenset[str]
    parts: Mapping[str, Affine]
    sizes: Mapping[str, str]

    def read(self, node: Typed) -> Affine:
        """*node* taken apart.

        Raises:
            NotLinearError: a part of it is not linear in the unknowns.

        """
        if not self.has_unknowns(node):
            return Affine(node)
        match node:
            case Ref():
                return self._reference(node)
            case Negate(operand=operand):
                inner = self.read(operand)
                slopes = {own: negative(slope, node.span) for own, slope in inner.slopes.items()}
                return Affine(inner.rest and negative(inner.rest, node.span), slopes)
            case Arithmetic():
                return self._arithmetic(node)
            case If(condition=condition):
                return self._branches(node, condition)
            case Aggregate(function=function) | Cumulative(function=function) if (
                function in LINEAR_AGGREGATES
            ):
                return self._inside(node)
            case Spread():
                return self._inside(node)
            case _:
                raise NotLinearError(node)

    def has_unknowns(self, node: Typed) -> bool:
        """Whether *node* refers to a member of the loop in the cell's own place, and by it to an unknown."""
        if id(node) in self.own and isinstance(node, Ref):
            return node.name in self.unknowns or bool(self.parts[node.name].slopes) or self._looks_up(node)
        return any(self.has_unknowns(part) for part in children(node))

    def _looks_up(self, node: Ref) -> bool:
        return any(self.has_unknowns(part) for part in children(node))

    def _reference(self, node: Ref) -> Affine:
        if self._looks_up(node):
            raise NotLinearError(node)
        if node.name in self.unknowns:
            return Affine(None, {node.name: one(node.span)})
        known = self.parts[node.name]
        return Affine(
            known.rest and self._there(known.rest, node),
            {own: self._there(slope, node) for own, slope in known.slopes.items()},
        )

    def _there(self, part: Typed, node: Ref) -> Typed:
        """*part*, a quantity on the axes of what *node* refers to, in the cell that *node* refers to."""
        if not isinstance(part, Ref):
            return part
        return replace(node, name=part.name, unit=part.unit)

    def _arithmetic(self, node: Arithmetic) -> Affine:
        left, right, span = self.read(node.left), self.read(node.right), node.span
        algebra = self.algebra
        match node.op:
            case "+":
                return self._term_by_term(left, right, lambda a, b: algebra.plus(a, b, span))
            case "-":
                return self._term_by_term(left, right, lambda a, b: algebra.minus(a, b, span))
            case "*" if not left.slopes:
                return self._each(right, lambda part: algebra.times(left.rest, part, span))
            case "*" if not right.slopes:
                return self._each(left, lambda part: algebra.times(part, right.rest, span))
            case "/" if not right.slopes and right.rest is not None:
                below = right.rest
                return self._each(left, lambda part: algebra.over(part, below, span))
            case _:
                raise NotLinearError(node)

    def _branches(self, node: If, condition: Typed) -> Affine:
        if self.has_unknowns(condition):
            raise NotLinearError(node)

        def choose(then: Term, otherwise: Term) -> Term:
            unit = (then or otherwise or node).unit
            branches = (then or zero(node.span, unit), otherwise or zero(node.span, unit))
            axes = self.algebra.axes(condition, *branches)
            return replace(node, then=branches[0], otherwise=branches[1], axes=axes, unit=unit)

        return self._term_by_term(self.read(node.then), self.read(node.otherwise), choose)

    def _inside(self, node: Aggregate | Cumulative | Spread) -> Affine:
        return self._each(self.read(node.body), lambda part: self.over_cells(node, part))

    def over_cells(self, node: Aggregate | Cumulative | Spread, part: Term) -> Term:
        """What *node* does to its body, done to *part* of it."""
        if part is None:
            return None
        match node:
            case Aggregate(over=over, by=by, region=region):
                kept = {axis for axis in (*part.axes, *_axes_of(region)) if axis not in over}
                kept |= {by} if by else set()
            case Cumulative(axis=axis, region=region):
                kept = {*part.axes, *_axes_of(region), axis}
            case Spread(coarse=coarse, fine=fine):
                if coarse not in part.axes:
                    return part
                kept = {axis for axis in part.axes if axis != coarse} | {fine}
        axes = self.algebra.order_of(kept)
        return replace(node, body=part, axes=axes, unit=part.unit)

    def _each(self, parts: Affine, change: _Change) -> Affine:
        slopes = {own: new for own, slope in parts.slopes.items() if (new := change(slope)) is not None}
        return Affine(change(parts.rest), slopes)

    def _term_by_term(self, left: Affine, right: Affine, change: _Join) -> Affine:
        slopes = {
            own: new
            for own in dict.fromkeys((*left.slopes, *right.slopes))
            if (new := change(left.slopes.get(own), right.slopes.get(own))) is not None
        }
        both = change(left.rest, right.rest) if left.rest or right.rest else None
        return Affine(both, slopes)

    # ── Sizes ─────────────────────────────────────────────────────────────────────────────────────

    def size(self, node: Typed) -> Typed:
        """A formula for the sum of the absolute values of the terms of *node*, those of other members included."""
        algebra, span = self.algebra, node.span
        match node:
            case Ref() if id(node) in self.own and node.name not in self.unknowns:
                return replace(node, name=self.sizes[node.name])
            case Negate(operand=operand):
                return self.size(operand)
            case Arithmetic(op="+" | "-", left=left, right=right):
                return algebra.plus(self.size(left), self.size(right), span) or node
            case Arithmetic(op="*", left=left, right=right):
                return algebra.times(self.size(left), self.size(right), span) or node
            case Arithmetic(op="/", left=left, right=right):
                return algebra.over(self.size(left), absolute(right), span) or node
            case If(then=then, otherwise=otherwise):
                return replace(node, then=self.size(then), otherwise=self.size(otherwise))
            case Aggregate(function="sum" | "mean", body=body) | Cumulative(function="sum", body=body):
                return replace(node, body=self.size(body))
            case Spread(body=body):
                return replace(node, body=self.size(body))
            case _:
                return absolute(node)


def _axes_of(region: Region) -> Iterator[str]:
    return (axis for box in region.boxes for axis, _ in box.positions)
