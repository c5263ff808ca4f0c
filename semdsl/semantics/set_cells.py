"""Which cells of a quantity a scenario or a test sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from semdsl.semantics import findings
from semdsl.semantics.context import Context
from semdsl.semantics.model import Box, Override, Region
from semdsl.semantics.regions import All, Selection, common, region_of, without
from semdsl.semantics.rewrite import references
from semdsl.semantics.selections import read_selection
from semdsl.semantics.spaces import QuantityEntry, Signature, Space, Work
from semdsl.syntax import ast


def set_cells(given: ast.Given, entry: QuantityEntry, own: Signature, space: Space, work: Work) -> Region:
    """The cells of *own* that *given* gives another value: those of its places and of what it chooses."""
    if entry.space.are_lost(entry.declaration.axes):
        return Region(())
    context = Context(work, space, frozenset(own.axes), declared=entry.declaration)
    before = len(work.found)
    chosen: list[Selection] = []
    if isinstance(given.target, ast.Index):
        chosen.extend(_set_place(place, own, context) for place in given.target.places)
    if given.selection is not None:
        chosen.append(read_selection(given.selection, context, own.axes))
    cells = region_of(All(tuple(chosen)), work.sizes(own.axes))
    if not cells.boxes and len(work.found) == before:
        where = given.selection or given.target
        work.report(findings.selections.selects_nothing(where, "set"))
    return cells


def _set_place(place: ast.Place, own: Signature, context: Context) -> Selection:
    if place.axis is None:
        return read_selection(place.value, context, own.axes)
    named = ast.Name(place.axis.text, span=place.axis.span)
    whole = ast.Binary("in", named, place.value, span=place.span)
    return read_selection(whole, context, own.axes)


def set_once(overrides: Sequence[Override], work: Work) -> None:
    """No one of *overrides*, which one scenario or test makes, undoes one before it without a word.

    One for a part of the cells of an earlier one is an exception to it. One that is made of the value before,
    ``set k = 2 * k``, goes on from it.

    May report: ``overlap``.
    """
    by_name: dict[str, list[Override]] = {}
    for own in overrides:
        by_name.setdefault(own.name, []).append(own)
    for name, settings in by_name.items():
        axes = work.signatures[name].axes
        sizes = work.sizes(axes)
        for own, earlier in _met(settings, axes):
            undone = next((one for one in earlier if not _is_part(own, one, sizes)), None)
            if undone is not None and not work.is_full:
                cells = common(undone.region, own.region, sizes)
                work.report(findings.statements.set_twice(undone, own, cells, work.axes, axes))


def _is_part(own: Override, earlier: Override, sizes: Mapping[str, int]) -> bool:
    """Whether *own* is for some of the cells of *earlier*, no others, and not for all of them."""
    beyond, left = (without(a.region, b.region, sizes) for a, b in ((own, earlier), (earlier, own)))
    return not beyond.boxes and bool(left.boxes)


def _goes_on(own: Override) -> bool:
    return own.formula is not None and any(one.name == own.name for one in references(own.formula))


def _met(settings: Sequence[Override], axes: Sequence[str]) -> Iterator[tuple[Override, list[Override]]]:
    """Each of *settings* with those before it that have cells in common with it, but those that go on.

    Blocks of cells are bits, so that many settings need not be compared in pairs.
    """
    blocks: list[Override] = []
    everywhere = dict.fromkeys(axes, 0)  # the blocks that do not constrain an axis
    at: dict[tuple[str, int], int] = {}  # those for a position of one that they do constrain
    for own in settings:
        met = 0
        for box in own.region.boxes:
            met |= _alike(box, everywhere, at, (1 << len(blocks)) - 1)
        if met and not _goes_on(own):
            yield own, [earlier for number, earlier in enumerate(blocks) if met >> number & 1]
        for box in own.region.boxes:
            bit = 1 << len(blocks)
            blocks.append(own)
            constrained = dict(box.positions)
            for axis in axes:
                everywhere[axis] |= 0 if axis in constrained else bit
                for position in constrained.get(axis, ()):
                    at[axis, position] = at.get((axis, position), 0) | bit


def _alike(box: Box, everywhere: Mapping[str, int], at: Mapping[tuple[str, int], int], known: int) -> int:
    """The blocks, as bits among *known*, that have a cell in common with *box*."""
    for axis, positions in box.positions:
        there = everywhere[axis]
        for position in positions:
            there |= at.get((axis, position), 0)
        known &= there
    return known
