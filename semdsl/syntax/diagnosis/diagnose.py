"""Why a declaration could not be read on: from the word where reading stopped to the mistake the author made.

The rules, in ``missing_words``, ``wrong_words`` and the four modules of other forms, know one mistake each and
answer None if it is another; the first that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.syntax.diagnosis import missing_words as missing
from semdsl.syntax.diagnosis import mistakes
from semdsl.syntax.diagnosis import other_cases as cases
from semdsl.syntax.diagnosis import other_figures as figures
from semdsl.syntax.diagnosis import other_forms as forms
from semdsl.syntax.diagnosis import other_indices as indices
from semdsl.syntax.diagnosis import wrong_words as wrong
from semdsl.syntax.diagnosis.stop import Stop, described


def diagnose(stop: Stop) -> Diagnostic:
    """The mistake that stopped the reading."""
    rules: Sequence[Callable[[Stop], Diagnostic | None]] = _AT_END if stop.word is None else _AT_WORD
    for rule in rules:
        found = rule(stop)
        if found is not None:
            return found
    expected = described(stop)
    if stop.word is None:
        return mistakes.too_early(stop.latest.span, stop.kind, expected)
    return mistakes.unexpected(stop.word.span, expected)


_AT_END = (
    missing.only_a_kind,
    missing.no_up_to,
    forms.choice,
    cases.open_end,
    missing.no_branches,
    missing.scale_alone,
    missing.no_operand,
    missing.unfinished_axis,
)
_AT_WORD = (
    # First what is wrong with the word itself, or with its next neighbours.
    missing.no_up_to,
    forms.other_else,
    forms.choice,
    forms.the_rest,
    forms.axes_in_round_brackets,
    indices.unit_of_words,
    cases.labelled_lines,
    cases.sign_after_attribute,
    cases.comma_before_attribute,
    cases.cases_by_commas,
    cases.bracketed_members,
    cases.open_end,
    cases.arrow,
    cases.range_by_word,
    cases.range_by_colon,
    cases.range_by_between,
    cases.members_apart,
    cases.group_by_equals,
    indices.every_member,
    indices.semicolon,
    indices.second_index,
    indices.end_of_axis,
    indices.argument,
    wrong.row_condition,
    wrong.reserved,
    wrong.empty,
    figures.remainder,
    wrong.percent,
    wrong.comma,
    figures.money_first,
    figures.times,
    figures.axis_without_sign,
    figures.all_but_one,
    figures.axes_outside,
    figures.rate_by_time,
    figures.year_after_comma,
    figures.running_sum_of_nothing,
    cases.several_figures,
    wrong.more_to_show,
    wrong.parent,
    wrong.name_of_words,
    wrong.total,
    wrong.title_alone,
    wrong.target,
    wrong.members,
    wrong.per,
    wrong.second_title,
    forms.setting,
    wrong.attribute,
    wrong.bare_text,
    wrong.path,
    # Then words that are right elsewhere.
    wrong.part_after_cells,
    wrong.formula_of_table,
    wrong.two_cases_on_a_line,
    forms.file_of_quantity,
    forms.other_for,
    forms.aggregate,
    forms.from_in_aggregate,
    forms.axis_of_report,
    wrong.if_after_value,
    wrong.index,
    wrong.clause,
    missing.no_branches,
    missing.no_colon,
    missing.no_for_of_an_end,
    cases.in_spanish,
    cases.running_sum,
    wrong.slip,
    # Then what may be missing before the word.
    missing.slip_after_number,
    missing.no_to,
    missing.no_comma,
    missing.scale_alone,
    missing.no_for,
    missing.no_equals,
    missing.no_operator,
    missing.no_operand,
    forms.heading,
)
