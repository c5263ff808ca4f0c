"""Labels of an axis that stand in a column of a file."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label, Outcome
from semdsl.project import findings, table_findings
from semdsl.project.csvfile import Broken, Row, Sheet, clean, open_sheet
from semdsl.source import Source, Span

MOST_LABELS = 100_000
LONGEST_LABEL = 64


def read_labels(source: Source, column: str, at: Span) -> Outcome[tuple[str, ...] | None]:
    """The fields of *column* in the table *source*, in its order; each must be there and stand once.

    May report: ``empty-table``, ``broken-table``, ``missing-column``, ``unusable-label-file``.
    """
    sheet = open_sheet(source)
    if sheet is None:
        return Outcome(None, (table_findings.empty_table(source.name, False, at),))
    if isinstance(sheet, Broken):
        return Outcome(None, (table_findings.broken_table(sheet, at),))
    name = clean(column)
    if name not in sheet.names:
        header = sheet.whole(sheet.header)
        found = table_findings.missing_column(source.name, name, "the labels", sheet.names, header, at)
        return Outcome(None, (found,))
    return _collect(sheet, sheet.names.index(name), at)


def _collect(sheet: Sheet, column: int, at: Span) -> Outcome[tuple[str, ...] | None]:
    seen: dict[str, Row] = {}
    for row in sheet.rows():
        if isinstance(row, Broken):
            return Outcome(None, (table_findings.broken_table(row, at),))
        problem = _problem(sheet, row, column, seen, at)
        if problem is not None:
            return Outcome(None, (problem,))
        seen[clean(row.fields[column])] = row
    if not seen:
        return Outcome(None, (table_findings.empty_table(sheet.source.name, True, at),))
    return Outcome(tuple(seen))


def _problem(sheet: Sheet, row: Row, column: int, seen: dict[str, Row], at: Span) -> Diagnostic | None:
    """What speaks against the label in *row*."""
    width = len(sheet.names)
    if len(row.fields) != width:
        return table_findings.ragged_rows((sheet.whole(row),), len(row.fields), width, 1, at)
    label = clean(row.fields[column])
    here = Label(sheet.place(row, column), "this label")
    named = Label(at, "read here")
    shown = sheet.source.name
    if not label:
        return findings.label_file(
            shown, "a field is empty", "write the label, or leave the row out", (here, named)
        )
    if len(label) > LONGEST_LABEL:
        message = f"one has {len(label):,} letters, and at most {LONGEST_LABEL} are allowed"
        return findings.label_file(
            shown, message, "shorten it; the long form can be its title", (here, named)
        )
    if label in seen:
        first = Label(sheet.place(seen[label], column), "first here")
        message = f"`{label}` stands in it twice"
        return findings.label_file(shown, message, "keep one row for each label", (here, first, named))
    if len(seen) >= MOST_LABELS:
        message = f"it has more than {MOST_LABELS:,} rows"
        return findings.label_file(shown, message, "group the labels into fewer", (here, named))
    return None
