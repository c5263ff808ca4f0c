"""Exact slopes in random models: those of sixty digits, or there is a snag; and what is called straight is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from mpmath import mp, mpf

from semdsl.analysis.asking import World, target, world
from semdsl.analysis.moved import SHIFT, Moved, move, moved
from semdsl.interpret.places import cells
from semdsl.interpret.problem import Key, Stop
from semdsl.interpret.slopes import Slope
from semdsl.pipeline import check_text
from semdsl.requests import public_names
from semdsl.semantics.model import Model
from tests.support.precise import DIGITS, STEP, value
from tests.support.strategies import large_model_of_seed

MODELS = 8  # to a test
SEEDS = [
    pytest.param(range(first, first + MODELS), marks=[pytest.mark.long] if first >= MODELS else [])
    for first in range(0, 64, MODELS)
]
MOST_CELLS = 6  # of each quantity
FEWEST = 100  # slopes of the models of a test: with fewer it would say little


def worlds(seeds: range) -> Iterator[World]:
    for seed in seeds:
        model = large_model_of_seed(seed)
        outcome = check_text(model.text, "random.sem", model.files)
        assert outcome.value is not None
        found = world(outcome.value, "", ()).value
        assert found is not None
        yield found


def given(model: Model) -> list[str]:
    """What has figures of its own: tables, and parameters and assumptions."""
    return [
        name
        for name in public_names(model)
        if model.quantities[name].kind in ("table", "parameter", "assumption")
    ]


def with_all_moved(of: World) -> Moved:
    """All given quantities can be shifted; every quantity is wanted."""
    targets = [target(name, "--by", of).value for name in given(of.model)]
    moves = [move(own, SHIFT) for own in targets if own is not None]
    assert len(moves) == len(targets)
    ready = moved(of.model, of.checked, moves, public_names(of.model)).value
    assert ready is not None
    return ready


def keys(model: Model) -> Iterator[Key]:
    for name in public_names(model):
        every = list(cells(model.quantities[name], model))
        step = max(1, len(every) // MOST_CELLS)
        yield from ((name, cell) for cell in every[::step])


def precise(ready: Moved, key: Key, direction: int, by: mpf) -> mpf | None:
    inputs = {own.input: mpf(own.stays) for own in ready.moves}
    inputs[ready.moves[direction].input] += by
    try:
        return value(ready.model, ready.tables({}), key, inputs)
    except Stop:
        return None


@pytest.mark.parametrize("seeds", SEEDS)
def test_slopes_are_those_of_sixty_digits(seeds: range) -> None:
    seen: Counter[str] = Counter()
    for of in worlds(seeds):
        ready = with_all_moved(of)
        follow = ready.slopes({})
        for key in keys(of.model):
            try:
                found = follow.value(*key)
            except Stop:
                seen["undefined"] += 1
                continue
            for direction in sorted(found.moves_with):
                seen[judged(ready, key, direction, found)] += 1
    assert seen["slope"] > FEWEST
    assert seen["branch"] < seen["slope"] / 20
    assert seen["wrong"] == 0


def judged(ready: Moved, key: Key, direction: int, found: Slope) -> str:
    """What the slope of one cell in one direction turned out to be."""
    snags = any(snag.direction == direction for snag in found.snags)
    with mp.workdps(DIGITS):
        below, here, above = (precise(ready, key, direction, STEP * by) for by in (-1, 0, 1))
        if below is None or here is None or above is None:
            return "edge"
        if abs(float(here) - found.value) > 1e-9 * max(abs(found.value), 1):
            return "branch"  # rounding of doubles chose another branch than sixty digits do
        left, right = float((here - below) / STEP), float((above - here) / STEP)
    size = max(abs(left), abs(right), 1e-6)
    if snags:
        return "snag"
    close = all(abs(side - found.slope(direction)) <= 1e-6 * size + 1e-9 for side in (left, right))
    return "slope" if close else "wrong"


@pytest.mark.parametrize("seeds", SEEDS)
def test_what_is_called_straight_is(seeds: range) -> None:
    """At far values the line still meets the model, wherever that has a value at all."""
    straight = 0
    for of in worlds(seeds):
        ready = with_all_moved(of)
        follow = ready.slopes({})
        for key in keys(of.model):
            try:
                found = follow.value(*key)
            except Stop:
                continue
            for direction in sorted(found.moves_with - found.curved):
                for by in (-1000, 7):
                    with mp.workdps(DIGITS):
                        here, there = (
                            precise(ready, key, direction, mpf(0)),
                            precise(ready, key, direction, mpf(by)),
                        )
                        if here is None or there is None:
                            continue
                        line = here + mpf(found.slope(direction)) * by
                        size = abs(here) + abs(found.slope(direction) * by) + abs(there)
                        assert abs(line - there) <= 1e-9 * size + 1e-12, (key, direction)
                    straight += 1
    assert straight > FEWEST
