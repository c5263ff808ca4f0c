"""How names are written in a formula: the symbol of each, and its indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from semdsl.render.mathematics.symbols import is_one_thing
from semdsl.render.mathematics.tree import (
    COMMA,
    Linked,
    Math,
    Row,
    Scripts,
    Symbol,
    bracketed,
    children,
    in_scripts,
    joined,
    row,
)
from semdsl.render.mathematics.words import MathWords

NARROW = "\u00a0"


@dataclass(frozen=True, slots=True)
class Index:
    """An axis in a formula: its letter, its labels, and for one that groups another, that one."""

    name: str
    letter: Symbol
    key: str = ""
    labels: frozenset[str] = frozenset()
    numbers: bool = False
    parent: str = ""

    def has(self, label: str) -> bool:
        """Whether *label* is one of a member, or may be a number between those of members."""
        return label in self.labels

    @property
    def math(self) -> Math:
        """The letter, which leads to the axis."""
        return Linked(self.letter, self.key) if self.key else self.letter


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity or a function where it is named: its symbol, what it leads to, the axes it is declared on."""

    symbol: Math
    key: str = ""
    axes: tuple[str, ...] = ()


class Notation(Protocol):
    """What a formula has to be told of the names in it."""

    @property
    def words(self) -> MathWords:
        """The words between signs."""

    def named(self, name: str) -> Named | None:
        """What the quantity or function *name* is written as; None if nothing has that name."""

    def index(self, name: str) -> Index | None:
        """The axis *name*; None if nothing has that name."""

    def label(self, label: str) -> str:
        """What a reader sees for the *label* of a member."""

    def unit(self, unit: str, figures: str) -> str:
        """A unit in words, after *figures*."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a part of a formula stands.

    ``running`` has the axes whose cell is known and what the cell is called there. ``arguments`` are the names a
    function was given, each with the axes along which it is moved somewhere. Inside the argument of a function a name
    stands for all of a quantity, and then it is ``whole``.
    """

    running: tuple[tuple[str, Math], ...] = ()
    arguments: tuple[tuple[str, tuple[str, ...]], ...] = ()
    whole: bool = False
    deeper: tuple[str, ...] = field(default=())

    def cell(self, axis: str) -> Math | None:
        """What the running member of *axis* is called."""
        return dict(self.running).get(axis)

    def argument(self, name: str) -> tuple[str, ...] | None:
        """The axes along which the argument *name* is moved; None if there is no such argument."""
        return dict(self.arguments).get(name)

    def with_running(self, axis: str, called: Math) -> Scope:
        """The same place, with the member of *axis* running and so *called*."""
        others = tuple(pair for pair in self.running if pair[0] != axis)
        return Scope((*others, (axis, called)), self.arguments, self.whole)


def default_symbol(name: str) -> Math:
    """The symbol of a name that has none: the name itself, upright, and one thing."""
    return Symbol(name.replace("_", NARROW))


def with_indices(symbol: Math, indices: Sequence[tuple[Symbol, Math]]) -> Math:
    """*symbol* in a cell: each letter of an index is changed where the symbol has it, and stands below it otherwise."""
    more: list[Math] = []
    for letter, where in indices:
        if letter in _in_scripts_of(symbol):
            symbol = in_scripts(symbol, lambda one, own=letter, to=where: to if one == own else one)  # type: ignore[misc]
        else:
            more.append(where)
    return symbol if not more else _below(symbol, joined(more))


def _below(symbol: Math, indices: Math) -> Math:
    match symbol:
        case Scripts(base=base, below=below, above=above, before=before):
            under = indices if below is None else row(below, COMMA, indices)
            return Scripts(base, under, above, before)
        case Row(parts=parts) if parts and is_one_thing(symbol):
            return row(*parts[:-1], _below(parts[-1], indices))
        case Row():
            return Scripts(bracketed(symbol), indices)
        case _:
            return Scripts(symbol, indices)


def _in_scripts_of(symbol: Math) -> set[Symbol]:
    """The symbols in the scripts of *symbol*."""
    found: set[Symbol] = set()

    def note(one: Symbol) -> Math:
        found.add(one)
        return one

    in_scripts(symbol, note)
    return found


def letters_of(symbol: Math) -> set[str]:
    """The single letters in *symbol* that are no index."""
    if isinstance(symbol, Scripts):
        return letters_of(symbol.base)
    own = {symbol.text} if isinstance(symbol, Symbol) and len(symbol.text) == 1 else set()
    return own.union(*(letters_of(part) for part in children(symbol)))


def is_plain(symbol: Math) -> bool:
    """Whether *symbol* has no index of its own, so that it can stand before the arguments of a function."""
    return not any(isinstance(one, Scripts) for one in (symbol, *children(symbol)))


def index_letters(symbol: Math) -> set[str]:
    """The single letters in the scripts of *symbol*: what a source calls the members of an axis."""
    return {one.text for one in _in_scripts_of(symbol) if len(one.text) == 1 and one.text.isalpha()}
