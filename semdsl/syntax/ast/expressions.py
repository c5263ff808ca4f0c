"""Expressions: formulas and selections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from semdsl.syntax.ast.pieces import Ident, Node, UnitText


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
