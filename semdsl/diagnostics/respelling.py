"""Words that are slips of others: how a finding about one is mended."""

from __future__ import annotations

import re
from collections.abc import Collection

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import distance, nearest
from semdsl.source import Span

_MOST_SLIPS = 2
_SHORTEST = 3
_DIGITS = re.compile(r"[0-9]+")


def respelt(found: Diagnostic, span: Span, word: str, known: Collection[str]) -> Diagnostic:
    """*found*, about *word* at *span*, mended by the one of *known* that is nearest, if one is near.

    The fix is certain if no other is near, and the two differ by one or two letters, not by digits: ``rate_1`` is no
    slip of ``rate_2``. Two letters say too little to tell a slip.
    """
    near = nearest(word, known)
    if not near:
        return found
    is_slip = distance(word, near[0], _MOST_SLIPS) is not None or word.lower() == near[0].lower()
    same_digits = _DIGITS.findall(word) == _DIGITS.findall(near[0])
    certain = len(near) == 1 and is_slip and same_digits and min(len(word), len(near[0])) >= _SHORTEST
    return found.mending(span, near[0], certain=certain)
