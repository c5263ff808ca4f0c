"""The words of the language may be names too."""

from __future__ import annotations

import pytest

from semdsl.syntax import ast
from semdsl.syntax.grammar import RESERVED, grammar
from tests.syntax.reading import codes, declarations

SOFT = sorted(set(grammar().keywords) - RESERVED)


@pytest.mark.parametrize("word", SOFT)
def test_as_the_name_of_a_quantity(word: str) -> None:
    (made,) = declarations(f'parameter {word} "Title" : ratio\n    = 1\n    source "…"')
    assert made.name.text == word


@pytest.mark.parametrize("word", SOFT)
def test_in_a_formula(word: str) -> None:
    text = f"variable x[{word}] : ratio\n    = {word} * {word}[{word}-1] + ({word}) - {word} for {word} = {word}\n"
    text += (
        f"    = if {word} then {word} else sum({word} over {word} by {word} for {word} in {word}) otherwise"
    )
    (made,) = declarations(text)
    assert isinstance(made, ast.Quantity)
    formula = made.cases[1].formula
    assert isinstance(formula, ast.If)
    assert isinstance(formula.otherwise, ast.Aggregate)
    assert formula.then == ast.Name(word, span=made.span)


@pytest.mark.parametrize("word", SOFT)
def test_before_an_attribute(word: str) -> None:
    (made,) = declarations(f'variable x : ratio = {word} source "Cuadro"')
    assert isinstance(made, ast.Quantity)
    assert made.cases[0].formula == ast.Name(word, span=made.span)
    assert made.cases[0].attributes[0].word == "source"


@pytest.mark.parametrize("word", SOFT)
def test_in_other_places(word: str) -> None:
    text = f"""axis {word} of {word} = {word}: {word}, other: {word}..{word}
use std.m with ({word} = {word}, a = {word}) as {word}
variable y : ratio = f({word}: {word}, {word})
function {word}({word}) = {word}
input {word}[{word}] : ratio
check {word} : {word} = {word} within {word} for {word}
scenario {word}
    set {word} = {word} for {word}
report "R"
    rows {word} ; columns {word} in {word}, {word}
    show {word}, {word} where {word} = {word}
report "With totals"
    rows {word} with total first, {word}, other with total "All" en "All"
    columns {word} in {word}, other with total, {word} with total en "All" first
    show {word}, {word} weighted by {word} where {word} = {word}
expect {word}[{word}] matches "x.csv" with ({word} = {word}) column {word} total "a", "b" weighted by {word}
    where {word} = "a" in person within {word} for {word}
"""
    assert len(declarations(text)) == 10


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_reserved_words_are_refused_as_names(word: str) -> None:
    assert codes(f"variable {word} : ratio = 1") == ["reserved-word"]
