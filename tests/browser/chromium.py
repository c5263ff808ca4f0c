"""The Chromium of the machine, in which pages are opened from disk as a reader opens them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MISSING = f"no Chromium on this machine ({', '.join(NAMES[:3])}): pages were not opened in a browser"
_QUIET = (
    *("--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def chromium() -> str | None:
    """The program, if the machine has one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def started(program: str) -> Iterator[Browser]:
    """A browser without a window; root, as in most containers, has no sandbox to put it in."""
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=[*_QUIET, *as_root])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Tab:
    """A page of a folder, and everything that the browser said about it."""

    page: Page
    folder: Path
    said: list[str] = field(default_factory=list)

    def open(self, name: str) -> None:
        """Open *name*, a file of the folder with or without an anchor."""
        self.page.goto(f"{self.folder.as_uri()}/{name}")

    def ask(self, script: str, *given: object) -> Any:
        """What *script*, a function, gives in the page."""
        return self.page.evaluate(script, *given)


@contextmanager
def tab(browser: Browser, folder: Path, *, width: int = 1280, **look: Any) -> Iterator[Tab]:
    """A tab for the pages of *folder*, without a network."""
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True, **look)
    opened = Tab(context.new_page(), folder)
    opened.page.on("console", lambda message: opened.said.append(f"{message.type}: {message.text}"))
    opened.page.on("pageerror", lambda error: opened.said.append(f"error: {error}"))
    opened.page.on("requestfailed", lambda request: opened.said.append(f"failed: {request.url}"))
    try:
        yield opened
    finally:
        context.close()
