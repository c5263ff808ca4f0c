"""The book as one file: everything in it, nothing from elsewhere, and every link to its place."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest

from semdsl.book.build import Wanted, book_files
from semdsl.book.pages import File
from semdsl.book.single import single_file
from tests.book.support import book_of_model, run_of_model
from tests.book.test_pages import PAYLOADS, hostile

FLAGSHIP = "sem.sem"


@cache
def flagship() -> Element:
    """The file of the flagship in Spanish, read once: a reader of HTML takes seconds for it."""
    pages = book_of_model(FLAGSHIP)
    own = [
        File(name.removeprefix("es/"), content) for name, content in pages.items() if name.startswith("es/")
    ]
    return tree(single_file(own, "sem.html").content)


def tree(content: bytes) -> Element:
    return html5lib.parse(content, namespaceHTMLElements=False)  # type: ignore[no-any-return]


def attributes(root: Element, *names: str) -> Iterator[str]:
    for node in root.iter():
        yield from (node.attrib[name] for name in names if name in node.attrib)


def test_every_anchor_is_one_and_every_link_leads_to_one() -> None:
    root = flagship()
    anchors = Counter(attributes(root, "id"))
    assert max(anchors.values()) == 1
    links = list(attributes(root, "href", "data-to"))
    assert len(links) > 5000
    other = {link for link in links if not link.startswith("#")}
    around = {unquote(link.removeprefix("?at=%23")) for link in other if link.startswith("?at=")}
    assert len(around) > 300
    assert around <= set(anchors)
    assert {link for link in other if not link.startswith("?at=")} == {"../en/sem.html"}
    assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)
    for value in attributes(root, "aria-labelledby", "aria-controls"):
        assert set(value.split()) <= set(anchors)
    patterns = {found for value in attributes(root, "fill") for found in re.findall(r"url\(#(.*)\)", value)}
    assert patterns
    assert patterns <= set(anchors)


def test_anchors_are_those_of_the_pages_where_only_one_page_has_them() -> None:
    root = flagship()
    pages = {own.attrib["id"]: own for own in root.iter("section") if own.attrib.get("class") == "page"}
    assert next(iter(pages)) == "index"
    assert {
        name.removeprefix("es/").removesuffix(".html")
        for name in book_of_model(FLAGSHIP)
        if re.match(r"es/.*\.html", name)
    } == set(pages)
    home = next(name for name, page in book_of_model(FLAGSHIP).items() if b' id="payg"' in page)
    own = pages[home.removeprefix("es/").removesuffix(".html")]
    assert any(node.attrib.get("id") == "payg" for node in own.iter())


def test_nothing_is_taken_from_elsewhere_and_only_what_is_in_it_runs() -> None:
    root = flagship()
    policy = next(
        node.attrib["content"]
        for node in root.iter("meta")
        if "content" in node.attrib and "http-equiv" in node.attrib
    )
    inline = {kind: [node.text or "" for node in root.iter(kind)] for kind in ("style", "script")}
    assert [len(inline["style"]), len(inline["script"])] == [1, 4]
    for kind, texts in inline.items():
        hashes = " ".join(f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in texts)
        assert f"{kind}-src {hashes};" in policy
    assert "unsafe" not in policy
    assert not list(attributes(root, "src", "style", "onclick", "onload"))
    assert not list(root.iter("link"))
    assert set(re.findall(r"url\((.{6})", inline["style"][0])) == {'"data:'}


def test_the_search_leads_to_places_of_the_file() -> None:
    root = flagship()
    anchors = set(attributes(root, "id"))
    records = next(node.text or "" for node in root.iter("script") if "bookIndex" in (node.text or "")[:40])
    links = re.findall(r'^"#([^"]*)"', records, re.MULTILINE)
    assert len(links) > 500
    assert set(links) <= anchors
    assert ".html" not in records


@pytest.mark.parametrize(
    "payload", [*PAYLOADS, "</script><script>alert(1)</script>", ' href="index.html" id="payg"']
)
def test_no_text_is_a_tag_or_an_attribute(payload: str) -> None:
    """A file of hostile texts has the elements and the attributes of one of harmless ones."""

    def shape(text: str) -> Counter[tuple[str, ...]]:
        made = book_files(hostile(text), Wanted(("en",), single=True)).value[0].content
        return Counter((str(node.tag), *sorted(node.attrib)) for node in tree(made).iter())

    found, plain = shape(payload), shape("words")
    marks = {("code",), ("em",), ("strong",)}
    beside = {(f"{{http://www.w3.org/1998/Math/MathML}}{tag}",) for tag in ("mmultiscripts", "mprescripts")}
    assert set(found) - set(plain) <= marks | beside
    assert found["script",] == plain["script",] == 4


def test_the_same_model_is_the_same_file_and_some_formulas_are_one_too() -> None:
    run = run_of_model("term_life.sem")
    name = next(iter(run.checked.model.quantities))
    first = book_files(run, Wanted(("es",), (name,), single=True)).value
    assert first == book_files(run, Wanted(("es",), (name,), single=True)).value
    assert [file.name for file in first] == ["term_life.html", "manifest.json"]
