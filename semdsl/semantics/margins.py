"""Totals along axes, as a checked model has them: where a report shows them, and which quantities they are."""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Total:
    """What is added up ``over`` some axes: ``quantity`` names the partial one made for it, on the others.

    ``tolerance`` names another one, how far an expectation lets it lie from the figure, if it is absolute, and
    ``stated`` one more, how far it is known to lie from it.
    """

    over: tuple[str, ...]
    quantity: str
    tolerance: str = ""
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Margin:
    """Where a report has a total along ``axis``: after its members, or ``first``. Without ``titles`` it is `Total`."""

    axis: str
    titles: tuple[ast.Title, ...] = ()
    first: bool = False
