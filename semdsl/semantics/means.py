"""Which quotients are means by weights: `mean(x over age weighted by w)`, and the totals of lines that have weights."""

from __future__ import annotations

from collections.abc import Iterator

from semdsl.semantics.model import Aggregate, Arithmetic, Typed
from semdsl.semantics.rewrite import parts


def weighted_means(formula: Typed) -> Iterator[tuple[Arithmetic, Aggregate]]:
    """Each mean by weights in *formula*, with the sum of its weights."""
    for part in parts(formula):
        weights = weights_of(part)
        if weights is not None and isinstance(part, Arithmetic):
            yield part, weights


def weights_of(node: Typed) -> Aggregate | None:
    """The sum of the weights of *node*, if that is a mean by weights; a quotient of two sums that was written is none.

    What was written as one thing has one place, that of its quotient and of the sum above.
    """
    match node:
        case Arithmetic(op="/", left=Aggregate(body=Arithmetic(op="*", right=weight)) as above, right=below):
            is_mean = isinstance(below, Aggregate) and below.body == weight and above.span == node.span
            return below if is_mean and isinstance(below, Aggregate) else None
        case _:
            return None
