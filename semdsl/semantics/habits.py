"""What is sound but worth a second look: nothing uses it, or nothing says where its number comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from semdsl.semantics import findings
from semdsl.semantics.bindings import check_bindings
from semdsl.semantics.lower_bounds import check_lower_bounds
from semdsl.semantics.magnitudes import check_magnitudes, check_rate, rates_beside_one
from semdsl.semantics.model import Quantity
from semdsl.semantics.rewrite import references
from semdsl.semantics.spaces import AxisEntry, FunctionEntry, QuantityEntry, Space, SpaceEntry, Work
from semdsl.syntax import ast

SOURCES = ("source", "law", "calibrated", "note")
REASONS = ("note", "erratum")


def check_habits(space: Space, quantities: Mapping[str, Quantity], work: Work) -> None:
    """Warn of unused declarations, and of numbers and deviations without a reason, in the model's own file.

    May report: ``unused``, ``no-source``, ``no-payer``, ``unexplained-deviation``, ``scaled-twice``,
    ``year-as-exponent``, ``rate-above-one``, ``lower-bound``, and of what is bound to templates ``nothing-varies`` and
    ``total-of-groups``.
    """
    _check_reasons(space, work)
    read = _read_names(quantities.values())
    rates = rates_beside_one(quantities)
    for name, entry in space.entries.items():
        declaration = space.declared.get(name)
        if declaration is None:
            continue
        match entry:
            case QuantityEntry(full=full, declaration=own):
                if own.kind in ("parameter", "assumption", "table") and full not in read:
                    work.report(findings.habits.unused(declaration))
                _check_source(own, work)
                if full in quantities:
                    check_magnitudes(quantities[full], quantities, work)
                    check_lower_bounds(quantities[full], work)
                if own.kind == "contribution" and not any(one.word == "payer" for one in own.attributes):
                    work.report(findings.habits.no_payer(declaration))
            case FunctionEntry() | AxisEntry() | SpaceEntry():
                if name not in space.used and not _has_statements(entry):
                    work.report(findings.habits.unused(declaration))
            case _:
                pass
    for entry in space.entries.values():
        if isinstance(entry, QuantityEntry) and entry.full in rates & quantities.keys():
            check_rate(quantities[entry.full], work)
    check_bindings(quantities, rates, work)


def _read_names(quantities: Iterable[Quantity]) -> set[str]:
    """Names that some other quantity reads."""
    return {
        reference.name
        for quantity in quantities
        for case in quantity.cases
        for reference in references(case.formula)
        if reference.name != quantity.name
    }


def _has_statements(entry: object) -> bool:
    """Whether a file is used for its own quantities or checks, even if no name of it is written."""
    return isinstance(entry, SpaceEntry) and any(
        isinstance(own, ast.Quantity | ast.Table | ast.Check | ast.Expect | ast.Identity)
        for own in entry.space.module.declarations
    )


def _check_source(declaration: ast.Quantity | ast.Table | ast.Input, work: Work) -> None:
    if isinstance(declaration, ast.Table):
        for case in declaration.cases:
            if isinstance(case, ast.Case) and _is_number(case.formula) and not _has_source(case.attributes):
                work.report(findings.habits.no_source_of_gap(declaration, case))
        return
    if declaration.kind not in ("parameter", "assumption") or not isinstance(declaration, ast.Quantity):
        return
    if any(attribute.word in SOURCES for attribute in declaration.attributes):
        return
    bare = [case for case in declaration.cases if not _has_source(case.attributes)]
    if bare and any(isinstance(case.formula, ast.Number) for case in bare):
        work.report(findings.habits.no_source(declaration))


def _check_reasons(space: Space, work: Work) -> None:
    for own in space.module.declarations:
        stated = own.deviates if isinstance(own, ast.Expect) else None
        if stated is not None and not any(one.word in REASONS for one in own.attributes):
            work.report(findings.habits.unexplained_deviation(stated))


def _is_number(formula: ast.Expr) -> bool:
    return isinstance(formula.operand if isinstance(formula, ast.Unary) else formula, ast.Number)


def _has_source(attributes: Iterable[ast.Attribute]) -> bool:
    return any(attribute.word in SOURCES for attribute in attributes)
