"""Files that say what the program gives: compared, or written by ``pytest --update-golden`` and then read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


def golden_files(folder: Path) -> list[Path]:
    """The golden files in *folder* and below it."""
    return sorted(folder.rglob("*.md"))


@dataclass(frozen=True, slots=True)
class Case:
    """A golden file in Markdown: one fenced block a language, some given and some what the program says of them."""

    path: Path
    update: bool

    def has(self, language: str) -> bool:
        """Whether the file has a block of *language*."""
        return self._find(language) is not None

    def block(self, language: str) -> str:
        """The text of the block of *language*, which the file must have."""
        found = self._find(language)
        assert found is not None, f"{self.path} has no block `{language}`"
        return found[1]

    def files(self) -> dict[str, str]:
        """The texts of the blocks that have a name after their language, by that name."""
        pattern = r"^```(?:sem|csv) (\S+)\n(.*?)^```[ ]*$"
        return dict(re.findall(pattern, self._page(), re.MULTILINE | re.DOTALL))

    def expect(self, language: str, text: str) -> None:
        """Assert that the block of *language* says *text*, or write it there."""
        if self.update:
            found = self._find(language)
            assert found is not None, f"{self.path} has no block `{language}`"
            page = self._page()
            self.path.write_text(f"{page[: found.start(1)]}{text}{page[found.end(1) :]}", encoding="utf-8")
        assert self.block(language) == text, (
            f"read the difference, then `pytest --update-golden`: {self.path}"
        )

    def _page(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def _find(self, language: str) -> re.Match[str] | None:
        pattern = rf"^```{re.escape(language)}\n(.*?)^```[ ]*$"
        return re.search(pattern, self._page(), re.MULTILINE | re.DOTALL)
