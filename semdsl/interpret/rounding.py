"""Whether the sides of a comparison are apart by rounding alone: they are computed again with sixty digits.

What is lost to rounding goes away with more digits, and what is wrong stays. So nothing has to be known of how large
the sides are: ``reserve[2050] = 0`` has no side to which a difference could be compared, and may be the rest of sums
of billions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final

from semdsl.interpret.decimals import Decimals
from semdsl.interpret.problem import Cell, Stop
from semdsl.interpret.scalar import Cells
from semdsl.semantics.model import Model
from semdsl.semantics.tables import TableValues

MOST_READS: Final = 300_000
"""Cells that are read for all comparisons of a run together, one as often as a formula reads it: about a second."""

_VANISHED: Final = Decimal("1e-6")
"""The part of a difference that may be left of it: with 44 digits more, what rounding made is far below."""
_AS_READ: Final = 15
"""Digits of a number that a double holds whatever they are."""


class AsWritten(Decimals):
    """Decimals in which ``0.1`` is a tenth, and not the double next to it."""

    def exact(self, value: float) -> Decimal:
        """*value*, taken for the number that was written: in few digits, or that came to it in another unit."""
        if value.is_integer():
            return Decimal(value)
        short = Decimal(f"{value:.{_AS_READ}g}")
        return short if abs(float(short) - value) <= math.ulp(value) else Decimal(repr(float(value)))


class _Spent(Exception):
    """More cells were read than a second look is worth."""


class _Counted(Cells[Decimal]):
    """Cells with sixty digits, until too many were read."""

    def __init__(self, model: Model, tables: Mapping[str, TableValues]) -> None:
        super().__init__(model, tables, AsWritten())
        self._left = MOST_READS

    def _read(self, name: str, cell: Cell) -> Decimal:
        self._left -= 1
        if self._left < 0:
            raise _Spent
        return super()._read(name, cell)


class Rounding:
    """A second look at comparisons of the quantities of *model*, whose figures *tables* gives when they are needed."""

    def __init__(self, model: Model, tables: Callable[[], Mapping[str, TableValues]]) -> None:
        self._model = model
        self._tables = tables

    @cached_property
    def _cells(self) -> _Counted:
        return _Counted(self._model, self._tables())

    def explains(
        self, op: str, left: str, right: str | float, at: Mapping[str, int], difference: float
    ) -> bool:
        """Whether *left*, a quantity, and *right*, a quantity or a figure, in base units, meet *op* but for rounding.

        *at* is the position in which they are compared, along all axes of both, and *difference* how far they are
        apart on the wrong side of ``=``, ``<=`` or ``>=``. False where that cannot be found out: too many cells would
        have to be read, or an operation has no value with more digits.
        """
        if math.isinf(difference):  # further apart than the largest number
            return False
        try:
            apart = self._value(left, at) - (
                self._value(right, at) if isinstance(right, str) else AsWritten().exact(right)
            )
        except (Stop, _Spent):
            return False
        wrong = {"=": abs(apart), "<=": apart, ">=": -apart}[op]
        return wrong <= _VANISHED * Decimal(abs(difference))

    def _value(self, name: str, at: Mapping[str, int]) -> Decimal:
        return self._cells.value(name, tuple([at[axis] for axis in self._model.quantities[name].axes]))
