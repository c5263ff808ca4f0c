"""Console transcripts in Markdown: commands after ``$``, then what they print, then ``[exit status]`` if it is not 0.

Blocks with a name, such as ``sem model.sem``, are files that the commands after them find. Besides ``semdsl`` there
are ``cat``, ``ls``, ``echo`` and ``mkdir``; ``without PACKAGE COMMAND`` is a machine that lacks a package, and
``while-written FOLDER COMMAND`` one on which another run is writing a folder, ``while-mended FILE COMMAND`` one on
which another is mending a file; ``followed-at-most N COMMAND`` is a program that follows derivatives through N cells.

``python -m tests.cli.transcripts`` writes down what the commands print now: read the difference before it is kept.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from semdsl.analysis import moved, slopes
from semdsl.cli.main import main
from semdsl.publish.staging import stage
from tests.docs.pages import blocks
from tests.support.golden import files_of, put

FOLDER = Path(__file__).parent
OTHER_PROCESS = "4711"


def transcripts() -> list[Path]:
    """The transcripts beside this file."""
    return sorted(FOLDER.glob("*.md"))


def replayed(path: Path, folder: Path) -> str:
    """The text of *path* with what its commands print now, run one after the other in *folder*."""
    page = path.read_text("utf-8")
    pieces: list[str] = []
    done = 0
    with contextlib.chdir(folder):
        for block in blocks(page):
            if block.language == "console":
                pieces += [page[done : block.start], *_run(block.text)]
                done = block.end
            elif block.name:
                put(files_of(block), folder)
    return "".join([*pieces, page[done:]])


def _run(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n{_output(line[2:])}"


def _output(command: str) -> str:
    """What *command* prints, both streams in the order of writing, and its status."""
    program, *words = shlex.split(command)
    return PROGRAMS[program](words)


def _cat(words: Sequence[str]) -> str:
    return "".join(Path(word).read_text("utf-8") for word in words)


def _ls(words: Sequence[str]) -> str:
    return "".join(f"{name}\n" for name in sorted(os.listdir(words[0])))


def _echo(words: Sequence[str]) -> str:
    text, into, path = words
    with open(path, "a" if into == ">>" else "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
    return ""


def _mkdir(words: Sequence[str]) -> str:
    for word in words:
        Path(word).mkdir(parents=True)
    return ""


def _without(words: Sequence[str]) -> str:
    package, *command = words
    with patch.dict(sys.modules, {package: None}):
        return _output(shlex.join(command))


def _followed_at_most(words: Sequence[str]) -> str:
    most, *command = words
    with patch.object(moved, "MOST_FOLLOWED", int(most)), patch.object(slopes, "MOST_FOLLOWED", int(most)):
        return _output(shlex.join(command))


def _while_written(words: Sequence[str]) -> str:
    folder, *command = words
    other = stage(Path(folder)).value
    assert other is not None
    try:
        os.pwrite(other.lock, f"{OTHER_PROCESS:<20}".encode(), 0)
        return _output(shlex.join(command))
    finally:
        other.close()


def _while_mended(words: Sequence[str]) -> str:
    file, *command = words
    with open(file, "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return _output(shlex.join(command))


def _semdsl(words: Sequence[str]) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(words)
    return said.getvalue() + (f"[exit status {status}]\n" if status else "")


PROGRAMS: dict[str, Callable[[Sequence[str]], str]] = {
    "cat": _cat,
    "followed-at-most": _followed_at_most,
    "ls": _ls,
    "echo": _echo,
    "mkdir": _mkdir,
    "semdsl": _semdsl,
    "while-mended": _while_mended,
    "while-written": _while_written,
    "without": _without,
}


if __name__ == "__main__":
    for transcript in transcripts():
        with tempfile.TemporaryDirectory() as fresh:
            transcript.write_text(replayed(transcript, Path(fresh)), encoding="utf-8")
