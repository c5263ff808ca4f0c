"""``semdsl check FILE…``: what is wrong with models, before anything is computed; with ``--fix`` they are mended first.

The findings are the answer, so they go to the standard output; beside a difference they go to the standard error.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from semdsl.cli.console import Console, console
from semdsl.cli.fixing import Fixed, change_line, change_record, difference, mend_files
from semdsl.cli.statuses import Status, status_of
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.text import counts
from semdsl.diagnostics.wording import NOTHING, Said, in_language, joined, say
from semdsl.pipeline import Checked, check_file, dangers, proofs
from semdsl.publish.mending import mend
from semdsl.publish.records import verdict_record
from semdsl.requests import public_names
from semdsl.runtime.verdicts import PROVED, Verdict
from semdsl.semantics.model import Model


@dataclass(slots=True)
class _Answer:
    """What was said of all files together."""

    found: list[Diagnostic] = field(default_factory=list)
    identities: list[dict[str, object]] = field(default_factory=list)
    fixed: list[dict[str, object]] = field(default_factory=list)
    status: Status = Status.DONE


def run(arguments: Namespace) -> Status:
    """Check each file in turn; the answer is the worst of theirs."""
    streams = console(arguments)
    answer = _Answer()
    for file in arguments.files:
        _check(file, arguments, streams, answer)
    if arguments.json:
        fixed = {"fixed": answer.fixed} if arguments.fix else {}
        content = {"files": arguments.files, **fixed, "identities": answer.identities}
        streams.answer("check", answer.found, content)
    return answer.status


def _check(file: str, arguments: Namespace, streams: Console, answer: _Answer) -> None:
    """Check one file, mended before if that was asked for."""
    fixed = Fixed()
    if arguments.fix:
        fixed = mend_files(Path(file))
    elif arguments.diff:
        would = mend(Path(file))
        streams.out.write(difference(would))
        fixed = Fixed(said=would.left_out, judged=would.judged)
    outcome = check_file(Path(file))
    proven = proofs(outcome.value.in_language(streams.asked)) if outcome.value else Outcome(())
    risks = dangers(outcome.value) if outcome.value else ()
    found = outcome.diagnostics + proven.diagnostics + risks
    said = fixed.said + tuple(map(fixed.judged, found))
    answer.found += said
    answer.status = max(answer.status, status_of(said))
    answer.identities += [{"file": file, **verdict_record(verdict)} for verdict in proven.value]
    answer.fixed += [change_record(change, streams.language_of_documents) for change in fixed.changes]
    if arguments.json:
        return
    stream = streams.err if arguments.diff else streams.out
    changes = [f"{change_line(change)}\n" for change in fixed.changes]
    stream.write("".join(changes) + ("\n" if changes and said else ""))
    streams.findings(said, stream)
    verdict = _said(outcome.value, proven.value, said)
    if changes:
        verdict = say("{count} mended; {verdict}", count=len(changes), verdict=verdict)
    last = in_language(say("{file}: {verdict}", file=file, verdict=verdict), streams.language)
    stream.write(("\n" if said or changes else "") + f"{last}\n")


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
