"""Declarations of what there is: headers, units, axes, quantities, tables and inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from semdsl.syntax.ast.clauses import Attribute, Case, Distribution, FileCase, Filter, Interpolate
from semdsl.syntax.ast.expressions import Argument, Expr, Name, Number, Text
from semdsl.syntax.ast.pieces import Ident, Node, Title, UnitText


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
