"""What can go wrong within the ranges that a model states: a divisor of 0, a logarithm or power without a value.

Intervals say where it is worth to look. What is told was met: a value within its range with which the interpreter stops
at that very part. So there is no false alarm, and what is not told may still happen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import InternalError
from semdsl.interpret.places import Here
from semdsl.interpret.problem import Cell
from semdsl.semantics.model import Apply, Arithmetic, Constant, Model, Typed
from semdsl.semantics.rewrite import rewrite
from semdsl.semantics.tables import TableValues
from semdsl.symbolic import findings
from semdsl.symbolic.hulls import Hulls
from semdsl.symbolic.intervals import Interval, arithmetic
from semdsl.symbolic.points import Choice, Point, Points, places_of, root_between
from semdsl.symbolic.sites import Site, Witness, sites

_LARGEST_EXPONENT = math.log(1.7976931348623157e308)


def dangers(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """What can go wrong with other values within the ranges that *model* states; each part of a text once.

    May report: ``division-can-be-by-zero``, ``logarithm-can-fail``, ``root-can-fail``, ``power-can-fail``.
    """
    if not any(quantity.limits for quantity in model.quantities.values()):
        return ()
    hulls = Hulls(model, tables)
    points = Points(model, tables)
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
    free = hulls.free_in(site.node)
    places = places_of(site.node.axes, site.scope, points.model)
    cells = {id(here): _cell(site, here, points.model) for here in places}
    if isinstance(site.node, Arithmetic) and site.node.op == "/":
        zeros = _zeros(site.node.right, free, places, points)
        found = _met(site, zeros, places, cells, points) or _crossed(site, free, places, cells, points)
    else:
        found = _met(site, list(points.choices(free)), places, cells, points)
    if found is None or any(_stops_at(points.at({}), site, cell) for cell in cells.values()):
        return None
    return found


def _zeros(
    divisor: Typed, free: tuple[str, ...], places: list[dict[str, int]], points: Points
) -> list[Choice]:
    """The plain choices with which *divisor* is 0 at one of *places*."""
    choices: list[Choice] = list(points.choices(free))
    return [one for one in choices if any(points.at(one).value(divisor, here) == 0 for here in places)]


def _met(
    site: Site,
    choices: Sequence[Choice],
    places: list[dict[str, int]],
    cells: Mapping[int, Cell],
    points: Points,
) -> Witness | None:
    for choice in choices:
        for here in places:
            point = points.at(choice)
            if choice and point.value(site.node, here) is None and _stops_at(point, site, cells[id(here)]):
                return Witness(choice, cells[id(here)])
    return None


def _crossed(
    site: Site,
    free: tuple[str, ...],
    places: list[dict[str, int]],
    cells: Mapping[int, Cell],
    points: Points,
) -> Witness | None:
    """A divisor that has another sign at another value of one quantity is 0 between the two."""
    if not isinstance(site.node, Arithmetic):
        raise InternalError("only a quotient has a divisor")
    choices = [choice for choice in points.choices(free) if choice]
    for here in places:
        for one, two in combinations(choices, 2):
            moved = [name for name in one if one.keys() == two.keys() and one[name] != two[name]]
            if len(moved) != 1:
                continue
            root = root_between(points, site.node.right, here, one, two, moved[0])
            if root is None:
                continue
            choice, cell = {**one, moved[0]: root}, cells[id(here)]
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
