"""Totals as they are printed and written: titles for readers, one word in files and data."""

from __future__ import annotations

import csv
import io

import pytest

from semdsl.pipeline import check_text
from semdsl.publish.output import report_csv
from semdsl.publish.records import table_record, verdict_record
from semdsl.render.page import Page, page_of
from semdsl.render.reports import Table
from semdsl.render.text import text_of
from semdsl.render.verdicts import verdict_lines
from semdsl.render.words import words_for
from semdsl.requests import Options
from semdsl.running import ScenarioRun, run_checked

MODEL = """model m "M"
    language {language}
axis age "Edad" en "Age" = young "Jóvenes" en "Young", old "Viejos" en "Old"
axis sex "Sexo" en "Sex" = male "Hombres" en "Men", female "Mujeres" en "Women"
parameter covered[age, sex] "Derechohabientes" en "Covered" : thousand person
    source "II.4"
    = 1_000  for young
    = 500    for old and male
    = 0.7    for old and female
report "Cuadro II.4" en "Table II.4"
    rows age with total
    columns sex with total "Ambos sexos" en "Both sexes" first
    show covered
report "Por renglones" en "By rows"
    rows age, sex with total
    show covered
expect covered[age, sex] matches "printed.csv" total "Total" in person within 1 person
"""
PRINTED = "age,sex,value\nyoung,Total,2000000\nTotal,Total,2500702\n"


@pytest.fixture(params=["es", "en"])
def run(request: pytest.FixtureRequest) -> ScenarioRun:
    text = MODEL.format(language=request.param)
    checked = check_text(text, files={"printed.csv": PRINTED}).value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    return ran.scenarios[0]


def spanish(run: ScenarioRun) -> bool:
    return run.model.language == "es"


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(report_csv(table).decode())))


def test_text(run: ScenarioRun) -> None:
    text = text_of(run.report_tables()[0], 80)
    if spanish(run):
        assert text == (
            "Cuadro II.4\n"
            "Unidad: miles de personas\n"
            "\n"
            "                  Ambos sexos  Hombres  Mujeres\n"
            "───────────────────────────────────────────────\n"
            "Derechohabientes\n"
            "  Jóvenes               2,000    1,000    1,000\n"
            "  Viejos                  501      500        1\n"
            "  Total                 2,501    1,500    1,001\n"
        )
    else:
        assert "Both sexes    Men  Women\n" in text
        assert "  Total" in text


def test_files_and_data_have_one_word_for_a_total(run: ScenarioRun) -> None:
    men, women = ("Hombres", "Mujeres") if spanish(run) else ("Men", "Women")
    young, old = ("Jóvenes", "Viejos") if spanish(run) else ("Young", "Old")
    table, by_rows = run.report_tables()
    title = "Derechohabientes" if spanish(run) else "Covered"
    assert csv_rows(table) == [
        ["quantity", "row", "total", men, women],
        [title, young, "2000", "1000", "1000"],
        [title, old, "500.7", "500", "0.7"],
        [title, "total", "2500.7", "1500", "1000.7"],
    ]
    assert [row[1] for row in csv_rows(by_rows)[1:]] == [
        f"{young} · {men}",
        f"{young} · {women}",
        f"{young} · total",
        f"{old} · {men}",
        f"{old} · {women}",
        f"{old} · total",
    ]
    record = table_record(table)
    assert record["columns"] == ["total", men, women]
    assert record["rows"] == [
        {"text": title, "depth": 0, "values": []},
        {"text": young, "depth": 1, "values": [2000.0, 1000.0, 1000.0]},
        {"text": old, "depth": 1, "values": [500.7, 500.0, 0.7]},
        {"text": "total", "depth": 1, "values": [2500.7, 1500.0, 1000.7]},
    ]


def test_a_page_sets_totals_apart(run: ScenarioRun) -> None:
    page = page_of(Page(run.report_tables()[0], "M", "", "../index.html", "semdsl", "0" * 64))
    both = "Ambos sexos" if spanish(run) else "Both sexes"
    assert f'<th scope="col">{both}</th>' in page
    assert page.count('<tr class="total">') == 1
    assert '<tr class="total"><th scope="row" class="inner">Total</th><td>2,501</td>' in page


def test_verdicts_name_the_axes_that_are_added_up(run: ScenarioRun) -> None:
    (verdict,) = (one for one in run.results.verdicts if one.kind == "expectation")
    cells = verdict_record(verdict)["cells"]
    assert isinstance(cells, list)
    assert [cell["cell"] for cell in cells] == [
        {"age": "young", "sex": "total"},
        {"age": "total", "sex": "total"},
    ]
    assert [(cell["found"], cell["expected"]) for cell in cells] == [(2000.0, 2000.0), (2500.7, 2500.702)]
    (line, *failing) = verdict_lines([verdict], words_for(run.model), 80)
    assert ("mayor desviación" if spanish(run) else "worst deviation") in line
    assert [one.split()[:2] for one in failing] == [["total,", "total"]]
