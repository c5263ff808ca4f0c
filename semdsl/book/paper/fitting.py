"""What fits on a page: the columns of every table, in points, so that nothing is cut off in any medium.

A table that is wider than a page has smaller letters, then a page on its side, and then comes in parts, each with the
first column. Widths are reckoned from letters, for the widest of the fonts in which the media set them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from semdsl.book.paper.document import Block, Inlines, Remark, Table, TableRow, Turned, text_of

WIDTH, TURNED_WIDTH = 160.0, 247.0
"""Of the text of a page of A4, upright and on its side, in millimetres."""
_POINTS = 72 / 25.4
_GAP = 9.0
_LEAST, _MOST = 70.0, 170.0
"""Of a first column with figures to its right."""


@dataclass(frozen=True, slots=True)
class _Size:
    """A size of letters, and how wide a letter is, a digit or a dense one."""

    dense: bool
    letter: float


_PLAIN, _DENSE = _Size(dense=False, letter=4.9), _Size(dense=True, letter=4.0)


def fitted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """*blocks* with the columns of their tables; what follows each other on its side is together."""
    found: list[Block] = []
    for block in (one for own in blocks for one in _fitted(own)):
        last = found[-1] if found else None
        if isinstance(block, Turned) and isinstance(last, Turned):
            found[-1] = Turned((*last.blocks, *block.blocks))
        else:
            found.append(block)
    return tuple(found)


def _fitted(block: Block) -> Iterator[Block]:
    match block:
        case Table(figures=True) if len(block.heads) > 1:
            yield from _figures(block)
        case Table():
            yield replace(block, widths=_words(block))
        case Remark(label=label, blocks=inner):
            yield Remark(label, fitted(inner))
        case _:
            yield block


# ── Figures ───────────────────────────────────────────────────────────────────────────────────────


def _figures(table: Table) -> Iterator[Block]:
    for size, room in ((_PLAIN, WIDTH), (_DENSE, WIDTH), (_DENSE, TURNED_WIDTH)):
        widths = _columns(table, size, room * _POINTS)
        if widths:
            made = replace(table, widths=widths, dense=size.dense)
            yield made if room == WIDTH else Turned((made,))
            return
    yield from (part for half in _halves(table) for part in _figures(half))


def _columns(table: Table, size: _Size, room: float) -> tuple[float, ...]:
    """How wide the columns are, none if they have no room: no figure is broken, and the first column wraps."""
    others = [_longest(table, at) * size.letter + _GAP for at in range(1, len(table.heads))]
    wanted = max((len(text_of(row.cells[0])) for row in table.rows if len(row.cells) > 1), default=0)
    word = max((_word(row.cells[0]) for row in table.rows if len(row.cells) > 1), default=0)
    first = min(wanted * size.letter * 1.1 + _GAP, _MOST)
    least = max(min(first, _LEAST), word * size.letter * 1.1 + _GAP)
    left = room - sum(others)
    if left < least and len(table.heads) > 2:
        return ()
    return (min(max(first, least), max(left, least)), *others)


def _longest(table: Table, at: int) -> int:
    """How many letters of a column stay together: those of a figure, and those of a word of its head."""
    cells = (len(text_of(row.cells[at])) for row in table.rows if at < len(row.cells))
    return max((*cells, _word(table.heads[at])), default=1)


def _word(parts: Inlines) -> int:
    return max(map(len, text_of(parts).split()), default=1)


def _halves(table: Table) -> Iterator[Table]:
    """*table* in two, each with its first column."""
    middle = 1 + math.ceil((len(table.heads) - 1) / 2)
    for chosen in (range(1, middle), range(middle, len(table.heads))):
        rows = (
            replace(row, cells=(row.cells[0], *(row.cells[at] for at in chosen if at < len(row.cells))))
            for row in table.rows
        )
        heads = (table.heads[0], *(table.heads[at] for at in chosen))
        yield replace(table, heads=heads, rows=tuple(rows))


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────


def _words(table: Table) -> tuple[float, ...]:
    """Columns of words: as wide as what is in them is long, and than the longest word if there is room."""
    lines = (TableRow(table.heads), *(row for row in table.rows if len(row.cells) > 1))
    room = WIDTH * _POINTS
    weights, least = [], []
    for at in range(len(table.heads)):
        texts = [row.cells[at] for row in lines if at < len(row.cells)]
        most = max(len(text_of(text)) for text in texts)
        mean = sum(len(text_of(text)) for text in texts) / len(texts)
        weights.append(math.sqrt(1 + mean * most))
        least.append(min(max(map(_word, texts)) * _PLAIN.letter + _GAP, room / len(table.heads)))
    free = room - sum(least)
    whole = sum(weights)
    return tuple(own + free * weight / whole for own, weight in zip(least, weights, strict=True))
