"""What a reviewer asks of a model, as parts of a document: what algebra knows, checks, limitations, the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.book.context import Book
from semdsl.book.glossary import glossary
from semdsl.book.judged import judged
from semdsl.book.limitations import limitations
from semdsl.book.notes import blocks
from semdsl.book.paper.document import (
    Block,
    Bullets,
    Code,
    Equation,
    Heading,
    Inline,
    Inlines,
    Listing,
    Paragraph,
    Styled,
    Table,
    TableRow,
    Terms,
)
from semdsl.book.paper.pieces import (
    blocks_of,
    facts_of,
    inlines,
    link_of,
    links_of,
    listed,
    verdict_blocks,
    verdict_of,
)
from semdsl.book.views import EntryView, VerdictView
from semdsl.book.views import Remark as RemarkView
from semdsl.book.words import BookWords
from semdsl.render.mathematics.mathml import MathElement


def algebra_of(view: EntryView, words: BookWords) -> Iterator[Block]:
    """What algebra makes of a formula, and the identities about it."""
    for derived in view.derived:
        yield Paragraph((Styled((derived.label,), "strong"),), kept=True)
        for line in derived.lines:
            if line.link:
                yield Paragraph(link_of(line.link), small=True, kept=True)
            yield Equation(line.math.of, "")
        if derived.says:
            yield Paragraph((derived.says,), small=True)
    if view.identities:
        yield Paragraph((Styled((words.identities,), "strong"),), kept=True)
    for identity in view.identities:
        yield Paragraph(link_of(identity.link), small=True, kept=True)
        if isinstance(identity.equation, MathElement):
            yield Equation(identity.equation.of, "")
        for verdict in identity.verdicts:
            yield from verdict_blocks(verdict, words)


def checks_of(book: Book) -> Iterator[Block]:
    """All that was proved, met or tested, and the errors of the sources."""
    words, found = book.words, judged(book)
    yield Paragraph((found.summary,))
    for group in found.groups:
        yield Heading(2, (group.title,), f"checks.html#{group.anchor}")
        if group.shown:
            yield Paragraph((group.shown,), small=True, kept=True)
        rows = []
        for own in group.checks:
            equation = (" ", *inlines((own.equation,))) if own.equation else ()
            said = (*verdict_of(own.verdict, words), *_reasons(own.remarks), *_told(own.verdict))
            rows.append(TableRow(((*link_of(own.link), *equation), said, (own.source,))))
        yield Table(((words.said,), (words.outcome,), (words.source,)), tuple(rows), figures=False)
    if found.tests:
        yield Heading(2, (words.tests,), "checks.html#judged-tests")
    for test in found.tests:
        yield Heading(3, (test.name,))
        given = ((f"{words.given} ", *inlines((one,))) for one in test.given)
        expects = ((f"{words.expected} ", *inlines((one,))) for one in test.expects)
        yield Bullets((*given, *expects))
        yield from verdict_blocks(test.verdict, words)
    if found.errata:
        yield Heading(2, (words.errata,), "checks.html#judged-errata")
    for erratum in found.errata:
        source = (f" ({erratum.source})",) if erratum.source else ()
        yield Paragraph((*link_of(erratum.link), *source), kept=True)
        yield from blocks_of(erratum.body)


def _told(verdict: VerdictView) -> Inlines:
    """The cells that fail, within a line."""
    return (f" {'; '.join(verdict.lines)}",) if verdict.lines else ()


def _reasons(remarks: Sequence[RemarkView]) -> Inlines:
    """Notes and errata within a line."""
    parts: list[Inline] = []
    for remark in remarks:
        parts += [" ", Styled((f"{remark.label}:",), "emphasis")]
        for block in blocks_of(remark.body):
            parts += [" ", *_in_line(block)]
    return tuple(parts)


def _in_line(block: Block) -> Inlines:
    match block:
        case Paragraph(parts=parts):
            return parts
        case Bullets(items=items):
            return tuple(part for at, item in enumerate(items) for part in ((("; ",) * (at > 0)) + item))
        case Listing(text=text):
            return (Code(" ".join(text.split())),)
        case _:
            return ()


def limitations_of(book: Book) -> Iterator[Block]:
    """What a reader has to know before he relies on the model."""
    words, found = book.words, limitations(book)
    yield Heading(2, (words.stated_limits,), "limitations.html#limits-stated")
    for own in found.stated:
        yield Paragraph(link_of(own.link), kept=True)
        yield from blocks_of(own.body)
    if not found.stated:
        yield from blocks_of(blocks(words.no_limits))
    yield Heading(2, (words.countable,), "limitations.html#limits-counted")
    yield from facts_of(found.facts)
    for own_list in found.lists:
        yield from links_of(f"{own_list.title} ({own_list.says})", own_list.links)
    if found.deviating:
        yield Heading(2, (words.deviating,), "limitations.html#limits-deviating")
        rows = tuple(TableRow((link_of(own.link), (own.says,))) for own in found.deviating)
        yield Table(((words.said,), (words.outcome,)), rows, figures=False)
    yield Heading(2, (words.beyond_title,), "limitations.html#limits-beyond")
    yield Bullets(tuple((text,) for text in found.beyond))


def glossary_of(book: Book) -> Iterator[Block]:
    """Words of the field and abbreviations."""
    words, found = book.words, glossary(book)
    yield Heading(2, (words.terms,), "glossary.html#glossary-terms")
    for term in found.terms:
        yield Paragraph(
            (Styled((term.word,), "strong"), " · ", Styled((term.other,), "emphasis"), f": {term.means}")
        )
        if term.links:
            yield Paragraph((*listed(term.links), f" {term.more}".rstrip()), small=True)
    if found.abbreviations:
        yield Heading(2, (words.abbreviations,), "glossary.html#glossary-abbreviations")
        lines = (((own.short,), link_of(own.link, own.long)) for own in found.abbreviations)
        yield Terms("", tuple(lines))
