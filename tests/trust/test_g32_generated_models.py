"""G32: the interpreter and the compiled program give the same, in models made by chance, cell by cell.

Each cell has to agree within the bound of its rounding errors, which the interpreter carries along; where one of the
two stops, the other one has to. A model is made from its number alone, so a failing one is ``model_of_seed(number)``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import get_args

import pytest

from semdsl.interpret.bounds import BoundingInterpreter
from semdsl.interpret.problem import Stop
from semdsl.semantics import model as meant
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Compare,
    Cumulative,
    Logic,
    Seek,
    Sought,
    Typed,
    children,
)
from tests.support.compare import checked, compared
from tests.support.strategies import (
    ModelText,
    large_model_of_seed,
    model_of_seed,
    small_model_of_seed,
)
from tests.trust.arithmetic import watched
from tests.trust.gate import Gate

GATE = Gate(
    "G32",
    "Interpreter and compiled program agree in generated models, cell by cell within the bound of rounding",
    "{models} models, {cells} cells as stated, 0 differences",
    {"models": 100_000},
    ("properties/test_evaluators.py",),
)

LONG = range(100_000)
SAMPLE = [seed for seed in LONG if seed % 10 != 5][
    :5_000
]  # half of the large ones, which take most of the time
REST = sorted(set(LONG) - set(SAMPLE))
SLICE = 100  # models to a test, so that several processes share them

# What a formula may be made of. The classes are those of the checked model itself: a new one has to be generated too.
CONSTRUCTORS = {one.__name__ for one in (*get_args(meant.Typed), *get_args(meant.Position))}
OPERATIONS = {
    *("Arithmetic +", "Arithmetic -", "Arithmetic *", "Arithmetic /", "Arithmetic ^"),
    *(
        "Compare =",
        "Compare !=",
        "Compare <",
        "Compare <=",
        "Compare >",
        "Compare >=",
        "Logic and",
        "Logic or",
    ),
    *(
        "Apply exp",
        "Apply log",
        "Apply sqrt",
        "Apply abs",
        "Apply round",
        "Apply min",
        "Apply max",
        "Apply clamp",
    ),
    *("Aggregate sum", "Aggregate mean", "Aggregate min", "Aggregate max", "Aggregate product"),
    *("Aggregate by", "Aggregate for", "Cumulative sum", "Cumulative product", "Cumulative for"),
    *("Seek first", "Seek last", "Sought clamp", "Sought exact"),
}
DECLARATIONS = {
    *("table", "gap", "interpolation", "scenario", "scenario of another file", "test", "report", "totals"),
    *("instance", "part", "check", "cases", "forward recursion", "backward recursion", "function"),
}


def compare(seeds: Sequence[int], count: Callable[..., None]) -> None:
    """Both evaluators agree in each model, and each program that was made for it is arithmetic (G03)."""
    with watched() as watch:
        found = [compared(model_of_seed(seed)) for seed in seeds]
    count(models=len(found), cells=sum(one.compared for one in found), programs=watch.programs)


@pytest.mark.parametrize("first", range(0, len(SAMPLE), SLICE))
def test_both_evaluators_agree(first: int, count) -> None:
    compare(SAMPLE[first : first + SLICE], count)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(REST), SLICE))
def test_both_evaluators_agree_in_many_models(first: int, count) -> None:
    compare(REST[first : first + SLICE], count)


@pytest.mark.parametrize(("model", "seeds"), [(large_model_of_seed, 300), (small_model_of_seed, 2_000)])
def test_generated_models_have_every_constructor_and_declaration_in_them(
    model: Callable[[int], ModelText], seeds: int
) -> None:
    """A generator that stopped writing some kind of formula would let it go untested: small models have each too."""
    seen: Counter[str] = Counter()
    for seed in range(seeds):
        text = model(seed)
        own = checked(text)
        seen.update(_declared(str(text)))
        for quantity in own.model.quantities.values():
            seen["cases"] += len(quantity.cases) > 1
            for case in quantity.cases:
                _count(case.formula, seen)
        rare = {kind for kind in CONSTRUCTORS | OPERATIONS | DECLARATIONS if seen[kind] < 5}
        if not rare:
            return
    pytest.fail(f"in {seeds} models there are fewer than 5 of {sorted(rare)}")


@pytest.mark.parametrize("model", [large_model_of_seed, small_model_of_seed])
def test_few_generated_models_stop_and_few_cells_are_left_undecided(
    model: Callable[[int], ModelText],
) -> None:
    """Otherwise the comparison would look at nothing."""
    stopped = undecided = cells = 0
    for seed in range(150):
        own = checked(model(seed))
        interpreter = BoundingInterpreter(own.computed, own.tables)
        try:
            values = [value for name in own.model.quantities for value in interpreter.all(name) if value]
        except Stop:
            stopped += 1
            continue
        cells += len(values)
        undecided += sum(math.isinf(value.error) for value in values)
    assert 0 < stopped < 150 / 5
    assert undecided < cells / 20


def test_one_model_in_five_is_as_large_as_any() -> None:
    """The others are small, so that many are compared."""
    lines = [len(str(model_of_seed(seed)).splitlines()) for seed in range(500)]
    large, small = lines[::5], [count for at, count in enumerate(lines) if at % 5]
    assert sum(large) / len(large) > 70
    assert sum(small) / len(small) < 40


def _declared(text: str) -> set[str]:
    """What is declared in *text*, by words that nothing else has."""
    words = {
        "table": "\ntable ",
        "gap": "  otherwise\n\ntable ",
        "interpolation": "    interpolate ",
        "scenario": "\nscenario ",
        "scenario of another file": 'from "other',
        "test": '\ntest "',
        "report": '\nreport "',
        "totals": " with total",
        "instance": '\nuse "scheme.sem"',
        "part": '\ninclude "',
        "check": "\ncheck ",
        "forward recursion": "year-1",
        "backward recursion": "year+1",
        "function": "\nfunction ",
    }
    return {name for name, word in words.items() if word in text}


def _count(node: Typed, seen: Counter[str]) -> None:
    seen[type(node).__name__] += 1
    seen.update(_operations(node))
    for place in getattr(node, "at", ()):
        seen[type(place).__name__] += 1
        if isinstance(place, Sought):
            seen[f"Sought {'clamp' if place.clamp else 'exact'}"] += 1
    for part in children(node):
        _count(part, seen)


def _operations(node: Typed) -> list[str]:
    match node:
        case Arithmetic() | Compare() | Logic():
            return [f"{type(node).__name__} {node.op}"]
        case Apply():
            return [f"Apply {node.function}"]
        case Aggregate():
            more = ["Aggregate by"] if node.by else []
            return [f"Aggregate {node.function}", *more, *_narrowed(node)]
        case Cumulative():
            return [f"Cumulative {node.function}", *_narrowed(node)]
        case Seek():
            return [f"Seek {node.which}"]
        case _:
            return []


def _narrowed(node: Aggregate | Cumulative) -> list[str]:
    return [] if node.region == meant.EVERYWHERE else [f"{type(node).__name__} for"]
