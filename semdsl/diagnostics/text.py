"""Findings for people: a headline, the lines it is about with marks below them, then what to do.

error[unit-mismatch]: cannot add `GBP` and `life`
 --> case.sem:4:38
  |
4 | outgo[policy, month]: GBP = claims + lives
  |                                      ^^^^^ this is `life`
  |                             ------ this is `GBP`
  |
  = help: multiply the right side by something in `GBP/life`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO, assert_never

from semdsl.diagnostics.excerpt import Excerpt, excerpt, printable
from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import ENGLISH, Said, in_language, joined, say

MOST_SHOWN = 50
"""Findings printed by ``render_all``; the others are counted."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours, if ``on``."""

    on: bool = False

    def __call__(self, style: str, text: str) -> str:
        """*text* in the colours of *style*: a severity, ``place``, ``also`` or ``strong``."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.on and text else text


_STYLES = {"error": "1;31", "warning": "1;33", "notice": "1;36", "place": "34", "also": "34", "strong": "1"}
PLAIN = Paint()


def paint_for(stream: TextIO, environment: Mapping[str, str]) -> Paint:
    """Colours if *stream* is a terminal and ``NO_COLOR`` is not set in *environment*."""
    return Paint(stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb")


def render(diagnostic: Diagnostic, paint: Paint = PLAIN, language: str = ENGLISH) -> str:
    """*diagnostic* in *language*, as text that ends with a line end."""
    diagnostic = diagnostic.in_language(language)
    severity = in_language(_SEVERITIES[diagnostic.severity], language)
    headline = paint(str(diagnostic.severity), f"{severity}[{diagnostic.code}]")
    lines = [headline + paint("strong", f": {printable(diagnostic.message)}")]
    margin = _margin(diagnostic.labels)
    lines += _places(diagnostic, margin, paint)
    remarks = [
        *((_advice(diagnostic), text) for text in [diagnostic.help] if text),
        *((_NOTE, text) for text in diagnostic.notes),
    ]
    if diagnostic.labels and remarks:
        lines.append(f"{margin} {paint('place', '|')}")
    for word, text in remarks:
        lines += _remark(margin, in_language(word, language), text, paint)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _advice(diagnostic: Diagnostic) -> Said:
    """``help (fix)`` before what ``semdsl check --fix`` would write, ``help`` before what a person has to judge."""
    return _FIX if diagnostic.fix and diagnostic.fix.certain else _HELP


def render_all(diagnostics: Sequence[Diagnostic], paint: Paint = PLAIN, language: str = ENGLISH) -> str:
    """All *diagnostics* in *language*, with an empty line between; past 50 errors first, and the others counted."""
    shown = list(diagnostics)
    if len(shown) > MOST_SHOWN:
        shown = sorted(shown, key=lambda found: _RANK[found.severity])[:MOST_SHOWN]
    parts = [render(found, paint, language) for found in shown]
    if len(diagnostics) > len(shown):
        rest = len(diagnostics) - len(shown)
        more = say("{rest} more not shown; in all {counts}", rest=rest, counts=counts(diagnostics))
        parts.append(f"{in_language(more, language)}\n")
    return "\n".join(parts)


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


_SEVERITIES = {Severity.ERROR: say("error"), Severity.WARNING: say("warning"), Severity.NOTICE: say("notice")}
_HELP, _FIX, _NOTE = say("help"), say("help (fix)"), say("note")


def counts(diagnostics: Sequence[Diagnostic]) -> Said:
    """``2 errors, 1 warning``; ``nothing found`` if there are none."""
    by_severity = Counter(found.severity for found in diagnostics)
    parts = [_count(severity, by_severity[severity]) for severity in Severity if by_severity[severity]]
    return joined(parts) or say("nothing found")


def _count(severity: Severity, number: int) -> Said:
    match severity:
        case Severity.ERROR:
            return say("{count} error", count=1) if number == 1 else say("{count} errors", count=number)
        case Severity.WARNING:
            return say("{count} warning", count=1) if number == 1 else say("{count} warnings", count=number)
        case Severity.NOTICE:
            return say("{count} notice", count=1) if number == 1 else say("{count} notices", count=number)
        case _ as never:
            assert_never(never)


def _margin(labels: Sequence[Label]) -> str:
    """Blanks as wide as the greatest line number shown."""
    return " " * len(str(max((label.span.line for label in labels), default=1)))


def _places(diagnostic: Diagnostic, margin: str, paint: Paint) -> Iterator[str]:
    """The excerpts: the file of the first label first, then each other file in which something is pointed at."""
    bar = paint("place", "|")
    for number, (arrow, labels) in enumerate(_by_file(diagnostic.labels)):
        if number:
            yield f"{margin} {bar}"
        yield f"{margin}{paint('place', arrow)} {printable(str(labels[0].span))}"
        yield f"{margin} {bar}"
        yield from _lines(labels, diagnostic, margin, paint)


def _by_file(labels: Sequence[Label]) -> Iterator[tuple[str, list[Label]]]:
    sources = dict.fromkeys(label.span.source for label in labels)
    for number, source in enumerate(sources):
        yield (
            ("::: " if number else "--> ").rstrip(),
            [label for label in labels if label.span.source is source],
        )


def _lines(labels: Sequence[Label], diagnostic: Diagnostic, margin: str, paint: Paint) -> Iterator[str]:
    """The lines of one file in its order, with the marks below them."""
    previous: int | None = None
    bar = paint("place", "|")
    for number, group in groupby(
        sorted(labels, key=lambda label: label.span.line), key=lambda label: label.span.line
    ):
        if previous is not None and number > previous + 1:
            yield paint("place", "...")
        for shown, marked in _excerpts(number, list(group)):
            yield f"{paint('place', str(number).rjust(len(margin)))} {bar} {shown.text}"
            for label in marked:
                first = label is diagnostic.labels[0]
                mark = _mark(label, number, shown, "^" if first else "-")
                yield f"{margin} {bar} " + paint(str(diagnostic.severity) if first else "also", mark)
        previous = number


def _excerpts(number: int, labels: list[Label]) -> Iterator[tuple[Excerpt, list[Label]]]:
    """The parts of line *number* to show, each with the labels that begin in it: one part unless the line is long."""
    while labels:
        source = labels[0].span.source
        start = source.line_starts[number - 1]
        shown = excerpt(source.line(number), labels[0].span.start - start)
        here = [label for label in labels if shown.holds(label.span.start - start)]
        yield shown, here or labels[:1]
        labels = [label for label in labels if label not in (here or labels[:1])]


def _mark(label: Label, number: int, shown: Excerpt, letter: str) -> str:
    """The row below a line; a place that goes on in the next line is marked to the end of this one."""
    start = label.span.source.line_starts[number - 1]
    written = shown.line.rstrip()
    begin = shown.column(label.span.start - start)
    end = shown.column(min(label.span.end - start, max(len(written), label.span.start - start)))
    return " " * begin + letter * max(1, end - begin) + f" {printable(label.text)}".rstrip()


def _remark(margin: str, word: str, text: str, paint: Paint) -> Iterator[str]:
    """``= help: …``; further lines of *text* stand below its first."""
    first, *others = text.split("\n")
    yield f"{margin} {paint('place', '=')} {paint('strong', f'{word}:')} {printable(first)}"
    for other in others:
        yield f"{margin}   {' ' * len(word)}  {printable(other)}"
