"""The first member of an ordered axis where a condition holds: the year in which a reserve runs out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from semdsl.analysis import findings
from semdsl.analysis.asking import Cell, Condition, World, cells_of, labels_of
from semdsl.analysis.equations import MOST_INEQUALITIES
from semdsl.analysis.solved import MEMBER, First, Solved
from semdsl.diagnostics.model import Outcome
from semdsl.judging.checks import judge_cell
from semdsl.running import compute, second_look
from semdsl.runtime.verdicts import CellVerdict
from semdsl.semantics.model import Model


def first_members(condition: Condition, axis: str, world: World) -> Outcome[Solved | None]:
    """The first member of *axis* where *condition* holds, for each cell of its other axes.

    May report: ``no-solution`` if there is none in any cell, ``too-many-cells-asked``, and what stops a run.
    """
    check = condition.check
    model = world.with_made(condition.made)
    cells = cells_of(check.axes, check.region, model)
    if len(cells) > MOST_INEQUALITIES:
        return Outcome(None, (findings.too_many_asked(condition.span, len(cells), MOST_INEQUALITIES),))
    ran = compute(model, world.checked, condition.names)
    if ran.value is None:
        return Outcome(None, ran.diagnostics)
    rounding = second_look(model, world.checked)
    judged = [(cell, judge_cell(check, cell, model, ran.value, rounding)) for cell in cells]
    firsts = [_first(run, axis, model) for run in _runs(judged, axis)]
    if not any(first.member is not None for first in firsts):
        labels = model.axes[axis].labels
        return Outcome(None, (findings.never_met(condition.span, axis, (labels[0], labels[-1]), ""),))
    return Outcome(
        Solved(
            kind=MEMBER,
            vary=axis,
            until=condition.text,
            op=check.op,
            scenario=world.scenario,
            form="value",
            unit="",
            percent=False,
            stated=None,
            sides_unit=check.shown,
            firsts=tuple(firsts),
            runs=1,
        )
    )


def _runs(judged: Sequence[tuple[Cell, CellVerdict]], axis: str) -> list[Sequence[tuple[Cell, CellVerdict]]]:
    """*judged* along *axis*, a run for each cell of the other axes, in their order."""

    def others(one: tuple[Cell, CellVerdict]) -> tuple[int, ...]:
        return tuple(at for name, at in one[0].items() if name != axis)

    ordered = sorted(judged, key=lambda one: (others(one), one[0][axis]))
    return [list(run) for _, run in groupby(ordered, key=others)]


def _first(run: Sequence[tuple[Cell, CellVerdict]], axis: str, model: Model) -> First:
    def label(cell: Mapping[str, int]) -> str:
        return model.axes[axis].labels[cell[axis]]

    own = tuple(pair for pair in labels_of(run[0][0], model) if pair[0] != axis)
    at = next((at for at, (_, verdict) in enumerate(run) if verdict.passed), None)
    if at is None:
        return First(own, None, None, None)
    cell, verdict = run[at]
    has_sides = verdict.left == verdict.left  # a condition without sides has no numbers
    before = run[at - 1] if at and has_sides else None
    return First(
        own,
        label(cell),
        None if before is None else (label(before[0]), before[1].left, before[1].right),
        (verdict.left, verdict.right) if has_sides else None,
        tuple(label(later) for later, holds in run[at + 1 :] if not holds.passed),
    )
