"""The solved form of a loop, as formulas: for readers, for pages, for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from semdsl.semantics.looped import LOOP
from semdsl.semantics.model import Model, Ref, Region, Typed
from semdsl.semantics.rewrite import references, rewrite
from semdsl.simultaneous.solve import Loop, Solved
from semdsl.simultaneous.text import closed, meets, region_text, text_of


@dataclass(frozen=True, slots=True)
class SolvedFormula:
    """In the cells ``cells`` the value of ``name`` is ``formula``, in which no member of its loop needs it.

    ``members`` are those of the loop. A name with a blank in it is of an auxiliary value, with a formula of its own.
    """

    name: str
    cells: Region
    formula: Typed
    members: tuple[str, ...]


def solved_formulas(solved: Solved) -> tuple[SolvedFormula, ...]:
    """The formulas that the unknowns of each loop are computed by, then those of the auxiliary values in them.

    Auxiliary values with one formula stand in those that use them; only those with several cases are left.
    The other members of a loop keep their own formulas.
    """
    return tuple(formula for loop in solved.loops for formula in _of_loop(loop, solved.model))


def solved_texts(solved: Solved) -> dict[str, tuple[str, ...]]:
    """What ``solved_formulas`` has for each member of a loop, in the language: the formulas of its whole loop."""
    lines: dict[str, list[str]] = {}
    quantities, axes = solved.model.quantities, solved.model.axes
    for formula in solved_formulas(solved):
        cells = region_text(formula.cells, axes)
        text = f"{formula.name} = {text_of(formula.formula, axes, quantities)}" + (
            f" for {cells}" if cells else ""
        )
        for member in formula.members:
            lines.setdefault(member, []).append(text)
    return {name: tuple(own) for name, own in lines.items()}


@dataclass(frozen=True, slots=True)
class SolvedPiece:
    """``name`` is ``formula`` in ``cells``, as an author could write them, on the axes ``axes``."""

    name: str
    axes: tuple[str, ...]
    formula: str
    cells: str


@dataclass(frozen=True, slots=True)
class SolvedLoop:
    """A loop for who sets it: its members, and what they are solved by.

    Each auxiliary value has in the formulas the name that ``called`` has for it, since its own has blanks.
    """

    members: tuple[str, ...]
    pieces: tuple[SolvedPiece, ...]
    called: Mapping[str, str]


def solved_loops(solved: Solved) -> tuple[SolvedLoop, ...]:
    """Every loop of *solved*, with what ``solved_formulas`` has for it."""
    return tuple(_loop_in_pieces(loop, solved.model) for loop in solved.loops)


def _loop_in_pieces(loop: Loop, model: Model) -> SolvedLoop:
    formulas = tuple(_of_loop(loop, model))
    auxiliary = dict.fromkeys(own.name for own in formulas if " " in own.name)
    called = {name: f"auxiliary_{number}" for number, name in enumerate(auxiliary, start=1)}
    quantities = {**model.quantities, **{other: model.quantities[name] for name, other in called.items()}}

    def renamed(part: Typed) -> Typed:
        return (
            replace(part, name=called[part.name]) if isinstance(part, Ref) and part.name in called else part
        )

    pieces = (
        SolvedPiece(
            own.name,
            model.quantities[own.name].axes,
            text_of(rewrite(own.formula, renamed), model.axes, quantities),
            region_text(own.cells, model.axes),
        )
        for own in formulas
    )
    return SolvedLoop(loop.members, tuple(pieces), called)


def _of_loop(loop: Loop, model: Model) -> Iterator[SolvedFormula]:
    waiting = [unknown.solution for unknown in loop.unknowns]
    shown = {unknown.solution: unknown.name for unknown in loop.unknowns}
    within = Region(tuple(box for unknown in loop.unknowns for box in unknown.cells.boxes))
    seen: set[str] = set()
    while waiting:
        made = waiting.pop(0)
        if made in seen:
            continue
        seen.add(made)
        for case in model.quantities[made].cases:
            if not meets(case.region, within):
                continue
            formula = closed(case.formula, model.quantities, case.region if made in shown else within)
            yield SolvedFormula(shown.get(made, made), case.region, formula, loop.members)
            waiting += [ref.name for ref in references(formula) if _is_auxiliary(ref, model)]


def _is_auxiliary(ref: Ref, model: Model) -> bool:
    return model.quantities[ref.name].kind == LOOP
