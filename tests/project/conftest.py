"""A small table with three axes, and a reader of it, for every test of tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import pytest

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.project.files import Project
from semdsl.project.paths import TextFolder
from semdsl.project.reading import Home, Reader
from semdsl.project.tables import read_table
from semdsl.semantics.model import Axis, TableSpec
from semdsl.semantics.tables import TableValues
from semdsl.source import Source, Span
from semdsl.syntax import ast

MODEL = Source("model.sem", 'table users[year, sex]\n    from "data/users.csv"\n')
FROM = Span(MODEL, MODEL.text.index('"'), len(MODEL.text) - 1)

YEAR = Axis("year", "time", ("2005", "2006"), (2005.0, 2006.0), ordered=True)


def _title(text: str) -> ast.Title:
    return ast.Title(text, span=FROM)


SEX = Axis(
    "sex",
    "labelled",
    ("male", "female"),
    None,
    ordered=False,
    label_titles=((_title("Hombres"), _title("Men")), (_title("Mujeres"),)),
)
SPEC = TableSpec(
    path="data/users.csv",
    base="model.sem",
    columns=("year", "sex"),
    column="value",
    filters=(),
    factor=1.0,
    decimal_comma=False,
    interpolate=None,
    span=FROM,
)


def where(column: str, op: str, *values: str) -> ast.Filter:
    """A condition on rows, as `where` and `and` write it."""
    return ast.Filter(ast.Ident(column, span=FROM), op, values, span=FROM)


@dataclass
class Reading:
    """One table text, read with ``spec`` over ``axes``."""

    spec: TableSpec = SPEC
    axes: Sequence[Axis] = field(default=(YEAR, SEX))

    def __call__(self, text: str, **changes: object) -> Outcome[TableValues | None]:
        """What reading *text* gives, with *changes* to the specification."""
        spec = replace(self.spec, **changes)  # type: ignore[arg-type]
        home = Home(TextFolder({"data/users.csv": text}), PurePosixPath("model.sem"))
        main = ast.Module(MODEL, ())
        project = Project(main, (main,), Reader(), {MODEL: home}, {}, {})
        return read_table(spec, self.axes, project)

    def values(self, text: str, **changes: object) -> tuple[float, ...]:
        """The figures of *text*, which has no fault."""
        outcome = self(text, **changes)
        assert outcome.value is not None, outcome.diagnostics
        assert outcome.diagnostics == ()
        return outcome.value.values

    def fault(self, text: str, **changes: object) -> Diagnostic:
        """The one finding about *text*."""
        outcome = self(text, **changes)
        assert outcome.value is None
        (found,) = outcome.diagnostics
        return found


@pytest.fixture
def reading() -> Reading:
    """Reads ``data/users.csv`` over the years 2005 and 2006 and both sexes."""
    return Reading()


@pytest.fixture
def reading_over() -> Callable[..., Reading]:
    """Reads it over other axes, each with a column of its name."""

    def over(*axes: Axis) -> Reading:
        return Reading(replace(SPEC, columns=tuple(axis.name for axis in axes)), axes)

    return over
