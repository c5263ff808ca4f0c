"""Fixes as data: how they are put together, what is certain, how a reader and a program see them."""

from __future__ import annotations

import pytest

from semdsl.diagnostics.fixes import apart, edits_of, mended, moved
from semdsl.diagnostics.json import finding
from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.text import render
from semdsl.diagnostics.wording import say
from semdsl.pipeline import check_text
from semdsl.project.rewriting import rewritten
from semdsl.source import Source, Span

SOURCE = Source("a.sem", "abcdef\nghi\n")


def found(start: int, end: int, text: str = "x", *, certain: bool = True) -> Diagnostic:
    span = Span(SOURCE, start, end)
    return Diagnostic("c", say("m"), (Label(span),), say("write it")).mending(span, text, certain=certain)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ((0, 2), (3, 4), True),
        ((0, 2), (1, 3), False),
        (
            (0, 2),
            (2, 3),
            False,
        ),  # side by side: the order of what is put between them would be a matter of chance
        ((2, 2), (2, 2), False),
        ((0, 6), (2, 3), False),
    ],
)
def test_of_fixes_that_touch_the_first_is_taken(
    first: tuple[int, int], second: tuple[int, int], both: bool
) -> None:
    one, other = found(*first), found(*second, "y")
    assert apart((one, other)) == ((one, other) if both else (one,))


def test_a_finding_without_a_fix_is_not_taken() -> None:
    assert apart((Diagnostic("c", say("m")),)) == ()


def test_edits_are_made_from_the_end() -> None:
    edits = edits_of((found(0, 1, "AA"), found(3, 3, "-"), found(4, 6, "")))
    assert mended(SOURCE.text, edits) == "AAbc-d\nghi\n"
    assert moved(SOURCE, 7, edits) == 7  # one more, one more, two fewer
    assert moved(Source("b.sem", ""), 7, edits) == 7


def test_a_fix_is_certain_if_all_its_edits_are() -> None:
    one = found(0, 1).mending(Span(SOURCE, 3, 4), "y", certain=False)
    assert one.fix is not None
    assert not one.fix.certain
    assert len(one.fix.edits) == 2


def test_a_reader_sees_which_advice_would_be_written() -> None:
    assert "= help (fix): write it" in render(found(0, 1))
    assert "= help: write it" in render(found(0, 1, certain=False))


def test_a_program_sees_the_edits() -> None:
    place = {"file": "a.sem", "line": 2, "column": 1, "end_line": 2, "end_column": 3}
    assert finding(found(7, 9))["fix"] == {"certain": True, "edits": [{**place, "text": "x"}]}
    assert finding(Diagnostic("c", say("m")))["fix"] is None


@pytest.mark.parametrize(
    ("word", "known", "text", "certain"),
    [
        ("incom", ["income", "outgo"], "income", True),
        ("Income", ["income"], "income", True),
        ("rate_1", ["rate_2"], "rate_2", False),  # another number is another thing
        ("makehaam_c", ["makeham_c", "makeham_a"], "makeham_c", False),
        ("ab", ["aq"], "aq", False),
        ("incomme_tootal", ["income_total"], "income_total", True),
        ("contribucion_patrnal", ["contribucion_patronal"], "contribucion_patronal", True),
        ("wage_bil", ["wage_bill"], "wage_bill", True),
        ("wagebill", ["wage_bill"], "wage_bill", True),
        ("tasa_imv", ["tasa_ivm"], "tasa_ivm", True),
        ("poblacion_total", ["población_total"], "población_total", True),
        ("wages", ["wage"], "wage", True),
        ("pensioners_f", ["pensioners_m"], "pensioners_m", False),  # one that was forgotten, not a slip
        ("mort_women", ["mort_men"], "mort_men", False),
        ("mort_female", ["mort_male"], "mort_male", False),
        ("share_w", ["share_m"], "share_m", False),
        ("tasa_iv", ["tasa_ivm"], "tasa_ivm", False),
        ("tasa_ivcm", ["tasa_ivm"], "tasa_ivm", False),
        ("ivcm", ["ivm"], "ivm", False),
        ("lxf", ["lxm"], "lxm", False),
        ("contribution_employer", ["contribution_employee"], "contribution_employee", False),
        ("employers", ["employees"], "employees", False),
        ("pensionadas", ["pensionados"], "pensionados", False),
        ("inactive_wages", ["active_wages"], "active_wages", False),
        ("claims_unpaid", ["claims_paid"], "claims_paid", False),
        ("pension_maximum", ["pension_minimum"], "pension_minimum", False),
    ],
)
def test_a_misspelt_word(word: str, known: list[str], text: str, certain: bool) -> None:
    span = Span(SOURCE, 0, 1)
    fix = respelt(Diagnostic("c", say("m")), span, word, known).fix
    assert fix is not None
    assert [edit.text for edit in fix.edits] == [text]
    assert fix.certain is certain


def test_a_word_without_a_neighbour_stays() -> None:
    assert respelt(Diagnostic("c", say("m")), Span(SOURCE, 0, 1), "xyz", ["income"]).fix is None


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_mark_stay(mark: bytes) -> None:
    source = Source("a.sem", "uno\ndós\ntres\n")
    content = mark + "uno\r\ndós\r\ntres\r\n".encode()
    one = (
        Diagnostic("c", say("m")).mending(Span(source, 4, 7), "two\nlines").mending(Span(source, 12, 12), "!")
    )
    assert rewritten(content, edits_of((one,))) == mark + b"uno\r\ntwo\r\nlines\r\ntres!\r\n"


def test_a_file_of_mixed_line_ends_keeps_each() -> None:
    source = Source("a.sem", "a\nb\nc\nd\n")
    one = Diagnostic("c", say("m")).mending(Span(source, 6, 7), "D").mending(Span(source, 4, 5), "C")
    assert rewritten(b"a\r\nb\nc\r\nd\n", edits_of((one,))) == b"a\r\nb\nC\r\nD\n"


# ── What is mended in a model ─────────────────────────────────────────────────────────────────────

HEAD = "model m\ntime year = 2005..2010\naxis line = sem, gmp\n"
CERTAIN = {
    "variable x : ratio = 3,5%": "variable x : ratio = 3.5%",
    "variable x : ratio = 22,500,000": "variable x : ratio = 22_500_000",
    "variable x : ratio = 22.500.000": "variable x : ratio = 22_500_000",
    "variable x : ratio = .5": "variable x : ratio = 0.5",
    "variable x : ratio = 3.5 %": "variable x : ratio = 3.5%",
    "variable x : ratio = 2**3": "variable x : ratio = 2^3",
    "variable x : ratio = if 1 = 1 && 2 = 2 then 1 else 0": "variable x : ratio = if 1 = 1 and 2 = 2 then 1 else 0",
    "variable x 'T' : ratio = 1": 'variable x "T" : ratio = 1',
    "variable x ratio = 1": "variable x : ratio = 1",
    "variable x : ratio\n    1": "variable x : ratio\n    = 1",
    "variable x[year] : ratio\n    = 4% 2005\n    = 2 otherwise": (
        "variable x[year] : ratio\n    = 4% for 2005\n    = 2 otherwise"
    ),
    "variable x[year] : ratio\n    = 100% first of year\n    = 2 otherwise": (
        "variable x[year] : ratio\n    = 100% for first of year\n    = 2 otherwise"
    ),
    "variable x[year] : ratio\n    = 1 for 2005 = 2 otherwise": (
        "variable x[year] : ratio\n    = 1 for 2005\n    = 2 otherwise"
    ),
    "variabel x : ratio = 1": "variable x : ratio = 1",
    'assumption x : ratio = 1\n    surce "s"': 'assumption x : ratio = 1\n    source "s"',
    "variable x[yaer] : ratio = 1": "variable x[year] : ratio = 1",
    "variable x : presons = 1 person": None,
    "variable x : persn = 1 person": "variable x : person = 1 person",
    "variable x : person = 1": "variable x : person = 1 person",
    "variable x[line] : ratio\n    = 1 for seem\n    = 2 otherwise": (
        "variable x[line] : ratio\n    = 1 for sem\n    = 2 otherwise"
    ),
    "variable x[year] : ratio = 1\nvariable y : ratio = x(2005)": (
        "variable x[year] : ratio = 1\nvariable y : ratio = x[2005]"
    ),
    "variable x[year] : ratio\n    = 1 for 2007..2005\n    = 2 otherwise": (
        "variable x[year] : ratio\n    = 1 for 2005..2007\n    = 2 otherwise"
    ),
    "assumption x : ratio = 3%\n    note \"n\"\n    range 5% .. 1%": (
        "assumption x : ratio = 3%\n    note \"n\"\n    range 1% .. 5%"
    ),
    "time month = 12..1\nvariable x[month] : ratio = 1": "time month = 1..12\nvariable x[month] : ratio = 1",
    "axis sex = mal, female\nvariable x[sex] : ratio = 1\nvariable y : ratio = x[male] + x[male]": (
        "axis sex = male, female\nvariable x[sex] : ratio = 1\nvariable y : ratio = x[male] + x[male]"
    ),
    "axis step = year by 2 from 2006\nvariable x[year] : ratio\n    = 0 before step\n    = 1 otherwise": (
        "axis step = year by 2 from 2006\nvariable x[year] : ratio\n    = 0 for before step\n    = 1 otherwise"
    ),
    "variable x\u200b : ratio = 1": "variable x : ratio = 1",
    "variable x :\u00a0ratio = 1": "variable x : ratio = 1",
}  # fmt: skip
SUGGESTED = {
    "variable x : ratio = 22,500": "variable x : ratio = 22_500",
    "variable x[year] : ratio = 1\nvariable y : ratio = sum(x)": (
        "variable x[year] : ratio = 1\nvariable y : ratio = sum(x over year)"
    ),
    "variable x[year] : ratio = 1\nvariable y : ratio = x": (
        "variable x[year] : ratio = 1\nvariable y[year] : ratio = x"
    ),
    "variable x[year, line] : ratio = 1\nvariable y : ratio = sum(x over year)": (
        "variable x[year, line] : ratio = 1\nvariable y : ratio = sum(x over year, line)"
    ),
    "variable x[year, line] : ratio = 1\nvariable y : ratio = sum(x over year line)": (
        "variable x[year, line] : ratio = 1\nvariable y : ratio = sum(x over year, line)"
    ),
    "variable x[year] : ratio = 1\nvariable y : ratio = sum(x for year in 2006..2008)": (
        "variable x[year] : ratio = 1\nvariable y : ratio = sum(x over year for year in 2006..2008)"
    ),
    "variable x[year] : ratio = 1\nvariable y[year] : ratio = x / sum(x)": (
        "variable x[year] : ratio = 1\nvariable y[year] : ratio = x / sum(x over year)"
    ),
    "variable rate[year] : ratio = 1\nvariable y : ratio = rateyear = 2005] + rate[2005]": (
        "variable rate[year] : ratio = 1\nvariable y : ratio = rate[year = 2005] + rate[2005]"
    ),
    "variable x[year] : ratio\n    = 1 for 2005\n    = x[year-1 * 2 otherwise": (
        "variable x[year] : ratio\n    = 1 for 2005\n    = x[year-1] * 2 otherwise"
    ),
    "variable x[year] : ratio = 1\nvariable y : ratio = sum(x[2005 over year)": (
        "variable x[year] : ratio = 1\nvariable y : ratio = sum(x[2005] over year)"
    ),
    'axis sex = male "M" female "W"': 'axis sex = male "M", female "W"',
    "variable x[line] : ratio\n    = 1 for 2005\n    = 2 otherwise": (
        "variable x[year] : ratio\n    = 1 for 2005\n    = 2 otherwise"
    ),
    "variable x[line] : ratio\n    = z for 2005\n    = 2 otherwise\nvariable z[line] : ratio = 1": (
        "variable x[line, year] : ratio\n    = z for 2005\n    = 2 otherwise\nvariable z[line] : ratio = 1"
    ),
    "variable x[year] : ratio\n    = 1 for first of year\n    = 2 for 2007..2010": (
        "variable x[year] : ratio\n    = 1 for first of year\n    = 2 for 2006..2010"
    ),
    "variable x[year] : ratio\n    = 1 for 2006\n    = x[year-1] otherwise": (
        "variable x[year] : ratio\n    = 1 for 2005\n    = x[year-1] otherwise"
    ),
    "variable x : person = 1 person\nvariable y : ratio = x": (
        "variable x : person = 1 person\nvariable y : person = x"
    ),
    "variable x[year line] : ratio = 1": "variable x[year, line] : ratio = 1",
    "variable x[year : ratio = 1": "variable x[year] : ratio = 1",
    'variable x "T : ratio = 1': 'variable x "T" : ratio = 1',
    "variable x : ratio = (1 + 2]": "variable x : ratio = (1 + 2)",
}


def first_fix(text: str) -> tuple[str | None, bool]:
    """*text* as the first fix of it makes it, and whether that is certain."""
    outcome = check_text(HEAD + text + "\n")
    fixes = [one.fix for one in outcome.diagnostics if one.fix]
    if not fixes:
        return None, False
    return mended(HEAD + text + "\n", fixes[0].edits).removeprefix(HEAD).removesuffix("\n"), fixes[0].certain


@pytest.mark.parametrize("wrong", [wrong for wrong, right in CERTAIN.items() if right])
def test_what_is_certain(wrong: str) -> None:
    text, certain = first_fix(wrong)
    assert text is not None
    assert (" ".join(text.split(" ")), certain) == (CERTAIN[wrong], True)
    outcome = check_text(HEAD + text + "\n")
    assert outcome.ok, [one.message for one in outcome.diagnostics]


@pytest.mark.parametrize("wrong", [wrong for wrong, right in SUGGESTED.items() if right])
def test_what_is_suggested(wrong: str) -> None:
    assert first_fix(wrong) == (SUGGESTED[wrong], False)


@pytest.mark.parametrize(
    "text",
    [
        "variable x : ratio = a + b",  # nothing is near
        "variable x[year] : ratio = 1 for 2005",  # a gap: what belongs there is not known
        "variable x : ratio = (1 + 2 * 3",  # the bracket may be closed in several places
        "variable x : ratio =",
    ],
)
def test_what_has_no_fix(text: str) -> None:
    assert first_fix(text) == (None, False)
