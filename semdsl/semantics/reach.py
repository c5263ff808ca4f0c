"""References beyond the end of an axis: an error only where some case needs the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics import findings, mending
from semdsl.semantics.model import (
    Aggregate,
    Axis,
    Case,
    Cumulative,
    Fixed,
    Mapped,
    Override,
    Quantity,
    Ref,
    Region,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
    children,
)
from semdsl.semantics.regions import All, Among, Never, region_of, selection_of
from semdsl.semantics.spaces import Work


@dataclass(frozen=True, slots=True)
class Miss:
    """A reference that leaves an axis: along which axis of the formula, for which positions of it."""

    reference: Ref | Spread
    dimension: str  # the axis that is left
    along: str  # the axis of the formula that leads there; empty if the place is fixed
    positions: tuple[int, ...]


Cells = Mapping[str, Sequence[int]]


def beyond(
    quantity: Quantity, axes: Mapping[str, Axis], quantities: Mapping[str, Quantity]
) -> list[Diagnostic]:
    """What *quantity* reads beyond an axis: one finding for each reference and case."""
    found: list[Diagnostic] = []
    for case in quantity.cases:
        seen: set[int] = set()
        for box in case.region.boxes:
            cells = {name: box.along(name, len(axes[name])) for name in quantity.axes}
            for miss in misses(case.formula, cells, axes, quantities):
                if id(miss.reference) not in seen:
                    seen.add(id(miss.reference))
                    found.append(_finding(quantity, case, miss, axes))
    return found


def beyond_setting(override: Override, work: Work) -> list[Diagnostic]:
    """What the formula that a scenario or a test sets reads beyond an axis, for the cells that it sets."""
    if override.formula is None:
        return []
    case = Case(override.region, override.formula, span=override.span)
    found: dict[int, Diagnostic] = {}
    for box in override.region.boxes:
        cells = {name: box.along(name, len(work.axes[name])) for name in work.signatures[override.name].axes}
        for miss in misses(override.formula, cells, work.axes, {}, work):
            left, along = work.axes[miss.dimension], work.axes.get(miss.along)
            finding = findings.places.beyond_axis(
                case, miss.reference, left, along, miss.positions, asked=True
            )
            found.setdefault(id(miss.reference), finding)
    return list(found.values())


def _finding(quantity: Quantity, case: Case, miss: Miss, axes: Mapping[str, Axis]) -> Diagnostic:
    beside = [axes[name] for name in quantity.axes if name != miss.along]
    if isinstance(miss.reference, Ref) and miss.reference.name == quantity.name and miss.along:
        along = axes[miss.along]
        found = findings.places.no_start(quantity, case, miss.reference, along, miss.positions, beside)
        found = mending.of_start(found, miss.reference, miss.positions, along)
        return mending.of_other_start(found, quantity, miss.positions, along)
    return findings.places.beyond_axis(
        case,
        miss.reference,
        axes[miss.dimension],
        axes.get(miss.along),
        miss.positions,
        beside,
        asked=quantity.partial,
        running=miss.along not in quantity.axes,
    )


def inside(node: Typed, over: Sequence[str], cells: Region, work: Work) -> Region:
    """Those of *cells* for which *node* reads nothing beyond an axis: what a report can show."""
    kept = selection_of(cells)
    sizes = work.sizes(over)
    for box in cells.boxes:
        whole = {name: box.along(name, len(work.axes[name])) for name in over}
        for miss in misses(node, whole, work.axes, {}, work):
            bad = Among(miss.along, frozenset(miss.positions))
            kept = All((kept, Never(bad))) if miss.along in over else Never(All())
    return region_of(kept, sizes)


def misses(
    node: Typed,
    cells: Cells,
    axes: Mapping[str, Axis],
    quantities: Mapping[str, Quantity],
    work: Work | None = None,
) -> list[Miss]:
    """Every reference in *node* that leaves an axis for some of *cells*."""
    found: list[Miss] = []
    match node:
        case Ref():
            found.extend(_reference_misses(node, cells, axes, quantities, work))
        case Spread(fine=fine, coarse=coarse):
            groups = axes[coarse].groups
            outside = tuple(at for at in cells.get(fine, ()) if groups[at] < 0)
            if outside:
                found.append(Miss(node, coarse, fine, outside))
        case _:
            pass
    if isinstance(node, Aggregate | Cumulative):
        over = node.over if isinstance(node, Aggregate) else (node.axis,)
        for box in node.region.boxes:
            own: Cells = {name: box.along(name, len(axes[name])) for name in over}
            if isinstance(node, Aggregate) and node.by is not None:
                own = _grouped(own, axes[node.by], cells)
            found.extend(misses(node.body, {**cells, **own}, axes, quantities, work))
        return found
    if isinstance(node, Seek):
        own = {node.axis: range(len(axes[node.axis]))}
        return misses(node.condition, {**cells, **own}, axes, quantities, work)
    if isinstance(node, Spread):
        own = {node.coarse: range(len(axes[node.coarse]))}
        return found + misses(node.body, {**cells, **own}, axes, quantities, work)
    for part in children(node):
        found.extend(misses(part, cells, axes, quantities, work))
    return found


def _grouped(own: Cells, by: Axis, cells: Cells) -> Cells:
    """*own*, where the parent of *by* has only members of the groups in *cells*."""
    wanted = set(cells.get(by.name, range(len(by))))
    return {
        name: [at for at in positions if by.groups[at] in wanted] if name == by.parent else positions
        for name, positions in own.items()
    }


def _reference_misses(
    node: Ref,
    cells: Cells,
    axes: Mapping[str, Axis],
    quantities: Mapping[str, Quantity],
    work: Work | None,
) -> list[Miss]:
    if node.name in quantities:
        dims = quantities[node.name].axes
    elif work is not None and node.name in work.signatures:
        dims = work.signatures[node.name].axes
    else:
        return []
    found: list[Miss] = []
    for name, at in zip(dims, node.at, strict=True):
        size = len(axes[name])
        match at:
            case Shift(axis=along, steps=steps) if steps:
                outside = tuple(own for own in cells.get(along, ()) if not 0 <= own + steps < size)
                if outside:
                    found.append(Miss(node, name, along, outside))
            case Mapped(axis=along, table=table):
                outside = tuple(own for own in cells.get(along, ()) if table[own] < 0)
                if outside:
                    found.append(Miss(node, name, along, outside))
            case Fixed(position=position) if position < 0:
                found.append(Miss(node, name, "", ()))
            case Shift() | Fixed() | Sought():
                pass
    return found
