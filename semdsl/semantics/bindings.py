"""What a ``use`` binds to the inputs of a template: it is said of it what is said of a declaration of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from semdsl.semantics import findings
from semdsl.semantics.addends import groups_counted, is_amount_of_all, is_part
from semdsl.semantics.magnitudes import check_magnitudes, check_rate
from semdsl.semantics.model import Quantity
from semdsl.semantics.rewrite import references
from semdsl.semantics.spaces import AxisEntry, QuantityEntry, Work
from semdsl.syntax import ast


def check_bindings(quantities: Mapping[str, Quantity], rates: set[str], work: Work) -> None:
    """Warn of amounts that each member of an axis takes whole, and of numbers of another size than was meant.

    May report: ``nothing-varies``, ``total-of-groups``, ``scaled-twice``, ``year-as-exponent``, ``rate-above-one``.
    """
    for entry, declaration in _bound(work):
        own = quantities.get(entry.full)
        if own is None:
            continue
        _check_varies(entry, declaration, own, work)
        check_magnitudes(own, quantities, work)
        if entry.full in rates:
            check_rate(own, work)


def _bound(work: Work) -> Iterator[tuple[QuantityEntry, ast.Input]]:
    """The inputs to which a ``use`` binds something."""
    for space in work.spaces:
        for name, entry in space.entries.items():
            if not isinstance(entry, QuantityEntry) or name not in space.bindings:
                continue
            if isinstance(entry.declaration, ast.Input) and entry.space is space:
                yield entry, entry.declaration


def _check_varies(entry: QuantityEntry, declaration: ast.Input, own: Quantity, work: Work) -> None:
    """One amount for an input that varies by an axis: a total would count once for each member.

    A rate, or an amount per something, may well be the same everywhere; a number that is written out is meant so.
    """
    (case,) = own.cases
    if not is_amount_of_all(own.unit) or not any(references(case.formula)):
        return
    for name in declaration.axes:
        axis = entry.space.find(name.text)
        if isinstance(axis, AxisEntry) and axis.full not in case.formula.axes:
            found = findings.aggregates.bound_to_each(case, declaration.name.text, work.axes[axis.full])
            work.report(found)
            return
        group = groups_counted(case.formula, axis.full, work) if isinstance(axis, AxisEntry) else None
        if group is not None and not is_part(case.formula):
            work.report(findings.aggregates.group_bound_to_each(case.formula, group))
            return
