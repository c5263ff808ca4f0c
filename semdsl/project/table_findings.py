"""What can be wrong with a table: one function for each finding, which counts and shows the first places."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import did_you_mean, nearest
from semdsl.diagnostics.wording import NOTHING, Said, joined, say
from semdsl.project.csvfile import Broken
from semdsl.project.findings import any_of, quoted, some_of
from semdsl.source import Span

if TYPE_CHECKING:
    from semdsl.semantics.model import Axis

MOST_PLACES = 3
"""Places of one fault that a finding points at; the others it counts."""

_MOST_LISTED = 8
_MONTHS = "ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|sept|oct|nov|dic|dec"
_LIKE_A_DATE = re.compile(
    rf"([0-9]{{1,2}}[-/ ]({_MONTHS})\.?([-/ ][0-9]{{2,4}})?|({_MONTHS})\.?[-/ ][0-9]{{1,2}}"
    r"|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4})([ T][0-9:.]+)?",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[0-9]{1,9}")
_LIKE_A_TOTAL = re.compile(
    r"(sub|grand )?total(es|s)?( general)?|ambos( sexos)?|both( sexes)?|tod[oa]s|all|suma|sum|conjunto",
    re.IGNORECASE,
)


def empty_table(shown: str, has_header: bool, at: Span) -> Diagnostic:
    """A file without rows."""
    message = (
        say(
            "{shown} has only a line of column names; expected a line of column names and a row for each cell",
            shown=quoted(shown),
        )
        if has_header
        else say(
            "{shown} is empty; expected a line of column names and a row for each cell", shown=quoted(shown)
        )
    )
    return Diagnostic(
        code="empty-table",
        message=message,
        labels=(Label(at, say("read here")),),
        help=say("check that the file was saved whole"),
    )


def broken_table(broken: Broken, at: Span) -> Diagnostic:
    """A file that is no table from some place on."""
    return Diagnostic(
        code="broken-table",
        message=broken.message,
        labels=(Label(broken.span, say("here")), Label(at, say("read here"))),
        help=broken.remedy,
    )


def missing_column(
    shown: str, wanted: str, purpose: Said, names: Sequence[str], header: Span, at: Span
) -> Diagnostic:
    """A column that the model expects; *purpose* says for what."""
    suggestion = did_you_mean(wanted, names)
    return Diagnostic(
        code="missing-column",
        message=say(
            "{shown} has no column `{wanted}` for {purpose}",
            shown=quoted(shown),
            wanted=wanted,
            purpose=purpose,
        ),
        labels=(Label(header, say("its columns")), Label(at, say("read here"))),
        help=suggestion or _how_to_name(purpose),
        notes=(say("its columns: {names}", names=_some(names)),),
    )


def wide_table(
    shown: str, axis: str, called: Sequence[str], wanted: Sequence[str], header: Span, at: Span
) -> Diagnostic:
    """A file with a column for each member of an axis, as a sheet may have; *wanted* are the columns it needs."""
    return Diagnostic(
        code="missing-column",
        message=say(
            "{shown} has a column for each member of `{axis}`, and one figure a row is read",
            shown=quoted(shown),
            axis=axis,
        ),
        labels=(Label(header, say("its columns")), Label(at, say("read here"))),
        help=say(
            "put the figures below each other, in a file with the columns `{names}`", names=",".join(wanted)
        ),
        notes=(say("columns called like members: {names}", names=_some(called)),),
    )


def _how_to_name(purpose: str) -> Said:
    if purpose == "`where`":
        return say("write one of the columns that the file has after `where`")
    if purpose == "the titles":
        return say("write one of the columns that the file has after `titled`")
    if purpose.startswith("the axis"):
        axis = purpose.split("`")[1]
        return say(
            "write `with ({axis} = …)` after the path, with the name of the column that holds `{axis}`",
            axis=axis,
        )
    return say("write `column …` after the path, with the name of the column that holds the figures")


def repeated_column(name: str, first: Span, again: Span, at: Span) -> Diagnostic:
    """Two columns of one name, of which the model reads one."""
    return Diagnostic(
        code="repeated-column",
        message=say("two columns are named `{name}`, and the model reads one of that name", name=name),
        labels=(
            Label(again, say("again here")),
            Label(first, say("first here")),
            Label(at, say("read here")),
        ),
        help=say("give one of them another name"),
    )


def ragged_rows(places: Sequence[Span], found: int, expected: int, count: int, at: Span) -> Diagnostic:
    """Rows with more or fewer fields than the header; *found* is how many the first has."""
    comma = found > expected
    return Diagnostic(
        code="ragged-row",
        message=say("a row has {found} fields for {expected} columns", found=found, expected=expected)
        if count == 1
        else say(
            "{count:,} rows have more or fewer fields than the {expected} columns; the first has {found}",
            count=count,
            expected=expected,
            found=found,
        ),
        labels=labels_at(places, say("this row"), at),
        help=say(
            "write a figure without thousands separators, put a text with the separator in it in "
            "quotation marks, and take out lines that are no rows"
        )
        if comma
        else say("complete the row; an empty field needs its separator too"),
        notes=rows_beyond(places, count),
    )


def _has_years(axis: Axis) -> bool:
    return axis.form == "time" and all(len(label) == 4 for label in axis.labels)


def _of_date(axis: Axis, written: str) -> tuple[Said, ...]:
    """What may have made a date of a band of ages."""
    if _has_years(axis) or not _LIKE_A_DATE.fullmatch(written):
        return ()
    return (
        say(
            "a spreadsheet may have turned a band such as `05-09` into a date; give the column the format `Text`"
        ),
    )


def unknown_label(
    axis: Axis,
    written: str,
    places: Sequence[Span],
    others: Sequence[str],
    count: int,
    at: Span,
    *,
    totals: Sequence[str] | None = None,
    alike: Sequence[str] = (),
    present: Collection[str] = (),
    column: str = "",
) -> Diagnostic:
    """Fields of *column* that name no member of *axis*: *written* the first, *others* further ones.

    The file of an expectation may have rows of totals, called by *totals* as far as it is said. If several members,
    those *alike*, have the title, it names none of them. *present* are the labels that other fields of the column name.
    """
    misspelt = not others and len(present) < len(axis)  # for the member that no row names
    beyond = "" if alike or misspelt else _kept(axis, (written, *others), column)
    is_day = _has_years(axis) and bool(_LIKE_A_DATE.fullmatch(written))
    known = say("labels of `{axis}`: {names}", axis=axis.name, names=_some(axis.labels))
    also = (say("also unknown: {names}", names=_some(others)),) if others else ()
    message = (
        say("{written} is not a label of `{axis}`", written=quoted(written), axis=axis.name)
        if written
        else say("an empty field is not a label of `{axis}`", axis=axis.name)
    )
    several = say("{count} members are called so, {names}", count=len(alike), names=_some(alike))
    found = Diagnostic(
        code="unknown-table-label",
        message=joined((message, several), ": ") if alike else message,
        labels=labels_at(places, say("expected a label of the axis"), at),
        help=(say("write the label of the member that is meant") if alike else NOTHING)
        or (say("write only the year, as in `{year}`", year=axis.labels[0]) if is_day else NOTHING)
        or (NOTHING if totals is None else _name_the_totals(axis, (written, *others), totals))
        or (_read_a_part(axis, beyond) if beyond else NOTHING)
        or did_you_mean(written, axis.labels)
        or say('correct the label, leave the row out, or choose rows with `where column = "…"`'),
        notes=(known, *also, *_of_date(axis, written), *rows_beyond(places, count)),
    )
    return found if alike or beyond else _with_member(found, axis, written, present)


def _kept(axis: Axis, fields: Sequence[str], column: str) -> str:
    """Which rows of *column* are on an *axis* of numbers: ``year <= 2050``; nothing if some of *fields* is no number.

    Years have as many digits as those of the axis: ``206`` is a slip.
    """
    if (
        axis.form not in ("time", "numeric")
        or axis.coordinates is None
        or not all(map(_NUMERAL.fullmatch, fields))
    ):
        return ""
    if _has_years(axis) and any(len(field) != 4 for field in fields):
        return ""
    first, last = axis.coordinates[0], axis.coordinates[-1]
    below = any(float(field) < first for field in fields)
    above = any(float(field) > last for field in fields)
    if any(first <= float(field) <= last for field in fields):
        return ""
    ends = (
        f"{column} >= {axis.labels[0]}" if below else "",
        f"{column} <= {axis.labels[-1]}" if above else "",
    )
    return " and ".join(end for end in ends if end)


def _read_a_part(axis: Axis, kept: str) -> Said:
    return say(
        "the file has more than `{axis}`, which runs from {first} to {last}: read a part of it, `where {kept}`, "
        "or let `{axis}` reach further",
        axis=axis.name,
        first=axis.labels[0],
        last=axis.labels[-1],
        kept=kept,
    )


def _with_member(found: Diagnostic, axis: Axis, written: str, present: Collection[str]) -> Diagnostic:
    """*found* with the member that is nearly called as *written*; if no row names it, it may be the misspelt one."""
    near = next(iter(nearest(written, axis.labels, 1)), "")
    place = axis.place_of(near)
    if place is None:
        return found
    found = found.also(place, say("a similar label is declared here"))
    written_here = place.text in (near, f'"{near}"')
    if near in present or not written_here:
        return found
    found = found.noting(
        say("no row read here names `{near}`: it may be the one that is misspelt", near=near)
    )
    return found.mending(place, written if written.isidentifier() else f'"{written}"', certain=False)


def _name_the_totals(axis: Axis, fields: Sequence[str], known: Sequence[str]) -> Said:
    """What to write if one of *fields* looks like a total along *axis*, beside the words *known* for totals."""
    word = next((field for field in fields if _LIKE_A_TOTAL.fullmatch(field)), None)
    if word is None:
        return NOTHING
    return say(
        "to compare rows of totals with the sum over `{axis}`, write `{total_clause}` after the "
        'path; to leave them out, choose rows with `where column = "…"`',
        axis=axis.name,
        total_clause=_total_clause((*known, word)),
    )


def _total_clause(words: Sequence[str]) -> str:
    return "total " + ", ".join(f'"{word}"' for word in words)


def member_called_total(word: str, axis: Axis, at: Span) -> Diagnostic:
    """A word for the rows of totals that means a member of *axis* as well."""
    return Diagnostic(
        code="member-called-total",
        message=say(
            "{word} is a member of `{axis}`, so it cannot be what the file calls a total",
            word=quoted(word),
            axis=axis.name,
        ),
        labels=(Label(at, say("read here")),),
        help=say("write the word that stands in the rows of totals, or take the member out of the axis"),
        notes=(say("labels of `{axis}`: {names}", axis=axis.name, names=_some(axis.labels)),),
    )


def no_total_row(shown: str, words: Sequence[str], columns: Sequence[str], at: Span) -> Diagnostic:
    """A file without the rows of totals that an expectation says it has."""
    what, where = (any_of([quoted(one) for one in some] or [""]) for some in (words, columns))
    return Diagnostic(
        code="no-total-row",
        message=say(
            "no row of {shown} that is read has {what} in {where}",
            shown=quoted(shown),
            what=what,
            where=where,
        )
        if columns
        else say("{shown} cannot have rows of totals: no axis is read from it", shown=quoted(shown)),
        labels=(Label(at, say("read here")),),
        help=say(
            "leave `{total_clause}` out, write the word that the file has, or let `where` choose its "
            "rows of totals too",
            total_clause=_total_clause(words),
        ),
    )


def nothing_selected(shown: str, column: str, value: str, found: Sequence[str], at: Span) -> Diagnostic:
    """A ``where`` that fits no row: *found* are values of the column."""
    return Diagnostic(
        code="no-rows-selected",
        message=say(
            "no row of {shown} has `{value}` in the column `{column}`",
            shown=quoted(shown),
            value=value,
            column=column,
        ),
        labels=(Label(at, say("read here")),),
        help=did_you_mean(value, found) or say("write one of the values that the column has"),
        notes=(say("the column has: {names}", names=_some(found)),) if found else (),
    )


def nothing_compares(shown: str, column: str, condition: str, found: Sequence[str], at: Span) -> Diagnostic:
    """A ``where`` by number, such as ``< 18``, that fits no row: *found* are texts of the column."""
    return Diagnostic(
        code="no-rows-selected",
        message=say(
            "no row of {shown} has a number `{condition}` in the column `{column}`",
            shown=quoted(shown),
            condition=condition,
            column=column,
        ),
        labels=(Label(at, say("read here")),),
        help=say("compare with a number that leaves some rows"),
        notes=(say("the column has: {names}", names=_some(found)),) if found else (),
    )


def no_number_in_row(column: str, written: str, places: Sequence[Span], count: int, at: Span) -> Diagnostic:
    """Rows that ``where`` compares by number and that have none: *written* stands in the first."""
    name = column if column.isidentifier() else f'"{column}"'
    what = say("{written}", written=quoted(written)) if written else say("an empty field")
    return Diagnostic(
        code="unreadable-number",
        message=say(
            "{what} is not a number, and `where` compares the numbers in `{column}`", what=what, column=column
        ),
        labels=labels_at(places, say("expected a number"), at),
        help=say(
            'to leave such rows out, add the condition `{name} != "{written}"`; to read them, write a number there',
            name=name,
            written=written,
        ),
        notes=rows_beyond(places, count),
    )


def nothing_meets_all(shown: str, conditions: str, at: Span) -> Diagnostic:
    """Conditions of which each fits some row, and all together fit none."""
    return Diagnostic(
        code="no-rows-selected",
        message=say(
            "no row of {shown} meets all of `where {conditions}`", shown=quoted(shown), conditions=conditions
        ),
        labels=(Label(at, say("read here")),),
        help=say("each condition fits some rows: leave out the one that is too much"),
    )


def labels_at(places: Sequence[Span], what: Said, at: Span) -> tuple[Label, ...]:
    """The first of *places*, and where the file is read."""
    return (*(Label(place, what) for place in places[:MOST_PLACES]), Label(at, say("read here")))


def rows_beyond(places: Sequence[Span], count: int) -> tuple[Said, ...]:
    """How many rows have a fault, where not all are shown."""
    shown = min(len(places), MOST_PLACES)
    return (
        (say("{rows} of this file in all; the first {shown} are shown", rows=_rows(count), shown=shown),)
        if count > shown
        else ()
    )


def _rows(count: int) -> Said:
    return say("a row") if count == 1 else say("{count:,} rows", count=count)


def _some(names: Sequence[str]) -> Said:
    return some_of(names, _MOST_LISTED, 40)
