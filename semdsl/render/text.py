"""Tables for a terminal: nothing is cut off; what is too wide is set in blocks below each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from semdsl.render.reports import Table

_GAP = "  "
_INDENT = "  "


def text_of(table: Table, width: int) -> str:
    """*table* set in lines of at most *width* columns, where one column of numbers fits; ends with a line end."""
    stubs = ["", *(_INDENT * row.depth + row.stub for row in table.rows)]
    columns = [
        [name, *(row.texts[at] if row.numbers else "" for row in table.rows)] for at, name in enumerate(table.columns)
    ]
    lines = [table.title]
    if table.unit:
        lines.append(f"{table.words.unit}: {table.unit}")
    for block in _blocks(columns, display_width(max(stubs, key=display_width)), width):
        lines += ["", *_set(stubs, block)]
    if table.source:
        lines += ["", f"{table.words.source}: {table.source}"]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def display_width(text: str) -> int:
    """Columns that *text* takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _blocks(columns: Sequence[list[str]], stub: int, width: int) -> Iterator[list[list[str]]]:
    """*columns* in runs that fit into *width* beside a stub of *stub* columns, at least one in each."""
    block: list[list[str]] = []
    used = stub
    for column in columns:
        needed = len(_GAP) + max(map(display_width, column))
        if block and used + needed > width:
            yield block
            block, used = [], stub
        block.append(column)
        used += needed
    if block:
        yield block


def _set(stubs: Sequence[str], columns: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of one block: the head, a rule, the rows."""
    stub = max(map(display_width, stubs))
    widths = [max(map(display_width, column)) for column in columns]
    for at, text in enumerate(stubs):
        cells = (_GAP + _right(column[at], size) for column, size in zip(columns, widths, strict=True))
        yield text + " " * (stub - display_width(text)) + "".join(cells)
        if at == 0:
            yield "─" * (stub + sum(size + len(_GAP) for size in widths))


def _right(text: str, width: int) -> str:
    return " " * (width - display_width(text)) + text
