"""``semdsl find``: what does not go together, what it needs, and what it leaves."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from semdsl.lookup.page import MARK
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]

WRONG = {
    "--out formulas.md": "--out names the page that --markdown writes: add --markdown",
    "--markdown payg": "--markdown writes the whole index: leave the words out, or --markdown",
    "--markdown --json": "--markdown and --json are two answers: choose one",
    "--markdown --out model.sem": "--out model.sem would write over a model; expected a page, as formulas.md",
    "--markdown --out=": "--out is empty; expected the name of a file",
    "payg §": "`§` has no letter and no digit to look for",
    "--lang fr payg": "argument --lang: invalid choice: 'fr' (choose from 'es', 'en')",
}


@pytest.mark.parametrize(("words", "message"), WRONG.items(), ids=WRONG)
def test_what_does_not_go_together(model: Path, semdsl: Command, words: str, message: str) -> None:
    before = model.read_bytes()
    said = semdsl("find", str(model), *words.split())
    assert said.status == 2
    assert said.err.splitlines()[-1] == f"semdsl find: error: {message}"
    assert said.out == ""
    assert model.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("FILE", "masa", "salarial", "--lang", "en"),
        ("--lang", "en", "FILE", "masa", "salarial"),
        ("FILE", "masa", "--lang", "en", "salarial"),
        ("FILE", "--all", "masa", "--lang=en", "salarial"),
        ("--lang", "en", "--", "FILE", "masa", "salarial"),
    ],
    ids=" ".join,
)
def test_an_option_may_stand_anywhere(model: Path, semdsl: Command, words: tuple[str, ...]) -> None:
    said = semdsl("find", *(str(model) if word == "FILE" else word for word in words))
    assert said.status == 0, said.err
    assert said.out.splitlines()[0] == "── valuation/model.sem:49  wage_bill: Wage bill"


def test_no_table_is_opened(model: Path, semdsl: Command) -> None:
    with_data = semdsl("find", str(model), "use_rate")
    shutil.rmtree(model.parent / "data")
    with model.open("a", encoding="utf-8") as file:
        file.write('axis code "Clave" from "data/codes.csv" column code\n')
    assert semdsl("find", str(model), "use_rate") == with_data
    assert semdsl("find", str(model), "clave").status == 0
    assert with_data.err == ""


def test_nothing_found_is_1_and_says_so_in_json_too(model: Path, semdsl: Command) -> None:
    said = semdsl("find", str(model), "zzz")
    assert (said.status, said.out) == (1, "")
    assert "error[nothing-found]" in said.err
    document = json.loads(semdsl("find", str(model), "zzz", "--json").out)
    assert (document["command"], document["words"], document["hits"]) == ("find", ["zzz"], [])
    assert [found["code"] for found in document["diagnostics"]] == ["nothing-found"]


def test_the_json_of_a_list_has_every_formula_and_of_a_hit_what_it_reads(
    model: Path, semdsl: Command
) -> None:
    listed = json.loads(semdsl("find", str(model), "--json", "--lang", "en").out)
    assert len(listed["index"]) == 16
    rate = next(one for one in listed["index"] if one["name"] == "contribution_rate")
    assert rate["title"] == "Contribution rate"
    assert rate["printed"] == [{"kind": "article", "number": "12"}]
    (hit,) = json.loads(semdsl("find", str(model), "--json", "income_covers").out)["hits"]
    assert (hit["kind"], hit["line"], hit["end_line"]) == ("check", 68, 68)
    assert hit["text"] == model.read_text("utf-8").splitlines()[67]
    assert [(read["name"], read["unit"]) for read in hit["reads"]] == [("balance", "million MXN(2025)")]


def test_ten_are_shown_in_full_and_the_others_have_a_line_each(model: Path, semdsl: Command) -> None:
    with model.open("a", encoding="utf-8") as file:
        for number in range(13):
            file.write(f'variable many_{number} "Muchas" : ratio = {number}\n')
    lines = semdsl("find", str(model), "muchas").out.splitlines()
    assert sum(line.startswith("── ") for line in lines) == 10
    assert lines[-4] == "3 más:"
    assert [line.split()[1] for line in lines[-3:]] == ["many_10", "many_11", "many_12"]


def test_a_page_is_replaced_as_a_whole_and_keeps_its_permissions(
    model: Path, semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = model.parent / "formulas.md"
    assert semdsl("find", str(model), "--markdown", "--out", str(page)).status == 0
    before = MARK + "\nbefore"
    page.write_text(before, "utf-8")
    page.chmod(0o640)
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", _refuse)
        assert semdsl("find", str(model), "--markdown", "--out", str(page)).status == 2
    assert page.read_text("utf-8") == before
    assert semdsl("find", str(model), "--markdown", "--out", str(page)).status == 0
    assert page.read_text("utf-8").startswith(f"{MARK}\n\n# Fórmulas")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [path.name for path in model.parent.iterdir() if path.name.startswith(".")] == []


def test_a_page_that_is_not_an_index_is_left_as_it_is(model: Path, semdsl: Command) -> None:
    page = model.parent / "readme.md"
    page.write_text("mine", "utf-8")
    refused = semdsl("find", str(model), "--markdown", "--out", str(page))
    assert refused.status == 2
    assert "file-not-ours" in refused.err
    assert page.read_text("utf-8") == "mine"


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_the_answer_is_the_page_for_the_working_folder(
    model: Path, semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("docs").mkdir()
    assert semdsl("find", str(model), "--markdown", "--out", "docs/formulas.md").status == 0
    written = Path("docs/formulas.md").read_text("utf-8")
    assert "](../valuation/model.sem#L62)" in written
    path = model.resolve()
    monkeypatch.chdir("docs")
    assert semdsl("find", str(path), "--markdown").out == written
    assert semdsl("find", "../valuation/model.sem", "--markdown").out == written


@pytest.mark.parametrize(
    "what", [("payg",), ("valuation/model.sem", "payg"), ("valuation/model.sem", "payg[2030]")]
)
def test_explain_points_to_find(model: Path, semdsl: Command, what: tuple[str, ...]) -> None:
    said = semdsl("explain", *what)
    assert said.status == 2
    file = what[0] if len(what) > 1 else "FILE"
    assert f"`semdsl find {file} payg`" in said.err


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("ICOP",), "worker_employer"),
        (("cuotas", "obrero", "patronales"), "worker_employer"),
        (("published.payg",), "payg"),
        (("art. 107", "estado"), "state"),
        (("costo", "unitario"), "unit_cost"),
    ],
)
def test_formulas_of_the_flagship(semdsl: Command, words: tuple[str, ...], name: str) -> None:
    hits = json.loads(semdsl("find", str(ROOT / "models" / "sem.sem"), *words, "--json").out)["hits"]
    assert name in [hit["name"] for hit in hits][:4]
