"""Labels of an axis that stand in a column of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from semdsl.diagnostics.model import Diagnostic, Label, Outcome
from semdsl.diagnostics.wording import Said, say
from semdsl.project import findings, table_findings
from semdsl.project.csvfile import Broken, Row, Sheet, clean, open_sheet
from semdsl.project.rows import find_columns, rows_of
from semdsl.source import Source
from semdsl.syntax import ast

MOST_LABELS = 100_000
LONGEST_LABEL = 64


def read_labels(source: Source, file: ast.AxisFile) -> Outcome[tuple[ast.Member, ...] | None]:
    """The members that *file* names in the table *source*, in its order; each label must be there and stand once.

    Requires: *file* says in which column the labels are.
    May report: ``empty-table``, ``broken-table``, ``missing-column``, ``repeated-column``, ``no-rows-selected``,
    ``ragged-row``, ``unreadable-number``, ``unusable-label-file``.
    """
    at = file.path.span
    sheet = open_sheet(source)
    if sheet is None:
        return Outcome(None, (table_findings.empty_table(source.name, False, at),))
    if isinstance(sheet, Broken):
        return Outcome(None, (table_findings.broken_table(sheet, at),))
    columns = find_columns(sheet, _wanted(file), at)
    if isinstance(columns, list):
        return Outcome(None, tuple(columns))
    reading = _Reading(sheet, file, columns)
    found = next(reading.problems(), None)
    return Outcome(tuple(reading.members)) if found is None else Outcome(None, (found,))


def _wanted(file: ast.AxisFile) -> list[tuple[str, Said]]:
    """The columns that are read, each with what for."""
    labels = [(file.column.text, say("the labels"))] if file.column else []
    titles = [(column.text, say("the titles")) for column, _ in file.titles]
    return [*titles, *((own.column.text, say("`where`")) for own in file.filters), *labels]


@dataclass(slots=True)
class _Reading:
    """The labels of a file while they are read, each with the row it stands in."""

    sheet: Sheet
    file: ast.AxisFile
    columns: Mapping[str, int]
    seen: dict[str, Row] = field(default_factory=dict)
    members: list[ast.Member] = field(default_factory=list)

    def problems(self) -> Iterator[Diagnostic]:
        """Read every row; what speaks against the file."""
        rows = rows_of(self.file.filters, self.columns)
        at, width = self.file.path.span, len(self.sheet.names)
        doubtful: list[Diagnostic] = []
        for block in self.sheet.blocks():
            if isinstance(block, Broken):
                yield table_findings.broken_table(block, at)
                return
            for row in block.ragged:
                yield table_findings.ragged_rows((self.sheet.whole(row),), len(row.fields), width, 1, at)
            for row in rows.chosen_of(block).rows():
                if not doubtful:
                    doubtful += self.problem(row)
        yield from rows.faults(self.sheet, at)
        yield from doubtful

    def problem(self, row: Row) -> list[Diagnostic]:
        """What speaks against the label in *row*; without that it becomes a member."""
        column = self.columns[self.file.column.text] if self.file.column else 0
        label = clean(row.fields[column])
        here = Label(self.sheet.place(row, column), say("this label"))
        read = Label(self.file.path.span, say("read here"))
        shown = self.sheet.source.name
        if not label:
            remedy = say("write the label, or leave the row out")
            return [findings.label_file(shown, say("a field is empty"), remedy, (here, read))]
        if len(label) > LONGEST_LABEL:
            message = say(
                "one has {count:,} letters, and at most {most} are allowed",
                count=len(label),
                most=LONGEST_LABEL,
            )
            remedy = say("shorten it; the long form can be its title: `titled …` after the column")
            return [findings.label_file(shown, message, remedy, (here, read))]
        if label in self.seen:
            first = Label(self.sheet.place(self.seen[label], column), say("first here"))
            message = say("`{label}` stands in it twice", label=label)
            remedy = say(
                'choose rows in which each label stands once with `where column = "…"`, or keep one row for each'
            )
            return [findings.label_file(shown, message, remedy, (here, first, read))]
        if len(self.seen) >= MOST_LABELS:
            message = say("it has more than {most:,} rows", most=MOST_LABELS)
            return [findings.label_file(shown, message, say("group the labels into fewer"), (here, read))]
        self.seen[label] = row
        self.members.append(ast.Member(label, self.titles(row), span=self.file.span))
        return []

    def titles(self, row: Row) -> tuple[ast.Title, ...]:
        """The titles in *row*; an empty field is none."""
        written = ((clean(row.fields[self.columns[own.text]]), own, known) for own, known in self.file.titles)
        return tuple(ast.Title(text, known, span=own.span) for text, own, known in written if text)
