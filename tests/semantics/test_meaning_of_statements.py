"""What scenarios, tests, checks, expectations and reports mean, with the numbers worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked, run_tests
from tests.support.meaning import XY, YEARS, M, agreed

# ── Scenarios and given values ────────────────────────────────────────────────────────────────────

RATES = YEARS + (
    'assumption r[year] : ratio = 10%\n    source "s"\nassumption k : million MXN = 3\n    source "s"\n'
    'assumption twice[year] : ratio\n    source "s"\n    = 1                for 2005\n'
    "    = 2 * twice[year-1] otherwise\n"
    'table t[year] : ratio\n    from "t.csv"\n    source "s"\nassumption c[year, line] : ratio = 0\n'
    '    source "s"\n'
)
FIGURES = {
    "t.csv": "year,value\n" + "".join(f"{year},{year - 2004}\n" for year in range(2005, 2011)),
    "u.csv": "year,value\n" + "".join(f"{year},{100 * (year - 2004)}\n" for year in range(2005, 2011)),
}

SCENARIOS = {
    "a number set is in the declared unit, and the old value may have a sign": (
        "variable x : MXN = k\nscenario s\n    set k = 5\n    set k = -k",
        [-5e6],
    ),
    "what is extended comes first": (
        "variable x[year] : MXN = r * k\nscenario a\n    set k = 5\n    set r = r + 1pp for 2007..\n"
        "scenario s\n    extends a\n"
        "    set k = k * 2\n    set r = 2 * r for 2008..2009\n    set r[2010] = 1",
        [1e6, 1e6, 1.1e6, 2.2e6, 2.2e6, 10e6],
    ),
    "later cells of a recursion go on from the value set": (
        XY + "twice\nscenario s\n    set twice = twice + 1 for 2007",
        [1, 2, 5, 10, 20, 40],
    ),
    "the old value is that without the setting, in every cell": (
        XY + "twice\nscenario s\n    set twice = twice + 1\n    set twice = twice * 10 for 2008..",
        [2, 3, 5, 90, 170, 330],
    ),
    "the old value of the year before": (
        XY + "r\nscenario s\n    set r = r[year-1] + 1pp for 2006..\n    set r = 3 * r[year-1] for 2010",
        [0.1, 0.11, 0.11, 0.11, 0.11, 0.33],
    ),
    "figures of a table, in part": (
        XY + "t\nscenario s\n    set t = t * 10 for 2007..2008\n    set t[2010] = 7",
        [1, 2, 30, 40, 5, 7],
    ),
    "another file": (
        XY + 't\nscenario s\n    set t from "u.csv" in %\n    set t[2006] = t + 1',
        [1, 3, 3, 4, 5, 6],
    ),
    "places in every form": (
        "variable x[year, line] : ratio = c\nscenario s\n    set c[2006, SEM] = 1\n"
        "    set c[year = 2007..2008] = 2\n"
        "    set c[GMP] = 3 for 2009\n    set c[first of year] = 4",
        [4, 4, 1, 0, 2, 2, 2, 2, 0, 3, 0, 0],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenarios(text: str, expected: list[float]) -> None:
    assert agreed(RATES + text + "\n", FIGURES, "s") == pytest.approx(expected, rel=1e-13)


# Without anything given r is 100, 110, 121, 133.1: the interest i is a tenth of the year before.
LOOP = """
variable i[year] : ratio
    = 0                for 2005
    = 0.1 * r[year-1]  otherwise
variable r[year] : ratio
    = 100            for 2005
    = r[year-1] + i  otherwise
test "t"
"""


@pytest.mark.parametrize(
    "lines",
    [
        ("given r[2007] = 50", "expect r[2006] = 110", "expect r[2008] = 55"),
        ("given r[year = 2006] = 10", "given i = 1 for 2008", "expect r[2007] = 11", "expect r[2008] = 12"),
        ("given r = r + 10", "expect r[2005] = 110", "expect r[2006] = 120", "expect r[2008] = 143.1"),
        ("given r = r + 10 for 2006, 2008", "expect r[2007] = 132", "expect r[2008] = 143.1"),
    ],
    ids=["one cell", "two quantities", "the old values of a loop", "the old values of some years of a loop"],
)
def test_given(lines: tuple[str, ...]) -> None:
    checked = check_text(YEARS + LOOP + "".join(f"    {line}\n" for line in lines)).value
    assert checked is not None
    (verdict,) = run_tests(checked)
    assert not verdict.stopped
    assert [(one.name, one.passed) for one in verdict.verdicts if not one.passed] == []


# ── Checks and expectations ───────────────────────────────────────────────────────────────────────


def verdicts(text: str, files: Mapping[str, str] | None = None) -> list[list[tuple[str, bool]]]:
    """Of each check and expectation the cells compared, by their labels, and whether they hold."""
    outcome = check_text(text, files=files)
    assert outcome.value is not None, [found.message for found in outcome.diagnostics]
    ran = run_checked(outcome.value, Options()).value
    assert ran is not None
    return [[(str(cell), cell.passed) for cell in one.cells] for one in ran.scenarios[0].results.verdicts]


CHECKS = {
    # half a percent of 1.005 is more than the difference of 0.005; of -1.006 it is less than 0.006
    "a part of a negative right side": ("n = -1.005 * v within 0.5% for 2005", [("2005", True)]),
    "more than a part of a negative right side": ("n = -1.006 * v within 0.5% for 2005", [("2005", False)]),
    "a part of 0 is 0": ("v - v + 0.0001 = v - v within 1% for 2005", [("2005", False)]),
    "0 is within a part of 0": ("v - v = 0 within 1% for 2005", [("2005", True)]),
    "at least, below by a part": ("n >= -0.999 * v within 1% for 2006", [("2006", True)]),
    "at least, below by more": ("n >= -0.98 * v within 1% for 2006", [("2006", False)]),
    "a tolerance that varies": (
        "v = 4 within v for 2005..2007",
        [("2005", False), ("2006", True), ("2007", True)],
    ),
    "a sum over years of each year's own step is one number": (
        "sum(v * g over year for year >= 2006) = 41",
        [("", True)],
    ),
    "steps are compared on the years where years are": (
        "g * 2 <= v for 2006..2007",
        [("2006", True), ("2007", True)],
    ),
    "groups inside a sum over years are those of the running year": (
        "sum(if step = 2007 then v - v[first of step] else 0 over year for year >= 2006) = 1",
        [("", True)],
    ),
    "a quantity by step alone is compared by step": (
        "g = v[first of step] / 2",
        [("2006-2007", True), ("2008-2009", True), ("2010", True)],
    ),
    "a sum by step is compared by step": ("sum(v over year by step) = 9 for 2008", [("2008-2009", True)]),
    "a condition on the cell": (
        "v = m[SEM] or line = GMP for 2005",
        [("2005, SEM", True), ("2005, GMP", True)],
    ),
}


@pytest.mark.parametrize(("check", "expected"), CHECKS.values(), ids=CHECKS)
def test_checks(check: str, expected: list[tuple[str, bool]]) -> None:
    model = M + "variable g[step] : ratio = (step - 2004) / 2\nvariable n[year] : ratio = -v\n"
    assert verdicts(f"{model}check c : {check}\n") == [expected]


LISTED = {"a.csv": "year,line,value\n2005,SEM,1\n2010,GMP,60\n2007,GMP,31\n", "b.csv": "year,value\n2005,2\n"}

EXPECTATIONS = {
    "every row": (
        'expect m[year, line] matches "a.csv" within 3%',
        [[("2005, SEM", True), ("2007, GMP", False), ("2010, GMP", True)]],
    ),
    "rows selected, axes in another order": (
        'expect m[line, year] matches "a.csv" within 4% for GMP',
        [[("GMP, 2007", True), ("GMP, 2010", True)]],
    ),
    "a place that is fixed": (
        'expect m[year, GMP] matches "a.csv" where line = "GMP" within 1 for 2008..',
        [[("2010", True)]],
    ),
    "two files for the same cells": (
        'expect m[year, SEM] matches "a.csv" where line = "SEM"\nexpect m[year, SEM] matches "b.csv"',
        [[("2005", True)], [("2005", False)]],
    ),
    "figures in another unit": ('expect m[year, SEM] matches "b.csv" in % within 98pp', [[("2005", True)]]),
}


@pytest.mark.parametrize(("text", "expected"), EXPECTATIONS.values(), ids=EXPECTATIONS)
def test_expectations(text: str, expected: list[list[tuple[str, bool]]]) -> None:
    assert verdicts(f"{M}{text}\n", LISTED) == expected


# ── Reports ───────────────────────────────────────────────────────────────────────────────────────

REPORTS = {
    "members in their own order, once": (
        "rows line in GMP, SEM\n    columns year in 2010, 2006..2007, 2006\n    show m",
        [[], [60, 20, 30], [6, 2, 3]],
    ),
    "a group's value under its years, blank before the groups": (
        "columns year in 2010, 2005..2006\n    show g",
        [[3, None, 1]],
    ),
    "the ends of the groups": ("rows step in last of step, 2006\n    show g", [[], [3], [1]]),
    "places beyond the axis are blank": ("columns year in 2005, 2006\n    show m[SEM, year-1]", [[None, 1]]),
    "a year that is fixed, for its group": (
        "show g, v where year = 2008\n    show g[step-1] where year = 2008",
        [[2], [4], [1]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REPORTS.values(), ids=REPORTS)
def test_reports(text: str, expected: list[list[float | None]]) -> None:
    model = M + "variable g[step] : ratio = (step - 2004) / 2\n"
    checked = check_text(f'{model}report "r"\n    {text}\n').value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    (table,) = ran.scenarios[0].report_tables()
    shown = [[None if math.isnan(number) else number for number in row.numbers] for row in table.rows]
    assert shown == expected
