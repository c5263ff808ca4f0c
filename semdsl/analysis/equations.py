"""Equations and inequalities in one number: straight lines are solved as such, all else between two bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from semdsl.analysis import findings
from semdsl.analysis.asking import Cell, cells_of, labels_of
from semdsl.analysis.problem import Line, Problem
from semdsl.analysis.roots import Root, Scan, intervals_where, roots_of, stretches_of
from semdsl.analysis.solved import (
    BRACKET,
    EQUATION,
    INEQUALITY,
    LINEAR,
    Answer,
    End,
    Held,
    Interval,
    Solved,
)
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import say

_Run: TypeAlias = tuple[tuple[float, Cell | None], tuple[float, Cell | None]]

MOST_EQUATIONS: Final = 200
MOST_INEQUALITIES: Final = 10_000

_JUMP: Final = (
    1e-6  # part of the largest difference in a scan: a function that is continuous comes nearer to 0
)
_NO_VALUE: Final = say("the condition has no value at any of the points looked at")


def solve_equation(problem: Problem) -> Outcome[Solved | None]:
    """The values for which both sides are equal, in each cell of the condition by itself.

    May report: ``condition-does-not-move``, ``no-bracket``, ``no-solution``, ``jumps-over``,
    ``solution-outside-range``, ``too-many-cells-asked``, if that is so in every cell.
    """
    check = problem.condition.check
    cells = cells_of(check.axes, check.region, problem.moved.model)
    if len(cells) > MOST_EQUATIONS:
        return Outcome(None, (findings.too_many_asked(problem.condition.span, len(cells), MOST_EQUATIONS),))
    lines = problem.lines(cells)
    solved = [
        _on_line(problem, cell, line) if line is not None else _between(problem, cell)
        for cell, line in zip(cells, lines, strict=True)
    ]
    if not any(outcome.value.solutions or outcome.value.stretches for outcome in solved):
        return Outcome(None, tuple(dict.fromkeys(one for own in solved for one in own.diagnostics))[:1])
    answers = tuple(
        replace(own.value, none=own.diagnostics[0].message) if own.diagnostics else own.value
        for own in solved
    )
    return Outcome(replace(problem.solved(EQUATION), answers=answers))


def _on_line(problem: Problem, cell: Cell, line: Line) -> Outcome[Answer]:
    """The one value at which a straight line is zero."""
    labels = labels_of(cell, problem.moved.model)
    none = Answer(labels, LINEAR, ())
    if line.is_flat:
        holds = problem.is_met(line.at, cell)
        return Outcome(
            none,
            (
                findings.condition_does_not_move(
                    problem.condition.span, problem.vary, text_of(cell, problem), holds=holds
                ),
            ),
        )
    value = line.at - line.difference / line.slope
    divisor = line.divides_by(value)
    if divisor == 0:
        seen = say("it would hold at {value}, where what is divided by is 0", value=problem.text(value))
        own, looked = text_of(cell, problem), problem.looked_between
        return Outcome(none, (findings.no_solution(problem.condition.span, problem.vary, own, seen, looked),))
    correction = problem.difference(value, cell) * divisor / line.slope
    value -= correction if math.isfinite(correction) else 0.0
    outside = _outside(problem, value, cell)
    if outside:
        return Outcome(none, outside)
    solution = problem.solution(value, cell, 1)
    if solution.value is None:
        return Outcome(none, solution.diagnostics)
    shown = None if line.is_multiplied else problem.shown_line(line)
    return Outcome(replace(none, solutions=(solution.value,), line=shown))


def _outside(problem: Problem, value: float, cell: Cell) -> tuple[Diagnostic, ...]:
    """Why the solution of a straight line is none, if it is not between the bounds."""
    span, vary = problem.condition.span, problem.vary
    if problem.is_inside(value):
        return ()
    if problem.is_between:
        seen = say("it would hold at {value}", value=problem.text(value))
        return (findings.no_solution(span, vary, text_of(cell, problem), seen, problem.looked_between),)
    return (findings.solution_outside_range(span, vary, problem.text(value), problem.bounds),)


def _between(problem: Problem, cell: Cell) -> Outcome[Answer]:
    """Every value, and every stretch, at which the sides are equal, as far as a scan shows."""
    span, vary = problem.condition.span, problem.vary
    none = Answer(labels_of(cell, problem.moved.model), BRACKET, ())
    own = text_of(cell, problem)
    if problem.bracket is None:
        place = problem.own.target.written.span
        return Outcome(none, (findings.no_bracket(place, vary, own),))

    def difference(value: float) -> float:
        return problem.difference(value, cell)

    scan = problem.scan(difference)
    none = replace(none, looked=problem.looked(scan))
    if scan.nearest is None:
        return Outcome(
            none,
            (problem.stopped or findings.no_solution(span, vary, own, _NO_VALUE, problem.looked_between),),
        )
    stretches = _stretches(problem, stretches_of(difference, scan), cell)
    if stretches.value is None:
        return Outcome(none, stretches.diagnostics)
    roots = roots_of(difference, scan)
    sizes = [abs(value) for value in scan.values if not math.isnan(value)]
    smooth = [root for root in roots if not _jumps(root, max(sizes))]
    if not smooth and not stretches.value:
        return Outcome(none, (_why_none(problem, cell, scan, roots),))
    solutions = [problem.solution(root.at, cell, root.steps) for root in smooth]
    found = tuple(one for solution in solutions for one in solution.diagnostics)
    known = tuple(solution.value for solution in solutions if solution.value is not None)
    lost = found if not known and not stretches.value else ()
    return Outcome(replace(none, solutions=known, stretches=stretches.value), lost)


def _stretches(
    problem: Problem, found: Sequence[tuple[float, float]], cell: Cell
) -> Outcome[tuple[Interval, ...] | None]:
    """*found* with both sides at their ends, but for those of the bracket."""
    ends = (-math.inf, math.inf) if problem.bracket is None else problem.bracket
    runs = [tuple((end, None if end in ends else cell) for end in run) for run in found]
    return _intervals(problem, [(low, high) for low, high in runs])


def _jumps(root: Root, largest: float) -> bool:
    apart = max(abs(root.below), abs(root.above))
    return math.isnan(root.above) or apart > _JUMP * largest


def _why_none(problem: Problem, cell: Cell, scan: Scan, roots: Sequence[Root]) -> Diagnostic:
    span, vary, own = problem.condition.span, problem.vary, text_of(cell, problem)
    if roots:
        root = roots[0]
        sides = (problem.side_text(root.below), problem.side_text(root.above))
        return findings.jumps_over(span, vary, problem.text(root.at), sides, own)
    nearest = scan.nearest or 0
    seen = say(
        "at {points} points between, the left side less the right one is nearest to 0 at {value}, "
        "where it is {difference}",
        points=len(scan.points),
        value=problem.text(scan.points[nearest]),
        difference=problem.side_text(scan.values[nearest]),
    )
    return findings.no_solution(span, vary, own, seen, problem.looked_between)


# ── Inequalities ──────────────────────────────────────────────────────────────────────────────────


def solve_inequality(problem: Problem) -> Outcome[Solved | None]:
    """The values for which the condition holds in all of its cells.

    May report: ``condition-does-not-move``, ``no-bracket``, ``no-solution``, ``too-many-cells-asked``.
    """
    check = problem.condition.check
    cells = cells_of(check.axes, check.region, problem.moved.model)
    if len(cells) > MOST_INEQUALITIES:
        return Outcome(
            None, (findings.too_many_asked(problem.condition.span, len(cells), MOST_INEQUALITIES),)
        )
    lines = problem.lines(cells)
    known = [line for line in lines if line is not None and not line.is_multiplied]
    held = (
        _held_by_lines(problem, cells, known) if len(known) == len(cells) else _held_between(problem, cells)
    )
    if held.value is None:
        return Outcome(None, held.diagnostics)
    return Outcome(replace(problem.solved(INEQUALITY), held=held.value))


def _held_by_lines(problem: Problem, cells: Sequence[Cell], lines: Sequence[Line]) -> Outcome[Held | None]:
    """Where every one of *lines* is on its side of zero: one interval."""
    span, vary = problem.condition.span, problem.vary
    sign, rounding = problem.sign, problem.second_look(problem.own.stays)
    low: tuple[float, Cell | None] = (-math.inf, None)
    high: tuple[float, Cell | None] = (math.inf, None)
    for cell, line in zip(cells, lines, strict=True):
        if line.is_flat:
            if not problem.is_met(line.at, cell, rounding):
                own = text_of(cell, problem)
                return Outcome(None, (findings.condition_does_not_move(span, vary, own, holds=False),))
            continue
        edge = line.at - line.difference / line.slope
        if sign * line.slope > 0:
            low = max(low, (edge, cell), key=lambda one: one[0])
        else:
            high = min(high, (edge, cell), key=lambda one: one[0])
    if all(line.is_flat for line in lines):
        return Outcome(None, (findings.condition_does_not_move(span, vary, "", holds=True),))
    if problem.bracket is not None:
        low = max(low, (problem.bracket[0], None), key=lambda one: one[0])
        high = min(high, (problem.bracket[1], None), key=lambda one: one[0])
    if low[0] > high[0] or (low[0] == high[0] and problem.is_strict):
        seen = say(
            "it would have to be at least {low} and at most {high}",
            low=problem.text(low[0]),
            high=problem.text(high[0]),
        )
        return Outcome(None, (findings.no_solution(span, vary, "", seen, problem.looked_between),))
    return _held(problem, LINEAR, ((low, high),), None)


def _held_between(problem: Problem, cells: Sequence[Cell]) -> Outcome[Held | None]:
    """Where the least margin of all *cells* is on its side of zero, as far as a scan shows."""
    span, vary = problem.condition.span, problem.vary
    if problem.bracket is None:
        return Outcome(None, (findings.no_bracket(problem.own.target.written.span, vary, ""),))
    scan = problem.scan(lambda value: problem.margin(value, cells)[0])
    if scan.nearest is None:
        return Outcome(
            None,
            (problem.stopped or findings.no_solution(span, vary, "", _NO_VALUE, problem.looked_between),),
        )

    noise = _noise(problem, cells, scan)
    holds = [problem.holds(margin, noise) for margin in scan.values]
    if not any(holds):
        best = max((value, at) for at, value in enumerate(scan.values) if not math.isnan(value))[1]
        seen = say(
            "at {points} points between, it fails by least at {value}, by {difference}",
            points=len(scan.points),
            value=problem.text(scan.points[best]),
            difference=problem.side_text(-scan.values[best]),
        )
        return Outcome(None, (findings.no_solution(span, vary, "", seen, problem.looked_between),))
    found = []
    for run in intervals_where(
        lambda value: problem.holds(problem.margin(value, cells)[0], noise), holds, scan
    ):
        low, high = ((end, None if end in problem.bracket else problem.margin(end, cells)[1]) for end in run)
        found.append((low, high))
    return _held(problem, BRACKET, tuple(found), scan)


def _noise(problem: Problem, cells: Sequence[Cell], scan: Scan) -> float:
    """How large a margin of the points of *scan* is rounding alone: from the nearest to 0 on, until one is not."""
    noise = 0.0
    strict = problem.is_strict
    doubtful = [at for at, margin in enumerate(scan.values) if (margin > 0 if strict else margin < 0)]
    for at in sorted(doubtful, key=lambda at: abs(scan.values[at])):
        value = scan.points[at]
        if problem.is_met(value, problem.margin(value, cells)[1]) == strict:
            break
        noise = abs(scan.values[at])
    return noise


def _held(problem: Problem, method: str, found: Sequence[_Run], scan: Scan | None) -> Outcome[Held | None]:
    intervals = _intervals(problem, found)
    if intervals.value is None:
        return Outcome(None, intervals.diagnostics)
    return Outcome(Held(method, intervals.value, None if scan is None else problem.looked(scan)))


def _intervals(problem: Problem, found: Sequence[_Run]) -> Outcome[tuple[Interval, ...] | None]:
    """Both ends of each of *found*, with the cell that decides, if one does.

    May report: what is wrong with the setting of an end, or what stops the run with it.
    """
    intervals: list[Interval] = []
    for ends in found:
        made: list[End] = []
        for value, cell in ends:
            end = _end(problem, value, cell)
            if end.value is None:
                return Outcome(None, end.diagnostics)
            made.append(end.value)
        intervals.append(Interval(*made))
    return Outcome(tuple(intervals))


def _end(problem: Problem, value: float, cell: Cell | None) -> Outcome[End | None]:
    if not math.isfinite(value):
        return Outcome(End(None))
    shown = value / problem.scale
    if cell is None:
        return Outcome(End(shown))
    solution = problem.solution(value, cell, 0)
    if solution.value is None:
        return Outcome(None, solution.diagnostics)
    return Outcome(End(shown, solution.value, labels_of(cell, problem.moved.model)))


def text_of(cell: Cell, problem: Problem) -> str:
    """*cell* for a sentence, empty if there is only one."""
    return ", ".join(label for _, label in labels_of(cell, problem.moved.model))
