"""The order in which a reader expects numbered titles: ``Cuadro II.9``, ``Cuadro II.10``, ``Cuadro III.1``."""

from __future__ import annotations

import re
from typing import TypeAlias

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"(?=[CLXVI])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = frozenset("LC")  # alone they are letters of appendices

Key: TypeAlias = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> Key:
    """A key that sorts *text* by its words and by its Arabic and Roman numbers.

    >>> sorted(["Cuadro X.1", "Cuadro II.10", "Cuadro IX", "Cuadro II.9", "§3.10", "§3.9"], key=natural_key)
    ['§3.9', '§3.10', 'Cuadro II.9', 'Cuadro II.10', 'Cuadro IX', 'Cuadro X.1']
    """
    return (*map(_piece, _PIECE.findall(text)), (-1, 0, text))


def _piece(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        return 0, int(piece), ""
    if _ROMAN.fullmatch(piece) and piece not in _LETTERS:
        return 0, _roman(piece), ""
    return 1, 0, piece.casefold()


def _roman(numeral: str) -> int:
    worth = [_WORTH[letter] for letter in numeral]
    return sum(
        -own if own < following else own for own, following in zip(worth, [*worth[1:], 0], strict=True)
    )
