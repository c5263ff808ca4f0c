"""What was meant: the checked model, the one thing that both evaluators share.

A formula is a tree of the classes below. It is written for one cell; the axes it varies by are known for every
node. A cell of a quantity is a tuple of positions, counted from 0, one for each of its axes in declared order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.semantics.margins import Margin, Total
from semdsl.semantics.parts import Part
from semdsl.semantics.stated import Deviation
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit

# ── Axes and cells ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Axis:
    """What values vary by.

    ``labels`` name the members in order. ``coordinates`` are their numbers: the label itself on a time or
    numeric axis, the lower bound on a banded axis, of the first member on a mapped numeric axis; None on a
    labelled axis. A mapped axis has a ``parent`` and, for each position of it, its group or -1 (``groups``).
    ``places`` are where labels are written one by one.
    """

    name: str
    form: str  # "time", "labelled", "banded", "numeric" or "mapped"
    labels: tuple[str, ...]
    coordinates: tuple[float, ...] | None
    ordered: bool
    titles: tuple[ast.Title, ...] = ()
    label_titles: tuple[tuple[ast.Title, ...], ...] = ()
    parent: str | None = None
    groups: tuple[int, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.labels)

    def place_of(self, label: str) -> Span | None:
        """Where *label* is written in the declaration, or in the file of labels."""
        return dict(zip(self.labels, self.places, strict=False)).get(label)


@dataclass(frozen=True, slots=True)
class Box:
    """A block of cells: for each constrained axis its positions, sorted. Other axes are whole."""

    positions: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def along(self, axis: str, size: int) -> Sequence[int]:
        """Positions of the block on *axis*, which has *size* members."""
        for name, positions in self.positions:
            if name == axis:
                return positions
        return range(size)


@dataclass(frozen=True, slots=True)
class Region:
    """A set of cells as disjoint blocks. No block: no cell. One block without constraints: every cell."""

    boxes: tuple[Box, ...]


EVERYWHERE = Region((Box(),))


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a formula: where it was written, the axes it varies by (in the model's order), its unit."""

    span: Span = field(compare=False, repr=False)
    axes: tuple[str, ...]
    unit: Unit = field(compare=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number, in base units (``1 million MXN`` is 1e6)."""

    value: float


@dataclass(frozen=True, slots=True)
class Coordinate(Node):
    """The number of the cell along ``axis``, plus ``plus``: the year itself."""

    axis: str
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """The position along one's own ``axis``, moved by ``steps`` (0: the same cell)."""

    axis: str
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always this position."""

    position: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """The position that ``table`` gives for each position along ``axis``; -1 is outside."""

    axis: str
    table: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The member whose coordinate equals ``value``, an expression; outside the axis is an error while computing.

    On a banded axis: the band that ``value`` falls in. ``clamp`` takes the nearest end instead of an error.
    """

    value: Typed
    clamp: bool = False


Position: TypeAlias = Shift | Fixed | Mapped | Sought


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """A cell of the quantity ``name``: for each of its axes, in declared order, which position."""

    name: str
    at: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """``-x``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``+ - * / ^``.

    Division by zero, 0 to a negative power, a fractional power of a negative number and overflow stop the run.
    """

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``= != < <= > >=`` of numbers: a condition."""

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class IsMember(Node):
    """Whether the cell's position along ``axis`` is one of ``members``: ``line = SEM``."""

    axis: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``and``, ``or`` of conditions."""

    op: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not c``."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else b``. The branch not taken is not computed, and cannot stop the run."""

    condition: Typed
    then: Typed
    otherwise: Typed


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """``exp log expm1 log1p sqrt abs`` of one number, ``round(x, places)``, ``min max`` of two or more, ``clamp``.

    ``clamp(x, low, high)`` is the nearest number between the ends.
    ``round`` takes halves away from zero, on the shortest decimal that gives the number.
    """

    function: str
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """``sum mean min max product`` of ``body`` over the axes ``over``, for the cells of them in ``region``.

    The axes ``over`` are bound here: inside ``body`` they mean the running cell, even if the formula has an axis
    of the same name outside. With ``by`` (a mapped axis, whose parent is in ``over``) the node varies by ``by``
    and takes, for each group, only its members. A group or selection without cells: sum 0, product 1, other errors
    while computing.
    """

    function: str
    body: Typed
    over: tuple[str, ...]
    region: Region
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Cumulative(Node):
    """``cumulative sum`` or ``product`` along ``axis``: of the cells up to and including one's own.

    Cells outside ``region`` add nothing (0 or 1). The node varies by ``axis``; inside ``body`` it is the running cell.
    """

    function: str
    body: Typed
    axis: str
    region: Region


@dataclass(frozen=True, slots=True)
class Spread(Node):
    """The value of ``body``, which varies by the mapped axis ``coarse``, for the group of one's own ``fine`` cell."""

    body: Typed
    coarse: str
    fine: str


@dataclass(frozen=True, slots=True)
class Seek(Node):
    """Coordinate of the ``first`` or ``last`` member of ``axis`` where ``condition`` holds; none stops the run."""

    which: str
    axis: str
    condition: Typed


Typed: TypeAlias = (
    Constant
    | Coordinate
    | Ref
    | Negate
    | Arithmetic
    | Compare
    | IsMember
    | Logic
    | Not
    | If
    | Apply
    | Aggregate
    | Cumulative
    | Spread
    | Seek
)


# ── Quantities ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a definition by cases: the cells it is for, and their formula."""

    region: Region
    formula: Typed
    span: Span = field(compare=False, repr=False)
    attributes: tuple[ast.Attribute, ...] = ()


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

    ``source`` is the name the author wrote; a value divided by ``scale`` is in ``unit_text``.
    """

    source: str
    quantity: str
    titles: tuple[ast.Title, ...]
    unit_text: str
    scale: float
    totals: tuple[Total, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Model:
    """A checked model: everything the later stages may know.

    ``axes`` and ``quantities`` keep the order of declaration, instances at the place of their ``use``. The order of
    ``axes`` is *the model's order of axes*. Quantities made for checks, expectations and reports have names with a
    space in them, which no author can write. ``modules`` are the trees of all files, ``parts`` the parts of the first.
    """

    name: str
    titles: tuple[ast.Title, ...]
    language: str
    header: ast.Header | None
    axes: Mapping[str, Axis]
    quantities: Mapping[str, Quantity]
    checks: tuple[Check, ...] = ()
    expectations: tuple[FileExpectation, ...] = ()
    tests: tuple[Test, ...] = ()
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    modules: tuple[ast.Module, ...] = ()
    parts: tuple[Part, ...] = ()
    identities: tuple[Identity, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def tables(self) -> tuple[Report, ...]:
        """The reports, and what the charts are drawn from."""
        return (*self.reports, *(chart.report for chart in self.charts))
