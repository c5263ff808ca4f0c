"""Units in the plural: by the rule of the language where it is safe, as an author states it, else as they are."""

from __future__ import annotations

import pytest

from semdsl.pipeline import check_text
from semdsl.render.plurals import plural_of
from semdsl.render.words import ENGLISH, SPANISH, unit_in_words, words_in


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("es", "consulta", "consultas"),
        ("es", "día", "días"),
        ("es", "egreso", "egresos"),
        ("es", "unidad", "unidades"),
        ("es", "hospital", "hospitales"),
        ("es", "intervención", "intervenciones"),
        ("es", "vez", "veces"),
        ("es", "mes", "meses"),
        ("es", "examen", "exámenes"),
        ("es", "unidad médica", "unidades médicas"),
        ("es", "plaza de confianza", "plazas de confianza"),
        ("es", "intervención quirúrgica de urgencia", "intervenciones quirúrgicas de urgencia"),
        ("en", "visit", "visits"),
        ("en", "bed day", "bed days"),
        ("en", "annuity", "annuities"),
        ("en", "day", "days"),
        ("en", "branch", "branches"),
        ("en", "member of staff", "members of staff"),
        ("en", "life", "lives"),
    ],
)
def test_a_rule_of_the_language(language: str, one: str, several: str) -> None:
    assert plural_of(one, language) == several


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("es", "mil derechohabientes"),  # already several
        ("es", "virus"),  # the same in the plural
        ("es", "margen"),  # márgenes: an accent moves
        ("es", "día hospital"),  # días hospital: what a rule for adjectives would spoil
        ("es", "día-cama"),
        ("en", "person insured"),
        ("en", "roof"),
        ("en", "GRD 12"),
        ("en", "MXN"),  # a currency
        ("es", "MXN"),
        ("es", "UMA"),
    ],
)
def test_what_no_rule_is_safe_for_stays_as_it_is(language: str, name: str) -> None:
    assert plural_of(name, language) == name


@pytest.mark.parametrize(
    ("unit", "figures", "spanish", "english"),
    [
        ("week", "52", "semanas", "weeks"),
        ("week", "1", "semana", "week"),
        ("week", "-1", "semana", "week"),
        ("week", "1.0", "semanas", "weeks"),
        ("person", "", "personas", "persons"),
        ("thousand person", "1", "mil personas", "thousand persons"),
        ("million MXN(2005)", "1", "millón de MXN(2005)", "million MXN(2005)"),
        ("MXN/person/day", "5", "MXN/persona/día", "MXN/person/day"),
        ("person*day", "5", "personas*día", "person*days"),
        ("person^2", "5", "persona^2", "person^2"),
        ("1/year", "5", "1/año", "1/year"),
        ("ratio", "5", "razón", "ratio"),
    ],
)
def test_what_is_counted_is_in_the_plural(unit: str, figures: str, spanish: str, english: str) -> None:
    assert unit_in_words(unit, SPANISH, figures) == spanish
    assert unit_in_words(unit, ENGLISH, figures) == english


UNITS = """\
model lights "Luces"
    language es
unit light "luz" en "point of light"
    plural "focos", "lights"
unit visit "consulta" en "visit"
unit post "plaza"
unit cama
"""


def test_a_declared_unit_has_the_plural_that_is_stated_or_that_of_the_language_of_its_title() -> None:
    checked = check_text(UNITS).value
    assert checked is not None
    units = ("light", "visit", "post", "cama", "light/visit")
    spanish, english = (words_in(language, checked.model.modules) for language in ("es", "en"))
    assert [unit_in_words(unit, spanish) for unit in units] == [
        *("focos", "consultas", "plazas", "camas", "focos/consulta")
    ]
    assert [unit_in_words(unit, english) for unit in units] == [
        *("lights", "visits", "plazas", "camas", "lights/visit")
    ]
    assert unit_in_words("light", english, "1") == "point of light"


def test_a_unit_of_a_template_has_the_titles_of_the_input() -> None:
    template = """\
module t "T"
    language es
input unit money "Unidad monetaria" en "Unit of money"
input unit thing
input unit visit "Visita"
input a "A" : money
input b "B" : thing
input c "C" : visit
reserve d "D" : money = a
"""
    model = (
        UNITS
        + 'use "t.sem" with (money = MXN, thing = post, visit = cama, a = 1 MXN, b = 1 post, c = 1 cama) as k\n'
    )
    checked = check_text(model, "m.sem", {"t.sem": template}).value
    assert checked is not None
    units = ("money", "thing", "visit", "money/visit")
    spanish, english = (words_in(language, checked.model.modules) for language in ("es", "en"))
    assert [unit_in_words(unit, spanish) for unit in units] == [
        *("unidades monetarias", "thing", "consultas", "unidades monetarias/consulta")
    ]
    assert [unit_in_words(unit, english) for unit in units[:1]] == ["units of money"]
    assert unit_in_words("money", spanish, "1") == "unidad monetaria"


def test_only_a_unit_has_a_plural() -> None:
    found = check_text(
        'model m "M"\nparameter x "X" : ratio = 1\n    source "s"\n    plural "xs"\n'
    ).diagnostics
    assert [(one.code, one.message) for one in found] == [
        ("misplaced-attribute", "a `parameter` has no `plural`")
    ]
