"""Reports as tables: layout, numbers, blocks."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from semdsl.render.page import Page, page_of
from semdsl.render.reports import Cell, Label, Table, table_of, table_of_quantity
from semdsl.render.text import display_width, text_of
from semdsl.semantics.model import Axis, Box, Case, Constant, Model, Quantity, Region, Report, Shown
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.units.algebra import RATIO, base

SOURCE = Source("sem.sem", "report\n")
PLACE = Span(SOURCE, 0, 6)
MONEY = base("MXN(2005)")
YEARS = (2006, 2010, 2015, 2050)


def titles(text: str, english: str = "") -> tuple[ast.Title, ...]:
    own = (ast.Title(text=text, span=PLACE),)
    return (*own, ast.Title(text=english, language="en", span=PLACE)) if english else own


def labelled(name: str, **labels: str) -> Axis:
    return Axis(
        name, "labelled", tuple(labels), None, False, label_titles=tuple(map(titles, labels.values()))
    )


def quantity(name: str, *axes: str, unit: str = "million MXN(2005)", kind: str = "variable") -> Quantity:
    ratio = unit == "ratio"
    return Quantity(name, kind, axes, RATIO if ratio else MONEY, 1.0 if ratio else 1e6, unit, span=PLACE)


def shown(name: str, title: str, unit: str = "million MXN(2005)") -> Shown:
    return Shown(name, name, titles(title, f"{title} in English"), unit, 0.01 if unit == "%" else 1e6)


AXES = {
    "year": Axis("year", "time", tuple(map(str, YEARS)), tuple(map(float, YEARS)), True),
    "item": labelled("item", staff="Personal", supplies="Consumos"),
    "line": labelled("line", SEM="Asegurados", GMP=""),
}
ALL_YEARS = ("year", (0, 1, 2, 3))


def model(*quantities: Quantity, language: str = "es") -> Model:
    return Model(
        "sem",
        titles("Seguro"),
        language,
        None,
        AXES,
        {one.name: one for one in quantities},
        modules=(ast.Module(SOURCE, ()),),
    )


def report(*shows: Shown, rows: tuple[str, ...] = ("item",), columns: bool = True) -> Report:
    down = tuple((axis, tuple(range(len(AXES[axis])))) for axis in rows)
    return Report("Cuadro III.6", titles("Cuadro III.6"), down, (ALL_YEARS,) if columns else (), shows, PLACE)


def by_year(name: str, cell: Cell) -> float:
    """A value that tells its cell: 1000 a year after the first, 10 for each item, minus one of the whole."""
    return 1e6 * (1000 * cell.get("year", 0) + 10 * cell.get("item", 0) + 100 * cell.get("line", 0) - 1)


def test_a_quantity_on_the_row_axis_is_a_heading_and_a_line_a_label() -> None:
    made = model(quantity("expense", "year", "item"), quantity("income", "year"))
    table = table_of(report(shown("income", "Ingresos"), shown("expense", "Egresos")), made, by_year)
    assert text_of(table, 80) == (
        "Cuadro III.6\n"
        "Unidad: millones de MXN(2005)\n"
        "\n"
        "            2006   2010   2015   2050\n"
        "─────────────────────────────────────\n"
        "Ingresos      -1    999  1,999  2,999\n"
        "Egresos\n"
        "  Personal    -1    999  1,999  2,999\n"
        "  Consumos     9  1,009  2,009  3,009\n"
    )


def test_a_table_wider_than_the_page_is_set_in_equal_blocks() -> None:
    table = table_of(report(shown("income", "Ingresos")), model(quantity("income", "year")), by_year)
    text = text_of(table, 22)
    assert text == (
        "Cuadro III.6\n"
        "Unidad: millones de MXN(2005)\n"
        "\n"
        "          2006  2010\n"
        "────────────────────\n"
        "Ingresos    -1   999\n"
        "\n"
        "           2015   2050\n"
        "──────────────────────\n"
        "Ingresos  1,999  2,999\n"
    )


@pytest.mark.parametrize("width", range(1, 60))
def test_no_number_is_lost_at_any_width(width: int) -> None:
    table = table_of(report(shown("income", "Ingresos")), model(quantity("income", "year")), by_year)
    numbers = [
        word
        for line in text_of(table, width).splitlines()
        if line.startswith("Ingresos")
        for word in line.split()[1:]
    ]
    assert numbers == ["-1", "999", "1,999", "2,999"]


def test_each_row_says_its_unit_if_they_differ() -> None:
    made = model(quantity("income", "year"), quantity("payg", "year", unit="ratio"))
    table = table_of(
        report(shown("income", "Ingresos"), shown("payg", "Reparto", "%")),
        made,
        lambda name, _: 1.10024 if name == "payg" else 97_433.4e6,
    )
    assert table.unit == ""
    assert [(row.stub, row.texts[0]) for row in table.rows] == [
        ("Ingresos (millones de MXN(2005))", "97,433"),
        ("Reparto (%)", "110.02"),
    ]


def test_rows_of_one_title_say_which_instance_they_are_of() -> None:
    names = ("old.total", "new.total", "new.mean", "count")
    made = model(*(quantity(name, "year") for name in names))
    titles = ("Total", "Total", "Media", "Total")
    shows = [shown(name, title) for name, title in zip(names, titles, strict=True)]
    table = table_of(report(*shows), made, by_year)
    assert [row.stub for row in table.rows] == ["Total (old)", "Total (new)", "Media", "Total (count)"]
    again = table_of(report(shown("count", "Total"), shown("count", "Total")), made, by_year)
    assert [row.stub for row in again.rows] == ["Total", "Total"]


def test_without_columns_there_is_one_of_values() -> None:
    made = model(quantity("expense", "item"))
    table = table_of(report(shown("expense", "Egresos"), columns=False), made, by_year)
    assert table.columns == ("valor",)
    assert [row.texts for row in table.rows] == [(), ("-1",), ("9",)]


def test_two_row_axes_are_joined_and_labels_without_a_title_are_shown_as_they_are() -> None:
    made = model(quantity("expense", "year", "line", "item"))
    table = table_of(report(shown("expense", "Egresos"), rows=("line", "item")), made, by_year)
    assert [row.stub for row in table.rows] == [
        "Egresos",
        "Asegurados · Personal",
        "Asegurados · Consumos",
        "GMP · Personal",
        "GMP · Consumos",
    ]
    assert table.rows[4].numbers == (109.0, 1109.0, 2109.0, 3109.0)


def test_a_cell_without_a_value_is_left_blank() -> None:
    case = Case(
        Region((Box((("year", (1, 2)),)),)), Constant(value=1.0, span=PLACE, axes=(), unit=MONEY), PLACE
    )
    partial = replace(quantity("reserve", "year"), partial=True, cases=(case,))
    table = table_of(report(shown("reserve", "Reserva")), model(partial), by_year)
    assert table.rows[0].texts == ("", "999", "1,999", "")
    assert "Reserva         999  1,999" in text_of(table, 80)


def test_titles_and_words_follow_the_language_of_the_model() -> None:
    table = table_of(
        report(shown("income", "Income")), model(quantity("income", "year"), language="en"), by_year
    )
    assert table.rows[0].stub == "Income in English"
    assert "Unit: million MXN(2005)" in text_of(table, 80)


def test_a_single_quantity_has_its_time_axis_as_columns() -> None:
    table = table_of_quantity(
        quantity("payg", "line", "year", unit="ratio", kind="premium"),
        model(quantity("payg", "line", "year", unit="ratio", kind="premium")),
        lambda _, cell: 1.1 + cell["line"],
    )
    assert (table.title, table.unit, table.columns) == ("payg", "%", tuple(map(str, YEARS)))
    assert [(row.stub, row.texts[0]) for row in table.rows] == [("Asegurados", "110.00"), ("GMP", "210.00")]


def test_a_quantity_without_axes_is_one_number() -> None:
    level = quantity("level", unit="ratio", kind="premium")
    table = table_of_quantity(level, model(level), lambda *_: 1.4702)
    assert text_of(table, 80).splitlines()[-1].strip() == "147.02"


def test_widths_count_what_is_seen() -> None:
    assert [display_width(text) for text in ("año", "an\u0303o", "年金")] == [3, 3, 4]


HOSTILE = '<script>alert(1)</script> " onmouseover="x" {{ 7*7 }} {% raw %} javascript:x'


def test_a_page_escapes_every_text() -> None:
    """Whatever an author writes as a title, label or source is text on the page, never markup or template."""
    made = model(quantity("income", "year"))
    table = table_of(report(shown("income", HOSTILE)), made, by_year)
    hostile = Table(HOSTILE, HOSTILE, (Label(HOSTILE, HOSTILE),) * 4, table.rows, table.words, HOSTILE)
    page = page_of(Page(hostile, HOSTILE, HOSTILE, "../index.html", HOSTILE, HOSTILE))
    assert "<script" not in page
    assert 'onmouseover="' not in page
    assert "{{ 7*7 }}" in page
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page


def test_a_page_has_nothing_from_elsewhere() -> None:
    table = table_of(report(shown("income", "Ingresos")), model(quantity("income", "year")), by_year)
    page = page_of(Page(table, "Seguro", "", "../index.html", "semdsl", "0" * 64))
    for word in ("http:", "https:", "src=", "<script", "@import", "url("):
        assert word not in page
    assert re.findall(r'href="([^"]*)"', page) == ["../index.html"]
    assert '<html lang="es">' in page


def test_millions_in_one_report_have_the_same_decimals_and_ratios_their_own() -> None:
    made = model(
        quantity("income", "year"),
        quantity("other", "year"),
        *(quantity(name, "year", unit="ratio") for name in "ab"),
    )
    values = {"income": 97_433.4e6, "other": 220.04e6, "a": 12.5, "b": 0.035}
    ratios = [Shown(name, name, titles(name), "ratio", 1.0) for name in "ab"]
    table = table_of(
        report(shown("income", "Ingresos"), shown("other", "Otros"), *ratios),
        made,
        lambda name, _: values[name],
    )
    assert [row.texts[0] for row in table.rows] == ["97,433", "220", "12.50", "0.0350"]


@pytest.mark.parametrize(
    ("unit", "rows", "printed"),
    [
        # in thousands or millions a row of zeros says nothing about the decimals of the others
        ("million MXN", ((0.0, 0.0), (0.45, 1.35)), (("0.000", "0.000"), ("0.450", "1.350"))),
        ("million MXN", ((0.0, 5.0), (0.45, 1.35)), (("0.000", "5.000"), ("0.450", "1.350"))),
        ("million MXN", ((1_234_567.8, 9.0), (0.0, 0.3)), (("1,234,567.8", "9.0"), ("0.0", "0.3"))),
        ("million MXN", ((834_274.4, 12.0), (0.6, 3.0)), (("834,274", "12"), ("1", "3"))),
        # what a long sum leaves of 0 looks like 0
        ("million MXN", ((834_274.4, 12.0), (1e-6, 0.0)), (("834,274", "12"), ("0", "0"))),
        ("%", ((0.0043, 0.0),), (("0.00430", "0.00000"),)),
        ("%", ((100.0, 0.0043),), (("100.0000", "0.0043"),)),
        ("%", ((4.5, 0.0),), (("4.50", "0.00"),)),
        ("ratio", ((0.000345, 1.0),), (("0.000345", "1.000000"),)),
        ("ratio", ((1e-9, 1.0),), (("0.000", "1.000"),)),
    ],
)
def test_what_is_not_zero_does_not_look_like_it(
    unit: str, rows: tuple[tuple[float, float], ...], printed: tuple[tuple[str, str], ...]
) -> None:
    names = [f"row_{place}" for place in range(len(rows))]
    made = model(*(quantity(name, "year") for name in names))
    layout = Report(
        "C", titles("C"), (), (("year", (0, 1)),), tuple(_one(name, unit) for name in names), PLACE
    )
    table = table_of(layout, made, lambda name, cell: rows[names.index(name)][cell["year"]])
    assert tuple(row.texts for row in table.rows) == printed


def _one(name: str, unit: str) -> Shown:
    """*name* in *unit*, its values as they are."""
    return Shown(name, name, titles(name), unit, 1.0)
