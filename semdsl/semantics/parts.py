"""The parts that a model stands in, one a worksheet. What is declared in them is declared in the model."""

from __future__ import annotations

from dataclasses import dataclass, field

from semdsl.source import Span
from semdsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the model: ``file`` is its path from the model's folder, as the model names it."""

    name: str
    titles: tuple[ast.Title, ...]
    file: str
    attributes: tuple[ast.Attribute, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
