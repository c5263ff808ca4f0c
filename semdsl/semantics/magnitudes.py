"""Numbers of another size than was meant: a scale or per cent taken off twice, a rate above 1, a year as exponent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, prod
from typing import NamedTuple

from semdsl.diagnostics.model import Diagnostic
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
    Model,
    Negate,
    Override,
    Quantity,
    Ref,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.operators import whole_number
from semdsl.semantics.spaces import Work
from semdsl.semantics.tables import TableValues
from semdsl.source import Span
from semdsl.units.algebra import RATIO

_YEARS = 1_000  # exponents from here on are numbers of years, not of steps
_MILLION = 1e6
_TENS = (10, 100, 1_000)  # of which a scale may be made in steps, or as a power
_LARGEST_POWER = 15
_SCALES = tuple(10.0**power for power in range(_LARGEST_POWER + 1))


class Factor(NamedTuple):
    """A factor of a product, the power 1 or -1 that it has in it, and the operation of which it is the right side."""

    node: Typed
    power: int
    right_of: Arithmetic | None


def check_magnitudes(quantity: Quantity, quantities: Mapping[str, Quantity], work: Work) -> None:
    """Warn of what makes the values of *quantity* many times too small or large.

    May report: ``scaled-twice``, ``year-as-exponent``.
    """
    for case in quantity.cases:
        told: list[Span] = []
        for term in _terms(case.formula):
            told += _check_own_scale(quantity, _factors(term), quantities, work)
            if quantity.kind == "premium":
                _check_per_cent_put_on(quantity, _factors(term), work)
        for node, in_product in _nodes(case.formula):
            if not isinstance(node, Arithmetic):
                continue
            if node.op == "^":
                _check_exponent(node, work)
            elif node.op in ("*", "/") and not in_product:
                _check_scales_read(node, quantities, told, work)


def check_rate(quantity: Quantity, work: Work) -> None:
    """Warn of figures above 1 without `%` of a *quantity* that stands in `1 + rate`.

    May report: ``rate-above-one``.
    """
    for case in quantity.cases:
        figure = case.formula
        if isinstance(figure, Constant) and figure.value > 1 and not _is_per_cent(figure):
            work.report(findings.magnitudes.rate_above_one(quantity, figure))


def rates_beside_one(quantities: Mapping[str, Quantity]) -> set[str]:
    """The names in `1 + rate` or `1 - rate`, and what is bound to those that are inputs of a template."""
    rates = {
        rate
        for quantity in quantities.values()
        for case in quantity.cases
        for node, _ in _nodes(case.formula)
        if isinstance(node, Arithmetic) and node.op in ("+", "-")
        for rate in _rate_beside_one(node)
    }
    waiting = list(rates)
    while waiting:
        read = quantities.get(waiting.pop())
        bound = read.cases[0].formula if read is not None and read.kind == "input" and read.cases else None
        if isinstance(bound, Ref) and bound.name not in rates:
            rates.add(bound.name)
            waiting.append(bound.name)
    return rates


def check_figures(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """Warn of figures above 1 in `1 + rate` or `1 - rate`: of a table at its first such row, and of what scenarios set.

    May report: ``rate-above-one``.
    """
    large = {
        name: next(line for line, value in zip(table.lines, table.values, strict=True) if value > 1)
        for name, table in tables.items()
        if model.quantities[name].unit == RATIO and any(value > 1 for value in table.values)
    }
    overrides = [own for scenario in model.scenarios.values() for own in scenario.overrides]
    found = check_settings(model, overrides)
    if any(large.values()):
        rates = rates_beside_one(model.quantities)
        found += tuple(
            findings.magnitudes.figure_above_one(model.quantities[name], tables[name].source, line)
            for name, line in large.items()
            if name in rates and line
        )
    return found


def check_settings(model: Model, settings: Sequence[Override]) -> tuple[Diagnostic, ...]:
    """Warn of what *settings* give a rate of *model*, without `%`: above 1 beside 1, or one given in `%` and 1 more.

    May report: ``rate-above-one``.
    """
    found = tuple(
        findings.magnitudes.moved_by_one(model.quantities[one.name], number)
        for one in settings
        if one.formula is not None and _is_given_in_per_cent(model.quantities[one.name])
        for number in _moved_by(one.name, one.formula)
    )
    large = [
        (one.name, one.formula)
        for one in settings
        if isinstance(one.formula, Constant) and one.formula.value > 1 and not _is_per_cent(one.formula)
    ]
    if not large:
        return found
    rates = rates_beside_one(model.quantities)
    return found + tuple(
        findings.magnitudes.rate_above_one(model.quantities[name], figure)
        for name, figure in large
        if name in rates and model.quantities[name].unit == RATIO
    )


def _moved_by(name: str, formula: Typed) -> list[Constant]:
    """The 1 of ``set interest = interest - 1``."""
    if not isinstance(formula, Arithmetic) or formula.op not in ("+", "-"):
        return []
    number, own = formula.right, formula.left
    if not isinstance(own, Ref) and formula.op == "+":
        number, own = own, number
    if not isinstance(own, Ref) or own.name != name or not isinstance(number, Constant):
        return []
    return [number] if number.value >= 1 and not _is_per_cent(number) else []


def _rate_beside_one(node: Arithmetic) -> list[str]:
    """The name in `1 + rate`, `1 - rate` or `rate + 1`."""
    sides = (
        [(node.left, node.right)] if node.op == "-" else [(node.left, node.right), (node.right, node.left)]
    )
    return [
        rate.name
        for one, rate in sides
        if isinstance(rate, Ref) and isinstance(one, Constant) and one.value == 1 and one.unit == RATIO
    ]


def _is_per_cent(figure: Typed) -> bool:
    return figure.span.text.endswith(("%", "pp"))


def _check_own_scale(
    quantity: Quantity, factors: Sequence[Factor], quantities: Mapping[str, Quantity], work: Work
) -> list[Span]:
    """``million MXN`` whose formula divides by 1_000_000, or, of what is read in thousands, by 1_000: where it does."""
    scale, found = quantity.scale, list[Factor]()
    if not _is_per_thousand(scale, factors) and not any(_is_scale(one, scale, 1) for one in factors):
        found += [one for one in factors if _is_scale(one, scale, -1)]
    read = [
        (quantities[one.node.name].scale, one.power)
        for one in factors
        if isinstance(one.node, Ref) and one.node.name in quantities
    ]
    whole = prod(own**power for own, power in read)
    left = scale / whole if isfinite(whole) and whole > 0 else scale
    if scale not in (1, left) and not _is_per_thousand(max(left, 1 / left), factors):
        found += [one for one in factors if _is_taken_off(one, left, factors)]
    for one in found:
        work.report(findings.magnitudes.scaled_besides(quantity, one.node, one.right_of))
    return [one.node.span for one in found]


def _check_per_cent_put_on(premium: Quantity, factors: Sequence[Factor], work: Work) -> None:
    """``expense / wage_bill * 100``: an index may be 100 in its base year, and a premium is a ratio."""
    if any(_is_scale(one, 100, -1) for one in factors):
        return
    for one in factors:
        if _is_scale(one, 100, 1) and not _is_per_cent(one.node):
            work.report(findings.magnitudes.per_cent_put_on(premium, one.node, one.right_of))


def _check_scales_read(
    product: Arithmetic, quantities: Mapping[str, Quantity], told: list[Span], work: Work
) -> None:
    """``wage_bill * 1_000_000``, declared in millions, ``interest / 100``, written as 3.5%; not what was *told*."""
    factors = _factors(product)
    numbers = [one for one in factors if isinstance(one.node, Constant) and one.node.unit == RATIO]
    if not numbers:
        return
    scaled: dict[tuple[float, int], Quantity] = {}
    in_per_cent: Quantity | None = None
    for read in factors:
        own = quantities.get(read.node.name) if isinstance(read.node, Ref) else None
        if own is None:
            continue
        scaled.setdefault((own.scale, read.power), own)
        if in_per_cent is None and read.power == 1 and _is_given_in_per_cent(own):
            in_per_cent = own
    for (scale, power), own in scaled.items():
        if _is_per_thousand(scale, factors):
            continue
        for one in numbers:
            put_on = _is_scale(one, scale, power) and (product.unit != RATIO or power < 0)
            if not put_on and not (power > 0 and _is_taken_off(one, scale, factors)):
                continue
            if not any(place.start <= one.node.span.start < place.end for place in told):
                work.report(findings.magnitudes.read_and_scaled(own, one.node, one.right_of))
                told.append(one.node.span)
    for one in numbers:
        if in_per_cent is not None and _is_scale(one, 100, -1):
            work.report(findings.magnitudes.per_cent_and_scaled(in_per_cent, one.node, one.right_of))


def _is_taken_off(number: Factor, scale: float, factors: Sequence[Factor]) -> bool:
    """Whether *number* divides by *scale*, and nothing puts it on again, nor is a rate per thousand written out."""
    if not _is_scale(number, scale, -1) or any(_is_scale(one, scale, 1) for one in factors):
        return False
    rates = (
        one.node.value not in _SCALES and 1 / one.node.value not in _SCALES
        for one in factors
        if isinstance(one.node, Constant) and one.node.unit == RATIO and one.node.value
    )
    return scale >= _MILLION or not any(rates)


def _is_given_in_per_cent(quantity: Quantity) -> bool:
    if quantity.unit != RATIO or (quantity.table is not None and quantity.table.factor != 0.01):
        return False
    figures = [case.formula for case in quantity.cases if isinstance(case.formula, Constant)]
    return quantity.table is not None or (bool(figures) and all(map(_is_per_cent, figures)))


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
            case Negate(operand=part) | Aggregate(function="sum", body=part):
                waiting.append(Factor(part, one.power, one.right_of))
            case Arithmetic(op="^", left=Constant(value=ten), right=exponent) if ten in _TENS:
                found.append(one._replace(node=_power_of(ten, exponent, one.node)))
            case _:
                found.append(one)
    return found + _in_steps(found)


def _power_of(ten: float, exponent: Typed, power: Typed) -> Typed:
    """``10^6`` as the number that it is."""
    whole = whole_number(exponent)
    if whole is None or abs(whole) > _LARGEST_POWER:
        return power
    value = ten**whole if whole >= 0 else 1 / ten**-whole
    return Constant(value=value, span=power.span, axes=(), unit=RATIO)


def _in_steps(factors: Sequence[Factor]) -> list[Factor]:
    """``/ 1_000 / 1_000`` as one number more; none beside a ratio, of which each may have a thousand of its own."""
    if any(one.node.unit == RATIO and not isinstance(one.node, Constant) for one in factors):
        return []
    found: list[Factor] = []
    for power in (1, -1):
        tens = [
            one.node
            for one in factors
            if one.power == power and isinstance(one.node, Constant) and one.node.value in _TENS
        ]
        if len(tens) > 1:
            spans = sorted((one.span for one in tens), key=lambda span: span.start)
            whole = prod(one.value for one in tens)
            node = Constant(value=whole, span=spans[0].to(spans[-1]), axes=(), unit=RATIO)
            found.append(Factor(node, power, None))
    return found


def _nodes(formula: Typed) -> Iterator[tuple[Typed, bool]]:
    """Every part of *formula*, and whether it is a factor of a product."""
    waiting = [(formula, False)]
    while waiting:
        node, in_product = waiting.pop()
        yield node, in_product
        inside = isinstance(node, Arithmetic) and node.op in ("*", "/")
        waiting += [(child, inside) for child in children(node)]
