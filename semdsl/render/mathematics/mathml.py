"""Mathematics as MathML Core: elements for a page. A script or a style is never in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from semdsl.render.elements import Element, Node, element
from semdsl.render.mathematics.tree import (
    NOTHING,
    Branch,
    Cases,
    Fenced,
    Fraction,
    Large,
    Lines,
    Linked,
    Marked,
    Math,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
)

_ITALIC_H = "ℎ"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, empty if nowhere, and what is said of it before one goes there."""

    href: str
    says: str


@dataclass(frozen=True, slots=True)
class MathElement(Element):
    """``math`` that knows what it was set from, for media other than a page."""

    of: Math = NOTHING


def mathml(node: Math, target: Callable[[str], Target | None], *, block: bool) -> MathElement:
    """*node* as ``math``; *target* says where a key leads."""
    attributes = {"display": "block"} if block else {}
    return MathElement("math", (_Printer(target).one(node, None),), attributes, node)


@dataclass(frozen=True, slots=True)
class _Printer:
    target: Callable[[str], Target | None]

    def one(self, node: Math, to: Target | None) -> Element:
        match node:
            case Symbol(text=text):
                return element("mi", _linked(_letters(text), to), **_upright(text))
            case Number(text=text):
                return element("mn", _linked(text, to))
            case Text(text=text):
                return element("mtext", _linked(_kept(text), to))
            case Operator():
                return self.operator(node)
            case Row(parts=parts):
                return element("mrow", *(self.one(part, to) for part in parts))
            case Fraction(top=top, bottom=bottom):
                return element("mfrac", self.one(top, to), self.one(bottom, to))
            case Root(inner=inner):
                return element("msqrt", self.one(inner, to))
            case Scripts():
                return self.scripts(node, to)
            case Marked(base=base, mark=mark):
                return element(
                    "mover", self.one(base, to), element("mo", mark, stretchy="true"), accent="true"
                )
            case Fenced(left=left, inner=inner, right=right):
                return element("mrow", _fence(left, "prefix"), self.one(inner, to), _fence(right, "postfix"))
            case Large():
                return self.large(node)
            case Cases(branches=branches):
                return element(
                    "mrow",
                    _fence("{", "prefix"),
                    element("mtable", *map(self.branch, branches), displaystyle="true", **{"class": "cases"}),
                )
            case Lines():
                return self.lines(node)
            case Linked(inner=inner, key=key):
                return self.one(inner, self.target(key))
            case _:
                assert_never(node)

    def operator(self, node: Operator) -> Element:
        if node.form == "mark":
            room = "0.28em" if node.text in ",;" else "0"
            return element("mo", node.text, lspace="0", rspace=room, stretchy="false", fence="false")
        if node.form == "prefix":
            return element("mo", node.text, form="prefix")
        return element("mo", node.text, form="infix")

    def scripts(self, node: Scripts, to: Target | None) -> Element:
        base = self.one(node.base, to)
        below, above = (None if one is None else self.one(one, None) for one in (node.below, node.above))
        if node.before is not None:
            blank = element("mrow")
            before = (element("mprescripts"), self.one(node.before, None), blank)
            return element("mmultiscripts", base, below or blank, above or blank, *before)
        if below and above:
            return element("msubsup", base, below, above)
        if below:
            return element("msub", base, below)
        return element("msup", base, above) if above else base

    def large(self, node: Large) -> Element:
        sign = (
            element("mo", node.sign.text, form="prefix", movablelimits="false", largeop="true")
            if isinstance(node.sign, Operator)
            else element("mo", node.sign.text, form="prefix", movablelimits="false", lspace="0", rspace="0")
        )
        under, over = (None if one is None else self.one(one, None) for one in (node.under, node.over))
        if under and over:
            head = element("munderover", sign, under, over)
        elif under:
            head = element("munder", sign, under)
        else:
            head = sign
        return element("mrow", head, self.one(node.body, None))

    def branch(self, branch: Branch) -> Element:
        return element(
            "mtr",
            element("mtd", self.one(branch.formula, None)),
            element("mtd", self.one(branch.condition, None)),
        )

    def lines(self, node: Lines) -> Element:
        """A row for each line; with a head they stand in the second column, so that it is level with the first."""
        heads = () if node.head is None else (node.head, *(NOTHING for _ in node.lines[1:]))
        rows = zip(heads, node.lines, strict=True) if heads else ((line,) for line in node.lines)
        cells = ((element("mtd", self.one(part, None)) for part in parts) for parts in rows)
        look = "lines headed" if heads else "lines"
        return element(
            "mtable", *(element("mtr", *own) for own in cells), displaystyle="true", **{"class": look}
        )


def _fence(sign: str, form: str) -> Element:
    return element("mo", sign, form=form, fence="true", stretchy="true")


def _kept(text: str) -> str:
    """*text* with the blanks at its ends, which a page would take away."""
    inner = text.strip(" ")
    ends = text.partition(inner) if inner else (text, "", "")
    return ends[0].replace(" ", "\u00a0") + inner + ends[2].replace(" ", "\u00a0")


def _linked(text: str, to: Target | None) -> Node:
    """*text* with what is said of it, and where a click leads.

    It is no link: a formula is one thing to who has it read aloud, and the list below it has the links.
    """
    if to is None:
        return text
    if not to.href:
        return element("span", text, title=to.says)
    return element("span", text, title=to.says, **{"data-to": to.href})


def _upright(text: str) -> dict[str, str]:
    """A name of several letters is upright; a single letter is written with letters that are italic in themselves."""
    return {"class": "name"} if len(text) > 1 else {"mathvariant": "normal"}


def _letters(text: str) -> str:
    """A single letter as the italic one of mathematics; upright capital Greek letters stay."""
    if len(text) > 1:
        return text
    code = ord(text)
    if text == "h":
        return _ITALIC_H
    if "a" <= text <= "z":
        return chr(0x1D44E + code - ord("a"))
    if "A" <= text <= "Z":
        return chr(0x1D434 + code - ord("A"))
    if "α" <= text <= "ω":
        return chr(0x1D6FC + code - ord("α"))
    return text
