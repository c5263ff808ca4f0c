"""Proofs about recursions, in the field of rational functions of SymPy: exact, and small, since parts are unknowns.

A part that does not read the quantity itself is one unknown. What a power, a running sum or a running product becomes
from a cell to the next is what these words mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sympy import QQ, Dummy
from sympy.polys.fields import FracField
from sympy.polys.orderings import lex

from semdsl.semantics.model import Arithmetic, Constant, If, Negate, Typed, children
from semdsl.semantics.rewrite import references
from semdsl.symbolic.closed_forms import Forms

_UNKNOWNS: Final = 40  # of a formula; one with more parts is not looked at
Element = Any  # of a field of SymPy
Known = dict[Typed, Element]


class TooLarge(Exception):
    """A formula has more parts than are looked at."""


class Field:
    """Rational functions in unknowns; each part of a formula that is not seen into is one of them."""

    def __init__(self) -> None:
        self._field = FracField([Dummy() for _ in range(_UNKNOWNS)], QQ, lex)
        self._free = list(self._field.gens)
        self.parts: Known = {}

    def unknown(self) -> Element:
        if not self._free:
            raise TooLarge
        return self._free.pop()

    def number(self, value: float) -> Element:
        return self._field.ground_new(QQ(*value.as_integer_ratio()))

    def of(self, node: Typed, known: Mapping[Typed, Element], name: str = "") -> Element:
        """*node*, with the parts in *known* given; a part without *name* in it is an unknown, if there is a name."""
        if node in known:
            return known[node]
        if name and not any(ref.name == name for ref in references(node)):
            return self._part(node)
        match node:
            case Constant(value=value):
                return self.number(value)
            case Negate(operand=operand):
                return -self.of(operand, known, name)
            case Arithmetic(op="^"):
                return self._part(node)
            case Arithmetic(op=op, left=left, right=right):
                one, two = self.of(left, known, name), self.of(right, known, name)
                return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[op](two)
            case _:
                return self._part(node)

    def _part(self, node: Typed) -> Element:
        if isinstance(node, Constant):
            return self.number(node.value)
        if node not in self.parts:
            self.parts[node] = self.unknown()
        return self.parts[node]


def is_linear(formula: Typed, name: str, factor: Typed | None, addend: Typed | None) -> bool:
    """Whether *formula* is ``factor x + addend`` in each of its branches, where ``x`` is its reference to *name*."""
    own = Field()
    try:
        x = own.unknown()
        known: Known = {ref: x for ref in references(formula) if ref.name == name}
        return all(
            own.of(branch, known, name)
            == (own.number(1.0) if a is None else _seen(own, a, formula, name)) * x
            + (own.number(0.0) if b is None else _seen(own, b, formula, name))
            for branch, a, b in _branches(formula, factor, addend, name)
        )
    except TooLarge:
        return False


def _branches(
    formula: Typed, factor: Typed | None, addend: Typed | None, name: str
) -> list[tuple[Typed, Typed | None, Typed | None]]:
    """The branches of *formula*, each with the factor and the addend that it has."""
    if not isinstance(formula, If):
        return [(formula, factor, addend)]

    def of(part: Typed | None, *, then: bool) -> Typed | None:
        if isinstance(part, If) and part.condition == formula.condition:
            return part.then if then else part.otherwise
        return part

    return [
        *_branches(formula.then, of(factor, then=True), of(addend, then=True), name),
        *_branches(formula.otherwise, of(factor, then=False), of(addend, then=False), name),
    ]


def _seen(own: Field, node: Typed, formula: Typed, name: str) -> Element:
    """*node*, made of parts of *formula* that do not read *name*: each of these is the unknown it is there."""
    return own.of(node, {part: own.of(part, {}, name) for part in _own_parts(formula, name)})


def _own_parts(node: Typed, name: str) -> list[Typed]:
    """The largest parts of *node* that do not read *name*."""
    if not any(ref.name == name for ref in references(node)):
        return [node]
    return [part for inner in children(node) for part in _own_parts(inner, name)]


def is_proved(closed: Typed, forms: Forms) -> bool:
    """Whether *closed* is what the start gives where no cell was added, and is carried from each cell to the next.

    With ``n`` cells from the start, ``p`` the product and ``s`` the sum so far, the next has ``n + 1``, ``p a`` and
    ``s + b / (p a)``; without a factor the sum is that of the addends.
    """
    own = Field()
    a = own.number(1.0) if forms.factor is None else own.unknown()
    b = own.number(0.0) if forms.addend is None else own.unknown()
    x, n, p, s = (own.unknown() for _ in range(4))
    earlier_a = a if forms.is_power or forms.factor is None else own.unknown()
    earlier_b = b if forms.is_even or forms.addend is None else own.unknown()
    zero, one = own.number(0.0), own.number(1.0)

    def at(count: Element, product: Element, total: Element, factor: Element, addend: Element) -> Element:
        return own.of(closed, _known(forms, x, count, product, total, factor, addend))

    try:
        start = at(zero, one, zero, a, b)
        before = at(n, p, s, earlier_a, earlier_b)
        after = at(n + one, p * a, s + b / (p * a if forms.factor is not None else one), a, b)
        return bool(start == x and a * before + b == after and _product_goes_back(forms, own))
    except (TooLarge, ZeroDivisionError):
        return False


def _known(
    forms: Forms,
    x: Element,
    count: Element,
    product: Element,
    total: Element,
    factor: Element,
    addend: Element,
) -> Known:
    """What the parts of the closed form are in a cell."""
    known: Known = {forms.first: x}
    if forms.factor is not None:
        known[forms.factor] = factor
        known[forms.product(forms.factor)] = product
    if forms.addend is not None:
        known[forms.addend] = addend
        summed = forms.addend if forms.factor is None else forms.over_product(forms.addend, forms.factor)
        known[forms.sum_of(summed)] = total
    if forms.counts:
        known[forms.steps()] = count
    return known


def _product_goes_back(forms: Forms, own: Field) -> bool:
    """Whether the product of a recursion that goes back is carried as it should be: it is written in running ones.

    If ``q`` is the running product up to a cell, the next one, from which the recursion comes, has ``q a'``.
    """
    if forms.factor is None or forms.is_power or forms.is_forward:
        return True
    a, later, q, everything = (own.unknown() for _ in range(4))
    product, running = forms.product(forms.factor), forms.so_far("product", forms.factor)

    def at(factor: Element, so_far: Element) -> Element:
        total = forms.total("product", forms.factor or forms.first)
        return own.of(product, {forms.factor or forms.first: factor, running: so_far, total: everything})

    return bool(at(a, q) == a * at(later, q * later) and at(a, everything) == a)
