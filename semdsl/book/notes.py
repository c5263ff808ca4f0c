"""Notes as elements: a safe small part of Markdown. Nothing in a note can become a tag, a link or a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semdsl.render.elements import Element, Node, element
from semdsl.render.mathematics.mathml import mathml
from semdsl.render.mathematics.symbols import symbol

_INLINE = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)|\$(?P<math>[^$\n]+)\$|\*\*(?P<strong>[^*\n]+)\*\*"
    r"|(?<![\w*])\*(?P<emphasis>[^*\s][^*\n]*)\*(?!\w)"
)
_ITEM = re.compile(r"\s{0,3}[-*]\s+(?P<text>.*)")
_CODE = "    "


def blocks(text: str) -> Element:
    """*text* as paragraphs, lists and blocks of code."""
    lines = text.strip("\n").splitlines()
    return element("div", *_blocks(lines), **{"class": "note"})


def inline(text: str) -> tuple[Node, ...]:
    """*text* on one line, with its code, mathematics and emphasis."""
    return tuple(_inline(text))


def _blocks(lines: list[str]) -> Iterator[Element]:
    at = 0
    while at < len(lines):
        line = lines[at]
        taken = [line]
        if not line.strip():
            at += 1
            continue
        if line.startswith(_CODE):
            taken = _while(lines, at, lambda one: one.startswith(_CODE) or not one.strip())
            code = "\n".join(one.removeprefix(_CODE).rstrip() for one in taken).rstrip()
            yield element("pre", element("code", code))
        elif _ITEM.fullmatch(line):
            taken = _while(lines, at, lambda one: bool(one.strip()))
            yield element("ul", *_items(taken))
        else:
            taken = _while(lines, at, lambda one: bool(one.strip()) and not _ITEM.fullmatch(one))
            yield element("p", *inline(" ".join(one.strip() for one in taken)))
        at += len(taken)


def _while(lines: list[str], at: int, holds: object) -> list[str]:
    """The lines from *at* on for which *holds*; the first in any case."""
    end = at + 1
    while end < len(lines) and holds(lines[end]):  # type: ignore[operator]
        end += 1
    return lines[at:end]


def _items(lines: list[str]) -> Iterator[Element]:
    items: list[list[str]] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found:
            items.append([found["text"]])
        else:
            items[-1].append(line.strip())
    for item in items:
        yield element("li", *inline(" ".join(item)))


def _inline(text: str) -> Iterator[Node]:
    done = 0
    for found in _INLINE.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        yield _piece(found)
        done = found.end()
    if done < len(text):
        yield text[done:]


def _piece(found: re.Match[str]) -> Node:
    if found["code"] is not None:
        return element("code", found["code"].strip())
    if found["math"] is not None:
        understood = symbol(found["math"])
        return (
            element("code", found["math"])
            if understood is None
            else mathml(understood, lambda _: None, block=False)
        )
    if found["strong"] is not None:
        return element("strong", *inline(found["strong"]))
    return element("em", *inline(found["emphasis"]))
