"""Whether results can be given in the units they are asked for in: 1.7e308 is a number, and in per cent it is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.findings import beyond_unit
from semdsl.semantics.model import Model

LARGEST: Final = sys.float_info.max

Arrays = Mapping[str, NDArray[np.float64]]


def refused_sizes(model: Model, arrays: Arrays) -> tuple[Diagnostic, ...]:
    """The first value of *arrays* that is beyond every number in a unit it is given in.

    May report: ``overflow``.
    """
    for name, scale, unit in _small_units(model):
        if name not in arrays:
            continue
        beyond = np.argwhere(np.abs(arrays[name]) > LARGEST * scale)
        if len(beyond):
            cell = tuple(int(at) for at in beyond[0])
            return (beyond_unit(name, cell, unit, model),)
    return ()


def _small_units(model: Model) -> Iterator[tuple[str, float, str]]:
    """Each use of a quantity in a unit smaller than its base unit, such as ``%``: its name, that unit and its size."""
    uses = [(name, quantity.scale, quantity.shown) for name, quantity in model.quantities.items()]
    for check in model.checks:
        uses += [(side, check.scale, check.shown) for side in (check.left, check.right) if side]
    uses += [(one.target, one.scale, one.shown) for one in model.expectations]
    for report in model.tables:
        uses += [(shown.quantity, shown.scale, shown.unit_text) for shown in report.shown]
    return (use for use in uses if use[1] < 1)
