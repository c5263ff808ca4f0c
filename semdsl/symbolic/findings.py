"""Findings about identities, and about what can go wrong within the ranges that a model states."""

from __future__ import annotations

from typing import Final

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.interpret.findings import cell_text
from semdsl.render.verdicts import counter_example_lines, plain_figures
from semdsl.render.words import ENGLISH
from semdsl.runtime.verdicts import CounterExample, Proof
from semdsl.semantics.model import Apply, Arithmetic, Identity, Model, Typed
from semdsl.semantics.rewrite import author_name, is_made
from semdsl.symbolic.cancelling import Match
from semdsl.symbolic.points import Choice, value_text
from semdsl.symbolic.sites import Site, Witness

_GUARD: Final = "narrow the range, or write `if … then … else …` for that"
_DANGERS: Final = {
    "/": ("division-can-be-by-zero", "divides by 0", "this is 0 then"),
    "^": (
        "power-can-fail",
        "raises to a power that has no value, or is beyond 1.8e308,",
        "this has no value then",
    ),
    "exp": ("power-can-fail", "is beyond 1.8e308, the largest number,", "this has no value then"),
    "expm1": ("power-can-fail", "is beyond 1.8e308, the largest number,", "this has no value then"),
    "log": ("logarithm-can-fail", "takes the logarithm of 0 or less", "this has no value then"),
    "log1p": ("logarithm-can-fail", "takes the logarithm of 0 or less", "this has no value then"),
    "sqrt": ("root-can-fail", "takes the root of a negative number", "this has no value then"),
}


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


def danger(site: Site, witness: Witness, model: Model) -> Diagnostic:
    """A part of a formula has no value with values that lie within their ranges."""
    operation = site.node.op if isinstance(site.node, Arithmetic) else _function(site.node)
    code, happens, what = _DANGERS[operation]
    part = site.node.right if isinstance(site.node, Arithmetic) and operation == "/" else site.node
    when = _when(witness.choice, model, "about " if witness.about else "")
    own = site.quantity.name
    return Diagnostic(
        code,
        f"`{part.span.flat if is_made(own) else _cell(own, witness, model)}` {happens} if {when}",
        labels=(Label(part.span, what), *_ranges(witness.choice, model)),
        help=_GUARD,
        severity=Severity.WARNING,
    )


def _function(node: Typed) -> str:
    return node.function if isinstance(node, Apply) else ""


def _cell(name: str, witness: Witness, model: Model) -> str:
    return cell_text(name, witness.cell, model)


def _when(choice: Choice, model: Model, about: str = "") -> str:
    """``growth` is 2% and …``."""
    return " and ".join(
        f"`{author_name(name)}` is {about}{value_text(value, model.quantities[name])}"
        for name, value in choice.items()
    )


def _ranges(choice: Choice, model: Model) -> tuple[Label, ...]:
    """Where the ranges of the quantities of *choice* are written."""
    return tuple(
        Label(attribute.span, "what it may be")
        for name in choice
        for attribute in model.quantities[name].attributes
        if attribute.word == "range"
    )


def digits_lost(match: Match, digits: int, choice: Choice, model: Model) -> Diagnostic:
    """A part of a formula loses digits: with its stated values a warning, else a notice."""
    part = match.node.span
    when = (
        f"if {_when(choice, model)}, within what was stated as possible"
        if choice
        else "with the stated values"
    )
    return Diagnostic(
        "digits-lost",
        f"`{part.flat}` loses {digits} of 16 digits {when}",
        labels=(Label(part, "nearly equal numbers cancel here"), *_ranges(choice, model)),
        help=f"write {match.instead}",
        severity=Severity.NOTICE if choice else Severity.WARNING,
    )
