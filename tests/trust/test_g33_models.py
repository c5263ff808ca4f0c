"""G33: interpreter and compiled program agree in every cell of every model, as stated and under each scenario."""

from __future__ import annotations

import pytest

from semdsl.running import tables_for
from semdsl.semantics.overrides import with_scenario
from tests.support.compare import agreement, without_loops
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


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_model_under_each_scenario(name: str, count) -> None:
    own = valuation(name)
    for scenario in own.model.scenarios:
        model = without_loops(with_scenario(own.model, scenario))
        tables = tables_for(model, own).value
        assert tables is not None
        found = agreement(model, tables)
        assert not found.stopped
        assert found.undecided <= found.compared / 100
        count(scenarios=1, cells=found.compared)
