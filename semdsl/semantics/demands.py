"""What an operator demands of its parts."""

from __future__ import annotations

from semdsl.diagnostics.wording import Said
from semdsl.semantics import findings, mending, model
from semdsl.semantics.context import Context
from semdsl.semantics.operators import joined
from semdsl.units.algebra import TRUTH, UNKNOWN, Unit


def axes_of(context: Context, *parts: model.Typed) -> tuple[str, ...]:
    """The axes that any of *parts* varies by."""
    return context.work.in_order(axis for part in parts for axis in part.axes)


def expect_same_unit(what: Said, left: model.Typed, right: model.Typed, context: Context) -> Unit:
    """The unit that *left* and *right* share; unknown if they share none, which is reported."""
    unit = joined(left.unit, right.unit)
    if unit is None:
        found = findings.units.unit_mismatch(what, left, right)
        context.report(mending.of_units(found, context, left, right))
        return UNKNOWN
    return unit


def expect_condition(node: model.Typed, context: Context) -> None:
    """*node* must be true or false."""
    if node.unit not in (TRUTH, UNKNOWN):
        context.report(findings.units.not_a_condition(node))


def expect_value(node: model.Typed, context: Context) -> None:
    """*node* must be a number."""
    if node.unit == TRUTH:
        context.report(findings.units.condition_as_value(node))
