"""Recursive groups as loops within loops, each along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.graph.components import components
from semdsl.graph.edges import Clocks, Edge, Timings, read_on
from semdsl.graph.steps import Clock, Formula, Loop, Step
from semdsl.semantics.model import Model


@dataclass(frozen=True, slots=True)
class Looper:
    """Finds loops for formulas of ``model``."""

    model: Model
    timings: Timings
    clocks: Clocks

    def order(
        self, formulas: Sequence[Formula], edges: Sequence[Edge], taken: tuple[str, ...] = ()
    ) -> list[Step] | None:
        """*formulas* in an order that has what each needs before it, given the axes *taken* by loops around.

        A group that needs itself becomes a loop if along some axis all it needs lies before, or all after, or at the
        same place; what lies at the same place is ordered again within the loop. None if there is no such axis.
        """
        steps: list[Step] = []
        for group, within in groups_of(formulas, edges):
            step = self.loop(group, within, taken) if within else group[0]
            if step is None:
                return None
            steps.append(step)
        return steps

    def loop(self, group: Sequence[Formula], edges: Sequence[Edge], taken: tuple[str, ...]) -> Loop | None:
        """The loop that computes *group*, whose members need each other by *edges*."""
        names = list(dict.fromkeys(formula.name for formula in group))
        for clock in self.clocks.of(names):
            if clock.axis in taken:
                continue
            timings = [self.timings.of(edge, clock) for edge in edges]
            backwards = any(timing.after for timing in timings)
            if backwards and any(timing.before for timing in timings):
                continue
            rest = [edge for edge, timing in zip(edges, timings, strict=True) if timing.same]
            if len(rest) == len(edges):
                continue
            body = self.order(group, rest, (*taken, clock.axis))
            if body is not None:
                return Loop(clock, self._axes(clock, names), backwards, tuple(body))
        return None

    def _axes(self, clock: Clock, names: Sequence[str]) -> dict[str, str]:
        return {name: read_on(clock, self.model.quantities[name].axes) or "" for name in names}


def groups_of(
    formulas: Sequence[Formula], edges: Sequence[Edge]
) -> list[tuple[tuple[Formula, ...], list[Edge]]]:
    """Formulas that need each other, with the edges among them, each group after those it needs."""
    needs: dict[Formula, list[Formula]] = {}
    for edge in edges:
        needs.setdefault(edge.source, []).append(edge.target)
    groups = components(formulas, needs)
    group_of = {formula: at for at, group in enumerate(groups) for formula in group}
    within: list[list[Edge]] = [[] for _ in groups]
    for edge in edges:
        at = group_of.get(edge.source)
        if at is not None and at == group_of.get(edge.target):
            within[at].append(edge)
    return list(zip(groups, within, strict=True))
