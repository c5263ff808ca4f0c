"""What is stated of quantities, and what of them is shown: from checks to charts."""

from __future__ import annotations

from dataclasses import dataclass, field

from semdsl.semantics.margins import Margin, Total
from semdsl.semantics.model.cells import Region
from semdsl.semantics.model.formula import Typed
from semdsl.semantics.model.quantities import TableSpec
from semdsl.semantics.stated import Deviation
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit


@dataclass(frozen=True, slots=True)
class Check:
    """A condition on results, cell by cell of ``axes`` within ``region``.

    ``left``, ``right`` and ``tolerance`` name partial quantities made for it. Without ``op``, ``left`` is a condition
    (1 or 0). The tolerance is absolute, in the unit of the two sides; ``relative`` is one in terms of the right side.
    A ``test`` names the test it belongs to; ``kind`` is ``check`` or ``expectation``, which may state a deviation.
    """

    name: str
    kind: str
    titles: tuple[ast.Title, ...]
    op: str
    left: str
    right: str
    tolerance: str
    relative: float | None
    axes: tuple[str, ...]
    region: Region
    unit: Unit
    scale: float
    shown: str
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()
    part: str = ""
    deviates: Deviation | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Two formulas that must be equal for all values, in every cell of ``axes`` within ``region``.

    ``left`` and ``right`` name partial quantities made for it, ``texts`` are the two sides as written. ``instance`` is
    the ``use … as`` it belongs to, empty in the model's own file: the inputs of that instance may have any value.
    """

    name: str
    titles: tuple[ast.Title, ...]
    left: str
    right: str
    texts: tuple[str, str]
    axes: tuple[str, ...]
    region: Region
    unit: Unit
    scale: float
    shown: str
    instance: str
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class FileExpectation:
    """Results against the figures of a file: every row of it within ``region`` is compared.

    ``target`` names a partial quantity made for it, ``totals`` what rows of totals are compared with; ``table`` is read
    sparse. Tolerance and deviation as in ``Check``.
    """

    name: str
    titles: tuple[ast.Title, ...]
    target: str
    table: TableSpec
    tolerance: str
    relative: float | None
    axes: tuple[str, ...]
    region: Region
    unit: Unit
    scale: float
    shown: str
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()
    part: str = ""
    deviates: Deviation | None = None
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """Within ``region`` the quantity ``name`` has ``formula`` instead, or the figures of ``table``.

    In the formula ``name`` itself is the old value.
    """

    name: str
    region: Region
    formula: Typed | None
    table: TableSpec | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Another choice of assumptions, on top of the scenario it ``extends``, if any."""

    name: str
    titles: tuple[ast.Title, ...]
    extends: str
    overrides: tuple[Override, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Test:
    """A small case: the model with ``given`` in place must meet ``expects``."""

    name: str
    given: tuple[Override, ...]
    expects: tuple[Check, ...]
    span: Span = field(compare=False, repr=False)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One quantity of a report: ``quantity`` names a partial one made for it, on axes of the layout only.

    ``source`` is the name the author wrote; a value divided by ``scale`` is in ``unit_text``. A slice says of which
    ``members``, each an axis and a position along it.
    """

    source: str
    quantity: str
    titles: tuple[ast.Title, ...]
    unit_text: str
    scale: float
    totals: tuple[Total, ...] = ()
    members: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A table of results: axes and positions of its rows and columns, where it has totals, and what it shows."""

    name: str
    titles: tuple[ast.Title, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    columns: tuple[tuple[str, tuple[int, ...]], ...]
    shown: tuple[Shown, ...]
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()
    part: str = ""
    margins: tuple[Margin, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A report that is drawn as ``form`` says: along its rows, with a series for each thing shown in each column."""

    form: str
    report: Report
