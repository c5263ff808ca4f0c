"""Charts are checked as reports are, and for what their form needs."""

from __future__ import annotations

import pytest

from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked
from semdsl.source import Source
from semdsl.syntax.format import format_source

MODEL = """\
time year = 2005..2008
axis line = SEM "Asegurados", GMP
axis sex = male, female
axis age = 0..100
variable income[year, line] "Income" : million MXN = 2 million MXN
variable expense[year, line] "Expense" : million MXN = 3 million MXN
variable rate[year] "Rate" : ratio = 5%
variable people[age, sex] "People" : person = 1 person
variable low[year] "Low" : ratio = 1%
variable high[year] "High" : ratio = 9%
variable opening "Opening" : million MXN = 1 million MXN
variable closing "Closing" : million MXN = 2 million MXN
"""


def codes(chart: str, more: str = "") -> list[str]:
    return [one.code for one in check_text(f"{MODEL}{more}{chart}\n").diagnostics]


RIGHT = [
    "line of income, expense by year where line = SEM",
    "line of income by year, line",
    "line of income, expense in million MXN by year in 2006..2008, line in (SEM, GMP)",
    "line of income in thousand MXN by year in (2005, 2008) where line = GMP",
    "line of rate, (-high) in % by year",
    "line of income[line = SEM], expense[line = SEM] by year",
    "area of income by year, line",
    "bar of income by line where year = 2006",
    "bar of income, expense by year where line = SEM",
    "stacked bar of income by year, line",
    "pyramid of people by age, sex",
    "pyramid of people by age in 0..10, sex in (female, male)",
    "fan of low, rate, high in % by year",
    "waterfall of opening, income, (-expense), closing where year = 2006 and line = SEM",
]


@pytest.mark.parametrize("written", RIGHT)
def test_a_chart_that_is_right(written: str) -> None:
    assert codes(f'chart "X" : {written}') == []


@pytest.mark.parametrize("written", RIGHT)
def test_it_is_laid_out_as_it_is_written(written: str) -> None:
    text = f'chart "X" en "Y" : {written}\n'
    formatted = format_source(Source("case.sem", text))
    assert formatted.ok
    assert formatted.value == text


def test_a_long_one_goes_on_in_a_second_line_and_stays_there() -> None:
    text = 'chart "X" en "Y" :\n    line of income, expense by year where line = SEM\n    source "Z"\n'
    assert format_source(Source("case.sem", text)).value == text


WRONG = [
    ("pie of income by line where year = 2006", "unknown-chart"),
    ("lines of rate by year", "unknown-chart"),
    ("stacked line of rate by year", "unknown-chart"),
    ("line of opening", "chart-axes"),
    ("line of rate", "axis-not-placed"),
    ("bar of opening", "chart-axes"),
    ("line of income by line where year = 2006", "chart-axes"),
    ("area of income by line, year", "chart-axes"),
    ("fan of low, high by year", "chart-axes"),
    ("fan of low by year", "chart-axes"),
    ("fan of income, expense, (-income) by line where year = 2006", "chart-axes"),
    ("pyramid of people by age where sex = male", "chart-axes"),
    ("pyramid of people by sex, age in (1, 2, 3)", "chart-axes"),
    ("waterfall of opening, closing", "chart-axes"),
    ("waterfall of low, rate, high by year", "chart-axes"),
    ("tornado of rate by year", "chart-axes"),
    ("tornado of opening, closing", "chart-axes"),
    ("tornado of opening", "chart-axes"),
    ("line of income by year", "axis-not-placed"),
    ("pyramid of people by age", "axis-not-placed"),
    ("line of income, rate by year where line = SEM", "chart-units"),
    ("line of income in thousand MXN, rate by year where line = SEM", "unexpected-word"),
    ("line of income in % by year where line = SEM", "shown-unit"),
    ("line of people by age in 0..10, age, sex", "axis-twice"),
    ("bar of people by sex, age in 0..30", "chart-too-full"),
    ("bar of people by age, sex, line", "chart-too-full"),
    ("line of incom by year where line = SEM", "unknown-name"),
    ("line of income by yaer where line = SEM", "unknown-axis"),
    ("line of income by year where line = IVCM", "unknown-label"),
    ("line of income by year where year > 2006 and line = SEM", "where-not-one-member"),
    ("line of income by year where line in (SEM, GMP)", "where-not-one-member"),
    ("line of income by 2006 where line = SEM", "no-layout"),
    ("line of income by year with total where line = SEM", "unexpected-word"),
    ("line of (income > expense) by year where line = SEM", "condition-as-value"),
    ("line income by year", "unexpected-word"),
    ("line of income by", "missing-operand"),
]


@pytest.mark.parametrize(("written", "code"), WRONG)
def test_a_chart_that_is_wrong(written: str, code: str) -> None:
    found = codes(f'chart "X" : {written}')
    assert found[0] == code
    assert set(found) == {code}


def test_a_chart_has_a_title() -> None:
    assert codes("chart : line of rate by year") == ["missing-title"]


def test_the_help_names_the_form_that_was_meant() -> None:
    found = check_text(f'{MODEL}chart "X" : pastel of rate by year\n').diagnostics
    assert [one.help for one in found] == ["write `bar`"]
    found = check_text(f'{MODEL}chart "X" : pirámide of people by age, sex\n').diagnostics
    assert "unknown-chart" in [one.code for one in found]


def test_charts_of_a_file_that_is_used_are_not_those_of_the_model() -> None:
    used = 'module shared\nvariable x "X" : ratio = 1\nchart "Of the module" : waterfall of x, x, x\n'
    outcome = check_text('use "shared.sem"\nvariable y "Y" : ratio = shared.x\n', files={"shared.sem": used})
    assert outcome.value is not None
    assert outcome.value.model.charts == ()


DOUBTS = [
    ("pyramid of (-people) by age in 0..3, sex", "-1 person"),
    ("fan of high, rate, low by year", "High is above Rate"),
    ("waterfall of opening, income, closing where year = 2006 and line = SEM", "3 million MXN"),
]


@pytest.mark.parametrize(("written", "says"), DOUBTS)
def test_values_that_a_chart_cannot_show_are_told_with_the_run(written: str, says: str) -> None:
    checked = check_text(f'{MODEL}chart "X" : {written}\n')
    assert checked.value is not None
    assert checked.diagnostics == ()
    (found,) = run_checked(checked.value, Options()).diagnostics
    assert found.code == "chart-values"
    assert not found.is_error
    assert says in found.message


@pytest.mark.parametrize("written", RIGHT)
def test_values_that_a_chart_can_show_are_not(written: str) -> None:
    more = "" if "waterfall" not in written else "parameter nothing : ratio = 0\n"
    checked = check_text(f'{MODEL}{more}chart "X" : {written}\n')
    assert checked.value is not None
    found = run_checked(checked.value, Options()).diagnostics
    assert [one.code for one in found] == (["chart-values"] if "waterfall" in written else [])


def test_only_leaves_charts_out() -> None:
    checked = check_text(f'{MODEL}chart "X" : fan of high, rate, low by year\n')
    assert checked.value is not None
    assert run_checked(checked.value, Options(only=("rate",))).diagnostics == ()
