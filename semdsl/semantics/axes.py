"""Axes from their declarations."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import say
from semdsl.semantics import findings, mending
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast

MOST_MEMBERS = 100_000


def integer_axis(declaration: ast.AxisDecl, name: str, definition: ast.Integers) -> Axis:
    """``2005..2050``, ``0 to 110``."""
    numbers = range(definition.low, definition.high + 1)
    return Axis(
        name=name,
        form="time" if declaration.kind == "time" else "numeric",
        labels=tuple(str(number) for number in numbers),
        coordinates=tuple(float(number) for number in numbers),
        ordered=True,
        titles=declaration.titles,
        label_titles=((),) * len(numbers),
        span=declaration.name.span,
    )


def banded_axis(declaration: ast.AxisDecl, name: str, bands: ast.Bands) -> Axis:
    """``00-04 to 80+ by 5``."""
    lows = range(bands.low, bands.last + 1, bands.width)
    labels = [f"{low:0{bands.digits}d}-{low + bands.width - 1:0{bands.digits}d}" for low in lows]
    if bands.open_end:
        labels[-1] = f"{bands.last:0{bands.digits}d}+"
    return Axis(
        name=name,
        form="banded",
        labels=tuple(labels),
        coordinates=tuple(float(low) for low in lows),
        ordered=True,
        titles=declaration.titles,
        label_titles=((),) * len(labels),
        span=declaration.name.span,
    )


def labelled_axis(declaration: ast.AxisDecl, name: str, members: Sequence[ast.Member]) -> Axis:
    """``male "Hombres", female "Mujeres"``."""
    return Axis(
        name=name,
        form="labelled",
        labels=tuple(member.label for member in members),
        coordinates=None,
        ordered=False,
        titles=declaration.titles,
        label_titles=tuple(member.titles for member in members),
        span=declaration.name.span,
        places=tuple(map(_label_of, members)),
    )


def every_axis(
    declaration: ast.AxisDecl | ast.Input, name: str, parent: Axis, width: int, start: int
) -> Axis:
    """``year by 5 from 2006``: groups of *width* members of *parent*, from its position *start* on."""
    groups = [-1] * start + [at // width for at in range(len(parent) - start)]
    count = groups[-1] + 1
    firsts = [start + group * width for group in range(count)]
    lasts = [min(first + width, len(parent)) - 1 for first in firsts]
    return Axis(
        name=name,
        form="mapped",
        labels=tuple(_spanned(parent, first, last) for first, last in zip(firsts, lasts, strict=True)),
        coordinates=None
        if parent.coordinates is None
        else tuple(parent.coordinates[first] for first in firsts),
        ordered=True,
        titles=declaration.titles,
        label_titles=((),) * count,
        parent=parent.name,
        groups=tuple(groups),
        span=declaration.name.span,
    )


def _spanned(parent: Axis, first: int, last: int) -> str:
    """The label of what goes from *first* to *last*: of years `2006-2010`, of the bands 15-19 and 20-24 `15-24`."""
    low, high = parent.labels[first], parent.labels[last]
    if first == last:
        return low
    if parent.form not in ("banded", "mapped") or parent.coordinates is None:
        return f"{low}-{high}"
    digits = len(parent.labels[0].partition("-")[0]) if parent.form == "banded" else 1
    low = f"{int(parent.coordinates[first]):0{digits}d}"
    return f"{low}+" if high.endswith("+") else f"{low}-{int(last_number(parent, last)):0{digits}d}"


def grouped_axis(
    declaration: ast.AxisDecl, name: str, parent: Axis, members: Sequence[ast.Member], groups: Sequence[int]
) -> Axis:
    """``young: "00-04".."10-14", adult: …``: *groups* has the group of each member of *parent*, or -1."""
    inside = [group for group in groups if group >= 0]
    return Axis(
        name=name,
        form="mapped",
        labels=tuple(member.label for member in members),
        coordinates=None,
        ordered=parent.ordered and inside == sorted(inside),
        titles=declaration.titles,
        label_titles=tuple(member.titles for member in members),
        parent=parent.name,
        groups=tuple(groups),
        span=declaration.name.span,
        places=tuple(map(_label_of, members)),
    )


def _label_of(member: ast.Member) -> Span:
    """The label of *member* without its titles and what it groups."""
    span = member.span
    quotes = 2 if span.text.startswith('"') else 0
    if not span.text.startswith(member.label, quotes // 2):  # of a file: where it is read
        return span
    return Span(span.source, span.start, min(span.start + len(member.label) + quotes, span.end))


def definition_faults(declaration: ast.AxisDecl) -> list[Diagnostic]:
    """What is wrong with the members that *declaration* writes, before anything else is known."""
    match declaration.definition:
        case ast.Integers(low=low, high=high):
            if high < low:
                empty = findings.axes.empty_axis(declaration, say("{low} to {high}", low=low, high=high))
                return [mending.of_axis_without_members(empty, declaration.definition)]
            if high - low >= MOST_MEMBERS:
                return [findings.axes.too_many_members(declaration, high - low + 1, MOST_MEMBERS)]
        case ast.Bands(low=low, last=last, width=width):
            if width < 1 or last < low:
                return [
                    findings.axes.empty_axis(
                        declaration, say("{low} to {last} by {width}", low=low, last=last, width=width)
                    )
                ]
            if (bands := (last - low) // width + 1) > MOST_MEMBERS:
                return [findings.axes.too_many_members(declaration, bands, MOST_MEMBERS)]
        case ast.Members(members=members):
            grouping = next((member for member in members if member.groups is not None), None)
            if grouping is not None and declaration.of is None:
                return [_groups_nothing(declaration, grouping, alone=len(members) == 1)]
            return _repeated(declaration, [member.label for member in members])
        case ast.Every(width=width) if width < 1:
            return [findings.axes.empty_axis(declaration, say("by {width}", width=width))]
        case _:
            pass
    return []


def _groups_nothing(declaration: ast.AxisDecl, member: ast.Member, *, alone: bool) -> Diagnostic:
    """``0:100`` is how some languages write the numbers from 0 to 100."""
    ends = (member.label, "" if member.groups is None else member.groups.span.text)
    is_range = alone and all(end.isdecimal() for end in ends) and not member.titles
    return findings.axes.groups_nothing(declaration, member, "..".join(ends) if is_range else "")


def _repeated(declaration: ast.AxisDecl, labels: Sequence[str]) -> list[Diagnostic]:
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            return [findings.axes.repeated_label(declaration, label)]
        seen.add(label)
    return []


def position(axis: Axis, label: str) -> int | None:
    """The position of *label* on *axis*: by its name, its number, or the number of a band it falls in."""
    found = axis.find(label)
    if found is not None:
        return found
    try:
        number = float(label)
    except ValueError:
        return None
    return position_of_number(axis, number) if math.isfinite(number) else None


def is_nearer_to_another(axis: Axis, label: str, others: Sequence[Axis]) -> bool:
    """Whether *label* is a number that falls in the open last band of *axis*, but lies nearer to one of *others*.

    With years and ages to choose from, 2060 is a year that is missing, not an age of 80 or more.
    """
    if axis.form != "banded" or axis.coordinates is None or label in axis:
        return False
    try:
        beyond = float(label) - axis.coordinates[-1]
    except ValueError:
        return False
    ends = [
        end for other in others if other.coordinates for end in (other.coordinates[0], other.coordinates[-1])
    ]
    return beyond > 0 and any(abs(float(label) - end) < beyond for end in ends)


def position_of_number(axis: Axis, number: float) -> int | None:
    """The member of *axis* that *number* is, or on a banded or grouped axis falls in."""
    coordinates = axis.coordinates
    if coordinates is None:
        return None
    if axis.form in ("banded", "mapped"):
        inside = [at for at, low in enumerate(coordinates) if low <= number]
        if not inside or (inside[-1] == len(axis) - 1 and number > last_number(axis)):
            return None
        return inside[-1]
    at = number - coordinates[0]
    return int(at) if at.is_integer() and 0 <= at < len(axis) else None


def last_number(axis: Axis, at: int = -1) -> float:
    """The largest number in the member at *at*, or in the last: without bound in an open band."""
    last = axis.labels[at]
    if last.endswith("+"):
        return float("inf")
    behind = re.search(r"(?<=\d)-(-?\d+)$", last)
    return float(behind.group(1) if behind else last)


def edges(axis: Axis, which: str) -> tuple[int, ...]:
    """For each group of a mapped *axis* the position in its parent of the group's first or last member."""
    positions: list[list[int]] = [[] for _ in axis.labels]
    for at, group in enumerate(axis.groups):
        if group >= 0:
            positions[group].append(at)
    return tuple((own[0] if which == "first" else own[-1]) if own else -1 for own in positions)


def moved_table(table: tuple[int, ...], steps: int, size: int) -> tuple[int, ...]:
    """The positions of *table* moved by *steps*; -1 where they leave an axis of *size* members."""
    return tuple(at + steps if at >= 0 and 0 <= at + steps < size else -1 for at in table)
