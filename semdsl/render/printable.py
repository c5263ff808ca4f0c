"""Text for media in which a control character would be a fault of the file."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_FORBIDDEN = frozenset(("Cc", "Cs", "Cn"))


def printable(text: str) -> str:
    """*text* with a sign in the place of each letter that XML, or a page, cannot have."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter in _KEPT or unicodedata.category(letter) not in _FORBIDDEN else "\ufffd"
        for letter in text
    )
