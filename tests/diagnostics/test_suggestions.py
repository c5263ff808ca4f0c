"""Did you mean."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.diagnostics.suggest import did_you_mean, distance, nearest


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("fromula", ["function", "formula", "source"], ("formula",)),
        ("ICPO", ["ICOP", "AEDO", "OI"], ("ICOP",)),
        ("Income", ["income", "expense"], ("income",)),
        ("anio", ["año", "age"], ("año",)),
        ("POBLACION", ["población"], ("población",)),
        ("2005_users", ["users_2005", "wages_2005"], ("users_2005",)),
        ("wage_bil", ["wage_bill", "wage_bills"], ("wage_bill", "wage_bills")),
        ("premiuns.levl", ["premiums.level", "premiums.payg"], ("premiums.level",)),
        ("x", ["y", "z"], ()),
        ("X", ["x"], ("x",)),
        ("", ["a", "b"], ()),
        ("cost", ["interest", "population"], ()),
        ("age", ["age"], ()),
    ],
)
def test_nearest(word: str, known: list[str], expected: tuple[str, ...]) -> None:
    assert nearest(word, known) == expected


def test_at_most_three_the_nearest_first_then_in_the_order_known() -> None:
    assert nearest("expenses", ["expanse", "expense", "expensed", "expensive", "expens"]) == (
        "expense",
        "expensed",
        "expanse",
    )


def test_a_sentence() -> None:
    assert did_you_mean("incme", ["income"]) == "did you mean `income`?"
    assert did_you_mean("rata", ["rate", "rato", "rats"]) == "did you mean `rate`, `rato` or `rats`?"
    assert did_you_mean("unheard", ["income"]) == ""


def test_long_and_many_words_are_bounded() -> None:
    """Words of 50,000 letters are only compared whole; of a million names the first 20,000 are looked at."""
    long = "a" * 50_000
    assert nearest(long + "b", [long + "c", (long + "b").upper()]) == ((long + "b").upper(),)
    assert nearest("income", (f"name{number}" for number in range(1_000_000))) == ()


words = st.text(alphabet="abcd", max_size=9)


@given(words, words, st.integers(0, 4))
def test_distance_is_the_number_of_slips(left: str, right: str, most: int) -> None:
    """Compared with the definition written as a recursion."""

    @cache
    def slips(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        best = min(
            slips(i - 1, j) + 1, slips(i, j - 1) + 1, slips(i - 1, j - 1) + (left[i - 1] != right[j - 1])
        )
        if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
            best = min(best, slips(i - 2, j - 2) + 1)
        return best

    true = slips(len(left), len(right))
    assert distance(left, right, most) == (true if true <= most else None)
