"""G28: forms that lose digits are told, and what is to be written instead is right to four units in the last place.

Each function of constant rates, and ``expm1`` and ``log1p``, at 100,000 points against fifty digits: of every size, at
the ends (a rate of 0, chances of 0 and 1) and on both sides of where a formula changes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import product

import mpmath
import numpy as np
import pytest

from semdsl.codegen import compile_schedule
from semdsl.graph.schedule import schedule
from semdsl.pipeline import check_text
from semdsl.runtime.program import Program
from semdsl.symbolic.cancelling import FORMS
from tests.stdlib.test_rates import CHANCES, FUNCTIONS, PERIODS, RATES, ULPS, ulps
from tests.symbolic.test_lost_digits import LOSES, lost
from tests.trust.gate import Gate

GATE = Gate(
    "G28",
    "Forms that lose digits are told; the stable functions are within four units in the last place, at the ends too",
    "{forms} forms; {functions} functions at {points} points in all, at most 4 units in the last place off",
    {"forms": 15, "functions": 15, "points": 1_500_000},
    ("symbolic/test_lost_digits.py", "stdlib/test_rates.py"),
)

BLOCK, BLOCKS = 2_000, 50  # points of a test, and tests of a function: 100,000 points
LIFETIMES = (1.0, 45.0, 80.0, 110.0, 1_000.0)  # up to the last age, and what a rate of 1 can bear
ENDS = {
    "i": tuple(product(RATES, (*PERIODS, *LIFETIMES))),
    "q": tuple(product(CHANCES, (*PERIODS, *LIFETIMES))),
    "p": tuple(product(CHANCES[:-1], (0.0,))),
}


@cache
def programs() -> dict[str, Program]:
    """Each function as a model of its own, compiled."""
    found = {}
    for call, (letters, _) in FUNCTIONS.items():
        argument = letters[0]
        text = "".join(
            f'table {letter}[k] "P" : ratio\n    from "{letter}.csv"\n'
            for letter in dict.fromkeys(call_letters(letters))
        )
        text = (
            f'model m "M"\nuse std.rates\naxis k = 1 to {BLOCK}\n{text}variable f[k] "F" : ratio = {call}\n'
        )
        rows = "".join(f"{at},0.5\n" for at in range(1, BLOCK + 1))
        files = {f"{letter}.csv": f"k,value\n{rows}" for letter in call_letters(letters)}
        own = check_text(text, "m.sem", files).value
        assert own is not None, (call, argument)
        found[call] = compile_schedule(own.model, schedule(own.model, ("f",)).value)
    return found


def call_letters(letters: str) -> str:
    """The letters of the arguments as a formula has them: a chance below 1 is a chance."""
    return letters.replace("p", "q")


def points(letters: str, block: int) -> list[tuple[float, ...]]:
    """The arguments of one block: all ends in the first, and numbers of every size."""
    chance = random.Random(f"{letters} {block}")
    found = [pair[: len(letters)] for pair in ENDS[letters[0]]] if block == 0 else []
    while len(found) < BLOCK:
        size = 10 ** chance.uniform(-17.0, -0.01 if letters[0] == "p" else 0.0)
        if letters[0] == "i" and chance.random() < 0.3:
            size *= -0.5
        if letters[0] != "i" and chance.random() < 0.2:
            size = min(1 - size, 1.0 if letters[0] == "q" else 1 - 2.0**-53)
        periods = chance.choice([10 ** chance.uniform(-1, 2.4), float(chance.randrange(1, 111))])
        found.append((size, periods)[: len(letters)])
    return found


def furthest(call: str, block: int) -> float:
    """How many units in the last place the furthest value of a block is off."""
    letters, exact = FUNCTIONS[call]
    own = points(letters, block)
    columns = zip(call_letters(letters), zip(*own, strict=True), strict=True)
    found = programs()[call].run({letter: np.array(column) for letter, column in columns})["f"]
    return max(
        ulps(float(value), exact(*map(mpmath.mpf, arguments)))
        for value, arguments in zip(found, own, strict=True)
    )


@pytest.mark.parametrize("call", FUNCTIONS)
def test_a_stable_function_is_right(call: str, count: Callable[..., None]) -> None:
    assert furthest(call, 0) <= ULPS
    count(functions=1, points=BLOCK)


@pytest.mark.long
@pytest.mark.parametrize("call", FUNCTIONS)
def test_a_stable_function_is_right_at_many_points(call: str, count: Callable[..., None]) -> None:
    for block in range(1, BLOCKS):
        assert furthest(call, block) <= ULPS, block
        count(points=BLOCK)


def test_the_forms_as_printed_are_seen_to_lose_digits(count: Callable[..., None]) -> None:
    """What is compared here can fail: an annuity as it is printed is thousands of units off at a small rate."""
    i, n = 1e-8, 20.0
    exact = FUNCTIONS["rates.annuity_certain(i, n)"][1](mpmath.mpf(i), mpmath.mpf(n))
    assert ulps((1 - (1 + i) ** -n) / i, exact) > 1_000
    for form in FORMS:
        assert lost(LOSES[form][0])
    count(forms=len(FORMS))
