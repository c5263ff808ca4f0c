"""Polynomials with rational coefficients in numbered unknowns: all that is used of SymPy.

A term is a *power product*, unknowns with their exponents in order (``((0, 2), (3, 1))``), and a coefficient. The ring
of SymPy grows as unknowns come in; each operation is refused before it would be long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeAlias

from sympy import QQ, Dummy
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyRing

from semdsl.symbolic.limits import BITS, DEGREE, SIZE, TERMS, UNKNOWNS, WORK, Meter, TooMuch

Polynomial: TypeAlias = Any  # an element of a ring of SymPy
Product: TypeAlias = tuple[tuple[int, int], ...]

_FIRST = 16  # unknowns of the first ring


class Polynomials:
    """Makes polynomials and computes with them, within the bounds of ``limits``."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._ring: Any = PolyRing([Dummy() for _ in range(_FIRST)], QQ, lex)
        self.zero = self.constant(Fraction(0))
        self.one = self.constant(Fraction(1))

    def constant(self, number: Fraction) -> Polynomial:
        """The polynomial that is *number*."""
        return self._ring.ground_new(QQ(number.numerator, number.denominator))

    def unknown(self, index: int, exponent: int = 1) -> Polynomial:
        """The unknown *index*, to a power."""
        self._grow(index)
        return self._ring.from_dict({self._dense(((index, exponent),)): QQ(1)})

    def of_terms(self, terms: Iterable[tuple[Product, Fraction]]) -> Polynomial:
        """The sum of *terms*, whose power products differ."""
        given = list(terms)
        self._grow(max((product[-1][0] for product, _ in given if product), default=0))
        return self._ring.from_dict(
            {self._dense(product): QQ(number.numerator, number.denominator) for product, number in given}
        )

    def terms(self, of: Polynomial) -> Iterator[tuple[Product, Fraction]]:
        """The terms of a polynomial."""
        for dense, number in of.iterterms():
            product = tuple((at, exponent) for at, exponent in enumerate(dense) if exponent)
            yield product, Fraction(int(number.numerator), int(number.denominator))

    def number(self, of: Polynomial) -> Fraction | None:
        """The number that a polynomial is; None if an unknown is in it."""
        if not of.is_ground:
            return None
        return next((own for _, own in self.terms(of)), Fraction(0))

    def add(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """``left + right``."""
        return self._kept(self._here(left) + self._here(right))

    def multiply(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """``left × right``."""
        if len(left) * len(right) * (self._ring.ngens + 16) > WORK:
            raise TooMuch("terms", f"{TERMS:,}")
        self._meter.look()
        return self._kept(self._here(left) * self._here(right))

    def scale(self, of: Polynomial, by: Fraction) -> Polynomial:
        """*of* times a number."""
        return self._kept(self._here(of).mul_ground(QQ(by.numerator, by.denominator)))

    def power(self, of: Polynomial, exponent: int) -> Polynomial:
        """*of* to a whole power of 0 or more."""
        if exponent > DEGREE:
            raise TooMuch("degree", f"{DEGREE}")
        result, square = self.one, of
        while exponent:
            if exponent % 2:
                result = self.multiply(result, square)
            exponent //= 2
            square = self.multiply(square, square) if exponent else square
        return result

    def least(self, of: Polynomial, unknown: Polynomial) -> int:
        """The lowest power of *unknown* in the terms of *of*."""
        at = unknown.LM.index(1)
        of = self._here(of)
        return min(int(dense[at]) for dense in of.itermonoms())

    def lowered(self, of: Polynomial, unknown: Polynomial, by: int) -> Polynomial:
        """*of* over a power of *unknown* that all its terms have."""
        if not by:
            return of
        at = unknown.LM.index(1)
        terms = self._here(of).iterterms()
        return self._ring.from_dict(
            {(*dense[:at], dense[at] - by, *dense[at + 1 :]): number for dense, number in terms}
        )

    def quotient(self, of: Polynomial, by: Polynomial) -> Polynomial | None:
        """``of / by`` if nothing remains; a division that would be long is not tried."""
        of, by = self._here(of), self._here(by)
        if len(of) < len(by) or len(of) * len(by) > TERMS * 4 or not _may_divide(of, by):
            return None
        self._meter.look()
        whole, rest = of.div(by)
        return None if rest else self._kept(whole)

    def _kept(self, result: Polynomial) -> Polynomial:
        if len(result) > TERMS or len(result) * self._ring.ngens > SIZE:
            raise TooMuch("terms", f"{TERMS:,}")
        for number in result.itercoeffs():
            if int(number.numerator).bit_length() + int(number.denominator).bit_length() > BITS:
                raise TooMuch("digits", f"{BITS * 3 // 10:,}")
        return result

    def _dense(self, product: Product) -> tuple[int, ...]:
        dense = [0] * self._ring.ngens
        for at, exponent in product:
            dense[at] = exponent
        return tuple(dense)

    def _grow(self, index: int) -> None:
        if index >= UNKNOWNS:
            raise TooMuch("unknowns", f"{UNKNOWNS:,}")
        count = self._ring.ngens
        if index >= count:
            more = max(count, index + 1 - count)
            self._ring = PolyRing([*self._ring.symbols, *(Dummy() for _ in range(more))], QQ, lex)

    def _here(self, of: Polynomial) -> Polynomial:
        """*of* in the ring as it has grown."""
        if of.ring is self._ring:
            return of
        rest = (0,) * (self._ring.ngens - of.ring.ngens)
        return self._ring.from_dict({dense + rest: number for dense, number in of.iterterms()})


def _may_divide(of: Polynomial, by: Polynomial) -> bool:
    """Whether the first term of *by* divides that of *of*, without which the quotient has a rest."""
    return bool(of) and all(own >= needed for own, needed in zip(of.LM, by.LM, strict=True))
