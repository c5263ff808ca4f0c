"""The examples of the language are read without a finding, and survive formatting."""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.format import format_source
from semdsl.syntax.meaning import meaning_text
from semdsl.syntax.parse import parse
from tests.syntax.reading import declarations

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.sem"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path: Path) -> None:
    text = path.read_text("utf-8")
    made = declarations(text)
    formatted = format_source(Source(path.name, text))
    assert formatted.diagnostics == ()
    again = declarations(formatted.value)
    assert again == made
    assert [meaning_text(one) for one in again] == [meaning_text(one) for one in made]
    assert format_source(Source(path.name, formatted.value)).value == formatted.value


def test_the_declarations_of_the_page() -> None:
    text = (Path(__file__).parent / "examples" / "one_page.sem").read_text("utf-8")
    kinds = [one.kind for one in declarations(text)]
    assert kinds == [
        *("model", "use", "use", "time", "axis", "axis", "axis", "axis", "axis", "assumption", "assumption"),
        *(
            "parameter",
            "table",
            "population",
            "contribution",
            "contribution",
            "cost",
            "cost",
            "premium",
            "premium",
        ),
        *("premium", "use", "identity", "check", "expect", "test", "scenario", "report", "chart"),
    ]


def test_bands() -> None:
    closed, opened = declarations("axis a = 00-04 to 75-79 by 5\naxis b = 0-9 to 80+ by 10")
    assert isinstance(closed, ast.AxisDecl)
    assert isinstance(opened, ast.AxisDecl)
    assert closed.definition == ast.Bands(0, 75, 5, False, 2, span=closed.span)
    assert opened.definition == ast.Bands(0, 80, 10, True, 1, span=opened.span)


def test_negative_members() -> None:
    (made,) = declarations("time month = -12..480")
    assert isinstance(made, ast.AxisDecl)
    assert made.definition == ast.Integers(-12, 480, span=made.span)


def test_the_parts_of_a_file() -> None:
    (made,) = declarations(
        'table t[year, line] : ratio\n    from "t.csv" in % where kind = "leaf" and page = 3\n'
        '        decimal comma column "El valor" with (line = branch)\n    interpolate linear over year'
    )
    assert isinstance(made, ast.Table)
    (case,) = made.cases
    assert isinstance(case, ast.FileCase)
    file = case.file
    assert [(axis.text, column.text) for axis, column in file.columns] == [("line", "branch")]
    assert file.column is not None
    assert file.column.text == "El valor"
    assert [(row.column.text, row.op, row.values) for row in file.filters] == [
        ("kind", "=", ("leaf",)),
        ("page", "=", ("3",)),
    ]
    assert file.unit is not None
    assert file.unit.text == "%"
    assert file.decimal_comma
    assert made.interpolate is not None
    assert (made.interpolate.method.text, made.interpolate.axis.text) == ("linear", "year")


def test_the_name_of_a_use() -> None:
    made = declarations('use std.premiums\nuse "law/imss.sem"\nuse std.m with (a = b) as c')
    assert [one.name.text for one in made] == ["premiums", "imss", "c"]


def test_spans_show_what_was_written() -> None:
    text = "variable x : ratio\n    = sum(a * b over year) # c\n    + -d[year-1]^2\n\n"
    (made,) = parse(Source("case.sem", text)).value.declarations
    assert isinstance(made, ast.Quantity)
    assert made.span.text == text.rstrip()
    formula = made.cases[0].formula
    assert isinstance(formula, ast.Binary)
    assert formula.left.span.text == "sum(a * b over year)"
    assert formula.right.span.text == "-d[year-1]^2"
