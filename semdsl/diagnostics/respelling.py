"""Words that are slips of others: how a finding about one is mended."""

from __future__ import annotations

import re
from collections.abc import Collection

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import distance, nearest, plain
from semdsl.source import Span

_SHORTEST = 4  # letters of a part in which one that is left out, added or changed is a slip
_SHORTEST_IN_ITS_LETTERS = 3  # … in which one that is doubled or exchanged with its neighbour is
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_PARTS = re.compile(r"[\s_.\-]+")


def respelt(found: Diagnostic, span: Span, word: str, known: Collection[str]) -> Diagnostic:
    """*found*, about *word* at *span*, mended by the one of *known* that is nearest, if one is near.

    The fix is certain if no other is near, and each part of the one is the same part of the other, with one slip at
    most that makes no other word of it: ``pensioners_f`` may be declared nowhere beside ``pensioners_m``.
    """
    near = nearest(word, known)
    if not near:
        return found
    return found.mending(span, near[0], certain=len(near) == 1 and _is_slip(plain(word), plain(near[0])))


def _is_slip(word: str, meant: str) -> bool:
    """Whether *word* can be nothing but *meant* with slips of the finger."""
    parts, others = _BETWEEN_PARTS.split(word), _BETWEEN_PARTS.split(meant)
    if "".join(parts) == "".join(others):
        return True
    return len(parts) == len(others) and all(map(_is_slip_of_part, parts, others))


def _is_slip_of_part(part: str, meant: str) -> bool:
    """One letter left out, doubled, changed or exchanged with its neighbour; digits and the last letter say a thing.

    Men are no slip of women, ``iv`` is none of ``ivm``, ``employee`` of ``employer``, ``asegurada`` of ``asegurado``.
    """
    if part == meant:
        return True
    if distance(part, meant, 1) is None or _DIGITS.findall(part) != _DIGITS.findall(meant):
        return False
    if _same_letters(part, meant):
        return True
    one, other = (word.removesuffix("s") for word in (part, meant))
    long_enough = min(len(part), len(meant)) >= _SHORTEST
    return long_enough and (one == other or one[:-1] not in (other, other[:-1]))


def _same_letters(part: str, meant: str) -> bool:
    """Whether the two have the same letters, in another order or one of them twice: ``esm``, ``seem`` for ``sem``."""
    if min(len(part), len(meant)) < _SHORTEST_IN_ITS_LETTERS:
        return False
    return sorted(part) == sorted(meant) or (len(part) != len(meant) and set(part) == set(meant))
