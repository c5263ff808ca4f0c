"""G05: a path in a model leads nowhere but into the folder of the model, wherever it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from semdsl import interface
from semdsl.book.build import FORMS, Wanted, book_files
from semdsl.cli.main import main
from semdsl.project.files import load
from tests.book.support import run_of
from tests.project.test_path_policy import ALLOWED, REFUSED
from tests.trust.gate import Gate
from tests.trust.processes import content
from tests.trust.texts import model_with, models

PLACES = {
    "include": 'include "{}"\n',
    "use": 'use "{}" as other\n',
    "axis": 'axis b from "{}" column code\nvariable y[b] : ratio = 1\n',
    "table": 'table t[a] : ratio from "{}"\nvariable y[a] : ratio = t\n',
    "table for some cells": 'table t[a] : ratio\n    from "{}" for A\n    = 1 otherwise\nvariable y[a] : ratio = t\n',
    "expectation": 'expect x[a] matches "{}" within 1\n',
    "scenario": 'table t[a] : ratio from "t.csv"\nvariable y[a] : ratio = t\nscenario s\n    set t from "{}"\n',
}
GATE = Gate(
    "G05",
    "A path leads nowhere outside the folder of the model",
    "{paths} hostile paths in {places} places: all refused, {honest} honest ones read; {named} files named by hostile "
    "titles, all below their folder; {kept} folders that are not a book's, all left as they were",
    {"paths": 60, "places": 7, "honest": 12, "named": 1_000, "kept": 5},
    beside=("project/test_path_policy.py",),
)
CANNOT_BE_WRITTEN = {"hidden-character", "unclosed-string", "carriage-return", "file-not-text"}
SECRET = "the secret"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a model, with what must not be read around it."""
    home = tmp_path / "model"
    home.mkdir()
    for place in (tmp_path, tmp_path / "model-secret"):
        place.mkdir(exist_ok=True)
        for name in ("secret.csv", "x.csv", "users.csv"):
            (place / name).write_text(f"a,value,code\nA,{SECRET},{SECRET}\n", encoding="utf-8")
    (home / "t.csv").write_text("a,value\nA,1\n", encoding="utf-8")
    return home


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_path_is_refused_at_every_place(
    folder: Path, count: Callable[..., None], place: str
) -> None:
    for name, path in REFUSED.items():
        text = "model m\naxis a = A\nvariable x[a] : ratio = 1\n" + PLACES[place].format(path)
        (folder / "model.sem").write_bytes(text.encode("utf-8", "surrogatepass"))
        found = [one for one in interface.check(folder / "model.sem") if one.is_error]
        assert {one.code for one in found} & ({"path-refused"} | CANNOT_BE_WRITTEN), (name, found)
        assert SECRET not in repr(found)
        project = load(folder / "model.sem").value
        assert project is None or set(project.digests) <= {"model.sem", "t.csv"}
    paths = len(REFUSED) if place == "table" else 0
    count(paths=paths, places=1, honest=len(ALLOWED) if paths else 0)


def test_no_file_is_named_by_a_hostile_title(tmp_path: Path, count: Callable[..., None]) -> None:
    """Paths as titles, names of parts and labels: what is written of them stays below the folder it is for."""
    paths = [
        path
        for path in dict.fromkeys(REFUSED.values())
        if path.strip() and path.isprintable() and len(path) < 200
    ]
    for at, texts in enumerate(models(paths, 20)):
        files = model_with(texts)
        home = tmp_path / str(at)
        home.mkdir()
        for name, text in files.items():
            (home / name).write_text(text, encoding="utf-8")
        assert main(["run", str(home / "model.sem"), "--out", str(home / "out")]) == 0
        written = [path.relative_to(home / "out").as_posix() for path in (home / "out").rglob("*")]
        assert {path.name for path in home.iterdir()} == {*files, "out"}
        run = run_of(files.pop("model.sem"), files)
        for form in FORMS:
            written += [file.name for file in book_files(run, Wanted(("es", "en"), form=form)).value]
        assert [
            name for name in written if not re.fullmatch(r"(?:[\w~-][\w.~-]*/)*[\w~-][\w.~-]*", name)
        ] == []
        count(named=len(written))


@pytest.mark.parametrize("form", FORMS)
def test_a_book_takes_the_place_of_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None], form: str
) -> None:
    (folder / "model.sem").write_text("model m\nvariable x : ratio = 1\n", encoding="utf-8")
    (folder / "link").symlink_to("../model-secret")
    before = content(folder.parent)
    monkeypatch.chdir(folder)
    for out in (".", "..", "../model-secret", "link", "t.csv", "model.sem", "t.csv/book", ""):
        assert main(["docs", "model.sem", "--out", out, "--format", form]) == 2, out
        assert content(folder.parent) == before, out
    count(kept=1)
