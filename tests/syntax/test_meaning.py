"""Which declarations mean the same."""

from __future__ import annotations

import pytest

from semdsl.syntax.meaning import meaning_text
from tests.syntax.reading import declarations


def meaning(text: str) -> str:
    (made,) = declarations(text)
    return meaning_text(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("variable x : ratio = a+b", "variable   x : ratio\n    = a  # why\n      + b"),
        ('variable x "X" en "Y" : ratio = 1', "variable x : ratio = 1"),
        ('variable x : ratio\n  = 1 for a source "S"\n  = 2 otherwise\n  symbol X\n  note "N" ; owner o',
         "variable x : ratio\n  = 1 for a\n  = 2 otherwise"),
        ('parameter x : ratio = 1 calibrated to "III.6"', "parameter x : ratio = 1"),
        ('expect x = 1 within 2pp\n  erratum "Impreso 3."', "expect x = 1 within 2pp"),
        ("variable x : ratio = 1_000", "variable x : ratio = 1000.0"),
        ('axis sex = male "Hombres", female "Mujeres"', "axis sex = male, female"),
        ('table t : ratio\n  from "t.csv" column a in %', 'table t : ratio\n  from "t.csv" in % column a'),
        ("use m with (a = b, c = d) as n", "use m with (c = d, a = b) as n"),
        ('report "A"\n  show x', 'report "B"\n  show x'),
        ('report "A"\n  rows a with total\n  show x', 'report "A"\n  rows a with total "All" en "All"\n  show x'),
        ('expect x matches "t.csv" total "a", "b"', 'expect x matches "t.csv" total "b", "a"'),
    ],
)  # fmt: skip
def test_the_same(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("variable x : ratio = a + b", "variable x : ratio = b + a"),
        ("variable x : ratio = (a + b) + c", "variable x : ratio = a + b + c"),
        ("variable x : ratio = 1", "variable x : person = 1"),
        ("variable x : million MXN = 1", "variable x : MXN = 1"),
        ("variable x[a] : ratio = 1", "variable x[b] : ratio = 1"),
        ("variable x : ratio = 1 for a", "variable x : ratio = 1 for b"),
        ("variable x : ratio = 1 for a..", "variable x : ratio = 1 for ..a"),
        ("check c : a = b within 0.5%", "check c : a = b within 0.005"),
        ("expect c : a = b within 1% deviates up to 2%", "expect c : a = b within 1%"),
        ("expect c : a = b within 1% deviates up to 2%", "expect c : a = b within 1% deviates up to 3%"),
        ("assumption x : ratio = 1 ~ normal(1, 2)", "assumption x : ratio = 1"),
        ("variable x : ratio = sum(a over b)", "variable x : ratio = sum(a over b for c)"),
        ("variable x : ratio = cumulative sum(a over b)", "variable x : ratio = sum(a over b)"),
        ("variable x : ratio = first of a", "variable x : ratio = last of a"),
        ('table t : ratio\n  from "t.csv"', 'table t : ratio\n  from "t.csv" decimal comma'),
        ("axis a = 00-04 to 80+ by 5", "axis a = 00-04 to 80-84 by 5"),
        ("axis a = x, y", "axis a = y, x"),
        ("input x : money", "input x : money = 0"),
        ("scenario s\n  set x = 1", "scenario s\n  extends t\n  set x = 1"),
        ('report "A"\n  rows a\n  show x', 'report "A"\n  rows a with total\n  show x'),
        ('report "A"\n  rows a with total\n  show x', 'report "A"\n  rows a with total first\n  show x'),
        ('report "A"\n  show x', 'report "A"\n  show x weighted by w'),
        ('expect x matches "t.csv"', 'expect x matches "t.csv" total "total"'),
        ('expect x matches "t.csv" total "total"', 'expect x matches "t.csv" total "total" weighted by w'),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)
