"""What can be wrong with attributes, settings, layouts and the members of axes: one function for each diagnostic."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.source import Span
from semdsl.syntax.mistakes import listed, short

ATTRIBUTES = (
    *(
        "symbol",
        "law",
        "source",
        "note",
        "erratum",
        "owner",
        "since",
        "payer",
        "language",
        "version",
        "base",
        "calibrated",
    ),
    *("range", "flows", "stocks", "simultaneous"),
)

# ── Attributes and lines of a declaration ─────────────────────────────────────────────────────────


def unknown_attribute(span: Span, word: str) -> Diagnostic:
    """``suorce "…"``."""
    return Diagnostic(
        code="unknown-attribute",
        message=f"`{word}` is not an attribute",
        labels=(Label(span, "not known"),),
        help=did_you_mean(word, ATTRIBUTES) or f"the attributes are {listed(ATTRIBUTES)}",
    )


def misplaced_attribute(span: Span, word: str, kind: str, kinds: Sequence[str]) -> Diagnostic:
    """``payer`` on a cost."""
    return Diagnostic(
        code="misplaced-attribute",
        message=f"a `{kind}` has no `{word}`",
        labels=(Label(span, f"`{word}` belongs to {listed(kinds)}"),),
        help="take it out, or say it in a `note`",
    )


def bare_text(span: Span) -> Diagnostic:
    """``= 3.5% "Cuadro III.1"``."""
    return Diagnostic(
        code="bare-text",
        message="a text does not say what it is",
        labels=(Label(span, "an attribute is expected before it"),),
        help='write `source "…"`, `law "…"` or `note "…"`',
    )


def empty_erratum(span: Span) -> Diagnostic:
    """``erratum ""``."""
    return Diagnostic(
        code="empty-erratum",
        message="this `erratum` does not say what the error of the source is",
        labels=(Label(span, "an error, with its arithmetic, is expected after it"),),
        help='write what is printed and what it should be: `erratum "168 + 15 + 8 = 191, printed 1.91"`',
    )


def missing_up_to(span: Span) -> Diagnostic:
    """``deviates 2.11pp``, ``deviates by 2.11pp``."""
    return Diagnostic(
        code="missing-up-to",
        message="`deviates` is followed by `up to` and the largest deviation",
        labels=(Label(span, "`up to` is expected here"),),
        help="write `deviates up to 2.11pp`, `deviates up to 3%` or `deviates up to 5 million MXN`",
    )


def bare_path(span: Span, ending: str = "csv") -> Diagnostic:
    """``from data.csv``; a module of the standard library is no path."""
    library = f"; a module of the standard library is brought in with `use {span.text}`"
    return Diagnostic(
        code="bare-path",
        message="the path of a file stands in quotes",
        labels=(Label(span, "not in quotes"),),
        help=f'write `"folder/file.{ending}"`, with the folder as seen from this file'
        + (library if span.text.startswith("std.") else ""),
    )


def unknown_timing(span: Span, word: str) -> Diagnostic:
    """``flows at noon of year``."""
    return Diagnostic(
        code="unknown-timing",
        message=f"`{word}` is not a moment of the year",
        labels=(Label(span, "`start`, `mid` or `end` is expected"),),
        help="write `flows at end of year`, `flows at mid of year` or `flows at start of year`",
    )


def no_range(span: Span) -> Diagnostic:
    """``range 3%``."""
    return Diagnostic(
        code="no-range",
        message="a `range` has two ends",
        labels=(Label(span, "not two ends"),),
        help="write `range 0% .. 3%`",
    )


def repeated_part(first: Span, second: Span) -> Diagnostic:
    """Two files of a table, two distributions of an assumption."""
    return Diagnostic(
        code="repeated-part",
        message="this can be said only once in a declaration",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help="keep one of the two",
    )


def repeated_clause(first: Span, second: Span) -> Diagnostic:
    """``sum(x over year over age)``."""
    return Diagnostic(
        code="repeated-part",
        message=f"`{second.text}` can be said only once here",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help="keep one; several names or conditions go together, with commas or `and`",
    )


def unknown_word(span: Span, word: str, known: Sequence[str]) -> Diagnostic:
    """``othervise``: near to a word that may stand here."""
    return Diagnostic(
        code="unknown-word",
        message=f"`{word}` has no meaning here",
        labels=(Label(span, "not expected"),),
        help=did_you_mean(word, known),
    )


def no_target(span: Span, word: str) -> Diagnostic:
    """``set a + b = 3``."""
    return Diagnostic(
        code="no-target",
        message=f"`{word}` is followed by a name",
        labels=(Label(span, "a name is expected, perhaps with an index"),),
        help=f"write `{word} name = …`, and `for …` after the formula to change only some cells",
    )


def no_layout(span: Span) -> Diagnostic:
    """``rows 2006``."""
    return Diagnostic(
        code="no-layout",
        message="rows and columns are the members of an axis",
        labels=(Label(span, "the name of an axis is expected"),),
        help="write `rows item` or `columns year in 2006, 2010..2015`",
    )


def no_column(span: Span) -> Diagnostic:
    """``with (line = a + b)``."""
    return Diagnostic(
        code="no-column",
        message="an axis is found in a column of the file",
        labels=(Label(span, "the name of a column is expected"),),
        help='write `with (axis = column)`, or `with (axis = "Name of the column")`',
    )


def total_of_table(span: Span) -> Diagnostic:
    """``from "data/x.csv" total "total"``."""
    return Diagnostic(
        code="total-of-table",
        message="a table has no totals: each of its figures is of one member of each axis",
        labels=(Label(span, "only a file that an `expect` compares with has totals"),),
        help='take it out, and leave the rows of totals out with `where column = "…"`',
    )


def total_form(span: Span, *, in_report: bool) -> Diagnostic:
    """``rows age total``, ``with total last``, ``matches "x.csv" total Total``."""
    if in_report:
        return Diagnostic(
            code="total-form",
            message=f"`{span.text}` is not how a report says that it has a total",
            labels=(Label(span, "not expected"),),
            help="write `with total` after the axis, as in `rows age with total`; a title, and `first`, may follow: "
            '`with total "All ages" first`',
        )
    return Diagnostic(
        code="total-form",
        message="rows of totals are named by what stands in the file, in quotes, after its path",
        labels=(Label(span, "not expected"),),
        help='write `matches "data/x.csv" total "Total"`',
    )


# ── Axes ──────────────────────────────────────────────────────────────────────────────────────────


def missing_to(span: Span) -> Diagnostic:
    """``axis age = 0 110``."""
    return Diagnostic(
        code="missing-to",
        message="there is no `to` between the first and the last member",
        labels=(Label(span, "is this the last one?"),),
        help="write `0 to 110`, `2005..2050` or `00-04 to 80+ by 5`",
    )


def missing_comma(left: Span, right: Span) -> Diagnostic:
    """``axis sex = male female``."""
    return Diagnostic(
        code="missing-comma",
        message=f"there is no `,` between `{short(left.text)}` and `{short(right.text)}`",
        labels=(Label(right, "is this another member?"),),
        help=f"write `{short(left.text)}, {short(right.text)}`; a label of two words stands in quotes",
    )


def missing_width(span: Span) -> Diagnostic:
    """``axis age = 00-04 to 80+``."""
    return Diagnostic(
        code="missing-width",
        message="the bands do not say how wide they are",
        labels=(Label(span, "`by` and a number are expected after it"),),
        help="write `00-04 to 80+ by 5`",
    )


def band_width(span: Span, width: int, by: Span) -> Diagnostic:
    """``00-04 to 80+ by 10``."""
    return Diagnostic(
        code="band-width",
        message=f"the band `{span.text}` is {width} wide, but the bands go by {by.text}",
        labels=(Label(span, f"{width} wide"), Label(by, f"{by.text} wide")),
        help=f"write `by {width}`" if width > 0 else "the upper end of a band is not below its lower end",
    )


def band_end(span: Span, low: int, width: int) -> Diagnostic:
    """``00-04 to 82+ by 5``."""
    return Diagnostic(
        code="band-end",
        message=f"no band starts at {span.text}: the bands start at {low} and go by {width}",
        labels=(Label(span, "not the start of a band"),),
        help="let the last band start a whole number of bands after the first",
    )


def no_whole_number(span: Span) -> Diagnostic:
    """``time year = 2005.5..2050``."""
    return Diagnostic(
        code="no-whole-number",
        message=f"`{span.text}` is not a whole number",
        labels=(Label(span, "a whole number is expected"),),
        help="members of an axis are counted in whole numbers",
    )
