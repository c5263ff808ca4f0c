"""How names, numbers and strings are spelt: their normal form, and what is wrong with others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from semdsl.diagnostics.model import Diagnostic
from semdsl.source import Span
from semdsl.syntax.diagnosis import misspellings, numbers

_LOOK_ALIKES = {"\u2206": "Δ", "\u00b5": "μ", "\u220f": "Π", "\u2211": "Σ"}
_MARKS = "\u0300-\u036f\u2206\u220f\u2211"
NAME = rf"(?:[^\W\d]|[\u2206\u220f\u2211])\w*(?:[{_MARKS}]\w*)*"
"""A name without dots. Looser than the language, so that what is wrong with a name can be said of the whole of it."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]+"
)
"""Runs of characters that cannot be seen, or that change how others are shown."""

_LIKE_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονаеорсухіјѕАВЕЗКМНОРСТХІЈЅ")


def normal_name(span: Span, text: str, limit: int) -> tuple[str, list[Diagnostic]]:
    """*text* in its normal spelling, and what is to be said about it."""
    if any(len(part) > limit for part in text.split(".")):
        return text, [misspellings.long_name(span, limit)]
    if text.isascii():
        return text, []
    normal = unicodedata.normalize("NFC", text)
    replaced = "".join(_LOOK_ALIKES.get(letter, letter) for letter in normal)
    notices = [misspellings.look_alike(span, text, replaced)] if replaced != normal else []
    return replaced, _unusual(span, replaced) or notices


def _unusual(span: Span, name: str) -> list[Diagnostic]:
    """What keeps *name* from being one."""
    for letter in name:
        if letter.isascii():
            continue
        if unicodedata.category(letter)[0] not in "LM" or unicodedata.normalize("NFKC", letter) != letter:
            return [misspellings.unusual_letter(span, letter, name, unicodedata.normalize("NFKC", name))]
    if any(letter.isascii() and letter.isalpha() for letter in name):
        alike = [letter for letter in name if letter in _LIKE_LATIN]
        if alike:
            return [misspellings.mixed_alphabets(span, alike[0], misspellings.described_letter(alike[0]))]
    return []


def normal_text(text: str) -> str:
    """*text* of a string in its normal spelling."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def check_number(span: Span, text: str, after: str, limit: int) -> list[Diagnostic]:
    """What is wrong with the number *text*, which the character *after* follows."""
    if after == "_" or after.isalnum():
        return [numbers.number_runs_on(Span(span.source, span.start, _end_of_run(span)))]
    if len(text) > limit:
        return [numbers.long_number(span, limit)]
    if float(text.rstrip("%p").replace("_", "")) == float("inf"):
        return [numbers.huge_number(span)]
    return []


def _end_of_run(span: Span) -> int:
    run = re.compile(r"\w*").match(span.source.text, span.end)
    return run.end() if run else span.end


def misspelt(kind: str, span: Span, text: str) -> Diagnostic:
    """The mistake that *text* is, by the *kind* of word that was recognised."""
    return _MISSPELT[kind](span, text)


_MISSPELT: dict[str, Callable[[Span, str], Diagnostic]] = {
    "thousands": numbers.thousands_comma,
    "decimal": numbers.decimal_comma,
    "in_words": numbers.percent_in_words,
    "wrong": misspellings.foreign_operator,
    "open_note": lambda span, _: misspellings.unclosed_note(span),
    "open_string": lambda span, _: misspellings.unclosed_string(span),
    "quotes": misspellings.other_quotes,
    "point": numbers.bare_point,
    "odd": misspellings.unexpected_character,
}
