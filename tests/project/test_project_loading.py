"""From a path to the trees of a model and of all it uses."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.pipeline import check_file, check_text
from semdsl.project import files
from semdsl.project.files import load, load_text, read_model_text, stdlib_root
from semdsl.syntax import ast
from tests.support.loading import MODEL, fault, sound, write


def uses(module: ast.Module) -> list[ast.Use]:
    return [declaration for declaration in module.declarations if isinstance(declaration, ast.Use)]


def names(module: ast.Module | None) -> list[str]:
    assert module is not None
    return [declaration.name.text for declaration in module.declarations]


def test_a_model_alone(tmp_path: Path) -> None:
    path = write(tmp_path, main=MODEL)
    project = sound(path)
    assert project.main.source.name == path.as_posix()
    assert project.modules == (project.main,)
    assert project.digests == {"main.sem": hashlib.sha256(MODEL.encode()).hexdigest()}


def test_what_it_uses_is_found_from_the_folder_of_the_file_that_says_so(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=MODEL + 'use "law/imss.sem" as law\n',
        law__imss='module imss "Law"\nuse "parts/quota.sem" as quota\n',
        law__parts__quota='module quota "Quota"\n',
    )
    project = sound(path)
    (first,) = uses(project.main)
    law = project.module(first)
    assert names(law) == ["imss", "quota"]
    assert law is not None
    (second,) = uses(law)
    assert names(project.module(second)) == ["quota"]
    assert list(project.digests) == ["law/imss.sem", "law/parts/quota.sem", "main.sem"]
    assert [module.source.name.removeprefix(f"{tmp_path.as_posix()}/") for module in project.modules] == [
        "main.sem",
        "law/imss.sem",
        "law/parts/quota.sem",
    ]


def test_a_file_used_twice_is_read_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=MODEL + 'use "a.sem" as a\nuse "./a.sem" as b\nuse "c.sem" as c\n',
        a='module a "A"\n',
        c='module c "C"\nuse "a.sem" as a\n',
    )
    project = sound(path)
    first, second, third = (project.module(use) for use in uses(project.main))
    assert first is second
    assert third is not None
    assert project.module(uses(third)[0]) is first
    assert len(project.modules) == 3


def test_the_standard_library(tmp_path: Path) -> None:
    """A dotted name is a path below it; its files are recorded under a name of their own."""
    project = sound(write(tmp_path, main=MODEL + "use std.premiums\n"))
    (use,) = uses(project.main)
    module = project.module(use)
    assert module is not None
    assert module.source.text == (stdlib_root() / "premiums.sem").read_text(encoding="utf-8")
    assert "std/premiums.sem" in project.digests


def test_a_text_has_the_standard_library_and_the_files_given_with_it() -> None:
    text = MODEL + 'use std.premiums\nuse "a.sem" as a\n'
    outcome = load_text(text, "case.sem", {"a.sem": 'module a "A"\n', "unused.csv": ""})
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert names(outcome.value.module(uses(outcome.value.main)[1])) == ["a"]
    assert "case.sem" in outcome.value.digests
    (found,) = load_text(MODEL + 'use "b.sem" as b\n', "case.sem", {"a.sem": ""}).diagnostics
    assert (found.code, found.help) == ("file-missing", "did you mean `a.sem`?")


@pytest.mark.parametrize(
    ("written", "suggested"), [("std.premium", "std.premiums"), ("premiums", "std.premiums")]
)
def test_an_unknown_module_names_the_nearest(tmp_path: Path, written: str, suggested: str) -> None:
    found = fault(write(tmp_path, main=MODEL + f"use {written}\n"))
    assert found.code == "unknown-module"
    assert f"did you mean `{suggested}`" in found.help
    assert str(found.labels[0].span).endswith("main.sem:2:5")


def test_a_dotted_name_of_an_own_file_says_how_to_write_it(tmp_path: Path) -> None:
    found = fault(write(tmp_path, main=MODEL + "use law.imss\n", law__imss='module imss "Law"\n'))
    assert '`use "law/imss.sem"`' in found.help


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    found = fault(write(tmp_path, main=MODEL + 'use "law/ims.sem" as law\n', law__imss='module imss "Law"\n'))
    assert (found.code, found.help) == ("file-missing", "did you mean `law/imss.sem`?")
    assert str(found.labels[0].span).endswith("main.sem:2:5")


def test_a_hostile_use_is_refused_at_its_path(tmp_path: Path) -> None:
    write(tmp_path, outside='module outside "S"\n')
    found = fault(write(tmp_path / "model", main=MODEL + 'use "../outside.sem" as outside\n'))
    assert found.code == "path-refused"
    assert str(found.labels[0].span).endswith("main.sem:2:5")


def test_a_used_file_may_not_leave_its_own_folder_either(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=MODEL + 'use "law/imss.sem" as law\n',
        law__imss='module imss "Law"\nuse "../other.sem" as other\n',
        other='module other "O"\n',
    )
    found = fault(path)
    assert found.code == "path-refused"
    assert str(found.labels[0].span).endswith("law/imss.sem:2:5")


def test_a_ring_is_shown_with_a_place_for_each_step(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main=MODEL + 'use "a.sem" as a\n',
        a='module a "A"\nuse "b.sem" as b\n',
        b='module b "B"\n\nuse "c.sem" as c\n',
        c='module c "C"\nuse "a.sem" as a\n',
    )
    found = fault(path)
    assert found.code == "use-cycle"
    prefix = f"{tmp_path.as_posix()}/"
    message = found.message.replace(prefix, "")
    assert message == "these files use each other in a ring: `a.sem` → `b.sem` → `c.sem` → `a.sem`"
    assert [str(label.span).removeprefix(prefix) for label in found.labels] == [
        "c.sem:2:5",
        "a.sem:2:5",
        "b.sem:3:5",
    ]


def test_the_smallest_ring(tmp_path: Path) -> None:
    found = fault(write(tmp_path, main=MODEL + 'use "main.sem" as main\n'))
    assert found.code == "use-cycle"
    assert len(found.labels) == 1


def chain(folder: Path, steps: int) -> Path:
    """A model and *steps* files, each of which uses the next."""
    texts = {"main": MODEL + 'use "m1.sem" as m\n'}
    for step in range(1, steps + 1):
        texts[f"m{step}"] = f'module m{step} "M"\n' + (
            f'use "m{step + 1}.sem" as m\n' if step < steps else ""
        )
    return write(folder, **texts)


def test_the_longest_chain(tmp_path: Path) -> None:
    assert len(sound(chain(tmp_path / "a", files.DEEPEST_USE)).modules) == files.DEEPEST_USE + 1
    found = fault(chain(tmp_path / "b", files.DEEPEST_USE + 1))
    assert found.code == "too-many-files"
    assert str(found.labels[0].span).endswith(f"m{files.DEEPEST_USE}.sem:2:5")


def test_the_greatest_number_of_files(tmp_path: Path) -> None:
    texts = {f"m{number}": f'module m{number} "M"\n' for number in range(files.MOST_FILES)}
    lines = [f'use "m{number}.sem" as m{number}\n' for number in range(files.MOST_FILES)]
    write(tmp_path, **texts)
    assert len(sound(write(tmp_path, main=MODEL + "".join(lines[:-1]))).modules) == files.MOST_FILES
    assert fault(write(tmp_path, main=MODEL + "".join(lines))).code == "too-many-files"
    lines += [f'use "n{number}.sem"\n' for number in range(5)]  # said once
    assert fault(write(tmp_path, main=MODEL + "".join(lines))).code == "too-many-files"


def test_files_that_double_at_each_step_are_read_once(tmp_path: Path) -> None:
    """Each file uses the next twice: 2 to the power 15 ways through, 16 files."""
    texts = {
        f"m{step}": f'module m{step} "M"\nuse "m{step + 1}.sem" as a\nuse "./m{step + 1}.sem" as b\n'
        for step in range(15)
    }
    path = write(tmp_path, main=MODEL + 'use "m0.sem" as m\n', **texts, m15='module m15 "M"\n')
    assert len(sound(path).modules) == 17


def test_the_limit_of_one_file(tmp_path: Path) -> None:
    room = files.MOST_SOURCE_BYTES - len(MODEL)
    path = write(tmp_path, main=MODEL + "#" + "x" * (room - 1))
    assert sound(path)
    assert fault(write(tmp_path, main=MODEL + "#" + "x" * room)).code == "file-too-large"


def test_the_limit_of_all_files(tmp_path: Path) -> None:
    comment = "#" + "x" * (files.MOST_SOURCE_BYTES - 100) + "\n"
    texts = {f"m{number}": f'module m{number} "M"\n{comment}' for number in range(11)}
    lines = [f'use "m{number}.sem" as m{number}\n' for number in range(11)]
    found = fault(write(tmp_path, main=MODEL + "".join(lines), **texts))
    assert found.code == "file-too-large"
    assert "together" in found.message


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty-model", "is empty"),
        (b" \n\n", "empty-model", "is empty"),
        (b"\xef\xbb\xbf", "empty-model", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file-not-text", "a picture"),
        (b"\xff\xd8\xff\xe0", "file-not-text", "a picture"),
        (b"PK\x03\x04", "file-not-text", "a workbook"),
        (b"%PDF-1.7\n", "file-not-text", "a PDF document"),
        (MODEL.encode("utf-16"), "file-not-text", "UTF-16"),
        ("model a \"Población\"\n".encode("cp1252"), "file-not-text", "text in another encoding"),
        (b"model a \"A\"\n\x00", "file-not-text", "not text"),
        (b"model a \"\xc0\xaf\"\n", "file-not-text", "text in another encoding"),
        (b"model a \"\xed\xa0\x80\"\n", "file-not-text", "text in another encoding"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes, code: str, says: str) -> None:
    path = tmp_path / "main.sem"
    path.write_bytes(content)
    outcome = load(path)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.code == code
    assert says in found.message
    assert found.help
    assert read_model_text(path).value is None or code == "empty-model"


def test_windows_text_shows_what_the_line_would_say(tmp_path: Path) -> None:
    path = tmp_path / "main.sem"
    path.write_bytes("# uno\n# dos\n# Población\n".encode("cp1252"))
    assert fault(path).notes == ("line 3 has the byte 0xf3; read as Windows text it says `# Población`",)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + MODEL.encode(), MODEL.replace("\n", "\r\n").encode()])
def test_marks_and_line_ends_of_windows_are_no_part_of_the_text(tmp_path: Path, content: bytes) -> None:
    """The record has the bytes as they are; the places are those that an editor shows."""
    path = tmp_path / "main.sem"
    path.write_bytes(content)
    project = sound(path)
    assert project.main.source.text == MODEL
    assert project.digests["main.sem"] == hashlib.sha256(content).hexdigest()


def test_what_a_command_may_be_given_instead_of_a_model(tmp_path: Path) -> None:
    write(tmp_path, main=MODEL)
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder", pensions=MODEL)
    os.mkfifo(tmp_path / "pipe.sem")
    (tmp_path / "self.sem").symlink_to("self.sem")
    assert fault(tmp_path / "pipe.sem").code == "file-unreadable"
    assert fault(tmp_path / "self.sem").code == "file-unreadable"
    assert fault(tmp_path / ("x" * 300)).code == "file-unreadable"
    assert fault(tmp_path / "x\0.sem").code == "file-unreadable"
    assert fault(tmp_path / "main.sem" / "x.sem").code == "file-missing"
    assert fault(Path("/dev/zero")).code == "file-unreadable"
    assert fault(Path("/")).code == "file-unreadable"
    missing = fault(tmp_path / "mian.sem")
    assert missing.code == "file-missing"
    assert missing.help == f"did you mean `{tmp_path.as_posix()}/main.sem`?"
    folder = fault(tmp_path / "folder")
    assert folder.code == "file-unreadable"
    assert "is a folder" in folder.message
    assert folder.help.endswith("folder/pensions.sem`")


def test_places_are_shown_as_the_command_named_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "models", main=MODEL + 'use "a.sem" as a\n', a='module a "A"\n')
    monkeypatch.chdir(tmp_path)
    shown = [module.source.name for module in sound(Path("models/main.sem")).modules]
    assert shown == ["models/main.sem", "models/a.sem"]
    monkeypatch.chdir(tmp_path / "models")
    assert [module.source.name for module in sound(Path("main.sem")).modules] == ["main.sem", "a.sem"]


def test_a_linked_model_has_the_folder_of_the_file_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path / "models", main=MODEL + 'use "a.sem" as a\n', a='module a "A"\n')
    (tmp_path / "link.sem").symlink_to("models/main.sem")
    assert len(sound(tmp_path / "link.sem").modules) == 2


def test_a_mistake_in_a_used_file_is_reported_in_it(tmp_path: Path) -> None:
    path = write(tmp_path, main=MODEL + 'use "a.sem" as a\n', a='module a "A"\nvariable x : MXN = (1\n')
    outcome = load(path)
    assert outcome.value is not None
    assert outcome.diagnostics
    assert {found.labels[0].span.source.name for found in outcome.diagnostics} == {
        f"{tmp_path.as_posix()}/a.sem"
    }


@given(
    st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: (MODEL + text).encode("utf-8", "surrogatepass"))
)
def test_any_bytes_give_a_project_or_a_finding(content: bytes) -> None:
    """Nothing is raised, whatever is in the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.sem"
        path.write_bytes(content)
        outcome = load(path)
    assert outcome.value is not None or not outcome.ok


def test_a_line_of_a_comment_that_ends_as_on_old_computers_hides_no_declaration(tmp_path: Path) -> None:
    """An editor shows one line, a comment; so the declaration behind the carriage return is refused, not read."""
    text = 'model m "M"\n# a remark\rvariable hidden : ratio = 1\n'
    path = tmp_path / "m.sem"
    path.write_bytes(text.encode())
    for outcome in (check_file(path), check_text(text)):
        assert [found.code for found in outcome.diagnostics] == ["carriage-return"]


def test_line_ends_of_figures_do_not_matter(tmp_path: Path) -> None:
    model = 'model m "M"\ntime year = 2025..2026\ntable x[year] "X" : ratio\n    from "x.csv"\n    source "A study"\n'
    (tmp_path / "m.sem").write_bytes(model.replace("\n", "\r\n").encode())
    (tmp_path / "x.csv").write_bytes(b"year,value\r2025,1\r2026,2\r")
    assert [found.code for found in check_file(tmp_path / "m.sem").diagnostics] == ["unused"]


def test_a_carriage_return_too_many_before_the_end_of_a_line_is_told(tmp_path: Path) -> None:
    """As a file has them whose line ends were made those of Windows twice; editors differ on how many lines it has."""
    text = 'model m "M"\r\r\nvariable x : ratio = 1\r\r\n'
    (tmp_path / "m.sem").write_bytes(text.encode())
    for outcome in (load(tmp_path / "m.sem"), load_text(text)):
        assert [(one.code, one.labels[0].span.start) for one in outcome.diagnostics] == [
            ("carriage-return", 11)
        ]
