"""How near is met, and what an expectation is known not to meet: ``within 0.005pp deviates up to 2.11pp``."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.semantics import findings
from semdsl.semantics.made import Statements, make
from semdsl.semantics.model import Region, Typed
from semdsl.semantics.operators import number_of
from semdsl.semantics.quantities import read_formula
from semdsl.semantics.selections import COMPARISONS
from semdsl.semantics.spaces import Space, Work
from semdsl.semantics.stated import Deviation
from semdsl.syntax import ast
from semdsl.units.algebra import TRUTH, UNKNOWN, Unit

PART = "stated deviation"


def relative_bound(bound: ast.Expr | None) -> float | None:
    """A tolerance or a deviation written in percent is a part of the right side."""
    sign = 1.0
    while isinstance(bound, ast.Group | ast.Unary):
        if isinstance(bound, ast.Group):
            bound = bound.inner
        elif bound.op == "-":
            sign, bound = -sign, bound.operand
        else:
            return None
    return sign * bound.value if isinstance(bound, ast.Number) and bound.suffix == "%" else None


def check_tolerance(written: ast.Expr | None, tolerance: Typed | None, work: Work) -> None:
    """A tolerance that is a number is not below 0; *tolerance* is that *written*, unless it is in percent.

    May report: ``negative-tolerance``.
    """
    own = relative_bound(written) if tolerance is None else number_of(tolerance)
    if written is not None and own is not None and own < 0:
        work.report(findings.statements.negative_tolerance(written.span))


def refuse_tolerance(
    declaration: ast.Check | ast.Expect, op: str, condition: ast.Expr, work: Work, *, is_asked: bool
) -> None:
    """A *condition* that compares no two values by *op* has no tolerance; *is_asked* if it stands in no file.

    May report: ``misplaced-tolerance``.
    """
    if op or declaration.within is None or declaration.deviates is not None:
        return
    compared = [] if is_asked else [own.span.flat for own in _joined_by_and(condition)]
    where = declaration.within.span
    work.report(findings.statements.misplaced_tolerance(where, declaration.kind, compared))


def _joined_by_and(condition: ast.Expr) -> list[ast.Expr]:
    """The comparisons of *condition*, if it is nothing but comparisons with `and` between them."""
    while isinstance(condition, ast.Group):
        condition = condition.inner
    if not (isinstance(condition, ast.Binary) and condition.op == "and"):
        return []
    parts = [own for side in (condition.left, condition.right) for own in _joined_by_and(side) or [side]]
    return parts if all(isinstance(own, ast.Binary) and own.op in COMPARISONS for own in parts) else []


def accepted(
    declaration: ast.Check | ast.Expect, op: str, kind: str, work: Work, *, in_test: bool = False
) -> ast.Deviation | None:
    """The deviation that *declaration* states, if one may be stated there. ``op`` is empty for a condition.

    May report: ``misplaced-deviation``, ``deviation-without-tolerance``.
    """
    stated = declaration.deviates
    if stated is None:
        return None
    if kind == "check" or in_test or op != "=":
        work.report(findings.statements.misplaced_deviation(stated, "test" if in_test else kind))
        return None
    if declaration.within is None:
        work.report(findings.statements.deviation_without_tolerance(stated))
        return None
    return stated


def absolute(stated: ast.Deviation | None) -> list[ast.Expr]:
    """The limit, as a list, of a deviation that is a formula: it may vary by axes."""
    return [] if stated is None or relative_bound(stated.limit) is not None else [stated.limit]


def read_limit(
    stated: ast.Deviation | None,
    within: Typed | float | None,
    unit: Unit,
    axes: tuple[str, ...],
    space: Space,
    work: Work,
) -> Typed | float | None:
    """The limit of *stated*, in *unit*, beside the tolerance *within*: formulas, or parts of the right side.

    May report: ``tolerance-unit``, ``condition-as-value``, ``deviation-within-tolerance``, and what reading it reports.
    """
    if stated is None:
        return None
    relative = relative_bound(stated.limit)
    if relative is not None:
        if relative <= (within if isinstance(within, float) else 0.0):
            work.report(findings.statements.deviation_within_tolerance(stated))
        return relative
    limit = _limit(stated, unit, axes, space, work)
    own = number_of(limit)
    other = None if within is None or isinstance(within, float) else number_of(within)
    if own is not None and (own <= 0 or (other is not None and own <= other)):
        work.report(findings.statements.deviation_within_tolerance(stated))
    return limit


def deviation(
    limit: Typed | float | None,
    key: str,
    axes: tuple[str, ...],
    cells: Region,
    space: Space,
    into: Statements,
) -> Deviation | None:
    """What is stated by *limit* of the cells of what is called *key*."""
    if limit is None:
        return None
    if isinstance(limit, float):
        return Deviation("", limit)
    name = make(f"{PART} of {key}", "expectation", limit, axes, cells, space.instance, into)
    return Deviation(name, None)


def _limit(stated: ast.Deviation, unit: Unit, axes: Sequence[str], space: Space, work: Work) -> Typed:
    limit = read_formula(stated.limit, axes, UNKNOWN, space, work, "", "")
    if limit.unit == TRUTH:
        work.report(findings.units.condition_as_value(limit))
    elif not limit.unit.fits(unit):
        work.report(findings.statements.deviation_unit(limit, unit))
    return limit
