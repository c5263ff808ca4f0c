"""How results move with assumptions: to both ends of a move, or by exact derivatives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from semdsl.analysis.asking import World, cells_of, labels_of, world
from semdsl.analysis.measured import Effect, Measured, Sensitivity
from semdsl.analysis.moved import Moved, moved
from semdsl.analysis.movers import Bump, Moving, bump_of, default_targets, move_of, named_targets
from semdsl.analysis.results import Results, default_results, named_results
from semdsl.analysis.slopes import derivatives
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.interpret.findings import beyond_unit
from semdsl.interpret.problem import Key
from semdsl.pipeline import Checked
from semdsl.running import doubts_of_values

NO_PERCENTAGE: Final = 10.0  # a ratio of this size is a number of years or of persons


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: how the results ``of`` move with what is moved ``by`` (none: what the model makes likely).

    ``bump`` is how far, instead of to the ends of a range; ``exact`` asks for derivatives.
    """

    of: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    bump: str = ""
    exact: bool = False
    scenario: str = ""
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A question that fits the model."""

    question: Question
    world: World
    results: Results
    moving: tuple[Moving, ...]
    bump: Bump | None


def read_question(checked: Checked, question: Question) -> Outcome[Read | None]:
    """*question* held against the model.

    May report: what is wrong with it.
    """
    asked = world(checked, question.scenario, question.settings)
    if asked.value is None:
        return Outcome(None, asked.diagnostics)
    of = asked.value
    bump = bump_of(question.bump)
    results = named_results(question.of, of) if question.of else default_results(of)
    targets = named_targets(question.by, of) if question.by else default_targets(of)
    found = asked.diagnostics + bump.diagnostics + results.diagnostics + targets.diagnostics
    if results.value is None or targets.value is None or any(one.is_error for one in found):
        return Outcome(None, found)
    moving = move_of(targets.value, bump.value, of, exact=question.exact)
    if moving.value is None:
        return Outcome(None, found + moving.diagnostics)
    return Outcome(Read(question, of, results.value, moving.value, bump.value), found)


def answer(read: Read) -> Outcome[Sensitivity | None]:
    """The answer to a question that fits the model.

    May report: why the model as it is has no value, ``overflow`` of one beyond the numbers of its unit; ``at-a-kink``,
    ``not-differentiable``, ``much-to-follow``; and what a run warns of.
    """
    found = _answer(read)
    if found.value is None:
        return found
    model = read.world.with_made(read.results.made)
    doubts = doubts_of_values(model, read.world.checked, read.results.names)
    return Outcome(found.value, (*found.diagnostics, *doubts))


def _answer(read: Read) -> Outcome[Sensitivity | None]:
    model = read.world.with_made(read.results.made)
    moves = [own.move for own in read.moving]
    ready = moved(model, read.world.checked, moves, read.results.names)
    if ready.value is None:
        return Outcome(None, ready.diagnostics)
    measured = _measured(read, ready.value)
    if measured.value is None:
        return Outcome(None, measured.diagnostics)
    used = [own for own in read.moving if own.move.input in ready.value.reached]
    reached = [own for own in used if not own.is_nothing]
    plain = Sensitivity(
        scenario=read.world.scenario,
        exact=read.question.exact,
        results=tuple(own for _, own in measured.value),
        movers=tuple(own.mover for own in reached),
        unmoved=tuple(own.move.target.text for own in read.moving if own not in used),
        zeros=tuple(own.mover for own in used if own.is_nothing),
        bump=read.question.bump,
    )
    if read.question.exact:
        return derivatives(plain, ready.value, measured.value, reached)
    return Outcome(_effects(plain, ready.value, measured.value, reached))


def _measured(read: Read, ready: Moved) -> Outcome[list[tuple[Key, Measured]] | None]:
    """Every cell of every result, as the model is."""
    model = read.world.model
    found: list[tuple[Key, Measured]] = []
    for text, quantity in read.results.asked:
        cells = cells_of(quantity.axes, quantity.cases[0].region, model) if quantity.cases else []
        keys = [(quantity.name, tuple(cell.values())) for cell in cells]
        values = _in_unit(ready, {}, keys)
        wrong = [value for value in values if isinstance(value, Diagnostic)]
        if wrong:
            return Outcome(None, tuple(wrong[:1]))
        shown = [value for value in values if not isinstance(value, Diagnostic)]
        percent = quantity.shown in ("", "ratio") and all(abs(value) < NO_PERCENTAGE for value in shown)
        unit = quantity.shown or "ratio"
        found += [
            (key, Measured(text, labels_of(cell, model), unit, percent, value))
            for key, cell, value in zip(keys, cells, shown, strict=True)
        ]
    return Outcome(found)


def _in_unit(ready: Moved, values: Mapping[str, float], keys: Sequence[Key]) -> list[float | Diagnostic]:
    """Each of the cells *keys* with the *values* of moves, in its declared unit; why not, if it has no value there."""
    found: list[float | Diagnostic] = []
    for (name, cell), value in zip(keys, ready.cells(values, keys), strict=True):
        if isinstance(value, Diagnostic):
            found.append(value)
            continue
        quantity = ready.model.quantities[name]
        shown = value / quantity.scale
        beyond = beyond_unit(name, cell, quantity.shown or "ratio", ready.model)
        found.append(shown if math.isfinite(shown) else beyond)
    return found


def _effects(
    plain: Sensitivity,
    ready: Moved,
    measured: Sequence[tuple[Key, Measured]],
    reached: Sequence[Moving],
) -> Sensitivity:
    """Every result at both ends of every move."""
    keys = [key for key, _ in measured]
    effects: list[Effect] = []
    for own in reached:
        ends = [_in_unit(ready, {own.move.input: value}, keys) for value in (own.low, own.high)]
        for result, *values in zip(plain.results, *ends, strict=True):
            low, high = (None if isinstance(value, Diagnostic) else value for value in values)
            why = dict.fromkeys(value.message for value in values if isinstance(value, Diagnostic))
            effects.append(Effect(result, own.mover, low, high, "; ".join(why)))
    order = {result: at for at, result in enumerate(plain.results)}
    effects.sort(key=lambda effect: (order[effect.result], -effect.swing))
    return replace(plain, effects=tuple(effects))
