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
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import case_of
from semdsl.interpret.places import cells as every_cell
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Interpreter, nothing_known
from semdsl.pipeline import Checked, check_file, check_text
from semdsl.running import tables_for
from semdsl.semantics.model import Model, Typed
from semdsl.semantics.overrides import with_scenario
from semdsl.semantics.rewrite import children
from semdsl.simultaneous.solve import solve
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


def without_loops(model: Model) -> Model:
    """*model* with its loops within a cell solved."""
    outcome = solve(model)
    assert outcome.ok, [one.message for one in outcome.diagnostics]
    return outcome.value.model


def compared(model: ModelText) -> Agreement:
    own = checked(model)
    try:
        for name in own.model.scenarios:
            other = without_loops(with_scenario(own.model, name))
            tables = tables_for(other, own).value
            assert tables is not None
            agreement(other, tables)
        return agreement(own.computed, own.tables)
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
    found = agreement(own.computed, own.tables)
    assert not found.stopped
    assert found.undecided <= found.compared / 100


def size_of(name: str, cell: Cell, values: Interpreter, model: Model) -> float:
    """The largest size of the terms of *name* in *cell*, in any of its loops."""
    made = (own for own in model.quantities if own.startswith(f"{name} size") and values.has(own, cell))
    return max((values.value(own, cell) for own in made), default=0.0)


def test_solutions_meet_the_formulas_as_they_are_written() -> None:
    """The formulas of the model itself, loops and all, give each cell of a loop from the others."""
    cells = loops = 0
    for seed in range(SAMPLE):
        own = checked(model_of_seed(seed))
        if not own.solved.loops:
            continue
        values = Interpreter(own.computed, own.tables)
        written = Evaluator(own.model, Floats(), values.value)
        loops += len(own.solved.loops)
        for name in dict.fromkeys(member for loop in own.solved.loops for member in loop.members):
            quantity = own.model.quantities[name]
            for cell in every_cell(quantity, own.model):
                case = case_of(quantity, cell)
                assert case is not None
                try:
                    value = values.value(name, cell)
                    formula = written.value(case.formula, dict(zip(quantity.axes, cell, strict=True)))
                except (Stop, Failed):
                    continue
                allowed = 1e-12 * (abs(value) + size_of(name, cell, values, own.computed))
                assert abs(value - formula) <= allowed, (seed, name, cell)
                cells += 1
    assert loops > SAMPLE / 4
    assert cells > 1_000


def test_random_models_have_everything_in_them() -> None:
    """A generator that stopped writing some kind of formula would let it go untested."""
    seen: Counter[str] = Counter()
    stopped = undecided = cells = 0
    for seed in range(SAMPLE):
        own = checked(model_of_seed(seed))
        for quantity in own.model.quantities.values():
            for case in quantity.cases:
                _count(case.formula, seen)
        interpreter = BoundingInterpreter(own.computed, own.tables)
        try:
            values = [value for name in own.model.quantities for value in interpreter.all(name) if value]
        except Stop:
            stopped += 1
            continue
        cells += len(values)
        undecided += sum(math.isinf(value.error) for value in values)
    assert {kind for kind in EVERYTHING if seen[kind] < 3} == set()
    assert 0 < stopped < SAMPLE / 5
    assert undecided < cells / 20


def test_bounds_do_not_change_a_value_and_blame_finds_what_stops() -> None:
    for seed in range(100):
        own = checked(model_of_seed(seed))
        plain, bounding = Interpreter(own.computed, own.tables), BoundingInterpreter(own.computed, own.tables)
        for name in own.model.quantities:
            try:
                expected = plain.all(name)
            except Stop:
                problem = blame(own.computed, own.tables, name, nothing_known)
                assert problem is not None
                assert problem_diagnostic(problem, own.computed).labels
                break
            assert [value and value.value for value in bounding.all(name)] == expected


def _count(node: Typed, seen: Counter[str]) -> None:
    seen[type(node).__name__] += 1
    for place in getattr(node, "at", ()):
        seen[type(place).__name__] += 1
    for part in children(node):
        _count(part, seen)
