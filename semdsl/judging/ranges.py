"""Whether the assumptions of a run lie within the ranges they were given, whatever a formula makes of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.ranges import outside, slack
from semdsl.semantics.model import Model

Arrays = Mapping[str, NDArray[np.float64]]


def refused_ranges(names: Collection[str], model: Model, arrays: Arrays) -> tuple[Diagnostic, ...]:
    """Of each of *names* the first value outside its range.

    May report: ``outside-range``.
    """
    found: list[Diagnostic] = []
    for name in names:
        limits = model.quantities[name].limits
        if limits is None:
            continue
        low, high = slack(limits)
        values = arrays[name]
        beyond = np.argwhere((values < low) | (values > high))
        if len(beyond):
            cell = tuple(int(at) for at in beyond[0])
            found.append(outside(name, cell, float(values[cell]), model))
    return tuple(found)
