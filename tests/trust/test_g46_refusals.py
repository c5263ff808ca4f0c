"""G46: whatever step the system refuses, a command says so with a code and a status, and earlier results are intact."""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count as numbers
from pathlib import Path

import pytest

from semdsl.cli.main import main
from tests.trust.gate import Gate
from tests.trust.processes import WRITINGS, content, environment, prepare, temporary, untidy, whole

GATE = Gate(
    "G46",
    "A step that the system refuses is told with a code and a status other than 0, and earlier results are intact",
    "{points} points over {commands} commands: no space, input/output, permission, read-only, too many files",
    {"points": 200, "commands": 5},
    ("output/test_staging.py",),
)

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ENFILE)
CALLS = (
    (os, "mkdir"),
    (os, "fsync"),
    (os, "rename"),
    (os, "replace"),
    (os, "write"),
    (io, "open"),
    (builtins, "open"),
)


def refuse(patch: pytest.MonkeyPatch, at: int, error: int) -> list[int]:
    """Let the call number *at* of those that change the disk fail, as the system would; the list counts them."""
    calls = numbers()
    last = [0]

    def failing(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if "site-packages" in str(arguments[0]):  # versions of libraries, which are looked up
                return original(*arguments, **options)
            last[0] = next(calls)
            if last[0] == at:
                raise OSError(error, os.strerror(error))
            return original(*arguments, **options)

        return call

    for module, name in CALLS:
        patch.setattr(module, name, failing(getattr(module, name)))
    return last


def _refused(command: str, at: int, error: int, said: Callable[[], str], patch: pytest.MonkeyPatch) -> int:
    """Run *command* with one refusal; how many calls there were."""
    folder, writing = Path(), WRITINGS[command]
    if command == "fmt":
        untidy(folder)
    before = content(Path(writing.target))
    names = sorted(path.name for path in folder.iterdir())
    with patch.context() as own:
        last = refuse(own, at, error)
        status = main(writing.of("two"))
    text = said()
    assert "Traceback" not in text
    after = content(Path(writing.target))
    if status in (0, 1) and "error[" not in text:  # nothing was refused, or nothing that was needed
        assert after in whole(command)[0], (at, text)
        if last[0] == at:
            return last[0]
    else:
        assert status in (1, 2), text
        assert "error[" in text, text
    if after == before:
        assert temporary(folder) == []
        assert sorted(path.name for path in folder.iterdir()) == names
    else:  # the new ones were in place when a later step, of making them last, was refused
        assert after in whole(command)[0], (at, text)
    return last[0]


@pytest.mark.parametrize("command", WRITINGS)
def test_a_step_for_which_there_is_no_space_leaves_everything_as_it_was(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count,
) -> None:
    monkeypatch.chdir(tmp_path)
    count(points=every_step(command, ERRORS[0], tmp_path, monkeypatch, capsys), commands=1)


@pytest.mark.long
@pytest.mark.parametrize("error", ERRORS[1:], ids=errno.errorcode.get)
@pytest.mark.parametrize("command", WRITINGS)
def test_a_refused_step_leaves_everything_as_it_was(
    command: str,
    error: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count,
) -> None:
    monkeypatch.chdir(tmp_path)
    count(points=every_step(command, error, tmp_path, monkeypatch, capsys))


def every_step(
    command: str,
    error: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> int:
    """Refuse each step of *command* in turn; how many there are."""
    prepare(tmp_path)
    if command not in ("fmt", "new"):
        assert main(WRITINGS[command].of("one")) in (0, 1)
    capsys.readouterr()

    def said() -> str:
        found = capsys.readouterr()
        return found.out + found.err

    at = points = 0
    while True:
        if command == "new":
            shutil.rmtree("fresh", ignore_errors=True)
        calls = _refused(command, at, error, said, monkeypatch)
        if calls < at:
            break
        points += 1
        at += 1 if at < 12 or command != "run" else 7
    assert points >= 2
    return points


# ── Refusals by the system itself ─────────────────────────────────────────────────────────────────


def limited(words: list[str], folder: Path, limit: int, value: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "semdsl", *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(limit, (value, value)),
    )


@pytest.mark.parametrize("size", [0, 2_000])
def test_a_file_that_may_grow_no_further_is_told(size: int, tmp_path: Path, count) -> None:
    """A write that stops in the middle, as on a disk that is full."""
    prepare(tmp_path)
    ended = limited(WRITINGS["run"].of("one"), tmp_path, resource.RLIMIT_FSIZE, size)
    assert ended.returncode == 2
    assert b"error[cannot-write]" in ended.stderr + ended.stdout
    assert not (tmp_path / "out").exists()
    assert temporary(tmp_path) == []
    count(points=1)


@pytest.mark.parametrize("files", [5, 8])
def test_too_few_open_files_are_told_or_enough(files: int, tmp_path: Path, count) -> None:
    prepare(tmp_path)
    ended = limited(WRITINGS["run"].of("one"), tmp_path, resource.RLIMIT_NOFILE, files)
    said = ended.stdout + ended.stderr
    assert (tmp_path / "out").exists() == (ended.returncode in (0, 1))
    if ended.returncode not in (0, 1):
        assert b"semdsl" in said or b"error[" in said
    assert temporary(tmp_path) == []
    count(points=1)


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    """A file where a folder has to be: what nobody, the superuser neither, may write into."""
    prepare(tmp_path)
    (tmp_path / "file").write_text("mine")
    for words in ("run one.sem --out file/out", "replication one.sem --out file/page.md", "new file/fresh"):
        ended = limited(words.split(), tmp_path, resource.RLIMIT_NOFILE, 256)
        assert ended.returncode == 2
        assert b"error[" in ended.stderr + ended.stdout
    assert (tmp_path / "file").read_text() == "mine"
