"""Charts in the folder of a run, in JSON, in the terminal and in the book."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from semdsl.cli.main import main

MODEL = """\
model drawn "Modelo" en "Model" language es

time year = 2005..2008
axis line = SEM "Asegurados" en "Insured", GMP "Pensionados" en "Pensioners"

assumption growth "Crecimiento" en "Growth" : ratio = 10%
    source "Ejemplo" ; range 0% .. 20%
assumption calm "Sin efecto" en "Without effect" : ratio = 1%
    source "Ejemplo" ; range 0% .. 2%
assumption interest "Interés" en "Interest" : ratio = 0%
    source "Ejemplo" ; range 0% .. 10%

variable income[year, line] "Ingresos" en "Income" : million MXN = 100 million MXN * (1 + growth)^(year - 2005)
variable fund "Fondo" en "Fund" : million MXN = 100 million MXN * (1 + growth) / (1 + interest)
variable unread "No leída" : ratio = calm

scenario fast "Rápido" en "Fast"
    set growth = 20%

chart "Ingresos <b>& más" en "Income" : line of income in million MXN by year, line
    source "Fuente de la gráfica"
chart "Fondo" en "Fund" : tornado of fund
"""

CELLS = """\
model cells language es

time year = 2027..2028
axis kind = a, b

assumption i[year] "Interés" : ratio
    source "Ejemplo" ; range 1% .. 6%
    = 3.5% for year <= 2027
    = 3%   otherwise
assumption n[kind] "Socios" : ratio
    source "Ejemplo" ; range 0 .. 1000
    = 100 for a
    = 300 for b
variable total "Total" : ratio = sum(n over kind) * (1 + i[2027]) * (1 + i[2028])

chart "Total" : tornado of total
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "drawn.sem"
    path.write_text(MODEL, encoding="utf-8")
    return path


def run(model: Path, *words: str) -> Path:
    out = model.parent / "out"
    assert main(["run", str(model), "--out", str(out), *words]) == 0
    return out


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_each_chart_is_a_picture_a_page_and_its_figures(model: Path) -> None:
    out = run(model)
    names = {path.name for path in (out / "reports").iterdir()}
    assert names == {
        f"{name}.{form}" for name in ("ingresos-b-mas", "fondo") for form in ("svg", "csv", "html")
    }
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["charts"] == {"reports/ingresos-b-mas": "line", "reports/fondo": "tornado"}
    assert {f"reports/{name}" for name in names} <= set(manifest["written"])


def test_the_figures_are_those_of_the_results(model: Path) -> None:
    out = run(model)
    head, *body = rows(out / "reports" / "ingresos-b-mas.csv")
    assert head == ["quantity", "row", "Asegurados", "Pensionados"]
    values = {(year, line): value for year, line, value in rows(out / "values" / "income.csv")[1:]}
    assert [(year, float(sem), float(gmp)) for _, year, sem, gmp in body] == [
        (year, float(values[year, "SEM"]), float(values[year, "GMP"]))
        for year in ("2005", "2006", "2007", "2008")
    ]


def test_a_tornado_has_the_result_at_both_ends_the_widest_first(model: Path) -> None:
    """110 as stated; growth of 0 and 20 % gives 100 and 120, interest of 0 and 10 % gives 110 and 100."""
    out = run(model)
    _, growth, interest = rows(out / "reports" / "fondo.csv")
    assert (growth[1], interest[1]) == ("Crecimiento", "Interés")
    assert [float(value) for value in (*growth[2:], *interest[2:])] == pytest.approx([100, 120, 110, 100])


def test_a_tornado_of_a_scenario_moves_what_the_scenario_has(model: Path) -> None:
    """Under `fast` the fund is 120, and with interest of 10 % 109.09."""
    out = run(model, "--scenario", "fast")
    found = {row[1]: [float(value) for value in row[2:]] for row in rows(out / "reports" / "fondo.csv")[1:]}
    assert found["Interés"] == pytest.approx([120, 120 / 1.1])


def test_a_tornado_says_how_far_it_moves_what_has_no_single_value(tmp_path: Path) -> None:
    """Two rates, 3.5 and 3 %, and two counts, 100 and 300, with ranges of which no cell is at an end.

    The value is 400 as stated times 1.035 x 1.03 = 1.06605; a point less is 1.025 x 1.02 = 1.0455 and a point more
    1.045 x 1.04 = 1.0868. A tenth of the members to either side makes 360 and 440 of them.
    """
    path = tmp_path / "cells.sem"
    path.write_text(CELLS, encoding="utf-8")
    _, members, rates = rows(run(path) / "reports" / "total.csv")
    assert (members[1], rates[1]) == ("Socios (±10%)", "Interés (±1pp)")
    assert [float(value) for value in rates[2:]] == pytest.approx([400 * 1.0455, 400 * 1.0868])
    assert [float(value) for value in members[2:]] == pytest.approx([360 * 1.06605, 440 * 1.06605])
    picture = (tmp_path / "out" / "reports" / "total.svg").read_text(encoding="utf-8")
    assert "extremo bajo de su rango, o hacia abajo lo indicado" in picture


def test_a_chart_is_drawn_for_each_scenario(model: Path) -> None:
    out = run(model, "--scenario", "base", "--scenario", "fast")
    assert (out / "reports" / "base" / "fondo.svg").is_file()
    assert (out / "reports" / "fast" / "fondo.svg").is_file()


def test_a_setting_changes_what_is_drawn(model: Path) -> None:
    out = run(model, "--set", "growth=0%")
    assert [row[2] for row in rows(out / "reports" / "ingresos-b-mas.csv")[1:]] == ["100"] * 4


def test_the_index_shows_the_picture_and_text_stays_text(model: Path) -> None:
    out = run(model)
    index = (out / "index.html").read_text(encoding="utf-8")
    assert index.count('role="img"') == 2
    assert "<b>&" not in index
    assert "&lt;b&gt;&amp; más" in index
    page = (out / "reports" / "ingresos-b-mas.html").read_text(encoding="utf-8")
    assert 'role="img"' in page
    assert "<table>" in page
    assert "Fuente de la gráfica" in page
    assert '<a href="ingresos-b-mas.svg">' in page
    assert "<script" not in page
    svg = (out / "reports" / "ingresos-b-mas.svg").read_text(encoding="utf-8")
    title = Tree.fromstring(svg).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "Ingresos <b>& más"


def test_only_writes_no_chart(model: Path) -> None:
    out = run(model, "--only", "fund")
    assert not (out / "reports").exists()


def test_the_same_run_writes_the_same_bytes(model: Path) -> None:
    first = {path.name: path.read_bytes() for path in (run(model) / "reports").iterdir()}
    assert {path.name: path.read_bytes() for path in (run(model) / "reports").iterdir()} == first


def test_in_the_terminal_a_chart_is_its_figures(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(model), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Insured" in said
    assert "133.1" in said
    assert "Growth" in said
    assert "low end of" in said


def test_as_json(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(model), "--json"]) == 0
    (scenario,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert [one["form"] for one in scenario["charts"]] == ["line", "tornado"]


@pytest.mark.parametrize(("language", "insured"), [("es", "Asegurados"), ("en", "Insured")])
def test_the_book_draws_them_in_its_language(model: Path, language: str, insured: str) -> None:
    out = model.parent / "book"
    assert main(["docs", str(model), "--out", str(out), "--lang", language]) == 0
    results = (out / "results.html").read_text(encoding="utf-8")
    assert results.count('role="img"') == 2
    assert insured in results
    chapter = next(path for path in out.glob("chapter-*.html") if 'id="chart-1"' in path.read_text("utf-8"))
    assert 'role="img"' in chapter.read_text("utf-8")
