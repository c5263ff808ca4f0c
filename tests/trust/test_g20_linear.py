"""G20: reading takes time in proportion to the text: of the whole, of a word, and of a suggestion."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import pytest

from semdsl.diagnostics.suggest import nearest
from semdsl.source import Source
from semdsl.syntax.parse import parse
from semdsl.syntax.scan import scan
from tests.project.test_bombs import cost
from tests.trust.gate import Gate

GATE = Gate(
    "G20",
    "Reading takes time in proportion to the text",
    "35,000 declarations read in {per_line} µs each, the time growing with the power {slope}/100 of the text; "
    "{terminals} hostile texts of 50 kB, the slowest cut into words in {slowest} ms",
    {"terminals": 20},
)
STEEPEST = 1.15
SIZE = 50_000

HOSTILE = {
    "letters": "a" * SIZE,
    "accents": "n\u0303" * (SIZE // 2),
    "points in a name": "a." * (SIZE // 2),
    "points": "." * SIZE,
    "digits": "1" * SIZE,
    "thousands": "1" + ",000" * (SIZE // 4),
    "thousands, then a letter": "1" + ",000" * (SIZE // 4) + "x",
    "points in a number": "1." * (SIZE // 2),
    "underscores": "1_" * (SIZE // 2),
    "exponents": "1e" * (SIZE // 2),
    "blanks": " " * SIZE + "x",
    "line ends": "\n" * SIZE + "x",
    "one quotation mark": '"' + "x" * SIZE,
    "quotation marks": '"' * SIZE,
    "notes that are not closed": '""" ' * (SIZE // 4),
    "other quotes": "“" * SIZE,
    "apostrophes": "'" * SIZE,
    "signs": "=" * SIZE,
    "stars": "*" * SIZE,
    "slashes": "/" * SIZE,
    "comment signs": "#" * SIZE,
    "brackets": "()" * (SIZE // 2),
    "odd characters": "$" * SIZE,
    "hidden characters": "\u200b" * SIZE,
    "percent signs": "%" * SIZE,
    "minus and plus": "+-" * (SIZE // 2),
}


def declarations(number: int) -> str:
    return "".join(f"variable v{at:05} : ratio = y\n" for at in range(number))


def work(text: str) -> int:
    return cost(lambda: scan(Source("m.sem", text), 0, len(text)))


def test_twice_the_declarations_take_twice_the_work() -> None:
    """Counted in lines of Python, so that a slow machine proves the same."""
    parse(Source("m.sem", declarations(1)))
    first, second = (cost(lambda n=number: parse(Source("m.sem", declarations(n)))) for number in (100, 200))
    assert second < 2.1 * first


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_for_a_hostile_text_grows_no_faster_than_the_text(name: str) -> None:
    text = HOSTILE[name]
    assert work(text[: SIZE // 5]) < 2.1 * work(text[: SIZE // 10]) + 1_000


def test_a_suggestion_among_many_names_takes_work_in_proportion() -> None:
    """The words differ in every letter but the last ones, in none that counts early."""
    known = [f"{'n' * 50}_{at:05}" for at in range(2_000)]
    first, second = (cost(lambda n=number: nearest("m" * 56, known[:n])) for number in (1_000, 2_000))
    assert second < 2.1 * first
    assert first < 70 * 1_000


@pytest.mark.long
def test_the_time_of_reading_is_linear(count: Callable[..., None]) -> None:
    parse(Source("m.sem", declarations(100)))
    sizes = (1_000, 10_000, 35_000)
    seconds = []
    for size in sizes:
        source = Source("m.sem", declarations(size))
        best = math.inf
        for _ in range(3):
            began = time.process_time()
            assert parse(source).ok
            best = min(best, time.process_time() - began)
        seconds.append(best)
    slope = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
    assert slope <= STEEPEST, seconds
    count(slope=round(100 * slope), per_line=round(1e6 * seconds[-1] / sizes[-1]))


@pytest.mark.long
def test_a_hostile_text_is_cut_into_words_at_once(count: Callable[..., None]) -> None:
    slowest = 0.0
    for text in HOSTILE.values():
        source = Source("m.sem", text)
        best = math.inf
        for _ in range(3):
            began = time.process_time()
            scan(source, 0, len(text))
            best = min(best, time.process_time() - began)
        slowest = max(slowest, best)
    count(terminals=len(HOSTILE), slowest=round(1_000 * slowest))
    assert slowest < 0.5
