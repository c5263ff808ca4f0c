"""What is asked of every page, of the book and of the folder of a run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import Tab

_LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
_SETTLED = "() => document.fonts.ready.then(() => true)"


def settled(tab: Tab) -> None:
    """Wait until the page has the fonts that it is set in."""
    tab.ask(_SETTLED)


def layout_faults(tab: Tab, names: Iterable[str], widths: Iterable[int]) -> list[str]:
    """What cannot be read on the pages called *names*, in windows of several *widths*."""
    found = []
    for name in names:
        tab.open(name)
        settled(tab)
        for width in widths:
            tab.page.set_viewport_size({"width": width, "height": 800})
            found += [f"{name} at {width}: {fault}" for fault in faults_of_layout(tab)]
    return found


def faults_of_layout(tab: Tab) -> list[str]:
    """What cannot be read on the page that is open."""
    faults: list[str] = tab.ask(_LAYOUT)
    return faults


@cache
def _axe() -> Axe:
    return Axe()


def axe_faults(tab: Tab, *rules: str, without: str = "") -> list[str]:
    """What axe-core finds on the page that is open, by all or some *rules*: what it calls serious or critical.

    What the selector *without* matches is not looked at.
    """
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = list(rules)
    answer = (
        _axe().run(tab.page, context={"exclude": [[without]]} if without else None, options=options).response
    )
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in answer["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]
