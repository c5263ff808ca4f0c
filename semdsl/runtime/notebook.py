"""How results show themselves at a prompt and in a notebook: a small table, its unit, its title."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import islice, product
from typing import TYPE_CHECKING

from semdsl.runtime.numerals import decimals_for, grouped

if TYPE_CHECKING:
    from semdsl.runtime.results import Result, Results

_MOST_ROWS = 20
_MOST_COLUMNS = 10
_TABLE = '<table style="font-variant-numeric: tabular-nums; text-align: right">'


def result_text(result: Result) -> str:
    """A heading and the first rows, the last axis as columns."""
    heading = " ".join(part for part in (_signature(result), _quoted(result.title), ":", result.unit) if part)
    if not result.axes:
        return f"{heading}\n  {_numbers([float(result)], result.unit)[0]}"
    rows = [_columns(result), *_rows(result)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    first = _stubs(result)
    lines = [
        "  ".join(
            cell.ljust(width) if at < first else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([heading, *("  " + line.rstrip() for line in lines), *_left_out(result)])


def result_page(result: Result) -> str:
    """The same as HTML."""
    heading = (
        f"<p><b>{escape(_signature(result))}</b> {escape(result.title)} <i>{escape(result.unit)}</i></p>"
    )
    if not result.axes:
        return f"{heading}<p>{escape(_numbers([float(result)], result.unit)[0])}</p>"
    head = "".join(f"<th>{escape(cell)}</th>" for cell in _columns(result))
    first = _stubs(result)
    rows = (
        "".join(
            f"<th>{escape(cell)}</th>" if at < first else f"<td>{escape(cell)}</td>"
            for at, cell in enumerate(row)
        )
        for row in _rows(result)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    rest = "".join(f"<p>{escape(line.strip())}</p>" for line in _left_out(result))
    return f"{heading}{_TABLE}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def results_text(results: Results) -> str:
    """A line for each quantity, and what the checks said."""
    lines = [f"  {_signature(result)} : {result.unit}" for result in results.values()]
    return "\n".join([f"{results.model}, scenario {_scenario(results)}{_verdict(results)}", *lines])


def results_page(results: Results) -> str:
    """The same as HTML."""
    rows = "".join(
        f"<tr><td>{escape(_signature(result))}</td><td>{escape(result.title)}</td><td>{escape(result.unit)}</td></tr>"
        for result in results.values()
    )
    heading = f"{results.title or results.model}, scenario {_scenario(results)}{_verdict(results)}"
    return f'<p><b>{escape(heading)}</b></p><table style="text-align: left"><tbody>{rows}</tbody></table>'


def _scenario(results: Results) -> str:
    """The scenario, and what was set in it."""
    return f"{results.scenario} with {', '.join(results.settings)}" if results.settings else results.scenario


def _verdict(results: Results) -> str:
    if not results.verdicts:
        return ""
    failed = sum(not verdict.passed for verdict in results.verdicts)
    differ = sum(verdict.outcome == "deviates" for verdict in results.verdicts)
    stated = f", {differ} as far off as stated" if differ else ""
    if failed:
        return f"; {failed} of {len(results.verdicts)} checks fail{stated}"
    return f"; {len(results.verdicts)} checks pass{stated}"


def _signature(result: Result) -> str:
    axes = ", ".join(axis.name for axis in result.axes)
    return f"{result.name}[{axes}]" if axes else result.name


def _quoted(title: str) -> str:
    return f'"{title}"' if title else ""


def _numbers(values: Sequence[float], unit: str) -> list[str]:
    decimals = decimals_for(values, unit)
    return [grouped(value, decimals) for value in values]


def _columns(result: Result) -> list[str]:
    if len(result.axes) == 1:
        return [result.axes[0].name, "value"]
    labels = result.axes[-1].labels
    return [axis.name for axis in result.axes[:-1]] + list(labels[:_MOST_COLUMNS])


def _rows(result: Result) -> list[list[str]]:
    """The first rows, labels and then numbers: of a result of a million cells no more is looked at than is shown."""
    grid = result.values.reshape(-1, _across(result))[:_MOST_ROWS, :_MOST_COLUMNS]
    numbers = iter(_numbers(grid.ravel().tolist(), result.unit))
    stubs = product(*(axis.labels for axis in result.axes[: _stubs(result)]))
    return [[*stub, *islice(numbers, grid.shape[1])] for stub in islice(stubs, len(grid))]


def _across(result: Result) -> int:
    """How many columns have numbers."""
    return len(result.axes[-1]) if len(result.axes) > 1 else 1


def _stubs(result: Result) -> int:
    """How many columns have labels."""
    return max(1, len(result.axes) - 1)


def _left_out(result: Result) -> list[str]:
    rows = result.values.size // _across(result) - _MOST_ROWS
    columns = _across(result) - _MOST_COLUMNS
    parts = [f"{rows} more rows"] * (rows > 0) + [f"{columns} more columns"] * (columns > 0)
    return [f"  … {' and '.join(parts)}: see .to_pandas() or .at(…)"] if parts else []
