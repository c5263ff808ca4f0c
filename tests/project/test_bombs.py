"""Files made to cost time or memory end in a finding or a table, in time and memory in proportion to their size.

Counted in lines of Python run, not in seconds, so that a slow machine proves the same.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from semdsl.project.csvfile import LONGEST_FIELD, MOST_COLUMNS
from semdsl.project.reading import MOST_LINES
from semdsl.semantics.model import Axis

SIZE = 10_000

BOMBS: dict[str, Callable[[int], str]] = {
    "columns": lambda n: "year,sex,value" + ",x" * n,
    "separators in a row": lambda n: "year,sex,value\n" + "," * n + "x",
    "quotation marks": lambda n: "year,sex,value\n" + '"' * (n + 1),
    "doubled quotation marks": lambda n: 'year,sex,value\n"' + '""' * n,
    "open quotation, then lines": lambda n: 'year,sex,value\n"' + "a\n" * n,
    "one quoted field a line": lambda n: "value\n" + '"x"\n' * n,
    "quoted line ends": lambda n: 'year,sex,value\n"' + "\n" * n + '",male,1\n',
    "blank lines": lambda n: "year,sex,value\n" + "\n" * n,
    "blanks": lambda n: "year,sex,value\n" + " " * n + "x,male,1",
    "blanks before a quotation mark": lambda n: "year,sex,value\n" + " " * n + '"2005",male,1',
    "one long line": lambda n: "x" * n,
    "one long label": lambda n: f"year,sex,value\n{'9' * n},male,1\n",
    "one long figure": lambda n: f"year,sex,value\n2005,male,{'1' * n}\n",
    "labels all different": lambda n: "year,sex,value\n" + "".join(f"2005,x{k},1\n" for k in range(n)),
    "figures all different words": lambda n: (
        "year,sex,value\n" + "".join(f"2005,male,x{k}\n" for k in range(n))
    ),
    "figures that may be separated": lambda n: "year,sex,value\n" + f"2005,male,{' 1' * 19}x\n" * n,
    "the same row again": lambda n: "year,sex,value\n" + "2005,male,1\n" * n,
    "ragged rows": lambda n: "year,sex,value\n" + "2005,male\n" * n,
    "accents on one letter": lambda n: f"year,sex,value\n2005,ma{chr(0x301) * n}le,1\n",
    "long words near a label": lambda n: "year,sex,value\n" + f"2005,{'female' * (n // 6)},1\n",
    "exponents": lambda n: "year,sex,value\n" + f"2005,male,1e{'9' * 37}\n" * n,
}


def cost(work: Callable[[], object]) -> int:
    """Lines of Python that *work* runs, those of comprehensions and C functions aside."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", BOMBS)
def test_work_grows_no_faster_than_the_file(reading, name: str) -> None:
    """A file of twice the size takes at most about twice the lines."""
    small, large = BOMBS[name](SIZE // 10), BOMBS[name](SIZE // 5)
    first, second = cost(lambda: reading(small)), cost(lambda: reading(large))
    assert second < 2.2 * first + 2_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_large_file_ends_in_few_findings_and_little_memory(reading, name: str) -> None:
    text = BOMBS[name](SIZE * 5)
    tracemalloc.start()
    try:
        outcome = reading(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0 < len(outcome.diagnostics) <= 4
    assert all(len(found.labels) <= 4 for found in outcome.diagnostics)
    assert all(
        len(found.message) + len(found.help) + sum(map(len, found.notes)) < 2_000
        for found in outcome.diagnostics
    )
    assert most < 40 * len(text) + 10_000_000


@pytest.mark.parametrize(
    ("columns", "code"), [(MOST_COLUMNS, "missing-column"), (MOST_COLUMNS + 1, "broken-table")]
)
def test_the_limit_of_columns(reading, columns: int, code: str) -> None:
    found = reading(",".join(f"c{number}" for number in range(columns))).diagnostics
    assert {one.code for one in found} == {code}


def test_300_000_columns(reading) -> None:
    text = ",".join(f"c{number}" for number in range(300_000)) + "\n" + ",".join("1" * 300_000)
    found = reading.fault(text)
    assert found.message == "`data/users.csv` has 300,000 columns"


@pytest.mark.parametrize(
    ("length", "code"), [(LONGEST_FIELD, "missing-cell"), (LONGEST_FIELD + 1, "broken-table")]
)
def test_the_limit_of_a_quoted_field(reading, length: int, code: str) -> None:
    """Counted with its quotation marks."""
    assert reading.fault(f'year,sex,value,note\n2005,male,1,"{"x" * (length - 2)}"\n').code == code


@pytest.mark.parametrize(
    ("lines", "code"), [(MOST_LINES, "missing-cell"), (MOST_LINES + 1, "file-too-large")]
)
def test_the_limit_of_lines(reading, lines: int, code: str) -> None:
    assert reading.fault("year,sex,value\n2005,male,1" + "\n" * (lines - 1)).code == code


def test_an_axis_of_100_000_labels_suggests_in_bounded_time(reading_over) -> None:
    labels = tuple(f"code{number}" for number in range(100_000))
    found = reading_over(Axis("grd", "labelled", labels, None, False)).fault("grd,value\ncode1x,1\n")
    assert found.help == "did you mean `code1`, `code10` or `code11`?"
    assert len(found.notes[0]) < 300
