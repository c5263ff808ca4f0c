"""Messages about the figures of a file: what cannot be read as a number, and cells without one or with two."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import NOTHING, Said, joined, say
from semdsl.project.findings import quoted
from semdsl.project.numerals import Unreadable
from semdsl.project.table_findings import labels_at, rows_beyond
from semdsl.source import Span

_GIVE_THE_REST = say("or say which cells the file gives, `from … for …`, and give the others a formula")


def unreadable_number(
    reason: Unreadable,
    written: str,
    places: Sequence[Span],
    count: int,
    at: Span,
    *,
    may_be_gap: bool,
    decimal_comma: bool = False,
) -> Diagnostic:
    """Figures that cannot be read, all for the same reason; *written* is the first.

    An empty field of a table may be a cell that the file does not give: *may_be_gap*.
    """
    gap = _GIVE_THE_REST if may_be_gap and not written else NOTHING
    what = say("{written}", written=quoted(written)) if written else say("a figure")
    return Diagnostic(
        code="unreadable-number" if reason.finite else "non-finite-number",
        message=say(
            "{what} {fault}; expected a number such as `{number}`",
            what=what,
            fault=reason.what,
            number="1234,5" if decimal_comma else "1234.5",
        ),
        labels=labels_at(places, say("expected a number"), at),
        help=joined((reason.remedy, gap), "; "),
        notes=rows_beyond(places, count),
    )


def missing_cells(shown: str, cells: Sequence[str], count: int, interpolated: str, at: Span) -> Diagnostic:
    """Cells without a row: *cells* names the first of them."""
    limit = say(
        "`interpolate` fills cells between given ones along `{interpolated}`, none before or after them",
        interpolated=interpolated,
    )
    beyond = (limit,) if interpolated else ()
    names = joined(cells, "; ")
    some = (
        say("{names} and {rest:,} more", names=names, rest=count - len(cells))
        if count > len(cells)
        else names
    )
    return Diagnostic(
        code="missing-cell",
        message=say("{shown} has no figure for {cell}", shown=quoted(shown), cell=cells[0])
        if count == 1
        else say("{shown} has no figure for {count:,} cells", shown=quoted(shown), count=count),
        labels=(Label(at, say("read here")),),
        help=joined(
            (
                say("add the rows, with 0 where the figure is zero: a missing cell is never taken as zero"),
                _GIVE_THE_REST,
            ),
            "; ",
        ),
        notes=((say("missing: {names}", names=some),) if count > 1 else ()) + beyond,
    )


def repeated_cells(cell: str, again: Span, first: Span, count: int, at: Span) -> Diagnostic:
    """Cells with more than one row: *cell* names the first such."""
    more = {1: (), 2: (say("one more row repeats a cell"),)}.get(
        count, (say("{count:,} more rows repeat a cell", count=count - 1),)
    )
    return Diagnostic(
        code="repeated-cell",
        message=say("the figure for {cell} is given twice", cell=cell)
        if cell
        else say("the figure is given twice"),
        labels=(
            Label(again, say("again here")),
            Label(first, say("first here")),
            Label(at, say("read here")),
        ),
        help=say(
            "keep one row for each cell; a further column that tells the rows apart needs an axis or "
            '`where column = "…"`'
        ),
        notes=more,
    )


def figure_outside(cell: str, places: Sequence[Span], count: int, at: Span) -> Diagnostic:
    """Figures for cells that the file does not give: *cell* is the first."""
    message = (
        say("the figure for {cell} is outside the cells that the file is said to give", cell=cell)
        if count == 1
        else say(
            "{count:,} figures, the first for {cell}, are outside the cells that the file is said to give",
            count=count,
            cell=cell,
        )
    )
    return Diagnostic(
        code="figure-outside",
        message=message,
        labels=labels_at(places, say("this figure would not be read"), at),
        help=say(
            "let `for …` after the file select the cell too, leave the row out with `where`, or "
            "leave the field blank"
        ),
        notes=rows_beyond(places, count),
    )


def cannot_interpolate(reason: Said, remedy: Said, places: Sequence[Span], at: Span) -> Diagnostic:
    """An interpolation that the given figures do not admit."""
    return Diagnostic(
        code="cannot-interpolate",
        message=say("cannot interpolate: {reason}", reason=reason),
        labels=labels_at(places, say("this figure"), at),
        help=remedy,
    )


def doubtful_points(shown: str, written: str, place: Span, at: Span) -> Diagnostic:
    """``1.234`` in a file with ``;`` between its fields, where each point is followed by three digits."""
    return Diagnostic(
        code="thousands-point",
        severity=Severity.WARNING,
        message=say(
            "each point in the figures of `{file}` is followed by three digits: is `{written}` a thousand or one?",
            file=shown,
            written=written,
        ),
        labels=(Label(place, say("it is read as a decimal point")), Label(at, say("read here"))),
        help=say(
            "if points stand between thousands, save the file without them, or write `decimal comma` after the path "
            "and take them out; if they are decimal, part the fields by `,`"
        ),
    )


def table_too_large(shown: str, cells: int, most: int, at: Span) -> Diagnostic:
    """A table with more cells than are kept."""
    return Diagnostic(
        code="table-too-large",
        message=say(
            "the table from {shown} has {cells:,} cells, and at most {most:,} are read",
            shown=quoted(shown),
            cells=cells,
            most=most,
        ),
        labels=(Label(at, say("read here")),),
        help=say("leave out an axis, or make one of them coarser"),
    )
