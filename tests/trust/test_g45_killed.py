"""G45: a run that is killed, at any moment, leaves the earlier results or the new ones, whole; the next one sweeps."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.trust.gate import Gate
from tests.trust.processes import BOTH, WRITINGS, content, done, prepare, started, temporary, untidy, whole

GATE = Gate(
    "G45",
    "A command killed at any moment leaves whole results: the earlier ones or the new ones",
    "{kills} kills over {commands} commands, {during} of them while files were being written: 0 torn, 0 mixed",
    {"kills": 500, "during": 50},
    ("output/test_staging.py",),
)

SAMPLE, LONG = 6, 125  # kills of each command
PARTS = 5


def killed(command: str, folder: Path, kills: int, seed: int) -> int:
    """Kill *command* so many times; how many times it had begun to write."""
    chance = random.Random(f"{command} {seed}")
    prepare(folder)
    writing = WRITINGS[command]
    complete, seconds = whole(command)
    before = {content(folder / writing.target)} if command != "fmt" else set()
    during = 0
    for at in range(kills):
        if command == "fmt":
            untidy(folder)
            before = {content(folder / writing.target)}
        with started(writing.of(BOTH[at % 2]), folder) as process:
            _wait(folder, seconds, chance)
            process.kill()
            process.wait()
        during += bool(temporary(folder))
        found = content(folder / writing.target)
        assert found in complete | before, f"torn or mixed after the kill {at} of the seed {seed}"
        before = {found}
        if command == "new" and found:
            before = {""}
            _away(folder / writing.target)
    if command == "new":
        _away(folder / writing.target)
    ended = done(writing.of("one"), folder)
    assert ended.returncode in (0, 1), ended.stderr
    assert content(folder / writing.target) in complete
    if command != "fmt" or b"formatted" in ended.stdout:
        assert temporary(folder) == []
    return during


def _wait(folder: Path, seconds: float, chance: random.Random) -> None:
    """Some moment of the run: any, or one after the first sign of writing."""
    until = time.monotonic() + seconds
    if chance.randrange(3) == 0:
        time.sleep(chance.uniform(0, seconds))
        return
    there = set(temporary(folder))
    while time.monotonic() < until and set(temporary(folder)) <= there:
        time.sleep(0.0005)
    time.sleep(chance.choice((0, 0, 0.002, 0.01, 0.03)) * chance.random())


def _away(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.exists():
        folder.rmdir()


@pytest.mark.parametrize("command", WRITINGS)
def test_a_command_that_is_killed_leaves_whole_results(command: str, tmp_path: Path, count) -> None:
    during = killed(command, tmp_path, SAMPLE, 0)
    count(kills=SAMPLE, commands=1, during=during)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("command", WRITINGS)
def test_a_command_that_is_killed_often_leaves_whole_results(
    command: str, part: int, tmp_path: Path, count
) -> None:
    kills = LONG // PARTS
    count(kills=kills, during=killed(command, tmp_path, kills, part + 1))


@pytest.mark.parametrize("name", [".page.md.semdsl-999999999", ".page.md.semdsl-0000"])
def test_what_a_killed_run_left_beside_a_page_is_swept(name: str, tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / ".page.md.semdsl-999999999").write_text("half")
    kept = [".page.md.semdsl-x", ".page.md.semdsl-", "page.md.semdsl-999999999"]
    for other in kept:
        (tmp_path / other).write_text("someone else's")
    assert done(WRITINGS["replication"].of("one"), tmp_path).returncode in (0, 1)
    assert temporary(tmp_path) == sorted(kept)
