"""Every page of the flagship's book: the browser has nothing to say, links lead somewhere, all text can be read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.checking import layout_faults
from tests.browser.chromium import tab

_ANCHORS = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"
_LINKS = """() => [
    ...[...document.querySelectorAll('a')].map((one) => one.getAttribute('href')),
    ...[...document.querySelectorAll('[data-to]')].map((one) => one.dataset.to),
    ...(window.bookIndex || []).map((one) => one[3]),
]"""


def pages_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def test_the_browser_has_nothing_to_say_and_every_link_leads_somewhere(browser: Browser, book: Path) -> None:
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    with tab(browser, book) as opened:
        for name in pages_of(book):
            opened.open(name)
            anchors[name] = set(opened.ask(_ANCHORS))
            links += [(name, href) for href in opened.ask(_LINKS)]
        assert opened.said == []
    assert len(links) > 10_000
    lost = []
    for name, href in links:
        parts = urlsplit(href)
        base = (book / name).parent
        target = (base / parts.path).resolve() if parts.path else book / name
        own = target.relative_to(book.resolve()).as_posix() if parts.path else name
        if (
            parts.scheme
            or own not in anchors
            or (parts.fragment and unquote(parts.fragment) not in anchors[own])
        ):
            lost.append((name, href))
    assert lost == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_all_text_can_be_read_on_narrow_and_on_wide_screens(
    browser: Browser, book: Path, language: str
) -> None:
    with tab(browser, book) as opened:
        names = [name for name in pages_of(book) if name.startswith((f"{language}/", "index"))]
        assert layout_faults(opened, names) == []
