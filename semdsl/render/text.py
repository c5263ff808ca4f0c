"""Tables for a terminal: nothing is cut off; what is too wide is set in blocks below each other."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from textwrap import wrap

from semdsl.diagnostics.text import PLAIN, Paint
from semdsl.render.reports import Table

_GAP = "  "
_INDENT = "  "
_WIDEST_HEAD = 18


def text_of(table: Table, width: int, paint: Paint = PLAIN) -> str:
    """*table* set in lines of at most *width* columns, where one column of numbers fits; ends with a line end."""
    heads = [_head(name) for name in table.columns]
    deep = max(map(len, heads), default=1)
    stubs = [*[""] * deep, *(_INDENT * row.depth + row.stub for row in table.rows)]
    rows = [row.texts for row in table.rows]
    columns = [
        [""] * (deep - len(head)) + head + [texts[at] if texts else "" for texts in rows]
        for at, head in enumerate(heads)
    ]
    lines = [paint("strong", table.title)]
    if table.measure:
        lines.append(table.measure)
    for block in _blocks(columns, display_width(max(stubs, key=display_width)), width):
        lines += ["", *_set(stubs, block, deep)]
    if table.source:
        lines += ["", f"{table.words.source}: {table.source}"]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(name: str) -> list[str]:
    """*name* of a column in short lines; a unit in brackets has one of its own."""
    title, bracket, unit = name.partition(" (")
    return wrap(title, _WIDEST_HEAD, break_long_words=False) + [f"({unit}"] * bool(bracket) or [""]


def display_width(text: str) -> int:
    """Columns that *text* takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _blocks(columns: Sequence[list[str]], stub: int, width: int) -> list[Sequence[list[str]]]:
    """*columns* in as few runs as fit into *width* beside a stub of *stub* columns, and as equal as they may be."""
    sizes = [len(_GAP) + max(map(display_width, column)) for column in columns]
    fewest = len(_runs(sizes, stub, width, len(sizes)))
    at_least = -(-len(sizes) // max(fewest, 1))
    candidates = range(at_least, len(sizes))
    place = bisect_left(candidates, -fewest, key=lambda most: -len(_runs(sizes, stub, width, most)))
    runs = _runs(sizes, stub, width, at_least + place)
    return [columns[run.start : run.stop] for run in runs]


def _runs(sizes: Sequence[int], stub: int, width: int, most: int) -> list[range]:
    """Positions of *sizes* in runs of at least one and at most *most*, each no wider than *width* if it can be."""
    runs: list[range] = []
    start, used = 0, stub
    for at, size in enumerate(sizes):
        if at > start and (used + size > width or at - start >= most):
            runs.append(range(start, at))
            start, used = at, stub
        used += size
    return [*runs, range(start, len(sizes))] if sizes else runs


def _set(stubs: Sequence[str], columns: Sequence[Sequence[str]], deep: int) -> Iterator[str]:
    """The lines of one block: the head of *deep* lines, a rule, the rows."""
    stub = max(map(display_width, stubs))
    widths = [max(map(display_width, column)) for column in columns]
    for at, text in enumerate(stubs):
        cells = (_GAP + _right(column[at], size) for column, size in zip(columns, widths, strict=True))
        yield text + " " * (stub - display_width(text)) + "".join(cells)
        if at == deep - 1:
            yield "─" * (stub + sum(size + len(_GAP) for size in widths))


def _right(text: str, width: int) -> str:
    return " " * (width - display_width(text)) + text
