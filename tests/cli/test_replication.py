"""`semdsl replication`: the page, where it is written, and what it answers."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PRINTED = "year,line,value\n2026,SEM,100\n2027,SEM,110\n2026,GMP,50\n2027,GMP,56\n"

MODEL = '''\
model plan "Seguro | de *prueba*" en "Trial insurance"
    language es
    source "Informe <2025>"

time year "Año" en "Year" = 2025..2030
axis line "Ramo" en "Branch" = SEM "Asegurados" en "Insured", GMP "Pensionados" en "Pensioners"

parameter growth "Crecimiento" en "Growth" : ratio = 10%
    source "Cuadro II.10"
    erratum "Impreso `1.0 %`; 110 / 100 - 1 = 10 %."

assumption share[line] "Participación" en "Share" : ratio
    = 100%  for SEM  source "Cuadro II.9"
    = 50%   for GMP  source "Cuadro II.9" erratum """50 entre 100:

    - impreso 5 < 50."""

cost expense[year, line] "Gasto" en "Expense" : million MXN = 100 million MXN * share * (1 + growth)^(year - 2026)

expect table_10 "Gasto, II.10" en "Expense, II.10" : expense[year, line] matches "data/printed.csv"
    within 0.5 million MXN deviates up to 1 million MXN
    source "Cuadro II.10"
    note "El cuadro imprime 56 donde suma **55**."
expect table_9 "Gasto, II.9" en "Expense, II.9" : expense[2028, SEM] = 121 million MXN within 0.5%
    source "Cuadro II.9"
expect expense[2027, GMP] = 55 million MXN

check falls "Nunca baja" en "Never falls" : expense >= expense[year-1] for year >= 2026
'''


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model beside its data, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/printed.csv").write_text(PRINTED, encoding="utf-8")
    path = Path("plan.sem")
    path.write_text(MODEL, encoding="utf-8")
    return path


PAGE = """\
<!-- Written by `semdsl replication`: do not edit. -->

# Replicación

Qué cifras de sus fuentes reproducen los modelos, cuáles no y por qué, y qué errores tienen las fuentes.

## Seguro \\| de \\*prueba\\*

`plan.sem` · Fuente: Informe \\<2025\\>

**5 de 6 celdas reproducidas**

### Lo que se compara

| Cifra esperada | Celdas | Reproducidas | Tolerancia | Mayor desviación | Resultado |
|:--|--:|--:|--:|:--|:--|
| **Cuadro II.9** | **1** | **1** | | | |
| Gasto, II.9 | 1 | 1 | 0.5% | sin desviación | bien |
| **Cuadro II.10** | **4** | **3** | | | |
| Gasto, II.10 | 4 | 3 | 0.5 millones de MXN | 1 (2027, Pensionados) | difiere |
| **Sin fuente** | **1** | **1** | | | |
| `expense[2027, GMP] = 55 million MXN` | 1 | 1 | exacta | sin desviación | bien |
| **Total** | **6** | **5** | | | |

### Lo que no se reproduce, y por qué

**Gasto, II.10** · Cuadro II.10 · en millones de MXN

difiere, reproduce 3 de 4 celdas, mayor desviación 1 millón de MXN en 2027, GMP, declarada hasta 1 millón de MXN

| Año | Ramo | Calculado | Impreso | Diferencia |
|:--|:--|--:|--:|--:|
| 2027 | Pensionados | 55.00 | 56.00 | -1.00 |

> El cuadro imprime 56 donde suma **55**.

### Errores de la fuente

**Participación** · Cuadro II.9 · en %

> 50 entre 100:
>
> - impreso 5 &lt; 50.

| Ramo | Valor |
|:--|--:|
| Pensionados | 50.00 |

**Crecimiento** · Cuadro II.10 · en %

> Impreso `1.0 %`; 110 / 100 - 1 = 10 %.

| Valor |
|--:|
| 10.00 |

### Comprobaciones

- bien · Nunca baja: 10 celdas
"""


def test_the_page_of_a_model(plan: Path, semdsl: Command) -> None:
    said = semdsl("replication", str(plan))
    assert said.out == PAGE
    assert (said.status, said.err) == (0, "")


def test_the_page_in_another_language(plan: Path, semdsl: Command) -> None:
    said = semdsl("replication", str(plan), "--lang", "en")
    assert said.status == 0
    for line in (
        "# Replication",
        "## Trial insurance",
        "**5 of 6 cells reproduced**",
        "| Expense, II.9 | 1 | 1 | 0.5% | no deviation | ok |",
        "| Expense, II.10 | 4 | 3 | 0.5 million MXN | 1 (2027, Pensioners) | differs |",
        "| Year | Branch | Computed | Printed | Difference |",
        "- ok · Never falls: 10 cells",
    ):
        assert line in said.out.splitlines()


def test_several_models_have_a_summary_on_top(plan: Path, semdsl: Command) -> None:
    other = Path("other.sem")
    other.write_text(
        'model other "Seguro | de *prueba*"\nvariable x : ratio = 1_500\nexpect x = 1_500\nexpect x = 1_501\n',
        encoding="utf-8",
    )
    said = semdsl("replication", str(plan), "other.sem", str(plan))
    assert said.status == 1
    lines = said.out.splitlines()
    at = lines.index(
        "| Modelo | Cifras esperadas | Celdas | Reproducidas | Difieren como se declara | Fallan "
        "| Errores de la fuente |"
    )
    assert lines[at + 2 : at + 5] == [
        "| [Seguro \\| de \\*prueba\\*](#seguro--de-prueba) | 3 | 6 | 5 | 1 | 0 | 2 |",
        "| [Seguro \\| de \\*prueba\\*](#seguro--de-prueba-1) | 2 | 2 | 1 | 0 | 1 | 0 |",
        "| **Total** | **5** | **8** | **6** | **1** | **1** | **2** |",
    ]
    assert "FALLA, no se cumple en 1 de 1 celda, mayor desviación 1, other.sem:4" in said.out
    assert "| 1,500 | 1,501 | -1 |" in lines


def test_a_page_is_written_as_a_whole(plan: Path, semdsl: Command) -> None:
    said = semdsl("replication", str(plan), "--out", "docs/page.md")
    assert (said.status, said.err) == (0, "")
    assert said.out == "docs/page.md: 5 de 6 celdas reproducidas\n"
    page = Path("docs/page.md")
    assert page.read_text(encoding="utf-8") == PAGE
    page.chmod(0o640)
    assert semdsl("replication", "--out", "docs/page.md", str(plan), "--lang", "en").status == 0
    assert "# Replication\n" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert os.listdir("docs") == ["page.md"]


def test_a_page_with_failures_is_written_and_the_answer_is_1(plan: Path, semdsl: Command) -> None:
    plan.write_text(
        MODEL.replace("deviates up to 1 million", "deviates up to 0.75 million"), encoding="utf-8"
    )
    assert semdsl("replication", str(plan), "--out", "page.md").status == 1
    assert "| Gasto, II.10 | 4 | 3 | 0.5 millones de MXN | 1 (2027, Pensionados) | FALLA |" in Path(
        "page.md"
    ).read_text(encoding="utf-8")


def test_a_check_that_fails_is_on_the_page_and_the_answer_is_1(plan: Path, semdsl: Command) -> None:
    plan.write_text(MODEL.replace("expense >= expense", "expense < expense"), encoding="utf-8")
    said = semdsl("replication", str(plan))
    assert said.status == 1
    assert "- FALLA · Nunca baja: no se cumple en 10 de 10 celdas" in said.out


def test_a_stale_statement_is_said_on_the_page(plan: Path, semdsl: Command) -> None:
    Path("data/printed.csv").write_text(PRINTED.replace("56", "55"), encoding="utf-8")
    said = semdsl("replication", str(plan))
    assert said.status == 1
    assert ", ninguna celda se desvía más que la tolerancia: quite `deviates`\n" in said.out


def test_an_expectation_of_another_kind_deviates_on_its_wrong_side_only(
    tmp_path: Path, semdsl: Command
) -> None:
    path = tmp_path / "bounds.sem"
    path.write_text(
        "model bounds\naxis a = 1 to 3\nvariable x[a] : ratio = 20 * a\n"
        'expect e "E" : x >= 15\nexpect l "L" : x <= 50 within 10\nexpect c "C" : x > 10 and x < 90\n',
        encoding="utf-8",
    )
    said = semdsl("replication", str(path))
    assert said.status == 0
    for line in (
        "| E | 3 | 3 | exact |  | ok |",
        "| L | 3 | 3 | 10 | 10 (3) | ok |",
        "| C | 3 | 3 |  |  | ok |",
    ):
        assert line in said.out.splitlines()


def test_at_most_ten_cells_are_shown(tmp_path: Path, semdsl: Command) -> None:
    path = tmp_path / "many.sem"
    path.write_text(
        "model many\naxis age = 0 to 1_299\nvariable x[age] : ratio = 15\n"
        "expect x = 12 within 1 deviates up to 3\n"
        '    erratum "Todo."\n'
        'parameter p[age] : ratio = age + 20\n    source "S"\n    erratum "P"\n'
        'parameter q[age] : ratio = 20\n    source "S"\n    erratum "Q"\n',
        encoding="utf-8",
    )
    said = semdsl("replication", str(path))
    assert said.status == 0
    assert said.out.count("\n| 9 | 15 | 12 | +3 |\n\n… and 1,290 more cells\n") == 2
    assert "\n| 9 | 29 |\n\n… and 1,290 more cells\n" in said.out
    assert "> Q\n\nThe same value in 1,300 cells: 20\n" in said.out
    assert "| **Without a source** | **1,300** | **0** | | | |" in said.out


def test_errata_of_every_kind_of_declaration_and_of_files_in_use(tmp_path: Path, semdsl: Command) -> None:
    (tmp_path / "law.sem").write_text(
        "module law\ninput time year\ninput rate : ratio\n"
        'parameter factor : ratio = 2\n    source "Art. 10"\n    erratum "in the template"\n'
        "variable twice[year] : ratio = rate * factor\n"
        'expect twice[first of year] = 4 within 1\n    source "Art. 9"\n    erratum "of an instance"\n',
        encoding="utf-8",
    )
    path = tmp_path / "all.sem"
    path.write_text(
        'model all\n    erratum "the header"\n'
        'use "law.sem" with (rate = 2) as one erratum "the use"\nuse "law.sem" with (rate = 2.25) as two\n'
        'time year = 2025..2026 erratum "the time"\n'
        'unit visit "visita" erratum "the unit"\n'
        'variable v[year] : ratio = one.twice + two.twice\n    erratum "the variable"\n'
        'function half(x) = x / 2\n    erratum "the function"\n'
        'check c "C" : half(v[2025]) > 3 and v[2025] < 9\n    erratum "the check"\n'
        'scenario s "S"\n    erratum "the scenario"\n'
        'report "R"\n    erratum "the report"\n    columns year\n    show v\n'
        'test "T"\n    erratum "the test"\n    expect v[2025] = 8.5\n',
        encoding="utf-8",
    )
    said = semdsl("replication", str(path))
    assert said.status == 0, said.err
    errata = said.out.partition("### Errors of the source\n")[2].partition("### Checks")[0]
    texts = [line for line in errata.splitlines() if line.startswith("> ")]
    assert texts[:3] == ["> of an instance", "> of an instance", "> in the template"]
    words = ("header", "use", "time", "unit", "variable", "function", "scenario", "report", "test", "check")
    assert sorted(texts[3:]) == sorted(f"> the {word}" for word in words)
    assert errata.count("**`factor`** · Art. 10") == 1
    assert errata.count("| 200.00 |") == 2  # one for each instance
    assert "**C**\n\n> the check\n\n" in errata


WRONG = {
    "no such file": (["nowhere.sem"], "file-missing", 2),
    "a module": (["module.sem"], "module-not-run", 2),
    "a model with a mistake": (["plan.sem", "mistake.sem"], "unknown-name", 1),
    "a model that stops": (["plan.sem", "stops.sem"], "division-by-zero", 1),
    "somebody's own file": (["plan.sem", "--out", "notes.md"], "file-not-ours", 2),
    "the model itself": (["plan.sem", "--out", "plan.sem"], "file-not-ours", 2),
    "a folder": (["plan.sem", "--out", "data"], "cannot-write", 2),
    "a file below a file": (["plan.sem", "--out", "notes.md/page.md"], "cannot-write", 2),
    "a link to itself": (["plan.sem", "--out", "loop.md"], "cannot-write", 2),
}


@pytest.mark.parametrize(("words", "code", "status"), WRONG.values(), ids=WRONG)
def test_no_page_is_written(plan: Path, semdsl: Command, words: list[str], code: str, status: int) -> None:
    for name, text in {
        "module.sem": "module m\nvariable a : ratio = 1\n",
        "mistake.sem": "model m\nvariable a : ratio = b\n",
        "stops.sem": "model m\nvariable a : ratio = 1 / z\nvariable z : ratio = 0\nexpect a = 1\n",
        "notes.md": "Mine.\n",
    }.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("loop.md").symlink_to("loop.md")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    said = semdsl("replication", *words)
    assert (said.status, said.out) == (status, "")
    assert f"error[{code}]" in said.err
    assert "whether the disk is well" not in said.err  # what a reader is told where nothing better is known
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("words", [(), ("plan.sem", "--out", ""), ("plan.sem", "--lang", "fr")])
def test_words_that_make_no_command(plan: Path, semdsl: Command, words: tuple[str, ...]) -> None:
    assert semdsl("replication", *words).status == 2


def test_an_empty_file_may_become_a_page(plan: Path, semdsl: Command) -> None:
    Path("page.md").touch()
    assert semdsl("replication", str(plan), "--out", "page.md").status == 0


def test_what_deviates_as_stated_passes_in_every_answer(plan: Path, semdsl: Command) -> None:
    said = semdsl("run", str(plan), "--out", "results", "--json")
    assert said.status == 0
    (run,) = json.loads(said.out)["scenarios"]
    saved = json.loads(Path("results/checks.json").read_text(encoding="utf-8"))
    assert saved["scenarios"][0]["verdicts"] == run["verdicts"]
    record = next(one for one in run["verdicts"] if one["name"] == "table_10")
    assert {
        name: record[name]
        for name in ("passed", "outcome", "compared", "reproduced", "failed", "deviates_as_stated", "stale")
    } == {
        "passed": True,
        "outcome": "deviates",
        "compared": 4,
        "reproduced": 3,
        "failed": 0,
        "deviates_as_stated": 1,
        "stale": False,
    }
    assert (record["source"], record["stated_is"]) == ("Cuadro II.10", "in the unit")
    assert record["worst"]["cell"] == {"year": "2027", "line": "GMP"}
    assert record["worst"]["as_stated"] is True
    assert record["worst"]["passed"] is False
    assert record["worst"]["stated"] == 1.0
    other = next(one for one in run["verdicts"] if one["name"] == "table_9")
    assert other["outcome"] == "holds"
    assert "stale" not in other
    assert "as_stated" not in other["cells"][0]
    tested = semdsl("test", str(plan))
    assert tested.status == 0
    assert tested.out.splitlines()[-1] == (
        "1 comprobación, 3 cifras esperadas: todo se cumple, 1 difiere como se declara"
    )


def test_under_other_values_nothing_is_held_against_the_print(plan: Path, semdsl: Command) -> None:
    said = semdsl("run", str(plan), "--set", "growth=20%")
    assert said.status == 0
    assert "difiere" not in said.out


def test_what_stands_in_a_part_is_on_the_page_and_in_the_line_of_the_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, semdsl: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fund.sem").write_text(
        'model fund "Fund"\ninclude "income.sem"\nvariable twice : ratio = 2 * income\n', encoding="utf-8"
    )
    Path("income.sem").write_text(
        'part income "Income"\nparameter income : ratio = 30\n    source "Law"\n    erratum "Printed 3."\n'
        'expect a "A" : income = 32 within 1 deviates up to 2\n    source "Table 1"\n    note "Why."\n'
        'expect b "B" : twice = 64 within 1 deviates up to 4\n    source "Table 1"\n    note "Why."\n',
        encoding="utf-8",
    )
    said = semdsl("run", "fund.sem")
    assert said.status == 0
    line = next(line for line in said.out.splitlines() if line.startswith("  income  Income"))
    assert line.endswith("2 checks and expectations, all hold, 2 differ as stated")
    page = semdsl("replication", "fund.sem")
    assert page.status == 0
    assert "| **Table 1** | **2** | **0** | | | |" in page.out
    assert "> Printed 3.\n\n| Value |\n|--:|\n| 30 |\n" in page.out


def test_rows_of_totals_are_named_as_totals(plan: Path, semdsl: Command) -> None:
    text = MODEL.replace('matches "data/printed.csv"', 'matches "data/printed.csv" total "ambos"')
    plan.write_text(text, encoding="utf-8")
    Path("data/printed.csv").write_text(f"{PRINTED}2026,ambos,149\n", encoding="utf-8")
    page = semdsl("replication", "plan.sem").out
    assert "| 2026 | Total | 150.00 | 149.00 | +1.00 |" in page
