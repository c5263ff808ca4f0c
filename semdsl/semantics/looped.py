"""The names of what is made to solve a loop: with a blank in them, so that no author can write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from semdsl.semantics.model import Quantity
from semdsl.syntax import ast

LOOP: Final = "loop"
"""The kind of a quantity that is made to solve a loop."""

FLAG: Final = "simultaneous"
"""The attribute of a quantity that may stand in a loop."""

_SOLVED: Final = " solved"
_IS_SOLVED: Final = re.compile(rf"{_SOLVED}( \(\d+\))?")


def without(name: str, unknowns: Sequence[str]) -> str:
    """What is left of *name* if the *unknowns* are 0."""
    return f"{name} without {' and '.join(unknowns)}"


def per(name: str, unknown: str) -> str:
    """By how much *name* rises with a unit of *unknown*."""
    return f"{name} per {unknown}"


def solved(name: str) -> str:
    """The value of *name* that solves its loop."""
    return f"{name}{_SOLVED}"


def equation(name: str) -> str:
    """The formula of *name* as it was written, at the solution."""
    return f"{name} equation"


def size(name: str) -> str:
    """The sum of the absolute values of the terms of *name*."""
    return f"{name} size"


def rounding(name: str) -> str:
    """How far *name* may be from its formula, by rounding."""
    return f"{name} rounding"


def is_solution(quantity: Quantity) -> bool:
    """Whether *quantity* divides by the determinant of a loop."""
    return quantity.kind == LOOP and _IS_SOLVED.search(quantity.name) is not None


def name_shown(quantity: Quantity) -> str:
    """What a message calls *quantity*: of one made for a loop, the name of the author's quantity.

    Of a formula in a statement, as one side of a check, it is that formula as it is written.
    """
    if quantity.kind == LOOP:
        return quantity.name.split(" ")[0]
    return (
        quantity.span.flat if " " in quantity.name and quantity.partial and quantity.span else quantity.name
    )


def is_marked(own: Quantity | ast.Declaration) -> bool:
    """Whether the author marked *own*, or one of its cases, `simultaneous`."""
    cases = own.cases if isinstance(own, Quantity | ast.Quantity) else ()
    attributes = (*own.attributes, *(one for case in cases for one in case.attributes))
    return any(one.word == FLAG for one in attributes)
