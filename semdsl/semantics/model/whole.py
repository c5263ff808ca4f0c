"""The checked model as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from semdsl.semantics.model.cells import Axis
from semdsl.semantics.model.quantities import Quantity
from semdsl.semantics.model.statements import Chart, Check, FileExpectation, Identity, Report, Scenario, Test
from semdsl.semantics.parts import Part
from semdsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Model:
    """A checked model: everything the later stages may know.

    ``axes`` and ``quantities`` keep the order of declaration, instances at the place of their ``use``. The order of
    ``axes`` is *the model's order of axes*. Quantities made for checks, expectations and reports have names with a
    space in them, which no author can write. ``modules`` are the trees of all files, ``parts`` the parts of the first.
    """

    name: str
    titles: tuple[ast.Title, ...]
    language: str
    header: ast.Header | None
    axes: Mapping[str, Axis]
    quantities: Mapping[str, Quantity]
    checks: tuple[Check, ...] = ()
    expectations: tuple[FileExpectation, ...] = ()
    tests: tuple[Test, ...] = ()
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    modules: tuple[ast.Module, ...] = ()
    parts: tuple[Part, ...] = ()
    identities: tuple[Identity, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def tables(self) -> tuple[Report, ...]:
        """The reports, and what the charts are drawn from."""
        return (*self.reports, *(chart.report for chart in self.charts))
