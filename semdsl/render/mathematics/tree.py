"""Mathematics as it is set: what a formula looks like, before it is MathML, LaTeX or plain text.

Nothing here knows a model. A printer goes through the tree; it never looks at text to find out what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter, set in italics, or a name of several letters, set upright, which is one thing and no product."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral, as a reader sees it: ``1,000``, ``3.5``."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words: a condition, a unit, a label."""

    text: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign. ``form`` says where it stands and so how much room it takes: ``infix``, ``prefix`` or ``mark``."""

    text: str
    form: str = "infix"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing after another."""

    parts: tuple[Math, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another."""

    top: Math
    bottom: Math


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    inner: Math


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands below and above it, on its right and, ``before``, on its left."""

    base: Math
    below: Math | None = None
    above: Math | None = None
    before: Math | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A base with a mark over it, as a bar or a hat; a bar over ``n`` with ``|`` behind it is a term certain."""

    base: Math
    mark: str


@dataclass(frozen=True, slots=True)
class Fenced:
    """Something between two signs that are as tall as it is."""

    left: str
    inner: Math
    right: str


@dataclass(frozen=True, slots=True)
class Large:
    """A sum, a product or a function over a range: the sign, what stands under and over it, and what it is of."""

    sign: Operator | Text
    under: Math | None
    over: Math | None
    body: Math


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a definition by cases: the formula, and for what it is."""

    formula: Math
    condition: Math


@dataclass(frozen=True, slots=True)
class Cases:
    """A brace with a line for each case."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A long formula on several lines, each but the first beginning with its sign; all stand behind the *head*."""

    lines: tuple[Math, ...]
    head: Math | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that stands for the declaration with this ``key``: a reader can go there, or be told what it is."""

    inner: Math
    key: str


Math: TypeAlias = (
    Symbol
    | Number
    | Text
    | Operator
    | Row
    | Fraction
    | Root
    | Scripts
    | Marked
    | Fenced
    | Large
    | Cases
    | Lines
    | Linked
)

NOTHING = Row(())
COMMA = Operator(",", "mark")


def row(*parts: Math) -> Math:
    """*parts* one after another; rows in it are opened."""
    flat: list[Math] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Row) else (part,))
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def joined(parts: list[Math], sign: Operator = COMMA) -> Math:
    """*parts* with *sign* between them."""
    found: list[Math] = []
    for part in parts:
        found += [sign, part] if found else [part]
    return row(*found)


def bracketed(inner: Math) -> Math:
    """*inner* between round brackets."""
    return Fenced("(", inner, ")")


def children(node: Math) -> tuple[Math, ...]:
    """The parts of *node*, in the order in which they are read."""
    match node:
        case Symbol() | Number() | Text() | Operator():
            return ()
        case Row(parts=parts):
            return parts
        case Fraction(top=top, bottom=bottom):
            return (top, bottom)
        case Root(inner=inner) | Fenced(inner=inner) | Linked(inner=inner):
            return (inner,)
        case Scripts(base=base, below=below, above=above, before=before):
            return tuple(part for part in (before, base, below, above) if part is not None)
        case Marked(base=base):
            return (base,)
        case Large(sign=sign, under=under, over=over, body=body):
            return tuple(part for part in (sign, under, over, body) if part is not None)
        case Cases(branches=branches):
            return tuple(part for branch in branches for part in (branch.formula, branch.condition))
        case Lines(lines=lines, head=head):
            return lines if head is None else (head, *lines)
        case _:
            assert_never(node)


def keys(node: Math) -> tuple[str, ...]:
    """What *node* has links to, each once, in the order in which they are read."""
    found: dict[str, None] = {}
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Linked):
            found[current.key] = None
        waiting.extend(reversed(children(current)))
    return tuple(found)


def in_scripts(node: Math, change: Callable[[Symbol], Math], inside: bool = False) -> Math:
    """*node* with each symbol that stands in a script of it changed."""
    match node:
        case Symbol():
            return change(node) if inside else node
        case Scripts(base=base, below=below, above=above, before=before):
            changed = (
                None if script is None else in_scripts(script, change, inside=True)
                for script in (below, above, before)
            )
            return Scripts(in_scripts(base, change, inside), *changed)
        case Row(parts=parts):
            return row(*_taken_away([in_scripts(part, change, inside) for part in parts]))
        case Marked(base=base):
            return replace(node, base=in_scripts(base, change, inside))
        case Fenced(inner=inner) | Linked(inner=inner):
            return replace(node, inner=in_scripts(inner, change, inside))
        case Fraction(top=top, bottom=bottom):
            return Fraction(in_scripts(top, change, inside), in_scripts(bottom, change, inside))
        case _:
            return node


def _taken_away(parts: list[Math]) -> list[Math]:
    """*parts*, in which a sum that came to stand behind a minus is in brackets."""
    return [
        bracketed(part) if at and parts[at - 1] == Operator("−") and _is_sum(part) else part
        for at, part in enumerate(parts)
    ]


def _is_sum(node: Math) -> bool:
    return isinstance(node, Row) and any(isinstance(one, Operator) and one.text in "+−" for one in node.parts)
