"""A sound model in a fresh working folder, and a command line to run on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from semdsl.cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def semdsl(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run ``semdsl`` with some words."""

    def run(*words: str) -> Said:
        status = main(words)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, semdsl: Command) -> Path:
    """``valuation/model.sem``, in the working folder."""
    monkeypatch.chdir(tmp_path)
    assert semdsl("new", "valuation").status == 0
    return Path("valuation/model.sem")
