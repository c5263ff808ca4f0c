"""What can be wrong with the order of computation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import Said, joined, say
from semdsl.graph.dependencies import Use
from semdsl.graph.waves import Cell, CellGraph, Way
from semdsl.semantics.model import Aggregate, Model, Shift, Sought
from semdsl.semantics.rewrite import parts, references
from semdsl.source import Span

MOST_LABELS = 8  # of a long way round


def cycle(way: Way, graph: CellGraph) -> Diagnostic:
    """Report cells that need themselves; *way* is the way round.

    A computed place may be any along its axis, of which the one that is meant need not be on the way.
    """
    names = [_shown(graph, cell) for cell, _ in way]
    names.append(names[0])
    quoted = [f"`{name}`" for name in names]
    labels = [_needed(use, own, other) for (_, use), own, other in zip(way, quoted, quoted[1:], strict=False)]
    sought = next((axis for _, use in way for axis in _computed_along(graph.model, use)), "")
    first = way[0][0].formula.name
    return Diagnostic(
        code="cycle",
        message=_may_need_itself(quoted) if sought else _needs_itself(quoted),
        labels=tuple(labels[:MOST_LABELS]),
        help=_no_computed_place(sought) if sought else _way_out(graph.model, first, way),
    )


def _needed(use: Use, own: str, other: str) -> Label:
    if any(isinstance(place, Sought) for place in use.ref.at):
        return Label(
            use.span, say("which cell this is, is known in the run alone: {other} too may be it", other=other)
        )
    if own == other:
        return Label(use.span, say("{cell} needs itself", cell=own))
    return Label(use.span, say("{one} needs {other}", one=own, other=other))


def _computed_along(model: Model, use: Use) -> Iterator[str]:
    """The axes along which *use* reads a computed place."""
    axes = model.quantities[use.name].axes
    return (axis for axis, place in zip(axes, use.ref.at, strict=True) if isinstance(place, Sought))


def _needs_itself(quoted: Sequence[str]) -> Said:
    """*quoted* are the cells on the way round, the first of them also as the last."""
    if len(quoted) == 2:
        return say("{cell} needs its own value", cell=quoted[0])
    if len(quoted) <= MOST_LABELS + 1:
        return say("{cell} needs itself: {way}", cell=quoted[0], way=" → ".join(quoted))
    return say("{cell} needs itself, by way of {count} other values", cell=quoted[0], count=len(quoted) - 2)


def _may_need_itself(quoted: Sequence[str]) -> Said:
    if len(quoted) == 2:
        return say("{cell} may need its own value: it reads a place that is computed", cell=quoted[0])
    if len(quoted) <= MOST_LABELS + 1:
        return say(
            "{cell} may need itself, through a place that is computed: {way}",
            cell=quoted[0],
            way=" → ".join(quoted),
        )
    return say(
        "{cell} may need itself, through a place that is computed, by way of {count} other values",
        cell=quoted[0],
        count=len(quoted) - 2,
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


def _no_computed_place(axis: str) -> Said:
    return say(
        "a recursion reads a label or a fixed step, such as `[{axis}-1]`, so that its order is known; "
        "for a computed place, let the cells that are read be a quantity of their own",
        axis=axis,
    )


def _way_out(model: Model, name: str, way: Way) -> Said:
    """What to do about cells that need themselves; last period's value may be meant along time, and nowhere else."""
    use = way[0][1].ref
    common = [axis for axis in model.quantities[name].axes if axis in model.quantities[use.name].axes]
    times = [axis for axis in common if model.axes[axis].form == "time" and model.axes[axis].parent is None]
    moved = any(not isinstance(place, Shift) or place.steps for place in use.at)
    if times and not moved:
        return say("use last {axis}'s value? write `{needed}[{axis}-1]`", axis=times[0], needed=use.name)
    if any(_is_chosen_in_a_sum(model, use) for _, use in way):
        return say(
            "a sum reads every cell that it runs over, also one that is left out by `if` or counts 0 times: "
            "keep the figures that are given in a quantity of their own, and add up that"
        )
    return say("leave one of these references out, or give its cells a formula of their own")


def _is_chosen_in_a_sum(model: Model, use: Use) -> bool:
    """Whether *use* is one of several things in a sum, which may say of which cells it counts."""
    formula = model.quantities[use.formula.name].cases[use.formula.case].formula
    sums = (node.body for node in parts(formula) if isinstance(node, Aggregate))
    return any(part is use.ref for body in sums if body is not use.ref for part in references(body))


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
