"""A compiled model: tables in, results out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from semdsl.errors import InternalError
from semdsl.runtime.kernels import Undefined

Arrays = Mapping[str, NDArray[np.float64]]


class Stopped(Exception):
    """A value has no result: an operation is not defined for a cell of the quantity ``name``.

    ``case`` is the number of the formula, None for a figure of a table that is not finite; ``place`` is the position
    along the axis of each loop the formula is in, the outermost first.
    """

    def __init__(self, name: str, case: int | None, place: tuple[tuple[str, int], ...] = ()) -> None:
        super().__init__(f"{name}, case {case}" + "".join(f", {axis} {at}" for axis, at in place))
        self.name = name
        self.case = case
        self.place = place


@dataclass(frozen=True, slots=True)
class Layout:
    """How the array of a quantity lies: its shape over declared axes, and the orders of axes in and out of storage."""

    name: str
    shape: tuple[int, ...]
    to_stored: tuple[int, ...]
    to_declared: tuple[int, ...]
    partial: bool


@dataclass(frozen=True, slots=True)
class Blame:
    """The formula that a line of the program computes; the counters of the loops around it, each with its axis."""

    name: str
    case: int
    counters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A model compiled for some wanted quantities.

    ``function`` takes the arrays of ``inputs`` and gives those of ``outputs``; ``blames`` says what each of its lines
    computes. ``again`` compiles the same without rewritings and without trust in the processor's flags: it decides
    when something seems undefined. It has no ``again`` itself.
    """

    inputs: tuple[Layout, ...]
    outputs: tuple[Layout, ...]
    function: FunctionType = field(repr=False)
    blames: Mapping[int, Blame] = field(repr=False)
    again: Callable[[], Program] | None = field(repr=False)

    def run(self, tables: Arrays) -> dict[str, NDArray[np.float64]]:
        """The wanted quantities, from the figures of *tables*; further tables are left alone.

        Shapes:
            arrays are over the axes of their quantity, in declared order.

        Units:
            base units. Cells of a partial quantity that have no formula are NaN; all others are finite.

        Raises:
            Stopped: an operation is not defined for some cell.
            InternalError: a table is missing or has another shape.

        """
        arguments = [self._input(layout, tables) for layout in self.inputs]
        try:
            return self._results(arguments)
        except (FloatingPointError, Undefined) as error:
            if self.again is None:
                raise self._stopped(error) from None
        return self.again().run(tables)

    def _results(self, arguments: list[NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
        flags: Literal["ignore", "raise"] = "ignore" if self.again is None else "raise"
        with np.errstate(divide=flags, over=flags, invalid=flags, under="ignore"):
            arrays = self.function(*arguments)
        results = {
            layout.name: _declared(array, layout) for layout, array in zip(self.outputs, arrays, strict=True)
        }
        for layout in self.outputs:
            if not layout.partial and not np.isfinite(results[layout.name]).all():
                raise FloatingPointError("a result is not finite, and no flag said so")
        return results

    def _input(self, layout: Layout, tables: Arrays) -> NDArray[np.float64]:
        if layout.name not in tables:
            raise InternalError(f"the table `{layout.name}` was not read")
        array = np.asarray(tables[layout.name], dtype=np.float64)
        if array.shape != layout.shape:
            raise InternalError(f"the table `{layout.name}` has the shape {array.shape}, not {layout.shape}")
        if not layout.partial and not np.isfinite(array).all():
            raise Stopped(layout.name, None)
        return np.ascontiguousarray(array.transpose(layout.to_stored)).reshape(
            tuple(layout.shape[axis] for axis in layout.to_stored)
        )

    def _stopped(self, error: Exception) -> Stopped:
        """What was being computed when *error* was raised."""
        traceback = error.__traceback__
        while traceback is not None and traceback.tb_frame.f_code is not self.function.__code__:
            traceback = traceback.tb_next
        blame = None if traceback is None else self.blames.get(traceback.tb_lineno)
        if traceback is None or blame is None:
            raise InternalError("a generated program failed outside its formulas") from error
        found = traceback.tb_frame.f_locals
        place = tuple((axis, int(found[counter])) for counter, axis in blame.counters if axis)
        return Stopped(blame.name, blame.case, place)


def _declared(array: NDArray[np.float64], layout: Layout) -> NDArray[np.float64]:
    """A copy of *array* over the declared axes, in which a negative zero is a zero."""
    return np.ascontiguousarray(np.asarray(array).transpose(layout.to_declared) + 0.0).reshape(layout.shape)
