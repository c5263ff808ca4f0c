"""Multiply, divide, raise and compare units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of base units: ``MXN(2005)/person/day``.

    ``powers`` is sorted by name and has no zero power, so equal units are equal values. Constant and
    current money (``MXN(2005)``, ``MXN``) are different base units. The four units below that are no
    products (``UNKNOWN``, ``ANY``, ``TRUTH``) carry a ``special`` name instead.
    """

    powers: tuple[tuple[str, Fraction], ...] = ()
    special: str = ""

    def __mul__(self, other: Unit) -> Unit:
        if self.special or other.special:
            return _special_product(self, other)
        if not self.powers or not other.powers:
            return other if other.powers else self
        return _unit({name: _power(self, name) + _power(other, name) for name in _names(self, other)})

    def __truediv__(self, other: Unit) -> Unit:
        if self.special or other.special:
            return _special_product(self, other)
        if not other.powers:
            return self
        return _unit({name: _power(self, name) - _power(other, name) for name in _names(self, other)})

    def __pow__(self, exponent: Fraction | int) -> Unit:
        if self.special or exponent == 1:
            return self
        return _unit({name: power * exponent for name, power in self.powers})

    def fits(self, other: Unit) -> bool:
        """Whether a value in this unit may stand where *other* is expected (or the reverse)."""
        if "unknown" in (self.special, other.special):
            return True
        if "any" in (self.special, other.special):
            return "truth" not in (self.special, other.special)
        return self == other

    def __str__(self) -> str:
        if self.special:
            return {"unknown": "an unknown unit", "any": "any unit", "truth": "true or false"}[self.special]
        above = [_factor(name, power) for name, power in self.powers if power > 0]
        below = [_factor(name, -power) for name, power in self.powers if power < 0]
        if not above and not below:
            return "ratio"
        return "/".join(["*".join(above) or "1", *below])


RATIO = Unit()
UNKNOWN = Unit(special="unknown")  # after a mistake: fits everything, so one mistake is reported once
ANY = Unit(special="any")  # the number 0
TRUTH = Unit(special="truth")  # a condition


def base(name: str) -> Unit:
    """The unit with the single base unit *name*."""
    return Unit(((name, Fraction(1)),))


def in_base_units(number: float, scale: float) -> float:
    """The float nearest to *number*, as it is written, times *scale*: 1.005 million is 1,005,000 and nothing less."""
    if scale == 1:
        return number
    product = number * scale
    return float(Fraction(repr(number)) * Fraction(repr(scale))) if isfinite(product) else product


def is_amount(unit: Unit, counted: Sequence[str]) -> bool:
    """Whether *unit* is money, or money per something: no square of it, no money times persons or by other money.

    A name that is neither a currency nor *counted* may be money, as the unit of a template is.
    """
    above = [(name, power) for name, power in unit.powers if power > 0]
    below = [name for name, power in unit.powers if power < 0]
    return (
        len(above) == 1
        and above[0][1] == 1
        and above[0][0] not in counted
        and not any(map(_is_currency, below))
    )


def _is_currency(name: str) -> bool:
    letters = name.partition("(")[0]
    return len(letters) == 3 and letters.isascii() and letters.isalpha() and letters.isupper()


def _names(left: Unit, right: Unit) -> list[str]:
    return sorted({name for name, _ in left.powers} | {name for name, _ in right.powers})


def _power(unit: Unit, name: str) -> Fraction:
    return next((power for own, power in unit.powers if own == name), Fraction(0))


def _unit(powers: Mapping[str, Fraction]) -> Unit:
    return Unit(tuple((name, power) for name, power in sorted(powers.items()) if power))


def _special_product(left: Unit, right: Unit) -> Unit:
    for special in (UNKNOWN, TRUTH, ANY):
        if special in (left, right):
            return UNKNOWN if special is TRUTH else special
    return RATIO


def _factor(name: str, power: Fraction) -> str:
    return name if power == 1 else f"{name}^{power}"
