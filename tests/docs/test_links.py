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
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
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
    if anchor and not (anchor in anchors(target) if target.suffix == ".md" else has_line(target, anchor)):
        return "no heading"
    return ""


def has_line(target: Path, anchor: str) -> bool:
    """Whether *anchor*, as `L12`, is a line of the file *target*, and one that is not empty."""
    number = re.fullmatch(r"L([1-9]\d*)", anchor)
    lines = target.read_text(encoding="utf-8").splitlines() if number else []
    return number is not None and int(number[1]) <= len(lines) and lines[int(number[1]) - 1].strip() != ""


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of the headings of *page*, spelt as the usual renderers of Markdown do, and those written out."""
    seen: dict[str, int] = {}
    text = without_blocks(page.read_text(encoding="utf-8"))
    found = set(_ANCHOR.findall(text))
    for heading in _HEADING.findall(text):
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
    assert trouble(page, "pyproject.toml#L100000")
    assert trouble(page, "pyproject.toml#first")
    assert not trouble(page, "README.md#run-the-valuation")
    assert not trouble(page, "pyproject.toml#L1")
