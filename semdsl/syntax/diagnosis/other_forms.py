"""Forms that other languages and spreadsheets have, where this one has a form of its own.

Each function is a rule of ``diagnose``: it knows one form, and answers None if the mistake is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from semdsl.diagnostics.model import Diagnostic, Edit, Label
from semdsl.diagnostics.wording import say
from semdsl.source import Span
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas
from semdsl.syntax.diagnosis.stop import ENDS_OPERAND, Stop, starts_line
from semdsl.syntax.grammar import grammar
from semdsl.syntax.scan import Word

IF = ("if", "iif", "ifelse", "si")
"""What a choice between two values is called elsewhere, in small letters."""
_AGGREGATES = ("sum", "mean", "min", "max", "product", "Σ", "Π")
REST = frozenset(
    ("all", "any", "every", "other", "others", "else", "rest", "remaining", "the", "years", "cells", "cases",
     "todos", "todas", "los", "las", "demás", "otros", "otras", "resto", "años")
)  # fmt: skip
"""What cells that are left over are called, alone or together."""
_ELSE_IF = ("elif", "elseif", "elsif")
_IS = ("to", "as", "a", "be", ":")


class Called(NamedTuple):
    """What separates the parts in the brackets of a call, and where they close."""

    parts: tuple[Word, ...]
    closing: int | None


def choice(stop: Stop) -> Diagnostic | None:
    """``if(c, a, b)``, ``SI(c; a; b)``."""
    words, calls = stop.words, _choices(stop.words)
    opening = next((at for at in sorted(calls, reverse=True) if _is_at(stop, at, calls[at].closing)), None)
    if opening is None or (words[opening - 1].type == "IF" and len(calls[opening].parts) != 2):
        return None
    found = mistakes_in_formulas.if_without_branches(words[opening - 1].span, "then")
    edits = [edit for at, call in calls.items() for edit in _as_choice(words, at, call)]
    return found.mended_by(edits) if edits else found


def _choices(words: Sequence[Word]) -> dict[int, Called]:
    """The calls of what chooses elsewhere, by where their brackets open."""
    found: dict[int, Called] = {}
    waiting: list[tuple[int, list[Word]]] = []
    for at, word in enumerate(words):
        if word.text in ("(", "["):
            waiting.append((at, []))
        elif word.text in (")", "]") and waiting:
            opening, parts = waiting.pop()
            _keep(found, words, opening, Called(tuple(parts), at))
        elif word.text in (",", ";") and waiting:
            waiting[-1][1].append(word)
    for opening, parts in waiting:
        _keep(found, words, opening, Called(tuple(parts), None))
    return found


def _keep(found: dict[int, Called], words: Sequence[Word], opening: int, call: Called) -> None:
    if opening and words[opening].text == "(" and words[opening - 1].text.lower() in IF:
        found[opening] = call


def _is_at(stop: Stop, opening: int, closing: int | None) -> bool:
    """Whether reading stopped at the name before *opening*, in the brackets, or where they close."""
    return opening <= stop.at + 1 and (closing is None or closing >= stop.at - 1)


def _as_choice(words: Sequence[Word], opening: int, call: Called) -> Iterator[Edit]:
    """What makes a choice of the call, if three parts stand in its brackets."""
    if len(call.parts) != 2 or call.closing is None:
        return
    alone = opening > 1 and words[opening - 2].text == "=" and _ends_line(words, call.closing)
    yield Edit(words[opening - 1].span.to(words[opening].span), "if " if alone else "(if ")
    for word, other in zip(call.parts, ("then", "else"), strict=True):
        yield Edit(word.span.with_blanks(), f" {other} ")
    if alone:
        yield Edit(words[call.closing].span, "")


def _ends_line(words: Sequence[Word], at: int) -> bool:
    """Whether nothing follows the word *at* on its line but the cells of its case."""
    return at + 1 == len(words) or words[at + 1].text in ("for", "otherwise") or starts_line(words, at + 1)


def other_else(stop: Stop) -> Diagnostic | None:
    """``if a then b elif c then d else e``; after a bare number ``elif`` is taken for a unit."""
    taken = stop.before if stop.before and stop.before.type == "MEASURE" else None
    word = next((one for one in (taken, stop.here) if one and one.text.lower() in _ELSE_IF), None)
    if word is None or not stop.has("IF"):
        return None
    return mistakes.other_word(word.span, say("write `{word}`", word="else if")).mending(word.span, "else if")


def other_for(stop: Stop) -> Diagnostic | None:
    """``= a when year > 2025``, ``= a where year > 2025``, ``= a if year > 2025`` without ``else``."""
    word, before = stop.here, stop.before
    if before is None or before.type not in (*ENDS_OPERAND, "MEASURE") or "FOR" not in stop.expected:
        return None
    if before.text == "case":
        return None
    if not stop.has("CASE", "EQUAL") or stop.has("OVER", "SHOW", "FROM"):
        return None
    if word.text in ("when", "where", "cuando"):
        return mistakes.other_word(
            word.span, say("the cells of a case are chosen by `for`: `= formula for year >= 2026`")
        ).mending(word.span, "for")
    return None if word.type != "IF" or _has_else(stop) else mistakes_in_formulas.if_of_case(word.span)


def _has_else(stop: Stop) -> bool:
    """Whether an ``else`` follows in the case in which reading stopped."""
    for at in range(stop.at, len(stop.words)):
        if stop.words[at].text == "=" and starts_line(stop.words, at):
            return False
        if stop.words[at].text == "else":
            return True
    return False


def the_rest(stop: Stop) -> Diagnostic | None:
    """``= 0 for all others``, ``= 0 else``."""
    word, before = stop.here, stop.before
    if word.text == "else" and before and before.type in (*ENDS_OPERAND, "MEASURE"):
        return _rest(word.span) if "OTHERWISE" in stop.expected else None
    cells = next((at for at in range(stop.at - 1, -1, -1) if stop.words[at].text == "for"), None)
    if cells is None:
        return None
    end = cells + 1
    while end < len(stop.words) and stop.words[end].text.lower() in REST:
        end += 1
    if stop.at < end and (end == len(stop.words) or starts_line(stop.words, end)):
        return _rest(stop.words[cells].span.to(stop.words[end - 1].span))
    return None


def _rest(span: Span) -> Diagnostic:
    return mistakes.other_word(
        span, say("for all cells that no other case is for, write `otherwise`")
    ).mending(span, "otherwise")


def aggregate(stop: Stop) -> Diagnostic | None:
    """``sum over age of x``, ``sum[age](x)``, ``Σ x``."""
    word, before = stop.here, stop.before
    if before is None:
        return None
    if before.text in _AGGREGATES and (word.text == "over" or before.text in ("Σ", "Π")):
        called = before
    elif word.text == "(" and before.text == "]":
        opening = max((at for at in range(stop.at) if stop.words[at].text == "["), default=0)
        called = stop.words[opening - 1]
        if called.text not in _AGGREGATES:
            return None
    else:
        return None
    name = {"Σ": "sum", "Π": "product"}.get(called.text, called.text)
    help = say("write `{name}(… over axis)`", name=name)
    return mistakes.other_form(word.span, help, say("not expected after `{name}`", name=called.text))


def from_in_aggregate(stop: Stop) -> Diagnostic | None:
    """``sum(x over year from 2026)``, ``sum(x over year from 2026 to 2030)``."""
    word, before = stop.here, stop.before
    if word.text not in ("from", "since", "desde") or "FOR" not in stop.expected or not stop.has("OVER"):
        return None
    found = mistakes.other_word(word.span, say("the cells are chosen by `for`: `over year for 2026..2030`"))
    following = stop.words[stop.at + 1 : stop.at + 4]
    if [part.type for part in following[:1]] != ["NUMBER"] or before is None:
        return found
    if len(following) == 3 and following[1].text in ("to", "a", "hasta") and following[2].type == "NUMBER":
        return found.mending(word.span, "for").mending(following[1].span.with_blanks(), "..")
    if before.type == "NAME":
        return found.mending(word.span, f"for {before.text} >=")
    return found


def setting(stop: Stop) -> Diagnostic | None:
    """``scenario low`` with ``interest = 2%``, ``set interest to 2%``, ``set a = 1%, b = 2%``."""
    word, before, following = stop.here, stop.before, stop.following
    if stop.kind not in ("scenario", "test") or before is None:
        return None
    leads = "set" if stop.kind == "scenario" else "given"
    if word.type == "NAME" and "GIVEN" in stop.expected and following and following.text in ("=", "["):
        return _setting(word.span, leads).mending(word.span.before, f"{leads} ")
    if word.text == ":" and following and following.type == "NAME":
        return _setting(word.span, leads).mending(word.span.with_blanks(), f"\n    {leads} ")
    if word.text in _IS and "EQUAL" in stop.expected and stop.last("GIVEN"):
        return _setting(word.span, leads).mending(word.span, "=")
    if word.text == "," and "GIVEN" in stop.expected and stop.last("GIVEN"):
        line = word.span.with_blanks()
        return _setting(word.span, leads).mending(line, f"\n    {leads} ")
    return None


def _setting(span: Span, leads: str) -> Diagnostic:
    return Diagnostic(
        code="unexpected-word",
        message=say("each value is set by a `{leads}` of its own", leads=leads),
        labels=(Label(span, say("not expected")),),
        help=say("write `{leads} name = value`, and `for …` after it to change only some cells", leads=leads),
    )


def axis_of_report(stop: Stop) -> Diagnostic | None:
    """``show total by year``."""
    word, following = stop.here, stop.following
    if stop.kind != "report" or word.text not in ("by", "over", "por") or not stop.has("SHOW"):
        return None
    found = mistakes.other_form(
        word.span,
        say("write `columns year` or `rows year` on a line of its own"),
        say("a report places axes by `rows` and `columns`"),
    )
    if following is None or following.type != "NAME":
        return found
    return found.mending(word.span.with_blanks(), "\n    columns ", certain=False)


FORMS = {
    "time": "time year = 2025..2050",
    "axis": "axis sex = male, female",
    "unit": 'unit visit "consulta"',
    "function": "function f(x) = …",
    "check": "check name : condition",
    "identity": "identity name : formula = formula",
    "expect": 'expect name[axes] matches "data/results.csv" within 0.5%',
    "scenario": 'scenario name "Title"',
    "report": 'report "Title"',
    "test": 'test "Title"',
    "chart": 'chart "Title" : line of names by axis',
    "use": "use std.premiums as premiums",
}
"""How the headings of declarations are written that have one of their own."""


def heading(stop: Stop) -> Diagnostic | None:
    """``check total > 0``, ``function f[x]``: a heading in another form."""
    form, word = FORMS.get(stop.kind), stop.here
    in_heading = "\n" not in word.source.text[stop.words[0].start : word.start]
    if form is None or not in_heading or stop.has("EQUAL", "CASE", "FROM", "WITH") or stop.wants_operand:
        return None
    if stop.before and stop.before.type == "COLON":
        return None
    if stop.kind == "axis" and word.text == "by":
        form = "axis step = year by 5 from 2006"
    found = mistakes.other_form(word.span, say("it is written `{form}`", form=form))
    if stop.kind not in ("axis", "time") or "EQUAL" not in stop.expected:
        return found
    if word.text == ":":
        return found.mending(word.span.with_blanks(), " = ")
    return found.mending(word.span.before, "= ", certain=word.type == "NUMBER")


def axes_in_round_brackets(stop: Stop) -> Diagnostic | None:
    """``variable q(age, sex) : ratio``."""
    words, name = stop.words, stop.before
    kind = "KIND" in grammar().keywords.get(stop.kind, ()) or stop.kind in ("table", "input")
    if stop.at != 2 or not kind or stop.here.text != "(" or name is None:
        return None
    closing = next((at for at in range(3, len(words)) if words[at].text == ")"), len(words))
    listed = "".join({"NAME": "n", "COMMA": ","}.get(word.type, "x") for word in words[3:closing])
    if not re.fullmatch("n(,n)*", listed) or {word.text for word in words[closing + 1 :][:1]} - {":", "="}:
        return None
    axes = ", ".join(word.text for word in words[3:closing:2])
    help = say("axes stand in square brackets: `{head}`", head=f"{name.text}[{axes}]")
    opening = Span(stop.here.source, name.span.end, stop.here.span.end)
    return mistakes.other_form(opening, help).mending(opening, "[").mending(words[closing].span, "]")


def file_of_quantity(stop: Stop) -> Diagnostic | None:
    """``population insured[year] : person`` with ``from "insured.csv"``."""
    word, kind = stop.here, stop.words[0]
    if (
        word.text != "from"
        or kind.type != "KIND"
        or stop.following is None
        or stop.following.type != "STRING"
    ):
        return None
    return Diagnostic(
        code="unexpected-word",
        message=say("a `{kind}` is computed, and reads no file", kind=kind.text),
        labels=(Label(word.span, say("not expected")),),
        help=say("what a file says is a `table`: `table name[axes] : unit`"),
    ).mending(kind.span, "table", certain=False)
