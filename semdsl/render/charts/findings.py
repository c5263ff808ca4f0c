"""What may be wrong with the values of a chart: it is drawn all the same, and its reader is told."""

from __future__ import annotations

import math
from collections.abc import Iterator

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import NOTHING, Said, say, verbatim
from semdsl.render.charts.data import Data
from semdsl.source import Span

_ROUNDING = 1e-9


def doubts(data: Data, span: Span) -> Iterator[Diagnostic]:
    """At most one warning about a chart whose values are not what its form shows.

    May report: ``chart-values``.
    """
    match data.form:
        case "pyramid":
            yield from _negative(data, span)
        case "fan":
            yield from _out_of_order(data, span)
        case "waterfall":
            yield from _does_not_close(data, span)


def _negative(data: Data, span: Span) -> Iterator[Diagnostic]:
    for one in data.series:
        for place, number in zip(data.places, one.numbers, strict=True):
            if number < 0:
                message = say(
                    "a pyramid shows sizes, and {series} at {place} is {value}",
                    series=verbatim(one.label),
                    place=verbatim(place),
                    value=verbatim(data.said(number)),
                )
                yield _warning(message, span, say("write `bar` to show which values are below 0"))
                return


def _out_of_order(data: Data, span: Span) -> Iterator[Diagnostic]:
    for at, place in enumerate(data.places):
        numbers = [one.numbers[at] for one in data.series]
        for lower, upper, low, high in zip(data.series, data.series[1:], numbers, numbers[1:], strict=False):
            if low > high + _ROUNDING * max(abs(low), abs(high)):
                message = say(
                    "the lines of a fan go from the lowest to the highest, and at {place} {lower} is above {upper}",
                    place=verbatim(place),
                    lower=verbatim(lower.label),
                    upper=verbatim(upper.label),
                )
                yield _warning(message, span, say("name them in the order of their values, or write `line`"))
                return


def _does_not_close(data: Data, span: Span) -> Iterator[Diagnostic]:
    *movements, closing = [one.numbers[0] for one in data.series]
    reached = math.fsum(movements)
    if abs(reached - closing) > _ROUNDING * max(map(abs, (*movements, closing))):
        message = say(
            "the movements lead to {reached}, and the closing value is {closing}",
            reached=verbatim(data.said(reached)),
            closing=verbatim(data.said(closing)),
        )
        help = say("add the movement that is missing; what is taken away is written `(-expense)`")
        yield _warning(message, span, help)


def _warning(message: Said, span: Span, help: Said) -> Diagnostic:
    return Diagnostic("chart-values", message, (Label(span, NOTHING),), help, severity=Severity.WARNING)
