"""A small model whose totals are added up by hand, and runs of it."""

from __future__ import annotations

from collections.abc import Mapping

from semdsl.diagnostics.text import render_all
from semdsl.pipeline import Checked, check_text
from semdsl.render.reports import Table
from semdsl.requests import Options
from semdsl.running import Run, run_checked
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
