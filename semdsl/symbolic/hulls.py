"""Between which values each quantity of a model can lie, if what has a ``range`` may have any value in it.

Figures of files and numbers without a range are what they are. A recursion is followed until its ends stand still; an
end that keeps moving is let go, to 0 or 1 if it has not passed them, so that what is never negative stays so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TypeAlias, assert_never

from semdsl.graph.components import components
from semdsl.semantics.model import (
    EVERYWHERE,
    Aggregate,
    Apply,
    Arithmetic,
    Case,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    If,
    IsMember,
    Logic,
    Model,
    Negate,
    Not,
    Quantity,
    Ref,
    Seek,
    Spread,
    Typed,
)
from semdsl.semantics.quantities import STATED
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues
from semdsl.symbolic import intervals
from semdsl.symbolic.intervals import ANYTHING, TRUTH, Interval, point

Scope: TypeAlias = Mapping[
    str, Sequence[int]
]  # the positions that an axis can have here; all of one that is not in it
Facts: TypeAlias = Mapping[Typed, Interval]  # what a condition around says of a part

_PEOPLE = Interval(0.0, math.inf)  # every population is checked to be 0 or more
_ROUNDS = 4  # of a recursion, before an end that still moves is let go
_THRESHOLDS = (0.0, 1.0)


class Unknown(Exception):
    """A part rests on a recursion that has no value yet."""


def is_free(quantity: Quantity) -> bool:
    """Whether *quantity* states figures, and a range in which they may be any others."""
    return quantity.limits is not None and any(is_stated(quantity, case) for case in quantity.cases)


def is_stated(quantity: Quantity, case: Case) -> bool:
    """Whether *case* of *quantity* is a figure that could as well be another."""
    return quantity.kind in STATED and not any(True for _ in references(case.formula))


def scopes(case: Case) -> list[Scope]:
    """Where the cells of *case* are, block by block."""
    return [dict(box.positions) for box in case.region.boxes]


@dataclass(slots=True)
class Hulls:
    """Between which values the quantities of ``model`` lie, and on which free ones each of them rests."""

    model: Model
    tables: Mapping[str, TableValues]
    known: dict[str, Interval] = field(default_factory=dict)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        quantities = self.model.quantities
        if not any(is_free(own) for own in quantities.values()):
            self.rests_on = dict.fromkeys(quantities, ())
            return
        needs = {
            name: tuple(dict.fromkeys(ref.name for case in own.cases for ref in references(case.formula)))
            for name, own in quantities.items()
        }
        for names in components(needs, needs):
            below = [free for name in names for need in needs[name] for free in self.rests_on.get(need, ())]
            own = [name for name in names if is_free(quantities[name])]
            self.rests_on.update(dict.fromkeys(names, tuple(dict.fromkeys((*own, *below)))))
            self._settle(names, recurs=len(names) > 1 or names[0] in needs[names[0]])

    def free_in(self, node: Typed) -> tuple[str, ...]:
        """The free quantities that *node* rests on."""
        found = (free for ref in references(node) for free in self.rests_on[ref.name])
        return tuple(dict.fromkeys(found))

    def _settle(self, names: Sequence[str], *, recurs: bool) -> None:
        """Find the intervals of quantities that need one another."""
        for count in range(_ROUNDS + 8 if recurs else 1):
            before = {name: self.known.get(name) for name in names}
            for name in names:
                own = self._of_quantity(self.model.quantities[name])
                if own is not None:
                    self.known[name] = _widened(before[name], own, let_go=count >= _ROUNDS)
            if before == {name: self.known.get(name) for name in names}:
                break
        else:
            if recurs:
                self.known.update(dict.fromkeys(names, ANYTHING))
        for name in names:
            self.known.setdefault(name, ANYTHING)

    def _of_quantity(self, quantity: Quantity) -> Interval | None:
        if quantity.table is not None:
            table = self.tables.get(quantity.name)
            figures = [value for value in table.values if not math.isnan(value)] if table else []
            return Interval(min(figures), max(figures)) if figures else ANYTHING
        found: list[Interval] = []
        for case in quantity.cases:
            if quantity.limits is not None and is_stated(quantity, case):
                found.append(Interval(*quantity.limits))
            for scope in scopes(case):
                try:
                    found.append(self.of(case.formula, scope, {}))
                except Unknown:
                    continue
        if not found:
            return None
        own = intervals.hull(*found)
        return intervals.common(own, _PEOPLE) if quantity.kind == "population" else own

    def of(self, node: Typed, scope: Scope, facts: Facts) -> Interval:
        """Between which values *node* lies.

        Raises:
            Unknown: it rests on a recursion that is looked at and has no value yet.

        """
        if node in facts:
            return intervals.common(self._of_part(node, scope, facts), facts[node])
        return self._of_part(node, scope, facts)

    def _of_part(self, node: Typed, scope: Scope, facts: Facts) -> Interval:
        match node:
            case Constant(value=value):
                return point(value)
            case Coordinate(axis=axis, plus=plus):
                numbers = self._numbers(axis, scope)
                return Interval(min(numbers) + plus, max(numbers) + plus)
            case Ref(name=name):
                if name not in self.known:
                    raise Unknown
                return self.known[name]
            case Negate(operand=operand):
                return intervals.negated(self.of(operand, scope, facts))
            case Arithmetic():
                return self._arithmetic(node, scope, facts)
            case Compare() | IsMember() | Logic() | Not():
                return TRUTH
            case If(condition=condition, then=then, otherwise=otherwise):
                return self._branches(condition, then, otherwise, scope, facts)
            case Apply(function=function, arguments=arguments):
                return _applied(function, [self.of(argument, scope, facts) for argument in arguments])
            case Aggregate() | Cumulative():
                return self._aggregate(node, scope)
            case Spread(body=body):
                return self.of(body, scope, {})
            case Seek(axis=axis):
                numbers = self._numbers(axis, {})
                return Interval(min(numbers), max(numbers))
            case _:
                assert_never(node)

    def _numbers(self, axis: str, scope: Scope) -> list[float]:
        numbers = self.model.axes[axis].coordinates or (0.0,)
        return [numbers[at] for at in scope.get(axis, range(len(numbers)))]

    def _arithmetic(self, node: Arithmetic, scope: Scope, facts: Facts) -> Interval:
        left, right = self.of(node.left, scope, facts), self.of(node.right, scope, facts)
        if node.left == node.right and node.op != "^":
            if node.op == "+":
                return intervals.arithmetic("*", point(2.0), left)
            return {"-": point(0.0), "/": point(1.0)}.get(node.op) or intervals.square(left)
        return intervals.arithmetic(node.op, left, right)

    def _branches(
        self, condition: Typed, then: Typed, otherwise: Typed, scope: Scope, facts: Facts
    ) -> Interval:
        first = self.of(then, scope, {**facts, **facts_of(condition, holds=True)})
        second = self.of(otherwise, scope, {**facts, **facts_of(condition, holds=False)})
        return intervals.hull(first, second)

    def _aggregate(self, node: Aggregate | Cumulative, scope: Scope) -> Interval:
        scope = inside(node, scope)
        body = self.of(node.body, scope, {})
        over = node.over if isinstance(node, Aggregate) else (node.axis,)
        most = prod(len(scope.get(axis, range(len(self.model.axes[axis])))) for axis in over)
        least = 0 if isinstance(node, Cumulative) and node.region != EVERYWHERE else 1
        match node.function:
            case "sum":
                return intervals.times(body, least, max(most, least) * max(1, len(node.region.boxes)))
            case "product":
                return intervals.product_of(body, least, max(most, least) * max(1, len(node.region.boxes)))
            case _:
                return body


def inside(node: Aggregate | Cumulative, scope: Scope) -> Scope:
    """The scope of the body of *node*: the axes it runs over are bound anew, to a block of its cells."""
    over = node.over if isinstance(node, Aggregate) else (node.axis,)
    outer = {axis: positions for axis, positions in scope.items() if axis not in over}
    box = node.region.boxes[0].positions if node.region.boxes else ()
    return {**outer, **dict(box)}


def facts_of(condition: Typed, *, holds: bool) -> dict[Typed, Interval]:
    """What is known of parts where *condition* holds, or does not."""
    match condition:
        case Logic(op=op, left=left, right=right) if (op == "and") == holds:
            return {**facts_of(left, holds=holds), **facts_of(right, holds=holds)}
        case Not(operand=operand):
            return facts_of(operand, holds=not holds)
        case Compare(op=op, left=left, right=right):
            sign = op if holds else _OPPOSITE[op]
            found: dict[Typed, Interval] = {}
            if isinstance(right, Constant):
                found[left] = _beyond(sign, right.value)
            if isinstance(left, Constant):
                found[right] = _beyond(_MIRRORED.get(sign, sign), left.value)
            return found
        case _:
            return {}


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _beyond(sign: str, value: float) -> Interval:
    match sign:
        case "=":
            return point(value)
        case "<":
            return Interval(-math.inf, math.nextafter(value, -math.inf))
        case "<=":
            return Interval(-math.inf, value)
        case ">":
            return Interval(math.nextafter(value, math.inf), math.inf)
        case ">=":
            return Interval(value, math.inf)
        case _:
            return ANYTHING


def _widened(before: Interval | None, now: Interval, *, let_go: bool) -> Interval:
    if before is None:
        return now
    both = intervals.hull(before, now)
    if not let_go:
        return both
    low, high = both.low, both.high
    if low < before.low:
        low = max((at for at in _THRESHOLDS if at <= low), default=-math.inf)
    if high > before.high:
        high = min((at for at in _THRESHOLDS if at >= high), default=math.inf)
    return Interval(low, high)


def _applied(function: str, own: Sequence[Interval]) -> Interval:
    first = own[0]
    match function:
        case "exp":
            return intervals.rising(math.exp, first)
        case "expm1":
            return intervals.rising(math.expm1, first)
        case "log":
            return intervals.rising(math.log, first, 0.0)
        case "log1p":
            return intervals.rising(math.log1p, first, -1.0)
        case "sqrt":
            return intervals.rising(math.sqrt, first, 0.0)
        case "abs":
            return Interval(0.0 if 0 in first else min(abs(first.low), abs(first.high)), _size(first))
        case "min":
            return Interval(min(one.low for one in own), min(one.high for one in own))
        case "max":
            return Interval(max(one.low for one in own), max(one.high for one in own))
        case "clamp":
            low, high = own[1], own[2]
            return Interval(min(max(first.low, low.low), high.low), min(max(first.high, low.high), high.high))
        case _:
            return _rounded(first, own[1] if len(own) > 1 else point(0.0))


def _rounded(of: Interval, places: Interval) -> Interval:
    """Rounding moves a number by half a unit at most, and what is a half but for noise, and keeps its sign."""
    if not places.is_point or not of.is_finite or abs(places.low) > 300:
        return ANYTHING if of.low < 0 else Interval(0.0, math.inf)
    half = 0.501 * 10**-places.low
    low, high = of.low - half, of.high + half
    return Interval(max(low, 0.0) if of.low >= 0 else low, min(high, 0.0) if of.high <= 0 else high)


def _size(of: Interval) -> float:
    return max(abs(of.low), abs(of.high))
