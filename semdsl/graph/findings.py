"""What can be wrong with the order of computation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.graph.waves import Cell, CellGraph, Way
from semdsl.semantics.model import Axis, Model
from semdsl.source import Span

MOST_LABELS = 8  # of a long way round


def cycle(way: Way, graph: CellGraph) -> Diagnostic:
    """Report cells that need themselves; *way* is the way round."""
    names = [_shown(graph, cell) for cell, _ in way]
    names.append(names[0])
    quoted = [f"`{name}`" for name in names]
    labels = [
        Label(use.span, f"{own} needs {other}" if own != other else f"{own} needs itself")
        for (_, use), own, other in zip(way, quoted, quoted[1:], strict=False)
    ]
    first = way[0][0].formula.name
    if len(way) == 1:
        message = f"{quoted[0]} needs its own value"
    elif len(way) <= MOST_LABELS:
        message = f"{quoted[0]} needs itself: {' → '.join(quoted)}"
    else:
        message = f"{quoted[0]} needs itself, by way of {len(way) - 1} other values"
    return Diagnostic(
        code="cycle",
        message=message,
        labels=tuple(labels[:MOST_LABELS]),
        help=_way_out(graph.model, first, way[0][1].name),
    )


def recursion_too_large(names: Sequence[str], model: Model) -> Diagnostic:
    """Report names that need each other along several axes at once, in more cells than can be computed one by one."""
    quoted = " and ".join(f"`{name}`" for name in names[:3]) + (" and others" if len(names) > 3 else "")
    needs = "needs other cells of itself" if len(names) == 1 else "need each other"
    span = model.quantities[names[0]].span
    return Diagnostic(
        code="recursion-too-large",
        message=f"{quoted} {needs}, not in order along any one axis, and in too many cells to compute one by one",
        labels=() if span is None else (Label(span, "the recursion begins here"),),
        help="write the references so that along one axis all of them look back, as `x[year-1]` does",
    )


def _shown(graph: CellGraph, cell: Cell) -> str:
    """``reserve``, or ``reserve[2010]`` where the place matters."""
    axes = graph.axes[cell.formula.name]
    if not axes:
        return cell.formula.name
    labels = (graph.model.axes[axis].labels[at] for axis, at in zip(axes, cell.place, strict=True))
    return f"{cell.formula.name}[{', '.join(labels)}]"


def _way_out(model: Model, name: str, needed: str) -> str:
    common = [axis for axis in model.quantities[name].axes if axis in model.quantities[needed].axes]
    ordered = sorted(
        (model.axes[axis] for axis in common if model.axes[axis].ordered and model.axes[axis].parent is None),
        key=lambda axis: axis.form != "time",
    )
    if not ordered:
        return "leave one of these references out, or give its cells a formula of their own"
    return f"use {_last(ordered[0])} value? write `{needed}[{ordered[0].name}-1]`"


def _last(axis: Axis) -> str:
    return f"last {axis.name}'s" if axis.form == "time" else f"the previous {axis.name}'s"


def too_many_axes(name: str, axes: Sequence[str], span: Span | None, most: int) -> Diagnostic:
    """Report the quantity *name*, or a part of a formula, that varies by too many axes."""
    what = f"`{name}`" if name else "this part of the formula"
    return Diagnostic(
        code="too-many-axes",
        message=f"{what} varies by {len(axes)} axes, and at most {most} are possible",
        labels=() if span is None else (Label(span, "here"),),
        help="leave out axes, or put several into one whose members are their combinations",
    )


def too_many_cells(name: str, axes: Sequence[str], span: Span | None, most: int, model: Model) -> Diagnostic:
    """Report the quantity *name*, or a part of a formula, that varies by too much."""
    sizes = [len(model.axes[axis]) for axis in axes]
    what = f"`{name}`" if name else "this part of the formula"
    along = " × ".join(f"{size:,} of `{axis}`" for axis, size in zip(axes, sizes, strict=True))
    return Diagnostic(
        code="too-many-cells",
        message=f"{what} has {prod(sizes):,} cells, and at most {most:,} are computed",
        labels=() if span is None else (Label(span, along),),
        help="leave out an axis, or make one of them shorter or coarser",
    )


def too_many_cells_in_all(
    names: Sequence[str], sizes: Mapping[str, int], total: int, most: int, model: Model
) -> Diagnostic:
    """Report quantities that have too many cells together; *names* are the largest."""
    places = ((model.quantities[name].span, f"{sizes[name]:,} cells") for name in names)
    return Diagnostic(
        code="too-many-cells",
        message=f"the quantities of this model have {total:,} cells together, and at most {most:,} are computed",
        labels=tuple(Label(span, text) for span, text in places if span is not None),
        help="leave out an axis, or make one of them shorter or coarser",
    )
