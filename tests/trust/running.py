"""Check and run a model given as text, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import Run, run_checked


def ran(text: str, files: Mapping[str, str] | None = None, *settings: str) -> Outcome[Run | None]:
    """The run of the model *text* with all its quantities, or what stopped it."""
    outcome = check_text(text, "case.sem", dict(files or {}))
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    done = run_checked(outcome.value, Options(everything=True, settings=settings))
    return Outcome(done.value, outcome.diagnostics + done.diagnostics)


def errors(outcome: Outcome[Run | None]) -> list[Diagnostic]:
    """What stopped it; at least one."""
    found = [one for one in outcome.diagnostics if one.is_error]
    assert outcome.value is None, "there is a result"
    assert found, "stopped without a word"
    return found


def values(outcome: Outcome[Run | None], name: str) -> list[float]:
    """The values of *name* as stated, row by row, in declared units."""
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    found = outcome.value.scenarios[0].results[name].values.ravel().tolist()
    return [float(value) for value in found]
