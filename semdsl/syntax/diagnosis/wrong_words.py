"""Words that may not stand where reading stopped: wrong themselves, or right elsewhere.

Each function is a rule of ``diagnose``: it knows one mistake, and answers None if it is another.
"""

from __future__ import annotations

import re
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import say
from semdsl.syntax.diagnosis import (
    missing_words,
    misspellings,
    mistakes,
    mistakes_in_files,
    mistakes_in_formulas,
    mistakes_in_lines,
    numbers,
)
from semdsl.syntax.diagnosis.stop import ENDS_OPERAND, Stop, starts_line
from semdsl.syntax.grammar import RESERVED, grammar


def reserved(stop: Stop) -> Diagnostic | None:
    """``parameter for : ratio``."""
    word = stop.here
    if word.text in RESERVED and "NAME" in stop.expected and "NUMBER" not in stop.expected:
        return mistakes.reserved_word(word.span, word.text)
    return None


def empty(stop: Stop) -> Diagnostic | None:
    """``f()``, ``x[]``."""
    word, before = stop.here, stop.before
    if before and before.text + word.text in ("()", "[]"):
        return mistakes_in_formulas.empty_brackets(before.span.to(word.span))
    return None


def percent(stop: Stop) -> Diagnostic | None:
    """``3.5 %``."""
    word, before = stop.here, stop.before
    if word.type == "percent" and before and before.type == "NUMBER":
        span, right = before.span.to(word.span), before.text + "%"
        return mistakes_in_formulas.blank_before_percent(span, right)
    return None


def comma(stop: Stop) -> Diagnostic | None:
    """``3,5``."""
    word, before, following = stop.here, stop.before, stop.following
    if word.type != "COMMA" or not before or not following or before.type != "NUMBER":
        return None
    if (
        before.span.end == word.span.start
        and word.span.end == following.span.start
        and following.type == "NUMBER"
    ):
        span = before.span.to(following.span)
        return numbers.decimal_comma(span, span.text)
    return None


def more_to_show(stop: Stop) -> Diagnostic | None:
    """``show rate in %, expense``."""
    if stop.here.text != "," or "SHOW" not in stop.expected or not stop.has("SHOW"):
        return None
    return mistakes_in_lines.more_to_show(stop.here.span)


def second_title(stop: Stop) -> Diagnostic | None:
    """``"Costo" "Cost"``, of which one should say its language."""
    word, before = stop.here, stop.before
    if stop.has("CASE", "FROM", "INCLUDE") or (stop.has("EQUAL") and stop.kind != "axis"):
        return None
    if word.type == "STRING" and before and before.type == "STRING":
        return mistakes.two_titles(before.span, word.span, None)
    return None


_FILE = ("file", "path", "csv", "data", "read", "load", "archivo", "fichero", "ruta", "datos")


def attribute(stop: Stop) -> Diagnostic | None:
    """``suorce "…"``, where it is taken for a name or, after a number, for a unit."""
    word, before, following = stop.here, stop.before, stop.following
    if word.type == "NAME" and following and following.type in ("STRING", "NOTE") and not stop.wants_operand:
        found = mistakes_in_lines.unknown_attribute(word.span, word.text)
        reads = stop.kind in ("table", "axis") and word.text.lower() in _FILE and "FROM" in stop.expected
        return mistakes_in_lines.other_from(found, word.span) if reads else found
    if word.type == "NAME" and "ATTRIBUTE" in stop.expected and mistakes_in_lines.other_attribute(word.text):
        return mistakes_in_lines.unknown_attribute(word.span, word.text)
    if (
        word.type in ("STRING", "NOTE")
        and before
        and before.type == "MEASURE"
        and stop.earlier_type == "NUMBER"
    ):
        return mistakes_in_lines.unknown_attribute(before.span, before.text)
    return None


def title_alone(stop: Stop) -> Diagnostic | None:
    """``assumption "Growth" : ratio``, ``report reserves``: some kinds have a name, others a title alone."""
    word, kind = stop.here, stop.kind
    if stop.at != 1:
        return None
    if kind in ("report", "test", "chart"):
        return mistakes.missing_title(stop.words[0].span, kind) if word.type == "NAME" else None
    named = word.type == "STRING" and "NAME" in stop.expected and "STRING" not in stop.expected
    return mistakes.missing_name(stop.words[0].span, kind, word.span) if named and kind else None


def target(stop: Stop) -> Diagnostic | None:
    """``set expense * 2 = …``, ``given 1 + interest = …``."""
    word = stop.here
    taken = [part.type for part in stop.taken[-2:]]
    if taken[-1:] == ["GIVEN"] and word.type not in ("NAME", "MEASURE"):
        return mistakes_in_lines.no_target(word.span, stop.taken[-1].text)
    if taken == ["GIVEN", "NAME"] and word.text in ("+", "-", "*", "/", "^"):
        return mistakes_in_lines.no_target(stop.taken[-1].span.to(word.span), stop.taken[-2].text)
    return None


def bare_text(stop: Stop) -> Diagnostic | None:
    """A text where an attribute may stand, with no word before it."""
    word, before = stop.here, stop.before
    if word.type not in ("STRING", "NOTE") or before is None or "ATTRIBUTE" not in stop.expected:
        return None
    cells = missing_words.no_for(stop)
    if cells is not None:
        return cells
    if before.type == "MEASURE" and stop.earlier_type in ("COLON", "SCALE"):
        return mistakes.title_after_unit(word.span, stop.kind)
    return mistakes_in_lines.bare_text(word.span)


def total(stop: Stop) -> Diagnostic | None:
    """``rows age total``, ``rows age with total last``, ``matches "x.csv" total Total``."""
    word, before = stop.here, stop.before
    if before is None or stop.kind not in ("report", "expect", "test", "table"):
        return None
    in_report = stop.kind == "report"
    after = before.type == "TOTAL" or (in_report and before.type in ("WITH", "FIRST"))
    leads = (word.text == "total" and not stop.starts_line and before.type != "REPORT") or (
        in_report and (word.text == "with" or stop.followed_by("total"))
    )
    if leads or (after and not stop.starts_line):
        return mistakes_in_lines.total_form(word.span, in_report=in_report)
    return None


def path(stop: Stop) -> Diagnostic | None:
    """``from data.csv``, ``use law/imss.sem``, ``include sem/income.sem``."""
    word, before = stop.here, stop.before
    if word.type == "NAME" and before and before.type in ("FROM", "MATCHES"):
        return mistakes_in_lines.bare_path(word.span)
    if stop.kind == "use" and word.text == "/" and before and stop.at == 2:
        return mistakes_in_lines.bare_path(before.span)
    if stop.kind == "include" and word.type == "NAME" and stop.at == 1:
        return mistakes_in_lines.bare_path(word.span, "sem")
    return None


def name_of_words(stop: Stop) -> Diagnostic | None:
    """``parameter cuota fija : ratio``, ``variable x-y : ratio``, ``axis grupo de edad = …``."""
    words = stop.words
    if stop.kind in ("", "use", "expect") or not 2 <= stop.at <= 3 or words[1].type != "NAME":
        return None
    end = 3 if words[2].text == "-" else 2
    while end < len(words) and words[end].type == "NAME" and not starts_line(words, end):
        end += 1
    if not 2 < end < len(words) or end < stop.at:
        return None
    lists = stop.kind in ("axis", "time") and words[end].text == "="
    if lists or words[end].type in ("COLON", "LSQB") or (stop.kind == "scenario" and starts_line(words, end)):
        groups = lists and any(word.text == ":" for word in words[end:])
        return mistakes.name_of_words(words[1].span.to(words[end - 1].span), certain=not groups)
    return None


def parent(stop: Stop) -> Diagnostic | None:
    """``axis grupo de edad = …``, where `edad` is an axis of the file."""
    word, following = stop.here, stop.following
    if stop.kind != "axis" or stop.at != 2 or word.text not in ("de", "por") or following is None:
        return None
    declared = rf"^(?:axis|time)[ \t]+{re.escape(following.text)}\b"
    if re.search(declared, word.source.text, re.MULTILINE) is None:
        return None
    return mistakes.other_word(word.span, say("write `{word}`", word="of")).mending(word.span, "of")


def members(stop: Stop) -> Diagnostic | None:
    """``axis age = [0..100]``, ``axis sex = (male, female)``."""
    word, before = stop.here, stop.before
    lists = stop.kind in ("axis", "time") and before is not None and before.type == "EQUAL"
    return mistakes_in_lines.brackets_of_members(word.span) if lists and word.text in ("[", "(") else None


def per(stop: Stop) -> Diagnostic | None:
    """``MXN per person``, ``120 MXN por persona``: units are divided as numbers are, without blanks."""
    word, before, following = stop.here, stop.before, stop.following
    units = (
        before is not None and before.type == "MEASURE" and following is not None and following.type == "NAME"
    )
    if not units or word.text not in ("per", "por"):
        return None
    found = replace(misspellings.foreign_operator(word.span, word.text), fix=None)
    return found.mending(word.span.with_blanks(), "/")


def slip(stop: Stop) -> Diagnostic | None:
    """``fro`` for ``for``."""
    word = stop.here
    known = [text for text, roles in grammar().keywords.items() if not stop.expected.isdisjoint(roles)]
    if word.type == "NAME" and nearest(word.text, known):
        return mistakes_in_lines.unknown_word(word.span, word.text, known)
    return None


def two_cases_on_a_line(stop: Stop) -> Diagnostic | None:
    """``= a for 2006 = b for 2007``."""
    word, case, equal = stop.here, stop.last("CASE"), stop.last("EQUAL")
    if stop.kind == "table":
        case = stop.last("CASE", "FOR", "OTHERWISE")
    if word.type in ("FOR", "OTHERWISE") and case and equal and equal.span.start > case.span.start:
        return mistakes_in_formulas.case_on_a_line(word.span, equal.span)
    return None


def if_after_value(stop: Stop) -> Diagnostic | None:
    """``= a if c``."""
    word, before = stop.here, stop.before
    if word.type == "IF" and before and before.type in ENDS_OPERAND:
        return mistakes_in_formulas.if_after_value(word.span)
    return None


def index(stop: Stop) -> Diagnostic | None:
    """``(a + b)[year-1]``."""
    word, before = stop.here, stop.before
    if word.type == "LSQB" and before and before.type in ("RPAR", "RSQB", "NUMBER", "RATE", "STRING"):
        return mistakes_in_formulas.index_of_part(word.span)
    return None


def clause(stop: Stop) -> Diagnostic | None:
    """``sum(x over year where …)``, ``sum(x over year in 2006..2010)``."""
    word, before = stop.here, stop.before
    if word.text == "where" and "FOR" in stop.expected and stop.has("OVER"):
        return mistakes_in_formulas.where_in_call(word.span, _called(stop))
    chooses = word.text in ("in", "=", "!=", "<", "<=", ">", ">=")
    if chooses and before and before.type == "NAME" and "FOR" in stop.expected and stop.has("OVER"):
        after = [other.text for other in stop.words[stop.at + 1 :]]
        rest = after[: after.index(")")] if ")" in after else after
        sign = "in" if word.text == "=" and rest[1:2] == [".."] else word.text
        earlier = stop.taken[-3:-1]
        if [other.text for other in earlier] == [before.text, ","]:  # `over year, year >= 2027`
            place = earlier[0].span.after.to(word.span)
            return mistakes_in_formulas.in_after_over(place, before.text, sign, certain="," not in rest)
        # After a comma stands another label, or another axis to add over.
        return mistakes_in_formulas.in_after_over(word.span, before.text, sign, certain="," not in rest)
    return None


def _called(stop: Stop) -> str:
    """The function in whose brackets reading stopped, such as `sum`."""
    closed = 0
    for name, bracket in reversed(list(zip(stop.taken, stop.taken[1:], strict=False))):
        closed += (bracket.type == "RPAR") - (bracket.type == "LPAR")
        if closed < 0:
            return name.text
    return "sum"


def row_condition(stop: Stop) -> Diagnostic | None:
    """``where kind = "leaf" or …``, ``where year in 2005..2010``."""
    word, rows = stop.here, stop.last("WHERE", "AND", "FOR", "OTHERWISE", "CASE", "WITHIN")
    if word.text not in ("or", "not", "..") or rows is None or rows.type not in ("WHERE", "AND"):
        return None
    if not stop.has("FROM", "MATCHES"):
        return None
    column, *said = stop.words[stop.words.index(rows) + 1 : stop.at + 3]
    if [own.text for own in said[:3:2]] == ["in", ".."] and all(own.type == "NUMBER" for own in said[1:4:2]):
        ends, alone = said[1:4:2], [own.text for own in said[4:]] != [","]
        return mistakes_in_files.range_of_rows(
            column.span.to(ends[-1].span), column.span.text, *(own.span for own in ends), alone=alone
        )
    return mistakes_in_files.no_row_condition(
        word.span, rows.text, column.text if column.type in ("NAME", "STRING") else "column"
    )


def formula_of_table(stop: Stop) -> Diagnostic | None:
    """``table x : person = 5``, ``from "f.csv" = 5 for 2006``: in a table a formula has a line of its own."""
    word = stop.here
    if stop.kind != "table" or word.text != "=" or "CASE" not in stop.expected:
        return None
    if not stop.has("FROM"):
        header = stop.words[0].span.to(stop.words[1].span)
        return mistakes.missing_file(header, stop.words[1].text, has_formula=True)
    return mistakes_in_formulas.case_on_a_line(word.span, word.span)


def part_after_cells(stop: Stop) -> Diagnostic | None:
    """``from "f.csv" for age < 75 where kind = "leaf"``, where `where` may be taken for a unit."""
    cells, starts = stop.last("FOR", "OTHERWISE"), stop.last("FROM", "CASE")
    if cells is None or starts is None or starts.type != "FROM" or cells.span.start < starts.span.start:
        return None
    for word in (stop.before, stop.word):
        if word is not None and word.text in ("with", "column", "where", "decimal"):
            return mistakes_in_files.nothing_after_cells(word.span)
    return None
