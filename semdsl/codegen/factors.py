"""Sums of products: factors that do not vary along the summed axes are multiplied once, after the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.semantics.model import Aggregate, Arithmetic, Constant, Typed
from semdsl.units.algebra import RATIO


def factored(node: Aggregate) -> Typed:
    """*node* with its constant factors outside; *node* itself if it has none, or is no sum or mean of a product.

    The region must have cells wherever the sum is wanted, or a factor would be computed that should not be.
    """
    if node.function not in ("sum", "mean"):
        return node
    above, below = _factors(node.body)
    inside = [part for part in above if _varies(part, node)]
    below_inside = [part for part in below if _varies(part, node)]
    out = [part for part in above if not _varies(part, node)]
    below_out = [part for part in below if not _varies(part, node)]
    if not inside or all(isinstance(part, Constant) for part in (*out, *below_out)):
        return node
    body = _chain(inside[0], inside[1:], below_inside)
    axes = tuple(axis for axis in body.axes if axis not in node.over)
    by = () if node.by is None or node.by in axes else (node.by,)
    return _chain(replace(node, body=body, axes=axes + by), out, below_out)


def _factors(body: Typed) -> tuple[list[Typed], list[Typed]]:
    """What *body* multiplies, and what it divides by, in the order of writing."""
    above: list[Typed] = []
    below: list[Typed] = []
    waiting: list[tuple[Typed, bool]] = [(body, True)]
    while waiting:
        node, on_top = waiting.pop()
        if isinstance(node, Arithmetic) and node.op in ("*", "/"):
            waiting.append((node.right, on_top if node.op == "*" else not on_top))
            waiting.append((node.left, on_top))
        else:
            (above if on_top else below).append(node)
    return above, below


def _varies(part: Typed, node: Aggregate) -> bool:
    return any(axis in node.over for axis in part.axes)


def _chain(first: Typed, above: Sequence[Typed], below: Sequence[Typed]) -> Typed:
    result = first
    for op, parts in (("*", above), ("/", below)):
        for part in parts:
            axes = tuple(dict.fromkeys((*result.axes, *part.axes)))
            result = Arithmetic(op=op, left=result, right=part, span=part.span, axes=axes, unit=RATIO)
    return result
