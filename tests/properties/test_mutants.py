"""A spoilt model ends in findings: with every command, in bounded time, and never as a fault of semdsl."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from semdsl.cli.main import main
from semdsl.diagnostics.catalogue import CATALOGUE
from tests.support.mutants import mutant, prepare

LONGEST = 60  # seconds after which a command counts as hanging, on the slowest machine
GROUP = 20  # mutants to a test


class Hung(BaseException):
    """A command did not come to its end."""


@contextmanager
def bounded() -> Iterator[None]:
    """End a command that would never end by itself."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Ground:
    """A folder with one model in it, and the commands that are run on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.model = folder / "mutant.sem"
        self.capsys = capsys
        prepare(folder)

    def command(self, *words: str) -> tuple[int, str]:
        """The exit status, and what was said to the standard output."""
        with bounded():
            status = main([words[0], str(self.model), *words[1:]])
        said = self.capsys.readouterr()
        assert status in (0, 1, 2), said.err
        return status, said.out

    def findings(self, out: str) -> None:
        """Every finding has a known code, words, and places that are in their file."""
        for found in json.loads(out)["diagnostics"]:
            assert found["code"] in CATALOGUE
            assert found["message"]
            for label in found["labels"]:
                self.place(label)

    def place(self, label: dict[str, Any]) -> None:
        assert (1, 1) <= (label["line"], label["column"]) <= (label["end_line"], label["end_column"])
        if label["file"] == str(self.model):
            lines = (
                self.model.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            )
            assert label["end_line"] <= len(lines)

    def attack(self, text: str) -> None:
        """Every command on the model *text*; what one of them accepts, the others do too."""
        content = text.encode("utf-8", "surrogatepass")
        self.model.write_bytes(content)
        checked, out = self.command("check", "--json")
        self.findings(out)
        ran, out = self.command("run", "--json")
        self.findings(out)
        assert ran or not checked, "what does not stand up to the check must not run"
        if not checked:
            self.command("test")
            self.command("run", "--only", "x", "--scenario", "y", "--set", "x=1")
        assert self.model.read_bytes() == content
        formatted, _ = self.command("fmt")
        if formatted == 0:
            written = self.model.read_bytes()
            assert self.command("fmt", "--check")[0] == 0
            assert self.model.read_bytes() == written
            assert self.command("check", "--json")[0] == checked


@pytest.fixture
def ground(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ground:
    return Ground(tmp_path, capsys)


def attack(seeds: range, ground: Ground) -> None:
    for seed in seeds:
        try:
            ground.attack(mutant(seed))
        except (Exception, Hung) as error:
            raise AssertionError(f"the mutant of the seed {seed}: see `mutant({seed})`") from error


@pytest.mark.parametrize("first", range(0, 300, GROUP))
def test_a_mutant_ends_in_findings(ground: Ground, first: int) -> None:
    attack(range(first, first + GROUP), ground)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 21_000, GROUP))
def test_many_mutants_end_in_findings(ground: Ground, first: int) -> None:
    attack(range(first, first + GROUP), ground)
