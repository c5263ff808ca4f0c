"""Comma-separated values, read strictly: RFC 4180 with ``,``, ``;`` or a tab between fields, names on top."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from semdsl.diagnostics.wording import Said, say
from semdsl.errors import InternalError
from semdsl.source import Source, Span

MOST_COLUMNS = 10_000
LONGEST_FIELD = 100_000
_AT_ONCE = 250_000  # characters that are read together
_QUOTED = re.compile(r'"[^"]*"')
_BLANKS = re.compile(r"[ \t]*")

Places = tuple[tuple[int, int], ...]
"""Where each field of a row starts and ends."""


class Row(NamedTuple):
    """A row of the file: the number of its first line, and its fields."""

    line: int
    fields: Sequence[str]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other, column by column: a file may have a million of them.

    ``lines`` has the number of the first line of each. Rows with more or fewer fields than there are columns stand
    apart in ``ragged``.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    ragged: Sequence[Row] = ()

    def row(self, at: int) -> Row:
        """Row number *at* of those in columns."""
        return Row(self.lines[at], tuple(column[at] for column in self.columns))

    def rows(self) -> Iterator[Row]:
        """The rows in columns one by one."""
        return map(Row, self.lines, zip(*self.columns, strict=True))

    def only(self, chosen: Sequence[bool]) -> Block:
        """Those of the rows in columns that are *chosen*, with a truth for each."""
        if all(chosen):
            return self
        columns = [list(compress(column, chosen)) for column in self.columns]
        return Block(list(compress(self.lines, chosen)), columns)


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
        text, at, line = self.source.text, self.body, self.body_line
        is_plain = _plain(self.separator).fullmatch
        while at < len(text):
            end = _end_of_line(text, min(at + _AT_ONCE, len(text)))
            written = text[at:end].split("\n")
            if is_plain(f"{text[at:end]}\n") and max(map(len, written)) < LONGEST_FIELD:
                yield self._plain_block(written, line)
                line += len(written)
            else:
                rows, end, problem = self._one_by_one(at, end, line)
                yield self._block([row.line for row in rows], [row.fields for row in rows])
                if problem is not None:
                    yield problem
                    return
                line += text.count("\n", at, end) + 1
            at = end + 1

    def _plain_block(self, written: Sequence[str], line: int) -> Block:
        """The rows of lines of which each is one, from the line number *line* on."""
        is_row = [bool(own.strip(self._blank)) for own in written]
        lines = list(compress(range(line, line + len(written)), is_row))
        return self._block(lines, list(compress(csv.reader(written, delimiter=self.separator), is_row)))

    def _one_by_one(self, at: int, end: int, line: int) -> tuple[list[Row], int, Broken | None]:
        """The rows that begin between *at* and *end*, where the last of them ends, and what is wrong after them."""
        text = self.source.text
        rows: list[Row] = []
        after = at - 1
        while after < end:
            start = after + 1
            read = _fields(self.source, self.separator, start)
            if isinstance(read, Broken):
                return rows, after, read
            fields, places = read
            after = places[-1][1]
            if text[start:after].strip(self._blank):
                rows.append(Row(line, fields))
            line += text.count("\n", start, after) + 1
        return rows, after, None

    def _block(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Block:
        width = len(self.names)
        fits = [len(fields) == width for fields in rows]
        ragged: list[Row] = []
        if not all(fits):
            ragged = [
                Row(line, fields) for line, fields in zip(lines, rows, strict=True) if len(fields) != width
            ]
            lines, rows = list(compress(lines, fits)), list(compress(rows, fits))
        return Block(lines, list(zip(*rows, strict=True)) or [()] * width, ragged)

    def rows(self) -> Iterator[Row | Broken]:
        """The rows of all blocks, in the order of the file."""
        for block in self.blocks():
            if isinstance(block, Broken):
                yield block
            else:
                yield from sorted((*block.rows(), *block.ragged), key=attrgetter("line"))

    def place(self, row: Row, column: int) -> Span:
        """Where the field of *row* in the column number *column* stands, without blanks around it."""
        start, end = self._places(row)[column]
        written = self.source.text[start:end]
        start += len(written) - len(written.lstrip(" \t"))
        return Span(self.source, start, start + len(written.strip(" \t")))

    def whole(self, row: Row) -> Span:
        """Where *row* stands."""
        places = self._places(row)
        return Span(self.source, places[0][0], places[-1][1])

    def _places(self, row: Row) -> Places:
        read = _fields(self.source, self.separator, self.source.line_starts[row.line - 1])
        if isinstance(read, Broken):
            raise InternalError(f"a row that was read cannot be read again: line {row.line}")
        return read[1]

    @property
    def _blank(self) -> str:
        """What a line without anything in it consists of."""
        return f"{self.separator} \t"


@cache
def _plain(separator: str) -> re.Pattern[str]:
    """Lines of which each is a row: what Python's reader, which is quick but not strict, reads as RFC 4180 says."""
    field = rf'(?:"(?:[^"\n\r]|"")*+"|[^"{separator}\n\r]*+)'
    return re.compile(f"(?:{field}(?:{separator}{field})*+\n)*+")


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
    read = _fields(source, separator, start)
    if isinstance(read, Broken):
        return read
    fields, places = read
    body = min(places[-1][1] + 1, len(source.text))
    names = tuple(clean(name) for name in fields)
    return Sheet(source, separator, Row(line, fields), names, body, source.text.count("\n", 0, body) + 1)


def clean(text: str) -> str:
    """*text* as it is compared: composed letters, no blanks around it, single blanks within."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def _separator(header: str) -> str:
    outside = _QUOTED.sub("", header)
    return next((separator for separator in (",", ";", "\t") if separator in outside), ",")


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _fields(source: Source, separator: str, at: int) -> tuple[list[str], Places] | Broken:
    """What stands in the row that begins at *at*, and where; a quoted field may go on over several lines."""
    text = source.text
    line_end = _end_of_line(text, at)
    fields: list[str] = []
    places: list[tuple[int, int]] = []
    while True:
        field = _field(source, separator, at, line_end)
        if isinstance(field, Broken):
            return field
        end, content = field
        fields.append(content)
        places.append((at, end))
        if end == len(text) or text[end] == "\n":
            return fields, tuple(places)
        at = end + 1
        if at > line_end:
            line_end = _end_of_line(text, at)


def _field(source: Source, separator: str, at: int, line_end: int) -> tuple[int, str] | Broken:
    """The field that begins at *at*, on a line that ends at *line_end*: where it ends, and what it says."""
    text = source.text
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
