"""The stages that compute a checked model, in order.

with scenario and settings → read tables → schedule → compile → run → judge → results
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from semdsl.codegen import compile_schedule
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import joined, say
from semdsl.graph.schedule import schedule
from semdsl.graph.size import too_large
from semdsl.interpret.blame import blame, problem_diagnostic
from semdsl.interpret.findings import rounding_decides
from semdsl.interpret.ranges import made_within_range
from semdsl.interpret.rounding import Rounding
from semdsl.interpret.scalar import nothing_known
from semdsl.judging.checks import judge_check, judge_file, totals_compared
from semdsl.judging.indices import doubtful_indices
from semdsl.judging.loops import refused_solutions
from semdsl.judging.ranges import refused_ranges
from semdsl.judging.sizes import refused_sizes
from semdsl.judging.weights import doubtful_weights, needed_for_weights
from semdsl.pipeline import Checked, check_file
from semdsl.project.tables import read_tables
from semdsl.render.charts.data import data_of
from semdsl.render.charts.findings import doubts
from semdsl.render.reports import Cell, Table, label_shown, table_of, table_of_quantity
from semdsl.render.words import Words, title_of
from semdsl.requests import BASE, Options, Request, ends, public_names, request, settings_shown
from semdsl.runtime.program import Stopped
from semdsl.runtime.results import NamedAxis, Result, Results
from semdsl.runtime.verdicts import TestVerdict, Verdict
from semdsl.semantics.model import Axis, Check, FileExpectation, Model, Test
from semdsl.semantics.overrides import apply
from semdsl.semantics.parts import place_of
from semdsl.semantics.price_indices import known_not_one, price_indices
from semdsl.semantics.rewrite import references
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import Solved, solve
from semdsl.source import Span

Arrays = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario computed: ``arrays`` in base units, ``results`` in declared ones.

    ``name`` is ``base`` for the stated values; ``title`` is empty then. Figures from elsewhere are of the stated
    values: where a scenario or a setting changes them, expectations are not ``compared``.
    """

    name: str
    title: str
    model: Model
    arrays: Arrays
    results: Results
    compared: bool

    @property
    def ends(self) -> tuple[str, ...]:
        """What the model is about if it has no reports."""
        return () if self.model.tables else ends(self.model)

    def called(self, words: Words) -> str:
        """Its title or name, with the values that were set; empty if all are as the model states them."""
        name = "" if self.name == BASE else self.title or self.name
        settings = self.results.settings
        return f"{name or words.stated} {words.setting(settings)}" if settings else name

    def report_tables(self, part: str | None = None) -> tuple[Table, ...]:
        """The reports of the model, in order: all, or those of one *part* (empty: of the model file itself)."""
        reports = self.model.reports
        return tuple(
            table_of(report, self.model, self.value) for report in reports if part in (None, report.part)
        )

    def table(self, name: str) -> Table:
        """All cells of the quantity *name*."""
        return table_of_quantity(self.model.quantities[name], self.model, self.value)

    def value(self, name: str, cell: Cell) -> float:
        """The value, in base units, of the quantity *name* in a cell."""
        quantity = self.model.quantities[name]
        return float(self.arrays[name][tuple(cell[axis] for axis in quantity.axes)])


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for, computed: a run of each scenario."""

    checked: Checked
    request: Request
    scenarios: tuple[ScenarioRun, ...]

    @property
    def passed(self) -> bool | None:
        """Whether every check and expectation of every scenario holds; None if they were left out."""
        return None if self.request.only else all(scenario.results.passed for scenario in self.scenarios)


def run_file(path: Path, options: Options) -> Outcome[Run | None]:
    """Check and run the model at *path*."""
    checked = check_file(path)
    if checked.value is None:
        return Outcome(None, checked.diagnostics)
    ran = run_checked(checked.value, options)
    return Outcome(ran.value, checked.diagnostics + ran.diagnostics)


def run_checked(checked: Checked, options: Options) -> Outcome[Run | None]:
    """Run a checked model as *options* say."""
    asked = request(checked, options)
    if asked.value is None:
        return Outcome(None, asked.diagnostics)
    ran = run_request(checked, asked.value)
    return Outcome(ran.value, asked.diagnostics + ran.diagnostics)


def run_request(checked: Checked, asked: Request) -> Outcome[Run | None]:
    """Run each scenario that is asked for; the first that stops, stops the run."""
    runs: list[ScenarioRun] = []
    solved = [_without_loops(model, checked) for _, model in asked.models]
    proven = () if asked.only else _proven(checked, [own.value.model for own in solved])
    for at, (name, _) in enumerate(asked.models):
        ran = (
            _run_scenario(name, solved[at].value, checked, asked, proven[at] if proven else ())
            if solved[at].ok
            else Outcome(None, solved[at].diagnostics)
        )
        if ran.value is None:
            several = len(asked.models) > 1
            return Outcome(
                None,
                tuple(
                    one.noting(say("in the scenario `{name}`", name=name)) if several else one
                    for one in ran.diagnostics
                ),
            )
        runs.append(ran.value)
    computed = Run(checked, asked, tuple(runs))
    return Outcome(computed, tuple(_doubts(computed)))


def _doubts(ran: Run) -> Iterator[Diagnostic]:
    """What is wrong with the values of price indices, weights and charts, said once for each of them."""
    found: dict[str | Span, Diagnostic] = {}
    known = known_not_one(ran.checked.model, ran.checked.tables)
    for scenario in ran.scenarios:
        model = scenario.model
        told: list[tuple[str | Span, Diagnostic]] = list(_of_values(model, scenario.arrays, known))
        for chart in () if ran.request.only else model.charts:
            place = chart.report.span
            told += [(place, one) for one in doubts(data_of(chart, model, scenario.value), place)]
        several = len(ran.scenarios) > 1
        for about, one in told:
            noted = one.noting(say("in the scenario `{name}`", name=scenario.name)) if several else one
            found.setdefault(about, noted)
    yield from found.values()


def _of_values(
    model: Model, arrays: Arrays, known: Collection[str]
) -> Iterator[tuple[str | Span, Diagnostic]]:
    """What is wrong with price indices and weights, with what each is about; indices in *known* have been told of."""
    names = [name for name in model.quantities if name in arrays]
    yield from doubtful_indices([name for name in names if name not in known], model, arrays)
    for _, one in doubtful_weights(names, model, arrays):
        yield one.labels[0].span, one


def doubts_of_values(model: Model, checked: Checked, wanted: Collection[str]) -> tuple[Diagnostic, ...]:
    """What a run of *wanted* warns of: price indices and weights, with the values that *model* states.

    May report: ``wrong-unit``, ``negative-weight``.
    """
    solved = _without_loops(model, checked)
    needed = _looked_at(solved.value.model, wanted) if solved.ok else ()
    if not needed and not any(price_indices(model, wanted)):
        return ()
    computed = _computed(solved.value, checked, tuple(dict.fromkeys((*wanted, *needed))))
    known = known_not_one(checked.model, checked.tables)
    told = dict(_of_values(solved.value.model, computed.value or {}, known))
    return tuple(told.values())


def _proven(checked: Checked, models: Sequence[Model]) -> list[tuple[Verdict, ...]]:
    """What is known of the identities of each of *models*; they are proved once, as long as formulas stay."""
    if not checked.model.identities:
        return []
    from semdsl.symbolic.identities import Proofs  # only identities need SymPy, which takes long to load

    proofs = Proofs(checked.computed)
    return [proofs.verdicts(model) for model in models]


def _without_loops(model: Model, checked: Checked) -> Outcome[Solved]:
    """*model* with its loops solved: the stated one has been, and one with other values may have others."""
    return Outcome(checked.solved) if model is checked.model else solve(model)


def _run_scenario(
    name: str, solved: Solved, checked: Checked, asked: Request, proven: tuple[Verdict, ...]
) -> Outcome[ScenarioRun | None]:
    model = solved.model
    kept = asked.only or (public_names(model) if asked.options.everything else ())
    judged = not asked.only
    compared = judged and name == BASE and not asked.options.settings
    wanted = dict.fromkeys((*kept, *(_judged(model, checked) + _shown(model) if judged else ())))
    computed = _computed(solved, checked, tuple(dict.fromkeys((*wanted, *_looked_at(model, wanted)))))
    if computed.value is None:
        return Outcome(None, computed.diagnostics)
    arrays = computed.value
    titles = model.scenarios[name].titles if name in model.scenarios else ()
    results = Results(
        model=model.name,
        title=title_of(model.titles, model.language),
        scenario=name,
        quantities={own: result_of(own, model, arrays) for own in kept},
        verdicts=_in_order((*proven, *_verdicts(model, checked, arrays, compared=compared)))
        if judged
        else (),
        judged=judged,
        settings=settings_shown(asked.options.settings),
    )
    title = title_of(titles, model.language)
    return Outcome(ScenarioRun(name, title, model, arrays, results, compared))


def _looked_at(model: Model, wanted: Collection[str]) -> tuple[str, ...]:
    """What has to be known to look at the price indices and the weights that *wanted* quantities need."""
    indices = [index.quantity.name for index in price_indices(model, model.quantities)]
    weighed = needed_for_weights(model.quantities, model)
    if not indices and not weighed:
        return ()
    computed = schedule(model, tuple(wanted)).value.names
    cases = (case for name in computed for case in model.quantities[name].cases)
    read = {one.name for case in cases for one in references(case.formula)}
    found = [*(name for name in indices if name in read), *needed_for_weights(computed, model)]
    return tuple(dict.fromkeys(found))


def compute(model: Model, checked: Checked, wanted: Collection[str]) -> Outcome[Arrays | None]:
    """Arrays, in base units over declared axes, of at least the *wanted* quantities.

    May report: what is wrong with a table that only *model* reads or with a loop that only it has, an operation that
    is not defined, a loop whose solution does not meet its equations, a value beyond the numbers of its unit, and
    one outside the range of its assumption.
    """
    solved = _without_loops(model, checked)
    return _computed(solved.value, checked, wanted) if solved.ok else Outcome(None, solved.diagnostics)


def _computed(solved: Solved, checked: Checked, wanted: Collection[str]) -> Outcome[Arrays | None]:
    """The same for a model whose loops are solved; with a loop or a range come the numbers judged by it."""
    model = solved.model
    order = schedule(model, tuple(wanted))
    loops = [loop for loop in solved.loops if loop.is_among(order.value.names)]
    from_files = (name for name, own in model.quantities.items() if own.table is not None)
    ranged = made_within_range(model, (*order.value.names, *from_files))
    if (loops or ranged) and order.ok:
        judged = (name for loop in loops for name in loop.judged)
        order = schedule(model, tuple(dict.fromkeys((*wanted, *judged, *ranged))))
    tables = tables_for(model, checked)
    found = order.diagnostics + tables.diagnostics + too_large(model, order.value)
    if tables.value is None or any(one.is_error for one in found):
        return Outcome(None, found)
    try:
        arrays = compile_schedule(model, order.value).run(arrays_of(model, tables.value))
    except Stopped as stopped:
        return Outcome(None, (blamed(stopped, model, tables.value),))
    refused = refused_solutions(loops, model, arrays) or refused_sizes(model, arrays)
    refused = refused or refused_ranges(ranged, model, arrays)
    return Outcome(None if refused else arrays, refused)


def tables_for(model: Model, checked: Checked) -> Outcome[Mapping[str, TableValues] | None]:
    """The figures of every table of *model*; those that the stated model has too are not read again."""
    stated = checked.model.quantities
    known = {
        (quantity.table, quantity.axes): checked.tables[name]
        for name, quantity in stated.items()
        if quantity.table is not None
    }
    specs = {
        name: (quantity.table, quantity.axes) for name, quantity in model.quantities.items() if quantity.table
    }
    unread = [name for name, spec in specs.items() if spec not in known]
    read = read_tables(model, checked.project, unread)
    if read.value is None or any(one.is_error for one in read.diagnostics):
        return Outcome(None, read.diagnostics)
    return Outcome({name: known[spec] if spec in known else read.value[name] for name, spec in specs.items()})


def result_of(name: str, model: Model, arrays: Arrays) -> Result:
    """The quantity *name* in its declared unit."""
    quantity = model.quantities[name]
    return Result(
        name=name,
        title=title_of(quantity.titles, model.language),
        unit=quantity.shown,
        axes=tuple(_named(model.axes[axis], model.language) for axis in quantity.axes),
        values=np.array(arrays[name] / quantity.scale, dtype=np.float64),
    )


def run_tests(checked: Checked) -> tuple[TestVerdict, ...]:
    """Each test of the model, with what it is given in place; only what its expectations need is computed."""
    return tuple(_run_test(test, checked) for test in checked.model.tests)


def _run_test(test: Test, checked: Checked) -> TestVerdict:
    model = apply(checked.model, test.given)
    computed = compute(model, checked, _sides(test.expects))
    place = place_of(test.span, model.header)
    if computed.value is None:
        why = joined([found.message for found in computed.diagnostics], "; ")
        return TestVerdict(test.name, place, (), why, test.part)
    arrays = computed.value
    rounding = second_look(model, checked)
    verdicts = tuple(judge_check(check, model, arrays, rounding) for check in test.expects)
    return TestVerdict(test.name, place, verdicts, part=test.part)


def _in_order(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Checks first, then identities, then expectations."""
    kinds = ("check", "identity", "expectation")
    return tuple(sorted(verdicts, key=lambda verdict: kinds.index(verdict.kind)))


def _verdicts(model: Model, checked: Checked, arrays: Arrays, *, compared: bool) -> tuple[Verdict, ...]:
    """Of checks, and of expectations if they are compared, each in the order they are written."""
    rounding = _rounding(model, checked)
    checks = [
        judge_check(check, model, arrays, rounding)
        for check in model.checks
        if compared or check.kind == "check"
    ]
    if not compared:
        return tuple(checks)
    files = [
        judge_file(one, checked.figures[one.target], model, arrays, rounding) for one in model.expectations
    ]
    return (*checks, *files)


def second_look(model: Model, checked: Checked) -> Rounding:
    """A second look at comparisons of *model*, which has been computed: its loops are solved, as they were there."""
    return _rounding(_without_loops(model, checked).value.model, checked)


def _rounding(model: Model, checked: Checked) -> Rounding:
    """The same for a model whose loops are solved; it has been computed, so that its tables can be read."""
    return Rounding(model, lambda: tables_for(model, checked).value or {})


def _judged(model: Model, checked: Checked) -> tuple[str, ...]:
    """What checks and expectations compare; of totals those that a file has rows of."""
    files = [name for one in model.expectations for name in (one.target, one.tolerance, _stated(one)) if name]
    for one in model.expectations:
        for total in totals_compared(one, checked.figures[one.target], model):
            files += [name for name in (total.quantity, total.tolerance, total.stated) if name]
    return _sides(model.checks) + tuple(files)


def _sides(checks: Collection[Check]) -> tuple[str, ...]:
    return tuple(
        name
        for check in checks
        for name in (check.left, check.right, check.tolerance, _stated(check))
        if name
    )


def _stated(judged: Check | FileExpectation) -> str:
    return judged.deviates.name if judged.deviates else ""


def _shown(model: Model) -> tuple[str, ...]:
    """What reports show, or what a run without reports does."""
    if not model.tables:
        return ends(model)
    return tuple(
        name
        for report in model.tables
        for shown in report.shown
        for name in (shown.quantity, *(total.quantity for total in shown.totals))
    )


def blamed(stopped: Stopped, model: Model, tables: Mapping[str, TableValues]) -> Diagnostic:
    """The finding about the cell that stopped the run, found again one cell at a time."""
    problem = blame(model, tables, stopped.name, nothing_known)
    if problem is None:
        return rounding_decides(stopped.name, model)
    return problem_diagnostic(problem, model)


def arrays_of(model: Model, tables: Mapping[str, TableValues]) -> Arrays:
    """The figures of *tables* over the axes of theirs, in base units."""
    return {
        name: np.array(table.values, dtype=np.float64).reshape(
            [len(model.axes[axis]) for axis in model.quantities[name].axes]
        )
        for name, table in tables.items()
    }


def _named(axis: Axis, language: str) -> NamedAxis:
    titles = tuple(label_shown(axis, position, language) for position in range(len(axis)))
    return NamedAxis(axis.name, axis.labels, titles, axis.coordinates)
