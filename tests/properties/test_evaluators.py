"""What a search for a smallest failing model looks at, and what the bounds of the comparison rest on.

How the two evaluators compare in thousands of models, and in the models of this repository: ``tests/trust``, G32, G33.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from semdsl.interpret.blame import blame, problem_diagnostic
from semdsl.interpret.bounds import BoundingInterpreter
from semdsl.interpret.problem import Stop
from semdsl.interpret.scalar import Interpreter, nothing_known
from tests.support.compare import checked, compared
from tests.support.strategies import ModelText, model_of_seed, models


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
