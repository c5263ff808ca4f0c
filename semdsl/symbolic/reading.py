"""From a formula of the checked model to a quotient, for any cell of a block at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product as combinations
from math import prod
from typing import TypeAlias, assert_never

from semdsl.interpret.places import member_at, nearest_end
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Case,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    Fixed,
    If,
    IsMember,
    Logic,
    Mapped,
    Negate,
    Not,
    Quantity,
    Ref,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
)
from semdsl.symbolic import conditions, powers, sums
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import FACTORS, TooMuch
from semdsl.symbolic.places import Here, Places, Split
from semdsl.symbolic.quotients import Quotient, Undefined
from semdsl.symbolic.unknowns import Spot, Variable, variables_of

Opened: TypeAlias = tuple[str, tuple[Spot, ...]]


@dataclass(slots=True)
class Reader(Places):
    """Reads formulas of ``model``.

    A cell of a quantity is an unknown, unless the quantity is in ``open``, or the cell in ``opened``: then it is what
    its formula is. ``cuts`` say, for an axis, into which groups of members the sums over it are cut.
    """

    givens: Givens
    open: set[str] = field(default_factory=set)
    opened: dict[Opened, None] = field(default_factory=dict)
    cuts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    divided: dict[str, None] = field(default_factory=dict)  # what was divided by, as written
    _known: dict[Opened, Quotient | Split] = field(default_factory=dict)
    _running: dict[object, dict[int, Quotient]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Read the cells that are opened, those that need others after them, so that none is read inside another."""
        self._known.clear()
        self._running.clear()
        for key in reversed(self.opened):
            self._read(key)

    def value(self, node: Typed, here: Here) -> Quotient:
        """The value of *node* at the place *here*; a condition is 1 or 0, or an unknown that is one of these.

        Raises:
            Split: it is not the same for all positions of a variable.
            Undefined: it has no value.
            TooMuch: a bound is reached.

        """
        self.quotients.meter.part()
        own = self.quotients
        match node:
            case Constant(value=value):
                return own.number(Fraction(repr(value)))
            case Coordinate(axis=axis, plus=plus):
                return self.number(axis, here[axis], plus)
            case Ref():
                return self._reference(node, here)
            case Negate(operand=operand):
                return own.negate(self.value(operand, here))
            case Arithmetic():
                return self._arithmetic(node, here)
            case Compare() | IsMember() | Logic() | Not():
                return self._condition(node, here)
            case If(condition=condition, then=then, otherwise=otherwise):
                truth = self.value(condition, here)
                number = own.value(truth)
                if number is not None:
                    return self.value(then if number else otherwise, here)
                first, second = self.value(then, here), self.value(otherwise, here)
                return own.add(second, own.multiply(truth, own.subtract(first, second)))
            case Apply():
                return self._apply(node, here)
            case Aggregate():
                return self._aggregate(node, here)
            case Cumulative():
                return self._cumulative(node, here)
            case Spread(body=body, coarse=coarse, fine=fine):
                groups = self.model.axes[coarse].groups
                return self.value(body, {**here, coarse: self.moved(here[fine], groups.__getitem__)})
            case Seek(axis=axis, condition=condition, which=which):
                positions = tuple(range(len(self.model.axes[axis])))
                return self._closed(f"{which} of {axis}", condition, {axis: positions}, here, node)
            case _:
                assert_never(node)

    # ── Cells ─────────────────────────────────────────────────────────────────────────────────────

    def _reference(self, node: Ref, here: Here) -> Quotient:
        quantity = self.model.quantities[node.name]
        spots: list[Spot] = []
        sought: list[Quotient] = []
        for axis, place in zip(quantity.axes, node.at, strict=True):
            match place:
                case Shift(axis=own, steps=steps):
                    spots.append(self.moved(here[own], steps.__add__))
                case Fixed(position=position):
                    spots.append(self.quotients.unknowns.fixed(position))
                case Mapped(axis=own, table=table):
                    spots.append(self.moved(here[own], table.__getitem__))
                case Sought():
                    spot = self._look_up(place, axis, here, sought)
                    spots.append(spot or self.quotients.unknowns.fixed(-1))
                case _:
                    assert_never(place)
        if sought:
            where = tuple(spots)
            return self._closed_with(("look-up", node.name, where), sought, variables_of(where), node)
        sizes = [len(self.model.axes[axis]) for axis in quantity.axes]
        if any(
            min(spot.positions) < 0 or max(spot.positions) >= size
            for spot, size in zip(spots, sizes, strict=True)
        ):
            raise Undefined
        return self.cell(node.name, tuple(spots))

    def cell(self, name: str, spots: tuple[Spot, ...]) -> Quotient:
        """The cell of *name* at *spots*: an unknown, or its formula if it is opened."""
        quantity = self.model.quantities[name]
        if not self.givens.is_defined(quantity):
            return self._unknown(quantity, spots)
        key = (name, spots)
        if key not in self._known:
            if name not in self.open and key not in self.opened:
                return self._unknown(quantity, spots)
            self._read(key)
        known = self._known[key]
        if isinstance(known, Split):
            raise Split(known.variable, known.parts)
        return known

    def _read(self, key: Opened) -> None:
        """Note the formula of a cell, or that it is not the same for all that the cell stands for."""
        try:
            self._known[key] = self._formula(*key)
        except Split as split:
            self._known[key] = split

    def _unknown(self, quantity: Quantity, spots: tuple[Spot, ...]) -> Quotient:
        """The unknown of a cell.

        Where it is read as ``1 + x`` or ``1 - x``, that is the unknown, since products of it stay short.
        """
        own = self.quotients.of(self.quotients.unknowns.cell(quantity.name, spots))
        sign = self.givens.sign_beside_one(quantity.name)
        if not sign:
            return own
        less = self.quotients.subtract(own, self.quotients.number(1))
        return less if sign > 0 else self.quotients.negate(less)

    def _formula(self, name: str, spots: tuple[Spot, ...]) -> Quotient:
        quantity = self.model.quantities[name]
        case = self.case_of(quantity, spots)
        if self.givens.is_stated(quantity, case):
            return self._unknown(quantity, spots)
        return self.value(case.formula, dict(zip(quantity.axes, spots, strict=True)))

    def case_of(self, quantity: Quantity, spots: tuple[Spot, ...]) -> Case:
        """The case of *quantity* that its cells at *spots* belong to.

        Raises:
            Split: they belong to several.
            Undefined: a cell has no formula.

        """
        here = dict(zip(quantity.axes, spots, strict=True))
        for case in quantity.cases:
            if self.within(case.region, here):
                return case
        raise Undefined

    def _look_up(self, place: Sought, axis: str, here: Here, sought: list[Quotient]) -> Spot | None:
        """The spot that a computed place comes to; if it depends on values its own are added to *sought*."""
        value = self.value(place.value, here)
        found = self.numbers(value)
        if found is None:
            sought.append(value)
            return None
        variable, numbers = found
        positions: list[int] = []
        for number in numbers:
            own = float(number)
            at = member_at(self.model.axes[axis], own) if own == number else None
            if at is None and place.clamp:
                at = nearest_end(self.model.axes[axis], own)
            if at is None:
                raise Undefined
            positions.append(at)
        return self.quotients.unknowns.spot(variable, tuple(positions))

    # ── Operations ────────────────────────────────────────────────────────────────────────────────

    def _arithmetic(self, node: Arithmetic, here: Here) -> Quotient:
        left, right = self.value(node.left, here), self.value(node.right, here)
        own = self.quotients
        match node.op:
            case "+":
                return own.add(left, right)
            case "-":
                return own.subtract(left, right)
            case "*":
                return own.multiply(left, right)
            case "/":
                self._divided(right, node.right)
                return own.multiply(left, own.inverse(right))
            case _:
                result = powers.power(left, right, own, node.span.flat)
                if {factor for factor, _ in result.below} - {factor for factor, _ in left.below}:
                    self._divided(left, node.left)
                return result

    def _divided(self, by: Quotient, node: Typed) -> None:
        if self.quotients.value(by) is None:
            self.divided.setdefault(node.span.flat)

    def _condition(self, node: Compare | IsMember | Logic | Not, here: Here) -> Quotient:
        match node:
            case IsMember(axis=axis, members=members):
                return self.quotients.number(int(self.among(here[axis], members)))
            case Not(operand=operand):
                return conditions.negation(self.value(operand, here), self.quotients)
            case Logic(op=op, left=left, right=right):
                sides = (self.value(left, here), self.value(right, here))
                return conditions.joined(op, *sides, self.quotients)
            case Compare(op=op, left=left, right=right):
                difference = self.quotients.subtract(self.value(left, here), self.value(right, here))
                found = self.numbers(difference)
                if found is None:
                    return conditions.compared(op, difference, self.quotients, node.span.flat)
                variable, numbers = found
                answers = [conditions.holds(op, number) for number in numbers]
                spot = self.quotients.unknowns.spot(variable, tuple(map(int, answers)))
                return self.quotients.number(int(self.alike(spot, answers)))
            case _:
                assert_never(node)

    def _apply(self, node: Apply, here: Here) -> Quotient:
        arguments = [self.value(argument, here) for argument in node.arguments]
        own, text = self.quotients, node.span.flat
        match node.function:
            case "exp":
                return powers.exponential(arguments[0], own, text)
            case "expm1":
                return own.subtract(powers.exponential(arguments[0], own, text), own.number(1))
            case "log1p":
                return powers.closed("log", [own.add(own.number(1), arguments[0])], own, text)
            case "sqrt":
                return powers.root(arguments[0], 2, own, text)
            case function:
                return powers.closed(function, arguments, own, text)

    # ── Aggregates ────────────────────────────────────────────────────────────────────────────────

    def _aggregate(self, node: Aggregate, here: Here) -> Quotient:
        blocks = [block for box in node.region.boxes for block in self._block(node, box.positions, here)]
        return self._over(node, node.body, blocks, here)

    def _block(
        self, node: Aggregate, limits: tuple[tuple[str, tuple[int, ...]], ...], here: Here
    ) -> list[dict[str, tuple[int, ...]]]:
        """The members of the axes of *node* within a box, none if the box is elsewhere."""
        whole = {
            axis: tuple(range(len(self.model.axes[axis]))) for axis in self.model.axes if axis in node.over
        }
        for axis, positions in limits:
            if axis in whole:
                whole[axis] = positions
            elif not self.among(here[axis], positions):
                return []
        if node.by is not None:
            by = self.model.axes[node.by]
            group = self.fixed(here[node.by])
            parent = by.parent or ""
            whole[parent] = tuple(at for at in whole[parent] if by.groups[at] == group)
        return [whole] if all(whole.values()) else []

    def _cumulative(self, node: Cumulative, here: Here) -> Quotient:
        """A running sum is one over the members so far, whose last must be known."""
        last = self.fixed(here[node.axis])
        blocks: list[dict[str, tuple[int, ...]]] = []
        for box in node.region.boxes:
            own = box.along(node.axis, len(self.model.axes[node.axis]))
            elsewhere = [(axis, positions) for axis, positions in box.positions if axis != node.axis]
            kept = tuple(at for at in own if at <= last)
            if kept and all(self.among(here[axis], positions) for axis, positions in elsewhere):
                blocks.append({node.axis: kept})
        if node.function == "product":
            return self._running_product(node, sorted(at for own in blocks for at in own[node.axis]), here)
        return self._over(node, node.body, blocks, here)

    def _running_product(self, node: Cumulative, positions: Sequence[int], here: Here) -> Quotient:
        """The product over *positions*, from the longest part of it that is known: each product has all before it."""
        others = frozenset((axis, spot) for axis, spot in here.items() if axis != node.axis)
        known = self._running.setdefault((id(node), others), {})
        done = max((count for count in range(len(positions) + 1) if count in known), default=0)
        result = known.get(done, self.quotients.number(1))
        for count in range(done, len(positions)):
            spot = self.quotients.unknowns.fixed(positions[count])
            result = self.quotients.multiply(result, self.value(node.body, {**here, node.axis: spot}))
            known[count + 1] = result
        return result

    def _over(
        self,
        node: Aggregate | Cumulative,
        body: Typed,
        blocks: Sequence[Mapping[str, tuple[int, ...]]],
        here: Here,
    ) -> Quotient:
        own = self.quotients
        count = sum(prod(map(len, block.values())) for block in blocks)
        match node.function:
            case "sum" | "mean":
                total = own.number(0)
                for block in blocks:
                    for part in self._cut(block):
                        total = own.add(total, self._sum(body, part, here))
                if node.function == "mean" and not count:
                    raise Undefined
                return own.scale(total, Fraction(1, count)) if node.function == "mean" else total
            case "product" if count <= FACTORS:
                result = own.number(1)
                for block in blocks:
                    for cell in combinations(*block.values()):
                        spots = {axis: own.unknowns.fixed(at) for axis, at in zip(block, cell, strict=True)}
                        result = own.multiply(result, self.value(body, {**here, **spots}))
                return result
            case function:
                if len(blocks) != 1:
                    raise TooMuch("closed", node.span.flat)
                return self._closed(function, body, blocks[0], here, node)

    def _cut(self, block: Mapping[str, tuple[int, ...]]) -> list[dict[str, tuple[int, ...]]]:
        """*block* in the parts into which the axes are cut."""
        pieces: list[list[tuple[int, ...]]] = []
        for axis, positions in block.items():
            cut = self.cuts.get(axis)
            groups: dict[int, list[int]] = {}
            for at in positions:
                groups.setdefault(0 if cut is None else cut[at], []).append(at)
            pieces.append([tuple(own) for own in groups.values()])
        return [dict(zip(block, own, strict=True)) for own in combinations(*pieces)]

    def _sum(self, body: Typed, block: Mapping[str, tuple[int, ...]], here: Here) -> Quotient:
        """The sum of *body* over *block*, in parts where it is not read alike everywhere."""
        inside = self._inside(block, here)
        bound = tuple(spot.variable for axis in block if (spot := inside[axis]).variable is not None)
        try:
            value = self.value(body, inside)
        except Split as split:
            if split.variable not in bound:
                raise
            total = self.quotients.number(0)
            for part in split.parts:
                part_of = {**block, split.variable.axis: part}
                total = self.quotients.add(total, self._sum(body, part_of, here))
            return total
        return sums.total(value, bound, self.quotients) if bound else value

    def _inside(self, block: Mapping[str, tuple[int, ...]], here: Here) -> dict[str, Spot]:
        """*here*, with a variable of its own on each axis of *block*."""
        inside = {axis: spot for axis, spot in here.items() if axis not in block}
        for axis, positions in block.items():
            inside[axis] = self.quotients.unknowns.along(axis, positions, inside.values())
        return inside

    def _closed(
        self, function: str, body: Typed, block: Mapping[str, tuple[int, ...]], here: Here, node: Typed
    ) -> Quotient:
        """A part over axes that algebra does not see into, equal to another if what is inside is."""
        inside = self._inside(block, here)
        try:
            value = self.value(body, inside)
        except Split as split:
            if split.variable in variables_of(inside[axis] for axis in block):
                raise TooMuch("closed", node.span.flat) from None
            raise
        bound = tuple(inside[axis] for axis in block)
        outside = {own for at in self.quotients.inside(value) for own in self.quotients.unknowns.all[at].free}
        return self._closed_with((function, bound), [value], outside - variables_of(bound), node)

    def _closed_with(
        self, key: tuple[object, ...], values: Sequence[Quotient], free: set[Variable], node: Typed
    ) -> Quotient:
        own = self.quotients
        inner = [at for value in values for at in own.inside(value)]
        whole = ("closed", *key, tuple(own.key(value) for value in values))
        free = (
            free | {one for at in inner for one in own.unknowns.all[at].free} if key[0] == "look-up" else free
        )
        return own.of(own.unknowns.unknown(whole, "closed", inner, free=frozenset(free), text=node.span.flat))
