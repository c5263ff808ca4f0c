"""Indices, units and arguments in the forms of other languages.

Each function is a rule of ``diagnose``: it knows one form, and answers None if the mistake is another.
"""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import plain
from semdsl.diagnostics.wording import Said, say
from semdsl.source import Span
from semdsl.syntax.diagnosis import mistakes, numbers
from semdsl.syntax.diagnosis.stop import STARTS_OPERAND, Stop
from semdsl.syntax.scan import Word

_FUNCTIONS = ("exp", "log", "sqrt", "abs", "round", "min", "max", "clamp", "expm1", "log1p")
SCALE_WORDS = {
    **dict.fromkeys(("million", "millions", "millón", "millones", "mill", "mn", "m", "mm", "mdp"), "million"),
    **dict.fromkeys(("thousand", "thousands", "mil", "miles", "k"), "thousand"),
}
UNSURE = ("m", "mn")
"""Which may also stand for thousands, or for the money of the country."""
_MONEY = ("peso", "pesos", "dolar", "dolares", "euro", "euros", "dollars")
"""Words for money, of which each is that of several countries."""
_PRICES = {
    **dict.fromkeys(("constant", "real", "constantes", "reales"), "MXN(2005)"),
    **dict.fromkeys(("current", "nominal", "corrientes", "nominales"), "MXN"),
}


def every_member(stop: Stop) -> Diagnostic | None:
    """``x[, male]``, ``x[2025, :, male]``, ``x[*, male]``: an index for an axis that does not move."""
    word, before = stop.here, stop.before
    if before is None or before.text not in ("[", ",") or not _in_index(stop):
        return None
    if word.text not in (",", ":", "*") and not (word.text == "]" and before.text == ","):
        return None
    found = mistakes.other_form(
        word.span,
        say("an index names only what moves: leave the other axes out, as in `x[2025]`"),
        say("an index is expected"),
    )
    if word.text == "]":
        return found.mending(before.span, "")
    following = stop.following
    if word.text != "," and following is not None and following.text == ",":
        return found.mending(word.span.to(following.span).with_blanks(before=False), "")
    place = word.span if word.text == "," else before.span.to(word.span)
    return found.mending(place.with_blanks(before=False), "")


def _in_index(stop: Stop) -> bool:
    """Whether the innermost bracket that is open where reading stopped is a square one after a name."""
    closed = 0
    for at in range(stop.at - 1, 0, -1):
        text = stop.words[at].text
        closed += (text in (")", "]")) - (text in ("(", "["))
        if closed < 0:
            return (
                text == "["
                and stop.words[at - 1].type == "NAME"
                and stop.has("CASE", "EQUAL", "GIVEN", "SHOW")
            )
    return False


def semicolon(stop: Stop) -> Diagnostic | None:
    """``x[2025; male]``, ``max(a; b)``."""
    if stop.here.text == ";" and _called(stop):
        help = say("a comma stands between two arguments: `max(a, b)`")
        return mistakes.other_form(stop.here.span, help).mending(stop.here.span, ",")
    if stop.here.text != ";" or not _in_index(stop):
        return None
    help = say("a comma stands between two indices: `x[2025, male]`")
    return mistakes.other_form(stop.here.span, help).mending(stop.here.span, ",")


def _called(stop: Stop) -> bool:
    """Whether the innermost bracket that is open where reading stopped is that of a call."""
    opened: list[int] = []
    for at in range(stop.at):
        if stop.words[at].text in ("(", "["):
            opened.append(at)
        elif stop.words[at].text in (")", "]") and opened:
            opened.pop()
    at = opened[-1] if opened else 0
    return (
        at > 0
        and stop.words[at].text == "("
        and stop.words[at - 1].type == "NAME"
        and stop.has("CASE", "EQUAL")
    )


def second_index(stop: Stop) -> Diagnostic | None:
    """``x[2025][male]``."""
    word, before = stop.here, stop.before
    if word.text != "[" or before is None or before.text != "]":
        return None
    help = say("indices stand together: `x[2025, male]`")
    return Diagnostic(
        code="index-of-part",
        message=say("only a name can have an index"),
        labels=(Label(word.span, say("a second index")),),
        help=help,
    ).mending(before.span.to(word.span), ", ")


def end_of_axis(stop: Stop) -> Diagnostic | None:
    """``x[last year]``."""
    word, before = stop.here, stop.before
    if before is None or before.text not in ("first", "last") or word.type != "NAME" or not _in_index(stop):
        return None
    help = say("write `{which} of {axis}`", which=before.text, axis=word.text)
    return mistakes.other_form(word.span, help, say("not expected after `{name}`", name=before.text)).mending(
        word.span.before, "of "
    )


def argument(stop: Stop) -> Diagnostic | None:
    """``exp interest``."""
    word, before = stop.here, stop.before
    if before is None or before.text not in _FUNCTIONS or word.type not in STARTS_OPERAND or word.text == "(":
        return None
    help = say("the arguments of `{name}` stand in brackets: `{name}(…)`", name=before.text)
    return mistakes.other_form(word.span, help, say("not expected after `{name}`", name=before.text))


_PER_MILLE = (("por", "mil"), ("por", "millar"), ("per", "mille"), ("per", "thousand"))


def unit_of_words(stop: Stop) -> Diagnostic | None:
    """``: MXN (2005)``, ``: MXN millions``, ``: constant MXN``, ``5 millones MXN``, ``in por mil``."""
    word, before = stop.here, stop.before
    if before is None or before.type not in ("MEASURE", "SCALE") or stop.starts_line or stop.earlier is None:
        return None
    heading = stop.earlier_type in ("COLON", "SCALE") and not stop.has("CASE", "EQUAL")
    if not heading and stop.earlier_type not in ("NUMBER", "IN"):
        return None
    both = before.span.to(word.span)
    closing = stop.words[stop.at + 2 : stop.at + 3]
    if word.text == "(" and heading and closing and closing[0].text == ")":
        blank = Span(word.span.source, before.span.end, word.span.start)
        return _unit(both, say("write the unit without blanks, such as `MXN(2005)`")).mending(blank, "")
    if (before.text.lower(), word.text.lower()) in _PER_MILLE:
        if stop.earlier_type == "NUMBER":
            return numbers.per_mille_in_words(stop.earlier.span.to(word.span))
        return _unit(both, say("per mille is written `‰`")).mending(both, "‰")
    if word.text in ("/", "*") and heading and stop.following and stop.following.type == "NAME":
        if before.text in ("%", "‰"):
            return None  # `%/year`
        whole = before.span.to(stop.following.span)
        help = say("write the unit without blanks: `{unit}`", unit="".join(whole.flat.split()))
        return mistakes.other_form(word.span, help).mending(word.span.with_blanks(), word.text)
    return _scaled(stop, before, word) if word.type in ("NAME", "SCALE") else None


def _scaled(stop: Stop, before: Word, word: Word) -> Diagnostic | None:
    """``MXN millions``, ``millones MXN``, ``millones de personas``, ``constant MXN``: a unit of the two words."""
    both = before.span.to(word.span)
    lower, after = before.text.lower(), word.text.lower()
    if lower in SCALE_WORDS and after in ("de", "of") and stop.following is not None:
        found = _unit(both, _scale_first(SCALE_WORDS[lower]))
        return found if plain(stop.following.text) in _MONEY else found.mending(both, SCALE_WORDS[lower])
    if before.type == "SCALE":
        return None
    if after in SCALE_WORDS:
        return _unit(both, _scale_first(SCALE_WORDS[after])).mending(
            both, f"{SCALE_WORDS[after]} {before.text}", certain=after not in UNSURE
        )
    if lower in SCALE_WORDS:
        return _unit(both, _scale_first(SCALE_WORDS[lower])).mending(
            before.span, SCALE_WORDS[lower], certain=lower not in UNSURE
        )
    if (lower in _PRICES or after in _PRICES) and stop.earlier_type in ("COLON", "SCALE"):
        money = _PRICES.get(lower) or _PRICES[after]
        return _unit(
            both,
            say("write `{unit}`: current money is `MXN`, money at prices of 2005 `MXN(2005)`", unit=money),
        )
    return None


def _scale_first(scale: str) -> Said:
    return say("write `{scale}` before the unit: `{scale} MXN`", scale=scale)


def _unit(span: Span, help: Said) -> Diagnostic:
    return Diagnostic(
        code="unexpected-word",
        message=say("`{found}` is no unit", found=mistakes.short(span.text)),
        labels=(Label(span, say("a unit is one word, with `million` or `thousand` before it if need be")),),
        help=help,
    )
