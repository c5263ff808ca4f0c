"""The closed form of a recursion as a formula of the language, by what is constant in it."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.semantics.model import (
    Aggregate,
    Arithmetic,
    Box,
    Constant,
    Coordinate,
    Cumulative,
    Model,
    Ref,
    Region,
    Typed,
)
from semdsl.source import Span
from semdsl.units.algebra import RATIO


@dataclass(frozen=True, slots=True)
class Ranging:
    """A part of a closed form that adds up or multiplies ``body`` from the start of the recursion to one's own cell."""

    whole: Typed
    function: str
    body: Typed


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes the closed form of ``x[t] = factor x[t-1] + addend`` (or ``x[t+1]``) in ``cells`` along ``axis``.

    ``first`` is the cell that it starts from; a factor of None is 1, an addend of None is 0.
    """

    model: Model
    axis: str
    cells: tuple[int, ...]
    start: int
    first: Ref
    factor: Typed | None
    addend: Typed | None
    span: Span

    @property
    def is_forward(self) -> bool:
        """Whether each cell needs the one before it."""
        return self.start < self.cells[0]

    @property
    def is_power(self) -> bool:
        """Whether the factor is the same in all cells, so that its product is a power."""
        return self.factor is not None and self.axis not in self.factor.axes

    @property
    def is_even(self) -> bool:
        """Whether the addend is the same in all cells."""
        return self.addend is not None and self.axis not in self.addend.axes

    @property
    def counts(self) -> bool:
        """Whether the numbers of the members count them."""
        numbers = self.model.axes[self.axis].coordinates
        return numbers is not None and all(number - numbers[0] == at for at, number in enumerate(numbers))

    @property
    def is_geometric(self) -> bool:
        """Whether the addends and the factors are the same in all cells, so that their sum is that of powers."""
        return self.is_power and self.is_even

    def closed(self) -> Typed | None:
        """The closed form; None where what is constant cannot be counted."""
        if (self.is_power or (self.factor is None and self.is_even)) and not self.counts:
            return None
        if self.factor is None:
            added = self.first if self.addend is None else self._added(self.addend)
            return added if self.addend is None else self._make("+", self.first, added)
        if self.addend is None:
            return self._make("*", self.first, self.product(self.factor))
        if self.is_geometric:
            less = self._make("-", self.product(self.factor), self._number(1.0))
            powers = self._make("/", less, self._make("-", self.factor, self._number(1.0)))
            grown = self._make("*", self.first, self.product(self.factor))
            return self._make("+", grown, self._make("*", self.addend, powers))
        own = self.product(self.factor)
        brought = self.sum_of(self.over_product(self.addend, self.factor))
        return self._make("*", own, self._make("+", self.first, brought))

    def running(self) -> Typed | None:
        """The running product that stands in the closed form more than once."""
        if self.factor is None or self.addend is None or self.is_power:
            return None
        return self.product(self.factor)

    def ranging(self) -> tuple[Ranging, ...]:
        """The sums and products of the closed form, each after those that stand in it."""
        found: list[Ranging] = []
        if self.factor is not None and not self.is_power:
            found.append(Ranging(self.product(self.factor), "product", self.factor))
        if self.addend is not None and not (self.is_even and (self.factor is None or self.is_power)):
            body = self.addend if self.factor is None else self.over_product(self.addend, self.factor)
            found.append(Ranging(self.sum_of(body), "sum", body))
        return tuple(found)

    def divides(self) -> Typed | None:
        """What the closed form divides by and the recursion does not; it must not be 0."""
        if self.factor is None or (self.addend is None and (self.is_forward or self.is_power)):
            return None
        return self._make("-", self.factor, self._number(1.0)) if self.is_geometric else self.factor

    # ── Parts whose steps from a cell to the next are known ───────────────────────────────────────

    def steps(self) -> Typed:
        """How many cells there are from the start: ``year - 2025``."""
        numbers = self.model.axes[self.axis].coordinates or (0.0,)
        own = Coordinate(axis=self.axis, span=self.span, axes=(self.axis,), unit=RATIO)
        start = self._number(numbers[self.start])
        return self._make("-", own, start) if self.is_forward else self._make("-", start, own)

    def product(self, factor: Typed) -> Typed:
        """The product of the factors from the start to one's own cell."""
        if self.is_power:
            return self._make("^", factor, self.steps())
        if self.is_forward:
            return self.so_far("product", factor)
        return self._make("*", self.total("product", factor), self.ahead(factor))

    def ahead(self, factor: Typed) -> Typed:
        """Of a recursion that goes back: the factor of one's own cell, over the product of all up to it."""
        return self._make("/", factor, self.so_far("product", factor))

    def sum_of(self, body: Typed) -> Typed:
        """The sum of *body* from the start to one's own cell."""
        if self.is_forward:
            return self.so_far("sum", body)
        before = self._make("-", self.total("sum", body), self.so_far("sum", body))
        return self._make("+", before, body)

    def so_far(self, function: str, body: Typed) -> Typed:
        """The running sum or product of *body*, from the first cell of the axis on."""
        axes = tuple(axis for axis in self.model.axes if axis in (*body.axes, self.axis))
        return Cumulative(
            function=function,
            body=body,
            axis=self.axis,
            region=self._region(),
            span=self.span,
            axes=axes,
            unit=body.unit,
        )

    def total(self, function: str, body: Typed) -> Typed:
        """The sum or product of *body* over all cells."""
        return Aggregate(
            function=function,
            body=body,
            over=(self.axis,),
            region=self._region(),
            span=self.span,
            axes=tuple(axis for axis in body.axes if axis != self.axis),
            unit=body.unit,
        )

    # ── Pieces ────────────────────────────────────────────────────────────────────────────────────

    def _added(self, addend: Typed) -> Typed:
        """The sum of the addends from the start to one's own cell."""
        return self._make("*", addend, self.steps()) if self.is_even else self.sum_of(addend)

    def _region(self) -> Region:
        return Region((Box(((self.axis, self.cells),)),))

    def _number(self, value: float) -> Constant:
        return Constant(value=value, span=self.span, axes=(), unit=RATIO)

    def _make(self, op: str, left: Typed, right: Typed) -> Arithmetic:
        axes = tuple(axis for axis in self.model.axes if axis in (*left.axes, *right.axes))
        unit = left.unit if op in "+-" else RATIO
        return Arithmetic(op=op, left=left, right=right, span=self.span, axes=axes, unit=unit)

    def over_product(self, addend: Typed, factor: Typed) -> Typed:
        """What the closed form adds up: the addend over the product up to it."""
        return self._make("/", addend, self.product(factor))
