"""Pieces of a page as data: an element, its attributes and what is in it. Text is escaped where it is written down.

A template shows an ``Element`` as it is, and any other value as text. So no text of a model is ever read as a tag:
there is no way to make an element from text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

_VOID = frozenset(("br", "hr", "img"))


@dataclass(frozen=True, slots=True)
class Element:
    """``<name attributes>children</name>``."""

    name: str
    children: tuple[Node, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __html__(self) -> str:
        """How a template writes it."""
        written: list[str] = []
        _write(self, written)
        return "".join(written)


Node: TypeAlias = Element | str


def element(name: str, *children: Node, **attributes: str) -> Element:
    """An element; *name* and the names of *attributes* are words of the program."""
    return Element(name, children, attributes)


def _write(node: Node, written: list[str]) -> None:
    if isinstance(node, str):
        written.append(escape(node, quote=False))
        return
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    written.append(f"<{node.name}{attributes}>")
    for child in node.children:
        _write(child, written)
    if node.name not in _VOID:
        written.append(f"</{node.name}>")
