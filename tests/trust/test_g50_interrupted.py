"""G50: Ctrl-C, SIGTERM and a reader that goes away end a command at once, with its status and without a traceback.

Before the program's own first line, while Python itself starts, Ctrl-C is Python's: the moments tried begin after it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.trust.gate import Gate
from tests.trust.processes import WRITINGS, content, environment, prepare, started, temporary, untidy, whole

GATE = Gate(
    "G50",
    "Ctrl-C, SIGTERM and a reader that goes away end a command at once, with its status and no traceback",
    "{moments} moments, {pipes} readers and closed streams: statuses 130, 143 and 141, 0 tracebacks",
    {"moments": 100, "pipes": 20},
    ("cli/test_process.py",),
)

SAMPLE, LONG = 2, 12  # moments of each command and signal
ENDS = {signal.SIGINT: (130, b"interrupted"), signal.SIGTERM: (143, b"told to end")}
LONGEST = 2.0  # seconds, of an idle machine
BEGIN = (
    "import sys; from semdsl.cli.entry import entry; "
    "sys.stderr.write('begun\\n'); sys.stderr.flush(); sys.exit(entry())"
)


def interrupted(command: str, number: signal.Signals, folder: Path, moments: int, seed: int) -> None:
    chance = random.Random(f"{command} {number} {seed}")
    complete, seconds = whole(command)
    prepare(folder)
    target = folder / WRITINGS[command].target
    for _ in range(moments):
        untidy(folder)
        allowed = complete | {content(target)}
        words = [
            "-c",
            BEGIN,
            *WRITINGS[command].of("two"),
        ]
        with started(words, folder, module=False) as process:
            assert process.stderr is not None
            process.stderr.readline()
            time.sleep(0.02 + chance.uniform(0, seconds))
            process.send_signal(number)
            sent = time.monotonic()
            _, err = process.communicate(timeout=60)
            took = time.monotonic() - sent
        status, word = ENDS[number]
        assert b"Traceback" not in err, err
        early = (-number,) if number == signal.SIGTERM else ()  # before the handler: the shell says 143 too
        assert process.returncode in (0, 1, status, *early), (process.returncode, err)
        if process.returncode == status:
            assert err == b"semdsl: %s; no file was left half written\n" % word
        assert took < LONGEST * max(1.0, os.getloadavg()[0])
        assert content(target) in allowed
        assert temporary(folder) == []
        if command == "new" and target.exists():
            _away(target)


def _away(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.mark.parametrize("number", ENDS, ids=lambda one: one.name)
@pytest.mark.parametrize("command", ["run", "replication"])
def test_an_interrupted_command_ends_in_one_line(
    command: str, number: signal.Signals, tmp_path: Path, count
) -> None:
    interrupted(command, number, tmp_path, SAMPLE, 0)
    count(moments=SAMPLE)


@pytest.mark.long
@pytest.mark.parametrize("number", ENDS, ids=lambda one: one.name)
@pytest.mark.parametrize("command", WRITINGS)
def test_a_command_interrupted_at_many_moments_ends_in_one_line(
    command: str, number: signal.Signals, tmp_path: Path, count
) -> None:
    interrupted(command, number, tmp_path, LONG, 1)
    count(moments=LONG)


def test_what_runs_in_the_background_is_not_interrupted(tmp_path: Path) -> None:
    """A shell lets a command that it starts with `&` ignore Ctrl-C, and so does the program."""
    prepare(tmp_path)
    ignore = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    words = ["-c", f"{ignore}{BEGIN}", "run", "one.sem"]
    with started(words, tmp_path, module=False) as process:
        assert process.stderr is not None
        process.stderr.readline()
        for _ in range(5):
            time.sleep(0.03)
            process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert b"Prima" in out


PIPES = (
    "run one.sem",
    "run one.sem --json",
    "check one.sem",
    "find one.sem",
    "find one.sem --markdown",
    "explain gap",
)
PIPES += ("replication one.sem", "test one.sem", "--help", "run --help")


@pytest.mark.parametrize("words", PIPES)
def test_a_reader_that_goes_away_is_no_fault(words: str, tmp_path: Path, count) -> None:
    prepare(tmp_path)
    with started(words.split(), tmp_path) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        process.wait()
    assert err == b"" or words == "check one.sem"
    assert process.returncode in (0, 1, 141)
    count(pipes=1)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "</dev/null >/dev/full"])
@pytest.mark.parametrize("words", ["run one.sem", "run one.sem --out out"])
def test_closed_streams_are_no_fault(words: str, closed: str, tmp_path: Path, count) -> None:
    prepare(tmp_path)
    script = f"{sys.executable} -P -m semdsl {words} {closed}"

    ended = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == (2 if "full" in closed else 0)
    assert "--out" not in words or content(tmp_path / "out") in whole("run")[0]
    count(pipes=1)
