"""Names of units in the plural, as far as a safe rule of the language gives it; what none gives stays as it is.

An author may state a plural. A wrong one is worse than none, so words whose plural moves an accent, or that may be the
same in the plural, are left alone unless they are in the lists of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SPANISH: Final[Mapping[str, str]] = {
    "mes": "meses",
    "interés": "intereses",
    "régimen": "regímenes",
    "examen": "exámenes",
    "orden": "órdenes",
    "joven": "jóvenes",
    "carácter": "caracteres",
}
_ENGLISH: Final[Mapping[str, str]] = {
    "child": "children",
    "man": "men",
    "woman": "women",
    "life": "lives",
    "half": "halves",
    "staff": "staff",
    "basis": "bases",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPANISH_LINKS: Final = frozenset(("de", "del", "por", "con", "en", "para", "sin"))
_ENGLISH_LINKS: Final = frozenset(("of", "per", "with", "in", "for", "without"))
_ADJECTIVE: Final = re.compile(r"[^\W\d_]+(?:ic|ari|iv|os|ad)[oa]")
_STRESSED_END: Final = re.compile(r"(?P<stem>[^\W\d_]+)(?P<end>ión|ón|án|ín)")
_PLAIN: Final = {"ión": "ion", "ón": "on", "án": "an", "ín": "in"}


def plural_of(name: str, language: str) -> str:
    """*name*, of one thing, for several, in *language*.

    >>> plural_of("consulta", "es"), plural_of("día de hospital", "es"), plural_of("unidad médica", "es")
    ('consultas', 'días de hospital', 'unidades médicas')
    >>> plural_of("bed day", "en"), plural_of("member of staff", "en"), plural_of("mil camas", "es")
    ('bed days', 'members of staff', 'mil camas')
    """
    words = name.split()
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return name
    return _spanish(name, words) if language == "es" else _english(name, words)


def _spanish(name: str, words: list[str]) -> str:
    """A noun, with an adjective that agrees with it or with what a preposition adds to it."""
    first, *others = words
    noun = _spanish_word(first)
    if not noun:
        return name
    if not others or others[0].lower() in _SPANISH_LINKS:
        return " ".join((noun, *others))
    adjective = _ADJECTIVE.fullmatch(others[0])
    alone = len(others) == 1 or others[1].lower() in _SPANISH_LINKS
    return " ".join((noun, f"{others[0]}s", *others[1:])) if adjective and alone else name


def _spanish_word(word: str) -> str:
    """The plural of *word*; empty where no safe rule gives one."""
    if word in _SPANISH:
        return _SPANISH[word]
    if word[-1] in "aeoáéó":
        return f"{word}s"
    if word[-1] == "z":
        return f"{word[:-1]}ces"
    stressed = _STRESSED_END.fullmatch(word)
    if stressed:
        return f"{stressed['stem']}{_PLAIN[stressed['end']]}es"
    return f"{word}es" if word[-1] in "dlr" and word.islower() else ""


def _english(name: str, words: list[str]) -> str:
    """A noun that others may stand before, or that a preposition adds something to."""
    at = next((at for at, word in enumerate(words) if word.lower() in _ENGLISH_LINKS), len(words)) - 1
    noun = _english_word(words[at]) if at >= 0 else ""
    return " ".join((*words[:at], noun, *words[at + 1 :])) if noun else name


def _english_word(word: str) -> str:
    """The plural of *word*; empty where no safe rule gives one."""
    if word in _ENGLISH:
        return _ENGLISH[word]
    if word.isupper():  # a currency, or what is called by its letters
        return ""
    if word.endswith(("ch", "sh", "x")):
        return f"{word}es"
    if len(word) > 2 and word[-1] == "y":
        return f"{word[:-1]}ies" if word[-2] not in "aeiou" else f"{word}s"
    return "" if word.endswith(("s", "z", "f", "fe", "o", "i", "ed")) else f"{word}s"
