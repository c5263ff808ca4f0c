"""Polynomials with rational coefficients in numbered unknowns.

A term is a *power product*, unknowns with their exponents in order (``((0, 2), (3, 1))``), and a coefficient. A
polynomial has only the unknowns that are in it, however many a proof has. Each operation is refused before it would be
long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from semdsl.symbolic.limits import BITS, DEGREE, SIZE, TERMS, UNKNOWNS, WORK, Meter, TooMuch

Product: TypeAlias = tuple[tuple[int, int], ...]
Polynomial: TypeAlias = Mapping[Product, "int | Fraction"]  # without terms of 0; whole coefficients are int

_ONE: Product = ()


class Polynomials:
    """Makes polynomials and computes with them, within the bounds of ``limits``."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self.zero: Polynomial = {}
        self.one: Polynomial = {_ONE: 1}

    def constant(self, number: Fraction) -> Polynomial:
        """The polynomial that is *number*."""
        return {_ONE: _plain(number)} if number else self.zero

    def unknown(self, index: int, exponent: int = 1) -> Polynomial:
        """The unknown *index*, to a power."""
        return self.of_terms([(((index, exponent),) if exponent else _ONE, Fraction(1))])

    def of_terms(self, terms: Iterable[tuple[Product, Fraction]]) -> Polynomial:
        """The sum of *terms*, whose power products differ."""
        made = {product: _plain(number) for product, number in terms if number}
        if any(product and product[-1][0] >= UNKNOWNS for product in made):
            raise TooMuch("unknowns", f"{UNKNOWNS:,}")
        return made

    def terms(self, of: Polynomial) -> Iterator[tuple[Product, Fraction]]:
        """The terms of a polynomial."""
        return (
            (product, number if isinstance(number, Fraction) else Fraction(number))
            for product, number in of.items()
        )

    def number(self, of: Polynomial) -> Fraction | None:
        """The number that a polynomial is; None if an unknown is in it."""
        return Fraction(of.get(_ONE, 0)) if of.keys() <= {_ONE} else None

    def add(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """``left + right``."""
        total = dict(left)
        for product, number in right.items():
            _add(total, product, number)
        return _kept(total)

    def multiply(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """``left × right``."""
        if len(left) * len(right) * (_length(left) + _length(right) + 16) > WORK:
            raise TooMuch("terms", f"{TERMS:,}")
        self._meter.look()
        total: dict[Product, int | Fraction] = {}
        for one, first in left.items():
            for two, second in right.items():
                _add(total, times(one, two), first * second)
        return _kept(total)

    def scale(self, of: Polynomial, by: Fraction) -> Polynomial:
        """*of* times a number."""
        factor = _plain(by)
        return _kept({product: _plain(number * factor) for product, number in of.items() if factor})

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
        ((at, _),) = next(iter(unknown))
        return min(dict(product).get(at, 0) for product in of)

    def lowered(self, of: Polynomial, unknown: Polynomial, by: int) -> Polynomial:
        """*of* over a power of *unknown* that all its terms have."""
        if not by:
            return of
        ((at, _),) = next(iter(unknown))
        return {_without(product, at, by): number for product, number in of.items()}

    def quotient(self, of: Polynomial, by: Polynomial) -> Polynomial | None:
        """``of / by`` if nothing remains; a division that would be long is not tried.

        What is left of *of* loses its first term in each step, so nothing remains if that of *by* divides it each time.
        """
        if len(of) < len(by) or len(of) * len(by) > TERMS * 4:
            return None
        self._meter.look()
        first = max(by, key=_order)
        rest, found = dict(of), dict[Product, "int | Fraction"]()
        while rest:
            highest = max(rest, key=_order)
            product = _over(highest, first)
            if product is None or len(found) > TERMS:
                return None
            number = found[product] = _plain(Fraction(rest[highest]) / by[first])
            for own, count in by.items():
                _add(rest, times(product, own), -number * count)
        return _kept(found)


def times(left: Product, right: Product) -> Product:
    """The product of two power products."""
    if not left or not right:
        return left or right
    if left[-1][0] < right[0][0]:
        return left + right
    if right[-1][0] < left[0][0]:
        return right + left
    both = dict(left)
    for at, exponent in right:
        both[at] = both.get(at, 0) + exponent
    return tuple(sorted(both.items()))


def _without(product: Product, at: int, by: int) -> Product:
    """*product* with the exponent of the unknown *at* lowered."""
    lower = ((own, exponent - by if own == at else exponent) for own, exponent in product)
    return tuple((own, exponent) for own, exponent in lower if exponent)


def _over(product: Product, by: Product) -> Product | None:
    """``product / by``; None if that has a negative exponent."""
    left = dict(product)
    for at, exponent in by:
        left[at] = left.get(at, 0) - exponent
        if left[at] < 0:
            return None
    return tuple((at, exponent) for at, exponent in left.items() if exponent)


def _order(product: Product) -> Product:
    """By what power products are ordered as words are, the first unknown first; multiplying keeps that order."""
    return tuple((-at, exponent) for at, exponent in product)


def _add(total: dict[Product, int | Fraction], product: Product, number: int | Fraction) -> None:
    """Add a term to *total*."""
    own = total.get(product)
    if own is not None:
        number = own + number
    if number:
        total[product] = number
    elif own is not None:
        del total[product]


def _plain(number: int | Fraction) -> int | Fraction:
    """*number* as an int if it is whole: sums and products of these take a fraction of the time."""
    return number.numerator if number.denominator == 1 else number


def _length(of: Polynomial) -> int:
    """Of the longest term of *of*."""
    return max(map(len, of), default=0)


def _kept(result: Polynomial) -> Polynomial:
    """*result*, if it is not too large."""
    if len(result) > TERMS or len(result) * _length(result) > SIZE:
        raise TooMuch("terms", f"{TERMS:,}")
    for number in result.values():
        if number.numerator.bit_length() + number.denominator.bit_length() > BITS:
            raise TooMuch("digits", f"{BITS * 3 // 10:,}")
    return result
