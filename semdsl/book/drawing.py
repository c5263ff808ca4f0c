"""The dependencies within a chapter as a drawing: what a quantity needs stands to the left of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from semdsl.render.elements import Element, element

MOST_NODES = 120
_WIDE, _HIGH, _GAP_X, _GAP_Y = 150.0, 22.0, 46.0, 8.0
_BACK = 34.0
"""How far a line of a ring, which leads back, swings out on either side."""
_MOST_LETTERS = 22
_SWEEPS = 4
_EDGE = {"fill": "none", "stroke": "#6b6862", "stroke-width": "0.6", "class": "edge"}
_SHAPE = {"fill": "#f6f4ef", "stroke": "#999999", "stroke-width": "0.8"}
_NAME = {"font-family": "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace", "font-size": "10.5"}


@dataclass(frozen=True, slots=True)
class Box:
    """A quantity in the drawing: what it is called there, where it leads, and what is said of it."""

    key: str
    label: str
    href: str
    says: str


def drawn(boxes: Sequence[Box], needs: Mapping[str, Sequence[str]], title: str) -> Element:
    """*boxes* in columns, joined to those of them that each one *needs*."""
    known = {box.key for box in boxes}
    edges = {
        box.key: [key for key in needs.get(box.key, ()) if key in known and key != box.key] for box in boxes
    }
    layers = _ordered(_layers([box.key for box in boxes], edges), edges)
    tallest = max(map(len, layers), default=1)
    at = {
        key: (x * (_WIDE + _GAP_X), (y + (tallest - len(layer)) / 2) * (_HIGH + _GAP_Y))
        for x, layer in enumerate(layers)
        for y, key in enumerate(layer)
    }
    width = len(layers) * (_WIDE + _GAP_X) - _GAP_X
    height = tallest * (_HIGH + _GAP_Y)
    lines = (element("path", d=_curve(at[source], at[key]), **_EDGE) for key in at for source in edges[key])
    shapes = (_box(box, *at[box.key]) for box in boxes)
    column = {key: x for x, layer in enumerate(layers) for key in layer}
    ring = any(column[source] >= column[key] for key in column for source in edges[key])
    edge = _BACK if ring else 4.0
    view = f"{-edge:g} -4 {width + 2 * edge:g} {height + 8:g}"
    style = {"class": "graph", "width": f"{width + 2 * edge:g}", "height": f"{height + 8:g}"}
    return element("svg", element("title", title), *lines, *shapes, role="group", viewBox=view, **style)


def _layers(keys: Sequence[str], edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Columns, in which each key stands to the right of what it needs, but for what closes a ring."""
    depth: dict[str, int] = {}
    entered: set[str] = set()
    for start in keys:
        waiting = [(start, False)]
        while waiting:
            key, done = waiting.pop()
            if done:
                depth[key] = max((depth[one] + 1 for one in edges[key] if one in depth), default=0)
            elif key not in entered:
                entered.add(key)
                waiting.append((key, True))
                waiting += [(one, False) for one in reversed(edges[key]) if one not in entered]
    found: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        found[depth[key]].append(key)
    return [found[at] for at in sorted(found)]


def _ordered(layers: list[list[str]], edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """*layers* with those near each other that are joined: each at the mean place of its neighbours, a few times."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for key, sources in edges.items():
        for source in sources:
            neighbours[key].append(source)
            neighbours[source].append(key)
    for _ in range(_SWEEPS):
        place = {key: at / max(1, len(layer) - 1) for layer in layers for at, key in enumerate(layer)}
        layers = [
            sorted(
                layer,
                key=lambda key: (
                    sum(place[one] for one in neighbours[key]) / len(neighbours[key])
                    if neighbours[key]
                    else place[key]
                ),
            )
            for layer in layers
        ]
    return layers


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    x, y = start[0] + _WIDE, start[1] + _HIGH / 2
    to_x, to_y = end[0], end[1] + _HIGH / 2
    bend = max(20.0, (to_x - x) / 2) if to_x > x else _BACK
    return f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}"


def _box(box: Box, x: float, y: float) -> Element:
    label = box.label if len(box.label) <= _MOST_LETTERS else f"{box.label[: _MOST_LETTERS - 1]}…"
    shape = element("rect", x=f"{x:g}", y=f"{y:g}", width=f"{_WIDE:g}", height=f"{_HIGH:g}", rx="3", **_SHAPE)
    text = element("text", label, x=f"{x + 7:g}", y=f"{y + 15:g}", **_NAME)
    return element("a", element("title", box.says), shape, text, href=box.href)
