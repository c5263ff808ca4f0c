"""Which rows of a file are read, and where the columns are that a model names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import Said
from semdsl.project import table_findings as findings
from semdsl.project.csvfile import Block, Row, Sheet, clean
from semdsl.source import Span
from semdsl.syntax import ast


def find_columns(
    sheet: Sheet, wanted: Sequence[tuple[str, Said]], at: Span
) -> dict[str, int] | list[Diagnostic]:
    """The number of each column in *wanted*, which also says for what, or what is wrong with them.

    May report: ``missing-column``, ``repeated-column``.
    """
    found: list[Diagnostic] = []
    header = sheet.whole(sheet.header)
    for name, purpose in dict(wanted).items():
        plain = clean(name)
        if plain not in sheet.names:
            shown = [known for known in sheet.names if known]
            found.append(findings.missing_column(sheet.source.name, plain, purpose, shown, header, at))
        elif sheet.names.count(plain) > 1:
            first, again = [place for place, known in enumerate(sheet.names) if known == plain][:2]
            places = sheet.place(sheet.header, first), sheet.place(sheet.header, again)
            found.append(findings.repeated_column(plain, *places, at))
    return found or {name: sheet.names.index(clean(name)) for name, _ in wanted}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on rows: the column number ``column`` has one of ``values``, or has none, if it ``excludes``."""

    column: int
    values: tuple[str, ...]
    excludes: bool


@dataclass(slots=True)
class Rows:
    """The rows that conditions choose, and which of the values in them were met in some row, chosen or not."""

    conditions: Sequence[Condition]
    chosen: int = 0
    met: set[tuple[int, str]] = field(default_factory=set)

    def chosen_of(self, block: Block) -> Block:
        """The rows of *block* that are read; every row of the file is asked about."""
        chosen = [True] * len(block.lines)
        for condition in self.conditions:
            column = block.columns[condition.column]
            plain = {written: clean(written) for written in set(column)}
            self.met |= {(condition.column, own) for own in plain.values() if own in condition.values}
            fits = {
                written: (own in condition.values) != condition.excludes for written, own in plain.items()
            }
            chosen = [so_far and fits[written] for so_far, written in zip(chosen, column, strict=True)]
        self.chosen += sum(chosen)
        return block.only(chosen)

    def faults(self, sheet: Sheet, at: Span) -> Iterator[Diagnostic]:
        """What is wrong with the conditions, once every row of *sheet* was asked about.

        A value that no row has is a slip: with `!=` nothing would be left out, with `in` it would not be missed.
        May report: ``no-rows-selected``.
        """
        unmet = [
            (condition.column, value)
            for condition in self.conditions
            for value in condition.values
            if (condition.column, value) not in self.met
        ]
        shown = sheet.source.name
        rows = [row for row in sheet.rows() if isinstance(row, Row)] if unmet or not self.chosen else []
        if not rows and not self.chosen:
            yield findings.empty_table(shown, True, at)
            return
        for column, value in unmet:
            others = list(
                dict.fromkeys(clean(row.fields[column]) for row in rows if column < len(row.fields))
            )
            yield findings.nothing_selected(shown, sheet.names[column], value, others, at)
        if not unmet and not self.chosen:
            yield findings.nothing_meets_all(shown, _in_words(self.conditions, sheet), at)


def conditions_of(filters: Sequence[ast.Filter], columns: Mapping[str, int]) -> tuple[Condition, ...]:
    """*filters* of the file in which *columns* says where each column is."""
    return tuple(
        Condition(columns[own.column.text], tuple(clean(value) for value in own.values), own.op == "!=")
        for own in filters
    )


def _in_words(conditions: Sequence[Condition], sheet: Sheet) -> str:
    """``kind = "leaf" and sex in "male", "female"``."""
    words: list[str] = []
    for own in conditions:
        sign = "!=" if own.excludes else "=" if len(own.values) == 1 else "in"
        values = ", ".join(f'"{value}"' for value in own.values)
        words.append(f"{sheet.names[own.column]} {sign} {values}")
    return " and ".join(words)
