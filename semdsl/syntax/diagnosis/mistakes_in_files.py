"""What can be wrong with the file of a table, an axis or an expectation: one function for each diagnostic."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import say
from semdsl.source import Span


def no_column(span: Span) -> Diagnostic:
    """``with (line = a + b)``."""
    return Diagnostic(
        code="no-column",
        message=say("an axis is found in a column of the file"),
        labels=(Label(span, say("the name of a column is expected")),),
        help=say('write `with (axis = column)`, or `with (axis = "Name of the column")`'),
    )


def no_row_condition(span: Span, word: str, column: str) -> Diagnostic:
    """``where kind = "leaf" or …``, ``where not kind = "leaf"``: rows of a file are not chosen so."""
    quoted = f'"{column}"' if " " in column else column
    return Diagnostic(
        code="no-row-condition",
        message=say("`{word}` does not choose rows of a file by `{found}`", word=word, found=span.text),
        labels=(Label(span, say("a comparison is expected, and `and` between several")),),
        help=say(
            'write `{word} {quoted} = "…"`, `{word} {quoted} != "…"`, `{word} {quoted} in "…", "…"` or, with a '
            "number, `{word} {quoted} <= …`; the cells of a table are chosen by `for …` after the file",
            word=word,
            quoted=quoted,
        ),
    )


def range_of_rows(span: Span, column: str, low: Span, high: Span, *, alone: bool) -> Diagnostic:
    """``where year in 2005..2010``, of which *span* is what follows the `where`, unless more does: *alone*."""
    right = f"{column} >= {low.text} and {column} <= {high.text}"
    found = Diagnostic(
        code="no-row-condition",
        message=say("rows of a file are not chosen by a range"),
        labels=(Label(span, say("a comparison is expected, and `and` between several")),),
        help=say("write `{right}`", right=right),
    )
    return found.mending(span, right, certain=alone)


def no_number_to_compare(span: Span, sign: str) -> Diagnostic:
    """``where age <= "61"``, ``where band < adult``."""
    found = Diagnostic(
        code="no-row-condition",
        message=say(
            "`{sign}` compares the numbers of a column, and `{found}` is none", sign=sign, found=span.text
        ),
        labels=(Label(span, say("a number is expected")),),
        help=say('write a number; texts are chosen by `= "…"`, `!= "…"` or `in "…", "…"`'),
    )
    plain = span.text.strip('"')
    return found.mending(span, plain) if plain.isdecimal() and plain.isascii() else found


def nothing_after_cells(span: Span) -> Diagnostic:
    """``from "f.csv" for age < 75 where kind = "leaf"``."""
    return Diagnostic(
        code="part-after-cells",
        message=say("`{found}` stands after the cells that the file gives", found=span.text),
        labels=(Label(span, say("not expected after `for` or `otherwise`")),),
        help=say("say how the file is read first: `from … {found} … for …`", found=span.text),
    )


def total_of_table(span: Span) -> Diagnostic:
    """``from "data/x.csv" total "total"``."""
    return Diagnostic(
        code="total-of-table",
        message=say("a table has no totals: each of its figures is of one member of each axis"),
        labels=(Label(span, say("only a file that an `expect` compares with has totals")),),
        help=say('take it out, and leave the rows of totals out with `where column = "…"`'),
    )
