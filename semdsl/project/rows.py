"""Which rows of a file are read, and where the columns are that a model names."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import Said
from semdsl.project import table_findings as findings
from semdsl.project.csvfile import Block, Row, Sheet, clean
from semdsl.project.numerals import Numerals
from semdsl.source import Span
from semdsl.syntax import ast

_HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """A condition on rows: the number in the column number ``column`` stands to ``value`` as ``sign`` says."""

    column: int
    sign: str
    value: str
    numerals: Numerals

    def fits(self, written: Iterable[str]) -> dict[str, bool | None]:
        """Whether a row fits that has one of *written* in the column; None of what is no number."""
        holds, bound = _HOLDS[self.sign], float(self.value.replace("_", ""))
        texts = list(written)
        figures = zip(texts, self.numerals.read_all(texts), strict=True)
        return {text: holds(read, bound) if isinstance(read, float) else None for text, read in figures}


@dataclass(slots=True)
class _Unread:
    """The rows that should be compared by a number and have none: how many, and the first of them."""

    column: int
    count: int = 0
    first: list[Row] = field(default_factory=list)

    def note(self, lost: Block) -> None:
        """Note the rows *lost* as well."""
        self.count += len(lost.lines)
        self.first += islice(lost.rows(), findings.MOST_PLACES - len(self.first))

    def finding(self, sheet: Sheet, at: Span) -> Diagnostic:
        """What is wrong with them."""
        written = clean(self.first[0].fields[self.column])
        places = [sheet.place(row, self.column) for row in self.first]
        return findings.no_number_in_row(sheet.names[self.column], written, places, self.count, at)


@dataclass(slots=True)
class Rows:
    """The rows that conditions choose, and what was met in some row, chosen or not."""

    conditions: Sequence[Condition]
    comparisons: Sequence[Comparison] = ()
    chosen: int = 0
    met: set[tuple[int, str]] = field(default_factory=set)
    fitted: set[Comparison] = field(default_factory=set)
    unread: dict[int, _Unread] = field(default_factory=dict)

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
        if self.comparisons:
            chosen = self._compared(block, chosen)
        self.chosen += sum(chosen)
        return block.only(chosen)

    def _compared(self, block: Block, chosen: list[bool]) -> list[bool]:
        """Which of the rows of *block* that the texts in them have *chosen* the numbers in them choose as well."""
        asked, noted = chosen, set[int]()
        for comparison in self.comparisons:
            column = block.columns[comparison.column]
            fits = comparison.fits(set(column))
            if True in fits.values():
                self.fitted.add(comparison)
            if None in fits.values() and comparison.column not in noted:
                noted.add(comparison.column)
                lost = [own and fits[written] is None for own, written in zip(asked, column, strict=True)]
                if any(lost):
                    self.unread.setdefault(comparison.column, _Unread(comparison.column)).note(
                        block.only(lost)
                    )
            chosen = [so_far and bool(fits[written]) for so_far, written in zip(chosen, column, strict=True)]
        return chosen

    def faults(self, sheet: Sheet, at: Span) -> Iterator[Diagnostic]:
        """What is wrong with the conditions, once every row of *sheet* was asked about.

        A value that no row has is a slip: with `!=` nothing would be left out, with `in` it would not be missed.
        A row without a number to compare is neither read nor left out.
        May report: ``no-rows-selected``, ``unreadable-number``.
        """
        for lost in self.unread.values():
            yield lost.finding(sheet, at)
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
            others = _texts_of(rows, column)
            yield findings.nothing_selected(shown, sheet.names[column], value, others, at)
        strange = [
            own for own in self.comparisons if own not in self.fitted and own.column not in self.unread
        ]
        for own in strange:
            name, others = sheet.names[own.column], _texts_of(rows, own.column)
            yield findings.nothing_compares(shown, name, f"{own.sign} {own.value}", others, at)
        if not (unmet or strange or self.unread or self.chosen):
            yield findings.nothing_meets_all(shown, self._in_words(sheet), at)

    def _in_words(self, sheet: Sheet) -> str:
        """``kind = "leaf" and sex in "male", "female" and age <= 61``."""
        words: list[str] = []
        for condition in self.conditions:
            sign = "!=" if condition.excludes else "=" if len(condition.values) == 1 else "in"
            values = ", ".join(f'"{value}"' for value in condition.values)
            words.append(f"{sheet.names[condition.column]} {sign} {values}")
        words += [f"{sheet.names[own.column]} {own.sign} {own.value}" for own in self.comparisons]
        return " and ".join(words)


def rows_of(
    filters: Sequence[ast.Filter], columns: Mapping[str, int], *, decimal_comma: bool = False
) -> Rows:
    """The rows that *filters* choose of the file in which *columns* says where each column is."""
    numerals = Numerals(decimal_comma, 1.0)
    texts: list[Condition] = []
    comparisons: list[Comparison] = []
    for own in filters:
        column = columns[own.column.text]
        if own.op in ast.COMPARISONS:
            comparisons += [Comparison(column, own.op, value, numerals) for value in own.values]
        else:
            values = tuple(clean(value) for value in own.values)
            texts.append(Condition(column, values, own.op == "!="))
    return Rows(texts, comparisons)


def _texts_of(rows: Sequence[Row], column: int) -> list[str]:
    """What stands in the column number *column* of *rows*, each text once."""
    return list(dict.fromkeys(clean(row.fields[column]) for row in rows if column < len(row.fields)))
