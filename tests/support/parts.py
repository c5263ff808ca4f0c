"""A model in one file, and the same in parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import render_all
from semdsl.pipeline import Checked, check_text

HEADER = 'model fund "Fondo" en "Fund"\n    language es\n'
PEOPLE = """\
time year = 2025..2027
axis sex = male, female

table insured[year, sex] "Asegurados" : person
    from "data/insured.csv"
    source "Estudio"

population people[year] "Personas" : person = sum(insured over sex)

report "Personas"
    columns year
    show people

check enough : people >= 30 person
"""
INCOME = """\
unit visit "consulta"

assumption fee[year] "Cuota" : MXN/person = 100
    source "Ley"
    range 0 .. 1_000 MXN/person

contribution cash[year] "Cuotas" : MXN
    payer employer
    = fee * people

scenario high "Cuota alta"
    set fee = 2 * fee for 2026..

expect in_2025 "Cuotas de 2025" : cash[2025] = 3_000 MXN

expect cash[year] matches "data/cash.csv" within 0.1%

test "Con diez personas"
    given people = 10 person
    expect cash[2026] = 1_000 MXN

report "Cuotas"
    columns year
    show cash
"""
REST = """\
variable total "Total" : MXN = sum(cash over year)

report "Total"
    show total

check positive : total > 0
"""
INSURED = "year,sex,value\n2025,male,10\n2025,female,20\n2026,male,11\n2026,female,21\n2027,male,12\n2027,female,22\n"
CASH = "year,value\n2025,3000\n2026,3200\n2027,3400\n"
TABLES = {"data/insured.csv": INSURED, "data/cash.csv": CASH}

ONE_FILE = HEADER + PEOPLE + INCOME + REST
MAIN = HEADER + 'include "sheets/people.sem"\ninclude "sheets/income.sem"\n' + REST
SHEETS = {
    "sheets/people.sem": 'part people "Personas"\n    source "Estudio"\n\n' + PEOPLE,
    "sheets/income.sem": 'part income "Ingresos" en "Income"\n\n' + INCOME,
    **{f"sheets/{name}": text for name, text in TABLES.items()},
}


def sound(main: str, others: Mapping[str, str]) -> Checked:
    outcome = check_text(main, "main.sem", others)
    assert outcome.value is not None, render_all(outcome.diagnostics)
    assert outcome.diagnostics == (), render_all(outcome.diagnostics)
    return outcome.value


def found(main: str, others: Mapping[str, str]) -> list[str]:
    return [one.code for one in check_text(main, "main.sem", others).diagnostics]


def one(main: str, others: Mapping[str, str]) -> Diagnostic:
    (only,) = check_text(main, "main.sem", others).diagnostics
    return only


def write(folder: Path, main: str, others: Mapping[str, str]) -> None:
    for name, text in {"main.sem": main, **others}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
