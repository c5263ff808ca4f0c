"""Values of assumptions and parameters against the ``range`` they were given.

A figure that stands in a formula by itself is looked at where it is read. Here are those read from a file, that
a formula makes, or that a scenario makes of the value before: ``set growth = growth + 5pp``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.findings import value_outside_range
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import cells, place_given
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Cells
from semdsl.semantics.model import Model
from semdsl.semantics.operators import number_of
from semdsl.semantics.overrides import with_scenario
from semdsl.semantics.quantities import STATED
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues

MOST_CELLS: Final = 5_000
"""Of one quantity that are looked at before a run, which looks at all of those it needs."""

_ROUNDING: Final = 1e-12  # part of the larger end: `10% + 20%` is within `0% .. 30%`


def made_within_range(model: Model, names: Iterable[str]) -> list[str]:
    """Those of *names* that were given a range, and have other values than figures that were read against it."""
    return [
        name
        for name in names
        if (own := model.quantities[name]).limits is not None
        and own.kind in STATED
        and not own.partial
        and (own.table is not None or any(number_of(case.formula) is None for case in own.cases))
    ]


def slack(limits: tuple[float, float]) -> tuple[float, float]:
    """The ends of a range, as far apart as rounding may put a value that is meant to lie within."""
    rounding = _ROUNDING * max(abs(limits[0]), abs(limits[1]))
    return (limits[0] - rounding, limits[1] + rounding)


def outside(name: str, cell: Cell, value: float, model: Model) -> Diagnostic:
    """The *value* of *name* in a *cell*, outside its range, as a finding where it is given.

    May report: ``outside-range``.
    """
    return value_outside_range(name, cell, value, place_given(model.quantities[name], cell), model)


def known_outside(model: Model, tables: Mapping[str, TableValues]) -> tuple[Diagnostic, ...]:
    """What is outside its range in *model* or one of its scenarios, as far as figures alone decide it.

    May report: ``outside-range``, of each quantity its first cell.
    """
    found = list(_of_figures(model, tables, made_within_range(model, model.quantities)))
    for name, scenario in model.scenarios.items():
        set_there = dict.fromkeys(own.name for own in scenario.overrides)
        if any(model.quantities[own].limits is not None for own in set_there):
            changed = with_scenario(model, name)
            found += _of_figures(changed, tables, made_within_range(changed, set_there))
    return tuple({one.with_place: one for one in found}.values())


def _of_figures(
    model: Model, tables: Mapping[str, TableValues], names: Collection[str]
) -> Iterator[Diagnostic]:
    values = Cells(model, tables, Floats())
    for name in names:
        quantity = model.quantities[name]
        if quantity.limits is None or not _rests_on_figures(name, model, tables):
            continue
        low, high = slack(quantity.limits)
        for _, cell in zip(range(MOST_CELLS), cells(quantity, model), strict=False):
            try:
                value = values.value(name, cell)
            except Stop:  # which a run reports, if it needs the cell
                break
            if value < low or value > high:
                yield outside(name, cell, value, model)
                break


def _rests_on_figures(name: str, model: Model, tables: Mapping[str, TableValues]) -> bool:
    """Whether all that *name* needs is stated, in the model or in a file that was read."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        own = model.quantities[waiting.pop()]
        if own.kind not in STATED or (own.table is not None and own.name not in tables):
            return False
        seen.add(own.name)
        read = {one.name for case in own.cases for one in references(case.formula)}
        waiting.extend(read - seen)
    return True
