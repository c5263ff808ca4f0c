"""Hold the compiled program against the interpreter, cell by cell, within the bound of rounding errors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from semdsl.codegen import compile_schedule
from semdsl.codegen.options import Options
from semdsl.diagnostics.text import render
from semdsl.graph.schedule import schedule
from semdsl.interpret.blame import blame
from semdsl.interpret.bounds import Bounded, BoundingInterpreter
from semdsl.interpret.problem import Problem, Stop
from semdsl.interpret.scalar import nothing_known
from semdsl.pipeline import Checked, check_text
from semdsl.running import tables_for
from semdsl.runtime.program import Stopped
from semdsl.semantics.model import Model
from semdsl.semantics.overrides import apply, with_scenario
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve
from tests.support.strategies import ModelText

SLACK = 2.0  # the bounds are of first order
SMALLEST = 1e-290  # below this, products and quotients lose digits by underflow


@dataclass(frozen=True)
class Agreement:
    """How the two evaluators compare: cells that were compared, those with a bound of 0 among them, the undecided."""

    compared: int
    exact: int
    undecided: int
    stopped: bool


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
    """Compute a random model twice, as stated, under each of its scenarios and as each of its tests gives it."""
    own = checked(model)
    others = [with_scenario(own.model, name) for name in own.model.scenarios]
    others += [apply(own.model, test.given) for test in own.model.tests]
    try:
        for other in others:
            solved = without_loops(other)
            tables = tables_for(solved, own).value
            assert tables is not None
            agreement(solved, tables)
        return agreement(own.computed, own.tables)
    except AssertionError as error:
        raise AssertionError(f"{error}\n\n{model}") from None


def agreement(model: Model, tables: Mapping[str, TableValues]) -> Agreement:
    """Compute everything in *model* twice and compare.

    Raises:
        AssertionError: a cell differs by more than its bound, or one of the two stops and the other does not.
    """
    found, problem = interpreted(model, tables)
    undecided = sum(
        math.isinf(value.error) for values in found.values() for value in values if value is not None
    )
    arrays = compiled(model, tables)
    if isinstance(arrays, Stopped):
        assert problem is not None or undecided, f"only the program stops, at {arrays}"
        blamed = blame(model, tables, arrays.name, nothing_known)
        assert blamed is not None or undecided, f"nothing in `{arrays.name}` stops, where the program did"
        return Agreement(0, 0, undecided, stopped=True)
    if problem is not None:
        assert not problem.certain or undecided, f"only the interpreter stops: {problem}"
        return Agreement(0, 0, undecided, stopped=True)
    return within_bounds(found, arrays)


def interpreted(
    model: Model, tables: Mapping[str, TableValues]
) -> tuple[dict[str, list[Bounded | None]], Problem | None]:
    """The values of all quantities with their bounds, up to the first problem."""
    interpreter = BoundingInterpreter(model, tables)
    found: dict[str, list[Bounded | None]] = {}
    for name in model.quantities:
        try:
            found[name] = interpreter.all(name)
        except Stop as stop:
            return found, stop.problem
    return found, None


def compiled(
    model: Model,
    tables: Mapping[str, TableValues],
    options: Options | None = None,
    wanted: Sequence[str] | None = None,
) -> dict[str, list[float]] | Stopped:
    """The values of all quantities, or of those *wanted*, by the compiled program, row by row; or what stopped it."""
    names = tuple(model.quantities) if wanted is None else tuple(wanted)
    order = schedule(model, names)
    assert order.ok, [one.message for one in order.diagnostics]
    arrays = {
        name: np.array(table.values, dtype=np.float64).reshape(_shape(name, model))
        for name, table in tables.items()
        if name in order.value.tables
    }
    try:
        results = compile_schedule(model, order.value, options).run(arrays)
    except Stopped as stopped:
        return stopped
    for name in results:
        assert results[name].shape == _shape(name, model)
    return {name: results[name].ravel().tolist() for name in names}


def _shape(name: str, model: Model) -> tuple[int, ...]:
    return tuple(len(model.axes[axis]) for axis in model.quantities[name].axes)


def _difference(name: str, at: int, own: Bounded, other: float) -> str:
    return f"{name}, cell {at}: {own.value!r} by the interpreter (± {own.error:.3g}), {other!r} compiled"


def within_bounds(found: Mapping[str, list[Bounded | None]], arrays: Mapping[str, list[float]]) -> Agreement:
    """Each cell compiled against the interpreted one.

    Raises:
        AssertionError: a cell differs by more than its bound.
    """
    compared = exact = undecided = 0
    for name, values in found.items():
        for at, (own, other) in enumerate(zip(values, arrays[name], strict=True)):
            if own is None:
                assert math.isnan(other), f"{name}, cell {at}: no value expected, found {other!r}"
            elif math.isinf(own.error):
                undecided += 1
            else:
                compared += 1
                exact += own.error == 0
                limit = SLACK * own.error + (SMALLEST if own.error else 0.0)
                assert abs(own.value - other) <= limit, _difference(name, at, own, other)
    return Agreement(compared, exact, undecided, stopped=False)
