"""What models reproduce of their sources, laid out: a page in Markdown, made from what expectations and checks said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from semdsl.render.errata import Erratum, Said, errata_of
from semdsl.render.figures import FigureTable, compared_figures, label_of
from semdsl.render.markdown import Markdown, anchor, code, escaped, quoted
from semdsl.render.natural import natural_key
from semdsl.render.replication_words import PageWords, page_words
from semdsl.render.reports import Value
from semdsl.render.verdicts import (
    EXACT,
    FEW,
    deviates_at_all,
    deviation_text,
    marks,
    names_of,
    states_tolerance,
    summary_of,
)
from semdsl.render.words import Words, said_of, title_of, words_for
from semdsl.runtime.verdicts import CellVerdict, Verdict
from semdsl.semantics.model import Model

MARK = "<!-- Written by `semdsl replication`: do not edit. -->"
"""The first line of a page, by which a later run knows that it may replace it."""

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
    autoescape=False,  # noqa: S701 - every value is escaped as Markdown instead, by `finalize`
    finalize=escaped,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Replicated:
    """A model that was run: its *file* without its folder, what was said of it, and its values in base units."""

    model: Model
    file: str
    verdicts: tuple[Verdict, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class Row:
    """What an expectation said, in a line of the table."""

    title: str
    cells: str
    reproduced: str
    tolerance: str
    largest: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of what."""

    expectations: int
    cells: int
    reproduced: int
    deviating: int
    failing: int
    errata: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.expectations + other.expectations,
            self.cells + other.cells,
            self.reproduced + other.reproduced,
            self.deviating + other.deviating,
            self.failing + other.failing,
            self.errata + other.errata,
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The numbers for a reader, in the order of the columns."""
        numbers = (self.expectations, self.cells, self.reproduced, self.deviating, self.failing, self.errata)
        return tuple(f"{number:,}" for number in numbers)

    def summary(self, words: PageWords) -> str:
        """``1,234 of 1,240 cells reproduced``."""
        return words.summary.format(reproduced=f"{self.reproduced:,}", cells=f"{self.cells:,}")


@dataclass(frozen=True, slots=True)
class Group:
    """The expectations of one source."""

    source: str
    counts: Counts
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """An expectation that is not reproduced: what was said of it, its cells, and why."""

    title: str
    source: str
    says: Markdown
    table: FigureTable
    note: Markdown


@dataclass(frozen=True, slots=True)
class Check:
    """What a check said, in a line."""

    mark: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Section:
    """A model on the page."""

    title: str
    anchor: str
    file: Markdown
    source: str
    counts: Counts
    groups: tuple[Group, ...]
    missed: tuple[Missed, ...]
    errata: tuple[Erratum, ...]
    checks: tuple[Check, ...]


def page_of(models: Sequence[Replicated]) -> str:
    """The page about *models*, at least one, in the language of the first."""
    words = page_words(models[0].model.language)
    headings = [words.title, *(_title(one.model) for one in models)]
    sections = [_section(one, words, _anchor(headings, at)) for at, one in enumerate(models, start=1)]
    total = sum((section.counts for section in sections), Counts(0, 0, 0, 0, 0, 0))
    made = _PAGES.get_template("replication.md").render(
        mark=Markdown(MARK), words=words, sections=sections, total=total, quoted=quoted
    )
    return _EMPTY_LINES.sub("\n\n", made).rstrip("\n") + "\n"


def counts_of(verdicts: Sequence[Verdict]) -> Counts:
    """What the expectations among *verdicts* said, together."""
    own = [verdict for verdict in verdicts if verdict.kind == "expectation"]
    return Counts(
        expectations=len(own),
        cells=sum(verdict.compared for verdict in own),
        reproduced=sum(verdict.reproduced for verdict in own),
        deviating=sum(verdict.outcome == "deviates" for verdict in own),
        failing=sum(verdict.outcome == "fails" for verdict in own),
        errata=0,
    )


def _title(model: Model) -> str:
    return title_of(model.titles, model.language) or model.name


def _anchor(headings: Sequence[str], at: int) -> str:
    """The anchor of one of *headings*: a later one of equal letters has a number behind it."""
    before = [anchor(heading) for heading in headings[:at]].count(anchor(headings[at]))
    return anchor(headings[at]) + (f"-{before}" if before else "")


def _section(one: Replicated, page: PageWords, own_anchor: str) -> Section:
    model, words = one.model, words_for(one.model)
    said = [
        Said(verdict, name if verdict.title else code(name))
        for verdict, name in zip(one.verdicts, names_of(one.verdicts), strict=True)
    ]
    expectations = sorted(
        (own for own in said if own.verdict.kind == "expectation"),
        key=lambda own: (not own.verdict.source, natural_key(own.verdict.source)),
    )
    errata = errata_of(model, said, one.value, page, words)
    return Section(
        title=_title(model),
        anchor=own_anchor,
        file=code(one.file),
        source=said_of(model.header.attributes, "source") if model.header else "",
        counts=replace(counts_of([own.verdict for own in expectations]), errata=len(errata)),
        groups=tuple(_groups(expectations, model, page, words)),
        missed=tuple(
            _missed(own, model, page, words) for own in expectations if own.verdict.outcome != "holds"
        ),
        errata=errata,
        checks=tuple(_check(own, words) for own in said if own.verdict.kind != "expectation"),
    )


def _check(own: Said, words: Words) -> Check:
    return Check(marks(words)[own.verdict.outcome], own.title, ", ".join(summary_of(own.verdict, words)))


# ── What is compared ──────────────────────────────────────────────────────────────────────────────


def _groups(expectations: Sequence[Said], model: Model, page: PageWords, words: Words) -> Iterator[Group]:
    for source, found in groupby(expectations, key=lambda own: own.verdict.source):
        together = list(found)
        counts = counts_of([own.verdict for own in together])
        yield Group(
            source or page.no_source, counts, tuple(_row(own, model, page, words) for own in together)
        )


def _row(own: Said, model: Model, page: PageWords, words: Words) -> Row:
    verdict = own.verdict
    measured = [cell for cell in verdict.cells if not math.isnan(cell.deviation)]
    largest = max(measured, key=lambda cell: cell.deviation, default=None)
    return Row(
        title=own.title,
        cells=f"{verdict.compared:,}",
        reproduced=f"{verdict.reproduced:,}",
        tolerance="" if largest is None else _tolerance(largest, verdict, page, words),
        largest=_largest(largest, verdict, model, words),
        outcome=marks(words)[verdict.outcome],
    )


def _tolerance(cell: CellVerdict, verdict: Verdict, page: PageWords, words: Words) -> str:
    if not states_tolerance(cell, verdict):
        return page.exact
    return deviation_text(cell.allowed, verdict.relative, verdict, words, EXACT)


def _largest(cell: CellVerdict | None, verdict: Verdict, model: Model, words: Words) -> str:
    """The deviation of *cell* and where that is; its unit is that of the tolerance beside it."""
    if cell is None:
        return "" if verdict.compared else words.empty
    if not deviates_at_all(cell, verdict):
        return words.exact if verdict.op == "=" else ""
    said = deviation_text(
        cell.deviation,
        verdict.relative,
        verdict,
        words,
        FEW if cell.passed else EXACT,
        with_unit=not states_tolerance(cell, verdict),
    )
    where = ", ".join(label_of(model, axis, label) for axis, label in cell.cell)
    return f"{said} ({where})" if where else said


# ── What is not reproduced ────────────────────────────────────────────────────────────────────────


def _missed(own: Said, model: Model, page: PageWords, words: Words) -> Missed:
    verdict = own.verdict
    cells = [cell for cell in verdict.cells if not cell.passed]
    mark = words.differs if verdict.outcome == "deviates" else words.fails
    says = [escaped(part) for part in (mark, *summary_of(verdict, words))]
    if verdict.stale:
        says.append(words.stale)
    return Missed(
        own.title,
        verdict.source,
        Markdown(", ".join(says)),
        compared_figures(cells, verdict, model, page, words),
        quoted(verdict.note or verdict.erratum),
    )
