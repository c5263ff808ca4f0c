"""Read what a question says: a scenario, what to move, a condition, a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from semdsl.analysis import findings
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.pipeline import Checked
from semdsl.requests import BASE, Options, request
from semdsl.semantics.findings import names as of_names
from semdsl.semantics.knots import set_at_knots
from semdsl.semantics.model import Check, Model, Quantity, Region
from semdsl.semantics.questions import Questions, Target
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.syntax.parse import parse, parse_expression

Cell = Mapping[str, int]

_CHECK: Final = "check until : "


@dataclass(frozen=True, slots=True)
class World:
    """The model that is asked about, under its scenario and settings, and its names to ask with."""

    checked: Checked
    model: Model
    scenario: str
    settings: tuple[str, ...]
    questions: Questions

    def with_made(self, made: Mapping[str, Quantity]) -> Model:
        """The model with what was made for a question."""
        return replace(self.model, quantities={**self.model.quantities, **made})


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold: a check that is not the model's, what was made for its sides, and where it is written."""

    check: Check
    made: Mapping[str, Quantity]
    span: Span

    @property
    def text(self) -> str:
        """As it was written."""
        return self.span.text

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities that it compares."""
        check = self.check
        return tuple(name for name in (check.left, check.right, check.tolerance) if name)


def world(checked: Checked, scenario: str, settings: Sequence[str]) -> Outcome[World | None]:
    """What is asked about.

    May report: what is wrong with the scenario or a setting.
    """
    asked = request(checked, Options((scenario or BASE,), tuple(settings)))
    if asked.value is None:
        return Outcome(None, asked.diagnostics)
    ((name, model),) = asked.value.models
    questions = Questions(checked.project.main, checked.project, checked.model)
    return Outcome(World(checked, model, name, tuple(settings), questions), asked.diagnostics)


def expression(text: str, option: str) -> Outcome[ast.Expr | None]:
    """*text*, given after *option*, as a formula."""
    return parse_expression(Source(option, text))


def target(text: str, option: str, of: World) -> Outcome[Target | None]:
    """The cells that *text* names.

    May report: ``target-is-a-name``, and what is reported of a setting.
    """
    read = expression(text, option)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    if not isinstance(read.value, ast.Name | ast.Index):
        return Outcome(None, (of_names.target_is_a_name(read.value.span),))
    meant = of.questions.target(read.value)
    moved = () if meant.value is None else (meant.value.override,)
    knots = tuple(set_at_knots(moved, of.checked.model, of.checked.tables))
    return Outcome(meant.value, read.diagnostics + meant.diagnostics + knots)


def condition(text: str, option: str, of: World) -> Outcome[Condition | None]:
    """What must hold, as it would be written in a check, with ``for`` and ``within``."""
    flat = " ".join(text.split())
    if not flat:
        return Outcome(None, expression(text, option).diagnostics)  # that there is nothing
    source = Source(option, f"{_CHECK}{flat}")
    parsed = parse(source)
    one = parsed.value.declarations[0] if len(parsed.value.declarations) == 1 else None
    if any(found.is_error for found in parsed.diagnostics) or not isinstance(one, ast.Check):
        found = _alone(parsed.diagnostics, source, flat)
        return Outcome(None, found or (findings.one_condition(text, None),))
    meant = of.questions.condition(one)
    found = _alone(parsed.diagnostics + meant.diagnostics, source, flat)
    if meant.value is None:
        return Outcome(None, found)
    return Outcome(Condition(*meant.value, Span(Source(option, flat), 0, len(flat))), found)


def _alone(found: tuple[Diagnostic, ...], source: Source, text: str) -> tuple[Diagnostic, ...]:
    """*found* with places in the condition as it was written, without what was set before it."""
    alone = Source(source.name, text)

    def moved(span: Span) -> Span:
        if span.source is not source:
            return span
        return Span(alone, max(0, span.start - len(_CHECK)), max(0, span.end - len(_CHECK)))

    return tuple(
        replace(one, labels=tuple(replace(label, span=moved(label.span)) for label in one.labels))
        for one in found
    )


def cells_of(axes: Sequence[str], region: Region, model: Model) -> list[Cell]:
    """The cells of *region* over *axes*, row by row."""
    sizes = {axis: len(model.axes[axis]) for axis in axes}
    every = {
        cell
        for box in region.boxes
        for cell in product(*(box.along(axis, size) for axis, size in sizes.items()))
    }
    return [dict(zip(axes, cell, strict=True)) for cell in sorted(every)]


def labels_of(cell: Cell, model: Model) -> tuple[tuple[str, str], ...]:
    """*cell* by its labels."""
    return tuple((axis, model.axes[axis].labels[at]) for axis, at in cell.items())
