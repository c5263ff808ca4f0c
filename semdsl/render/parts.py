"""The parts of a model for a reader: a heading for one, a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.render.text import display_width
from semdsl.render.verdicts import counted, names_of
from semdsl.render.words import Words, title_of
from semdsl.runtime.verdicts import Verdict
from semdsl.semantics.model import Model
from semdsl.semantics.parts import Part

_GAP = "  "
MOST_NAMES = 3
"""Failing checks of a part that are named in its line; they are told in full elsewhere."""


def part_heading(part: Part, model: Model, words: Words) -> str:
    """``── Parte income: Ingresos``."""
    title = title_of(part.titles, model.language)
    return f"── {words.part} {part.name}" + (f": {title}" if title else "")


def part_lines(model: Model, verdicts: Sequence[Verdict], words: Words) -> Iterator[str]:
    """A line for each part of *model*: name, title, how many reports, and what its checks said, of all *verdicts*."""
    rows: list[tuple[str, ...]] = []
    for part in model.parts:
        reports = sum(report.part == part.name for report in model.reports)
        title = title_of(part.titles, model.language)
        said = said_in(part.name, verdicts, words)
        rows.append((part.name, title, counted(reports, words.report), said))
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True))
        yield _GAP.join(cells).rstrip()


def said_in(part: str, verdicts: Sequence[Verdict], words: Words) -> str:
    """What those of *verdicts* said that stand in *part*, or in the model file if that is empty.

    ``12 checks and expectations, all hold``, or which fail, and how many differ as stated.
    """
    named = zip(verdicts, names_of(verdicts), strict=True)
    own = [(verdict, name) for verdict, name in named if verdict.part == part]
    if not own:
        return words.none_judged
    what = counted(len(own), words.judged)
    failing = [name for verdict, name in own if not verdict.passed]
    differ = sum(verdict.outcome == "deviates" for verdict, _ in own)
    more = f", {words.some_differ[differ > 1].format(differ=differ)}" if differ else ""
    if not failing:
        return words.judged_hold[len(own) > 1].format(what=what) + more
    names = [*failing[:MOST_NAMES], *(["…"] if len(failing) > MOST_NAMES else [])]
    said = words.judged_fail[len(failing) > 1].format(what=what, failed=len(failing), names=", ".join(names))
    return said + more
