"""The compiled program gives what the interpreter gives: in random models, and in all models beside it."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from semdsl.diagnostics.text import render
from semdsl.interpret.blame import blame, problem_diagnostic
from semdsl.interpret.bounds import BoundingInterpreter
from semdsl.interpret.problem import Stop
from semdsl.interpret.scalar import Interpreter, nothing_known
from semdsl.pipeline import Checked, check_file, check_text
from semdsl.running import tables_for
from semdsl.semantics.model import Typed
from semdsl.semantics.overrides import with_scenario
from semdsl.semantics.rewrite import children
from tests.support.compare import Agreement, agreement
from tests.support.strategies import ModelText, model_of_seed, models

MODELS = Path(__file__).parents[2] / "models"
SAMPLE = 150
LONG = 5_000
PARTS = 25  # of the long run, so that several processes share it

# Every kind of node and place that a checked model may have.
EVERYTHING = {
    "Constant", "Coordinate", "Ref", "Negate", "Arithmetic", "Compare", "IsMember", "Logic", "Not", "If", "Apply",
    "Aggregate", "Cumulative", "Spread", "Seek", "Shift", "Fixed", "Mapped", "Sought",
}  # fmt: skip


def checked(model: ModelText) -> Checked:
    """The checked model; a model that is refused is a fault of the checks or of the generator."""
    outcome = check_text(model.text, "random.sem", model.files)
    errors = [render(one) for one in outcome.diagnostics if one.is_error]
    assert outcome.value is not None, "\n".join([*errors, str(model)])
    return outcome.value


def compared(model: ModelText) -> Agreement:
    own = checked(model)
    try:
        for name in own.model.scenarios:
            other = with_scenario(own.model, name)
            tables = tables_for(other, own).value
            assert tables is not None
            agreement(other, tables)
        return agreement(own.model, own.tables)
    except AssertionError as error:
        raise AssertionError(f"{error}\n\n{model}") from None


@pytest.mark.parametrize("part", range(5))
def test_compiled_equals_interpreted(part: int) -> None:
    for seed in range(part * SAMPLE // 5, (part + 1) * SAMPLE // 5):
        compared(model_of_seed(seed))


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(models())
def test_compiled_equals_interpreted_and_shrinks(model: ModelText) -> None:
    """The same for fewer models, the simplest first; a failing one is made as small as it can be."""
    compared(model)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_compiled_equals_interpreted_in_thousands_of_models(part: int) -> None:
    for seed in range(SAMPLE + part * LONG // PARTS, SAMPLE + (part + 1) * LONG // PARTS):
        compared(model_of_seed(seed))


def valuations() -> list[Path]:
    """The models that can be run by themselves, not the modules that they use."""
    files = sorted(MODELS.glob("*.sem"))
    return [
        path
        for path in files
        if any(line.startswith("model ") for line in path.read_text("utf-8").splitlines())
    ]


@pytest.mark.parametrize("path", valuations(), ids=lambda path: path.stem)
def test_every_model_that_comes_with_semdsl(path: Path) -> None:
    outcome = check_file(path)
    assert outcome.value is not None, "\n".join(render(one) for one in outcome.diagnostics)
    own = outcome.value
    found = agreement(own.model, own.tables)
    assert not found.stopped
    assert found.undecided <= found.compared / 100


def test_random_models_have_everything_in_them() -> None:
    """A generator that stopped writing some kind of formula would let it go untested."""
    seen: Counter[str] = Counter()
    stopped = undecided = cells = 0
    for seed in range(100):
        own = checked(model_of_seed(seed))
        for quantity in own.model.quantities.values():
            for case in quantity.cases:
                _count(case.formula, seen)
        interpreter = BoundingInterpreter(own.model, own.tables)
        try:
            values = [value for name in own.model.quantities for value in interpreter.all(name) if value]
        except Stop:
            stopped += 1
            continue
        cells += len(values)
        undecided += sum(math.isinf(value.error) for value in values)
    assert {kind for kind in EVERYTHING if seen[kind] < 3} == set()
    assert 0 < stopped < 20
    assert undecided < cells / 20


def test_bounds_do_not_change_a_value_and_blame_finds_what_stops() -> None:
    for seed in range(100):
        own = checked(model_of_seed(seed))
        plain, bounding = Interpreter(own.model, own.tables), BoundingInterpreter(own.model, own.tables)
        for name in own.model.quantities:
            try:
                expected = plain.all(name)
            except Stop:
                problem = blame(own.model, own.tables, name, nothing_known)
                assert problem is not None
                assert problem_diagnostic(problem, own.model).labels
                break
            assert [value and value.value for value in bounding.all(name)] == expected


def _count(node: Typed, seen: Counter[str]) -> None:
    seen[type(node).__name__] += 1
    for place in getattr(node, "at", ()):
        seen[type(place).__name__] += 1
    for part in children(node):
        _count(part, seen)
