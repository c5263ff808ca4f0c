"""Quotients of polynomials: what a formula becomes.

A denominator is kept as a product of *factors*, each a polynomial that was divided by; no common divisors are looked
for, which could take long, but a factor that a numerator has is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from semdsl.symbolic.limits import Meter
from semdsl.symbolic.polynomials import Polynomial, Polynomials, Product
from semdsl.symbolic.unknowns import Unknown, Unknowns

_EASY = 2_000  # pairs of terms up to which a factor is tried to be taken out

Key: TypeAlias = tuple[frozenset[tuple[Product, Fraction]], Product]


class Undefined(Exception):
    """A part has no value whatever the values are: it divides by 0."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """``top`` over a product of factors, given by number with their exponents."""

    top: Polynomial
    below: Product = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """The unknown ``index`` to the power ``degree`` is ``value``: a root, or a condition (its square is itself)."""

    index: int
    degree: int
    value: Quotient


@dataclass(slots=True)
class Quotients:
    """Computes with quotients."""

    meter: Meter
    polynomials: Polynomials = field(init=False)
    unknowns: Unknowns = field(default_factory=Unknowns)
    relations: dict[int, Relation] = field(default_factory=dict)
    factors: list[Polynomial] = field(default_factory=list)
    _factors: dict[frozenset[tuple[Product, Fraction]], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.polynomials = Polynomials(self.meter)

    def number(self, number: Fraction | int) -> Quotient:
        """A number."""
        return Quotient(self.polynomials.constant(Fraction(number)))

    def of(self, unknown: Unknown, exponent: int = 1) -> Quotient:
        """An unknown, to a power, which may be negative."""
        own = Quotient(self.polynomials.unknown(unknown.index, abs(exponent)))
        return own if exponent >= 0 else self.inverse(own)

    def value(self, of: Quotient) -> Fraction | None:
        """The number that *of* is; None if an unknown is in it."""
        return None if of.below and of.top else self.polynomials.number(of.top)

    def is_zero(self, of: Quotient) -> bool:
        """Whether *of* is 0 whatever the unknowns are, where none of its factors is."""
        return not of.top

    def key(self, of: Quotient) -> Key:
        """The same for equal polynomials over the same factors."""
        return frozenset(self.polynomials.terms(of.top)), of.below

    def inside(self, of: Quotient) -> set[int]:
        """The unknowns in *of*, by number."""
        found = {at for product, _ in self.polynomials.terms(of.top) for at, _ in product}
        return found.union(*(self.of_factor(factor) for factor, _ in of.below))

    def of_factor(self, factor: int) -> set[int]:
        """The unknowns in a factor."""
        return {at for product, _ in self.polynomials.terms(self.factors[factor]) for at, _ in product}

    # ── Arithmetic ────────────────────────────────────────────────────────────────────────────────

    def negate(self, of: Quotient) -> Quotient:
        """``-x``."""
        return self.scale(of, Fraction(-1))

    def scale(self, of: Quotient, by: Fraction) -> Quotient:
        """*of* times a number."""
        return Quotient(self.polynomials.scale(of.top, by), of.below if by else ())

    def add(self, left: Quotient, right: Quotient) -> Quotient:
        """``left + right``."""
        if left.below == right.below:
            return self._reduced(self.polynomials.add(left.top, right.top), left.below)
        both = dict(left.below)
        for factor, exponent in right.below:
            both[factor] = max(exponent, both.get(factor, 0))
        tops = [self._widened(side, both) for side in (left, right)]
        return self._reduced(self.polynomials.add(*tops), tuple(sorted(both.items())))

    def subtract(self, left: Quotient, right: Quotient) -> Quotient:
        """``left - right``."""
        return self.add(left, self.negate(right))

    def multiply(self, left: Quotient, right: Quotient) -> Quotient:
        """``left × right``."""
        below = dict(left.below)
        for factor, exponent in right.below:
            below[factor] = below.get(factor, 0) + exponent
        plain = self._reduced(self.polynomials.multiply(left.top, right.top), tuple(sorted(below.items())))
        return self.related(plain) if self.relations else plain

    def inverse(self, of: Quotient) -> Quotient:
        """``1 / x``.

        Raises:
            Undefined: *of* is 0.

        """
        if not of.top:
            raise Undefined
        terms = list(self.polynomials.terms(of.top))
        first = max(terms)[1]
        common = dict(terms[0][0])
        for product, _ in terms[1:]:
            own = dict(product)
            common = {at: min(exponent, own[at]) for at, exponent in common.items() if at in own}
        below = {self._factor({((at, 1),): Fraction(1)}): exponent for at, exponent in common.items()}
        if len(terms) > 1:
            rest = {_without(product, common): number / first for product, number in terms}
            below[self._factor(rest)] = 1
        top = self.polynomials.constant(1 / first)
        for factor, exponent in of.below:
            raised = self.polynomials.power(self.factors[factor], exponent)
            top = self.polynomials.multiply(top, raised)
        return self._reduced(top, tuple(sorted(below.items())))

    def power(self, of: Quotient, exponent: int) -> Quotient:
        """*of* to a whole power."""
        if exponent < 0:
            return self.power(self.inverse(of), -exponent)
        below = tuple((factor, own * exponent) for factor, own in of.below) if exponent else ()
        plain = Quotient(self.polynomials.power(of.top, exponent), below)
        return self.related(plain) if self.relations else plain

    def related(self, of: Quotient) -> Quotient:
        """*of* with what is known of its roots and conditions put in."""
        found = next(self._too_high(of), None)
        while found is not None:
            of = self._lowered(of, found)
            self.meter.part()
            found = next(self._too_high(of), None)
        return of

    def map(self, of: Quotient, change: Callable[[Product, Fraction], Quotient]) -> Quotient:
        """The sum of *change* of each term of the numerator."""
        total = self.number(0)
        for product, number in self.polynomials.terms(of.top):
            total = self.add(total, change(product, number))
        return total

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────

    def _widened(self, side: Quotient, both: dict[int, int]) -> Polynomial:
        """The numerator of *side* over the denominator *both*."""
        own, top = dict(side.below), side.top
        for factor, exponent in both.items():
            lacking = exponent - own.get(factor, 0)
            if lacking:
                top = self.polynomials.multiply(top, self.polynomials.power(self.factors[factor], lacking))
        return top

    def _reduced(self, top: Polynomial, below: Product) -> Quotient:
        """The quotient with factors taken out that the numerator has, too."""
        if not top:
            return Quotient(top)
        kept: list[tuple[int, int]] = []
        for factor, exponent in below:
            by, left = self.factors[factor], exponent
            if len(by) == 1:
                left -= min(exponent, self.polynomials.least(top, by))
                top = self.polynomials.lowered(top, by, exponent - left)
            while left and 1 < len(by) * len(top) <= _EASY and len(by) > 1:
                less = self.polynomials.quotient(top, by)
                if less is None:
                    break
                top, left = less, left - 1
            if left:
                kept.append((factor, left))
        return Quotient(top, tuple(kept))

    def _factor(self, terms: dict[Product, Fraction]) -> int:
        """The number of the factor with these *terms*."""
        key = frozenset(terms.items())
        if key not in self._factors:
            self._factors[key] = len(self.factors)
            self.factors.append(self.polynomials.of_terms(terms.items()))
        return self._factors[key]

    def _too_high(self, of: Quotient) -> Iterator[Relation]:
        for product, _ in self.polynomials.terms(of.top):
            for at, exponent in product:
                if at in self.relations and exponent >= self.relations[at].degree:
                    yield self.relations[at]

    def _lowered(self, of: Quotient, known: Relation) -> Quotient:
        """*of* with the power of a relation replaced by its value, once in every term."""
        low: list[tuple[Product, Fraction]] = []
        high: dict[Product, Fraction] = {}
        for product, number in self.polynomials.terms(of.top):
            exponent = dict(product).get(known.index, 0)
            if exponent < known.degree:
                low.append((product, number))
            else:
                high[_without(product, {known.index: known.degree})] = number
        rest = Quotient(self.polynomials.of_terms(high.items()), of.below)
        below = dict(rest.below)
        for factor, exponent in known.value.below:
            below[factor] = below.get(factor, 0) + exponent
        raised = self._reduced(
            self.polynomials.multiply(rest.top, known.value.top), tuple(sorted(below.items()))
        )
        return self.add(self._reduced(self.polynomials.of_terms(low), of.below), raised)


def _without(product: Product, common: dict[int, int]) -> Product:
    left = ((at, exponent - common.get(at, 0)) for at, exponent in product)
    return tuple((at, exponent) for at, exponent in left if exponent)
