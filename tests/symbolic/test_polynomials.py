"""The polynomials of proofs compute what those of SymPy do, which share no line with them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from sympy import QQ, Dummy
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyRing

from semdsl.symbolic.limits import Meter
from semdsl.symbolic.polynomials import Polynomial, Polynomials, Product, times

UNKNOWNS = 5
RING: Any = PolyRing([Dummy() for _ in range(UNKNOWNS)], QQ, lex)


@pytest.fixture
def polynomials() -> Polynomials:
    return Polynomials(Meter())


def made(random: Random, most: int) -> dict[Product, Fraction]:
    """Up to *most* terms in few unknowns, so that terms meet and cancel."""
    found: dict[Product, Fraction] = {}
    for _ in range(random.randrange(most + 1)):
        exponents = [(at, random.choice((0, 0, 1, 1, 2, 3))) for at in range(UNKNOWNS)]
        product = tuple((at, exponent) for at, exponent in exponents if exponent)
        number = Fraction(random.choice((-3, -2, -1, 1, 1, 2, 6)), random.choice((1, 1, 2, 3)))
        found[product] = number
    return found


def theirs(terms: dict[Product, Fraction]) -> Any:
    dense = {
        tuple(dict(product).get(at, 0) for at in range(UNKNOWNS)): QQ(number.numerator, number.denominator)
        for product, number in terms.items()
    }
    return RING.from_dict(dense)


def same(ours: Polynomial, other: Any, polynomials: Polynomials) -> bool:
    return theirs(dict(polynomials.terms(ours))) == other and len(ours) == len(other)


@pytest.mark.parametrize("seed", range(300))
def test_sums_products_powers_and_quotients_are_those_of_sympy(seed: int, polynomials: Polynomials) -> None:
    random = Random(seed)
    terms = made(random, 6), made(random, 4)
    one, two = (polynomials.of_terms(own.items()) for own in terms)
    first, second = map(theirs, terms)
    by = Fraction(random.randrange(-4, 5), random.randrange(1, 5))
    exponent = random.randrange(4) if two else 1  # SymPy refuses 0 to the power 0
    assert same(polynomials.add(one, two), first + second, polynomials)
    assert same(polynomials.multiply(one, two), first * second, polynomials)
    assert same(polynomials.scale(one, by), first * QQ(by.numerator, by.denominator), polynomials)
    assert same(polynomials.power(two, exponent), second**exponent, polynomials)
    for top, exact in ((polynomials.multiply(one, two), first * second), (one, first)):
        if two and len(top) >= len(two):  # a longer divisor is not tried
            found = polynomials.quotient(top, two)
            assert (found is None) == bool(exact.rem(second))
            assert found is None or same(found, exact.quo(second), polynomials)


@pytest.mark.parametrize("seed", range(50))
def test_a_power_of_an_unknown_is_taken_out(seed: int, polynomials: Polynomials) -> None:
    random = Random(seed)
    at, by = random.randrange(UNKNOWNS), random.randrange(1, 4)
    own = polynomials.of_terms({(): Fraction(1), **made(random, 5)}.items())
    unknown = polynomials.unknown(at)
    raised = polynomials.multiply(own, polynomials.power(unknown, by))
    assert polynomials.least(raised, unknown) == by
    assert polynomials.lowered(raised, unknown, by) == own


def test_what_cancels_leaves_nothing(polynomials: Polynomials) -> None:
    own = polynomials.of_terms({((0, 1),): Fraction(1, 3), ((1, 2),): Fraction(2)}.items())
    assert not polynomials.add(own, polynomials.scale(own, Fraction(-1)))
    assert polynomials.number(polynomials.zero) == 0
    assert polynomials.number(polynomials.add(own, polynomials.one)) is None
    assert polynomials.number(polynomials.constant(Fraction(1, 3))) == Fraction(1, 3)
    assert not polynomials.scale(own, Fraction(0))


def test_power_products_are_multiplied_in_order() -> None:
    assert times(((0, 1), (4, 2)), ((1, 1), (4, 3))) == ((0, 1), (1, 1), (4, 5))
    assert times(((3, 1),), ((1, 1),)) == ((1, 1), (3, 1)) == times(((1, 1),), ((3, 1),))
    assert times((), ((1, 1),)) == ((1, 1),)
