"""``semdsl fmt``: moves blanks and line breaks, and nothing else.

A declaration stands at the margin, its lines are indented by four, what a line goes on with by six. The author's line
breaks are kept; each attribute and each case gets a line of its own, unless ``;`` joins attributes, or an attribute
stands on the line of the case that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from semdsl.diagnostics.model import Outcome
from semdsl.errors import InternalError
from semdsl.source import Source, Span
from semdsl.syntax.parse import Chunk, read_chunks
from semdsl.syntax.scan import Word, scan
from semdsl.syntax.spacing import joined

_BODY = 4
_GOES_ON = 6
_LONGEST_ALIGNED = 90
_ATTRIBUTES = frozenset(("ATTRIBUTE", "CALIBRATED", "RANGE", "TIMING", "FLAG"))
_LINES = _ATTRIBUTES | {"CASE", "TILDE", "INTERPOLATE", "GIVEN", "EXPECT", "EXTENDS", "LAYOUT", "SHOW"}
_ALIKE = (
    frozenset(("time", "axis", "unit")),
    frozenset(("include", "use", "input")),
    frozenset(("identity", "check", "expect")),
    frozenset(("report", "chart")),
)


@dataclass(slots=True)
class Line:
    """A line of the result: words, and perhaps a comment after them."""

    indent: int = 0
    words: list[Word] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    comment: str = ""
    blank_before: bool = False
    aligned_at: int = 0  # which word, if any, stands in the column of the `for`s
    column: int = 0
    tight_colon: bool = False

    @property
    def is_comment(self) -> bool:
        return not self.words


def format_source(source: Source) -> Outcome[str]:
    """*source* in the house style, or as it is, with its diagnostics, if there are mistakes in it.

    Raises:
        InternalError: anything but blanks would be changed; this is checked for every result.

    """
    read = read_chunks(source)
    if not read.ok:
        return Outcome(source.text, read.diagnostics)
    blocks = [(chunk.declaration.kind if chunk.declaration else "", _lines(chunk)) for chunk in read.value]
    text = "".join(f"{line}\n" for line in _file(blocks))
    if _content(source) != _content(Source(source.name, text)):
        raise InternalError(f"formatting would change more than blanks in {source.name}")
    return Outcome(text, read.diagnostics)


def _content(source: Source) -> list[str]:
    """Every word and comment of *source*, in order."""
    scanned = scan(source, int(source.text.startswith("\ufeff")), len(source.text))
    spans = [*(word.span for word in scanned.words), *scanned.comments]
    return [span.text.rstrip() for span in sorted(spans, key=lambda span: span.start)]


# ── The file ──────────────────────────────────────────────────────────────────────────────────────


def _file(blocks: Sequence[tuple[str, list[Line]]]) -> Iterator[str]:
    """The lines of all *blocks*: a kind of declaration, and its lines."""
    last_kind = ""
    written = False
    waiting: list[Line] = []  # comments at the margin, which belong to the declaration after them
    for kind, lines in blocks:
        own = _without_last_comments(lines)
        apart = bool(kind and last_kind and not _are_alike(kind, last_kind))
        for at, line in enumerate([*waiting, *own]):
            if written and (line.blank_before or (at == 0 and apart)):
                yield ""
            yield _written(line)
            written = True
        waiting = lines[len(own) :]
        last_kind = kind or last_kind
    for line in waiting:
        if written and line.blank_before:
            yield ""
        yield _written(line)
        written = True


def _without_last_comments(lines: list[Line]) -> list[Line]:
    end = len(lines)
    while end and lines[end - 1].is_comment and lines[end - 1].indent == 0:
        end -= 1
    return lines[:end]


def _are_alike(kind: str, other: str) -> bool:
    return kind == other or any(kind in group and other in group for group in _ALIKE)


def _written(line: Line) -> str:
    text = _up_to(line, len(line.words))
    if line.aligned_at:
        rest = joined(
            line.words[line.aligned_at :], line.depths[line.aligned_at :], tight_colon=line.tight_colon
        )
        text = _up_to(line, line.aligned_at).ljust(line.column) + rest
    return f"{text}  {line.comment}" if line.comment and line.words else text + line.comment


def _up_to(line: Line, end: int) -> str:
    return " " * line.indent + joined(line.words[:end], line.depths[:end], tight_colon=line.tight_colon)


# ── A declaration ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Layout:
    """Puts the words and comments of a declaration on lines, one after the other."""

    kind: str
    several_cases: bool
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    in_case: bool = False  # whether an attribute on this line belongs to a case
    in_formula: bool = False  # whether a `for` belongs to a case
    in_header: bool = True
    goes_on: int = _BODY
    last: Word | None = None

    def comment(self, span: Span) -> None:
        """Put a comment where it stands: after the words of its line, or on a line of its own."""
        text, start = span.source.text, span.start
        breaks = _breaks_before(text, start)
        if self.lines and not breaks and not self.lines[-1].comment:
            self.lines[-1].comment = span.text.rstrip()
            return
        at_margin = start == 0 or text[start - 1] in "\n\ufeff"
        indent = 0 if at_margin else _BODY
        self.lines.append(Line(indent, comment=span.text.rstrip(), blank_before=breaks > 1))

    def word(self, word: Word) -> None:
        """Put *word* on the line, or on a new one."""
        breaks = _breaks_before(word.span.source.text, word.span.start)
        starts_item = not self.depth and (
            word.type in _LINES or (word.type == "FROM" and self.kind == "table")
        )
        starts_item = starts_item and self.last is not None
        if word.type == "CASE":
            self.in_case = self.in_formula = True
        elif not self.depth and word.type in _ATTRIBUTES:
            self.in_case = self.in_case and not breaks
            self.in_formula = False
        if breaks or not self.lines or (starts_item and self.takes_line(word)):
            self.lines.append(
                Line(self.indent(starts_item), blank_before=breaks > 1, tight_colon=self.is_axis)
            )
        self.in_header = self.in_header and not starts_item
        line = self.lines[-1]
        if self.in_formula and not self.depth and word.type in ("FOR", "OTHERWISE"):
            line.aligned_at = len(line.words)
            self.in_formula = False
        self.depth -= word.type in ("RPAR", "RSQB")
        self.last = word
        line.words.append(word)
        line.depths.append(self.depth)
        self.depth += word.type in ("LPAR", "LSQB")

    @property
    def is_axis(self) -> bool:
        return self.kind in ("axis", "time")

    def takes_line(self, word: Word) -> bool:
        """Whether *word*, which starts a part of the declaration, gets a line of its own where the author gave none."""
        if (self.last and self.last.type == "SEMICOLON") or word.type in ("TILDE", "FROM"):
            return False
        if word.type == "CASE":
            return self.several_cases
        return not (word.type in _ATTRIBUTES and self.in_case)

    def indent(self, starts_item: bool) -> int:
        """Where a new line starts."""
        if self.last is None:
            return 0
        if starts_item or self.last.type == "SEMICOLON":
            return _BODY
        if not self.in_header:
            return _GOES_ON
        indent = self.goes_on
        if self.last.type == "COLON":
            self.goes_on = _GOES_ON
        return indent


def _lines(chunk: Chunk) -> list[Line]:
    kind = chunk.declaration.kind if chunk.declaration else ""
    layout = _Layout(kind, sum(word.type == "CASE" for word in chunk.words) > 1)
    pieces: list[Word | Span] = [*chunk.words, *chunk.scan.comments]
    for piece in sorted(
        pieces, key=lambda piece: piece.span.start if isinstance(piece, Word) else piece.start
    ):
        if isinstance(piece, Word):
            layout.word(piece)
        else:
            layout.comment(piece)
    _align(layout.lines)
    return layout.lines


def _align(lines: Sequence[Line]) -> None:
    """Put the `for`s and `otherwise`s of the cases into one column."""
    widths = {id(line): len(_up_to(line, line.aligned_at)) for line in lines if line.aligned_at}
    column = max((width for width in widths.values() if width <= _LONGEST_ALIGNED), default=0) + 2
    for line in lines:
        if line.aligned_at:
            line.column = max(column, widths[id(line)] + 2)


def _breaks_before(text: str, start: int) -> int:
    """How many line breaks there are between *start* and what is written before it."""
    end = start
    while end > 0 and text[end - 1] in " \t\r\n":
        end -= 1
    return text.count("\n", end, start)
