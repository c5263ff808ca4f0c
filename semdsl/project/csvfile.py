"""Comma-separated values, read strictly: RFC 4180 with ``,``, ``;`` or a tab between fields, names on top."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import not_
from typing import NamedTuple

from semdsl.diagnostics.wording import Said, say
from semdsl.source import Source, Span

MOST_COLUMNS = 10_000
LONGEST_FIELD = 100_000
_ROWS_AT_ONCE = 10_000
_QUOTED = re.compile(r'"[^"]*"')
_BLANKS = re.compile(r"[ \t]*")


Places = tuple[tuple[int, int], ...]
"""Where each field of a row starts and ends."""


class Row(NamedTuple):
    """A row of the file: the number of its first line, its fields, and where those stand if some are quoted."""

    line: int
    fields: Sequence[str]
    places: Places = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other, column by column: a file may have a million of them.

    ``lines`` has the number of the first line of each, ``quoted`` the places of the fields of those with quotation
    marks, by that number. Rows with more or fewer fields than there are columns stand apart in ``ragged``.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    quoted: Mapping[int, Places] = field(default_factory=dict)
    ragged: Sequence[Row] = ()

    def row(self, at: int) -> Row:
        """Row number *at* of those in columns."""
        line = self.lines[at]
        return Row(line, tuple(column[at] for column in self.columns), self.quoted.get(line, ()))

    def rows(self) -> Iterator[Row]:
        """The rows in columns one by one."""
        return map(self.row, range(len(self.lines)))

    def only(self, chosen: Sequence[bool]) -> Block:
        """Those of the rows in columns that are *chosen*, with a truth for each."""
        if all(chosen):
            return self
        columns = tuple(tuple(compress(column, chosen)) for column in self.columns)
        return Block(tuple(compress(self.lines, chosen)), columns, self.quoted)


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the file stops being a table: ``message`` is complete, ``remedy`` says what to do."""

    span: Span
    message: Said
    remedy: Said


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with a header: its columns, and its rows for the asking."""

    source: Source
    separator: str
    header: Row
    names: tuple[str, ...]
    body: int
    body_line: int

    def blocks(self) -> Iterator[Block | Broken]:
        """The rows below the header, without empty ones; after a broken place there are no more."""
        has_quotes = self.source.text.find('"', self.body) >= 0
        return (_quoted_blocks if has_quotes else _plain_blocks)(self)

    def rows(self) -> Iterator[Row | Broken]:
        """The rows of all blocks, in the order of the file."""
        for block in self.blocks():
            if isinstance(block, Broken):
                yield block
            else:
                yield from sorted((*block.rows(), *block.ragged))

    def place(self, row: Row, column: int) -> Span:
        """Where the field of *row* in the column number *column* stands, without blanks around it."""
        if row.places:
            start, end = row.places[column]
        else:
            start = self._start(row) + sum(len(field) + 1 for field in row.fields[:column])
            end = start + len(row.fields[column])
        written = self.source.text[start:end]
        start += len(written) - len(written.lstrip(" \t"))
        return Span(self.source, start, start + len(written.strip(" \t")))

    def whole(self, row: Row) -> Span:
        """Where *row* stands."""
        start = self._start(row)
        end = row.places[-1][1] if row.places else start + sum(map(len, row.fields)) + len(row.fields) - 1
        return Span(self.source, start, end)

    def _start(self, row: Row) -> int:
        return self.source.line_starts[row.line - 1]


def open_sheet(source: Source) -> Sheet | Broken | None:
    """The table in *source*; None if there is nothing in it, not even a header."""
    start = len(source.text) - len(source.text.lstrip())
    if start == len(source.text):
        return None
    start, line = source.text.rfind("\n", 0, start) + 1, source.text.count("\n", 0, start) + 1
    separator = _separator(source.text[start : _end_of_line(source.text, start)])
    columns = source.text.count(separator, start, _end_of_line(source.text, start)) + 1
    if columns > MOST_COLUMNS:
        return Broken(
            Span(source, start, start + 1),
            say("`{file}` has {columns:,} columns", file=source.name, columns=columns),
            say(
                "a table has at most {most:,}: put what varies in rows, with a column for each axis",
                most=MOST_COLUMNS,
            ),
        )
    header = _row(source, separator, start, line)
    if isinstance(header, Broken):
        return header
    end = header.places[-1][1] if header.places else _end_of_line(source.text, start)
    body = min(end + 1, len(source.text))
    names = tuple(clean(name) for name in header.fields)
    return Sheet(source, separator, header, names, body, source.text.count("\n", 0, body) + 1)


def clean(text: str) -> str:
    """*text* as it is compared: composed letters, no blanks around it, single blanks within."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def _separator(header: str) -> str:
    outside = _QUOTED.sub("", header)
    return next((separator for separator in (",", ";", "\t") if separator in outside), ",")


def _plain_blocks(sheet: Sheet) -> Iterator[Block | Broken]:
    """The rows of a file without quotation marks: every line is one."""
    separator, width = sheet.separator, len(sheet.names)
    blank = f"{separator} \t"
    written = sheet.source.text[sheet.body :].split("\n")
    for at in range(0, len(written), _ROWS_AT_ONCE):
        own = written[at : at + _ROWS_AT_ONCE]
        lines: Sequence[int] = range(sheet.body_line + at, sheet.body_line + at + len(own))
        has_width = [line.count(separator) == width - 1 and bool(line.strip(blank)) for line in own]
        ragged: list[Row] = []
        if not all(has_width):
            others = compress(zip(lines, own, strict=True), map(not_, has_width))
            ragged = [Row(line, text.split(separator)) for line, text in others if text.strip(blank)]
            lines, own = list(compress(lines, has_width)), list(compress(own, has_width))
        fields = separator.join(own).split(separator) if own else []
        yield Block(lines, [fields[place::width] for place in range(width)], ragged=ragged)


def _quoted_blocks(sheet: Sheet) -> Iterator[Block | Broken]:
    """The rows of a file in which a field may go on over several lines."""
    rows, width = _rows(sheet), len(sheet.names)
    while own := list(islice(rows, _ROWS_AT_ONCE)):
        broken = own.pop() if isinstance(own[-1], Broken) else None
        whole = [row for row in own if isinstance(row, Row)]
        in_columns = [row for row in whole if len(row.fields) == width]
        yield Block(
            [row.line for row in in_columns],
            list(zip(*(row.fields for row in in_columns), strict=True)) or [()] * width,
            {row.line: row.places for row in whole if row.places},
            [row for row in whole if len(row.fields) != width],
        )
        if isinstance(broken, Broken):
            yield broken


def _rows(sheet: Sheet) -> Iterator[Row | Broken]:
    source, separator, text = sheet.source, sheet.separator, sheet.source.text
    at, line, blank = sheet.body, sheet.body_line, f"{sheet.separator} \t"
    while at < len(text):
        end = _end_of_line(text, at)
        written = text[at:end]
        if '"' in written:
            row = _quoted_row(source, separator, at, line)
            yield row
            if isinstance(row, Broken):
                return
            end = row.places[-1][1]
            line += text.count("\n", at, end)
        elif written.strip(blank):
            yield Row(line, written.split(separator))
        at, line = end + 1, line + 1


def _row(source: Source, separator: str, at: int, line: int) -> Row | Broken:
    written = source.text[at : _end_of_line(source.text, at)]
    if '"' in written:
        return _quoted_row(source, separator, at, line)
    return Row(line, written.split(separator))


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _quoted_row(source: Source, separator: str, at: int, line: int) -> Row | Broken:
    """A row in which at least one field is quoted; such a field may go on over several lines."""
    text = source.text
    fields: list[str] = []
    places: list[tuple[int, int]] = []
    while True:
        field = _field(source, separator, at)
        if isinstance(field, Broken):
            return field
        end, content = field
        fields.append(content)
        places.append((at, end))
        if end == len(text) or text[end] == "\n":
            return Row(line, fields, tuple(places))
        at = end + 1


def _field(source: Source, separator: str, at: int) -> tuple[int, str] | Broken:
    """The field that begins at *at*: where it ends, and what it says."""
    text = source.text
    line_end = _end_of_line(text, at)
    opening = _opening(text, at, separator)
    if opening < 0:
        end = text.find(separator, at, line_end)
        end = line_end if end < 0 else end
        stray = text.find('"', at, end)
        if stray >= 0:
            return _broken(
                source, stray, say("a quotation mark stands within a field that does not begin with one")
            )
        return end, text[at:end]
    closing = _closing(text, opening)
    if closing < 0:
        far = len(text) - opening > LONGEST_FIELD
        message = (
            say("a quotation mark is not closed within {most:,} letters", most=LONGEST_FIELD)
            if far
            else say("a quotation mark is never closed")
        )
        return _broken(source, opening, message)
    end = closing + 1
    if separator != "\t":
        blanks = _BLANKS.match(text, end)
        end = blanks.end() if blanks else end
    if end < len(text) and text[end] not in (separator, "\n"):
        return _broken(source, end, say("something follows the closing quotation mark of a field"))
    return end, text[opening + 1 : closing].replace('""', '"')


def _opening(text: str, at: int, separator: str) -> int:
    """Where the quotation mark stands that the field at *at* begins with, -1 if it has none."""
    if separator != "\t":
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
    return at if text.startswith('"', at) else -1


def _closing(text: str, opening: int) -> int:
    """Where the field opened at *opening* is closed, -1 if nowhere near; a doubled quotation mark stands for itself."""
    end = opening + LONGEST_FIELD
    at = text.find('"', opening + 1, end)
    while at >= 0 and text.startswith('""', at):
        at = text.find('"', at + 2, end)
    return at


def _broken(source: Source, at: int, message: Said) -> Broken:
    return Broken(
        Span(source, at, at + 1),
        say("{message}, in `{file}`", message=message, file=source.name),
        say('put the whole field between quotation marks, and write those in it twice: `"a ""b"" c"`'),
    )
