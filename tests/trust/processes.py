"""The program as processes that are killed, interrupted, started together: what they leave, and what it should be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from semdsl.cli.new import STARTER

ROOT = Path(__file__).parents[2]
BOTH = (
    "one",
    "two",
)  # two models that differ in a title and a figure, so that what they write can be told apart


@cache
def installed() -> frozenset[str]:
    """The locales of this machine, as ``locale -a`` calls them but for the way of writing the encoding."""
    ended = subprocess.run(["locale", "-a"], capture_output=True, check=False, text=True)
    return frozenset(_plain(name) for name in ended.stdout.split())


def is_installed(locale: str) -> bool:
    """Whether the machine has *locale*: if not, its name in the environment does nothing."""
    return _plain(locale) in installed()


def _plain(locale: str) -> str:
    return locale.lower().replace("-", "")


def prepare(folder: Path) -> None:
    """Two small models, and a file that is not in the one layout."""
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    text = (folder / "model.sem").read_text("utf-8")
    assert "2%" in text
    for at, name in enumerate(BOTH):
        changed = text.replace('"Seguro', f'"{name}: seguro', 1).replace("= 2%", f"= {at + 1}%", 1)
        (folder / f"{name}.sem").write_text(changed, "utf-8")
    (folder / "model.sem").unlink()


def untidy(folder: Path) -> bytes:
    """Write a model that `semdsl fmt` would change."""
    text = (folder / "one.sem").read_bytes().replace(b" = ", b"   =   ") + b"\n\n\n"
    (folder / "untidy.sem").write_bytes(text)
    return text


@dataclass(frozen=True)
class Writing:
    """A command that writes *target*: its words, with ``{model}`` for one of the two models."""

    words: str
    target: str

    def of(self, model: str) -> list[str]:
        return self.words.format(model=f"{model}.sem").split()


WRITINGS = {
    "run": Writing("run {model} --out out", "out"),
    "replication": Writing("replication {model} --out page.md", "page.md"),
    "find": Writing("find {model} --markdown --out index.md", "index.md"),
    "fmt": Writing("fmt untidy.sem", "untidy.sem"),
    "new": Writing("new fresh", "fresh"),
}


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


@contextmanager
def started(words: list[str], folder: Path, *, module: bool = True) -> Iterator[subprocess.Popen[bytes]]:
    """The program with *words*, or Python with *words*, running in *folder*; ended for certain when it is left."""
    process = subprocess.Popen(
        [sys.executable, "-P", *(("-m", "semdsl") if module else ()), *words],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def done(words: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The program with *words*, run to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "semdsl", *words],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        check=False,
        timeout=120,
    )


def content(path: Path) -> str:
    """A sum of all that is in a file, or in a folder under which names; empty if there is nothing."""
    if path.is_file():
        return sha256(path.read_bytes()).hexdigest()
    if not path.is_dir():
        return ""
    files = sorted(own for own in path.rglob("*") if own.is_file())
    sums = [f"{own.relative_to(path).as_posix()} {sha256(own.read_bytes()).hexdigest()}" for own in files]
    return sha256("\n".join(sums).encode()).hexdigest()


@cache
def whole(command: str) -> tuple[frozenset[str], float]:
    """What *command* leaves when it is let alone, for both models; how long it takes."""
    import tempfile

    found: set[str] = set()
    seconds = 0.0
    for model in BOTH:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder)
            untidy(folder)
            began = time.monotonic()
            ended = done(WRITINGS[command].of(model), folder)
            seconds = max(seconds, time.monotonic() - began)
            assert ended.returncode in (0, 1), ended.stderr
            found.add(content(folder / WRITINGS[command].target))
    assert "" not in found
    return frozenset(found), seconds


def temporary(folder: Path) -> list[str]:
    """What a run has put beside its results and has not taken away."""
    return sorted(path.name for path in folder.iterdir() if ".semdsl-" in path.name)
