"""Console transcripts in Markdown: commands after ``$``, then what they print, then ``[exit status]`` if it is not 0.

``python -m tests.cli.transcripts`` writes down what the commands print now: read the difference before it is kept.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

from semdsl.cli.main import main

FOLDER = Path(__file__).parent
_BLOCK = re.compile(r"```console\n(.*?)```\n", re.DOTALL)


def transcripts() -> list[Path]:
    """The transcripts beside this file."""
    return sorted(FOLDER.glob("*.md"))


def replayed(path: Path, folder: Path) -> str:
    """The text of *path* with what its commands print now, run one after the other in *folder*."""
    with contextlib.chdir(folder):
        return _BLOCK.sub(
            lambda block: f"```console\n{''.join(_run(block[1]))}```\n", path.read_text("utf-8")
        )


def _run(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n{_output(line[2:])}"


def _output(command: str) -> str:
    """What *command* prints, both streams in the order of writing, and its status."""
    program, *words = shlex.split(command)
    if program == "cat":
        return "".join(Path(word).read_text("utf-8") for word in words)
    if program == "ls":
        return "".join(f"{name}\n" for name in sorted(os.listdir(words[0])))
    if program == "echo":
        text, into, path = words
        with open(path, "a" if into == ">>" else "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        return ""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(words)
    return said.getvalue() + (f"[exit status {status}]\n" if status else "")


if __name__ == "__main__":
    for transcript in transcripts():
        with tempfile.TemporaryDirectory() as fresh:
            transcript.write_text(replayed(transcript, Path(fresh)), encoding="utf-8")
