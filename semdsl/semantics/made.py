"""What statements are made into: plain quantities under names that no author can write."""

from __future__ import annotations

from dataclasses import dataclass, field

from semdsl.semantics.model import (
    Case,
    Chart,
    Check,
    FileExpectation,
    Identity,
    Quantity,
    Region,
    Report,
    Scenario,
    Test,
    Typed,
)

TOTAL, MEAN = "total over ", "mean over "
"""Begin the names of the quantities that are made for totals, without weights and with them."""


@dataclass(slots=True)
class Statements:
    """What the statements of a model became."""

    quantities: dict[str, Quantity] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    expectations: list[FileExpectation] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)


def make(
    name: str, kind: str, node: Typed, axes: tuple[str, ...], cells: Region, instance: str, into: Statements
) -> str:
    """Make the partial quantity *name* with the formula *node* for *cells*; the answer is its name."""
    into.quantities[name] = Quantity(
        name=name,
        kind=kind,
        axes=axes,
        unit=node.unit,
        scale=1.0,
        shown=str(node.unit),
        cases=(Case(cells, node, span=node.span),) if cells.boxes else (),
        instance=instance,
        partial=True,
        span=node.span,
    )
    return name


def unused_key(key: str, into: Statements) -> str:
    """*key*, or with a number behind it, such that nothing made has it yet."""
    known, number, own = into.quantities, 1, key
    while any(f"{part} of {own}" in known for part in ("left side", "target", "value")):
        number += 1
        own = f"{key} ({number})"
    return own
