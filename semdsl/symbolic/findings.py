"""Findings about identities."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import say
from semdsl.render.verdicts import counter_example_lines, plain_figures
from semdsl.render.words import ENGLISH
from semdsl.runtime.verdicts import CounterExample, Proof
from semdsl.semantics.model import Identity


def identity_refuted(identity: Identity, counter: CounterExample) -> Diagnostic:
    where = say(", ").join(label for _, label in counter.cell)
    unit = "" if identity.shown in ("", "ratio") else say(" {shown}", shown=identity.shown)
    sides = say(
        "{plain_figures}{unit} on the left, {plain_figures2}{unit} on the right",
        plain_figures=plain_figures(counter.left),
        unit=unit,
        plain_figures2=plain_figures(counter.right),
    )
    lines = counter_example_lines(counter, ENGLISH)
    shows = (
        say("this test shows it") if counter.test else say("it shows with these values of what may have any")
    )
    return Diagnostic(
        "identity-refuted",
        say("`{name}` is not an identity: for some values its sides differ", name=identity.name),
        labels=(
            Label(identity.span, say("{sides}, in {where}", sides=sides, where=where) if where else sides),
        ),
        help=say("\n").join((f"look for what one side has and the other has not; {shows}:", *lines)),
    )


def identity_not_decided(identity: Identity, proof: Proof) -> Diagnostic:
    return Diagnostic(
        "identity-not-decided",
        say(
            "`{name}` is neither proved nor refuted: {format}",
            name=identity.name,
            format=ENGLISH.reasons[proof.reason].format(what=proof.what),
        ),
        labels=(Label(identity.span, say("not decided")),),
        help=say(
            "write it in smaller steps, each an identity of its own, or as a `check`, which compares numbers"
        ),
        severity=Severity.WARNING,
    )
