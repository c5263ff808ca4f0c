"""The stages of checking a model, in order; ``running`` has those that compute.

    load → parse → check → read tables → schedule

Nothing here computes with arrays, so that ``semdsl check`` starts without NumPy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from semdsl.diagnostics.model import Diagnostic, Outcome, in_order
from semdsl.interpret.ranges import known_outside
from semdsl.project.files import Project, load, load_text
from semdsl.project.reading import Reader
from semdsl.project.tables import read_table, read_tables
from semdsl.runtime.verdicts import Verdict
from semdsl.semantics.check import check, is_module
from semdsl.semantics.knots import check_knots
from semdsl.semantics.magnitudes import check_figures
from semdsl.semantics.model import Axis, FileExpectation, Model
from semdsl.semantics.overrides import with_scenario
from semdsl.semantics.price_indices import check_price_indices
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.order import ordered
from semdsl.simultaneous.solve import Solved

if TYPE_CHECKING:
    from semdsl.symbolic.recurrences import Pieces


@dataclass(frozen=True, slots=True)
class Checked:
    """A model that may be run: what was read, what it means, and its numbers from files.

    ``tables`` has the figures of each table by its name, ``figures`` those of each file an expectation compares
    with, by the quantity made for what is compared. ``solved`` is the model without its loops within a cell.
    """

    project: Project
    model: Model
    tables: Mapping[str, TableValues]
    figures: Mapping[str, TableValues]
    solved: Solved

    @property
    def computed(self) -> Model:
        """The model as it is computed: ``model`` with its loops solved."""
        return self.solved.model

    def in_language(self, language: str) -> Checked:
        """The same with its titles and what is written beside them in *language*; in its own if that is empty."""
        if not language:
            return self
        solved = replace(self.solved, model=replace(self.computed, language=language))
        return replace(self, model=replace(self.model, language=language), solved=solved)


def check_file(path: Path) -> Outcome[Checked | None]:
    """Everything that can be said of the model at *path* before a number of it is computed; never raises."""
    loaded = load(path)
    return _after(loaded.diagnostics, check_project(loaded.value) if loaded.value else Outcome(None))


def check_in_stages(path: Path, reader: Reader) -> tuple[tuple[Diagnostic, ...], ...]:
    """What each stage finds in the model at *path*: loading, checking, and what comes after; all of *reader*."""
    loaded = load(path, reader)
    if loaded.value is None:
        return (loaded.diagnostics, (), ())
    meant = check(loaded.value.main, loaded.value)
    after = () if meant.value is None else _of_meaning(loaded.value, meant.value).diagnostics
    return (loaded.diagnostics, meant.diagnostics, after)


def check_text(
    text: str, name: str = "case.sem", files: Mapping[str, str] | None = None
) -> Outcome[Checked | None]:
    """The same for a model given as *text*, with the *files* it may name."""
    loaded = load_text(text, name, files)
    return _after(loaded.diagnostics, check_project(loaded.value) if loaded.value else Outcome(None))


def proofs(checked: Checked) -> Outcome[tuple[Verdict, ...]]:
    """What is known of the identities of *checked*: a verdict for each, and what is to be said of those not proved."""
    model = checked.model
    if not model.identities:
        return Outcome(())
    from semdsl.symbolic.identities import Proofs, findings_of  # only identities need it

    verdicts = Proofs(checked.computed).verdicts(checked.computed)
    return Outcome(verdicts, in_order(findings_of(model, verdicts)))


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """The closed form of the recursion ``name``, as an author writes it; it holds wherever ``unless`` is not 0.

    ``lines`` is a formula, and after it the running product that stands in it twice, by the name it has there.
    ``pieces`` is the same for who sets it.
    """

    name: str
    lines: tuple[str, ...]
    pieces: Pieces
    unless: str = ""


def closed_forms(checked: Checked, names: Collection[str] | None = None) -> tuple[ClosedForm, ...]:
    """The closed forms of the recursions of *checked*, each with a proof by induction; of *names* alone, if given."""
    model = checked.model
    if not recursions(checked):
        return ()
    from semdsl.symbolic.recurrences import recurrences  # SymPy takes long to load

    return tuple(
        ClosedForm(one.name, one.text(model), one.pieces(model), one.divisor(model))
        for one in recurrences(model, names)
    )


def recursions(checked: Checked) -> tuple[str, ...]:
    """The quantities of *checked* that need themselves."""
    return tuple(
        name
        for name, own in checked.model.quantities.items()
        if any(ref.name == name for case in own.cases for ref in references(case.formula))
    )


def dangers(checked: Checked) -> tuple[Diagnostic, ...]:
    """What can go wrong with other values within the ranges that *checked* states, and where digits are lost."""
    from semdsl.symbolic.dangers import dangers as what_fails  # most commands do not ask
    from semdsl.symbolic.hulls import Hulls
    from semdsl.symbolic.lost_digits import lost_digits

    hulls = Hulls(checked.computed, checked.tables)
    return in_order(what_fails(hulls) + lost_digits(hulls))


def check_project(project: Project) -> Outcome[Checked | None]:
    """The stages after loading."""
    meant = check(project.main, project)
    if meant.value is None:
        return Outcome(None, meant.diagnostics)
    outcome = _of_meaning(project, meant.value)
    return Outcome(outcome.value if meant.ok else None, meant.diagnostics + outcome.diagnostics)


def _of_meaning(project: Project, model: Model) -> Outcome[Checked | None]:
    """The stages after checking."""
    tables = read_tables(model, project, _table_names(model))
    figures = _figures(model, project)
    others = _tables_of_scenarios(model, project)
    loops = ordered(model, alone=is_module(project.main))
    found = tables.diagnostics + figures.diagnostics + others + loops.diagnostics
    found += check_figures(model, tables.value or {})
    found += check_price_indices(model, tables.value or {})
    if tables.value is None or figures.value is None or any(one.is_error for one in found):
        return Outcome(None, found)
    found += known_outside(model, tables.value) + check_knots(model, tables.value)
    if any(one.is_error for one in found):
        return Outcome(None, found)
    return Outcome(Checked(project, model, tables.value, figures.value, loops.value), found)


def _after(earlier: tuple[Diagnostic, ...], outcome: Outcome[Checked | None]) -> Outcome[Checked | None]:
    found = in_order(earlier + outcome.diagnostics)
    return Outcome(None if any(one.is_error for one in found) else outcome.value, found)


def _table_names(model: Model) -> tuple[str, ...]:
    return tuple(name for name, quantity in model.quantities.items() if quantity.table is not None)


def _figures(model: Model, project: Project) -> Outcome[Mapping[str, TableValues] | None]:
    """The files that expectations compare with, by what is compared: two expectations may have the same words."""
    found: list[Diagnostic] = []
    figures: dict[str, TableValues] = {}
    for expectation in model.expectations:
        read = read_table(expectation.table, _axes(expectation, model), project)
        found += read.diagnostics
        if read.value is not None:
            figures[expectation.target] = read.value
    return Outcome(figures if len(figures) == len(model.expectations) else None, tuple(found))


def _axes(expectation: FileExpectation, model: Model) -> list[Axis]:
    return [model.axes[axis] for axis in expectation.axes]


def _tables_of_scenarios(model: Model, project: Project) -> tuple[Diagnostic, ...]:
    """What is wrong with the tables that only a scenario reads."""
    found: tuple[Diagnostic, ...] = ()
    known = {(quantity.table, quantity.axes) for quantity in model.quantities.values()}
    for name in model.scenarios:
        changed = with_scenario(model, name)
        quantities = changed.quantities.items()
        new = {own: (quantity.table, quantity.axes) for own, quantity in quantities if quantity.table}
        unread = [own for own, spec in new.items() if spec not in known]
        found += read_tables(changed, project, unread).diagnostics
        known.update(new.values())
    return found
