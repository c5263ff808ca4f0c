"""What something must be so that a condition holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from semdsl.analysis import findings
from semdsl.analysis.asking import Condition, World, condition, expression, target, world
from semdsl.analysis.equations import solve_equation, solve_inequality
from semdsl.analysis.members import first_members
from semdsl.analysis.moved import SHIFT, VALUE, move, moved, stated_value
from semdsl.analysis.problem import Problem
from semdsl.analysis.solved import Solved
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.interpret.places import within
from semdsl.pipeline import Checked
from semdsl.running import compute, doubts_of_values
from semdsl.semantics.findings import axes as of_axes
from semdsl.semantics.questions import Target
from semdsl.syntax import ast

VARY, UNTIL, BETWEEN = "--vary", "--until", "--between"

_ORDERS = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: vary this until that holds, between two values, with ``shift`` by what is added to every cell."""

    vary: str
    until: str
    between: tuple[str, ...] = ()
    shift: bool = False
    scenario: str = ""
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A question that fits the model: the cells to vary, or the ``axis`` of which a member is sought."""

    question: Question
    world: World
    condition: Condition
    target: Target | None
    axis: str
    bracket: tuple[float, float] | None


def read_question(checked: Checked, question: Question) -> Outcome[Read | None]:
    """*question* held against the model.

    May report: what is wrong with it.
    """
    asked = world(checked, question.scenario, question.settings)
    if asked.value is None:
        return Outcome(None, asked.diagnostics)
    named = expression(question.vary, VARY)
    axis = asked.value.questions.axis(named.value) if named.value is not None else None
    meant = condition(question.until, UNTIL, asked.value)
    found = asked.diagnostics + meant.diagnostics
    if axis is not None:
        found += _of_axis(named.value, axis, question, asked.value, meant.value)
        if meant.value is None or any(one.is_error for one in found):
            return Outcome(None, found)
        return Outcome(Read(question, asked.value, meant.value, None, axis, None), found)
    moving = target(question.vary, VARY, asked.value)
    found += moving.diagnostics
    if moving.value is None or meant.value is None:
        return Outcome(None, found)
    bracket = _bracket(question, moving.value, asked.value)
    found += bracket.diagnostics
    if meant.value.check.op not in ("=", *_ORDERS):
        found += (findings.not_an_equation(meant.value.span, question.vary),)
    elif meant.value.check.tolerance or meant.value.check.relative is not None:
        found += (findings.no_tolerance(meant.value.span, question.vary),)
    if any(one.is_error for one in found):
        return Outcome(None, found)
    return Outcome(Read(question, asked.value, meant.value, moving.value, "", bracket.value), found)


def _of_axis(
    written: ast.Expr | None, axis: str, question: Question, of: World, meant: Condition | None
) -> tuple[Diagnostic, ...]:
    """What is wrong with a question about the members of *axis*."""
    found: list[Diagnostic] = []
    if not of.model.axes[axis].ordered and written is not None:
        found.append(of_axes.axis_has_no_order(written.span, of.model.axes[axis]))
    if question.between:
        found.append(findings.does_not_apply(BETWEEN, axis))
    if question.shift:
        found.append(findings.does_not_apply("--shift", axis))
    if meant is not None and axis not in meant.check.axes:
        found.append(findings.condition_lacks_axis(meant.span, axis))
    return tuple(found)


def _bracket(question: Question, moving: Target, of: World) -> Outcome[tuple[float, float] | None]:
    """Where to look: between the two values given, else within the range of what is varied."""
    if not question.between:
        return Outcome(None if question.shift else moving.ends)
    found: tuple[Diagnostic, ...] = ()
    numbers: list[float] = []
    place = moving.written.span
    for text in question.between:
        read = expression(text, BETWEEN)
        found += read.diagnostics
        if read.value is None:
            continue
        value = of.questions.value(moving, read.value, within_range=not question.shift)
        found += value.diagnostics
        place = read.value.span
        numbers += [] if value.value is None else [value.value]
    if any(one.is_error for one in found):
        return Outcome(None, found)
    if len(question.between) != 2 or len(numbers) != 2 or not numbers[0] < numbers[1]:
        return Outcome(None, (*found, findings.bracket_form(place, question.vary)))
    return Outcome((numbers[0], numbers[1]), found)


def answer(read: Read) -> Outcome[Solved | None]:
    """The answer to a question that fits the model.

    May report: that there is no solution, why a run of the model stopped, and what a run warns of.
    """
    found = _answer(read)
    model = read.world.with_made(read.condition.made)
    doubts = () if found.value is None else doubts_of_values(model, read.world.checked, read.condition.names)
    return Outcome(found.value, (*found.diagnostics, *doubts))


def _answer(read: Read) -> Outcome[Solved | None]:
    if read.target is None:
        return first_members(read.condition, read.axis, read.world)
    return _value(read, read.target)


def _value(read: Read, moving: Target) -> Outcome[Solved | None]:
    """A value of *moving* for which the condition holds."""
    stated = _stated(moving, read.world)
    if stated.value is None:
        return Outcome(None, stated.diagnostics)
    figures = stated.value
    form = SHIFT if read.question.shift else VALUE
    own = move(moving, form, None if read.question.shift else figures[0])
    model = read.world.with_made(read.condition.made)
    ready = moved(model, read.world.checked, [own], read.condition.names)
    if ready.value is None:
        return Outcome(None, ready.diagnostics)
    problem = Problem(
        read.world,
        read.condition,
        own,
        ready.value,
        read.bracket,
        is_between=bool(read.question.between),
    )
    equation = read.condition.check.op == "="
    solved = solve_equation(problem) if equation else solve_inequality(problem)
    if solved.value is None:
        return Outcome(None, solved.diagnostics)
    quantity = read.world.model.quantities[moving.name]
    uniform = len(set(figures)) == 1 and not read.question.shift
    return Outcome(
        replace(
            solved.value,
            stated=figures[0] / quantity.scale if uniform else None,
            runs=ready.value.runs,
        ),
        solved.diagnostics,
    )


def _stated(moving: Target, of: World) -> Outcome[Sequence[float] | None]:
    """What the cells of *moving* are now, in base units."""
    known = stated_value(moving, of.model)
    if known is not None:
        return Outcome((known,))
    ran = compute(of.model, of.checked, (moving.name,))
    if ran.value is None:
        return Outcome(None, ran.diagnostics)
    array = ran.value[moving.name]
    quantity = of.model.quantities[moving.name]
    cells = [
        float(value)
        for at, value in zip(_indices(array.shape), array.reshape(-1), strict=True)
        if within(moving.override.region, dict(zip(quantity.axes, at, strict=True)))
    ]
    finite = [value for value in cells if math.isfinite(value)]
    return Outcome(finite or (0.0,))


def _indices(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    return list(product(*(range(size) for size in shape)))
