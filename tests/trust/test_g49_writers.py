"""G49: runs that write into one folder at once: one does, the others are told, and no reader sees a mixture."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest

from tests.trust.gate import Gate
from tests.trust.processes import BOTH, WRITINGS, content, prepare, started, temporary, whole

GATE = Gate(
    "G49",
    "Runs that write into one folder at the same time: no reader sees a mixture",
    "{runs} runs, 2 to 4 at once, {views} views by readers of which 0 were mixed, {told} told that the folder is busy",
    {"runs": 300, "views": 100},
)

SAMPLE, LONG = 3, 110  # rounds of two to four runs


def view(folder: Path) -> int:
    """Look at the results as a reader does, by the manifest: 1 if all is of one run, 0 if the folder was replaced."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return 0
    try:
        manifest = _read(opened, "manifest.json")
        for name, expected in json.loads(manifest)["written"].items():
            assert sha256(_read(opened, name)).hexdigest() == expected, f"{name} is of another run"
    except FileNotFoundError:
        assert not os.path.samestat(os.fstat(opened), os.stat(folder)), "a file of the results is missing"
        return 0
    finally:
        os.close(opened)
    return 1


def _read(folder: int, name: str) -> bytes:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(file, "rb") as opened:
        return opened.read()


def together(folder: Path, number: int) -> tuple[int, int]:
    """So many runs at once into one folder; how many views there were, and how many runs were told to wait."""
    complete, _ = whole("run")
    views = told = 0
    with ExitStack() as stack:
        runs = [
            stack.enter_context(started(WRITINGS["run"].of(BOTH[at % 2]), folder)) for at in range(number)
        ]
        while any(run.poll() is None for run in runs):
            views += view(folder / "out")
        for run in runs:
            out, err = run.communicate()
            assert run.returncode in (0, 1, 2), err
            assert (run.returncode == 2) == (b"folder-busy" in out + err), err
            told += run.returncode == 2
    assert told < number
    assert content(folder / "out") in complete
    assert view(folder / "out") == 1
    assert temporary(folder) == []
    return views + 1, told


def rounds(folder: Path, numbers: range, count) -> None:
    prepare(folder)
    for at in numbers:
        number = 2 + at % 3
        views, told = together(folder, number)
        count(runs=number, views=views, told=told)


def test_runs_at_the_same_time_do_not_mix(tmp_path: Path, count) -> None:
    rounds(tmp_path, range(SAMPLE), count)


@pytest.mark.long
@pytest.mark.parametrize("part", range(5))
def test_many_runs_at_the_same_time_do_not_mix(part: int, tmp_path: Path, count) -> None:
    rounds(tmp_path, range(SAMPLE + part, LONG, 5), count)
