"""Verdicts and tables as data for machines; a number that there is not is null."""

from __future__ import annotations

import math

from semdsl.diagnostics.wording import ENGLISH, in_language
from semdsl.render.reports import Table
from semdsl.render.words import title_of
from semdsl.runtime.verdicts import CellVerdict, Proof, TestVerdict, Verdict
from semdsl.semantics.parts import Part


def verdict_record(verdict: Verdict) -> dict[str, object]:
    """What a check or an expectation said: every cell of an expectation, the failing ones of a check.

    Of an identity, what is known of it; the cells it is for are counted.
    """
    cells = verdict.failures if verdict.kind == "check" else verdict.cells
    worst = verdict.worst
    return {
        "name": verdict.name,
        "title": verdict.title or None,
        "kind": verdict.kind,
        "place": verdict.place,
        "part": verdict.part or None,
        "op": verdict.op or None,
        "unit": verdict.unit,
        "deviation_is": "part of the expected value" if verdict.relative else "in the unit",
        "passed": verdict.passed,
        "outcome": verdict.outcome,
        "compared": verdict.compared,
        "reproduced": verdict.reproduced,
        "failed": len(verdict.failures),
        **(_stated(verdict) if verdict.deviates else {}),
        "source": verdict.source or None,
        "note": verdict.note or None,
        "erratum": verdict.erratum or None,
        "worst": None if worst is None else _cell(worst, verdict.deviates),
        "cells": [_cell(cell, verdict.deviates) for cell in cells],
        **({} if verdict.proof is None else {"proof": _proof(verdict.proof)}),
    }


def _stated(verdict: Verdict) -> dict[str, object]:
    """What the record of an expectation that states a deviation has besides."""
    return {
        "deviates_as_stated": len(verdict.deviating),
        "stated_is": "part of the expected value" if verdict.stated_relative else "in the unit",
        "stale": verdict.stale,
    }


def _proof(proof: Proof) -> dict[str, object]:
    """What is known of an identity."""
    counter = proof.counter_example
    return {
        "answer": proof.answer,
        "where_not_zero": list(proof.divided),
        "through": list(proof.through),
        "by_induction": proof.by_induction,
        "reason": proof.reason or None,
        "about": proof.what or None,
        "counter_example": None
        if counter is None
        else {
            "cell": dict(counter.cell),
            "given": [{"name": name, "value": value} for name, value in counter.given],
            "left": _number(counter.left),
            "right": _number(counter.right),
            "test": counter.test or None,
        },
    }


def record_of_test(test: TestVerdict, language: str = ENGLISH) -> dict[str, object]:
    """What a test said, in *language* if it could not be computed."""
    return {
        "name": test.name,
        "place": test.place,
        "part": test.part or None,
        "passed": test.passed,
        "stopped": in_language(test.stopped, language) or None,
        "verdicts": [verdict_record(verdict) for verdict in test.verdicts],
    }


def part_record(part: Part, language: str) -> dict[str, object]:
    """A part of a model, its title in *language*."""
    return {"name": part.name, "title": title_of(part.titles, language) or None, "file": part.file}


def table_record(table: Table, part: str = "") -> dict[str, object]:
    """A report as laid out, and the *part* it stands in; headings have no values."""
    return {
        "title": table.title,
        "part": part or None,
        "unit": table.unit or None,
        "columns": [head.name for head in table.heads],
        "rows": [
            {
                "text": row.label.name,
                "depth": row.depth,
                "values": [_number(number) for number in row.numbers],
            }
            for row in table.rows
        ],
        "source": table.source or None,
    }


def _cell(cell: CellVerdict, deviates: bool) -> dict[str, object]:
    return {
        "cell": dict(cell.cell),
        "passed": cell.passed,
        **({"as_stated": cell.as_stated, "stated": _number(cell.stated)} if deviates else {}),
        "found": _number(cell.left),
        "expected": _number(cell.right),
        "deviation": _number(cell.deviation),
        "allowed": _number(cell.allowed),
    }


def _number(number: float) -> float | None:
    return number if math.isfinite(number) else None
