"""G34: the rewritings of the compiler, and the order in which a model is written, change no value.

Sharing of parts changes no bit. Moving a factor out of a sum, or a part out of a loop, may change the last bits, and
is held to the bound of rounding that the interpreter carries along. Shuffled declarations change no bit.
"""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from semdsl.codegen.options import CAREFUL, Options
from semdsl.runtime.program import Stopped
from tests.support.compare import checked, compiled, interpreted, within_bounds
from tests.support.strategies import ModelText, large_model_of_seed
from tests.trust.gate import Gate
from tests.trust.zoo import NAMES, valuation

GATE = Gate(
    "G34",
    "Rewritings of the compiler, switched off one by one, and shuffled declarations change no value",
    "{models} models with each rewriting off, {shuffled} shuffled: the same bits, or within the bound of rounding",
    {"models": 500, "shuffled": 500},
)

SAMPLE, LONG, SLICE = 40, 1_000, 40
SWITCHED = {
    "nothing shared": Options(cse=False),
    "nothing hoisted": Options(hoist=False),
    "no factor moved": Options(factor=False),
    "nothing at all": Options(cse=False, hoist=False, factor=False),
    "every result looked at": Options(careful=True),
    "as in a second try": CAREFUL,
}
FIRST = ("model ", "time ", "axis ")  # the order of axes is that of sums


def shuffled(model: ModelText, seed: int) -> ModelText:
    """The same declarations in another order, the axes aside."""
    blocks = model.text.split("\n\n")
    starts = [block for block in blocks if block.startswith(FIRST)]
    rest = [block for block in blocks if not block.startswith(FIRST)]
    random.Random(seed).shuffle(rest)
    return ModelText("\n\n".join([*starts, *(block.strip("\n") for block in rest)]) + "\n", model.files)


def with_each_rewriting_off(seeds: range, count) -> None:
    for seed in seeds:
        own = checked(large_model_of_seed(seed))
        found, problem = interpreted(own.computed, own.tables)
        plain = compiled(own.computed, own.tables)
        for name, options in SWITCHED.items():
            other = compiled(own.computed, own.tables, options)
            if isinstance(plain, Stopped) or problem is not None:
                assert isinstance(other, Stopped) == isinstance(plain, Stopped), (seed, name)
                continue
            assert not isinstance(other, Stopped), (seed, name)
            within_bounds(found, other)
            if options == SWITCHED["nothing shared"]:
                assert _bits(other) == _bits(plain), (seed, name)
        count(models=1)


def in_another_order(seeds: range, count) -> None:
    for seed in seeds:
        text = large_model_of_seed(seed)
        own, other = checked(text), checked(shuffled(text, seed))
        plain, moved = (compiled(one.computed, one.tables) for one in (own, other))
        if isinstance(plain, Stopped) or isinstance(moved, Stopped):
            assert isinstance(plain, Stopped)
            assert isinstance(moved, Stopped)
            continue
        if own.solved.loops:  # a loop is solved for what is declared first: the same but for rounding
            found, _ = interpreted(other.computed, other.tables)
            within_bounds(found, moved)
            count(shuffled=1)
            continue
        names = [name for name in plain if " " not in name]  # sums of reports are numbered as they stand
        bits, others = _bits(plain), _bits(moved)
        assert [bits[name] for name in names] == [others[name] for name in names], seed
        count(shuffled=1)


def _bits(values: dict[str, list[float]]) -> dict[str, list[str]]:
    """By name; a cell without a value is equal to itself."""
    return {name: [value.hex() for value in own] for name, own in sorted(values.items())}


def test_each_rewriting_can_be_switched_off(count) -> None:
    with_each_rewriting_off(range(SAMPLE), count)


def test_declarations_may_stand_in_any_order(count) -> None:
    in_another_order(range(SAMPLE), count)


@pytest.mark.long
@pytest.mark.parametrize(("first", "end"), list(pairwise(range(SAMPLE, LONG + 1, SLICE))))
def test_in_many_models(first: int, end: int, count) -> None:
    with_each_rewriting_off(range(first, end), count)
    in_another_order(range(first, end), count)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sem"])
def test_each_rewriting_can_be_switched_off_in_a_model(name: str, count) -> None:
    every_rewriting(name, count)


@pytest.mark.long
def test_each_rewriting_can_be_switched_off_in_the_largest_model(count) -> None:
    every_rewriting("sem", count)


def every_rewriting(name: str, count) -> None:
    own = valuation(name)
    found, problem = interpreted(own.computed, own.tables)
    assert problem is None
    plain = compiled(own.computed, own.tables)
    assert not isinstance(plain, Stopped)
    for options in SWITCHED.values():
        other = compiled(own.computed, own.tables, options)
        assert not isinstance(other, Stopped)
        within_bounds(found, other)
    count(models=1)
