"""G07: no text of a model is a tag, an attribute or an address in a page or a picture, read as a browser reads it."""

from __future__ import annotations

import re
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from semdsl.book.build import Wanted, book_files
from semdsl.book.pages import POLICY
from semdsl.cli.main import main
from semdsl.running import run_tests
from tests.book.support import pages_of, run_of
from tests.trust.gate import Gate
from tests.trust.texts import OF_PAGES, model_with, models, plain, titles, written

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import html5lib

GATE = Gate(
    "G07",
    "No text is a tag, an attribute or an address in a page",
    "{payloads} payloads in {places} places of the book and of the results, {pairs} pairs: 0 elements, attributes, "
    "schemes or links of their own in {pages} pages and pictures",
    {"payloads": 120, "places": 80, "pairs": 9_600},
)
EVERY = 61
SCRIPTS = 4
"""Of a book that is one file."""
POLICIES = {POLICY, "default-src 'none'", "default-src 'none'; style-src 'unsafe-inline'"}
LEADS = ("href", "src", "data-to")
SAID = (
    "class",
    "role",
    "type",
    "rel",
    "http-equiv",
    "content",
    "name",
    "charset",
    "style",
    "scope",
    "lang",
    "hreflang",
)
SHIPPED = re.compile(r"/(book\.css|[\w-]+\.js|[\w.~-]+\.(csv|svg))$")
Shape = tuple[str, tuple[tuple[str, str], ...]]


def made(folder: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Every page and picture of a model: its book in both languages, a few formulas, its results."""
    files = model_with(texts)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    out = folder / "out"
    assert main(["run", str(folder / "model.sem"), "--out", str(out)]) == 0
    results = {
        f"results/{path.relative_to(out)}": path.read_bytes()
        for path in out.rglob("*")
        if path.suffix in (".html", ".svg")
    }
    run = run_of(files.pop("model.sem"), files)
    some = pages_of(run, "es", only=("value", "total", "share", "income"))
    alone = book_files(run, Wanted(("es", "en"), single=True), run_tests(run.checked)).value
    pages = {**pages_of(run, "en", "es"), **results, **{f"some/{name}": page for name, page in some.items()}}
    pages |= {f"alone/{file.name}": file.content for file in alone}
    return {name: page for name, page in pages.items() if name.endswith((".html", ".svg"))}


def trees(pages: Mapping[str, bytes]) -> dict[str, ElementTree.Element]:
    """Pages as a browser reads them, pictures as what they have to be."""
    return {
        name: html5lib.parse(page.decode("utf-8"), namespaceHTMLElements=False)
        if name.endswith(".html")
        else ElementTree.fromstring(page)
        for name, page in pages.items()
    }


def shape(tree: ElementTree.Element) -> set[Shape]:
    """Each element with its attributes; of what leads somewhere the scheme and host, of a word of ours the word."""
    return {(str(node.tag), tuple(sorted(map(_said, node.attrib.items())))) for node in tree.iter()}


def _said(attribute: tuple[str, str]) -> tuple[str, str]:
    name, value = attribute
    if name in LEADS or name.endswith("href"):
        return name, f"{urlsplit(value).scheme}:{urlsplit(value).netloc}"
    return name, re.sub("sha256-[^']*", "sha256-", value) if name in SAID else ""


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ElementTree.Element]:
    """The pages of models with texts that use whatever a text may use, short and long."""
    found = {}
    for at, texts in enumerate((plain(), {}, {slot: f"{slot} {'long ' * 30}" for slot in titles()})):
        pages = trees(made(tmp_path_factory.mktemp("harmless"), texts))
        found |= {f"{at}/{name}": page for name, page in pages.items()}
    return found


def usual(pages: Mapping[str, ElementTree.Element]) -> frozenset[Shape]:
    return frozenset[Shape]().union(*map(shape, pages.values()))


def astray(pages: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    """Links to no place of the same book; a few formulas alone lead to where the whole book has others."""
    places = {name: {node.get("id") for node in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for node in page.iter():
            for key in LEADS:
                link, _, anchor = node.attrib.get(key, "#").partition("#")
                there, _, asked = link.partition("?")
                for leads in ((there, anchor), unquote(asked).removeprefix("at=").partition("#")[::2]):
                    if not is_place(_beside(name, unquote(leads[0])), unquote(leads[1]), places):
                        yield f"{name}: {key}={node.attrib[key]}"


def is_place(page: str, anchor: str, places: Mapping[str, set[str | None]]) -> bool:
    known = places.get(page.replace("some/chapter-", "es/chapter-"))
    if known is None:
        return not anchor and SHIPPED.search(page) is not None
    return not anchor or anchor in known


def _beside(page: str, link: str) -> str:
    parts = page.split("/")[:-1]
    for part in link.split("/") if link else ():
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts) if link else page


def test_the_gate_sees_what_it_is_to_see(harmless: Mapping[str, ElementTree.Element]) -> None:
    """A page with one thing too many differs in its shape, and a link that leads away is seen."""
    known = usual(harmless)
    for text in (
        "<script>x</script>",
        "<b>x</b>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<a href=//x.invalid>",
        "<!-- x -->",
        "<p style=x:y>",
        "<p class=x>",
    ):
        assert not shape(html5lib.parse(text, namespaceHTMLElements=False)) <= known, text
    page = html5lib.parse("<a href='elsewhere.html'>x</a>", namespaceHTMLElements=False)
    assert list(astray({"en/x.html": page})) == ["en/x.html: href=elsewhere.html"]


def text_of(pages: Mapping[str, ElementTree.Element]) -> str:
    return " ".join("".join(page.itertext()) for page in pages.values())


def test_every_place_is_on_some_page(harmless: Mapping[str, ElementTree.Element]) -> None:
    shown = text_of(harmless)
    assert {slot for slot in titles() if f"{slot} plain" not in shown} == NOT_SHOWN | {"another symbol"}


NOT_SHOWN = {"comment", "cell", "test note", "scenario note", "note of use"}


def is_held_by_its_policy(page: ElementTree.Element) -> None:
    """One of the known policies, and no script in the page; or one that lets by the scripts in it by their hashes."""
    policies = [node.get("content") or "" for node in page.iter("meta") if node.get("http-equiv")]
    assert len(policies) == 1
    own = [node.text for node in page.iter("script") if node.text]
    if policies[0] in POLICIES:
        assert own == []
        return
    assert policies[0].startswith("default-src 'none'; ")
    assert not re.search("unsafe|https?:|[*]", policies[0])
    hashes = {b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") for text in own}
    assert set(re.findall("sha256-([^']*)", policies[0].partition("script-src")[2])) == hashes
    assert len(own) == SCRIPTS


def attack(folder: Path, texts: Mapping[str, str], known: frozenset[Shape]) -> int:
    """How many pages the model with *texts* has; none of them has anything that no harmless one has."""
    pages = trees(made(folder, texts))
    for name, page in pages.items():
        assert sorted(shape(page) - known) == [], name
        if name.endswith(".html"):
            is_held_by_its_policy(page)
    assert list(astray(pages)) == []
    shown = text_of(pages)
    said = [written(slot, text) for slot, text in texts.items() if "title" in slot and slot not in NOT_SHOWN]
    assert [text for text in said if text not in shown] == []
    return len(pages)


def run_all(tmp_path: Path, harmless: Mapping[str, ElementTree.Element], every: int) -> dict[str, int]:
    known = usual(harmless)
    pages = pairs = 0
    for at, texts in enumerate(models(OF_PAGES, every)):
        folder = tmp_path / str(at)
        folder.mkdir()
        pages += attack(folder, texts, known)
        pairs += len(texts)
    return {"pages": pages, "pairs": pairs, "payloads": len(OF_PAGES), "places": len(titles())}


def test_no_text_is_a_tag(
    tmp_path: Path, harmless: Mapping[str, ElementTree.Element], capsys: pytest.CaptureFixture[str]
) -> None:
    """A sample: a few models, in which every payload stands in some place."""
    run_all(tmp_path, harmless, EVERY)


@pytest.mark.long
def test_no_text_is_a_tag_anywhere(
    tmp_path: Path, harmless: Mapping[str, ElementTree.Element], count: Callable[..., None]
) -> None:
    count(**run_all(tmp_path, harmless, 1))
