"""Parts of a file: which file is one, and the whole that a file is with its parts."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.suggest import nearest
from semdsl.project import findings
from semdsl.semantics.findings.names import already_declared, second_header
from semdsl.syntax import ast
from semdsl.syntax.diagnosis.mistakes import KINDS

_HEADERS = ("model", "module", "part")
_INCLUDE = ("include", "incluir", "incluye")


def header_of(module: ast.Module) -> ast.Header | ast.Broken | None:
    """The header of *module*, also one with a mistake in it."""
    headers = (own for own in module.declarations if isinstance(own, ast.Header | ast.Broken))
    return next((own for own in headers if own.kind in _HEADERS), None)


def is_part(module: ast.Module) -> bool:
    """Whether *module* says of itself that it is a part."""
    header = header_of(module)
    return header is not None and header.kind == "part"


def has_broken_include(module: ast.Module) -> bool:
    """Whether an ``include`` of *module* has a mistake in it, which was reported: what it names is not known."""
    kinds = (own.kind for own in module.declarations if isinstance(own, ast.Broken))
    return any(kind == "include" or (kind not in KINDS and nearest(kind, _INCLUDE)) for kind in kinds)


def objections_to(read: Outcome[ast.Module], include: ast.Include) -> tuple[Diagnostic, ...]:
    """Why the file *read*, which *include* names, cannot stand there.

    Nothing if its first line has a mistake, which is reported: the word `part` may be meant there.
    May report: ``not-a-part``, ``include-in-part``.
    """
    module = read.value
    header = header_of(module)
    if header is None and _has_first_line_lost(read):
        return ()
    if not is_part(module):
        kind = "" if header is None else header.kind
        return (findings.not_a_part(include.path.text, kind, include.path.span),)
    inner = [own for own in module.declarations if isinstance(own, ast.Include)]
    return tuple(findings.include_in_part(own.span) for own in inner)


def _has_first_line_lost(read: Outcome[ast.Module]) -> bool:
    """Whether the first declaration could not be read at all, or not its kind, which resembles `part`."""
    first = next(iter(read.value.declarations), None)
    if isinstance(first, ast.Broken) and nearest(first.kind, ("part",)):
        return True
    places = [found.labels[0].span.start for found in read.diagnostics if found.is_error and found.labels]
    return any(first is None or place < first.span.start for place in places)


def whole(module: ast.Module, pieces: Sequence[ast.Module]) -> Outcome[ast.Module]:
    """*module* with the declarations of each of *pieces* in the place of its ``include``, in the same order.

    May report: ``already-declared``, of two headers in a part and of two parts of one name.
    """
    found: list[Diagnostic] = []
    declarations: list[ast.Declaration] = []
    parts: dict[str, ast.Part] = {}
    waiting = iter(pieces)
    for own in module.declarations:
        if not isinstance(own, ast.Include):
            declarations.append(own)
            continue
        piece = next(waiting)
        content = _content(piece)
        found += content.diagnostics
        declarations += content.value
        header = header_of(piece)
        if not isinstance(header, ast.Header):
            continue
        name = header.name.text
        if name in parts:
            found.append(already_declared(header, parts[name].header))
        parts.setdefault(name, ast.Part(header, own.path.text, piece.source))
    return Outcome(ast.Module(module.source, tuple(declarations), tuple(parts.values())), tuple(found))


def _content(piece: ast.Module) -> Outcome[tuple[ast.Declaration, ...]]:
    """What *piece* brings into the whole: all but its header."""
    found: list[Diagnostic] = []
    content: list[ast.Declaration] = []
    header = header_of(piece)
    for own in piece.declarations:
        match own:
            case ast.Header():
                if header is not None and own is not header:
                    found.append(second_header(own, header))
            case _:
                content.append(own)
    return Outcome(tuple(content), tuple(found))
