"""``semdsl docs``: what it writes, what it answers, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from semdsl.cli.main import main

MODEL = """\
model small "Pequeño" en "Small"
    language es

time year = 2025..2027

assumption growth "Crecimiento" en "Growth" : ratio = 2%
    symbol "\\xi_t"
    source "Estudio"

cost expense[year] "Gasto" en "Expense" : MXN = 100 MXN * (1 + growth)^(year - 2025)

check grows "Crece" : expense >= 100 MXN

report "Gasto"
    columns year
    show expense
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "model.sem"
    path.write_text(MODEL, "utf-8")
    return path


def test_a_book_is_written_and_written_anew(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "model.sem", "--out", "book"]) == 0
    assert capsys.readouterr().out.endswith("archivos escritos en book\n")
    book = model.parent / "book"
    before = {path.name: path.read_bytes() for path in book.iterdir()}
    assert {"index.html", "chapter-small.html", "book.css", "book.js", "OFL.txt", "manifest.json"} <= set(
        before
    )
    assert main(["docs", "model.sem", "--out", "book"]) == 0
    assert before == {path.name: path.read_bytes() for path in book.iterdir()}


def test_both_languages_stand_side_by_side(model: Path) -> None:
    assert main(["docs", "model.sem", "--out", "book", "--lang", "both"]) == 0
    book = model.parent / "book"
    assert 'href="../en/chapter-small.html"' in (book / "es" / "chapter-small.html").read_text("utf-8")
    assert "Crecimiento" in (book / "es" / "chapter-small.html").read_text("utf-8")
    assert '<html lang="en">' in (book / "en" / "index.html").read_text("utf-8")
    assert 'href="es/index.html"' in (book / "index.html").read_text("utf-8")


def test_the_answer_in_json(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "model.sem", "--out", "book", "--lang", "en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["command"], answer["languages"], answer["passed"]) == ("docs", ["en"], True)
    assert sorted(answer["written"]) == sorted(path.name for path in (model.parent / "book").iterdir())


def test_a_check_that_fails_is_in_the_book_and_in_the_status(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model.write_text(MODEL.replace("expense >= 100", "expense >= 101"), "utf-8")
    assert main(["docs", "model.sem", "--out", "book"]) == 1
    assert "FALLA" in capsys.readouterr().out
    assert 'class="outcome fails"' in (model.parent / "book" / "checks.html").read_text("utf-8")


def test_a_folder_of_others_is_left_alone(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = model.parent / "book"
    book.mkdir()
    (book / "letter.txt").write_text("mine", "utf-8")
    assert main(["docs", "model.sem", "--out", "book"]) == 2
    assert "folder-not-ours" in capsys.readouterr().err
    assert [path.name for path in book.iterdir()] == ["letter.txt"]


def test_a_wrong_name_leaves_the_last_book(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "model.sem", "--out", "book"]) == 0
    before = sorted(path.name for path in (model.parent / "book").iterdir())
    assert main(["docs", "model.sem", "--out", "book", "--only", "expnse"]) == 2
    said = capsys.readouterr().err
    assert "unknown-formula" in said
    assert "did you mean `expense`?" in said
    assert sorted(path.name for path in (model.parent / "book").iterdir()) == before


@pytest.mark.parametrize(
    ("form", "names"),
    [("latex", ["small-figures.pdf", "small.tex"]), ("pdf", ["small.pdf"]), ("docx", ["small.docx"])],
)
def test_a_book_on_paper_is_one_file_and_for_latex_its_figures(
    model: Path, capsys: pytest.CaptureFixture[str], form: str, names: list[str]
) -> None:
    assert main(["docs", "model.sem", "--out", "paper", "--format", form, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["format"], sorted(answer["written"])) == (form, ["manifest.json", *names])
    assert json.loads((model.parent / "paper" / "manifest.json").read_text("utf-8"))["format"] == form
    before = [(model.parent / "paper" / name).read_bytes() for name in names]
    assert main(["docs", "model.sem", "--out", "paper", "--format", form]) == 0
    assert [(model.parent / "paper" / name).read_bytes() for name in names] == before


def test_one_file_of_pages_in_each_language(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "model.sem", "--out", "book", "--single-file", "--lang", "both", "--json"]) == 0
    assert sorted(json.loads(capsys.readouterr().out)["written"]) == [
        "en/small.html",
        "es/small.html",
        "manifest.json",
    ]
    before = (model.parent / "book" / "es" / "small.html").read_bytes()
    assert b'href="../en/small.html"' in before
    assert main(["docs", "model.sem", "--out", "book", "--single-file", "--lang", "both"]) == 0
    assert (model.parent / "book" / "es" / "small.html").read_bytes() == before


def test_one_file_of_another_format_is_told(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["docs", "model.sem", "--out", "book", "--single-file", "--format", "docx", "--lang", "en"]
    assert main(words) == 2
    assert "--single-file is for pages for a browser, and --format docx has none" in capsys.readouterr().err
    assert model.exists()


def test_what_is_not_installed_is_told_before_anything_is_computed(
    model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semdsl.book.build.find_spec", lambda _: None)
    monkeypatch.setattr("semdsl.cli.docs.run_request", None)
    assert main(["docs", "model.sem", "--out", "paper", "--format", "pdf"]) == 2
    said = capsys.readouterr().err
    assert "missing-extra" in said
    assert "semdsl[docs]" in said
    assert not (model.parent / "paper").exists()


def test_a_wrong_name_is_told_before_anything_is_computed(
    model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semdsl.cli.docs.run_request", None)
    assert main(["docs", "model.sem", "--out", "book", "--only", "nothing_like_it"]) == 2
    assert "unknown-formula" in capsys.readouterr().err
    assert not (model.parent / "book").exists()


def test_a_symbol_beyond_latex_as_it_is_understood_is_told_and_shown_as_text(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model.write_text(MODEL.replace("\\xi_t", "\\xi{"), "utf-8")
    assert main(["docs", "model.sem", "--out", "book"]) == 0
    assert "warning[symbol-not-understood]" in capsys.readouterr().err
    assert ">\\xi{<" in (model.parent / "book" / "chapter-small.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["docs", "model.sem"], 2),
        (["docs", "model.sem", "--out", ""], 2),
        (["docs", "model.sem", "--out", "book", "--lang", "fr"], 2),
        (["docs", "model.sem", "--out", "book", "--format", "odt"], 2),
        (["docs", "model.sem", "--out", "book", "--format", "pdf", "--single-file"], 2),
        (["docs", "nowhere.sem", "--out", "book"], 2),
        (["docs", "module.sem", "--out", "book"], 2),
        (["docs", "wrong.sem", "--out", "book"], 1),
        (["docs", "stops.sem", "--out", "book"], 1),
    ],
)
def test_nothing_is_written_where_there_is_no_book(model: Path, words: list[str], status: int) -> None:
    (model.parent / "module.sem").write_text("module m\n\ninput time year\n", "utf-8")
    (model.parent / "wrong.sem").write_text(MODEL.replace("(1 + growth)", "(1 + grwth)"), "utf-8")
    (model.parent / "stops.sem").write_text(
        MODEL.replace("(year - 2025)", "(year - 2025) / (growth - 2%)"), "utf-8"
    )
    assert main(words) == status
    assert not (model.parent / "book").exists()


def test_a_model_of_one_number_has_a_book(model: Path) -> None:
    """No axis, no title, no report, no check, no scenario: pages that would be empty are left out or say so."""
    model.write_text("model tiny\n\nvariable x : ratio = 1\n", "utf-8")
    assert main(["docs", "model.sem", "--out", "book"]) == 0
    names = {path.name for path in (model.parent / "book").glob("*.html")}
    assert "results.html" not in names
    assert "scenarios.html" not in names
    assert "chapter-tiny.html" in names
