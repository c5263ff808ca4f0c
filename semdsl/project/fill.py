"""Filling the cells of a table between given ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from semdsl.diagnostics.wording import Said, say
from semdsl.project.interpolate import between
from semdsl.semantics.model import Axis


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a table cannot be filled, what to do, and the lines of the file with the figures that forbid it."""

    message: Said
    remedy: Said
    lines: tuple[int, ...] = ()


def fill(values: list[float], lines: list[int], axes: Sequence[Axis], how: tuple[str, str]) -> Problem | None:
    """Fill the NaN cells of *values* that stand between given ones along an axis; *how* is the method and the axis.

    Values stand row by row over *axes*, *lines* beside them (0 for a cell without a row). Changes *values*.
    """
    method, name = how
    place = next(place for place, axis in enumerate(axes) if axis.name == name)
    coordinates = axes[place].coordinates
    if coordinates is None:
        return Problem(
            say("the labels of `{axis}` are not numbers", axis=name),
            say("interpolate over an axis of numbers, such as years"),
        )
    step = math.prod(len(axis) for axis in axes[place + 1 :])
    run = step * len(axes[place])
    for start, offset in product(range(0, len(values), run), range(step)):
        cells = range(start + offset, start + offset + run, step)
        problem = _fill_line(values, lines, cells, coordinates, method)
        if problem is not None:
            return problem
    return None


def _fill_line(
    values: list[float], lines: list[int], cells: Sequence[int], coordinates: Sequence[float], method: str
) -> Problem | None:
    """Fill one line of cells, which stand at *coordinates*."""
    given = [place for place, cell in enumerate(cells) if not math.isnan(values[cell])]
    if not given:
        return None
    wanted = [place for place in range(given[0], given[-1]) if math.isnan(values[cells[place]])]
    if not wanted:
        return None
    if method.startswith("log_"):
        wrong = [place for place in given if values[cells[place]] <= 0]
        if wrong:
            return Problem(
                say("`{method}` works on logarithms, and a figure is not above zero", method=method),
                say("use `interpolate {method}`", method=method.removeprefix("log_")),
                tuple(lines[cells[place]] for place in wrong),
            )
    xs, ys = [coordinates[place] for place in given], [values[cells[place]] for place in given]
    filled = between(method, xs, ys, [coordinates[place] for place in wanted])
    if not all(map(math.isfinite, filled)):
        return Problem(
            say("a value between the given figures is too large for a number"),
            say("use `interpolate linear`"),
        )
    for place, value in zip(wanted, filled, strict=True):
        values[cells[place]] = value
    return None
