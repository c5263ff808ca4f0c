"""A folder of results is replaced as a whole or not at all."""

from __future__ import annotations

import builtins
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from semdsl.publish import staging as staging_module
from semdsl.publish.inventory import MANIFEST
from semdsl.publish.staging import Staging, stage

FILES = {"values/a.csv": b"value\n1\n", "reports/one/x.csv": b"quantity,row\n", "checks.json": b"{}\n"}


def write(target: Path, files: dict[str, bytes]) -> None:
    """Write *files* and a manifest that lists them, all in one step."""
    staged = stage(target)
    assert staged.value is not None, staged.diagnostics
    fill(staged.value, files)


def fill(staged: Staging, files: dict[str, bytes]) -> None:
    try:
        for name, content in files.items():
            staged.write(name, content)
        manifest = {"generator": "semdsl", "written": dict.fromkeys(files, "")}
        staged.write(MANIFEST, json.dumps(manifest).encode())
        staged.publish()
    finally:
        staged.close()


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != MANIFEST}


def remains(folder: Path) -> list[str]:
    """What lies beside the results."""
    return sorted(path.name for path in folder.iterdir() if path.name != "out")


def test_a_new_folder_with_folders_above_it(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er" / "out"
    write(target, FILES)
    assert content(target) == FILES
    assert remains(target.parent) == []


def test_an_earlier_result_is_replaced_with_all_its_files(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write(target, FILES)
    write(target, {"values/b.csv": b"value\n2\n"})
    assert content(target) == {"values/b.csv": b"value\n2\n"}
    assert remains(tmp_path) == []


def test_what_is_opened_after_the_folder_is_in_its_place_stays_open(tmp_path: Path) -> None:
    staged = stage(tmp_path / "out").value
    assert staged is not None
    staged.publish()
    with open(tmp_path / "other", "wb") as other:
        staged.close()
        other.write(b"still open")
    assert (tmp_path / "other").read_bytes() == b"still open"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", FILES)
    assert content(tmp_path / "out") == FILES


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    write(tmp_path / "out", FILES)
    assert (tmp_path / "out").is_symlink()
    assert content(tmp_path / "real") == FILES


@pytest.mark.parametrize("stranger", ["notes.txt", "values/mine.csv", ".hidden"])
def test_a_folder_with_a_file_of_someone_else_is_refused(tmp_path: Path, stranger: str) -> None:
    target = tmp_path / "out"
    write(target, FILES)
    (target / stranger).write_text("mine")
    (found,) = stage(target).diagnostics
    assert found.code == "folder-not-ours"
    assert stranger in found.message
    assert (target / stranger).read_text() == "mine"


@pytest.mark.parametrize(
    "manifest", ["", "[]", '{"generator": "other"}', "[" * 100_000, '{"generator": "semdsl"}']
)
def test_a_manifest_that_is_not_ours_protects_nothing(tmp_path: Path, manifest: str) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / MANIFEST).write_text(manifest)
    assert [found.code for found in stage(target).diagnostics] == ["folder-not-ours"]


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    (found,) = stage(tmp_path / "out").diagnostics
    assert found.code == "folder-not-ours"
    (found,) = stage(tmp_path / "out" / "below").diagnostics
    assert found.code == "cannot-write"


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    first = stage(tmp_path / "out").value
    assert first is not None
    second = stage(tmp_path / "out")
    assert [found.code for found in second.diagnostics] == ["folder-busy"]
    assert str(os.getpid()) in second.diagnostics[0].message
    fill(first, FILES)
    write(tmp_path / "out", {})
    assert remains(tmp_path) == []


def test_another_folder_beside_it_may_be_written_at_the_same_time(tmp_path: Path) -> None:
    first, second = stage(tmp_path / "one").value, stage(tmp_path / "two").value
    assert first is not None
    assert second is not None
    fill(second, FILES)
    fill(first, FILES)
    assert content(tmp_path / "one") == content(tmp_path / "two") == FILES


def test_what_ended_runs_left_is_swept(tmp_path: Path) -> None:
    write(tmp_path / "out", FILES)
    (tmp_path / ".out.semdsl-999999" / "values").mkdir(parents=True)
    (tmp_path / ".out.semdsl-999999" / "values" / "half.csv").write_text("va")
    (tmp_path / ".out.semdsl-lock").write_text("999999\n")
    (tmp_path / ".other.semdsl-1").mkdir()
    write(tmp_path / "out", {})
    assert remains(tmp_path) == [".other.semdsl-1"]


def test_results_set_aside_by_a_run_that_was_ended_come_back(tmp_path: Path) -> None:
    write(tmp_path / "out", FILES)
    (tmp_path / "out").rename(tmp_path / ".out.semdsl-before")
    staged = stage(tmp_path / "out").value
    assert staged is not None
    staged.close()
    assert content(tmp_path / "out") == FILES


def _refuse_at(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> Iterator[int]:
    """Let the call number *at* of those that change the disk fail; the iterator counts them."""
    calls = count()

    def failing(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if next(calls) == at:
                raise error
            return original(*arguments, **options)

        return call

    for module, name in (
        (os, "mkdir"),
        (os, "fsync"),
        (os, "rename"),
        (os, "write"),
        (builtins, "open"),
        (staging_module, "_exchanged_at_once"),
    ):
        monkeypatch.setattr(module, name, failing(getattr(module, name)))
    return calls


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ENFILE])
@pytest.mark.parametrize("at_once", [True, False])
def test_whatever_step_the_system_refuses_the_earlier_results_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, at_once: bool
) -> None:
    new = {"values/a.csv": b"value\n2\n"}
    for at in range(100):
        target = tmp_path / str(at) / "out"
        write(target, FILES)
        with monkeypatch.context() as patch:
            if not at_once:
                patch.setattr(staging_module, "_exchanged_at_once", lambda *_: False)
            calls = _refuse_at(patch, at, OSError(code, os.strerror(code)))
            staged = stage(target)
            if staged.value is not None:
                with suppress(OSError):
                    fill(staged.value, new)
            else:
                assert [found.code for found in staged.diagnostics] == ["cannot-write"]
            done = next(calls) <= at
        assert content(target) in (FILES, new)
        write(target, {})
        assert content(target) == {}
        assert remains(target.parent) == []
        if done:
            return
    pytest.fail("the steps never ended")


WRITER = """
import sys
from pathlib import Path
from tests.output.test_staging import write
print("ready", flush=True)
for number in range(1_000_000):
    write(Path(sys.argv[1]), {f"values/{name}.csv": b"%d" % number for name in range(20)})
"""


def test_a_writer_that_is_killed_leaves_whole_results(tmp_path: Path) -> None:
    """However far it got, the folder holds the files of one run; the next run sweeps what is left."""
    target = tmp_path / "out"
    for attempt in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.013 * attempt)
            writer.send_signal(signal.SIGKILL)
        if target.exists():
            found = content(target)
            assert len(found) == 20
            assert len(set(found.values())) == 1
    write(target, FILES)
    assert content(target) == FILES
    assert remains(tmp_path) == []
