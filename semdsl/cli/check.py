"""``semdsl check FILE…``: what is wrong with models, before anything is computed.

The findings are the answer, so they go to the standard output.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.cli.console import console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import counts
from semdsl.pipeline import Checked, check_file


def run(arguments: Namespace) -> Status:
    """Check each file in turn; the answer is the worst of theirs."""
    streams = console()
    found: list[Diagnostic] = []
    status = Status.DONE
    for file in arguments.files:
        outcome = check_file(Path(file))
        found += outcome.diagnostics
        status = max(status, status_of(outcome.diagnostics))
        if not arguments.json:
            streams.findings(outcome.diagnostics, streams.out)
            if outcome.diagnostics:
                streams.say()
            streams.say(f"{file}: {_said(outcome.value, outcome.diagnostics)}")
    if arguments.json:
        streams.answer("check", found, {"files": arguments.files})
    return status


def _said(checked: Checked | None, found: tuple[Diagnostic, ...]) -> str:
    if checked is None:
        return counts(found)
    model = checked.model
    quantities = [quantity for quantity in model.quantities.values() if not quantity.partial]
    tables = sum(quantity.table is not None for quantity in quantities)
    parts = [
        (len(quantities) - tables, "quantity", "quantities"),
        (tables, "table", "tables"),
        (len(model.checks) + len(model.expectations), "check or expectation", "checks and expectations"),
        (len(model.tests), "test", "tests"),
        (len(model.scenarios), "scenario", "scenarios"),
        (len(model.reports), "report", "reports"),
        (len(model.parts), "part", "parts"),
    ]
    what = ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in parts if number)
    return "sound" + (f" ({what})" if what else "") + (f"; {counts(found)}" if found else "")
