"""Axes whose labels stand in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.project.files import load
from semdsl.syntax import ast
from tests.support.loading import MODEL, fault, write

AXIS = MODEL + 'axis grd from "data/grd.csv" column code\n'


def members(tmp_path: Path, text: str, said: str = "") -> tuple[ast.Member, ...] | None:
    path = write(tmp_path, main=AXIS.rstrip() + f"{said}\n")
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "grd.csv").write_text(text, encoding="utf-8")
    outcome = load(path)
    assert outcome.value is not None
    (axis,) = [one for one in outcome.value.main.declarations if isinstance(one, ast.AxisDecl)]
    assert isinstance(axis.definition, ast.AxisFile)
    found = outcome.value.labels(axis.definition)
    assert (found is None) == bool(outcome.diagnostics)
    return found


def labels(tmp_path: Path, text: str, said: str = "") -> tuple[str, ...] | None:
    found = members(tmp_path, text, said)
    return None if found is None else tuple(member.label for member in found)


def test_labels_of_an_axis_from_a_file(tmp_path: Path) -> None:
    assert labels(tmp_path, "code,title\n001,One\n002 ,Two\n\n010,Ten\n") == ("001", "002", "010")
    assert labels(tmp_path, "title;code\nOne;b\nTwo;a\n") == ("b", "a")


def test_labels_of_the_rows_with_such_a_number(tmp_path: Path) -> None:
    text = "code,share\na,9\nb,10\nc,9.5\nd,\n"
    assert labels(tmp_path, text, ' where share > 9 and share != ""') == ("b", "c")
    assert labels(tmp_path, text, " where share > 9") is None
    found = fault(tmp_path / "main.sem")
    assert found.code == "unreadable-number"
    assert str(found.labels[0].span) == f"{tmp_path.as_posix()}/data/grd.csv:5:3"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("code,title\n1,a\n2,b\n1,c\n", "unusable-label-file", "data/grd.csv:4:1"),
        ("title,code\na,1\nb,\n", "unusable-label-file", "data/grd.csv:3:3"),
        (f"code\n{'x' * 65}\n", "unusable-label-file", "data/grd.csv:2:1"),
        ("codes\n1\n", "missing-column", "data/grd.csv:1:1"),
        ("code,title\n1\n", "ragged-row", "data/grd.csv:2:1"),
        ("code\n", "empty-table", "main.sem:2:15"),
        ("", "empty-table", "main.sem:2:15"),
        ('code\n"1\n', "broken-table", "data/grd.csv:2:1"),
    ],
)
def test_a_file_that_cannot_give_labels(tmp_path: Path, text: str, code: str, place: str) -> None:
    assert labels(tmp_path, text) is None
    found = fault(tmp_path / "main.sem")
    assert found.code == code
    assert str(found.labels[0].span) == f"{tmp_path.as_posix()}/{place}"


GROUPS = """measure,code,nombre,name
cases,001,Uno,One
cost,001,Uno,One
cases,002,Dos,
cost,002,Dos,
other,003,Tres,Three
"""


def test_labels_that_repeat_for_other_rows(tmp_path: Path) -> None:
    assert labels(tmp_path, GROUPS, ' where measure = "cases"') == ("001", "002")
    assert labels(tmp_path, GROUPS, ' where measure != "cases" and code in "003", 002') == ("002", "003")
    assert labels(tmp_path, GROUPS) is None
    found = fault(tmp_path / "main.sem")
    assert found.code == "unusable-label-file"
    assert '`where column = "…"`' in found.help


def test_titles_of_labels(tmp_path: Path) -> None:
    found = members(tmp_path, GROUPS, ' where measure = "cases" titled nombre en name')
    assert found is not None
    titles = [[(title.text, title.language) for title in member.titles] for member in found]
    assert titles == [[("Uno", None), ("One", "en")], [("Dos", None)]]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (' where measure = "case"', "no-rows-selected"),
        (' where measure != "case"', "no-rows-selected"),
        (' where measure in "cases", "costs"', "no-rows-selected"),
        (' where measure = "cases" and code = "003"', "no-rows-selected"),
        (' where measurement = "cases"', "missing-column"),
        (' where measure = "cases" titled names', "missing-column"),
        (' where code in "001", "002"', "unusable-label-file"),
    ],
)
def test_labels_of_rows_that_are_not_there(tmp_path: Path, said: str, code: str) -> None:
    assert labels(tmp_path, GROUPS, said) is None
    assert fault(tmp_path / "main.sem").code == code


def test_two_axes_of_one_file_that_choose_other_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=MODEL
        + 'axis a from "grd.csv" column code where measure = "cases"\n'
        + 'axis b from "grd.csv" column code where measure = "other"\n',
    )
    (tmp_path / "grd.csv").write_text(GROUPS, encoding="utf-8")
    outcome = load(path)
    assert outcome.value is not None
    found = [
        outcome.value.labels(own.definition)
        for own in outcome.value.main.declarations
        if isinstance(own, ast.AxisDecl) and isinstance(own.definition, ast.AxisFile)
    ]
    assert [[member.label for member in own or ()] for own in found] == [["001", "002"], ["003"]]


def test_a_missing_file_of_labels(tmp_path: Path) -> None:
    found = fault(write(tmp_path, main=AXIS))
    assert found.code == "file-missing"
