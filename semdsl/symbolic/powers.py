"""Powers, roots and exponentials, and the functions that algebra does not see into."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from semdsl.symbolic.limits import DEGREE, ROOTS, TooMuch
from semdsl.symbolic.polynomials import Product
from semdsl.symbolic.quotients import Quotient, Quotients, Relation


def power(base: Quotient, exponent: Quotient, quotients: Quotients, text: str) -> Quotient:
    """*base* to the power *exponent*.

    A whole power is multiplied out, any other is a power of an unknown for each term of the exponent, so that
    ``x^(n+1)`` is ``x^n`` times ``x``. That holds for all ``x`` for which the powers as written have a value: where
    ``x`` is negative all of them are whole, and where it is 0 none is below 0.
    """
    number = quotients.value(exponent)
    if number is not None:
        return _to_a_number(base, number, quotients, text)
    if exponent.below:
        return closed("^", (base, exponent), quotients, text)
    result = quotients.number(1)
    for product, count in quotients.polynomials.terms(exponent.top):
        if not product:
            own = _to_a_number(base, count, quotients, text)
        elif abs(count.numerator) > DEGREE:
            return closed("^", (base, exponent), quotients, text)
        else:
            own = quotients.power(_part(base, product, count.denominator, quotients, text), count.numerator)
        result = quotients.multiply(result, own)
    return result


def exponential(exponent: Quotient, quotients: Quotients, text: str) -> Quotient:
    """``exp`` of *exponent*: a product of an unknown for each of its terms."""
    terms = list(quotients.polynomials.terms(exponent.top))
    if exponent.below or any(abs(count.numerator) > DEGREE for _, count in terms):
        return closed("exp", (exponent,), quotients, text)
    result = quotients.number(1)
    for product, count in terms:
        parts = [at for at, _ in product]
        own = quotients.unknowns.unknown(("exp", product, count.denominator), "exp", parts, text=text)
        result = quotients.multiply(result, quotients.of(own, count.numerator))
    return result


def root(of: Quotient, degree: int, quotients: Quotients, text: str) -> Quotient:
    """The root of that *degree*, whose power of that degree is *of* wherever it has a value."""
    made = quotients.unknowns.unknown(
        ("root", quotients.key(of), degree), "root", quotients.inside(of), text=text
    )
    quotients.relations.setdefault(made.index, Relation(made.index, degree, of))
    return quotients.of(made)


def closed(function: str, arguments: Sequence[Quotient], quotients: Quotients, text: str) -> Quotient:
    """A part that algebra does not see into: it is equal to another only if its arguments are."""
    key = ("closed", function, tuple(quotients.key(argument) for argument in arguments))
    parts = [at for argument in arguments for at in quotients.inside(argument)]
    return quotients.of(quotients.unknowns.unknown(key, "closed", parts, text=text))


def _to_a_number(base: Quotient, exponent: Fraction, quotients: Quotients, text: str) -> Quotient:
    if exponent.denominator > ROOTS:
        return closed("^", (base, quotients.number(exponent)), quotients, text)
    if exponent.denominator > 1:
        own = root(base, exponent.denominator, quotients, text)
        return _whole(own, exponent.numerator, quotients, text)
    return _whole(base, exponent.numerator, quotients, text)


def _whole(base: Quotient, exponent: int, quotients: Quotients, text: str) -> Quotient:
    """A whole power; one that is too large to be multiplied out stays as it is."""
    try:
        return quotients.power(base, exponent)
    except TooMuch as reached:
        if reached.reason == "time":
            raise
        return closed("^", (base, quotients.number(exponent)), quotients, text)


def _part(base: Quotient, product: Product, degree: int, quotients: Quotients, text: str) -> Quotient:
    """*base* to the power of *product*, the *degree*-th root of it."""
    parts = [*quotients.inside(base), *(at for at, _ in product)]
    key = ("power", quotients.key(base), product, degree)
    return quotients.of(quotients.unknowns.unknown(key, "power", parts, text=text))
