"""What is refused because of its size or its characters: always with a finding, never with an exception."""

from __future__ import annotations

import pytest

from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import MAX_MISTAKES, MAX_SOURCE, parse, parse_expression
from tests.syntax.reading import codes, declarations


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("+".join(["a"] * 10_000), "too-deep"),
        ("+".join(["a"] * 60_000), "long-declaration"),
        ("(" * 101 + "a" + ")" * 101, "too-deep"),
        ("(" * 500_000, "too-deep"),
        ("- " * 50_000 + "a", "too-deep"),
        ("- " * 450_000 + "a", "long-declaration"),
        ("not " * 5_000 + "a", "too-deep"),
        ("if a then b else " * 5_000 + "c", "too-deep"),
        ("f(" * 90 + "a", "unclosed-bracket"),
        ("1" * 41, "long-number"),
        ("1e400", "huge-number"),
        ("a" * 65, "long-name"),
        ("1 source " + '"' + "x" * 10_001 + '"', "long-string"),
    ],
)
def test_too_much(formula: str, code: str) -> None:
    assert codes(f"variable x : ratio = {formula}") == [code]


def test_what_is_just_small_enough() -> None:
    sums = "+".join(["a"] * 199)
    groups = "(" * 100 + "a" + ")" * 100
    text = (
        f"variable {'n' * 64} : ratio\n    = {sums} for 1\n    = {groups} for 2\n    = {'1' * 40} otherwise"
    )
    assert len(declarations(f'{text}\n    note "{"x" * 10_000}"')) == 1


def test_a_long_list_is_no_deep_one() -> None:
    (made,) = declarations(f"variable x : ratio = 1 for {', '.join(map(str, range(20_000)))}")
    assert isinstance(made, ast.Quantity)
    assert isinstance(made.cases[0].selection, ast.Listing)
    assert len(made.cases[0].selection.items) == 20_000


def test_a_file_that_is_too_long() -> None:
    assert codes("# " + "x" * MAX_SOURCE) == ["long-source"]


def test_reading_stops_after_many_mistakes() -> None:
    found = codes("x\n" * 400_000)
    assert found == ["unknown-kind"] * MAX_MISTAKES + ["many-mistakes"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment", "\ufeff", "\ufeff# comment\r\n", "   \t \n"]
)
def test_nothing_at_all(text: str) -> None:
    assert declarations(text) == ()


def test_line_ends_and_tabs_and_a_byte_order_mark() -> None:
    plain = declarations(
        'variable x : ratio\n    = 1 for a\n    = 2 for b\n    source "S"\nvariable y : ratio = 1\n'
    )
    assert plain == declarations(
        '\ufeffvariable x : ratio\r\n\t= 1\tfor a\r\n\t= 2 for b\r\n\tsource "S"\r\nvariable y : ratio = 1'
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("variable x : ratio = 1\rvariable y : ratio = 2", "carriage-return"),
        ("variable x : ratio = 1\x00", "hidden-character"),
        ("\x07", "hidden-character"),
        ("variable x : ratio = 1 # \u2066", "hidden-character"),
        ("variable x : ratio = 1\n    note \"a\u200bb\"", "hidden-character"),
        ("variable x : ratio = \ud800", "hidden-character"),
        ("variable x\u2028: ratio = 1", "hidden-character"),
        ("variable x : ratio = 1\u3000", "unexpected-character"),
        ("variable x : ratio = $1", "unexpected-character"),
        ("variable x : ratio = {1}", "unexpected-character"),
    ],
)  # fmt: skip
def test_characters_that_are_refused(text: str, code: str) -> None:
    assert set(codes(text)) == {code}


def test_names_in_their_normal_spelling() -> None:
    composed, decomposed = declarations("variable a\u00f1o : ratio = 1\nvariable an\u0303o : ratio = 1")
    assert composed.name == decomposed.name


def test_a_notice_is_given_once() -> None:
    text = "variable \u2206x : ratio = 1\nvariable y : ratio = \u2206x + \u2206x"
    assert codes(text) == ["look-alike"]
    made = parse(Source("case.sem", text)).value.declarations
    assert made[0].name.text == "\u0394x"


def test_a_note_may_have_lines_at_the_margin() -> None:
    first, second = declarations(
        'variable x : ratio = 1\n    note """A\nvariable b\n"""\nvariable y : ratio = 1'
    )
    assert first.attributes[0].texts == ("A\nvariable b",)
    assert second.name.text == "y"


def test_a_broken_declaration_keeps_its_kind_and_name() -> None:
    made = parse(Source("case.sem", "table users : person\nvariable = 3\n= 3")).value.declarations
    assert [(type(one), one.kind, one.name.text) for one in made] == [
        (ast.Broken, "table", "users"),
        (ast.Broken, "variable", ""),
        (ast.Broken, "=", ""),
    ]


@pytest.mark.parametrize(
    "text", ["", "  ", "# no", "a +", "a b", "22,500", "x\ry", "(" * 200, "= 3", "variable x"]
)
def test_an_expression_with_a_mistake(text: str) -> None:
    outcome = parse_expression(Source("--set", text))
    assert outcome.value is None
    assert len(outcome.diagnostics) == 1
