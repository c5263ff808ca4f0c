"""A small picture beside values: how they go, without numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from semdsl.render.elements import Element, element

_WIDTH, _HEIGHT, _EDGE = 240.0, 48.0, 3.0
_DARK, _PALE = "#333333", "#999999"
_DASHES = ("", "6 2", "2 2")
_SIDES = ("#1f4e79", "#b3562a")


def spark_line(series: Sequence[Sequence[float]], said: str) -> Element | None:
    """A line for each of *series*, on one scale; none if all values are the same, or one is no number."""
    numbers = [number for line in series for number in line]
    if not numbers or not all(map(math.isfinite, numbers)):
        return None
    low, high = min(numbers), max(numbers)
    if low == high or any(len(line) < 2 for line in series):
        return None
    paths = (element("path", d=_path(line, low, high), **_look(at)) for at, line in enumerate(series))
    zero = () if low > 0 or high < 0 else (_zero(low, high),)
    box = f"0 0 {_WIDTH:g} {_HEIGHT:g}"
    return element(
        "svg", element("title", said), *zero, *paths, role="img", viewBox=box, **{"class": "spark"}
    )


def _look(at: int) -> dict[str, str]:
    """By what the line of a series is told from others, where no page gives it another look."""
    dashes = _DASHES[at % len(_DASHES)]
    colour = _DARK if at < len(_DASHES) else _PALE
    look = {"fill": "none", "stroke": colour, "stroke-width": "0.8", "class": f"line-{at}"}
    return {**look, "stroke-dasharray": dashes} if dashes else look


def _path(line: Sequence[float], low: float, high: float) -> str:
    wide = (_WIDTH - 2 * _EDGE) / (len(line) - 1)
    points = (f"{_EDGE + at * wide:.1f} {_down(number, low, high):.1f}" for at, number in enumerate(line))
    return "M" + "L".join(points)


def _zero(low: float, high: float) -> Element:
    y = f"{_down(0.0, low, high):.1f}"
    look = {"fill": "none", "stroke": _PALE, "stroke-width": "0.6", "class": "zero"}
    return element("path", d=f"M0 {y}H{_WIDTH:g}", **look)


def _down(number: float, low: float, high: float) -> float:
    return _HEIGHT - _EDGE - (number - low) / (high - low) * (_HEIGHT - 2 * _EDGE)


def spark_pyramid(sides: tuple[Sequence[float], Sequence[float]], said: str) -> Element | None:
    """Two populations back to back, the first member at the bottom; none if there is nobody, or fewer than nobody."""
    numbers = [number for side in sides for number in side]
    if not numbers or not all(map(math.isfinite, numbers)) or min(numbers) < 0 or max(numbers) == 0:
        return None
    high, wide = 2 * _HEIGHT, _WIDTH / 2
    half = (wide - _EDGE) / max(numbers)
    row = high / len(sides[0])
    bars = [
        element(
            "rect",
            x=f"{wide - number * half if side == 0 else wide:.1f}",
            y=f"{high - (at + 1) * row:.2f}",
            width=f"{number * half:.1f}",
            height=f"{row * 0.9:.2f}",
            fill=_SIDES[side],
            **{"class": f"side-{side}"},
        )
        for side, own in enumerate(sides)
        for at, number in enumerate(own)
    ]
    box = f"0 0 {_WIDTH:g} {high:g}"
    return element(
        "svg", element("title", said), *bars, role="img", viewBox=box, **{"class": "spark pyramid"}
    )
