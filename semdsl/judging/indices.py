"""Whether the price indices of a run are 1 in their base year, whatever makes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.places import case_of, place_given
from semdsl.interpret.problem import Cell
from semdsl.semantics.findings.magnitudes import not_one_in_base_year
from semdsl.semantics.model import Arithmetic, Model, Quantity, Ref, Shift
from semdsl.semantics.operators import number_of
from semdsl.semantics.price_indices import TOLERANCE, price_indices

Arrays = Mapping[str, NDArray[np.float64]]


def doubtful_indices(
    names: Collection[str], model: Model, arrays: Arrays
) -> Iterator[tuple[str, Diagnostic]]:
    """Each price index among *names* that is not 1 in its base year, and a warning with the first such value.

    May report: ``wrong-unit``.
    """
    for index in price_indices(model, names):
        quantity = index.quantity
        in_base_year = [index.at if axis == index.axis.name else slice(None) for axis in quantity.axes]
        values = arrays[quantity.name]
        wrong = np.zeros(values.shape, dtype=np.bool_)
        wrong[tuple(in_base_year)] = np.abs(values[tuple(in_base_year)] - 1) > TOLERANCE
        if wrong.any():
            cell = tuple(int(at) for at in np.argwhere(wrong)[0])
            place = place_given(quantity, cell)
            if place is not None and not _is_told_elsewhere(quantity, cell, model):
                yield quantity.name, not_one_in_base_year(quantity, index.year, place, float(values[cell]))


def _is_told_elsewhere(quantity: Quantity, cell: Cell, model: Model) -> bool:
    """Whether the value of *cell* is that of another index in that year, to which an input is bound, or 1 over it."""
    case = case_of(quantity, cell)
    formula = None if case is None else case.formula
    if isinstance(formula, Arithmetic) and formula.op == "/" and number_of(formula.left) == 1:
        formula = formula.right
    if not isinstance(formula, Ref):
        return False
    other = model.quantities[formula.name]
    return not other.partial and all(isinstance(at, Shift) and at.steps == 0 for at in formula.at)
