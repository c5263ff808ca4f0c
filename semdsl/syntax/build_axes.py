"""Axes, as the parser finds them in ``sem.lark``: each method makes the node of its rule."""

from __future__ import annotations

from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.build_formulas import Parts, ident, listed, value_of, whole
from semdsl.syntax.build_parts import FileParts
from semdsl.syntax.diagnosis import mistakes, mistakes_in_lines
from semdsl.syntax.scan import Word


class AxisBuilder:
    """Callbacks for the rules of ``time`` and ``axis``."""

    def axis(self, parts: Parts) -> ast.Declaration:
        kind, name, parent, titles, *definition, attributes = parts
        return ast.AxisDecl(
            kind=kind.text,
            name=ident(name),
            titles=titles,
            attributes=tuple(attributes),
            definition=_definition(definition[-1]),
            of=parent,
            span=kind.span,
        )

    def parent(self, parts: Parts) -> ast.Ident | None:
        return ident(parts[1]) if parts else None

    def members(self, parts: Parts) -> list[ast.Member]:
        return listed(parts)

    def member(self, parts: Parts) -> ast.Member:
        label, titles, groups = parts
        last = groups or (titles[-1] if titles else label)
        return ast.Member(label.text, titles, groups, span=label.span.to(last.span))

    def groups(self, parts: Parts) -> ast.Expr | None:
        return parts[1] if parts else None

    def integers(self, parts: Parts) -> ast.Integers:
        (start, low), _, (end, high) = parts
        return ast.Integers(low, high, span=start.to(end))

    def integer(self, parts: Parts) -> tuple[Span, int]:
        value = _whole_number(parts[-1])
        return whole(parts), value if len(parts) == 1 else -value

    def bands(self, parts: Parts) -> ast.Bands:
        first, width = parts[0], _whole_number(parts[-1])
        open_end = isinstance(parts[2], Word)
        last = parts[2] if open_end else parts[2][0]
        low, end = _whole_number(first[0]), _whole_number(last)
        for band in (first,) if open_end else (first, parts[2]):
            if _width(band) != width:
                raise mistakes.Refused(
                    mistakes_in_lines.band_width(whole([*band]), _width(band), parts[-1].span)
                )
        if end <= low or width == 0 or (end - low) % width:
            raise mistakes.Refused(mistakes_in_lines.band_end(last.span, low, width))
        return ast.Bands(low, end, width, open_end, len(first[0].text), span=first[0].span.to(parts[-1].span))

    def band(self, parts: Parts) -> tuple[Word, Word]:
        return parts[0], parts[2]

    def every(self, parts: Parts) -> ast.Every:
        start = ast.Number(parts[4].text, value_of(parts[4]), span=parts[4].span) if len(parts) > 3 else None
        return ast.Every(ident(parts[0]), _whole_number(parts[2]), start, span=whole(parts))


def _definition(made: ast.AxisDefinition | FileParts | list[ast.Member]) -> ast.AxisDefinition:
    if isinstance(made, FileParts):
        return made.axis_node()
    if isinstance(made, list):
        return ast.Members(tuple(made), span=made[0].span.to(made[-1].span))
    return made


def _whole_number(word: Word) -> int:
    digits = word.text.replace("_", "")
    if not digits.isdecimal():
        raise mistakes.Refused(mistakes_in_lines.no_whole_number(word.span))
    return int(digits)


def _width(band: tuple[Word, Word]) -> int:
    return _whole_number(band[1]) - _whole_number(band[0]) + 1
