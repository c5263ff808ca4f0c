"""What the page of dependencies says: which chapter reads which, and what each name reads."""

from __future__ import annotations

import json
import re

from semdsl.book.drawing import Box, drawn
from tests.book.support import book_of_model, pages_of, run_of

MODEL = """\
model two "Two files"
    language en

time year = 2025..2027

assumption growth "Growth" : ratio = 2%

cost expense[year] "Expense" : MXN = 100 MXN * (1 + growth)^(year - 2025)

include "part.sem"
"""
PART = """\
part part "A part"

variable doubled[year] "Doubled" : MXN = 2 * expense
variable more[year] "More" : MXN = doubled + expense * growth
"""


def pages() -> dict[str, bytes]:
    return pages_of(run_of(MODEL, {"part.sem": PART}), "en")


def test_a_square_counts_what_each_chapter_reads_of_each() -> None:
    """`expense` reads `growth`; the part reads both, and one of its own."""
    page = pages()["dependencies.html"].decode("utf-8")
    square = page[page.index('class="figures matrix"') :]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", square, re.DOTALL)
    counts = [re.findall(r"<td[^>]*>(\d*)</td>", row) for row in rows]
    assert counts == [["1", ""], ["2", "1"]]
    assert "A part ← Two files: 2" in square


def test_the_script_lists_what_each_declaration_reads() -> None:
    files = pages()
    index = json.loads(files["search-index.js"].decode("ascii").removeprefix("window.bookIndex = ")[:-2])
    needs = json.loads(files["needs.js"].decode("ascii").removeprefix("window.bookNeeds = ")[:-2])
    names = [record[1] for record in index[: len(needs)]]
    reads = {name: [names[at] for at in own] for name, own in zip(names, needs, strict=True)}
    assert sorted(reads["expense"]) == ["growth"]
    assert sorted(reads["more"]) == ["doubled", "expense", "growth"]
    assert reads["growth"] == []


def test_a_formula_leads_to_what_is_around_it() -> None:
    page = book_of_model("sem.sem")["en/chapter-financing.html"].decode("utf-8")
    assert 'href="dependencies.html?at=chapter-financing.html%23payg"' in page


def test_a_line_that_leads_back_stays_within_the_drawing() -> None:
    """Two that need each other: the way back swings out, and the drawing has room for it on either side."""
    boxes = [Box("a", "a", "#a", "a"), Box("b", "b", "#b", "b")]
    ring = drawn(boxes, {"a": ["b"], "b": ["a"]}, "ring").attributes
    line = drawn(boxes, {"b": ["a"]}, "line").attributes
    assert float(ring["width"]) >= float(line["width"]) + 50
    assert float(ring["viewBox"].split()[0]) < -20
