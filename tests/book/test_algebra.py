"""What algebra knows of a formula, as the book shows it: closed forms, loops, identities."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from semdsl.book.algebra import derived_of, identities_of
from semdsl.book.context import Book, book_of, facts_of
from semdsl.book.views import DerivedView
from semdsl.lookup.entries import Entry
from semdsl.pipeline import check_file, closed_forms
from semdsl.render.mathematics.plain import plain
from semdsl.running import Run
from semdsl.simultaneous.formulas import solved_loops
from semdsl.source import Source
from semdsl.syntax.parse import parse_expression
from tests.book.support import ROOT, run_of, run_of_model

MODELS = sorted(path.name for path in (ROOT / "models").glob("*.sem"))


def in_book(run: Run, name: str, language: str = "en") -> tuple[Book, Entry]:
    book = book_of(facts_of(run), language)
    return book, next(
        entry for entry in book.facts.entries.values() if name in (entry.name, book.title(entry))
    )


def lines_of(run: Run, name: str, language: str = "en") -> list[str]:
    """What is derived for *name*, a line each, those of other declarations after their titles."""
    book, entry = in_book(run, name, language)
    return [" ".join(line.split()) for view in derived_of(entry, book) for line in text_of(view)]


def text_of(view: DerivedView) -> list[str]:
    lines = [
        f"{one.link.text}: {plain(one.math.of)}" if one.link else plain(one.math.of) for one in view.lines
    ]
    return [f"[{view.label}]", *lines, *([view.says] if view.says else [])]


FORWARD = """\
model m "M"
time year = 2025..2030
parameter i "Interest" : ratio = 4%
    source "s"
assumption growth[year] "Growth" : ratio = 2%
    source "s"
cost paid[year] "Paid" : MXN = 5 MXN
variable index[year] "Index" : ratio
    = 1                          for 2025
    = index[year-1] * (1 + growth)  otherwise
variable power[year] "Power" : ratio
    = 1                       for 2025
    = power[year-1] * (1 + i)  otherwise
reserve fund[year] "Fund" : MXN
    = 10 MXN                                 for 2025
    = fund[year-1] * (1 + growth) + paid  otherwise
"""


def test_a_running_product_goes_from_the_first_cell_to_ones_own() -> None:
    assert lines_of(run_of(FORWARD), "index") == [
        "[Closed form, proved by induction]",
        "index_t = index_2025 ⋅ ∏_(t′ = 2026)^t (1 + growth_(t′)), for t ≥ 2026",
    ]


def test_equal_factors_are_a_power() -> None:
    assert lines_of(run_of(FORWARD), "power")[1] == "power_t = power_2025 ⋅ (1 + i)^(t − 2025), for t ≥ 2026"


def test_a_product_that_stands_twice_has_a_letter_and_a_line() -> None:
    assert lines_of(run_of(FORWARD), "fund")[1:] == [
        "fund_t = F_t ⋅ (fund_2025 + ∑_(t′ = 2026)^t paid_(t′) / F_(t′)), for t ≥ 2026",
        "F_t = ∏_(t′ = 2026)^t (1 + growth_(t′))",
        "where 1 + growth_t ≠ 0",
    ]


BACKWARD = """\
model m "M"
axis age "Age" = 60 to 70
parameter v "Discount" : ratio = 0.96
    source "s"
variable p[age] "Survival" : ratio = 1 - age / 1_000
variable annuity[age] "Annuity" : ratio
    = 1                            for last of age
    = 1 + v * p * annuity[age+1]  otherwise
"""


def test_a_recursion_that_goes_back_adds_up_from_ones_own_cell_to_the_last() -> None:
    assert lines_of(run_of(BACKWARD), "annuity")[1:] == [
        "annuity_x = F_x ⋅ (annuity_70 + ∑_(x′ = x)^69 1 / F_(x′)), for 60 ≤ x ≤ 69",
        "F_x = ∏_(x′ = x)^69 v ⋅ p_(x′)",
        "where v ⋅ p_x ≠ 0",
    ]


def test_a_letter_that_the_formula_has_is_not_taken() -> None:
    run = run_of(
        FORWARD.replace('cost paid[year] "Paid" : MXN', 'cost paid[year] "Paid" : MXN\n    symbol F\n   ')
    )
    assert lines_of(run, "fund")[2].startswith("R_t = ")


def test_nothing_is_derived_of_a_formula_without_a_recursion() -> None:
    assert lines_of(run_of(FORWARD), "paid") == []


def test_a_template_says_its_closed_form_once_with_its_own_names_and_axes() -> None:
    found = lines_of(run_of_model("sem.sem"), "Reserva al final del año", "es")
    assert [line for line in found if line.startswith("[")] == ["[Fórmula cerrada, demostrada por inducción]"]
    assert found[1].startswith("V_t = F_t ⋅ (V_2005 ")
    assert not any(word in " ".join(found) for word in ("projected", "published", "actual"))


@pytest.mark.parametrize("name", MODELS)
def test_whatever_algebra_writes_can_be_read(name: str) -> None:
    """What is derived of a model is set from its text; a text that could not be read would be left out."""
    checked = check_file(Path(ROOT / "models" / name)).value
    assert checked is not None
    forms = [form.pieces for form in closed_forms(checked)]
    loops = [piece for loop in solved_loops(checked.solved) for piece in loop.pieces]
    texts = [
        *(text for one in forms for text in (one.formula, one.cells, *(part.body for part in one.ranges))),
        *(text for piece in loops for text in (piece.formula, piece.cells) if text),
    ]
    assert [text for text in texts if parse_expression(Source("t", text)).value is None] == []


def test_a_loop_shows_the_other_equations_and_what_solves_them() -> None:
    assert lines_of(run_of_model("institute_as_employer.sem"), "staff") == [
        "[In a loop within each cell, together with]",
        "Contributions of the institute as employer: employer contributions_t = employer rate ⋅ staff_t",
        "[Solved by algebra]",
        "staff_t = wages of staff_t / (1 − employer rate)",
        "In every run the solution is put back into these equations.",
    ]


CASES = """\
model m "M"
    language {language}
time year = 2025..2026
axis kind = a, b
cost fixed[year, kind] "Fixed" : MXN = 10 MXN
parameter share "Share" : ratio = 20%
    source "s"
cost part[year, kind] "Part" : MXN
    simultaneous
    = fixed                 for a
    = fixed + share * total  for b
cost total[year] "Total" : MXN
    simultaneous
    = sum(part over kind)
"""


def test_an_auxiliary_value_is_called_in_the_language_of_the_book() -> None:
    english = " ".join(lines_of(run_of(CASES.format(language="en")), "total"))
    spanish = " ".join(lines_of(run_of(CASES.format(language="es")), "total", "es"))
    assert "part without total" in english
    assert "part sin total" in spanish
    assert "auxiliary" not in english + spanish


IDENTITIES = """\
model m "M"
time year = 2025..2030
parameter i "Interest" : ratio = 4%
    source "s"
variable v[year] "Discount" : ratio = 1 / (1 + i)
variable d[year] "Rate of discount" : ratio = i / (1 + i)
variable s[year] "Grown" : ratio
    = 1               for 2025
    = s[year-1] * (1 + i)  otherwise
variable r[year] "Shrunk" : ratio
    = 1               for 2025
    = r[year-1] * v  otherwise
identity one "Discount from its rate" : v = 1 - d
identity two "Growth and discount" : s * r = 1
identity wrong "A slip" : d = v
"""


def said_of(name: str, language: str = "en") -> list[tuple[str, str, str, list[str]]]:
    book, entry = in_book(run_of(IDENTITIES), name, language)
    return [
        (one.link.text, verdict.outcome, verdict.route, [re.sub(r"\s+", " ", line) for line in verdict.lines])
        for one in identities_of(entry, book)
        for verdict in one.verdicts
    ]


def test_an_identity_stands_beside_its_sides_with_the_way_it_was_proved() -> None:
    found = said_of("v")[0]
    assert found[:3] == ("Discount from its rate", "holds", "by algebra, with the formulas of v, d")


def test_an_identity_that_rests_on_the_cell_before_says_so() -> None:
    (found,) = said_of("s")
    assert found[:2] == ("Growth and discount", "holds")
    assert found[2].startswith("by algebra and induction")
    assert said_of("s", "es")[0][2].startswith("por álgebra e inducción")


def test_an_identity_is_not_repeated_at_everything_that_it_reads() -> None:
    assert said_of("i") == []


def test_one_that_is_refuted_has_the_values_that_refute_it() -> None:
    _, outcome, route, lines = next(own for own in said_of("d") if own[0] == "A slip")
    assert (outcome, route) == ("fails", "refuted with numbers")
    assert any(line.strip().startswith("given i = ") for line in lines)
