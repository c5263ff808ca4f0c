"""What belongs to a declaration: its attributes, its cases, and the files it reads."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.syntax.ast.expressions import Expr, Text
from semdsl.syntax.ast.pieces import Ident, Node, UnitText


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


COMPARISONS = ("<", "<=", ">", ">=")
"""The signs of a ``Filter`` that compare numbers."""


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``kind = "leaf"``, ``sex in "male", "female"``, ``age <= 61``: which rows of a file are read.

    ``op`` is ``=``, ``!=`` or ``in``, which compare texts, or one of ``COMPARISONS``, after which stands a number;
    only after ``in`` there may be several ``values``.
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
