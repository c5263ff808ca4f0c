"""Text to ``ast.Module``. Never raises, whatever the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.syntax.diagnosis import misspellings, mistakes, mistakes_in_formulas, mistakes_in_lines
from semdsl.syntax.diagnosis.repair import with_suggestion
from semdsl.syntax.grammar import grammar
from semdsl.syntax.read import Reading, read
from semdsl.syntax.scan import Scan, Word, scan
from semdsl.syntax.walk import deeper_than

MAX_SOURCE = 1_000_000
MAX_MISTAKES = 100
MAX_TREE = 200

_BYTE_ORDER_MARK = "\ufeff"
_MARGIN = re.compile(r"^[^\s#\ufeff]", re.MULTILINE)
_QUOTED = re.compile(r'"""(?s:.*?)"""|"[^"\n]*"|#[^\n]*')
_UNFINISHED = frozenset(
    ("missing-formula", "missing-file", "missing-members", "missing-operand", "unfinished")
)
_INPUTS = ("time", "axis", "unit")  # what an input is besides a quantity
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of one declaration, read. Without ``declaration`` it is what stands before the first."""

    scan: Scan
    words: tuple[Word, ...]
    declaration: ast.Declaration | None


@dataclass(slots=True)
class _Findings:
    found: list[Diagnostic] = field(default_factory=list)
    notices: set[str] = field(default_factory=set)

    def add(self, diagnostics: list[Diagnostic]) -> bool:
        """Note *diagnostics*, a notice only once in a file; whether one is an error."""
        for diagnostic in diagnostics:
            if diagnostic.is_error or diagnostic.message not in self.notices:
                self.found.append(diagnostic)
                self.notices.add(diagnostic.message)
        return any(diagnostic.is_error for diagnostic in diagnostics)

    def forgive_unfinished(self, span: Span) -> None:
        """Take back that the declaration before *span* is not finished: it goes on there, at the left margin."""
        last = self.found[-1] if self.found else None
        if (
            last
            and last.code in _UNFINISHED
            and not _MARGIN.search(span.source.text, last.labels[0].span.end, span.start)
        ):
            self.found.pop()


def parse(source: Source) -> Outcome[ast.Module]:
    """Read *source*: every declaration, and every mistake.

    A declaration with a mistake becomes an ``ast.Broken`` and gives one diagnostic (mistakes of single words, such as
    ``22,500,000``, are reported each).
    """
    outcome = read_chunks(source)
    declarations = tuple(chunk.declaration for chunk in outcome.value if chunk.declaration is not None)
    return Outcome(ast.Module(source, declarations), outcome.diagnostics)


def parse_expression(source: Source, start: int = 0, end: int | None = None) -> Outcome[ast.Expr | None]:
    """Read *source*, or its part from *start* up to *end*, as one formula; None if there is a mistake in it."""
    findings = _Findings()
    refused = _refused_whole(source)
    if refused:
        return Outcome(None, (refused,))
    scanned = scan(source, start, len(source.text) if end is None else end)
    if findings.add(scanned.mistakes):
        return Outcome(None, tuple(findings.found))
    if not scanned.words:
        return Outcome(None, (mistakes.empty_expression(Span(source, 0, len(source.text))),))
    reading = read(scanned.words, "expression")
    if reading.mistake:
        return Outcome(None, (*findings.found, reading.mistake))
    return Outcome(reading.tree, tuple(findings.found))


def read_chunks(source: Source) -> Outcome[tuple[Chunk, ...]]:
    """Read *source* declaration by declaration; also what the formatter needs of it."""
    refused = _refused_whole(source)
    if refused:
        return Outcome((), (refused,))
    findings = _Findings()
    starts = _starts(source.text)
    chunks = [_read_preamble(source, starts[0] if starts else len(source.text), findings)]
    for start, end in pairwise([*starts, len(source.text)]):
        if len(findings.found) >= MAX_MISTAKES:
            findings.found.append(misspellings.many_mistakes(Span(source, start, start), MAX_MISTAKES))
            break
        chunks.append(_read_chunk(source, start, end, findings))
        if findings.found and findings.found[-1].code == "many-mistakes":
            break
    return Outcome(tuple(chunks), tuple(findings.found))


def _refused_whole(source: Source) -> Diagnostic | None:
    """Why *source* is not read at all."""
    if len(source.text) > MAX_SOURCE:
        return mistakes.long_source(Span(source, 0, 0), MAX_SOURCE)
    lone = _LONE_RETURN.search(source.text)
    return misspellings.carriage_return(Span(source, *lone.span())) if lone else None


def _starts(text: str) -> list[int]:
    """Where each declaration starts."""
    starts = [match.start() for match in _MARGIN.finditer(text)]
    if text.startswith(_BYTE_ORDER_MARK) and _MARGIN.match(text[1:2]):
        starts.insert(0, 1)
    return _outside_notes(text, starts) if '"""' in text else starts


def _outside_notes(text: str, starts: list[int]) -> list[int]:
    """Those of *starts* that are not inside a note of several lines."""
    notes = [match.span() for match in _QUOTED.finditer(text) if match[0].startswith('"""')]
    rest = _QUOTED.sub("", text)
    if '"""' in rest:
        return starts  # a note is not closed: it must not swallow the declarations after it
    outside: list[int] = []
    at = 0
    for start in starts:
        while at < len(notes) and notes[at][1] <= start:
            at += 1
        if at == len(notes) or start <= notes[at][0]:
            outside.append(start)
    return outside


def _read_preamble(source: Source, end: int, findings: _Findings) -> Chunk:
    """Read what stands before the first declaration: comments, if all is well."""
    scanned = scan(source, int(source.text.startswith(_BYTE_ORDER_MARK)), end)
    failed = findings.add(scanned.mistakes)
    if scanned.words and not failed:
        findings.add([mistakes.indented_start(scanned.words[0].span)])
    return Chunk(scanned, (), None)


def _read_chunk(source: Source, start: int, end: int, findings: _Findings) -> Chunk:
    """Read the declaration between *start* and *end*."""
    scanned = scan(source, start, end)
    words = scanned.words
    if not words:  # a hidden character, which has been reported
        findings.add(scanned.mistakes)
        return Chunk(scanned, (), None)
    span = words[0].span.to(words[-1].span)
    if findings.add(_with_suggestion(scanned.mistakes, words, end)):
        return Chunk(scanned, (), _broken(words, span))
    reading = _read_words(words)
    if reading.mistake:
        if words[0].text not in mistakes.KINDS:
            findings.forgive_unfinished(span)
        findings.add(_with_suggestion([reading.mistake], words, end))
        return Chunk(scanned, (), _broken(words, span))
    return Chunk(scanned, reading.words, replace(reading.tree, span=span))


def _with_suggestion(found: list[Diagnostic], words: list[Word], end: int) -> list[Diagnostic]:
    """The mistakes of a declaration; if there is one alone, with what may mend it."""
    if len(found) != 1 or not found[0].is_error:
        return found
    return [
        with_suggestion(found[0], words, end, lambda words: bool(words) and not _read_words(words).mistake)
    ]


def _read_words(words: list[Word]) -> Reading:
    """Read the words of one declaration."""
    first = words[0]
    if first.type != "NAME":
        return Reading(None, mistakes.missing_kind(first.span), ())
    if first.text not in mistakes.KINDS:
        following = words[1].span.text if len(words) > 1 else ""
        return Reading(None, mistakes.unknown_kind(first.span, first.text, grammar().keywords, following), ())
    reading = read(words, "declaration")
    mistake = None if reading.mistake else _mistake_of(reading.tree, len(words))
    return replace(reading, mistake=mistake) if mistake else reading


def _mistake_of(declaration: Any, length: int) -> Diagnostic | None:
    """What is wrong with a *declaration* that could be read."""
    if length > MAX_TREE and deeper_than(declaration, MAX_TREE):
        return mistakes_in_formulas.too_deep(declaration.name.span, MAX_TREE)
    if "." in declaration.name.text and isinstance(declaration, _NAMED):
        name = declaration.name
        return mistakes.dotted_name(name.span, name.text).mending(name.span, name.text.replace(".", "_"))
    return _misplaced(declaration)


_QUANTITIES = (
    "parameter",
    "assumption",
    "population",
    "contribution",
    "cost",
    "reserve",
    "premium",
    "variable",
)
_NAMED = (
    ast.Header,
    ast.BaseUnit,
    ast.AxisDecl,
    ast.Quantity,
    ast.Table,
    ast.Input,
    ast.Function,
    ast.Scenario,
)
_BELONGS_TO: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("language", "version", "base", "flows", "stocks"), ("model", "module")),
    "payer": ("contribution",),
    "plural": ("unit",),
    "range": ("assumption", "parameter"),
    "simultaneous": _QUANTITIES,
}


def _misplaced(declaration: ast.Declaration) -> Diagnostic | None:
    """An attribute of *declaration* that belongs to other kinds."""
    cases = declaration.cases if isinstance(declaration, ast.Quantity | ast.Table) else ()
    for attribute in (*declaration.attributes, *(own for case in cases for own in case.attributes)):
        kinds = _BELONGS_TO.get(attribute.word)
        if kinds and declaration.kind not in kinds:
            return mistakes_in_lines.misplaced_attribute(
                attribute.span, attribute.word, declaration.kind, kinds
            )
    return None


def _broken(words: list[Word], span: Span) -> ast.Declaration:
    """What can still be said of a declaration with a mistake: its kind and its name."""
    kind = words[0]
    names = words[1:3]
    if kind.text == "input" and names[1:] and names[1].type == "NAME" and names[0].text in _INPUTS:
        names = names[1:]
    name = next((word for word in names if word.type == "NAME"), None)
    if kind.text == "use":  # its name is what it is used as, which stands last
        named = (word for before, word in pairwise(words) if before.text == "as" and word.type == "NAME")
        name = next(named, name)
    ident = ast.Ident(name.text, span=name.span) if name else ast.Ident("", span=kind.span)
    return ast.Broken(kind=kind.text, name=ident, span=span)
