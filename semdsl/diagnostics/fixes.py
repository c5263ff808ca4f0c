"""Fixes put together: which of them can be written at once, and where places are after that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from semdsl.diagnostics.model import Diagnostic, Edit
from semdsl.source import Source


def edits_of(found: Iterable[Diagnostic]) -> tuple[Edit, ...]:
    """The edits of all fixes of *found*."""
    return tuple(edit for one in found if one.fix for edit in one.fix.edits)


def apart(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those of *found* whose fixes do not touch one another: of two that do the first stays."""
    chosen: list[Diagnostic] = []
    taken: list[Edit] = []
    for one in found:
        own = edits_of((one,))
        if own and not any(_touch(edit, other) for edit in own for other in taken):
            chosen.append(one)
            taken += own
    return tuple(chosen)


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same place, or would stand side by side in an order that nothing settles."""
    left, right = one.span, other.span
    return left.source is right.source and left.start <= right.end and right.start <= left.end


def mended(text: str, edits: Sequence[Edit]) -> str:
    """*text* with *edits* made in it, which are apart."""
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def moved(source: Source, offset: int, edits: Iterable[Edit]) -> int:
    """Where what stands at *offset* of *source* is after *edits*."""
    before = (edit for edit in edits if edit.span.source is source and edit.span.end <= offset)
    return offset + sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)
