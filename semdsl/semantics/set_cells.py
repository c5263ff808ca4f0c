"""Which cells of a quantity a scenario or a test sets."""

from __future__ import annotations

from semdsl.semantics import findings
from semdsl.semantics.context import Context
from semdsl.semantics.model import Region
from semdsl.semantics.regions import All, Selection, region_of
from semdsl.semantics.selections import read_selection
from semdsl.semantics.spaces import QuantityEntry, Signature, Space, Work
from semdsl.syntax import ast


def set_cells(given: ast.Given, entry: QuantityEntry, own: Signature, space: Space, work: Work) -> Region:
    """The cells of *own* that *given* gives another value: those of its places and of what it chooses."""
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
