"""What can be wrong with a loop that is to be solved."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import Said, all_of, joined, say, verbatim
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Case,
    Compare,
    Cumulative,
    If,
    Quantity,
    Ref,
    Seek,
    Typed,
)

MOST_NAMES = 4  # of a long loop


def loop_not_linear(names: Sequence[str], node: Typed) -> Diagnostic:
    """Report a part of a formula in the loop of *names* that is not linear in them."""
    what, instead = _why(node)
    return Diagnostic(
        "loop-not-linear",
        say(
            "{names} cannot be solved by algebra: `{part}` is not linear in the loop",
            names=named(names),
            part=_short(node),
        ),
        labels=(Label(node.span, what),),
        help=instead,
    )


def loop_too_coupled(names: Sequence[str], most: int, quantities: Sequence[Quantity]) -> Diagnostic:
    """Report a loop that more than *most* values would have to be unknown at once for."""
    labels = (
        Label(own.span, say("needs the others")) for own in quantities[:MOST_NAMES] if own.span is not None
    )
    return Diagnostic(
        "loop-too-coupled",
        say(
            "{names} need each other in too many ways: at most {most} values are solved for at once",
            names=named(names),
            most=most,
        ),
        labels=tuple(labels),
        help=say("name what they have in common, a total for example, and let each of them need that alone"),
    )


def too_many_loops(quantity: Quantity, most: int) -> Diagnostic:
    """Report a loop past the *most* that are solved in one model; *quantity* is in it."""
    return Diagnostic(
        "loop-too-coupled",
        say(
            "`{name}` is in a loop too many: at most {most} loops of a model are solved",
            name=quantity.name,
            most=most,
        ),
        labels=() if quantity.span is None else (Label(quantity.span, say("in one loop more")),),
        help=say(
            "let quantities of the same kind be one that varies by an axis: its loops are one, solved in each cell"
        ),
    )


def not_in_a_loop(quantity: Quantity) -> Diagnostic:
    """Report a quantity that is marked and does not need itself within a cell."""
    return Diagnostic(
        "not-in-a-loop",
        say("`{name}` is marked `simultaneous` and does not need itself within a cell", name=quantity.name),
        labels=() if quantity.span is None else (Label(quantity.span, say("no way leads back to it")),),
        help=say("take `simultaneous` away; a value of the year before, as `x[year-1]`, is no loop"),
        severity=Severity.WARNING,
    )


def nearly_singular(where: str, names: Sequence[str], quantity: Quantity) -> Diagnostic:
    """Report a cell in which the equations of a loop determine nothing, but for rounding."""
    return Diagnostic(
        "singular-loop",
        say(
            "the loop of {names} has no reliable solution: in `{where}` its equations say the same, "
            "but for rounding",
            names=named(names),
            where=where,
        ),
        labels=() if quantity.span is None else (Label(quantity.span, say("solved for")),),
        help=SINGULAR,
    )


def loop_not_met(
    where: str, quantity: Quantity, cases: Sequence[Case], numbers: tuple[float, float, float]
) -> Diagnostic:
    """Report a solution that does not meet its equation; *numbers* are both sides and what rounding allows."""
    value, right, allowed = (number / quantity.scale for number in numbers)
    unit = "" if quantity.shown in ("", "ratio") else f" {quantity.shown}"
    return Diagnostic(
        "loop-not-met",
        say(
            "`{where}` = {value} does not meet its own formula, which gives {right}",
            where=where,
            value=verbatim(f"{value:,.12g}{unit}"),
            right=verbatim(f"{right:,.12g}{unit}"),
        ),
        labels=tuple(
            Label(
                case.formula.span,
                say(
                    "off by {off:.3g}, and rounding allows {allowed:.3g}",
                    off=abs(value - right),
                    allowed=allowed,
                ),
            )
            for case in cases[:1]
        ),
        help=say("look for very large terms that cancel each other, and write the loop without them"),
    )


SINGULAR = say(
    "look for shares or rates in it that add up to 100%: then no value, or any, meets the equations"
)
"""What to do about equations without exactly one solution."""

ACROSS = say(
    "`simultaneous` solves loops within one cell, and here one cell needs others: "
    "give what these have in common, a total for example, a name of its own"
)
"""What to do about a loop whose members are all marked, and which is not within one cell."""


def to_be_marked(names: Sequence[str]) -> Said:
    """What to mark, so that a loop whose formulas are linear is solved."""
    return say(
        "or are they meant to hold together? write `simultaneous` under {names}: the loop is linear",
        names=named(names),
    )


def named(names: Sequence[str]) -> Said:
    """The members of a loop in a sentence."""
    quoted = [f"`{name}`" for name in names[:MOST_NAMES]]
    rest = len(names) - MOST_NAMES
    if rest == 1:
        return say("{names} and one other", names=joined(quoted))
    return say("{names} and {rest} others", names=joined(quoted), rest=rest) if rest > 1 else all_of(quoted)


def _why(node: Typed) -> tuple[Said, Said]:
    """What is not linear about *node*, and what to write instead."""
    last_year = say("use a value from outside the loop there, for example last year's: `x[year-1]`")
    match node:
        case Arithmetic(op="*"):
            return say("both factors change with the loop"), last_year
        case Arithmetic(op="/"):
            instead = say(
                "multiply the equation out, or use a value from outside the loop there, "
                "for example last year's: `x[year-1]`"
            )
            return say("the divisor changes with the loop"), instead
        case Arithmetic():
            return say("a power of what changes with the loop"), last_year
        case If():
            instead = say(
                "choose by labels, or use a value from outside the loop there, for example last year's: `x[year-1]`"
            )
            return say("the condition changes with the loop"), instead
        case Compare():
            return say("a condition that changes with the loop"), last_year
        case Apply(function=function):
            return say("`{function}` of what changes with the loop", function=function), last_year
        case Aggregate(function=function):
            label = say(
                "a `{function}` of what changes with the loop; only sums and means are linear",
                function=function,
            )
            return label, last_year
        case Cumulative():
            return say("a running product of what changes with the loop"), last_year
        case Seek() | Ref():
            return say("which cell is meant changes with the loop"), last_year
        case _:
            return say("this changes with the loop, and not in proportion"), last_year


def _short(node: Typed) -> str:
    text = node.span.flat
    return text if len(text) <= 60 else f"{text[:57]}…"
