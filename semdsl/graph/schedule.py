"""What to compute, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.errors import InternalError
from semdsl.graph import findings
from semdsl.graph.components import components
from semdsl.graph.dependencies import needs
from semdsl.graph.edges import Clocks, Edge, Timings, boxes_of, edges_among
from semdsl.graph.loops import Looper, groups_of
from semdsl.graph.steps import Formula, Loop, Schedule, Step, Waves
from semdsl.graph.waves import CellGraph, Way, cell_graph, moving_axes
from semdsl.semantics.model import Model

MOST_TURNS = 2_000_000  # of all loops of one recursion: some seconds


def schedule(model: Model, wanted: Collection[str]) -> Outcome[Schedule]:
    """The order in which to compute the quantities *wanted* and all that they need, and nothing else.

    A quantity that does not need itself is computed as a whole, case by case. Those that need each other are computed
    in a loop along an axis, in loops within loops, or at worst wave by wave of cells.

    Ensures: every step needs only tables and earlier steps, if there is no error.
    May report: ``cycle``, ``recursion-too-large``.
    """
    needed = _needed(model, wanted)
    clocks = Clocks(model)
    steps: list[Step] = []
    names: list[str] = []
    found: list[Diagnostic] = []
    for group in components(needed, needed):
        if model.quantities[group[0]].table is not None:
            continue
        names.extend(group)
        if len(group) == 1 and group[0] not in needed[group[0]]:
            steps.extend(_formulas(model, group))
        else:
            outcome = _recursion(model, group, clocks)
            steps.extend(outcome.value)
            found.extend(outcome.diagnostics)
    tables = tuple(name for name in needed if model.quantities[name].table is not None)
    return Outcome(Schedule(tuple(wanted), tables, tuple(names), tuple(steps)), tuple(found))


def _needed(model: Model, wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """*wanted* and all that they need, in the order of the model, each with the names it refers to."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name not in model.quantities:
            raise InternalError(f"no quantity `{name}`")
        found[name] = needs(model, name)
        waiting.extend(found[name])
    return {name: found[name] for name in model.quantities if name in found}


def _formulas(model: Model, names: Sequence[str]) -> list[Formula]:
    return [
        Formula(name, case)
        for name in names
        for case, own in enumerate(model.quantities[name].cases)
        if own.region.boxes
    ]


def _recursion(model: Model, names: Sequence[str], clocks: Clocks) -> Outcome[tuple[Step, ...]]:
    """The order of the cases of *names*, which need each other."""
    looper = Looper(model, Timings(model), clocks)
    steps: list[Step] = []
    for group, edges in groups_of(_formulas(model, names), edges_among(model, names)):
        step = looper.loop(group, edges, ()) if edges else group[0]
        if step is not None and _turns(step) > MOST_TURNS:
            names_of = list(dict.fromkeys(formula.name for formula in group))
            return Outcome(tuple(steps), (findings.recursion_too_large(names_of, model),))
        if step is not None:
            steps.append(step)
            continue
        by_cells = _by_cells(model, group, edges)
        if isinstance(by_cells, Diagnostic):
            return Outcome(tuple(steps), (by_cells,))
        steps.append(by_cells)
    return Outcome(tuple(steps))


def _turns(step: Step) -> int:
    """How often the formulas of *step* are computed, one after the other."""
    match step:
        case Loop(clock=clock, body=body):
            return clock.count * sum(_turns(inner) for inner in body)
        case Formula() | Waves():
            return 1


def _by_cells(model: Model, group: Sequence[Formula], edges: Sequence[Edge]) -> Waves | Diagnostic:
    """The cells of *group* in waves, or what is wrong with them.

    The cells are told apart along as few axes as possible. What seems a cycle is one if it is also found among
    references within one cell, or if its blocks have a cell in common, or if all axes are told apart.
    """
    within_cell = [edge for edge in edges if edge.is_same_cell]
    every_axis = {axis for formula in group for axis in model.quantities[formula.name].axes}
    for among, moving in ((within_cell, set()), (edges, moving_axes(model, edges)), (edges, every_axis)):
        graph = cell_graph(model, group, among, moving)
        if graph is None:
            break
        waves, tangled = graph.waves()
        if not tangled and among is edges:
            return waves
        way = graph.shortest_way_round(tangled)
        if way and (moving == every_axis or _have_common_cell(graph, way)):
            return findings.cycle(way, graph)
    return findings.recursion_too_large(list(dict.fromkeys(formula.name for formula in group)), model)


def _have_common_cell(graph: CellGraph, way: Way) -> bool:
    """Whether the blocks on the *way* round have positions in common along all axes that no reference moves along."""
    model = graph.model
    common: dict[str, set[int]] = {}
    for cell, _ in way:
        name = cell.formula.name
        box = boxes_of(model, cell.formula)[cell.box]
        for axis in model.quantities[name].axes:
            if axis not in graph.axes[name]:
                positions = set(box.along(axis, len(model.axes[axis])))
                common[axis] = common.get(axis, positions) & positions
    return all(common.values())
