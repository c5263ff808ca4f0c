"""Printed findings in Spanish: what a page shows without a run is the English it shows, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from semdsl.diagnostics.wording import SPANISH, has_words, translations

_PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_SAID = (
    re.compile(r"(error|warning|notice)(\[[a-z-]+\]: )(.*)"),
    re.compile(r"( *= )(help|help \(fix\)|note)(: )(.*)"),
    re.compile(r"( *\| +[-^]+ )(.*)()"),
)


def printed_in_spanish(block: str) -> str:
    """The lines of *block*, what the program prints in English, as it prints them in Spanish.

    Only findings change: commands stay, and so do answers, which are in the language of the model.
    """
    return "".join(f"{_line(line)}\n" for line in block.splitlines())


def _line(line: str) -> str:
    match = next(filter(None, (said.fullmatch(line) for said in _SAID)), None)
    if not match:
        return line
    return "".join(_sentence(part) if has_words(part) and part[0] != "[" else part for part in match.groups())


def _sentence(english: str) -> str:
    readings = list(_readings(english))
    assert readings, f"the program has no such sentence: {english}"
    return min(readings)[1]


def _readings(english: str) -> Iterator[tuple[int, str]]:
    """*english* in Spanish as each of the sentences that it may be, after how much of it would then be no sentence."""
    for pattern, spanish in _patterns():
        if match := pattern.fullmatch(english):
            values = {name: _value(value) for name, value in match.groupdict().items()}
            yield (
                sum(length for length, _ in values.values()),
                _filled(spanish, values) if spanish else english,
            )


def _filled(spanish: str, values: Mapping[str, tuple[int, str]]) -> str:
    return _PLACE.sub(lambda place: values[place[1]][1], spanish)


def _value(english: str) -> tuple[int, str]:
    """A value in Spanish if it is a sentence; names, figures and files are the same in both languages."""
    return min(_readings(english), default=(len(english), english))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What each sentence of the program looks like, and its Spanish; there are more of them than `re` would keep."""
    sentences = translations(SPANISH).items()
    return [(re.compile(_pattern(english)), spanish) for english, spanish in sentences if has_words(english)]


def _pattern(sentence: str) -> str:
    """What *sentence* looks like with values in its places."""
    texts = iter(_PLACE.split(sentence))
    pattern, seen = re.escape(next(texts)), set[str]()
    for name, text in zip(texts, texts, strict=True):
        pattern += (f"(?P={name})" if name in seen else f"(?P<{name}>.+)") + re.escape(text)
        seen.add(name)
    return pattern
