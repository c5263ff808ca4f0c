"""Findings for machines."""

from __future__ import annotations

import json

from semdsl.diagnostics.json import SCHEMA, document
from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.source import Source, Span


def test_a_finding_with_places() -> None:
    source = Source("a.sem", "x = y\n  + ñz\n")
    found = Diagnostic(
        "unknown-name", "`ñz` is not declared", (Label(Span(source, 10, 12), "here"),), "declare it", ("n",)
    )
    assert json.loads(json.dumps(document([found]))) == {
        "schema": SCHEMA,
        "diagnostics": [
            {
                "code": "unknown-name",
                "severity": "error",
                "message": "`ñz` is not declared",
                "file": "a.sem",
                "line": 2,
                "column": 5,
                "end_line": 2,
                "end_column": 7,
                "labels": [
                    {"file": "a.sem", "line": 2, "column": 5, "end_line": 2, "end_column": 7, "text": "here"}
                ],
                "help": "declare it",
                "notes": ["n"],
                "fix": None,
            }
        ],
    }


def test_a_finding_without_a_place() -> None:
    (found,) = document([Diagnostic("c", "m", severity=Severity.WARNING)])["diagnostics"]  # type: ignore[attr-defined]
    assert found["severity"] == "warning"
    assert [found[key] for key in ("file", "line", "column", "end_line", "end_column", "help")] == [None] * 6
    assert found["labels"] == []
