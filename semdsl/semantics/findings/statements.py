"""Scenarios, tests, checks and expectations: what they set, allow and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.wording import NOTHING, Said, listed, say
from semdsl.semantics.findings.making import error, similar, warning
from semdsl.semantics.findings.quantities import describe
from semdsl.semantics.model import Axis, Override, Region, Typed
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.kinds import kind_words
from semdsl.units.algebra import Unit


def scenario_sets_formula(given: ast.Given, kind: str) -> Diagnostic:
    message = say(
        "a scenario sets parameters, assumptions and tables; this is {one}", one=kind_words(kind).one
    )
    help = say("make what should differ an assumption, and set that")
    return error("scenario-sets-formula", message, given.target.span, NOTHING, help)


def unknown_scenario(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = similar(name, known) or (
        say("the scenarios are {names}", names=listed(known, "and"))
        if known
        else say("declare it: `scenario {name}`", name=name)
    )
    if name == "base":
        help = say("leave `extends` out: a scenario starts from the values that the model states")
    found = error("unknown-scenario", say("there is no scenario `{name}`", name=name), span, NOTHING, help)
    return respelt(found, span, name, known)


def scenario_extends_itself(span: Span, name: str) -> Diagnostic:
    help = say("let one of the scenarios on the way round state its settings, without `extends`")
    message = say("the scenario `{name}` extends itself", name=name)
    return error("scenario-extends-itself", message, span, NOTHING, help)


def set_twice(
    first: Override, second: Override, cells: Region, axes: Mapping[str, Axis], over: Sequence[str]
) -> Diagnostic:
    """Two settings of one scenario or test are for the same *cells*."""
    message = say("`{name}` is set twice", name=second.name)
    help = say("keep one of the two")
    if over:
        message = say(
            "`{name}` is set twice for {cells}", name=second.name, cells=describe(cells, axes, over)
        )
        help = say(
            "keep one of the two, or let `for …` keep their cells apart; an exception stands behind the rule"
        )
    return error(
        "overlap", message, second.span, say("set again"), help, Label(first.span, say("first set here"))
    )


def test_reads_file(line: ast.Given | ast.Expect) -> Diagnostic:
    help = say("write the few cells that the test is about, or move the expectation to the left margin")
    return error(
        "test-reads-file", say("a test is of values written out, not of a file"), line.span, NOTHING, help
    )


def misplaced_deviation(stated: ast.Deviation, kind: str) -> Diagnostic:
    message, help = {
        "check": (
            say("a `check` holds or does not: it has no `deviates`"),
            say(
                "write `expect` for a printed figure that is not met, and `for …` for a check of some "
                "cells only"
            ),
        ),
        "test": (
            say("a `test` works out its own figures: nothing printed is there to deviate from"),
            say("expect the figure that should come out, or move the expectation to the left margin"),
        ),
    }.get(
        kind,
        (
            say("only a comparison with `=` or `matches` can state a deviation"),
            say("write `expect name = … within … deviates up to …`"),
        ),
    )
    return error("misplaced-deviation", message, stated.span, NOTHING, help)


def deviation_without_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = say("this states a deviation, and not what would be none")
    help = say("say how near is met, as the print shows it: `within 0.005pp deviates up to …`")
    return error("deviation-without-tolerance", message, stated.span, say("beyond which tolerance?"), help)


def deviation_within_tolerance(stated: ast.Deviation) -> Diagnostic:
    message = say("no cell can deviate as is stated here: the deviation is not larger than the tolerance")
    help = say(
        "state the largest deviation from the print, which is beyond the tolerance, or take `deviates` away"
    )
    return error("deviation-within-tolerance", message, stated.span, say("not beyond the tolerance"), help)


def tolerance_unit(node: Typed, unit: Unit) -> Diagnostic:
    message = say(
        "the tolerance is in `{given}`, and what is compared in `{unit}`", given=node.unit, unit=unit
    )
    return _size_in_other_unit(message, node, unit)


def deviation_unit(node: Typed, unit: Unit) -> Diagnostic:
    message = say(
        "the stated deviation is in `{given}`, and what is compared in `{unit}`", given=node.unit, unit=unit
    )
    return _size_in_other_unit(message, node, unit)


def _size_in_other_unit(message: Said, node: Typed, unit: Unit) -> Diagnostic:
    help = say("write it in `{unit}`, or in percent to have it relative", unit=unit)
    return error("tolerance-unit", message, node.span, NOTHING, help)


def misplaced_tolerance(span: Span, kind: str, compared: Sequence[str]) -> Diagnostic:
    """*compared* are the comparisons that `and` joins, if that is what the condition is."""
    message = say("`within` belongs to one comparison of two values, and this condition is none")
    help = say("leave `within` out, or put what is allowed into the comparison: `a <= b + 1 MXN`")
    if compared:
        parts = listed([f"{own} within …" for own in compared], "and")
        help = say("write one `{kind}` for each comparison: {parts}", kind=kind, parts=parts)
    return error("misplaced-tolerance", message, span, say("of which comparison?"), help)


def negative_tolerance(span: Span) -> Diagnostic:
    message = say("the tolerance is below 0, and no two numbers are as near as that")
    help = say(
        "write how far the two sides may be apart, without a sign; to allow no difference at all, write 0"
    )
    return error("negative-tolerance", message, span, say("less than nothing"), help)


def set_at_knots(name: str, span: Span) -> Diagnostic:
    return warning(
        "cannot-interpolate",
        say(
            "`{name}` is set at figures of its file alone, and is not interpolated again between them: "
            "the other cells stay as they were",
            name=name,
        ),
        span,
        say("this alone changes"),
        say(
            "set the cells between too, or in a scenario read other figures, which are interpolated: "
            '`set {name} from "…"`',
            name=name,
        ),
    )
