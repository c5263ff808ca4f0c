"""Numbers of another size than was meant: a scale that is taken off twice, a year that is an exponent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from semdsl.semantics import findings
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Axis,
    Constant,
    Coordinate,
    Cumulative,
    If,
    Negate,
    Quantity,
    Ref,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.spaces import Work
from semdsl.units.algebra import RATIO

_YEARS = 1_000  # exponents from here on are numbers of years, not of steps
_MILLION = 1e6


class Factor(NamedTuple):
    """A factor of a product, the power 1 or -1 that it has in it, and the operation of which it is the right side."""

    node: Typed
    power: int
    right_of: Arithmetic | None


def check_magnitudes(quantity: Quantity, quantities: Mapping[str, Quantity], work: Work) -> None:
    """Warn of what makes the values of *quantity* a million times too small or large.

    May report: ``scaled-twice``, ``year-as-exponent``.
    """
    for case in quantity.cases:
        for term in _terms(case.formula):
            _check_own_scale(quantity, _factors(term), work)
        for node, in_product in _nodes(case.formula):
            if not isinstance(node, Arithmetic):
                continue
            if node.op == "^":
                _check_exponent(node, work)
            elif not in_product and node.op in ("*", "/") and node.unit != RATIO:
                _check_scales_read(_factors(node), quantities, work)


def _check_own_scale(quantity: Quantity, factors: Sequence[Factor], work: Work) -> None:
    """``million MXN`` whose formula divides by 1_000_000."""
    if _is_per_thousand(quantity.scale, factors) or any(_is_scale(one, quantity.scale, 1) for one in factors):
        return
    for one in factors:
        if _is_scale(one, quantity.scale, -1):
            work.report(findings.magnitudes.scaled_besides(quantity, one.node, one.right_of))


def _check_scales_read(factors: Sequence[Factor], quantities: Mapping[str, Quantity], work: Work) -> None:
    """``wage_bill * 1_000_000``, where ``wage_bill`` is declared in millions."""
    for read in factors:
        own = quantities.get(read.node.name) if isinstance(read.node, Ref) else None
        if own is None or _is_per_thousand(own.scale, factors):
            continue
        for one in factors:
            if _is_scale(one, own.scale, read.power):
                work.report(findings.magnitudes.read_and_scaled(own, one.node, one.right_of))


def _is_scale(factor: Factor, scale: float, power: int) -> bool:
    node = factor.node
    if scale == 1 or not isinstance(node, Constant) or node.unit != RATIO:
        return False
    return node.value == (scale if factor.power == power else 1 / scale)


def _is_per_thousand(scale: float, factors: Sequence[Factor]) -> bool:
    """Whether a thousand may belong to a rate per thousand, as those of births and deaths are printed."""
    rates = (one for one in factors if one.node.unit == RATIO and not isinstance(one.node, Constant))
    return scale < _MILLION and any(rates)


def _check_exponent(power: Arithmetic, work: Work) -> None:
    """``(1 + interest)^year``."""
    exponent = power.right.operand if isinstance(power.right, Negate) else power.right
    coordinate, plus = exponent, 0.0
    if (
        isinstance(exponent, Arithmetic)
        and exponent.op in ("+", "-")
        and isinstance(exponent.right, Constant)
    ):
        coordinate, plus = (
            exponent.left,
            exponent.right.value if exponent.op == "+" else -exponent.right.value,
        )
    if not isinstance(coordinate, Coordinate):
        return
    axis: Axis = work.axes[coordinate.axis]
    values = [abs(own + coordinate.plus + plus) for own in axis.coordinates or ()]
    if values and min(values) >= _YEARS:
        work.report(findings.magnitudes.year_as_exponent(power, exponent, axis))


def _terms(formula: Typed) -> Iterator[Typed]:
    """What *formula* adds up or chooses from: each has the size of the whole."""
    waiting = [formula]
    while waiting:
        match waiting.pop():
            case Arithmetic(op="+" | "-", left=left, right=right):
                waiting += (left, right)
            case If(then=then, otherwise=otherwise):
                waiting += (then, otherwise)
            case Negate(operand=part) | Aggregate(body=part) | Cumulative(body=part) | Spread(body=part):
                waiting.append(part)
            case Apply(arguments=arguments):
                waiting += arguments
            case term:
                yield term


def _factors(product: Typed) -> list[Factor]:
    found: list[Factor] = []
    waiting: list[Factor] = [Factor(product, 1, None)]
    while waiting:
        one = waiting.pop()
        match one.node:
            case Arithmetic(op="*" | "/" as op, left=left, right=right) as node:
                waiting.append(Factor(left, one.power, None))
                waiting.append(Factor(right, one.power if op == "*" else -one.power, node))
            case Negate(operand=operand):
                waiting.append(Factor(operand, one.power, one.right_of))
            case _:
                found.append(one)
    return found


def _nodes(formula: Typed) -> Iterator[tuple[Typed, bool]]:
    """Every part of *formula*, and whether it is a factor of a product."""
    waiting = [(formula, False)]
    while waiting:
        node, in_product = waiting.pop()
        yield node, in_product
        inside = isinstance(node, Arithmetic) and node.op in ("*", "/")
        waiting += [(child, inside) for child in children(node)]
