"""The figures of a table: every cell exactly once, each with the line of the file that it came from."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import Said, say
from semdsl.project import figure_findings
from semdsl.project import table_findings as findings
from semdsl.project.csvfile import Block, Broken, Row, Sheet, clean, open_sheet
from semdsl.project.files import Project
from semdsl.project.fill import fill
from semdsl.project.labels import Finder, called_alike
from semdsl.project.numerals import Numerals, Unreadable
from semdsl.project.rows import Rows, find_columns, rows_of
from semdsl.semantics.model import EVERYWHERE, Axis, Model, Region, TableSpec
from semdsl.semantics.tables import TableValues
from semdsl.source import Span
from semdsl.syntax.ast import Title

MOST_BYTES = 50_000_000
MOST_CELLS = 10_000_000
_MOST_NAMED = 5
_MOST_KINDS = 50
_GROUPED = re.compile(r"[ \t]*[+-]?[1-9][0-9]{0,2}\.[0-9]{3}[ \t]*")


def read_tables(model: Model, project: Project, names: Collection[str]) -> Outcome[dict[str, TableValues]]:
    """The figures of those of *names* that are tables, or expectations against a file, of *model*."""
    specs = {name: (quantity.table, quantity.axes) for name, quantity in model.quantities.items()}
    specs |= {expected.name: (expected.table, expected.axes) for expected in model.expectations}
    values: dict[str, TableValues] = {}
    found: list[Diagnostic] = []
    for name, (spec, axes) in specs.items():
        if spec is not None and name in names:
            outcome = read_table(spec, [model.axes[axis] for axis in axes], project)
            found += outcome.diagnostics
            if outcome.value is not None:
                values[name] = outcome.value
    return Outcome(values, tuple(found))


def read_table(spec: TableSpec, axes: Sequence[Axis], project: Project) -> Outcome[TableValues | None]:
    """The figures that *spec* names, over *axes*, in base units.

    Requires: with ``interpolate``, that axis is one of *axes*.
    Ensures: a cell without a figure is NaN; there are such cells only in a sparse table, and outside ``spec.cells``;
    with ``total``, each axis has one more member, the last, for the rows that the file calls so.
    May report: every code of ``table_findings`` and ``figure_findings``, and those of ``Reader.named``.
    """
    for word, axis in _members_called(spec.total, axes):
        return Outcome(None, (findings.member_called_total(word, axis, spec.span),))
    axes = [_with_total(axis, spec) for axis in axes]
    cells = math.prod(len(axis) for axis in axes)
    if cells > MOST_CELLS:
        return Outcome(None, (figure_findings.table_too_large(spec.path, cells, MOST_CELLS, spec.span),))
    read = project.reader.named(spec.path, project.home_of(spec), MOST_BYTES, spec.span)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    sheet = open_sheet(read.value)
    if sheet is None:
        return Outcome(None, (findings.empty_table(read.value.name, False, spec.span),))
    if isinstance(sheet, Broken):
        return Outcome(None, (findings.broken_table(sheet, spec.span),))
    if wide := _column_for_each_member(sheet, spec, axes):
        return Outcome(None, (wide,))
    columns = find_columns(sheet, _wanted(spec, axes), spec.span)
    if isinstance(columns, list):
        return Outcome(None, tuple(columns))
    reading = _Reading(sheet, spec, axes, columns)
    reading.rows()
    reading.complete()
    found = tuple(reading.found())
    if found:
        return Outcome(None, found)
    values = TableValues(tuple(reading.values), tuple(reading.lines), sheet.source)
    return Outcome(values, tuple(_doubtful_points(sheet, spec, reading.figure)))


def _doubtful_points(sheet: Sheet, spec: TableSpec, column: int) -> Iterator[Diagnostic]:
    """The warning that all points in a file with ``;`` between its fields may stand between thousands."""
    if sheet.separator != ";" or spec.decimal_comma:
        return
    first: Row | None = None
    for block in sheet.blocks():
        if isinstance(block, Block):
            with_points = [at for at, written in enumerate(block.columns[column]) if "." in written]
            if not all(_GROUPED.fullmatch(block.columns[column][at]) for at in with_points):
                return
            first = first or (block.row(with_points[0]) if with_points else None)
    if first is not None:
        written = first.fields[column].strip(" \t")
        yield figure_findings.doubtful_points(
            sheet.source.name, written, sheet.place(first, column), spec.span
        )


def _column_for_each_member(sheet: Sheet, spec: TableSpec, axes: Sequence[Axis]) -> Diagnostic | None:
    """The finding about a file that has no column for an axis, but columns that are called like its members."""
    for name, axis in zip(spec.columns, axes, strict=True):
        if clean(name) not in sheet.names:
            finder = Finder(axis)
            called = [own for own in sheet.names if own and finder.position(own) is not None]
            if len(called) >= min(2, len(axis)):
                figures = "value" if clean(spec.column) in called else spec.column
                wanted, header = [*spec.columns, figures], sheet.whole(sheet.header)
                return findings.wide_table(sheet.source.name, axis.name, called, wanted, header, spec.span)
    return None


def _members_called(words: Sequence[str], axes: Sequence[Axis]) -> Iterator[tuple[str, Axis]]:
    """Those of *words*, and of `total` beside them, that mean a member of one of *axes*."""
    for axis in axes if words else ():
        finder = Finder(axis)
        for word in dict.fromkeys((*words, "total")):
            if finder.position(word) is not None:
                yield word, axis


def _with_total(axis: Axis, spec: TableSpec) -> Axis:
    """*axis* with a last member for what the file calls a total; as it is without one."""
    if not spec.total:
        return axis
    first, *others = spec.total
    titles = axis.label_titles or ((),) * len(axis)
    also = tuple(Title(word, span=spec.span) for word in others)
    return replace(axis, labels=(*axis.labels, first), label_titles=(*titles, also))


def _wanted(spec: TableSpec, axes: Sequence[Axis]) -> list[tuple[str, Said]]:
    """The columns that the model reads, each with what for."""
    wanted = [
        (name, say("the axis `{axis}`", axis=axis.name))
        for name, axis in zip(spec.columns, axes, strict=True)
    ]
    wanted += [(own.column.text, say("`where`")) for own in spec.filters]
    return [*wanted, (spec.column, say("the figures"))]


@dataclass(slots=True)
class _Fault:
    """One kind of fault in a file: its first row and the cell of that, how often, the first places and texts."""

    first: Row
    cell: int
    count: int = 0
    places: list[Span] = field(default_factory=list)
    written: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """A table while it is read: the cells so far and the faults, each kind once."""

    sheet: Sheet
    spec: TableSpec
    axes: Sequence[Axis]
    columns: Mapping[str, int]
    rows_read: Rows = field(init=False)
    places: tuple[int, ...] = field(init=False)
    figure: int = field(init=False)
    inside: bytearray | None = field(init=False)
    values: list[float] = field(init=False)
    lines: list[int] = field(init=False)
    faults: dict[tuple[str, object], _Fault] = field(default_factory=dict)
    present: dict[str, set[str]] = field(default_factory=dict)  # labels written one by one that rows name
    whole: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        cells = math.prod(len(axis) for axis in self.axes)
        self.values = [math.nan] * cells
        self.lines = [0] * cells
        self.inside = _inside(self.spec.cells, self.axes)
        self.rows_read = rows_of(self.spec.filters, self.columns, decimal_comma=self.spec.decimal_comma)
        self.places = tuple(self.columns[name] for name in self.spec.columns)
        self.figure = self.columns[self.spec.column]

    def rows(self) -> None:
        """Put the figure of every row into its cell."""
        finders = [Finder(axis) for axis in self.axes]
        along = list(zip(finders, _steps(self.axes), self.places, strict=True))
        numerals = Numerals(self.spec.decimal_comma, self.spec.factor)
        for block in self.sheet.blocks():
            if isinstance(block, Broken):
                self.whole.append(findings.broken_table(block, self.spec.span))
                return
            self.note(("ragged", None), block.ragged, len(block.ragged))
            chosen = self.rows_read.chosen_of(block)
            self.put(chosen, self.cells(chosen, along), numerals)

    def cells(self, block: Block, along: Sequence[tuple[Finder, int, int]]) -> list[int]:
        """Number of the cell that each row of *block* is for; below 0 if one of its labels is unknown.

        *along* has for each axis what finds its members, how many cells they are apart, and their column.
        """
        cells = [0] * len(block.lines)
        unknown = -math.prod(len(axis) for axis in self.axes)
        for finder, step, column in along:
            positions = finder.positions(block.columns[column])
            if None in positions:
                lost = block.only([position is None for position in positions])
                self.note(
                    ("label", finder.axis.name), lost.rows(), len(lost.lines), column, lost.columns[column]
                )
            cells = [
                cell + (unknown if position is None else position * step)
                for cell, position in zip(cells, positions, strict=True)
            ]
            if finder.axis.places:
                named = {finder.axis.labels[position] for position in set(positions) if position is not None}
                self.present.setdefault(finder.axis.name, set()).update(named)
        return cells

    def put(self, block: Block, cells: Sequence[int], numerals: Numerals) -> None:
        """Put the figures of *block* into their *cells*, unless a cell has one."""
        lines, values, inside = self.lines, self.values, self.inside
        written = block.columns[self.figure]
        faulty: dict[tuple[str, object], list[int]] = {}
        figures = numerals.read_all(written)
        for at, (cell, line, figure) in enumerate(zip(cells, block.lines, figures, strict=True)):
            if cell < 0:
                continue
            if inside is not None and not inside[cell]:
                if written[at].strip(" \t"):
                    # A figure that nobody reads is one that somebody may miss.
                    faulty.setdefault(("outside", None), []).append(at)
            elif lines[cell]:
                faulty.setdefault(("repeated", None), []).append(at)
            else:
                lines[cell] = line
                if isinstance(figure, float):
                    values[cell] = figure
                else:
                    faulty.setdefault(("number", figure), []).append(at)
        for kind, places in faulty.items():
            column = None if kind == ("repeated", None) else self.figure
            texts = (written[at] for at in places)
            self.note(kind, map(block.row, places), len(places), column, texts, cells[places[0]])

    def note(
        self,
        kind: tuple[str, object],
        rows: Iterable[Row],
        count: int,
        column: int | None = None,
        texts: Iterable[str] = (),
        cell: int = -1,
    ) -> None:
        """Count a fault of *count* rows, in the whole of each or in the field of *column* that says one of *texts*.

        The first few places and texts are kept. *cell* is the one that the first of *rows* is for.
        """
        for row in islice(rows, findings.MOST_PLACES):
            if kind not in self.faults and len(self.faults) >= _MOST_KINDS:
                return
            fault = self.faults.setdefault(kind, _Fault(row, cell))
            if len(fault.places) < findings.MOST_PLACES:
                fault.places.append(
                    self.sheet.whole(row) if column is None else self.sheet.place(row, column)
                )
        if count:
            fault = self.faults[kind]
            fault.count += count
            fresh = (text for text in dict.fromkeys(texts) if text not in fault.written)
            fault.written.update(dict.fromkeys(islice(fresh, _MOST_NAMED - len(fault.written))))

    def complete(self) -> None:
        """Interpolate, then see that no cell is left; not after a fault, which may be why one is."""
        if self.whole or ("ragged", None) in self.faults:
            return
        if slips := list(self.rows_read.faults(self.sheet, self.spec.span)):
            self.faults.clear()  # rows that are read, or missed, by a slip
            self.whole += slips
        if self.faults or self.whole:
            return
        if self.spec.interpolate is not None:
            problem = fill(self.values, self.lines, self.axes, self.spec.interpolate)
            if problem is not None:
                places = [_line(self.sheet, line) for line in problem.lines]
                self.whole.append(
                    figure_findings.cannot_interpolate(
                        problem.message, problem.remedy, places, self.spec.span
                    )
                )
                return
            if self.inside is not None:
                # Interpolation crosses cells that have a formula; they keep it.
                kept = zip(self.values, self.inside, strict=True)
                self.values = [value if own else math.nan for value, own in kept]
        if not self.spec.sparse:
            self.missing()
        if self.spec.total and not self.has_totals():
            columns = [self.sheet.names[column] for column in self.places]
            shown = self.sheet.source.name
            self.whole.append(findings.no_total_row(shown, self.spec.total, columns, self.spec.span))

    def has_totals(self) -> bool:
        """Whether some row is of the last member, which is the total, along some axis."""
        ends = [(step, len(axis)) for step, axis in zip(_steps(self.axes), self.axes, strict=True)]
        return any(
            line and any(cell // step % size == size - 1 for step, size in ends)
            for cell, line in enumerate(self.lines)
        )

    def missing(self) -> None:
        gaps = [
            cell
            for cell, value in enumerate(self.values)
            if math.isnan(value) and (self.inside is None or self.inside[cell])
        ]
        if gaps:
            named = [_named(self.axes, cell) for cell in gaps[:_MOST_NAMED]]
            along = self.spec.interpolate[1] if self.spec.interpolate else ""
            shown = self.sheet.source.name
            self.whole.append(figure_findings.missing_cells(shown, named, len(gaps), along, self.spec.span))

    def found(self) -> Iterator[Diagnostic]:
        """The findings about the table, one for each kind of fault."""
        axes = {axis.name: axis for axis in self.axes}
        for (kind, what), fault in sorted(self.faults.items(), key=lambda found: found[1].first.line):
            first, *others = map(clean if kind == "label" else _stripped, fault.written or {"": None})
            if kind == "ragged":
                width = len(self.sheet.names)
                fields = len(fault.first.fields)
                yield findings.ragged_rows(fault.places, fields, width, fault.count, self.spec.span)
            elif kind == "label":
                axis = axes[str(what)]
                totals = self.spec.total if self.spec.sparse else None
                alike = called_alike(axis, first)
                yield findings.unknown_label(
                    axis,
                    first,
                    fault.places,
                    others,
                    fault.count,
                    self.spec.span,
                    totals=totals,
                    alike=alike,
                    present=self.present.get(axis.name, set()),
                    column=dict(zip(axes, self.spec.columns, strict=True))[axis.name],
                )
            elif kind == "outside":
                named = _named(self.axes, fault.cell)
                yield figure_findings.figure_outside(named, fault.places, fault.count, self.spec.span)
            elif isinstance(what, Unreadable):
                yield figure_findings.unreadable_number(
                    what,
                    first,
                    fault.places,
                    fault.count,
                    self.spec.span,
                    may_be_gap=not self.spec.sparse,
                    decimal_comma=self.spec.decimal_comma,
                )
            else:
                earlier = _line(self.sheet, self.lines[fault.cell])
                named = _named(self.axes, fault.cell)
                yield figure_findings.repeated_cells(
                    named, fault.places[0], earlier, fault.count, self.spec.span
                )
        yield from self.whole


def _steps(axes: Sequence[Axis]) -> list[int]:
    """How many cells apart neighbours along each axis are."""
    return [math.prod(len(axis) for axis in axes[place + 1 :]) for place in range(len(axes))]


def _inside(cells: Region, axes: Sequence[Axis]) -> bytearray | None:
    """For each cell whether it is one of *cells*; None if all are."""
    if cells == EVERYWHERE:
        return None
    inside = bytearray(math.prod(len(axis) for axis in axes))
    steps = _steps(axes)
    for box in cells.boxes:
        along = (box.along(axis.name, len(axis)) for axis in axes)
        offsets = ([at * step for at in own] for own, step in zip(along, steps, strict=True))
        for place in product(*offsets):
            inside[sum(place)] = True
    return inside


def _named(axes: Sequence[Axis], cell: int) -> str:
    """``year 2005, sex male`` for the cell number *cell*."""
    parts = []
    for axis, step in zip(axes, _steps(axes), strict=True):
        parts.append(f"{axis.name} {axis.labels[cell // step % len(axis)]}")
    return ", ".join(parts)


def _stripped(written: str) -> str:
    return written.strip(" \t")


def _line(sheet: Sheet, line: int) -> Span:
    """Line number *line* of the file."""
    start = sheet.source.line_starts[line - 1]
    return Span(sheet.source, start, start + len(sheet.source.line(line).rstrip()))
