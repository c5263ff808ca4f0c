"""Answers as data for machines. Values are in the declared units; a number that there is not is null."""

from __future__ import annotations

from semdsl.analysis.measured import Measured, Mover, Sensitivity
from semdsl.analysis.solved import Answer, End, First, Held, Interval, Labels, Looked, Solution, Solved


def sensitivity_record(answer: Sensitivity) -> dict[str, object]:
    """How results move: by both ends, or by derivatives."""
    return {
        "scenario": answer.scenario,
        "exact": answer.exact,
        "results": [_result(own) for own in answer.results],
        "moved": [_mover(own) for own in answer.movers],
        "effects": [
            {
                "result": own.result.name,
                "moved": own.mover.text,
                "low": own.low,
                "high": own.high,
                "swing": own.swing,
                "stopped": own.stopped or None,
            }
            for own in answer.effects
        ],
        "derivatives": [
            {
                "result": own.result.name,
                "moved": own.mover.text,
                "derivative": own.slope,
                "elasticity": own.elasticity,
                "snag": own.snag or None,
                "bends": own.bends,
            }
            for own in answer.derivatives
        ],
        "unmoved": list(answer.unmoved),
        "zeros": [own.text for own in answer.zeros],
    }


def _result(own: Measured) -> dict[str, object]:
    return {
        "result": own.name,
        "formula": own.text,
        "cell": dict(own.cell),
        "unit": own.unit,
        "value": own.value,
    }


def _mover(own: Mover) -> dict[str, object]:
    return {
        "moved": own.text,
        "title": own.title or None,
        "unit": own.unit,
        "value": own.value,
        "form": own.form,
        "low": own.low,
        "high": own.high,
        "by": own.by,
    }


def solved_record(answer: Solved) -> dict[str, object]:
    """What was sought and what was found."""
    return {
        "kind": answer.kind,
        "vary": answer.vary,
        "until": answer.until,
        "scenario": answer.scenario,
        "form": answer.form,
        "unit": answer.unit or None,
        "now": answer.stated,
        "sides_unit": answer.sides_unit,
        "solutions": [_answer(own) for own in answer.answers],
        "held": None if answer.held is None else _held(answer.held),
        "members": [_first(own) for own in answer.firsts],
        "runs": answer.runs,
    }


def _answer(own: Answer) -> dict[str, object]:
    return {
        "cell": dict(own.cell),
        "method": own.method,
        "unique": own.unique and bool(own.solutions),
        "line": None if own.line is None else {"a": own.line[0], "b": own.line[1]},
        "looked": _looked(own.looked),
        "values": [_solution(solution) for solution in own.solutions],
        "level": own.level,
        "stretches": [_interval(one) for one in own.stretches],
        "none": own.none or None,
    }


def _solution(own: Solution) -> dict[str, object]:
    return {
        "value": own.value,
        "set": own.setting,
        "left": own.left,
        "right": own.right,
        "residual": own.residual,
        "steps": own.steps,
    }


def _looked(own: Looked | None) -> dict[str, object] | None:
    if own is None:
        return None
    return {
        "low": own.low,
        "high": own.high,
        "points": own.points,
        "undefined": own.undefined,
        "direction": own.direction,
    }


def _held(own: Held) -> dict[str, object]:
    return {
        "method": own.method,
        "proved": own.proved,
        "looked": _looked(own.looked),
        "intervals": [_interval(one) for one in own.intervals],
    }


def _interval(own: Interval) -> dict[str, object]:
    return {"low": _end(own.low), "high": _end(own.high)}


def _end(own: End) -> dict[str, object] | None:
    if own.value is None:
        return None
    decided = None if own.solution is None else _solution(own.solution)
    return {"value": own.value, "cell": _labels(own.cell), "decided": decided}


def _first(own: First) -> dict[str, object]:
    before = own.before
    return {
        "cell": _labels(own.cell),
        "member": own.member,
        "left": None if own.at is None else own.at[0],
        "right": None if own.at is None else own.at[1],
        "before": None if before is None else {"member": before[0], "left": before[1], "right": before[2]},
        "not_later": list(own.not_later),
    }


def _labels(cell: Labels) -> dict[str, str]:
    return dict(cell)
