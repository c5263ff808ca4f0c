"""Texts that can be said in another language: a sentence with places for values, and the values.

A text is written in English where it is made, ``say("`{name}` is not declared", name=name)``. It is that English text
to everything that reads it, and remembers its sentence and its values; ``in_language`` finds the sentence in
``spanish.toml`` and puts the same values in. A sentence is whole: a plural, or a part that may be left out, has
a sentence of its own, since another language bends other words. What stands in backticks is code, the same in every
language; a value that does not is a number or has itself been said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

ENGLISH = "en"
SPANISH = "es"
LANGUAGES = (SPANISH, ENGLISH)

CATALOGUE_OF_SPANISH = Path(__file__).with_name("spanish.toml")
"""The sentences in Spanish: for each module a list of pairs, the English sentence and the Spanish one."""

_CODE_AND_PLACES = re.compile(r"`[^`]*`|\{[^{}]*\}")


class Said(str):
    """A text in English that remembers its sentence and its values; ``others`` has the same text in other languages.

    Made by ``say`` and the functions below it alone.
    """

    __slots__ = ("others", "template", "values")

    template: str
    values: Mapping[str, object]
    others: Mapping[str, str]

    def __new__(
        cls,
        template: str,
        values: Mapping[str, object] | None = None,
        others: Mapping[str, str] | None = None,
    ) -> Said:
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template = template
        made.values = values or {}
        made.others = others or {}
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, object], Mapping[str, str]]:  # type: ignore[override]
        return self.template, self.values, self.others


_OR = "{others} or {last}"
_AND = "{others} and {last}"
NOTHING = Said("")
"""No text, as of a label that only points."""


def say(template: str, /, **values: object) -> Said:
    """The sentence *template*, written out as a literal, with *values* in its places; braces alone are places."""
    return Said(template, values)


def already(english: str, spanish: str) -> Said:
    """A text that is at hand in both languages, as the words of reports are."""
    return Said(english, others={SPANISH: spanish})


def verbatim(text: str) -> Said:
    """A text that is nobody's language: code, a number, or what the system said."""
    return Said("{text}", {"text": text})


def joined(parts: Iterable[str], between: str = ", ") -> Said:
    """*parts* with *between*, punctuation that is the same in every language, between them; empty ones are left out."""
    given = [part for part in parts if part]
    places = between.join(f"{{part{number}}}" for number in range(len(given)))
    return Said(places, {f"part{number}": part for number, part in enumerate(given)})


def either(parts: Sequence[str]) -> Said:
    """``a, b or c``."""
    if len(parts) < 2:
        return joined(parts)
    return say("{others} or {last}", others=joined(parts[:-1]), last=parts[-1])


def all_of(parts: Sequence[str]) -> Said:
    """``a, b and c``."""
    if len(parts) < 2:
        return joined(parts)
    return say("{others} and {last}", others=joined(parts[:-1]), last=parts[-1])


def either_of(words: Iterable[str]) -> Said:
    """``a``, ``b`` or ``c``: all of *words*, each in backticks."""
    return either([f"`{word}`" for word in words])


def listed(names: Iterable[str], last: str = "or", most: int = 8) -> Said:
    """*names* in backticks with *last*, ``or`` or ``and``, before the last one; the middle of many is left out."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > most:
        quoted = [*quoted[: most - 1], "…", quoted[-1]]
    return either(quoted) if last == "or" else all_of(quoted)


def in_language(text: str, language: str) -> str:
    """*text* in *language*; a text, or a sentence of it, that has no translation stays in English."""
    if language == ENGLISH or not isinstance(text, Said):
        return str(text)
    if language in text.others:
        return text.others[language]
    template = translation(text.template, language)
    if template is None:
        return str(text)
    values = {
        name: in_language(value, language) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    if text.template in (_OR, _AND) and language == SPANISH:
        template = _before_the_same_vowel(template, str(values["last"]))
    return template.format(**values) if values else template


def _before_the_same_vowel(template: str, last: str) -> str:
    """``y`` becomes ``e`` before the sound i, ``o`` becomes ``u`` before the sound o, as Spanish is spoken."""
    word = last.lstrip("`«\"'(").lower()
    if re.match(r"h?i(?![aeo])|h?í", word):
        return template.replace(" y ", " e ")
    if re.match(r"h?[oó]|8|11(?!\d)", word):
        return template.replace(" o ", " u ")
    return template


def told(text: str, language: str) -> Said:
    """*text* as it is said in *language*, for good."""
    return verbatim(in_language(text, language))


def translation(template: str, language: str) -> str | None:
    """The sentence *template* in *language*; a sentence without a word of its own is itself."""
    return translations(language).get(template) or (None if has_words(template) else template)


def has_words(template: str) -> bool:
    """Whether *template* has a letter outside its places and its code."""
    return any(map(str.isalpha, _CODE_AND_PLACES.sub("", template)))


@cache
def translations(language: str) -> Mapping[str, str]:
    """The sentences of *language* by the English ones, of all modules together: one sentence has one translation."""
    if language != SPANISH:
        return {}
    import tomllib  # not needed where English is spoken

    modules = tomllib.loads(CATALOGUE_OF_SPANISH.read_text(encoding="utf-8"))
    return {english: spanish for pairs in modules.values() for english, spanish in pairs}


def language_of(environment: Mapping[str, str]) -> str:
    """The language that *environment* asks for: Spanish where the first of the usual three that is set says so."""
    asked = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, asked), "")
    return SPANISH if re.match(r"es(?![a-z])", locale, re.IGNORECASE) else ENGLISH
