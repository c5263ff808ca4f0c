"""The flagship, loaded once and run once in each scenario, for all tests that compare with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import semdsl

MODEL = Path(__file__).parents[2] / "models" / "sem.sem"


@pytest.fixture(scope="session")
def model() -> semdsl.Model:
    return semdsl.load(MODEL)


@pytest.fixture(scope="session")
def results(model: semdsl.Model) -> semdsl.Results:
    """The stated values, with what the model's own checks, expectations and tests say."""
    return model.test()


@pytest.fixture(scope="session")
def under(model: semdsl.Model, results: semdsl.Results) -> Callable[[str], semdsl.Results]:
    """The results of a scenario by its name: every quantity, without the checks and expectations."""
    return cache(lambda scenario: model.run(scenario=scenario, only=list(results)))
