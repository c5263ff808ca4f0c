"""Whether the weights of means are sizes in a run: with one below 0 a mean may lie beyond all that it is of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.findings import amount, authors_cell
from semdsl.interpret.operations import Floats
from semdsl.interpret.places import Here, case_of, cells
from semdsl.interpret.problem import Cell
from semdsl.semantics.findings.magnitudes import weight_below_zero
from semdsl.semantics.made import MEAN
from semdsl.semantics.means import weighted_means, weights_of
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Cumulative,
    If,
    Model,
    Quantity,
    Ref,
    Spread,
    Typed,
)
from semdsl.semantics.rewrite import references

Arrays = Mapping[str, NDArray[np.float64]]

MOST_READS: Final = 200_000
"""Cells that are read to find the cell of a weight below 0, of the means of one run together: about a second."""

_ROUNDING: Final = 1e-9  # part of the largest weight of a mean


def needed_for_weights(names: Collection[str], model: Model) -> list[str]:
    """What has to be known to look at the weights of means in *names*: these themselves, and what they read."""
    found: list[str] = []
    for name in names:
        formulas = [case.formula for case in model.quantities[name].cases]
        if any(True for formula in formulas for _ in weighted_means(formula)):
            found += [name, *(ref.name for formula in formulas for ref in references(formula))]
    return list(dict.fromkeys(found))


def doubtful_weights(
    names: Collection[str], model: Model, arrays: Arrays
) -> Iterator[tuple[str, Diagnostic]]:
    """Each of *names* with a mean by a weight below 0, and a warning with the first such cell.

    May report: ``negative-weight``.
    """
    reads = _Reads(arrays)
    for name in names:
        quantity = model.quantities[name]
        if any(_is_in_doubt(formula, arrays) for formula in (case.formula for case in quantity.cases)):
            below = _first_below(quantity, model, reads)
            if below is not None:
                yield name, below


def _is_in_doubt(formula: Typed, arrays: Arrays) -> bool:
    """Whether a mean in *formula* may have a weight below 0, and what it reads is known."""
    sums = [weights for _, weights in weighted_means(formula)]
    known = all(ref.name in arrays for ref in references(formula)) if sums else False
    return known and any(_may_be_below_zero(weights.body, arrays) for weights in sums)


def _may_be_below_zero(node: Typed, arrays: Arrays) -> bool:
    """Whether *node* may be below 0, as far as the signs of what it is made of tell."""
    match node:
        case Ref(name=name):
            return bool((arrays[name] < 0).any())
        case Constant(value=value):
            return value < 0
        case Arithmetic(op="+" | "*" | "/", left=left, right=right):
            return _may_be_below_zero(left, arrays) or _may_be_below_zero(right, arrays)
        case Arithmetic(op="^", left=left):
            return _may_be_below_zero(left, arrays)
        case If(then=then, otherwise=otherwise):
            return _may_be_below_zero(then, arrays) or _may_be_below_zero(otherwise, arrays)
        case Apply(function="exp" | "abs" | "sqrt"):
            return False
        case Aggregate(body=body) | Cumulative(body=body) | Spread(body=body):
            return _may_be_below_zero(body, arrays)
        case _:
            return True


class _Spent(Exception):
    """More cells were read than looking for one is worth."""


@dataclass(slots=True)
class _Reads:
    """The cells of *arrays*, until too many were read."""

    arrays: Arrays
    left: int = MOST_READS

    def __call__(self, name: str, cell: Cell) -> float:
        self.left -= 1
        if self.left < 0:
            raise _Spent
        return float(self.arrays[name][cell])


class _Below(Exception):
    """A weight of ``mean`` is below 0."""

    def __init__(self, mean: Typed, weights: Aggregate, place: Here, weight: float) -> None:
        super().__init__()
        self.mean, self.weights, self.place, self.weight = mean, weights, place, weight


class _Looking(Evaluator[float]):
    """Computes formulas, and looks at the weights of each mean that is wanted."""

    def value(self, node: Typed, here: Here) -> float:
        weights = weights_of(node)
        if weights is not None:
            found = [(Evaluator.value(self, weights.body, at), at) for at in self.runs_over(weights, here)]
            largest = max([abs(weight) for weight, _ in found], default=0.0)
            for weight, at in found:
                if weight < -_ROUNDING * largest:
                    raise _Below(node, weights, at, weight)
        return Evaluator.value(self, node, here)


def _first_below(quantity: Quantity, model: Model, reads: _Reads) -> Diagnostic | None:
    looking = _Looking(model, Floats(), reads)
    try:
        for cell in cells(quantity, model):
            case = case_of(quantity, cell)
            if case is not None and any(True for _ in weighted_means(case.formula)):
                looking.value(case.formula, dict(zip(quantity.axes, cell, strict=True)))
    except _Below as below:
        over = {axis: at for axis, at in below.place.items() if axis in below.weights.over}
        return weight_below_zero(
            authors_cell(quantity.name, cell, model),
            below.weights.body,
            amount(below.weight, below.weights.body.unit),
            ", ".join(model.axes[axis].labels[at] for axis, at in over.items()),
            below.mean.span,
            is_total=quantity.name.startswith(MEAN),
        )
    except (_Spent, Failed):
        return None
    return None
