"""A browser, the book of the flagship and the folder of its run: made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from semdsl.cli.main import main
from tests.book.support import ROOT, book_of_model
from tests.browser.chromium import MISSING, chromium, started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip(MISSING)
    with started(program) as opened:
        yield opened


@pytest.fixture(scope="session")
def book(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The formula book of the flagship in both languages."""
    folder = tmp_path_factory.mktemp("book")
    for name, content in book_of_model("sem.sem").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def results(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `semdsl run --out` writes for the flagship."""
    folder = tmp_path_factory.mktemp("run") / "results"
    assert main(["run", str(ROOT / "models" / "sem.sem"), "--out", str(folder)]) == 0
    return folder
