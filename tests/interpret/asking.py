"""Ask the interpreter about models built by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from semdsl.interpret.problem import Problem, Stop
from semdsl.interpret.scalar import Interpreter
from semdsl.semantics.tables import TableValues
from semdsl.source import Source
from tests.support.build import Build, E


def figures(values: Sequence[float], name: str = "x.csv") -> TableValues:
    """A table whose figures stand in lines 2, 3, … of its file."""
    text = "value\n" + "".join(f"{value}\n" for value in values)
    return TableValues(tuple(values), tuple(range(2, len(values) + 2)), Source(name, text))


def computed(build: Build, name: str, tables: Mapping[str, TableValues] | None = None) -> list[float | None]:
    return Interpreter(build.model(), tables or {}).all(name)


def value_of(formula: E | float, build: Build) -> float | None:
    build.define("result", "", formula)
    return computed(build, "result")[0]


def problem_of(build: Build, name: str, tables: Mapping[str, TableValues] | None = None) -> Problem:
    with pytest.raises(Stop) as stopped:
        Interpreter(build.model(), tables or {}).all(name)
    return stopped.value.problem


def stop_of(formula: E | float, build: Build) -> Problem:
    build.define("result", "", formula)
    return problem_of(build, "result")


def people() -> tuple[Build, dict[str, TableValues]]:
    build = Build(age=(0, 1, 2, 3), sex=("male", "female"))
    build.mapped("broad", "age", (0, 0, 1, -1))
    build.table("x", "age sex")
    return build, {"x": figures([1, 2, 3, 4, 5, 6, 7, 8])}
