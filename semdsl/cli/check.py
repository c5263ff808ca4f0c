"""``semdsl check FILE…``: what is wrong with models, before anything is computed.

The findings are the answer, so they go to the standard output.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.cli.console import console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.text import counts
from semdsl.pipeline import Checked, check_file, dangers, proofs
from semdsl.publish.records import verdict_record
from semdsl.requests import public_names
from semdsl.runtime.verdicts import PROVED, Verdict


def run(arguments: Namespace) -> Status:
    """Check each file in turn; the answer is the worst of theirs."""
    streams = console()
    found: list[Diagnostic] = []
    status = Status.DONE
    identities: list[dict[str, object]] = []
    for file in arguments.files:
        outcome = check_file(Path(file))
        proven = proofs(outcome.value) if outcome.value else Outcome(())
        risks = dangers(outcome.value) if outcome.value else ()
        said = outcome.diagnostics + proven.diagnostics + risks
        found += said
        status = max(status, status_of(said))
        identities += [{"file": file, **verdict_record(verdict)} for verdict in proven.value]
        if not arguments.json:
            streams.findings(said, streams.out)
            if said:
                streams.say()
            streams.say(f"{file}: {_said(outcome.value, proven.value, said)}")
    if arguments.json:
        streams.answer("check", found, {"files": arguments.files, "identities": identities})
    return status


def _said(checked: Checked | None, proven: tuple[Verdict, ...], found: tuple[Diagnostic, ...]) -> str:
    if checked is None or any(one.is_error for one in found):
        return counts(found)
    model = checked.model
    quantities = [model.quantities[name] for name in public_names(model)]
    tables = sum(quantity.kind == "table" for quantity in quantities)
    parts = [
        (len(quantities) - tables, "quantity", "quantities"),
        (tables, "table", "tables"),
        (len(model.checks) + len(model.expectations), "check or expectation", "checks and expectations"),
        (sum(_is_proved(one) for one in proven), "identity proved", "identities proved"),
        (len(model.tests), "test", "tests"),
        (len(model.scenarios), "scenario", "scenarios"),
        (len(model.reports), "report", "reports"),
        (len(model.parts), "part", "parts"),
    ]
    what = ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in parts if number)
    return "sound" + (f" ({what})" if what else "") + (f"; {counts(found)}" if found else "")


def _is_proved(verdict: Verdict) -> bool:
    return verdict.proof is not None and verdict.proof.answer == PROVED
