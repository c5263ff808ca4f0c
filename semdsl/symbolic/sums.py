"""Sums over variables in one form, so that equal sums are one unknown.

What does not vary by a variable is taken out of its sum, a sum of sums becomes one over all their variables, and a sum
of products whose factors share no variable becomes a product of sums. What is left is an unknown for each product that
is added up. Sums of numbers alone are computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from semdsl.symbolic.limits import WRITTEN_OUT
from semdsl.symbolic.polynomials import Product
from semdsl.symbolic.quotients import Quotient, Quotients
from semdsl.symbolic.unknowns import Unknown, Variable


def total(body: Quotient, over: tuple[Variable, ...], quotients: Quotients) -> Quotient:
    """The sum of *body* over the variables *over*."""
    below = tuple((-1 - factor, exponent) for factor, exponent in body.below)

    def of_term(product: Product, number: Fraction) -> Quotient:
        quotients.meter.part()
        return quotients.scale(_of_product((*product, *below), over, quotients), number)

    return quotients.map(Quotient(body.top), of_term)


def _of_product(product: Product, over: tuple[Variable, ...], quotients: Quotients) -> Quotient:
    """The sum of one product. A factor of the denominator has its number below zero."""
    inner, bound = _flattened(product, over, quotients)
    result = quotients.number(1)
    for group, variables in _groups(inner, bound, quotients):
        if not variables:
            result = quotients.multiply(result, _product(group, quotients))
        elif not group:
            result = quotients.scale(result, Fraction(prod(len(own.positions) for own in variables)))
        else:
            result = quotients.multiply(result, _sum(group, variables, quotients))
    return result


def _flattened(
    product: Product, over: tuple[Variable, ...], quotients: Quotients
) -> tuple[list[tuple[int, int]], list[Variable]]:
    """The factors of *product*, and of the sums among them that depend on a variable of *over*, which is added to.

    A sum over a variable that something beside it depends on stays as it is: there the variable means another member.
    """
    bound, together = list(over), dict[int, int]()
    taken = set(over).union(*(_free(factor, quotients) for factor, _ in product))
    for factor, exponent in product:
        own = quotients.unknowns.all[factor] if factor >= 0 and exponent == 1 else None
        inner: Product = ((factor, exponent),)
        if own is not None and own.kind == "sum" and own.free & set(bound) and not taken & set(own.bound):
            bound.extend(own.bound)
            taken |= set(own.bound)
            inner = own.factors
        for at, times in inner:
            together[at] = together.get(at, 0) + times
    return list(together.items()), bound


def _groups(
    factors: list[tuple[int, int]], bound: list[Variable], quotients: Quotients
) -> list[tuple[list[tuple[int, int]], tuple[Variable, ...]]]:
    """The factors in groups that share no variable of *bound*, each with its variables; the first has none."""
    groups: list[tuple[list[tuple[int, int]], set[Variable]]] = [([], {own}) for own in bound]
    apart: list[tuple[int, int]] = []
    for factor in factors:
        own = _free(factor[0], quotients) & set(bound)
        if not own:
            apart.append(factor)
            continue
        touched = [group for group in groups if group[1] & own]
        joined = [one for group in touched for one in group[0]]
        variables = {one for group in touched for one in group[1]}
        groups = [group for group in groups if not group[1] & own] + [([*joined, factor], variables)]
    return [(apart, ()), *((group, _in_order(variables, bound)) for group, variables in groups)]


def _in_order(variables: set[Variable], bound: list[Variable]) -> tuple[Variable, ...]:
    return tuple(sorted(variables, key=lambda own: (own.axis, own.tag, bound.index(own))))


def _sum(factors: list[tuple[int, int]], over: tuple[Variable, ...], quotients: Quotients) -> Quotient:
    """The unknown that is the sum of a product whose factors all hang together; a number if they are numbers."""
    unknowns = quotients.unknowns.all
    known = [unknowns[factor] for factor, _ in factors if factor >= 0]
    if (
        len(over) == 1
        and len(known) == len(factors)
        and all(own.kind in ("index", "number") for own in known)
    ):
        return quotients.number(_of_numbers([(unknowns[at], exponent) for at, exponent in factors]))
    ordered = tuple(sorted(factors))
    free = frozenset(own for factor, _ in ordered for own in _free(factor, quotients)) - set(over)
    parts = [
        at for factor, _ in ordered for at in ([factor] if factor >= 0 else quotients.of_factor(-1 - factor))
    ]
    key = ("sum", frozenset(over), ordered)
    made = quotients.unknowns.unknown(key, "sum", parts, free=free, bound=over, factors=ordered)
    return quotients.of(made)


def _of_numbers(factors: list[tuple[Unknown, int]]) -> Fraction:
    count = len(factors[0][0].numbers)
    return sum(
        (
            prod((own.numbers[at] ** exponent for own, exponent in factors), start=Fraction(1))
            for at in range(count)
        ),
        Fraction(0),
    )


def _free(factor: int, quotients: Quotients) -> frozenset[Variable]:
    unknowns = quotients.unknowns.all
    if factor >= 0:
        return unknowns[factor].free
    return frozenset(own for at in quotients.of_factor(-1 - factor) for own in unknowns[at].free)


def _product(factors: list[tuple[int, int]], quotients: Quotients) -> Quotient:
    result = quotients.number(1)
    for factor, exponent in factors:
        if factor >= 0:
            result = quotients.multiply(result, quotients.of(quotients.unknowns.all[factor], exponent))
        else:
            result = quotients.multiply(
                result, Quotient(quotients.polynomials.one, ((-1 - factor, exponent),))
            )
    return result


def written_out(sums: Iterable[Unknown]) -> dict[str, int]:
    """How many members the largest variable along each axis of *sums* has, if writing them out stays small."""
    sizes: dict[str, int] = {}
    most = 1
    for own in sums:
        most = max(most, prod(len(variable.positions) for variable in own.bound))
        for variable in own.bound:
            sizes[variable.axis] = max(len(variable.positions), sizes.get(variable.axis, 0))
    return sizes if most <= WRITTEN_OUT else {}
