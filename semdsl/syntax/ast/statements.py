"""Declarations of what is worked out, stated or shown: functions, checks, tests, scenarios, reports and charts."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.syntax.ast.clauses import Deviation, FromFile
from semdsl.syntax.ast.declarations import Declaration
from semdsl.syntax.ast.expressions import Expr, Index, Name
from semdsl.syntax.ast.pieces import Ident, Node, Title, UnitText


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
