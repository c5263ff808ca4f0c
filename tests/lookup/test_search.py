"""Which declarations a reader means, and in which order they come."""

from __future__ import annotations

import pytest

from semdsl.lookup.near import nothing_found
from semdsl.lookup.search import search, wanted
from tests.lookup.conftest import Index

MODEL = """\
model m "Modelo"
    language es
    source "tesis, §§2.1.1 a 2.1.3"

use "fund.sem" with (flow = income) as fund
use "fund.sem" with (flow = 2 * income) as double
use std.premiums

time year "Año" en "Year" = 2005..2010
axis line "Ramo" = SEM "Asegurados", GMP "Pensionados"

parameter rate[line] "Prima de financiamiento" en "Contribution rate" : ratio = 6%
    symbol "PF^{COP}"
    law "LSS arts. 25, 106 III y 107"

assumption growth "Crecimiento" : ratio
    symbol "\\Delta ST"
    = 1% source "Cuadro III.1"

contribution income[year, line] "Cuotas Obrero Patronales" en "Contributions" : million MXN
    symbol ICOP
    payer employer
    source "§2.1.1"
    = rate * 1 million MXN

variable other_income[year] "Otros ingresos" : million MXN
    source "§2.1.10; §12.1.1"
    note "Véase §2.1.2 y el cuadro III.60."
    = 2 million MXN

variable F "Frecuencia, mayúscula" : ratio = 1
    symbol F
variable small "Frecuencia, minúscula" : ratio = 2
    symbol f

check adds_up "Los ingresos suman" : income >= 0
    source "ecuación (4)"
report "Cuadro III.6 Resultados"
    columns year
    rows line
    show income
"""
FUND = """\
module fund "Fondo"
input time year
input flow[year] : money
input unit money
variable total "Total acumulado" : money
    symbol V
    source "§3.8"
    = sum(flow over year)
"""
FOUND = {
    ("income",): ["income", "other_income"],
    ("INCOME",): ["income", "other_income"],
    ("icop",): ["income"],
    ("cuotas", "obrero"): ["income"],
    ("obrero", "cuotas"): ["income"],
    ("obrero cuotas",): [],
    ("crecimiento",): ["growth"],
    ("contribution rate",): ["rate"],
    ("2.1.1",): ["income", "m"],
    ("§2.1.1",): ["income", "m"],
    ("2.1.10",): ["other_income"],
    ("2.1",): ["income", "other_income", "m"],
    ("§2",): ["income", "other_income", "m"],
    ("12.1.1",): ["other_income"],
    ("2.1.2",): ["other_income", "m"],
    ("III.6",): ["Cuadro III.6 Resultados"],
    ("iii.6",): ["Cuadro III.6 Resultados"],
    ("Cuadro", "III.6"): ["Cuadro III.6 Resultados"],
    ("Table III.6",): ["Cuadro III.6 Resultados"],
    ("III.1",): ["growth"],
    ("106",): ["rate"],
    ("art.", "106"): ["rate"],
    ("art. 106 III",): ["rate"],
    ("LSS art. 107",): ["rate"],
    ("art. 2005",): [],
    ("(4)",): ["adds_up"],
    ("ecuación", "(4)"): ["adds_up"],
    ("equation 4",): ["adds_up"],
    ("(5)",): [],
    ("PF",): ["rate"],
    ("ICOP_k^{SEM}",): ["income"],
    ("PF_k^{COP}",): ["rate"],
    ("IC_k",): [],
    ("PF^COP",): ["rate"],
    ("Δ",): ["growth"],
    ("ΔST",): ["growth"],
    ("\\Delta ST",): ["growth"],
    ("F",): ["F", "small"],
    ("f",): ["F", "small"],
    ("total",): ["total"],
    ("fund.total",): ["total"],
    ("double.total",): ["total"],
    ("V",): ["total"],
    ("assumption",): ["growth"],
    ("variable", "frecuencia"): ["F", "small"],
    ("asegurados",): ["line"],
    ("ramo",): ["line", "rate", "income"],
    ("employer",): ["income"],
    ("level",): [],
}


def _names(index: Index, words: tuple[str, ...], *, library: bool = False) -> list[str]:
    known = index(MODEL, {"fund.sem": FUND})
    hits = search(known, wanted(words), library=library)
    return [hit.entry.name or hit.entry.titles[0].text for hit in hits]


@pytest.mark.parametrize(("words", "expected"), FOUND.items(), ids=[" ".join(words) for words in FOUND])
def test_what_is_found(index: Index, words: tuple[str, ...], expected: list[str]) -> None:
    assert _names(index, words) == expected


def test_the_letter_as_written_comes_first(index: Index) -> None:
    model = "variable a : ratio = 1\n    symbol F\nvariable b : ratio = 2\n    symbol f\n"
    for written, first in (("F", "a"), ("f", "b")):
        hits = search(index(model), wanted((written,)), library=False)
        assert hits[0].entry.name == first
        assert len(hits) == 2


def test_an_exact_name_then_a_symbol_then_a_section_then_a_title(index: Index) -> None:
    model = """\
variable in_text : ratio = 1
    source "dice 106"
variable in_title "El 106" : ratio = 1
variable by_law : ratio = 1
    law "art. 106"
variable by_symbol : ratio = 1
    symbol "106"
"""
    hits = search(index(model), wanted(("106",)), library=False)
    assert [hit.entry.name for hit in hits] == ["by_symbol", "by_law", "in_title", "in_text"]
    assert [hit.entry.name for hit in search(index(model), wanted(("in title",)), library=False)] == [
        "in_title"
    ]


def test_a_table_is_first_what_shows_it_and_last_what_is_fitted_to_it(index: Index) -> None:
    model = """\
assumption fitted : ratio = 1
    calibrated to "Cuadro III.6"
variable of_several : ratio = 1
    source "Cuadros II.1, III.6 y III.7"
variable of_it : ratio = 1
    source "Cuadro III.6"
report "Otra vez el cuadro III.6"
    show of_it
report "Cuadro III.6 Resultados"
    show of_it
"""
    hits = search(index(model), wanted(("III.6",)), library=False)
    assert [hit.entry.name or hit.entry.titles[0].text for hit in hits] == [
        *("Cuadro III.6 Resultados", "of_it", "of_several", "fitted", "Otra vez el cuadro III.6"),
    ]


def test_the_nearest_of_symbols_printed_with_indices_comes_first(index: Index) -> None:
    model = """\
variable small : ratio = 1
    symbol f
variable large : ratio = 1
    symbol F
variable base : ratio = 1
    symbol "F_k"
"""
    hits = search(index(model), wanted(("F_k^s",)), library=False)
    assert [hit.entry.name for hit in hits] == ["base", "large", "small"]


def test_a_part_is_found_and_how_to_show_it(index: Index) -> None:
    model = 'model m\ninclude "income.sem"\nvariable a : ratio = b\nreport "Mine"\n    show a\n'
    part = (
        'part income "Hoja Ingresos"\n    note "Véase la nota 18."\nvariable b : ratio = 1\n'
        'report "Of it"\n    show b\n'
    )
    known = index(model, {"income.sem": part})
    commands = {
        words: [known.command(hit.entry) for hit in search(known, wanted((words,)), library=False)]
        for words in ("hoja", "nota 18", "of it", "mine", "b")
    }
    assert commands == {
        "hoja": ["semdsl run m.sem --part income"],
        "nota 18": ["semdsl run m.sem --part income"],
        "of it": ["semdsl run m.sem --part income"],
        "mine": ["semdsl run m.sem"],
        "b": [""],
    }


def test_the_standard_library_only_if_asked(index: Index) -> None:
    assert "level" in _names(index, ("level",), library=True)
    assert "level" in _names(index, ("premiums.level",), library=True)
    assert _names(index, ("premiums.level",)) == []


MISSED = {
    ("incme",): ["`income`", "`fund`"],
    ("ICP",): ["`ICOP`"],
    ("PFX",): ["`PF^COP`"],
    ("2.1.9",): ["`§2.1.10`", "`§2.1.1`"],
    ("III.2",): ["`Cuadro III.1`"],
    ("art. 105",): ["`art. 106 III`"],
    ("cuoats",): ["`cuotas`"],
}


@pytest.mark.parametrize(("words", "near"), MISSED.items(), ids=[" ".join(words) for words in MISSED])
def test_what_is_near_is_proposed(index: Index, words: tuple[str, ...], near: list[str]) -> None:
    known = index(MODEL, {"fund.sem": FUND})
    found = nothing_found("m.sem", known, wanted(words), "es", library=False)
    assert found.help.startswith("did you mean ")
    assert near[0] in found.help


def test_words_that_never_stand_together_are_counted(index: Index) -> None:
    known = index(MODEL, {"fund.sem": FUND})
    found = nothing_found("m.sem", known, wanted(("cuotas", "frecuencia")), "es", library=False)
    assert found.help == "leave one of the words out"
    assert found.notes == ("`cuotas` by itself is found once", "`frecuencia` by itself is found 2 times")


def test_the_library_is_mentioned(index: Index) -> None:
    known = index(MODEL, {"fund.sem": FUND})
    found = nothing_found("m.sem", known, wanted(("premiums.level",)), "es", library=False)
    assert "--all" in found.notes[-1]
    assert nothing_found("m.sem", known, wanted(("zzz",)), "es", library=True).notes == ()
