"""Findings about identities, and about what can go wrong within the ranges that a model states."""

from __future__ import annotations

from typing import Final

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import Said, all_of, already, joined, say, verbatim
from semdsl.interpret.findings import cell_text
from semdsl.render.verdicts import counter_example_lines, plain_figures
from semdsl.render.words import ENGLISH, SPANISH
from semdsl.runtime.verdicts import CounterExample, Proof
from semdsl.semantics.model import Apply, Arithmetic, Identity, Model, Typed
from semdsl.semantics.rewrite import author_name, is_made
from semdsl.symbolic.cancelling import Match
from semdsl.symbolic.points import Choice, value_text
from semdsl.symbolic.sites import Site, Witness

_GUARD: Final = say("narrow the range, or write `if … then … else …` for that")


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


def danger(site: Site, witness: Witness, model: Model) -> Diagnostic:
    """A part of a formula has no value with values that lie within their ranges.

    May report: ``division-can-be-by-zero``, ``power-can-fail``, ``logarithm-can-fail``, ``root-can-fail``.
    """
    node, choice = site.node, _when(witness.choice, model, about=witness.about)
    where = _what(node, site, witness, model)
    ranges = _ranges(witness.choice, model)
    fails = (Label(node.span, say("this has no value then")), *ranges)
    match node:
        case Arithmetic(op="/", right=divisor):
            where = _what(divisor, site, witness, model)
            message = say("`{where}` divides by 0 if {choice}", where=where, choice=choice)
            zero = Label(divisor.span, say("this is 0 then"))
            return _warning("division-can-be-by-zero", message, (zero, *ranges))
        case Apply(function="log" | "log1p"):
            message = say(
                "`{where}` takes the logarithm of 0 or less if {choice}", where=where, choice=choice
            )
            return _warning("logarithm-can-fail", message, fails)
        case Apply(function="sqrt"):
            message = say(
                "`{where}` takes the root of a negative number if {choice}", where=where, choice=choice
            )
            return _warning("root-can-fail", message, fails)
        case _:
            message = say(
                "`{where}` has a power without a value, or beyond 1.8e308, if {choice}",
                where=where,
                choice=choice,
            )
            return _warning("power-can-fail", message, fails)


def _warning(code: str, message: Said, labels: tuple[Label, ...]) -> Diagnostic:
    return Diagnostic(code, message, labels=labels, help=_GUARD, severity=Severity.WARNING)


def _what(node: Typed, site: Site, witness: Witness, model: Model) -> str:
    """The cell that has no value; of a check or the like, the part as it is written."""
    name = site.quantity.name
    return node.span.flat if is_made(name) else cell_text(name, witness.cell, model)


def _when(choice: Choice, model: Model, *, about: bool = False) -> Said:
    """``growth` is 2% and …``."""
    figures = [
        (author_name(name), verbatim(value_text(value, model.quantities[name])))
        for name, value in choice.items()
    ]
    if about:
        return all_of([say("`{name}` is about {value}", name=name, value=value) for name, value in figures])
    return all_of([say("`{name}` is {value}", name=name, value=value) for name, value in figures])


def _ranges(choice: Choice, model: Model) -> tuple[Label, ...]:
    """Where the ranges of the quantities of *choice* are written."""
    return tuple(
        Label(attribute.span, say("what it may be"))
        for name in choice
        for attribute in model.quantities[name].attributes
        if attribute.word == "range"
    )


def digits_lost(match: Match, digits: int, choice: Choice, model: Model) -> Diagnostic:
    """A part of a formula loses digits: with its stated values a warning, else a notice."""
    part = match.node.span
    if choice:
        message = say(
            "`{part}` loses {digits} of 16 digits if {choice}, within what was stated as possible",
            part=part.flat,
            digits=digits,
            choice=_when(choice, model),
        )
    else:
        message = say(
            "`{part}` loses {digits} of 16 digits with the stated values", part=part.flat, digits=digits
        )
    return Diagnostic(
        "digits-lost",
        message,
        labels=(Label(part, say("nearly equal numbers cancel here")), *_ranges(choice, model)),
        help=say("write {instead}", instead=match.instead),
        severity=Severity.NOTICE if choice else Severity.WARNING,
    )
