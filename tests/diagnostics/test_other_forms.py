"""Forms of spreadsheets, R, Python and of Spanish: what a fix writes instead, and that the check then says no error."""

from __future__ import annotations

import pytest

from semdsl.diagnostics.fixes import apart, edits_of, mended
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import check_text

MODEL = """\
model m

time year = 2025..2030
axis age = 0 to 100
axis sex = male, female

assumption interest : ratio = 3%
    source "Survey"
assumption growth[year] : ratio = 2%
    source "Survey"
population users[year, age, sex] : person = 10 person

"""
CASES = """\
    = 1  for 2025
    = {}"""


def errors(text: str) -> list[Diagnostic]:
    return [one for one in check_text(text, "m.sem", {}).diagnostics if one.is_error]


def value(formula: str) -> str:
    return f"variable x[year] : ratio = {formula}"


def last_case(formula: str) -> str:
    return f"variable x[year] : ratio\n{CASES.format(formula)}"


def given(lines: str) -> str:
    return f'assumption a[year] : ratio\n{lines}\n    source "Survey"'


def people(formula: str, axes: str = "year") -> str:
    return f"population x[{axes}] : person = {formula}"


PAIRS = [
    # Numbers.
    (value("1.234,5"), value("1_234.5")),
    (value("12.345,678%"), value("12_345.678%")),
    (value("5 000"), value("5_000")),
    (value("1 500 000.5"), value("1_500_000.5")),
    (value("1'500'000,25"), value("1_500_000.25")),
    (value("3.5 percent"), value("3.5%")),
    (value("3 por ciento + 1"), value("3% + 1")),
    (value("2.5‰"), value("0.25%")),
    (value("2.5 per thousand"), value("0.25%")),
    ("parameter x : per mille = 2.5", "parameter x : ‰ = 2.5"),
    (value("(0,5 + 1)"), value("(0.5 + 1)")),
    # Choices.
    (value("if(growth > 0, growth, 1%)"), value("if growth > 0 then growth else 1%")),
    (value("SI(growth > 0; growth; 1%)"), value("if growth > 0 then growth else 1%")),
    (value("1 + IF(growth > 0; growth; 1%)"), value("1 + (if growth > 0 then growth else 1%)")),
    (value("if(growth > 0, if(growth > 1%, 1, 2), 3)"),
     value("if growth > 0 then (if growth > 1% then 1 else 2) else 3")),
    (value("1 + ifelse(growth > 0, growth, 1%)"), value("1 + (if growth > 0 then growth else 1%)")),
    (value("IF(growth > 0, IF(growth > 1%, 1, 2), 3)"),
     value("(if growth > 0 then (if growth > 1% then 1 else 2) else 3)")),
    (value("si growth > 0 entonces growth sino 1%"), value("if growth > 0 then growth else 1%")),
    (value("np.exp(growth)"), value("exp(growth)")),
    # Cells.
    (last_case("growth when year >= 2026"), last_case("growth for year >= 2026")),
    (last_case("growth where year >= 2026"), last_case("growth for year >= 2026")),
    (last_case("growth if year >= 2026"), last_case("growth for year >= 2026")),
    (last_case("growth for all others"), last_case("growth otherwise")),
    (last_case("growth else"), last_case("growth otherwise")),
    (last_case("growth en los demás"), last_case("growth otherwise")),
    (last_case("growth para 2026..2030"), last_case("growth for 2026..2030")),
    (last_case("growth for 2026-2030"), last_case("growth for 2026..2030")),
    (last_case("growth for 2026 to 2030"), last_case("growth for 2026..2030")),
    (last_case("growth for year in [2026..2030]"), last_case("growth for year in 2026..2030")),
    (given("    2025: 3%\n    2026 = 4%\n    = 5% otherwise"),
     given("    = 3% for 2025\n    = 4% for 2026\n    = 5% otherwise")),
    (given("    = 3% for 2025, 4% for 2026..2028, 5% otherwise"),
     given("    = 3% for 2025\n    = 4% for 2026..2028\n    = 5% otherwise")),
    ("variable x[year, sex] : ratio\n    = 1 for 2025 male\n    = 2 otherwise",
     "variable x[year, sex] : ratio\n    = 1 for 2025 and male\n    = 2 otherwise"),
    # Sums and indices.
    (people("sum(users, age, sex)"), people("sum(users over age, sex)")),
    (people("sum(users sobre age, sex)"), people("sum(users over age, sex)")),
    ("variable x : ratio = sum(growth over year from 2026)",
     "variable x : ratio = sum(growth over year for year >= 2026)"),
    ("variable x : ratio = sum(growth over year from 2026 to 2028)",
     "variable x : ratio = sum(growth over year for 2026..2028)"),
    (people("users[, male]", "year, age"), people("users[male]", "year, age")),
    (people("users[2025, :, male]", "age"), people("users[2025, male]", "age")),
    (people("users[2025, *]", "age, sex"), people("users[2025]", "age, sex")),
    (people("users[2025, ]", "age, sex"), people("users[2025 ]", "age, sex")),
    (people("users[2025][male]", "age"), people("users[2025, male]", "age")),
    (people("users[2025; male]", "age"), people("users[2025, male]", "age")),
    (people("users[last year]", "age, sex"), people("users[last of year]", "age, sex")),
    ("variable x : ratio = sum(growth over year=2026..2028)",
     "variable x : ratio = sum(growth over year for year in 2026..2028)"),
    ("variable x : ratio = sum(growth over year>2026)",
     "variable x : ratio = sum(growth over year for year > 2026)"),
    ("variable x : ratio = sum(growth over year, year>=2026)",
     "variable x : ratio = sum(growth over year for year >= 2026)"),
    (last_case("growth for year = 2026..2030"), last_case("growth for year in 2026..2030")),
    (value("max(growth; 1%)"), value("max(growth, 1%)")),
    (value("suma acumulada(growth over year)"), value("cumulative sum(growth over year)")),
    ("variable x[year] : ratio\n    = 1 for 2025\n    = 2 en otro caso",
     "variable x[year] : ratio\n    = 1 for 2025\n    = 2 otherwise"),
    (last_case("2 si year >= 2026"), last_case("2 for year >= 2026")),
    (last_case("growth en otro caso"), last_case("growth otherwise")),
    # Units, attributes, headings.
    ("variable x(year, sex) : ratio = 1", "variable x[year, sex] : ratio = 1"),
    ("premium x (year) = 1%", "premium x[year] = 1%"),
    ("cost x : MXN per person = 5 MXN/person", "cost x : MXN/person = 5 MXN/person"),
    ("cost x : MXN/person = 1 * 5 MXN por person", "cost x : MXN/person = 1 * 5 MXN/person"),
    ("population x : miles de person = 5 person", "population x : thousand person = 5 person"),
    ("cost x : MXN = 1 * 5 millones MXN", "cost x : MXN = 1 * 5 million MXN"),
    ("cost x : million MXN = 1 MXN + 5 MXN millions", "cost x : million MXN = 1 MXN + 5 million MXN"),
    ("axis young de age = all: 0..100", "axis young of age = all: 0..100"),
    ("cost x : MXN (2005) = 5 MXN(2005)", "cost x : MXN(2005) = 5 MXN(2005)"),
    ("cost x : MXN millions = 5 MXN", "cost x : million MXN = 5 MXN"),
    ("cost x : M MXN = 5 MXN", "cost x : million MXN = 5 MXN"),
    ("cost x : MXN2005 = 5 MXN(2005)", "cost x : MXN(2005) = 5 MXN(2005)"),
    ("population x : people = 5 person", "population x : person = 5 person"),
    ("population x[year] = 5 person", "population x[year] : person = 5 person"),
    ('parameter x : ratio = 5%\n    fuente "Ley"', 'parameter x : ratio = 5%\n    source "Ley"'),
    ('parameter x : ratio = 5%\n    source: "Ley"', 'parameter x : ratio = 5%\n    source "Ley"'),
    ('parameter x : ratio <- 5%\n    source "Ley"', 'parameter x : ratio = 5%\n    source "Ley"'),
    ('parameter x : ratio = 5%, source "Ley"', 'parameter x : ratio = 5% ; source "Ley"'),
    ("axis region = north; south", "axis region = north, south"),
    ("axis region: north, south", "axis region = north, south"),
    ("time month 0..12", "time month = 0..12"),
    ("axis group of age = all = 0..100", "axis group of age = all: 0..100"),
    ("axis group of age = old: 65+", "axis group of age = old: 65.."),
    # Scenarios, tests and reports.
    ("scenario low\n    interest = 2%", "scenario low\n    set interest = 2%"),
    ("scenario low\n    set interest to 2%", "scenario low\n    set interest = 2%"),
    ("scenario low: interest = 2%", "scenario low\n    set interest = 2%"),
    ("scenario low\n    set interest = 2%, growth = 1%", "scenario low\n    set interest = 2%\n    set growth = 1%"),
    ('test "T"\n    interest = 2%\n    expect interest = 2%',
     'test "T"\n    given interest = 2%\n    expect interest = 2%'),
    ('report "R"\n    columns year\n    show growth in %, growth',
     'report "R"\n    columns year\n    show growth in %\n    show growth'),
    ('report "R"\n    show growth by year', 'report "R"\n    show growth\n    columns year'),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "right"), PAIRS, ids=[wrong for wrong, _ in PAIRS])
def test_a_form_of_another_language_is_mended(wrong: str, right: str) -> None:
    found = errors(f"{MODEL}{wrong}\n")
    assert mended(f"{MODEL}{wrong}\n", edits_of(apart(found))) == f"{MODEL}{right}\n"
    assert errors(f"{MODEL}{right}\n") == []


def test_what_has_a_form_of_its_own_is_never_respelt() -> None:
    """`lag` is near to `log`, and means another cell."""
    (found,) = errors(f"{MODEL}{value('lag(growth, 1)')}\n")
    assert found.fix is None


@pytest.mark.parametrize("formula", ["3% +- 1%", "3% ± 1%", "growth -- 1%"])
def test_two_signs_are_no_operator(formula: str) -> None:
    """Each was read as a sum or a difference."""
    (found,) = errors(f"{MODEL}{value(formula)}\n")
    assert found.code == "foreign-operator"
    assert found.fix is None
    assert errors(f"{MODEL}{value('3% + -1%')}\n") == []


@pytest.mark.parametrize("written", ["v1‰", "1e5‰", "‰"])
def test_per_mille_of_what_is_no_plain_number_is_told_and_not_mended(written: str) -> None:
    (one, *_) = errors(value(written))
    assert one.code == "unexpected-character"
    assert one.fix is None


@pytest.mark.parametrize(
    "text",
    [
        people("sum(users over age=65..70, sex)"),  # the comma may go on with the axes
        "cost x : m MXN = 5 MXN",  # thousands in some countries, millions in others
        "cost x : mn MXN = 5 MXN",
        "axis group de edad = old: 65..100",  # `edad` may be an axis of another file
        last_case("growth for not year = 2025, male"),
    ],
)
def test_where_something_else_may_be_meant_nothing_is_written(text: str) -> None:
    (found,) = errors(f"{MODEL}{text}\n")
    assert found.fix is None or not found.fix.certain


def test_a_label_in_other_capitals_is_mended_where_it_is_used() -> None:
    """However often it is used, and though its title is written like that: files have the label that is declared."""
    head = 'model m\naxis sex = men "Men", women "Women"\n'
    text = head + "variable x[sex] : ratio\n    = 1 for Men\n    = 2 for women\n"
    text += "variable y[sex] : ratio\n    = 1 for Men\n    = 2 for women\n"
    assert mended(text, edits_of(apart(errors(text)))) == text.replace("for Men", "for men")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            people("sum(sum(users over age) over age)", "year, sex"),
            "leave out `age` after the outer `over`: `sum(users over age)` is the value for all of its members already",
        ),
        (value("log10(growth)"), "here it is written `log(x) / log(10)`"),
        (
            "variable x : ratio = growth[-1]",
            "for the cell before write `year-1`, for the last `last of year`",
        ),
        (
            people("users[-1]", "sex"),
            "for the cell before write `year-1` or `age-1`, for the last `last of year` or `last of age`",
        ),
        (
            people("users[age + 1 * interest]", "year, age, sex"),
            "a computed place names its axis: `[age = age + 1 * interest]`",
        ),
        (
            "cost x : MXN/thousand = 3 MXN",
            "`thousand` stands before the whole unit: `thousand MXN`, and never below `/`",
        ),
    ],
)
def test_the_advice_is_about_what_is_written(text: str, advice: str) -> None:
    """Not about the first axis, nor about a function or a unit of a similar name."""
    assert advice in [found.help for found in errors(f"{MODEL}{text}\n")]
