"""Random axes, and the little that a generator of formulas has to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

T = TypeVar("T")


class Choice(Protocol):
    """Where chance comes from; 0 is the simplest choice."""

    def below(self, count: int) -> int:
        """A whole number from 0 up to, not including, *count*."""


def one_of(choice: Choice, options: Sequence[T]) -> T:
    """One of *options*, the simplest of which comes first."""
    return options[choice.below(len(options))]


def some_of(choice: Choice, options: Sequence[T], most: int) -> list[T]:
    """Up to *most* of *options*, in their order."""
    kept: list[T] = []
    for option in options:
        if len(kept) < most and choice.below(2):
            kept.append(option)
    return kept


def seldom(choice: Choice, in_how_many: int) -> bool:
    """True once in so many times."""
    return choice.below(in_how_many) == in_how_many - 1


@dataclass(frozen=True)
class AxisText:
    """An axis: how it is declared, and how its members are written in formulas (``labels``) and files (``members``)."""

    name: str
    declaration: str
    members: tuple[str, ...]
    labels: tuple[str, ...]
    form: str
    parent: str = ""
    groups: tuple[int, ...] = ()

    @property
    def ordered(self) -> bool:
        return self.form in ("time", "numeric", "banded", "steps")

    @property
    def numbers(self) -> tuple[int, ...] | None:
        """The coordinates, if the axis has some."""
        if self.form in ("time", "numeric"):
            return tuple(int(member) for member in self.members)
        if self.form == "banded":
            return tuple(5 * at for at in range(len(self.members)))
        return None


@dataclass(frozen=True)
class Named:
    """A quantity that formulas may name."""

    name: str
    axes: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class Loop:
    """A recursion under way: the names in it, along which axis, and the step (-1 or 1) that leads to what is known.

    ``settled`` are those of the names that may be read in the same cell.
    """

    names: tuple[Named, ...]
    axis: str
    step: int
    settled: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Where a formula stands: the axes it may vary by, how far it may step along each, and the groups it is in.

    ``grouped`` are mapped axes in one of whose groups every cell lies. Along ``displaced`` a function reads its
    argument elsewhere, so nothing in it can be added up to one's own cell.
    """

    axes: tuple[str, ...]
    margins: tuple[tuple[str, tuple[int, int]], ...] = ()
    grouped: tuple[str, ...] = ()
    loop: Loop | None = None
    displaced: str = ""

    def margin(self, axis: str) -> tuple[int, int]:
        """How many steps back and ahead stay on *axis*."""
        return dict(self.margins).get(axis, (0, 0))

    def within(self, axis: str, positions: Sequence[int], size: int) -> Scope:
        """The same scope where *axis* has *positions* only."""
        margin = (min(positions), size - 1 - max(positions))
        return replace(self, margins=tuple({**dict(self.margins), axis: margin}.items()))


FIRST_YEAR = 2000


def random_axes(choice: Choice, years: int, in_how_many: int) -> dict[str, AxisText]:
    """A time axis, always, of one of so many lengths; once in so many times labels, bands, numbers, and groups."""
    axes = [_years(3 + choice.below(years))]
    if seldom(choice, in_how_many):
        axes.append(_steps(axes[0], 1 + choice.below(3), choice.below(2)))
    if seldom(choice, in_how_many):
        axes.append(_lines(2 + choice.below(2)))
    if seldom(choice, in_how_many):
        axes.append(_ages(2 + choice.below(3), open_end=bool(choice.below(2))))
        if len(axes[-1].members) > 2:
            axes.append(_broad(axes[-1]))
    if seldom(choice, in_how_many):
        axes.append(_durations(2 + choice.below(3)))
    return {axis.name: axis for axis in axes}


def _years(count: int) -> AxisText:
    members = tuple(str(FIRST_YEAR + at) for at in range(count))
    return AxisText("year", f"time year = {members[0]}..{members[-1]}", members, members, "time")


def _steps(year: AxisText, width: int, start: int) -> AxisText:
    groups = tuple(-1 if at < start else (at - start) // width for at in range(len(year.members)))
    members: list[str] = []
    for group in range(groups[-1] + 1):
        own = [member for member, of in zip(year.members, groups, strict=True) if of == group]
        members.append(own[0] if len(own) == 1 else f"{own[0]}-{own[-1]}")
    text = f"axis step = year by {width} from {year.members[start]}"
    labels = tuple(f'step = "{member}"' for member in members)
    return AxisText("step", text, tuple(members), labels, "steps", "year", groups)


def _lines(count: int) -> AxisText:
    members = ("SEM", "GMP", "RJP")[:count]
    return AxisText("line", f"axis line = {', '.join(members)}", members, members, "labelled")


def _ages(count: int, open_end: bool) -> AxisText:
    members = [f"{5 * at:02d}-{5 * at + 4:02d}" for at in range(count)]
    if open_end:
        members[-1] = f"{5 * (count - 1):02d}+"
    text = f"axis age = {members[0]} to {members[-1]} by 5"
    return AxisText("age", text, tuple(members), tuple(f'"{member}"' for member in members), "banded")


def _broad(age: AxisText) -> AxisText:
    groups = (0,) * 2 + (1,) * (len(age.members) - 2)
    young, old = f"{age.labels[0]}..{age.labels[1]}", f"{age.labels[2]}..{age.labels[-1]}"
    text = f"axis broad of age = young: {young}, old: {old}"
    return AxisText("broad", text, ("young", "old"), ("young", "old"), "groups", "age", groups)


def _durations(count: int) -> AxisText:
    members = tuple(str(at) for at in range(count))
    labels = tuple(f"dur = {member}" for member in members)
    return AxisText("dur", f"axis dur = 0 to {count - 1}", members, labels, "numeric")
