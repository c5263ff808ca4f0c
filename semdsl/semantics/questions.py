"""What is asked of a checked model from outside: what to move, and the formulas and conditions to look at.

A question is read with the names of the model's own file, in the words of the language, and checked as they are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.semantics.formulas import read
from semdsl.semantics.made import Statements
from semdsl.semantics.model import Check, Model, Override, Quantity
from semdsl.semantics.opening import open_space
from semdsl.semantics.operators import number_of
from semdsl.semantics.quantities import range_ends
from semdsl.semantics.reach import beyond
from semdsl.semantics.signatures import formulas_of, signature
from semdsl.semantics.spaces import AxisEntry, Library, QuantityEntry, Work
from semdsl.semantics.statements import read_condition, read_override, read_result
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """Cells of a quantity that are to be moved together.

    ``override`` has the cells, and in them the quantity itself as its formula. ``ends`` are those of its ``range``, in
    base units, ``percent`` is whether its figures are written in per cent. ``written`` is the question.
    """

    written: ast.Name | ast.Index
    override: Override
    ends: tuple[float, float] | None
    percent: bool

    @property
    def name(self) -> str:
        return self.override.name

    @property
    def text(self) -> str:
        """As it was written."""
        return self.written.span.flat


class Questions:
    """The names of *main*, to read questions with; *model* is what it means."""

    def __init__(self, main: ast.Module, library: Library, model: Model) -> None:
        self._work = Work(library)
        self._space = open_space(self._work, main)
        self._model = model

    def axis(self, expr: ast.Expr) -> str | None:
        """The axis that *expr* names, if it does."""
        entry = self._space.find(expr.ident) if isinstance(expr, ast.Name) else None
        return entry.full if isinstance(entry, AxisEntry) else None

    def target(self, written: ast.Name | ast.Index) -> Outcome[Target | None]:
        """The cells that *written* names: ``interest``, ``interest[2010]``, ``rate[SEM]``.

        May report: ``unknown-name``, ``target-is-a-name``, and what is wrong with the cells.
        """
        return self._heard(lambda: self._target(written))

    def value(self, target: Target, expr: ast.Expr, *, within_range: bool = True) -> Outcome[float | None]:
        """The number that *expr* is, as a figure of *target*, in base units; None if it is a formula.

        May report: ``wrong-unit``, what is wrong with the formula, and ``outside-range`` unless anything may be.
        """
        given = ast.Given(target=target.written, value=expr, span=expr.span)
        return self._heard(lambda: self._value(given), besides="" if within_range else "outside-range")

    def condition(self, written: ast.Check) -> Outcome[tuple[Check, Mapping[str, Quantity]] | None]:
        """A condition, and the quantities that were made for its sides.

        May report: what is reported of a check.
        """
        into = Statements()
        return self._heard(lambda: self._made(read_condition(written, self._space, self._work, into), into))

    def result(self, written: ast.Expr) -> Outcome[tuple[Quantity, Mapping[str, Quantity]] | None]:
        """A formula as a quantity made for it.

        May report: what is reported of a formula.
        """
        into = Statements()
        return self._heard(lambda: self._made(read_result(written, self._space, self._work, into), into))

    def _target(self, written: ast.Name | ast.Index) -> Target | None:
        name = written.base if isinstance(written, ast.Index) else written
        override = read_override(
            ast.Given(target=written, value=name, span=written.span), self._space, self._work
        )
        entry = self._space.find(name.ident)
        if override is None or not isinstance(entry, QuantityEntry):
            return None
        own = signature(entry, self._work, read)
        ends = range_ends(entry.declaration, own, entry.space, self._work)
        percent = own.unit == RATIO and _is_percent(entry.declaration)
        return Target(written, override, None if ends is None else (ends.low, ends.high), percent)

    def _value(self, given: ast.Given) -> float | None:
        override = read_override(given, self._space, self._work)
        return None if override is None or override.formula is None else number_of(override.formula)

    def _made(self, meant: T, into: Statements) -> tuple[T, Mapping[str, Quantity]]:
        """*meant* with what was made for it, which reads nothing beyond an axis."""
        everything = {**self._model.quantities, **into.quantities}
        for made in into.quantities.values():
            for found in beyond(made, self._work.axes, everything):
                self._work.report(found)
        return meant, into.quantities

    def _heard(self, asked: Callable[[], T | None], besides: str = "") -> Outcome[T | None]:
        """The answer to *asked* with what was found on the way, one code left out; none if that has errors."""
        self._work.found, self._work.headers = [], []
        answer = asked()
        everything = dict.fromkeys(self._work.found + self._work.headers)
        found: tuple[Diagnostic, ...] = tuple(one for one in everything if one.code != besides)
        return Outcome(None if any(one.is_error for one in found) else answer, found)


def _is_percent(declaration: ast.Declaration) -> bool:
    """Whether a figure of *declaration*, or an end of its range, is written with ``%`` or ``pp``."""
    ends = [end for own in declaration.attributes if own.word == "range" for end in own.numbers]
    of_file = isinstance(declaration, ast.Table) and any(
        isinstance(case, ast.FileCase) and case.file.unit is not None and case.file.unit.text == "%"
        for case in declaration.cases
    )
    return of_file or any(_has_sign(expr) for expr in (*formulas_of(declaration), *ends))


def _has_sign(expr: ast.Expr) -> bool:
    match expr:
        case ast.Number(suffix=suffix):
            return bool(suffix)
        case ast.Unary(operand=operand):
            return _has_sign(operand)
        case ast.Group(inner=inner):
            return _has_sign(inner)
        case _:
            return False
