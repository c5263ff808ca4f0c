"""G22: an operation without a result, anywhere in any model, stops the run; the finding names its formula and cell.

A fault is put into one cell of one quantity of a model, at a place of its formula by chance: seventeen kinds, among
them those that would vanish again, as in ``1 / (1 / 0)`` or ``min(x, 1 / 0)``. Or a figure of a table is no number.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from semdsl.interpret.findings import cell_text
from semdsl.running import compute
from semdsl.semantics.rewrite import references
from tests.trust.faults import KINDS, dependents, inject, reads_of
from tests.trust.gate import Gate
from tests.trust.zoo import NAMES, valuation

GATE = Gate(
    "G22",
    "An undefined operation at any place of any model stops the run, and the finding names formula and cell",
    "{faults} faults in formulas of {kinds} kinds and {figures} in figures: all stopped, formula and cell exact",
    {"faults": 2_000, "figures": 250},
    ("interpret/test_blame.py",),
)

SAMPLE, LONG = 10, 410  # faults to a model
PARTS = 8  # of the long run of a model


def stops_at(name: str, seed: int) -> None:
    """The fault *seed* of the model *name*, seen from a result that depends on it."""
    own = valuation(name)
    fault = inject(own.model, seed, own.solved.loops)
    found = dependents(reads_of(own.model))[fault.name]
    result = compute(fault.model, own, [random.Random(seed).choice(found)])
    assert result.value is None, f"{fault.kind} in {fault.name} {fault.cell} (seed {seed}) gave a result"
    (finding,) = [one for one in result.diagnostics if one.is_error]
    where = cell_text(fault.name, fault.cell, fault.model)
    assert f"`{where}`" in finding.message, (seed, where, finding.message)
    assert finding.code == fault.code, (seed, fault.kind, finding.message)
    assert finding.labels[0].span == fault.span


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_in_a_formula_is_blamed_on_its_cell(name: str, count) -> None:
    first = SAMPLE * NAMES.index(name)  # so that all kinds occur
    for seed in range(first, first + SAMPLE):
        stops_at(name, seed)
    count(faults=SAMPLE, kinds=len(KINDS) if name == NAMES[0] else 0)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", NAMES)
def test_many_faults_in_formulas_are_blamed_on_their_cells(name: str, part: int, count) -> None:
    seeds = range(1_000 + part, 1_000 + LONG - SAMPLE, PARTS)
    for seed in seeds:
        stops_at(name, seed)
    count(faults=len(seeds))


def test_there_are_models_for_all_kinds() -> None:
    assert len(NAMES) * SAMPLE >= len(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_that_is_no_number_is_blamed_on_its_row(name: str, count) -> None:
    """The reader of tables lets none through; should one come about, it is found before anything is computed."""
    own = valuation(name)
    read = {
        ref.name
        for one in own.model.quantities.values()
        for case in one.cases
        for ref in references(case.formula)
    }
    tables = sorted(one for one in own.tables if one in read and not own.model.quantities[one].partial)
    for seed in range(100 if tables else 0):
        chance = random.Random(seed)
        table = chance.choice(tables)
        values = list(own.tables[table].values)
        at = chance.randrange(len(values))
        values[at] = (math.nan, math.inf, -math.inf)[seed % 3]
        spoilt = replace(own, tables={**own.tables, table: replace(own.tables[table], values=tuple(values))})
        result = compute(own.model, spoilt, [chance.choice(dependents(reads_of(own.model))[table])])
        assert result.value is None
        (finding,) = result.diagnostics
        assert f"`{cell_text(table, _cell(at, own.model, table), own.model)}`" in finding.message
    count(figures=100 if tables else 0)


def _cell(at: int, model, table: str) -> tuple[int, ...]:
    cell: list[int] = []
    for axis in reversed(model.quantities[table].axes):
        at, position = divmod(at, len(model.axes[axis]))
        cell.insert(0, position)
    return tuple(cell)
