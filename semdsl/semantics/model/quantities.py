"""Quantities: a name with a value for each cell, and where the values come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from semdsl.semantics.model.cells import EVERYWHERE, Region
from semdsl.semantics.model.formula import Ref, Typed, children
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a definition by cases: the cells it is for, and their formula."""

    region: Region
    formula: Typed
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()
    _names: list[tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the formula refers to, each once; looked for when first asked for, since every stage asks."""
        if not self._names:
            self._names.append(tuple(dict.fromkeys(_names_in(self.formula))))
        return self._names[0]


def _names_in(formula: Typed) -> Iterator[str]:
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Ref):
            yield node.name
        waiting.extend(children(node))


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Where the numbers of a table are.

    ``path`` is relative to the folder of ``base``, the file that declares it. ``columns`` has a column for each
    axis, in order. A figure times ``factor`` is in base units. ``interpolate`` is the method and the axis
    along which missing cells between given ones are filled. A ``sparse`` table (of an expectation) may miss cells;
    any other has all of ``cells``, and no figure elsewhere. ``total`` is what the file of an expectation calls a total
    along any axis; each axis then has it as a last member.
    """

    path: str
    base: str
    columns: tuple[str, ...]
    column: str
    filters: tuple[ast.Filter, ...]
    factor: float
    decimal_comma: bool
    interpolate: tuple[str, str] | None
    span: Span = field(compare=False, repr=False)
    sparse: bool = False
    total: tuple[str, ...] = ()
    cells: Region = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Quantity:
    """A name with a value for each cell of its axes: by ``cases``, or from a ``table``.

    Values are kept in base units; ``scale`` is what one unit of the declared unit is in them (1e6 for
    ``million MXN``), ``shown`` the declared unit as written. The cases are disjoint; they cover the axes, except
    in a quantity made for a check or a report, whose ``partial`` is true: other cells of it have no value.
    A table that has only some cells from files has cases, too, which copy those cells from tables made for the files.
    ``instance`` is the ``use … as`` it belongs to, and ``part`` the part of the model in which that, or it, is written.
    ``limits`` are the ends of its ``range``, in base units: between them it may have any value.
    """

    name: str
    kind: str
    axes: tuple[str, ...]
    unit: Unit
    scale: float
    shown: str
    cases: tuple[Case, ...] = ()
    table: TableSpec | None = None
    titles: tuple[ast.Title, ...] = ()
    attributes: tuple[ast.Attribute, ...] = ()
    instance: str = ""
    part: str = ""
    partial: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)
    limits: tuple[float, float] | None = None
