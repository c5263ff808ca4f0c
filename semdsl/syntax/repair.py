"""One sign more, or one less, where exactly one place makes a declaration readable: a suggestion for its author.

Nothing is known of the mistake here but where reading stopped; each try reads the declaration anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import say
from semdsl.source import Source, Span
from semdsl.syntax.scan import Word, scan

MOST_WORDS = 400
MOST_TRIES = 80

Reads = Callable[[list[Word]], bool]

_MAY_BE_MISSING = (", ", ") ", "] ", " : ", "= ", "for ", "over ", " (", " [")
_STOPPED = ("unexpected-word", "unfinished", "missing-operator", "missing-operand", "unknown-word")
_PARTNERS = {"(": ")", "[": "]", ")": "(", "]": "["}


def with_suggestion(mistake: Diagnostic, words: Sequence[Word], end: int, reads: Reads) -> Diagnostic:
    """*mistake*, which stops the reading of *words*, with a fix where there is exactly one; they go on up to *end*."""
    mistake = _with_extent(mistake, words)
    if mistake.fix is not None or len(words) > MOST_WORDS:
        return mistake
    start = words[0].span.start
    found: list[Span] = []
    texts: list[str] = []
    for number, (place, text) in enumerate(_tries(mistake, words, end)):
        if number == MOST_TRIES:
            return mistake
        if _is_readable(place, text, start, end, reads):
            found.append(place)
            texts.append(text)
    if len(found) != 1:
        return mistake
    if mistake.code == "unclosed-string":  # the one that is missing may be the first of the two
        mistake = mistake.also(found[0], say("`{bracket}` may be missing here", bracket=texts[0]))
    return mistake.mending(found[0], texts[0], certain=False)


def _with_extent(mistake: Diagnostic, words: Sequence[Word]) -> Diagnostic:
    """A bracket without its partner, with the part of its line in which that is missing."""
    if mistake.code not in ("unclosed-bracket", "unopened-bracket"):
        return mistake
    at = mistake.labels[0].span
    line = [word.span for word in words if word.span.line == at.line]
    partner = _PARTNERS[at.text]
    before, after = [one for one in line if one.end <= at.start], [one for one in line if one.start >= at.end]
    missing = after if mistake.code == "unclosed-bracket" else before
    if not missing:
        return mistake
    return mistake.also(missing[0].to(missing[-1]), say("`{bracket}` may be missing here", bracket=partner))


def _is_readable(place: Span, text: str, start: int, end: int, reads: Reads) -> bool:
    whole = place.source.text
    changed = Source(place.source.name, whole[start : place.start] + text + whole[place.end : end])
    scanned = scan(changed, 0, len(changed.text))
    neat = all(word.text == word.text.strip() for word in scanned.words if word.type == "STRING")
    return neat and not any(one.is_error for one in scanned.mistakes) and reads(scanned.words)


def _tries(mistake: Diagnostic, words: Sequence[Word], end: int) -> Iterator[tuple[Span, str]]:
    """Each change that may be what is missing, as a place and a text."""
    at = mistake.labels[0].span
    match mistake.code:
        case "unclosed-bracket":
            yield at, " "
            yield from ((word.span.after, _PARTNERS[at.text]) for word in words if word.span.start > at.start)
        case "unopened-bracket":
            yield at, " "
            yield from (
                (word.span.before, _PARTNERS[at.text]) for word in words if word.span.start < at.start
            )
        case "unclosed-string":
            yield from ((place, '"') for place in _ends_of_words(at.source, at.line, end))
        case code if code in _STOPPED:
            yield from _at_stop(at, words)


def _at_stop(at: Span, words: Sequence[Word]) -> Iterator[tuple[Span, str]]:
    """A sign before the word *at* which reading stopped, or the one before it."""
    places = [word for word in words if word.span.end <= at.end][-2:]
    for word in places:
        for text in _MAY_BE_MISSING:
            place = word.span.before
            is_close = text[0] in ",)]"
            if is_close:
                blanks = len(place.source.text[: place.start]) - len(
                    place.source.text[: place.start].rstrip(" ")
                )
                place = Span(place.source, place.start - blanks, place.start)
            yield place, text.strip() if text[-1] in "([" else text


def _ends_of_words(source: Source, line: int, end: int) -> Iterable[Span]:
    """The places just before and just after each run of letters and signs on a *line*."""
    start = source.line_starts[line - 1]
    text = source.line(line)[: max(0, end - start)]
    blanks = [True, *(letter.isspace() for letter in text), True]
    edges = [at for at in range(len(text) + 1) if blanks[at] != blanks[at + 1]]
    return [Span(source, start + at, start + at) for at in edges]
