"""Put other values in place: what a scenario sets, what a test is given, what ``--set`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from semdsl.semantics.model import EVERYWHERE, Case, Model, Override, Quantity, Ref, Region, Shift
from semdsl.semantics.regions import common, without
from semdsl.semantics.rewrite import references, renamed


def with_scenario(model: Model, name: str) -> Model:
    """*model* under its scenario *name*, what it extends first.

    Raises:
        KeyError: the model has no such scenario.

    """
    chain = [model.scenarios[name]]
    while chain[-1].extends:
        chain.append(model.scenarios[chain[-1].extends])
    for scenario in reversed(chain):
        model = apply(model, scenario.overrides)
    return model


def apply(model: Model, overrides: Sequence[Override]) -> Model:
    """*model* with *overrides* in place, each on top of those before it.

    In the formula of an override its own name is the value before. Cells that are not overridden keep their
    formulas, which see the new values: a recursion goes on from them.
    """
    for override in overrides:
        model = _apply_one(model, override)
    return model


def _apply_one(model: Model, override: Override) -> Model:
    quantity = model.quantities[override.name]
    sizes = {name: len(axis) for name, axis in model.axes.items() if name in quantity.axes}
    quantities = dict(model.quantities)
    before = _free_name(f"{override.name} before", quantities)
    whole = not without(EVERYWHERE, override.region, sizes).boxes
    if override.table is not None and whole:
        quantities[override.name] = replace(quantity, table=override.table, cases=())
        return replace(model, quantities=quantities)
    cases: list[Case] = []
    keep_old = quantity.table is not None
    if override.formula is not None:
        keep_old = keep_old or any(own.name == override.name for own in references(override.formula))
        formula = renamed(override.formula, override.name, before)
        cases.append(Case(override.region, formula, span=override.span))
    else:
        other = _free_name(f"{override.name} instead", quantities)
        table = None if override.table is None else replace(override.table, cells=override.region)
        quantities[other] = replace(quantity, name=other, table=table, cases=(), partial=True)
        cases.append(_copy(quantity, other, override.region, override))
    if keep_old:
        quantities.update(_as_before(quantity, before, quantities))
    rest = without(EVERYWHERE, override.region, sizes)
    if quantity.table is not None:
        if rest.boxes:
            cases.append(_copy(quantity, before, rest, override))
    else:
        for case in quantity.cases:
            kept = common(case.region, rest, sizes)
            if kept.boxes:
                cases.append(replace(case, region=kept))
    quantities[override.name] = replace(quantity, table=None, cases=tuple(cases))
    return replace(model, quantities=quantities)


def _free_name(name: str, quantities: Mapping[str, Quantity]) -> str:
    while name in quantities:
        name = f"{name} once more"
    return name


def _as_before(quantity: Quantity, before: str, quantities: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """*quantity* as it was, under the name *before*, with what it needs that needs it in turn."""
    names = {quantity.name: before}
    for name in _around(quantity.name, quantities):
        names.setdefault(name, _free_name(f"{name} of {before}", quantities))
    return {new: _under(quantities[old], new, names) for old, new in names.items()}


def _around(name: str, quantities: Mapping[str, Quantity]) -> list[str]:
    """What *name* needs and is needed by, however far round, in the model's order."""
    reads: dict[str, set[str]] = {}
    waiting = [name]
    while waiting:
        own = waiting.pop()
        if own not in reads:
            reads[own] = {one.name for case in quantities[own].cases for one in references(case.formula)}
            waiting.extend(reads[own])
    around = {name}
    while more := {own for own, read in reads.items() if own not in around and read & around}:
        around |= more
    return [own for own in quantities if own in around]


def _under(quantity: Quantity, name: str, names: Mapping[str, str]) -> Quantity:
    """*quantity* under another name, reading those of *names* under their new ones."""
    cases: list[Case] = []
    for case in quantity.cases:
        formula = case.formula
        for old, new in names.items():
            formula = renamed(formula, old, new)
        cases.append(replace(case, formula=formula))
    return replace(quantity, name=name, cases=tuple(cases), partial=True)


def _copy(quantity: Quantity, source: str, cells: Region, override: Override) -> Case:
    reference = Ref(
        name=source,
        at=tuple(Shift(axis) for axis in quantity.axes),
        span=override.span,
        axes=quantity.axes,
        unit=quantity.unit,
    )
    return Case(cells, reference, span=override.span)
