"""Conditions on values, as unknowns that are 1 or 0."""

from __future__ import annotations

from fractions import Fraction

from semdsl.symbolic.quotients import Quotient, Quotients, Relation


def compared(op: str, difference: Quotient, quotients: Quotients, text: str) -> Quotient:
    """Whether ``difference op 0``. Of each pair of opposites (``<``, ``>=``) one is an unknown, the other 1 less it."""
    match op:
        case "=" | "!=":
            own = _unknown("=", _scaled(difference, quotients, signed=False), quotients, text)
        case "<" | ">=":
            own = _unknown("<", _scaled(difference, quotients, signed=True), quotients, text)
        case _:
            turned = quotients.negate(difference)
            own = _unknown("<", _scaled(turned, quotients, signed=True), quotients, text)
    return own if op in ("=", "<", ">") else negation(own, quotients)


def holds(op: str, difference: Fraction) -> bool:
    """Whether ``difference op 0`` for a number."""
    return {
        "=": difference == 0,
        "!=": difference != 0,
        "<": difference < 0,
        "<=": difference <= 0,
        ">": difference > 0,
        ">=": difference >= 0,
    }[op]


def negation(of: Quotient, quotients: Quotients) -> Quotient:
    """``not c``."""
    return quotients.subtract(quotients.number(1), of)


def joined(op: str, left: Quotient, right: Quotient, quotients: Quotients) -> Quotient:
    """``and``, ``or``."""
    both = quotients.multiply(left, right)
    return both if op == "and" else quotients.subtract(quotients.add(left, right), both)


def _scaled(difference: Quotient, quotients: Quotients, *, signed: bool) -> Quotient:
    """*difference* times a number that does not change what it says, so that ``2a < 2b`` is ``a < b``."""
    first = max(quotients.polynomials.terms(difference.top))[1]
    return quotients.scale(difference, 1 / (abs(first) if signed else first))


def _unknown(op: str, difference: Quotient, quotients: Quotients, text: str) -> Quotient:
    key = ("condition", op, quotients.key(difference))
    made = quotients.unknowns.unknown(key, "condition", quotients.inside(difference), text=text)
    own = quotients.of(made)
    quotients.relations.setdefault(made.index, Relation(made.index, 2, own))
    return own
