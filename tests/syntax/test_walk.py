"""Going through expressions."""

from __future__ import annotations

from semdsl.syntax import ast
from semdsl.syntax.walk import children, expressions, fold, walk
from tests.syntax.reading import declarations, expression


def names(node: ast.Expr) -> list[str]:
    return [part.ident for part in walk(node) if isinstance(part, ast.Name)]


def test_all_parts_in_the_order_written() -> None:
    assert names(expression("if a > b then f(c, from: d) else x[e = g, -h]")) == [
        "a",
        "b",
        "c",
        "d",
        "g",
        "h",
    ]


def test_the_parts_of_an_aggregate() -> None:
    node = expression("sum(a over year weighted by b for year in c..d, e)")
    assert names(node) == ["a", "b", "year", "c", "d", "e"]


def test_fold_from_the_bottom_up() -> None:
    node = expression("a + (b * 2) - first(year where c)")
    assert fold(node, lambda _, below: 1 + sum(below)) == len(list(walk(node)))
    assert all(child in list(walk(node)) for child in children(node))


def test_the_expressions_of_declarations() -> None:
    made = declarations("""variable x : ratio
    = a for b
    = c otherwise
check k : d within e for f
test "T"
    given g[h] = i
    expect j = 1 within 2
report "R"
    rows item in l ; columns year
    show m weighted by r where n
expect s matches "f.csv" total "total" weighted by t within u for v
axis young of age = young: o..p
use u with (v = q) as w
""")
    found = [[name for part in expressions(one) for name in names(part)] for one in made]
    assert found == [
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["h", "i", "j"],
        ["l", "m", "r", "n"],
        ["s", "t", "u", "v"],
        ["o", "p"],
        ["q"],
    ]
