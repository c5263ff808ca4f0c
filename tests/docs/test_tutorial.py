"""What the tutorials and how-to guides tell a reader to do works, and prints what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, blocks, keep, replayed

_PAGES = [
    page
    for folder in ("tutorial", "how-to")
    for page in sorted((DOCS / folder).glob("*.md"))
    if any(block.language == "console" for block in blocks(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("page", _PAGES, ids=[f"{page.parent.name}/{page.stem}" for page in _PAGES])
def test_a_page_does_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(page, replayed(page.read_text(encoding="utf-8"), tmp_path), update=update_golden)


def test_both_languages_of_the_tutorial_write_the_same_files() -> None:
    english, spanish = (
        [
            (block.language, block.name, block.text)
            for block in blocks((DOCS / "tutorial" / f"{name}.md").read_text(encoding="utf-8"))
        ]
        for name in ("first-valuation", "primera-valuacion")
    )
    assert english == spanish


def test_the_tutorial_shows_two_mistakes() -> None:
    text = (DOCS / "tutorial" / "first-valuation.md").read_text(encoding="utf-8")
    assert len(set(re.findall(r"^error\[([\w-]+)\]", text, re.MULTILINE))) >= 2
