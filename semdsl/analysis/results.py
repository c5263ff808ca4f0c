"""Which results are asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from semdsl.analysis import findings
from semdsl.analysis.asking import World, cells_of, expression
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.requests import ends, public_names
from semdsl.semantics.model import Model, Quantity

OF: Final = "--of"
MOST_RESULTS: Final = 200

_NUMBER: Final = re.compile(r"0|[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Results:
    """Formulas that are asked about, each with the quantity made for it."""

    asked: tuple[tuple[str, Quantity], ...]
    made: Mapping[str, Quantity]

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities to compute."""
        return tuple(quantity.name for _, quantity in self.asked)


def named_results(texts: Sequence[str], of: World) -> Outcome[Results | None]:
    """Each of *texts* as a formula: ``payg[2050, SEM]``, ``level``, ``sum(expense over year)``.

    May report: what is wrong with a formula, ``too-many-cells-asked``.
    """
    found: tuple[Diagnostic, ...] = ()
    asked: list[tuple[str, Quantity]] = []
    made: dict[str, Quantity] = {}
    cells = 0
    for text in dict.fromkeys(texts):
        read = expression(text, OF)
        found += read.diagnostics
        if read.value is None:
            continue
        meant = of.questions.result(read.value)
        found += meant.diagnostics
        if meant.value is None:
            continue
        quantity, own = meant.value
        asked.append((read.value.span.flat, quantity))
        made.update(own)
        cells += len(cells_of(quantity.axes, quantity.cases[0].region, of.model)) if quantity.cases else 0
        if cells > MOST_RESULTS:
            found += (findings.too_many_asked(read.value.span, cells, MOST_RESULTS),)
            break
    if any(one.is_error for one in found):
        return Outcome(None, found)
    return Outcome(Results(tuple(asked), made), found)


def default_results(of: World) -> Outcome[Results | None]:
    """The premiums that do not vary by an axis with an order; else the end of what nothing else uses.

    May report: ``nothing-to-measure``, ``too-many-cells-asked``.
    """
    model = of.model
    premiums = [
        name
        for name in public_names(model)
        if model.quantities[name].kind == "premium"
        and not any(model.axes[axis].ordered for axis in model.quantities[name].axes)
    ]
    texts = premiums or [_last(name, model) for name in ends(model)]
    if not texts:
        return Outcome(None, (findings.nothing_to_measure(model.name),))
    return named_results(texts, of)


def _last(name: str, model: Model) -> str:
    """*name* at the last member of every axis with an order."""
    places = [
        f"{axis} = {_label(model.axes[axis].labels[-1])}"
        for axis in model.quantities[name].axes
        if model.axes[axis].ordered
    ]
    return f"{name}[{', '.join(places)}]" if places else name


def _label(label: str) -> str:
    return label if _NUMBER.fullmatch(label) else f'"{label}"'
