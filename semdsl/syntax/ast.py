"""What was written: frozen nodes with their places, in the author's order and brackets.

Nothing here knows what a name means. Two nodes are equal if they read the same, wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from semdsl.source import Source, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A piece of syntax."""

    span: Span = field(compare=False, repr=False)


# ── Small pieces ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Ident(Node):
    """A name where it is declared or listed: of an axis, a kind of payer, a parameter."""

    text: str


@dataclass(frozen=True, slots=True)
class Title(Node):
    """``"Costo unitario"``, or ``en "Unit cost"`` with its language."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class UnitText(Node):
    """``million MXN(2005)/person``: ``scale`` is ``million``, ``thousand`` or empty."""

    text: str
    scale: str = ""


# ── Expressions ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Number(Node):
    """``1_000``, ``3.5%``, ``0.5pp``, ``73_335 million MXN``. ``value`` has the suffix and no unit in it."""

    text: str
    value: float
    suffix: str = ""  # "", "%" or "pp"
    unit: UnitText | None = None


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A quoted label: ``"80+"``."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, perhaps dotted: ``wages``, ``premiums.level``. What it is the checks find out."""

    ident: str


@dataclass(frozen=True, slots=True)
class Place(Node):
    """One item of an index: ``year-1`` (no axis named), ``sex = female``, ``2005``."""

    axis: Ident | None
    value: Expr


@dataclass(frozen=True, slots=True)
class Index(Node):
    """``wages[year-1, SEM]``."""

    base: Name
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """``expense`` or ``from: 2006``."""

    name: Ident | None
    value: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``growth(workforce)``, ``max(a, b)``."""

    function: Name
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """``cumulative sum(x over year, sex by broad_age weighted by w for year in 2006..2050)``."""

    function: Name
    cumulative: bool
    body: Expr
    over: tuple[Name, ...]
    by: Name | None = None
    weight: Expr | None = None
    selection: Expr | None = None


@dataclass(frozen=True, slots=True)
class Seek(Node):
    """``first(year where reserve < 0)``, ``last(…)``: ``which`` is the word."""

    which: str
    axis: Name
    condition: Expr


@dataclass(frozen=True, slots=True)
class Edge(Node):
    """``first of step``, ``last of year``: ``which`` is the word."""

    which: str
    axis: Name


@dataclass(frozen=True, slots=True)
class Beyond(Node):
    """``before step``, ``after step``: the cells of the grouped axis outside every group."""

    which: str
    axis: Name


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``-x``, ``not c``."""

    op: str
    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``+ - * / ^``, ``= != < <= > >=``, ``and or``, ``in``."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else b``."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Range(Node):
    """``2005..2028``, ``2034..`` or ``..2028``, ``"00-04".."10-14"``."""

    low: Expr | None
    high: Expr | None


@dataclass(frozen=True, slots=True)
class Listing(Node):
    """``2006, 2010..2015, 2020`` in a selection."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Group(Node):
    """``( … )``: kept, because the author wrote it."""

    inner: Expr


Expr: TypeAlias = (
    Number
    | Text
    | Name
    | Index
    | Call
    | Aggregate
    | Seek
    | Edge
    | Beyond
    | Unary
    | Binary
    | If
    | Range
    | Listing
    | Group
)


# ── What belongs to a declaration ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """``law "…"``, ``payer employer, worker``, ``range 0% .. 3%``: the word and what follows it.

    ``texts`` has strings and words (``calibrated to "…"`` is the word ``calibrated`` and one text);
    ``numbers`` the two ends of a ``range``.
    """

    word: str
    texts: tuple[str, ...] = ()
    numbers: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Case(Node):
    """``= formula for selection``, ``= formula otherwise``, or a lone ``= formula`` (both empty)."""

    formula: Expr
    selection: Expr | None = None
    otherwise: bool = False
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``kind = "leaf"``, ``kind != "total"``, ``sex in "male", "female"``: which rows of a file are read.

    ``op`` is ``=``, ``!=`` or ``in``; only after ``in`` there may be several ``values``.
    """

    column: Ident
    op: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TotalRows(Node):
    """``total "Total", "Ambos sexos" weighted by w``: what a file calls its rows of totals; means if weighted."""

    words: tuple[str, ...]
    weight: Expr | None = None


@dataclass(frozen=True, slots=True)
class FromFile(Node):
    """``from "data/x.csv" with (line = branch) column value where kind = "leaf" in % decimal comma``.

    ``columns`` says which column of the file holds an axis, where its name is not the axis's own.
    ``unit`` is the unit of the figures in the file where it is not the declared one; the text ``%``
    means percent. Only a file that an expectation compares with has ``total``.
    """

    path: Text
    columns: tuple[tuple[Ident, Ident], ...] = ()
    column: Ident | None = None
    filters: tuple[Filter, ...] = ()
    unit: UnitText | None = None
    decimal_comma: bool = False
    total: TotalRows | None = None


@dataclass(frozen=True, slots=True)
class FileCase(Node):
    """``from "data/x.csv" for selection`` or ``… otherwise``: the cells of a table that a file gives.

    A lone file without either gives every cell.
    """

    file: FromFile
    selection: Expr | None = None
    otherwise: bool = False
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpolate(Node):
    """``interpolate linear over year``: fills the cells between given ones.

    The method may also be ``log_linear``, ``cubic`` or ``log_cubic``.
    """

    method: Ident
    axis: Ident


@dataclass(frozen=True, slots=True)
class Deviation(Node):
    """``deviates up to 2.11pp``: how far beyond its tolerance an expectation is known to be missed."""

    limit: Expr


@dataclass(frozen=True, slots=True)
class Distribution(Node):
    """``~ normal(3.5%, 1%) truncated 0% .. 8%``: parsed whole; this version does not run it."""

    text: str


# ── Declarations ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Node):
    """A declaration: its ``kind`` as written, the name it declares, its titles and attributes."""

    kind: str
    name: Ident
    titles: tuple[Title, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Declaration):
    """``model sem "…"``, ``module zelenka "…"`` or ``part income "…"``.

    Its own attributes are ``language``, ``version``, ``base``, ``flows`` and ``stocks``; a part has none of these.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseUnit(Declaration):
    """``unit visit "consulta"``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Include(Declaration):
    """``include "sem/income.sem"``: the declarations of that part stand here. ``name`` is the path as written."""

    path: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Declaration):
    """``use std.premiums.zelenka with (expense = expense) as zelenka``.

    ``module`` is a dotted ``Name`` or a quoted path (``Text``). ``name`` is the alias, or the last part of the path.
    """

    module: Name | Text
    alias: Ident | None = None
    bindings: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Member(Node):
    """A label of an axis: ``male "Hombres"``; for a mapped axis also what it groups."""

    label: str
    titles: tuple[Title, ...] = ()
    groups: Expr | None = None


@dataclass(frozen=True, slots=True)
class Members(Node):
    """``male "Hombres", female "Mujeres"``."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Integers(Node):
    """``2005..2050``, ``0 to 110``: whole numbers, both ends in."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Bands(Node):
    """``00-04 to 80+ by 5``: ``low``..``last`` are lower bounds, ``open_end`` says ``80+``."""

    low: int
    last: int
    width: int
    open_end: bool
    digits: int  # how many digits a bound is written with: 2 in 00-04


@dataclass(frozen=True, slots=True)
class Every(Node):
    """``year by 5 from 2006``: groups of ``width`` members of ``parent``, the first starting at ``start``."""

    parent: Ident
    width: int
    start: Number | None = None


@dataclass(frozen=True, slots=True)
class AxisFile(Node):
    """``from "data/grd.csv" column code where kind = "cases" titled name en name_en``.

    Without ``column``: one label per row (seriatim). ``titles`` has the columns of the titles, each with its language.
    """

    path: Text
    column: Ident | None = None
    filters: tuple[Filter, ...] = ()
    titles: tuple[tuple[Ident, str | None], ...] = ()


AxisDefinition: TypeAlias = Members | Integers | Bands | Every | AxisFile


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisDecl(Declaration):
    """``time year = …``, ``axis age = …``, ``axis broad_age of age = young: …``."""

    definition: AxisDefinition
    of: Ident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Declaration):
    """A parameter, assumption, population, contribution, cost, reserve, premium or variable."""

    axes: tuple[Ident, ...] = ()
    unit: UnitText | None = None
    distribution: Distribution | None = None
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Declaration):
    """Numbers from a file, perhaps only for some cells, with formulas for others. One case at least is a file."""

    axes: tuple[Ident, ...] = ()
    unit: UnitText | None = None
    cases: tuple[FileCase | Case, ...] = ()
    interpolate: Interpolate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(Declaration):
    """``input expense[year] : money``, ``input time year``, ``input axis step of year``, ``input unit money``.

    ``what`` is ``quantity``, ``time``, ``axis`` or ``unit``.
    """

    what: str
    axes: tuple[Ident, ...] = ()
    unit: UnitText | None = None
    of: Ident | None = None
    default: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Declaration):
    """``function growth(x) = x / x[year-1] - 1``."""

    parameters: tuple[Ident, ...]
    formula: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Declaration):
    """``identity sums : a + b = c for year >= 2006``: two formulas that must be equal for all values."""

    left: Expr
    right: Expr
    selection: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Declaration):
    """``check adds_up : a = b + c within 1 MXN for year >= 2006``.

    ``deviates`` is read so that it can be refused where it stands.
    """

    condition: Expr
    within: Expr | None = None
    selection: Expr | None = None
    deviates: Deviation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect(Declaration):
    """``expect x[year, line] matches "file.csv" within 0.5%`` or ``expect x[2006] = 3 within 0.1 for …``.

    With ``file`` the ``condition`` is the index or name compared, else a comparison. At the top level
    the name is what stands before a ``:``, or is made from the position by the checks when empty.
    """

    condition: Expr
    file: FromFile | None = None
    within: Expr | None = None
    selection: Expr | None = None
    deviates: Deviation | None = None


@dataclass(frozen=True, slots=True)
class Given(Node):
    """``given wage_bill[2006] = 834_274 million MXN``; in a scenario ``set inflation = … for …``."""

    target: Name | Index
    value: Expr | None = None
    file: FromFile | None = None
    selection: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Declaration):
    """A small case. A test is named by its title; ``name`` is the title's text."""

    given: tuple[Given, ...] = ()
    expects: tuple[Expect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Declaration):
    """Another choice of assumptions."""

    extends: Ident | None = None
    settings: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Total(Node):
    """``with total "Ambos sexos" en "Both sexes" first``: after the members of an axis, or before them."""

    titles: tuple[Title, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Layout(Node):
    """``columns year in 2006, 2010``: an axis, which of its members (all if ``members`` is None), and their total."""

    axis: Name
    members: Expr | None = None
    total: Total | None = None


@dataclass(frozen=True, slots=True)
class Show(Node):
    """``show income, expense in million MXN(2005) where line = SEM``. ``unit`` may be the text ``%``.

    With a ``weight`` (``weighted by covered``) totals are means.
    """

    names: tuple[Expr, ...]
    unit: UnitText | None = None
    where: Expr | None = None
    weight: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Declaration):
    """A table of results, named by its title."""

    rows: tuple[Layout, ...] = ()
    columns: tuple[Layout, ...] = ()
    shows: tuple[Show, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Declaration):
    """``chart "…" : line of income, expense in million MXN by year in 2006..2050 where line = SEM``.

    ``form`` is one word or two, as written: ``line``, ``stacked bar``.
    """

    form: Ident
    names: tuple[Expr, ...]
    unit: UnitText | None = None
    by: tuple[Layout, ...] = ()
    where: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Declaration):
    """A declaration with a mistake in it: its kind and, if it could be read, its name.

    Whoever uses that name is not told that it is missing.
    """


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: its header, the path by which it was included, and its text, from which its places are."""

    header: Header
    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class Module:
    """A file: its declarations in order.

    Once it is loaded, the declarations of its ``parts`` stand in the places of its ``include`` lines.
    """

    source: Source
    declarations: tuple[Declaration, ...]
    parts: tuple[Part, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts that its declarations are from."""
        return (self.source, *(part.source for part in self.parts))

    def part_at(self, span: Span) -> str:
        """The name of the part that *span* is in; empty if it is in none."""
        return next((part.header.name.text for part in self.parts if part.source is span.source), "")
