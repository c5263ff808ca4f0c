"""What can be wrong with a table: one function for each finding, which counts and shows the first places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.project.csvfile import Broken
from semdsl.project.findings import quoted
from semdsl.project.numerals import Unreadable
from semdsl.source import Span

if TYPE_CHECKING:
    from semdsl.semantics.model import Axis

MOST_PLACES = 3
"""Places of one fault that a finding points at; the others it counts."""

_MOST_LISTED = 8
_GIVE_THE_REST = "or say which cells the file gives, `from … for …`, and give the others a formula"
_MONTHS = "ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|sept|oct|nov|dic|dec"
_LIKE_A_DATE = re.compile(
    rf"[0-9]{{1,2}}[-/ ]({_MONTHS})\.?|({_MONTHS})\.?[-/ ][0-9]{{1,2}}|[0-9]{{1,4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,4}}",
    re.IGNORECASE,
)
_LIKE_A_TOTAL = re.compile(
    r"(sub|grand )?total(es|s)?( general)?|ambos( sexos)?|both( sexes)?|tod[oa]s|all|suma|sum|conjunto",
    re.IGNORECASE,
)


def empty_table(shown: str, has_header: bool, at: Span) -> Diagnostic:
    """A file without rows."""
    found = "has only a line of column names" if has_header else "is empty"
    return Diagnostic(
        code="empty-table",
        message=f"{quoted(shown)} {found}; expected a line of column names and a row for each cell",
        labels=(Label(at, "read here"),),
        help="check that the file was saved whole",
    )


def broken_table(broken: Broken, at: Span) -> Diagnostic:
    """A file that is no table from some place on."""
    return Diagnostic(
        code="broken-table",
        message=broken.message,
        labels=(Label(broken.span, "here"), Label(at, "read here")),
        help=broken.remedy,
    )


def missing_column(
    shown: str, wanted: str, purpose: str, names: Sequence[str], header: Span, at: Span
) -> Diagnostic:
    """A column that the model expects; *purpose* says for what."""
    suggestion = did_you_mean(wanted, names)
    return Diagnostic(
        code="missing-column",
        message=f"{quoted(shown)} has no column `{wanted}` for {purpose}",
        labels=(Label(header, "its columns"), Label(at, "read here")),
        help=suggestion or _how_to_name(purpose),
        notes=(f"its columns: {_some(names)}",),
    )


def _how_to_name(purpose: str) -> str:
    if purpose == "`where`":
        return "write one of the columns that the file has after `where`"
    if purpose == "the titles":
        return "write one of the columns that the file has after `titled`"
    if purpose.startswith("the axis"):
        axis = purpose.split("`")[1]
        return f"write `with ({axis} = …)` after the path, with the name of the column that holds `{axis}`"
    return "write `column …` after the path, with the name of the column that holds the figures"


def repeated_column(name: str, first: Span, again: Span, at: Span) -> Diagnostic:
    """Two columns of one name, of which the model reads one."""
    return Diagnostic(
        code="repeated-column",
        message=f"two columns are named `{name}`, and the model reads one of that name",
        labels=(Label(again, "again here"), Label(first, "first here"), Label(at, "read here")),
        help="give one of them another name",
    )


def ragged_rows(places: Sequence[Span], found: int, expected: int, count: int, at: Span) -> Diagnostic:
    """Rows with more or fewer fields than the header; *found* is how many the first has."""
    comma = found > expected
    return Diagnostic(
        code="ragged-row",
        message=f"a row has {found} fields for {expected} columns"
        if count == 1
        else f"{count:,} rows have more or fewer fields than the {expected} columns; the first has {found}",
        labels=_several(places, "this row", at),
        help="write a figure without thousands separators, and put a text with the separator in it in quotation marks"
        if comma
        else "complete the row; an empty field needs its separator too",
        notes=_more(places, count),
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
) -> Diagnostic:
    """Fields that name no member of *axis*: *written* the first, *others* further ones.

    The file of an expectation may have rows of totals, called by *totals* as far as it is said. If several members,
    those *alike*, have the title, it names none of them.
    """
    dated = bool(_LIKE_A_DATE.fullmatch(written))
    known = f"labels of `{axis.name}`: {_some(axis.labels)}"
    also = (f"also unknown: {_some(others)}",) if others else ()
    date = (
        (
            "a spreadsheet may have turned a band such as `05-09` into a date; give the column the format `Text`",
        )
        if dated
        else ()
    )
    message = f"{quoted(written) if written else 'an empty field'} is not a label of `{axis.name}`"
    if alike:
        message += f": {len(alike)} members are called so, {_some(alike)}"
    return Diagnostic(
        code="unknown-table-label",
        message=message,
        labels=_several(places, "expected a label of the axis", at),
        help=("write the label of the member that is meant" if alike else "")
        or ("" if totals is None else _name_the_totals(axis, (written, *others), totals))
        or did_you_mean(written, axis.labels)
        or 'correct the label, leave the row out, or choose rows with `where column = "…"`',
        notes=(known, *also, *date, *_more(places, count)),
    )


def _name_the_totals(axis: Axis, fields: Sequence[str], known: Sequence[str]) -> str:
    """What to write if one of *fields* looks like a total along *axis*, beside the words *known* for totals."""
    word = next((field for field in fields if _LIKE_A_TOTAL.fullmatch(field)), None)
    if word is None:
        return ""
    return (
        f"to compare rows of totals with the sum over `{axis.name}`, write `{_total_clause((*known, word))}` after the "
        'path; to leave them out, choose rows with `where column = "…"`'
    )


def _total_clause(words: Sequence[str]) -> str:
    return "total " + ", ".join(f'"{word}"' for word in words)


def member_called_total(word: str, axis: Axis, at: Span) -> Diagnostic:
    """A word for the rows of totals that means a member of *axis* as well."""
    return Diagnostic(
        code="member-called-total",
        message=f"{quoted(word)} is a member of `{axis.name}`, so it cannot be what the file calls a total",
        labels=(Label(at, "read here"),),
        help="write the word that stands in the rows of totals, or take the member out of the axis",
        notes=(f"labels of `{axis.name}`: {_some(axis.labels)}",),
    )


def no_total_row(shown: str, words: Sequence[str], columns: Sequence[str], at: Span) -> Diagnostic:
    """A file without the rows of totals that an expectation says it has."""
    what, where = (" or ".join(quoted(one) for one in some) for some in (words, columns))
    return Diagnostic(
        code="no-total-row",
        message=f"no row of {quoted(shown)} that is read has {what} in {where}"
        if columns
        else f"{quoted(shown)} cannot have rows of totals: no axis is read from it",
        labels=(Label(at, "read here"),),
        help=f"leave `{_total_clause(words)}` out, write the word that the file has, "
        "or let `where` choose its rows of totals too",
    )


def unreadable_number(
    reason: Unreadable, written: str, places: Sequence[Span], count: int, at: Span, *, may_be_gap: bool
) -> Diagnostic:
    """Figures that cannot be read, all for the same reason; *written* is the first.

    An empty field of a table may be a cell that the file does not give: *may_be_gap*.
    """
    gap = f"; {_GIVE_THE_REST}" if may_be_gap and not written else ""
    what = f"{quoted(written)} {reason.what}" if written else f"a figure {reason.what}"
    return Diagnostic(
        code="unreadable-number" if reason.finite else "non-finite-number",
        message=f"{what}; expected a number such as `1234.5`",
        labels=_several(places, "expected a number", at),
        help=reason.remedy + gap,
        notes=_more(places, count),
    )


def missing_cells(shown: str, cells: Sequence[str], count: int, interpolated: str, at: Span) -> Diagnostic:
    """Cells without a row: *cells* names the first of them."""
    limit = f"`interpolate` fills cells between given ones along `{interpolated}`, none before or after them"
    beyond = (limit,) if interpolated else ()
    message = f"no figure for {cells[0]}" if count == 1 else f"no figure for {count:,} cells"
    rest = f" and {count - len(cells):,} more" if count > len(cells) else ""
    return Diagnostic(
        code="missing-cell",
        message=f"{quoted(shown)} has {message}",
        labels=(Label(at, "read here"),),
        help="add the rows, with 0 where the figure is zero: a missing cell is never taken as zero; "
        + _GIVE_THE_REST,
        notes=((f"missing: {'; '.join(cells)}{rest}",) if count > 1 else ()) + beyond,
    )


def repeated_cells(cell: str, again: Span, first: Span, count: int, at: Span) -> Diagnostic:
    """Cells with more than one row: *cell* names the first such."""
    more = (f"{count - 1:,} more rows repeat a cell",) if count > 1 else ()
    return Diagnostic(
        code="repeated-cell",
        message=f"the figure for {cell} is given twice" if cell else "the figure is given twice",
        labels=(Label(again, "again here"), Label(first, "first here"), Label(at, "read here")),
        help="keep one row for each cell; a further column that tells the rows apart needs an axis or "
        '`where column = "…"`',
        notes=more,
    )


def nothing_selected(shown: str, column: str, value: str, found: Sequence[str], at: Span) -> Diagnostic:
    """A ``where`` that fits no row: *found* are values of the column."""
    return Diagnostic(
        code="no-rows-selected",
        message=f"no row of {quoted(shown)} has `{value}` in the column `{column}`",
        labels=(Label(at, "read here"),),
        help=did_you_mean(value, found) or "write one of the values that the column has",
        notes=(f"the column has: {_some(found)}",) if found else (),
    )


def nothing_meets_all(shown: str, conditions: str, at: Span) -> Diagnostic:
    """Conditions of which each fits some row, and all together fit none."""
    return Diagnostic(
        code="no-rows-selected",
        message=f"no row of {quoted(shown)} meets all of `where {conditions}`",
        labels=(Label(at, "read here"),),
        help="each condition fits some rows: leave out the one that is too much",
    )


def figure_outside(cell: str, places: Sequence[Span], count: int, at: Span) -> Diagnostic:
    """Figures for cells that the file does not give: *cell* is the first."""
    message = f"the figure for {cell} is" if count == 1 else f"{count:,} figures, the first for {cell}, are"
    return Diagnostic(
        code="figure-outside",
        message=f"{message} outside the cells that the file is said to give",
        labels=_several(places, "this figure would not be read", at),
        help="let `for …` after the file select the cell too, leave the row out with `where`, or leave the field blank",
        notes=_more(places, count),
    )


def cannot_interpolate(message: str, remedy: str, places: Sequence[Span], at: Span) -> Diagnostic:
    """An interpolation that the given figures do not admit."""
    return Diagnostic(
        code="cannot-interpolate",
        message=f"cannot interpolate: {message}",
        labels=_several(places, "this figure", at),
        help=remedy,
    )


def table_too_large(shown: str, cells: int, most: int, at: Span) -> Diagnostic:
    """A table with more cells than are kept."""
    return Diagnostic(
        code="table-too-large",
        message=f"the table from {quoted(shown)} has {cells:,} cells, and at most {most:,} are read",
        labels=(Label(at, "read here"),),
        help="leave out an axis, or make one of them coarser",
    )


def _several(places: Sequence[Span], what: str, at: Span) -> tuple[Label, ...]:
    return (*(Label(place, what) for place in places[:MOST_PLACES]), Label(at, "read here"))


def _more(places: Sequence[Span], count: int) -> tuple[str, ...]:
    shown = min(len(places), MOST_PLACES)
    return (f"{_rows(count)} of this file in all; the first {shown} are shown",) if count > shown else ()


def _rows(count: int) -> str:
    return "a row" if count == 1 else f"{count:,} rows"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(quoted(name, 40) for name in names[:_MOST_LISTED])
    rest = len(names) - _MOST_LISTED
    return shown + (f" and {rest:,} more" if rest > 0 else "")
