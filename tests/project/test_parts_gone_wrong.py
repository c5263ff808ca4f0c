"""What may go wrong in the parts of a model, told once and in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from semdsl.pipeline import check_file, check_text
from semdsl.project import files
from semdsl.project.files import load_text
from semdsl.requests import Options, request
from tests.support.parts import HEADER, INSURED, MAIN, SHEETS, found, one, sound, write


def test_a_name_that_is_nowhere_is_told_in_its_part_with_names_of_other_files_to_choose_from() -> None:
    wrong = {
        **SHEETS,
        "sheets/income.sem": SHEETS["sheets/income.sem"].replace("fee * people", "fee * poeple"),
    }
    finding = one(MAIN, wrong)
    assert finding.code == "unknown-name"
    assert finding.labels[0].span.source.name == "sheets/income.sem"
    assert "`people`" in finding.help


def test_a_gap_and_a_cycle_through_two_files_are_found() -> None:
    part = 'part p "P"\nvariable a : ratio = b\n'
    assert found(HEADER + 'include "p.sem"\nvariable b : ratio = a\n', {"p.sem": part}) == ["cycle"]


def test_a_fault_in_a_table_of_a_part_is_told_at_its_line() -> None:
    wrong = {**SHEETS, "sheets/data/insured.csv": INSURED.replace("20", "many")}
    codes = {one.code for one in check_text(MAIN, "main.sem", wrong).diagnostics}
    assert codes <= {"unreadable-number", "unknown-table-label"}
    assert codes


def test_unused_names_of_a_part_are_told_there() -> None:
    finding = one(
        HEADER + 'include "p.sem"\nvariable b : ratio = 1\n',
        {"p.sem": 'part p "P"\nparameter a : ratio = 1\n    source "S"\n'},
    )
    assert (finding.code, finding.labels[0].span.source.name) == ("unused", "p.sem")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('part\u200b p "P"\n', "hidden-character"),
        ('part\u200b p "P"\nvariable a : ratio = 1\n', "hidden-character"),
        ('  part p "P"\nvariable a : ratio = 1\n', "indented-start"),
        ('Part p "P"\nvariable a : ratio = 1\n', "unknown-kind"),
        ("part\nvariable a : ratio = 1\n", "missing-name"),
    ],
)
def test_a_first_line_that_cannot_be_read_is_told_once(text: str, code: str) -> None:
    assert found(HEADER + 'include "p.sem"\nvariable b : ratio = a\n', {"p.sem": text}) == [code]


def test_a_part_with_a_mistake_in_its_header_is_told_once() -> None:
    text = 'part covered persons "P"\nparameter a : ratio = 1\n    source "S"\n'
    outcome = check_text(HEADER + 'include "p.sem"\nvariable b : ratio = a\n', "main.sem", {"p.sem": text})
    assert len(outcome.diagnostics) == 1
    assert outcome.diagnostics[0].labels[0].span.source.name == "p.sem"


def test_a_link_to_a_part_is_the_part_under_another_name(tmp_path: Path) -> None:
    write(tmp_path, HEADER + 'include "a.sem"\ninclude "b.sem"\n', {"a.sem": 'part a "A"\n'})
    os.symlink(tmp_path / "a.sem", tmp_path / "b.sem")
    codes = [one.code for one in check_file(tmp_path / "main.sem").diagnostics]
    assert codes == ["already-declared"]


def test_a_module_that_lacks_a_part_is_told_once() -> None:
    main = HEADER + 'use "law.sem" as law\nuse "law.sem" as again\nvariable a : ratio = law.x + again.x\n'
    assert found(main, {"law.sem": 'module law "Ley"\ninclude "none.sem"\nvariable x : ratio = y\n'}) == [
        "file-missing"
    ]


def test_a_module_cannot_include_the_model_that_uses_it() -> None:
    main = HEADER + 'use "law.sem" as law\nvariable a : ratio = law.x\n'
    assert found(main, {"law.sem": 'module law "Ley"\ninclude "main.sem"\n', "main.sem": main}) == [
        "not-a-part"
    ]


def test_a_part_that_uses_its_own_model_closes_a_ring() -> None:
    main = HEADER + 'include "p.sem"\nvariable b : ratio = a\n'
    part = 'part p "P"\nuse "main.sem" as again\nvariable a : ratio = again.b\n'
    assert found(main, {"p.sem": part, "main.sem": main}) == ["use-cycle"]


def test_a_part_cannot_use_another() -> None:
    main = HEADER + 'include "p.sem"\ninclude "q.sem"\nvariable b : ratio = a\n'
    others = {
        "p.sem": 'part p "P"\nuse "q.sem" as q\nvariable a : ratio = q.c\n',
        "q.sem": 'part q "Q"\nvariable c : ratio = 1\n',
    }
    assert found(main, others) == ["part-used"]


def test_a_file_without_a_header_may_have_parts() -> None:
    checked = sound(
        'include "p.sem"\nvariable b : ratio = a\n', {"p.sem": 'part p "P"\nvariable a : ratio = 1\n'}
    )
    assert [part.name for part in checked.model.parts] == ["p"]
    assert checked.model.header is None


def test_a_module_with_parts_is_still_not_run() -> None:
    main = 'module law "Ley"\ninclude "p.sem"\n'
    checked = check_text(main, "main.sem", {"p.sem": 'part p "P"\ninput a : ratio\n'}).value
    assert checked is not None
    assert [one.code for one in request(checked, Options()).diagnostics] == ["module-not-run"]


def test_parts_count_among_the_files_of_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    others = {f"{name}.sem": f'part {name} "P"\n' for name in "abc"}
    two, three = (HEADER + "".join(f'include "{name}.sem"\n' for name in names) for names in ("ab", "abc"))
    assert load_text(two, "main.sem", others).diagnostics == ()
    assert found(three, others) == ["too-many-files"]


def test_the_bytes_of_parts_count(monkeypatch: pytest.MonkeyPatch) -> None:
    main = HEADER + 'include "a.sem"\ninclude "b.sem"\n'
    others = {name: f'part {name[0]} "P"\n# {"x" * 400}\n' for name in ("a.sem", "b.sem")}
    monkeypatch.setattr(files, "MOST_BYTES_TOGETHER", 1_000)
    assert load_text(main, "main.sem", others).diagnostics == ()
    monkeypatch.setattr(files, "MOST_BYTES_TOGETHER", 800)
    assert found(main, others) == ["file-too-large"]
    monkeypatch.setattr(files, "MOST_SOURCE_BYTES", 300)
    assert found(main, others) == ["file-too-large", "file-too-large"]
