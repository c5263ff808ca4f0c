"""Every whole model on a page is sound, without as much as a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.diagnostics.text import render_all
from semdsl.pipeline import check_text, proofs
from tests.docs.pages import DOCS, Block, blocks

_MESSAGES = DOCS / "reference" / "diagnostics"
"""Pages whose models have mistakes on purpose; they are compared elsewhere."""

_BANDS = [f"{age}-{age + 4}" for age in range(0, 80, 5)] + ["80 y más"]
_TOO_LONG_FOR_A_PAGE = {
    "data/users.csv": "year,age,sex,value\n"
    + "".join(
        f"{year},{band},{sex},1\n"
        for year in range(2005, 2051)
        for band in _BANDS
        for sex in ("Hombres", "female")
    ),
    "data/deaths.csv": "age,value\n60,0.010\n61,0.011\n62,0.012\n63,0.013\n",
}


def _models() -> list[tuple[Path, Block, dict[str, str]]]:
    found = []
    for page in sorted(DOCS.rglob("*.md")):
        if page.is_relative_to(_MESSAGES):
            continue
        own = blocks(page.read_text(encoding="utf-8"))
        files = {block.name: block.text for block in own if block.name and block.language in ("csv", "sem")}
        found += [
            (page, block, _TOO_LONG_FOR_A_PAGE | files)
            for block in own
            if block.language == "sem" and not block.name
        ]
    return found


_MODELS = _models()


@pytest.mark.parametrize(
    ("page", "block", "files"),
    _MODELS,
    ids=[f"{page.relative_to(DOCS)}:{block.line}" for page, block, _ in _MODELS],
)
def test_a_model_on_a_page_is_sound(page: Path, block: Block, files: dict[str, str]) -> None:
    outcome = check_text(block.text, "example.sem", files)
    assert not outcome.diagnostics, render_all(outcome.diagnostics)
    assert outcome.value is not None
    proven = proofs(outcome.value)
    assert not proven.diagnostics, render_all(proven.diagnostics)


def test_the_language_reference_has_models_to_check() -> None:
    assert sum(page.name == "language.md" for page, _, _ in _MODELS) >= 10
