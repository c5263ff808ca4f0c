"""What can be wrong with a number as it is written: one function for each diagnostic."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import Said, say
from semdsl.source import Span
from semdsl.units.parse import CURRENCIES


def thousands_comma(span: Span, text: str) -> Diagnostic:
    """``22,500,000``, ``3,125%``."""
    plain, point = text.replace(",", "_"), text.replace(",", ".")
    may_be_decimal = text[-1] in "%p" and point.count(".") == 1
    return Diagnostic(
        code="thousands-comma",
        message=say("`{text}` has commas: is it one number, or several?", text=text),
        labels=(Label(span, say("commas stand between values, not between thousands")),),
        help=say(
            "if the comma is decimal write `{point}`, between thousands `{plain}`", point=point, plain=plain
        )
        if may_be_decimal
        else say("for one number write `{plain}`; for several put a blank after each comma", plain=plain),
    ).mending(span, point if may_be_decimal else plain, certain=text.count(",") > 1)


def decimal_comma(span: Span, text: str) -> Diagnostic:
    """``3,5%``."""
    return Diagnostic(
        code="decimal-comma",
        message=say("`{text}` has a decimal comma", text=text),
        labels=(Label(span, say("decimals follow a point")),),
        help=say("write `{right}`", right=text.replace(",", ".")),
    ).mending(span, text.replace(",", "."))


def decimal_comma_in_call(span: Span, text: str) -> Diagnostic:
    """``max(p, 0,5)``."""
    one, two = text.replace(",", "."), text.replace(",", ", ")
    return Diagnostic(
        code="decimal-comma",
        message=say("is `{text}` one number, or two?", text=text),
        labels=(Label(span, say("decimals follow a point")),),
        help=say("for one number write `{one}`, for two `{two}`", one=one, two=two),
    ).mending(span, one, certain=False)


_BETWEEN_GROUPS = re.compile("[.'’]")
_GROUPS = re.compile(r"([0-9.]+|[0-9'’]+)(?:[,.]([0-9]+))?(%|pp)?")


def thousands_point(span: Span, text: str, *, in_call: bool = False) -> Diagnostic:
    """``22.500.000,50``, ``1.234,5``, ``1'234.5``; *in_call* the comma may part two values."""
    whole, decimals, sign = parts.groups() if (parts := _GROUPS.fullmatch(text)) else (text, None, None)
    groups = _BETWEEN_GROUPS.split(whole)
    right = "_".join(groups) + (f".{decimals}" if decimals else "") + (sign or "")
    by_three = all(len(group) == 3 for group in groups[1:])
    certain = len(groups) > 2 or not in_call
    message = (
        say("`{text}` has apostrophes between its thousands", text=text)
        if "." not in whole
        else say("`{text}` has more than one point", text=text)
        if len(groups) > 2
        else say("`{text}` has a point and a comma", text=text)
    )
    found = Diagnostic(
        code="thousands-point",
        message=message,
        labels=(Label(span, say("thousands are set apart by `_`")),),
        help=say("leave one point, before the decimals")
        if not by_three
        else say("write `{right}`", right=right)
        if certain
        else say("for one number write `{one}`, for two `{two}`", one=right, two=text.replace(",", ", ")),
    )
    return found.mending(span, right, certain=certain) if by_three else found


def percent_in_words(span: Span, text: str) -> Diagnostic:
    """``3.5 percent``, ``3.5 por ciento``."""
    right = text.partition(" ")[0] + "%"
    return Diagnostic(
        code="blank-before-percent",
        message=say("`{text}` is written in words", text=text),
        labels=(Label(span, say("one number")),),
        help=say("write `{right}`", right=right),
    ).mending(span, right)


def bare_comma(span: Span) -> Diagnostic:
    """``,5``."""
    right = f"0.{span.text[1:]}"
    return Diagnostic(
        code="decimal-comma",
        message=say("`{text}` has a decimal comma", text=span.text),
        labels=(Label(span, say("decimals follow a point")),),
        help=say("write `{right}`", right=right),
    ).mending(span, right)


def bare_point(span: Span, text: str) -> Diagnostic:
    """``.5``."""
    return Diagnostic(
        code="bare-point",
        message=say("`{text}` has no digit before the point", text=text),
        labels=(Label(span, say("a number starts with a digit")),),
        help=say("write `0{text}`", text=text),
    ).mending(span, f"0{text}")


def number_runs_on(span: Span) -> Diagnostic:
    """``2005_users``, ``3x``."""
    return Diagnostic(
        code="number-runs-on",
        message=say("`{found}` is neither a number nor a name", found=span.text[:40]),
        labels=(Label(span, say("a name starts with a letter; a unit is set apart by a blank")),),
        help=say("put an operator or a blank after the number, or start the name with a letter"),
    )


def long_number(span: Span, limit: int) -> Diagnostic:
    """A number of more digits than can mean anything."""
    return Diagnostic(
        code="long-number",
        message=say(
            "a number has {count} characters, at most {limit} are allowed",
            count=span.end - span.start,
            limit=limit,
        ),
        labels=(Label(span, say("this number")),),
        help=say("a computed value has some 16 digits: the others say nothing"),
    )


def huge_number(span: Span) -> Diagnostic:
    """``1e999``."""
    return Diagnostic(
        code="huge-number",
        message=say("`{found}` is larger than any number that can be computed with", found=span.text),
        labels=(Label(span, say("the largest is about 1.8e308")),),
        help=say("write a smaller number, or use a larger unit such as `million`"),
    )


_BEFORE_PER_MILLE = re.compile(r"(?<![\w.,])[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?[ \t]?$")


def per_mille(span: Span, described: Said) -> Diagnostic:
    """``2.5‰``; *described* says what the sign is."""
    number = _BEFORE_PER_MILLE.search(span.source.text, max(0, span.start - 40), span.start)
    written = "1" if number is None else number[0].strip()
    right = f"{Decimal(written) / 10:f}%"
    help = say("per mille is written in per cent: `{right}` for {written}‰", right=right, written=written)
    found = _unexpected_sign(span, described, help)
    return found if number is None else found.mending(Span(span.source, number.start(), span.end), right)


def _unexpected_sign(span: Span, described: Said, help: Said) -> Diagnostic:
    return Diagnostic(
        code="unexpected-character",
        message=say(
            "{shown} has no meaning here",
            shown=say("`{text}` ({described})", text=span.text, described=described),
        ),
        labels=(Label(span, say("this character")),),
        help=help,
    )


_A_YEAR = re.compile(r"[0-9](?:[ \t]?%)([ \t]*p\.a)$", re.IGNORECASE)


def rate_a_year(span: Span, described: Said) -> Diagnostic | None:
    """``3% p.a.``, at its last point."""
    written = _A_YEAR.search(span.source.text, max(0, span.start - 20), span.start)
    if written is None:
        return None
    help = say("leave it out: that it is a rate by year is said in a title")
    whole = Span(span.source, written.start(1), span.end)
    return _unexpected_sign(span, described, help).mending(whole, "")


def per_mille_in_words(span: Span) -> Diagnostic:
    """``5 por mil``."""
    number = span.text.split()[0]
    right = f"{Decimal(number.replace('_', '')) / 10:f}%"
    return Diagnostic(
        code="unexpected-word",
        message=say("`{found}` is not expected here", found=span.text),
        labels=(Label(span, say("not expected")),),
        help=say("per mille is written in per cent: `{right}` for {written}‰", right=right, written=number),
    ).mending(span, right)


SIGNS_OF_MONEY = {"$": "", "€": "EUR", "£": "GBP"}
"""The currency that a sign stands for; empty if it is that of several."""
_FIGURE = r"[0-9][0-9_,]*(?:\.[0-9]+)?"
_SCALED = r"(?:[ \t]+(?:million|thousand)(?!\w))?"
_AFTER_SIGN = re.compile(
    rf"[ \t]?({_FIGURE}{_SCALED})(?![\w.,])(?![ \t]+(?!for\b|otherwise\b|then\b|else\b)[^\W\d])"
)
_BEFORE_SIGN = re.compile(rf"(?<![\w.,])({_FIGURE})[ \t]?$")
_DOLLARS = {"US": "USD", "MX": "MXN"}
_NAMED_SIGN = re.compile(r"(?<!\w)(US|MX)\$$")
_CODE = re.compile(r"(?<!\w)[A-Z]{3}(?!\w)")
_MOST_READ = 20_000


def is_of_money(span: Span) -> bool:
    """Whether the sign at *span* is that of a currency with its country: ``US$5``."""
    return _named(span) is not None


def _named(span: Span) -> re.Match[str] | None:
    return _NAMED_SIGN.search(span.source.text, max(0, span.start - 3), span.end)


def sign_of_money(span: Span, described: Said) -> Diagnostic:
    """``$5``, ``US$5``, ``$5,000.00``, ``5 €``."""
    text = span.source.text
    named = _named(span)
    after = _AFTER_SIGN.match(text, span.end)
    figure = after or _BEFORE_SIGN.search(text, max(0, span.start - 40), span.start)
    help = say("money is written by its currency: `MXN`, `USD`, `EUR`; at prices of 2005 `MXN(2005)`")
    found = _unexpected_sign(span, described, help)
    if figure is None:
        return found
    said = SIGNS_OF_MONEY[span.text] or (_DOLLARS[named[1]] if named else "")
    used = {code for code in _CODE.findall(text[:_MOST_READ]) if code in CURRENCIES}
    currency = said or (used.pop() if len(used) == 1 else "")
    number = figure[1].replace(",", "_")
    if not currency:
        help = say(
            "money is written after its figure, by its currency: `{number} MXN`, `{number} USD`",
            number=number,
        )
        return replace(found, help=help)
    right = f"{number} {currency}"
    found = replace(found, help=say("money is written after its figure: `{right}`", right=right))
    if after is None and "," in figure[1]:  # of which is told by itself
        return found
    start = named.start() if named else span.start
    whole = Span(span.source, min(start, figure.start()), max(span.end, figure.end()))
    return found.mending(whole, right, certain=bool(said) and "," not in figure[1])
