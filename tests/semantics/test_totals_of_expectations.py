"""Totals that a file of printed figures has: what they are compared with, and what has none.

The numbers are added up by hand from the figures in `COVERED`. Both evaluators compute every model here.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked
from tests.support.totals import COVERED, checked, codes, ran

PRINTED = """age,sex,value
young,male,10
young,female,20
young,total,30
old,male,5
old,female,6
old,total,11
total,male,15
total,female,26
total,total,42
"""


def cells(
    expect: str, printed: str = PRINTED, **options: tuple[str, ...]
) -> dict[str, tuple[float, float, float]]:
    """What was found, what was expected and how far apart they may be, by the cell."""
    run = ran(f"expect {expect}\n", {"printed.csv": printed}, **options)
    verdict = run.scenarios[0].results.verdicts[-1]
    assert verdict.kind == "expectation"
    return {str(cell): (cell.left, cell.right, cell.allowed) for cell in verdict.cells}


def test_every_row_is_compared_with_its_cell_or_its_sum() -> None:
    assert cells('covered[age, sex] matches "printed.csv" total "total" within 1 person') == {
        "young, male": (10, 10, 1),
        "young, female": (20, 20, 1),
        "young, total": (30, 30, 1),
        "old, male": (5, 5, 1),
        "old, female": (6, 6, 1),
        "old, total": (11, 11, 1),
        "total, male": (15, 15, 1),
        "total, female": (26, 26, 1),
        "total, total": (41, 42, 1),
    }


def test_a_file_of_some_totals() -> None:
    found = cells('covered[age, sex] matches "printed.csv" total "total" where age = "total"')
    assert {cell: left for cell, (left, _, _) in found.items()} == {
        "total, male": 15,
        "total, female": 26,
        "total, total": 41,
    }
    run = ran(
        'expect covered[age, sex] matches "printed.csv" where age = "total" total "total"\n',
        {"printed.csv": PRINTED},
    )
    computed = [name for name in run.scenarios[0].arrays if name.startswith("total over")]
    assert [name.partition(" of ")[0] for name in computed] == ["total over age", "total over age, sex"]


def test_an_axis_that_is_fixed_has_no_total() -> None:
    found = cells('covered[age, female] matches "printed.csv" where sex = "female" total "total"')
    assert [(cell, left) for cell, (left, _, _) in found.items()] == [
        ("young", 20),
        ("old", 6),
        ("total", 26),
    ]


def test_several_words_for_totals() -> None:
    printed = "age,sex,value\nTodas,Ambos  sexos,41\nTodas,male,15\nold,Ambos sexos,11\n"
    found = cells('covered[age, sex] matches "printed.csv" total "Todas", "Ambos sexos"', printed)
    assert [(cell, left) for cell, (left, _, _) in found.items()] == [
        ("old, total", 11),
        ("total, male", 15),
        ("total, total", 41),
    ]


def test_a_total_along_years_and_bands() -> None:
    printed = "year,age,value\n2005,old,10\nall,old,60\nall,all,66\n2007,all,33\n"
    found = cells('spent[year, age] matches "printed.csv" total "all"', printed)
    assert [(cell, left) for cell, (left, _, _) in found.items()] == [
        ("2005, old", 10),
        ("2007, total", 33),
        ("total, old", 60),
        ("total, total", 66),
    ]


def test_a_tolerance_that_varies_is_added_up_and_one_that_does_not_is_the_same() -> None:
    found = cells('covered[age, sex] matches "printed.csv" total "total" within 0.1 * covered')
    assert found["young, male"][2] == pytest.approx(1)
    assert found["young, total"][2] == pytest.approx(3)
    assert found["total, total"][2] == pytest.approx(4.1)
    found = cells('covered[age, sex] matches "printed.csv" total "total" within 0.1 * all_ages')
    assert found["young, male"][2] == pytest.approx(1.5)
    assert found["total, male"][2] == pytest.approx(1.5)
    assert found["total, total"][2] == pytest.approx(4.1)
    assert cells('covered[age, sex] matches "printed.csv" total "total" within 3%')["total, total"][2] == 0.03


def test_a_stated_deviation_is_added_up_like_a_tolerance() -> None:
    """A cell that is missed as stated passes; the limit of a total is the sum, if it varies."""
    printed = PRINTED.replace("young,total,30", "young,total,33").replace("total,male,15", "total,male,10")
    text = 'expect covered[age, sex] matches "printed.csv" total "total" within {} deviates up to {}\n    note "N"\n'
    ran_so = ran(text.format("1 person", "0.3 * covered"), {"printed.csv": printed})
    verdict = ran_so.scenarios[0].results.verdicts[-1]
    stated = {str(cell): (cell.stated, cell.as_stated) for cell in verdict.cells}
    assert stated["young, total"] == (pytest.approx(9), True)
    assert stated["total, male"] == (pytest.approx(4.5), False)
    assert stated["total, total"] == (pytest.approx(12.3), False)
    ran_so = ran(text.format("1%", "60%"), {"printed.csv": printed})
    verdict = ran_so.scenarios[0].results.verdicts[-1]
    assert {str(cell) for cell in verdict.cells if cell.as_stated} == {
        "young, total",
        "total, male",
        "total, total",
    }


def test_for_selects_totals_too() -> None:
    """A total along an axis that `for` narrows is not among what it selects."""
    found = cells('covered[age, sex] matches "printed.csv" total "total" for sex = male')
    assert list(found) == ["young, male", "old, male", "total, male"]
    found = cells('covered[age, sex] matches "printed.csv" total "total" for old or female')
    assert list(found) == ["young, female", "old, male", "old, female", "old, total", "total, female"]


def test_weights_make_printed_totals_means() -> None:
    printed = "age,sex,value\nyoung,total,50\ntotal,male,66.67\ntotal,total,60.49\n"
    found = cells('rate[age, sex] matches "printed.csv" in % total "total" weighted by covered', printed)
    assert {cell: round(left, 4) for cell, (left, _, _) in found.items()} == {
        "young, total": 0.5,
        "total, male": 0.6667,
        "total, total": 0.6049,
    }


def test_weights_of_zero_matter_only_where_a_row_needs_them() -> None:
    text = (
        'rate[age, sex] matches "printed.csv" in % total "total" weighted by (if age = young then 0 else 1)'
    )
    outcome = run_checked(
        checked(f"expect {text}\n", {"printed.csv": "age,sex,value\ntotal,male,100\n"}), Options()
    )
    assert outcome.value is not None
    (cell,) = outcome.value.scenarios[0].results.verdicts[-1].cells
    assert cell.left == pytest.approx(1)
    stopped = run_checked(
        checked(f"expect {text}\n", {"printed.csv": "age,sex,value\nold,total,90\n"}), Options()
    )
    assert [one.code for one in stopped.diagnostics if one.is_error] == ["division-by-zero"]


def test_expectations_of_totals_are_of_the_stated_values() -> None:
    text = 'expect covered[age, sex] matches "printed.csv" total "total" within 1 person\n'
    run = ran(text, {"printed.csv": PRINTED}, scenarios=("base", "double"))
    assert [len(one.results.verdicts) for one in run.scenarios] == [3, 2]
    assert run.passed


@pytest.mark.parametrize(
    ("expect", "expected"),
    [
        ('covered[age, sex] matches "printed.csv"', ["unknown-table-label", "unknown-table-label"]),
        ('covered[age, sex] matches "printed.csv" total "Suma"', ["unknown-table-label", "unknown-table-label"]),
        ('covered[age, sex] matches "printed.csv" total "total", "male"', ["member-called-total"]),
        ('covered[age, sex] matches "printed.csv" where sex = "male" total "Suma"', ["unknown-table-label"]),
        ('covered[old, sex] matches "printed.csv" where age = "old" total "todo"', ["unknown-table-label"]),
        ('covered[old, male] matches "printed.csv" where age = "old" and sex = "male" total "total"', ["no-total-row"]),
        ('rate[age, sex] matches "printed.csv" total "total"', ["total-of-ratio"]),
        ('rate[age, sex] matches "printed.csv" total "total" weighted by spent', ["axis-not-declared"]),
        (
            'rate[age, sex] matches "printed.csv" total "total" weighted by (covered > each)',
            ["condition-as-value"],
        ),
        ('covered[age, sex] matches "printed.csv" total "total" total "all"', ["repeated-part"]),
    ],
)  # fmt: skip
def test_what_an_expectation_cannot_compare(expect: str, expected: list[str]) -> None:
    assert codes(f"expect {expect}\n", {"printed.csv": PRINTED}) == expected


def test_the_way_to_name_totals_is_suggested() -> None:
    files = {"printed.csv": "age,sex,value\nyoung,Ambos sexos,30\n"}
    found = check_text(
        f'{COVERED}expect covered[age, sex] matches "printed.csv" total "Total"\n', files=files
    ).diagnostics
    assert 'write `total "Total", "Ambos sexos"`' in next(one for one in found if one.is_error).help


def test_a_member_called_total_and_a_total_beside_it() -> None:
    files = {"printed.csv": "part,value\none,1\nall,2\n"}
    text = 'axis part = total, one\nvariable of_part[part] : person = each\nexpect of_part matches "printed.csv" '
    assert codes(f'{text}total "all"\n', files) == ["member-called-total"]


def test_a_file_without_rows_of_totals_is_found_out() -> None:
    files = {"printed.csv": "age,sex,value\nyoung,male,10\n"}
    assert codes('expect covered[age, sex] matches "printed.csv" total "total"\n', files) == ["no-total-row"]


def test_a_total_that_is_given_twice() -> None:
    files = {"printed.csv": "age,sex,value\nyoung,total,30\nyoung,total,31\n"}
    assert codes('expect covered[age, sex] matches "printed.csv" total "total"\n', files) == ["repeated-cell"]


def test_tables_have_no_totals() -> None:
    table = '{} other[age] : person\n    from "printed.csv" total "total"\n    source "S"\n'
    assert codes(table.format("table"), {"printed.csv": PRINTED}) == ["total-of-table"]
    files = {"printed.csv": "age,value\nyoung,1\nold,2\n"}
    setting = (
        'table other[age] : person\n    from "printed.csv"\n    source "S"\n'
        'scenario s\n    set other from "printed.csv" total "total"\n'
    )
    assert codes(setting, files) == ["total-of-table"]
    given = 'test "T"\n    given each from "printed.csv" total "total"\n    expect each = 1 person\n'
    assert codes(given, files) == ["total-of-table"]


def test_in_a_template_totals_have_the_axes_of_what_is_bound() -> None:
    module = (
        'module part "P"\ninput amount : money\ninput unit money\nvariable twice : money = 2 * amount\n'
        'expect twice matches "printed.csv" total "total" within 0.01%\n'
    )
    printed = "year,age,value\n2005,old,20\n2005,total,22\ntotal,total,132\n"
    text = 'use "part.sem" with (amount = spent) as own\n'
    run = ran(text, {"part.sem": module, "printed.csv": printed})
    verdict = run.scenarios[0].results.verdicts[-1]
    assert [(str(cell), cell.left) for cell in verdict.cells] == [
        ("2005, old", 20),
        ("2005, total", 22),
        ("total, total", 132),
    ]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ('report "R"\n    rows age with total\n    columns sex\n    show rate weighted by none\n', {}),
        (
            'expect rate[age, sex] matches "r.csv" total "all" weighted by none within 1%\n',
            {"r.csv": "age,sex,value\nall,male,0.5\n"},
        ),
    ],
)
def test_weights_that_add_up_to_nothing(text: str, files: Mapping[str, str]) -> None:
    """A mean without weight has no value; nobody wrote a quotient that could have another case."""
    weights = 'parameter none[age] "None" : person = 0\n    source "S"\n'
    outcome = run_checked(checked(weights + text, files), Options())
    (found,) = [one for one in outcome.diagnostics if one.is_error]
    assert found.code == "division-by-zero"
    assert found.help.startswith("its weights add up to 0")
