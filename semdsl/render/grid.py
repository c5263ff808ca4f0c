"""A small table of texts for a terminal: the first column to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.render.text import display_width

_GAP = "  "


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """The lines of a table: *heads*, a rule, *rows*; the first *left* columns stand to the left."""
    columns = [[head, *(row[at] for row in rows)] for at, head in enumerate(heads)]
    widths = [max(map(display_width, column)) for column in columns]
    lines = [_line(row, widths, left) for row in (heads, *rows)]
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    return [lines[0], rule, *lines[1:]]


def _line(row: Sequence[str], widths: Sequence[int], left: int) -> str:
    cells = [
        text + " " * (width - display_width(text))
        if at < left
        else " " * (width - display_width(text)) + text
        for at, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(cells).rstrip()
