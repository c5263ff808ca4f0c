"""Tables of which a file gives some cells and formulas the others.

The file has the years 2005..2008 of both sexes: 1, 2, 3, 4 thousand men and 10, 20, 30, 40 thousand women.
In 2009 each figure doubles, and in 2010 the total of 2009 is halved among the sexes.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from semdsl.coverage import coverage
from semdsl.diagnostics.text import render_all
from semdsl.pipeline import check_text
from semdsl.requests import Options, public_names
from semdsl.running import run_checked, run_tests
from tests.support.meaning import agreed, codes

HEAD = """model gaps
time year = 2005..2010
axis sex = male "Hombres", female "Mujeres"
"""
TABLE = """table t[year, sex] "T" : thousand person
    from "f.csv"                          for year <= 2008
    = 2 * t[year-1]                       for 2009
    = sum(t[year-1] over sex) / 2         otherwise  note "por mitad"
    source "S"
"""
MODEL = HEAD + TABLE + "variable x[year, sex] : person = t\n"
ROWS = [
    f"{year},{sex},{figure * (year - 2004)}"
    for year in range(2005, 2009)
    for sex, figure in (("male", 1), ("female", 10))
]
FILE = "\n".join(["year,sex,value", *ROWS, "2009,male,", "2010,female, "]) + "\n"
FILES = {"f.csv": FILE}
PRINTED = [1, 10, 2, 20, 3, 30, 4, 40]


def values(text: str, files: Mapping[str, str] = FILES, scenario: str = "base") -> list[float]:
    """All cells of `x`, in thousands, on which both evaluators agree."""
    return [value / 1000 for value in agreed(text, files, scenario)]


def test_figures_are_in_the_unit_of_the_file_and_formulas_in_base_units() -> None:
    assert values(MODEL) == pytest.approx([*PRINTED, 8, 80, 44, 44])
    in_persons = MODEL.replace('"f.csv"', '"f.csv" in person').replace("2 * t[year-1]", "9 person")
    assert agreed(in_persons, FILES) == pytest.approx([*PRINTED, 9, 9, 9, 9])
    stated = MODEL.replace("2 * t[year-1]", "9").replace("for 2009", 'for 2009 source "S"')
    assert values(stated) == pytest.approx([*PRINTED, 9, 9, 9, 9])


SCENARIOS = {
    "a factor on every cell": (["set t = 3 * t"], [*(3 * v for v in PRINTED), 24, 240, 132, 132]),
    "printed cells: the formulas go on from them": (["set t[2008] = 5"], [*PRINTED[:6], 5, 5, 10, 10, 10, 10]),
    "cells of a formula": (["set t = t + 1 thousand person for 2009"], [*PRINTED, 9, 81, 45, 45]),
    "both": (["set t = 7 for 2008..2009 and male"], [*PRINTED[:6], 7, 40, 7, 80, 43.5, 43.5]),
    "another file for the same cells": (['set t from "g.csv"'], [*(2 * v for v in PRINTED), 16, 160, 88, 88]),
    "a file in another unit": (['set t from "f.csv" in person'], [v / 1000 for v in [*PRINTED, 8, 80, 44, 44]]),
    "a file for cells of a formula": (['set t from "h.csv" for 2009'], [*PRINTED, 5, 6, 5.5, 5.5]),
    "a file for a place": (['set t[2009] from "h.csv"'], [*PRINTED, 5, 6, 5.5, 5.5]),
    "a file after a number": (
        ["set t = 1 for 2009", 'set t from "g.csv"'],
        [*(2 * v for v in PRINTED), 1, 1, 1, 1],
    ),
    "a number after a file": (['set t from "g.csv"', "set t = 10 * t for 2005"],
        [20, 200, *(2 * v for v in PRINTED[2:]), 16, 160, 88, 88]),
}  # fmt: skip
OTHERS = {
    **FILES,
    "g.csv": "year,sex,value\n" + "".join(
        f"{year},{sex},{2 * figure * (year - 2004)}\n"
        for year in range(2005, 2009)
        for sex, figure in (("male", 1), ("female", 10))
    ),
    "h.csv": "year,sex,value\n2009,Hombres,5\n2009,Mujeres,6\n",
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenarios(lines: list[str], expected: list[float]) -> None:
    text = MODEL + "scenario s\n" + "".join(f"    {line}\n" for line in lines)
    assert values(text, OTHERS, "s") == pytest.approx(expected)
    assert values(text, OTHERS) == pytest.approx([*PRINTED, 8, 80, 44, 44])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('set t from "h.csv"', "missing-cell"),
        ('set t from "h.csv" for 2008..2009', "missing-cell"),
        ('set t from "g.csv" for 2005..2007', "figure-outside"),
        ('set t[2010] from "h.csv"', "missing-cell"),
        ('set t from "g.csv" where sex != "men"', "no-rows-selected"),
        ('set t from "g.csv" for 2004', "unknown-label"),
    ],
)
def test_a_file_of_a_scenario_is_held_against_its_cells_before_any_run(line: str, code: str) -> None:
    files = OTHERS
    if code == "missing-cell" and "2010" in line:
        files = OTHERS | {"h.csv": "year,sex,value\n2010,male,5\n"}
    elif code == "missing-cell":
        files = OTHERS | {"h.csv": "year,sex,value\n2008,male,5\n"}
    assert codes(MODEL + f"scenario s\n    {line}\n", files) == [code]


def test_the_file_that_two_scenarios_read_is_reported_once() -> None:
    text = (
        MODEL + 'scenario s\n    set t from "h.csv"\nscenario r\n    extends s\n    set t[2009, male] = 1\n'
    )
    files = OTHERS | {"h.csv": "year,sex,value\n2005,male,5\n"}
    assert codes(text, files) == ["missing-cell"]


def test_settings_and_given_values() -> None:
    checked = check_text(
        MODEL + 'test "t"\n    given t[2008] = 6\n    given t = 1 for 2009 and male\n'
        "    expect x[2009, female] = 12 thousand person\n    expect x[2010, male] = 6.5 thousand person\n",
        files=FILES,
    ).value
    assert checked is not None
    assert [verdict.passed for verdict in run_tests(checked)] == [True]
    ran = run_checked(checked, Options(settings=("t[2008]=6",), only=("x",))).value
    assert ran is not None
    assert ran.scenarios[0].arrays["x"].ravel().tolist()[6:] == [6e3, 6e3, 12e3, 12e3, 12e3, 12e3]


def test_several_files_and_the_rest() -> None:
    text = HEAD + (
        'table t[year, sex] "T" : thousand person\n'
        '    from "old.csv" for year < 2007 source "A"\n'
        "    = t[year-1] for 2007\n"
        '    from "new.csv" where kind in "a", "b" otherwise\n'
        "variable x[year, sex] : person = t\n"
    )
    old = "year,sex,value\n2005,male,1\n2005,female,2\n2006,male,3\n2006,female,4\n"
    new = "kind,year,sex,value\n" + "".join(
        f"{'ab'[year % 2]},{year},{sex},{year - 2000}\n"
        for year in (2008, 2009, 2010)
        for sex in ("male", "female")
    )
    assert values(text, {"old.csv": old, "new.csv": new + "c,2005,male,1\n"}) == [
        *(1, 2, 3, 4, 3, 4, 8, 8, 9, 9, 10, 10)
    ]


def test_interpolation_is_within_the_cells_of_one_file() -> None:
    text = MODEL.replace("    source", "    interpolate linear over year\n    source")
    kept = [row for row in ROWS if not row.startswith(("2006", "2007"))]
    rows = FILE.replace("\n".join(ROWS), "\n".join(kept))
    assert values(text, {"f.csv": rows}) == pytest.approx([*PRINTED, 8, 80, 44, 44])


TEMPLATE = """module tab
input time year
input growth[year] : ratio
axis sex = male, female
table t[year, sex] : person
    from "f.csv" for year <= 2008
    = t[year-1] * growth otherwise
"""


def test_in_a_template_a_formula_may_bring_in_an_axis_that_the_file_does_not_have() -> None:
    text = (
        'model m\nuse "tab.sem" with (growth = growth) as tab\ntime year = 2005..2010\naxis line = SEM, GMP\n'
        'parameter growth[year, line] : ratio\n    source "S"\n    = 2 for SEM\n    = 3 for GMP\n'
        "variable x[year, line] : person = sum(tab.t over tab.sex)\n"
        "scenario s\n    set tab.t[tab.sex = male] = 0 for 2008\n"
    )
    files = {"tab.sem": TEMPLATE, "f.csv": FILE}
    assert agreed(text, files) == [11, 11, 22, 22, 33, 33, 44, 44, 88, 132, 176, 396]
    assert agreed(text, files, "s") == [11, 11, 22, 22, 33, 33, 40, 40, 80, 120, 160, 360]


MISTAKES = {
    "cells of neither": (("        otherwise  note", "        for 2010 and male  note"), "gap"),
    "cells of both": (("for 2009", "for 2008..2009"), "overlap"),
    "a file that does not say which": (("for year <= 2008", ""), "formula-without-cells"),
    "two rests": (("for year <= 2008", "otherwise"), "overlap"),
    "a label that is not there": (("for year <= 2008", "for year <= 2008 and sex = men"), "unknown-label"),
    "a selection by values": (("for year <= 2008", "for t > 3"), "selection-compares-values"),
    "a formula in another unit": (("2 * t[year-1]", "2"), ""),
    "a formula in money": (("2 * t[year-1]", "2 MXN * t[year-1]"), "wrong-unit"),
    "a formula with a condition": (("2 * t[year-1]", "t[year-1] > 0 person"), "wrong-unit"),
    "a formula of a name that is not there": (("2 * t[year-1]", "2 * u[year-1]"), "unknown-name"),
    "a formula that needs itself": (("2 * t[year-1]", "2 * t"), "cycle"),
    "a formula that looks beyond the axis": (("2 * t[year-1]", "t[year-9]"), "no-start"),
    "an unknown axis of a column": (('"f.csv"', '"f.csv" with (line = sex)'), "column-axis"),
    "another unit of the file": (('"f.csv"', '"f.csv" in MXN'), "file-unit"),
    "interpolation along another axis": (("    source", "    interpolate linear over age\n    source"),
        "interpolates-along"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "code"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(change: tuple[str, str], code: str) -> None:
    """One mistake, one finding."""
    text = MODEL.replace(*change)
    assert text != MODEL
    assert codes(text, FILES) == ([code] if code else [])


def test_a_number_beside_the_file_says_where_it_comes_from() -> None:
    text = MODEL.replace("2 * t[year-1]", "-2")
    found = check_text(text, files=FILES).diagnostics
    assert [one.code for one in found] == ["no-source"]
    assert check_text(text.replace("for 2009", 'for 2009 source "S"'), files=FILES).diagnostics == ()


def test_what_stops_a_run_is_told_by_the_row_of_the_file() -> None:
    """The name of what holds the figures is nobody's: it shows nowhere."""
    text = MODEL.replace("= t\n", "= t / (if year = 2007 then 0 else 1)\n")
    text += "scenario s\n    set t = 1 for 2005\n"
    for scenario in ("base", "s"):
        checked = check_text(text, files=FILES).value
        assert checked is not None
        said = render_all(run_checked(checked, Options(scenarios=(scenario,), only=("x",))).diagnostics)
        assert "`t[2007, male]` = 3 thousand person, from f.csv:6" in said
        assert "figures" not in said


def test_a_formula_of_a_table_that_stops_is_told_as_one_of_the_table() -> None:
    checked = check_text(MODEL.replace("2 * t[year-1]", "t[year-1] / 0"), files=FILES).value
    assert checked is not None
    said = render_all(run_checked(checked, Options(only=("t",))).diagnostics)
    assert "`t[2009, male]` divides by zero" in said
    assert "`t[2008, male]` = 4 thousand person, from f.csv:8" in said


def test_its_name_is_the_only_one() -> None:
    checked = check_text(MODEL, files=FILES).value
    assert checked is not None
    assert public_names(checked.model) == ("t", "x")
    assert coverage(checked).formulas == 3


KNOTS = """model knots
axis age = 0 to 6
table q[age] "Q" : ratio
    from "k.csv" in %
    interpolate linear over age
    source "S"
variable x[age] : ratio = q
scenario s
    SET
"""
OF_KNOTS = {
    "k.csv": "age,value\n0,1\n3,4\n6,10\n",
    "k2.csv": "age,value\n0,2\n6,14\n",
    "k3.csv": "age,value\n2,5\n4,9\n",
}
BETWEEN = [1, 2, 3, 4, 6, 8, 10]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('set q from "k2.csv" in %', [2, 4, 6, 8, 10, 12, 14]),
        ('set q from "k3.csv" in % for 2..4', [1, 2, 5, 7, 9, 8, 10]),
        ('set q[2..4] from "k3.csv" in %', [1, 2, 5, 7, 9, 8, 10]),
    ],
)
def test_the_file_of_a_scenario_is_interpolated_as_the_table_is(line: str, expected: list[float]) -> None:
    text = KNOTS.replace("SET", line)
    assert agreed(text, OF_KNOTS, "base") == pytest.approx([value / 100 for value in BETWEEN])
    assert agreed(text, OF_KNOTS, "s") == pytest.approx([value / 100 for value in expected])


def test_a_scenario_interpolates_only_between_the_figures_of_its_file() -> None:
    text = KNOTS.replace("SET", 'set q from "k3.csv" in %')
    assert codes(text, OF_KNOTS) == ["missing-cell"]
