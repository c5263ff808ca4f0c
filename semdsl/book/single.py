"""The pages of the book as one: each a section of a document that holds its style, its script and its fonts.

The pages are taken as they were written. Text is escaped in them, so a `<` begins a tag and nothing else, and what is
between quotes in a tag is an attribute; an anchor that several pages have gets the name of its page before it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape

from jinja2.utils import url_quote

from semdsl.book.pages import INDEX, File

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ID = re.compile(r' id="([^"]*)"')
_PLACE = re.compile(
    r' (id|href|data-to|aria-labelledby|aria-controls|aria-describedby|fill|for|list|popovertarget)="([^"]*)"'
)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_SCRIPT = re.compile(r'<script src="([^"]*)"(?: defer)?></script>\n?')
_FONT = re.compile(r'url\("([^"]*)"\)')
_HERE = re.compile(r' aria-current="page"')
_ASKED = re.compile(r"dependencies\.html\?at=([^#&]*)")
"""A link to what is around a name, which a script then shows."""
_BEGIN, _END = '<main id="text">', "</main>"
_RECORDS = b"window.bookIndex = "
_MORE = """
html { scroll-behavior: auto; }
.page + .page { margin-top: 4rem; border-top: 1px solid var(--rule); padding-top: 2rem; }
.page .turn { display: none; }
@media print { .page + .page { break-before: page; border: 0; } }
"""


def single_file(files: Iterable[File], name: str) -> File:
    """*files*, which are those of a book in one language, as the one file *name*."""
    found = {file.name: file.content for file in files}
    pages = {own: content.decode("utf-8") for own, content in found.items() if own.endswith(".html")}
    before, _, rest = pages[INDEX].partition(_BEGIN)
    after = rest.partition(_END)[2]
    kept = {"text", "tip", *_ids(before), *_ids(after)}
    anchors = _anchors({own: _main(text) for own, text in pages.items()}, kept)
    places = _Places(name, anchors, {url_quote("#".join(place)): named for place, named in anchors.items()})
    sections = (
        f'<section class="page" id="{_slug(own)}">{places.moved(_main(text), own)}</section>'
        for own, text in pages.items()
    )
    shell = _HERE.sub("", places.moved(before, INDEX)), places.moved(after, INDEX)
    whole = f"{shell[0]}{_BEGIN}\n" + "\n".join(sections) + f"\n{_END}{shell[1]}"
    scripts = dict.fromkeys(script for text in pages.values() for script in _SCRIPT.findall(text))
    return File(name, _whole(whole, list(scripts), found, places).encode("utf-8"))


def _main(page: str) -> str:
    return page.partition(_BEGIN)[2].partition(_END)[0]


def _slug(page: str) -> str:
    return page.removesuffix(".html")


def _anchors(mains: Mapping[str, str], frame: set[str]) -> dict[tuple[str, str], str]:
    """What the anchors of each page are called in one document, by the page and the anchor; '' is the page itself.

    Those of *frame* are around the pages, and no page has them.
    """
    own = {page: _ids(text) for page, text in mains.items()}
    often = Counter(anchor for anchors in own.values() for anchor in anchors)
    kept = {*map(_slug, mains), *frame}
    taken = kept | set(often)
    anchors = {(page, ""): _slug(page) for page in mains}
    for page, listed in own.items():
        for anchor in listed:
            alone = often[anchor] == 1 and anchor not in kept
            named = anchor
            while not alone and named in taken:
                named = f"{_slug(page)}-{named}"
            taken.add(named)
            anchors[page, anchor] = named
    return anchors


def _ids(text: str) -> list[str]:
    return [unescape(found[1]) for tag in _TAG.finditer(text) for found in _ID.finditer(tag[0])]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything is in the one file, which is called ``name``: by page and anchor, and as a link asks for it."""

    name: str
    anchors: Mapping[tuple[str, str], str] = field(repr=False)
    asked: Mapping[str, str] = field(repr=False)

    def moved(self, text: str, page: str) -> str:
        """*text*, of *page*, with its anchors and its links as they are here."""

        def attribute(found: re.Match[str]) -> str:
            return f' {found[1]}="{escape(self.attribute(found[1], unescape(found[2]), page))}"'

        return _TAG.sub(lambda tag: _PLACE.sub(attribute, tag[0]), text)

    def attribute(self, name: str, value: str, page: str) -> str:
        match name:
            case "href" | "data-to":
                return self.link(value, page)
            case "fill":
                inner = value.removeprefix("url(#").removesuffix(")")
                return value if inner == value else f"url(#{self.anchors.get((page, inner), inner)})"
            case _:
                return " ".join(self.anchors.get((page, one), one) for one in value.split())

    def link(self, target: str, page: str) -> str:
        """Where *target*, a link of *page*, leads: within the file, or to that in another language."""
        asked = _ASKED.fullmatch(target)
        if asked:
            return f"?at={url_quote(f'#{self.asked[asked[1]]}')}"
        there, sign, anchor = target.partition("#")
        if there.startswith("../") and there.endswith(f"/{INDEX}"):
            return f"{there.removesuffix(INDEX)}{self.name}"
        named = self.anchors.get((there or page, anchor))
        return f"#{named}" if named is not None and (there or sign) else target


# ── What pages take from files beside them ────────────────────────────────────────────────────────


def _whole(text: str, named: Sequence[str], files: Mapping[str, bytes], places: _Places) -> str:
    """*text* with its style and the scripts *named*, and a policy that lets these, by their hashes, and no others."""
    styles = [
        _FONT.sub(lambda font: f'url("{_data(files[font[1]])}")', files[own].decode("utf-8")) + _MORE
        for own in _STYLE.findall(text)
    ]
    scripts = [_script(own, files[own], places) for own in named]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    waiting = iter(styles)
    text = _STYLE.sub(lambda _: f"<style>{next(waiting)}</style>", _SCRIPT.sub("", text))
    text = _POLICY.sub(lambda found: f"{found[1]}{escape(policy, quote=False)}{found[2]}", text)
    head, end, tail = text.rpartition("</body>")
    return f"{head}{''.join(f'<script>{own}</script>{chr(10)}' for own in scripts)}{end}{tail}"


def _data(font: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(font).decode('ascii')}"


def _script(name: str, content: bytes, places: _Places) -> str:
    """A script as it stands in a page: the index leads to where things are here, and no text in it ends it."""
    if not content.startswith(_RECORDS):
        return content.decode("utf-8")
    records = json.loads(content.removeprefix(_RECORDS).rstrip(b";\n"))
    moved = [[places.link(part, name) if _leads(part, places) else part for part in one] for one in records]
    return f"{_RECORDS.decode()}{json.dumps(moved, indent=0)};\n".replace("<", "\\u003c")


def _leads(part: object, places: _Places) -> bool:
    page, _, anchor = part.partition("#") if isinstance(part, str) else ("", "", "")
    return (page, anchor) in places.anchors


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(_hashed(texts)) or "'none'"


def _hashed(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
