"""A model that was run, ready to be told about: what each declaration is, reads, is read by, and came to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from semdsl.book.contents import Contents, Placed, contents_of, key_of
from semdsl.book.notation import ModuleNotation, Symbols, is_axis, symbols_in
from semdsl.book.views import Link, VerdictView
from semdsl.book.words import BookWords, book_words
from semdsl.lookup.entries import Declared, Entry, declared
from semdsl.lookup.reads import reads
from semdsl.pipeline import ClosedForm, closed_forms, recursions
from semdsl.render.figures import label_of
from semdsl.render.mathematics.breaking import CELL, fitted
from semdsl.render.mathematics.mathml import MathElement, Target, mathml
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.tree import Math
from semdsl.render.reports import Cell
from semdsl.render.verdicts import failing_lines, marks, summary_of
from semdsl.render.words import Words, title_of, unit_in_words, words_for
from semdsl.running import Arrays, Run, ScenarioRun
from semdsl.runtime.verdicts import PROVED, REFUTED, CellVerdict, Proof, TestVerdict, Verdict
from semdsl.semantics.model import Model
from semdsl.semantics.parts import place_of
from semdsl.simultaneous.formulas import SolvedLoop, solved_loops
from semdsl.source import Source
from semdsl.syntax import ast

MOST_RECURSIONS = 500
"""Recursions whose closed form is looked for: some milliseconds each."""

K = TypeVar("K")
V = TypeVar("V")

_CONSTANT = re.compile(r"\b[A-Z]{3}\((\d{4})\)")
_CURRENT = re.compile(r"\b[A-Z]{3}\b(?!\()")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same in every language: what there is, who reads whom, and what the run gave."""

    run: Run
    declared: Declared
    contents: Contents
    entries: Mapping[str, Entry]
    by_place: Mapping[tuple[Source, int], Entry] = field(repr=False)
    quantities: Mapping[tuple[Source, int], tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]
    needed_by: Mapping[str, tuple[str, ...]]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    closed: Mapping[str, tuple[ClosedForm, ...]] = field(repr=False)
    loops: Mapping[str, SolvedLoop] = field(repr=False)
    tests: tuple[TestVerdict, ...] = field(repr=False)

    @property
    def stated(self) -> ScenarioRun:
        """The stated values."""
        return self.run.scenarios[0]

    @property
    def solved(self) -> Model:
        """The model without its loops."""
        return self.run.checked.computed

    def test_of(self, test: TestVerdict) -> tuple[ast.Test, ast.Module]:
        """The declaration of *test*, and the file that it stands in."""
        main = self.declared.project.main
        header = self.run.checked.model.header
        own = next(
            one
            for one in main.declarations
            if isinstance(one, ast.Test) and place_of(one.span, header) == test.place
        )
        return own, main

    def entry_of(self, name: str) -> Entry | None:
        """The declaration of the quantity *name*."""
        quantity = self.run.checked.model.quantities.get(name)
        place = quantity.span if quantity else None
        return self.by_place.get((place.source, place.start)) if place else None


@dataclass(frozen=True, slots=True)
class Book:
    """The same in one language."""

    facts: Facts
    model: Model = field(repr=False)
    words: BookWords = field(repr=False)
    units: Words = field(repr=False)
    symbols: Symbols = field(repr=False)
    scenarios: Mapping[str, Arrays] = field(repr=False)
    only: Mapping[str, Placed] | None = field(default=None, repr=False)
    """Where on one page each declaration is that the book has, by its key, if it has not all."""

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def contents(self) -> Contents:
        return self.facts.contents

    @property
    def file(self) -> str:
        """The file of the model, without its folder."""
        return self.facts.declared.project.main.source.name.rpartition("/")[2]

    def notation(self, entry: Entry) -> ModuleNotation:
        """How names are written in the formulas of *entry*."""
        return self.symbols.inside(entry.module)

    def title(self, entry: Entry) -> str:
        """What *entry* is called; its name if it has no title."""
        return title_of(entry.titles, self.language) or entry.name

    def names(self, entry: Entry) -> tuple[str, ...]:
        """The quantities of the model that *entry* declares: one, or one for each instance of its file."""
        return self.facts.quantities.get(_name_place(entry), ())

    def unit(self, entry: Entry) -> str:
        """The unit in words, with what its money is counted in."""
        if not entry.unit or entry.unit == "ratio":
            return ""
        return unit_in_words(entry.unit, self.units)

    def money(self, unit: str) -> str:
        """Whether *unit* is of constant or of current money, in words; empty if of neither, or of both."""
        constant, current = _CONSTANT.findall(unit), _CURRENT.search(_CONSTANT.sub("", unit))
        if constant and not current:
            return self.words.constant_money.format(year=constant[0])
        return self.words.current_money if current and not constant else ""

    def href(self, key: str) -> str:
        """Where the declaration with this *key* is, empty if it is not in the book."""
        placed = (self.contents.by_key if self.only is None else self.only).get(key)
        return placed.href if placed else ""

    def target(self, key: str) -> Target | None:
        """Where a symbol leads, and what it stands for."""
        entry = self.facts.entries.get(key)
        if entry is None:
            return None
        unit = self.unit(entry)
        says = f"{self.title(entry)} ({entry.name})" if self.title(entry) != entry.name else entry.name
        return Target(self.href(key), f"{says}, {unit}" if unit else says)

    def inline(self, math: Math, room: float = CELL) -> MathElement:
        """*math* within a line, or in a cell of a table; with more *room*, beside other words on a line of its own."""
        return mathml(fitted(math, room), self.target, block=False)

    def block(self, math: Math) -> MathElement:
        """*math* on lines of its own."""
        return mathml(fitted(math), self.target, block=True)

    def link(self, entry: Entry) -> Link:
        """A link to *entry*."""
        return Link(self.title(entry), self.href(key_of(entry)), entry.name)

    def symbol_text(self, entry: Entry) -> str:
        """The symbol that *entry* states, as text; empty if it has none."""
        return plain(self.symbols.of(entry)) if entry.symbol else ""

    def value(self, name: str, cell: Cell) -> float:
        """A stated value, in base units."""
        axes = self.model.quantities[name].axes
        return float(self.facts.stated.arrays[name][tuple(cell[axis] for axis in axes)])

    def verdict(self, verdict: Verdict, *, named: bool = False) -> VerdictView:
        """*verdict* in words, *named* if it is of a quantity itself; what a proof divides by is left out."""
        outcome = verdict.outcome
        said = self._labelled(verdict)
        about = self.words.its_equation if verdict.op == "=" else self.words.never_negative
        title = (f"{about}:",) if named else ()
        return VerdictView(
            outcome,
            marks(self.units)[outcome],
            " ".join((*title, ", ".join(summary_of(said, self.units)))),
            route="" if verdict.proof is None else self._route(verdict.proof),
            lines=tuple(failing_lines(said, self.units)),
        )

    def _labelled(self, verdict: Verdict) -> Verdict:
        """*verdict* with the labels of the language; what a proof divides by is set apart."""
        if verdict.proof is not None:
            return replace(verdict, proof=replace(verdict.proof, divided=()))
        told = {id(cell) for cell in (*verdict.failures, *filter(None, (verdict.worst,)))}

        def shown(cell: CellVerdict) -> CellVerdict:
            if id(cell) not in told:
                return cell
            labels = tuple((axis, label_of(self.model, axis, label)) for axis, label in cell.cell)
            return replace(cell, cell=labels)

        return replace(verdict, cells=tuple(map(shown, verdict.cells)))

    def _route(self, proof: Proof) -> str:
        """How what is known of an identity was found."""
        words = self.words
        if proof.answer == REFUTED:
            return words.by_numbers
        if proof.answer != PROVED:
            return ""
        by = words.by_induction if proof.by_induction else words.by_algebra
        return f"{by}, {words.through.format(names=', '.join(proof.through))}" if proof.through else by

    def verdicts(self, entry: Entry) -> tuple[Verdict, ...]:
        """What a check, an expectation or an identity said, once for each instance of its file."""
        return self.facts.verdicts.get(place_of(entry.declaration.span, self.model.header), ())


def facts_of(run: Run, tests: tuple[TestVerdict, ...] = ()) -> Facts:
    """What a book of *run*, of the stated values, and of *tests* tells."""
    model = run.checked.model
    index = declared(run.checked.project)
    contents = contents_of(index)
    entries = {key_of(entry): entry for entry in index.entries}
    quantities: dict[tuple[Source, int], list[str]] = defaultdict(list)
    for name, quantity in model.quantities.items():
        if quantity.span is not None and not quantity.partial and " " not in name:
            quantities[quantity.span.source, quantity.span.start].append(name)
    needs = {key_of(one.entry): _needed(one, index) for one in contents.by_key.values()}
    needed_by: dict[str, list[str]] = defaultdict(list)
    for key, others in needs.items():
        for other in others:
            needed_by[other].append(key)
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in run.scenarios[0].results.verdicts:
        verdicts[verdict.place].append(verdict)
    return Facts(
        run=run,
        declared=index,
        contents=contents,
        entries=entries,
        by_place={_name_place(entry): entry for entry in index.entries},
        quantities=_frozen(quantities),
        needs=needs,
        needed_by=_frozen(needed_by),
        verdicts=_frozen(verdicts),
        closed=_by_name(closed_forms(run.checked, recursions(run.checked)[:MOST_RECURSIONS])),
        loops={member: loop for loop in solved_loops(run.checked.solved) for member in loop.members},
        tests=tests,
    )


def _name_place(entry: Entry) -> tuple[Source, int]:
    span = entry.declaration.name.span
    return span.source, span.start


def _by_name(forms: Sequence[ClosedForm]) -> dict[str, tuple[ClosedForm, ...]]:
    found: dict[str, list[ClosedForm]] = defaultdict(list)
    for form in forms:
        found[form.name].append(form)
    return _frozen(found)


def book_of(facts: Facts, language: str, scenarios: Mapping[str, Arrays] | None = None) -> Book:
    """The book in *language*; *scenarios* are the values of headlines under each."""
    model = replace(facts.stated.model, language=language)
    units = words_for(model)
    return Book(
        facts, model, book_words(language), units, symbols_in(facts.declared, model, units), scenarios or {}
    )


def _needed(placed: Placed, index: Declared) -> tuple[str, ...]:
    """The keys of what a declaration reads, axes left out."""
    return tuple(
        dict.fromkeys(key_of(read.entry) for read in reads(placed.entry, index) if not is_axis(read.entry))
    )


def _frozen(lists: Mapping[K, Sequence[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
