"""The parts that a model stands in, one a worksheet. What is declared in them is declared in the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

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


def place_of(span: Span, header: ast.Header | None) -> str:
    """``sheets/income.sem:120``: the file, from the folder of the model that begins with *header*, and the line.

    Two parts may have files of one name in different folders. A file that is not below that folder is of the library.
    """
    return f"{_below(span.source.name, (header.span if header else span).source.name)}:{span.line}"


@lru_cache(maxsize=1_000)  # asked of every declaration, of a few files
def _below(name: str, main: str) -> str:
    """The file *name* from the folder of the file *main*."""
    file, folder = PurePath(name), PurePath(main).parent
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()
