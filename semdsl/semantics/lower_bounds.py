"""Arithmetic with the number of a band, which is its lower bound where its middle is meant."""

from __future__ import annotations

from collections.abc import Iterator

from semdsl.semantics import findings
from semdsl.semantics.axes import last_number
from semdsl.semantics.model import Aggregate, Arithmetic, Axis, Coordinate, Quantity, Typed
from semdsl.semantics.rewrite import parts
from semdsl.semantics.spaces import Work


def check_lower_bounds(quantity: Quantity, work: Work) -> None:
    """Notice the first `n * age`, `65 - age` or `v ^ age` of *quantity* on an axis of bands.

    A number that is taken off, as in `age - 20`, counts from a band on, and one that is put on, as in `age + 2`, is
    a point that was chosen within the band: neither is told.
    May report: ``lower-bound``.
    """
    for case in quantity.cases:
        for number in _calculated_with(case.formula):
            axis = work.axes[number.axis]
            width = _width(axis)
            if width > 1 and not 0 < number.plus < width:
                work.report(findings.axes.lower_bound(number.span, axis, f"{width / 2:g}"))
                return


def _calculated_with(formula: Typed) -> Iterator[Coordinate]:
    for node in parts(formula):
        if isinstance(node, Aggregate) and isinstance(node.body, Coordinate):
            yield node.body
        if not isinstance(node, Arithmetic):
            continue
        if isinstance(node.right, Coordinate) and node.op != "+":
            yield node.right
        if isinstance(node.left, Coordinate) and node.op in ("*", "/", "^"):
            yield node.left


def _width(axis: Axis) -> float:
    """How many numbers the first band of *axis* has; 1 of any other axis."""
    if axis.form != "banded" or axis.coordinates is None:
        return 1.0
    return last_number(axis, 0) - axis.coordinates[0] + 1
