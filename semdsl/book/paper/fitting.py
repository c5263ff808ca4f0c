"""What fits on a page: the columns of every table, in points, so that nothing is cut off in any medium.

A table that is wider than a page has smaller letters, then a page on its side, and then comes in parts, each with the
first column. Widths are reckoned from letters, for the widest of the fonts in which the media set them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from semdsl.book.paper.document import (
    Block,
    Heading,
    Inlines,
    Paragraph,
    Remark,
    Table,
    TableRow,
    Turned,
    text_of,
)

WIDTH, TURNED_WIDTH = 160.0, 247.0
"""Of the text of a page of A4, upright and on its side, in millimetres."""
_POINTS = 72 / 25.4
_GAP = 8.5
_LEAST, _MOST = 70.0, 170.0
"""Of a first column with figures to its right."""
_RAGGED = 1.2
"""How much longer a text is in lines of words than in half a line each."""
_INSET = 10.0
"""Of the first cell of a line within a group."""
_FEW = 16
"""Lines of a table that comes in parts on the page rather than on a page on its side."""
_NARROW, _WIDE = frozenset(",.:;·|()[]!' iljtf"), frozenset("MWmw%@—–−")
_STRONG = 1.12


@dataclass(frozen=True, slots=True)
class _Size:
    """A size of letters, and how wide a digit is."""

    dense: bool
    digit: float

    def of(self, text: str, *, strong: bool = False) -> float:
        """About how wide *text* is, rather more than less."""
        digits = sum(
            0.5 if one in _NARROW else 1.6 if one in _WIDE else 1.25 if one.isupper() else 1 for one in text
        )
        return digits * self.digit * (_STRONG if strong else 1)

    def word(self, parts: Inlines, *, strong: bool = False) -> float:
        """How wide the longest word is."""
        return max((self.of(word, strong=strong) for word in text_of(parts).split()), default=0.0)


_PLAIN, _DENSE = _Size(dense=False, digit=4.75), _Size(dense=True, digit=3.95)


def fitted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """*blocks* with the columns of their tables; what follows each other on its side is together, and has its heads."""
    found: list[Block] = []
    for block in (one for own in blocks for one in _fitted(own)):
        if isinstance(block, Turned):
            inner = (*_heads_from(found), *block.blocks)
            last = found.pop() if found and isinstance(found[-1], Turned) else None
            block = Turned((*last.blocks, *inner) if isinstance(last, Turned) else inner)
        found.append(block)
    return tuple(found)


def _heads_from(blocks: list[Block]) -> tuple[Block, ...]:
    """The heads at the end of *blocks*, which are taken away there."""
    at = len(blocks)
    while at and _is_head(blocks[at - 1]):
        at -= 1
    heads = tuple(blocks[at:])
    del blocks[at:]
    return heads


def _is_head(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.kept)


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
    sizes = [(_PLAIN, WIDTH), (_DENSE, WIDTH), (_DENSE, TURNED_WIDTH)]
    for size, room in sizes[:2] if len(table.rows) <= _FEW else sizes:
        widths = _columns(table, size, room * _POINTS)
        if widths:
            made = replace(table, widths=widths, dense=size.dense)
            yield made if room == WIDTH else Turned((made,))
            return
    yield from (part for half in _halves(table) for part in _figures(half))


def _columns(table: Table, size: _Size, room: float) -> tuple[float, ...]:
    """How wide the columns are, none if they have no room: no figure is broken, and the first column wraps."""
    others = [_longest(table, at, size) + _GAP for at in range(1, len(table.heads))]
    rows = [row for row in table.rows if len(row.cells) > 1]
    word = max(
        size.word(table.heads[0], strong=True),
        *(size.word(row.cells[0], strong=True) + _inset(row) for row in rows),
    )
    wanted = max((size.of(text_of(row.cells[0]), strong=True) + _inset(row) for row in rows), default=0.0)
    least = max(min(wanted, _LEAST), word) + _GAP
    left = room - sum(others)
    if left < least and len(table.heads) > 2:
        return ()
    first = min(max(min(wanted, _MOST) + _GAP, least), max(left, least))
    return (first, *_wider(table, size, others, room - first))


def _wider(table: Table, size: _Size, widths: Sequence[float], room: float) -> Iterator[float]:
    """*widths* of the columns after the first, with what is left of *room* for heads of more than two lines."""
    heads = (size.of(text_of(head), strong=True) / 2 * _RAGGED + _GAP for head in table.heads[1:])
    wanted = [max(0.0, head - width) for head, width in zip(heads, widths, strict=True)]
    free = max(0.0, room - sum(widths))
    share = min(1.0, free / sum(wanted)) if any(wanted) else 0.0
    yield from (width + own * share for width, own in zip(widths, wanted, strict=True))


def _inset(row: TableRow) -> float:
    return _INSET if row.style == "inner" else 0.0


def _longest(table: Table, at: int, size: _Size) -> float:
    """How wide what stays together in a column is: a figure, and a word of its head."""
    cells = (
        size.of(text_of(row.cells[at]), strong=row.style == "total")
        for row in table.rows
        if at < len(row.cells)
    )
    return max((*cells, size.word(table.heads[at], strong=True)), default=1.0)


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
        least.append(min(max(map(_PLAIN.word, texts)) + _GAP, room / len(table.heads)))
    free = room - sum(least)
    whole = sum(weights)
    return tuple(own + free * weight / whole for own, weight in zip(least, weights, strict=True))
