"""Totals of reports: which there are, what they are worth, and what has none.

The numbers are added up by hand from the figures in `COVERED`. Both evaluators compute every model here.
"""

from __future__ import annotations

import pytest

from semdsl.requests import Options
from semdsl.running import run_checked
from semdsl.semantics.overrides import with_scenario
from tests.support.compare import agreement
from tests.support.totals import checked, codes, lines, ran, table


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
        ("Covered (male) (persons)",),
        ("young", "10", "10", "10", ""),
        ("old", "5", "5", "5", ""),
        ("Total", "15", "15", "15", ""),
        ("Each (persons)", "1", "1", "1", ""),
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
