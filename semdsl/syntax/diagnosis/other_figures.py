"""Figures in the forms of reports and spreadsheets: money before its figure, rates by year, a year without ``for``.

Each function is a rule of ``diagnose``: it knows one form, and answers None if the mistake is another.
"""

from __future__ import annotations

import re
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import plain
from semdsl.diagnostics.wording import say
from semdsl.source import Span
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas, numbers
from semdsl.syntax.diagnosis.other_indices import SCALE_WORDS, UNSURE
from semdsl.syntax.diagnosis.stop import ENDS_OPERAND, STARTS_OPERAND, Stop
from semdsl.units.parse import CURRENCIES

_BY_TIME = frozenset(
    (
        *("annual", "annually", "yearly", "monthly", "anual", "anuales", "mensual", "mensuales"),
        *("annum", "year", "month", "quarter", "ano", "anio", "mes", "trimestre"),
    )
)
_REMAINDER = ("mod", "residuo")
_A_REMAINDER = say(
    "the remainder of `a` by `b` is written `a - b * (round(a / b) - (if round(a / b) > a / b then 1 else 0))`"
)
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")


def money_first(stop: Stop) -> Diagnostic | None:
    """``MXN 5``, ``MXN 5 million``."""
    word, before = stop.here, stop.before
    if before is None or before.text not in CURRENCIES or word.type != "NUMBER" or before.type != "NAME":
        return None
    following, decimals = stop.following, stop.words[stop.at + 2 : stop.at + 3]
    if following and decimals and following.text == "," and decimals[0].type == "NUMBER":
        span = word.span.to(decimals[0].span)
        apart = following.start != word.end or decimals[0].start != following.end
        return None if apart else numbers.decimal_comma(span, span.text)
    scale = SCALE_WORDS.get(following.text.lower(), "") if following else ""
    figure = following.span if scale and following else word.span
    right = " ".join(part for part in (word.text, scale, before.text) if part)
    help = say("money is written after its figure: `{right}`", right=right)
    certain = not following or following.text.lower() not in UNSURE
    return mistakes.other_form(word.span, help).mending(before.span.to(figure), right, certain=certain)


def times(stop: Stop) -> Diagnostic | None:
    """``5 x 10^6``, where ``x`` is taken for a unit."""
    before = stop.before
    if before is None or before.text not in ("x", "X") or before.type != "MEASURE":
        return None
    if stop.here.type != "NUMBER":
        return None
    return mistakes.other_form(before.span, say("write `{right}`", right="*")).mending(before.span, "*")


def axis_without_sign(stop: Stop) -> Diagnostic | None:
    """``for age 18-30``, ``for year 2025``, of which the sign is missing."""
    word, before = stop.here, stop.before
    clause = stop.last("FOR", "CASE", "OVER", "WITHIN")
    if before is None or clause is None or clause.type != "FOR":
        return None
    if before.type != "NAME" or word.type != "NUMBER":
        return None
    link, high, *_ = (*stop.words[stop.at + 1 : stop.at + 3], word, word)
    ranges = link.text in ("..", "-", "to", "a") and high.type == "NUMBER" and high is not word
    right = f"{before.text} in {word.text}..{high.text}" if ranges else f"{before.text} = {word.text}"
    found = mistakes.other_form(word.span, say("write `{right}`", right=right))
    return found.mending(before.span.to(high.span if ranges else word.span), right, certain=False)


def all_but_one(stop: Stop) -> Diagnostic | None:
    """``for year except 2026``, ``for year salvo 2026, 2027``."""
    word, before, member = stop.here, stop.before, stop.following
    clause = stop.last("FOR", "CASE", "OVER", "WITHIN")
    if before is None or member is None or clause is None or before.type != "NAME" or clause.type != "FOR":
        return None
    if plain(word.text) not in ("except", "but", "excepto", "salvo", "menos") or member.type not in _MEMBERS:
        return None
    rest = [own.text for own in stop.words[stop.at + 2 : stop.at + 3]]
    alone = rest not in ([","], [".."], ["-"], ["to"])
    right = (
        f"{before.text} != {member.span.text}"
        if alone
        else f"not {before.text} in {member.span.text}{rest[0]} …"
    )
    found = mistakes.other_form(word.span, say("write `{right}`", right=right))
    return found.mending(word.span, "!=") if alone else found


_MEMBERS = ("NUMBER", "NAME", "STRING")


def remainder(stop: Stop) -> Diagnostic | None:
    """``w mod 2``, ``w % 2``, ``5 % 2``; a range or a year in ``3.5 % 2025`` lacks its ``for``."""
    word, before, following = stop.here, stop.before, stop.following
    if before is None or before.type not in ENDS_OPERAND or stop.starts_line:
        return None
    starts = following is not None and following.type in STARTS_OPERAND | {"percent"}
    sign = word.text == "%" and before.type != "NUMBER" and starts
    if sign or word.text.lower() in _REMAINDER:
        return mistakes.other_word(word.span, _A_REMAINDER)
    unit = before.type == "MEASURE" and before.text.lower() in ("%", *_REMAINDER)
    is_cells = following is not None and following.type == "DOTS"
    if (
        unit
        and stop.earlier_type == "NUMBER"
        and word.type == "NUMBER"
        and not (is_cells or _YEAR.fullmatch(word.text))
    ):
        return mistakes.other_word(before.span, _A_REMAINDER)
    return None


def axes_outside(stop: Stop) -> Diagnostic | None:
    """``sum(w) over year``: the axes stand in the brackets."""
    word, before, axis = stop.here, stop.before, stop.following
    if word.text != "over" or before is None or before.type != "RPAR" or axis is None or axis.type != "NAME":
        return None
    opening = _opening(replace(stop, taken=stop.taken[:-1]))
    called = stop.taken[opening - 1]
    if opening == 0 or called.text not in ("sum", "mean", "min", "max", "product"):
        return None
    rest = [own.text for own in stop.words[stop.at + 2 : stop.at + 3]]
    inside = before.source.text[stop.taken[opening].end : before.start]
    right = f"{called.text}({inside} over {axis.text})"
    found = mistakes.other_form(word.span, say("write the axes in the brackets: `{right}`", right=right))
    if rest in ([","], ["weighted"], ["by"], ["for"]):  # what of it belongs in the brackets?
        return found
    return found.mending(before.span, "").mending(axis.span, f"{axis.span.text})")


def rate_by_time(stop: Stop) -> Diagnostic | None:
    """``5% anual``, ``5% per year``: by which time a rate is, its figure does not say."""
    word, before = stop.here, stop.before
    if before is None or stop.starts_line or not (before.type == "RATE" or before.text == "%"):
        return None
    figure = stop.earlier if before.text == "%" else before  # `5 % anual`
    if figure is None or figure.type not in ("RATE", "NUMBER"):
        return None
    rate = figure.text if figure is before else f"{figure.text}%"
    leads = word.text in ("per", "por", "a", "al", "/") and stop.following is not None
    if plain(stop.words[stop.at + leads].text) not in _BY_TIME:
        return None
    help = say("write `{rate}` alone: that it is a rate by year or by month is said in a title", rate=rate)
    return mistakes.other_word(word.span, help)


def year_after_comma(stop: Stop) -> Diagnostic | None:
    """``= 3%, 2025``, where `for` was forgotten; ``= 2024, 2025`` are two figures."""
    word, before, year = stop.here, stop.before, stop.following
    if before is None or year is None or word.text != "," or "FOR" not in stop.expected or stop.has("FOR"):
        return None
    rest = stop.words[stop.at + 2 : stop.at + 3]
    ends = not rest or "\n" in word.span.source.text[year.span.end : rest[0].span.start]
    figure = before.type in ("RATE", "NUMBER", "MEASURE") and not _YEAR.fullmatch(before.text)
    if not (ends and figure and _YEAR.fullmatch(year.text)):
        return None
    place = Span(word.span.source, word.span.start, year.span.start)
    found = replace(
        mistakes_in_formulas.missing_for(year.span),
        help=say("write `{right}`", right=f"{before.text} for {year.text}"),
        fix=None,
    )
    return found.mending(place, " for ", certain=False)


def running_sum_of_nothing(stop: Stop) -> Diagnostic | None:
    """``cumulative sum(x)``, which does not say along which axis."""
    if stop.here.text != ")" or "OVER" not in stop.expected:
        return None
    opening = _opening(stop)
    words = stop.taken[max(0, opening - 2) : opening]
    if [word.type for word in words[:1]] != ["CUMULATIVE"]:
        return None
    called = f"cumulative {words[-1].text}"
    return mistakes_in_formulas.missing_over(words[0].span.to(stop.here.span), called)


def _opening(stop: Stop) -> int:
    """Where the bracket that is closed where reading stopped was opened."""
    closed = 0
    for at in range(len(stop.taken) - 1, 0, -1):
        closed += (stop.taken[at].type == "RPAR") - (stop.taken[at].type == "LPAR")
        if closed < 0:
            return at
    return 0
