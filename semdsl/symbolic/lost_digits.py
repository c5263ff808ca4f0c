"""Where a formula of a form that loses digits does so, at values that the model states or says to be possible.

The part is computed with sixty digits, and so is what it adds up: by so much this is larger, digits are lost. A form
loses most near a value where it is 0: so that value is looked for, and the part computed close beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import InternalError
from semdsl.interpret.decimals import Decimals
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.places import Here
from semdsl.interpret.problem import Cell, Stop
from semdsl.semantics.model import Typed, children
from semdsl.symbolic import findings
from semdsl.symbolic.cancelling import Match, is_sum, matches, terms_of
from semdsl.symbolic.hulls import Hulls
from semdsl.symbolic.limits import DIGITS_TO_LOSE, TooMuch
from semdsl.symbolic.points import Choice, Point, Points, places_of, root_between
from semdsl.symbolic.sites import Site, sites

_BESIDE = 1e-9  # of the width of a range: how far from a zero the part is computed


@dataclass(frozen=True, slots=True)
class Loss:
    """How many digits are lost, with which values within their ranges; none of these if it is as stated."""

    digits: int
    choice: Choice


def lost_digits(hulls: Hulls) -> tuple[Diagnostic, ...]:
    """Where the model loses more than six digits for want of a stable form; each part of a text once.

    May report: ``digits-lost``.
    """
    model = hulls.model
    points = Points(model, hulls.tables, hulls.rests_on)
    found: dict[tuple[str, int, int], Diagnostic] = {}
    covered: list[tuple[str, int, int]] = []
    inner: set[int] = set()  # sums inside larger ones, with which they are looked at
    for site in sites(model):
        if is_sum(site.node):
            inner.update(id(part) for part in children(site.node) if is_sum(part))
        for match in () if id(site.node) in inner else matches(site.node):
            span = match.node.span
            key = (span.source.name, span.start, span.end)
            if key in covered or points.budget.is_spent:
                continue
            loss = _loss(match, site, hulls, points)
            if loss is not None:
                covered.append(key)
                found[key] = findings.digits_lost(match, loss.digits, loss.choice, model)
                break
    return tuple(found.values())


def _loss(match: Match, site: Site, hulls: Hulls, points: Points) -> Loss | None:
    """The first loss that is met: as stated, else with other values within ranges."""
    parts = (match.node, *(condition for condition, _ in site.conditions))
    axes = tuple(dict.fromkeys(axis for part in parts for axis in part.axes))
    places = places_of(axes, site.scope, points.model)
    for choice, here in _near(match.node, hulls.free_in(match.node), places, points):
        digits = digits_at(points.at(choice), match.node, here)
        if digits > DIGITS_TO_LOSE and _is_computed(site, points.at(choice), here):
            return Loss(digits, choice)
    return None


def _near(
    node: Typed, free: tuple[str, ...], places: list[dict[str, int]], points: Points
) -> Iterator[tuple[Choice, Here]]:
    """Where *node* may lose digits: as stated, at plain choices, and beside those where it is 0."""
    yield from ((choice, here) for choice in points.choices(free) for here in places)
    for name in free:
        low, high = points.model.quantities[name].limits or (0.0, 0.0)
        step = (high - low) * _BESIDE
        for here in places:
            for root in _roots(node, name, free, here, points):
                yield from (({name: at}, here) for at in (root + step, root - step) if low <= at <= high)


def _roots(node: Typed, name: str, free: tuple[str, ...], here: Here, points: Points) -> list[float]:
    """Values of *name* alone at which *node* is 0."""
    own = sorted(choice[name] for choice in points.choices(free) if choice.keys() == {name})
    values = [points.at({name: at}).value(node, here) for at in own]
    zeros = [at for at, value in zip(own, values, strict=True) if value == 0]
    if not zeros and len(own) > 1:
        ends = ({name: own[0]}, values[0]), ({name: own[-1]}, values[-1])
        root = root_between(points, node, here, *ends)
        zeros = [] if root is None else [root[name]]
    return zeros


def digits_at(point: Point, node: Typed, here: Here) -> int:
    """How many of its sixteen digits *node* has not, there: by so much the largest of what is added is larger.

    Each of its terms is right to sixteen digits of its own; in a logarithm it is the number beside 1.
    """

    def read(name: str, cell: Cell) -> Decimal:
        return Decimal(point.cells.value(name, cell))

    precise = Evaluator(point.model, Decimals(), read)
    try:
        exact = precise.value(node, here)
        terms = [precise.value(part, here) for _, part in terms_of(node)] if is_sum(node) else [Decimal(1)]
    except (Failed, Stop, TooMuch, RecursionError, InternalError):
        return 0
    largest = max(abs(term) for term in terms)
    if not exact or not exact.is_finite() or not largest:
        return 0
    return min(16, max(0, math.floor(float((largest / abs(exact)).log10()))))


def _is_computed(site: Site, point: Point, here: Here) -> bool:
    """Whether the part is computed at all there: a condition around it may say that it is not."""
    return all(point.value(condition, here) == float(holds) for condition, holds in site.conditions)
