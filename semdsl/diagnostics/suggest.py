"""Did you mean: the nearest words of a closed list."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from semdsl.diagnostics.wording import NOTHING, Said, either_of, say

_LONGEST = 80  # longer words are only compared for equality, so that hostile names cost nothing
_MOST_KNOWN = 20_000
_BETWEEN_WORDS = re.compile(r"[\s_.\-]+")


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The words of *known* that *word* may be a slip of, the nearest first, at most *most* of them.

    Case and accents do not count. A slip is a letter left out, added, changed or exchanged with its neighbour: one in
    a short word, up to three in a long one; or the same parts in another order (``2005_users``). Takes time in
    proportion to the number of known words, of which the first 20,000 are looked at.
    """
    return _nearest(word, tuple(islice(known, _MOST_KNOWN)))[:most]


@lru_cache(maxsize=32)  # a label that is missing is missed in many places
def _nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    own = plain(word)
    parts = _parts(own)
    ranked: list[tuple[int, int, str]] = []
    for place, candidate in enumerate(known):
        distance = _slips(own, parts, candidate)
        if distance is not None and candidate != word:
            ranked.append((distance, place, candidate))
    return tuple(dict.fromkeys(candidate for _, _, candidate in sorted(ranked)))


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """``did you mean `income`?``, or nothing if no word of *known* is near *word*."""
    return meant(nearest(word, known))


def meant(names: Sequence[str]) -> Said:
    """``did you mean `income` or `incomes`?``, or nothing if there are no *names*."""
    return say("did you mean {names}?", names=either_of(names)) if names else NOTHING


def distance(left: str, right: str, most: int) -> int | None:
    """How many slips make *left* into *right*, None if more than *most*.

    The distance of Damerau and Levenshtein, in which a pair of letters is exchanged at most once.
    """
    if abs(len(left) - len(right)) > most:
        return None
    if (
        len({*left} - {*right}) > most
    ):  # each slip brings in at most one letter; this is the cheaper way to see it
        return None
    if (Counter(left) - Counter(right)).total() > most:
        return None
    far = most + 1
    before: list[int] = []
    row = [column if column <= most else far for column in range(len(right) + 1)]
    for at, letter in enumerate(left, start=1):
        before, row = row, _next_row(at, letter, left, right, before, row, far)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _next_row(
    at: int, letter: str, left: str, right: str, above_that: list[int], above: list[int], far: int
) -> list[int]:
    """Row *at* of the table of distances, computed only near its diagonal; elsewhere it is *far*."""
    row = [far] * (len(right) + 1)
    row[0] = min(at, far)
    for column in range(max(1, at - far), min(len(right), at + far) + 1):
        same = letter == right[column - 1]
        best = min(above[column] + 1, row[column - 1] + 1, above[column - 1] + (not same))
        if at > 1 and column > 1 and letter == right[column - 2] and left[at - 2] == right[column - 1]:
            best = min(best, above_that[column - 2] + 1)
        row[column] = min(best, far)
    return row


def _slips(own: str, parts: list[str], candidate: str) -> int | None:
    """Distance of *candidate* from the word whose plain form is *own*, with *parts*, None if it is no slip of it."""
    if max(len(own), len(candidate)) > _LONGEST:
        return 0 if own == plain(candidate) else None
    far = abs(len(own) - len(candidate)) > _allowed(min(len(own), len(candidate)))
    if far and len(parts) == 1 and candidate.isascii():
        return None  # most are
    other = plain(candidate)
    found = distance(own, other, _allowed(min(len(own), len(other))))
    if found is None and len(parts) > 1 and parts == _parts(other):
        return 1
    return found


def _allowed(length: int) -> int:
    """How many slips a word of *length* letters may have."""
    if length < 2:
        return 0
    return 1 if length < 6 else 2 if length < 10 else 3


def plain(word: str) -> str:
    """*word* in small letters without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _parts(own: str) -> list[str]:
    return sorted(_BETWEEN_WORDS.split(own))
