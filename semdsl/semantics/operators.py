"""What the checks know of operators and built-in functions: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from semdsl.semantics.model import Constant, Negate, Typed
from semdsl.units.algebra import ANY, RATIO, UNKNOWN, Unit


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A built-in function: how many arguments it takes, and the rule of its unit.

    ``rule`` is ``ratio`` (a plain ratio in and out), ``same`` (any unit, the same for all arguments and the result),
    ``root`` (the square root of the unit) or ``first`` (the unit of the first argument; the others are plain ratios).
    """

    name: str
    least: int
    most: int
    rule: str
    usage: str


FUNCTIONS = {
    row.name: row
    for row in (
        BuiltIn("exp", 1, 1, "ratio", "exp(x)"),
        BuiltIn("log", 1, 1, "ratio", "log(x)"),
        BuiltIn("expm1", 1, 1, "ratio", "expm1(x)"),
        BuiltIn("log1p", 1, 1, "ratio", "log1p(x)"),
        BuiltIn("sqrt", 1, 1, "root", "sqrt(x)"),
        BuiltIn("abs", 1, 1, "same", "abs(x)"),
        BuiltIn("round", 1, 2, "first", "round(x, 2)"),
        BuiltIn("min", 2, 50, "same", "min(a, b)"),
        BuiltIn("max", 2, 50, "same", "max(a, b)"),
        BuiltIn("clamp", 3, 3, "same", "clamp(x, low, high)"),
    )
}

AGGREGATES = ("sum", "mean", "min", "max", "product")
CUMULATIVE = ("sum", "product")
INTERPOLATIONS = ("linear", "log_linear", "cubic", "log_cubic")


def joined(left: Unit, right: Unit) -> Unit | None:
    """The unit of two things that must have the same one; None if they do not fit."""
    if not left.fits(right):
        return None
    if UNKNOWN in (left, right):
        return UNKNOWN
    return right if left == ANY else left


def product_unit(op: str, left: Unit, right: Unit) -> Unit:
    """The unit of a product or quotient; a zero factor counts as a plain ratio."""
    left, right = (RATIO if unit == ANY else unit for unit in (left, right))
    return left * right if op == "*" else left / right


def power_unit(base: Unit, exponent: Typed) -> Unit | None:
    """The unit of a power: a unit other than ratio needs a whole number as exponent. None if it has another."""
    if base in (RATIO, ANY, UNKNOWN):
        return base if base == UNKNOWN else RATIO
    whole = whole_number(exponent)
    return None if whole is None else base**whole


def whole_number(node: Typed) -> int | None:
    """The whole number that *node* writes, if it is one."""
    match node:
        case Constant(value=value) if value.is_integer():
            return int(value)
        case Negate(operand=Constant(value=value)) if value.is_integer():
            return -int(value)
        case _:
            return None


def root_unit(unit: Unit) -> Unit:
    """The unit whose square is *unit*."""
    return unit ** Fraction(1, 2)


def number_of(node: Typed) -> float | None:
    """The number that *node* is, if it is one that was written down, without a mistake."""
    match node:
        case Constant(value=value) if isfinite(value):  # what is lost by a mistake is no number
            return value
        case Negate(operand=Constant(value=value)) if isfinite(value):
            return -value
        case _:
            return None
