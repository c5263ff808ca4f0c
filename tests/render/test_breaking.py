"""Long formulas over several lines: where they break, and that nothing is lost, moved or cut in two.

The lines follow by hand from the rule: behind a comma, before a word, a comparison, a sum, a product, in this order.
"""

from __future__ import annotations

import pytest

from semdsl.render.mathematics.breaking import COLUMN, fitted
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.mathml import mathml
from semdsl.render.mathematics.measure import wide
from semdsl.render.mathematics.omml import omml
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.tree import (
    COMMA,
    Branch,
    Cases,
    Fenced,
    Large,
    Lines,
    Linked,
    Math,
    Operator,
    Scripts,
    Symbol,
    Text,
    joined,
    keys,
    row,
)
from semdsl.render.mathematics.typst import typst
from tests.book.support import equations, run_of_model

PLUS, TIMES, EQUALS = Operator("+"), Operator("⋅"), Operator("=")

A, B, C, D = (Symbol(letter * 10) for letter in "abcd")
"""Ten letters of ordinary width, which are half as wide as high: each is 5 wide."""


def lines(node: Math) -> list[str]:
    """What stands on each line, without the room at its beginning; a head is on the first."""
    assert isinstance(node, Lines)
    first, *rest = (plain(one).strip("\u00a0 ") for one in node.lines)
    return [(plain(node.head) if node.head else "") + first, *rest]


def test_a_sum_goes_on_below_the_place_behind_its_sign_of_equality() -> None:
    """1.6 for the head and 11.1 for two terms are within 14; a third would make it 17.2 and more."""
    found = fitted(row(Symbol("z"), EQUALS, joined([A, B, C], PLUS)), 14)
    assert isinstance(found, Lines)
    assert found.head == row(Symbol("z"), EQUALS)
    assert lines(found) == ["z = aaaaaaaaaa + bbbbbbbbbb", "+ cccccccccc"]


def test_what_fits_is_left_as_it_is() -> None:
    total = row(Symbol("z"), EQUALS, joined([A, B, C], PLUS))
    assert fitted(total) is total


def test_a_long_left_side_has_a_line_to_itself() -> None:
    found = fitted(row(A, Fenced("(", B, ")"), EQUALS, joined([C, D], TIMES)), 16)
    assert lines(found) == ["aaaaaaaaaa(bbbbbbbbbb)", "= cccccccccc ⋅ dddddddddd"]


def test_a_sum_is_broken_before_a_product_and_a_product_only_where_it_must() -> None:
    found = fitted(joined([joined([A, B], TIMES), joined([C, D, A, B], TIMES)], PLUS), 14)
    assert lines(found) == [
        "aaaaaaaaaa ⋅ bbbbbbbbbb",
        "+ cccccccccc ⋅ dddddddddd",
        "⋅ aaaaaaaaaa ⋅ bbbbbbbbbb",
    ]


def test_conditions_are_broken_before_their_words_and_not_within() -> None:
    first, second = (row(one, Operator(">"), Symbol("z")) for one in (A, B))
    assert lines(fitted(row(first, Text(" and "), second), 14)) == ["aaaaaaaaaa > z", "and bbbbbbbbbb > z"]


def test_for_what_it_holds_comes_on_a_line_of_its_own() -> None:
    sides = row(Symbol("z"), EQUALS, joined([A, B], PLUS))
    found = fitted(row(sides, COMMA, Text("\u2002"), Text("for "), Symbol("t")), 11)
    assert lines(found) == ["z = aaaaaaaaaa", "+ bbbbbbbbbb,", "for t"]


def test_the_branches_of_a_brace_leave_room_for_what_they_are_for() -> None:
    branch = Branch(joined([A, B], PLUS), Text("otherwise"))
    found = fitted(Cases((branch,)), 15)
    assert isinstance(found, Cases)
    assert lines(found.branches[0].formula) == ["aaaaaaaaaa", "+ bbbbbbbbbb"]
    assert found.branches[0].condition == branch.condition


@pytest.mark.parametrize(
    "whole",
    [
        Fenced("(", joined([A, B], TIMES), ")"),
        Large(Operator("∑"), Symbol("t"), None, joined([A, B], TIMES)),
        Scripts(Fenced("(", joined([A, B], TIMES), ")"), above=Symbol("t")),
        Linked(Fenced("(", joined([A, B], TIMES), ")"), "key"),
        row(Symbol("f"), Fenced("(", joined([A, B], TIMES), ")")),
    ],
    ids=lambda whole: type(whole).__name__,
)
def test_what_has_something_inside_is_broken_there(whole: Math) -> None:
    found = fitted(whole, 10)
    assert type(found) is type(whole)
    assert "aaaaaaaaaa   ⋅ bbbbbbbbbb" in plain(found)
    assert keys(found) == keys(whole)


def test_an_exponent_is_never_broken() -> None:
    whole = Scripts(Symbol("v"), above=joined([A, B, C, D], PLUS))
    assert fitted(whole, 4) == whole


def test_a_line_of_the_head_is_level_with_the_first_in_every_medium() -> None:
    node = Lines((Symbol("b"), row(PLUS, Symbol("c"))), head=row(Symbol("a"), EQUALS))
    assert latex(node) == r"\begin{aligned}a={}&b \\ &+c\end{aligned}"
    assert typst(node) == r"a = & b \ & + c"
    made = mathml(node, lambda _: None, block=True).__html__()
    assert made.count("<mtr><mtd>") == 2
    assert "<mtr><mtd><mrow></mrow></mtd><mtd>" in made
    assert omml(node).__html__().index("=") < omml(node).__html__().index("<m:m>")


def test_lines_within_a_formula_do_not_break_what_is_around_them_in_typst() -> None:
    inner = Lines((Symbol("a"), row(PLUS, Symbol("b"))))
    made = typst(row(Symbol("c"), TIMES, Fenced("(", inner, ")")))
    assert " \\ " not in made
    assert "&" not in made
    assert "mat(delim: #none, align: #left, row-gap: #0.6em, display(a); display(+ b))" in made


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("model", ["sem.sem", "pension.sem"])
@pytest.mark.parametrize("room", [COLUMN, 14.0])
def test_every_formula_of_the_models_keeps_all_its_letters_in_their_order(
    model: str, language: str, room: float
) -> None:
    broken = False
    for name, math in equations(run_of_model(model), language).items():
        found = fitted(math, room)
        assert "".join(plain(found).split()) == "".join(plain(math).split()), name
        assert keys(found) == keys(math)
        assert wide(found) <= wide(math) + 1
        broken = broken or found != math
    assert broken or (model, room) == ("pension.sem", COLUMN)


def test_every_formula_of_the_flagship_fits_a_column_of_text() -> None:
    wider = {
        name: wide(found)
        for name, math in equations(run_of_model("sem.sem"), "es").items()
        if wide(found := fitted(math)) > COLUMN
    }
    assert wider == {}
