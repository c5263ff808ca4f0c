"""Verdicts and tables as data for machines; a number that there is not is null."""

from __future__ import annotations

import math

from semdsl.render.reports import Table
from semdsl.runtime.verdicts import CellVerdict, Proof, TestVerdict, Verdict


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
        "op": verdict.op or None,
        "unit": verdict.unit,
        "deviation_is": "part of the expected value" if verdict.relative else "in the unit",
        "passed": verdict.passed,
        "compared": verdict.compared,
        "failed": len(verdict.failures),
        "worst": None if worst is None else _cell(worst),
        "cells": [_cell(cell) for cell in cells],
        **({} if verdict.proof is None else {"proof": _proof(verdict.proof)}),
    }


def _proof(proof: Proof) -> dict[str, object]:
    """What is known of an identity."""
    counter = proof.counter_example
    return {
        "answer": proof.answer,
        "where_not_zero": list(proof.divided),
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


def record_of_test(test: TestVerdict) -> dict[str, object]:
    """What a test said."""
    return {
        "name": test.name,
        "place": test.place,
        "passed": test.passed,
        "stopped": test.stopped or None,
        "verdicts": [verdict_record(verdict) for verdict in test.verdicts],
    }


def table_record(table: Table) -> dict[str, object]:
    """A report as laid out; headings have no values."""
    return {
        "title": table.title,
        "unit": table.unit or None,
        "columns": list(table.columns),
        "rows": [
            {"text": row.stub, "depth": row.depth, "values": [_number(number) for number in row.numbers]}
            for row in table.rows
        ],
        "source": table.source or None,
    }


def _cell(cell: CellVerdict) -> dict[str, object]:
    return {
        "cell": dict(cell.cell),
        "passed": cell.passed,
        "found": _number(cell.left),
        "expected": _number(cell.right),
        "deviation": _number(cell.deviation),
        "allowed": _number(cell.allowed),
    }


def _number(number: float) -> float | None:
    return number if math.isfinite(number) else None
