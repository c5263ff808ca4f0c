"""Files that say what the program gives: compared, or written by ``pytest --update-golden`` and then read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import Block, blocks
from tests.support.generated import generated

MODEL = "case.sem"
DATA = "data.csv"
LAST = "last"
FILES = ("sem", "csv", "text")
"""The languages of blocks that are files where a name stands behind the language."""


def golden_files(folder: Path) -> list[Path]:
    """The golden files in *folder* and below it."""
    return sorted(folder.rglob("*.md"))


def files_of(block: Block) -> dict[str, bytes]:
    """The files that *block* of a golden file stands for: without a name a model or its data, else what it says."""
    if block.language == "generate":
        return generated(block.name, block.text)
    name = block.name or {"sem": MODEL, "csv": DATA}.get(block.language, "")
    return {name: block.text.encode()} if name and block.language in FILES else {}


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Write *files* into *folder*."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@dataclass(frozen=True, slots=True)
class Situation:
    """The files of a golden file as they are before a block ``diagnostics``, and what that says."""

    files: Mapping[str, bytes]
    said: str
    last: bool = False  # whether of many findings the last alone is shown

    @property
    def model(self) -> str:
        return self.files[MODEL].decode()


@dataclass(frozen=True, slots=True)
class Case:
    """A golden file in Markdown: fenced blocks, some given and some what the program says of them.

    Each block ``diagnostics`` is about the files given before it, of which a later one replaces an earlier one of
    its name.
    """

    path: Path
    update: bool

    def has(self, language: str) -> bool:
        """Whether the file has a block of *language*."""
        return bool(self._blocks(language))

    def block(self, language: str) -> str:
        """The text of the first block of *language*, which the file must have."""
        assert self.has(language), f"{self.path} has no block `{language}`"
        return self._blocks(language)[0].text

    def situations(self) -> Iterator[Situation]:
        """What the file shows, one after the other."""
        files: dict[str, bytes] = {}
        for block in blocks(self._page()):
            files |= files_of(block)
            if block.language == "diagnostics":
                yield Situation(dict(files), block.text, last=block.name == LAST)

    def expect(self, language: str, texts: Sequence[str]) -> None:
        """Assert that the blocks of *language* say *texts*, or write it there."""
        if self.update:
            page = self._page()
            for block, text in reversed(list(zip(self._blocks(language), texts, strict=True))):
                page = f"{page[: block.start]}{text}{page[block.end :]}"
            self.path.write_text(page, encoding="utf-8")
        assert [block.text for block in self._blocks(language)] == list(texts), (
            f"read the difference, then `pytest --update-golden`: {self.path}"
        )

    def _page(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def _blocks(self, language: str) -> list[Block]:
        found = (block for block in blocks(self._page()) if block.language == language)
        return [block for block in found if block.name in ("", LAST)]
