"""The cells that each case of a quantity is for: every cell has exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics import findings, mending
from semdsl.semantics.bounds import of_bounds
from semdsl.semantics.context import Context
from semdsl.semantics.model import EVERYWHERE, Region
from semdsl.semantics.regions import Selection, grid, region
from semdsl.semantics.selections import names_lost, read_selection
from semdsl.semantics.spaces import Signature, Space, Work
from semdsl.syntax import ast

MOST_CLASSES = 200_000
MOST_TRIED = 100_000  # combinations of cells, in all, to find bounds that are off by one
NOWHERE = Region(())  # the cells of a case whose selection has a mistake: nothing more is said of them


def regions_of(
    declaration: ast.Quantity | ast.Table, own: Signature, space: Space, work: Work
) -> list[Region]:
    """The cells of each case; together they cover the axes exactly.

    May report: ``formula-without-cells``, ``overlap``, ``gap``, ``cases-too-many``, ``case-without-cells``, and what is
    wrong with the selections.
    """
    before = len(work.found)
    context = Context(work, space, frozenset(own.axes), declared=declaration)
    lost = space.are_lost(declaration.axes)
    selections: list[Selection | None] = []
    for case in declaration.cases:
        if case.selection is not None and not lost:
            selections.append(read_selection(case.selection, context, own.axes))
        else:
            selections.append(None)
    plain = [at for at, case in enumerate(declaration.cases) if case.selection is None and not case.otherwise]
    rest = [at for at, case in enumerate(declaration.cases) if case.otherwise]
    if len(plain) > 1 or (plain and len(declaration.cases) > 1):
        work.report(findings.quantities.formula_without_cells(declaration, declaration.cases[plain[-1]]))
    if len(rest) > 1:
        work.report(
            findings.quantities.otherwise_twice(declaration.cases[rest[0]], declaration.cases[rest[1]])
        )
    if len(work.found) > before:
        return [NOWHERE for _ in declaration.cases]
    if plain:
        return [EVERYWHERE]
    if lost or any(
        case.selection is not None and names_lost(case.selection, context) for case in declaration.cases
    ):
        return [NOWHERE for _ in declaration.cases]
    return _covered(declaration, selections, own, context)


def _with_bounds(found: Diagnostic, declaration: ast.Quantity | ast.Table, context: Context) -> Diagnostic:
    """A gap or an overlap, with the bound that is one too low or too high, if it is only that."""
    axes = context.work.in_order(context.scope or ())
    rest = any(case.otherwise for case in declaration.cases)

    def covers(changed: Sequence[ast.Expr | None]) -> bool:
        silent = replace(context, work=replace(context.work, found=[]))
        read_anew = [None if one is None else read_selection(one, silent, axes) for one in changed]
        given = [one for one in read_anew if one is not None]
        cells = grid(given, context.work.sizes(axes))
        context.work.parts["tried"] += cells.size * len(given)
        if silent.work.found or context.work.parts["tried"] > MOST_TRIED:
            return False
        counted = Counter(cell for one in given for cell in cells.chosen(one))
        return max(counted.values(), default=1) == 1 and rest == (len(counted) < cells.size)

    return of_bounds(found, [case.selection for case in declaration.cases], covers)


def _covered(
    declaration: ast.Quantity | ast.Table,
    selections: Sequence[Selection | None],
    own: Signature,
    context: Context,
) -> list[Region]:
    work = context.work
    given = [one for one in selections if one is not None]
    cells = grid(given, work.sizes(own.axes))
    if cells.size > MOST_CLASSES:
        work.report(findings.quantities.cases_too_many(declaration, cells.size))
        return [NOWHERE for _ in selections]
    chosen = [None if one is None else cells.chosen(one) for one in selections]
    taken: dict[tuple[tuple[int, ...], ...], int] = {}
    for at, own_cells in enumerate(chosen):
        both = [cell for cell in sorted(own_cells or ()) if cell in taken]
        if both:
            first, second = declaration.cases[taken[both[0]]], declaration.cases[at]
            found = findings.quantities.overlap(
                declaration, first, second, region(both, cells), work.axes, own.axes
            )
            work.report(_with_bounds(found, declaration, context))
            return [NOWHERE for _ in selections]
        taken.update(dict.fromkeys(own_cells or (), at))
    rest = [cell for cell in cells.cells() if cell not in taken]
    if rest and not any(one is None for one in chosen):
        found = findings.quantities.gap(declaration, region(rest, cells), work.axes, own.axes)
        work.report(_with_bounds(mending.of_gap(found, declaration), declaration, context))
    for case, own_cells in zip(declaration.cases, chosen, strict=True):
        if not (rest if own_cells is None else own_cells):
            work.report(findings.quantities.case_without_cells(case))
    return [region(rest if own_cells is None else own_cells, cells) for own_cells in chosen]
