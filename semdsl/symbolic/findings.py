"""Findings about identities."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.render.verdicts import counter_example_lines, plain_figures
from semdsl.render.words import ENGLISH
from semdsl.runtime.verdicts import CounterExample, Proof
from semdsl.semantics.model import Identity


def identity_refuted(identity: Identity, counter: CounterExample) -> Diagnostic:
    where = ", ".join(label for _, label in counter.cell)
    unit = "" if identity.shown in ("", "ratio") else f" {identity.shown}"
    sides = (
        f"{plain_figures(counter.left)}{unit} on the left, {plain_figures(counter.right)}{unit} on the right"
    )
    lines = counter_example_lines(counter, ENGLISH)
    shows = "this test shows it" if counter.test else "it shows with these values of what may have any"
    return Diagnostic(
        "identity-refuted",
        f"`{identity.name}` is not an identity: for some values its sides differ",
        labels=(Label(identity.span, f"{sides}, in {where}" if where else sides),),
        help="\n".join((f"look for what one side has and the other has not; {shows}:", *lines)),
    )


def identity_not_decided(identity: Identity, proof: Proof) -> Diagnostic:
    return Diagnostic(
        "identity-not-decided",
        f"`{identity.name}` is neither proved nor refuted: {ENGLISH.reasons[proof.reason].format(what=proof.what)}",
        labels=(Label(identity.span, "not decided"),),
        help="write it in smaller steps, each an identity of its own, or as a `check`, which compares numbers",
        severity=Severity.WARNING,
    )
