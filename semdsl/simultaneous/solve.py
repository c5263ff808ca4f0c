"""Loops within one cell become plain formulas: the model without loops, and how each was solved.

Of the members of a loop a few are chosen, the *unknowns*, through which every way round leads. All members are taken
apart, one after the other, into a part without the unknowns and a slope for each; these are quantities of their own,
with the cases of the member. What is left is a small system of linear equations for each cell, whose rational formula
is written down. The other members keep the formulas that the author wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.graph.components import components
from semdsl.semantics import looped
from semdsl.semantics.looped import LOOP, is_marked
from semdsl.semantics.model import Case, Check, Constant, Model, Quantity, Ref, Region, Shift, Typed
from semdsl.semantics.rewrite import is_made
from semdsl.simultaneous import findings
from semdsl.simultaneous.affine import Affine, NotLinearError, Reader
from semdsl.simultaneous.algebra import Algebra, Term, absolute, is_one, one, zero
from semdsl.simultaneous.groups import MOST_UNKNOWNS, Group, find_group, without_cut
from semdsl.simultaneous.text import written
from semdsl.source import Span
from semdsl.units.algebra import RATIO, Unit

MOST_LOOPS: Final = 200
ROUNDING: Final = 1e-12
"""Part of the size of an equation's terms by which its sides may differ: what is lost to rounding in long sums."""

_EQUATION: Final = {"en": "its equation", "es": "su ecuación"}  # what a check of one is about


@dataclass(frozen=True, slots=True)
class Unknown:
    """One of the values solved for: the quantities with its solution, its equation and what rounding allows.

    ``slopes`` has, for each unknown of the loop in order, the slope of this one's equation: a quantity, 1, or None if
    it is 0 everywhere. ``cells`` are those in which the formula is in the loop.
    """

    name: str
    solution: str
    equation: str
    rounding: str
    slopes: tuple[Term, ...]
    cells: Region


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop that was solved: its members, as an author named them, and the unknowns."""

    members: tuple[str, ...]
    unknowns: tuple[Unknown, ...]

    @property
    def judged(self) -> tuple[str, ...]:
        """The quantities that a solution is judged by."""
        return tuple(
            name
            for own in self.unknowns
            for name in (
                own.name,
                own.equation,
                own.rounding,
                *(slope.name for slope in own.slopes if isinstance(slope, Ref)),
            )
        )

    def is_among(self, names: Collection[str]) -> bool:
        """Whether *names* has the solution of this loop."""
        return any(own.solution in names for own in self.unknowns)


@dataclass(frozen=True, slots=True)
class Solved:
    """A model without loops within a cell, and those it had; ``refused`` are members of loops that have a finding."""

    model: Model
    loops: tuple[Loop, ...] = ()
    refused: tuple[str, ...] = ()


def solve(model: Model, assumed: Collection[str] = ()) -> Outcome[Solved]:
    """*model* with its loops solved; quantities in *assumed* count as marked.

    Ensures: the same object if nothing is marked; every loop that is solved has, in each cell, the solution of its
    equations, if they have exactly one.
    May report: ``loop-not-linear``, ``loop-too-coupled``.
    """
    if not assumed and not any(is_marked(own) for own in model.quantities.values()):
        return Outcome(Solved(model))
    marked = {name for name, own in model.quantities.items() if _may_be_in_a_loop(own) or name in assumed}
    loops: list[Loop] = []
    refused: list[str] = []
    found: list[Diagnostic] = []
    for _ in range(MOST_LOOPS):
        group = find_group(model, marked)
        if group is None:
            break
        made = _solved(model, group)
        if isinstance(made, Diagnostic):
            found.append(made)
            refused += _authors(group.names, model)
            marked -= set(group.names)
            continue
        marked |= made.quantities.keys() - model.quantities.keys()
        loops.append(made.loop)
        model = replace(model, quantities=made.quantities, checks=(*model.checks, *made.checks))
    else:
        group = find_group(model, marked)
        if group is not None:
            found.append(findings.too_many_loops(_one_more(group, model), MOST_LOOPS))
            refused += _authors([name for name in model.quantities if name in marked], model)
    return Outcome(Solved(model, tuple(loops), tuple(refused)), tuple(found))


def _may_be_in_a_loop(quantity: Quantity) -> bool:
    """An input is another name for what it is bound to, and what is made for a scenario stands for the author's own."""
    return is_marked(quantity) or quantity.kind == "input"


def _one_more(group: Group, model: Model) -> Quantity:
    """The first member of a loop that an author named."""
    return model.quantities[(_authors(group.names, model) or list(group.names))[0]]


def _authors(names: Sequence[str], model: Model) -> list[str]:
    """*names* without those made for loops within, and those of what a scenario replaced."""
    return [name for name in names if model.quantities[name].kind != LOOP]


@dataclass(frozen=True, slots=True)
class _Made:
    """The quantities of the model with those made for a loop, and the checks of its equations."""

    quantities: dict[str, Quantity]
    loop: Loop
    checks: tuple[Check, ...]


def _solved(model: Model, group: Group) -> _Made | Diagnostic:
    members = _authors(group.names, model) or list(group.names)
    if not group.unknowns:
        own = [model.quantities[name] for name in members]
        return findings.loop_too_coupled(members, MOST_UNKNOWNS, own)
    work = _Work(model, group)
    try:
        for name in work.in_order():
            work.take_apart(name)
    except NotLinearError as refused:
        return findings.loop_not_linear(members, refused.node)
    unknowns = tuple(work.unknown(at) for at in range(len(group.unknowns)))
    checks = tuple(work.check(unknown) for unknown in unknowns if not is_made(unknown.name))
    return _Made(work.quantities, Loop(tuple(members), unknowns), checks)


@dataclass(slots=True)
class _Work:
    """A loop being solved: the quantities so far, and how each member was taken apart."""

    model: Model
    group: Group
    algebra: Algebra = field(init=False)
    quantities: dict[str, Quantity] = field(init=False)
    parts: dict[str, Affine] = field(default_factory=dict)
    sizes: dict[str, str] = field(default_factory=dict)
    own: dict[str, dict[int, Ref]] = field(default_factory=dict)
    suffix: str = ""

    def __post_init__(self) -> None:
        while any(self._size(name) in self.model.quantities for name in self.group.names):
            self.suffix = (
                f" ({int(self.suffix[2:-1] or 1) + 1})"  # other cases of a member are in another loop
            )
        self.algebra = Algebra({axis: at for at, axis in enumerate(self.model.axes)})
        self.quantities = dict(self.model.quantities)
        for edge in self.group.edges:
            own = self.own.setdefault(edge.source.name, {})
            own[id(edge.use.ref)] = edge.use.ref

    def in_order(self) -> Iterator[str]:
        """The members, each after those it needs in its own place, the unknowns last.

        Those whose cases need each other come with their parts named beforehand.
        """
        unknowns = self.group.unknowns
        needs: dict[str, list[str]] = {}
        for edge in without_cut(self.group.edges, unknowns):
            needs.setdefault(edge.source.name, []).append(edge.target.name)
        inner = [name for name in self.group.names if name not in unknowns]
        for found in components(inner, needs):
            if len(found) > 1 or found[0] in needs.get(found[0], ()):
                for name in found:
                    self.parts[name] = self._all_parts(name)
                    self.sizes[name] = self._size(name)
            yield from found
        yield from unknowns

    def take_apart(self, name: str) -> None:
        """Make the quantities that the member *name* is taken apart into.

        Raises:
            NotLinearError: a formula of it is not linear in the unknowns.

        """
        quantity, within = self._read_in_the_loop(name)
        named = self.parts.get(name)
        reader = Reader(
            self.algebra, self.own.get(name, {}), frozenset(self.group.unknowns), self.parts, self.sizes
        )
        here = self._here(quantity, name, quantity.unit)
        read = [
            reader.read(case.formula) if at in within else Affine(here)
            for at, case in enumerate(quantity.cases)
        ]
        names = self._all_parts(name)
        keep = named is not None
        rest = self._part(quantity, names.rest, [own.rest for own in read], keep=keep)
        slopes = {
            unknown: self._part(quantity, slope, [own.slopes.get(unknown) for own in read], keep=keep)
            for unknown, slope in names.slopes.items()
        }
        self.parts[name] = named or Affine(rest, {own: one for own, one in slopes.items() if one is not None})
        self.sizes[name] = self._size(name)
        sizes = [
            reader.size(case.formula) if at in within else absolute(here)
            for at, case in enumerate(quantity.cases)
        ]
        self._make(quantity, self._size(name), sizes, quantity.unit)

    def _read_in_the_loop(self, name: str) -> tuple[Quantity, set[int]]:
        """The member *name*, and which of its cases are in the loop; others are left out where nothing reads them."""
        quantity = self.model.quantities[name]
        within = {formula.case for formula in self.group.formulas if formula.name == name}
        if (name,) != self.group.unknowns:
            return quantity, within
        cases = tuple(case for at, case in enumerate(quantity.cases) if at in within)
        return replace(quantity, cases=cases), set(range(len(cases)))

    def _size(self, name: str) -> str:
        return looped.size(name) + self.suffix

    def _all_parts(self, name: str) -> Affine:
        """References to what *name* will be taken apart into, 0 or not."""
        quantity = self.model.quantities[name]
        unknowns = self.group.unknowns
        return Affine(
            self._here(quantity, looped.without(name, unknowns) + self.suffix, quantity.unit),
            {
                own: self._here(
                    quantity,
                    looped.per(name, own) + self.suffix,
                    quantity.unit / self.model.quantities[own].unit,
                )
                for own in unknowns
            },
        )

    def _part(self, quantity: Quantity, named: Term, cases: Sequence[Term], *, keep: bool) -> Term:
        """The quantity that *named* refers to, made of *cases*; what is 0 or 1 in all of them needs none."""
        if not isinstance(named, Ref):
            return named
        if not keep and all(part is None for part in cases):
            return None
        if not keep and all(is_one(part) for part in cases):
            return cases[0]
        formulas = [
            part or zero(case.span, named.unit) for part, case in zip(cases, quantity.cases, strict=True)
        ]
        self._make(quantity, named.name, formulas, named.unit)
        return named

    def _make(self, quantity: Quantity, name: str, formulas: Sequence[Typed], unit: Unit) -> None:
        """The quantity *name* with the cases of *quantity* and other *formulas*."""
        cases = [
            Case(case.region, formula, span=case.span)
            for case, formula in zip(quantity.cases, formulas, strict=True)
        ]
        self._add(quantity, name, cases, unit)

    def _add(self, quantity: Quantity, name: str, cases: Sequence[Case], unit: Unit) -> None:
        self.quantities[name] = Quantity(
            name=name,
            kind=LOOP,
            axes=quantity.axes,
            unit=unit,
            scale=1.0,
            shown=str(unit),
            cases=tuple(cases),
            instance=quantity.instance,
            part=quantity.part,
            partial=True,
            span=quantity.span,
        )

    def _here(self, quantity: Quantity, name: str, unit: Unit) -> Ref:
        """A reference to the own cell of *name*, which has the axes of *quantity*."""
        return Ref(
            name=name,
            at=tuple(Shift(axis) for axis in quantity.axes),
            span=quantity.span or quantity.cases[0].span,
            axes=self.algebra.order_of(quantity.axes),
            unit=unit,
        )

    # ── The unknowns ──────────────────────────────────────────────────────────────────────────────

    def unknown(self, at: int) -> Unknown:
        """Give the unknown number *at* the formula that solves the loop, and keep its own as its equation."""
        name = self.group.unknowns[at]
        quantity = self.quantities[name]
        within = {formula.case for formula in self.group.formulas if formula.name == name}
        own = [case for number, case in enumerate(quantity.cases) if number in within]
        solution, equation, rounding = (
            f"{made(name)}{self.suffix}" for made in (looped.solved, looped.equation, looped.rounding)
        )
        cells = Region(tuple(box for case in own for box in case.region.boxes))
        formula = self._solution(at, quantity, cells)
        self._add(quantity, solution, [replace(case, formula=formula) for case in own], quantity.unit)
        self._add(quantity, equation, own, quantity.unit)
        self._add(quantity, rounding, [self._rounding(quantity, case) for case in own], quantity.unit)
        here = self._here(quantity, solution, quantity.unit)
        cases = [
            replace(case, formula=here) if number in within else case
            for number, case in enumerate(quantity.cases)
        ]
        self.quantities[name] = replace(quantity, cases=tuple(cases))
        slopes = [self.parts[name].slopes.get(other) for other in self.group.unknowns]
        return Unknown(
            name=name,
            solution=solution,
            equation=equation,
            rounding=rounding,
            slopes=tuple(slopes),
            cells=cells,
        )

    def _rounding(self, quantity: Quantity, case: Case) -> Case:
        """What rounding allows: a part of the terms of the equation and of the value itself."""
        span = case.span
        size = self._here(quantity, self._size(quantity.name), quantity.unit)
        value = absolute(self._here(quantity, quantity.name, quantity.unit))
        part = Constant(value=ROUNDING, span=span, axes=(), unit=RATIO)
        allowed = self.algebra.times(part, self.algebra.plus(size, value, span), span)
        return Case(case.region, allowed or zero(span, quantity.unit), span=span)

    def _solution(self, at: int, quantity: Quantity, cells: Region) -> Typed:
        """The rational formula of the unknown number *at*: a quotient of two determinants (Cramer's rule)."""
        span = quantity.span or quantity.cases[0].span
        system = [self._row(name, span) for name in self.group.unknowns]
        rests = [self.parts[name].rest for name in self.group.unknowns]
        replaced = [[*row[:at], rest, *row[at + 1 :]] for row, rest in zip(system, rests, strict=True)]
        above = self.algebra.determinant(replaced, span)
        below = self.algebra.determinant(system, span)
        if below is None:  # by its form: `x = x + …`
            below = zero(span, RATIO)
        below = replace(below, span=written(below, self.model.axes, self.quantities, cells))
        above = above or zero(span, quantity.unit)
        return self.algebra.over(above, below, span) or above

    def _row(self, name: str, span: Span) -> list[Term]:
        """The row of *name* in the matrix of the system: 1 on the diagonal, less the slopes."""
        slopes = self.parts[name].slopes
        return [
            self.algebra.minus(one(span) if other == name else None, slopes.get(other), span)
            for other in self.group.unknowns
        ]

    def check(self, unknown: Unknown) -> Check:
        """That the equation of *unknown* holds at the solution."""
        quantity = self.model.quantities[unknown.name]
        span = quantity.span or quantity.cases[0].span
        return Check(
            name=f"{quantity.name} simultaneous{self.suffix}",
            kind="check",
            titles=tuple(
                replace(title, text=f"{title.text} ({_EQUATION.get(language, _EQUATION['en'])})")
                for title in quantity.titles
                for language in [title.language or self.model.language]
            ),
            op="=",
            left=quantity.name,
            right=unknown.equation,
            tolerance=unknown.rounding,
            relative=None,
            axes=quantity.axes,
            region=unknown.cells,
            unit=quantity.unit,
            scale=quantity.scale,
            shown=quantity.shown,
            span=span,
            part=quantity.part,
        )
