"""A counter-example is written so that it can be pasted: as a test of the model it is read, and it fails."""

from __future__ import annotations

import pytest

from semdsl.diagnostics.text import render_all
from semdsl.pipeline import check_text, proofs
from semdsl.requests import Options
from semdsl.running import run_checked, run_tests
from semdsl.runtime.verdicts import REFUTED, CounterExample
from tests.symbolic.asking import checked

HEAD = """\
model gaps "Gaps"
time year = 2025..2027
axis sex = male, female
axis age = 00-39 to 80+ by 40
axis kind = "a b", c, t
"""
SIMPLE = """\
table t[year, sex] "T" : thousand MXN
    from "t.csv"    for year <= 2026
    = 2 * t[year-1] otherwise
    source "s"
"""
BANDS = """\
table t[year, age] "T" : person
    from "u.csv"                      for 2025 and age < 80 or 2027 and age >= 40
    from "v.csv" interpolate_nothing  for 2026
    = 5                               otherwise  note "n"
    source "s"
""".replace(" interpolate_nothing", "")
NAMES = """\
table t[kind, sex] "T" : ratio
    from "w.csv"  for kind = "a b" and male or kind in c, t and female
    = 1 - t[male] for kind = "a b" and female
    = 2           otherwise  note "n"
    source "s"
"""
FILES = {
    "t.csv": "year,sex,value\n2025,male,1\n2025,female,2\n2026,male,3\n2026,female,4\n",
    "u.csv": "year,age,value\n2025,0-39,1\n2025,40-79,2\n2027,40-79,3\n2027,80+,4\n",
    "v.csv": "year,age,value\n2026,0-39,1\n2026,40-79,2\n2026,80+,3\n",
    "w.csv": "kind,sex,value\na b,male,1\nc,female,2\nt,female,3\n",
}
WRONG = {
    "a cell of a file": (SIMPLE, "t[2026] = 3 MXN"),
    "a cell of a formula": (SIMPLE, "t[2027] = 3 * t[2026]"),
    "all cells, of files and formulas": (SIMPLE, "sum(t over sex) = 3 * t[male]"),
    "cells of two files": (BANDS, "sum(t over age) = 8 person"),
    "a figure among formulas": (BANDS, 't["80+"] = 5 person for 2025'),
    "labels in quotes": (NAMES, 'sum(t over sex) = 1'),
    "a label called like a quantity": (NAMES, 'sum(t over sex) = 2 for kind = t'),
}  # fmt: skip


def counter_example(model: str, identity: str) -> CounterExample:
    (verdict,) = proofs(checked(f"{HEAD}{model}identity wrong : {identity}\n", FILES)).value
    assert verdict.proof is not None
    assert verdict.proof.answer == REFUTED
    assert verdict.proof.counter_example is not None
    return verdict.proof.counter_example


@pytest.mark.parametrize("case", WRONG)
def test_over_a_table_with_gaps_it_is_a_test_that_fails(case: str) -> None:
    model, identity = WRONG[case]
    found = counter_example(model, identity)
    assert all(
        " " not in name.partition("[")[0] for name, _ in found.given
    )  # a name that no author can write
    outcome = check_text(f"{HEAD}{model}{found.test}\n", files=FILES)
    assert outcome.value is not None, found.test + "\n" + render_all(outcome.diagnostics)
    (test,) = run_tests(outcome.value)
    assert not test.stopped, found.test
    assert not test.passed, found.test


def test_the_figures_of_a_file_are_cells_of_its_table() -> None:
    found = counter_example(*WRONG["a cell of a file"])
    assert found.given == (("t", "0 for year in 2025..2026"),)
    found = counter_example(*WRONG["labels in quotes"])
    cells = 'sex = male and kind = "a b" or sex = female and kind in c, "t"'
    assert ("t", f"0 for {cells}") in found.given


def test_under_a_scenario_there_is_no_test_which_would_have_the_stated_values() -> None:
    """Under ``apart`` the second is 5%, which a test of the model does not know of."""
    model = checked(
        HEAD + 'assumption first "F" : ratio = 2%\n    source "s"\n'
        'assumption second "S" : ratio = first + 1pp\n'
        "identity apart_by_one : second - first = 0.01\n"
        "scenario apart\n    set second = 5% + 0 * second\n"
    )
    ran = run_checked(model, Options(scenarios=("base", "apart")))
    assert ran.value is not None
    stated, apart = (scenario.results.verdicts[0] for scenario in ran.value.scenarios)
    assert stated.passed
    assert apart.proof is not None
    assert apart.proof.counter_example is not None
    assert apart.proof.counter_example.test == ""
    assert all(name == "first" for name, _ in apart.proof.counter_example.given)


def test_what_holds_is_proved_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search takes far longer than the proof of an identity that holds."""
    from semdsl.symbolic import identities

    def find(_identity: object, _model: object, _givens: object) -> object:
        raise AssertionError("no search is needed")

    monkeypatch.setattr(identities, "_search", find)
    model = checked(f"{HEAD}{SIMPLE}identity right : sum(t over sex) = t[male] + t[female]\n", FILES)
    (verdict,) = proofs(model).value
    assert verdict.passed
