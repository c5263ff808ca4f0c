"""Why a declaration could not be read on: from the word where reading stopped to the mistake the author made.

The rules, in ``missing_words``, ``wrong_words`` and the three modules of other forms, know one mistake each and
answer None if it is another; the first that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.syntax import missing_words as missing
from semdsl.syntax import mistakes
from semdsl.syntax import other_forms as other
from semdsl.syntax import other_lines as lines
from semdsl.syntax import other_parts as parts
from semdsl.syntax import wrong_words as wrong
from semdsl.syntax.stop import Stop, described


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
    other.choice,
    lines.open_end,
    missing.no_branches,
    missing.scale_alone,
    missing.no_operand,
    missing.unfinished_axis,
)
_AT_WORD = (
    # First what is wrong with the word itself, or with its next neighbours.
    *(
        missing.no_up_to,
        other.choice,
        other.the_rest,
        parts.unit_of_words,
        *(
            lines.labelled_lines,
            lines.sign_after_attribute,
            lines.comma_before_attribute,
        ),
        *(lines.cases_by_commas, lines.bracketed_members, lines.open_end, lines.arrow, lines.range_by_word),
        *(lines.members_apart, lines.group_by_equals),
        *(parts.every_member, parts.semicolon, parts.second_index, parts.end_of_axis, parts.argument),
        wrong.row_condition,
        wrong.reserved,
        wrong.empty,
        wrong.percent,
        wrong.comma,
        lines.several_figures,
        wrong.more_to_show,
        wrong.name_of_words,
        wrong.total,
        wrong.title_alone,
        wrong.target,
        wrong.members,
        wrong.per,
        wrong.second_title,
        other.setting,
        wrong.attribute,
        wrong.bare_text,
        wrong.path,
    ),
    # Then words that are right elsewhere.
    *(wrong.part_after_cells, wrong.formula_of_table, wrong.two_cases_on_a_line),
    *(
        other.file_of_quantity,
        other.other_for,
        other.aggregate,
        other.from_in_aggregate,
        other.axis_of_report,
    ),
    *(wrong.if_after_value, wrong.index, wrong.clause),
    *(missing.no_branches, missing.no_colon, missing.no_for_of_an_end, lines.in_spanish, wrong.slip),
    # Then what may be missing before the word.
    *(
        missing.slip_after_number,
        missing.no_to,
        missing.no_comma,
        missing.scale_alone,
        missing.no_for,
        missing.no_equals,
        missing.no_operator,
        missing.no_operand,
        other.heading,
    ),
)
