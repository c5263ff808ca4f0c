"""One sign more, or one less, where exactly one place makes a declaration readable: a suggestion for its author.

Nothing is known of the mistake here but where reading stopped; each try reads the declaration anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import say
from semdsl.source import Source, Span
from semdsl.syntax.scan import Word, scan

MOST_WORDS = 400
MOST_TRIES = 80
_MOST_TEXT = 200_000  # characters to look through for the words of a file

Reads = Callable[[list[Word]], bool]

_MAY_BE_MISSING = (", ", ") ", "] ", " : ", "= ", "for ", "over ", " (", " [")
_STOPPED = ("unexpected-word", "unfinished", "missing-operator", "missing-operand", "unknown-word")
_OVER_AXES = frozenset(("sum", "mean", "min", "max", "product"))
_WORDS = re.compile(r"[^\W\d]\w*")
_FORMS = {"NAME": "n", "NUMBER": "d", "STRING": "s", "=": "e", "+": "p", "-": "p", ",": "c"}
_PLACES = re.compile(r"[nds](?:e[nds])?(?:pd)?(?:c[nds](?:e[nds])?(?:pd)?)*")
_PARTNERS = {"(": ")", "[": "]", ")": "(", "]": "["}


def with_suggestion(mistake: Diagnostic, words: Sequence[Word], end: int, reads: Reads) -> Diagnostic:
    """*mistake*, which stops the reading of *words*, with a fix where there is exactly one; they go on up to *end*."""
    mistake = _with_extent(_with_places(mistake, words, end, reads), words)
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
    likely = _likely(mistake, words, found, texts)
    if likely is None:
        return mistake
    found, texts = [found[likely]], [texts[likely]]
    if mistake.code in ("unclosed-string", "unknown-attribute"):  # not where the mistake was seen
        mistake = mistake.also(found[0], say("`{bracket}` may be missing here", bracket=texts[0]))
    return mistake.mending(found[0], texts[0], certain=False)


def _likely(
    mistake: Diagnostic, words: Sequence[Word], places: Sequence[Span], texts: Sequence[str]
) -> int | None:
    """Which of the changes that make a declaration readable is meant: the only one, or the one that is usual there."""
    if len(places) == 1:
        return 0
    at = mistake.labels[0].span
    if mistake.code == "unopened-bracket":
        usual = [_inside_a_word(place) for place in places]
    elif mistake.code == "unclosed-bracket" and at.text == "[":
        last = _last_place(words, at)
        usual = [last is not None and place.start == last.end for place in places]
    elif mistake.code in _STOPPED:
        wanted = _separator(words, at)
        usual = [text.strip() == wanted for text in texts]
    else:
        return None
    return usual.index(True) if sum(usual) == 1 else None


def _inside_a_word(place: Span) -> bool:
    return place.source.text[place.start - 1].isalnum() and place.source.text[place.start].isalnum()


def _separator(words: Sequence[Word], at: Span) -> str:
    """What usually stands before the word *at*: a comma in a list in brackets, `for` at the end of a case."""
    before = [word for word in words if word.span.end <= at.start]
    opened: list[int] = []
    for number, word in enumerate(before):
        if word.text in ("(", "["):
            opened.append(number)
        elif word.text in (")", "]") and opened:
            opened.pop()
    if not opened:
        return "for" if any(word.type == "FOR" for word in words) else ""
    inside = before[opened[-1] :]
    function = before[opened[-1] - 1].text if opened[-1] else ""
    listed = inside[0].text == "[" or function not in _OVER_AXES or any(one.text == "over" for one in inside)
    return "," if listed and not any(one.text == "for" for one in inside) else ""


def _last_place(words: Sequence[Word], opening: Span) -> Span | None:
    """The last word of the places that follow an *opening* `[`: ``year-1, age = 65, SEM``."""
    after = [word for word in words if word.span.start > opening.start]
    forms = "".join(_FORMS.get(word.text, _FORMS.get(word.type, "x")) for word in after)
    places = _PLACES.match(forms)
    return None if places is None else after[places.end() - 1].span


def _with_places(mistake: Diagnostic, words: Sequence[Word], end: int, reads: Reads) -> Diagnostic:
    """``x[2050 over age)``: the `[` is closed after the places, where nothing else can stand."""
    if mistake.code != "crossed-brackets" or mistake.labels[1].span.text != "[":
        return mistake
    opening = mistake.labels[1].span
    # Reading stopped at the brackets, so the words after them are not known yet.
    whole = scan(opening.source, words[0].span.start, opening.end).words
    rest = scan(opening.source, opening.end, end).words
    last = _last_place([*whole, *rest], opening)
    if (
        last is None
        or len(rest) > MOST_WORDS
        or not _is_readable(last.after, "]", words[0].span.start, end, reads)
    ):
        return mistake
    place = opening.to(last)
    found = replace(mistake, fix=None).also(place, say("`{bracket}` may be missing here", bracket="]"))
    return found.mending(last.after, "]", certain=False)


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
            yield from ((place, _PARTNERS[at.text]) for place in _seams(at, words))
            yield at, " "
            yield from (
                (word.span.before, _PARTNERS[at.text]) for word in words if word.span.start < at.start
            )
        case "unclosed-string":
            yield from ((place, '"') for place in _ends_of_words(at.source, at.line, end))
        case "unknown-attribute" if words[0].text == "axis":  # or a member, where a `,` is missing
            yield from (
                (word.span.after, ",") for word in words if word.span.end <= at.start and word is not words[0]
            )
        case code if code in _STOPPED:
            yield from _at_stop(at, words)


def _seams(at: Span, words: Sequence[Word]) -> Iterator[Span]:
    """The places before *at* in names that are two words of the file in one: ``discountinterest``."""
    if len(at.source.text) > _MOST_TEXT:
        return
    known = Counter(_WORDS.findall(at.source.text))
    for word in words:
        if word.type != "NAME" or word.span.start >= at.start or known[word.span.text] > 1:
            continue
        text, start = word.span.text, word.span.start
        cuts = (cut for cut in range(2, len(text) - 1) if known[text[:cut]] and known[text[cut:]])
        yield from (Span(at.source, start + cut, start + cut) for cut in cuts)


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
