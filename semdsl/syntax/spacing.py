"""The blanks between two words of a line."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.syntax.scan import Word

_TIGHT_AFTER = frozenset(("LPAR", "LSQB"))
_TIGHT_BEFORE = frozenset(("RPAR", "RSQB", "COMMA", "PLUS", "ONWARDS", "DOTS"))
_TIGHT_SIGNS = frozenset(("^", ".."))


def joined(words: Sequence[Word], depths: Sequence[int], *, tight_colon: bool) -> str:
    """*words* with the blanks that belong between them.

    *depths* says how many brackets are open before each word; *tight_colon* that no ``:`` has a blank before it, as
    in ``young: "00-04"``.
    """
    if not words:
        return ""
    parts = [words[0].span.text]
    for at in range(1, len(words)):
        colon = words[at].type == "COLON" and (tight_colon or depths[at] > 0)
        parts.append("" if colon or _is_tight(words, at) else " ")
        parts.append(words[at].span.text)
    return "".join(parts)


def _is_tight(words: Sequence[Word], at: int) -> bool:
    """Whether the word *at* stands next to the one before it without a blank."""
    before, word = words[at - 1], words[at]
    if before.text in ("+", "-") and word.text == "-":
        return False  # `--` is no operator
    if _is_after_unit(words, at):
        return False  # `12 MXN ^ 2` is a power of the number, `12 MXN^2` a number with another unit
    if before.type in _TIGHT_AFTER or word.type in _TIGHT_BEFORE or before.type == "DOTS":
        return True
    if word.type in ("LPAR", "LSQB"):
        return before.type == "NAME" or _is_sign(before)
    if _is_range(words, at):
        return True
    if word.text == "," or _is_sign(before) or _is_lag(words, at):
        return True
    if word.type == "MINUS":
        return before.type == "NUMBER"
    return False


def _is_sign(word: Word) -> bool:
    """Whether *word* is a sign before the only part it belongs to, or one that is always written close."""
    return word.type == "MINUS" or (word.type == "PREFIX" and word.text != "not") or _is_power(word)


def _is_power(word: Word) -> bool:
    return word.type == "OPERATOR" and word.text == "^"


def _is_after_unit(words: Sequence[Word], at: int) -> bool:
    """Whether *at* is next to the sign of a power that follows a unit."""
    sign = at if _is_power(words[at]) else at - 1
    return sign > 0 and _is_power(words[sign]) and words[sign - 1].type == "MEASURE"


def _is_range(words: Sequence[Word], at: int) -> bool:
    """Whether *at* is next to a close sign: ``2005..2050``, ``x^2``; but ``0% .. 3%``, where points are many."""
    for sign in (at - 1, at):
        word = words[sign]
        if word.type == "OPERATOR" and word.text in _TIGHT_SIGNS and 0 < sign < len(words) - 1:
            rates = "RATE" in (words[sign - 1].type, words[sign + 1].type)
            return not (rates and word.text == "..")
    return False


def _is_lag(words: Sequence[Word], at: int) -> bool:
    """Whether *at* is in the ``year-1`` of ``x[year-1]``: a name, a sign and a number that fill a place of an index."""
    for sign in (at - 1, at):
        if words[sign].type != "OPERATOR" or words[sign].text not in "+-" or not 2 <= sign < len(words) - 2:
            continue
        around = (words[sign - 2].type, words[sign + 2].type)
        of_name = words[sign - 1].type == "NAME" and words[sign + 1].type == "NUMBER"
        if of_name and around[0] in ("LSQB", "COMMA") and around[1] in ("RSQB", "COMMA"):
            return True
    return False
