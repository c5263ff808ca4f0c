"""What a proof rests on: which quantities may have any value, and in which order the others are replaced.

Tables may have any values, and so may parameters and assumptions where they state a figure, and what a template asks
for, where the identity is the template's own. All others are what their formulas say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.graph.components import components
from semdsl.semantics.model import (
    Arithmetic,
    Case,
    Constant,
    Model,
    Quantity,
    Ref,
    Shift,
)
from semdsl.semantics.quantities import STATED
from semdsl.semantics.rewrite import parts, references
from semdsl.symbolic.unknowns import Unknown

Rank: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Quantities that need one another: along which axis they recur, and whether from its start (1) or its end."""

    rank: int
    recurs: bool
    axis: str
    direction: int
    within: dict[str, int]  # of those of one cell, which needs which


@dataclass(slots=True)
class Givens:
    """What may have any value in a proof of an identity of ``instance`` (empty: of the model itself).

    ``always`` may, too, whatever the model says of them: what was free before a scenario put other formulas there.
    """

    model: Model
    instance: str
    roots: tuple[str, ...]
    always: frozenset[str] = frozenset()
    _groups: dict[str, _Group] = field(default_factory=dict)
    _signs: dict[str, int] = field(default_factory=dict)
    _defined: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        needs: dict[str, tuple[str, ...]] = {}
        waiting = list(self.roots)
        while waiting:
            name = waiting.pop()
            if name not in needs:
                reads = list(self._references(self.model.quantities[name]))
                needs[name] = tuple(dict.fromkeys(ref.name for ref in reads))
                waiting.extend(needs[name])
                self._note_signs(self.model.quantities[name])
        for rank, names in enumerate(components(needs, needs)):
            group = self._group(rank, names, recurs=len(names) > 1 or names[0] in needs[names[0]])
            self._groups.update(dict.fromkeys(names, group))

    @property
    def names(self) -> tuple[str, ...]:
        """Every quantity that the identity rests on."""
        return tuple(self._groups)

    @property
    def recursion(self) -> tuple[str, int]:
        """The axis along which a quantity recurs, and 1 if it does so from the start of it, -1 from the end."""
        for group in self._groups.values():
            if group.axis:
                return group.axis, group.direction
        return "", 1

    def is_defined(self, quantity: Quantity) -> bool:
        """Whether some cell of *quantity* is what a formula says."""
        name = quantity.name
        if name not in self._defined:
            is_free = name in self.always or quantity.table is not None or not quantity.cases
            asked = quantity.kind == "input" and self.instance and quantity.instance == self.instance
            self._defined[name] = not is_free and not asked and not self._all_stated(quantity, quantity.cases)
        return self._defined[name]

    def is_stated(self, quantity: Quantity, case: Case) -> bool:
        """Whether *case* states a figure that could as well be another."""
        return quantity.kind in STATED and not any(True for _ in references(case.formula))

    def sign_beside_one(self, name: str) -> int:
        """1 if some formula reads ``1 + name``, -1 if ``1 - name``, else 0."""
        return self._signs.get(name, 0)

    def recurs(self, name: str) -> bool:
        """Whether *name* needs itself in other cells."""
        return self._groups[name].recurs

    def rank(self, cell: Unknown) -> Rank:
        """Where *cell* stands: none needs one of a higher rank, but for steps that run both ways."""
        group = self._groups[cell.name]
        places = [group.direction * at for at in self._places(cell, group)] if group.axis else []
        return group.rank, max(places, default=0), group.within[cell.name]

    def _places(self, cell: Unknown, group: _Group) -> Iterator[int]:
        """Where *cell* stands along the axis of its recursion; of a cell for several members, at the first of them."""
        for name, spot in zip(self.model.quantities[cell.name].axes, cell.spots, strict=True):
            if name == group.axis:
                yield from spot.positions
            elif self.model.axes[name].parent == group.axis:
                groups = self.model.axes[name].groups
                ends = {at: place for place, at in list(enumerate(groups))[:: -group.direction]}
                yield from (ends[at] for at in spot.positions)

    def _all_stated(self, quantity: Quantity, cases: Collection[Case]) -> bool:
        return all(self.is_stated(quantity, case) for case in cases)

    def _references(self, quantity: Quantity) -> Iterator[Ref]:
        if self.is_defined(quantity):
            for case in quantity.cases:
                yield from references(case.formula)

    def _note_signs(self, quantity: Quantity) -> None:
        for case in quantity.cases:
            for node in parts(case.formula):
                match node:
                    case Arithmetic(op="+", left=Constant(value=1.0), right=Ref(name=name)):
                        self._signs.setdefault(name, 1)
                    case Arithmetic(op="+", left=Ref(name=name), right=Constant(value=1.0)):
                        self._signs.setdefault(name, 1)
                    case Arithmetic(op="-", left=Constant(value=1.0), right=Ref(name=name)):
                        self._signs.setdefault(name, -1)
                    case _:
                        pass

    def _group(self, rank: int, names: tuple[str, ...], *, recurs: bool) -> _Group:
        steps: dict[str, set[int]] = {}
        near: dict[str, list[str]] = {name: [] for name in names}
        for name in names:
            for ref in self._references(self.model.quantities[name]):
                if ref.name not in names:
                    continue
                moved = [(at.axis, at.steps) for at in ref.at if isinstance(at, Shift) and at.steps]
                for axis, step in moved:
                    steps.setdefault(axis, set()).add(-1 if step < 0 else 1)
                if not moved and all(isinstance(at, Shift) for at in ref.at):
                    near[name].append(ref.name)
        ways = {axis: own for axis, own in steps.items() if len(own) == 1}
        axis = min(ways, key=list(self.model.axes).index, default="")
        within = {name: at for at, group in enumerate(components(names, near)) for name in group}
        return _Group(rank, recurs, axis, -min(ways[axis]) if axis else 1, within)
