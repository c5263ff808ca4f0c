"""``semdsl check --fix`` and ``--diff``: what is written, what is not, and what is said of either."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

import pytest

from semdsl.cli import fixing
from semdsl.publish import mending
from semdsl.publish.mending import MOST_LOOKS, Mended, mend, write
from tests.cli.conftest import Command

WRONG = """\
model m "M"   # a comment that stays
time year = 2025..2030

assumption growth : ratio
    surce "s"
    = 2,5%   # another

variable wages[year] : MXN
    = 100 MXN                       for 2025
    = wages[year-1] * (1 + growht)  otherwise
"""
RIGHT = WRONG.replace("surce", "source").replace("2,5%", "2.5%").replace("growht", "growth")


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model with three mistakes that can be mended, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("m.sem")
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_what_is_certain_is_written_and_listed(wrong: Path, semdsl: Command) -> None:
    said = semdsl("check", str(wrong), "--fix")
    assert wrong.read_text("utf-8") == RIGHT
    assert said.status == 0
    assert said.out.splitlines() == [
        "m.sem:5:5: unknown-attribute: `surce` → `source`",
        "m.sem:6:7: decimal-comma: `2,5%` → `2.5%`",
        "m.sem:10:28: unknown-name: `growht` → `growth`",
        "",
        "m.sem: 3 mended; sound (2 quantities)",
    ]
    again = semdsl("check", str(wrong), "--fix")
    assert again.out == "m.sem: sound (2 quantities)\n"


def test_what_is_left_decides_the_status(wrong: Path, semdsl: Command) -> None:
    wrong.write_text(WRONG + "\nvariable x : ratio = nowhere\n", encoding="utf-8")
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 1
    assert "error[unknown-name]: `nowhere` is not declared" in said.out
    assert said.out.endswith("m.sem: 3 mended; 1 error\n")
    assert wrong.read_text("utf-8") == RIGHT + "\nvariable x : ratio = nowhere\n"


@pytest.mark.parametrize(
    ("mark", "end"), [(b"", "\r\n"), (b"\xef\xbb\xbf", "\n"), (b"\xef\xbb\xbf", "\r\n"), (b"", "\n")]
)
def test_bytes_that_are_not_edited_stay(wrong: Path, semdsl: Command, mark: bytes, end: str) -> None:
    wrong.write_bytes(mark + WRONG.replace("\n", end).encode("utf-8"))
    os.chmod(wrong, 0o640)
    assert semdsl("check", str(wrong), "--fix").status == 0
    assert wrong.read_bytes() == mark + RIGHT.replace("\n", end).encode("utf-8")
    assert wrong.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in Path().iterdir()] == ["m.sem"]


def test_a_difference_is_shown_and_nothing_written(wrong: Path, semdsl: Command) -> None:
    said = semdsl("check", str(wrong), "--diff")
    assert wrong.read_text("utf-8") == WRONG
    assert said.status == 1  # that of the file as it is
    assert said.out.startswith("--- m.sem\n+++ m.sem\n")
    changed = [line for line in said.out.splitlines()[2:] if line[:1] in "+-"]
    assert changed == [
        '-    surce "s"',
        "-    = 2,5%   # another",
        '+    source "s"',
        "+    = 2.5%   # another",
        "-    = wages[year-1] * (1 + growht)  otherwise",
        "+    = wages[year-1] * (1 + growth)  otherwise",
    ]
    assert "error[decimal-comma]" in said.err


def test_a_difference_of_a_last_line_without_its_end(wrong: Path, semdsl: Command) -> None:
    wrong.write_text(RIGHT + "\nvariable x : ratio = 1,5%", encoding="utf-8")
    said = semdsl("check", str(wrong), "--diff")
    assert "-variable x : ratio = 1,5%\n\\ No newline at end of file\n" in said.out
    assert "+variable x : ratio = 1.5%\n\\ No newline at end of file\n" in said.out


def test_a_sound_model_has_no_difference(wrong: Path, semdsl: Command) -> None:
    wrong.write_text(RIGHT, encoding="utf-8")
    assert semdsl("check", str(wrong), "--diff").out == ""


@pytest.mark.parametrize("words", [("--fix", "--diff"), ("--diff", "--json")])
def test_answers_that_do_not_go_together(wrong: Path, semdsl: Command, words: tuple[str, ...]) -> None:
    said = semdsl("check", str(wrong), *words)
    assert said.status == 2
    assert words[0] in said.err
    assert wrong.read_text("utf-8") == WRONG


def test_the_answer_for_a_program(wrong: Path, semdsl: Command) -> None:
    answer = json.loads(semdsl("check", str(wrong), "--json").out)
    (edit,) = next(one for one in answer["diagnostics"] if one["code"] == "decimal-comma")["fix"]["edits"]
    assert edit == {
        "file": "m.sem",
        "line": 6,
        "column": 7,
        "end_line": 6,
        "end_column": 11,
        "text": "2.5%",
    }
    assert "fixed" not in answer
    fixed = json.loads(semdsl("check", str(wrong), "--fix", "--json").out)
    assert [(one["code"], one["old"], one["new"]) for one in fixed["fixed"]] == [
        ("unknown-attribute", "surce", "source"),
        ("decimal-comma", "2,5%", "2.5%"),
        ("unknown-name", "growht", "growth"),
    ]
    assert fixed["diagnostics"] == []


@pytest.mark.parametrize("model", ["users.csv", "m.sem"])
def test_figures_are_never_mended(wrong: Path, semdsl: Command, model: str) -> None:
    """Neither if they are named as a model, nor as a part of one: a heading `tabla,value` is no slip of `table`."""
    figures = Path("users.csv")
    figures.write_text("tabla x : ratio = 1\nvalue\n", encoding="utf-8")
    wrong.write_text('model m\ninclude "users.csv"\n', encoding="utf-8")
    semdsl("check", model, "--fix")
    assert figures.read_text("utf-8") == "tabla x : ratio = 1\nvalue\n"


# ── Several files ─────────────────────────────────────────────────────────────────────────────────


def test_parts_and_modules_of_the_folder_are_mended(wrong: Path, semdsl: Command) -> None:
    Path("sheets").mkdir()
    wrong.write_text(
        'model m\ninclude "sheets/p.sem"\nuse "own.sem"\ntime year = 2025..2026\n', encoding="utf-8"
    )
    Path("sheets/p.sem").write_text("part p\nvariable x[yaer] : ratio = own.y\n", encoding="utf-8")
    Path("own.sem").write_text("module own\nvariable y : ratio = .5\n", encoding="utf-8")
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 0, said.out
    assert Path("sheets/p.sem").read_text("utf-8") == "part p\nvariable x[year] : ratio = own.y\n"
    assert Path("own.sem").read_text("utf-8") == "module own\nvariable y : ratio = 0.5\n"


def test_the_standard_library_is_not_written(
    wrong: Path, monkeypatch: pytest.MonkeyPatch, semdsl: Command
) -> None:
    library = Path("library")
    library.mkdir()
    (library / "odd.sem").write_text("module odd\nvariable y : ratio = .5\n", encoding="utf-8")
    monkeypatch.setattr("semdsl.project.files.stdlib_root", library.resolve)
    monkeypatch.setattr("semdsl.project.files._library_modules", lambda _: ["std.odd"])
    wrong.write_text("model m\nuse std.odd\nvariable x : ratio = odd.y\n", encoding="utf-8")
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 1
    assert "error[bare-point]" in said.out
    assert (library / "odd.sem").read_text("utf-8") == "module odd\nvariable y : ratio = .5\n"


def test_a_link_stays_a_link(wrong: Path, semdsl: Command) -> None:
    Path("there").mkdir()
    target = wrong.rename("there/m.sem")
    Path("link.sem").symlink_to(target)
    assert semdsl("check", "link.sem", "--fix").status == 0
    assert Path("link.sem").is_symlink()
    assert target.read_text("utf-8") == RIGHT


def test_each_of_several_models_is_mended(wrong: Path, semdsl: Command) -> None:
    Path("n.sem").write_text(WRONG, encoding="utf-8")
    assert semdsl("check", "m.sem", "n.sem", "--fix").status == 0
    assert Path("n.sem").read_text("utf-8") == wrong.read_text("utf-8") == RIGHT


# ── What is not written ───────────────────────────────────────────────────────────────────────────


def test_a_file_that_may_only_be_read(wrong: Path, semdsl: Command) -> None:
    os.chmod(wrong, 0o444)
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 1
    assert "error[cannot-write]: cannot write `m.sem`: you have no permission to write there" in said.out
    assert "mended" not in said.out
    assert wrong.read_text("utf-8") == WRONG


def test_if_one_file_cannot_be_written_none_is(wrong: Path, semdsl: Command) -> None:
    wrong.write_text(WRONG + 'include "p.sem"\n', encoding="utf-8")
    Path("p.sem").write_text("part p\nvariable x[yaer] : ratio = 1\n", encoding="utf-8")
    os.chmod("p.sem", 0o444)
    assert "error[cannot-write]: cannot write `p.sem`" in semdsl("check", str(wrong), "--fix").out
    assert wrong.read_text("utf-8") == WRONG + 'include "p.sem"\n'


def test_a_file_that_was_changed_meanwhile(
    wrong: Path, semdsl: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(path: Path) -> Mended:
        mended = mend(path)
        path.write_text(WRONG + "# by an editor\n", encoding="utf-8")
        return mended

    monkeypatch.setattr(fixing, "mend", slowly)
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 1
    assert "error[file-changed]: `m.sem` was changed while it was being mended" in said.out
    assert wrong.read_text("utf-8") == WRONG + "# by an editor\n"


def test_a_file_that_another_process_is_mending(wrong: Path, semdsl: Command) -> None:
    with wrong.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said = semdsl("check", str(wrong), "--fix")
    assert "error[file-changed]" in said.out
    assert wrong.read_text("utf-8") == WRONG
    assert semdsl("check", str(wrong), "--fix").status == 0


def test_a_disk_that_refuses(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mending, "replace_file", refuse)
    (found,) = write(mend(wrong).files)
    assert found.code == "cannot-write"
    assert wrong.read_text("utf-8") == WRONG


WORSE = {
    "an axis that is listed already": "variable x[year, yeer] : ratio = 1\n",
    "a name of another unit": "variable people : person = 2 person\nvariable x : MXN = 3 MXN + poeple\n",
}


@pytest.mark.parametrize("text", WORSE.values(), ids=WORSE)
def test_a_fix_that_does_not_help_is_left_out(wrong: Path, semdsl: Command, text: str) -> None:
    wrong.write_text(f"model m\ntime year = 2025..2026\n{text}", encoding="utf-8")
    said = semdsl("check", str(wrong), "--fix")
    assert said.status == 1
    assert said.out.count("notice[fix-left-out]: the fix of `unknown-") == 1
    assert "m.sem: 1 error, " in said.out
    assert wrong.read_text("utf-8") == f"model m\ntime year = 2025..2026\n{text}"
    assert semdsl("check", str(wrong), "--diff").out == ""


def test_a_fix_that_does_not_help_keeps_no_other_back(wrong: Path, semdsl: Command) -> None:
    wrong.write_text(WRONG + "\nvariable x[year, yeer] : ratio = 1\n", encoding="utf-8")
    said = semdsl("check", str(wrong), "--fix")
    assert wrong.read_text("utf-8") == RIGHT + "\nvariable x[year, yeer] : ratio = 1\n"
    assert said.out.endswith("m.sem: 3 mended; 1 error, 1 notice\n")


def test_a_wrong_command_stays_one(wrong: Path, semdsl: Command) -> None:
    assert semdsl("check", "nowhere.sem", "--fix").status == 2
    wrong.write_bytes(b"model m \xff\n")
    assert semdsl("check", str(wrong), "--fix").status == 2
    assert wrong.read_bytes() == b"model m \xff\n"


def test_mending_ends(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look costs time: there are at most so many, and the first mistakes are mended."""
    looks = []
    inner = mending.check_in_stages
    monkeypatch.setattr(mending, "check_in_stages", lambda *given: looks.append(1) or inner(*given))
    cases = "".join(f"    {number}% for {2025 + number}\n" for number in range(6))
    wrong.write_text(f"model m\ntime year = 2025..2030\nvariable x[year] : ratio\n{cases}", encoding="utf-8")
    mended = mend(wrong)
    assert len(looks) <= MOST_LOOKS
    assert mended.files[0].after.decode().count("    = ") == 6
