"""The page of checks: all that was proved, met or tested, what deviates and why, and the errors of the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.book.algebra import verdicts_of
from semdsl.book.chapters import attributes_of, remarks_of
from semdsl.book.contents import Placed
from semdsl.book.context import Book
from semdsl.book.equations import compared_of, equation_of, setting_of
from semdsl.book.notes import blocks
from semdsl.book.views import CheckGroup, CheckView, ErratumView, Judged, Link, TestView, VerdictView
from semdsl.diagnostics.wording import in_language
from semdsl.render.mathematics.breaking import COLUMN
from semdsl.render.verdicts import counted, failing_lines, last_line, marks
from semdsl.render.words import said_of
from semdsl.runtime.verdicts import TestVerdict, Verdict
from semdsl.syntax import ast

_FAILING, _DEVIATING = "failing", "deviating"
_GROUPS = (_FAILING, "identity", "check", _DEVIATING, "expectation")
"""The groups of the page, in order: what a reviewer looks for first stands first."""


def judged(book: Book) -> Judged:
    """What every check, identity, expectation and test came to, and every erratum."""
    found: dict[str, list[CheckView]] = {group: [] for group in _GROUPS}
    for chapter in book.contents.chapters:
        for placed in chapter.placed:
            verdicts = book.verdicts(placed.entry)
            for verdict, view in zip(verdicts, verdicts_of(placed.entry, book), strict=True):
                several = len(verdicts) > 1
                found[_group(verdict)].append(_check(placed, verdict, view, book, several=several))
    every = book.facts.stated.results.verdicts
    groups = (
        CheckGroup(book.words.judged[group], f"judged-{group}", _counted(group, checks, book), tuple(checks))
        for group, checks in found.items()
        if checks
    )
    return Judged(
        last_line(every, book.facts.tests, book.units),
        tuple(groups),
        tuple(_test(test, book) for test in book.facts.tests),
        tuple(errata(book)),
    )


def _group(verdict: Verdict) -> str:
    if not verdict.passed:
        return _FAILING
    return _DEVIATING if verdict.deviates else verdict.kind


def _counted(group: str, checks: Sequence[CheckView], book: Book) -> str:
    units = book.units
    words = {"identity": units.identity, "check": units.check}.get(group, units.expectation)
    return "" if group == _FAILING else counted(len(checks), words)


def _check(placed: Placed, verdict: Verdict, view: VerdictView, book: Book, *, several: bool) -> CheckView:
    entry = placed.entry
    instance = verdict.name.rpartition(".")[0]
    title = f"{book.title(entry)} ({instance})" if several and instance else book.title(entry)
    math = (
        equation_of(entry, book.symbols.of(entry), book.notation(entry)) if entry.kind == "identity" else None
    )
    explained = verdict.deviates or not verdict.passed
    return CheckView(
        link=Link(title or entry.name, placed.href, entry.name),
        equation=None if math is None else book.inline(math),
        verdict=view,
        source=verdict.source,
        remarks=tuple(remarks_of(tuple(attributes_of(entry)), book)) if explained else (),
    )


def _test(test: TestVerdict, book: Book) -> TestView:
    units = book.units
    lines = [line for verdict in test.verdicts for line in failing_lines(verdict, units)]
    if test.stopped:
        lines.insert(0, in_language(test.stopped, units.language))
    outcome = "holds" if test.passed else "fails"
    says = counted(len(test.verdicts), units.expectation) if test.verdicts else ""
    verdict = VerdictView(outcome, marks(units)[outcome], says, lines=tuple(lines))
    declaration, module = book.facts.test_of(test)
    notation = book.symbols.inside(module)
    return TestView(
        name=test.name,
        place=test.place,
        given=tuple(book.inline(setting_of(one, notation), COLUMN) for one in declaration.given),
        expects=tuple(book.inline(compared_of(one, notation), COLUMN) for one in declaration.expects),
        verdict=verdict,
    )


def errata(book: Book, *, every: bool = False) -> Iterator[ErratumView]:
    """Every erratum of a declaration, or of one of its cases; of those that explain a deviation only *every* has."""
    for chapter in book.contents.chapters:
        if chapter.header is not None:
            link = Link(chapter.title(book.language), chapter.page)
            yield from said_by(chapter.header.attributes, "erratum", link)
        for placed in chapter.placed:
            explains = any(one.deviates or not one.passed for one in book.verdicts(placed.entry))
            if explains and not every:
                continue
            declaration, link = placed.entry.declaration, book.link(placed.entry)
            yield from said_by(declaration.attributes, "erratum", link)
            source = said_of(declaration.attributes, "source")
            for case in declaration.cases if isinstance(declaration, ast.Quantity | ast.Table) else ():
                yield from said_by(case.attributes, "erratum", link, source)


def said_by(
    attributes: Sequence[ast.Attribute], word: str, link: Link, source: str = ""
) -> Iterator[ErratumView]:
    """What *attributes* of the declaration behind *link* say after *word*, with their source."""
    text = said_of(attributes, word)
    if text:
        yield ErratumView(link, said_of(attributes, "source") or source, blocks(text))
