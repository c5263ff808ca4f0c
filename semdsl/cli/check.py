"""``semdsl check FILE…``: what is wrong with models, before anything is computed.

The findings are the answer, so they go to the standard output.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from semdsl.cli.console import console
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.text import counts
from semdsl.diagnostics.wording import NOTHING, Said, joined, say
from semdsl.pipeline import Checked, check_file, dangers, proofs
from semdsl.publish.records import verdict_record
from semdsl.requests import public_names
from semdsl.runtime.verdicts import PROVED, Verdict
from semdsl.semantics.model import Model


def run(arguments: Namespace) -> Status:
    """Check each file in turn; the answer is the worst of theirs."""
    streams = console(arguments)
    found: list[Diagnostic] = []
    status = Status.DONE
    identities: list[dict[str, object]] = []
    for file in arguments.files:
        outcome = check_file(Path(file))
        proven = proofs(outcome.value.in_language(streams.asked)) if outcome.value else Outcome(())
        risks = dangers(outcome.value) if outcome.value else ()
        said = outcome.diagnostics + proven.diagnostics + risks
        found += said
        status = max(status, status_of(said))
        identities += [{"file": file, **verdict_record(verdict)} for verdict in proven.value]
        if not arguments.json:
            streams.findings(said, streams.out)
            if said:
                streams.say()
            streams.say(say("{file}: {verdict}", file=file, verdict=_said(outcome.value, proven.value, said)))
    if arguments.json:
        streams.answer("check", found, {"files": arguments.files, "identities": identities})
    return status


def _said(checked: Checked | None, proven: tuple[Verdict, ...], found: tuple[Diagnostic, ...]) -> Said:
    if checked is None or any(one.is_error for one in found):
        return counts(found)
    model = checked.model
    contents = joined(_contents(model, proven))
    verdict = say("sound ({contents})", contents=contents) if contents else say("sound")
    return joined((verdict, counts(found) if found else NOTHING), "; ")


def _contents(model: Model, proven: tuple[Verdict, ...]) -> Iterator[Said]:
    """What *model* has, of each kind how many: ``12 quantities``, ``1 table``."""
    quantities = [model.quantities[name] for name in public_names(model)]
    tables = sum(quantity.kind == "table" for quantity in quantities)
    for number, one, more in (
        (len(quantities) - tables, say("quantity"), say("quantities")),
        (tables, say("table"), say("tables")),
        (
            len(model.checks) + len(model.expectations),
            say("check or expectation"),
            say("checks and expectations"),
        ),
        (sum(_is_proved(one) for one in proven), say("identity proved"), say("identities proved")),
        (len(model.tests), say("test"), say("tests")),
        (len(model.scenarios), say("scenario"), say("scenarios")),
        (len(model.reports), say("report"), say("reports")),
        (len(model.charts), say("chart"), say("charts")),
        (len(model.parts), say("part"), say("parts")),
    ):
        if number:
            yield say("{count} {things}", count=number, things=one if number == 1 else more)


def _is_proved(verdict: Verdict) -> bool:
    return verdict.proof is not None and verdict.proof.answer == PROVED
