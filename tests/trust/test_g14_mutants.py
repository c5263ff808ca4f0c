"""G14: a spoilt model ends in findings, each with a place and advice, in bounded time and memory."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from semdsl.cli.main import main
from semdsl.diagnostics.catalogue import CATALOGUE
from tests.trust.gate import Gate
from tests.trust.spoiling import Spoilt, prepare_all, spoilt

GATE = Gate(
    "G14",
    "Spoilt models end in findings",
    "{mutants} mutants checked and {run} of them run: 0 tracebacks, none over 2 s or 1 GB, "
    "{findings} findings each with a code, a place in its file and advice",
    {"mutants": 200_000},
)
SECONDS = 2.0  # of the processor, where the gate is measured in full
HANGS = 5.0  # of the processor, in a test run: on a busy machine a check of the largest model takes over 2
SECONDS_TO_RUN = 10.0  # a model may be as large as the limits of cells allow
BYTES = 1_000_000_000  # more than at the start
GROUP = 250
EVERY = 3  # of the mutants without an error one in three is run
WITHOUT_PLACE = {
    "empty-model",
    "file-missing",
    "file-not-text",
    "file-too-large",
    "file-unreadable",
    "many-mistakes",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare_all(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def little_memory() -> Iterator[None]:
    """Let the program have a gigabyte more than it has: an allocation past that fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + BYTES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def command(
    folder: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, dict[str, Any], float]:
    """The status, the answer and the seconds of ``semdsl WORDS --json``."""
    name, entry, *others = words
    began = time.process_time()
    status = main([name, str(folder / entry), *others, "--json"])
    seconds = time.process_time() - began
    said = capsys.readouterr()
    assert status in (0, 1, 2), said.err
    assert not said.err, said.err
    return status, json.loads(said.out), seconds


def place_is_in_its_file(label: dict[str, Any], folder: Path) -> bool:
    """Whether the place stands in the file it names, should that be a file beside the model."""
    start, end = (label["line"], label["column"]), (label["end_line"], label["end_column"])
    if not (1, 1) <= start <= end:
        return False
    path = Path(label["file"])
    if not path.is_relative_to(folder):
        return True
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return True
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return end[0] <= len(lines) and end[1] <= len(lines[end[0] - 1]) + 2


def check_finding(found: dict[str, Any], folder: Path) -> None:
    assert found["code"] in CATALOGUE
    assert found["message"]
    assert found["help"], found
    assert found["labels"] or found["code"] in WITHOUT_PLACE, found
    assert all(place_is_in_its_file(label, folder) for label in found["labels"]), found


def attack(
    case: Spoilt, folder: Path, capsys: pytest.CaptureFixture[str], *, also_run: bool, most: float
) -> tuple[int, int]:
    """Check the model, and run it if it may be; the number of findings and of runs."""
    status, answer, seconds = command(folder, capsys, "check", case.entry)
    assert seconds < most, f"the check took {seconds:.1f} s"
    findings = answer["diagnostics"]
    if status == 0 and also_run:
        _, answer, seconds = command(folder, capsys, "run", case.entry)
        assert seconds < SECONDS_TO_RUN, f"the run took {seconds:.1f} s"
        findings += answer["diagnostics"]
    for found in findings:
        check_finding(found, folder)
    return len(findings), int(status == 0 and also_run)


def attack_all(
    seeds: range, folder: Path, capsys: pytest.CaptureFixture[str], count: Callable[..., None], most: float
) -> None:
    findings = runs = 0
    failed: dict[int, str] = {}
    for seed in seeds:
        case = spoilt(seed)
        target = folder / case.path
        before = target.read_bytes() if target.exists() else None
        target.write_bytes(case.content)
        try:
            found, run = attack(case, folder, capsys, also_run=not seed % EVERY, most=most)
            findings, runs = findings + found, runs + run
        except Exception as error:
            failed[seed] = f"{type(error).__name__}: {str(error)[:1_500]}"
        if before is not None:
            target.write_bytes(before)
    count(mutants=len(seeds), findings=findings, run=runs)
    assert not failed, "see `spoilt(seed)`:\n" + "\n".join(f"{seed}: {text}" for seed, text in failed.items())


@pytest.mark.parametrize("first", range(0, 5_000, GROUP))
def test_a_spoilt_model_ends_in_findings(
    folder: Path, capsys: pytest.CaptureFixture[str], count: Callable[..., None], first: int
) -> None:
    attack_all(range(first, first + GROUP), folder, capsys, count, HANGS)


@pytest.mark.long
@pytest.mark.parametrize("first", range(5_000, 200_000, 4 * GROUP))
def test_many_spoilt_models_end_in_findings(
    folder: Path, capsys: pytest.CaptureFixture[str], count: Callable[..., None], first: int
) -> None:
    attack_all(range(first, first + 4 * GROUP), folder, capsys, count, SECONDS)
