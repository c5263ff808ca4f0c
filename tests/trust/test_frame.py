"""The frame of the gates: every module is found, and a gate that does not reach its figure does not hold."""

from __future__ import annotations

from string import Formatter

import pytest

from tests.trust.__main__ import gates, row
from tests.trust.gate import Gate
from tests.trust.measuring import Measured

GATES = gates()
GATE = Gate("G00", "An example", "{cases} cases, {files} files", {"cases": 10})


@pytest.mark.parametrize("number", GATES)
def test_a_gate_is_numbered_as_its_file_and_counts_what_it_says(number: str) -> None:
    gate, files = GATES[number]
    assert files[0].name.startswith(f"test_{number.lower()}_")
    assert all(path.exists() for path in files)
    said = {name for _, name, _, _ in Formatter().parse(gate.figure) if name}
    assert set(gate.least) <= said


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (Measured(passed=1, counts={"cases": 10}), "yes"),
        (Measured(passed=1, counts={"cases": 9}), "no: too few cases"),
        (Measured(passed=1, failed=["x"], counts={"cases": 10}), "no: 1 tests fail"),
        (Measured(), "no: no test has run"),
    ],
)
def test_a_gate_holds_if_all_tests_pass_and_the_figure_is_reached(measured: Measured, verdict: str) -> None:
    assert row(GATE, measured, sample=False)[-1] == verdict


def test_a_sample_need_not_reach_the_figure() -> None:
    assert row(GATE, Measured(passed=1), sample=True)[2:] == ("0 cases, 0 files", "yes")
