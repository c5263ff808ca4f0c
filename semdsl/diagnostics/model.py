"""Findings as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from semdsl.diagnostics.wording import NOTHING, Said, told
from semdsl.source import Span

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding matters: an error stops the run, a warning and a notice do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what stands there: ``this is MXN``."""

    span: Span
    text: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Edit:
    """A place, which may be between two characters, and what is to stand there instead."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How a text is mended: all of *edits*, which do not overlap.

    ``certain`` says that only one thing can have been meant, so that ``semdsl check --fix`` may write it; any other
    fix is a suggestion for a person to judge.
    """

    edits: tuple[Edit, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what was found, where, what was expected and what to write instead.

    The first label is the place to show; a finding about no text at all (a missing file) has none.
    """

    code: str
    message: Said
    labels: tuple[Label, ...] = ()
    help: Said = NOTHING
    notes: tuple[Said, ...] = ()
    severity: Severity = Severity.ERROR
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def with_place(self) -> str:
        """The message on one line, after the place it is about: ``model.sem:3:18: …``."""
        return f"{self.labels[0].span}: {self.message}" if self.labels else str(self.message)

    def __str__(self) -> str:
        """The finding as the command line prints it: what, the lines it is about, what to do."""
        from semdsl.diagnostics.text import render  # which is about findings itself

        return render(self).rstrip("\n")

    def in_language(self, language: str) -> Diagnostic:
        """The same finding in *language*, ``es`` or ``en``: only its texts are others."""
        return replace(
            self,
            message=told(self.message, language),
            labels=tuple(replace(label, text=told(label.text, language)) for label in self.labels),
            help=told(self.help, language),
            notes=tuple(told(note, language) for note in self.notes),
        )

    def noting(self, *notes: Said) -> Diagnostic:
        """The same finding with further notes."""
        return replace(self, notes=self.notes + notes)

    def also(self, span: Span, text: Said) -> Diagnostic:
        """The same finding with a further place, unless it is shown already."""
        if any(label.span == span for label in self.labels):
            return self
        return replace(self, labels=(*self.labels, Label(span, text)))

    def mending(self, span: Span, text: str, *, certain: bool = True) -> Diagnostic:
        """The same finding, mended by *text* at *span* besides what its fix already has; certain if all of it is."""
        return self.mended_by([Edit(span, text)], certain=certain)

    def mended_by(self, edits: Sequence[Edit], *, certain: bool = True) -> Diagnostic:
        """The same finding, mended by all *edits* besides what its fix already has."""
        before = self.fix or Fix(())
        return replace(self, fix=Fix((*before.edits, *edits), before.certain and certain))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a pass made, always, and what it found on the way."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        return not any(found.is_error for found in self.diagnostics)


def in_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """*diagnostics* without repetitions, sorted by file, place, then code."""

    def key(found: Diagnostic) -> tuple[str, int, str, str]:
        if not found.labels:
            return ("", 0, found.code, found.message)
        span = found.labels[0].span
        return (span.source.name, span.start, found.code, found.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))
