"""Nodes, and the small pieces that stand in all others."""

from __future__ import annotations

from dataclasses import dataclass, field

from semdsl.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A piece of syntax."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ident(Node):
    """A name where it is declared or listed: of an axis, a kind of payer, a parameter."""

    text: str


@dataclass(frozen=True, slots=True)
class Title(Node):
    """``"Costo unitario"``, or ``en "Unit cost"`` with its language."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class UnitText(Node):
    """``million MXN(2005)/person``: ``scale`` is ``million``, ``thousand`` or empty."""

    text: str
    scale: str = ""
