"""The names of each file, as used in one place, and everything under construction while a model is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from semdsl.diagnostics.model import Diagnostic
from semdsl.semantics.model import Axis, Typed
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit

MOST_FOUND = 100
MOST_COMPARED = 150_000  # names and labels that unknown ones were compared with: a second or two


class Library(Protocol):
    """Where the checks get other files from."""

    def module(self, use: ast.Use) -> ast.Module | None:
        """The file that *use* names; None if it could not be read, which was reported."""
        ...

    def labels(self, file: ast.AxisFile) -> tuple[ast.Member, ...] | None:
        """The members of an axis from a file; None if it could not be read, which was reported."""
        ...


# ── What a name can stand for ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, eq=False)
class QuantityEntry:
    """A quantity or table, or an ``input`` quantity of an instance, under its full name."""

    full: str
    declaration: ast.Quantity | ast.Table | ast.Input
    space: Space


@dataclass(frozen=True, slots=True, eq=False)
class FunctionEntry:
    """A function, with the names that its formula sees."""

    declaration: ast.Function
    space: Space


@dataclass(frozen=True, slots=True)
class AxisEntry:
    """An axis, under its name in the model."""

    full: str


@dataclass(frozen=True, slots=True, eq=False)
class SpaceEntry:
    """A file brought in by ``use``."""

    space: Space


@dataclass(frozen=True, slots=True)
class LostEntry:
    """A name whose declaration has a mistake: its use is not reported again."""


Entry: TypeAlias = QuantityEntry | FunctionEntry | AxisEntry | SpaceEntry | LostEntry


@dataclass(slots=True, eq=False)
class Space:
    """The names of ``module``, under ``prefix`` (``zelenka.``) in the model.

    ``outer`` is the space whose ``use`` opened this one; ``bindings`` are what that ``use`` bound its inputs to.
    """

    module: ast.Module
    prefix: str
    outer: Space | None = None
    use: ast.Use | None = None
    bindings: dict[str, ast.Expr] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    declared: dict[str, ast.Declaration] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    free_units: set[str] = field(default_factory=set)  # input units, bound when first needed
    unit_sources: dict[str, Typed] = field(default_factory=dict)  # what an input unit was taken from
    shown_units: dict[str, tuple[float, str]] = field(default_factory=dict)  # how a bound input unit is shown
    used: set[str] = field(default_factory=set)

    @property
    def instance(self) -> str:
        """The prefix without its dot: empty for the model's own file."""
        return self.prefix.rstrip(".")

    def part_at(self, span: Span) -> str:
        """The part of the model that *span* belongs to; what an instance brings is where its ``use`` stands."""
        if self.outer is not None and self.use is not None:
            return self.outer.part_at(self.use.span)
        return self.module.part_at(span)

    def find(self, name: str) -> Entry | None:
        """What *name*, perhaps dotted, stands for here; the use of its first part is noted."""
        first, _, rest = name.partition(".")
        entry = self.entries.get(first)
        if entry is None:
            return None
        self.used.add(first)
        if not rest:
            return entry
        match entry:
            case SpaceEntry(space=space):
                return space.find(rest)
            case LostEntry():
                return entry
            case _:
                return None

    def are_lost(self, axes: Iterable[ast.Ident]) -> bool:
        """Whether the declaration of one of *axes* has a mistake, so that nothing is known of its members."""
        return any(isinstance(self.find(ident.text), LostEntry) for ident in axes)

    def input_of(self, axis: Axis) -> str:
        """The input of this template that *axis* was bound to; empty where it is an axis of its own."""
        inputs = (name for name, own in self.declared.items() if isinstance(own, ast.Input))
        bound = (name for name in inputs if self.entries.get(name) == AxisEntry(axis.name))
        return "" if self.outer is None else next(bound, "")

    def axis_names(self) -> list[str]:
        """The axes that can be named here."""
        return [name for name, entry in self.entries.items() if isinstance(entry, AxisEntry)]

    def known(self) -> list[str]:
        """Every name that can be written here, to find the nearest to a mistaken one."""
        names = list(self.entries)
        for name, entry in self.entries.items():
            if isinstance(entry, SpaceEntry):
                names.extend(f"{name}.{inner}" for inner in entry.space.entries)
        return names


@dataclass(frozen=True, slots=True)
class Signature:
    """What can be said of a quantity before its formulas are read."""

    name: str
    kind: str
    axes: tuple[str, ...]
    unit: Unit
    scale: float
    shown: str


@dataclass(slots=True, eq=False)
class Work:
    """A model under construction."""

    library: Library
    axes: dict[str, Axis] = field(default_factory=dict)
    spaces: list[Space] = field(default_factory=list)
    modules: list[ast.Module] = field(default_factory=list)
    signatures: dict[str, Signature] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)  # names whose signature is being found out
    found: list[Diagnostic] = field(default_factory=list)
    headers: list[Diagnostic] = field(default_factory=list)  # found once, whoever asked first
    parts: Counter[str] = field(default_factory=Counter)  # read so far: of this formula, and in all
    large: set[str] = field(default_factory=set)  # functions that cannot be written out, which was reported
    standalone: set[int] = field(default_factory=set)  # modules checked on their own, by identity
    faulty: set[int] = field(default_factory=set)  # of these, those with errors
    compared: int = 0  # names that were looked through for similar ones

    @property
    def is_full(self) -> bool:
        """Whether so much was found, or looked through for similar names, that no more unknown names are told.

        The first is always told: a model with a mistake has an error.
        """
        if len(self.found) >= MOST_FOUND:
            return True
        return self.compared > MOST_COMPARED and any(one.is_error for one in self.found)

    def report(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)

    def report_header(self, diagnostic: Diagnostic) -> None:
        """Note a finding about a declaration's header, even while a formula is tried silently."""
        self.headers.append(diagnostic)

    def in_order(self, axes: Iterable[str]) -> tuple[str, ...]:
        """*axes* without repetitions, in the model's order."""
        wanted = set(axes)
        return tuple(axis for axis in self.axes if axis in wanted)

    def sizes(self, axes: Iterable[str] | None = None) -> dict[str, int]:
        """How many members each axis has, in the model's order."""
        wanted = self.axes.keys() if axes is None else set(axes)
        return {name: len(axis) for name, axis in self.axes.items() if name in wanted}
