"""Exact derivatives of results by what is moved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from semdsl.analysis import findings
from semdsl.analysis.measured import Derivative, Measured, Sensitivity
from semdsl.analysis.moved import MOST_FOLLOWED, Moved
from semdsl.analysis.movers import Moving
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import Said, say
from semdsl.interpret.blame import problem_diagnostic
from semdsl.interpret.findings import cell_text
from semdsl.interpret.problem import Key, Stop
from semdsl.interpret.slopes import KINK, STEEP, MuchToFollow, Slope, Snag
from semdsl.semantics.model import Model
from semdsl.semantics.rewrite import author_name, is_made


def derivatives(
    plain: Sensitivity,
    ready: Moved,
    measured: Sequence[tuple[Key, Measured]],
    reached: Sequence[Moving],
) -> Outcome[Sensitivity | None]:
    """*plain* with the derivative of every result by everything *reached*.

    May report: ``at-a-kink``, ``not-differentiable``, ``much-to-follow``, and what has no value.
    """
    follow = ready.slopes({})
    places = {own.input: at for at, own in enumerate(ready.moves)}
    found: list[Diagnostic] = []
    derived: list[Derivative] = []
    for (name, cell), result in measured:
        try:
            value = follow.value(name, cell)
        except Stop as stop:
            return Outcome(None, (problem_diagnostic(stop.problem, ready.model),))
        except MuchToFollow:
            return Outcome(None, (findings.much_to_follow(MOST_FOLLOWED),))
        scale = ready.model.quantities[name].scale
        own = [_derivative(value, scale, result, one, places[one.move.input], ready.model) for one in reached]
        own.sort(key=lambda one: -_size(one))
        derived += own
        found += _snags(value, result, reached, places, ready.model)
    return Outcome(replace(plain, derivatives=tuple(derived)), tuple(found))


def _derivative(
    value: Slope, scale: float, result: Measured, own: Moving, direction: int, model: Model
) -> Derivative:
    kinds = {snag.kind for snag in value.snags if snag.direction == direction}
    hard = sorted(kinds - {KINK})
    mover = own.mover
    if hard:
        return Derivative(result, mover, None, None, hard[0])
    unit = model.quantities[own.move.target.name].scale
    slope = value.slope(direction) * unit / scale
    if not math.isfinite(slope):
        return Derivative(result, mover, None, None, STEEP)
    known = mover.value is not None and result.value != 0
    elasticity = slope * mover.value / result.value if known and mover.value is not None else None
    if elasticity is not None and not math.isfinite(elasticity):
        elasticity = None
    return Derivative(result, mover, slope, elasticity, KINK if kinds else "", direction in value.curved)


def _size(own: Derivative) -> float:
    """How much a derivative matters: by the elasticity, where there is one."""
    if own.elasticity is not None:
        return abs(own.elasticity)
    return 0.0 if own.slope is None else abs(own.slope)


def _snags(
    value: Slope, result: Measured, reached: Sequence[Moving], places: dict[str, int], model: Model
) -> list[Diagnostic]:
    """What is to be said of the derivatives of one result: one finding for all with a kink, one for all without any."""
    names = {places[own.move.input]: own.move.target.text for own in reached}
    own = sorted(snag for snag in value.snags if snag.direction in names)
    hard = [snag for snag in own if snag.kind != KINK]
    lost = {snag.direction for snag in hard}
    soft = [snag for snag in own if snag.kind == KINK and snag.direction not in lost]
    return [
        make(result.name, list(dict.fromkeys(names[snag.direction] for snag in some)), _where(some[0], model))
        for some, make in ((soft, findings.at_a_kink), (hard, findings.not_differentiable))
        if some
    ]


def _why(snag: Snag) -> Said:
    operation = snag.operation or "/"
    match snag.kind:
        case "kink":
            return say("the sides of `{operation}` are equal", operation=operation)
        case "rounded":
            return say("`{operation}` gives steps", operation=operation)
        case "place":
            return say("a place is looked up by it")
        case _:
            return say("`{operation}` rises without bound", operation=operation)


def _where(snag: Snag, model: Model) -> Said:
    why = _why(snag)
    if snag.key is None:
        return why
    name, cell = snag.key
    place = cell_text(name, cell, model)
    if is_made(name):
        if name not in model.quantities or author_name(name) not in model.quantities:
            return say("{why} in what is asked for", why=why)
        place = author_name(name) + place.removeprefix(name).lstrip()
    return say("{why} in `{place}`", why=why, place=place)
