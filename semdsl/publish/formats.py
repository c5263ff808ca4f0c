"""The forms a file of values may have: CSV always, Parquet and workbooks through optional extras."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec

from semdsl.diagnostics.model import Diagnostic
from semdsl.publish import findings
from semdsl.publish.values import Sheet, csv_of
from semdsl.runtime.results import figures_column

_MOST_DIGITS = 15  # of a number in a workbook
MOST_ROWS = 1_048_575  # of a sheet, its head left out
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_EXTRAS = {"parquet": ("pyarrow", "parquet"), "xlsx": ("xlsxwriter", "excel")}


def missing(form: str) -> Diagnostic | None:
    """Why *form* cannot be written here, if it cannot: its extra is not installed."""
    if form not in _EXTRAS:
        return None
    package, extra = _EXTRAS[form]
    return None if find_spec(package) else findings.missing_extra(form, package, extra)


def refused(form: str, sheet: Sheet) -> Diagnostic | None:
    """Why *sheet* does not fit into *form*, if it does not."""
    too_many = form == "xlsx" and len(sheet.values) > MOST_ROWS
    return findings.too_many_rows(sheet.name, len(sheet.values), MOST_ROWS) if too_many else None


def parquet_of(sheet: Sheet) -> bytes:
    """*sheet* as Parquet: text columns and one of doubles."""
    import pyarrow
    from pyarrow import parquet

    columns = {
        axis: pyarrow.array([row[at] for row in sheet.labels], pyarrow.string())
        for at, axis in enumerate(sheet.axes)
    }
    content = io.BytesIO()
    parquet.write_table(
        pyarrow.table(
            {**columns, figures_column(sheet.axes): pyarrow.array(sheet.values, pyarrow.float64())}
        ),
        content,
    )
    return content.getvalue()


def workbook_of(sheet: Sheet) -> bytes:
    """*sheet* as a workbook: texts as texts, numbers and years as numbers, no formula; a second page has the unit."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_CLOCK})
        page = book.add_worksheet("values")
        for column, name in enumerate((*sheet.axes, figures_column(sheet.axes))):
            page.write_string(0, column, name)
        numbered = [all(map(_is_whole, column)) for column in zip(*sheet.labels, strict=True)]
        for row, (labels, value) in enumerate(zip(sheet.labels, sheet.values, strict=True), start=1):
            for column, label in enumerate(labels):
                if numbered[column]:
                    page.write_number(row, column, int(label))
                else:
                    page.write_string(row, column, label)
            if not math.isfinite(value):
                raise ValueError(f"{sheet.name} has a value that is no number")
            page.write_number(row, len(labels), value)
        about = book.add_worksheet("about")
        for row, words in enumerate((("name", sheet.name), ("title", sheet.title), ("unit", sheet.unit))):
            about.write_string(row, 0, words[0])
            about.write_string(row, 1, words[1])
    return content.getvalue()


def _is_whole(label: str) -> bool:
    """Whether *label* is a year or an age, and no code such as `007`, or one of more digits than a workbook keeps."""
    return label.isascii() and label.isdecimal() and len(label) <= _MOST_DIGITS and str(int(label)) == label


FORMATS: dict[str, Callable[[Sheet], bytes]] = {"csv": csv_of, "parquet": parquet_of, "xlsx": workbook_of}
"""How a sheet is written, by the ending of its file."""
