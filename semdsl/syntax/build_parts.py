"""What declarations are made of, as the parser finds it in ``sem.lark``: titles, attributes, cases, files, settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any

from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.build_formulas import Parts, ident, listed, whole
from semdsl.syntax.diagnosis import mistakes, mistakes_in_files, mistakes_in_lines
from semdsl.syntax.scan import Word, scan

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(slots=True)
class FileParts:
    """A file, while what is said of it is read. ``condition`` is what an expectation compares with it."""

    path: Word
    span: Span
    condition: ast.Expr | None = None
    columns: list[tuple[ast.Ident, ast.Ident]] = field(default_factory=list)
    column: ast.Ident | None = None
    filters: list[ast.Filter] = field(default_factory=list)
    titles: tuple[tuple[ast.Ident, str | None], ...] = ()
    unit: ast.UnitText | None = None
    decimal_comma: bool = False
    total: ast.TotalRows | None = None
    said: dict[str, Span] = field(default_factory=dict)

    def say(self, word: Word) -> None:
        """Note that the part which starts with *word* has been given; each may be given once."""
        if word.text in self.said:
            raise mistakes.Refused(mistakes_in_lines.repeated_clause(self.said[word.text], word.span))
        self.said[word.text] = word.span

    def node(self) -> ast.FromFile:
        return ast.FromFile(
            ast.Text(self.path.text, span=self.path.span),
            tuple(self.columns),
            self.column,
            tuple(self.filters),
            self.unit,
            self.decimal_comma,
            self.total,
            span=self.span,
        )

    def figures(self) -> ast.FromFile:
        """The file as one of a table, which has no totals."""
        if self.total is not None:
            raise mistakes.Refused(mistakes_in_files.total_of_table(self.total.span))
        return self.node()

    def axis_node(self) -> ast.AxisFile:
        path = ast.Text(self.path.text, span=self.path.span)
        return ast.AxisFile(path, self.column, tuple(self.filters), self.titles, span=self.span)


class PartBuilder:
    """Callbacks for the rules that declarations share, and for the lines inside them."""

    def titles(self, parts: Parts) -> tuple[ast.Title, ...]:
        titles = [
            ast.Title(part.text, span=part.span) if isinstance(part, Word) else part
            for part in parts
        ]  # fmt: skip
        seen: dict[str | None, ast.Title] = {}
        for title in titles:
            if title.language in seen:
                raise mistakes.Refused(
                    mistakes.two_titles(seen[title.language].span, title.span, title.language)
                )
            seen[title.language] = title
        return tuple(titles)

    def translation(self, parts: Parts) -> ast.Title:
        language, text = parts
        if not _LANGUAGE.fullmatch(language.text):
            raise mistakes.Refused(mistakes_in_lines.unknown_attribute(language.span, language.text))
        return ast.Title(text.text, language.text, span=whole(parts))

    def axes(self, parts: Parts) -> tuple[ast.Ident, ...]:
        return tuple(ident(word) for word in parts[1]) if parts else ()

    def declared_unit(self, parts: Parts) -> ast.UnitText | None:
        return parts[1] if parts else None

    # ── Attributes ────────────────────────────────────────────────────────────────────────────────

    def attributes(self, parts: Parts) -> list[ast.Attribute]:
        if not parts:
            return []
        attributes: list[ast.Attribute] = parts[0]
        if parts[1] is not None:
            attributes.append(parts[1])
        return attributes

    def attribute(self, parts: Parts) -> ast.Attribute | None:
        word, span = parts[0], whole(parts)
        match word.type:
            case "SEMICOLON":
                return None
            case "RANGE":
                if not isinstance(parts[1], ast.Range) or parts[1].low is None or parts[1].high is None:
                    raise mistakes.Refused(mistakes_in_lines.no_range(parts[1].span))
                return ast.Attribute("range", (), (parts[1].low, parts[1].high), span=span)
            case "TIMING":
                when = parts[2]
                if when.text not in ("start", "mid", "end"):
                    raise mistakes.Refused(mistakes_in_lines.unknown_timing(when.span, when.text))
                return ast.Attribute(word.text, tuple(part.text for part in parts[2::2]), span=span)
            case "FLAG":
                return ast.Attribute(word.text, span=span)
            case _:
                texts = tuple(_said(value) for value in parts[-1])
                if word.text == "erratum" and not all(text.strip() for text in texts):
                    raise mistakes.Refused(mistakes_in_lines.empty_erratum(word.span))
                if word.text == "language" and texts[0] not in mistakes_in_lines.LANGUAGES:
                    raise mistakes.Refused(mistakes_in_lines.unknown_language(parts[-1][0].span, texts[0]))
                return ast.Attribute(word.text, texts, span=word.span.to(parts[-1][-1].span))

    def values(self, parts: Parts) -> list[Word]:
        return listed(parts)

    # ── Cases ─────────────────────────────────────────────────────────────────────────────────────

    def case(self, parts: Parts) -> ast.Case:
        selection = parts[3] if len(parts) > 3 else None
        return ast.Case(parts[1], selection, len(parts) == 3, span=whole(parts))

    def distribution(self, parts: Parts) -> ast.Distribution:
        span = whole(parts)
        words = scan(span.source, parts[1].span.start, span.end).words
        return ast.Distribution(" ".join(word.span.text for word in words), span=span)

    def draws(self, parts: Parts) -> list[Any]:
        return listed(parts)

    def draw(self, parts: Parts) -> ast.Expr:
        drawn: ast.Expr = parts[-1]
        return drawn

    def interpolate(self, parts: Parts) -> ast.Interpolate:
        return ast.Interpolate(ident(parts[1]), ident(parts[3]), span=whole(parts))

    # ── Files ─────────────────────────────────────────────────────────────────────────────────────

    def file(self, parts: Parts) -> FileParts:
        if isinstance(parts[0], FileParts):
            return _said_of_file(parts[0], parts[1])
        return FileParts(parts[1], whole(parts))

    def file_axes(self, parts: Parts) -> Parts:
        return parts

    file_column = file_rows = file_unit = file_comma = file_total = file_titles = file_axes

    def row_condition(self, parts: Parts) -> Parts:
        word, column, sign, value = parts
        values = value if isinstance(value, list) else [value]
        if sign.text in ast.COMPARISONS:
            if value.type != "NUMBER":
                raise mistakes.Refused(mistakes_in_files.no_number_to_compare(value.span, sign.text))
        elif sign.type == "OPERATOR" and sign.text != "!=":
            raise mistakes.Refused(mistakes_in_files.no_row_condition(sign.span, word.text, column.text))
        span = column.span.to(values[-1].span)
        texts = tuple(dict.fromkeys(one.text for one in values))
        return [word, ast.Filter(ident(column), sign.text, texts, span=span)]

    def titled(self, parts: Parts) -> list[tuple[ast.Ident, str | None]]:
        if len(parts) == 1:
            return [(ident(parts[0]), None)]
        titles, language, column = parts
        if not _LANGUAGE.fullmatch(language.text):
            raise mistakes.Refused(mistakes_in_lines.unknown_attribute(language.span, language.text))
        if any(known == language.text for _, known in titles):
            first = next(known for known, own in titles if own == language.text)
            raise mistakes.Refused(mistakes.two_titles(first.span, column.span, language.text))
        made: list[tuple[ast.Ident, str | None]] = [*titles, (ident(column), language.text)]
        return made

    def axis_file(self, parts: Parts) -> FileParts:
        return self.file(parts)

    def file_case(self, parts: Parts) -> ast.FileCase:
        file = parts[0].figures()
        selection = parts[2] if len(parts) > 2 else None
        end = parts[-1].span if len(parts) > 1 else file.span
        return ast.FileCase(file, selection, len(parts) == 2, span=file.span.to(end))

    def texts(self, parts: Parts) -> list[Word]:
        return listed(parts)

    def matching(self, parts: Parts) -> FileParts:
        if isinstance(parts[0], FileParts):
            return _said_of_file(parts[0], parts[1])
        return FileParts(parts[2], parts[1].span.to(parts[2].span), condition=parts[0])

    # ── Bounds, settings, layouts ─────────────────────────────────────────────────────────────────

    def expectation(self, parts: Parts) -> tuple[Any, dict[str, Any]]:
        return parts[0], parts[1]

    def bounds(self, parts: Parts) -> dict[str, Any]:
        if not parts:
            return {}
        bounds: dict[str, Any] = parts[0]
        word, value = parts[1]
        if word.text in bounds:
            raise mistakes.Refused(mistakes_in_lines.repeated_clause(bounds[word.text].span, word.span))
        return {**bounds, word.text: value}

    def bound(self, parts: Parts) -> tuple[Word, ast.Expr | ast.Deviation]:
        if parts[0].text == "deviates":
            return parts[0], ast.Deviation(parts[-1], span=whole(parts))
        return parts[0], parts[1]

    def given(self, parts: Parts) -> ast.Given:
        target = parts[1]
        if not isinstance(target, ast.Name | ast.Index):
            raise mistakes.Refused(mistakes_in_lines.no_target(target.span, parts[0].text))
        if isinstance(parts[2], FileParts):
            file = parts[2].figures()
            end = parts[4] if len(parts) > 3 else file
            selection = parts[4] if len(parts) > 3 else None
            return ast.Given(target, None, file, selection, span=parts[0].span.to(end.span))
        selection = parts[5] if len(parts) > 4 else None
        return ast.Given(target, parts[3], None, selection, span=whole(parts))

    def layout(self, parts: Parts) -> tuple[Word, list[ast.Layout]]:
        before, formula, total = parts[0], parts[-2], parts[-1]
        if isinstance(before, Word):
            return before, [_layout(formula, total)]
        before[1].append(_layout(formula, total))
        made: tuple[Word, list[ast.Layout]] = before
        return made

    def total(self, parts: Parts) -> ast.Total | None:
        if not parts:
            return None
        return ast.Total(
            parts[2], len(parts) > 3, span=parts[0].span.to(_end(parts[1], *parts[2], *parts[3:]))
        )

    def show(self, parts: Parts) -> ast.Show:
        (word, names), unit, weight, where = parts
        last = where or weight or unit or names[-1]
        return ast.Show(tuple(names), unit, where, weight, span=word.span.to(last.span))

    def weights(self, parts: Parts) -> ast.Expr | None:
        return parts[2] if parts else None

    def shown(self, parts: Parts) -> tuple[Word, list[ast.Expr]]:
        if isinstance(parts[0], Word):
            return parts[0], [parts[1]]
        parts[0][1].append(parts[2])
        made: tuple[Word, list[ast.Expr]] = parts[0]
        return made

    def shown_in(self, parts: Parts) -> ast.UnitText | None:
        return parts[1] if parts else None

    def shown_where(self, parts: Parts) -> ast.Expr | None:
        return parts[1] if parts else None

    def form(self, parts: Parts) -> ast.Ident:
        return ast.Ident(" ".join(word.text for word in parts), span=whole(parts))

    def along(self, parts: Parts) -> list[ast.Layout]:
        made: list[ast.Layout] = parts[1] if parts else []
        return made

    def axes_along(self, parts: Parts) -> list[ast.Layout]:
        made: list[ast.Layout] = parts[0] if isinstance(parts[0], list) else []
        made.append(_layout(parts[-1], None, in_chart=True))
        return made

    def charted(self, parts: Parts) -> list[ast.Expr]:
        return listed(parts)


def _said(value: Word) -> str:
    return cleandoc(value.text) if value.type == "NOTE" else value.text


def _end(*parts: Word | ast.Title) -> Span:
    return parts[-1].span


def _layout(written: ast.Expr, total: ast.Total | None, *, in_chart: bool = False) -> ast.Layout:
    match written:
        case ast.Name():
            return ast.Layout(written, None, total, span=written.span)
        case ast.Binary(op="in", left=ast.Name() as axis, right=members):
            return ast.Layout(axis, members, total, span=written.span)
        case _:
            raise mistakes.Refused(mistakes_in_lines.no_layout(written.span, in_chart=in_chart))


def _said_of_file(file: FileParts, said: Parts) -> FileParts:
    if isinstance(said[0], list):
        (said,) = said
    word = said[0]
    if word.text == "and" and "where" not in file.said:
        raise mistakes.Refused(mistakes.unexpected(word.span, ()))
    if word.text != "and":
        file.say(word)
    match word.text:
        case "with":
            file.columns = [_axis_column(pair) for pair in said[2]]
        case "column":
            file.column = ident(said[1])
        case "where" | "and":
            file.filters.append(said[1])
        case "titled":
            file.titles = tuple(said[1])
        case "in":
            file.unit = said[1]
        case "decimal":
            file.decimal_comma = True
        case "total":
            end = said[2].span if said[2] else said[1][-1].span
            words = tuple(text.text for text in said[1])
            file.total = ast.TotalRows(words, said[2], span=word.span.to(end))
    file.span = file.span.to(_end_of(said))
    return file


def _end_of(said: Parts) -> Span:
    """Where the last part of what is said of a file stands."""
    last = next(part for part in reversed(said) if part is not None)
    if isinstance(last, list):
        last = last[-1]
    if isinstance(last, tuple):
        last = last[0]
    span: Span = last.span
    return span


def _axis_column(pair: ast.Argument) -> tuple[ast.Ident, ast.Ident]:
    match pair:
        case ast.Argument(ast.Ident() as axis, ast.Name(ident=text) | ast.Text(text=text)):
            return axis, ast.Ident(text, span=pair.value.span)
        case _:
            raise mistakes.Refused(mistakes_in_files.no_column(pair.value.span))
