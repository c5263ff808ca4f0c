"""Why a declaration could not be read on: from the word where reading stopped to the mistake the author made.

Each rule below knows one mistake and answers None if it is another; the first that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import nearest
from semdsl.errors import InternalError
from semdsl.source import Span
from semdsl.syntax import misspellings, mistakes, mistakes_in_formulas, mistakes_in_lines
from semdsl.syntax.grammar import RESERVED, grammar
from semdsl.syntax.roles import measure_end
from semdsl.syntax.scan import Word
from semdsl.syntax.stop import Stop, described

_ENDS_OPERAND = frozenset(("NAME", "NUMBER", "RATE", "STRING", "RPAR", "RSQB", "MEASURE"))
_AFTER_NUMBER = ("for", "otherwise", "within", "over", "deviates")
_STARTS_OPERAND = frozenset(("NAME", "NUMBER", "RATE", "STRING", "LPAR"))


def diagnose(stop: Stop) -> Diagnostic:
    """The mistake that stopped the reading."""
    rules: Sequence[Callable[[Stop], Diagnostic | None]] = _AT_END if stop.word is None else _AT_WORD
    for rule in rules:
        found = rule(stop)
        if found is not None:
            return found
    expected = described(stop)
    if stop.word is None:
        return mistakes.too_early(_last(stop).span, stop.kind, expected)
    return mistakes.unexpected(stop.word.span, expected)


# ── The declaration ends too early ────────────────────────────────────────────────────────────────


def _only_a_kind(stop: Stop) -> Diagnostic | None:
    if len(stop.taken) > 1 or "NUMBER" in stop.expected or stop.kind == "include":
        return None
    if stop.kind == "chart":
        return mistakes.missing_title(stop.words[0].span, stop.kind)
    return mistakes.missing_name(stop.words[0].span, stop.kind)


def _no_branches(stop: Stop) -> Diagnostic | None:
    opening = stop.last("IF")
    word = "then" if "THEN" in stop.expected else "else" if "ELSE" in stop.expected else ""
    return mistakes_in_formulas.if_without_branches(opening.span, word) if opening and word else None


def _no_operand(stop: Stop) -> Diagnostic | None:
    if not stop.wants_operand or stop.before is None:
        return None
    if stop.before.type == "RANGE" and stop.word is not None:
        return mistakes_in_lines.no_range(stop.word.span)
    if stop.before.type == "KIND" or stop.before.span == stop.words[0].span:
        return None
    return mistakes_in_formulas.missing_operand(stop.before.span, stop.before.text)


def _no_up_to(stop: Stop) -> Diagnostic | None:
    """``deviates 2.11pp``, ``deviates by 2.11pp``, or nothing after it."""
    before = stop.before
    if before is None or not (before.type == "DEVIATES" or _deviates(stop)):
        return None
    if stop.word is None:
        return mistakes_in_lines.missing_up_to(before.span)
    missing = mistakes_in_lines.missing_up_to(stop.word.span)
    if stop.word.text == "by":
        return missing.mending(stop.word.span, "up to")
    if stop.word.type in _STARTS_OPERAND and before.type == "DEVIATES":
        return missing.mending(stop.word.span.before, "up to ")
    return missing


def _deviates(stop: Stop) -> bool:
    """Whether the two words before are ``deviates up``."""
    return [word.type for word in stop.taken[-2:]] == ["DEVIATES", "UP"]


def _scale_alone(stop: Stop) -> Diagnostic | None:
    before = stop.before
    return mistakes.scale_alone(before.span, before.text) if before and before.type == "SCALE" else None


def _unfinished_axis(stop: Stop) -> Diagnostic | None:
    if stop.kind not in ("axis", "time"):
        return None
    says_nothing = not stop.has("FROM") and (not stop.has("EQUAL") or _last(stop).type == "EQUAL")
    if says_nothing and len(stop.taken) > 1:
        return mistakes.missing_definition(stop.words[0].span.to(stop.words[1].span), stop.words[1].text)
    last_band = stop.has("MINUS") and stop.expected == {"PLUS", "MINUS"}
    if stop.has("TO") and ("BY" in stop.expected or last_band):
        return mistakes_in_lines.missing_width(_last(stop).span)
    return None


# ── A word that may not stand where it does ───────────────────────────────────────────────────────


def _reserved(stop: Stop) -> Diagnostic | None:
    word = _word(stop)
    if word.text in RESERVED and "NAME" in stop.expected and "NUMBER" not in stop.expected:
        return mistakes.reserved_word(word.span, word.text)
    return None


def _empty(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if before and before.text + word.text in ("()", "[]"):
        return mistakes_in_formulas.empty_brackets(before.span.to(word.span))
    return None


def _percent(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if word.type == "percent" and before and before.type == "NUMBER":
        span, right = before.span.to(word.span), before.text + "%"
        return mistakes_in_formulas.blank_before_percent(span, right)
    return None


def _comma(stop: Stop) -> Diagnostic | None:
    word, before, following = _word(stop), stop.before, stop.following
    if word.type != "COMMA" or not before or not following or before.type != "NUMBER":
        return None
    if (
        before.span.end == word.span.start
        and word.span.end == following.span.start
        and following.type == "NUMBER"
    ):
        span = before.span.to(following.span)
        return misspellings.decimal_comma(span, span.text)
    return None


def _second_title(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if stop.has("CASE", "FROM", "INCLUDE") or (stop.has("EQUAL") and stop.kind != "axis"):
        return None
    if word.type == "STRING" and before and before.type == "STRING":
        return mistakes.two_titles(before.span, word.span, None)
    return None


def _attribute(stop: Stop) -> Diagnostic | None:
    """``suorce "…"``, where it is taken for a name or, after a number, for a unit."""
    word, before, following = _word(stop), stop.before, stop.following
    if word.type == "NAME" and following and following.type in ("STRING", "NOTE") and not stop.wants_operand:
        return mistakes_in_lines.unknown_attribute(word.span, word.text)
    if (
        word.type in ("STRING", "NOTE")
        and before
        and before.type == "MEASURE"
        and stop.taken[-2].type == "NUMBER"
    ):
        return mistakes_in_lines.unknown_attribute(before.span, before.text)
    return None


def _title_alone(stop: Stop) -> Diagnostic | None:
    """``assumption "Growth" : ratio``, ``report reserves``: some kinds have a name, others a title alone."""
    word, kind = _word(stop), stop.kind
    if stop.at != 1:
        return None
    if kind in ("report", "test", "chart"):
        return mistakes.missing_title(stop.words[0].span, kind) if word.type == "NAME" else None
    named = word.type == "STRING" and "NAME" in stop.expected and "STRING" not in stop.expected
    return mistakes.missing_name(stop.words[0].span, kind) if named and kind else None


def _target(stop: Stop) -> Diagnostic | None:
    """``set expense * 2 = …``, ``given 1 + interest = …``."""
    word = _word(stop)
    taken = [part.type for part in stop.taken[-2:]]
    if taken[-1:] == ["GIVEN"] and word.type not in ("NAME", "MEASURE"):
        return mistakes_in_lines.no_target(word.span, stop.taken[-1].text)
    if taken == ["GIVEN", "NAME"] and word.text in ("+", "-", "*", "/", "^"):
        return mistakes_in_lines.no_target(stop.taken[-1].span.to(word.span), stop.taken[-2].text)
    return None


def _bare_text(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if word.type not in ("STRING", "NOTE") or before is None or "ATTRIBUTE" not in stop.expected:
        return None
    cells = _no_for(stop)
    if cells is not None:
        return cells
    if before.type == "MEASURE" and stop.taken[-2].type in ("COLON", "SCALE"):
        return mistakes.title_after_unit(word.span, stop.kind)
    return mistakes_in_lines.bare_text(word.span)


def _total(stop: Stop) -> Diagnostic | None:
    """``rows age total``, ``rows age with total last``, ``matches "x.csv" total Total``."""
    word, before, following = _word(stop), stop.before, stop.following
    if before is None or stop.kind not in ("report", "expect", "test", "table"):
        return None
    in_report = stop.kind == "report"
    after = before.type == "TOTAL" or (in_report and before.type in ("WITH", "FIRST"))
    leads = word.text == "total" or (in_report and (word.text == "with" or _says(following, "total")))
    if leads or (after and not stop.starts_line):
        return mistakes_in_lines.total_form(word.span, in_report=in_report)
    return None


def _says(word: Word | None, text: str) -> bool:
    return word is not None and word.text == text


def _path(stop: Stop) -> Diagnostic | None:
    """``from data.csv``, ``use law/imss.sem``, ``include sem/income.sem``."""
    word, before = _word(stop), stop.before
    if word.type == "NAME" and before and before.type in ("FROM", "MATCHES"):
        return mistakes_in_lines.bare_path(word.span)
    if stop.kind == "use" and word.text == "/" and before and stop.at == 2:
        return mistakes_in_lines.bare_path(before.span)
    if stop.kind == "include" and word.type == "NAME" and stop.at == 1:
        return mistakes_in_lines.bare_path(word.span, "sem")
    return None


def _name_of_words(stop: Stop) -> Diagnostic | None:
    """``parameter cuota fija : ratio``, ``variable x-y : ratio``, ``axis grupo de edad = …``."""
    words = stop.words
    if stop.kind in ("", "use", "expect") or not 2 <= stop.at <= 3 or words[1].type != "NAME":
        return None
    end = 3 if words[2].text == "-" else 2
    while end < len(words) and words[end].type == "NAME" and not _on_next_line(words, end):
        end += 1
    if not 2 < end < len(words) or end < stop.at:
        return None
    lists = stop.kind in ("axis", "time") and words[end].text == "="
    if (
        lists
        or words[end].type in ("COLON", "LSQB")
        or (stop.kind == "scenario" and _on_next_line(words, end))
    ):
        return mistakes.name_of_words(words[1].span.to(words[end - 1].span))
    return None


def _on_next_line(words: Sequence[Word], at: int) -> bool:
    """Whether the word *at* stands on a line below the word before it."""
    return "\n" in words[at].span.source.text[words[at - 1].span.end : words[at].span.start]


def _no_for_of_an_end(stop: Stop) -> Diagnostic | None:
    """``= x first of year``; after a bare number ``first`` is taken for a unit."""
    word, before, following = _word(stop), stop.before, stop.following
    if before and following and word.text == "of" and before.type == "MEASURE":
        return mistakes_in_formulas.missing_for(before.span.to(following.span))
    if _says(following, "of") and word.text in ("first", "last") and "FOR" in stop.expected:
        return mistakes_in_formulas.missing_for(word.span.to(stop.words[stop.at + 1 :][:2][-1].span))
    return None


def _slip(stop: Stop) -> Diagnostic | None:
    word = _word(stop)
    known = [text for text, roles in grammar().keywords.items() if not stop.expected.isdisjoint(roles)]
    if word.type == "NAME" and nearest(word.text, known):
        return mistakes_in_lines.unknown_word(word.span, word.text, known)
    return None


def _no_colon(stop: Stop) -> Diagnostic | None:
    """``population x[year] person = …``."""
    word = _word(stop)
    if word.type != "NAME" or "COLON" not in stop.expected or not _is_measured(stop):
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


def _no_equals(stop: Stop) -> Diagnostic | None:
    word = _word(stop)
    if (
        "CASE" in stop.expected
        and word.type in _STARTS_OPERAND
        and (stop.starts_line or not stop.has("CASE", "FROM"))
    ):
        return mistakes_in_formulas.missing_equals(word.span)
    return None


def _slip_after_number(stop: Stop) -> Diagnostic | None:
    """``2 fro female``, where ``fro`` is taken for a unit."""
    before = stop.before
    if before and before.type == "MEASURE" and nearest(before.text, _AFTER_NUMBER):
        return mistakes_in_lines.unknown_word(before.span, before.text, _AFTER_NUMBER)
    return None


def _no_comma(stop: Stop) -> Diagnostic | None:
    """``axis sex = male female``."""
    word, before = _word(stop), stop.before
    if stop.kind == "axis" and before and word.type == "NAME" and {"COMMA", "NAME"} <= stop.expected:
        return mistakes_in_lines.missing_comma(before.span, word.span)
    return None


def _no_for(stop: Stop) -> Diagnostic | None:
    """``= 3.5% 2024..2028``, ``= 75% "00-04".."05-09"``, ``= (a - b) 2025``."""
    word, before, following = _word(stop), stop.before, stop.following
    if "FOR" not in stop.expected or before is None or before.type not in _ENDS_OPERAND:
        return None
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
    word, following = _word(stop), stop.following
    if word.type != "NUMBER" or not (word.text.isdigit() and len(word.text) == 4):
        return False
    return following is None or "\n" in word.span.source.text[word.span.end : following.span.start]


def _no_to(stop: Stop) -> Diagnostic | None:
    word = _word(stop)
    if stop.kind in ("axis", "time") and word.type == "NUMBER" and stop.has("EQUAL"):
        return mistakes_in_lines.missing_to(word.span)
    return None


def _two_cases_on_a_line(stop: Stop) -> Diagnostic | None:
    word, case, equal = _word(stop), stop.last("CASE"), stop.last("EQUAL")
    if stop.kind == "table":
        case = stop.last("CASE", "FOR", "OTHERWISE")
    if word.type in ("FOR", "OTHERWISE") and case and equal and equal.span.start > case.span.start:
        return mistakes_in_formulas.case_on_a_line(word.span, equal.span)
    return None


def _if_after_value(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if word.type == "IF" and before and before.type in _ENDS_OPERAND:
        return mistakes_in_formulas.if_after_value(word.span)
    return None


def _index(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if word.type == "LSQB" and before and before.type in ("RPAR", "RSQB", "NUMBER", "RATE", "STRING"):
        return mistakes_in_formulas.index_of_part(word.span)
    return None


def _clause(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if word.text == "where" and "FOR" in stop.expected and stop.has("OVER"):
        return mistakes_in_formulas.where_in_call(word.span, _called(stop))
    chooses = word.text in ("in", "=", "!=", "<", "<=", ">", ">=")
    if chooses and before and before.type == "NAME" and "FOR" in stop.expected and stop.has("OVER"):
        return mistakes_in_formulas.in_after_over(word.span, before.text)
    return None


def _called(stop: Stop) -> str:
    """The function in whose brackets reading stopped, such as `sum`."""
    closed = 0
    for name, bracket in reversed(list(zip(stop.taken, stop.taken[1:], strict=False))):
        closed += (bracket.type == "RPAR") - (bracket.type == "LPAR")
        if closed < 0:
            return name.text
    return "sum"


def _row_condition(stop: Stop) -> Diagnostic | None:
    """``where kind = "leaf" or …``, ``where year in 2005..2010``."""
    word, rows = _word(stop), stop.last("WHERE", "AND", "FOR", "OTHERWISE", "CASE", "WITHIN")
    if word.text not in ("or", "not", "..") or rows is None or rows.type not in ("WHERE", "AND"):
        return None
    if not stop.has("FROM", "MATCHES"):
        return None
    column = stop.words[stop.words.index(rows) + 1]
    return mistakes_in_lines.no_row_condition(
        word.span, rows.text, column.text if column.type in ("NAME", "STRING") else "column"
    )


def _formula_of_table(stop: Stop) -> Diagnostic | None:
    """``table x : person = 5``, ``from "f.csv" = 5 for 2006``: in a table a formula has a line of its own."""
    word = _word(stop)
    if stop.kind != "table" or word.text != "=" or "CASE" not in stop.expected:
        return None
    if not stop.has("FROM"):
        header = stop.words[0].span.to(stop.words[1].span)
        return mistakes.missing_file(header, stop.words[1].text, has_formula=True)
    return mistakes_in_formulas.case_on_a_line(word.span, word.span)


def _part_after_cells(stop: Stop) -> Diagnostic | None:
    """``from "f.csv" for age < 75 where kind = "leaf"``, where `where` may be taken for a unit."""
    cells, starts = stop.last("FOR", "OTHERWISE"), stop.last("FROM", "CASE")
    if cells is None or starts is None or starts.type != "FROM" or cells.span.start < starts.span.start:
        return None
    for word in (stop.before, stop.word):
        if word is not None and word.text in ("with", "column", "where", "decimal"):
            return mistakes_in_lines.nothing_after_cells(word.span)
    return None


def _no_operator(stop: Stop) -> Diagnostic | None:
    word, before = _word(stop), stop.before
    if (
        before
        and before.type in _ENDS_OPERAND
        and word.type in _STARTS_OPERAND
        and "OPERATOR" in stop.expected
    ):
        return mistakes_in_formulas.missing_operator(before.span, word.span)
    return None


_AT_END = (_only_a_kind, _no_up_to, _no_branches, _scale_alone, _no_operand, _unfinished_axis)
_AT_WORD = (
    # First what is wrong with the word itself, or with its next neighbours.
    *(
        _no_up_to,
        _row_condition,
        _reserved,
        _empty,
        _percent,
        _comma,
        _name_of_words,
        _total,
        _title_alone,
        _target,
        _second_title,
        _attribute,
        _bare_text,
        _path,
    ),
    # Then words that are right elsewhere.
    *(_part_after_cells, _formula_of_table, _two_cases_on_a_line),
    *(_if_after_value, _index, _clause),
    *(_no_branches, _no_colon, _no_for_of_an_end, _slip),
    # Then what may be missing before the word.
    *(_slip_after_number, _no_comma, _scale_alone, _no_for, _no_to, _no_equals, _no_operator, _no_operand),
)


def _word(stop: Stop) -> Word:
    if stop.word is None:
        raise InternalError("the rules for words are asked only at a word")
    return stop.word


def _last(stop: Stop) -> Word:
    return stop.before or stop.words[0]
