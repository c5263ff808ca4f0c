"""Results as tidy files: a column for each axis, then the value in the declared unit.

The column of values is called ``value``, or ``value_`` if an axis is.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from semdsl.runtime.numerals import plain
from semdsl.runtime.results import NamedAxis, Result, figures_column

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)
_RUN_BY_SHEETS = frozenset("=+-@\t\r\n")
SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of labels and a number each, in ``unit``; one column of labels for each of ``axes``."""

    name: str
    axes: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    values: tuple[float, ...]
    unit: str
    title: str = ""


def sheet_of(results: Sequence[tuple[str, Result]]) -> Sheet:
    """One quantity in some scenarios, each with its name; more than one scenario is a first axis."""
    first = results[0][1]
    axes = first.axes
    if len(results) > 1:
        own = {axis.name for axis in axes}
        axes = (
            NamedAxis(SCENARIO if SCENARIO not in own else f"{SCENARIO}_run", tuple(dict(results))),
            *axes,
        )
    return Sheet(
        first.name,
        tuple(axis.name for axis in axes),
        tuple(product(*(axis.labels for axis in axes))),
        tuple(float(value) for _, result in results for value in result.values.ravel()),
        first.unit,
        first.title,
    )


def csv_of(sheet: Sheet) -> bytes:
    """*sheet* as CSV in UTF-8; every number reads back to the last bit."""
    rows = ((*labels, plain(value)) for labels, value in zip(sheet.labels, sheet.values, strict=True))
    return csv_bytes((*sheet.axes, figures_column(sheet.axes)), rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file whose texts no spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_text(cell) for cell in header])
    writer.writerows([safe_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def safe_text(text: str) -> str:
    """*text* with a ``'`` before it if a spreadsheet would run it as a formula; numbers stay as they are.

    >>> safe_text("=1+1"), safe_text("-0.5"), safe_text("SEM")
    ("'=1+1", '-0.5', 'SEM')
    """
    first = unicodedata.normalize("NFKC", text[:1])
    return f"'{text}" if first in _RUN_BY_SHEETS and text and not _NUMBER.fullmatch(text) else text
