"""Models with loops, from text."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import Checked, check_text
from semdsl.requests import Options
from semdsl.running import run_checked
from semdsl.runtime.results import Results

AXES = """model loops "Loops"
time year = 2025..2028
axis line = SEM, GMP
"""


def found(text: str) -> tuple[Diagnostic, ...]:
    """What the check finds, but what is said of axes that are not used."""
    return tuple(
        one for one in check_text(AXES + text).diagnostics if one.code not in ("unused", "no-source")
    )


def checked(text: str, files: dict[str, str] | None = None) -> Checked:
    outcome = check_text(AXES + text, files=files)
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    return outcome.value


def ran(text: str, options: Options | None = None, files: dict[str, str] | None = None) -> Results:
    outcome = run_checked(checked(text, files), options or Options(everything=True))
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    return outcome.value.scenarios[0].results


def stopped(text: str, options: Options | None = None) -> Diagnostic:
    """The one finding that stops the run."""
    outcome = run_checked(checked(text), options or Options(everything=True))
    assert outcome.value is None
    (one,) = outcome.diagnostics
    return one
