"""Findings about identities."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import already, joined, say
from semdsl.render.verdicts import counter_example_lines, plain_figures
from semdsl.render.words import ENGLISH, SPANISH
from semdsl.runtime.verdicts import CounterExample, Proof
from semdsl.semantics.model import Identity


def identity_refuted(identity: Identity, counter: CounterExample) -> Diagnostic:
    where = ", ".join(label for _, label in counter.cell)
    unit = "" if identity.shown in ("", "ratio") else f" {identity.shown}"
    sides = say(
        "{left} on the left, {right} on the right",
        left=plain_figures(counter.left) + unit,
        right=plain_figures(counter.right) + unit,
    )
    lines = already(*("\n".join(counter_example_lines(counter, words)) for words in (ENGLISH, SPANISH)))
    shows = (
        say("look for what one side has and the other has not; this test shows it:")
        if counter.test
        else say(
            "look for what one side has and the other has not; it shows with these values of what may have any:"
        )
    )
    return Diagnostic(
        "identity-refuted",
        say("`{name}` is not an identity: for some values its sides differ", name=identity.name),
        labels=(
            Label(identity.span, say("{sides}, in {where}", sides=sides, where=where) if where else sides),
        ),
        help=joined((shows, lines), "\n"),
    )


def identity_not_decided(identity: Identity, proof: Proof) -> Diagnostic:
    return Diagnostic(
        "identity-not-decided",
        say(
            "`{name}` is neither proved nor refuted: {reason}",
            name=identity.name,
            reason=already(
                *(words.reasons[proof.reason].format(what=proof.what) for words in (ENGLISH, SPANISH))
            ),
        ),
        labels=(Label(identity.span, say("not decided")),),
        help=say(
            "write it in smaller steps, each an identity of its own, or as a `check`, which compares numbers"
        ),
        severity=Severity.WARNING,
    )
