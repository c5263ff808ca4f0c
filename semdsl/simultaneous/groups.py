"""Loops within one cell: which formulas need each other there, and which values, once known, cut every way round.

*Within one cell* is meant along some axes, those of the values that cut: the members may vary by further axes, or by
finer ones, as the lines of an account do that is added up within its year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from semdsl.graph.components import components
from semdsl.graph.dependencies import Reach, needs
from semdsl.graph.edges import Edge, edges_among, positions_along
from semdsl.graph.loops import groups_of
from semdsl.graph.steps import Formula
from semdsl.semantics.looped import LOOP
from semdsl.semantics.model import Model, Quantity

MOST_UNKNOWNS: Final = 4
"""How many values may be unknown at once: the rational formula of five has hundreds of terms."""

MOST_CANDIDATES: Final = 24


@dataclass(frozen=True, slots=True)
class Group:
    """``formulas`` that need each other in the cell's own place along ``axes``, by ``edges``.

    Once the ``unknowns``, which vary by just these axes, are known, no formula needs itself; there are none if that
    would take too many of them.
    """

    axes: frozenset[str]
    formulas: tuple[Formula, ...]
    edges: tuple[Edge, ...]
    unknowns: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(formula.name for formula in self.formulas))


def find_group(model: Model, marked: Collection[str]) -> Group | None:
    """A loop among the quantities *marked*: of those along most axes the first, with the fewest unknowns."""
    every = {name: needs(model, name) for name in model.quantities}
    for found in components(every, every):
        names = [name for name in found if name in marked]
        if names and (len(found) > 1 or names[0] in every[names[0]]):
            group = _among(model, names)
            if group is not None:
                return group
    return None


def _among(model: Model, names: Sequence[str]) -> Group | None:
    formulas = [
        Formula(name, case)
        for name in names
        for case, own in enumerate(model.quantities[name].cases)
        if own.region.boxes
    ]
    edges = edges_among(model, names)
    too_many: Group | None = None
    for axes in _choices(model, names):
        own = [edge for edge in edges if is_own(model, edge, axes)]
        for members, within in groups_of(formulas, own):
            candidates = _most_needed(_candidates(model, members, axes), within)
            if within and candidates:
                cut = _cut(members, within, candidates)
                group = Group(axes, tuple(members), tuple(within), cut)
                if cut:
                    return group
                too_many = too_many or group
    return too_many


def _choices(model: Model, names: Sequence[str]) -> list[frozenset[str]]:
    """The axes of each of *names*, the most first."""
    found = dict.fromkeys(frozenset(model.quantities[name].axes) for name in names)
    return sorted(found, key=len, reverse=True)


def _candidates(model: Model, members: Sequence[Formula], axes: frozenset[str]) -> list[str]:
    """Those of *members* that can be unknowns: authors' quantities first.

    A loop that leads into an instance of a template is cut outside or at an input: what the template says of its
    inputs, its identities for example, is then as true of the solution as of the template.
    """
    names = dict.fromkeys(formula.name for formula in members)
    entered = {model.quantities[name].instance for name in names if model.quantities[name].kind == "input"}
    fit = [
        name
        for name in names
        if set(model.quantities[name].axes) == axes and not _is_inside(model.quantities[name], entered)
    ]
    return sorted(fit, key=lambda name: model.quantities[name].kind == LOOP)


def _most_needed(candidates: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """*candidates* in their order; of too many those that lie on most ways: a total that all others need, above all.

    One that needs itself is on a way that nothing else cuts.
    """
    pairs = {(edge.source.name, edge.target.name) for edge in edges}
    needing = Counter(target for _, target in pairs)
    needed = Counter(source for source, _ in pairs)

    def ways(name: str) -> tuple[bool, int]:
        return ((name, name) in pairs, needing[name] * needed[name])

    kept = set(sorted(candidates, key=ways, reverse=True)[:MOST_CANDIDATES])
    return [name for name in candidates if name in kept]


def _is_inside(quantity: Quantity, instances: Collection[str]) -> bool:
    """Whether *quantity* belongs to one of *instances*, or to an instance within, and is not just an input of it."""
    own = quantity.instance
    return any(
        own.startswith(f"{instance}.") or (own == instance and quantity.kind != "input")
        for instance in instances
    )


def _cut(members: Sequence[Formula], edges: Sequence[Edge], candidates: Sequence[str]) -> tuple[str, ...]:
    """The fewest of *candidates* through which every way round leads; nothing if that takes too many."""
    for count in range(1, min(MOST_UNKNOWNS, len(candidates)) + 1):
        for chosen in combinations(candidates, count):
            if not is_round(members, without_cut(edges, chosen)):
                return chosen
    return ()


def without_cut(edges: Sequence[Edge], unknowns: Collection[str]) -> list[Edge]:
    """*edges* but those that lead to one of *unknowns*."""
    return [edge for edge in edges if edge.target.name not in unknowns]


def is_round(members: Sequence[Formula], edges: Sequence[Edge]) -> bool:
    """Whether some of *members* need themselves by *edges*."""
    return any(within for _, within in groups_of(members, edges))


# ── In the cell's own place ───────────────────────────────────────────────────────────────────────


def is_own(model: Model, edge: Edge, axes: Collection[str]) -> bool:
    """Whether every cell that *edge* reads lies, along *axes*, where the reading cell does."""
    target = model.quantities[edge.target.name]
    reaches = dict(zip(target.axes, edge.use.reaches, strict=True))
    return all(_is_own_along(model, edge, axis, reaches) for axis in axes)


def _is_own_along(model: Model, edge: Edge, axis: str, reaches: dict[str, Reach]) -> bool:
    source, target = model.quantities[edge.source.name], model.quantities[edge.target.name]
    own, other = _finer(model, source, axis), _finer(model, target, axis)
    if own is None or other is None:
        return False
    reach = reaches[other]
    if reach.is_same and reach.axis == own == other:
        return True
    if reach.axis not in (None, own):
        return False
    here, there = _places(model, own, axis), _places(model, other, axis)
    return all(
        here[at] >= 0 and all(there[to] == here[at] for to in reach.at(at))
        for at in positions_along(model, edge.source, own)
    )


def _finer(model: Model, quantity: Quantity, axis: str) -> str | None:
    """The axis of *quantity* that says where it is along *axis*: that axis, or one that it groups."""
    return next((one for one in _parents(model, axis) if one in quantity.axes), None)


def _parents(model: Model, axis: str) -> Iterator[str]:
    at: str | None = axis
    while at is not None:
        yield at
        at = model.axes[at].parent


def _places(model: Model, finer: str, axis: str) -> Sequence[int]:
    """The position along *axis* of each position along *finer*; -1 if it is in no group."""
    if finer == axis:
        return range(len(model.axes[axis]))
    groups = model.axes[axis].groups
    outer = _places(model, finer, model.axes[axis].parent or finer)
    return [groups[at] if at >= 0 else -1 for at in outer]
