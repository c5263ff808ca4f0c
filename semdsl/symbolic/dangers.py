"""What can go wrong within the ranges that a model states: a divisor of 0, a logarithm or power without a value.

Intervals say where it is worth to look. What is told was met: a value within its range with which the interpreter stops
at that very part. So there is no false alarm, and what is not told may still happen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import InternalError
from semdsl.interpret.places import Here
from semdsl.interpret.problem import Cell
from semdsl.semantics.model import Apply, Arithmetic, Constant, Model, Typed
from semdsl.semantics.rewrite import rewrite
from semdsl.symbolic import findings
from semdsl.symbolic.hulls import Hulls
from semdsl.symbolic.intervals import Interval, arithmetic
from semdsl.symbolic.points import Choice, Point, Points, places_of, root_between
from semdsl.symbolic.sites import Site, Witness, sites

_LARGEST_EXPONENT = math.log(1.7976931348623157e308)


def dangers(hulls: Hulls) -> tuple[Diagnostic, ...]:
    """What can go wrong with other values within the ranges that the model states; each part of a text once.

    May report: ``division-can-be-by-zero``, ``logarithm-can-fail``, ``root-can-fail``, ``power-can-fail``.
    """
    if not any(hulls.rests_on.values()):
        return ()
    model = hulls.model
    points = Points(model, hulls.tables, hulls.rests_on)
    found: dict[tuple[str, int, int], Diagnostic] = {}
    for site in sites(model):
        span = site.node.span
        key = (span.source.name, span.start, span.end)
        if key in found or not hulls.free_in(site.node) or not is_dangerous(site, hulls):
            continue
        if points.budget.is_spent:
            break
        witness = _witness(site, hulls, points)
        if witness is not None:
            found[key] = findings.danger(site, witness, model)
    return tuple(found.values())


def is_dangerous(site: Site, hulls: Hulls) -> bool:
    """Whether, by intervals alone, the part of *site* may have no value."""

    def of(node: Typed) -> Interval:
        return hulls.of(node, site.scope, site.facts)

    match site.node:
        case Arithmetic(op="/", right=right):
            return 0.0 in of(right)
        case Arithmetic(op="^", left=left, right=right):
            base, exponent = of(left), of(right)
            whole = exponent.is_point and exponent.low.is_integer()
            if (base.low < 0 and not whole) or (0 in base and exponent.low < 0):
                return True
            large = arithmetic("^", base, exponent)
            return base.is_finite and exponent.is_finite and not large.is_finite
        case Apply(function="log", arguments=(one,)):
            return of(one).low <= 0
        case Apply(function="log1p", arguments=(one,)):
            return of(one).low <= -1
        case Apply(function="sqrt", arguments=(one,)):
            return of(one).low < 0
        case Apply(function="exp" | "expm1", arguments=(one,)):
            return of(one).high > _LARGEST_EXPONENT
        case _:
            return False


def _witness(site: Site, hulls: Hulls, points: Points) -> Witness | None:
    """Values within their ranges with which the run stops at *site*; none if it stops there as stated.

    The plainest are looked for first: one value moved, then two that are equal, then a divisor that changes its sign.
    """
    choices = list(points.choices(hulls.free_in(site.node)))
    places = places_of(site.node.axes, site.scope, points.model)
    cells = [_cell(site, here, points.model) for here in places]
    if isinstance(site.node, Arithmetic) and site.node.op == "/":
        divisors = _values(site.node.right, choices, places, points)
        zeros = [choice for choice, values in zip(choices, divisors, strict=True) if 0 in values]
        found = _met(site, zeros, places, cells, points) or _crossed(
            site, choices, divisors, places, cells, points
        )
    else:
        found = _met(site, choices, places, cells, points)
    if found is None or any(_stops_at(points.at({}), site, cell) for cell in cells):
        return None
    return found


def _values(
    node: Typed, choices: Sequence[Choice], places: Sequence[Here], points: Points
) -> list[list[float | None]]:
    """What *node* comes to: for each choice at each place."""
    return [[points.at(one).value(node, here) for here in places] for one in choices]


def _met(
    site: Site, choices: Sequence[Choice], places: Sequence[Here], cells: Sequence[Cell], points: Points
) -> Witness | None:
    for choice in choices:
        for here, cell in zip(places, cells, strict=True):
            point = points.at(choice)
            if choice and point.value(site.node, here) is None and _stops_at(point, site, cell):
                return Witness(choice, cell)
    return None


def _crossed(
    site: Site,
    choices: Sequence[Choice],
    divisors: Sequence[Sequence[float | None]],
    places: Sequence[Here],
    cells: Sequence[Cell],
    points: Points,
) -> Witness | None:
    """A divisor that has another sign at another value of one quantity is 0 between the two."""
    if not isinstance(site.node, Arithmetic):
        raise InternalError("only a quotient has a divisor")
    for at, (here, cell) in enumerate(zip(places, cells, strict=True)):
        ends = [(choice, values[at]) for choice, values in zip(choices, divisors, strict=True) if choice]
        for one, two in combinations(ends, 2):
            choice = root_between(points, site.node.right, here, one, two)
            if choice is None:
                continue
            if _stops_at(points.at(choice), site, cell):
                return Witness(choice, cell)
            if _stops_at(_with_zero(site, choice, points), site, cell):
                return Witness(choice, cell, about=True)
    return None


def _stops_at(point: Point, site: Site, cell: Cell) -> bool:
    """Whether the run stops at the part of *site* when *cell* is computed."""
    stop = point.stops(site.quantity.name, cell)
    return (
        stop is not None and stop.problem.name == site.quantity.name and stop.problem.span == site.node.span
    )


def _with_zero(site: Site, choice: Choice, points: Points) -> Point:
    """The model in which the divisor of *site* is 0, also where a condition looks at it."""
    if not isinstance(site.node, Arithmetic):
        raise InternalError("only a quotient has a divisor")
    divisor = site.node.right

    def zero(part: Typed) -> Typed:
        return (
            Constant(value=0.0, span=part.span, axes=part.axes, unit=part.unit) if part == divisor else part
        )

    cases = tuple(
        replace(case, formula=rewrite(case.formula, zero)) if case is site.case else case
        for case in site.quantity.cases
    )
    quantities = {**points.model.quantities, site.quantity.name: replace(site.quantity, cases=cases)}
    return Point(replace(points.model, quantities=quantities), points.tables, choice, points.budget)


def _cell(site: Site, here: Here, model: Model) -> Cell:
    """A cell of the quantity of *site* whose formula looks at *here*."""
    block, outer = site.block, site.scope
    positions = []
    for axis in site.quantity.axes:
        own = block.get(axis, range(len(model.axes[axis])))
        bound = axis in here and outer.get(axis, own) == own
        positions.append(here[axis] if bound else own[-1])
    return tuple(positions)
