"""Every page of the flagship's book: the browser has nothing to say, links lead somewhere, all text can be read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.checking import faults_of_layout, settled
from tests.browser.chromium import tab

_ANCHORS = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"
_LINKS = """() => [
    ...[...document.querySelectorAll('a')].map((one) => one.getAttribute('href')),
    ...[...document.querySelectorAll('[data-to]')].map((one) => one.dataset.to),
    ...(window.bookIndex || []).map((one) => one[3]),
]"""
_MOVED = """() => [...document.querySelectorAll('.scroll:has(> math)')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `a formula of ${(one.closest('[id]') || one).id} has to be moved`)"""
_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def pages_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def leads(folder: Path, name: str, href: str, anchors: dict[str, set[str]]) -> bool:
    """Whether *href*, on the page *name*, is a page of the book and a place on it."""
    parts = urlsplit(href)
    target = ((folder / name).parent / parts.path).resolve() if parts.path else (folder / name).resolve()
    if parts.scheme or not target.is_relative_to(folder.resolve()):
        return False
    own = target.relative_to(folder.resolve()).as_posix()
    return own in anchors and (not parts.fragment or unquote(parts.fragment) in anchors[own])


@pytest.mark.parametrize(
    ("language", "widths"),
    [
        ("es", (320, 1280)),
        pytest.param("en", (320, 1280), marks=pytest.mark.long),
        pytest.param("es", (768, 2560), marks=pytest.mark.long),
        pytest.param("en", (768, 2560), marks=pytest.mark.long),
    ],
)
def test_every_page_is_whole(browser: Browser, book: Path, language: str, widths: tuple[int, int]) -> None:
    anchors: dict[str, set[str]] = {}
    links: set[tuple[str, str]] = set()
    faults: list[str] = []
    with tab(browser, book) as opened:
        for name in (one for one in pages_of(book) if one.startswith(f"{language}/")):
            opened.open(name)
            settled(opened)
            anchors[name] = set(opened.ask(_ANCHORS))
            links |= {(name, href) for href in opened.ask(_LINKS)}
            opened.ask(_ALL)
            for width in widths:
                opened.page.set_viewport_size({"width": width, "height": 800})
                found = [*faults_of_layout(opened), *(opened.ask(_MOVED) if width >= 1280 else ())]
                faults += [f"{name} at {width}: {fault}" for fault in found]
        assert opened.said == []
    assert faults == []
    assert len(anchors) > 30
    own = [(name, href) for name, href in links if not href.startswith("../")]
    assert len(own) > 5_000
    assert [link for link in own if not leads(book, *link, anchors)] == []


def test_each_page_leads_to_itself_in_the_other_language(browser: Browser, book: Path) -> None:
    with tab(browser, book) as opened:
        opened.open("index.html")
        opened.page.get_by_role("link", name="Formula book").click()
        opened.page.wait_for_url("**/en/index.html")
        opened.page.locator("main").get_by_role("link", name="Premiums", exact=True).click()
        opened.page.get_by_role("link", name="Español").click()
        opened.page.wait_for_url("**/es/chapter-premiums-and-reserves.html")
        assert opened.said == []
