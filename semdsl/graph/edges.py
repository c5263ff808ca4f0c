"""Which cases of quantities need which, and what that says about loops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from semdsl.graph.dependencies import Reach, Use, Uses
from semdsl.graph.steps import Clock, Formula
from semdsl.semantics.model import Box, Model


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """``use`` makes ``source`` need cells of ``target``."""

    source: Formula
    target: Formula
    use: Use

    @property
    def is_same_cell(self) -> bool:
        """Whether the cell needed lies where the needing one does."""
        return all(reach.is_same for reach in self.use.reaches)


def edges_among(model: Model, names: Collection[str]) -> list[Edge]:
    """How the cases of the quantities *names* need each other."""
    uses = Uses(model, names)
    found: list[Edge] = []
    for name in names:
        for case in range(len(model.quantities[name].cases)):
            formula = Formula(name, case)
            for use in uses.of(formula):
                targets = range(len(model.quantities[use.name].cases))
                found.extend(
                    Edge(formula, Formula(use.name, target), use)
                    for target in targets
                    if _meet(model, formula, Formula(use.name, target), use)
                )
    return found


def boxes_of(model: Model, formula: Formula) -> tuple[Box, ...]:
    """The blocks of cells of *formula*."""
    return model.quantities[formula.name].cases[formula.case].region.boxes


def positions_along(model: Model, formula: Formula, axis: str) -> tuple[int, ...]:
    """The positions on *axis* of the cells of *formula*."""
    size = len(model.axes[axis])
    return tuple(sorted({at for box in boxes_of(model, formula) for at in box.along(axis, size)}))


def _meet(model: Model, source: Formula, target: Formula, use: Use) -> bool:
    """Whether some cell that *use* reads from *source* belongs to *target*."""
    axes = model.quantities[target.name].axes
    return any(
        boxes_meet(model, axes, use, own, other)
        for own in boxes_of(model, source)
        for other in boxes_of(model, target)
    )


def boxes_meet(model: Model, axes: tuple[str, ...], use: Use, own: Box, other: Box) -> bool:
    """Whether some cell that *use* reads from the block *own* belongs to the block *other*, which has *axes*."""
    return all(
        _meet_along(model, axis, reach, own, other) for axis, reach in zip(axes, use.reaches, strict=True)
    )


def _meet_along(model: Model, axis: str, reach: Reach, own: Box, other: Box) -> bool:
    targets = other.along(axis, len(model.axes[axis]))
    if isinstance(targets, range):
        return any(_read(model, reach, own))
    wanted = set(targets)
    return any(not wanted.isdisjoint(read) for read in _read(model, reach, own))


def _read(model: Model, reach: Reach, own: Box) -> Iterable[tuple[int, ...]]:
    if reach.axis is None:
        return reach.targets
    return (reach.targets[at] for at in own.along(reach.axis, len(model.axes[reach.axis])))


# ── Clocks ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Timing:
    """When, seen from a cell, the cells are computed that it needs."""

    before: bool
    same: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of *model*. Each is made when it is first needed, and kept: an axis may have 100,000 members."""

    model: Model
    _made: dict[str, Clock] = field(default_factory=dict)

    def of(self, names: Collection[str]) -> Iterator[Clock]:
        """Those that can be read on every one of *names*: ordered axes first, time before all, then mapped axes."""
        axes = {self.model.quantities[name].axes for name in names}
        for axis in sorted(self.model.axes, key=lambda axis: _rank(self.model, axis)):
            finer = _with_finer(self.model, axis)
            if all(any(own in finer for own in varying) for varying in axes):
                if axis not in self._made:
                    self._made[axis] = _clock_of(self.model, axis)
                yield self._made[axis]


def _with_finer(model: Model, axis: str) -> dict[str, None]:
    """The axes on which the clock of *axis* can be read: itself, what it groups, and so on."""
    found: dict[str, None] = {}
    own: str | None = axis
    while own is not None and own not in found:
        found[own] = None
        own = model.axes[own].parent
    return found


def read_on(clock: Clock, axes: Sequence[str]) -> str | None:
    """The axis among *axes* on which *clock* is read: its own, or a finer one."""
    if clock.axis in axes:
        return clock.axis
    return next((axis for axis in axes if axis in clock.times), None)


def _rank(model: Model, axis: str) -> tuple[bool, bool, bool]:
    own = model.axes[axis]
    return (own.parent is not None, not own.ordered, own.form != "time")


def _clock_of(model: Model, axis: str) -> Clock:
    doubled: dict[str, list[int]] = {axis: [2 * at + 1 for at in range(len(model.axes[axis]))]}
    coarse, *finer = _with_finer(model, axis)
    for own in finer:
        doubled[own] = _finer(model.axes[coarse].groups, doubled[coarse])
        coarse = own
    ranks = {time: rank for rank, time in enumerate(sorted({t for times in doubled.values() for t in times}))}
    times = {name: tuple(ranks[time] for time in own) for name, own in doubled.items()}
    return Clock(axis, times, len(ranks))


def _finer(groups: tuple[int, ...], coarse: list[int]) -> list[int]:
    """The time of each finer position: that of its group, or just after the group before it."""
    times: list[int] = []
    outside = 0
    for group in groups:
        if group < 0:
            times.append(outside)
        else:
            times.append(coarse[group])
            outside = coarse[group] + 1 - coarse[group] % 2
    return times


@dataclass(frozen=True, slots=True)
class Timings:
    """For each clock and edge of *model*, when the cells needed are computed. Answers are kept."""

    model: Model
    _known: dict[tuple[int, str], Timing] = field(default_factory=dict)
    _alike: dict[object, Timing] = field(default_factory=dict)

    def of(self, edge: Edge, clock: Clock) -> Timing:
        key = (id(edge), clock.axis)
        if key not in self._known:
            self._known[key] = self._timing(edge, clock)
        return self._known[key]

    def _timing(self, edge: Edge, clock: Clock) -> Timing:
        own = read_on(clock, self.model.quantities[edge.source.name].axes) or ""
        axes = self.model.quantities[edge.target.name].axes
        needed = read_on(clock, axes) or ""
        reach = edge.use.reaches[axes.index(needed)]
        steps = reach.steps
        if steps is not None and own == needed == clock.axis == reach.axis:
            return Timing(steps < 0, steps == 0, steps > 0)
        sources = positions_along(self.model, edge.source, own)
        targets = positions_along(self.model, edge.target, needed)
        alike = (reach, own, needed, sources, targets, clock.axis)
        if alike not in self._alike:
            self._alike[alike] = self._compare(reach, (own, sources), (needed, targets), clock)
        return self._alike[alike]

    def _compare(
        self,
        reach: Reach,
        source: tuple[str, tuple[int, ...]],
        target: tuple[str, tuple[int, ...]],
        clock: Clock,
    ) -> Timing:
        own_times, times = clock.times[source[0]], clock.times[target[0]]
        kept = set(target[1])
        before = same = after = False
        anywhere = {to for own in reach.targets for to in own} if reach.axis != source[0] else set()
        for at in source[1]:
            reads = anywhere if reach.axis != source[0] else reach.targets[at]
            reached = [times[to] for to in reads if to in kept]
            if reached:
                before = before or min(reached) < own_times[at]
                same = same or own_times[at] in reached
                after = after or max(reached) > own_times[at]
        return Timing(before, same, after)
