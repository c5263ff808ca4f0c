"""Totals of reports and of expectations: which there are, what they are worth, and what has none.

The numbers are added up by hand from the figures in `COVERED`. Both evaluators compute every model here.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from semdsl.diagnostics.text import render_all
from semdsl.pipeline import Checked, check_text
from semdsl.render.reports import Table
from semdsl.requests import Options
from semdsl.running import Run, run_checked
from semdsl.semantics.overrides import with_scenario
from tests.support.compare import agreement

COVERED = """model m "M"
time year = 2005..2007
axis age = young, old
axis sex = male, female
axis step = year by 2 from 2005
assumption each "Each" : person = 1
    source "S"
population covered[age, sex] "Covered" : person
    = 10 * each  for young and male
    = 20 * each  for young and female
    = 5 * each   for old and male
    = 6 * each   for old and female
variable rate[age, sex] "Rate" : ratio
    = 50%  for young
    = 100% for old and male
    = 80%  for old and female
population all_ages[sex] "All ages" : person = sum(covered over age)
cost spent[year, age] "Spent" : MXN
    = 1 MXN * (year - 2004)   for young
    = 10 MXN * (year - 2004)  for old
reserve fund[year] "Fund" : MXN = 1 MXN
cost of_step[step] "Of a step" : MXN = 3 MXN
scenario double "Double"
    set each = 2
"""


def checked(text: str, files: Mapping[str, str] | None = None) -> Checked:
    outcome = check_text(COVERED + text, files=files)
    assert outcome.value is not None, render_all(outcome.diagnostics)
    return outcome.value


def ran(text: str, files: Mapping[str, str] | None = None, **options: tuple[str, ...]) -> Run:
    """A run on which both evaluators agree."""
    own = checked(text, files)
    assert agreement(own.model, own.tables).compared > 0
    outcome = run_checked(own, Options(**options))
    assert outcome.value is not None, render_all(outcome.diagnostics)
    return outcome.value


def table(text: str, **options: tuple[str, ...]) -> Table:
    (made,) = ran(f'report "R"\n{text}', **options).scenarios[0].report_tables()
    return made


def lines(made: Table) -> list[tuple[str, ...]]:
    """Each row as printed, what stands before it first."""
    return [(row.stub, *row.texts) for row in made.rows]


def codes(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    return [one.code for one in check_text(COVERED + text, files=files).diagnostics if one.is_error]


# ── Reports ───────────────────────────────────────────────────────────────────────────────────────


def test_rows_columns_and_the_corner() -> None:
    made = table("    rows age with total\n    columns sex with total\n    show covered\n")
    assert made.columns == ("male", "female", "Total")
    assert lines(made) == [
        ("Covered",),
        ("young", "10", "20", "30"),
        ("old", "5", "6", "11"),
        ("Total", "15", "26", "41"),
    ]


def test_first_and_with_a_title() -> None:
    made = table('    rows age with total first\n    columns sex with total "Both" first\n    show covered\n')
    assert made.columns == ("Both", "male", "female")
    assert lines(made)[1:] == [
        ("Total", "41", "15", "26"),
        ("young", "30", "10", "20"),
        ("old", "11", "5", "6"),
    ]


def test_a_total_is_of_the_members_listed() -> None:
    made = table(
        "    rows age in old with total\n    columns sex in female, male with total\n    show covered\n"
    )
    assert lines(made)[1:] == [("old", "6", "5", "11"), ("Total", "6", "5", "11")]


def test_what_does_not_vary_by_an_axis_has_no_total_along_it() -> None:
    made = table(
        "    rows age with total\n    columns year with total\n    show spent\n"
        "    show covered where sex = male\n    show each\n"
    )
    assert lines(made) == [
        ("Spent (MXN)",),
        ("young", "1", "2", "3", "6"),
        ("old", "10", "20", "30", "60"),
        ("Total", "11", "22", "33", "66"),
        ("Covered (person)",),
        ("young", "10", "10", "10", ""),
        ("old", "5", "5", "5", ""),
        ("Total", "15", "15", "15", ""),
        ("Each (person)", "1", "1", "1", ""),
    ]


def test_several_axes_of_the_rows_each_have_theirs() -> None:
    made = table("    rows age with total, sex with total first\n    show covered\n")
    assert lines(made)[1:] == [
        ("young · Total", "30"),
        ("young · male", "10"),
        ("young · female", "20"),
        ("old · Total", "11"),
        ("old · male", "5"),
        ("old · female", "6"),
        ("Total · Total", "41"),
        ("Total · male", "15"),
        ("Total · female", "26"),
    ]


def test_side_by_side_a_total_is_a_row() -> None:
    made = table("    rows sex with total\n    show all_ages\n    show each\n")
    assert made.side_by_side
    assert lines(made) == [("male", "15", "1"), ("female", "26", "1"), ("Total", "41", "")]


def test_weights_make_the_total_a_mean() -> None:
    # 0.5 × 10 + 1 × 5 of 15, 0.5 × 20 + 0.8 × 6 of 26, 5 + 5 + 10 + 4.8 of 41
    made = table(
        "    rows age with total\n    columns sex with total\n    show rate in % weighted by covered\n"
    )
    assert lines(made)[1:] == [
        ("young", "50.00", "50.00", "50.00"),
        ("old", "100.00", "80.00", "89.09"),
        ("Total", "66.67", "56.92", "60.49"),
    ]


def test_weights_that_vary_by_fewer_axes() -> None:
    # over sex the weights are the same for both: (1 + 0.8) / 2
    made = table(
        "    rows age with total\n    columns sex with total\n"
        "    show rate in % weighted by (if age = old then 3 else 1)\n"
    )
    assert lines(made)[1:] == [
        ("young", "50.00", "50.00", "50.00"),
        ("old", "100.00", "80.00", "90.00"),
        ("Total", "87.50", "72.50", "80.00"),
    ]


def test_a_mean_along_an_axis_that_only_the_weights_vary_by() -> None:
    # (0.5 × 10 + 1 × 5) of 15, (0.5 × 20 + 1 × 6) of 26, (5 + 10 + 5 + 6) of 41
    made = table(
        "    rows age with total\n    columns sex with total\n"
        "    show (if age = old then 1 else 0.5) in % weighted by covered\n"
    )
    assert lines(made)[1:] == [
        ("young", "50.00", "50.00", "50.00"),
        ("old", "100.00", "100.00", "100.00"),
        ("Total", "66.67", "61.54", "63.41"),
    ]


def test_a_total_with_a_part_beyond_its_axis_is_blank() -> None:
    made = table("    rows age with total\n    columns year with total\n    show spent[year-1]\n")
    assert lines(made)[1:] == [
        ("young", "", "1", "2", ""),
        ("old", "", "10", "20", ""),
        ("Total", "", "11", "22", ""),
    ]
    made = table(
        "    rows age with total\n    columns year in 2006, 2007 with total\n    show spent[year-1]\n"
    )
    assert lines(made)[-1] == ("Total", "11", "22", "33")


def test_groups_add_up_along_their_own_axis() -> None:
    made = table("    columns step with total\n    show of_step\n")
    assert lines(made) == [("Of a step", "3", "3", "6")]


def test_a_product_with_a_group_adds_up() -> None:
    made = table("    columns year with total\n    show (of_step / 1 MXN * fund)\n")
    assert lines(made)[0][1:] == ("3", "3", "3", "9")


def test_totals_are_of_the_scenario_and_of_what_is_set() -> None:
    layout = "    rows age with total\n    columns sex with total\n    show covered\n"
    assert lines(table(layout, scenarios=("double",)))[-1] == ("Total", "30", "52", "82")
    assert lines(table(layout, settings=("each=3",)))[-1] == ("Total", "45", "78", "123")
    own = checked(f'report "R"\n{layout}')
    assert agreement(with_scenario(own.model, "double"), own.tables).compared > 0


def test_of_an_instance() -> None:
    text = (
        "use std.reserves with (income = income, expense = spent, interest = 0) as own\n"
        "contribution income[year] : MXN = 100 MXN\n"
        '    payer employer\nreport "R"\n    rows age with total\n    columns year\n    show own.reserve\n'
    )
    (made,) = ran(text).scenarios[0].report_tables()
    numbers = [row.numbers for row in made.rows if row.numbers]
    assert numbers[-1] == tuple(young + old for young, old in zip(numbers[0], numbers[1], strict=True))


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("rows age with total\n    columns sex\n    show rate", ["total-of-ratio"]),
        ("rows age\n    columns sex with total\n    show covered, rate", ["total-of-ratio"]),
        ("rows age with total\n    show (rate * 2) where sex = male", ["total-of-ratio"]),
        ("columns year with total\n    show of_step", ["total-of-groups"]),
        ("columns year with total\n    show (2 * of_step)", ["total-of-groups"]),
        ("columns year with total\n    show fund", ["total-of-stock"]),
        ("columns year with total\n    show fund[year-1]", ["total-of-stock"]),
        ("rows age with total\n    columns year\n    show fund", ["nothing-to-add"]),
        ("rows age with total\n    columns sex\n    show all_ages", ["nothing-to-add"]),
        ("rows age\n    columns sex\n    show rate weighted by covered", ["weights-without-total"]),
        ('rows age with total "old"\n    show covered where sex = male', ["member-called-total"]),
        ("rows age with total\n    show (covered > each) where sex = male", ["condition-as-value"]),
        (
            "rows age with total\n    show rate weighted by (covered > each) where sex = male",
            ["condition-as-value"],
        ),
        ("rows age with total\n    show rate weighted by spent where sex = male", ["axis-not-placed"]),
        ("rows age with total\n    show rate weighted by coverd where sex = male", ["unknown-name"]),
        # one mistake is one finding, even if nothing is left that has a total
        ("rows age with total\n    show coverd", ["unknown-name"]),
        ("rows age with total\n    show covered", ["axis-not-placed"]),
        ("rows age with total, age with total\n    show covered where sex = male", ["axis-twice"]),
        ("rows age with total\n    show covered where age = old", ["where-not-one-member"]),
    ],
)
def test_what_a_report_cannot_add_up(report: str, expected: list[str]) -> None:
    assert codes(f'report "R"\n    {report}\n') == expected


def test_a_member_that_is_left_out_may_be_called_total() -> None:
    columns = (
        'axis part = total, one, two\nvariable of_part[part] : person = each\nreport "R"\n    rows part '
    )
    assert codes(f"{columns}with total\n    show of_part\n") == ["member-called-total"]
    assert codes(f"{columns}in one, two with total\n    show of_part\n") == []
    titled = (
        'axis part = all "Total", one\nvariable of_part[part] : person = each\nreport "R"\n    rows part '
    )
    assert codes(f"{titled}with total\n    show of_part\n") == ["member-called-total"]


def test_a_mean_with_weights_of_zero_stops_the_run() -> None:
    own = checked(
        'report "R"\n    rows age\n    columns sex with total\n    show rate weighted by (covered - covered)\n'
    )
    outcome = run_checked(own, Options())
    assert outcome.value is None
    assert [one.code for one in outcome.diagnostics if one.is_error] == ["division-by-zero"]


def test_only_leaves_totals_out() -> None:
    run = ran('report "R"\n    rows age with total\n    columns sex\n    show covered\n', only=("each",))
    assert [name for name in run.scenarios[0].arrays if name.startswith("total ")] == []


# ── Expectations ──────────────────────────────────────────────────────────────────────────────────

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
