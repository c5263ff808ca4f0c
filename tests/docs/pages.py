"""Pages of the documentation as tests see them: fenced blocks, links and headings.

What a fence says after its three backticks decides what is done with it:

    sem                a whole model, which must be sound
    sem-part           a fragment, which nothing is done with
    sem NAME, csv NAME a file, written into the folder in which the page's commands run
    diff NAME          a change of such a file: the lines with `-` or ` ` become those with `+` or ` `
    console            commands after `$ `, each followed by exactly what it prints
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from semdsl.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```([\w-]*)[ ]*([^\n`]*)\n(.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, the rest of the line, its text, and where that text stands."""

    language: str
    name: str
    text: str
    start: int
    end: int
    line: int


def blocks(page: str) -> tuple[Block, ...]:
    """The fenced blocks of the Markdown *page*, in order."""
    return tuple(
        Block(
            match[1],
            match[2].strip(),
            match[3],
            match.start(3),
            match.end(3),
            page.count("\n", 0, match.start()) + 1,
        )
        for match in _FENCE.finditer(page)
    )


def without_blocks(page: str) -> str:
    """The page with empty lines where its fenced blocks were."""
    return _FENCE.sub(lambda match: "\n" * match[0].count("\n"), page)


def all_pages() -> tuple[Path, ...]:
    """Every Markdown page of the project."""
    folders = (DOCS, ROOT / "models", ROOT / "stdlib")
    return (ROOT / "README.md", *(page for folder in folders for page in sorted(folder.rglob("*.md"))))


def replayed(page: str, folder: Path) -> str:
    """*page* with what its commands print now, after its files were written into *folder*, the current one."""
    pieces: list[str] = []
    done = 0
    for block in blocks(page):
        if block.language == "console":
            pieces += [page[done : block.start], _answered(block)]
            done = block.end
        elif block.language == "diff":
            _change(folder / block.name, block)
        elif block.name and block.language in ("sem", "csv"):
            file = folder / block.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
    return "".join([*pieces, page[done:]])


def _change(file: Path, block: Block) -> None:
    lines = block.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in "- ")
    new = "".join(line[1:] for line in lines if line[0] in "+ ")
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1, (
        f"the lines changed at line {block.line} of the page stand in {file.name} once"
    )
    file.write_text(before.replace(old, new), encoding="utf-8")


def _answered(block: Block) -> str:
    """The commands of *block*, each with its answer; what an answer was before does not matter."""
    answered: list[str] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            answered += [f"{line}\n", answer(line[2:])]
    return "".join(answered)


def answer(command: str) -> str:
    """What *command*, which begins with `semdsl`, or with `LC_ALL=…` before it, prints on either stream."""
    program, *words = shlex.split(command)
    environment = {}
    if program.startswith("LC_ALL="):
        environment["LC_ALL"] = program.removeprefix("LC_ALL=")
        program, *words = words
    assert program == "semdsl", f"pages run semdsl alone, not `{program}`"
    printed = io.StringIO()
    with (
        mock.patch.dict(os.environ, environment),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        status = main(words)
    assert status in (0, 1, 2), printed.getvalue()
    return printed.getvalue()


def keep(page: Path, text: str, *, update: bool) -> None:
    """Assert that *page* says *text*; with *update* write it there, to be read and kept."""
    if update:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, (
        f"read the difference, then `pytest --update-golden`: {page}"
    )
