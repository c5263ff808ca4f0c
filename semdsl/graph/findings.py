"""What can be wrong with the order of computation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import Said, joined, say
from semdsl.graph.waves import Cell, CellGraph, Way
from semdsl.semantics.model import Model, Ref, Shift
from semdsl.source import Span

MOST_LABELS = 8  # of a long way round


def cycle(way: Way, graph: CellGraph) -> Diagnostic:
    """Report cells that need themselves; *way* is the way round."""
    names = [_shown(graph, cell) for cell, _ in way]
    names.append(names[0])
    quoted = [f"`{name}`" for name in names]
    labels = [
        Label(
            use.span,
            say("{one} needs {other}", one=own, other=other)
            if own != other
            else say("{cell} needs itself", cell=own),
        )
        for (_, use), own, other in zip(way, quoted, quoted[1:], strict=False)
    ]
    first = way[0][0].formula.name
    if len(way) == 1:
        message = say("{cell} needs its own value", cell=quoted[0])
    elif len(way) <= MOST_LABELS:
        message = say("{cell} needs itself: {way}", cell=quoted[0], way=" → ".join(quoted))
    else:
        message = say(
            "{cell} needs itself, by way of {count} other values", cell=quoted[0], count=len(way) - 1
        )
    return Diagnostic(
        code="cycle",
        message=message,
        labels=tuple(labels[:MOST_LABELS]),
        help=_way_out(graph.model, first, way[0][1].ref),
    )


def recursion_too_large(names: Sequence[str], model: Model) -> Diagnostic:
    """Report names that need each other along several axes at once, in more cells than can be computed one by one."""
    message = (
        say(
            "`{name}` needs other cells of itself, not in order along any one axis, "
            "and in too many cells to compute one by one",
            name=names[0],
        )
        if len(names) == 1
        else say(
            "{names} need each other, not in order along any one axis, "
            "and in too many cells to compute one by one",
            names=_some(names),
        )
    )
    span = model.quantities[names[0]].span
    return Diagnostic(
        code="recursion-too-large",
        message=message,
        labels=() if span is None else (Label(span, say("the recursion begins here")),),
        help=say("write the references so that along one axis all of them look back, as `x[year-1]` does"),
    )


def _some(names: Sequence[str], most: int = 3) -> Said:
    """The first *most* of *names*, each after an ``and``."""
    some = say("`{name}`", name=names[0])
    for name in names[1:most]:
        some = say("{others} and {last}", others=some, last=say("`{name}`", name=name))
    return say("{some} and others", some=some) if len(names) > most else some


def _shown(graph: CellGraph, cell: Cell) -> str:
    """``reserve``, or ``reserve[2010]`` where the place matters."""
    axes = graph.axes[cell.formula.name]
    if not axes:
        return cell.formula.name
    labels = (graph.model.axes[axis].labels[at] for axis, at in zip(axes, cell.place, strict=True))
    return f"{cell.formula.name}[{', '.join(labels)}]"


def _way_out(model: Model, name: str, use: Ref) -> Said:
    needed = use.name
    common = [axis for axis in model.quantities[name].axes if axis in model.quantities[needed].axes]
    ordered = sorted(
        (model.axes[axis] for axis in common if model.axes[axis].ordered and model.axes[axis].parent is None),
        key=lambda axis: axis.form != "time",
    )
    moved = any(not isinstance(place, Shift) or place.steps for place in use.at)
    if not ordered or moved:
        return say("leave one of these references out, or give its cells a formula of their own")
    axis = ordered[0]
    if axis.form == "time":
        return say("use last {axis}'s value? write `{needed}[{axis}-1]`", axis=axis.name, needed=needed)
    return say("use the previous {axis}'s value? write `{needed}[{axis}-1]`", axis=axis.name, needed=needed)


def too_many_axes(
    name: str, axes: Sequence[str], span: Span | None, most: int, *, compared: bool = False
) -> Diagnostic:
    """Report the quantity *name*, or a part of a formula, that varies by too many axes, or a formula *compared* so."""
    message = (
        say(
            "`{formula}` stands here in the cells of {count} axes, and at most {most} are possible",
            formula=name,
            count=len(axes),
            most=most,
        )
        if compared
        else say(
            "`{name}` varies by {count} axes, and at most {most} are possible",
            name=name,
            count=len(axes),
            most=most,
        )
        if name
        else say(
            "this part of the formula varies by {count} axes, and at most {most} are possible",
            count=len(axes),
            most=most,
        )
    )
    return Diagnostic(
        code="too-many-axes",
        message=message,
        labels=() if span is None else (Label(span, say("here")),),
        help=say("leave out axes, or put several into one whose members are their combinations"),
    )


def too_many_cells(name: str, axes: Sequence[str], span: Span | None, most: int, model: Model) -> Diagnostic:
    """Report the quantity *name*, or a part of a formula, that varies by too much."""
    sizes = [len(model.axes[axis]) for axis in axes]
    what = say("`{name}`", name=name) if name else say("this part of the formula")
    along = joined(
        (say("{size:,} of `{axis}`", size=size, axis=axis) for axis, size in zip(axes, sizes, strict=True)),
        " × ",
    )
    return Diagnostic(
        code="too-many-cells",
        message=say(
            "{what} has {cells:,} cells, and at most {most:,} are computed",
            what=what,
            cells=prod(sizes),
            most=most,
        ),
        labels=() if span is None else (Label(span, along),),
        help=say("leave out an axis, or make one of them shorter or coarser"),
    )


def too_many_cells_in_all(
    names: Sequence[str], sizes: Mapping[str, int], total: int, most: int, model: Model
) -> Diagnostic:
    """Report quantities that have too many cells together; *names* are the largest."""
    places = ((model.quantities[name].span, say("{cells:,} cells", cells=sizes[name])) for name in names)
    return Diagnostic(
        code="too-many-cells",
        message=say(
            "the quantities of this model have {total:,} cells together, and at most {most:,} are computed",
            total=total,
            most=most,
        ),
        labels=tuple(Label(span, text) for span, text in places if span is not None),
        help=say("leave out an axis, or make one of them shorter or coarser"),
    )
