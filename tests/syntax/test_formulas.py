"""How formulas and selections are put together."""

from __future__ import annotations

import pytest

from semdsl.syntax import ast
from tests.syntax.reading import bracketed, codes, declarations, expression, selection


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c", "((a / b) * c)"),
        ("-x^2", "(- (x ^ 2))"),
        ("2^-1 * 3", "((2 ^ (- 1)) * 3)"),
        ("a * -b + c", "((a * (- b)) + c)"),
        ("- -a", "(- (- a))"),
        ("(a + b) * c", "([(a + b)] * c)"),
        ("a + b < c * d", "((a + b) < (c * d))"),
        ("not a = b and c or d", "(((not (a = b)) and c) or d)"),
        ("a or b and not c", "(a or (b and (not c)))"),
        ("if a then b else c + 1", "(if a then b else (c + 1))"),
        ("if a then b else if c then d else e", "(if a then b else (if c then d else e))"),
        ("year in 2006..2010 and a", "((year in (2006..2010)) and a)"),
        ("a + 1..b * 2", "((a + 1)..(b * 2))"),
    ],
)
def test_what_binds_tightest(text: str, expected: str) -> None:
    assert bracketed(expression(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2005..2028", "(2005..2028)"),
        ("2034..", "(2034..)"),
        ("..2028", "(..2028)"),
        ("low .. high", "(low..high)"),
        ("low..high", "(low..high)"),
        ("2006, 2010..2015, 2020", "(2006, (2010..2015), 2020)"),
        ("year in 2006, 2010 and line = SEM, GMP", "((year in (2006, 2010)) and (line = (SEM, GMP)))"),
        ('"00-04".."10-14"', '("00-04".."10-14")'),
        ("before step", "before step"),
        ("year >= first of step", "(year >= first of step)"),
        ("not line = SEM", "(not (line = SEM))"),
    ],
)
def test_selections(text: str, expected: str) -> None:
    assert bracketed(selection(text)) == expected


def test_an_open_range_ends_before_what_follows_it() -> None:
    (made,) = declarations('variable x : ratio\n    = 1 for 2034.. source "Cuadro"\n    = 2 otherwise')
    assert isinstance(made, ast.Quantity)
    assert isinstance(made.cases[0].selection, ast.Range)
    assert made.cases[0].attributes[0].texts == ("Cuadro",)


@pytest.mark.parametrize("text", ["a < b < c", "a = b = c", "a^b^c", "1..2..3", "1..2..", "a in b in c"])
def test_operators_that_do_not_follow_each_other(text: str) -> None:
    assert codes(f"variable x : ratio = {text}") == ["repeated-operator"]


@pytest.mark.parametrize(
    ("text", "value", "suffix"),
    [
        ("1_000", 1000.0, ""),
        ("3.5%", 0.035, "%"),
        ("1.1%", 0.011, "%"),
        ("0.5pp", 0.005, "pp"),
        ("1e-9", 1e-9, ""),
    ],
)
def test_numbers_are_rounded_only_once(text: str, value: float, suffix: str) -> None:
    number = expression(text)
    assert isinstance(number, ast.Number)
    assert (number.value, number.suffix) == (value, suffix)


@pytest.mark.parametrize(
    ("text", "scale", "unit"),
    [
        ("73_335 million MXN", "million", "MXN"),
        ("1 MXN(2005)/person/day", "", "MXN(2005)/person/day"),
        ("12 m^2*day", "", "m^2*day"),
    ],
)
def test_a_number_with_its_unit(text: str, scale: str, unit: str) -> None:
    number = expression(text)
    assert isinstance(number, ast.Number)
    assert number.unit is not None
    assert (number.unit.scale, number.unit.text) == (scale, unit)


def test_a_unit_may_start_with_one() -> None:
    (made,) = declarations("variable p : 1/year = a")
    assert isinstance(made, ast.Quantity)
    assert made.unit is not None
    assert made.unit.text == "1/year"


def test_an_index_names_axes_or_not() -> None:
    index = expression('x[year-1, sex = female, "80+", age = clamp(a, 0, 110)]')
    assert isinstance(index, ast.Index)
    assert [place.axis.text if place.axis else None for place in index.places] == [None, "sex", None, "age"]


def test_arguments_by_place_and_by_name() -> None:
    call = expression("premiums.level(expense, from: 2006, over: step)")
    assert isinstance(call, ast.Call)
    assert call.function.ident == "premiums.level"
    assert [argument.name.text if argument.name else None for argument in call.arguments] == [
        None,
        "from",
        "over",
    ]


def test_the_clauses_of_an_aggregate_come_in_any_order() -> None:
    one = expression("mean(x over year, sex by band weighted by w for year in 2006, 2010)")
    other = expression("mean(x for year in 2006, 2010 weighted by w by band over year, sex)")
    assert one == other
    assert isinstance(one, ast.Aggregate)
    assert [axis.ident for axis in one.over] == ["year", "sex"]
    assert one.by == ast.Name("band", span=one.span)
    assert isinstance(one.selection, ast.Binary)
    assert isinstance(one.selection.right, ast.Listing)


def test_two_nodes_are_equal_wherever_they_stand() -> None:
    assert expression("a+b") == expression("  a  +\n b")


def test_a_per_value_attribute_stands_on_the_line_of_its_case() -> None:
    text = 'parameter p : ratio\n    = 1 for a source "A" ; law "L"\n    = 2\n      for b source "B"\n    source "C"'
    (made,) = declarations(text)
    assert isinstance(made, ast.Quantity)
    assert [[attribute.texts[0] for attribute in case.attributes] for case in made.cases] == [
        ["A", "L"],
        ["B"],
    ]
    assert [attribute.texts[0] for attribute in made.attributes] == ["C"]


def test_a_comparison_may_start_a_line_where_there_are_no_cases() -> None:
    (made,) = declarations("check c : a\n    = b")
    assert isinstance(made, ast.Check)
    assert bracketed(made.condition) == "(a = b)"
