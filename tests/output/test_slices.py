"""A slice says of which members it is, wherever its row, column, series or title stands."""

from __future__ import annotations

import pytest

from semdsl.publish.charts import charts_of
from semdsl.publish.output import report_csv
from semdsl.render.text import text_of
from semdsl.running import Run
from tests.book.support import pages_of, run_of

MODEL = """
model slices "Slices"
    language "LANGUAGE"

time year = 2025..2026
axis sex = male "Hombres" en "Men", female "Mujeres" en "Women"
axis line = SEM, GMP

parameter cost[sex, line] "Costo" en "Cost" : person
    source "Ejemplo"
    = 1  for sex = male and line = SEM
    = 2  for sex = female and line = SEM
    = 3  otherwise

parameter levy "Cuota" en "Levy" : person = 9
    source "Ejemplo"

variable grown[year, sex, line] "Costo" en "Cost" : person = cost * 2

scenario more "Más" en "More"
    set cost = 5

report "Rows"
    show cost where sex = male and line = SEM
    show cost, levy where sex = female and line = SEM
    show (-cost[sex = male]) where line = GMP
    show (cost * 2) where sex = male and line = GMP

report "Alone"
    show cost where sex = male and line = SEM

report "Columns"
    rows sex
    show cost where line = SEM
    show cost where line = GMP

report "Same"
    show cost, (cost * 2) where sex = male and line = SEM

chart "Of one" : bar of cost by sex where line = SEM

chart "Of two" : bar of cost, levy by sex where line = SEM

chart "Sides" : pyramid of cost by line, sex

chart "Each" : line of grown by year, line in SEM where sex = male
"""


def ran(language: str) -> Run:
    return run_of(MODEL.replace("LANGUAGE", language))


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("es", ["Costo (Hombres, SEM)", "Costo (Mujeres, SEM)", "Cuota", "− Costo (Hombres, GMP)"]),
        ("en", ["Cost (Men, SEM)", "Cost (Women, SEM)", "Levy", "− Cost (Men, GMP)"]),
    ],
)
def test_a_row_of_a_slice_names_its_members(language: str, rows: list[str]) -> None:
    """A levy that does not vary by the axes of `where` is no slice."""
    table = ran(language).scenarios[0].report_tables()[0]
    last = f"(cost * 2) ({'Hombres' if language == 'es' else 'Men'}, GMP)"
    assert [row.stub for row in table.rows] == [*rows, last]
    assert report_csv(table).decode().splitlines()[1] == f'"{rows[0]}",,1'


def test_one_row_alone_and_columns_of_slices_name_them_too() -> None:
    _, alone, columns, _ = ran("en").scenarios[0].report_tables()
    assert [row.stub for row in alone.rows] == ["Cost (Men, SEM)"]
    assert columns.columns == ("Cost (SEM)", "Cost (GMP)")
    assert [row.numbers for row in columns.rows] == [(1, 3), (2, 3)]


def test_the_members_of_which_all_rows_are_are_said_once_and_in_files_with_each() -> None:
    table = ran("en").scenarios[0].report_tables()[3]
    assert [row.stub for row in table.rows] == ["Cost", "(cost * 2)"]
    assert table.measure == "Unit: persons · Men, SEM"
    assert text_of(table, 80).splitlines()[1] == table.measure
    assert report_csv(table).decode().splitlines()[1:] == [
        '"Cost (Men, SEM)",,1',
        '"(cost * 2) (Men, SEM)",,2',
    ]


def test_a_series_of_a_slice_names_its_members() -> None:
    run = ran("en")
    one, two, sides, each = charts_of(run, run.scenarios[0], run.checked.model)
    assert [series.label for series in one.series] == ["Cost (SEM)"]
    assert [series.label for series in two.series] == ["Cost (SEM)", "Levy"]
    assert [series.label for series in sides.series] == ["Men", "Women"]
    assert [series.label for series in each.series] == ["SEM (Men)"]


def test_the_book_names_them_in_its_tables_and_side_by_side() -> None:
    page = pages_of(ran("en"), "en")["results.html"].decode()
    assert "Cost (Women, SEM)" in page
    scenarios = pages_of(ran("en"), "en")["scenarios.html"].decode()
    assert "Cost (Men, SEM) — Alone" in scenarios
