"""The pages of the folder of a run: they say what the book says of itself, with no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.checking import axe_faults, layout_faults
from tests.browser.chromium import tab
from tests.browser.test_every_page import pages_of

KINDS = ("index", "cuadro-iii-6", "cuadro-iii-8", "cuadro-i-2", "grafica-iii-5", "grafica-i-1")


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_all_text_can_be_read_and_the_browser_has_nothing_to_say(
    browser: Browser, results: Path, width: int
) -> None:
    with tab(browser, results) as opened:
        assert layout_faults(opened, pages_of(results), (width,)) == []
        assert opened.said == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_serious_fault(browser: Browser, results: Path, kind: str) -> None:
    with tab(browser, results) as opened:
        name = next(name for name in pages_of(results) if name.removeprefix("reports/").startswith(kind))
        opened.open(name)
        assert axe_faults(opened) == []
        opened.page.emulate_media(color_scheme="dark")
        assert axe_faults(opened, "color-contrast") == []
