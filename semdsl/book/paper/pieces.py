"""What views are made of as parts of a document: links, facts, notes, verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from semdsl.book.paper.document import (
    Block,
    Bullets,
    Code,
    Inline,
    Inlines,
    Listing,
    Maths,
    Paragraph,
    Ref,
    Remark,
    Styled,
    Terms,
)
from semdsl.book.views import Fact, Link, VerdictView
from semdsl.book.views import Remark as RemarkView
from semdsl.book.words import BookWords
from semdsl.render.elements import Element, Node
from semdsl.render.mathematics.mathml import MathElement


def facts_of(facts: Sequence[Fact]) -> Iterator[Block]:
    """Facts, each after its label."""
    if facts:
        yield Terms("", tuple(((fact.label,), (fact.value,)) for fact in facts))


def links_of(label: str, links: Sequence[Link]) -> Iterator[Block]:
    """Links after what they have in common."""
    if links:
        yield Paragraph((Styled((label,), "strong"), " ", *listed(links)), small=True)


def listed(links: Sequence[Link]) -> Inlines:
    """Links with commas between them."""
    return tuple(part for at, link in enumerate(links) for part in ((", ",) * (at > 0) + link_of(link)))


def link_of(link: Link, text: str = "") -> Inlines:
    """*link* in its own words or as *text*; without a target it is plain text."""
    shown: Inlines = (text or link.text,)
    return (Ref(shown, link.href),) if link.href else shown


def behind(unit: str) -> Inlines:
    """A unit in brackets, if there is one."""
    return (f" ({unit})",) if unit else ()


def verdict_of(verdict: VerdictView, words: BookWords) -> Inlines:
    """*verdict* on one line."""
    conditions: list[Inline] = []
    for at, one in enumerate(verdict.conditions):
        conditions += [", " if at else f", {words.where} ", *inlines((one,))]
    route = (f" ({verdict.route})",) if verdict.route else ()
    return (Styled((verdict.mark,), "strong"), f" {verdict.says}", *conditions, *route)


def verdict_blocks(verdict: VerdictView, words: BookWords) -> Iterator[Block]:
    """*verdict* with the cells that fail."""
    yield Paragraph(verdict_of(verdict, words))
    if verdict.lines:
        yield Listing("\n".join(verdict.lines))


# ── Notes ─────────────────────────────────────────────────────────────────────────────────────────


def remarks_of(remarks: Sequence[RemarkView]) -> Iterator[Block]:
    """Notes, errata and limitations."""
    for remark in remarks:
        yield Remark(remark.label, tuple(blocks_of(remark.body)))


def blocks_of(body: Element) -> Iterator[Block]:
    """The paragraphs of a note."""
    for node in body.children:
        if not isinstance(node, Element):
            continue
        if node.name == "pre":
            yield Listing(text_in((node,)))
        elif node.name == "ul":
            yield Bullets(
                tuple(inlines(item.children) for item in node.children if isinstance(item, Element))
            )
        else:
            yield Paragraph(inlines(node.children))


def inlines(nodes: Sequence[Node]) -> Inlines:
    """What stands on one line of a note or a title."""
    return tuple(part for node in nodes for part in _inline(node))


def _inline(node: Node) -> Inlines:
    if isinstance(node, str):
        return (node,)
    if isinstance(node, MathElement):
        return (Maths(node.of),)
    if node.name == "code":
        return (Code(text_in((node,))),)
    inner = inlines(node.children)
    style = {"strong": "strong", "em": "emphasis"}.get(node.name, "")
    return (Styled(inner, style),) if style else inner


def text_in(nodes: Sequence[Node]) -> str:
    """The letters of *nodes*."""
    return "".join(node if isinstance(node, str) else text_in(node.children) for node in nodes)
