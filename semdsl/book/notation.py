"""The symbols of a model: those that it states, and a sensible one for every other name and for every axis."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from semdsl.book.contents import key_of
from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.plain import symbols
from semdsl.render.mathematics.notation import (
    Index,
    Named,
    default_symbol,
    index_letters,
    is_plain,
    letters_of,
)
from semdsl.render.mathematics.symbols import symbol
from semdsl.render.mathematics.tree import NOTHING, Math, Scripts, Symbol, Text
from semdsl.render.mathematics.words import MathWords, math_words
from semdsl.render.words import Words, title_of, unit_in_words
from semdsl.semantics.model import Model
from semdsl.syntax import ast

_USUAL = {"age": "x", "edad": "x"}
_SHORT = 5
_LONGEST_LABEL = 24


def symbol_of(entry: Entry) -> Math:
    """The symbol that *entry* states, as far as it is understood, or the one made of its name."""
    stated = symbols(entry.symbol)
    if not stated:
        return default_symbol(entry.name)
    found = symbol(stated[0]) or Text(stated[0])
    if isinstance(entry.declaration, ast.Function) and not is_plain(found):
        return default_symbol(entry.name)
    return found


@dataclass(frozen=True, slots=True)
class Symbols:
    """The symbols of all declarations, and the letters of all axes by their names."""

    declared: Declared = field(repr=False)
    model: Model = field(repr=False)
    words: Words = field(repr=False)
    letters: Mapping[str, Symbol]
    of_entries: Mapping[str, Math] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)

    def of(self, entry: Entry) -> Math:
        """The symbol of *entry*."""
        return self.of_entries[key_of(entry)]

    def alike(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of *keys* whose symbol another one of them has too."""
        count = Counter(self.of_entries[key] for key in keys if key in self.of_entries)
        return frozenset(key for key in keys if count[self.of_entries.get(key, NOTHING)] > 1)

    def inside(self, module: ast.Module) -> ModuleNotation:
        """How names are written in formulas of *module*."""
        return ModuleNotation(self, module, math_words(self.model.language))


@dataclass(frozen=True, slots=True)
class ModuleNotation:
    """The notation of the formulas of one file."""

    symbols: Symbols
    module: ast.Module = field(repr=False)
    words: MathWords = field(repr=False)
    by_name: frozenset[str] = frozenset()
    """The declarations that are written by their names, since another one in the formula has the same symbol."""

    def named(self, name: str) -> Named | None:
        """The symbol of *name*; one that an instance gives says of which instance it is."""
        entry = self.symbols.declared.find(self.module, name)
        if entry is None or is_axis(entry):
            return None
        own = default_symbol(entry.name) if key_of(entry) in self.by_name else self.symbols.of(entry)
        instance = name.rpartition(".")[0]
        if instance and not isinstance(entry.declaration, ast.Function):
            own = _of_instance(own, instance)
        return Named(own, key_of(entry), self.axes(name, entry))

    def axes(self, name: str, entry: Entry) -> tuple[str, ...]:
        """The axes of *name*: in the model itself also those that an instance gains from what is bound."""
        quantity = self.symbols.model.quantities.get(name)
        if quantity is not None and self.module is self.symbols.declared.project.main:
            return quantity.axes
        return entry.axes

    def index(self, name: str) -> Index | None:
        """The axis *name* with its letter."""
        entry = self.symbols.declared.find(self.module, name)
        if entry is None or not is_axis(entry):
            return None
        letter = self.symbols.letters.get(name.rpartition(".")[2], Symbol(name))
        axis = self.symbols.model.axes.get(name)
        labels = frozenset(axis.labels if axis else ())
        numbers = bool(axis and axis.form in ("time", "numeric")) or entry.kind == "time"
        return Index(name, letter, key_of(entry), labels, numbers, _parent(entry))

    def label(self, label: str) -> str:
        """The title of the member *label* in the language, if it is short and the only one; else the label."""
        return self.symbols.labels.get(label, label)

    def unit(self, unit: str, figures: str) -> str:
        """*unit* in words, after *figures*."""
        return unit_in_words(unit, self.symbols.words, figures)


def symbols_in(declared: Declared, model: Model, words: Words) -> Symbols:
    """The symbols of *declared*."""
    own = {key_of(entry): symbol_of(entry) for entry in declared.entries}
    return Symbols(declared, model, words, _letters(declared, own), own, _labels(model))


def _labels(model: Model) -> dict[str, str]:
    """Titles of members by their labels: of words alone, since capitals and numbers are what a source calls them."""
    found: dict[str, set[str]] = defaultdict(set)
    for axis in model.axes.values():
        for label, titles in zip(axis.labels, axis.label_titles, strict=False):
            found[label].add(title_of(titles, model.language) or label)
    return {
        label: title
        for label, every in found.items()
        for title in every
        if len(every) == 1 and label.islower() and len(title) <= _LONGEST_LABEL
    }


def is_axis(entry: Entry) -> bool:
    """Whether *entry* declares an axis, or asks for one."""
    declaration = entry.declaration
    return isinstance(declaration, ast.AxisDecl) or (
        isinstance(declaration, ast.Input) and declaration.what in ("axis", "time")
    )


def _parent(entry: Entry) -> str:
    match entry.declaration:
        case ast.AxisDecl(definition=ast.Every(parent=parent)):
            return parent.text
        case ast.AxisDecl(of=ast.Ident(text=name)) | ast.Input(of=ast.Ident(text=name)):
            return name
        case _:
            return ""


def _of_instance(own: Math, instance: str) -> Math:
    """*own* with the name of the instance above it."""
    name = Text(instance.replace("_", "\u00a0"))
    if isinstance(own, Scripts) and own.above is None:
        return Scripts(own.base, own.below, name, own.before)
    return Scripts(own, above=name)


def _letters(declared: Declared, own: Mapping[str, Math]) -> dict[str, Symbol]:
    """A letter for each axis: the one it states, the one the symbols on it have as an index, a usual one, or its name.

    A letter that some quantity has as its symbol is not taken, unless symbols use it as the index of this very axis.
    """
    axes = [entry for entry in declared.entries if is_axis(entry)]
    names = list(dict.fromkeys(entry.name for entry in axes))
    taken = {
        letter for entry in declared.entries if entry.symbol for letter in letters_of(own[key_of(entry)])
    }
    found: dict[str, Symbol] = {}
    for name in names:
        same = [entry for entry in axes if entry.name == name]
        stated = next((own[key_of(entry)] for entry in same if entry.symbol), None)
        used = {one.text for one in found.values()}
        choices = [
            *_voted(name, declared, own, taken),
            *(one for one in _proposed(name, same) if one not in taken),
        ]
        letter = next((one for one in choices if one not in used), "")
        found[name] = stated if isinstance(stated, Symbol) else Symbol(letter or name.replace("_", "\u00a0"))
    return found


def _voted(name: str, declared: Declared, own: Mapping[str, Math], taken: set[str]) -> list[str]:
    """The letter that most symbols of quantities on the axis *name* alone have as an index.

    One that is also the symbol of a quantity, as ``x`` is of an age at issue, takes two of them.
    """
    votes = Counter(
        letter
        for entry in declared.entries
        if entry.axes == (name,) and entry.symbol
        for letter in index_letters(own[key_of(entry)])
        if letter.islower()
    )
    return [letter for letter, count in votes.most_common(1) if count > 1 or letter not in taken]


def _proposed(name: str, same: list[Entry]) -> list[str]:
    if any(entry.kind == "time" or _is_time(entry) for entry in same):
        return ["t"]
    first = [name[0].lower()] if name[0].isascii() and name[0] not in "oli" and len(name) > 1 else []
    return [*([_USUAL[name]] if name in _USUAL else []), *first]


def _is_time(entry: Entry) -> bool:
    return isinstance(entry.declaration, ast.Input) and entry.declaration.what == "time"
