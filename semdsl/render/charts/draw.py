"""A chart as a picture: the same elements within a page and in a file of their own."""

from __future__ import annotations

from semdsl.render.charts.bars import bar_chart, stacked_chart, waterfall_chart
from semdsl.render.charts.data import Data
from semdsl.render.charts.lines import area_chart, fan_chart, line_chart
from semdsl.render.charts.pyramids import pyramid_chart
from semdsl.render.charts.tornados import tornado_chart
from semdsl.render.elements import Element

_DRAWN = {
    "line": line_chart,
    "area": area_chart,
    "bar": bar_chart,
    "stacked bar": stacked_chart,
    "pyramid": pyramid_chart,
    "fan": fan_chart,
    "waterfall": waterfall_chart,
    "tornado": tornado_chart,
}


def picture(data: Data, key: str, *, titled: bool) -> Element:
    """*data* as SVG. ``key`` begins the names of its parts, which are no other's on its page."""
    return _DRAWN[data.form](data, key, titled=titled)


def svg_file(data: Data) -> bytes:
    """*data* as a file that is whole in itself, with its title in it."""
    return svg_bytes(picture(data, "chart", titled=True))


def svg_bytes(svg: Element) -> bytes:
    """*svg* as a file."""
    whole = Element(svg.name, svg.children, {"xmlns": "http://www.w3.org/2000/svg", **svg.attributes})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole.__html__()}\n'.encode()
