"""How a file is laid out."""

from __future__ import annotations

import pytest

from semdsl.source import Source
from semdsl.syntax.format import format_source


def formatted(text: str) -> str:
    outcome = format_source(Source("case.sem", text))
    assert outcome.ok
    return outcome.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("variable  x:ratio=1", "variable x : ratio = 1"),
        ("variable x[ year ,age ]:ratio=1", "variable x[year, age] : ratio = 1"),
        ("variable x : ratio = a+b*c ^ 2", "variable x : ratio = a + b * c^2"),
        ("variable x : ratio = 12 MXN  ^ 2", "variable x : ratio = 12 MXN ^ 2"),
        ("variable x : ratio = - ( a ) - -b", "variable x : ratio = -(a) - -b"),
        ("variable x : ratio = - -3 + - - a", "variable x : ratio = - -3 + - -a"),
        ("variable x : ratio = x[ year - 1 ]", "variable x : ratio = x[year-1]"),
        ("variable x : ratio = x[age=a+1]", "variable x : ratio = x[age = a + 1]"),
        ("variable x : ratio = f ( a,from : 2006 )", "variable x : ratio = f(a, from: 2006)"),
        ("variable x : ratio = ( a )*(b)", "variable x : ratio = (a) * (b)"),
        ("variable x : ratio = if a>b and (not (c)) then 1 else 2",
         "variable x : ratio = if a > b and (not (c)) then 1 else 2"),
        ("assumption x : ratio = 1~normal( 3%,1 )", "assumption x : ratio = 1 ~ normal(3%, 1)"),
        ("axis age=00-04 to 80+ by 5", "axis age = 00-04 to 80+ by 5"),
        ("axis a of b = c : d .. e , f \"F\":g,h", 'axis a of b = c: d..e, f "F": g, h'),
        ("time t=-5 .. 10", "time t = -5..10"),
        ("use a with(b=c)as d", "use a with (b = c) as d"),
        ("check c:a=b for year in 2005 .. 2006 , 2010 ..", "check c : a = b for year in 2005..2006, 2010.."),
        ("check c:a=b for .. 2010", "check c : a = b for ..2010"),
        ("variable x : MXN/person=3 MXN/person", "variable x : MXN/person = 3 MXN/person"),
    ],
)  # fmt: skip
def test_blanks(text: str, expected: str) -> None:
    assert formatted(text) == expected + "\n"


def test_attributes_get_lines_of_their_own() -> None:
    assert formatted('model m "M" language es source "S" ; law "L"\n') == (
        'model m "M"\n    language es\n    source "S" ; law "L"\n'
    )


def test_the_attribute_of_a_case_stays_with_it() -> None:
    text = 'parameter p : ratio\n    = 1  for a source "S" ; law "L"\n    = 2  otherwise\n'
    assert formatted(text) == text


def test_cases_get_lines_of_their_own_and_a_column() -> None:
    assert formatted("variable x : ratio = 1 for a\n= 22+3 for b\n= 3 otherwise".replace("\n=", "\n =")) == (
        "variable x : ratio\n    = 1       for a\n    = 22 + 3  for b\n    = 3       otherwise\n"
    )


def test_a_long_formula_keeps_its_lines() -> None:
    text = "variable x : ratio\n  = a\n+ b\n* c for d\n".replace("\n+", "\n +").replace("\n*", "\n  *")
    assert formatted(text) == "variable x : ratio\n    = a\n      + b\n      * c  for d\n"


def test_blank_lines_between_kinds() -> None:
    text = (
        "variable x : ratio = 1\nvariable y : ratio = 1\n\n\n\nvariable z : ratio = 1\ncost c : MXN = 1 MXN\n"
    )
    assert formatted(text) == (
        "variable x : ratio = 1\nvariable y : ratio = 1\n\nvariable z : ratio = 1\n\ncost c : MXN = 1 MXN\n"
    )


def test_comments_stay_where_they_are() -> None:
    text = """# At the top.

variable x : ratio   # of x
  # inside
  = 1    # the value


# About y,
# in two lines.
cost y : MXN = 1 MXN
# At the end.
"""
    assert (
        formatted(text)
        == """# At the top.

variable x : ratio  # of x
    # inside
    = 1  # the value

# About y,
# in two lines.
cost y : MXN = 1 MXN
# At the end.
"""
    )


def test_notes_are_left_alone() -> None:
    text = 'variable x : ratio = 1\n    note """A  b\n\tc   \n\n\n  d"""\n'
    assert formatted(text) == text


def test_a_text_with_a_mistake_is_refused() -> None:
    text = "variable x : ratio = \nvariable   y:ratio=1"
    outcome = format_source(Source("case.sem", text))
    assert outcome.value == text
    assert [found.code for found in outcome.diagnostics] == ["missing-operand"]


def test_an_empty_file_stays_empty() -> None:
    assert formatted("") == ""
    assert formatted("\n\n") == ""
