"""G33: interpreter and compiled program agree in every cell of every model, as stated and under each scenario."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from semdsl.pipeline import Checked
from semdsl.running import tables_for
from semdsl.runtime.program import Stopped
from semdsl.semantics.model import Model
from semdsl.semantics.overrides import with_scenario
from semdsl.semantics.tables import TableValues
from tests.support.compare import agreement, compiled, evaluated, moved_since, without_loops
from tests.trust.gate import Gate
from tests.trust.zoo import NAMES, valuation

GATE = Gate(
    "G33",
    "Interpreter and compiled program agree in every cell of every model, as stated and under each scenario",
    "{models} models and {scenarios} scenarios, {cells} cells within the bound of rounding",
    {"models": 5, "scenarios": 3, "cells": 50_000},
)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_model(name: str, count) -> None:
    own = valuation(name)
    found = agreement(own.computed, own.tables)
    assert not found.stopped
    assert found.undecided <= found.compared / 100
    count(models=1, cells=found.compared)


def under(own: Checked, scenario: str) -> tuple[Model, Mapping[str, TableValues]]:
    """The model under *scenario*, its loops solved, and its figures."""
    model = without_loops(with_scenario(own.model, scenario))
    tables = tables_for(model, own).value
    assert tables is not None
    return model, tables


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_model_under_each_scenario(name: str, count) -> None:
    """Every cell that a scenario may change, and what those rest on: all others are as stated."""
    own = valuation(name)
    stated = evaluated(own.computed, own.tables)
    for scenario in own.model.scenarios:
        found = agreement(*under(own, scenario), stated)
        assert not found.stopped
        assert found.undecided <= found.compared / 100
        count(scenarios=1, cells=found.compared)


@pytest.mark.parametrize(("name", "scenario"), [("sem", "low_wages"), ("institute_as_employer", "reform")])
def test_what_a_scenario_is_said_to_leave_alone_is_as_stated(name: str, scenario: str) -> None:
    """Otherwise too little would be compared under it. The program computes everything anew."""
    own = valuation(name)
    model, tables = under(own, scenario)
    moved = moved_since(evaluated(own.computed, own.tables, ()), model, tables)
    before, after = compiled(own.computed, own.tables), compiled(model, tables)
    assert not isinstance(before, Stopped)
    assert not isinstance(after, Stopped)
    same = [one for one in model.quantities if one not in moved]
    assert same
    for one in same:
        np.testing.assert_array_equal(after[one], before[one], err_msg=one)
    assert any(before.get(one) != after[one] for one in moved)
