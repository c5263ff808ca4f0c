"""Findings for machines: the data that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Fix, Label
from semdsl.diagnostics.wording import ENGLISH
from semdsl.source import Span

SCHEMA = 1
"""Version of the document. It grows when a key changes its meaning or goes; new keys do not change it."""


def document(diagnostics: Sequence[Diagnostic], language: str = ENGLISH) -> dict[str, object]:
    """The whole answer of a command that only has findings to tell."""
    return {"schema": SCHEMA, "diagnostics": [finding(found, language) for found in diagnostics]}


def finding(found: Diagnostic, language: str = ENGLISH) -> dict[str, object]:
    """One finding, its texts in *language*.

    The place is that of its first label; without labels ``file``, ``line`` and the like are null.
    Lines and columns are counted from 1, columns in characters; the end is the column after the last character.
    """
    found = found.in_language(language)
    place = _place(found.labels[0].span) if found.labels else dict.fromkeys(_PLACE)
    return {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        **place,
        "labels": [_label(label) for label in found.labels],
        "help": found.help or None,
        "notes": list(found.notes),
        "fix": _fix(found.fix) if found.fix else None,
    }


_PLACE = ("file", "line", "column", "end_line", "end_column")


def _fix(fix: Fix) -> dict[str, object]:
    edits = [{**_place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"certain": fix.certain, "edits": edits}


def _label(label: Label) -> dict[str, object]:
    return {**_place(label.span), "text": label.text}


def _place(span: Span) -> dict[str, object]:
    start = span.source.position(span.start)
    end = span.source.position(span.end)
    return dict(zip(_PLACE, (span.source.name, *start, *end), strict=True))
