"""What a search for a smallest failing model looks at, and what the bounds of the comparison rest on.

How the two evaluators compare in thousands of models, and in the models of this repository: ``tests/trust``, G32, G33.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from semdsl.interpret.blame import blame, problem_diagnostic
from semdsl.interpret.bounds import BoundingInterpreter
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import case_of
from semdsl.interpret.places import cells as every_cell
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Interpreter, nothing_known
from semdsl.semantics.model import Model
from tests.support.compare import checked, compared
from tests.support.strategies import ModelText, large_model_of_seed, models

SAMPLE = 150


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


def size_of(name: str, cell: Cell, values: Interpreter, model: Model) -> float:
    """The largest size of the terms of *name* in *cell*, in any of its loops."""
    made = (own for own in model.quantities if own.startswith(f"{name} size") and values.has(own, cell))
    return max((values.value(own, cell) for own in made), default=0.0)


def test_solutions_meet_the_formulas_as_they_are_written() -> None:
    """The formulas of the model itself, loops and all, give each cell of a loop from the others."""
    cells = loops = 0
    for seed in range(SAMPLE):
        own = checked(large_model_of_seed(seed))
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


def test_bounds_do_not_change_a_value_and_blame_finds_what_stops() -> None:
    for seed in range(100):
        own = checked(large_model_of_seed(seed))
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
