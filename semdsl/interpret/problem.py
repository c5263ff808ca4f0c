"""What stopped a computation, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from semdsl.semantics.model import Case
from semdsl.source import Span
from semdsl.units.algebra import Unit

Cell: TypeAlias = tuple[int, ...]
Key: TypeAlias = tuple[str, Cell]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that a formula read, with its value in base units.

    ``file`` and ``line`` say where the figure of a table stands; a cell that was computed or interpolated has line 0.
    """

    name: str
    cell: Cell
    value: float
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """The operation that has no result, and everything that led to it.

    ``name`` and ``cell`` say which value was being computed, ``case`` with which formula (no case: a table).
    ``operands`` are in base units, with their ``units``. ``readings`` are the cells that the formula had read so far,
    in order. ``way`` is the way round of a cycle, each cell needing the next and the last the first.
    ``certain`` is false if, within the bound of rounding errors, the operation might as well have had a result.
    """

    code: str
    name: str
    cell: Cell
    case: Case | None
    operation: str
    operands: tuple[float, ...]
    units: tuple[Unit, ...]
    span: Span | None
    readings: tuple[Reading, ...] = ()
    way: tuple[Key, ...] = ()
    certain: bool = True


class Stop(Exception):
    """A value that was asked for, or one that it needs, cannot be computed; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} in {problem.name}{list(problem.cell)}")
        self.problem = problem
