"""Every relative link of a page leads to a file, and every anchor to a heading."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import ROOT, all_pages, without_blocks

_LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^#{1,6}[ ]+(.*?)[ ]*#*[ ]*$", re.MULTILINE)
_PAGES = all_pages()


@pytest.mark.parametrize("page", _PAGES, ids=[str(page.relative_to(ROOT)) for page in _PAGES])
def test_links_of_a_page_resolve(page: Path) -> None:
    text = _CODE.sub(lambda match: "x" * len(match[0]), without_blocks(page.read_text(encoding="utf-8")))
    broken = [link for link in _LINK.findall(text) if (trouble(page, link))]
    assert not broken, f"{page.relative_to(ROOT)} has links that lead nowhere: {', '.join(broken)}"


def trouble(page: Path, link: str) -> str:
    """What is wrong with *link* on *page*; empty if it leads somewhere in the project, or out of it."""
    if re.match(r"[a-z]+:", link):
        return ""
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return "no file"
    if not target.is_relative_to(ROOT):
        return "outside the project"
    if anchor and (target.suffix != ".md" or anchor not in anchors(target)):
        return "no heading"
    return ""


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of the headings of *page*, spelt as the usual renderers of Markdown do."""
    seen: dict[str, int] = {}
    found: set[str] = set()
    for heading in _HEADING.findall(without_blocks(page.read_text(encoding="utf-8"))):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.add(slug if slug not in seen else f"{slug}-{seen[slug]}")
        seen[slug] = seen.get(slug, 0) + 1
    return frozenset(found)


def test_a_link_that_leads_nowhere_is_seen() -> None:
    page = ROOT / "README.md"
    assert trouble(page, "docs/no-such-page.md")
    assert trouble(page, "README.md#no-such-heading")
    assert trouble(page, "../elsewhere.md")
    assert not trouble(page, "README.md#run-the-valuation")
