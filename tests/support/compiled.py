"""Run models that were built by hand."""

from __future__ import annotations

import ast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from semdsl.codegen.compile import compile_schedule
from semdsl.codegen.emit import emit
from semdsl.codegen.lower import lower
from semdsl.codegen.options import Options
from semdsl.graph.schedule import schedule
from semdsl.graph.steps import Schedule
from semdsl.runtime.program import Program
from tests.support.build import Build, E

Values = NDArray[np.float64]


def ordered(build: Build, *wanted: str) -> Schedule:
    """The order in which *wanted* are computed, or all quantities."""
    outcome = schedule(build.model(), wanted or tuple(build.quantities))
    assert outcome.ok, [found.message for found in outcome.diagnostics]
    return outcome.value


def program(build: Build, *wanted: str, options: Options | None = None) -> Program:
    return compile_schedule(build.model(), ordered(build, *wanted), options)


def run(build: Build, *wanted: str, options: Options | None = None, **tables: ArrayLike) -> dict[str, Values]:
    """The values of *wanted*, or of all quantities, from the figures of *tables*."""
    figures = {name: np.asarray(values, np.float64) for name, values in tables.items()}
    return program(build, *wanted, options=options).run(figures)


def value(build: Build, axes: str, formula: E | float, **tables: ArrayLike) -> Values:
    """The values of *formula* as a quantity over *axes*: the same under all options, or the test fails."""
    build.define("result", axes, formula)
    found = run(build, "result", **tables)["result"]
    plain = Options(cse=False, hoist=False, factor=False)
    for options in (plain, Options(careful=True)):
        again = run(build, "result", options=options, **tables)["result"]
        np.testing.assert_allclose(again, found, rtol=1e-13)
    return found


def text(build: Build, *wanted: str, options: Options | None = None) -> str:
    """The generated program, to see what was done."""
    chosen = options or Options()
    return ast.unparse(emit(lower(build.model(), ordered(build, *wanted), chosen), chosen).tree)
