"""What a declaration is shown to read."""

from __future__ import annotations

from semdsl.lookup.reads import Read, reads
from tests.lookup.conftest import Index

MODEL = """\
model m "Modelo"
    language es

use std.growth
use "fund.sem" with (flow = x) as fund
use "fund.sem" with (flow = x + staff) as double

time year "Año" = 2005..2010
axis item "Concepto" = staff "Personal", goods "Bienes"
axis step "Escalón" = year by 2 from 2006

parameter days "Días" : day = 365
parameter by_item[item] "Por concepto" : ratio
    = 1  for staff
    = 2  for goods
variable staff "Plazas" : ratio = 3
table t[year] "Tabla" : ratio
    from "t.csv"
function twice(x) "Doble" = 2 * x
variable x[year] "Equis" : ratio
    = 1                                                 for 2005
    = x[year-1] * twice(by_item[goods]) + growth.rate(t)  for year >= 2006 and year <= 2008
    = sum(by_item over item for item = staff) + fund.total[last of step] / unknown  otherwise
variable only_labels[year, item] "Etiquetas" : ratio
    = t  for item = staff
    = 0  for goods
"""
FUND = """\
module fund "Fondo"
input time year
input flow[year] "Flujo" : ratio
variable total[year] "Total" : ratio = flow
"""


def _reads(index: Index, name: str, module: int = 0) -> list[Read]:
    known = index(MODEL, {"fund.sem": FUND})
    own = next(entry for entry in known.entries if entry.name == name and entry.kind == "variable")
    return list(reads(own, known))


def test_names_in_the_order_written_and_axes_last(index: Index) -> None:
    assert [read.name for read in _reads(index, "x")] == [
        *("twice", "by_item", "growth.rate", "t", "fund.total", "year", "item", "step"),
    ]


def test_a_label_is_not_taken_for_a_quantity_where_cells_are_chosen(index: Index) -> None:
    assert [read.name for read in _reads(index, "only_labels")] == ["t", "item", "year"]


def test_what_is_short_is_shown(index: Index) -> None:
    shown = {read.name: read.definition for read in _reads(index, "x")}
    assert shown == {
        "twice": "(x) = 2 * x",
        "by_item": "",
        "growth.rate": "(x) = x / x[year-1] - 1",
        "t": "",
        "fund.total": "",
        "year": " = 2005..2010",
        "item": " = staff, goods",
        "step": " = year by 2 from 2006",
    }


def test_an_input_is_shown_with_what_each_instance_binds_to_it(index: Index) -> None:
    (flow, _) = _reads(index, "total")
    assert flow.bound == (("fund", "x"), ("double", "x + staff"))
    assert flow.definition == " = x (fund), x + staff (double)"


def test_the_argument_of_a_function_is_not_a_name_of_the_model(index: Index) -> None:
    known = index(MODEL, {"fund.sem": FUND})
    twice = next(entry for entry in known.entries if entry.name == "twice")
    assert reads(twice, known) == ()


def test_where_a_name_stands(index: Index) -> None:
    places = {read.name: read.entry.place for read in _reads(index, "x")}
    assert places["t"] == "m.sem:17"
    assert places["fund.total"] == "fund.sem:4"
    assert places["growth.rate"].startswith("stdlib/growth.sem:")


def test_a_name_in_a_formula_is_never_that_of_a_unit(index: Index) -> None:
    """Units, scenarios and checks have names of their own, which no formula reads."""
    known = index(
        'model m\nunit pay "pay"\nscenario pay\nvariable pay : USD = 1 USD\nvariable twice : USD = 2 * pay\n'
    )
    twice = next(entry for entry in known.entries if entry.name == "twice")
    assert [(read.name, read.entry.kind) for read in reads(twice, known)] == [("pay", "variable")]
