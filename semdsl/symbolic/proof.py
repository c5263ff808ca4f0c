"""Prove an identity: show that its sides differ by nothing, for every cell and all values.

A quantity is replaced by its formula only while a difference is left, those that need most others first, so that what
both sides share is never looked into. A block of cells is proved at once; where cells of it are computed by different
formulas, or one proof does not do for all, it is proved in parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from typing import TypeAlias

from semdsl.semantics.model import Identity, Model, Typed
from semdsl.semantics.rewrite import is_made
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import CLASSES, RECURSION, ROUNDS, Meter, TooMuch
from semdsl.symbolic.places import Here, Split
from semdsl.symbolic.quotients import Quotient, Quotients, Undefined
from semdsl.symbolic.reading import Reader
from semdsl.symbolic.sums import written_out
from semdsl.symbolic.unknowns import Spot, Unknown, Variable

Block: TypeAlias = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Proved:
    """The sides are equal where none of ``divided`` is 0, in ``cells`` cells.

    The formulas of ``through`` were put in; ``by_induction`` says that some cells rest on the one before them.
    """

    cells: int
    divided: tuple[str, ...]
    through: tuple[str, ...] = ()
    by_induction: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """No proof was found for the cells of ``block``; ``reason`` and ``what`` say why not."""

    block: Block
    reason: str
    what: str


@dataclass(slots=True)
class _Parts:
    """A block is to be proved in these parts."""

    parts: list[Block]


def prove(identity: Identity, model: Model, givens: Givens, meter: Meter) -> Proved | Open:
    """A proof of *identity*, or why there is none."""
    sizes = {axis: len(model.axes[axis]) for axis in identity.axes}
    waiting: list[Block] = [
        {axis: tuple(box.along(axis, size)) for axis, size in sizes.items()} for box in identity.region.boxes
    ]
    divided: dict[str, None] = {}
    through: dict[str, None] = {}
    cells, by_induction = 0, False
    for done in range(CLASSES):
        if not waiting:
            return (
                Proved(cells, tuple(divided), tuple(through), by_induction)
                if done
                else Open({}, "no cells", "")
            )
        block = waiting.pop()
        try:
            answer = _Attempt(identity, model, givens, meter, block).answer()
        except TooMuch as reached:
            return Open(block, reached.reason, reached.what)
        except Undefined:
            return Open(block, "undefined", "")
        except RecursionError:
            return Open(block, "deep", "")
        match answer:
            case Proved():
                cells += answer.cells
                divided.update(dict.fromkeys(answer.divided))
                through.update(dict.fromkeys(answer.through))
                by_induction |= answer.by_induction
            case _Parts(parts=parts):
                waiting.extend(reversed(parts))
            case Open():
                return answer
    return Open(waiting[-1], "classes", f"{CLASSES:,}")


@dataclass(slots=True)
class _Attempt:
    """One block of cells: read, compare, replace, and read again."""

    identity: Identity
    model: Model
    givens: Givens
    meter: Meter
    block: Block
    quotients: Quotients = field(init=False)
    reader: Reader = field(init=False)
    here: dict[str, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.quotients = Quotients(self.meter)
        self.reader = Reader(self.model, self.quotients, self.givens)
        for axis, positions in self.block.items():
            self.here[axis] = self.quotients.unknowns.along(axis, positions, (), tag=-1)

    def answer(self) -> Proved | Open | _Parts:
        for _ in range(ROUNDS):
            try:
                left = self._difference()
            except Split as split:
                return self._split(split)
            if self.quotients.is_zero(left):
                return self._proved()
            if (answer := self._by_induction(left)) is not None:
                return answer
            inside = list(self._inside(left))
            if not self._replace(inside) and not self._cut(inside):
                return self._stuck(inside)
        return Open(self.block, "rounds", f"{ROUNDS}")

    def _proved(self, *, by_induction: bool = False) -> Proved:
        cells = prod(len(positions) for positions in self.block.values())
        opened = {*self.reader.open, *(name for name, _ in self.reader.opened)}
        through = tuple(name for name in self.model.quantities if name in opened and not is_made(name))
        return Proved(cells, tuple(self.reader.divided), through, by_induction)

    def _difference(self) -> Quotient:
        self.reader.divided.clear()
        self.reader.prepare()
        return self._difference_at(self.here)

    def _difference_at(self, here: Here) -> Quotient:
        sides = [self.reader.value(self._formula(name), here) for name in self._names()]
        return self.quotients.related(self.quotients.subtract(*sides))

    def _by_induction(self, left: Quotient) -> Proved | _Parts | None:
        """A proof that the sides are equal in a cell if they are in the one before it, which is proved by itself.

        Along one axis and in one direction only, that of the recursion, so that no two cells rest on each other.
        """
        axis, direction = self.givens.recursion
        whole = self._whole(axis)
        if not whole:
            return None
        after = tuple(at for at in self.block[axis] if at - direction in whole)
        if not after:
            return None
        try:
            before = self.quotients.unknowns.moved(self.here[axis], lambda at: at - direction)
            if len(after) < len(self.block[axis]):
                return self._apart(axis, after) if self._is_deep_enough() else None
            known = self._difference_at({**self.here, axis: before})
        except Split as split:
            return self._split(split)
        except Undefined:
            return None
        if self.quotients.is_zero(known) or self.quotients.polynomials.quotient(left.top, known.top) is None:
            return None
        return self._proved(by_induction=True)

    def _whole(self, axis: str) -> frozenset[int]:
        """The positions along *axis* that the identity is for where its other places are those of the block."""
        for box in self.identity.region.boxes if axis in self.block else ():
            along = {own: frozenset(box.along(own, len(self.model.axes[own]))) for own in self.block}
            if all(along[own].issuperset(positions) for own, positions in self.block.items()):
                return along[axis]
        return frozenset()

    def _is_deep_enough(self) -> bool:
        """Whether a formula of the recursion was put in: what is left may be the same a step before."""
        return bool(self.reader.opened)

    def _apart(self, axis: str, after: tuple[int, ...]) -> _Parts:
        first = tuple(at for at in self.block[axis] if at not in after)
        return _Parts([{**self.block, axis: first}, {**self.block, axis: after}])

    def _names(self) -> tuple[str, str]:
        return self.identity.left, self.identity.right

    def _formula(self, name: str) -> Typed:
        return self.model.quantities[name].cases[0].formula

    def _inside(self, left: Quotient) -> Iterator[Unknown]:
        """Every unknown that what is left depends on, those inside others too."""
        unknowns = self.quotients.unknowns.all
        waiting = [
            unknowns[at] for product, _ in self.quotients.polynomials.terms(left.top) for at, _ in product
        ]
        seen: set[int] = set()
        while waiting:
            own = waiting.pop()
            if own.index not in seen:
                seen.add(own.index)
                waiting.extend(own.parts)
                yield own

    def _replace(self, inside: list[Unknown]) -> bool:
        """Replace the cells that need most others by their formulas; False if there is none to replace."""
        cells = [own for own in inside if own.kind == "cell" and self._may_be_replaced(own)]
        if not cells:
            return False
        highest = max(map(self.givens.rank, cells))
        for own in cells:
            if self.givens.rank(own) == highest:
                if self.givens.recurs(own.name):
                    self.reader.opened[own.name, own.spots] = None
                else:
                    self.reader.open.add(own.name)
        return True

    def _may_be_replaced(self, cell: Unknown) -> bool:
        quantity = self.model.quantities[cell.name]
        if not self.givens.is_defined(quantity):
            return False
        if self.givens.recurs(cell.name):
            return not self._is_deep(cell) and self._says_more(cell)
        return cell.name not in self.reader.open

    def _is_deep(self, cell: Unknown) -> bool:
        """Whether a recursion was followed far enough while it is for any cell: there it has no end."""
        varies = any(spot.variable is not None and spot.variable.tag < 0 for spot in cell.spots)
        return varies and sum(name == cell.name for name, _ in self.reader.opened) >= RECURSION

    def _says_more(self, cell: Unknown) -> bool:
        if (cell.name, cell.spots) in self.reader.opened:
            return False
        try:
            case = self.reader.case_of(self.model.quantities[cell.name], cell.spots)
        except Split:
            return True
        return not self.givens.is_stated(self.model.quantities[cell.name], case)

    # ── When no formula helps ─────────────────────────────────────────────────────────────────────

    def _cut(self, inside: list[Unknown]) -> bool:
        """Cut the sums at each other's ends, then into single cells; False if nothing is left to cut."""
        bound = [variable for own in inside if own.kind == "sum" for variable in own.bound]
        new = {axis: self._ends(axis, bound) for axis in dict.fromkeys(own.axis for own in bound)}
        if any(len(set(cut)) > len(set(self.reader.cuts.get(axis, (0,)))) for axis, cut in new.items()):
            self.reader.cuts.update(new)
            return True
        single = written_out(own for own in inside if own.kind == "sum")
        if not single:
            return False
        axis = min(single, key=single.__getitem__)
        self.reader.cuts[axis] = tuple(range(len(self.model.axes[axis])))
        return True

    def _ends(self, axis: str, bound: list[Variable]) -> tuple[int, ...]:
        """For each member of *axis* its group: those that the same sums run over, and that were not cut before."""
        sets = [frozenset(own.positions) for own in dict.fromkeys(bound) if own.axis == axis]
        before = self.reader.cuts.get(axis)
        groups: dict[tuple[int, tuple[bool, ...]], int] = {}
        found: list[int] = []
        for at in range(len(self.model.axes[axis])):
            key = (0 if before is None else before[at], tuple(at in one for one in sets))
            found.append(groups.setdefault(key, len(groups)))
        return tuple(found)

    def _split(self, split: Split) -> _Parts:
        """The block in the parts that are read alike. A variable of a sum was split where the sum was read."""
        own = split.variable
        return _Parts([{**self.block, own.axis: part} for part in split.parts])

    def _stuck(self, inside: list[Unknown]) -> Open | _Parts:
        """Prove the block member by member of one axis; a single cell is not decided."""
        wide = {spot.variable for spot in self.here.values() if spot.variable is not None}
        if wide:
            axis = min(wide, key=lambda own: (-self._moves(own, inside), len(own.positions), own.axis)).axis
            return _Parts([{**self.block, axis: (at,)} for at in self.block[axis]])
        closed = next((own for own in inside if own.kind in ("closed", "condition")), None)
        if closed is not None:
            return Open(self.block, "closed", closed.text)
        long = next((own for own in inside if own.kind == "sum"), None)
        return Open(self.block, "long sum" if long else "differs", "")

    def _moves(self, variable: Variable, inside: list[Unknown]) -> int:
        """In how many ways what is left moves along *variable*."""
        return len({spot for own in inside for spot in own.spots if spot.variable is variable})
