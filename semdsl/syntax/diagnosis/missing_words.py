"""Words that are missing before the word at which reading stopped, or at the end of a declaration.

Each function is a rule of ``diagnose``: it knows one mistake, and answers None if it is another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import say
from semdsl.source import Span
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas, mistakes_in_lines, numbers
from semdsl.syntax.diagnosis.stop import ENDS_OPERAND, STARTS_OPERAND, Stop
from semdsl.syntax.grammar import grammar
from semdsl.syntax.roles import measure_end
from semdsl.syntax.scan import Word

_AFTER_NUMBER = ("for", "otherwise", "within", "over", "deviates")


def only_a_kind(stop: Stop) -> Diagnostic | None:
    """``parameter`` alone."""
    if len(stop.taken) > 1 or "NUMBER" in stop.expected or stop.kind == "include":
        return None
    if stop.kind == "chart":
        return mistakes.missing_title(stop.words[0].span, stop.kind)
    return mistakes.missing_name(stop.words[0].span, stop.kind)


def no_branches(stop: Stop) -> Diagnostic | None:
    """``if c`` without ``then``, ``then a`` without ``else``."""
    opening = stop.last("IF")
    word = "then" if "THEN" in stop.expected else "else" if "ELSE" in stop.expected else ""
    return mistakes_in_formulas.if_without_branches(opening.span, word) if opening and word else None


def no_operand(stop: Stop) -> Diagnostic | None:
    """``a +``, ``x =``, where a value should follow."""
    if not stop.wants_operand or stop.before is None:
        return None
    if (sign := _other_sign(stop)) is not None:
        return sign
    if stop.before.type == "RANGE" and stop.word is not None:
        return mistakes_in_lines.no_range(stop.word.span)
    if stop.before.type == "KIND" or stop.before.span == stop.words[0].span:
        return None
    return mistakes_in_formulas.missing_operand(stop.before.span, stop.before.text)


def _other_sign(stop: Stop) -> Diagnostic | None:
    """``= ,5``, which lacks its zero, and ``a /* a comment */``."""
    word, before, following = stop.word, stop.latest, stop.following
    if word is None or following is None:
        return None
    if word.text == "*" and before.text == "/" and before.end == word.start:
        return mistakes.other_form(before.span.to(word.span), say("a comment starts with `#`"))
    apart = before.text in ("(", "[", ",") or word.end != following.start
    if word.text != "," or apart or not following.text.isdigit():
        return None
    return numbers.bare_comma(word.span.to(following.span))


def no_up_to(stop: Stop) -> Diagnostic | None:
    """``deviates 2.11pp``, ``deviates by 2.11pp``, or nothing after it."""
    before = stop.before
    if before is None or not (before.type == "DEVIATES" or _deviates(stop)):
        return None
    if stop.word is None:
        return mistakes_in_lines.missing_up_to(before.span)
    missing = mistakes_in_lines.missing_up_to(stop.word.span)
    if stop.word.text == "by":
        return missing.mending(stop.word.span, "up to")
    if stop.word.type in STARTS_OPERAND and before.type == "DEVIATES":
        return missing.mending(stop.word.span.before, "up to ")
    return missing


def _deviates(stop: Stop) -> bool:
    """Whether the two words before are ``deviates up``."""
    return [word.type for word in stop.taken[-2:]] == ["DEVIATES", "UP"]


def scale_alone(stop: Stop) -> Diagnostic | None:
    """``: million``, which is of nothing."""
    before = stop.before
    return mistakes.scale_alone(before.span, before.text) if before and before.type == "SCALE" else None


def unfinished_axis(stop: Stop) -> Diagnostic | None:
    """``axis age``, ``axis age = 00-04 to 80+``."""
    if stop.kind not in ("axis", "time"):
        return None
    says_nothing = not stop.has("FROM") and (not stop.has("EQUAL") or stop.latest.type == "EQUAL")
    if says_nothing and len(stop.taken) > 1:
        return mistakes.missing_definition(stop.words[0].span.to(stop.words[1].span), stop.words[1].text)
    last_band = stop.has("MINUS") and stop.expected == {"PLUS", "MINUS"}
    if stop.has("TO") and ("BY" in stop.expected or last_band):
        return mistakes_in_lines.missing_width(stop.latest.span)
    match stop.taken:
        case (*_, first, low, hyphen, high) if first.type == "EQUAL" and hyphen.type == "MINUS":
            return mistakes_in_lines.single_band(low.span.to(high.span), hyphen.span)
    return None


def no_for_of_an_end(stop: Stop) -> Diagnostic | None:
    """``= x first of year``, ``= 0 before step``; after a bare number ``first`` is taken for a unit."""
    word, before, following = stop.here, stop.before, stop.following
    if before and following and word.text == "of" and before.type == "MEASURE":
        return mistakes_in_formulas.missing_for(before.span.to(following.span))
    if stop.followed_by("of") and word.text in ("first", "last") and "FOR" in stop.expected:
        return mistakes_in_formulas.missing_for(word.span.to(stop.words[stop.at + 1 :][:2][-1].span))
    beside = ("before", "after")
    if before and before.type == "MEASURE" and before.text in beside and word.type == "NAME":
        return mistakes_in_formulas.missing_for(before.span.to(word.span))
    if word.text in beside and following and following.type == "NAME" and "FOR" in stop.expected:
        return mistakes_in_formulas.missing_for(word.span.to(following.span))
    return None


def no_colon(stop: Stop) -> Diagnostic | None:
    """``population x[year] person = …``."""
    word = stop.here
    if word.type != "NAME" or "COLON" not in stop.expected or not _is_measured(stop):
        return None
    if stop.has("CASE", "EQUAL"):
        return None
    start = word.span.start
    if stop.following and "SCALE" in grammar().keywords.get(word.text, ()):
        start = stop.following.span.start
    end = max(word.span.end, measure_end(word.span.source, start))
    if word.span.source.text[end : end + 1] == "(":
        return None
    return mistakes.missing_colon(Span(word.span.source, word.span.start, end))


def _is_measured(stop: Stop) -> bool:
    return stop.kind in ("table", "input") or "KIND" in grammar().keywords.get(stop.kind, ())


def no_equals(stop: Stop) -> Diagnostic | None:
    """A formula on a line of its own, without ``=`` before it."""
    word = stop.here
    if "CASE" in stop.expected and (cells := _cells_first(stop)):
        return mistakes.other_form(cells, say("the cells stand after the formula: `= … for 2025`"))
    if (
        "CASE" in stop.expected
        and word.type in STARTS_OPERAND
        and (stop.starts_line or not stop.has("CASE", "FROM"))
    ):
        return mistakes_in_formulas.missing_equals(word.span)
    return None


def _cells_first(stop: Stop) -> Span | None:
    """``x[2025]`` of a line ``x[2025] = …``, as other languages state a cell."""
    words = stop.words
    if stop.here.type != "NAME" or not stop.starts_line or stop.here.text != words[1].text:
        return None
    closing = next((at for at in range(stop.at, len(words)) if words[at].text == "]"), len(words))
    if not stop.followed_by("[") or [word.text for word in words[closing + 1 : closing + 2]] != ["="]:
        return None
    return stop.here.span.to(words[closing + 1].span)


def slip_after_number(stop: Stop) -> Diagnostic | None:
    """``2 fro female``, where ``fro`` is taken for a unit."""
    before = stop.before
    if before and before.type == "MEASURE" and nearest(before.text, _AFTER_NUMBER):
        return mistakes_in_lines.unknown_word(before.span, before.text, _AFTER_NUMBER)
    return None


def no_comma(stop: Stop) -> Diagnostic | None:
    """``axis sex = male female``."""
    word, before = stop.here, stop.before
    if stop.kind == "axis" and before and word.type == "NAME" and {"COMMA", "NAME"} <= stop.expected:
        return mistakes_in_lines.missing_comma(before.span, word.span)
    return None


def no_for(stop: Stop) -> Diagnostic | None:
    """``= 3.5% 2024..2028``, ``= 75% "00-04".."05-09"``, ``= (a - b) 2025``."""
    word, before, following = stop.here, stop.before, stop.following
    if "FOR" not in stop.expected or before is None or before.type not in ENDS_OPERAND:
        return None
    if following is not None and following.text == "/":
        return None  # `1.5% 1/year`: a unit, which does not follow a percentage
    ranges = following is not None and following.type == "DOTS"
    figure = before.type in ("RATE", "NUMBER", "MEASURE")
    after_figure = figure and word.type == "NUMBER" and before.type != "NUMBER"
    if not (after_figure or (figure and ranges and word.type in ("NUMBER", "STRING")) or _ends_as_year(stop)):
        return None
    end = word.span
    for part in stop.words[stop.at + 1 : stop.at + 3] if ranges else ():
        end = part.span if part.type in ("DOTS", "NUMBER", "STRING") else end
    return mistakes_in_formulas.missing_for(word.span.to(end))


def _ends_as_year(stop: Stop) -> bool:
    """Whether a number of four digits ends a line after a formula."""
    word, following = stop.here, stop.following
    if word.type != "NUMBER" or not (word.text.isdigit() and len(word.text) == 4):
        return False
    return following is None or "\n" in word.span.source.text[word.span.end : following.span.start]


def no_to(stop: Stop) -> Diagnostic | None:
    """``axis age = 0 110``, ``axis age = 0 up to 110``, ``time year = 2005 hasta 2050``."""
    word, before = stop.here, stop.before
    if stop.kind not in ("axis", "time") or not stop.has("EQUAL") or before is None:
        return None
    if word.type == "NUMBER":
        return mistakes_in_lines.missing_to(word.span)
    if word.type == "COMMA" and stop.expected == {"TO"}:
        return mistakes_in_lines.listed_bands(word.span)
    others = stop.words[stop.at : stop.at + 3]
    end = next((at for at, other in enumerate(others) if other.type == "NUMBER"), 0)
    if end and word.text.lower() in _OTHER_TO:
        return mistakes_in_lines.other_to(word.span.to(others[end - 1].span))
    return None


_OTHER_TO = frozenset(("up", "until", "till", "through", "thru", "a", "al", "hasta"))


def no_operator(stop: Stop) -> Diagnostic | None:
    """``a b``, ``2 (a + b)``."""
    word, before = stop.here, stop.before
    if before and before.type in ENDS_OPERAND and word.type in STARTS_OPERAND and "OPERATOR" in stop.expected:
        following = stop.words[stop.at - 1 :]
        if groups := _thousands(following):
            right = "_".join(group.text for group in groups)
            return mistakes_in_formulas.blanks_between_thousands(groups[0].span.to(groups[-1].span), right)
        return mistakes_in_formulas.missing_operator(before.span, word.span)
    return None


_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]+)?%?")


def _thousands(words: Sequence[Word]) -> list[Word]:
    """The groups of three digits that the first of *words* goes on with, behind single blanks; none if it does not."""
    groups = list(words[:1])
    if not re.fullmatch("[1-9][0-9]{0,2}", groups[0].text):
        return []
    for word in words[1:]:
        if "." in groups[-1].text or not _GROUP.fullmatch(word.text):
            break
        if groups[-1].span.source.text[groups[-1].span.end : word.span.start] != " ":
            break
        groups.append(word)
    return groups if len(groups) > 1 else []
