"""Results as plain numbers and dictionaries, in the unit that each quantity is declared in."""

from __future__ import annotations

import semdsl
from tests.models.oracle_sem import YEARS


def number(results: semdsl.Results, name: str, **labels: object) -> float:
    """One cell."""
    return float(results[name].at(**labels))


def along(results: semdsl.Results, name: str, **labels: object) -> dict[str, float]:
    """The cells of the one axis that *labels* leave open, by label."""
    part = results[name].at(**labels)
    (axis,) = part.axes
    return dict(zip(axis.labels, map(float, part.values), strict=True))


def series(results: semdsl.Results, name: str, **labels: object) -> dict[int, float]:
    """The cells of every year."""
    part = results[name].at(**labels)
    assert [axis.name for axis in part.axes] == ["year"]
    return dict(zip(YEARS, map(float, part.values), strict=True))


def stated(results: semdsl.Results, figures: dict[str, float]) -> dict[str, float]:
    """The single figures that *figures* names."""
    return {name: number(results, name) for name in figures}
