"""The pages for a reviewer: checks, limitations, glossary; and what lists leave out."""

from __future__ import annotations

import re

import pytest

from semdsl.book import chapters, sidebyside
from semdsl.book.build import passed
from semdsl.book.context import Book, book_of, facts_of
from semdsl.book.glossary import glossary, terms
from semdsl.book.judged import judged
from semdsl.book.limitations import limitations
from semdsl.book.sidebyside import compared, left_out, scenarios_of
from semdsl.lookup.plain import folded
from semdsl.running import Run, run_tests
from tests.book.support import ROOT, pages_of, run_of, run_of_model

MODEL = """\
model m "Modelo"
    language es
    limitation "No sirve para un solo año."

time year "Año" = 2025..2030
axis sex "Sexo" = male "Hombres" en "Men", female "Mujeres" en "Women"

assumption growth "Crecimiento" en "Growth" : ratio = 2%
    source "s"
assumption guess "Supuesto" en "Guess" : ratio = 3%
    note "sin fuente"
    range 0% .. 10%
assumption fitted "Ajustada" en "Fitted" : ratio = 4%
    calibrated to "Cuadro 1"

population insured[year, sex] "Asegurados" en "Insured persons" : person = 1_000 person * (1 + growth)
    limitation "Sin los del campo."
premium level "Prima nivelada" en "Level premium" = guess + fitted
    erratum "Impresa 8%; 3 y 4 son 7."
contribution paid[year] "Cuotas (COP)" : MXN
    payer employer
    = 5 MXN

identity sum_of_both "La suma" en "The sum" : level = guess + fitted
check positive "Positiva" en "Positive" : level > 0
expect met "Prima impresa" en "Printed premium" : level = 7%
    source "Cuadro 1"
expect missed "Prima del texto" en "Premium of the text" : level = 7.5% within 0.1pp deviates up to 0.6pp
    source "§1"
    note "el texto redondea"

test "Sin ajuste"
    given fitted = 0%
    expect level = 3%
{more}
scenario high "Crece más" en "Grows more"
    set growth = 3%
scenario dear "Prima mayor" en "Dearer"
    set guess = 9%

report "Primas" en "Premiums"
    show level in %
report "Asegurados" en "Insured"
    rows sex
    columns year in 2025, 2030
    show insured
"""
FAILING = """\
test "Falla"
    given fitted = 1%
    expect level = 3%
"""


def book(more: str = "", language: str = "es") -> Book:
    run = run_of(MODEL.replace("{more}", more))
    facts = facts_of(run, run_tests(run.checked))
    return book_of(facts, language, compared(facts).value)


def test_one_page_has_all_that_was_judged() -> None:
    found = judged(book())
    assert found.summary == (
        "1 prueba, 2 comprobaciones, 1 identidad, 2 cifras esperadas: todo se cumple, 1 difiere como se declara"
    )
    assert [(group.anchor, [one.link.text for one in group.checks]) for group in found.groups] == [
        ("judged-identity", ["La suma"]),
        ("judged-check", ["Asegurados", "Positiva"]),
        ("judged-deviating", ["Prima del texto"]),
        ("judged-expectation", ["Prima impresa"]),
    ]
    assert [one.name for one in found.tests] == ["Sin ajuste"]
    assert [(one.link.text, "".join(map(str, one.body.children[0].children))) for one in found.errata] == [  # type: ignore[union-attr]
        ("Prima nivelada", "Impresa 8%; 3 y 4 son 7.")
    ]


def test_titles_and_outcomes_are_in_the_language_of_the_book() -> None:
    found = judged(book(language="en"))
    assert found.groups[2].checks[0].link.text == "Premium of the text"
    assert "differs" in found.groups[2].checks[0].verdict.mark
    sign = found.groups[1].checks[0].verdict.says
    assert sign.startswith("never negative: ")
    assert found.tests[0].verdict.says == "1 expectation"


def test_a_deviation_has_its_size_and_its_reason() -> None:
    (own,) = judged(book()).groups[2].checks
    assert "mayor desviación 0.5pp, declarada hasta 0.6pp" in own.verdict.says
    assert [one.kind for one in own.remarks] == ["note"]


def test_a_test_that_fails_says_what_it_found_and_the_book_does_not_pass() -> None:
    run = run_of(MODEL.replace("{more}", FAILING))
    tests = run_tests(run.checked)
    assert not passed(run, tests)
    assert passed(run, tests[:1])
    (_, own) = judged(book(FAILING)).tests
    assert own.verdict.outcome == "fails"
    assert re.search(r"calculado 4.*esperado 3", " ".join(own.verdict.lines))


def test_limitations_are_what_is_stated_and_what_can_be_counted() -> None:
    found = limitations(book())
    assert [one.link.text for one in found.stated] == ["Modelo", "Asegurados"]
    facts = {one.label: one.value for one in found.facts}
    assert facts["Periodo (Año)"] == "2025 – 2030"
    assert facts["Errores de las fuentes"] == "1"
    assert facts["Pruebas"] == "1"
    lists = {one.title: (one.says, [link.text for link in one.links]) for one in found.lists}
    assert lists["Supuestas"] == ("1 de 3", ["Supuesto"])
    assert lists["Calibradas a resultados"] == ("1 de 3", ["Ajustada"])
    assert next(said for title, said in lists.items() if "rango" in title) == (
        "2 de 3",
        ["Crecimiento", "Ajustada"],
    )
    assert [one.link.text for one in found.deviating] == ["Prima del texto"]
    assert len(found.beyond) == len(limitations(book(language="en")).beyond) > 3


def test_the_glossary_has_the_words_that_the_model_uses_and_no_others() -> None:
    found = {one.word: one for one in glossary(book()).terms}
    assert "asegurado" in found
    assert "prima nivelada, prima media general" in found
    assert "pensionado" not in found
    assert "ciclo" not in found
    assert found["asegurado"].other == "insured person"
    assert [link.text for link in found["asegurado"].links] == ["Asegurados"]
    english = {one.word for one in glossary(book(language="en")).terms}
    assert "level premium" in english


def test_an_abbreviation_is_explained_only_by_what_a_title_says() -> None:
    assert glossary(book()).abbreviations == ()  # `Cuotas (COP)` does not spell it
    flagship = {one.short: one.long for one in glossary(_flagship()).abbreviations}
    assert flagship["GMP"] == "Gastos Médicos de Pensionados (Pensionados)"
    assert flagship["SBC"] == "Salario base de cotización"


def test_a_symbol_stands_for_its_own_title_and_no_other_words_with_its_initials() -> None:
    run = run_of(
        "model m language es\ntime year = 2025..2026\n"
        'variable level "Prima media o nivelada" en "Level premium" : ratio = 3%\n    symbol PME\n'
    )
    for language in ("es", "en"):
        (own,) = glossary(book_of(facts_of(run, ()), language)).abbreviations
        assert own.long == {"es": "Prima media o nivelada", "en": "Level premium"}[language]


def _flagship() -> Book:
    return book_of(facts_of(run_of_model("sem.sem")), "es")


def test_the_words_of_the_field_are_those_of_the_documentation() -> None:
    """The glossary of the documentation and that of the book say the same: each row of its tables is a term."""
    page = (ROOT / "docs" / "index.md").read_text("utf-8")
    parts = [
        page.split(f"### {title}")[1].split("###")[0]
        for title in ("Health and maternity insurance", "Financing")
    ]
    rows = [
        line.strip("| ").split("|") for part in parts for line in part.splitlines() if line.startswith("|")
    ]
    printed = {
        (row[0].strip(), folded(row[1].strip()))
        for row in rows
        if len(row) > 1 and row[0].strip() not in ("English", "---", "")
    }
    printed -= {row for row in printed if set(row[0]) <= {"-"}}
    held = {(term.words["en"], folded(term.words["es"])) for term in terms()}

    def is_held(english: str, spanish: str) -> bool:
        return any(_share(english, one) and _share(spanish, other) for one, other in held)

    assert [row for row in sorted(printed) if not is_held(*row)] == []


def _share(one: str, other: str) -> bool:
    """Whether two lists of words have one in common."""
    first, second = ({word.strip() for word in re.split(r"[,;]", folded(text))} for text in (one, other))
    return bool(first & second)


# ── What lists leave out ──────────────────────────────────────────────────────────────────────────


def test_scenarios_and_tables_beyond_the_limits_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert left_out(book()) == ()
    monkeypatch.setattr(sidebyside, "MOST_SCENARIOS", 1)
    monkeypatch.setattr(sidebyside, "MOST_GRIDS", 1)
    notes = left_out(book())
    assert notes[0].startswith("Escenarios que faltan aquí: 1; semdsl run model.sem --scenario")
    assert notes[1].startswith("Cuadros que faltan aquí: 1; semdsl run model.sem")


def test_a_scenario_that_stops_is_named() -> None:
    own = book("scenario broken\n    set guess = 1 / 0\n")
    assert left_out(own) == ("Sin resultados, porque se detienen: broken",)


def test_instances_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "MOST_INSTANCES", 1)
    page = pages_of(run_of_model("sem.sem"), "es", only=("projected.payg",))["index.html"].decode()
    assert "Instancias que faltan aquí: 1; semdsl run sem.sem --out CARPETA las escribe todas" in page


def test_a_result_has_the_scenarios_that_move_it_beside_it() -> None:
    own = book()
    grid = scenarios_of("level", own)
    assert grid is not None
    assert [(line.label, line.texts) for line in grid.lines] == [
        ("valores del modelo", ("7.00",)),
        ("Prima mayor", ("13.00",)),
    ]
    assert grid.note == "Escenarios que no la mueven: 1"
    assert scenarios_of("guess", own) is None


def test_every_word_of_the_field_is_said_in_both_languages() -> None:
    for term in terms():
        assert all(term.words[language] and term.means[language] for language in ("en", "es"))
        assert term.kinds or term.seen or term.names or term.when, term.words["en"]


def test_runs_of_models_without_tests_have_a_page_of_checks() -> None:
    run: Run = run_of_model("population_methods.sem")
    assert judged(book_of(facts_of(run), "es")).summary
